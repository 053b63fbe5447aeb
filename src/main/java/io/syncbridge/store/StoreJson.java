package io.syncbridge.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdDelegatingSerializer;
import com.fasterxml.jackson.databind.util.Converter;
import com.fasterxml.jackson.databind.util.StdConverter;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.CanonicalValue;
import io.syncbridge.model.Change;
import io.syncbridge.model.Unreadable;
import io.syncbridge.reconcile.Base;
import io.syncbridge.reconcile.BaseValue;
import io.syncbridge.reconcile.Presence;
import io.syncbridge.reconcile.Trail;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The JSON in the store's columns. */
final class StoreJson {

    private static final ObjectMapper JSON = new ObjectMapper()
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

    /** Reads canonical values, whose numbers are {@link BigDecimal}s in their plain form. */
    static Map<String, Object> readCanonical(String json) {
        return canonical(readMap(json));
    }

    /** Likewise, where values may stand among them that could not be read. */
    static Map<String, Object> readDeviations(String json) {
        var values = readCanonical(json);
        values.replaceAll((field, value) -> Unreadable.revived(value));
        return values;
    }

    private static Map<String, Object> canonical(Map<?, ?> told) {
        var values = new LinkedHashMap<String, Object>();
        told.forEach((field, value) -> values.put((String) field, CanonicalValue.of(value)));
        return values;
    }

    /** Writes what has no column of its own; {@code null} for nothing. */
    static String write(Trail trail) {
        if (!trail.created() && !trail.leftOut() && trail.past().isEmpty()) {
            return null;
        }
        var json = new LinkedHashMap<String, Object>();
        json.put("created", trail.created());
        json.put("leftOut", trail.leftOut());
        json.put("past", trail.past().stream().map(past -> Arrays.asList(past.presence(), past.values().values(), past.version(),
                past.time(), past.until())).toList());
        return write(json);
    }

    static Trail readTrail(String text, Instant awaited, boolean unseen) {
        if (text == null) {
            return awaited == null ? Trail.NONE : new Trail(awaited, unseen, false, false, List.of());
        }
        Map<String, Object> json = readMap(text);
        List<List<?>> past = list(json.get("past"));
        return new Trail(awaited, unseen, (Boolean) json.get("created"), (Boolean) json.get("leftOut"),
                past.stream().map(StoreJson::past).toList());
    }

    private static Trail.Past past(List<?> told) {
        return new Trail.Past(Presence.valueOf((String) told.get(0)), new CanonicalRecord(canonical((Map<?, ?>) told.get(1))),
                (String) told.get(2), told.get(3) == null ? null : Instant.parse((String) told.get(3)), Instant.parse((String) told.get(4)));
    }

    static String write(CanonicalRecord record) {
        return write(record.values());
    }

    /**
     * Writes a base. Where its values come from stands once for all the values that came together:
     * {@code {"fields":{"name":["Ann",0],"age":[7,0]},"origins":[["2026-01-31T10:00:00Z","crm","edited in crm"]]}}.
     */
    static String write(Base base) {
        var origins = new LinkedHashMap<List<Object>, Integer>();
        var fields = new LinkedHashMap<String, Object>();
        base.fields().forEach((field, value) -> fields.put(field, new Object[] {value.value(),
            number(origins, Arrays.asList(value.time(), value.system(), value.rule()))}));
        var json = new LinkedHashMap<String, Object>();
        json.put("fields", fields);
        json.put("origins", origins.keySet());
        if (base.isDeleted()) {
            Base.Deletion deletion = base.deletion();
            json.put("deleted", Stream.of(deletion.time(), deletion.system(), deletion.notBefore()).map(Object::toString)
                    .limit(deletion.notBefore().equals(deletion.time()) ? 2 : 3).toList());
        }
        return write(json);
    }

    private record Origin(Instant time, String system, String rule) {

        private static Origin of(List<?> stored) {
            return new Origin(Instant.parse((String) stored.get(0)), (String) stored.get(1), (String) stored.get(2));
        }
    }

    static Base readBase(String text) {
        Map<String, Object> json = readMap(text);
        List<List<?>> stored = list(json.get("origins"));
        List<Origin> origins = stored == null ? List.of() : stored.stream().map(Origin::of).toList();
        var fields = new LinkedHashMap<String, BaseValue>();
        ((Map<?, ?>) json.get("fields")).forEach((field, told) -> {
            List<?> value = (List<?>) told;
            // bases that were stored before origins stood apart name theirs beside each value
            Origin origin = stored == null ? Origin.of(value.subList(1, 4)) : origins.get((Integer) value.get(1));
            fields.put(field.toString(), new BaseValue(CanonicalValue.of(value.get(0)), origin.time(), origin.system(), origin.rule()));
        });
        return new Base(fields, deletion(list(json.get("deleted"))));
    }

    private static Base.Deletion deletion(List<String> stored) {
        return stored == null ? null : new Base.Deletion(Instant.parse(stored.get(0)), stored.get(1),
                Instant.parse(stored.get(stored.size() > 2 ? 2 : 0)));
    }

    /**
     * Writes what the log tells of each field. What is told alike of several fields, where a value came from, when and by
     * which rule, stands once, under {@value #SHARED}, and fields refer to it by its number.
     */
    static String writeDetails(Map<String, Object> details) {
        if (details == null) {
            return null;
        }
        var shared = new LinkedHashMap<Map<String, Object>, Integer>();
        var fields = new LinkedHashMap<String, Object>();
        details.forEach((field, detail) -> fields.put(field, detail instanceof Map<?, ?> told ? split(told, shared) : detail));
        if (!shared.isEmpty()) {
            fields.put(SHARED, shared.keySet());
        }
        return write(fields);
    }

    static Map<String, Object> readDetails(String json) {
        Map<String, Object> details = readMap(json);
        List<Map<String, Object>> shared = details == null ? null : list(details.remove(SHARED));
        if (shared != null) {
            details.values().forEach(detail -> join(detail, shared));
        }
        return details;
    }

    private static Map<String, Object> split(Map<?, ?> told, Map<Map<String, Object>, Integer> shared) {
        var own = new LinkedHashMap<String, Object>();
        var alike = new LinkedHashMap<String, Object>();
        told.forEach((name, value) -> (ALIKE.contains(name) ? alike : own).put((String) name, value));
        if (!alike.isEmpty()) {
            own.put(SHARED, number(shared, alike));
        }
        return own;
    }

    @SuppressWarnings("unchecked")
    private static void join(Object detail, List<Map<String, Object>> shared) {
        if (detail instanceof Map<?, ?> told && told.get(SHARED) instanceof Integer number) {
            told.remove(SHARED);
            ((Map<String, Object>) told).putAll(shared.get(number));
        }
    }

    private static <T> Integer number(Map<T, Integer> numbers, T item) {
        Integer known = numbers.putIfAbsent(item, numbers.size());
        return known == null ? numbers.size() - 1 : known;
    }

    @SuppressWarnings("unchecked")
    private static <T> List<T> list(Object json) {
        return (List<T>) json;
    }
}
