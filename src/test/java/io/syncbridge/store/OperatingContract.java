package io.syncbridge.store;

import static io.syncbridge.store.OnStore.crm;
import static io.syncbridge.store.OnStore.shop;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.model.Operation;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Reviews.ReviewFilter;
import io.syncbridge.store.SyncLog.LogFilter;
import io.syncbridge.store.SyncLog.Status;
import io.syncbridge.store.Things.Found;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What people do and look for. */
interface OperatingContract extends OnStore {

    @Test
    default void aSyncIsPausedOnceAndResumedOnce() {
        String sync = newSync();
        var pauses = new Pauses(database());

        assertThat(pauses.isPaused(sync)).isFalse();
        assertThat(pauses.pause(sync, "anna", NOW)).isTrue();
        assertThat(pauses.pause(sync, "ben", NOW)).as("who was first counts").isFalse();
        assertThat(pauses.all().get(sync)).isEqualTo(new Pauses.Pause("anna", NOW));
        assertThat(pauses.resume(sync)).isTrue();
        assertThat(pauses.resume(sync)).isFalse();
        assertThat(pauses.isPaused(sync)).isFalse();
    }

    @Test
    default void aClockIsAsItWasMeasuredLast() {
        var clocks = new ClockOffsets(database());
        String system = newSync();
        assertThat(clocks.find(system)).isEmpty();
        clocks.save(system, Duration.ofSeconds(240), NOW);
        clocks.save(system, Duration.ofMillis(-1500), NOW.plusSeconds(1));

        assertThat(clocks.find(system)).contains(Duration.ofMillis(-1500));
    }

    @Test
    default void theAuditLogKeepsWhoDidWhatNewestFirst() {
        var audit = new Audit(database());
        audit.write(new Audit.Entry(0, NOW, "anna", "pause", "contacts", "sync contacts", Map.of()));
        audit.write(new Audit.Entry(0, NOW, "ben", "settle", null, "review 1", Map.of("field", "phone")));

        Page<Audit.Entry> page = audit.list(null, 1);
        assertThat(page.items()).extracting(Audit.Entry::person).containsExactly("ben");
        assertThat(page.items().get(0).details()).containsEntry("field", "phone");
        assertThat(audit.list(page.next(), 1).items()).extracting(Audit.Entry::action).containsExactly("pause");
    }

    @Test
    default void rowsAreCountedByTheHourWhileTheyAreWritten() {
        String sync = newSync();
        var log = new SyncLog(database());
        Instant hour = NOW.truncatedTo(ChronoUnit.HOURS);
        log.write(List.of(row(sync, NOW, Status.SUCCESS), row(sync, NOW, Status.SUCCESS), row(sync, NOW, Status.FAILED)));
        log.write(List.of(row(sync, NOW.plusSeconds(60), Status.SUCCESS), row(sync, NOW.plus(Duration.ofHours(2)), Status.CONFLICT)));

        assertThat(log.hourly(NOW).get(sync)).isEqualTo(Map.of(hour, Map.of(Status.SUCCESS, 3L, Status.FAILED, 1L),
                hour.plus(Duration.ofHours(2)), Map.of(Status.CONFLICT, 1L)));
        assertThat(log.hourly(NOW.plus(Duration.ofHours(1))).get(sync)).hasSize(1);
        assertThat(log.hourly(NOW.plus(Duration.ofHours(9)))).doesNotContainKey(sync);
    }

    @Test
    default void aSpanOfTimeFindsItsRowsAlsoWhereBatchesOverlapped() {
        String sync = newSync();
        var log = new SyncLog(database());
        List<Integer> minutes = List.of(0, 90, 60, 120, 30, 200, 150, 180);
        minutes.forEach(minute -> log.write(List.of(row(sync, NOW.plus(Duration.ofMinutes(minute)), Status.SUCCESS))));

        for (int from = 0; from <= 200; from += 10) {
            for (int until = from; until <= 210; until += 30) {
                Instant first = NOW.plus(Duration.ofMinutes(from));
                Instant end = NOW.plus(Duration.ofMinutes(until));
                assertThat(pages(log, new LogFilter(sync, null, null, null, null, first, end)))
                        .as("from %d until %d", from, until)
                        .containsExactlyElementsOf(minutes.stream().map(Duration::ofMinutes).map(NOW::plus)
                                .filter(at -> !at.isBefore(first) && at.isBefore(end)).sorted(Comparator.reverseOrder()).toList());
            }
        }
    }

    @Test
    default void aThingIsFoundByAnyOfItsIds() {
        String sync = newSync();
        var things = new Things(database());
        Thing thing = Samples.thing("t-" + sync, crm("c-" + sync), shop("s-" + sync));
        Samples.save(things, sync, List.of(thing), Map.of(), NOW);

        var inCrm = new Found(sync, "t-" + sync, crm("c-" + sync), false);
        var inShop = new Found(sync, "t-" + sync, shop("s-" + sync), false);
        assertThat(things.search("c-" + sync, 10)).containsExactly(inCrm);
        assertThat(things.search("s-" + sync, 10)).containsExactly(inShop);
        assertThat(things.search("t-" + sync, 10)).containsExactly(inCrm, inShop);
        assertThat(things.search("nothing", 10)).isEmpty();
        assertThat(things.syncOf("t-" + sync)).contains(sync);
        assertThat(things.syncOf("nothing")).isEmpty();
    }

    @Test
    default void valuesThatAPersonGivesAreCarriedOutLikeAnswers() {
        String sync = newSync();
        var reviews = new Reviews(database());
        reviews.give(sync, "t1", Collections.singletonMap("phone", null), "anna", "because", NOW);

        assertThat(reviews.answered(sync, 10, NOW)).singleElement().satisfies(given -> {
            assertThat(given.field()).isEqualTo("phone");
            assertThat(given.answer()).isNull();
            assertThat(given.settledBy()).isEqualTo("anna");
        });
        assertThat(reviews.list(new ReviewFilter(sync, "t1", "phone", Reviews.Kind.EDIT, null), null, 10).items()).hasSize(1);
        assertThat(reviews.list(new ReviewFilter(sync, "t2", null, null, null), null, 10).items()).isEmpty();
        assertThat(reviews.list(new ReviewFilter(sync, null, "mail", null, null), null, 10).items()).isEmpty();
    }

    /** Returns the times of all rows, asked for in pages of three. */
    private static List<Instant> pages(SyncLog log, LogFilter filter) {
        var times = new ArrayList<Instant>();
        Page<SyncLog.Entry> page = log.find(filter, null, 3);
        page.items().forEach(row -> times.add(row.at()));
        while (page.next() != null) {
            page = log.find(filter, page.next(), 3);
            page.items().forEach(row -> times.add(row.at()));
        }
        return times;
    }

    private static SyncLog.Entry row(String sync, Instant at, Status status) {
        return new SyncLog.Entry(0, at, sync, "t1", "crm", "c", "shop", "s", Operation.UPDATE, status, List.of(), Map.of(), null,
                null, null);
    }
}
