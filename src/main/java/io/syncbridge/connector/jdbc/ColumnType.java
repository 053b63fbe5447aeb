package io.syncbridge.connector.jdbc;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.UUID;

/**
 * How a column's values look in a record and in JDBC.
 *
 * <p>In a record they are JSON-shaped: text, {@link Long}, {@link BigDecimal} without trailing zeros, {@link Boolean},
 * {@code null}, or lists and maps of these. The two conversions are each other's inverse up to notation:
 * {@code toRecord(toJdbc(v))} is the one notation in which the bridge reports {@code v}.
 */
enum ColumnType {

    TEXT(String.class) {
        @Override
        Object parse(Object value) {
            return Json.text(value);
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
            return Json.text(value);
        }
    },
    INTEGER(Long.class) {
        @Override
        Object read(ResultSet result, int index) throws SQLException {
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
            return Float.isFinite((Float) value) ? plain(new BigDecimal(value.toString())) : value.toString();
        }

        @Override
        Object parse(Object value) {
            return Float.valueOf(value.toString().trim());
        }
    },
    DOUBLE(Double.class) {
        @Override
        Object toRecord(Object value) {
            return Double.isFinite((Double) value) ? plain(new BigDecimal(value.toString())) : value.toString();
        }

        @Override
        Object parse(Object value) {
            return Double.valueOf(value.toString().trim());
        }
    },
    BOOLEAN(Boolean.class) {
        @Override
        Object parse(Object value) {
            return switch (value.toString().trim().toLowerCase(Locale.ROOT)) {
                case "true", "1" -> true;
                case "false", "0" -> false;
                default -> throw new IllegalArgumentException("not true or false");
            };
        }
    },
    DATE(LocalDate.class) {
        @Override
        Object toRecord(Object value) {
            return value.toString();
        }

        @Override
        Object parse(Object value) {
            return LocalDate.parse(value.toString().trim());
        }
    },
    TIME(LocalTime.class) {
        @Override
        Object toRecord(Object value) {
            return value.toString();
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
            return value.toString();
        }

        @Override
        Object parse(Object value) {
            return LocalDateTime.parse(value.toString().trim().replace(' ', 'T'));
        }
    },
    INSTANT(OffsetDateTime.class) {
        @Override
        Object toRecord(Object value) {
            return ((OffsetDateTime) value).toInstant().toString();
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
            return Json.parse((String) value);
        }

        @Override
        Object parse(Object value) {
            return Json.write(value);
        }
    },
    /** Anything else that the database can show as text. */
    OTHER(String.class) {
        @Override
        Object parse(Object value) {
            return Json.text(value);
        }
    },
    /** Bytes and arrays: no part of a record. */
    UNREADABLE(Object.class) {
        @Override
        Object parse(Object value) {
            throw new IllegalArgumentException("bytes and arrays cannot be written");
        }
    };

    private final Class<?> jdbcClass;

    ColumnType(Class<?> jdbcClass) {
        this.jdbcClass = jdbcClass;
    }

    /** Returns the value of a result's current row in its JDBC class; {@code null} for NULL. */
    Object read(ResultSet result, int index) throws SQLException {
        return jdbcClass == String.class ? result.getString(index) : result.getObject(index, jdbcClass);
    }

    /** Whether its values are made of parts that can be written by themselves. */
    boolean hasParts() {
        return this == JSON;
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
