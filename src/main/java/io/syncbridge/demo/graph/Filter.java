package io.syncbridge.demo.graph;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A {@code $filter}, read by {@link FilterReader}. */
sealed interface Filter {

    /** Says whether an item is let through. @param values the item's value under a name; a missing node for none */
    boolean test(Function<String, JsonNode> values);

    /** Returns the names that the filter looks at. */
    Set<String> names();

    record And(Filter left, Filter right) implements Filter {

        @Override
        public boolean test(Function<String, JsonNode> values) {
            return left.test(values) && right.test(values);
        }

        @Override
        public Set<String> names() {
            return union(left, right);
        }
    }

    record Or(Filter left, Filter right) implements Filter {

        @Override
        public boolean test(Function<String, JsonNode> values) {
            return left.test(values) || right.test(values);
        }

        @Override
        public Set<String> names() {
            return union(left, right);
        }
    }

    record Not(Filter filter) implements Filter {

        @Override
        public boolean test(Function<String, JsonNode> values) {
            return !filter.test(values);
        }

        @Override
        public Set<String> names() {
            return filter.names();
        }
    }

    record StartsWith(String name, String beginning) implements Filter {

        @Override
        public boolean test(Function<String, JsonNode> values) {
            return values.apply(name).asText().regionMatches(true, 0, beginning, 0, beginning.length());
        }

        @Override
        public Set<String> names() {
            return Set.of(name);
        }
    }

    /** @param literal a text, number, boolean or null */
    record Compare(String name, Operator operator, JsonNode literal) implements Filter {

        @Override
        public boolean test(Function<String, JsonNode> values) {
            JsonNode value = values.apply(name);
            boolean blank = value.isMissingNode() || value.isNull();
            if (literal.isNull() || blank) {
                boolean same = blank == literal.isNull();
                return operator == Operator.EQ ? same : operator == Operator.NE && !same;
            }
            return operator.holds(order(value, literal));
        }

        /** Says whether it looks for one text. */
        boolean isText() {
            return operator == Operator.EQ && literal.isTextual();
        }

        /** SharePoint compares texts without case, numbers and times by size. */
        private static int order(JsonNode value, JsonNode literal) {
            if (value.isNumber() || literal.isNumber()) {
                return Double.compare(value.asDouble(), literal.asDouble());
            }
            try {
                return Kind.time(value.asText()).compareTo(Kind.time(literal.asText()));
            } catch (IllegalArgumentException noTimes) {
                return value.asText().compareToIgnoreCase(literal.asText());
            }
        }

        @Override
        public Set<String> names() {
            return Set.of(name);
        }
    }

    enum Operator {
        EQ, NE, LT, GT, LE, GE;

        boolean holds(int order) {
            return switch (this) {
                case EQ -> order == 0;
                case NE -> order != 0;
                case LT -> order < 0;
                case GT -> order > 0;
                case LE -> order <= 0;
                case GE -> order >= 0;
            };
        }
    }

    private static Set<String> union(Filter left, Filter right) {
        return Stream.of(left, right).flatMap(filter -> filter.names().stream()).collect(Collectors.toSet());
    }
}
