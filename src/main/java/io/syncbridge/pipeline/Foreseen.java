package io.syncbridge.pipeline;

import io.syncbridge.mapping.Mapped;
import io.syncbridge.model.Change;
import io.syncbridge.model.RecordRef;
import io.syncbridge.model.Sha256;
import io.syncbridge.pipeline.Decision.Step;
import io.syncbridge.reconcile.Intent;
import io.syncbridge.reconcile.Presence;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Children.Wait;
import io.syncbridge.store.Deliveries.Delivery;
import io.syncbridge.store.Reviews.ReviewItem;
import io.syncbridge.store.RunFindings.Finding;
import io.syncbridge.store.SyncLog;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Puts what a batch would do into findings: {@code paired}, {@code create}, {@code update}, {@code delete}, {@code review},
 * {@code missing} (and not created), {@code waiting} (points to a record that is not there yet, and is taken in or written when it is),
 * {@code broken} (a value breaks a rule, so that nothing can be written). Each names
 * its thing's {@code records}, and carries a {@code fingerprint} that is the same as long as these records hold what they
 * held and the same would be done.
 */
final class Foreseen {

    private static final int PRINT = 12;

    /** A record that is missing and not created at once. @param asked whether a person decides */
    private record Absent(String syncId, String system, boolean asked) {
    }

    private final Batch batch;
    private final Map<String, List<Outcome.Paired>> pairings;
    private final Map<String, List<ReviewItem>> reviews;
    private final Map<String, List<Step>> writes;
    private final Map<String, List<Absent>> absent;
    private final Map<String, List<Batch.Held>> held;
    private final Map<String, Map<String, String>> contests = new HashMap<>();
    private final Set<String> told = new HashSet<>();

    Foreseen(Decided decided) {
        this.batch = decided.batch();
        Account account = batch.account(Map.of());
        this.pairings = batch.outcomes().stream().filter(Outcome.Paired.class::isInstance).map(Outcome.Paired.class::cast)
                .collect(Collectors.groupingBy(paired -> paired.about().syncId()));
        this.reviews = account.reviews().stream().collect(Collectors.groupingBy(ReviewItem::syncId));
        this.writes = decided.planned().collect(Collectors.groupingBy(Step::syncId));
        this.absent = decided.decisions().stream().flatMap(Foreseen::absent).filter(one -> batch.known(one.syncId()).isNews())
                .collect(Collectors.groupingBy(Absent::syncId));
        this.held = batch.held().values().stream().collect(Collectors.groupingBy(one -> one.step().syncId()));
        account.log().stream().filter(row -> row.status() == SyncLog.Status.CONFLICT).forEach(row -> row.fields().forEach(field ->
                contests.computeIfAbsent(row.syncId(), id -> new HashMap<>()).put(field, row.rule())));
    }

    private static Stream<Absent> absent(Decision decision) {
        List<Step> steps = decision instanceof Decision.Orphan orphan ? orphan.steps()
                : decision instanceof Decision.Review review ? review.steps() : List.of();
        return steps.stream().map(step -> new Absent(step.syncId(), step.intent().system(), decision instanceof Decision.Review));
    }

    List<Finding> of(Collection<String> syncIds) {
        var findings = new ArrayList<Finding>();
        Undelivered.unmapped(batch.outcomes()).values().forEach(failed -> findings.add(unmapped(failed)));
        batch.pointers.unresolved().stream().filter(ref -> batch.isAside(ref) || batch.postponed.containsKey(ref)).sorted(Comparator.comparing(RecordRef::toString))
                .forEach(ref -> findings.add(setAside(ref)));
        syncIds.forEach(syncId -> thing(batch.thing(syncId), findings));
        return findings;
    }

    /** Returns the things of the batch's records that need nothing. */
    List<Thing> agreeing() {
        return batch.taken().waiting().stream().map(item -> batch.thingOf(item.change().ref()))
                .filter(thing -> thing != null && !told.contains(thing.syncId())).distinct().toList();
    }

    private void thing(Thing thing, List<Finding> findings) {
        String id = thing.syncId();
        int before = findings.size();
        pairings.getOrDefault(id, List.of()).forEach(paired -> findings.add(finding(thing, "paired",
                paired.about().cause().system(), paired.about().cause().recordId(), Map.of(), paired.why())));
        reviews.getOrDefault(id, List.of()).forEach(review -> findings.add(review(thing, review)));
        absent.getOrDefault(id, List.of()).forEach(one -> findings.add(finding(thing, one.asked() ? "review" : "missing",
                one.system(), null, Map.of(), one.asked()
                        ? "Missing in " + one.system() + "; a person decides whether it is created there."
                        : "Missing in " + one.system() + " and not created, as the definition says.")));
        writes.getOrDefault(id, List.of()).forEach(step -> findings.add(write(thing, step)));
        held.getOrDefault(id, List.of()).forEach(one -> findings.add(finding(thing, "waiting", one.step().intent().system(), null, Map.of(),
                why(one.waits()) + " It is written when there is one.")));
        if (findings.size() == before && !thing.inReview().isEmpty()) {
            findings.add(waiting(thing));
        }
        if (findings.size() > before) {
            told.add(id);
        }
    }

