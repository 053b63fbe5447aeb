package io.syncbridge.definition;

import io.syncbridge.mapping.Binding;
import io.syncbridge.mapping.Condition;
import io.syncbridge.mapping.Filter;
import io.syncbridge.mapping.transform.UnmappableValueException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Compares the values of filters with the types of the fields that stand at the same place, so that no filter lets nothing
 * through for the way its value is written.
 */
final class FilterValues {

    /** A number that shows how a system groups digits. */
    private static final BigDecimal SAMPLE = BigDecimal.valueOf(1000);

    private final Map<String, Field> fields;
    private final Problems problems;

    /** @param fields by name */
    FilterValues(Map<String, Field> fields, Problems problems) {
        this.fields = fields;
        this.problems = problems;
    }

    /** Returns the condition with its values also as the system writes them; reports values that equal nothing there. */
    Condition typed(String system, Condition condition, Place place) {
        Optional<Binding> binding = binding(system, condition);
        if (condition instanceof Condition.Is is) {
            is.values().forEach(value -> readable(system, is, value, binding, place));
            return new Condition.Is(is.field(), asWritten(is.values(), binding));
        }
        if (condition instanceof Condition.Not not) {
            not.values().forEach(value -> notBlank(system, not, value, place));
            return new Condition.Not(not.field(), asWritten(not.values(), binding));
        }
        if (condition instanceof Condition.Between && binding.map(FilterValues::sample).filter(written -> !Filter.same(SAMPLE, written))
                .isPresent()) {
            problems.report("impossible-filter", place, "The filter of `" + system + "` cannot compare `" + condition.field().text()
                    + "` with numbers: 1000 is written `" + sample(binding.get()) + "` there.",
                    "Name the values, or let the system hold plain numbers.");
        }
        return condition;
    }

    private void readable(String system, Condition condition, Object value, Optional<Binding> binding, Place place) {
        notBlank(system, condition, value, place);
        try {
            binding.ifPresent(at -> at.transform().toCanonical(value));
        } catch (UnmappableValueException impossible) {
            problems.report("impossible-filter", place, nothingEquals(system, condition, value) + ": " + impossible.getMessage(),
                    "Write a value as `" + system + "` holds it; the field there is of type `" + binding.get().described() + "`.");
        }
    }

    private void notBlank(String system, Condition condition, Object value, Place place) {
        if (value instanceof String text && text.isBlank()) {
            problems.report("impossible-filter", place, nothingEquals(system, condition, value) + ", as a blank is no value.",
                    "Write `" + condition.field().text() + ": {blank: true}`, or `{blank: false}` for any value.");
        }
    }

    private static String nothingEquals(String system, Condition condition, Object value) {
        return "The filter of `" + system + "` compares `" + condition.field().text() + "` with `" + value + "`, which nothing there equals";
    }

    /** Text is compared letter by letter; yes, a number or a date may be written in several ways. */
    private static List<Object> asWritten(List<Object> values, Optional<Binding> binding) {
        var all = new ArrayList<>(values);
        binding.ifPresent(at -> values.stream().map(value -> written(at, value)).filter(Objects::nonNull)
                .filter(written -> all.stream().noneMatch(value -> Filter.same(value, written))).forEach(all::add));
        return all;
    }

    private static Object written(Binding binding, Object value) {
        try {
            Object canonical = binding.transform().toCanonical(value);
            return canonical == null || canonical instanceof String ? null : binding.transform().fromCanonical(canonical);
        } catch (UnmappableValueException impossible) {
            return null;
        }
    }

    private static Object sample(Binding binding) {
        try {
            return binding.transform().fromCanonical(SAMPLE);
        } catch (UnmappableValueException noNumber) {
            return null;
        }
    }

    private Optional<Binding> binding(String system, Condition condition) {
        return fields.values().stream().filter(field -> field.reference() == null)
                .map(field -> field.mapping().bindings().get(system))
                .filter(binding -> binding != null && binding.paths().equals(List.of(condition.field()))).findFirst();
    }
}
