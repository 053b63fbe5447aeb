package io.syncbridge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.store.Cursors;
import io.syncbridge.store.Runs;
import io.syncbridge.store.StoreDatabase;
import io.syncbridge.store.TestStore;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a system is polled for the first time. */
class FirstPollTest {

    private static final Instant NOW = Instant.parse("2025-03-01T10:15:30Z");
    private static final Duration LEASE = Duration.ofSeconds(15);

    private StoreDatabase database;
    private Runs runs;
    private Cursors cursors;

    @BeforeEach
    void open() throws SQLException {
        database = TestStore.open();
        runs = new Runs(database);
        cursors = new Cursors(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aSystemIsPolledAtOnceUnlessABackfillIsToComeFirst() {
        assertThat(firstPoll(false).waits("contacts", "crm")).isFalse();
        assertThat(firstPoll(true).waits("contacts", "crm")).isTrue();
    }

    @Test
    void itIsPolledWhenAPlanWasAppliedToItsEnd() {
        FirstPoll firstPoll = firstPoll(true);
        done(runs.add("contacts", Runs.Kind.PLAN, Map.of(), "ann", NOW));
        assertThat(firstPoll.waits("contacts", "crm")).as("only planned").isTrue();

        done(runs.add("contacts", Runs.Kind.APPLY, Map.of("plan", 1), "ann", NOW));
        assertThat(firstPoll.waits("contacts", "crm")).isFalse();
        assertThat(firstPoll.waits("accounts", "crm")).as("another sync").isTrue();
    }

    @Test
    void oneThatWasPolledBeforeGoesOn() {
        cursors.claim("contacts", "crm", "a", NOW, LEASE);
        cursors.move("contacts", "crm", "17", NOW);

        assertThat(firstPoll(true).waits("contacts", "crm")).isFalse();
    }

    private void done(long id) {
        runs.claim("a", NOW, LEASE);
        runs.advance(id, "a", new Runs.Advance(Runs.State.DONE, Map.of(), 1, 1L, null, NOW), NOW);
    }

    private FirstPoll firstPoll(boolean backfillFirst) {
        return new FirstPoll(runs, cursors, TestStore.config("bridge.backfill-first", Boolean.toString(backfillFirst)));
    }
}
