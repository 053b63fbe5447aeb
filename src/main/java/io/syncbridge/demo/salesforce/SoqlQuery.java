package io.syncbridge.demo.salesforce;

import java.util.List;

/**
 * A query, as it is written.
 *
 * @param where {@code null} for every record
 * @param limit how many records at most; {@code null} for all
 */
record SoqlQuery(String text, List<Selected> selected, String object, int objectAt, Condition where, List<Order> orders,
        Integer limit, int offset) {

    /** @param at where it stands in the query */
    record Path(String name, int at) {
    }

    sealed interface Selected {
    }

    record Column(Path path) implements Selected {
    }

    /** {@code FIELDS(ALL)} and its like. */
    record AllOf(String which, int at) implements Selected {
    }

    /** @param path {@code null} for {@code COUNT()}. @param alias {@code null} for none */
    record Aggregate(String function, Path path, String alias) implements Selected {
    }

    sealed interface Condition {
    }

    record And(List<Condition> parts) implements Condition {
    }

    record Or(List<Condition> parts) implements Condition {
    }

    record Not(Condition part) implements Condition {
    }

    /** @param operator one of {@code = != < > <= >= like} */
    record Comparison(Path path, String operator, Literal literal) implements Condition {
    }

    record Membership(Path path, boolean negated, List<Literal> literals) implements Condition {
    }

    enum LiteralKind { TEXT, NUMBER, BOOLEAN, NULL, TIME, DATE_LITERAL }

    /** @param count the n of {@code LAST_N_DAYS:n}; {@code null} for none */
    record Literal(LiteralKind kind, String text, Integer count) {
    }

    record Order(Path path, boolean descending, boolean nullsLast) {
    }

    /** Whether it asks for {@code COUNT()}: a number without records. */
    boolean isCount() {
        return selected.size() == 1 && selected.get(0) instanceof Aggregate only && only.path() == null;
    }

    boolean isAggregate() {
        return selected.stream().anyMatch(Aggregate.class::isInstance);
    }
}
