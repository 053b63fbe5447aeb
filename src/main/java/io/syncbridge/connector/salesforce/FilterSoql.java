package io.syncbridge.connector.salesforce;

import io.syncbridge.connector.rest.OddAnswerException;
import io.syncbridge.connector.rest.PassingException;
import io.syncbridge.mapping.Condition;
import io.syncbridge.mapping.Filter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Writes a filter as conditions of a query. Salesforce compares text without regard to case, so that it finds more than the
 * bridge wants and never less; what it might judge more strictly, or cannot be asked at all, is left to the bridge.
 */
final class FilterSoql {

    private static final Set<String> NUMBERS = Set.of("int", "long", "double", "currency", "percent");
    private static final Set<String> TEXTS = Set.of("string", "picklist", "email", "phone", "url", "id", "reference", "combobox");

    private final ObjectFields fields;

    FilterSoql(ObjectFields fields) {
        this.fields = fields;
    }

    /** Returns the conditions; none for a filter that is left to the bridge. @throws OddAnswerException naming a field that is not read */
    List<String> conditions(Filter filter) throws PassingException, OddAnswerException {
        var conditions = new ArrayList<String>();
        for (Condition condition : filter.conditions()) {
            String field = condition.field().text();
            if (!fields.names().contains(field)) {
                throw new OddAnswerException("The filter's field " + field + " of " + fields.object()
                        + " is not read. Correct its name, or name it in the parameter fields of salesforce-object.");
            }
            add(conditions, condition, field, fields.type(field));
        }
        return conditions;
    }

    private static void add(List<String> conditions, Condition condition, String field, String type) {
        if (condition instanceof Condition.Is is && !is.values().isEmpty()
                && is.values().stream().allMatch(value -> isAskable(value, type))) {
            conditions.add(field + " IN (" + String.join(",", is.values().stream().map(value -> Soql.literal(value, type)).toList()) + ")");
        } else if (condition instanceof Condition.Blank blank && !blank.blank() && TEXTS.contains(type)) {
            conditions.add(field + " != null");
        } else if (condition instanceof Condition.Between between && NUMBERS.contains(type)) {
            bound(conditions, field + " >= ", between.min());
            bound(conditions, field + " <= ", between.max());
        }
    }

    private static boolean isAskable(Object value, String type) {
        return value instanceof Number ? NUMBERS.contains(type)
                : value instanceof Boolean ? type.equals("boolean") : TEXTS.contains(type);
    }

    private static void bound(List<String> conditions, String comparison, BigDecimal bound) {
        if (bound != null) {
            conditions.add(comparison + bound.toPlainString());
        }
    }
}
