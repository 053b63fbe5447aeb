package io.syncbridge.connector.sharepoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Counts what 1,000 records cost; docs/kamelet-sharepoint-list.md shows the numbers. */
class RequestCountIT extends GraphListBase {

    private static final int RECORDS = 1000;

    private final Map<String, Integer> counted = new LinkedHashMap<>();

    @Test
    void aThousandRecordsCostAsFewRequestsAsTheBatchSizesAllow() throws Exception {
        Poll start = poll(null, RECORDS);
        ask("read", "&externalId=SyncId", 1, i -> "1"); // what is known of the list is asked for before
        var created = count("create", () -> ask("create", "&externalId=SyncId", RECORDS, i -> Map.of("@syncId", "S-" + i, "Title", "T" + i)));
        Poll backfill = count("backfill", () -> poll(null, RECORDS + 8));
        Poll changes = count("delta", () -> poll(start.cursor(), RECORDS));
        var read = count("read", () -> ask("read", created.stream().map(result -> result.get("@id")).toList()));
        var found = count("find", () -> ask("find", created.stream().map(result -> Map.of("SyncId", result.get("SyncId"))).toList()));
        var updated = count("update", () -> ask("update", "", RECORDS, i -> Map.of("@id", created.get(i).get("@id"),
                "@version", created.get(i).get("@version"), "Title", "U" + i)));
        var deleted = count("delete", () -> ask("delete", "", RECORDS, i -> Map.of("@id", updated.get(i).get("@id"),
                "@version", updated.get(i).get("@version"))));
        Poll deletes = count("delta of deletes", () -> poll(changes.cursor(), RECORDS));
        Poll quiet = count("delta without changes", () -> poll(deletes.cursor(), RECORDS));

        System.out.println("Requests per 1,000 records: " + counted);
        assertThat(List.of(created, updated, deleted)).allSatisfy(results -> assertThat(results).hasSize(RECORDS)
                .allMatch(result -> "written".equals(result.get("@status"))));
        assertThat(List.of(read, found, changes.reports())).allSatisfy(records -> assertThat(records).hasSize(RECORDS));
        assertThat(backfill.reports()).hasSize(RECORDS + 8);
        assertThat(deletes.reports()).hasSize(RECORDS).allMatch(report -> "delete".equals(report.get("@operation")));
        assertThat(quiet.reports()).isEmpty();
        for (String write : List.of("create", "update", "delete", "read", "find")) {
            assertThat(counted.get(write)).as(write).isEqualTo(RECORDS / 20);
        }
        assertThat(counted.get("backfill")).isEqualTo(1);
        assertThat(counted.get("delta")).isEqualTo(1);
    }

    private interface Work<T> {
        T get() throws Exception;
    }

    private <T> T count(String what, Work<T> work) throws Exception {
        graph.countAnew();
        T result = work.get();
        counted.put(what, graph.requests().path("requests").asInt());
        return result;
    }

    private List<Map<String, Object>> ask(String action, String options, int count, IntFunction<Object> element) throws Exception {
        return records(ask(action, IntStream.range(0, count).mapToObj(element).toList(), options, Map.of()));
    }
}
