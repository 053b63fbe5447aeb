package io.syncbridge.bench;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** What a change costs where few records are held, and where two hundred times as many are: in the tables, in the store, in the log. */
class RecordsHeldBench {

    private static final int FEW = Report.sized(10_000);
    private static final int TIMES = 200;
    private static final int ROUNDS = 5;

    private int round;

    @Test
    void aChangeCostsTheSameHoweverManyRecordsAreHeld() throws Exception {
        try (var servers = new Servers()) {
            Pair pair = Pair.create(servers, "held");
            pair.a().fill(FEW);
            try (var bridge = new Bridge(pair)) {
                bridge.prepare();
                bridge.load();
                pair.awaitCopied(FEW);
                bridge.follow();
                update(pair);
                measure(pair, FEW);
                multiply(pair.a().database());
                multiply(pair.b().database());
                multiplyStore(servers.on("bridge_store"));
                update(pair);
                measure(pair, FEW * TIMES);
            }
        }
    }

    private void measure(Pair pair, int held) {
        long began = System.nanoTime();
        for (int i = 0; i < ROUNDS; i++) {
            update(pair);
        }
        Report.rate("B2 with %,d records held".formatted(held), "bridge", ROUNDS * FEW, System.nanoTime() - began, "updates");
    }

    private void update(Pair pair) {
        String mark = "Round " + ++round;
        pair.a().update(1, 1 + FEW, mark);
        Awaitility.await().pollInSameThread().atMost(Duration.ofMinutes(5)).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(100))
                .until(() -> pair.b().database().withHandle(handle -> handle
                        .createQuery("select count(*) from goods where id between 1 and ? and name like ?").bind(0, FEW)
                        .bind(1, mark + " %").mapTo(int.class).one()) == FEW);
    }

    private static void multiply(Jdbi database) {
        database.useTransaction(handle -> {
            handle.execute("select set_config('syncbridge.writing', '1', true)");
            handle.execute("insert into goods select id + ? * n, code || '-' || n, name, email, phone, city, street, amount, active, notes, modified"
                    + " from goods, generate_series(1, ?) n", FEW, TIMES - 1);
        });
        database.useHandle(handle -> handle.execute("vacuum analyze goods"));
    }

    /** Copies what is known of each record, under other ids, as if the others had been synced before. */
    private static void multiplyStore(Jdbi store) {
        store.useTransaction(handle -> {
            handle.execute("insert into entity select id || '-' || n, sync, revision, deleted, state, awaited_at, saved_at"
                    + " from entity, generate_series(1, ?) n", TIMES - 1);
            handle.execute("insert into link select record_id || '-' || n, system, sync, entity || '-' || n, former, presence, scan"
                    + " from link, generate_series(1, ?) n", TIMES - 1);
            handle.execute("insert into match_key select sync, rule_no, md5(key_hash || n), sync_id || '-' || n"
                    + " from match_key, generate_series(1, ?) n", TIMES - 1);
            handle.execute("insert into sync_log (last_synced_at, sync, sync_id, source_system, source_record_id, target_system,"
                    + " target_record_id, operation, status, fields, details, rule)"
                    + " select last_synced_at, sync, sync_id || '-' || n, source_system, source_record_id || '-' || n, target_system,"
                    + " target_record_id || '-' || n, operation, status, fields, details, rule from sync_log, generate_series(1, ?) n"
                    + " where operation = 'CREATE'", TIMES - 1);
        });
        PagesBench.countLog(store);
        store.useHandle(handle -> handle.execute("vacuum analyze"));
    }
}
