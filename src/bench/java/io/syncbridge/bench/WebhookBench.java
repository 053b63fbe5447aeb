package io.syncbridge.bench;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** B4 and B5 for webhooks: how soon what they tell is in a database, and how many are accepted in a second. */
class WebhookBench {

    private static final String SENDER = "hooked/api";
    private static final int CHANGES = Report.sized(600);
    private static final Duration EACH = Duration.ofSeconds(Report.sized(1000) / 100);

    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicInteger last = new AtomicInteger();

    @Test
    void webhooksAreStoredAndCarriedOn() throws Exception {
        try (var servers = new Servers(); var api = new SlowApi(); var bridge = new BridgeProcess(servers)) {
            var target = new Goods(servers.create("hooked_b"));
            bridge.knows("b", servers.url("hooked_b")).hears(SENDER).with("hooked.sync.yaml", """
                    sync: hooked
                    direction: api -> b
                    systems:
                      api: {id: id}
                      b: {id: id, modified: modified}
                    match: [code]
                    fields:
                      id: {api: number, b: id, type: number}
                      code: {api: code, b: code}
                      name: {api: name, b: name}
                    """).with("hooked.camel.yaml", """
                    - route:
                        id: hooked-api
                        from:
                          uri: "sync:hooked/api"
                          steps:
                            - to: "kamelet:rest-resource?address=%s"
                    - route:
                        id: hooked-b
                        from:
                          uri: "sync:hooked/b"
                          steps:
                            - to: "kamelet:jdbc-table?database=b&table=goods&modified=modified"
                    """.formatted(api.address())).start();
            accepted(bridge, 8, Duration.ofSeconds(2));
            Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> target.count() == last.get());
            latency(bridge, target);
            for (int connections : List.of(1, 8, 64)) {
                long began = System.nanoTime();
                int stored = accepted(bridge, connections, EACH);
                Report.rate("B5 webhooks, " + connections + " connections", "bridge", stored, System.nanoTime() - began, "requests");
            }
        }
    }

    private void latency(BridgeProcess bridge, Goods target) throws Exception {
        try (var arrivals = new Arrivals(target)) {
            LatencyBench.steadily(CHANGES, number -> {
                int id = last.incrementAndGet();
                arrivals.expect(id, "Name " + id, System.nanoTime());
                send(bridge, id);
            });
            arrivals.report("B4 latency of a webhook", "bridge");
        }
    }

    /** Sends on so many connections for so long; returns how many were accepted. */
    private int accepted(BridgeProcess bridge, int connections, Duration span) {
        long end = System.nanoTime() + span.toNanos();
        int before = last.get();
        var senders = Executors.newFixedThreadPool(connections);
        var all = new ArrayList<CompletableFuture<Void>>();
        for (int i = 0; i < connections; i++) {
            all.add(CompletableFuture.runAsync(() -> {
                while (System.nanoTime() < end) {
                    send(bridge, last.incrementAndGet());
                }
            }, senders));
        }
        all.forEach(CompletableFuture::join);
        senders.shutdown();
        return last.get() - before;
    }

    private void send(BridgeProcess bridge, int id) {
        String body = "{\"id\": \"r%1$d\", \"number\": %1$d, \"code\": \"H-%1$d\", \"name\": \"Name %1$d\"}".formatted(id);
        try {
            int status = http.send(bridge.webhook(SENDER, "m" + id, body), HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status != 202) {
                throw new IllegalStateException("The bridge answered " + status);
            }
        } catch (java.io.IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
