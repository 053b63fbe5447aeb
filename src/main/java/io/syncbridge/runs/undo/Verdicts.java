package io.syncbridge.runs.undo;

import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.model.RecordRef;
import io.syncbridge.reconcile.DeletePolicy;
import io.syncbridge.reconcile.FieldPolicy;
import io.syncbridge.reconcile.Intent;
import io.syncbridge.reconcile.Reconcile;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.runs.Seen;
import io.syncbridge.runs.undo.Wish.Kind;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Tells whether what the bridge wrote still stands, so that it can be taken back. Pure.
 *
 * @param thing what the bridge knows; {@code null} where it has forgotten the thing
 * @param live what the thing's records hold now, by record; those that are gone are absent
 */
record Verdicts(SyncDefinition sync, Thing thing, Map<RecordRef, Seen> live) {

    private static final String UNDO = "undo";

    /** Returns why the record as a whole is left as it is; {@code null} if it need not be. */
    String againstRecord(Wish wish) {
        if (thing == null) {
            return "The bridge does not know the record any more.";
        }
        if (thing.inReview().contains(Thing.RECORD)) {
            return "A person has been asked about this record; settle that review first.";
        }
        return switch (wish.kind()) {
            case RESTORE -> thing.base().isDeleted() ? null : "It lives again.";
            case REMOVE -> againstRemoving(wish);
            case PUT_BACK -> thing.base().isDeleted() ? "It was deleted since." : null;
        };
    }

    private String againstRemoving(Wish wish) {
        String system = wish.record().system();
        Shadow shadow = thing.shadows().get(system);
        Seen now = live.get(wish.record());
        if (shadow == null || !shadow.ref().equals(wish.record()) || now == null) {
            return "The record is not there any more.";
        }
        if (sync.policy().deletes().get(system) == DeletePolicy.IGNORE || !sync.policy().targets().contains(system)) {
            return "The definition lets nothing be deleted in " + system + ".";
        }
        if (thing.shadows().values().stream().filter(Shadow::isPresent).count() < 2) {
            return "It is the only one left.";
        }
        return wish.fields().entrySet().stream().filter(field -> now.values().has(field.getKey())
                && !holds(now, shadow, field.getKey(), field.getValue().written())).findFirst()
                .map(field -> "'" + field.getKey() + "' was changed since.").orElse(null);
    }

    /** Returns, for each field that is left as it is, why. */
    Map<String, String> againstFields(Wish wish) {
        var left = new LinkedHashMap<String, String>();
        if (wish.kind() == Kind.PUT_BACK) {
            wish.fields().forEach((name, field) -> {
                String why = againstField(name, field);
                if (why != null) {
                    left.put(name, why);
                }
            });
        }
        return left;
    }

    private String againstField(String name, Wish.Field field) {
        FieldPolicy policy = sync.policy().fields().get(name);
        if (policy == null) {
            return "The definition has no such field any more.";
        }
        if (policy.computed() != null) {
            return "It is computed from other fields.";
        }
        if (thing.inReview().contains(name)) {
            return "A person has been asked about it; settle that review first.";
        }
        if (!same(thing.base().values().get(name), field.written())) {
            return "It was changed since.";
        }
        return thing.shadows().values().stream().filter(Shadow::isPresent).filter(shadow -> {
            Seen now = live.get(shadow.ref());
            return now == null || now.values().has(name) && !holds(now, shadow, name, field.written());
        }).findFirst().map(shadow -> live.containsKey(shadow.ref()) ? "It was changed since in " + shadow.ref().system() + "."
                : "The record is gone from " + shadow.ref().system() + ".").orElse(null);
    }

    /** Returns what is written in other systems when the wish is carried out. */
    List<Wish> elsewhere(Wish wish) {
        if (wish.kind() == Kind.REMOVE) {
            return List.of();
        }
        return intents(wish).stream().filter(intent -> !intent.system().equals(wish.record().system()))
                .map(intent -> elsewhere(wish, intent)).filter(Objects::nonNull).toList();
    }

    private List<Intent> intents(Wish wish) {
        if (wish.kind() == Kind.RESTORE) {
            return Reconcile.restoration(Reconcile.settleRecord(thing, true, UNDO, Instant.EPOCH, sync.policy()), sync.policy());
        }
        Thing after = thing;
        for (var field : wish.fields().entrySet()) {
            after = Reconcile.settle(after, field.getKey(), field.getValue().former(), UNDO, Instant.EPOCH);
        }
        return Reconcile.plan(after, sync.policy());
    }

    private Wish elsewhere(Wish wish, Intent intent) {
        Shadow held = thing.shadows().get(intent.system());
        if (wish.kind() == Kind.RESTORE) {
            return new Wish(Kind.RESTORE, wish.syncId(), held.ref(), Map.of());
        }
        var fields = new LinkedHashMap<String, Wish.Field>();
        if (intent instanceof Intent.Update update) {
            update.values().values().forEach((name, value) -> fields.put(name, new Wish.Field(held.values().get(name), value)));
        }
        return fields.isEmpty() ? null : new Wish(Kind.PUT_BACK, wish.syncId(), held.ref(), fields);
    }

    /** A system that makes something else of a value still holds it while it holds that. */
    private static boolean holds(Seen now, Shadow shadow, String field, Object written) {
        Object value = now.values().get(field);
        return same(value, written) || shadow.deviations().containsKey(field) && same(shadow.deviations().get(field), written)
                && same(value, shadow.values().get(field));
    }

    private static boolean same(Object one, Object other) {
        return Objects.equals(comparable(one), comparable(other));
    }

    /** Numbers that come from JSON are of whatever kind; what counts is what they are worth. */
    private static Object comparable(Object value) {
        return value instanceof Number number ? new BigDecimal(number.toString()).stripTrailingZeros() : value;
    }
}
