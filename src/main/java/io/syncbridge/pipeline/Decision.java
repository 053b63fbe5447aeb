package io.syncbridge.pipeline;

import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.reconcile.Intent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Where a part of a batch goes next; what the content-based router looks at. */
public sealed interface Decision {

    Batch batch();

    /** Returns the decision, as far as it is about things that are {@code mine}. */
    default Decision part(Batch part, Predicate<String> mine) {
        if (this instanceof Apply apply) {
            return new Apply(part, apply.system(), mine(apply.steps(), mine));
        } else if (this instanceof Review review) {
            return new Review(part, mine(review.steps(), mine));
        } else if (this instanceof Orphan orphan) {
            return new Orphan(part, mine(orphan.steps(), mine));
        }
        return new Skip(part, ((Skip) this).syncIds().stream().filter(mine).toList());
    }

    /** What one thing needs in one system. */
    record Step(String syncId, Intent intent) {

        /** Returns the step without some of the fields that it writes. */
        Step without(Set<String> fields) {
            var left = new LinkedHashMap<>(intent.values().values());
            left.keySet().removeAll(fields);
            var values = new CanonicalRecord(left);
            return new Step(syncId, intent instanceof Intent.Create create ? new Intent.Create(create.system(), values)
                    : intent instanceof Intent.Update update ? new Intent.Update(update.system(), values, update.undelete()) : intent);
        }
    }

    /** Write to a system. */
    record Apply(Batch batch, String system, List<Step> steps) implements Decision {
    }

    /** Missing records, about which a person decides. */
    record Review(Batch batch, List<Step> steps) implements Decision {
    }

    /** Missing records that are only warned of. */
    record Orphan(Batch batch, List<Step> steps) implements Decision {
    }

    /** Nothing to do: all systems agree, or the answer waits for a person. */
    record Skip(Batch batch, List<String> syncIds) implements Decision {
    }

    private static List<Step> mine(List<Step> steps, Predicate<String> mine) {
        return steps.stream().filter(step -> mine.test(step.syncId())).toList();
    }
}
