package io.syncbridge.connector.salesforce;

import io.syncbridge.component.ReportKeys;
import io.syncbridge.connector.rest.OddAnswerException;
import io.syncbridge.connector.rest.PassingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads records: two thousand by id in a request, and as many by value as a query of moderate length asks for. */
final class ObjectReading {

    private static final Pattern ID = Pattern.compile("[0-9A-Za-z]{15}|[0-9A-Za-z]{18}");
    private static final int IDS = 2000;
    private static final int CONDITIONS = 10_000;

    private final OrgClient client;
    private final ObjectFields fields;

    ObjectReading(OrgClient client, ObjectFields fields) {
        this.client = client;
        this.fields = fields;
    }

    /** Returns those of the records that exist, in the same order, with report keys. */
    List<Map<String, Object>> read(List<String> ids) throws PassingException, OddAnswerException {
        List<String> possible = ids.stream().filter(id -> ID.matcher(id).matches()).distinct().toList();
        var found = new ArrayList<Map<String, Object>>();
        for (List<String> part : Parts.of(possible, IDS)) {
            client.call("POST", client.path("composite/sobjects/" + fields.object()),
                    Map.of("ids", part, "fields", List.copyOf(fields.names()))).orThrow().list().stream()
                    .filter(Map.class::isInstance).forEach(record -> found.add(fields.report((Map<?, ?>) record)));
        }
        return found;
    }

    /** Returns the records that hold all values of one of the maps, in any spelling that may mean the same. */
    List<Map<String, Object>> find(List<Map<String, Object>> wanted) throws PassingException, OddAnswerException {
        var found = new LinkedHashMap<Object, Map<String, Object>>();
        var conditions = new ArrayList<String>();
        int length = 0;
        for (Map<String, Object> one : wanted) {
            String condition = condition(one);
            if (length + condition.length() > CONDITIONS && !conditions.isEmpty()) {
                find(conditions, found);
                conditions.clear();
                length = 0;
            }
            conditions.add(condition);
            length += condition.length() + 4;
        }
        if (!conditions.isEmpty()) {
            find(conditions, found);
        }
        return List.copyOf(found.values());
    }

    private String condition(Map<String, Object> values) throws PassingException, OddAnswerException {
        var parts = new ArrayList<String>();
        for (Map.Entry<String, Object> value : values.entrySet()) {
            parts.add(Spelling.condition(value.getKey(), value.getValue(), fields.type(value.getKey())));
        }
        return "(" + String.join(" AND ", parts) + ")";
    }

    /** What is too complicated as a whole is asked for in halves. */
    private void find(List<String> conditions, Map<Object, Map<String, Object>> found) throws PassingException, OddAnswerException {
        try {
            query(conditions).forEach(record -> found.putIfAbsent(record.get(ReportKeys.ID), record));
        } catch (RefusedException refused) {
            if (!refused.isForItsSize() || conditions.size() == 1) {
                throw refused;
            }
            for (List<String> half : Parts.of(conditions, (conditions.size() + 1) / 2)) {
                find(half, found);
            }
        }
    }

    private List<Map<String, Object>> query(List<String> conditions) throws PassingException, OddAnswerException {
        String soql = "SELECT " + String.join(",", fields.names()) + " FROM " + fields.object() + " WHERE "
                + String.join(" OR ", conditions);
        var found = new ArrayList<Map<String, Object>>();
        Map<?, ?> page = client.query(soql, false).orThrow().object();
        while (page != null) {
            if (page.get("records") instanceof List<?> records) {
                records.stream().filter(Map.class::isInstance).forEach(record -> found.add(fields.report((Map<?, ?>) record)));
            }
            Object next = page.get("nextRecordsUrl");
            page = next == null ? null : client.get(next.toString()).orThrow().object();
        }
        return found;
    }
}
