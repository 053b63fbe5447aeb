package io.syncbridge.operate.view;

import io.syncbridge.component.SystemState;
import io.syncbridge.definition.Definitions;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.model.Problem;
import io.syncbridge.operate.view.Conditions.Facts;
import io.syncbridge.store.Brakes;
import io.syncbridge.store.Brakes.Brake;
import io.syncbridge.store.Cursors.FailingPoll;
import io.syncbridge.store.Pauses.Pause;
import java.lang.reflect.UndeclaredThrowableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The syncs as they look with one of them in each of the states that there are, by the words that the facts lead to. */
public final class EachState extends SyncsView {

    private static final Wait NONE = new Wait(0, null, 0);

    private final Supplier<Overview> overview;

    private EachState(Supplier<Overview> overview) {
        super(null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);
        this.overview = overview;
    }

    @Override
    public Overview overview() {
        return overview.get();
    }

    /** Gives each state to one of the running syncs; those that remain simply run, and agreed, differed or were never compared. */
    public static EachState of(Overview real, Definitions definitions, Instant now) {
        List<Problem> problems = List.of();
        var syncs = new ArrayList<SyncState>();
        for (SyncState sync : real.syncs()) {
            SyncDefinition definition = definitions.find(sync.sync()).orElseThrow();
            int place = syncs.size();
            if (place < State.values().length) {
                Facts facts = facts(State.values()[place], sync.sync(), sync.systems().get(0), now);
                problems = facts.problems().isEmpty() ? problems : facts.problems();
                syncs.add(with(sync, Conditions.of(definition, facts), facts.waiting(), null));
            } else {
                syncs.add(with(sync, List.of(), NONE, place % 3 == 0 ? null : new Comparison(now.minusSeconds(7200), 0.99, place % 3 == 1 ? 0 : 1_204)));
            }
        }
        var overview = new Overview(syncs, problems, List.of());
        return new EachState(() -> overview);
    }

    /** Fails whenever it is asked. */
    public static EachState failing(Exception failure) {
        return new EachState(() -> {
            throw new UndeclaredThrowableException(failure, failure.getMessage());
        });
    }

    private static Facts facts(State state, String sync, String system, Instant now) {
        Instant since = now.minusSeconds(4000);
        boolean isRouted = state != State.NOT_CONFIGURED && state != State.NOT_STARTED;
        return new Facts(false, false,
                state == State.NOT_STARTED ? List.of(new Problem("component", sync + ".camel.yaml:7", "No component is called 'tmer'.", "Did you mean `timer`?"))
                        : List.of(),
                isRouted ? List.of() : List.of(system),
                state == State.PAUSED ? new Pause("anna", since) : null,
                state == State.BRAKED ? new Brake(1, sync, Brakes.Kind.DELETES, "delete", "120 of 400 records of " + system + " would be deleted.", since,
                        Brakes.State.OPEN, null, null, null) : null,
                state == State.WAITING_FOR_BACKFILL ? List.of(system) : List.of(),
                state == State.FIRST_SCAN ? List.of(system) : List.of(),
                state == State.SYSTEM_DOWN ? List.of(new SystemState(system, now.plusSeconds(60), "It answers with status 503: Down for maintenance until the"
                        + " morning, https://status.example.org/a-rather-long-address-without-a-place-to-break/incidents/2026-11-27", Duration.ZERO)) : List.of(),
                state == State.POLL_FAILING ? List.of(new FailingPoll(sync, system, since, 12, "The login was refused.")) : List.of(),
                state == State.BEHIND ? new Wait(0, null, 4000) : state == State.DELAYED ? new Wait(1_250, now.plusSeconds(900), 0) : NONE, false);
    }

    private static SyncState with(SyncState sync, List<Condition> conditions, Wait wait, Comparison compared) {
        Condition first = conditions.isEmpty() ? new Condition(State.RUNNING, null, null) : conditions.get(0);
        return new SyncState(sync.sync(), sync.file(), sync.systems(), first.state(), first.why(), first.since(), conditions, first.state() == State.BRAKED ? 1L : null,
                wait.held(), wait.held(), wait.until(), false, wait.lagSeconds(), 0, 0, 0, 0, 0, List.of(), sync.looks(), sync.lastSuccess(), compared);
    }
}