    private Finding unmapped(Delivery failed) {
        var ref = new RecordRef(failed.sourceSystem(), failed.sourceRecordId());
        if (failed.syncId() != null) {
            told.add(failed.syncId());
        }
        return new Finding(0, "broken", ref.system(), ref.recordId(), failed.syncId(),
                Map.of("why", failed.error(), "records", List.of(ref.toString())));
    }

    private Finding setAside(RecordRef ref) {
        Thing thing = batch.thingOf(ref);
        if (thing != null) {
            told.add(thing.syncId());
        }
        String why = why(References.waits(batch, ref)) + " The record is taken in when it is.";
        return new Finding(0, "waiting", ref.system(), ref.recordId(), thing == null ? null : thing.syncId(),
                Map.of("why", why, "records", List.of(ref.toString()), "fingerprint", Sha256.hex(why, PRINT)));
    }

    private static String why(List<Wait> waits) {
        return waits.stream().map(Wait::why).collect(Collectors.joining(" "));
    }

    private Finding waiting(Thing thing) {
        RecordRef first = batch.known(thing.syncId()).records().get(0);
        return finding(thing, "review", first.system(), first.recordId(), Map.of(),
                "A person has been asked about this record already; see the reviews.");
    }

    private Finding review(Thing thing, ReviewItem review) {
        RecordRef first = batch.known(thing.syncId()).records().get(0);
        var fields = new LinkedHashMap<String, Object>();
        if (!review.field().equals(Thing.RECORD)) {
            fields.put(review.field(), review.claims().stream().map(claim -> claim.system() + ": " + claim.value()).toList());
        }
        return finding(thing, "review", first.system(), first.recordId(), fields, review.why());
    }

    private Finding write(Thing thing, Step step) {
        Intent intent = step.intent();
        Shadow held = thing.shadows().get(intent.system());
        String recordId = held == null || Preview.isToBeCreated(held.ref()) ? null : held.ref().recordId();
        Mapped<Map<String, Object>> fits = batch.definition().mapping().fromCanonical(intent.system(),
                batch.pointers.outward(intent.system(), intent.values()));
        if (!fits.ok()) {
            return finding(thing, "broken", intent.system(), recordId, fields(intent, held, fits.value()), Undelivered.describe(fits.problems()));
        }
        String kind = intent instanceof Intent.Create ? "create" : intent instanceof Intent.Delete ? "delete" : "update";
        return finding(thing, kind, intent.system(), recordId, fields(intent, held, fits.value()), why(thing, intent));
    }

    private String why(Thing thing, Intent intent) {
        if (intent instanceof Intent.Create) {
            return "Missing in " + intent.system() + ".";
        }
        Map<String, String> contested = contests.getOrDefault(thing.syncId(), Map.of());
        return intent instanceof Intent.Delete ? Explained.rule(thing, intent) : intent.values().fields().stream()
                .map(field -> contested.getOrDefault(field, Explained.rule(thing, field))).distinct()
                .collect(Collectors.joining("; "));
    }

    private Map<String, Object> fields(Intent intent, Shadow held, Map<String, Object> written) {
        var fields = new LinkedHashMap<String, Object>();
        intent.values().values().forEach((field, value) -> fields.put(field, intent instanceof Intent.Create ? value
                : held.values().has(field) ? fromTo(held.values().get(field), value) : restated(held.ref(), field, value, written)));
        return fields;
    }

    /** A value whose form changes is told as the system holds it. */
    private Map<String, Object> restated(RecordRef ref, String field, Object value, Map<String, Object> written) {
        Change seen = batch.causes.get(ref);
        Object before = batch.forms().shown(ref.system(), field, seen == null ? null : seen.record());
        return before == null ? fromTo(null, value) : fromTo(before, batch.forms().shown(ref.system(), field, written));
    }

    private static Map<String, Object> fromTo(Object from, Object to) {
        var change = new LinkedHashMap<String, Object>();
        change.put("from", from);
        change.put("to", to);
        return change;
    }

    private Finding finding(Thing thing, String kind, String system, String recordId, Map<String, Object> fields, String why) {
        Map<String, String> held = held(thing);
        var details = new LinkedHashMap<String, Object>();
        details.put("fields", fields);
        details.put("why", why);
        details.put("records", List.copyOf(held.keySet()));
        details.put("fingerprint", Sha256.hex(kind + " " + (kind.equals("paired") ? "" : system) + " " + fields + " " + held, PRINT));
        return new Finding(0, kind, system, recordId, batch.known(thing.syncId()).isNews() ? null : thing.syncId(), details);
    }

    /** Returns what the thing's records hold, by record, as far as they are there. */
    private Map<String, String> held(Thing thing) {
        var held = new TreeMap<String, String>();
        for (RecordRef ref : batch.known(thing.syncId()).records()) {
            Shadow shadow = thing.shadows().get(ref.system());
            boolean there = shadow == null || shadow.presence() != Presence.GONE;
            if (there && !Preview.isToBeCreated(ref)) {
                held.put(ref.toString(), shadow == null ? "" : shadow.presence() + " " + new TreeMap<>(shadow.values().values()));
            }
        }
        return held;
    }
}
