package io.syncbridge.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.model.Operation;
import io.syncbridge.model.RecordRef;
import io.syncbridge.store.SyncLog.Entry;
import io.syncbridge.store.SyncLog.LogFilter;
import io.syncbridge.store.SyncLog.Status;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

interface SyncLogContract extends OnStore {

    private SyncLog log() {
        return new SyncLog(database());
    }

    private static Entry entry(String sync, String syncId, Operation operation, Status status, Instant at) {
        return new Entry(0, at, sync, syncId, "crm", "c-" + syncId, "shop", "s-" + syncId, operation, status, List.of("name"),
                Map.of("name", Map.of("from", "Ann", "to", "Anna")), "newest", null, "e1");
    }

    private static LogFilter of(String sync) {
        return new LogFilter(sync, null, null, null, null, null, null);
    }

    /** Stores things with the records that {@link #entry} names. */
    private void link(String sync, String... syncIds) {
        Samples.save(new Things(database()), sync, Stream.of(syncIds).map(id -> Samples.thing(id, OnStore.crm("c-" + id), OnStore.shop("s-" + id))).toList(),
                Map.of(), NOW);
    }

    private List<String> found(LogFilter filter) {
        return log().find(filter, null, 100).items().stream().map(Entry::syncId).toList();
    }

    @Test
    default void rowIsKeptAsItWasWritten() {
        String sync = newSync();
        var full = new Entry(0, NOW, sync, "t1", "crm", "c1", "shop", "s1", Operation.CREATE, Status.FAILED,
                List.of("name", "total"), Map.of("total", Map.of("to", new BigDecimal("1.5"))), "newest", "503 ".repeat(1000),
                "e1");
        var bare = new Entry(0, NOW, sync, null, null, null, null, null, null, Status.SKIPPED, List.of(), null, null, null, null);
        log().write(List.of(full, bare));
        log().write(List.of());

        assertThat(log().find(of(sync), null, 10).items()).usingRecursiveFieldByFieldElementComparatorIgnoringFields("id")
                .containsExactly(bare, full);
    }

    @Test
    default void errorMayHoldAnyCharacter() {
        String sync = newSync();
        log().write(List.of(new Entry(0, NOW, sync, null, null, null, null, null, null, Status.FAILED, List.of(), null, null,
                "no\0 \uD83D\uDE00", null)));

        assertThat(log().find(of(sync), null, 1).items()).extracting(Entry::error).containsExactly("no\uFFFD \uD83D\uDE00");
    }

    @Test
    default void rowsAreFoundByWhatTheyAreAbout() {
        String sync = newSync();
        link(sync, "t1", "t2", "t3");
        log().write(List.of(entry(sync, "t1", Operation.CREATE, Status.SUCCESS, NOW),
                entry(sync, "t2", Operation.UPDATE, Status.FAILED, NOW.plusSeconds(1)),
                entry(sync, "t3", null, Status.SUCCESS, NOW.plusSeconds(2))));

        assertThat(found(of(sync))).containsExactly("t3", "t2", "t1");
        assertThat(found(new LogFilter(sync, "t2", null, null, null, null, null))).containsExactly("t2");
        assertThat(found(new LogFilter(sync, null, "c-t1", null, null, null, null))).containsExactly("t1");
        assertThat(found(new LogFilter(sync, null, "s-t3", null, null, null, null))).containsExactly("t3");
        assertThat(found(new LogFilter(sync, null, null, Status.SUCCESS, null, null, null))).containsExactly("t3", "t1");
        assertThat(found(new LogFilter(sync, null, null, null, Operation.UPDATE, null, null))).containsExactly("t2");
        assertThat(found(new LogFilter(sync, null, null, null, null, NOW.plusSeconds(1), null))).containsExactly("t3", "t2");
        assertThat(found(new LogFilter(sync, null, null, null, null, null, NOW.plusSeconds(1)))).containsExactly("t1");
        assertThat(found(new LogFilter(sync, "t1", "c-t1", Status.SUCCESS, Operation.CREATE, NOW, NOW.plusSeconds(1))))
                .containsExactly("t1");
        assertThat(found(new LogFilter(sync, "t1", null, Status.FAILED, null, null, null))).isEmpty();
        assertThat(found(new LogFilter(null, null, null, null, null, null, null))).startsWith("t3", "t2", "t1");
    }

    @Test
    default void pagesFollowOnEachOtherThoughRowsAreWrittenMeanwhile() {
        String sync = newSync();
        log().write(IntStream.range(0, 25).mapToObj(i -> entry(sync, "t" + i, Operation.UPDATE, Status.SUCCESS, NOW)).toList());
        var seen = new ArrayList<String>();
        Long before = null;
        do {
            Page<Entry> page = log().find(of(sync), before, 10);
            page.items().forEach(entry -> seen.add(entry.syncId()));
            before = page.next();
            log().write(List.of(entry(sync, "later", Operation.UPDATE, Status.SUCCESS, NOW)));
        } while (before != null);

        assertThat(seen).isEqualTo(IntStream.iterate(24, i -> i >= 0, i -> i - 1).mapToObj(i -> "t" + i).toList());
    }

    @Test
    default void oldRowsAreForgotten() {
        String sync = newSync();
        Instant longAgo = NOW.minusSeconds(1_000_000);
        log().write(List.of(entry(sync, "old", Operation.UPDATE, Status.SUCCESS, longAgo),
                entry(sync, "young", Operation.UPDATE, Status.SUCCESS, longAgo.plusSeconds(1))));

        assertThat(log().forget(longAgo.plusSeconds(1))).isEqualTo(1);
        assertThat(found(of(sync))).containsExactly("young");
    }

