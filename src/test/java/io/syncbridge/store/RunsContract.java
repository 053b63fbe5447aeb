package io.syncbridge.store;

import static io.syncbridge.store.OnStore.crm;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.model.Change;
import io.syncbridge.model.Operation;
import io.syncbridge.store.RunFindings.Finding;
import io.syncbridge.store.Runs.Advance;
import io.syncbridge.store.Runs.Kind;
import io.syncbridge.store.Runs.Run;
import io.syncbridge.store.Runs.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Runs, who works on them, and what they find out. */
interface RunsContract extends OnStore {

    Duration LEASE = Duration.ofSeconds(15);

    private Runs runs() {
        return new Runs(database());
    }

    private long ask() {
        return runs().add(newSync(), Kind.BACKFILL, Map.of("from", List.of("crm")), "ann", NOW);
    }

    private Run run(long id) {
        return runs().find(id).orElseThrow();
    }

    private boolean claims(String owner, long id, int second) {
        return runs().claim(owner, NOW.plusSeconds(second), LEASE).stream().anyMatch(run -> run.id() == id);
    }

    private static Advance to(long done, State state) {
        return new Advance(state, Map.of("cursor", "c" + done), done, 100L, null, NOW);
    }

    @Test
    default void aRunBelongsToOneInstanceUntilThatOneDies() {
        long id = ask();
        assertThat(run(id).state()).isEqualTo(State.WAITING);
        assertThat(claims("a", id, 1)).isTrue();
        assertThat(claims("b", id, 2)).as("somebody else has it").isFalse();
        assertThat(runs().advance(id, "a", to(10, State.RUNNING), NOW.plusSeconds(11))).isTrue();

        assertThat(claims("b", id, 30)).as("the claim is over").isTrue();
        assertThat(runs().advance(id, "a", to(20, State.RUNNING), NOW.plusSeconds(31))).as("lost it").isFalse();
        assertThat(run(id).progress()).isEqualTo(Map.of("cursor", "c10"));
        assertThat(run(id).rate()).isEqualTo(1.0);
        assertThat(run(id).secondsLeft()).isEqualTo(90);
    }

    @Test
    default void aPausedRunCannotGoOnAndAResumedOneGoesOnWhereItWas() {
        long id = ask();
        claims("a", id, 1);
        runs().advance(id, "a", to(10, State.RUNNING), NOW.plusSeconds(2));
        assertThat(runs().pause(id)).isTrue();
        assertThat(runs().pause(id)).as("paused already").isFalse();
        assertThat(claims("a", id, 3)).isFalse();
        assertThat(runs().advance(id, "a", to(20, State.RUNNING), NOW.plusSeconds(4))).isFalse();

        assertThat(runs().resume(id, NOW.plusSeconds(60))).isTrue();
        assertThat(claims("b", id, 60)).isTrue();
        assertThat(run(id).done()).isEqualTo(10);
        runs().advance(id, "b", to(100, State.DONE), NOW.plusSeconds(61));
        assertThat(run(id).state()).isEqualTo(State.DONE);
        assertThat(run(id).finishedAt()).isEqualTo(NOW.plusSeconds(61));
        assertThat(runs().cancel(id, NOW)).as("over already").isFalse();
        assertThat(claims("b", id, 62)).isFalse();
    }

    @Test
    default void whatARunTakesInWaitsBehindLiveChangesAndGoesWithIt() {
        var inbox = new Inbox(database());
        String sync = newSync();
        long id = runs().add(sync, Kind.BACKFILL, Map.of(), "ann", NOW);
        inbox.add(sync, List.of(hint("old")), id, NOW);
        inbox.add(sync, List.of(hint("live")), NOW);
        assertThat(inbox.next(sync, 10, NOW)).extracting(item -> item.change().ref().recordId()).containsExactly("live", "old");
        assertThat(inbox.next(sync, 10, NOW)).extracting(Inbox.Waiting::run).containsExactly(null, id);
        assertThat(inbox.next(sync, 1, NOW)).hasSize(1);

        runs().pause(id);
        assertThat(inbox.next(sync, 10, NOW)).hasSize(1);
        runs().cancel(id, NOW);
        assertThat(inbox.waiting(id)).isZero();
        assertThat(inbox.next(sync, 10, NOW)).hasSize(1);
    }

    @Test
    default void outcomesAddUpAndFindingsKeepTheirOrder() {
        long id = ask();
        runs().count(id, Map.of("created", 2L, "failed", 1L));
        runs().count(id, Map.of("created", 3L));
        assertThat(run(id).tally()).isEqualTo(Map.of("created", 5L, "failed", 1L));

        var findings = new RunFindings(database());
        findings.add(id, IntStream.range(0, 5).mapToObj(i -> Finding.of(i % 2 == 0 ? "create" : "update", crm("r" + i), null,
                Map.of("fields", Map.of("name", Map.of("to", "N" + i))))).toList());
        findings.add(id, List.of(Finding.of("create", null, "t1", Map.of("why", "nul \u0000 there"))));
        Page<Finding> first = findings.list(id, "create", 0, 2);
        assertThat(first.items()).extracting(Finding::recordId).containsExactly("r0", "r2");
        assertThat(findings.list(id, "create", first.next(), 2).items()).extracting(Finding::no).containsExactly(5L, 6L);
        assertThat(findings.counts(id)).isEqualTo(Map.of("create", 4L, "update", 2L));
    }

    @Test
    default void oldRunsAreForgottenWithAllThatTheyFound() {
        long id = ask();
        claims("a", id, 1);
        new RunFindings(database()).add(id, List.of(Finding.of("create", crm("1"), null, Map.of())));
        runs().count(id, Map.of("created", 1L));
        runs().advance(id, "a", to(1, State.DONE), NOW);
        runs().forget(NOW);
        assertThat(runs().find(id)).as("not old enough").isPresent();
        runs().forget(NOW.plusSeconds(1));
        assertThat(runs().find(id)).isEmpty();
        assertThat(new RunFindings(database()).counts(id)).isEmpty();
    }

    private static Change hint(String recordId) {
        return new Change(crm(recordId), Operation.UPDATE, null, null, null, null);
    }
}
