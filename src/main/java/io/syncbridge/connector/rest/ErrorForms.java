package io.syncbridge.connector.rest;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Recognizes a refusal in the body of an answer: by where the options say that errors stand, else by the usual forms.
 *
 * @param error where an error stands, and nothing in a success; {@code null} where the options do not say
 * @param success where the body says whether it is a success; {@code null} where the options do not say
 * @param successValues what stands there then
 */
record ErrorForms(FieldPath error, FieldPath success, Set<String> successValues) {

    private static final Set<String> SUCCESS_FLAGS = Set.of("success", "ok", "succeeded", "successful", "issuccess");
    private static final Set<String> ERRORS = Set.of("error", "errors", "fault", "exception", "errormessage", "errorcode",
            "errcode", "errno", "errmsg", "err", "faultcode", "faultstring");
    private static final Set<String> STATES = Set.of("status", "stat", "result", "outcome", "type");
    private static final Set<String> FAILED_STATES = Set.of("error", "err", "fail", "failed", "failure", "ko", "nok", "rejected");
    private static final List<FieldPath> CODES = Stream.of("status", "statusCode", "code", "error.status", "error.statusCode",
            "error.code", "error.extensions.code").map(FieldPath::of).toList();

    private static final List<String> MESSAGES = List.of("message", "msg", "error_description", "detail", "description");
    private static final List<String> CONTENTS = List.of("data", "result", "results", "items", "record", "value", "list");

    private static final Pattern GOOD_NEWS = Pattern.compile("(?is)(?!.*\\b(not|no|un\\w+|fail\\w*|error)\\b)"
            + ".*(success|succeed|\\bok\\b|\\bdone\\b|created|updated|deleted|saved|\u6210\u529f).*");

    private static final Set<String> NOTHING = Set.of("", "false", "0", "none", "null", "no", "ok", "success");

    private static final int NO_CODE = 0;

    /** What a refusal means that holds no code: it is one of this record. */
    private static final int UNKNOWN = 422;

    boolean isDeclared() {
        return error != null || success != null;
    }

    /** Says whether the body says that what was asked for was not done. Its own record is no error: ask only of what is around it. */
    boolean isRefusal(Object body) {
        if (isDeclared()) {
            return error != null && isError(error.in(body))
                    || success != null && success.in(body) != null && !successValues.contains(success.textIn(body));
        }
        if (body instanceof Map<?, ?> map) {
            return map.entrySet().stream().anyMatch(entry -> isRefusal(plain(entry.getKey()), entry.getValue()))
                    || isFailureCode(map);
        }
        return Boolean.FALSE.equals(body) || body instanceof String text && isFailureText(text);
    }

    /** Says whether a body that is not JSON begins as an error does. */
    static boolean isFailureText(String text) {
        String start = text.strip().toLowerCase(Locale.ROOT);
        return start.startsWith("error") || start.startsWith("fail");
    }

    /** Returns the HTTP status that the code in the body of a refusal means; that of a refused record where it holds none. */
    static int status(Object body) {
        Object first = body instanceof Map<?, ?> map && map.get("errors") instanceof List<?> errors && !errors.isEmpty()
                ? errors.get(0) : null;
        return Stream.of(body, first).filter(Objects::nonNull)
                .flatMap(place -> CODES.stream().map(path -> codeOf(path.in(place))))
                .filter(code -> code != NO_CODE).findFirst().orElse(UNKNOWN);
    }

    private static boolean isRefusal(String key, Object value) {
        return SUCCESS_FLAGS.contains(key) && isFalse(value)
                || ERRORS.contains(key) && isError(value)
                || STATES.contains(key) && value instanceof String text && FAILED_STATES.contains(text.strip().toLowerCase(Locale.ROOT))
                || Set.of("status", "statuscode").contains(key) && codeOf(value) != NO_CODE;
    }

    /** A code beside a message, as interfaces answer that number their errors; one that brings what was asked for numbers a success. */
    private static boolean isFailureCode(Map<?, ?> map) {
        Object code = map.get("code");
        Object message = MESSAGES.stream().map(map::get).filter(Objects::nonNull).findFirst().orElse(null);
        return code != null && message != null && (codeOf(code) != NO_CODE || isLongNumber(code) && !GOOD_NEWS.matcher(message.toString()).matches() && isError(message)
                && CONTENTS.stream().map(map::get).noneMatch(ErrorForms::isError));
    }

    private static boolean isLongNumber(Object code) {
        return code.toString().strip().matches("-?[1-9]\\d{2,}") && !code.toString().strip().matches("2\\d\\d");
    }

    /** Nothing, false, zero, blank text, and what holds nothing else, are no errors. */
    private static boolean isError(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.values().stream().anyMatch(ErrorForms::isError);
        }
        return value instanceof Collection<?> list ? list.stream().anyMatch(ErrorForms::isError)
                : value != null && !NOTHING.contains(value.toString().strip().toLowerCase(Locale.ROOT));
    }

    private static boolean isFalse(Object value) {
        return value != null && Set.of("false", "0").contains(value.toString().strip().toLowerCase(Locale.ROOT));
    }

    private static int codeOf(Object value) {
        if (value == null) {
            return NO_CODE;
        }
        String text = value.toString().strip().toUpperCase(Locale.ROOT);
        if (text.matches("[45]\\d\\d")) {
            return Integer.parseInt(text);
        }
        return switch (text) {
            case "THROTTLED", "RATE_LIMITED", "RATE_LIMIT_EXCEEDED", "TOO_MANY_REQUESTS", "RESOURCE_EXHAUSTED" -> 429;
            case "UNAVAILABLE", "SERVICE_UNAVAILABLE", "INTERNAL_SERVER_ERROR", "DEADLINE_EXCEEDED" -> 503;
            case "UNAUTHENTICATED", "UNAUTHORIZED" -> 401;
            case "FORBIDDEN", "PERMISSION_DENIED" -> 403;
            case "NOT_FOUND" -> 404;
            case "CONFLICT", "ALREADY_EXISTS" -> 409;
            case "LOCKED" -> 423;
            default -> NO_CODE;
        };
    }

    private static String plain(Object key) {
        return key.toString().toLowerCase(Locale.ROOT).replaceAll("[_\\-]", "");
    }
}
