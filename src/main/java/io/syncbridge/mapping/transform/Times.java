package io.syncbridge.mapping.transform;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

/** Dates and times in text: ISO 8601 as systems really write it, and patterns. */
final class Times {

    /** With {@code T} or a space between, and offsets as {@code Z}, {@code +01}, {@code +0100} or {@code +01:00}. */
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder().parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE).appendPattern("['T'][ ]").append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendPattern("[ ][XXX][XX][X]")
            .toFormatter(Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT);

    private Times() {
    }

    /**
     * A formatter that refuses dates that do not exist. {@code yyyy} needs no era, and times of day may be short.
     *
     * @throws IllegalArgumentException where it is no pattern
     */
    static DateTimeFormatter pattern(String pattern, boolean withTime) {
        var builder = new DateTimeFormatterBuilder().parseCaseInsensitive().appendPattern(pattern)
                .parseDefaulting(ChronoField.ERA, 1);
        if (withTime) {
            builder.parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0).parseDefaulting(ChronoField.SECOND_OF_MINUTE, 0)
                    .parseDefaulting(ChronoField.NANO_OF_SECOND, 0);
        }
        return builder.toFormatter(Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT);
    }

    /** Returns an {@link OffsetDateTime}, or a {@link LocalDateTime} where there is no offset; nothing where it is no ISO date-time. */
    static Optional<TemporalAccessor> iso(String text) {
        try {
            return Optional.of(ISO.parseBest(text, OffsetDateTime::from, LocalDateTime::from));
        } catch (DateTimeException noDateTime) {
            return Optional.empty();
        }
    }

    /**
     * @param moment as {@link #iso} returns it
     * @param zone of local times; {@code null} where they cannot be placed
     */
    static Instant instant(TemporalAccessor moment, ZoneId zone) {
        if (moment instanceof OffsetDateTime exact) {
            return exact.toInstant();
        }
        if (zone == null) {
            throw new UnmappableValueException("This time has no offset. State the `zone` that it is meant in.");
        }
        return LocalDateTime.from(moment).atZone(zone).toInstant();
    }
}
