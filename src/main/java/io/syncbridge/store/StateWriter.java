package io.syncbridge.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.io.SegmentedStringWriter;
import com.fasterxml.jackson.core.util.BufferRecycler;
import io.syncbridge.model.CanonicalRecord;
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
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;

/**
 * Writes all that is known of a thing as one text, for {@link StateReader}: JSON, as a stream.
 *
 * <pre>{@code
 * {"fields": {"name": ["Ann", [1769853600000000000, "crm", "newest"]], "age": [7], "mail": ["a@x.org", 0]},
 *  "deleted": [1769853600000000000, "crm"], "review": ["name"],
 *  "systems": {"crm": {"id": "1", "version": "v1", "time": 1769853600000000000},
 *              "erp": {"id": "17", "presence": "GONE", "values": {"age": 8}, "lacks": ["mail"], "deviations": {"age": 9},
 *                      "trail": {"awaited": 1769853600000000000, "unseen": true}}}}
 * }</pre>
 *
 * A field's origin (time, system, rule) stands at the first field that has it. Further ones have its number, or nothing where it is
 * that of the field before. A system's values are those of the base but for {@code values} and {@code lacks}; where it has
 * little in common with the base, {@code all} of them are there. Times are nanoseconds since 1970, or ISO text beyond 2262.
 */
final class StateWriter {

    static final long NANOS = 1_000_000_000;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamWriteConstraints(StreamWriteConstraints.builder().maxNestingDepth(Integer.MAX_VALUE).build()).build();
    private static final int ASCII = 127;

    private final JsonGenerator json;
    private final Base base;

    private StateWriter(JsonGenerator json, Base base) {
        this.json = json;
        this.base = base;
    }

    static String write(Thing thing) {
        BufferRecycler buffers = JSON._getBufferRecycler();
        try (var text = new SegmentedStringWriter(buffers)) {
            try (JsonGenerator json = JSON.createGenerator(text)) {
                new StateWriter(json, thing.base()).thing(thing);
            }
            return text.getAndClear();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            buffers.releaseToPool();
        }
    }

