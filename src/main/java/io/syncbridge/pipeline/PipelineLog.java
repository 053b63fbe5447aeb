package io.syncbridge.pipeline;

import io.syncbridge.component.Plain;
import io.syncbridge.component.SystemCallException;
import io.syncbridge.component.SystemPausedException;
import io.syncbridge.model.RecordRef;
import io.syncbridge.store.Deliveries.Delivery;
import io.syncbridge.store.SyncLog;
import java.util.List;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/** The pipeline's log lines, written for the person who is woken by them. */
final class PipelineLog {

    private static final Logger LOG = Logger.getLogger("io.syncbridge.pipeline");

    private static final Logger OUTCOMES = Logger.getLogger("io.syncbridge.outcomes");

    private PipelineLog() {
    }

    /** That a system is left alone was said when it began. */
    static void unreadable(String sync, RecordRef ref, SystemCallException e) {
        if (e instanceof SystemPausedException) {
            return;
        }
        about(sync, null, ref.recordId(), () -> LOG.warnf("Sync %s: %s cannot be read, its changes stay in the inbox and are"
                + " tried again. %s", sync, ref, e.getMessage()));
    }

    /** @param news where it failed, unless that was told before */
    static void batchFailed(String sync, String reason, Throwable news) {
        about(sync, null, null, () -> LOG.errorf(news, "Sync %s: a batch failed, and what failed of it was not stored; its"
                + " changes stay in the inbox and are tried again in smaller batches. %s", sync, reason));
    }

    static void notBegun(String sync, String system) {
        LOG.infof("Sync %s: %s is not polled before a backfill, or a plan that was applied, is through (bridge.backfill-first).",
                sync, system);
    }

    static void setAside(String sync, Delivery delivery) {
        String what = delivery.targetSystem() == null ? delivery.sourceSystem() + "/" + delivery.sourceRecordId()
                : "what " + delivery.targetSystem() + " is to get of " + delivery.syncId();
        LOG.errorf("Sync %s: %s makes every batch fail that it is in. It waits until %s, and the others go on. Put right what"
                + " the reason names, then retry it, or discard it, among the failed changes (/console/failures). %s", sync, what, delivery.dueAt(),
                delivery.error());
    }

    static void laneLost(String sync) {
        LOG.infof("Sync %s: another instance has taken over; this one leaves its batch to it.", sync);
    }

    static void braked(String sync, String why) {
        LOG.errorf("Sync %s has stopped at a safety brake and waits for a person (/api/brakes). %s", sync, why);
    }

    static void standsAside(String sync, String file) {
        LOG.warnf("Sync %s: another instance runs it by another definition than %s here; this one leaves the sync to it until both are the"
                + " same.", sync, file);
    }

    static void upkeepFailed(String task, Throwable e) {
        LOG.warnf("The %s failed and is tried again at its next time: %s", task, Plain.reason(e));
    }

    static void forgotten(long rows, int reviews, int runs, int events) {
        LOG.infof("Forgot what is older than bridge.retention says: %d rows of the sync log, %d settled reviews, %d runs, "
                + "%d event ids.", rows, reviews, runs, events);
    }

    static void pollFailed(String sync, String system, SystemCallException e) {
        if (e instanceof SystemPausedException) {
            return;
        }
        about(sync, null, null, () ->
                LOG.warnf("Sync %s: polling %s failed, the cursor stays where it was. %s", sync, system, e.getMessage()));
    }

    /** Says every row of the sync log in the bridge's own log too, for those who gather logs in one place. */
    static void outcomes(List<SyncLog.Entry> rows) {
        if (OUTCOMES.isDebugEnabled()) {
            rows.forEach(row -> about(row.sync(), row.syncId(), record(row), () -> OUTCOMES.debugf("%s %s %s/%s -> %s/%s %s %s",
                    row.status(), row.operation(), row.sourceSystem(), row.sourceRecordId(), row.targetSystem(),
                    row.targetRecordId(), row.rule(), row.error() == null ? "" : row.error())));
        }
    }

    private static String record(SyncLog.Entry row) {
        return row.targetRecordId() == null ? row.sourceRecordId() : row.targetRecordId();
    }

    /** Lets a line carry what it is about, so that logs can be searched by it. */
    private static void about(String sync, String syncId, String recordId, Runnable line) {
        MDC.put("sync", sync);
        if (syncId != null) {
            MDC.put("syncId", syncId);
        }
        if (recordId != null) {
            MDC.put("recordId", recordId);
        }
        try {
            line.run();
        } finally {
            List.of("sync", "syncId", "recordId").forEach(MDC::remove);
        }
    }
}
