package io.syncbridge.connector.salesforce;

import io.syncbridge.connector.rest.Json;
import io.syncbridge.model.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One error as Salesforce tells it.
 *
 * @param code like {@code REQUIRED_FIELD_MISSING}; empty where the answer held none
 * @param fields the fields that it is about
 */
record SalesforceError(String code, String message, List<String> fields) {

    private static final int LONGEST = 300;
    private static final String FIELD_NAME = "[A-Za-z]\\w*";

    /** Where the list of fields is empty, the message may name one. */
    private static final Pattern NAMED = Pattern.compile("No such column '(" + FIELD_NAME + ")'"
            + "|duplicate value found: (" + FIELD_NAME + ") duplicates");
    private static final Pattern BULK_FIELDS = Pattern.compile("(?s)(.*?):\\s*((?:" + FIELD_NAME + "(?:\\s*,\\s*" + FIELD_NAME + ")*)?)\\s*");
    private static final Pattern CAUSE = Pattern.compile("first error: ([A-Z_]{3,}),");

    /** Reads the error of one record or one answer: the key is {@code errorCode} in some and {@code statusCode} in others. */
    static SalesforceError of(Object json) {
        if (!(json instanceof Map<?, ?> map)) {
            return new SalesforceError("", String.valueOf(json), List.of());
        }
        Object code = map.get("errorCode") != null ? map.get("errorCode") : map.get("statusCode");
        List<String> fields = map.get("fields") instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
        return named(code == null ? "" : code.toString(), String.valueOf(map.get("message")), fields);
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
        if (parts.length < 2 || !parts[0].matches("[A-Z_]+")) {
            return new SalesforceError("", text, List.of());
        }
        Matcher told = BULK_FIELDS.matcher(parts[1]);
        if (!told.matches()) {
            return named(parts[0], parts[1], List.of());
        }
        return named(parts[0], told.group(1), Arrays.stream(told.group(2).split("\\s*,\\s*")).filter(name -> !name.isEmpty()).toList());
    }

    private static SalesforceError named(String code, String message, List<String> fields) {
        Matcher name = NAMED.matcher(message);
        return new SalesforceError(code, message,
                fields.isEmpty() && name.find() ? List.of(name.group(1) == null ? name.group(2) : name.group(1)) : fields);
    }

    /** Returns what the code means; a trigger that failed hands on the code of what it failed by. */
    Refusal kind() {
        Matcher cause = CAUSE.matcher(message);
        Refusal kind = ErrorCodes.kind(code);
        return kind == Refusal.RECORD && cause.find() && ErrorCodes.kind(cause.group(1)).isPassing() ? ErrorCodes.kind(cause.group(1)) : kind;
    }

    /** Says whether the same request may succeed later without anybody's help. */
    boolean isPassing() {
        return kind().isPassing();
    }

    boolean isLocked() {
        return code.equals("UNABLE_TO_LOCK_ROW");
    }

    boolean isRequestLimit() {
        return code.equals("REQUEST_LIMIT_EXCEEDED");
    }

    /** Says whether the record has changed since it was read. */
    boolean isStale() {
        return code.equals("ENTITY_FAILED_IFLASTMODIFIED_ON_UPDATE");
    }

    /**
     * Says whether the record itself may not be there. Salesforce says the same of a reference in one of its fields and need not
     * name the field, so that whoever believes it has to look first.
     */
    boolean mayMeanMissing() {
        return code.equals("NOT_FOUND") || ErrorCodes.kind(code) == Refusal.REFERENCE
                && (code.equals("ENTITY_IS_DELETED") || code.equals("INVALID_CROSS_REFERENCE_KEY"))
                && (fields.isEmpty() || fields.equals(List.of("Id")));
    }

    /** Says whether what was written together was too much for the triggers, so that less at once may succeed. */
    boolean isOfTheTransaction() {
        return message.contains("System.LimitException");
    }

    boolean isMissingRequired() {
        return code.equals("REQUIRED_FIELD_MISSING");
    }

    boolean isAboutUnknownField() {
        return code.equals("INVALID_FIELD");
    }

    /** Returns the system's own words. */
    String words() {
        return (code.isEmpty() ? "" : code + ": ") + message
                + (fields.isEmpty() ? "" : fields.stream().collect(Collectors.joining(", ", " (", ")")));
    }
}
