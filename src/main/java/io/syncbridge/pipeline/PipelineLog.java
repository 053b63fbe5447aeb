package io.syncbridge.pipeline;

import io.syncbridge.component.SystemCallException;
import io.syncbridge.component.SystemPausedException;
import io.syncbridge.model.RecordRef;
import java.time.Instant;
import org.jboss.logging.Logger;

/** The pipeline's log lines, written for the person who is woken by them. */
final class PipelineLog {

    private static final Logger LOG = Logger.getLogger("io.syncbridge.pipeline");

    private PipelineLog() {
    }

    /** That a system is left alone was said when it began. */
    static void unreadable(String sync, RecordRef ref, SystemCallException e) {
        if (e instanceof SystemPausedException) {
            return;
        }
        LOG.warnf("Sync %s: %s cannot be read, its changes stay in the inbox and are tried again. %s", sync, ref,
                e.getMessage());
    }

    static void batchFailed(String sync, Throwable e) {
        LOG.errorf(e, "Sync %s: a batch failed as a whole and nothing of it was stored; its changes stay in the inbox and are"
                + " tried again one by one.", sync);
    }

    static void setAside(String sync, RecordRef ref, Instant until) {
        LOG.errorf("Sync %s: %s makes every batch fail that it is in; it waits until %s, and the others go on. See the error"
                + " before this one.", sync, ref, until);
    }

    static void laneLost(String sync) {
        LOG.infof("Sync %s: another instance has taken over; this one leaves its batch to it.", sync);
    }

    static void upkeepFailed(String task, Throwable e) {
        LOG.warnf("The %s failed and is tried again at its next time: %s", task, e.getMessage());
    }

    static void forgotten(int rows, int reviews, int events) {
        LOG.infof("Forgot what is older than bridge.retention says: %d rows of the sync log, %d settled reviews, %d event ids.",
                rows, reviews, events);
    }

    static void pollFailed(String sync, String system, SystemCallException e) {
        if (e instanceof SystemPausedException) {
            return;
        }
        LOG.warnf("Sync %s: polling %s failed, the cursor stays where it was. %s", sync, system, e.getMessage());
    }
}
