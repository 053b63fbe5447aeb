package io.syncbridge.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.SegmentedStringWriter;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdDelegatingSerializer;
import com.fasterxml.jackson.databind.util.Converter;
import com.fasterxml.jackson.databind.util.StdConverter;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.syncbridge.model.Change;
import io.syncbridge.model.Unreadable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The JSON in the store's columns. */
final class StoreJson {

    /** What the store has written, it reads, however large it is. */
    static final StreamReadConstraints UNLIMITED = StreamReadConstraints.builder().maxNestingDepth(Integer.MAX_VALUE)
            .maxNumberLength(Integer.MAX_VALUE).maxStringLength(Integer.MAX_VALUE).maxNameLength(Integer.MAX_VALUE).build();

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder().streamReadConstraints(UNLIMITED).build())
            .registerModule(new JavaTimeModule())
            .registerModule(new SimpleModule().addSerializer(new StdDelegatingSerializer(Unreadable.class, unreadable())))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);

    /** No field's name: those have no such sign. */
    private static final String SHARED = "@shared";

    /** Why a report cannot be read stands beside its values; no field's name begins with this sign. */
    private static final String PROBLEM = "@problem";
    private static final String FORMER_ID = "@formerId";

    private static final Set<String> ALIKE = Set.of("origin", "time", "rule");

    private StoreJson() {
    }

    private static Converter<Unreadable, Map<String, Object>> unreadable() {
        return new StdConverter<>() {

            @Override
            public Map<String, Object> convert(Unreadable value) {
                return value.wire();
            }
        };
    }

    /** What a change says of its record; each may be {@code null}. */
    record Report(Map<String, Object> record, String problem, String formerId) {
    }

    static String writeReport(Change change) {
        if (change.problem() == null && change.formerId() == null) {
            return write(change.record());
        }
        var report = new LinkedHashMap<String, Object>(change.record() == null ? Map.of() : change.record());
        report.put(PROBLEM, change.problem());
        report.put(FORMER_ID, change.formerId());
        return write(report);
    }

    static Report readReport(String json) {
        Map<String, Object> record = readRecord(json);
        if (record == null || !record.containsKey(PROBLEM)) {
            return new Report(record, null, null);
        }
        var problem = (String) record.remove(PROBLEM);
        var formerId = (String) record.remove(FORMER_ID);
        return new Report(record.isEmpty() ? null : record, problem, formerId);
    }

    /** Reads a system record, in which there may be values that could not be read. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> readRecord(String json) {
        return json == null || !json.contains(Unreadable.RAW) ? readMap(json) : (Map<String, Object>) Unreadable.revived(readMap(json));
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
    static List<Map<String, Object>> readMaps(String json) {
        return json == null ? List.of() : read(json, List.class);
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

    /**
     * Writes what the log tells of each field, as a stream. What is told alike of several fields, where a value came from, when and by
     * which rule, stands once, under {@value #SHARED}, and fields refer to it by its number.
     */
    static String writeDetails(Map<String, Object> details) {
        if (details == null) {
            return null;
        }
        BufferRecycler buffers = JSON.getFactory()._getBufferRecycler();
        try (var text = new SegmentedStringWriter(buffers)) {
            try (JsonGenerator json = JSON.createGenerator(text)) {
                writeDetails(json, details);
            }
            return text.getAndClear();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            buffers.releaseToPool();
        }
    }

    private static void writeDetails(JsonGenerator json, Map<String, Object> details) throws IOException {
        var shared = new ArrayList<Map<?, ?>>();
        json.writeStartObject();
        for (var field : details.entrySet()) {
            if (field.getValue() instanceof Map<?, ?> told) {
                json.writeObjectFieldStart(field.getKey());
                writeEntries(json, told, false);
                if (told.keySet().stream().anyMatch(ALIKE::contains)) {
                    json.writeNumberField(SHARED, number(shared, told));
                }
                json.writeEndObject();
            } else {
                json.writePOJOField(field.getKey(), field.getValue());
            }
        }
        if (!shared.isEmpty()) {
            json.writeArrayFieldStart(SHARED);
            for (Map<?, ?> told : shared) {
                json.writeStartObject();
                writeEntries(json, told, true);
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void writeEntries(JsonGenerator json, Map<?, ?> told, boolean alike) throws IOException {
        for (var entry : told.entrySet()) {
            if (ALIKE.contains(entry.getKey()) == alike) {
                json.writeFieldName((String) entry.getKey());
                if (entry.getValue() instanceof String text) {
                    json.writeString(text);
                } else {
                    json.writePOJO(entry.getValue());
                }
            }
        }
    }

    /** Returns the number of the first of which the same is told, from 0; puts it last where there is none. */
    private static int number(List<Map<?, ?>> shared, Map<?, ?> told) {
        int number = 0;
        while (number < shared.size() && !isAlike(shared.get(number), told)) {
            number++;
        }
        if (number == shared.size()) {
            shared.add(told);
        }
        return number;
    }

    private static boolean isAlike(Map<?, ?> one, Map<?, ?> other) {
        for (String name : ALIKE) {
            if (!Objects.equals(one.get(name), other.get(name)) || one.containsKey(name) != other.containsKey(name)) {
                return false;
            }
        }
        return true;
    }

    static Map<String, Object> readDetails(String json) {
        Map<String, Object> details = readMap(json);
        List<Map<String, Object>> shared = details == null ? null : list(details.remove(SHARED));
        if (shared != null) {
            details.values().forEach(detail -> join(detail, shared));
        }
        return details;
    }

    @SuppressWarnings("unchecked")
    private static void join(Object detail, List<Map<String, Object>> shared) {
        if (detail instanceof Map<?, ?> told && told.get(SHARED) instanceof Integer number) {
            told.remove(SHARED);
            ((Map<String, Object>) told).putAll(shared.get(number));
        }
    }

    @SuppressWarnings("unchecked")
    private static <T> List<T> list(Object json) {
        return (List<T>) json;
    }
}
