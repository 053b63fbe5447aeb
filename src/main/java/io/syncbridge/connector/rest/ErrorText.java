package io.syncbridge.connector.rest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Finds the words meant for people in an answer that is not a success. */
final class ErrorText {

    private static final int EXCERPT = 300;

    private ErrorText() {
    }

    /** Returns the words after a colon, or a full stop where there are none. */
    static String of(Answer answer) {
        if (answer.status() >= 300 && answer.status() < 400) {
            return " (moved to " + answer.header("location") + "). Set the option address to where it has moved.";
        }
        try {
            return Json.read(answer.body()) instanceof Map<?, ?> map ? words(map, answer) : excerpt(answer);
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

    /** Problem details (RFC 9457) first, then the usual habits. */
    private static String words(Map<?, ?> body, Answer answer) {
        Object error = body.get("error");
        Stream<Object> candidates = Stream.of(List.of("detail", "title", "message", "error_description", "error"))
                .flatMap(List::stream).map(body::get);
        if (error instanceof Map<?, ?> nested) {
            candidates = Stream.of(coded(nested));
        }
        return candidates.filter(String.class::isInstance).map(text -> ": " + text).findFirst()
                .orElseGet(() -> excerpt(answer));
    }

    private static Object coded(Map<?, ?> error) {
        return error.get("code") instanceof String code && error.get("message") instanceof String message
                ? code + ": " + message : error.get("message");
    }
}
