package io.syncbridge.connector.jdbc;

import io.syncbridge.model.Unreadable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;

/**
 * A column, as the database's own metadata name it.
 *
 * @param name in the database's own case
 * @param typeName the database's name of its type
 * @param element the type of its elements where they are no business of the driver's; {@code null} otherwise
 * @param zone the stated zone of its times where the type itself holds none; {@code null} where none is stated
 * @param nullable whether it may hold NULL
 * @param filled whether the database fills it in where a new row does not say
 * @param length the most characters
 */
record Column(String name, ColumnType type, String typeName, ColumnType element, ZoneId zone, boolean nullable, boolean filled, int length) {

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
            Object converted = type.toJdbc(type == ColumnType.TIMESTAMP ? withoutOffset(value) : value);
            return element == null ? converted
                    : ArrayLiteral.write((Collection<?>) converted, each -> element.toJdbc(each).toString());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("column `" + name + "` " + e.getMessage() + " (" + typeName + ")", e);
        }
    }

    /** Turns a value from JDBC into the record's. */
    Object toRecord(Object value) {
        return value == null || value instanceof Unreadable ? value
                : element == null ? withOffset(type.toRecord(value), value)
                : ArrayLiteral.parse((String) value, each -> element.toRecord(element.toJdbc(each)));
    }

    /** Reads the record's value of a result's current row; an {@link Unreadable} where the database holds what no record can say. */
    Object read(ResultSet result, int index) throws SQLException {
        return toRecord(type.read(result, index));
    }

    boolean isText() {
        return type == ColumnType.TEXT || type == ColumnType.PADDED_TEXT;
    }

    boolean holdsTimes() {
        return type == ColumnType.INSTANT || type == ColumnType.TIMESTAMP;
    }

    /** Turns a moment into this column's JDBC value; only where it {@link #holdsTimes}. */
    Object ofInstant(Instant instant) {
        return type == ColumnType.INSTANT ? instant.atOffset(ZoneOffset.UTC) : LocalDateTime.ofInstant(instant, zoneOrUtc());
    }

    /** Turns a JDBC value of this column into a moment, {@code null} if it is none; only where it {@link #holdsTimes}. */
    Instant toInstant(Object value) {
        return value == null || value instanceof Unreadable || type.toRecord(value) instanceof Unreadable ? null
                : value instanceof OffsetDateTime time ? time.toInstant()
                : ((LocalDateTime) value).atZone(zoneOrUtc()).toInstant();
    }

    /** A time of a column that holds no zone is as exact when it is read as when it is written, where the zone is stated. */
    private Object withOffset(Object shown, Object value) {
        return type == ColumnType.TIMESTAMP && zone != null && !(shown instanceof Unreadable)
                ? ((LocalDateTime) value).atZone(zone).toOffsetDateTime().toString() : shown;
    }

    private ZoneId zoneOrUtc() {
        return zone == null ? ZoneOffset.UTC : zone;
    }

    private Object withoutOffset(Object value) {
        try {
            return OffsetDateTime.parse(value.toString()).atZoneSameInstant(zoneOrUtc()).toLocalDateTime();
        } catch (DateTimeException e) {
            return value;
        }
    }
}
