package io.syncbridge.bench;

import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Measures what syncs cost that have nothing to do: statements of the store, processor time, memory, and how long they take to load. */
class RestBench {

    private static final int SECONDS = 30;

    @ParameterizedTest
    @ValueSource(ints = {1, 1_000})
    void syncsAtRestCostNextToNothing(int syncs) throws Exception {
        try (var servers = new Servers()) {
            Pair pair = Pair.create(servers, "rest");
            try (var bridge = new BridgeProcess(servers).knows("a", pair.urlA()).knows("b", pair.urlB())) {
                for (int i = 1; i <= syncs; i++) {
                    bridge.with("goods" + i + ".sync.yaml", Bridge.definition("goods" + i)).with("goods" + i + ".camel.yaml", Bridge.systems("goods" + i));
                }
                long began = System.nanoTime();
                bridge.start();
                Report.cost("rest, " + syncs + " syncs: start until ready", "bridge", (System.nanoTime() - began) / 1e9, "s");
                TimeUnit.SECONDS.sleep(SECONDS);
                Jdbi store = servers.on("bridge_store");
                store.useHandle(handle -> handle.execute("create extension pg_stat_statements"));
                store.useHandle(handle -> handle.execute("select pg_stat_statements_reset()"));
                double used = bridge.process().processorSeconds();
                TimeUnit.SECONDS.sleep(SECONDS);
                Report.cost("rest, " + syncs + " syncs: processor time", "bridge", (bridge.process().processorSeconds() - used) * 1e3 / SECONDS, "ms a second");
                Report.cost("rest, " + syncs + " syncs: statements", "bridge", statements(store) / SECONDS, "a second");
                Report.cost("rest, " + syncs + " syncs: memory", "bridge", bridge.process().peakMegabytes(), "MB");
            }
        }
    }

    private static double statements(Jdbi store) {
        return store.withHandle(handle -> handle.createQuery("select sum(calls) from pg_stat_statements where query not like '%pg_stat_statements%'"
                + " and dbid = (select oid from pg_database where datname = current_database())").mapTo(Double.class).one());
    }
}
