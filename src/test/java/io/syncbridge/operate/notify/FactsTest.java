package io.syncbridge.operate.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.syncbridge.model.Problem;
import io.syncbridge.operate.view.Condition;
import io.syncbridge.operate.view.State;
import io.syncbridge.operate.view.SyncsView.Overview;
import io.syncbridge.operate.view.SyncsView.SyncState;
import io.syncbridge.store.Cursors.FailingPoll;
import io.syncbridge.store.Sightings.Kind;
import io.syncbridge.store.Sightings.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FactsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final Duration LAG = Duration.ofMinutes(15);
    private static final Duration ENDING = Duration.ofDays(14);

    @Test
    void aSyncThatRunsIsNoNews() {
        assertThat(facts(sync(State.RUNNING, null, 900, 0, 0, List.of()))).isEmpty();
        assertThat(facts(sync(State.PAUSED, "paused by anna", 9000, 0, 0, List.of()))).as("it waits because somebody said so").isEmpty();
    }

    @Test
    void countsAreToldWithThePageThatShowsThem() {
        assertThat(facts(sync(State.RUNNING, null, 901, 2, 1, List.of()))).extracting(Fact::text, Fact::number, Fact::path).containsExactly(
                tuple("Changes of sync contacts have been waiting for 15 minutes.", 1L, "/console"),
                tuple("Sync contacts: 2 reviews wait for a decision.", 2L, "/console/reviews?sync=contacts"),
                tuple("Sync contacts: 1 change has failed and needs a person.", 1L, "/console/failures?sync=contacts"));
    }

    @Test
    void anotherBrakeOfTheSameSyncIsAnotherSubject() {
        assertThat(facts(sync(State.BRAKED, "30 deletes", 0, 0, 0, List.of()))).singleElement().satisfies(brake -> {
            assertThat(brake.topic()).isEqualTo(Topic.BRAKES);
            assertThat(brake.subject()).isEqualTo("contacts 7");
        });
    }

    @Test
    void mistakesInFilesAreToldOfTheSyncAndOfTheFolder() {
        assertThat(facts(sync(State.NOT_STARTED, "No component is called tmer.", 0, 0, 0, List.of()))).extracting(Fact::text)
                .containsExactly("Sync contacts is not started: No component is called tmer.");
        assertThat(Facts.of(new Overview(List.of(), List.of(new Problem("x", "a.sync.yaml:3", "It is wrong.", "Put it right.")), List.of()), List.of(), LAG,
                ENDING, NOW)).extracting(Fact::text).containsExactly(
                        "Files of definitions and routes have a mistake: a.sync.yaml:3: It is wrong. Put it right.");
    }

    @Test
    void aSystemThatSeveralInstancesMissIsToldOnceAndItsFailingPollsNot() {
        SyncState sync = sync(State.SYSTEM_DOWN, "crm is left alone", 0, 0, 0,
                List.of(new FailingPoll("contacts", "crm", NOW, 3, "no answer"), new FailingPoll("contacts", "erp", NOW, 3, "403")));
        assertThat(facts(sync, down("crm", "one", NOW.minusSeconds(90)), down("crm", "two", NOW), down("removed", "one", NOW))).extracting(Fact::topic, Fact::text)
                .containsExactly(tuple(Topic.SYSTEMS, "System crm does not answer since 2026-03-01T09:58:30Z: refused"),
                        tuple(Topic.POLLS, "Polling of contacts/erp fails since 2026-03-01T10:00:00Z: 403"));
    }

    @Test
    void whatEndsIsToldInTimeADayBeforeAndWhenItHasEnded() {
        assertThat(endings(Kind.CERTIFICATE, Duration.ofDays(15))).isEmpty();
        assertThat(endings(Kind.CERTIFICATE, Duration.ofDays(13))).containsExactly(1L);
        assertThat(endings(Kind.CERTIFICATE, Duration.ofHours(23))).containsExactly(2L);
        assertThat(endings(Kind.CERTIFICATE, Duration.ofHours(-1))).containsExactly(3L);
        assertThat(endings(Kind.SUBSCRIPTION, Duration.ofDays(3))).as("it is renewed for as long").isEmpty();
        assertThat(endings(Kind.SUBSCRIPTION, Duration.ofHours(23))).containsExactly(2L);
        assertThat(Facts.of(new Overview(List.of(), List.of(), List.of()),
                List.of(new Sighting(Kind.CERTIFICATE, "old.example.com", "", NOW, null, NOW.minus(Duration.ofDays(3)))), LAG, ENDING, NOW))
                .as("nobody has come across it for days").isEmpty();
    }

    private static List<Long> endings(Kind kind, Duration left) {
        return Facts.of(new Overview(List.of(), List.of(), List.of()), List.of(new Sighting(kind, "api.example.com", "", NOW.plus(left), null, NOW)), LAG,
                ENDING, NOW).stream().map(Fact::number).toList();
    }

    private static Sighting down(String system, String instance, Instant since) {
        return new Sighting(Kind.SYSTEM_DOWN, system, instance, since, "refused", NOW);
    }

    private static List<Fact> facts(SyncState sync, Sighting... sightings) {
        return Facts.of(new Overview(List.of(sync), List.of(), List.of()), List.of(sightings), LAG, ENDING, NOW);
    }

    private static SyncState sync(State state, String why, long lag, long reviews, long failed, List<FailingPoll> failing) {
        List<Condition> conditions = state == State.RUNNING ? List.of() : List.of(new Condition(state, why, NOW));
        return new SyncState("contacts", "contacts.sync.yaml", List.of("crm", "erp"), state, why, NOW, conditions, state == State.BRAKED ? 7L : null,
                0, 0, null, false, lag, 0, failed, reviews, 0, 0, failing, List.of(), null, null);
    }
}
