package io.syncbridge.component;

import io.syncbridge.definition.DescriptionCheck;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.model.Description;
import io.syncbridge.model.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Whether a system can serve what its definition maps, as far as its route describes what records hold. */
final class Fitness {

    private static final Logger LOG = Logger.getLogger(Fitness.class);

    /** How long a system that cannot serve its definition is not asked again. */
    private static final Duration AGAIN = Duration.ofSeconds(10);

    private volatile boolean isFit;
    private volatile List<Problem> problems = List.of();
    private Instant next = Instant.MIN;

    /** Returns what the sync was stopped for; nothing where it may run. */
    List<Problem> problems() {
        return problems;
    }

    /**
     * Asks the system where that is due.
     *
     * @param describe asks it
     * @throws SystemCallException if values would be missing in silence; trying again later can help
     */
    void check(SyncDefinition sync, String system, Supplier<Description> describe, Clock clock) {
        if (!isFit) {
            ask(sync, system, describe, clock.instant());
        }
        if (!problems.isEmpty()) {
            throw new SystemCallException(problems.get(0).toString(), true, null);
        }
    }

    private synchronized void ask(SyncDefinition sync, String system, Supplier<Description> describe, Instant now) {
        if (isFit || now.isBefore(next)) {
            return;
        }
        try {
            List<Problem> found = DescriptionCheck.problems(sync, system, describe.get()).stream()
                    .filter(DescriptionCheck::isStopping).toList();
            isFit = found.isEmpty();
            next = now.plus(AGAIN);
            say(sync, system, found);
            problems = found;
        } catch (SystemCallException unasked) {
            next = unasked.isPassing() ? Instant.MIN : now.plus(AGAIN);
            LOG.debugf("System %s of %s did not describe its records: %s", system, sync.name(), unasked.getMessage());
        }
    }

    private void say(SyncDefinition sync, String system, List<Problem> found) {
        found.stream().filter(problem -> !problems.contains(problem)).forEach(problem -> LOG.error(problem.toString()));
        if (!found.isEmpty() && problems.isEmpty()) {
            LOG.errorf("%s does not reach %s, for the mistakes above; other syncs run. It is looked at again.", sync.name(), system);
        } else if (found.isEmpty() && !problems.isEmpty()) {
            LOG.infof("%s reaches %s again.", sync.name(), system);
        }
    }
}
