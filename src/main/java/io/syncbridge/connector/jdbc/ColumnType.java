package io.syncbridge.connector.jdbc;

import io.syncbridge.model.Unreadable;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * How a column's values look in a record and in JDBC.
 *
 * <p>In a record they are JSON-shaped: text, {@link Long}, {@link BigDecimal} without trailing zeros, {@link Boolean},
 * {@code null}, or lists and maps of these; an {@link Unreadable} where the database holds what none of these can say. The
 * two conversions are each other's inverse up to notation: {@code toRecord(toJdbc(v))} is the one notation in which the
 * bridge reports {@code v}.
 */
enum ColumnType {

    /** Text; a document is written as JSON, keys in order. */
    TEXT(String.class) {
        @Override
        Object parse(Object value) {
            return value instanceof Map || value instanceof Collection ? Json.write(value) : value.toString();
        }
    },
    /** Text of a fixed length: the blanks that the database fills it up with are no part of the value. */
    PADDED_TEXT(String.class) {
        @Override
        Object toRecord(Object value) {
            return ((String) value).stripTrailing();
        }

        @Override
        Object parse(Object value) {
            return single(value).toString();
        }
    },
    INTEGER(Long.class) {
        @Override
        Object readSafely(ResultSet result, int index) throws SQLException {
            long value = result.getLong(index);
            return result.wasNull() ? null : value;
        }

        @Override
        Object parse(Object value) {
            return number(value).longValueExact();
        }
    },
    DECIMAL(BigDecimal.class) {
        @Override
        Object readSafely(ResultSet result, int index) throws SQLException {
            String text = result.getString(index);
            try {
                return text == null ? null : new BigDecimal(text.trim());
            } catch (NumberFormatException e) {
                return unreadable(text, "It is no number.");
            }
        }

        @Override
        Object toRecord(Object value) {
            return plain((BigDecimal) value);
        }

        @Override
        Object parse(Object value) {
            return number(value);
        }
    },
    REAL(Float.class) {
        @Override
        Object toRecord(Object value) {
            return Float.isFinite((Float) value) ? plain(new BigDecimal(value.toString())) : unreadable(value.toString(), "It is no number.");
        }

        @Override
        Object parse(Object value) {
            return Float.valueOf(value.toString().trim());
        }
    },
    DOUBLE(Double.class) {
        @Override
        Object toRecord(Object value) {
            return Double.isFinite((Double) value) ? plain(new BigDecimal(value.toString())) : unreadable(value.toString(), "It is no number.");
        }

        @Override
        Object parse(Object value) {
            return Double.valueOf(value.toString().trim());
        }
    },
    BOOLEAN(Boolean.class) {
        /** MariaDB's TINYINT(1) holds more than 0 and 1, and the driver takes all of it for true. */
        @Override
        Object readSafely(ResultSet result, int index) throws SQLException {
            String text = result.getString(index);
            return text != null && text.matches("-?\\d+") && !text.equals("0") && !text.equals("1")
                    ? unreadable(text, "It is neither yes nor no.") : super.readSafely(result, index);
        }

        @Override
        Object parse(Object value) {
            return switch (value.toString().trim().toLowerCase(Locale.ROOT)) {
                case "true", "t", "1" -> true;
                case "false", "f", "0" -> false;
                default -> throw new IllegalArgumentException("not true or false");
            };
        }
    },
    DATE(LocalDate.class) {
        @Override
        Object toRecord(Object value) {
            return ofYear(((LocalDate) value).getYear(), value);
        }

        @Override
        Object parse(Object value) {
            return LocalDate.parse(value.toString().trim());
        }
    },
    TIME(LocalTime.class) {
        @Override
        Object toRecord(Object value) {
            return value.equals(LocalTime.MAX) ? unreadable("24:00:00", "It is no time of day.") : value.toString();
        }

        @Override
        Object parse(Object value) {
            return LocalTime.parse(value.toString().trim());
        }
    },
    /** A date and time of day that does not say in which zone. */
    TIMESTAMP(LocalDateTime.class) {
        @Override
        Object toRecord(Object value) {
            return ofYear(((LocalDateTime) value).getYear(), value);
        }

        @Override
        Object parse(Object value) {
            return LocalDateTime.parse(value.toString().trim().replace(' ', 'T'));
        }
    },
    INSTANT(OffsetDateTime.class) {
        @Override
        Object toRecord(Object value) {
            return ofYear(((OffsetDateTime) value).getYear(), ((OffsetDateTime) value).toInstant());
        }

        @Override
        Object parse(Object value) {
            return value instanceof Number epochMillis
                    ? Instant.ofEpochMilli(epochMillis.longValue()).atOffset(ZoneOffset.UTC)
                    : OffsetDateTime.parse(value.toString().trim().replace(' ', 'T'));
        }
    },
    UUID(UUID.class) {
        @Override
        Object toRecord(Object value) {
            return value.toString();
        }

        @Override
        Object parse(Object value) {
            return java.util.UUID.fromString(value.toString().trim());
        }
    },
    JSON(String.class) {
        @Override
        Object toRecord(Object value) {
            try {
                return Json.document((String) value);
            } catch (IllegalArgumentException e) {
                return unreadable((String) value, "It " + e.getMessage());
            }
        }

        @Override
        Object parse(Object value) {
            return value instanceof JsonTexts.Text text ? text.checked() : JsonTexts.document(value);
        }
    },
    /** A list whose elements the database converts. */
    ARRAY(Object[].class) {
        @Override
        Object readSafely(ResultSet result, int index) throws SQLException {
            Array array = result.getArray(index);
            return array == null ? null : array.getArray();
        }

        @Override
        Object toRecord(Object value) {
            return JdbcArrays.toList((Object[]) value);
        }

        @Override
        Object parse(Object value) {
            return JdbcArrays.ofList(list(value));
        }
    },
    /** A list in PostgreSQL's notation; {@link Column} knows what its elements are. */
    ARRAY_LITERAL(String.class) {
        @Override
        Object parse(Object value) {
            return list(value);
        }
    },
    /** Anything else that the database can show as text. */
    OTHER(String.class) {
        @Override
        Object parse(Object value) {
            return single(value).toString();
        }
    },
    /** Bytes and all that has no form in a record: no part of it. */
    UNREADABLE(Object.class) {
        @Override
        Object parse(Object value) {
            throw new IllegalArgumentException("values of this type cannot be written");
        }
    };

