package io.syncbridge.demo.salesforce;

import io.syncbridge.demo.salesforce.SoqlQuery.Aggregate;
import io.syncbridge.demo.salesforce.SoqlQuery.AllOf;
import io.syncbridge.demo.salesforce.SoqlQuery.And;
import io.syncbridge.demo.salesforce.SoqlQuery.Children;
import io.syncbridge.demo.salesforce.SoqlQuery.Column;
import io.syncbridge.demo.salesforce.SoqlQuery.Comparison;
import io.syncbridge.demo.salesforce.SoqlQuery.Condition;
import io.syncbridge.demo.salesforce.SoqlQuery.Literal;
import io.syncbridge.demo.salesforce.SoqlQuery.LiteralKind;
import io.syncbridge.demo.salesforce.SoqlQuery.Membership;
import io.syncbridge.demo.salesforce.SoqlQuery.Not;
import io.syncbridge.demo.salesforce.SoqlQuery.Or;
import io.syncbridge.demo.salesforce.SoqlQuery.Order;
import io.syncbridge.demo.salesforce.SoqlQuery.Path;
import io.syncbridge.demo.salesforce.SoqlQuery.Selected;
import io.syncbridge.demo.salesforce.SoqlQuery.SemiJoin;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Reads SOQL:
 *
 * <pre>
 * query      = SELECT selected {, selected} FROM name [WHERE condition] [GROUP BY path {, path} [HAVING condition]]
 *              [ORDER BY order {, order}] [LIMIT number] [OFFSET number]
 * selected   = path [alias] | FIELDS(ALL|STANDARD|CUSTOM) | COUNT() | function(path) [alias] | ( query )
 * condition  = simple {AND simple} | simple {OR simple}       both together only with parentheses
 * simple     = NOT simple | ( condition ) | path operator literal | path [NOT] IN ( literal {, literal} | query )
 * path       = name | function(name)
 * order      = path [ASC|DESC] [NULLS FIRST|LAST]
 * </pre>
 */
final class SoqlParser {

    private static final Set<String> FUNCTIONS = Set.of("COUNT", "COUNT_DISTINCT", "MIN", "MAX", "SUM", "AVG");
    private static final Set<String> DATE_FUNCTIONS =
            Set.of("CALENDAR_YEAR", "CALENDAR_QUARTER", "CALENDAR_MONTH", "DAY_IN_MONTH", "HOUR_IN_DAY");
    private static final Set<String> OPERATORS = Set.of("=", "!=", "<>", "<", ">", "<=", ">=");

    private final String query;
    private final List<SoqlToken> tokens;
    private int next;

    private SoqlParser(String query) {
        this.query = query;
        this.tokens = SoqlToken.of(query);
    }

    /** @throws ApiException MALFORMED_QUERY with the place */
    static SoqlQuery parse(String query) {
        var parser = new SoqlParser(query);
        SoqlQuery read = parser.query();
        if (parser.peek().kind() != SoqlToken.Kind.END) {
            throw parser.unexpected(parser.peek());
        }
        return read;
    }

    private SoqlQuery nested() {
        SoqlQuery nested = query();
        expect(")");
        return nested;
    }

    private SoqlQuery query() {
        expect("SELECT");
        List<Selected> selected = listOf(this::selected);
        expect("FROM");
        SoqlToken object = name();
        if (peek().kind() == SoqlToken.Kind.NAME && !keyword("WHERE", "GROUP", "ORDER", "LIMIT", "OFFSET", "FOR", "ALL")) {
            next++;
        }
        Condition where = accept("WHERE") ? condition() : null;
        List<Path> groups = List.of();
        if (accept("GROUP")) {
            expect("BY");
            groups = listOf(this::path);
        }
        Condition having = accept("HAVING") ? condition() : null;
        List<Order> orders = List.of();
        if (accept("ORDER")) {
            expect("BY");
            orders = listOf(this::order);
        }
        Integer limit = accept("LIMIT") ? Integer.valueOf(number()) : null;
        int offset = accept("OFFSET") ? number() : 0;
        return new SoqlQuery(query, selected, object.text(), object.at(), where, groups, having, orders, limit, offset);
    }

    private Selected selected() {
        if (accept("(")) {
            return new Children(nested());
        }
        SoqlToken name = tokens.get(next);
        boolean function = tokens.get(next + 1).is("(");
        if (function && name.is("FIELDS")) {
            next += 2;
            SoqlToken which = name();
            expect(")");
            return new AllOf(which.text().toUpperCase(Locale.ROOT), name.at());
        }
        if (function && name.is("COUNT") && tokens.get(next + 2).is(")")) {
            next += 3;
            return new Aggregate("COUNT", null, null);
        }
        if (function && FUNCTIONS.contains(name.text().toUpperCase(Locale.ROOT))) {
            next += 2;
            Path path = path();
            expect(")");
            return new Aggregate(name.text().toUpperCase(Locale.ROOT), path, alias());
        }
        return new Column(path(), alias());
    }

