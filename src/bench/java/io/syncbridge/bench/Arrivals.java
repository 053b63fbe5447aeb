package io.syncbridge.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Handle;

/** Notices when rows take the names that are expected of them: looks at a database a thousand times a second. */
final class Arrivals implements AutoCloseable {

    private final Map<Integer, Expected> expected = new ConcurrentHashMap<>();
    private final List<Long> nanos = new ArrayList<>();
    private final Thread watch;
    private volatile boolean closed;

    private record Expected(String name, long since) {
    }

    Arrivals(Goods target) {
        watch = new Thread(() -> target.database().useHandle(this::watch), "arrivals");
        watch.start();
    }

    /** From {@code since} (nanoseconds of the system's timer) on, the row {@code id} should get this name. */
    void expect(int id, String name, long since) {
        expected.put(id, new Expected(name, since));
    }

    private void watch(Handle handle) {
        while (!closed) {
            if (!expected.isEmpty()) {
                handle.createQuery("select id, name from goods where id in (<ids>)").bindList("ids", List.copyOf(expected.keySet()))
                        .map((row, context) -> Map.entry(row.getInt(1), row.getString(2))).forEach(this::seen);
            }
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
    }

    private void seen(Map.Entry<Integer, String> row) {
        Expected one = expected.get(row.getKey());
        if (one.name().equals(row.getValue())) {
            nanos.add(System.nanoTime() - one.since());
            expected.remove(row.getKey());
        }
    }

    /** Waits for the last one, then reports how long they took: the middle, and those that only few exceeded. */
    void report(String benchmark, String contender) {
        Awaitility.await().atMost(Duration.ofMinutes(5)).until(expected::isEmpty);
        List<Long> sorted = nanos.stream().sorted().toList();
        for (int percent : List.of(50, 95, 99)) {
            Report.cost(benchmark + ", p" + percent, contender, sorted.get((sorted.size() - 1) * percent / 100) / 1e6, "ms");
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        watch.join();
    }
}
