package io.syncbridge.mapping.transform;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A table of values (a pick list) around a transform, which gets the values that the table does not hold. System values
 * are looked up as text without space around it, so that {@code 1} and {@code "1"} are one.
 */
public final class ValuesTransform implements Transform {

    /** What becomes of a value that the table does not hold. */
    public sealed interface Unknown {

        /** It goes through the transform that the table stands around. */
        record Keep() implements Unknown {
        }

        /** It is refused. */
        record Fail() implements Unknown {
        }

        /** @param value what stands instead: the canonical value when reading, the system's when writing */
        record Replace(Object value) implements Unknown {
        }
    }

    private final Transform transform;
    private final Map<Object, Object> toSystem = new LinkedHashMap<>();
    private final Map<String, Object> toCanonical = new HashMap<>();
    private final Unknown unknown;
    private final String loss;

    /**
     * @param transform for values that the table does not hold
     * @param toSystem from canonical values to the system's
     * @param back from the system's values to the canonical ones that they mean when read, where the table has several
     * @throws IllegalArgumentException where {@code back} names a value that the table does not hold
     */
    public ValuesTransform(Transform transform, Map<?, ?> toSystem, Map<?, ?> back, Unknown unknown) {
        this.transform = transform;
        this.unknown = unknown;
        toSystem.forEach((canonical, system) -> this.toSystem.put(Scalar.canonical(canonical), system));
        Set<String> ambiguous = new LinkedHashSet<>();
        this.toSystem.forEach((canonical, system) -> {
            if (toCanonical.putIfAbsent(key(system), canonical) != null) {
                ambiguous.add(key(system));
            }
        });
        back.forEach((system, canonical) -> {
            checkBack(system, Scalar.canonical(canonical));
            toCanonical.put(key(system), Scalar.canonical(canonical));
            ambiguous.remove(key(system));
        });
        this.loss = loss(ambiguous);
    }

    @Override
    public Object toCanonical(Object systemValue) {
        Object canonical = toCanonical.get(key(systemValue));
        return canonical != null ? canonical : Scalar.canonical(other(systemValue, transform::toCanonical));
    }

    @Override
    public Object fromCanonical(Object canonicalValue) {
        Object system = toSystem.get(canonicalValue);
        return system != null ? system : other(canonicalValue, this::kept);
    }

    @Override
    public String loss() {
        return loss;
    }

    @Override
    public boolean lists(Object systemValue) {
        return toCanonical.containsKey(key(systemValue));
    }

    @Override
    public boolean listsCanonical(Object canonicalValue) {
        return toSystem.containsKey(canonicalValue);
    }

    private Object other(Object value, UnaryOperator<Object> keep) {
        if (unknown instanceof Unknown.Fail) {
            throw new UnmappableValueException("The table of values does not hold it. Add it to `values`, or state `else`.");
        }
        return unknown instanceof Unknown.Replace replace ? replace.value() : keep.apply(value);
    }

    private Object kept(Object canonicalValue) {
        Object system = transform.fromCanonical(canonicalValue);
        Object readBack = toCanonical.get(key(system));
        if (readBack != null) {
            throw new UnmappableValueException("The table of values does not hold it, and the system would take it for "
                    + readBack + ". Add it to `values`.");
        }
        return system;
    }

    private void checkBack(Object system, Object canonical) {
        if (!toSystem.containsKey(canonical) || !key(system).equals(key(toSystem.get(canonical)))) {
            throw new IllegalArgumentException("the way back leads from " + system + " to " + canonical
                    + ", but the table does not lead from " + canonical + " to " + system + ".");
        }
    }

    private String loss(Set<String> ambiguous) {
        if (!ambiguous.isEmpty()) {
            return "several values become " + String.join(", ", ambiguous) + ", and `back` does not say which is meant";
        }
        if (unknown instanceof Unknown.Replace) {
            return "values that the table does not hold are replaced";
        }
        return unknown instanceof Unknown.Keep ? transform.loss() : null;
    }

    private static String key(Object value) {
        return value instanceof String || value instanceof Number || value instanceof Boolean
                ? Scalar.tidy(Scalar.text(value)) : null;
    }
}
