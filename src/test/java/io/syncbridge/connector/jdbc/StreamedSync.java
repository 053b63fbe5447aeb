package io.syncbridge.connector.jdbc;

import io.syncbridge.component.StreamPosition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Stands for a {@code sync:} endpoint that a stream leads to, and keeps what it is told. */
final class StreamedSync implements Processor {

    final String name;
    final List<Map<String, Object>> reports = new CopyOnWriteArrayList<>();
    final AtomicInteger scans = new AtomicInteger();
    final AtomicInteger polls = new AtomicInteger();
    final AtomicInteger batches = new AtomicInteger();
    volatile String position;
    /** How many more batches with reports are to fail, before or after they were stored. */
    final AtomicInteger failuresBefore = new AtomicInteger();
    final AtomicInteger failuresAfter = new AtomicInteger();

    StreamedSync(String name) {
        this.name = name;
    }

    @Override
    @SuppressWarnings("unchecked")
    public void process(Exchange exchange) {
        StreamPosition reached = exchange.getProperty(StreamPosition.PROPERTY, StreamPosition.class);
        if (exchange.getProperty(StreamPosition.POLL_PROPERTY, false, Boolean.class)) {
            polls.incrementAndGet();
        } else if (reached.position() == null) {
            exchange.setProperty(StreamPosition.PROPERTY, new StreamPosition(reached.stream(), position));
            exchange.setProperty(StreamPosition.READERS_PROPERTY, Set.of(name));
        } else {
            store(exchange.getMessage().getBody(List.class), reached.position());
            if (exchange.getProperty(StreamPosition.SCAN_PROPERTY, false, Boolean.class)) {
                scans.incrementAndGet();
            }
        }
    }

    private void store(List<Map<String, Object>> told, String reached) {
        if (!told.isEmpty() && failuresBefore.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IllegalArgumentException("the store is away");
        }
        reports.addAll(told);
        position = reached;
        if (!told.isEmpty()) {
            batches.incrementAndGet();
            if (failuresAfter.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new IllegalStateException("the bridge dies");
            }
        }
    }

    List<String> told() {
        return reports.stream().map(report -> report.get("@operation") + " " + report.get("@id")).toList();
    }

    /** Returns what was last told of a record. */
    Map<String, Object> last(String id) {
        return reports.stream().filter(report -> id.equals(report.get("@id"))).reduce((first, second) -> second).orElse(Map.of());
    }
}
