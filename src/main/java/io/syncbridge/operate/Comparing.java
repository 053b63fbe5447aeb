package io.syncbridge.operate;

import io.syncbridge.component.SystemCallException;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.mapping.FieldMapping;
import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.Change;
import io.syncbridge.model.RecordRef;
import io.syncbridge.operate.Candidates.Candidate;
import io.syncbridge.operate.Comparison.Cell;
import io.syncbridge.operate.Comparison.Column;
import io.syncbridge.operate.Comparison.Row;
import io.syncbridge.operate.view.Privacy;
import io.syncbridge.reconcile.Presence;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.runs.LiveRecords;
import io.syncbridge.runs.Seen;
import io.syncbridge.store.Reviews.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Puts the records that a review is about side by side: as the systems hold them, or those that may be the same. */
@ApplicationScoped
class Comparing {

    private final Cases cases;
    private final LiveRecords live;
    private final Privacy privacy;

    Comparing(Cases cases, LiveRecords live, Privacy privacy) {
        this.cases = cases;
        this.live = live;
        this.privacy = privacy;
    }

    /**
     * @param values as they are shown
     * @param compared the same, with what a system was asked to hold where it makes something else of it
     */
    private record Side(Column column, CanonicalRecord values, CanonicalRecord compared) {
    }

    /**
     * Returns the comparison; without rows where nothing is known of the record.
     *
     * @param mayDecide whether it is shown to a person who has to decide, who sees the private values that are in question
     */
    Comparison of(Case asked, List<Candidate> candidates, boolean mayDecide) {
        if (asked.thing() == null || asked.sync() == null) {
            return new Comparison(List.of(), List.of());
        }
        List<Side> sides = asked.review().kind() == Kind.MATCH ? resembling(asked, candidates) : systems(asked);
        return new Comparison(sides.stream().map(Side::column).toList(), asked.sync().lines().stream().map(FieldMapping::field)
                .filter(field -> sides.stream().anyMatch(side -> side.values().has(field)))
                .map(field -> row(asked, field, sides, mayDecide)).toList());
    }

    private Row row(Case asked, String field, List<Side> sides, boolean mayDecide) {
        boolean isAsked = asked.review().field().equals(field);
        boolean inQuestion = isAsked || asked.review().field().equals(Thing.RECORD);
        boolean differs = sides.stream().map(Side::compared).filter(values -> values.has(field)).map(values -> Optional.ofNullable(values.get(field)))
                .distinct().count() > 1;
        return new Row(field, isAsked, differs, sides.stream().map(side -> new Cell(side.values().has(field), mayDecide && inQuestion
                ? asked.shown(field, side.values().get(field))
                : privacy.value(asked.review().sync(), field, asked.shown(field, side.values().get(field))))).toList());
    }

    private static List<Side> systems(Case asked) {
        return asked.sync().systems().keySet().stream().map(asked.thing().shadows()::get).filter(Objects::nonNull).map(shadow -> new Side(
                new Column(shadow.ref().system(), List.of(shadow.ref().toString()), null, note(shadow.presence())), shadow.values(),
                shadow.values().with(askedFor(shadow)))).toList();
    }

    private static CanonicalRecord askedFor(Shadow shadow) {
        var asked = new LinkedHashMap<>(shadow.deviations());
        asked.keySet().removeIf(field -> !shadow.values().has(field) || shadow.isUnreadable(field));
        return new CanonicalRecord(asked);
    }

    private static String note(Presence presence) {
        return switch (presence) {
            case PRESENT -> null;
            case GONE -> "deleted; this is what it held";
            case HIDDEN -> "marked as deleted";
            case OUTSIDE -> "outside of what is kept the same";
        };
    }

    private List<Side> resembling(Case asked, List<Candidate> candidates) {
        var sides = new ArrayList<Side>();
        Thing held = asked.thing();
        sides.add(side(asked.title(), held.shadows().values().stream().map(shadow -> shadow.ref().toString()).toList(), null, "the record in question",
                Case.values(held)));
        Map<String, Thing> known = cases.load(asked.review().sync(), asked.sync(),
                candidates.stream().map(Candidate::syncId).filter(Objects::nonNull).toList());
        candidates.forEach(candidate -> sides.add(candidate.syncId() == null ? unlinked(asked.sync(), candidate)
                : linked(asked.sync(), candidate, known.get(candidate.syncId()))));
        return sides;
    }

    private static Side linked(SyncDefinition sync, Candidate candidate, Thing thing) {
        CanonicalRecord values = thing == null ? CanonicalRecord.EMPTY : Case.values(thing);
        return side(Titles.of(sync, values).orElse(candidate.record()), candidate.records(), candidate.syncId(), candidate.obstacle(), values);
    }

    private static Side side(String title, List<String> records, String syncId, String note, CanonicalRecord values) {
        return new Side(new Column(title, records, syncId, note), values, values);
    }

    /** A record that belongs to no thing is not in the store; it is read. */
    private Side unlinked(SyncDefinition sync, Candidate candidate) {
        RecordRef ref = candidate.ref();
        try {
            Change found = live.read(sync, List.of(ref)).get(ref);
            List<Seen> seen = live.translated(sync, found == null ? List.of() : live.seen(sync, found, null).stream().toList());
            return seen.isEmpty() ? side(candidate.record(), candidate.records(), null, "its system does not show it", CanonicalRecord.EMPTY)
                    : side(Titles.of(sync, seen.get(0).values()).orElse(candidate.record()), candidate.records(), null, candidate.obstacle(),
                            seen.get(0).values());
        } catch (SystemCallException away) {
            return side(candidate.record(), candidate.records(), null, ref.system() + " cannot be asked what it holds: " + away.getMessage(),
                    CanonicalRecord.EMPTY);
        }
    }
}
