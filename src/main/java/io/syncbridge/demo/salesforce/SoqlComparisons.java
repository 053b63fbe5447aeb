package io.syncbridge.demo.salesforce;

import io.syncbridge.demo.salesforce.SoqlQuery.Literal;
import io.syncbridge.demo.salesforce.SoqlQuery.LiteralKind;
import io.syncbridge.demo.salesforce.SoqlQuery.Path;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** Writes comparisons of a query's fields with literals as SQL. */
final class SoqlComparisons {

    private final String text;
    private final Instant now;
    private final List<Object> values;

    /** @param text the query, for messages. @param now what {@code TODAY} and its like begin from. @param values takes the parameters' values */
    SoqlComparisons(String text, Instant now, List<Object> values) {
        this.text = text;
        this.now = now;
        this.values = values;
    }

    /** Returns the comparison as SQL, and keeps the values for its parameters. @throws ApiException if the literal is none of the field's type */
    String sql(String column, Field field, Path path, String operator, Literal literal) {
        if (literal.kind() == LiteralKind.NULL) {
            return column + " is null";
        }
        if (field.type() == FieldType.DATETIME) {
            return time(column, field, path, operator, literal);
        }
        if (operator.equals("like")) {
            values.add(literal.text().replaceAll("\\\\(?![%_])", "\\\\\\\\"));
            return column + " like ?";
        }
        values.add(value(field, path, literal));
        return column + " " + operator + " ?";
    }

    private Object value(Field field, Path path, Literal literal) {
        boolean fits = switch (literal.kind()) {
            case TEXT -> field.type().isText() || field.type() == FieldType.ID || field.type() == FieldType.REFERENCE;
            case NUMBER -> field.type().isNumber();
            case BOOLEAN -> field.type() == FieldType.BOOLEAN;
            default -> false;
        };
        if (!fits) {
            throw SoqlException.badValue(text, path, "value of filter criterion for field '" + field.name()
                    + "' must be of type " + field.type().describedAs() + " and should "
                    + (literal.kind() == LiteralKind.TEXT ? "not " : "") + "be enclosed in quotes");
        }
        return switch (field.type()) {
            case ID, REFERENCE -> Ids.valid(literal.text()).orElseThrow(() -> new ApiException(400, "INVALID_QUERY_FILTER_OPERATOR",
                    "invalid ID field: " + literal.text()));
            case BOOLEAN -> Boolean.valueOf(literal.text());
            case INT, CURRENCY -> new BigDecimal(literal.text());
            default -> literal.text();
        };
    }

    private String time(String column, Field field, Path path, String operator, Literal literal) {
        SoqlDates.Range range = range(field, path, literal);
        return switch (operator) {
            case "=" -> "(" + bound(column, ">=", range.begin()) + " and " + bound(column, "<", range.end()) + ")";
            case "<", ">=" -> bound(column, operator, range.begin());
            case ">" -> bound(column, ">=", range.end());
            case "<=" -> bound(column, "<", range.end());
            default -> throw SoqlException.badValue(text, path, "invalid operator");
        };
    }

    private SoqlDates.Range range(Field field, Path path, Literal literal) {
        if (literal.kind() == LiteralKind.DATE_LITERAL) {
            return SoqlDates.range(literal.text(), literal.count(), now);
        }
        if (literal.kind() != LiteralKind.TIME || !literal.text().contains("T")) {
            throw SoqlException.badValue(text, path, "value of filter criterion for field '" + field.name()
                    + "' must be of type dateTime and should not be enclosed in quotes");
        }
        Instant time = Times.read(literal.text()).toInstant();
        return new SoqlDates.Range(time, time.plusMillis(1));
    }

    private String bound(String column, String operator, Instant time) {
        values.add(time.atOffset(ZoneOffset.UTC));
        return column + " " + operator + " ?";
    }
}
