package io.syncbridge.operate.api;

import io.syncbridge.operate.history.Span;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;

/** Reads what stands in an address's query. */
public final class Parameters {

    private static final int LARGEST_PAGE = 1000;

    private Parameters() {
    }

    /** @throws jakarta.ws.rs.WebApplicationException (400) naming what is allowed */
    public static int size(int size) {
        if (size < 1 || size > LARGEST_PAGE) {
            throw ApiProblem.badRequest("size=" + size + " is not between 1 and " + LARGEST_PAGE + ".");
        }
        return size;
    }

    /** Returns the constant of that name in any case; {@code null} for a blank one. */
    public static <E extends Enum<E>> E choice(Class<E> type, String name, String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        try {
            return Enum.valueOf(type, value.trim().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw ApiProblem.badRequest(name + "=" + value + " is not known; allowed are "
                    + String.join(", ", Arrays.stream(type.getEnumConstants()).map(one -> one.name().toLowerCase(Locale.ROOT))
                            .toList()) + ".");
        }
    }

    /** Returns the time; a date stands for its first moment in UTC. {@code null} for a blank one. */
    public static Instant time(String name, String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        String text = value.trim();
        try {
            if (text.length() <= 10) {
                return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            }
            return Instant.parse(text.endsWith("Z") ? text : text.length() == 16 ? text + ":00Z" : text + "Z");
        } catch (DateTimeParseException e) {
            throw ApiProblem.badRequest(name + "=" + value + " is no time; write 2025-03-01 or 2025-03-01T10:15:30Z.");
        }
    }

    /** Returns how far back to look; a day for a blank one. */
    public static Span span(String value) {
        Span span = choice(Span.class, "span", value);
        return span == null ? Span.DAY : span;
    }

    /** Returns {@code null} for what is blank. */
    public static String text(String value) {
        return value == null || value.isBlank() ? null : value.trim();
    }
}
