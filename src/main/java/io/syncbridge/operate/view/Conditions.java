package io.syncbridge.operate.view;

import io.syncbridge.component.SystemState;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.model.Problem;
import io.syncbridge.store.Brakes.Brake;
import io.syncbridge.store.Cursors.FailingPoll;
import io.syncbridge.store.Pauses.Pause;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Decides what is true of a sync by what is known of its files, routes, systems and changes. */
final class Conditions {

    /** As long as a change may be ready to go out before its sync counts as behind; the alert rules say the same. */
    static final Duration BEHIND = Duration.ofMinutes(15);

    /**
     * @param isLoading whether routes are still being loaded
     * @param standsAside whether another instance runs it by another definition
     * @param problems what is wrong with files of routes, and with systems that cannot serve their definition
     * @param unrouted systems that no running route reaches
     * @param pause {@code null} for none
     * @param brake {@code null} for none
     * @param unbegun systems that are not polled before a backfill
     * @param unscanned polled systems whose first look is not through
     * @param down systems that are left alone
     * @param failing systems whose polls fail
     * @param waiting how its changes wait
     * @param isQuiet whether it is a quiet hour
     */
    record Facts(boolean isLoading, boolean standsAside, List<Problem> problems, List<String> unrouted, Pause pause, Brake brake, List<String> unbegun,
            List<String> unscanned, List<SystemState> down, List<FailingPoll> failing, Wait waiting, boolean isQuiet) {
    }

    private Conditions() {
    }

    /** Returns what keeps the sync from simply running, the most serious first. */
    static List<Condition> of(SyncDefinition sync, Facts facts) {
        var found = new ArrayList<Condition>();
        routes(sync, facts, found);
        if (facts.brake() != null) {
            found.add(new Condition(State.BRAKED, facts.brake().why(), facts.brake().openedAt()));
        }
        if (facts.pause() != null) {
            found.add(new Condition(State.PAUSED, "paused by " + facts.pause().by(), facts.pause().at()));
        }
        if (!facts.unbegun().isEmpty()) {
            found.add(new Condition(State.WAITING_FOR_BACKFILL, "%s not polled before a backfill, or a plan that was applied, is through: `bridge backfill %s`."
                    .formatted(are(facts.unbegun()), sync.name()), null));
        }
        facts.down().forEach(system -> found.add(new Condition(State.SYSTEM_DOWN,
                "%s is left alone until %s: %s".formatted(system.system(), seconds(system.pausedUntil()), system.reason()), null)));
        facts.failing().forEach(poll -> found.add(new Condition(State.POLL_FAILING,
                "Polling %s has failed %d times: %s".formatted(poll.system(), poll.times(), poll.why()), poll.since())));
        facts.unscanned().stream().filter(system -> !facts.unbegun().contains(system)).forEach(system -> found.add(
                new Condition(State.FIRST_SCAN, system + " is looked through for the first time.", null)));
        waiting(facts, found);
        found.sort(Comparator.comparing(Condition::state));
        return List.copyOf(found);
    }

    private static void routes(SyncDefinition sync, Facts facts, List<Condition> found) {
        facts.problems().stream().filter(problem -> problem.where().startsWith(sync.file() + ":"))
                .forEach(problem -> found.add(new Condition(State.NOT_CONFIGURED, problem.message() + " " + problem.cure(), null)));
        if (facts.standsAside()) {
            found.add(new Condition(State.NOT_STARTED, "Another instance runs it by another definition than " + sync.file()
                    + " here; this one leaves the sync to it. Give all instances the same files.", null));
        }
        if (facts.isLoading()) {
            found.add(new Condition(State.NOT_STARTED, "Routes are being loaded.", null));
        } else if (!facts.unrouted().isEmpty()) {
            List<String> mistakes = facts.problems().stream().filter(problem -> problem.where().contains(sync.name() + ".camel."))
                    .map(problem -> problem.where() + ": " + problem.message()).toList();
            found.add(mistakes.isEmpty()
                    ? new Condition(State.NOT_CONFIGURED, facts.unrouted().stream().map(system -> "`from: sync:" + sync.name() + "/" + system + "`")
                            .collect(Collectors.joining(" and with ", "No route begins with ", ": add it to a *.camel.yaml in the folder bridge.routes.")), null)
                    : new Condition(State.NOT_STARTED, String.join(" ", mistakes), null));
        }
    }

    private static void waiting(Facts facts, List<Condition> found) {
        Wait wait = facts.waiting();
        if (facts.pause() == null && facts.brake() == null && wait.lagSeconds() > BEHIND.toSeconds()) {
            found.add(new Condition(State.BEHIND, "The longest waiting change could have gone out %d minutes ago.".formatted(wait.lagSeconds() / 60),
                    null));
        }
        if (facts.isQuiet()) {
            found.add(new Condition(State.DELAYED, "Quiet hours: nothing is delivered" + (wait.held() == 0 ? "." : ", and "
                    + changes(wait.held()) + " until " + seconds(wait.until()) + "."), null));
        } else if (wait.held() > 0) {
            found.add(new Condition(State.DELAYED, "Collecting: " + changes(wait.held()) + ", the first until " + seconds(wait.until()) + ".", null));
        }
    }

    private static Instant seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    private static String changes(long number) {
        return number == 1 ? "1 change waits" : number + " changes wait";
    }

    private static String are(List<String> systems) {
        return String.join(" and ", systems) + (systems.size() == 1 ? " is" : " are");
    }
}
