package io.syncbridge.reconcile;

import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.reconcile.policy.Claim;
import io.syncbridge.reconcile.policy.ConflictPolicy;
import io.syncbridge.reconcile.policy.Contest;
import io.syncbridge.reconcile.policy.Ruling;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One observation being taken in; see {@link Reconcile#absorb}. Lives for one call. */
final class Absorption {

    private static final String ONE_WAY = "one-way";

    private final Observation seen;
    private final String system;
    private final Policy policy;
    private final Shadow before;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, BaseValue> agreed;
    private Base.Deletion deletion;
    private Thing thing;

    Absorption(Thing thing, Observation seen, Policy policy) {
        this.thing = thing;
        this.seen = seen;
        this.system = seen.system();
        this.policy = policy;
        this.before = thing.shadows().get(system);
        this.agreed = new LinkedHashMap<>(thing.base().fields());
        this.deletion = thing.base().deletion();
    }

    Absorbed run() {
        if (seen.presence() != Presence.PRESENT && isLeftAlone()) {
            return new Absorbed(thing.with(stillOutside()), findings);
        }
        thing = thing.with(shadowOfSeen());
        if (seen.presence() == Presence.OUTSIDE) {
            outside();
        } else if (seen.presence() != Presence.PRESENT) {
            absence();
        } else if (livesOrComesBack()) {
            fields();
        }
        closeReviews();
        thing = thing.with(new Base(agreed, deletion));
        if (deletion == null) {
            thing = Reconcile.completed(thing, policy, seen.time());
        }
        Map<String, BaseValue> base = thing.base().fields();
        thing.shadows().values().stream().filter(shadow -> shadow.agreeing(base) != shadow).toList()
                .forEach(shadow -> thing = thing.with(shadow.agreeing(base)));
        return new Absorbed(thing, findings);
    }

    /** What was edited in a record while it was hidden, or just before, is an edit when the record comes back. */
    private Shadow shadowOfSeen() {
        CanonicalRecord known = before == null ? CanonicalRecord.EMPTY : before.values();
        if (seen.presence() != Presence.PRESENT && !isHeardOutside() && !isHeardHidden()) {
            return new Shadow(seen.ref(), seen.presence(), known, deviations(), seen.version(), seen.systemTime(), trail());
        }
        Map<String, Object> deviations = deviations();
        deviations.keySet().removeIf(this::isEdited);
        Shadow.unread(deviations, seen, seen.unreadable().stream().filter(this::isSource).toList());
        return new Shadow(seen.ref(), seen.presence(), known.with(seen.values()), deviations, seen.version(),
                seen.systemTime(), trail());
    }

    private boolean isSource(String field) {
        return policy.fields().containsKey(field) && policy.fields().get(field).sources().contains(system);
    }

    private Trail trail() {
        return before == null ? Trail.NONE : before.trail();
    }

    /** Of a record that was changed since it was created, what shows in a field for the first time need not be its default. */
    private Map<String, Object> deviations() {
        var deviations = new LinkedHashMap<String, Object>(before == null ? Map.of() : before.deviations());
        deviations.keySet().removeIf(field -> before.isLeftOut(field) && isChanged());
        return deviations;
    }

    private boolean isEdited(String field) {
        return seen.values().has(field) && !isDefault(field) && !(before != null && before.values().has(field)
                && Objects.equals(before.values().get(field), seen.values().get(field)));
    }

    /** Says whether the field shows what the system made of a record that the bridge created without it; once changed, it is an edit. */
    private boolean isDefault(String field) {
        return before != null && before.isLeftOut(field) && (seen.values().get(field) == null || !isChanged());
    }

    /** Says whether the record is shown to be in another state than it was known in. */
    private boolean isChanged() {
        return before.version() != null && seen.version() != null ? !before.version().equals(seen.version())
                : before.time() != null && seen.systemTime() != null && seen.systemTime().isAfter(before.time());
    }

    // ---- outside of the scope

    /** What happens to a record that was outside already, its end too, is of no concern, unless the bridge is about to bring it back. */
    private boolean isLeftAlone() {
        return before != null && before.presence() == Presence.OUTSIDE && !Reconcile.isBroughtBack(thing, policy, system);
    }

    /** Keeps what was known when the record left. Its version is forgotten, so that it is read before the bridge writes to it. */
    private Shadow stillOutside() {
        String version = Objects.equals(seen.version(), before.version()) ? before.version() : null;
        return new Shadow(before.ref(), Presence.OUTSIDE, before.values(), deviations(), version,
                seen.systemTime() == null ? before.time() : seen.systemTime(), before.trail());
    }

    /** The edit with which a record leaves counts, and so do those of one that the bridge is about to bring back in. */
    private boolean isHeardOutside() {
        return seen.presence() == Presence.OUTSIDE && before != null
                && (before.isPresent() ? deletion == null && leaving() != Leaving.DELETE : before.presence() == Presence.OUTSIDE);
    }

    /** What was edited in a hidden record counts once the thing lives, since the bridge is about to bring the record back. */
    private boolean isHeardHidden() {
        return seen.presence() == Presence.HIDDEN && before != null && before.presence() == Presence.HIDDEN && deletion == null
                && policy.targets().contains(system) && !thing.inReview().contains(Thing.RECORD);
    }

    private Leaving leaving() {
        Leaving leaving = policy.scope(system).leaving();
        return leaving == Leaving.DELETE && !policy.sources().contains(system) ? Leaving.UNLINK : leaving;
    }

    private void outside() {
        if (isHeardOutside()) {
            fields();
        }
        if (before == null) {
            findings.add(new Finding.Ignored(Thing.RECORD, system, "outside of the scope of " + system + ", where it is left alone"));
        } else if (before.isPresent()) {
            findings.add(new Finding.Left(system, leaving()));
            if (deletion == null && leaving() == Leaving.DELETE) {
                deleteAgainstEdits();
            }
        }
    }

    // ---- one field

    private void fields() {
        policy.fields().values().stream()
                .filter(field -> seen.values().has(field.name()) && field.isMappedIn(system))
                .forEach(this::field);
    }

    private void field(FieldPolicy field) {
        String name = field.name();
        Object now = seen.values().get(name);
        BaseValue base = agreed.get(name);
        if (!isEdited(name)) {
            return;
        }
        if (!field.sources().contains(system)) {
            oneWay(field, base, now);
        } else if (thing.inReview().contains(name) || base != null && Objects.equals(base.value(), now)) {
            return;
        } else if (field.keepBlanks() && now == null) {
            findings.add(new Finding.Ignored(name, system, "blanks: keep; a blank does not overwrite a value"));
        } else if (base == null || isKnown(name) && before.reflects(name, base.value())) {
            edited(name, base, now);
        } else if (isKnown(name)) {
            contest(name, base, now, field.conflicts());
        } else {
            firstContact(field, base, now);
        }
    }

    private boolean isKnown(String field) {
        return before != null && before.values().has(field);
    }

    private void edited(String name, BaseValue base, Object now) {
        findings.add(new Finding.Edited(name, base == null ? null : base.value(), now, system, seen.time()));
        agree(name, now, "edited in " + system);
    }

    /** A blank meets a value: the value fills it and nothing is lost. Otherwise it is a contest like any other. */
    private void firstContact(FieldPolicy field, BaseValue base, Object now) {
        if (base.value() == null) {
            agree(field.name(), now, "filled in from " + system + " at first contact");
        } else if (now != null) {
            contest(field.name(), base, now, field.firstContact());
        }
    }

    private void oneWay(FieldPolicy field, BaseValue base, Object now) {
        if (field.computed() == null && base != null && !Objects.equals(base.value(), now)) {
            findings.add(new Finding.Conflict(field.name(), standing(base), challenger(now), ONE_WAY + ": " + field.name()
                    + " is not taken from " + system));
        }
    }

    private void contest(String name, BaseValue base, Object now, ConflictPolicy conflicts) {
        Claim standing = standing(base);
        Claim challenger = challenger(now);
        Ruling ruling = conflicts.rule(new Contest(standing, challenger, policy.systems()));
        if (ruling instanceof Ruling.Winner winner) {
            boolean challenged = winner.claim().equals(challenger);
            String rule = conflicts.name() + ": " + winner.why();
            findings.add(new Finding.Conflict(name, winner.claim(), challenged ? standing : challenger, rule));
            if (challenged) {
                agree(name, now, rule);
            }
        } else if (ruling instanceof Ruling.Undecided undecided) {
            findings.add(new Finding.ReviewOpened(name, lastAgreed(name), standing, challenger, undecided.why()));
            thing = thing.inReview(name);
        }
    }

    /** Returns the value before both edits: what the system held that had not seen the first one, or what it was asked to hold. */
    private Object lastAgreed(String name) {
        return !isKnown(name) ? null : before.isUnreadable(name) ? before.values().get(name)
                : before.deviations().getOrDefault(name, before.values().get(name));
    }

    private void agree(String name, Object value, String rule) {
        agreed.put(name, new BaseValue(value, seen.time(), system, rule));
    }

    private Claim standing(BaseValue base) {
        Instant recordTime = agreed.values().stream()
                .filter(other -> other.system().equals(base.system()))
                .map(BaseValue::time).max(Comparator.naturalOrder()).orElse(base.time());
        return new Claim(base.system(), base.value(), base.time(), recordTime);
    }

    private Claim challenger(Object value) {
        return new Claim(system, value, seen.time(), seen.time());
    }

    private Claim deleted() {
        return Claim.delete(system, seen.notBefore(), seen.time());
    }

    private Claim standingDelete() {
        return Claim.delete(deletion.system(), deletion.notBefore(), deletion.time());
    }

    // ---- the record as a whole

    private void absence() {
        boolean wasThere = before != null && before.isPresent();
        if (isHeardHidden()) {
            fields();
        }
        if (deletion != null || before != null && !wasThere) {
            return;
        }
        if (before == null && !thing.shadows().values().stream().anyMatch(Shadow::isPresent)) {
            delete();
        } else if (!policy.sources().contains(system)) {
            findings.add(new Finding.Conflict(Thing.RECORD, new Claim(otherThan(system), "kept", seen.time(), seen.time()),
                    deleted(), ONE_WAY + ": deletes are not taken from " + system));
        } else {
            deleteAgainstEdits();
        }
    }

    private void deleteAgainstEdits() {
        var unseen = new LinkedHashMap<String, Object>();
        agreed.forEach((name, base) -> {
            FieldPolicy field = policy.fields().get(name);
            if (field != null && !base.system().equals(system) && isUnseen(field, base)) {
                unseen.put(name, base.value());
            }
        });
        if (!thing.inReview().isEmpty()) {
            findings.add(new Finding.ReviewOpened(Thing.RECORD, null, new Claim(otherThan(system), "kept", seen.time(),
                    seen.time()), deleted(), "deleted in " + system + " while fields wait for a person"));
            thing = thing.inReview(Thing.RECORD);
        } else if (unseen.isEmpty()) {
            delete();
        } else {
            BaseValue newest = unseen.keySet().stream().map(agreed::get)
                    .max(Comparator.comparing(BaseValue::time)).orElseThrow();
            Claim edit = new Claim(newest.system(), unseen, newest.time(), newest.time());
            if (lifeOrDeath(edit, deleted())) {
                delete();
            }
        }
    }

    /**
     * Says whether whoever deleted the record here cannot have known the value: it was not delivered yet, or is never delivered
     * here and may be newer than the delete.
     */
    private boolean isUnseen(FieldPolicy field, BaseValue base) {
        return field.targets().contains(system) ? !(before != null && before.reflects(field.name(), base.value()))
                : !seen.notBefore().equals(Observation.LONG_AGO) && base.time().isAfter(seen.notBefore());
    }

    private void delete() {
        findings.add(new Finding.Deleted(system, seen.time()));
        deletion = new Base.Deletion(seen.time(), system, seen.notBefore());
    }

    private boolean livesOrComesBack() {
        if (deletion == null) {
            return true;
        }
        if (before == null ? !isOlderThanTheDelete() : !before.isPresent()) {
            return comesBack();
        }
        CanonicalRecord edits = editsOfSources();
        if (edits.isEmpty()) {
            return false;
        }
        if (policy.deletes(system) == DeletePolicy.IGNORE) {
            findings.add(new Finding.Ignored(Thing.RECORD, system, "deleted in " + deletion.system()
                    + "; deletes are ignored here, so the record lives on alone"));
            return false;
        }
        if (lifeOrDeath(standingDelete(), challenger(edits.values()))) {
            restore();
            return true;
        }
        return false;
    }

    /** A record that was there before the delete, and was only seen later, is not taken back by anybody. */
    private boolean isOlderThanTheDelete() {
        return policy.sources().contains(system) && !seen.time().isAfter(deletion.time());
    }

    private boolean comesBack() {
        if (policy.sources().contains(system)) {
            restore();
            return true;
        }
        findings.add(new Finding.Conflict(Thing.RECORD, standingDelete(), challenger("restored"), ONE_WAY + ": restoring is not taken from " + system));
        return false;
    }

    private CanonicalRecord editsOfSources() {
        var edits = new LinkedHashMap<String, Object>();
        policy.fields().values().stream()
                .filter(field -> field.sources().contains(system) && isEdited(field.name()))
                .forEach(field -> edits.put(field.name(), seen.values().get(field.name())));
        return new CanonicalRecord(edits);
    }

    private void restore() {
        findings.add(new Finding.Restored(system, seen.time()));
        deletion = null;
        thing = thing.outOfReview(Thing.RECORD);
    }

    /** Decides a delete against an edit; says whether the challenger won. */
    private boolean lifeOrDeath(Claim standing, Claim challenger) {
        Ruling ruling = policy.conflicts().rule(new Contest(standing, challenger, policy.systems()));
        if (ruling instanceof Ruling.Winner winner) {
            boolean challenged = winner.claim().equals(challenger);
            findings.add(new Finding.Conflict(Thing.RECORD, winner.claim(), challenged ? standing : challenger,
                    policy.conflicts().name() + ": " + winner.why() + bounds(standing) + bounds(challenger)));
            return challenged;
        }
        findings.add(new Finding.ReviewOpened(Thing.RECORD, null, standing, challenger,
                ((Ruling.Undecided) ruling).why() + bounds(standing) + bounds(challenger)));
        thing = thing.inReview(Thing.RECORD);
        return false;
    }

    private static String bounds(Claim claim) {
        if (!claim.isBetween()) {
            return "";
        }
        boolean open = claim.fieldTime().equals(Observation.LONG_AGO);
        return "; deleted in " + claim.system() + (open ? " at an unknown time" : " after " + claim.fieldTime()) + ", not later than "
                + claim.deletedBy();
    }

    private String otherThan(String system) {
        return policy.systems().stream().filter(other -> !other.equals(system)).findFirst().orElse(system);
    }

    // ---- reviews that have become void

    private void closeReviews() {
        for (String field : List.copyOf(thing.inReview())) {
            if (field.equals(Thing.RECORD)) {
                closeRecordReview();
            } else {
                closeFieldReview(field);
            }
        }
    }

    private void closeFieldReview(String name) {
        FieldPolicy field = policy.fields().get(name);
        var values = thing.shadows().values().stream()
                .filter(shadow -> shadow.isPresent() && field != null && field.isMappedIn(shadow.ref().system()))
                .map(shadow -> new Held(shadow.values().get(name))).distinct().toList();
        if (values.size() == 1 && seen.values().has(name)) {
            thing = thing.outOfReview(name);
            agree(name, values.get(0).value(), "the systems came to agree");
            findings.add(new Finding.ReviewClosed(name, "the systems hold the same value now"));
        }
    }

    private void closeRecordReview() {
        if (deletion == null && before != null && before.presence() == Presence.GONE && seen.presence() == Presence.PRESENT
                && thing.shadows().values().stream().allMatch(Shadow::isPresent)) {
            thing = thing.outOfReview(Thing.RECORD);
            findings.add(new Finding.ReviewClosed(Thing.RECORD, "the record is there again"));
            return;
        }
        boolean allAbsent = thing.shadows().values().stream().noneMatch(Shadow::isPresent);
        if (allAbsent) {
            List.copyOf(thing.inReview()).forEach(field -> {
                thing = thing.outOfReview(field);
                findings.add(new Finding.ReviewClosed(field, "the record is deleted in all systems now"));
            });
            deletion = new Base.Deletion(seen.time(), system, seen.notBefore());
        }
    }

    private record Held(Object value) {
    }
}
