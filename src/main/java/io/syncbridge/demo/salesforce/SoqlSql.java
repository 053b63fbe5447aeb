package io.syncbridge.demo.salesforce;

import io.syncbridge.demo.salesforce.SoqlQuery.Aggregate;
import io.syncbridge.demo.salesforce.SoqlQuery.AllOf;
import io.syncbridge.demo.salesforce.SoqlQuery.And;
import io.syncbridge.demo.salesforce.SoqlQuery.Column;
import io.syncbridge.demo.salesforce.SoqlQuery.Comparison;
import io.syncbridge.demo.salesforce.SoqlQuery.Condition;
import io.syncbridge.demo.salesforce.SoqlQuery.Literal;
import io.syncbridge.demo.salesforce.SoqlQuery.Membership;
import io.syncbridge.demo.salesforce.SoqlQuery.Not;
import io.syncbridge.demo.salesforce.SoqlQuery.Or;
import io.syncbridge.demo.salesforce.SoqlQuery.Path;
import io.syncbridge.demo.salesforce.SoqlQuery.Selected;
import io.syncbridge.demo.salesforce.SoqlQuery.SemiJoin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A query as SQL: its text, the values for its parameters and what its columns are. Where they are records and no sums, one
 * more column holds the id.
 */
record SoqlSql(SObject object, String sql, List<Object> values, List<Output> outputs) {

    private static final int LARGEST_OFFSET = 2000;
    private static final int LARGEST_FIELDS_LIMIT = 200;
    private static final Pattern FUNCTION = Pattern.compile("(\\w+)\\((.*)\\)");
    private static final Field NUMBER = Field.of("expr0", "expr0", FieldType.CURRENCY, 0);
    private static final Map<String, String> DATE_PARTS = Map.of("CALENDAR_YEAR", "year", "CALENDAR_QUARTER", "quarter", "CALENDAR_MONTH",
            "month", "DAY_IN_MONTH", "day", "HOUR_IN_DAY", "hour");

    /**
     * A column of the result.
     *
     * @param path the names under which a record shows it: {@code [Account, Name]}
     * @param parent the object of each name but the last
     * @param type {@code null} for a count
     */
    record Output(List<String> path, List<SObject> parent, FieldType type) {
    }

    /** @param now what {@code TODAY} and its like begin from. @param withDeleted whether the recycle bin counts */
    static SoqlSql of(SoqlQuery query, Instant now, boolean withDeleted) {
        return new Translation(query, now, object(query), new ArrayList<>()).translated(withDeleted, null, null);
    }

    /**
     * Translates a query of a record's children, whose object is the relationship's name, like {@code Contacts}.
     *
     * @param parentId of the record
     */
    static SoqlSql ofChildren(SoqlQuery query, SObject parent, String parentId, Instant now, boolean withDeleted) {
        for (SObject child : Schema.ALL) {
            Optional<Field> reference = child.reference(parent.name());
            if (child.plural().equalsIgnoreCase(query.object()) && reference.isPresent()) {
                return new Translation(query, now, child, new ArrayList<>()).translated(withDeleted, reference.get(), parentId);
            }
        }
        throw SoqlException.badValue(query.text(), new Path(query.object(), query.objectAt()),
                "Didn't understand relationship '" + query.object() + "' in FROM part of query call.");
    }

    private static SObject object(SoqlQuery query) {
        return Schema.find(query.object()).orElseThrow(() -> SoqlException.noObject(query.text(), query.object(), query.objectAt()));
    }

    private static final class Translation {

        private final SoqlQuery query;
        private final Instant now;
        private final SObject object;
        private final Map<String, String> joins = new LinkedHashMap<>();
        private final List<Object> values;
        private final SoqlComparisons comparisons;

        /** @param values takes the values of the parameters, in order */
        Translation(SoqlQuery query, Instant now, SObject object, List<Object> values) {
            this.query = query;
            this.now = now;
            this.object = object;
            this.values = values;
            this.comparisons = new SoqlComparisons(query.text(), now, values);
        }

        /** A field that a path leads to. */
        private record Target(String sql, Field field, Output output) {
        }

