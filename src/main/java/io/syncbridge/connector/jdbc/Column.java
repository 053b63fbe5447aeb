package io.syncbridge.connector.jdbc;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A column, as the database's own metadata name it.
 *
 * @param name in the database's own case
 * @param typeName the database's name of its type
 * @param zone the zone of its times where the type itself holds none
 */
record Column(String name, ColumnType type, String typeName, ZoneId zone) {

    /**
     * Turns a record's value into the one for JDBC.
     *
     * @throws IllegalArgumentException naming the column, if it cannot be one of its values
     */
    Object toJdbc(Object value) {
        if (value == null) {
            return null;
        }
        try {
            return type.toJdbc(type == ColumnType.TIMESTAMP ? withoutOffset(value) : value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("column `" + name + "` " + e.getMessage() + " (" + typeName + ")", e);
        }
    }

    /** Turns a value from JDBC into the record's. */
    Object toRecord(Object value) {
        return value == null ? null : type.toRecord(value);
    }

    boolean holdsTimes() {
        return type == ColumnType.INSTANT || type == ColumnType.TIMESTAMP;
    }

    /** Turns a moment into this column's JDBC value; only where it {@link #holdsTimes}. */
    Object ofInstant(Instant instant) {
        return type == ColumnType.INSTANT ? instant.atOffset(ZoneOffset.UTC) : LocalDateTime.ofInstant(instant, zone);
    }

    /** Turns a JDBC value of this column into a moment; only where it {@link #holdsTimes}. */
    Instant toInstant(Object value) {
        return value == null ? null
                : value instanceof OffsetDateTime time ? time.toInstant()
                : ((LocalDateTime) value).atZone(zone).toInstant();
    }

    private Object withoutOffset(Object value) {
        try {
            return OffsetDateTime.parse(value.toString()).atZoneSameInstant(zone).toLocalDateTime();
        } catch (DateTimeException e) {
            return value;
        }
    }
}
