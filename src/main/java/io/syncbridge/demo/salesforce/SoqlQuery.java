package io.syncbridge.demo.salesforce;

import java.util.List;

/**
 * A query, as it is written.
 *
 * @param where {@code null} for every record
 * @param having {@code null} for every group
 * @param limit how many records at most; {@code null} for all
 */
record SoqlQuery(String text, List<Selected> selected, String object, int objectAt, Condition where, List<Path> groups, Condition having,
        List<Order> orders, Integer limit, int offset) {

    /** @param name with a function around it where there is one: {@code COUNT(Id)}. @param at where it stands in the query */
    record Path(String name, int at) {
    }

    sealed interface Selected {
    }

    /** @param alias {@code null} for none */
    record Column(Path path, String alias) implements Selected {
    }

    /** A query of the records that have this one as their parent; its object is the relationship's name. */
    record Children(SoqlQuery query) implements Selected {
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

    /** Whether the value is among those of another query's only column. */
    record SemiJoin(Path path, boolean negated, SoqlQuery query) implements Condition {
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

    List<SoqlQuery> children() {
        return selected.stream().filter(Children.class::isInstance).map(children -> ((Children) children).query()).toList();
    }

    boolean isAggregate() {
        return !groups.isEmpty() || selected.stream().anyMatch(Aggregate.class::isInstance);
    }
}
