package io.syncbridge.pipeline;

import io.syncbridge.store.SyncLog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import org.apache.camel.Handler;

/**
 * Writes the conflicts into the sync log before anything is overwritten. Stored with the settlement they would be lost if the
 * bridge died after the write: the systems agree then, and nobody can see any more what one of them held.
 */
@ApplicationScoped
@Named("announcement")
public class Announcing {

    private final SyncLog log;

    public Announcing(SyncLog log) {
        this.log = log;
    }

    @Handler
    public void announce(Batch batch) {
        log.write(batch.ledger.announce());
    }
}