    private String alias() {
        boolean aliased = peek().kind() == SoqlToken.Kind.NAME && (tokens.get(next + 1).is(",") || tokens.get(next + 1).is("FROM"));
        return aliased ? name().text() : null;
    }

    private Condition condition() {
        Condition first = simple();
        if (keyword("AND")) {
            var parts = joined("AND", first);
            if (keyword("OR")) {
                throw unexpected(peek());
            }
            return new And(parts);
        }
        if (keyword("OR")) {
            var parts = joined("OR", first);
            if (keyword("AND")) {
                throw unexpected(peek());
            }
            return new Or(parts);
        }
        return first;
    }

    private List<Condition> joined(String word, Condition first) {
        var parts = new ArrayList<>(List.of(first));
        while (accept(word)) {
            parts.add(simple());
        }
        return parts;
    }

    private Condition simple() {
        if (accept("NOT")) {
            return new Not(simple());
        }
        if (accept("(")) {
            Condition inner = condition();
            expect(")");
            return inner;
        }
        Path path = path();
        boolean negated = accept("NOT");
        if (negated || keyword("IN")) {
            expect("IN");
            expect("(");
            return keyword("SELECT") ? new SemiJoin(path, negated, nested()) : new Membership(path, negated, members());
        }
        if (accept("LIKE")) {
            return new Comparison(path, "like", literal());
        }
        SoqlToken operator = tokens.get(next);
        if (!OPERATORS.contains(operator.text())) {
            throw unexpected(operator);
        }
        next++;
        return new Comparison(path, operator.text().equals("<>") ? "!=" : operator.text(), literal());
    }

    private List<Literal> members() {
        List<Literal> literals = listOf(this::literal);
        expect(")");
        return literals;
    }

    private Literal literal() {
        SoqlToken token = tokens.get(next++);
        return switch (token.kind()) {
            case STRING -> new Literal(LiteralKind.TEXT, token.text(), null);
            case NUMBER -> new Literal(LiteralKind.NUMBER, token.text(), null);
            case TIME -> new Literal(LiteralKind.TIME, token.text(), null);
            case NAME -> named(token);
            default -> throw unexpected(token);
        };
    }

    private Literal named(SoqlToken token) {
        if (token.is("null")) {
            return new Literal(LiteralKind.NULL, "null", null);
        }
        if (token.is("true") || token.is("false")) {
            return new Literal(LiteralKind.BOOLEAN, token.text(), null);
        }
        String name = token.text().toUpperCase(Locale.ROOT);
        Integer count = accept(":") ? Integer.valueOf(number()) : null;
        if (!SoqlDates.isKnown(name, count)) {
            throw unexpected(token);
        }
        return new Literal(LiteralKind.DATE_LITERAL, name, count);
    }

    private Order order() {
        Path path = path();
        boolean descending = accept("DESC");
        if (!descending) {
            accept("ASC");
        }
        boolean last = false;
        if (accept("NULLS")) {
            last = accept("LAST");
            if (!last) {
                expect("FIRST");
            }
        }
        return new Order(path, descending, last);
    }

    private <T> List<T> listOf(Supplier<T> item) {
        var items = new ArrayList<T>();
        do {
            items.add(item.get());
        } while (accept(","));
        return items;
    }

    private Path path() {
        SoqlToken name = name();
        String function = name.text().toUpperCase(Locale.ROOT);
        if (!peek().is("(")) {
            return new Path(name.text(), name.at());
        }
        if (!FUNCTIONS.contains(function) && !DATE_FUNCTIONS.contains(function)) {
            throw unexpected(name);
        }
        next++;
        SoqlToken inner = name();
        expect(")");
        return new Path(function + "(" + inner.text() + ")", name.at());
    }

    private SoqlToken name() {
        SoqlToken token = tokens.get(next);
        if (token.kind() != SoqlToken.Kind.NAME || token.is("FROM")) {
            throw unexpected(token);
        }
        next++;
        return token;
    }

    private int number() {
        SoqlToken token = tokens.get(next);
        if (token.kind() != SoqlToken.Kind.NUMBER || !token.text().matches("\\d{1,9}")) {
            throw unexpected(token);
        }
        next++;
        return Integer.parseInt(token.text());
    }

    private SoqlToken peek() {
        return tokens.get(next);
    }

    private boolean keyword(String... words) {
        return List.of(words).stream().anyMatch(peek()::is);
    }

    private boolean accept(String word) {
        boolean there = peek().is(word);
        next += there ? 1 : 0;
        return there;
    }

    private void expect(String word) {
        if (!accept(word)) {
            throw unexpected(peek());
        }
    }

    private SoqlException unexpected(SoqlToken token) {
        return SoqlException.malformed(query, token.at(), "unexpected token: '" + token.text() + "'");
    }
}
