package io.syncbridge.runs;

import io.syncbridge.store.Runs;
import io.syncbridge.store.Runs.Run;
import java.util.Locale;
import java.util.Map;

/** The run that another one goes on from. */
public final class OtherRun {

    private OtherRun() {
    }

    /**
     * Returns the run whose number is asked for under {@code key}.
     *
     * @throws BadRunException if there is none of that sync
     */
    public static Run asked(Runs runs, String sync, Map<String, Object> asked, String key) {
        long id = number(asked.get(key), key);
        return runs.find(id).filter(run -> run.sync().equals(sync))
                .orElseThrow(() -> new BadRunException("Sync " + sync + " has no run " + id + "."));
    }

    /** @throws BadRunException if it is of another kind, or not done */
    public static Run done(Run run, Runs.Kind kind) {
        if (run.kind() != kind || run.state() != Runs.State.DONE) {
            throw new BadRunException("Run " + run.id() + " is a " + low(run.kind()) + " that is " + low(run.state())
                    + "; it takes a " + low(kind) + " that is done.");
        }
        return run;
    }

    private static long number(Object asked, String key) {
        try {
            return Long.parseLong(String.valueOf(asked));
        } catch (NumberFormatException e) {
            throw new BadRunException(key + "=" + asked + " is no run's number.");
        }
    }

    private static String low(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
