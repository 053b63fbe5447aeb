package io.syncbridge.runs.undo;

import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.runs.BadRunException;
import io.syncbridge.runs.OtherRun;
import io.syncbridge.store.Runs;
import io.syncbridge.store.Runs.Run;
import io.syncbridge.store.SyncLog.LogFilter;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What an undo is asked with: a run, or a span of time, and it plans; or a plan, and it carries that out.
 *
 * @param plan the number of the plan; {@code null} where this is to be one
 * @param run the run whose writes are meant; {@code null} for a span of time
 */
record UndoParameters(Long plan, Long run, Instant from, Instant until) {

    private static final String PLAN = "plan";
    private static final String RUN = "run";
    private static final String FROM = "from";
    private static final String UNTIL = "until";

    /** @throws BadRunException saying what is wrong and what is allowed */
    static UndoParameters read(Runs runs, SyncDefinition sync, Map<String, Object> asked, Instant now) {
        if (asked.keySet().equals(Set.of(RUN))) {
            return new UndoParameters(null, OtherRun.asked(runs, sync.name(), asked, RUN).id(), null, null);
        }
        if (asked.keySet().equals(Set.of(PLAN))) {
            Run plan = OtherRun.done(OtherRun.asked(runs, sync.name(), asked, PLAN), Runs.Kind.UNDO);
            if (plan.parameters().containsKey(PLAN)) {
                throw new BadRunException("Run " + plan.id() + " is no plan; it has carried one out.");
            }
            return new UndoParameters(plan.id(), null, null, null);
        }
        if (asked.containsKey(FROM) && Set.of(FROM, UNTIL).containsAll(asked.keySet())) {
            Instant from = time(asked, FROM);
            Instant until = asked.containsKey(UNTIL) ? time(asked, UNTIL) : now;
            if (from.isBefore(until)) {
                return new UndoParameters(null, null, from, until);
            }
            throw new BadRunException("from=" + from + " is not before until=" + until + ".");
        }
        throw new BadRunException("Say what to take back: {run: number}, or {from: time, until: time} (until now if left out);"
                + " that makes a plan. Then {plan: its number} carries it out.");
    }

    /** Reads what {@link #json} made. */
    static UndoParameters of(Map<String, Object> json) {
        return new UndoParameters(number(json, PLAN), number(json, RUN), json.containsKey(FROM) ? time(json, FROM) : null,
                json.containsKey(UNTIL) ? time(json, UNTIL) : null);
    }

    Map<String, Object> json() {
        var json = new LinkedHashMap<String, Object>();
        if (plan != null) {
            json.put(PLAN, plan);
        }
        if (run != null) {
            json.put(RUN, run);
        }
        if (from != null) {
            json.put(FROM, from.toString());
            json.put(UNTIL, until.toString());
        }
        return json;
    }

    boolean isPlan() {
        return plan == null;
    }

    /** Returns what is to be taken back, as a question to the sync log. */
    LogFilter writes(String sync) {
        return new LogFilter(sync, null, null, null, null, from, until, run);
    }

    private static Long number(Map<String, Object> json, String key) {
        return json.get(key) instanceof Number number ? number.longValue() : null;
    }

    private static Instant time(Map<String, Object> asked, String key) {
        try {
            return Instant.parse(asked.get(key).toString());
        } catch (DateTimeParseException e) {
            throw new BadRunException(key + "=" + asked.get(key) + " is no time; write it like 2026-05-04T13:00:00Z.");
        }
    }
}
