package io.syncbridge.pipeline;

import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Things.Revision;
import java.util.List;

/** What a batch changes of what is known of its things. */
final class Revisions {

    private Revisions() {
    }

    static Revision of(Batch batch, String syncId) {
        Thing stored = batch.known(syncId).stored();
        Thing thing = batch.thing(syncId);
        return new Revision(stored, thing, stored == null ? List.of() : MatchKeys.of(batch.definition(), stored),
                MatchKeys.of(batch.definition(), thing));
    }
}
