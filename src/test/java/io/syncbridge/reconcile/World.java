package io.syncbridge.reconcile;

import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.Change;
import io.syncbridge.model.Fit;
import io.syncbridge.model.Operation;
import io.syncbridge.model.RecordRef;
import io.syncbridge.reconcile.policy.Claim;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/**
 * Some systems with one thing in them, people who edit it, wires that carry reports late, twice and in any order, and
 * the smallest bridge that uses the core as the pipeline does: guard, read what is unproven, absorb, plan, write on
 * condition. One clock for all, so that times can be equal.
 */
final class World {

    /** A record of one system. */
    private static final class Row {
        private final Map<String, Object> values = new LinkedHashMap<>();
        private boolean present;
        private long version;
        private Instant modified;
    }

    final Policy policy;
    final List<Finding> findings = new ArrayList<>();
    final List<String> unexplained = new ArrayList<>();
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final List<Change> wire = new ArrayList<>();
    private final List<Change> delivered = new ArrayList<>();
    private Thing thing = Thing.unknown("thing");
    private Instant now = Instant.parse("2024-01-01T00:00:00Z");
    private int writes;
    private Random luck;
    private String shortening;
    /** Systems to which a write has failed since the bridge began to deliver. */
    private final Set<String> failed = new HashSet<>();
    /** Systems whose hidden record was looked at since then. */
    private final Set<String> looked = new HashSet<>();
    /** Creates that were made and not answered, by system. */
    private final Map<String, CanonicalRecord> unanswered = new HashMap<>();

    World(Policy policy) {
        this.policy = policy;
        policy.systems().forEach(system -> rows.put(system, new Row()));
    }

    /** From now on a third of all writes fail; half of those are made all the same. {@code null} ends it. */
    void failing(Random luck) {
        this.luck = luck;
    }

    /** From now on the system keeps only the first letter of what is put into its fields. */
    void shortening(String system) {
        this.shortening = system;
    }

    private Object kept(String system, Object value) {
        return system.equals(shortening) && value instanceof String text ? text.substring(0, 1) : value;
    }

    // ---- people

    void pass(int seconds) {
        now = now.plusSeconds(seconds);
    }

    /** A person edits one field; creates the record where it is missing and nothing was ever deleted. */
    void edit(String system, String field, Object value) {
        Row row = rows.get(system);
        if (!row.present && row.version > 0) {
            return;
        }
        row.present = true;
        row.values.put(field, kept(system, value));
        touched(system, row, Operation.UPDATE);
    }

    void delete(String system) {
        Row row = rows.get(system);
        if (row.present) {
            row.present = false;
            touched(system, row, Operation.DELETE);
        }
    }

    void restore(String system) {
        Row row = rows.get(system);
        if (!row.present && row.version > 0) {
            row.present = true;
            touched(system, row, Operation.UPDATE);
        }
    }

    private void touched(String system, Row row, Operation operation) {
        row.version++;
        row.modified = now;
        var values = operation == Operation.DELETE && absent(system) == Presence.GONE ? null : new LinkedHashMap<>(row.values);
        wire.add(new Change(ref(system), operation, values, now, Long.toString(row.version), null));
    }

    // ---- the wire

    boolean isQuiet() {
        return wire.isEmpty();
    }

    /** Hands the bridge one waiting report, any of them; sometimes again later. */
    void deliverOne(Random random) {
        if (!wire.isEmpty()) {
            Change report = wire.remove(random.nextInt(wire.size()));
            delivered.add(report);
            take(report);
        }
    }

    void repeatOne(Random random) {
        if (!delivered.isEmpty()) {
            take(delivered.get(random.nextInt(delivered.size())));
        }
    }

    /** Hands the bridge a certain report. */
    void deliver(Change report) {
        wire.remove(report);
        take(report);
    }

    /** The report of what happened last. */
    Change latest() {
        return wire.get(wire.size() - 1);
    }

    /** What happened so far happened before anybody told the bridge. */
    void unheard() {
        wire.clear();
    }

