package io.syncbridge.reconcile;

import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.Fit;
import io.syncbridge.model.RecordRef;
import io.syncbridge.reconcile.policy.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The reconciliation rules. Pure: no clock, no I/O; the same input gives the same answer on every node and replay.
 *
 * <p>{@link #absorb} takes one observation into what a thing is agreed to be; {@link #plan} says what each system needs
 * in order to agree with that; {@link #delivered} notes that a system has it. A write that fails is simply not noted, so
 * that the next plan asks for it again, with the newest values.
 */
public final class Reconcile {

    private Reconcile() {
    }

    /**
     * Takes in what a system has been found to hold.
     *
     * <p>For every field: what differs from the shadow is an edit by that system, whatever its marker says. An edit by a
     * system that had seen the agreed value holds. An edit by one that had not is in conflict with it, and the policy
     * decides; the loser is among the findings. A delete is treated like an edit of the record as a whole.
     */
    public static Absorbed absorb(Thing thing, Observation seen, Policy policy) {
        return new Absorption(thing, seen, policy).run();
    }

    /** Says what each system needs to agree with the base; empty when all agree, as far as the bridge knows. */
    public static List<Intent> plan(Thing thing, Policy policy) {
        var intents = new ArrayList<Intent>();
        if (thing.inReview().contains(Thing.RECORD)) {
            return intents;
        }
        CanonicalRecord agreed = agreed(thing, policy);
        for (String system : policy.systems()) {
            if (policy.targets().contains(system)) {
                Intent intent = thing.base().isDeleted()
                        ? deletion(thing.shadows().get(system), policy, system)
                        : agreement(thing, agreed, policy, system);
                if (intent != null) {
                    intents.add(intent);
                }
            }
        }
        return intents;
    }

    /**
     * Notes that a system now holds what {@code intent} asked for.
     *
     * @param stored the shadow as the system describes it after the write; values that it does not tell are absent and
     *     taken to be as asked
     */
    public static Thing delivered(Thing thing, Intent intent, Shadow stored, Policy policy) {
        boolean isNew = intent instanceof Intent.Create;
        Shadow before = isNew ? null : thing.shadows().get(intent.system());
        CanonicalRecord known = before == null ? CanonicalRecord.EMPTY : before.values();
        CanonicalRecord asked = intent.values();
        var values = new LinkedHashMap<String, Object>();
        var deviations = new LinkedHashMap<String, Object>(isNew ? leftOut(thing, asked, policy, intent.system())
                : before == null ? Map.of() : before.deviations());
        for (String field : asked.fields()) {
            if (isNew && asked.get(field) == null && !stored.values().has(field)) {
                deviations.put(field, null);
                continue;
            }
            Object holds = stored.values().has(field) ? stored.values().get(field) : asked.get(field);
            values.put(field, holds);
            if (Objects.equals(holds, asked.get(field))) {
                deviations.remove(field);
            } else {
                deviations.put(field, asked.get(field));
            }
        }
        return thing.with(new Shadow(stored.ref(), stored.presence(), known.with(new CanonicalRecord(values)), deviations,
                stored.version(), stored.time()));
    }

    /**
     * Notes what a system has made of fields that an update did not write, in a record that nobody else can have changed: it is what
     * the system holds, and nobody's edit until it changes again. What only this system has a say in is left to be taken in. So is what
     * differs in a record that was hidden until then: nobody has taken in what was edited before it was hidden.
     *
     * @param thing as it was delivered
     * @param stored what the system showed in its answer
     */
    public static Thing ownDoing(Thing thing, Intent intent, CanonicalRecord stored, Policy policy) {
        Shadow shadow = thing.shadows().get(intent.system());
        if (intent instanceof Intent.Update update && update.undelete()) {
            return thing;
        }
        var values = new LinkedHashMap<>(shadow.values().values());
        var deviations = new LinkedHashMap<>(shadow.deviations());
        policy.fields().values().stream().filter(field -> field.isMappedIn(intent.system()) && isSaidElsewhere(thing, field, intent.system()))
                .map(FieldPolicy::name).filter(field -> !intent.values().has(field) && !thing.inReview().contains(field)
                        && stored.has(field) && shadow.values().has(field) && !Objects.equals(stored.get(field), shadow.values().get(field))
                        && shadow.trail().past().stream().noneMatch(past -> past.shows(field, stored.get(field))))
                .forEach(field -> {
                    values.put(field, stored.get(field));
                    deviations.remove(field);
                    if (thing.base().fields().containsKey(field) && shadow.reflects(field, thing.base().values().get(field))) {
                        deviations.put(field, thing.base().values().get(field));
                    }
                });
        return thing.with(new Shadow(shadow.ref(), shadow.presence(), new CanonicalRecord(values), deviations, shadow.version(),
                shadow.time(), shadow.trail()));
    }

    /**
     * Notes that somebody has changed a record since the bridge wrote to it: what it shows in fields that were left out is no default,
     * unless it is blank.
     */
    public static Thing changed(Thing thing, Intent intent, CanonicalRecord stored) {
        Shadow shadow = thing.shadows().get(intent.system());
        return thing.with(shadow.asking(stored.fields().stream()
                .filter(field -> shadow.isLeftOut(field) && stored.get(field) != null).toList()));
    }

    /** Says whether another system with a record has a say in the field. */
    private static boolean isSaidElsewhere(Thing thing, FieldPolicy field, String system) {
        return thing.shadows().values().stream().anyMatch(other -> other.isPresent() && !other.ref().system().equals(system)
                && field.sources().contains(other.ref().system()));
    }

    /** Notes a record that the bridge has created without having been answered; what else the record holds may be somebody's. */
    public static Thing created(Thing thing, Shadow record) {
        return thing.with(record);
    }

    /** Returns a blank for each field that a create leaves out though another system with a record has a say in it. */
    private static Map<String, Object> leftOut(Thing thing, CanonicalRecord asked, Policy policy, String system) {
        var leftOut = new LinkedHashMap<String, Object>();
        policy.fields().values().stream()
                .filter(field -> field.isMappedIn(system) && !asked.has(field.name()) && isSaidElsewhere(thing, field, system))
                .forEach(field -> leftOut.put(field.name(), null));
        return leftOut;
    }

    /**
     * Says whether an update that a system answered as made has left all of its fields as they were. A system that makes of the new
     * value what it held already, or is known to make something else of the field's values, has not ignored it.
     *
     * @param stored what the system shows after it
     */
    public static boolean isIgnored(Thing thing, Intent intent, CanonicalRecord stored) {
        Shadow before = thing.shadows().get(intent.system());
        return intent instanceof Intent.Update update && !update.undelete() && !update.values().isEmpty() && before != null
                && update.values().fields().stream().allMatch(field -> stored.has(field) && before.values().has(field)
                        && Objects.equals(stored.get(field), before.values().get(field))
                        && !Objects.equals(stored.get(field), update.values().get(field)))
                && update.values().fields().stream().anyMatch(field -> !before.deviations().containsKey(field)
                        && !Spelling.isSame(stored.get(field), update.values().get(field)));
    }

    /** Forgets what a system holds in these fields, so that what is agreed is written there. */
    public static Thing unknown(Thing thing, String system, Collection<String> fields) {
        Shadow shadow = thing.shadows().get(system);
        var values = new LinkedHashMap<>(shadow.values().values());
        values.keySet().removeAll(fields);
        var deviations = new LinkedHashMap<>(shadow.deviations());
        deviations.keySet().removeAll(fields);
        return thing.with(new Shadow(shadow.ref(), shadow.presence(), new CanonicalRecord(values), deviations, shadow.version(),
                shadow.time(), shadow.trail()));
    }

    /**
     * Lets a thing remember what a record of it was until the bridge wrote to it.
     *
     * @param thing as it was delivered {@code now}
     * @param before the thing then
     * @param lag how long the system may go on to show that
     */
    public static Thing written(Thing thing, Thing before, Intent intent, Instant now, Duration lag) {
        Shadow shadow = thing.shadows().get(intent.system());
        Shadow known = before.shadows().get(intent.system());
        Trail trail = known == null ? Trail.NONE : known.trail();
        return lag.isZero() ? thing
                : thing.with(shadow.with(trail.written(intent instanceof Intent.Create, now).leading(known, shadow, now, lag)));
    }

    /**
     * Lets a thing remember what a record of it was until {@code now}.
     *
     * @param before the thing then
     * @param lag how long the system may go on to show that
     */
    public static Thing remembering(Thing thing, Thing before, String system, Instant now, Duration lag) {
        Shadow shadow = thing.shadows().get(system);
        return shadow == null ? thing : thing.with(shadow.with(shadow.trail().leading(before.shadows().get(system), shadow, now, lag)));
    }

    /** Returns the thing with another record as its record in that one's system: the same one under a new id. */
    public static Thing moved(Thing thing, RecordRef ref) {
        Shadow shadow = thing.shadows().get(ref.system());
        return thing.with(new Shadow(ref, shadow.presence(), shadow.values(), shadow.deviations(), null, null));
    }

    /** Notes that a system shows the thing's record. */
    public static Thing shown(Thing thing, String system) {
        Shadow shadow = thing.shadows().get(system);
        return thing.with(shadow.with(shadow.trail().seen()));
    }

    /** Notes that a system does not show the thing's record, which is there all the same. */
    public static Thing missed(Thing thing, String system) {
        Shadow shadow = thing.shadows().get(system);
        return thing.with(shadow.with(shadow.trail().missed()));
    }

    /**
     * Takes in that a record which the bridge created never showed. Whether it is gone, and is to go elsewhere too, only a person
     * can tell; if it shows after all, the question is void.
     */
    public static Absorbed lost(Thing thing, Observation seen, Policy policy) {
        Shadow shadow = thing.shadows().get(seen.system());
        Thing lost = thing.with(new Shadow(shadow.ref(), Presence.GONE, shadow.values(), shadow.deviations(), null, null));
        if (thing.base().isDeleted() || thing.inReview().contains(Thing.RECORD)) {
            return new Absorbed(lost, List.of());
        }
        String other = policy.systems().stream().filter(system -> !system.equals(seen.system())
                && thing.shadows().containsKey(system)).findFirst().orElse(seen.system());
        return new Absorbed(lost.inReview(Thing.RECORD), List.of(new Finding.ReviewOpened(Thing.RECORD, null,
                new Claim(other, "kept", seen.time(), seen.time()), new Claim(seen.system(), "deleted", seen.time(), seen.time()),
                "created by the bridge in " + seen.system() + ", where it has never shown; nobody was seen deleting it")));
    }

    /** Notes that a system refused what {@code intent} asked for in these fields: they are not asked for again before they change. */
    public static Thing refused(Thing thing, Intent intent, Set<String> fields) {
        var refused = new LinkedHashMap<>(intent.values().values());
        refused.keySet().retainAll(fields);
        return thing.with(thing.shadows().get(intent.system()).refusing(new CanonicalRecord(refused)));
    }

    /** Says whether a field still has the value that the system refused. */
    public static boolean isRefused(Thing thing, String system, String field) {
        Shadow shadow = thing.shadows().get(system);
        return shadow != null && shadow.deviations().containsKey(field)
                && Objects.equals(shadow.deviations().get(field), thing.base().values().get(field))
                && !Objects.equals(shadow.values().get(field), thing.base().values().get(field));
    }

    /** Lets refused fields be asked for once more. */
    public static Thing asking(Thing thing, String system, Collection<String> fields) {
        return thing.shadows().containsKey(system) ? thing.with(thing.shadows().get(system).asking(fields)) : thing;
    }

    /** Leaves a field ({@link Thing#RECORD} for all of them) alone on all sides until a person settles it. */
    public static Thing hold(Thing thing, String field) {
        return thing.inReview(field);
    }

    /** Lets a thing that was held as a whole go on. */
    public static Thing release(Thing thing) {
        return thing.outOfReview(Thing.RECORD);
    }

    /** Leaves nothing of a thing whose records belong to another one; {@code who} decided that, a person or a rule. */
    public static Thing dissolved(Thing thing, String who, Instant now) {
        return new Thing(thing.syncId(), thing.base().with(new Base.Deletion(now, who)), Map.of(), Set.of());
    }

    /**
     * Settles what waited for a person: the field gets {@code value} everywhere.
     *
     * @param person who decided, for the log
     */
    public static Thing settle(Thing thing, String field, Object value, String person, Instant now) {
        return settle(thing, field, value, person, "settled by " + person, now);
    }

    /** Likewise, and the log gives {@code rule} as the reason. */
    public static Thing settle(Thing thing, String field, Object value, String person, String rule, Instant now) {
        return thing.outOfReview(field).with(thing.base().with(field, new BaseValue(value, now, person, rule)));
    }

    /** Says what brings a thing back that is in no system any more, though it is agreed to live. */
    public static List<Intent> restoration(Thing thing, Policy policy) {
        CanonicalRecord agreed = agreed(thing, policy);
        return policy.systems().stream().filter(policy.targets()::contains)
                .filter(system -> thing.shadows().containsKey(system) && !thing.shadows().get(system).isPresent())
                .map(system -> agreement(thing, agreed, policy, system, thing.shadows().get(system))).filter(Objects::nonNull).toList();
    }

    /** Settles whether a record that waited for a person lives ({@code keep}) or is deleted everywhere. */
    public static Thing settleRecord(Thing thing, boolean keep, String person, Instant now, Policy policy) {
        Thing settled = thing.outOfReview(Thing.RECORD).with(thing.base().with(keep ? null : new Base.Deletion(now, person)));
        return keep ? completed(settled, policy, now) : settled;
    }

    /** Takes what is agreed of no field yet, since it was only ever seen while the thing was deleted, from the first system that holds it. */
    static Thing completed(Thing thing, Policy policy, Instant now) {
        Base base = thing.base();
        for (FieldPolicy field : policy.fields().values()) {
            Optional<Shadow> holder = base.fields().containsKey(field.name()) ? Optional.empty()
                    : policy.systems().stream().filter(field.sources()::contains).map(thing.shadows()::get)
                    .filter(shadow -> shadow != null && shadow.isPresent() && shadow.values().has(field.name())
                            && !shadow.deviations().containsKey(field.name())).findFirst();
            if (holder.isPresent()) {
                String system = holder.get().ref().system();
                base = base.with(field.name(), new BaseValue(holder.get().values().get(field.name()), now, system, "held by " + system));
            }
        }
        return thing.with(base);
    }

    /**
     * Says whether a thing has no record within a system's scope, and needs none. A record that was outside when it was first
     * seen is left alone until it enters by itself: nobody knows what would be overwritten there.
     *
     * @param shadow what is known of its record there; {@code null} for none
     * @param values what the thing is agreed to be
     */
    public static boolean isLeftOut(String system, Shadow shadow, CanonicalRecord values, Policy policy) {
        return shadow != null && shadow.isUnheardOutside()
                || isLeftOut(system, shadow == null ? null : shadow.presence(), values, policy);
    }

    /**
     * Likewise, of a record of which nothing but its presence is known; may say no where {@link Shadow} would tell otherwise.
     *
     * @param presence of its record there; {@code null} for none
     * @param values what the thing is agreed to be
     */
    public static boolean isLeftOut(String system, Presence presence, CanonicalRecord values, Policy policy) {
        if (presence == Presence.OUTSIDE) {
            return !isWantedInside(values, policy, system);
        }
        return (presence == null || presence == Presence.GONE) && fit(values, policy, system) == Fit.OUTSIDE;
    }

    /** Says whether a record is about to be brought back into its system's scope, by values that it does not hold yet. */
    static boolean isBroughtBack(Thing thing, Policy policy, String system) {
        Shadow shadow = thing.shadows().get(system);
        CanonicalRecord agreed = agreed(thing, policy);
        return !thing.base().isDeleted() && !isLeftOut(system, shadow, agreed, policy)
                && !wanted(thing, agreed, policy, system, shadow).isEmpty();
    }

    /** Says whether people have given a thing values with which its record is certainly within the scope; constants are nobody's wish. */
    private static boolean isWantedInside(CanonicalRecord values, Policy policy, String system) {
        var given = new LinkedHashMap<>(values.values());
        given.keySet().removeIf(field -> policy.fields().containsKey(field) && policy.fields().get(field).computed() != null);
        return fit(new CanonicalRecord(given), policy, system) == Fit.INSIDE;
    }

    /** Says whether a record that is written with these values is within the scope. */
    private static Fit fit(CanonicalRecord values, Policy policy, String system) {
        if (!policy.scopes().containsKey(system)) {
            return Fit.INSIDE;
        }
        var written = new LinkedHashMap<>(values.values());
        written.keySet().removeIf(field -> !policy.fields().containsKey(field)
                || !policy.fields().get(field).targets().contains(system));
        return policy.scope(system).fit().apply(new CanonicalRecord(written));
    }

    /** Returns what the thing is agreed to be, with what is computed from it. */
    public static CanonicalRecord agreed(Thing thing, Policy policy) {
        CanonicalRecord edited = thing.base().values();
        var values = new LinkedHashMap<>(edited.values());
        policy.fields().values().stream().filter(field -> field.computed() != null)
                .forEach(field -> values.put(field.name(), field.computed().apply(edited)));
        return new CanonicalRecord(values);
    }

    private static Intent deletion(Shadow shadow, Policy policy, String system) {
        boolean leave = shadow == null || !shadow.isPresent() || policy.deletes(system) == DeletePolicy.IGNORE;
        return leave ? null : new Intent.Delete(system, policy.deletes(system));
    }

    private static Intent agreement(Thing thing, CanonicalRecord agreed, Policy policy, String system) {
        if (thing.shadows().values().stream().noneMatch(Shadow::isPresent)) {
            return null;
        }
        return agreement(thing, agreed, policy, system, thing.shadows().get(system));
    }

    private static Intent agreement(Thing thing, CanonicalRecord agreed, Policy policy, String system, Shadow shadow) {
        if (isLeftOut(system, shadow, agreed, policy)) {
            return null;
        }
        CanonicalRecord wanted = wanted(thing, agreed, policy, system, shadow);
        if (shadow == null) {
            return policy.orphans() == OrphanPolicy.CREATE
                    ? new Intent.Create(system, wanted) : new Intent.Orphan(system, policy.orphans());
        }
        return switch (shadow.presence()) {
            case GONE -> new Intent.Create(system, wanted);
            case HIDDEN -> new Intent.Update(system, wanted, true);
            case PRESENT, OUTSIDE -> wanted.isEmpty() ? null : new Intent.Update(system, wanted, false);
        };
    }

    private static CanonicalRecord wanted(Thing thing, CanonicalRecord agreed, Policy policy, String system,
            Shadow shadow) {
        boolean exists = shadow != null && shadow.presence() != Presence.GONE;
        var wanted = new LinkedHashMap<String, Object>();
        for (FieldPolicy field : policy.fields().values()) {
            String name = field.name();
            if (field.targets().contains(system) && agreed.has(name) && !thing.inReview().contains(name)
                    && !(exists && (shadow.isUnreadable(name) || shadow.reflects(name, agreed.get(name))))) {
                wanted.put(name, agreed.get(name));
            }
        }
        return new CanonicalRecord(wanted);
    }
}
