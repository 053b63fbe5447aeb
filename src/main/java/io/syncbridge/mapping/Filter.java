package io.syncbridge.mapping;

import io.syncbridge.model.Fit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Which of a system's records take part in a sync: those that meet all conditions. The same filter is judged here, on a
 * record, and carried out by a system that can ({@link #wanted}).
 */
public record Filter(List<Condition> conditions) {

    /** Lets everything through. */
    public static final Filter ALL = new Filter(List.of());

    public Filter {
        conditions = List.copyOf(conditions);
    }

    /**
     * Reads a filter from plain data.
     *
     * @param wanted by field: a value, a list of values, or a map with any of {@code is}, {@code not}, {@code blank},
     *     {@code min} and {@code max}
     * @throws IllegalArgumentException if a field is no path, or a bound no number
     */
    public static Filter of(Map<?, ?> wanted) {
        return new Filter(wanted.entrySet().stream()
                .flatMap(one -> of(String.valueOf(one.getKey()), one.getValue()).conditions().stream()).toList());
    }

    /** Likewise, for one field. */
    public static Filter of(String field, Object wanted) {
        FieldPath path = FieldPath.of(field);
        List<Condition> conditions = wanted instanceof Map<?, ?> rules ? conditions(path, rules)
                : List.of(new Condition.Is(path, list(wanted)));
        if (conditions.isEmpty()) {
            throw new IllegalArgumentException("of `" + field + "` nothing is asked");
        }
        return new Filter(conditions);
    }

    private static List<Condition> conditions(FieldPath field, Map<?, ?> rules) {
        var conditions = new ArrayList<Condition>();
        if (rules.get("is") != null) {
            conditions.add(new Condition.Is(field, list(rules.get("is"))));
        }
        if (rules.get("not") != null) {
            conditions.add(new Condition.Not(field, list(rules.get("not"))));
        }
        if (rules.get("blank") != null) {
            conditions.add(new Condition.Blank(field, Boolean.TRUE.equals(rules.get("blank"))));
        }
        if (rules.get("min") != null || rules.get("max") != null) {
            conditions.add(between(field, bound(rules.get("min")), bound(rules.get("max"))));
        }
        return conditions;
    }

    private static List<Object> list(Object value) {
        return value instanceof List<?> list ? list.stream().<Object>map(one -> one).filter(Objects::nonNull).toList()
                : value == null ? List.of() : List.of(value);
    }

    private static Condition between(FieldPath field, BigDecimal min, BigDecimal max) {
        if (min != null && max != null && min.compareTo(max) > 0) {
            throw new IllegalArgumentException("no number of `" + field + "` is from " + min + " to " + max);
        }
        return new Condition.Between(field, min, max);
    }

    private static BigDecimal bound(Object value) {
        return value == null ? null : new BigDecimal(value.toString());
    }

    /** Says whether a value of a definition file and one of a system are the same: both blank, or equal in kind and worth. */
    public static boolean same(Object wanted, Object value) {
        return Condition.isBlank(wanted) ? Condition.isBlank(value) : Condition.same(wanted, value);
    }

    public boolean isEmpty() {
        return conditions.isEmpty();
    }

    /** Judges a record of which parts may be untold. */
    public Fit fit(Map<String, Object> record) {
        Fit fit = Fit.INSIDE;
        for (Condition condition : conditions) {
            if (!condition.field().isPresentIn(record)) {
                fit = Fit.UNKNOWN;
            } else if (!condition.holds(condition.field().get(record))) {
                return Fit.OUTSIDE;
            }
        }
        return fit;
    }

    /** Judges a whole record, in which a field that is not there is blank. */
    public Fit fitWhole(Map<String, Object> record) {
        return conditions.stream().allMatch(condition -> condition.holds(condition.field().get(record))) ? Fit.INSIDE : Fit.OUTSIDE;
    }

    /** Returns the filter as plain data, in the long form that {@link #of} reads. */
    public Map<String, Map<String, Object>> wanted() {
        var wanted = new LinkedHashMap<String, Map<String, Object>>();
        for (Condition condition : conditions) {
            wanted.computeIfAbsent(condition.field().text(), field -> new LinkedHashMap<>()).putAll(plain(condition));
        }
        return wanted;
    }

    private static Map<String, Object> plain(Condition condition) {
        var plain = new LinkedHashMap<String, Object>();
        if (condition instanceof Condition.Is is) {
            plain.put("is", is.values());
        } else if (condition instanceof Condition.Not not) {
            plain.put("not", not.values());
        } else if (condition instanceof Condition.Blank blank) {
            plain.put("blank", blank.blank());
        } else if (condition instanceof Condition.Between between) {
            plain.put("min", between.min());
            plain.put("max", between.max());
            plain.values().removeIf(Objects::isNull);
        }
        return plain;
    }
}
