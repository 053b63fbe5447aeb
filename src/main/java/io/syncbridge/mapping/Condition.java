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

    private static boolean isBlank(Object value) {
        return value == null || value instanceof String text && text.isBlank();
    }

    private static boolean same(Object wanted, Object value) {
        if (isBlank(value)) {
            return false;
        }
        if (wanted instanceof Number) {
            BigDecimal number = number(value);
            return number != null && number.compareTo(number(wanted)) == 0;
        }
        return wanted instanceof Boolean ? wanted.toString().equalsIgnoreCase(value.toString()) : wanted.toString().equals(value.toString());
    }

    private static BigDecimal number(Object value) {
        try {
            return value instanceof Number || value instanceof String ? new BigDecimal(value.toString().strip()) : null;
        } catch (NumberFormatException none) {
            return null;
        }
    }
}
