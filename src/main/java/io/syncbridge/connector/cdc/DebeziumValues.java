package io.syncbridge.connector.cdc;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Turns values in Debezium's forms into those of records: dates and times that are counted become ISO 8601 text. */
public final class DebeziumValues {

    private static final String TIME = "io.debezium.time.";

    private DebeziumValues() {
    }

    /**
     * Returns the value as a record holds it.
     *
     * @param type the name of the value's schema; {@code null} where it has none, as plain numbers and texts do not
     * @return text, {@link Long}, {@link BigDecimal}, {@link Boolean} or {@code null}; anything else as it is
     * @throws java.time.DateTimeException if the number names no date or time
     */
    public static Object plain(String type, Object value) {
        if (type != null && type.startsWith(TIME) && value instanceof Number number) {
            return temporal(type.substring(TIME.length()), number.longValue());
        }
        if (value instanceof Byte || value instanceof Short || value instanceof Integer) {
            return ((Number) value).longValue();
        }
        return value instanceof Float || value instanceof Double ? new BigDecimal(value.toString()) : value;
    }

    private static Object temporal(String type, long count) {
        return switch (type) {
            case "Date" -> LocalDate.ofEpochDay(count).toString();
            case "Time" -> time(Math.multiplyExact(count, 1_000_000));
            case "MicroTime" -> time(Math.multiplyExact(count, 1_000));
            case "NanoTime" -> time(count);
            case "Timestamp" -> local(Instant.EPOCH.plusMillis(count));
            case "MicroTimestamp" -> local(Instant.EPOCH.plus(count, ChronoUnit.MICROS));
            case "NanoTimestamp" -> local(Instant.EPOCH.plusNanos(count));
            case "MicroDuration" -> Duration.of(count, ChronoUnit.MICROS).toString();
            default -> count;
        };
    }

    private static String time(long nanos) {
        return LocalTime.ofNanoOfDay(nanos).toString();
    }

    private static String local(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC).toString();
    }
}
