package io.syncbridge.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.store.Comparisons.Print;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What comparisons keep of what they have read. */
interface ComparisonsContract extends OnStore {

    private Comparisons comparisons() {
        return new Comparisons(database());
    }

    private long run() {
        return new Runs(database()).add(newSync(), Runs.Kind.COMPARE, Map.of(), "ann", NOW);
    }

    private static Print print(String thing, int part, String system, int systems, String content) {
        return new Print(thing, part, system, system + "-" + thing, systems, content);
    }

    @Test
    default void thingsDifferWhereASystemIsMissingOrHoldsSomethingElse() {
        long run = run();
        comparisons().add(run, List.of(
                print("a same", 0, "crm", 2, "x"), print("a same", 0, "erp", 2, "x"),
                print("b other", 0, "crm", 2, "x"), print("b other", 0, "erp", 2, "y"),
                print("c missing", 0, "crm", 2, "x"),
                print("d part", 0, "crm", 2, "x"), print("d part", 0, "erp", 2, "x"),
                print("d part", 1, "crm", 3, "z"), print("d part", 1, "erp", 3, "z"), print("d part", 1, "shop", 3, "w"),
                new Print("e twice", 0, "crm", "1", 2, "x"), new Print("e twice", 0, "crm", "2", 2, "x"), print("e twice", 0, "erp", 2, "x")));
        assertThat(comparisons().things(run)).isEqualTo(5);
        assertThat(comparisons().differing(run, "", 10)).containsExactly("b other", "c missing", "d part", "e twice");
        assertThat(comparisons().differing(run, "b other", 1)).containsExactly("c missing");
        assertThat(comparisons().of(run, Set.of("b other"))).extracting(Print::content).containsExactly("x", "y");
    }

    @Test
    default void aPageThatIsStoredTwiceCountsOnce() {
        long run = run();
        List<Print> page = List.of(print("a", 0, "crm", 2, "x"), print("a", 0, "erp", 2, "x"));
        comparisons().add(run, page);
        comparisons().add(run, page);
        assertThat(comparisons().differing(run, "", 10)).isEmpty();
    }

    @Test
    default void whatIsDroppedIsNotLookedAtAgainAndNothingStaysBehind() {
        long run = run();
        long other = run();
        comparisons().add(run, IntStream.range(0, 5).mapToObj(i -> print("t" + i, 0, "crm", 2, "x")).toList());
        comparisons().add(other, List.of(print("t0", 0, "crm", 2, "x")));
        comparisons().drop(run, List.of("t0", "t2"));
        assertThat(comparisons().differing(run, "", 10)).containsExactly("t1", "t3", "t4");
        new Runs(database()).cancel(other, NOW);
        assertThat(comparisons().isToBeCleared(run)).isTrue();
        comparisons().clear(run);
        comparisons().clear(run);
        assertThat(comparisons().isToBeCleared(run)).isFalse();
        assertThat(comparisons().things(run)).isZero();
        assertThat(comparisons().things(other)).as("a cancelled run goes on no more").isZero();
    }

    @Test
    default void aScheduleIsDueOnceForAllInstances() {
        String sync = newSync();
        Duration day = Duration.ofDays(1);
        assertThat(comparisons().due(sync, NOW, day)).as("the first comes when the time is over once").isFalse();
        Instant later = NOW.plus(day);
        assertThat(comparisons().due(sync, later.minusSeconds(1), day)).isFalse();
        assertThat(comparisons().due(sync, later, day)).isTrue();
        assertThat(comparisons().due(sync, later, day)).as("another instance had it").isFalse();
        assertThat(comparisons().due(sync, later.plusSeconds(60), Duration.ofMinutes(1))).as("a shorter time counts at once").isTrue();
    }
}
