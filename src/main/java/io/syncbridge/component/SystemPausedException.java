package io.syncbridge.component;

import java.time.Duration;
import java.time.Instant;

/** The system was not asked, because it is left alone for a while. */
public final class SystemPausedException extends SystemCallException {

    SystemPausedException(String system, Instant until, Duration left, String reason) {
        super("System '" + system + "' is left alone until " + until + ": " + reason, true, left, null);
    }
}
