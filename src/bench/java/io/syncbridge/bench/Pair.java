package io.syncbridge.bench;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
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
        Awaitility.await().pollInSameThread().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(100))
                .until(() -> isEqual(signs));
    }

    private boolean isEqual(int... signs) {
        return IntStream.of(signs).allMatch(id -> a.nameOf(id).equals(b.nameOf(id))) && a.hash() == b.hash();
    }

    /** Waits until both hold the same, or nothing has changed for half a minute; returns how many rows differ. */
    long awaitQuiet(int... signs) {
        var still = new Still();
        Awaitility.await().pollInSameThread().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(100)).until(() ->
                isEqual(signs) || still.isReached(() -> List.of(a.hash(), b.hash())));
        return a.hash() == b.hash() ? 0 : a.rows().stream().filter(Predicate.not(new HashSet<>(b.rows())::contains)).count();
    }

    /** Waits until {@code b} holds as many rows as {@code a}, then until they are the same. */
    void awaitCopied(int count) {
        Awaitility.await().pollInSameThread().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(300))
                .until(() -> !b.nameOf(count).isEmpty() && b.count() == count);
        awaitEqual();
    }

    /** Tells when what is looked at has been the same for half a minute; looks seldom, since looking takes the contenders' processors. */
    private static final class Still {

        private static final Duration LONG = Duration.ofSeconds(30);
        private static final Duration SELDOM = Duration.ofSeconds(5);

        private Object last;
        private long since = System.nanoTime();
        private long looked = since;

        private boolean isReached(Supplier<Object> view) {
            if (System.nanoTime() - looked < SELDOM.toNanos()) {
                return false;
            }
            looked = System.nanoTime();
            Object now = view.get();
            if (!now.equals(last)) {
                last = now;
                since = looked;
            }
            return looked - since >= LONG.toNanos();
        }
    }
}
