package io.syncbridge.mapping;

import java.math.BigDecimal;
import java.util.List;

/** What one field of a record must hold to pass a {@link Filter}. Blank and empty text are the same. */
public sealed interface Condition {

    FieldPath field();

    /** @param value as the record holds it, {@code null} for blank */
    boolean holds(Object value);

    /** One of these values; numbers are compared by what they are worth, text letter by letter. */
    record Is(FieldPath field, List<Object> values) implements Condition {

        public Is {
            values = List.copyOf(values);
        }

        @Override
        public boolean holds(Object value) {
            return values.stream().anyMatch(wanted -> same(wanted, value));
        }
    }

    /** None of these values, as a blank is. */
    record Not(FieldPath field, List<Object> values) implements Condition {

        public Not {
            values = List.copyOf(values);
        }

        @Override
        public boolean holds(Object value) {
            return values.stream().noneMatch(unwanted -> same(unwanted, value));
        }
    }

    /** Nothing, or anything but nothing. */
    record Blank(FieldPath field, boolean blank) implements Condition {

        @Override
        public boolean holds(Object value) {
            return isBlank(value) == blank;
        }
    }

    /** A number within bounds, which are allowed themselves; {@code null} for no bound. */
    record Between(FieldPath field, BigDecimal min, BigDecimal max) implements Condition {

        @Override
        public boolean holds(Object value) {
            BigDecimal number = number(value);
            return number != null && (min == null || number.compareTo(min) >= 0) && (max == null || number.compareTo(max) <= 0);
        }
    }

    static boolean isBlank(Object value) {
        return value == null || value instanceof String text && text.isBlank();
    }

    /** Says whether two values are the same, as yes or no where either is one, and as numbers where either is one. */
    static boolean same(Object wanted, Object value) {
        if (isBlank(value)) {
            return false;
        }
        if (wanted instanceof Number || value instanceof Number || wanted instanceof Boolean || value instanceof Boolean) {
            BigDecimal one = number(wanted);
            BigDecimal other = number(value);
            return one == null || other == null ? wanted.toString().equalsIgnoreCase(value.toString()) : one.compareTo(other) == 0;
        }
        return wanted.toString().equals(value.toString());
    }

    /** Returns what the value is worth; yes is 1, since databases hold it so. */
    private static BigDecimal number(Object value) {
        if (value == null) {
            return null;
        }
        String text = value.toString().strip();
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return text.equalsIgnoreCase("true") ? BigDecimal.ONE : BigDecimal.ZERO;
        }
        try {
            return value instanceof Number || value instanceof String ? new BigDecimal(text) : null;
        } catch (NumberFormatException none) {
            return null;
        }
    }
}
