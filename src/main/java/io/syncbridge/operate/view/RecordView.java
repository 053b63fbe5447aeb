package io.syncbridge.operate.view;

import io.syncbridge.definition.Definitions;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.model.RecordRef;
import io.syncbridge.operate.Titles;
import io.syncbridge.reconcile.Base;
import io.syncbridge.reconcile.BaseValue;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Deliveries;
import io.syncbridge.store.Deliveries.Delivery;
import io.syncbridge.store.Page;
import io.syncbridge.store.Reviews;
import io.syncbridge.store.Reviews.ReviewItem;
import io.syncbridge.store.SyncLog;
import io.syncbridge.store.SyncLog.LogFilter;
import io.syncbridge.store.Things;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** One thing across its systems: why is this phone number here? */
@ApplicationScoped
public class RecordView {

    private static final int HISTORY = 100;

    /** @param former whether another record of the system has taken its place */
    public record Linked(String system, String recordId, String presence, String version, Instant time, boolean former) {
    }

    /**
     * What a system holds of a field, as far as the bridge knows.
     *
     * @param known whether it ever told
     * @param differs whether it is not what was agreed
     * @param asked what the system was asked to hold, where it stores something else; {@code null} otherwise
     */
    public record Held(boolean known, Object value, boolean differs, Object asked) {
    }

    /**
     * @param value what is agreed
     * @param origin the system that it came from, or the person who settled it
     * @param time when it was edited there
     * @param rule what decided for it
     * @param held by system
     * @param inReview whether it waits for a person
     */
    public record FieldLine(String field, Object value, String origin, Instant time, String rule, Map<String, Held> held,
            boolean inReview) {
    }

    /**
     * @param title its name; its sync id where it has none
     * @param deleted when it was deleted, and {@code deletedBy} where; {@code null} while it lives
     * @param history the sync log's rows of it, newest first
     */
    public record Story(String sync, String syncId, String title, List<String> systems, List<Linked> links, List<FieldLine> fields,
            Instant deleted, String deletedBy, List<ReviewItem> reviews, List<Delivery> failures,
            Page<SyncLog.Entry> history) {
    }

    private final Definitions definitions;
    private final Things things;
    private final Reviews reviews;
    private final Deliveries deliveries;
    private final SyncLog log;
    private final Privacy privacy;

    public RecordView(Definitions definitions, Things things, Reviews reviews, Deliveries deliveries, SyncLog log,
            Privacy privacy) {
        this.definitions = definitions;
        this.things = things;
        this.reviews = reviews;
        this.deliveries = deliveries;
        this.log = log;
        this.privacy = privacy;
    }

    /** Returns the thing's story; empty where there is no such thing. */
    public Optional<Story> find(String syncId) {
        return things.syncOf(syncId).map(sync -> story(sync, syncId));
    }

    private Story story(String sync, String syncId) {
        Thing thing = things.load(sync, Set.<RecordRef>of(), List.of(syncId)).things().get(syncId);
        List<String> systems = definitions.find(sync).map(found -> List.copyOf(found.systems().keySet()))
                .orElse(List.copyOf(thing.shadows().keySet()));
        Base.Deletion deletion = thing.base().deletion();
        var filter = new Reviews.ReviewFilter(sync, syncId, null, null, null);
        Page<SyncLog.Entry> history = log.find(new LogFilter(sync, syncId, null, null, null, null, null), null, HISTORY);
        return new Story(sync, syncId, definitions.find(sync).flatMap(found -> Titles.of(found, thing.base().values())).orElse(syncId), systems, links(thing), fields(sync, thing, systems),
                deletion == null ? null : deletion.time(), deletion == null ? null : deletion.system(),
                reviews.list(filter, null, HISTORY).items().stream().map(privacy::hide).toList(),
                deliveries.of(sync, List.of(syncId)).getOrDefault(syncId, List.of()).stream().map(privacy::hide).toList(),
                new Page<>(history.items().stream().map(privacy::hide).toList(), history.next()));
    }

    private List<Linked> links(Thing thing) {
        return things.search(thing.syncId(), HISTORY).stream().map(found -> {
            Shadow shadow = thing.shadows().get(found.record().system());
            boolean current = shadow != null && shadow.ref().equals(found.record());
            return new Linked(found.record().system(), found.record().recordId(),
                    current ? shadow.presence().name().toLowerCase() : "replaced", current ? shadow.version() : null,
                    current ? shadow.time() : null, found.former());
        }).toList();
    }

    private List<FieldLine> fields(String sync, Thing thing, List<String> systems) {
        List<String> names = definitions.find(sync).map(SyncDefinition::lines)
                .map(lines -> lines.stream().map(line -> line.field()).toList())
                .orElse(List.copyOf(thing.base().fields().keySet()));
        return names.stream().map(field -> line(sync, thing, systems, field)).toList();
    }

    private FieldLine line(String sync, Thing thing, List<String> systems, String field) {
        BaseValue base = thing.base().fields().get(field);
        var held = new LinkedHashMap<String, Held>();
        for (String system : systems) {
            Shadow shadow = thing.shadows().get(system);
            boolean known = shadow != null && shadow.values().has(field);
            Object value = known ? shadow.values().get(field) : null;
            boolean deviates = known && shadow.deviations().containsKey(field);
            held.put(system, new Held(known, privacy.value(sync, field, value),
                    known && base != null && !deviates && !Objects.equals(value, base.value()),
                    deviates ? privacy.value(sync, field, shadow.deviations().get(field)) : null));
        }
        return new FieldLine(field, base == null ? null : privacy.value(sync, field, base.value()),
                base == null ? null : base.system(), base == null ? null : base.time(), base == null ? null : base.rule(),
                held, thing.inReview().contains(field) || thing.inReview().contains(Thing.RECORD));
    }
}
