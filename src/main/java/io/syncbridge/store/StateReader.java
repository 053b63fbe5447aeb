package io.syncbridge.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.CanonicalValue;
import io.syncbridge.model.RecordRef;
import io.syncbridge.model.Unreadable;
import io.syncbridge.reconcile.Base;
import io.syncbridge.reconcile.BaseValue;
import io.syncbridge.reconcile.Presence;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.reconcile.Trail;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads what {@link StateWriter} has written, as a stream: each method begins at the first token of what it returns. */
final class StateReader {

    private static final JsonFactory JSON = JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StoreJson.UNLIMITED).build();

    private final JsonParser json;
    private Base base = Base.EMPTY;
    private CanonicalRecord agreed;

    private StateReader(JsonParser json) {
        this.json = json;
    }

    static Thing read(String syncId, String text) {
        try (JsonParser json = JSON.createParser(text)) {
            json.nextToken();
            return new StateReader(json).thing(syncId);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Thing thing(String syncId) throws IOException {
        var shadows = new LinkedHashMap<String, Shadow>();
        Set<String> review = Set.of();
        for (String name = nextName(); name != null; name = nextName()) {
            switch (name) {
                case "fields" -> base = new Base(fields(), null);
                case "deleted" -> base = new Base(base.fields(), deletion());
                case "review" -> review = new LinkedHashSet<>(texts());
                case "systems" -> {
                    for (String system = nextName(); system != null; system = nextName()) {
                        shadows.put(system, shadow(system));
                    }
                }
                default -> throw unknown(name);
            }
        }
        return new Thing(syncId, base, shadows, review);
    }

    private Map<String, BaseValue> fields() throws IOException {
        var fields = new LinkedHashMap<String, BaseValue>();
        var origins = new ArrayList<BaseValue>();
        BaseValue origin = null;
        for (String field = nextName(); field != null; field = nextName()) {
            json.nextToken();
            Object value = value();
            JsonToken next = json.nextToken();
            if (next == JsonToken.START_ARRAY) {
                origin = new BaseValue(value, nextTime(), nextText(), nextText());
                origins.add(origin);
                json.nextToken();
                fields.put(field, origin);
            } else {
                origin = next == JsonToken.END_ARRAY ? origin : origins.get(json.getIntValue());
                fields.put(field, new BaseValue(value, origin.time(), origin.system(), origin.rule()));
            }
            if (next != JsonToken.END_ARRAY) {
                json.nextToken();
            }
        }
        return fields;
    }

    private Base.Deletion deletion() throws IOException {
        Instant time = nextTime();
        String system = nextText();
        if (json.nextToken() == JsonToken.END_ARRAY) {
            return new Base.Deletion(time, system);
        }
        var deletion = new Base.Deletion(time, system, time());
        json.nextToken();
        return deletion;
    }

    private Shadow shadow(String system) throws IOException {
        String id = null;
        Presence presence = Presence.PRESENT;
        String version = null;
        Instant time = null;
        CanonicalRecord all = null;
        Map<String, Object> own = Map.of();
        List<String> lacking = List.of();
        Map<String, Object> deviations = Map.of();
        Trail trail = Trail.NONE;
        for (String name = nextName(); name != null; name = nextName()) {
            switch (name) {
                case "id" -> id = text();
                case "presence" -> presence = Presence.valueOf(text());
                case "version" -> version = text();
                case "time" -> time = time();
                case "all" -> all = new CanonicalRecord(values());
                case "values" -> own = values();
                case "lacks" -> lacking = texts();
                case "deviations" -> {
                    deviations = values();
                    deviations.replaceAll((field, value) -> Unreadable.revived(value));
                }
                case "trail" -> trail = trail();
                default -> throw unknown(name);
            }
        }
        return new Shadow(new RecordRef(system, id), presence, all == null ? held(own, lacking) : all, deviations, version, time, trail);
    }

    /** Returns what a system holds, from the values in which it is not like the base. */
    private CanonicalRecord held(Map<String, Object> own, List<String> lacking) {
        if (agreed == null) {
            agreed = base.values();
        }
        if (own.isEmpty() && lacking.isEmpty()) {
            return agreed;
        }
        var values = new LinkedHashMap<>(agreed.values());
        values.putAll(own);
        lacking.forEach(values::remove);
        return new CanonicalRecord(values);
    }

    private Trail trail() throws IOException {
        Instant awaited = null;
        boolean unseen = false;
        boolean created = false;
        boolean leftOut = false;
        var past = new ArrayList<Trail.Past>();
        for (String name = nextName(); name != null; name = nextName()) {
            switch (name) {
                case "awaited" -> awaited = time();
                case "unseen" -> unseen = json.getBooleanValue();
                case "created" -> created = json.getBooleanValue();
                case "leftOut" -> leftOut = json.getBooleanValue();
                case "past" -> {
                    while (json.nextToken() != JsonToken.END_ARRAY) {
                        past.add(past());
                    }
                }
                default -> throw unknown(name);
            }
        }
        return new Trail(awaited, unseen, created, leftOut, past);
    }

    private Trail.Past past() throws IOException {
        Presence presence = Presence.valueOf(nextText());
        json.nextToken();
        var past = new Trail.Past(presence, new CanonicalRecord(values()), nextText(), nextTime(), nextTime());
        json.nextToken();
        return past;
    }

    private Map<String, Object> values() throws IOException {
        var values = new LinkedHashMap<String, Object>();
        for (String name = nextName(); name != null; name = nextName()) {
            values.put(name, value());
        }
        return values;
    }

    private Object value() throws IOException {
        return switch (json.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_STRING -> json.getText();
            case START_OBJECT -> Collections.unmodifiableMap(values());
            case START_ARRAY -> {
                var list = new ArrayList<Object>();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value());
                }
                yield Collections.unmodifiableList(list);
            }
            default -> CanonicalValue.of(json.getDecimalValue());
        };
    }

    private List<String> texts() throws IOException {
        var texts = new ArrayList<String>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            texts.add(text());
        }
        return texts;
    }

    /** Moves to the value of the next field of an object, and returns the field's name; {@code null} at the object's end. */
    private String nextName() throws IOException {
        String name = json.nextFieldName();
        if (name != null) {
            json.nextToken();
        }
        return name;
    }

    private String nextText() throws IOException {
        json.nextToken();
        return text();
    }

    private String text() throws IOException {
        return json.currentToken() == JsonToken.VALUE_NULL ? null : json.getText();
    }

    private Instant nextTime() throws IOException {
        json.nextToken();
        return time();
    }

    private Instant time() throws IOException {
        return switch (json.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_STRING -> Instant.parse(json.getText());
            default -> {
                long nanos = json.getLongValue();
                yield Instant.ofEpochSecond(Math.floorDiv(nanos, StateWriter.NANOS), Math.floorMod(nanos, StateWriter.NANOS));
            }
        };
    }

    private static IOException unknown(String name) {
        return new IOException("The store was written by a later version: it knows `" + name + "`.");
    }
}
