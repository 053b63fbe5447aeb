package io.syncbridge.runs;

import io.syncbridge.store.RunFindings.Finding;
import io.syncbridge.store.Runs.Run;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What one step of a run did; all of it is stored in one transaction, or nothing.
 *
 * @param progress where the next step begins; JSON-shaped
 * @param done how many records are done by now
 * @param total how many there are; {@code null} where nobody knows
 * @param last whether the run is over
 * @param message what there is to say about the state; {@code null} for nothing
 * @param rest how long the next step has to wait
 * @param findings what was found out
 * @param tally what is added to the numbers by outcome
 * @param effects changes of the store that belong to the step; they run in its transaction
 */
public record RunStep(Map<String, Object> progress, long done, Long total, boolean last, String message, Duration rest,
        List<Finding> findings, Map<String, Long> tally, Runnable effects) {

    private static final Runnable NONE = () -> { };

    /** The step after which the run is at {@code progress}. */
    public static RunStep to(Map<String, Object> progress, long done, Long total) {
        return new RunStep(progress, done, total, false, null, Duration.ZERO, List.of(), Map.of(), NONE);
    }

    /** A step that did nothing but wait. */
    public static RunStep waiting(Run run, Duration rest, String message) {
        return to(run.progress(), run.done(), run.total()).resting(rest).saying(message);
    }

    /** This step, after which the run is over. */
    public RunStep asLast() {
        return new RunStep(progress, done, total, true, message, rest, findings, tally, effects);
    }

    public RunStep saying(String words) {
        return new RunStep(progress, done, total, last, words, rest, findings, tally, effects);
    }

    public RunStep resting(Duration time) {
        return new RunStep(progress, done, total, last, message, time, findings, tally, effects);
    }

    public RunStep finding(List<Finding> found) {
        return new RunStep(progress, done, total, last, message, rest, found, tally, effects);
    }

    public RunStep counting(Map<String, Long> numbers) {
        return new RunStep(progress, done, total, last, message, rest, findings, numbers, effects);
    }

    public RunStep with(Runnable changes) {
        return new RunStep(progress, done, total, last, message, rest, findings, tally, changes);
    }

    boolean hasEffects() {
        return effects != NONE;
    }
}
