package io.syncbridge.store;

import static io.syncbridge.store.OnStore.crm;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.model.Change;
import io.syncbridge.model.Operation;
import io.syncbridge.store.Brakes.Brake;
import io.syncbridge.store.Brakes.Kind;
import io.syncbridge.store.Brakes.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What stops a sync, and what is counted for it. */
interface BrakesContract extends OnStore {

    private Brakes brakes() {
        return new Brakes(database());
    }

    private static Change hint(String recordId) {
        return new Change(crm(recordId), Operation.UPDATE, null, null, null, null);
    }

    @Test
    default void aSyncStopsOnceAndGoesOnWhenAPersonHasDecided() {
        String sync = newSync();
        assertThat(brakes().stop(sync, Kind.DELETES, "delete", "too many", NOW)).isTrue();
        assertThat(brakes().stop(sync, Kind.BLANKS, "blank:name", "too blank", NOW)).as("stands still already").isFalse();

        Brake open = brakes().open(sync).orElseThrow();
        assertThat(open.why()).isEqualTo("too many");
        assertThat(brakes().decide(open.id(), State.RELEASED, "ann", NOW.plusSeconds(5))).isTrue();
        assertThat(brakes().decide(open.id(), State.REJECTED, "ben", NOW.plusSeconds(6))).as("decided already").isFalse();

        assertThat(brakes().open(sync)).isEmpty();
        assertThat(brakes().decided(sync, Kind.DELETES, "delete")).get().extracting(Brake::decidedBy).isEqualTo("ann");
        assertThat(brakes().decided(sync, Kind.DELETES, "other")).isEmpty();
    }

    @Test
    default void aDecisionIsGoodForWhatIsInTheInboxByThen() {
        String sync = newSync();
        var inbox = new Inbox(database());
        inbox.add(sync, List.of(hint("1"), hint("2")), NOW);
        brakes().stop(sync, Kind.DELETES, "delete", "too many", NOW);
        brakes().decide(brakes().open(sync).orElseThrow().id(), State.RELEASED, "ann", NOW);
        inbox.add(sync, List.of(hint("3")), NOW);

        List<Inbox.Waiting> waiting = inbox.next(sync, 10, NOW).changes();
        Brake decision = brakes().decisions(sync).get(0);
        assertThat(waiting).extracting(item -> decision.covers(item.id())).containsExactly(true, true, false);

        inbox.remove(waiting.subList(0, 2).stream().map(Inbox.Waiting::id).toList());
        assertThat(brakes().decisions(sync)).as("all that it was good for is done").isEmpty();
    }

    @Test
    default void talliesAddUpWithinTheirTime() {
        String sync = newSync();
        var tallies = new Tallies(database());
        tallies.add(sync, Map.of("delete", 3, "blank:name", 1), NOW);
        tallies.add(sync, Map.of("delete", 4), NOW);
        tallies.add(sync, Map.of("delete", 5), NOW.minus(Duration.ofHours(2)));

        assertThat(tallies.since(sync, NOW.minus(Duration.ofHours(1)))).isEqualTo(Map.of("delete", 7L, "blank:name", 1L));
        tallies.forget(NOW.minus(Duration.ofHours(1)));
        assertThat(tallies.since(sync, NOW.minus(Duration.ofDays(1)))).containsEntry("delete", 7L);
    }

    @Test
    default void whatADefinitionSaidAtTheLastRunIsKnown() {
        String sync = newSync();
        var definitions = new RunDefinitions(database());
        assertThat(definitions.identity(sync)).isEmpty();

        definitions.save(sync, Map.of("match", "[\"mail\"]"), List.of());
        definitions.save(sync, Map.of("match", "[\"name\"]", "fields", "{}"), List.of(Map.of("match", "[\"mail\"]")));
        assertThat(definitions.former(sync)).containsExactly(Map.of("match", "[\"mail\"]"));
        definitions.forgetFormer(sync);
        assertThat(definitions.former(sync)).isEmpty();

        assertThat(definitions.identity(sync)).contains(Map.of("match", "[\"name\"]", "fields", "{}"));
    }
}
