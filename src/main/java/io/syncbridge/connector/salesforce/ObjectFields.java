package io.syncbridge.connector.salesforce;

import io.syncbridge.component.ReportKeys;
import io.syncbridge.connector.rest.Json;
import io.syncbridge.connector.rest.OddAnswerException;
import io.syncbridge.connector.rest.PassingException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The fields of an object that are read, as the organization describes them; asked for once, and again when one is refused. */
final class ObjectFields {

    /** Compound fields are there in their parts; contents of files are not records' values; the others differ by who looks. */
    private static final Set<String> LEFT_OUT_TYPES = Set.of("address", "location", "base64");
    private static final Set<String> LEFT_OUT = Set.of("LastViewedDate", "LastReferencedDate", "IsDeleted");
    private static final List<String> ALWAYS = List.of("Id", "SystemModstamp");

    private final OrgClient client;
    private final String object;
    private final List<String> chosen;
    private volatile Map<String, String> types;

    /** @param chosen the fields to read; empty for all */
    ObjectFields(OrgClient client, String object, List<String> chosen) {
        this.client = client;
        this.object = object;
        this.chosen = chosen;
    }

    String object() {
        return object;
    }

    void forget() {
        types = null;
    }

    /** Returns the names of the fields that are read. */
    Set<String> names() throws PassingException, OddAnswerException {
        return types().keySet();
    }

    /** Returns a field's type in the organization's words: {@code string}, {@code currency}; {@code string} for one that is not known. */
    String type(String field) throws PassingException, OddAnswerException {
        return types().getOrDefault(field, "string");
    }

    /** Returns a record with its report keys; the version tells apart what the organization's times, of whole seconds, do not. */
    Map<String, Object> report(Map<?, ?> record) {
        var report = new LinkedHashMap<String, Object>();
        record.forEach((name, value) -> {
            if (!name.equals("attributes") && !name.equals("IsDeleted")) {
                report.put(name.toString(), value);
            }
        });
        String version = report.get("SystemModstamp") + "/" + Integer.toHexString(Json.text(report).hashCode());
        report.put(ReportKeys.ID, report.get("Id"));
        report.put(ReportKeys.TIME, report.get("SystemModstamp"));
        report.put(ReportKeys.VERSION, version);
        return report;
    }

    private Map<String, String> types() throws PassingException, OddAnswerException {
        Map<String, String> known = types;
        if (known == null) {
            known = describe();
            types = known;
        }
        return known;
    }

    private Map<String, String> describe() throws PassingException, OddAnswerException {
        Map<?, ?> described = client.get(client.path("sobjects/" + object + "/describe")).orThrow().object();
        var all = new LinkedHashMap<String, String>();
        if (described.get("fields") instanceof List<?> fields) {
            fields.stream().filter(Map.class::isInstance).map(field -> (Map<?, ?>) field)
                    .forEach(field -> all.put(String.valueOf(field.get("name")), String.valueOf(field.get("type"))));
        }
        var wanted = new LinkedHashSet<>(ALWAYS);
        wanted.addAll(chosen.isEmpty() ? all.keySet() : chosen);
        var read = new LinkedHashMap<String, String>();
        wanted.stream().filter(name -> !LEFT_OUT.contains(name) && !LEFT_OUT_TYPES.contains(all.getOrDefault(name, "string")))
                .forEach(name -> read.put(name, all.getOrDefault(name, "string")));
        return read;
    }
}
