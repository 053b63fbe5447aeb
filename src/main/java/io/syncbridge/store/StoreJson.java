package io.syncbridge.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.reconcile.Base;
import io.syncbridge.reconcile.BaseValue;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON in the store's columns. */
final class StoreJson {

    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);

    private StoreJson() {
    }

    static String write(Object value) {
        try {
            return value == null ? null : JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Object read(String json) {
        return json == null ? null : read(json, Object.class);
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> readMap(String json) {
        return json == null ? null : read(json, Map.class);
    }

    @SuppressWarnings("unchecked")
    static List<String> readTexts(String json) {
        return json == null ? List.of() : read(json, List.class);
    }

    private static <T> T read(String json, Class<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads canonical values, whose numbers are {@link BigDecimal}s in their plain form. */
    static Map<String, Object> readCanonical(String json) {
        var values = new LinkedHashMap<String, Object>();
        readMap(json).forEach((field, value) -> values.put(field, canonical(value)));
        return values;
    }

    static Object canonical(Object value) {
        if (!(value instanceof Number number)) {
            return value;
        }
        BigDecimal exact = number instanceof BigDecimal decimal ? decimal : new BigDecimal(number.toString());
        BigDecimal plain = exact.stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }

    static String write(CanonicalRecord record) {
        return write(record.values());
    }

    static String write(Base base) {
        var fields = new LinkedHashMap<String, Object>();
        base.fields().forEach((field, value) -> fields.put(field, new Object[] {
            value.value(), value.time().toString(), value.system(), value.rule()}));
        var json = new LinkedHashMap<String, Object>();
        json.put("fields", fields);
        if (base.isDeleted()) {
            json.put("deleted", new Object[] {base.deletion().time().toString(), base.deletion().system()});
        }
        return write(json);
    }

    static Base readBase(String text) {
        Map<String, Object> json = readMap(text);
        var fields = new LinkedHashMap<String, BaseValue>();
        ((Map<?, ?>) json.get("fields")).forEach((field, stored) -> {
            List<?> value = (List<?>) stored;
            fields.put(field.toString(), new BaseValue(canonical(value.get(0)), Instant.parse((String) value.get(1)),
                    (String) value.get(2), (String) value.get(3)));
        });
        List<?> deleted = (List<?>) json.get("deleted");
        return new Base(fields, deleted == null ? null
                : new Base.Deletion(Instant.parse((String) deleted.get(0)), (String) deleted.get(1)));
    }
}
