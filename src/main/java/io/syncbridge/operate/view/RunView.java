package io.syncbridge.operate.view;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.syncbridge.runs.compare.Agreement;
import io.syncbridge.store.Runs;
import io.syncbridge.store.Runs.Run;
import java.time.Instant;
import java.util.Map;

/**
 * A run as people see it.
 *
 * @param total how many records there are; {@code null} where nobody knows
 * @param rate records a second since it was started or resumed; 0 where that cannot be told
 * @param secondsLeft {@code null} where that cannot be told
 * @param tally what the records came to: how many by outcome
 * @param agreement how far the systems agree, after a comparison that is done; {@code null} else
 */
public record RunView(long id, String sync, Runs.Kind kind, Runs.State state, Map<String, Object> parameters, String askedBy,
        Instant askedAt, Instant startedAt, Instant finishedAt, long done, Long total, double rate, Long secondsLeft,
        Map<String, Long> tally, Agreement agreement, String message) {

    public static RunView of(Run run) {
        return new RunView(run.id(), run.sync(), run.kind(), run.state(), run.parameters(), run.askedBy(), run.askedAt(),
                run.startedAt(), run.finishedAt(), run.done(), run.total(), Math.round(run.rate() * 10) / 10.0, run.secondsLeft(),
                run.tally(), agreement(run), run.message());
    }

    private static Agreement agreement(Run run) {
        return run.kind() == Runs.Kind.COMPARE && run.state() == Runs.State.DONE ? Agreement.of(run.tally()) : null;
    }

    @JsonIgnore
    public boolean isOver() {
        return state.isOver();
    }

    @JsonIgnore
    public boolean isGoing() {
        return state == Runs.State.WAITING || state == Runs.State.RUNNING;
    }

    @JsonIgnore
    public boolean isResumable() {
        return state == Runs.State.PAUSED || state == Runs.State.FAILED;
    }
}
