package io.syncbridge.demo.salesforce;

import java.time.Duration;
import java.time.Instant;

/** The organization's clock, which can be made to go wrong. */
final class OrgClock {

    private volatile Duration offset = Duration.ZERO;

    Instant now() {
        return Instant.now().plus(offset);
    }

    void goWrongBy(Duration duration) {
        offset = duration;
    }

    Duration offset() {
        return offset;
    }
}
