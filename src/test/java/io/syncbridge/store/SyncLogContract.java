package io.syncbridge.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.model.Operation;
import io.syncbridge.store.SyncLog.Entry;
import io.syncbridge.store.SyncLog.LogFilter;
import io.syncbridge.store.SyncLog.Status;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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
}
