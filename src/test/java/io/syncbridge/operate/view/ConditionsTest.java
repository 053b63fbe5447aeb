package io.syncbridge.operate.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.component.SystemState;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.model.Problem;
import io.syncbridge.operate.TestSync;
import io.syncbridge.operate.view.Conditions.Facts;
import io.syncbridge.store.Brakes;
import io.syncbridge.store.Brakes.Brake;
import io.syncbridge.store.Cursors.FailingPoll;
import io.syncbridge.store.Pauses.Pause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final SyncDefinition SYNC = TestSync.contacts().find("contacts").orElseThrow();
    private static final Wait NOTHING = new Wait(0, null, 0);
    private static final Facts FINE = new Facts(false, false, List.of(), List.of(), null, null, List.of(), List.of(), List.of(), List.of(), NOTHING, false);

    @Test
    void aSyncThatHasNothingAgainstItRuns() {
        assertThat(Conditions.of(SYNC, FINE)).isEmpty();
    }

    @Test
    void aSystemWithoutARouteIsNotConfigured() {
        var facts = new Facts(false, false, List.of(new Problem("x", "other.camel.yaml:3", "is wrong", "")), List.of("crm"), null, null, List.of(),
                List.of(), List.of(), List.of(), NOTHING, false);
        assertThat(Conditions.of(SYNC, facts)).singleElement().satisfies(condition -> {
            assertThat(condition.state()).isEqualTo(State.NOT_CONFIGURED);
            assertThat(condition.why()).startsWith("No route begins with `from: sync:" + SYNC.name() + "/crm`: add it");
        });
    }

    @Test
    void aSyncWhoseRoutesHaveMistakesIsNotStartedAndSaysWhichOnes() {
        var facts = new Facts(false, false, List.of(new Problem("x", SYNC.name() + ".camel.yaml:7", "No component is called 'tmer'.", "")),
                List.of("crm", "erp"), null, null, List.of(), List.of(), List.of(), List.of(), NOTHING, false);
        assertThat(Conditions.of(SYNC, facts)).containsExactly(new Condition(State.NOT_STARTED,
                SYNC.name() + ".camel.yaml:7: No component is called 'tmer'.", null));
    }

    @Test
    void whileRoutesAreLoadedNothingIsMissing() {
        var facts = new Facts(true, false, List.of(), List.of("crm"), null, null, List.of(), List.of(), List.of(), List.of(), NOTHING, false);
        assertThat(Conditions.of(SYNC, facts)).extracting(Condition::state).containsExactly(State.NOT_STARTED);
    }

    @Test
    void theMostSeriousConditionComesFirstAndTheOthersAreToldToo() {
        var brake = new Brake(1, SYNC.name(), Brakes.Kind.DELETES, "crm", "30 deletes", NOW, Brakes.State.OPEN, null, null, null);
        var facts = new Facts(false, false, List.of(), List.of(), new Pause("anna", NOW), brake, List.of("erp"), List.of("crm", "erp"),
                List.of(new SystemState("crm", NOW, "503", Duration.ZERO)), List.of(new FailingPoll(SYNC.name(), "crm", NOW, 3, "no")),
                new Wait(2, NOW, 3600), false);
        assertThat(Conditions.of(SYNC, facts)).extracting(Condition::state).containsExactly(State.BRAKED, State.PAUSED, State.WAITING_FOR_BACKFILL,
                State.SYSTEM_DOWN, State.POLL_FAILING, State.FIRST_SCAN, State.DELAYED);
    }

    @Test
    void changesThatCouldHaveGoneOutLongAgoMakeASyncBehindUnlessItIsHeld() {
        assertThat(Conditions.of(SYNC, waiting(new Wait(0, null, 901), null))).extracting(Condition::state).containsExactly(State.BEHIND);
        assertThat(Conditions.of(SYNC, waiting(new Wait(0, null, 900), null))).isEmpty();
        assertThat(Conditions.of(SYNC, waiting(new Wait(0, null, 901), new Pause("anna", NOW)))).extracting(Condition::state)
                .containsExactly(State.PAUSED);
    }

    private static Facts waiting(Wait wait, Pause pause) {
        return new Facts(false, false, List.of(), List.of(), pause, null, List.of(), List.of(), List.of(), List.of(), wait, false);
    }
}
