package io.syncbridge.demo.graph;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The service's clock, which may be off. SharePoint keeps whole seconds. */
class GraphClock {

    private volatile Duration offset = Duration.ZERO;

    void setOff(Duration by) {
        offset = by;
    }

    Duration offset() {
        return offset;
    }

    Instant now() {
        return Instant.now().plus(offset).truncatedTo(ChronoUnit.SECONDS);
    }
}
