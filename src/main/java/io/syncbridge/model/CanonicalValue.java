package io.syncbridge.model;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Brings JSON-shaped values into the form in which equal values are equal objects; see {@link CanonicalRecord}. */
public final class CanonicalValue {

    private static final int MOST_ZEROS = 1000;

    private CanonicalValue() {
    }

    /** Returns the value with its numbers in plain form and the keys of its objects in order, at any depth. */
    public static Object of(Object value) {
        if (value instanceof Number number) {
            return plain(number instanceof BigDecimal exact ? exact : new BigDecimal(number.toString()));
        }
        if (value instanceof Map<?, ?> map) {
            var sorted = new TreeMap<String, Object>();
            map.forEach((key, inner) -> sorted.put(key.toString(), of(inner)));
            return Collections.unmodifiableMap(new LinkedHashMap<>(sorted));
        }
        if (value instanceof Collection<?> list) {
            var elements = new ArrayList<Object>(list.size());
            list.forEach(inner -> elements.add(of(inner)));
            return Collections.unmodifiableList(elements);
        }
        return value;
    }

    /** A number of more zeros than anybody writes stays in the form with an exponent: its plain form could fill the memory. */
    private static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 && stripped.scale() >= -MOST_ZEROS ? stripped.setScale(0) : stripped;
    }
}
