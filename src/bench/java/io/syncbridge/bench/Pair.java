package io.syncbridge.bench;

import java.time.Duration;
import org.awaitility.Awaitility;

/** Two databases that are to hold the same rows; each contender has its own two. */
record Pair(Servers servers, String nameA, String nameB, Goods a, Goods b) {

    private static final Duration PATIENCE = Duration.ofMinutes(30);

    static Pair create(Servers servers, String prefix) {
        return new Pair(servers, prefix + "_a", prefix + "_b", new Goods(servers.create(prefix + "_a")),
                new Goods(servers.create(prefix + "_b")));
    }

    String urlA() {
        return servers.url(nameA);
    }

    String urlB() {
        return servers.url(nameB);
    }

    /** Waits until both hold the same; looks at a few rows first, since looking at all takes the contenders' processors. */
    void awaitEqual(int... signs) {
        Awaitility.await().pollInSameThread().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(100)).until(() -> {
            for (int id : signs) {
                if (!a.nameOf(id).equals(b.nameOf(id))) {
                    return false;
                }
            }
            return a.hash() == b.hash();
        });
    }

    /** Waits until {@code b} holds as many rows as {@code a}, then until they are the same. */
    void awaitCopied(int count) {
        Awaitility.await().pollInSameThread().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(300))
                .until(() -> !b.nameOf(count).isEmpty() && b.count() == count);
        awaitEqual();
    }
}
