package io.syncbridge.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** How long the answers about the log take while it holds ten million rows. */
class PagesBench {

    private static final int RECORDS = 1_000;
    private static final int ROWS = Report.sized(10_000_000);
    private static final int ASKED = 21;

    @Test
    void theLogIsAnsweredOfAtOnceHoweverLongItIs() throws Exception {
        try (var servers = new Servers()) {
            Pair pair = Pair.create(servers, "pages");
            pair.a().fill(RECORDS);
            try (var bridge = new Bridge(pair)) {
                bridge.prepare();
                bridge.load();
                pair.awaitCopied(RECORDS);
                Jdbi store = servers.on("bridge_store");
                multiplyLog(store);
                for (Map.Entry<String, String> page : pages(store).entrySet()) {
                    Report.cost("page: " + page.getKey(), "bridge", median(bridge, page.getValue()), "ms");
                }
            }
        }
    }

    private static void multiplyLog(Jdbi store) {
        store.useHandle(handle -> handle.execute("insert into sync_log (last_synced_at, sync, sync_id, source_system, source_record_id,"
                + " target_system, target_record_id, operation, status, fields, details, rule)"
                + " select last_synced_at - n * interval '1 minute', sync, sync_id || '-' || n % 1000, source_system,"
                + " source_record_id || '-' || n % 1000, target_system, target_record_id || '-' || n % 1000, operation,"
                + " case n % 1000 when 0 then 'FAILED' when 1 then 'CONFLICT' else status end, fields, details, rule"
                + " from sync_log, generate_series(1, ?) n", ROWS / RECORDS));
        countLog(store);
        store.useHandle(handle -> handle.execute("vacuum analyze"));
    }

    /** Counts rows of the log that were put there without the bridge. */
    static void countLog(Jdbi store) {
        store.useTransaction(handle -> {
            handle.execute("delete from hourly_count");
            handle.execute("insert into hourly_count (begun, sync, status, operation, number, first_id, last_id) select date_trunc('hour', last_synced_at),"
                    + " sync, status, coalesce(operation, ''), count(*), min(id), max(id) from sync_log group by 1, 2, 3, 4");
        });
    }

    private static Map<String, String> pages(Jdbi store) {
        String thing = one(store, "select sync_id from sync_log where id = (select max(id) from sync_log)");
        String record = one(store, "select source_record_id from sync_log where id = (select min(id) from sync_log)");
        String middle = one(store, "select cast((max(id) + min(id)) / 2 as varchar) from sync_log");
        var pages = new LinkedHashMap<String, String>();
        pages.put("overview", "/console");
        pages.put("log", "/console/log");
        pages.put("log, from its middle on", "/console/log?before=" + middle);
        pages.put("log of a sync id", "/console/log?syncId=" + thing);
        pages.put("log of a record id", "/console/log?record=" + record);
        pages.put("log of a status", "/console/log?status=failed");
        pages.put("log of an operation", "/console/log?operation=create");
        pages.put("record", "/console/records/" + thing.replaceFirst("-.*", ""));
        pages.put("definitions", "/console/definitions");
        pages.put("log of a day", "/console/log?from=" + one(store, "select to_char(min(last_synced_at) + interval '1 day', 'YYYY-MM-DD') from sync_log")
                + "&to=" + one(store, "select to_char(min(last_synced_at) + interval '2 days', 'YYYY-MM-DD') from sync_log"));
        pages.put("API log of a sync", "/api/log?sync=goods&limit=200");
        return pages;
    }

    private static String one(Jdbi store, String select) {
        return store.withHandle(handle -> handle.createQuery(select).mapTo(String.class).one());
    }

    private static double median(Bridge bridge, String page) throws IOException {
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < ASKED; i++) {
            long began = System.nanoTime();
            assertThat(bridge.page(page)).as(page).isEqualTo(200);
            times.add((System.nanoTime() - began) / 1e6);
        }
        Collections.sort(times);
        return times.get(ASKED / 2);
    }
}
