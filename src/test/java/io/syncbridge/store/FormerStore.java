package io.syncbridge.store;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.syncbridge.model.Sha256;
import io.syncbridge.model.Unreadable;
import io.syncbridge.reconcile.Base;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.reconcile.Trail;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** A store as the version left it that kept things and links in tables of their own: its schema, and what wrote its rows. */
final class FormerStore {

    private static final ObjectMapper JSON = JsonMapper.builder().addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS).enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN).build();

    private FormerStore() {
    }

    static Jdbi create(String url, String username) {
        Flyway.configure().dataSource(url, username, "").locations("classpath:db/migration").target("37").load().migrate();
        return Jdbi.create(url, username, "");
    }

    static void save(Handle handle, String sync, Collection<Thing> things, Instant now) {
        things.forEach(thing -> {
            handle.createUpdate("INSERT INTO thing (sync, sync_id, base, deleted, in_review, saved_at) VALUES (:sync, :id, :base, :deleted, :review, :now)")
                    .bind("sync", sync).bind("id", thing.syncId()).bind("base", base(thing.base())).bind("deleted", thing.base().isDeleted())
                    .bind("review", write(List.copyOf(thing.inReview()))).bind("now", Rows.time(now)).execute();
            thing.shadows().values().forEach(shadow -> link(handle, sync, thing.syncId(), shadow, false, 3, now));
        });
    }

    static void link(Handle handle, String sync, String syncId, Shadow shadow, boolean former, long scan, Instant now) {
        handle.createUpdate("""
                INSERT INTO link (sync, system, record_id, sync_id, former, presence, known, deviations, version, changed_at, awaited_at,
                    unseen, trail, saved_at, scan)
                VALUES (:sync, :system, :record, :id, :former, :presence, :known, :deviations, :version, :changed, :awaited, :unseen, :trail, :now,
                    :scan)""")
                .bind("sync", sync).bind("system", shadow.ref().system()).bind("record", shadow.ref().recordId()).bind("id", syncId)
                .bind("former", former).bind("presence", shadow.presence().name()).bind("known", write(shadow.values().values()))
                .bind("deviations", write(deviations(shadow))).bind("version", shadow.version()).bind("changed", Rows.time(shadow.time()))
                .bind("awaited", Rows.time(shadow.trail().awaited())).bind("unseen", shadow.trail().unseen())
                .bind("trail", trail(shadow.trail())).bind("now", Rows.time(now)).bind("scan", scan).execute();
    }

    static void key(Handle handle, String sync, String syncId, Things.MatchKey key) {
        handle.createUpdate("INSERT INTO match_key (sync, rule_no, key_hash, sync_id) VALUES (:sync, :rule, :hash, :id)").bind("sync", sync)
                .bind("rule", key.rule()).bind("hash", Sha256.hex(key.key())).bind("id", syncId).execute();
    }

    private static Map<String, Object> deviations(Shadow shadow) {
        var deviations = new LinkedHashMap<>(shadow.deviations());
        deviations.replaceAll((field, value) -> value instanceof Unreadable unreadable ? unreadable.wire() : value);
        return deviations;
    }

    private static String trail(Trail trail) {
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

    private static String base(Base base) {
        var origins = new ArrayList<List<Object>>();
        var fields = new LinkedHashMap<String, Object>();
        base.fields().forEach((field, value) -> {
            List<Object> origin = Arrays.asList(value.time(), value.system(), value.rule());
            if (!origins.contains(origin)) {
                origins.add(origin);
            }
            fields.put(field, new Object[] {value.value(), origins.indexOf(origin)});
        });
        var json = new LinkedHashMap<String, Object>();
        json.put("fields", fields);
        json.put("origins", origins);
        if (base.isDeleted()) {
            Base.Deletion deletion = base.deletion();
            json.put("deleted", List.of(deletion.time().toString(), deletion.system(), deletion.notBefore().toString()));
        }
        return write(json);
    }

    private static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