    /** Returns what a backfill comes across in the system now; when it is delivered is another matter. */
    Change scan(String system) {
        Row row = rows.get(system);
        return new Change(ref(system), Operation.UPDATE, new LinkedHashMap<>(row.values), row.modified, Long.toString(row.version), null);
    }

    void drain(Random random) {
        while (!isQuiet()) {
            deliverOne(random);
        }
    }

    // ---- the bridge

    private void take(Change report) {
        String system = report.ref().system();
        Verdict verdict = LoopGuard.judge(report, thing.shadows().get(system));
        if (verdict instanceof Verdict.Fresh) {
            absorb(report.operation() == Operation.DELETE
                    ? new Observation(report.ref(), absent(system), report.record() == null ? CanonicalRecord.EMPTY
                            : new CanonicalRecord(report.record()), report.time(), report.version(), report.time())
                    : new Observation(report.ref(), place(system, report.record()), new CanonicalRecord(report.record()), report.time(),
                            report.version(), report.time()));
            deliver();
        } else if (verdict instanceof Verdict.Unproven) {
            absorb(read(system));
            deliver();
        }
    }

    private Observation read(String system) {
        Row row = rows.get(system);
        Instant time = row.modified == null ? now : row.modified;
        return row.present
                ? new Observation(ref(system), place(system, row.values), new CanonicalRecord(row.values), time, Long.toString(row.version), time)
                : new Observation(ref(system), absent(system), absent(system) == Presence.GONE ? CanonicalRecord.EMPTY
                        : new CanonicalRecord(row.values), time, Long.toString(row.version), time);
    }

    private Presence place(String system, Map<String, Object> values) {
        return policy.scope(system).fit().apply(new CanonicalRecord(values)) == Fit.INSIDE ? Presence.PRESENT : Presence.OUTSIDE;
    }

    private Presence absent(String system) {
        return policy.deletes(system) == DeletePolicy.SOFT ? Presence.HIDDEN : Presence.GONE;
    }

    private void absorb(Observation seen) {
        adopt(seen);
        Shadow before = thing.shadows().get(seen.ref().system());
        Absorbed absorbed = Reconcile.absorb(thing, seen, policy);
        thing = absorbed.thing();
        findings.addAll(absorbed.findings());
        explain(seen, before, absorbed.findings());
    }

    /** A record that an unanswered create has made counts as delivered with what was asked for. */
    private void adopt(Observation seen) {
        CanonicalRecord created = unanswered.remove(seen.ref().system());
        Shadow known = thing.shadows().get(seen.ref().system());
        if (created != null && (known == null || !known.isPresent())) {
            thing = Reconcile.created(thing, new Shadow(seen.ref(), Presence.PRESENT, created, Map.of(), null, null));
        }
    }

    /**
     * Every value that was seen for the first time must hold now, or wait for a person, or be in a conflict entry; or it is of a system
     * that has no say, and nothing is agreed that it could be overwritten with.
     */
    private void explain(Observation seen, Shadow before, List<Finding> told) {
        for (String field : seen.values().fields()) {
            Object value = seen.values().get(field);
            boolean known = before != null && before.values().has(field);
            boolean edited = known ? !Objects.equals(before.values().get(field), value) : value != null;
            BaseValue base = thing.base().fields().get(field);
            boolean holds = base != null && Objects.equals(base.value(), value) && !thing.base().isDeleted();
            boolean waits = thing.inReview().contains(field) || thing.inReview().contains(Thing.RECORD);
            boolean lost = told.stream().anyMatch(finding -> finding instanceof Finding.Conflict conflict
                    && keeps(conflict.loser(), field, value)
                    || finding instanceof Finding.Ignored ignored && ignored.field().equals(field));
            boolean hasNoSay = (base == null || thing.base().isDeleted()) && !policy.fields().get(field).sources().contains(seen.ref().system());
            if (edited && seen.presence() == Presence.PRESENT && !holds && !waits && !lost && !hasNoSay) {
                unexplained.add(seen.ref() + " " + field + "=" + value + " before " + before + " findings " + told);
            }
        }
    }

