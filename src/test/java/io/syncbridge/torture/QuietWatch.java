package io.syncbridge.torture;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Watches whether anything still happens: in the systems, on the way, or in the bridge's store. */
final class QuietWatch {

    private final World world;
    private int acts = -1;
    private List<String> inHand = List.of();
    private int underWay;
    private Instant since = Instant.now();
    private String position;

    QuietWatch(World world) {
        this.world = world;
        this.position = world.server.position();
    }

    /** Says whether nothing has happened and nothing been in hand for that long. */
    boolean quietFor(Duration span) {
        int now = world.acts();
        inHand = world.store.inHand(2);
        underWay = world.webhooks.underWay();
        if (now != acts || !inHand.isEmpty() || underWay > 0) {
            acts = now;
            since = Instant.now();
            position = world.server.position();
        }
        return Duration.between(since, Instant.now()).compareTo(span) >= 0 && world.server.isStreamed(position);
    }

    @Override
    public String toString() {
        return "in hand: " + inHand + "; " + underWay + " webhooks under way; " + acts + " acts, the last change " + Duration.between(since, Instant.now()).toSeconds() + " s ago";
    }
}
