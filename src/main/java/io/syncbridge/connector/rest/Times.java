package io.syncbridge.connector.rest;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/** Times as REST interfaces write them. */
final class Times {

    private Times() {
    }

    /**
     * Reads a modified time: ISO 8601 (UTC where it names no offset) or epoch milliseconds.
     *
     * @throws DateTimeParseException if it is neither
     */
    static Instant modified(Object value) {
        if (value instanceof Number number) {
            return Instant.ofEpochMilli(number.longValue());
        }
        String text = value.toString().trim();
        if (text.matches("\\d{11,}")) {
            return Instant.ofEpochMilli(Long.parseLong(text));
        }
        var parsed = DateTimeFormatter.ISO_DATE_TIME
                .parseBest(text.replace(' ', 'T'), OffsetDateTime::from, LocalDateTime::from);
        return parsed instanceof OffsetDateTime time ? time.toInstant() : ((LocalDateTime) parsed).toInstant(ZoneOffset.UTC);
    }

    /** Reads a header that holds an HTTP date; {@code null} where there is none or it cannot be read. */
    static Instant httpDate(String header) {
        try {
            return header == null ? null : ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        } catch (DateTimeParseException unreadable) {
            return null;
        }
    }

    /** Reads {@code Retry-After}: seconds or an HTTP date; {@code null} where there is none or it cannot be read. */
    static Duration retryAfter(String header, Instant now) {
        if (header != null && header.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(header));
        }
        Instant then = httpDate(header);
        return then == null ? null : then.isBefore(now) ? Duration.ZERO : Duration.between(now, then);
    }
}