        /** @param reference where only the children of one record are wanted; {@code null} for all records */
        SoqlSql translated(boolean withDeleted, Field reference, String parentId) {
            refuseBadLimits();
            var columns = new ArrayList<String>();
            var outputs = new ArrayList<Output>();
            query.selected().forEach(selected -> select(selected, columns, outputs));
            if (!query.isAggregate()) {
                columns.add("t.\"Id\"");
            }
            String where = query.where() == null ? "true" : sql(query.where());
            if (reference != null) {
                where = where + " and t." + reference.column() + " = ?";
                values.add(parentId);
            }
            String groups = query.groups().stream().map(path -> target(path).sql()).collect(Collectors.joining(", "));
            String having = query.having() == null ? "" : " having " + sql(query.having());
            String order = query.orders().stream().map(this::order).collect(Collectors.joining(", "));
            String sql = "select " + String.join(", ", columns) + from(withDeleted, where)
                    + (groups.isEmpty() ? "" : " group by " + groups) + having + ordered(order)
                    + (query.limit() == null ? "" : " limit " + query.limit())
                    + (query.offset() == 0 ? "" : " offset " + query.offset());
            return new SoqlSql(object, sql, values, outputs);
        }

        private String from(boolean withDeleted, String where) {
            return " from " + object.table() + " t" + String.join("", joins.values())
                    + " where " + (withDeleted ? "" : "not t.\"IsDeleted\" and ") + "(" + where + ")";
        }

        private String ordered(String order) {
            String all = query.isAggregate() ? order : order.isEmpty() ? "t.\"Id\"" : order + ", t.\"Id\"";
            return all.isEmpty() ? "" : " order by " + all;
        }

        private void refuseBadLimits() {
            if (query.offset() > LARGEST_OFFSET) {
                throw new ApiException(400, "NUMBER_OUTSIDE_VALID_RANGE", "Maximum SOQL offset allowed is " + LARGEST_OFFSET);
            }
            boolean all = query.selected().stream().anyMatch(AllOf.class::isInstance);
            if (all && (query.limit() == null || query.limit() > LARGEST_FIELDS_LIMIT)) {
                throw new ApiException(400, "MALFORMED_QUERY", "The SOQL FIELDS function must have a LIMIT of at most "
                        + LARGEST_FIELDS_LIMIT);
            }
        }

        private void select(Selected selected, List<String> columns, List<Output> outputs) {
            if (selected instanceof Column column) {
                Target target = target(column.path());
                columns.add(target.sql());
                outputs.add(query.isAggregate() ? grouped(column, target, outputs) : target.output());
            } else if (selected instanceof AllOf all) {
                object.fields().stream()
                        .filter(field -> all.which().equals("ALL") || field.isCustom() == all.which().equals("CUSTOM"))
                        .forEach(field -> add(target(new Path(field.name(), all.at())), columns, outputs));
            } else if (selected instanceof Aggregate aggregate) {
                Target of = aggregate.path() == null ? null : target(aggregate.path());
                String name = aggregate.alias() == null ? unnamed(outputs) : aggregate.alias();
                columns.add(function(aggregate.function(), of));
                outputs.add(new Output(List.of(name), List.of(), aggregate.function().startsWith("COUNT") ? null : of.field().type()));
            }
        }

        /** A group shows a value by its alias, or by its name without the way to it. */
        private Output grouped(Column column, Target target, List<Output> before) {
            if (query.groups().stream().noneMatch(group -> group.name().equalsIgnoreCase(column.path().name()))) {
                throw SoqlException.badValue(query.text(), column.path(), "Field must be grouped or aggregated: " + column.path().name());
            }
            List<String> path = target.output().path();
            String name = target.output().type() == null ? unnamed(before) : path.get(path.size() - 1);
            return new Output(List.of(column.alias() == null ? name : column.alias()), List.of(), target.output().type());
        }

        private static String unnamed(List<Output> before) {
            return "expr" + before.stream().filter(output -> output.path().get(0).startsWith("expr")).count();
        }

        private static void add(Target target, List<String> columns, List<Output> outputs) {
            columns.add(target.sql());
            outputs.add(target.output());
        }

        private static String function(String function, Target of) {
            return of == null ? "count(*)" : function.equals("COUNT_DISTINCT") ? "count(distinct " + of.sql() + ")"
                    : function + "(" + of.sql() + ")";
        }

