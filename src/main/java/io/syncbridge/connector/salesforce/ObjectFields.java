package io.syncbridge.connector.salesforce;

import io.syncbridge.component.ReportKeys;
import io.syncbridge.connector.rest.Json;
import io.syncbridge.connector.rest.OddAnswerException;
import io.syncbridge.connector.rest.PassingException;
import io.syncbridge.model.Description;
import io.syncbridge.model.Description.Field;
import io.syncbridge.model.Description.Holds;
import io.syncbridge.model.SyncAction;
import io.syncbridge.model.Unreadable;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The fields of an object that are read, as the organization describes them; asked for once, and again when one is refused. */
final class ObjectFields {

    /** Compound fields are there in their parts; contents of files are not records' values; the others differ by who looks. */
    private static final Set<String> LEFT_OUT_TYPES = Set.of("address", "location", "base64");
    private static final Set<String> LEFT_OUT = Set.of("LastViewedDate", "LastReferencedDate", "IsDeleted");
    private static final List<String> ALWAYS = List.of("Id", "SystemModstamp");
    private static final String EDITOR = "LastModifiedById";

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxx");
    private static final int ID = 15;

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

    /** Returns what is wrong with values that their fields' types cannot hold, by field. */
    Map<String, String> mistakes(Map<String, Object> write) throws PassingException, OddAnswerException {
        Map<String, String> known = types();
        var mistakes = new LinkedHashMap<String, String>();
        write.forEach((name, value) -> {
            if (!name.startsWith("@") && value != null && !isPossible(value.toString().strip(), known.getOrDefault(name, "string"))) {
                mistakes.put(name, name + " of " + object + " is a " + known.get(name) + " and cannot hold '" + value + "'.");
            }
        });
        return mistakes;
    }

    private static boolean isPossible(String text, String type) {
        try {
            return switch (type) {
                case "int", "long", "double", "currency", "percent" -> new BigDecimal(text).precision() > 0;
                case "boolean" -> text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
                case "date", "datetime" -> LocalDate.parse(text.substring(0, Math.min(10, text.length()))).getYear() > 0;
                default -> true;
            };
        } catch (NumberFormatException | DateTimeParseException no) {
            return false;
        }
    }

    /** Returns those of a write's fields that name other records. */
    List<String> references(Map<String, Object> write) throws PassingException, OddAnswerException {
        Map<String, String> known = types();
        return write.keySet().stream().filter(name -> "reference".equals(known.get(name))).toList();
    }

    /**
     * Returns a record with its report keys. The version tells apart what the organization's times, of whole seconds, do not; it
     * is the same for the same values, however the API in question writes its numbers.
     */
    Map<String, Object> report(Map<?, ?> record) {
        var report = new LinkedHashMap<String, Object>();
        record.forEach((name, value) -> {
            if (!name.equals("attributes") && !name.equals("IsDeleted")) {
                report.put(name.toString(), value);
            }
        });
        String version = report.get("SystemModstamp") + "/" + Integer.toHexString(Json.text(plain(versioned(report))).hashCode());
        report.put(ReportKeys.ID, report.get("Id"));
        report.put(ReportKeys.TIME, report.get("SystemModstamp"));
        report.put(ReportKeys.VERSION, version);
        return report;
    }

    /** Who edited a record is read without having been chosen, and makes no other version of it then. */
    private Map<String, Object> versioned(Map<String, Object> report) {
        if (chosen.isEmpty() || chosen.contains(EDITOR)) {
            return report;
        }
        var chosenOnly = new LinkedHashMap<>(report);
        chosenOnly.remove(EDITOR);
        return chosenOnly;
    }

    /**
     * Says whether somebody has changed a record since we wrote to it: another user, or at a later time.
     *
     * @param report the record as it was read
     * @param answered the organization's time when it answered the write; {@code null} where unknown
     */
    boolean isChanged(Map<String, Object> report, Object answered) {
        Object editor = report.get(EDITOR);
        boolean others = editor != null && client.user().filter(user -> !isSame(user, editor.toString())).isPresent();
        return others || answered != null && stamp(report).isAfter(Instant.parse(answered.toString()).plusSeconds(1));
    }

    /** Returns when a record was last changed. */
    static Instant stamp(Map<?, ?> record) {
        return OffsetDateTime.parse(String.valueOf(record.get("SystemModstamp")), STAMP).toInstant();
    }

    /** Ids have three letters more in some places, which say nothing else. */
    private static boolean isSame(String id, String other) {
        return id.length() >= ID && other.length() >= ID && id.substring(0, ID).equals(other.substring(0, ID));
    }

    private static Map<String, Object> plain(Map<String, Object> report) {
        var plain = new LinkedHashMap<>(report);
        plain.replaceAll((name, value) -> value instanceof Number number
                ? new BigDecimal(number.toString()).stripTrailingZeros().toPlainString() : value);
        return plain;
    }

