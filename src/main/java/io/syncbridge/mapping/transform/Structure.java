package io.syncbridge.mapping.transform;

import io.syncbridge.model.CanonicalValue;
import io.syncbridge.model.Unreadable;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Lists and objects as values. */
public final class Structure {

    private Structure() {
    }

    /** Returns the transform of a field without a type: lists and objects are values of their own, single values are text. */
    public static Transform orElse(Transform single) {
        return new Untyped(single);
    }

    /**
     * Returns the value in canonical form, read or about to be written: what could not be read back is not written.
     *
     * @throws UnmappableValueException if a part of the value cannot be read, or is a number that is too long
     */
    static Object canonical(Object value) {
        check(value);
        return CanonicalValue.of(value);
    }

    private static void check(Object value) {
        if (value instanceof Unreadable unreadable) {
            throw new UnmappableValueException(unreadable.reason());
        }
        if (value instanceof Number) {
            Scalar.number(value);
        }
        Collection<?> inner = value instanceof Map<?, ?> map ? map.values() : value instanceof Collection<?> list ? list : List.of();
        inner.forEach(Structure::check);
    }

    private record Untyped(Transform single) implements Transform {

        @Override
        public Object toCanonical(Object systemValue) {
            return isStructure(systemValue) ? canonical(systemValue) : single.toCanonical(systemValue);
        }

        @Override
        public Object fromCanonical(Object canonicalValue) {
            return isStructure(canonicalValue) ? canonical(canonicalValue) : single.fromCanonical(canonicalValue);
        }

        private static boolean isStructure(Object value) {
            return value instanceof Map || value instanceof Collection;
        }
    }
}