    private static boolean keeps(Claim loser, String field, Object value) {
        return Objects.equals(loser.value(), value)
                || loser.value() instanceof Map<?, ?> values && Objects.equals(values.get(field), value);
    }

    /** Writes what is to be written; what fails is left until the next time. */
    void deliver() {
        failed.clear();
        looked.clear();
        for (int round = 0; round < 20; round++) {
            List<Intent> intents = Reconcile.plan(thing, policy).stream().filter(intent -> !failed.contains(intent.system())).toList();
            if (intents.isEmpty()) {
                return;
            }
            intents.forEach(this::write);
        }
        throw new AssertionError("The bridge does not come to an end: " + Reconcile.plan(thing, policy));
    }

    private void write(Intent intent) {
        String system = intent.system();
        Row row = rows.get(system);
        Shadow shadow = thing.shadows().get(system);
        if (intent instanceof Intent.Update update && update.undelete() && looked.add(system)) {
            absorb(read(system));
            return;
        }
        if (row.version > 0 && (shadow == null || !Long.toString(row.version).equals(shadow.version()))) {
            absorb(read(system));
            return;
        }
        boolean fails = luck != null && luck.nextInt(3) == 0;
        if (fails) {
            failed.add(system);
        }
        if (fails && luck.nextBoolean()) {
            return;
        }
        writes++;
        make(intent, row);
        if (fails) {
            if (intent instanceof Intent.Create create) {
                unanswered.put(system, create.values());
            }
            return;
        }
        Observation stored = read(system);
        thing = Reconcile.delivered(thing, intent, new Shadow(stored.ref(), stored.presence(), stored.values(), Map.of(),
                stored.version(), stored.systemTime()), policy);
        absorb(stored);
    }

    private void make(Intent intent, Row row) {
        String system = intent.system();
        if (intent instanceof Intent.Delete) {
            row.present = false;
            touched(system, row, Operation.DELETE);
        } else {
            CanonicalRecord values = intent instanceof Intent.Create create ? create.values() : ((Intent.Update) intent).values();
            if (intent instanceof Intent.Create) {
                row.values.clear();
            }
            row.present = true;
            Shadow known = thing.shadows().get(system);
            values.values().forEach((field, value) -> {
                Object before = row.values.get(field);
                if (intent instanceof Intent.Update update && update.undelete() && !Objects.equals(before, known.values().get(field)) && !Objects.equals(before, value)) {
                    unexplained.add(system + " " + field + "=" + before + " is overwritten with " + value + ", unseen");
                }
                if (value != null || intent instanceof Intent.Update) {
                    row.values.put(field, kept(system, value));
                }
            });
            touched(system, row, Operation.UPDATE);
        }
    }

    /** A person settles everything that waits. */
    void settleAll(Random random) {
        for (String field : List.copyOf(thing.inReview())) {
            if (field.equals(Thing.RECORD)) {
                thing = Reconcile.settleRecord(thing, random.nextBoolean(), "anna", now, policy);
            } else {
                thing = Reconcile.settle(thing, field, "settled", "anna", now);
            }
        }
        deliver();
    }

    // ---- what a checker sees

    @Override
    public String toString() {
        return "wire " + wire + "\nrows " + policy.systems().stream().map(system -> system + "=" + valuesIn(system)).toList()
                + "\n" + thing + "\nplan " + Reconcile.plan(thing, policy);
    }

    int writes() {
        return writes;
    }

    boolean isInReview() {
        return !thing.inReview().isEmpty();
    }

    CanonicalRecord agreed() {
        return thing.base().isDeleted() ? CanonicalRecord.EMPTY : thing.base().values();
    }

    Map<String, Object> valuesIn(String system) {
        return rows.get(system).present ? rows.get(system).values : null;
    }

    /** Returns what the system holds of the thing within its scope; {@code null} for nothing. */
    Map<String, Object> valuesInside(String system) {
        return valuesIn(system) == null || place(system, valuesIn(system)) == Presence.OUTSIDE ? null : valuesIn(system);
    }

    boolean everPresent(String system) {
        return rows.get(system).version > 0;
    }

    private static RecordRef ref(String system) {
        return new RecordRef(system, "1");
    }
}
