package io.syncbridge.torture;

import java.time.Duration;
import java.time.Instant;

/** Watches whether anything still happens: in the systems, on the way, or in the bridge's store. */
final class QuietWatch {

    private final World world;
    private int acts = -1;
    private int inHand;
    private Instant since = Instant.now();

    QuietWatch(World world) {
        this.world = world;
    }

    /** Says whether nothing has happened and nothing been in hand for that long. */
    boolean quietFor(Duration span) {
        int now = world.acts();
        inHand = world.store.inHand(2) + world.webhooks.underWay();
        if (now != acts || inHand > 0) {
            acts = now;
            since = Instant.now();
        }
        return Duration.between(since, Instant.now()).compareTo(span) >= 0;
    }

    @Override
    public String toString() {
        return inHand + " in hand; " + acts + " acts, the last change " + Duration.between(since, Instant.now()).toSeconds() + " s ago";
    }
}
