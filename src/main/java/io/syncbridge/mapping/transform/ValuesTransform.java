package io.syncbridge.mapping.transform;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** A picklist: a table of canonical values and a system's own names for them. */
public final class ValuesTransform implements Transform {

    /** What becomes of a value that is not in the table. */
    public sealed interface Unknown {

        /** It stays as it is. */
        record Keep() implements Unknown {
        }

        /** It is refused. */
        record Fail() implements Unknown {
        }

        /** It becomes another value. */
        record Replace(Object value) implements Unknown {
        }
    }

    private final Transform inner;
    private final Map<Object, Object> toSystem;
    private final Map<Object, Object> toCanonical = new HashMap<>();
    private final Set<Object> ambiguous = new HashSet<>();
    private final Unknown unknown;

    /**
     * @param inner turns the values that stay as they are
     * @param toSystem canonical value to system value
     * @param back system value to canonical value, where the table alone does not say
     */
    public ValuesTransform(Transform inner, Map<Object, Object> toSystem, Map<Object, Object> back, Unknown unknown) {
        this.inner = inner;
        this.toSystem = new HashMap<>();
        this.unknown = unknown;
        toSystem.forEach((canonical, value) -> {
            this.toSystem.put(comparable(canonical), value);
            if (toCanonical.put(comparable(value), comparable(canonical)) != null) {
                ambiguous.add(comparable(value));
            }
        });
        back.forEach((value, canonical) -> {
            toCanonical.put(comparable(value), comparable(canonical));
            ambiguous.remove(comparable(value));
        });
    }

    /** A number is the same however it is written. */
    private static Object comparable(Object value) {
        return value instanceof Number number ? Numbers.of(number) : value;
    }

    @Override
    public Object toCanonical(Object systemValue) {
        Object key = comparable(systemValue);
        return toCanonical.containsKey(key) ? toCanonical.get(key) : unknown(systemValue, inner.toCanonical(systemValue));
    }

    @Override
    public Object fromCanonical(Object canonicalValue) {
        Object key = comparable(canonicalValue);
        return toSystem.containsKey(key) ? toSystem.get(key) : unknown(canonicalValue, inner.fromCanonical(canonicalValue));
    }

    private Object unknown(Object value, Object kept) {
        if (unknown instanceof Unknown.Fail) {
            throw new UnmappableValueException("it is not in the table of values.");
        }
        return unknown instanceof Unknown.Replace replace ? replace.value() : kept;
    }

    @Override
    public String loss() {
        if (!ambiguous.isEmpty()) {
            return "several values become " + ambiguous;
        }
        return unknown instanceof Unknown.Replace ? "unknown values are replaced" : inner.loss();
    }
}