    /** Whatever clocks did: an hour's rows are not together, and rows of other kinds lie between them. */
    @Test
    default void pagesOfAnyFilterHoldAllThatItLetsThroughInOrder() {
        var random = new Random(17);
        List<String> syncs = List.of(newSync(), newSync(), newSync());
        syncs.forEach(sync -> link(sync, "t0", "t1", "t2", "t3", "t4"));
        for (int batch = 0; batch < 60; batch++) {
            Instant at = NOW.plusSeconds(batch * 900L + (random.nextInt(9) == 0 ? random.nextInt(400_000) - 200_000 : 0));
            log().write(IntStream.range(0, random.nextInt(6)).mapToObj(i -> {
                boolean isRare = random.nextInt(12) == 0;
                return entry(syncs.get(isRare ? 2 : random.nextInt(2)), "t" + random.nextInt(5), random.nextInt(9) == 0 ? null
                        : isRare ? Operation.DELETE : Operation.UPDATE, isRare ? Status.FAILED : Status.SUCCESS, at.plusSeconds(random.nextInt(3)));
            }).toList());
        }
        List<Entry> all = syncs.stream().flatMap(sync -> log().find(new LogFilter(sync, null, null, null, null, null, null), null, 1000).items().stream())
                .toList();
        assertThat(all).hasSizeGreaterThan(100);
        for (int i = 0; i < 120; i++) {
            String sync = syncs.get(random.nextInt(3));
            Instant from = NOW.plusSeconds(random.nextInt(50_000));
            var filter = new LogFilter(sync, random.nextInt(4) == 0 ? "t1" : null, random.nextInt(4) == 0 ? "c-t2" : null,
                    random.nextInt(3) == 0 ? Status.FAILED : null, random.nextInt(3) == 0 ? Operation.DELETE : null,
                    random.nextInt(2) == 0 ? from : null, random.nextInt(2) == 0 ? from.plusSeconds(random.nextInt(20_000)) : null);
            var seen = new ArrayList<Entry>();
            Long before = null;
            do {
                Page<Entry> page = log().find(filter, before, 7);
                seen.addAll(page.items());
                before = page.next();
            } while (before != null);
            assertThat(seen).as(filter.toString()).isEqualTo(all.stream().filter(row -> lets(filter, row))
                    .sorted(filter.from() == null && filter.until() == null ? Comparator.comparing(Entry::id).reversed()
                            : Comparator.comparing(Entry::at).thenComparing(Entry::id).reversed()).toList());
        }
    }

    private static boolean lets(LogFilter filter, Entry row) {
        return row.sync().equals(filter.sync()) && (filter.syncId() == null || filter.syncId().equals(row.syncId()))
                && (filter.record() == null || filter.record().equals(row.sourceRecordId()) || filter.record().equals(row.targetRecordId()))
                && (filter.status() == null || filter.status() == row.status()) && (filter.operation() == null || filter.operation() == row.operation())
                && (filter.from() == null || !row.at().isBefore(filter.from())) && (filter.until() == null || row.at().isBefore(filter.until()));
    }

    @Test
    default void rowsOfARecordAreFoundWhicheverThingItBelongedToAndWhereItBelongsToNone() {
        String sync = newSync();
        var things = new Things(database());
        RecordRef moving = OnStore.crm(sync + "-moving");
        RecordRef taken = OnStore.crm(sync + "-taken");
        for (int i = 0; i < 3; i++) {
            Samples.save(things, sync, List.of(Samples.thing(sync + "-a" + i, i == 0 ? moving : taken),
                    Samples.thing(sync + "-b" + i, i == 1 ? moving : OnStore.crm(sync + "-other" + i))), Map.of(), NOW);
            log().write(List.of(about(sync, sync + "-a" + i, i == 0 ? moving : taken, Status.SUCCESS), about(sync, sync + "-b" + i,
                    i == 1 ? moving : OnStore.crm(sync + "-other" + i), Status.SUCCESS)));
        }
        log().write(List.of(about(sync, null, moving, Status.FAILED), about(sync, sync + "-nobody", moving, Status.CONFLICT)));

        assertThat(found(new LogFilter(sync, null, moving.recordId(), null, null, null, null)))
                .containsExactly(sync + "-nobody", null, sync + "-b1", sync + "-a0");
        assertThat(found(new LogFilter(sync, null, taken.recordId(), null, null, null, null))).containsExactly(sync + "-a2", sync + "-a1");
    }

    private static Entry about(String sync, String syncId, RecordRef source, Status status) {
        return new Entry(0, NOW, sync, syncId, source.system(), source.recordId(), "shop", null, Operation.UPDATE, status, List.of(), Map.of(), null, null,
                null);
    }

    @Test
    default void rowsThatAreWrittenAtOnceAreAllCounted() {
        String sync = newSync();
        List<CompletableFuture<Void>> writing = IntStream.range(0, 8).mapToObj(i -> CompletableFuture.runAsync(() -> {
            for (int j = 0; j < 5; j++) {
                log().write(IntStream.range(0, 10).mapToObj(k -> entry(sync, "t" + k, Operation.UPDATE, Status.SUCCESS, NOW.plusSeconds(k * 1800L))).toList());
            }
        })).toList();
        writing.forEach(CompletableFuture::join);

        assertThat(log().hourly(NOW).get(sync).values().stream().mapToLong(hour -> hour.get(Status.SUCCESS)).sum()).isEqualTo(400);
        assertThat(log().find(of(sync), null, 1000).items()).hasSize(400);
    }
}
