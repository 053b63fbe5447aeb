package io.syncbridge.definition;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A parameter of a Kamelet or an option of an endpoint.
 *
 * @param type {@code boolean}, {@code integer}, {@code number} or {@code duration}; any other takes every text
 * @param allowed the values that it can have; empty for any
 * @param required whether it must be given
 */
public record Parameter(String type, List<String> allowed, boolean required) {

    /** Returns the values that are allowed, for a message; nothing if the value is one of them or cannot be told before it is used. */
    Optional<String> refusal(String value) {
        if (value.isBlank() || value.contains("${") || value.contains("{{") || value.startsWith("#") || value.startsWith("RAW(")) {
            return Optional.empty();
        }
        if (!allowed.isEmpty()) {
            return allowed.stream().anyMatch(one -> plain(one).equals(plain(value))) ? Optional.empty() : Optional.of(DidYouMean.cure(value, allowed));
        }
        return switch (type) {
            case "boolean" -> unless(value.matches("(?i)true|false"), "Write `true` or `false`.");
            case "integer" -> unless(value.matches("-?\\d{1,19}"), "Write a whole number.");
            case "number" -> unless(value.matches("-?\\d+(\\.\\d+)?"), "Write a number.");
            case "duration" -> unless(value.matches("-?\\d+|(?i)(?=.)(\\d+\\s*d(ays?)?)?\\s*(\\d+\\s*h(ours?)?)?\\s*(\\d+\\s*m(in(utes?)?)?)?\\s*(\\d+\\s*s(ec(onds?)?)?)?\\s*(\\d+\\s*(ms|millis))?|P.+"),
                    "Write a time such as `500ms`, `10s`, `5m` or `1h`.");
            default -> Optional.empty();
        };
    }

    private static Optional<String> unless(boolean fits, String cure) {
        return fits ? Optional.empty() : Optional.of(cure);
    }

    /** Names of values may be written in any case, with or without dashes. */
    private static String plain(String value) {
        return value.toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
    }
}
