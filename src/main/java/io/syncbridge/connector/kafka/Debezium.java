package io.syncbridge.connector.kafka;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads Debezium's envelopes, and the rows that {@code ExtractNewRecordState} makes of them. */
final class Debezium {

    /** Stands for a large value that was not changed and that the database's log does not hold therefore, as text and as bytes. */
    private static final List<Object> UNAVAILABLE = List.of("__debezium_unavailable_value", "X19kZWJleml1bV91bmF2YWlsYWJsZV92YWx1ZQ==");

    private static final List<Object> OPERATIONS = List.of("c", "u", "d", "r", "t", "m");

    private Debezium() {
    }

    /** Says whether a value is an envelope. */
    static boolean isEnvelope(Map<String, Object> value) {
        return value.get("op") instanceof String && (value.containsKey("after") || value.containsKey("before") || value.get("source") instanceof Map);
    }

    /** Says whether a value is certainly an envelope, and not a record with a field of that name. */
    static boolean isKnownEnvelope(Map<String, Object> value) {
        return isEnvelope(value) && OPERATIONS.contains(value.get("op"));
    }

    /** Returns {@code null} for an envelope that is about no record. */
    static Content envelope(Map<String, Object> value) throws UnreadableMessageException {
        String op = String.valueOf(value.get("op"));
        return switch (op) {
            case "c" -> new Content("create", row(value, "after", op), time(value), null);
            case "u", "r" -> new Content("update", row(value, "after", op), time(value), null);
            case "d" -> new Content(Content.DELETE, value.get("before") == null ? Map.of() : row(value, "before", op), time(value), null);
            case "m" -> null;
            case "t" -> throw new UnreadableMessageException("The table was truncated, which deletes nothing in other systems. Delete the records"
                    + " by themselves if that is meant.");
            default -> throw new UnreadableMessageException("Its envelope has the operation '" + op + "', which is none of c, u, d, r, t and m.");
        };
    }

    private static Map<String, Object> row(Map<String, Object> value, String image, String op) throws UnreadableMessageException {
        if (value.get(image) instanceof Map<?, ?> row) {
            return available(row);
        }
        throw new UnreadableMessageException("Its envelope has the operation '" + op + "' and no row in '" + image + "'.");
    }

    /** A row, or a value of it, was changed when the source says so; a snapshot's rows, when the connector has read them. */
    private static Object time(Map<String, Object> value) {
        Object time = value.get("source") instanceof Map<?, ?> source ? source.get("ts_ms") : null;
        return isTime(time) ? time : value.get("ts_ms");
    }

    private static boolean isTime(Object millis) {
        return millis instanceof Number number && number.longValue() > 0;
    }

    /** Reads a row without an envelope. @param op as a header says it; {@code null} for none */
    static Content flattened(Map<String, Object> value, String op) {
        Object said = value.getOrDefault("__op", op);
        boolean deleted = "true".equals(String.valueOf(value.get("__deleted"))) || "d".equals(said);
        Object time = isTime(value.get("__source_ts_ms")) ? value.get("__source_ts_ms") : value.get("__ts_ms");
        return new Content(deleted ? Content.DELETE : "c".equals(said) ? "create" : "update", available(value), time, null);
    }

    /** Returns the row without the values that it does not tell. */
    private static Map<String, Object> available(Map<?, ?> row) {
        var told = new LinkedHashMap<String, Object>();
        row.forEach((name, value) -> {
            Object single = value instanceof List<?> list && list.size() == 1 ? list.get(0) : value;
            if (!UNAVAILABLE.contains(single == null ? "" : single)) {
                told.put(name.toString(), value);
            }
        });
        return told;
    }
}