    private void thing(Thing thing) throws IOException {
        json.writeStartObject();
        base();
        if (!thing.inReview().isEmpty()) {
            texts("review", thing.inReview());
        }
        json.writeObjectFieldStart("systems");
        for (Shadow shadow : thing.shadows().values()) {
            name(shadow.ref().system());
            shadow(shadow);
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private void base() throws IOException {
        var origins = new ArrayList<BaseValue>();
        int last = -1;
        json.writeObjectFieldStart("fields");
        for (var field : base.fields().entrySet()) {
            BaseValue value = field.getValue();
            int origin = origins.size() - 1;
            while (origin >= 0 && !isOfOneOrigin(origins.get(origin), value)) {
                origin--;
            }
            name(field.getKey());
            json.writeStartArray();
            value(value.value());
            if (origin < 0) {
                origin = origins.size();
                origins.add(value);
                json.writeStartArray();
                time(value.time());
                text(value.system());
                text(value.rule());
                json.writeEndArray();
            } else if (origin != last) {
                json.writeNumber(origin);
            }
            json.writeEndArray();
            last = origin;
        }
        json.writeEndObject();
        if (base.isDeleted()) {
            Base.Deletion deletion = base.deletion();
            json.writeArrayFieldStart("deleted");
            time(deletion.time());
            text(deletion.system());
            if (!deletion.notBefore().equals(deletion.time())) {
                time(deletion.notBefore());
            }
            json.writeEndArray();
        }
    }

    private static boolean isOfOneOrigin(BaseValue one, BaseValue other) {
        return Objects.equals(one.time(), other.time()) && Objects.equals(one.system(), other.system()) && Objects.equals(one.rule(), other.rule());
    }

    private void shadow(Shadow shadow) throws IOException {
        json.writeStartObject();
        json.writeFieldName("id");
        text(shadow.ref().recordId());
        if (shadow.presence() != Presence.PRESENT) {
            json.writeStringField("presence", shadow.presence().name());
        }
        if (shadow.version() != null) {
            json.writeFieldName("version");
            text(shadow.version());
        }
        timeField("time", shadow.time());
        values(shadow.values());
        if (!shadow.deviations().isEmpty()) {
            json.writeFieldName("deviations");
            value(shadow.deviations());
        }
        if (!shadow.trail().equals(Trail.NONE)) {
            trail(shadow.trail());
        }
        json.writeEndObject();
    }

    private void values(CanonicalRecord record) throws IOException {
        int alike = 0;
        int lacking = 0;
        for (var field : base.fields().entrySet()) {
            if (!record.has(field.getKey())) {
                lacking++;
            } else if (Objects.equals(record.get(field.getKey()), field.getValue().value())) {
                alike++;
            }
        }
        if (alike <= lacking) {
            json.writeFieldName("all");
            value(record.values());
            return;
        }
        if (alike < record.values().size()) {
            json.writeObjectFieldStart("values");
            for (var field : record.values().entrySet()) {
                BaseValue agreed = base.fields().get(field.getKey());
                if (agreed == null || !Objects.equals(field.getValue(), agreed.value())) {
                    name(field.getKey());
                    value(field.getValue());
                }
            }
            json.writeEndObject();
        }
        if (lacking > 0) {
            texts("lacks", base.fields().keySet().stream().filter(field -> !record.has(field)).toList());
        }
    }

    private void trail(Trail trail) throws IOException {
        json.writeObjectFieldStart("trail");
        timeField("awaited", trail.awaited());
        flag("unseen", trail.unseen());
        flag("created", trail.created());
        flag("leftOut", trail.leftOut());
        if (!trail.past().isEmpty()) {
            json.writeArrayFieldStart("past");
            for (Trail.Past past : trail.past()) {
                json.writeStartArray();
                text(past.presence().name());
                value(past.values().values());
                text(past.version());
                time(past.time());
                time(past.until());
                json.writeEndArray();
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private void flag(String name, boolean is) throws IOException {
        if (is) {
            json.writeBooleanField(name, true);
        }
    }

    /** Of times that are compared with those of the inbox, the store keeps microseconds, as it does of those. */
    private void timeField(String name, Instant time) throws IOException {
        if (time != null) {
            json.writeFieldName(name);
            time(time.truncatedTo(ChronoUnit.MICROS));
        }
    }

    private void time(Instant time) throws IOException {
        if (time == null) {
            json.writeNull();
        } else if (Math.abs(time.getEpochSecond()) < Long.MAX_VALUE / NANOS) {
            json.writeNumber(time.getEpochSecond() * NANOS + time.getNano());
        } else {
            json.writeString(time.toString());
        }
    }

    private void texts(String name, Collection<String> texts) throws IOException {
        json.writeFieldName(name);
        value(texts);
    }

    private void value(Object value) throws IOException {
        if (value == null || value instanceof String) {
            text((String) value);
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Number number) {
            json.writeNumber(number.toString());
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (var inner : map.entrySet()) {
                name((String) inner.getKey());
                value(inner.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof Collection<?> list) {
            json.writeStartArray();
            for (Object inner : list) {
                value(inner);
            }
            json.writeEndArray();
        } else if (value instanceof Unreadable unreadable) {
            value(unreadable.wire());
        } else {
            throw new IllegalArgumentException("not a canonical value: " + value.getClass());
        }
    }

    private void text(String text) throws IOException {
        if (text == null) {
            json.writeNull();
        } else if (isPaired(text)) {
            json.writeString(text);
        } else {
            json.setHighestNonEscapedChar(ASCII);
            json.writeString(text);
            json.setHighestNonEscapedChar(0);
        }
    }

    private void name(String name) throws IOException {
        if (isPaired(name)) {
            json.writeFieldName(name);
        } else {
            json.setHighestNonEscapedChar(ASCII);
            json.writeFieldName(name);
            json.setHighestNonEscapedChar(0);
        }
    }

    /** Says whether every surrogate has its other half: one without it is lost in UTF-8, which databases are sent. */
    private static boolean isPaired(String text) {
        for (int i = 0; i < text.length(); i++) {
            char one = text.charAt(i);
            if (Character.isSurrogate(one)
                    && (Character.isLowSurrogate(one) || ++i == text.length() || !Character.isLowSurrogate(text.charAt(i)))) {
                return false;
            }
        }
        return true;
    }
}
