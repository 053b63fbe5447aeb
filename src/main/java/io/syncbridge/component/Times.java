package io.syncbridge.component;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Reads the times that systems report. */
final class Times {

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private Times() {
    }

    /**
     * Reads an ISO 8601 time (one without a zone counts as UTC) or epoch milliseconds.
     *
     * @return {@code null} for anything else, and for years that no store holds: an unreadable time is as good as none, since the record is read again then
     */
    static Instant parse(Object value) {
        Instant time = read(value);
        return time == null || time.isBefore(EARLIEST) || time.isAfter(LATEST) ? null : time;
    }

    private static Instant read(Object value) {
        if (value instanceof Instant instant) {
            return instant;
        }
        if (value instanceof Number number) {
            return Instant.ofEpochMilli(number.longValue());
        }
        if (value == null || value.toString().isBlank()) {
            return null;
        }
        String text = value.toString().trim().replace(' ', 'T');
        try {
            var parsed = DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
            return parsed instanceof OffsetDateTime offset
                    ? offset.toInstant() : ((LocalDateTime) parsed).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return salesforceStyle(text);
        }
    }

    /** Salesforce writes offsets without a colon: {@code 2024-05-01T10:00:00.000+0000}. */
    private static Instant salesforceStyle(String text) {
        try {
            return OffsetDateTime.parse(text, DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss[.SSS]Z")).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
