package io.syncbridge.connector.rest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Finds the words meant for people in an answer that is not a success. */
final class ErrorText {

    private static final int EXCERPT = 300;
    private static final int MOST = 5;
    private static final int DEEPEST = 4;

    private static final List<String> PLACES = List.of("detail", "title", "message", "error_description", "errorMessage",
            "errors", "error", "fault", "exception", "msg", "reason");

    private ErrorText() {
    }

    /** Returns the words after a colon, or a full stop where there are none. */
    static String of(Answer answer) {
        if (answer.status() >= 300 && answer.status() < 400) {
            return " (moved to " + answer.header("location") + "). Set the option address to where it has moved.";
        }
        try {
            String words = words(Json.read(answer.body()), 0);
            return words == null ? excerpt(answer) : ": " + words;
        } catch (IOException notJson) {
            return excerpt(answer);
        }
    }

    /** Names the kind of content for people: the content type without its parameters. */
    static String kindOf(Answer answer) {
        if (!answer.hasBody()) {
            return "no body";
        }
        return Objects.requireNonNullElse(answer.header("content-type"), "an unnamed content type").split(";")[0];
    }

    static String excerpt(Answer answer) {
        String text = new String(answer.body(), StandardCharsets.UTF_8).strip().replaceAll("\\s+", " ");
        return text.isEmpty() ? "." : ": " + text.substring(0, Math.min(EXCERPT, text.length()));
    }

    /** Problem details (RFC 9457) first, then the usual habits; {@code null} where nothing is meant for people. */
    private static String words(Object body, int depth) {
        if (body instanceof String text) {
            return text.isBlank() ? null : text.substring(0, Math.min(EXCERPT, text.length()));
        }
        if (body instanceof List<?> list && depth < DEEPEST) {
            String words = list.stream().limit(MOST).map(element -> words(element, depth + 1)).filter(Objects::nonNull)
                    .collect(Collectors.joining("; "));
            return words.isEmpty() ? null : words;
        }
        if (!(body instanceof Map<?, ?> map) || depth == DEEPEST) {
            return null;
        }
        return PLACES.stream().filter(map::containsKey).map(place -> words(map.get(place), depth + 1)).filter(Objects::nonNull)
                .findFirst().map(words -> depth > 0 && map.get("code") instanceof String code ? code + ": " + words : words)
                .orElseGet(() -> depth > 0 ? byField(map) : null);
    }

    private static String byField(Map<?, ?> map) {
        String words = map.entrySet().stream().filter(entry -> words(entry.getValue(), DEEPEST - 1) != null).limit(MOST)
                .map(entry -> entry.getKey() + ": " + words(entry.getValue(), DEEPEST - 1)).collect(Collectors.joining("; "));
        return words.isEmpty() ? null : words;
    }
}
