package io.syncbridge.pipeline;

import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Things.MatchKey;
import io.syncbridge.store.Things.Revision;
import java.util.List;

/** What a batch changes of what is known of its things. */
final class Revisions {

    private Revisions() {
    }

    static Revision of(Batch batch, String syncId) {
        Thing stored = batch.stored(syncId);
        Thing thing = batch.thing(syncId);
        return new Revision(stored, thing, keys(batch, stored), keys(batch, thing));
    }

    private static List<MatchKey> keys(Batch batch, Thing thing) {
        return thing == null || thing.base().isDeleted() ? List.of() : MatchKeys.of(batch.definition(), thing.base().values());
    }
}