    private final Class<?> jdbcClass;

    ColumnType(Class<?> jdbcClass) {
        this.jdbcClass = jdbcClass;
    }

    /**
     * Returns the value of a result's current row in its JDBC class; {@code null} for NULL, an {@link Unreadable} for what
     * is none of that class.
     */
    final Object read(ResultSet result, int index) throws SQLException {
        Object value;
        try {
            value = readSafely(result, index);
        } catch (SQLException | RuntimeException e) {
            // throws again if it is not for the value
            return unreadable(result.getString(index), "The driver cannot read it: " + e.getMessage());
        }
        // MariaDB's driver shows 0000-00-00 as NULL
        String raw = value == null && isTemporal() ? result.getString(index) : null;
        return raw == null ? value : unreadable(raw, "There is no such date.");
    }

    Object readSafely(ResultSet result, int index) throws SQLException {
        return jdbcClass == String.class ? result.getString(index) : result.getObject(index, jdbcClass);
    }

    /** Whether its values are made of parts that can be written by themselves. */
    boolean hasParts() {
        return this == JSON || this == ARRAY || this == ARRAY_LITERAL;
    }

    private boolean isTemporal() {
        return this == DATE || this == TIMESTAMP || this == INSTANT;
    }

    /** Turns a JDBC value, not {@code null}, into the record's. */
    Object toRecord(Object value) {
        return value;
    }

    /**
     * Turns a record's value, not {@code null}, into the one for JDBC.
     *
     * @throws IllegalArgumentException if it cannot be a value of this type
     */
    final Object toJdbc(Object value) {
        try {
            return parse(value);
        } catch (ArithmeticException | DateTimeException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "cannot hold `" + value + "`: not " + name().toLowerCase(Locale.ROOT).replace('_', ' '), e);
        }
    }

    abstract Object parse(Object value);

    private static Object single(Object value) {
        if (value instanceof Map || value instanceof Collection) {
            throw new IllegalArgumentException("an object or list");
        }
        return value;
    }

    private static Collection<?> list(Object value) {
        if (value instanceof Collection<?> list) {
            return list;
        }
        throw new IllegalArgumentException("no list");
    }

    private static Object ofYear(int year, Object value) {
        return year >= 1 && year <= 9999 ? value.toString()
                : unreadable(Math.abs(year) >= 999_999_998 ? (year < 0 ? "-infinity" : "infinity") : value.toString(),
                        "It is not between the years 1 and 9999.");
    }

    private static Unreadable unreadable(String raw, String reason) {
        return new Unreadable(raw, reason);
    }

    private static BigDecimal number(Object value) {
        return value instanceof Boolean flag
                ? (flag ? BigDecimal.ONE : BigDecimal.ZERO)
                : new BigDecimal(value.toString().trim());
    }

    private static BigDecimal plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
