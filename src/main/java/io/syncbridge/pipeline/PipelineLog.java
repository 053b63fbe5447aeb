package io.syncbridge.pipeline;

import io.syncbridge.component.SystemCallException;
import io.syncbridge.component.SystemPausedException;
import io.syncbridge.model.RecordRef;
import io.syncbridge.store.Brakes;
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

    static void laneLost(String sync) {
        LOG.infof("Sync %s: another instance has taken over; this one leaves its batch to it.", sync);
    }

    static void braked(String sync, String why) {
        LOG.errorf("Sync %s has stopped at a safety brake and waits for a person (/api/brakes). %s", sync, why);
    }

    static void decided(String sync, Brakes.State decision, String person) {
        LOG.infof("Sync %s goes on: %s by %s.", sync, decision.name().toLowerCase(java.util.Locale.ROOT), person);
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
