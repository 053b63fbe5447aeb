package io.syncbridge.connector.salesforce;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import io.syncbridge.connector.rest.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One error as Salesforce tells it.
 *
 * @param code like {@code REQUIRED_FIELD_MISSING}; empty where the answer held none
 * @param fields the fields that it is about
 */
record SalesforceError(String code, String message, List<String> fields) {

    private static final int LONGEST = 300;
    private static final Set<String> PASSING = Set.of("UNABLE_TO_LOCK_ROW", "REQUEST_LIMIT_EXCEEDED", "SERVER_UNAVAILABLE",
            "QUERY_TIMEOUT", "REQUEST_RUNNING_TOO_LONG", "UNKNOWN_EXCEPTION", "INVALID_SESSION_ID", "API_DISABLED_FOR_ORG",
            "API_CURRENTLY_DISABLED", "ORG_LOCKED", "TOO_MANY_APEX_REQUESTS", "STORAGE_LIMIT_EXCEEDED");
    private static final Set<String> MISSING = Set.of("ENTITY_IS_DELETED", "NOT_FOUND");
    private static final String CROSS_REFERENCE = "INVALID_CROSS_REFERENCE_KEY";
    private static final String INVALID_FIELD = "INVALID_FIELD";

    /** Reads the error of one record or one answer: the key is {@code errorCode} in some and {@code statusCode} in others. */
    static SalesforceError of(Object json) {
        if (!(json instanceof Map<?, ?> map)) {
            return new SalesforceError("", String.valueOf(json), List.of());
        }
        Object code = map.get("errorCode") != null ? map.get("errorCode") : map.get("statusCode");
        List<String> fields = map.get("fields") instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
        return new SalesforceError(code == null ? "" : code.toString(), String.valueOf(map.get("message")), fields);
    }

    /** Reads what a whole request was refused with. */
    static SalesforceError ofAnswer(byte[] body) {
        try {
            Object json = Json.read(body);
            return of(json instanceof List<?> list && !list.isEmpty() ? list.get(0) : json);
        } catch (IOException notJson) {
            String text = new String(body, StandardCharsets.UTF_8).strip().replaceAll("\\s+", " ");
            return new SalesforceError("", text.substring(0, Math.min(LONGEST, text.length())), List.of());
        }
    }

    /** Reads how bulk results tell it: {@code CODE:message:fields --}. */
    static SalesforceError ofBulk(String text) {
        String[] parts = text.replaceFirst("\\s*--\\s*$", "").split(":", 2);
        boolean coded = parts.length == 2 && parts[0].matches("[A-Z_]+");
        return coded ? new SalesforceError(parts[0], parts[1].replaceFirst(":\\s*$", ""), List.of())
                : new SalesforceError("", text, List.of());
    }

    /** Says whether the same request may succeed later without anybody's help. */
    boolean isPassing() {
        return PASSING.contains(code);
    }

    boolean isLocked() {
        return code.equals("UNABLE_TO_LOCK_ROW");
    }

    boolean isRequestLimit() {
        return code.equals("REQUEST_LIMIT_EXCEEDED");
    }

    /** Says whether the record itself is not there; a wrong reference in one of its fields is something else. */
    boolean isMissing() {
        return MISSING.contains(code) || code.equals(CROSS_REFERENCE) && (fields.isEmpty() || fields.equals(List.of("Id")));
    }

    boolean isAboutUnknownField() {
        return code.equals(INVALID_FIELD);
    }

    /** Returns the system's own words. */
    String words() {
        return (code.isEmpty() ? "" : code + ": ") + message
                + (fields.isEmpty() ? "" : fields.stream().collect(Collectors.joining(", ", " (", ")")));
    }
}
