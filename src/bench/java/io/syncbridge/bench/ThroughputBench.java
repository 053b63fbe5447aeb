package io.syncbridge.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.PreparedStatement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/**
 * How fast rows are copied and changes carried over: B1 backfill, B2 one way, B3 both ways. Each contender works by itself
 * on two databases of its own, one after the other in the same run.
 *
 * <p>{@code -Dbench.scale=0.1} for a quick run, {@code -Dbench.contenders=bridge} for some of them only.
 */
class ThroughputBench {

    private static final String BACKFILL = "B1 backfill";
    private static final String ONE_WAY = "B2 one way";
    private static final String BOTH_WAYS = "B3 both ways";
    private static final String BOTH_HELD = "B3 both ways, held still while both sides were edited";
    private static final int ROWS = Report.sized(200_000);
    private static final int ONE_WAY_UPDATES = Report.sized(50_000);
    private static final int UPDATES_OF_A_SIDE = Report.sized(25_000);
    private static final int ON_THE_SAME_ROWS = Report.sized(500);

    @Test
    void rowsAreCopiedAndChangesCarriedOver() throws Exception {
        try (var servers = new Servers()) {
            Race.run(servers, "goods", ThroughputBench::measure);
            if (Race.isWanted("limits")) {
                limits(servers);
            }
        }
    }

    private static void measure(Contender contender, Pair pair) throws Exception {
        pair.a().fill(ROWS);
        contender.prepare();
        backfill(contender, pair);
        contender.follow();
        warmUp(pair);
        oneWay(contender, pair);
        if (contender.isTwoWay()) {
            bothWays(contender, pair);
            bothWaysHeld(contender, pair);
        }
        if (contender.process() != null) {
            Report.cost("B7 memory in B1 to B3", contender.name(), contender.process().peakMegabytes(), "MB resident");
            Report.cost("B7 memory in B1 to B3", contender.name(), contender.process().peakHeapMegabytes(), "MB heap");
        }
    }

    private static void backfill(Contender contender, Pair pair) throws Exception {
        long began = System.nanoTime();
        contender.load();
        pair.awaitCopied(ROWS);
        Report.rate(BACKFILL, contender.name(), ROWS, System.nanoTime() - began, "rows");
    }

    /** So that nobody is measured while it starts. */
    private static void warmUp(Pair pair) {
        pair.a().update(1, 1 + ROWS / 20, "Warm");
        pair.awaitEqual(1, ROWS / 20);
    }

    private static void oneWay(Contender contender, Pair pair) {
        long began = System.nanoTime();
        pair.a().update(1, 1 + ONE_WAY_UPDATES, "One way");
        long written = System.nanoTime();
        pair.awaitEqual(1, ONE_WAY_UPDATES / 2, ONE_WAY_UPDATES);
        Report.rate(ONE_WAY, contender.name(), ONE_WAY_UPDATES, System.nanoTime() - began, "updates");
        Report.rate("B2, its writer beside it", contender.name(), ONE_WAY_UPDATES, written - began, "updates");
    }

    private static void bothWays(Contender contender, Pair pair) {
        long began = System.nanoTime();
        edit(pair, "Both");
        reportQuiet(BOTH_WAYS, contender, pair, began);
    }

    private static void bothWaysHeld(Contender contender, Pair pair) throws Exception {
        contender.process().hold();
        edit(pair, "Held");
        long began = System.nanoTime();
        contender.process().resume();
        reportQuiet(BOTH_HELD, contender, pair, began);
    }

    /** The first rows are edited on both sides, the next ones in a, the ones after that in b; both at the same time. */
    private static void edit(Pair pair, String mark) {
        int ofA = 1 + ON_THE_SAME_ROWS;
        int ofB = ofA + UPDATES_OF_A_SIDE;
        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> {
            pair.b().update(1, ofA, mark + " in b");
            pair.b().update(ofB, ofB + UPDATES_OF_A_SIDE, mark + " in b");
        });
        pair.a().update(1, ofB, mark + " in a");
        other.join();
    }

    /** Reports how fast both sides became equal; or how many rows differ, where a contender comes to rest before they are. */
    private static void reportQuiet(String benchmark, Contender contender, Pair pair, long began) {
        int lastOfA = ON_THE_SAME_ROWS + UPDATES_OF_A_SIDE;
        int lastOfB = lastOfA + UPDATES_OF_A_SIDE;
        long different = pair.awaitQuiet(ON_THE_SAME_ROWS, lastOfA / 2, lastOfA, lastOfA + 1, lastOfB);
        if (different > 0) {
            Report.cost(benchmark + ", different in the end", contender.name(), different, "rows");
            return;
        }
        Report.rate(benchmark, contender.name(), 2 * (UPDATES_OF_A_SIDE + ON_THE_SAME_ROWS), System.nanoTime() - began, "updates");
        assertThat(pair.b().nameOf(lastOfA)).endsWith(" in a " + lastOfA);
        assertThat(pair.a().nameOf(lastOfB)).endsWith(" in b " + lastOfB);
    }

    /** What a program could do that knows nothing but these tables. */
    private static void limits(Servers servers) {
        Pair pair = Pair.create(servers, "limits");
        pair.a().fill(ROWS);
        copy(pair);
        batchedInsert(pair);
        writer(pair);
    }

    private static void copy(Pair pair) {
        long began = System.nanoTime();
        Plain.work(pair.a().database(), from -> Plain.work(pair.b().database(), to -> {
            var out = from.unwrap(PGConnection.class).getCopyAPI().copyOut("copy goods to stdout (format binary)");
            var in = to.unwrap(PGConnection.class).getCopyAPI().copyIn("copy goods from stdin (format binary)");
            for (byte[] part = out.readFromCopy(); part != null; part = out.readFromCopy()) {
                in.writeToCopy(part, 0, part.length);
            }
            in.endCopy();
        }));
        Report.rate(BACKFILL, "COPY", ROWS, System.nanoTime() - began, "rows");
    }

    private static void batchedInsert(Pair pair) {
        List<Object[]> rows = pair.a().database().withHandle(handle -> handle.createQuery("select * from goods")
                .map((row, context) -> {
                    var values = new Object[11];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = row.getObject(i + 1);
                    }
                    return values;
                }).list());
        pair.b().database().useHandle(handle -> handle.execute("truncate goods"));
        var batched = Jdbi.create(pair.urlB() + "?reWriteBatchedInserts=true", Servers.USER, "");
        long began = System.nanoTime();
        Plain.work(batched, connection -> {
            try (PreparedStatement insert = connection.prepareStatement("insert into goods values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
                for (int i = 0; i < rows.size(); i++) {
                    for (int column = 0; column < 11; column++) {
                        insert.setObject(column + 1, rows.get(i)[column]);
                    }
                    insert.addBatch();
                    if (i % 1000 == 999 || i == rows.size() - 1) {
                        insert.executeBatch();
                        connection.commit();
                    }
                }
            }
        });
        Report.rate(BACKFILL, "batched JDBC insert", ROWS, System.nanoTime() - began, "rows");
    }

    private static void writer(Pair pair) {
        long began = System.nanoTime();
        pair.a().update(1, 1 + ONE_WAY_UPDATES, "Alone");
        Report.rate(ONE_WAY, "the writer alone", ONE_WAY_UPDATES, System.nanoTime() - began, "updates");
    }
}