    /** Returns a row of a bulk job's table with its report keys; it holds nothing but text. */
    Map<String, Object> reportOfRow(Map<String, String> row) throws PassingException, OddAnswerException {
        var record = new LinkedHashMap<String, Object>();
        for (Map.Entry<String, String> cell : row.entrySet()) {
            record.put(cell.getKey(), value(cell.getValue(), type(cell.getKey())));
        }
        return report(record);
    }

    private static Object value(String cell, String type) {
        if (cell.isEmpty()) {
            return null;
        }
        return switch (type) {
            case "boolean" -> Boolean.valueOf(cell);
            case "int", "long", "double", "currency", "percent" -> number(cell);
            case "datetime" -> cell.replaceFirst("Z$", "+0000");
            default -> cell;
        };
    }

    /** A formula that fails is shown as {@code #Error!}. */
    private static Object number(String cell) {
        try {
            return Json.read(cell.getBytes(StandardCharsets.UTF_8)) instanceof Number number ? number : new Unreadable(cell, "it is no number");
        } catch (IOException none) {
            return new Unreadable(cell, "it is no number");
        }
    }

    private Map<String, String> types() throws PassingException, OddAnswerException {
        Map<String, String> known = types;
        if (known == null) {
            known = describe();
            types = known;
        }
        return known;
    }

    /** Returns the object as the organization describes it to the account. */
    Description description() throws PassingException, OddAnswerException {
        Map<?, ?> described = described();
        Set<String> read = names();
        var refused = new EnumMap<SyncAction, String>(SyncAction.class);
        Map.of(SyncAction.CREATE, "createable", SyncAction.UPDATE, "updateable", SyncAction.DELETE, "deletable", SyncAction.READ, "queryable")
                .forEach((action, may) -> {
                    if (Boolean.FALSE.equals(described.get(may))) {
                        refused.put(action, object + " is not " + may + " for it.");
                    }
                });
        List<Field> fields = new ArrayList<>(fields(described).map(field -> field(field, read)).toList());
        read.stream().filter(name -> name.contains(".")).forEach(name -> fields.add(new Field(name, "string", Holds.ANYTHING, null, false, false, null)));
        return new Description(fields, refused);
    }

    private static Field field(Map<?, ?> field, Set<String> read) {
        String name = String.valueOf(field.get("name"));
        String type = String.valueOf(field.get("type"));
        boolean creatable = Boolean.TRUE.equals(field.get("createable"));
        Holds holds = holds(type);
        return new Field(name, type, holds,
                holds == Holds.TEXT && field.get("length") instanceof Number length && length.intValue() > 0 ? length.intValue() : null,
                creatable && Boolean.FALSE.equals(field.get("nillable")) && Boolean.FALSE.equals(field.get("defaultedOnCreate")),
                creatable || Boolean.TRUE.equals(field.get("updateable")),
                read.contains(name) ? null : LEFT_OUT_TYPES.contains(type) || LEFT_OUT.contains(name) ? "is not read as such: map its parts"
                        : "is not read: name it in the option fields");
    }

    private static Holds holds(String type) {
        return switch (type) {
            case "int", "long", "double", "currency", "percent" -> Holds.NUMBER;
            case "boolean" -> Holds.BOOLEAN;
            case "date" -> Holds.DATE;
            case "datetime" -> Holds.DATETIME;
            case "string", "textarea", "email", "phone", "url", "picklist", "id", "reference" -> Holds.TEXT;
            default -> Holds.ANYTHING;
        };
    }

    private Map<?, ?> described() throws PassingException, OddAnswerException {
        return client.get(client.path("sobjects/" + object + "/describe")).orThrow().object();
    }

    private static Stream<? extends Map<?, ?>> fields(Map<?, ?> described) {
        return described.get("fields") instanceof List<?> fields
                ? fields.stream().filter(Map.class::isInstance).map(field -> (Map<?, ?>) field) : Stream.empty();
    }

    private Map<String, String> describe() throws PassingException, OddAnswerException {
        var all = new LinkedHashMap<String, String>();
        fields(described()).forEach(field -> all.put(String.valueOf(field.get("name")), String.valueOf(field.get("type"))));
        var wanted = new LinkedHashSet<>(ALWAYS);
        wanted.addAll(chosen.isEmpty() ? all.keySet() : chosen);
        if (all.containsKey(EDITOR)) {
            wanted.add(EDITOR);
        }
        var read = new LinkedHashMap<String, String>();
        wanted.stream().filter(name -> !LEFT_OUT.contains(name) && !LEFT_OUT_TYPES.contains(all.getOrDefault(name, "string")))
                .forEach(name -> read.put(name, all.getOrDefault(name, "string")));
        return read;
    }
}
