package io.syncbridge.operate;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** Values in the form in which people read them. */
public final class Words {

    private static final ObjectMapper JSON = new ObjectMapper().enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);

    private Words() {
    }

    /** Returns the value as a person reads it; a blank one is a dash. */
    public static String value(Object value) {
        if (value == null) {
            return "—";
        }
        return value instanceof BigDecimal number ? number.toPlainString()
                : value instanceof Map || value instanceof Collection ? json(value) : value.toString();
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            return value.toString();
        }
    }

    /** Returns a record in a system's form as text: {@code Name = Ida, contact.phone = +1415}. */
    static String written(Map<String, Object> values) {
        return values.entrySet().stream().map(one -> one.getValue() instanceof Map<?, ?> nested
                ? nested.entrySet().stream().map(inner -> one.getKey() + "." + inner.getKey() + " = " + value(inner.getValue()))
                        .collect(Collectors.joining(", "))
                : one.getKey() + " = " + value(one.getValue())).collect(Collectors.joining(", "));
    }
}
