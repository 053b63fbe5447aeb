package io.syncbridge.bench;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** B6: changes of a database carried into a REST interface that takes 50 ms for each answer. */
class HttpTargetBench {

    private static final int CHANGES = Report.sized(5000);
    private static final int AT_ONCE = 32;

    @Test
    void changesReachASlowInterface() throws Exception {
        try (var servers = new Servers(); var api = new SlowApi(); var bridge = new BridgeProcess(servers)) {
            var source = new Goods(servers.create("http_a"));
            source.fill(CHANGES);
            bridge.knows("a", servers.url("http_a")).with("shop.sync.yaml", """
                    sync: shop
                    direction: a -> api
                    systems:
                      a: {id: id, modified: modified}
                      api: {id: id}
                    match: [code]
                    fields:
                      code: {a: code, api: code}
                      name: {a: name, api: name}
                      email: {a: email, api: contact.mail}
                      amount: {a: amount, api: amount, type: number}
                    """).with("shop.camel.yaml", """
                    - route:
                        id: shop-a-wake
                        from:
                          uri: "sync-jdbc:a/goods?changes=log&install=true"
                          steps:
                            - to: "sync:shop/a?action=poll"
                    - route:
                        id: shop-a
                        from:
                          uri: "sync:shop/a"
                          steps:
                            - to: "kamelet:jdbc-table?database=a&table=goods&modified=modified&changes=log&install=true"
                    - route:
                        id: shop-api
                        from:
                          uri: "sync:shop/api"
                          steps:
                            - to:
                                uri: "kamelet:rest-resource"
                                parameters:
                                  address: "%s"
                                  etag: true
                                  findBy: query
                                  concurrency: %d
                    """.formatted(api.address(), AT_ONCE)).start();
            measure("B6 creates", api, () -> api.count() == CHANGES);
            source.update(1, 1 + CHANGES, "Edited");
            measure("B6 updates", api, () -> api.named("Edited") == CHANGES);
        }
    }

    private static void measure(String benchmark, SlowApi api, java.util.concurrent.Callable<Boolean> done) {
        int before = api.requests();
        long began = System.nanoTime();
        Awaitility.await().atMost(Duration.ofMinutes(10)).until(done);
        Report.rate(benchmark + ", answers after 50 ms, " + AT_ONCE + " at once", "bridge", CHANGES, System.nanoTime() - began, "changes");
        Report.cost(benchmark + ", requests", "bridge", (double) (api.requests() - before) / CHANGES, "requests a change");
    }
}
