package io.syncbridge.demo.salesforce;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Times as Salesforce writes them: whole seconds, with a zone offset without a colon. */
final class Times {

    private static final DateTimeFormatter REST = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'+0000'");
    private static final DateTimeFormatter READ = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss[.SSS][.SS][.S][XXX][XX][X]");
    private static final DateTimeFormatter HTTP =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private Times() {
    }

    static String written(Instant time) {
        return REST.format(time.atOffset(ZoneOffset.UTC));
    }

    static String inEvent(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    static String inHeader(Instant time) {
        return HTTP.format(time);
    }

    /** @throws IllegalArgumentException if it is no time */
    static OffsetDateTime read(String text) {
        try {
            return text.contains("T") ? OffsetDateTime.parse(text, READ).withOffsetSameInstant(ZoneOffset.UTC)
                    : LocalDate.parse(text).atStartOfDay().atOffset(ZoneOffset.UTC);
        } catch (DateTimeParseException unreadable) {
            throw new IllegalArgumentException(text, unreadable);
        }
    }

    /** @throws IllegalArgumentException if it is no time as HTTP headers write it */
    static Instant fromHeader(String text) {
        try {
            return DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from);
        } catch (DateTimeParseException unreadable) {
            throw new IllegalArgumentException(text, unreadable);
        }
    }

    static OffsetDateTime column(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC);
    }
}