        /** Follows a path like {@code Account.Owner.Name}, joining the tables on the way. */
        private Target target(Path path) {
            Matcher function = FUNCTION.matcher(path.name());
            if (function.matches()) {
                Target of = target(new Path(function.group(2), path.at()));
                String sql = DATE_PARTS.containsKey(function.group(1)) ? "extract(" + DATE_PARTS.get(function.group(1)) + " from " + of.sql() + ")"
                        : function(function.group(1), of);
                return new Target(sql, NUMBER, new Output(List.of("expr0"), List.of(), null));
            }
            SObject at = object;
            String alias = "t";
            var names = new ArrayList<String>();
            var parents = new ArrayList<SObject>();
            String[] steps = path.name().split("\\.");
            int first = steps.length > 1 && steps[0].equalsIgnoreCase(object.name()) && object.reference(steps[0]).isEmpty() ? 1 : 0;
            for (int i = first; i < steps.length - 1; i++) {
                SObject from = at;
                Field reference = at.reference(steps[i]).orElseThrow(() -> SoqlException.badValue(query.text(), path,
                        "Didn't understand relationship '" + path.name() + "' in field path."));
                String joined = alias + "_" + reference.relationship();
                at = Schema.named(reference.references());
                parents.add(at);
                names.add(reference.relationship());
                joins.putIfAbsent(joined, " left join " + at.table() + " " + quoted(joined) + " on " + quoted(joined) + ".\"Id\" = "
                        + quoted(alias) + "." + from.field(reference.name()).orElseThrow().column());
                alias = joined;
            }
            SObject last = at;
            Field field = at.field(steps[steps.length - 1]).orElseThrow(() -> SoqlException.noField(query.text(), path, last));
            names.add(field.name());
            return new Target(quoted(alias) + "." + field.column(), field, new Output(names, parents, field.type()));
        }

        private static String quoted(String alias) {
            return alias.equals("t") ? "t" : "\"" + alias + "\"";
        }

        private String order(SoqlQuery.Order order) {
            return target(order.path()).sql() + (order.descending() ? " desc" : "")
                    + (order.nullsLast() ? " nulls last" : " nulls first");
        }

        private String sql(Condition condition) {
            if (condition instanceof And and) {
                return joined(and.parts(), " and ");
            } else if (condition instanceof Or or) {
                return joined(or.parts(), " or ");
            } else if (condition instanceof Not not) {
                return "not coalesce(" + sql(not.part()) + ", false)";
            } else if (condition instanceof Membership membership) {
                return membership(membership);
            } else if (condition instanceof SemiJoin join) {
                return semiJoin(join);
            }
            return comparison((Comparison) condition);
        }

        private String joined(List<Condition> parts, String word) {
            return parts.stream().map(this::sql).collect(Collectors.joining(word, "(", ")"));
        }

        private String membership(Membership membership) {
            Target target = target(membership.path());
            String any = membership.literals().stream().map(literal -> compared(target, membership.path(), "=", literal))
                    .collect(Collectors.joining(" or ", "(", ")"));
            return membership.negated() ? "not coalesce(" + any + ", false)" : any;
        }

        private String semiJoin(SemiJoin join) {
            var inner = new Translation(join.query(), now, object(join.query()), values);
            if (join.query().selected().size() != 1 || !(join.query().selected().get(0) instanceof Column column)) {
                throw SoqlException.badValue(query.text(), join.path(), "A semi-join selects one field.");
            }
            Target selected = inner.target(column.path());
            String where = join.query().where() == null ? "true" : inner.sql(join.query().where());
            String among = target(join.path()).sql() + " in (select " + selected.sql()
                    + inner.from(false, "(" + where + ") and " + selected.sql() + " is not null") + ")";
            return join.negated() ? "not coalesce(" + among + ", false)" : among;
        }

        private String comparison(Comparison comparison) {
            Target target = target(comparison.path());
            // what has no value differs from every value, as in Salesforce and unlike SQL
            return comparison.operator().equals("!=")
                    ? "not coalesce(" + compared(target, comparison.path(), "=", comparison.literal()) + ", false)"
                    : compared(target, comparison.path(), comparison.operator(), comparison.literal());
        }

        private String compared(Target target, Path path, String operator, Literal literal) {
            return comparisons.sql(target.sql(), target.field(), path, operator, literal);
        }
    }
}
