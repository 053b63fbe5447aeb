package io.syncbridge.operate.view;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.syncbridge.component.SyncComponent;
import io.syncbridge.component.SystemGuards;
import io.syncbridge.component.SystemState;
import io.syncbridge.component.Systems;
import io.syncbridge.definition.Definitions;
import io.syncbridge.definition.QuietHours;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.loading.FileChange;
import io.syncbridge.loading.LoadedFiles;
import io.syncbridge.loading.Reload;
import io.syncbridge.model.Problem;
import io.syncbridge.pipeline.DefinitionBrake;
import io.syncbridge.pipeline.FirstPoll;
import io.syncbridge.runs.compare.Agreement;
import io.syncbridge.store.Brakes;
import io.syncbridge.store.Brakes.Brake;
import io.syncbridge.store.Children;
import io.syncbridge.store.Cursors;
import io.syncbridge.store.Cursors.FailingPoll;
import io.syncbridge.store.Deliveries;
import io.syncbridge.store.Inbox;
import io.syncbridge.store.Pauses;
import io.syncbridge.store.OutboxEvents;
import io.syncbridge.store.Pauses.Pause;
import io.syncbridge.store.QuietLifts;
import io.syncbridge.store.Reviews;
import io.syncbridge.store.Runs;
import io.syncbridge.store.SyncLog;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The syncs at a glance: a fixed number of statements, however many syncs there are, beside those for systems that wait for a backfill. */
@ApplicationScoped
public class SyncsView {

    /**
     * @param state the first of {@code conditions}, or running
     * @param why what is to be known about the state; {@code null} while it runs
     * @param since since when it is so, if that is known
     * @param conditions all that keeps it from simply running, the most serious first
     * @param brake the brake that holds it; {@code null} for none
     * @param waiting changes in the inbox
     * @param held those of them that wait because the definition says so: for their batch window, for their record to rest, or for
     *     the end of quiet hours
     * @param heldUntil when the first of these goes out; {@code null} for none
     * @param quiet whether it is a quiet hour, so that nothing is delivered
     * @param lagSeconds how long the longest waiting of the others has been ready to go out
     * @param retrying deliveries that are tried again by themselves
     * @param failed changes that need a person
     * @param reviews conflicts that need a person
     * @param children records and writes that wait for what they point to
     * @param outbox events that wait to be published
     * @param failingPolls systems that cannot be polled, so that nobody hears of what changes there
     * @param looks when the systems were last looked at that are polled
     * @param lastSuccess when something was last delivered; {@code null} for never, as far as the log goes back
     * @param compared what the last comparison came to; {@code null} for none
     */
    public record SyncState(String sync, String file, List<String> systems, State state, String why, Instant since,
            List<Condition> conditions, Long brake, long waiting, long held, Instant heldUntil, boolean quiet, long lagSeconds, long retrying, long failed, long reviews,
            long children, long outbox, List<FailingPoll> failingPolls, List<Look> looks, Instant lastSuccess, Comparison compared) {

        @JsonIgnore
        public boolean isRunning() {
            return !state.isHeld();
        }
    }

    /**
     * @param last when the last complete look at the system's changes began; {@code null} before the first
     * @param next when it is due next; {@code null} where no timer drives it
     */
    public record Look(String system, Instant last, Instant next) {
    }

    /**
     * What a comparison came to.
     *
     * @param at when it was through
     * @param share of the records that agreed, from 0 to 1
     */
    public record Comparison(Instant at, double share, long differing) {
    }

    /**
     * Files that changed while the bridge runs, and that are not taken over yet.
     *
     * @param syncs that they are about
     * @param problems what is wrong with them
     * @param failure why they could not be taken over; {@code null} where nobody has tried
     */
    public record ChangedFiles(String id, List<String> files, List<String> syncs, List<Problem> problems, String failure) {

        private static ChangedFiles of(Reload.Pending pending) {
            return new ChangedFiles(pending.id(), pending.draft().files().stream().map(FileChange::name).toList(), List.copyOf(pending.draft().syncs()),
                    pending.problems(), pending.failure());
        }
    }

    /**
     * @param problems what is wrong with the files that define syncs and routes, which are not running, and with systems that
     *     cannot serve their definition
     * @param changes files that are otherwise than those by which the bridge runs
     */
    public record Overview(List<SyncState> syncs, List<Problem> problems, List<ChangedFiles> changes) {

        public Optional<SyncState> find(String sync) {
            return syncs.stream().filter(state -> state.sync().equals(sync)).findFirst();
        }
    }

    private record Counts(Map<String, Inbox.Backlog> backlog, Map<String, Map<Deliveries.State, Long>> undelivered,
            Map<String, Long> reviews, Map<String, Pause> pauses, Map<String, Brake> brakes,
            Set<String> lifted, Map<String, Long> children, Map<String, Long> outbox, Map<String, List<FailingPoll>> failingPolls, Map<String, List<Cursors.Seen>> seen,
            Map<String, Instant> successes, Map<String, Comparison> compared, List<SystemState> down,
            Map<String, Instant> polls) {
    }

    private final Definitions definitions;
    private final LoadedFiles files;
    private final Reload reload;
    private final DefinitionBrake definitionBrake;
    private final SyncComponent routes;
    private final Systems systems;
    private final SystemGuards guards;
    private final FirstPoll firstPoll;
    private final PollTimers timers;
    private final Inbox inbox;
    private final Deliveries deliveries;
    private final Reviews reviews;
    private final Pauses pauses;
    private final Brakes brakes;
    private final QuietLifts lifts;
    private final Children children;
    private final OutboxEvents outbox;
    private final Cursors cursors;
    private final Runs runs;
    private final SyncLog log;
    private final Clock clock;

    public SyncsView(Definitions definitions, LoadedFiles files, Reload reload, DefinitionBrake definitionBrake, SyncComponent routes, Systems systems, SystemGuards guards,
            FirstPoll firstPoll, PollTimers timers, Inbox inbox, Deliveries deliveries, Reviews reviews, Pauses pauses, Brakes brakes, QuietLifts lifts,
            Children children, OutboxEvents outbox, Cursors cursors, Runs runs, SyncLog log, Clock clock) {
        this.definitions = definitions;
        this.files = files;
        this.reload = reload;
        this.definitionBrake = definitionBrake;
        this.routes = routes;
        this.systems = systems;
        this.guards = guards;
        this.firstPoll = firstPoll;
        this.timers = timers;
        this.inbox = inbox;
        this.deliveries = deliveries;
        this.reviews = reviews;
        this.pauses = pauses;
        this.brakes = brakes;
        this.lifts = lifts;
        this.children = children;
        this.outbox = outbox;
        this.cursors = cursors;
        this.runs = runs;
        this.log = log;
        this.clock = clock;
    }

    public Overview overview() {
        Instant now = clock.instant();
        var counts = new Counts(inbox.backlog(), deliveries.counts(), reviews.counts(), pauses.all(), brakes.open(),
                lifts.all(now), children.counts(), outbox.counts(), cursors.failing().stream().collect(Collectors.groupingBy(FailingPoll::sync)),
                cursors.seen().stream().collect(Collectors.groupingBy(Cursors.Seen::sync)), log.lastSuccesses(),
                runs.lastDone(Runs.Kind.COMPARE).stream().collect(Collectors.toMap(Runs.Run::sync, SyncsView::comparison)),
                guards.states().stream().filter(SystemState::isPaused).toList(), timers.next());
        List<Problem> problems = Stream.concat(files.problems().stream(), systems.unserved().stream()).toList();
        return new Overview(definitions.syncs().stream().map(sync -> state(sync, counts, problems, now)).toList(), problems,
                reload.pending().stream().map(ChangedFiles::of).toList());
    }

    private static Comparison comparison(Runs.Run run) {
        Agreement agreement = Agreement.of(run.tally());
        return new Comparison(run.finishedAt(), agreement.getShare(), agreement.differing());
    }

    private SyncState state(SyncDefinition sync, Counts counts, List<Problem> problems, Instant now) {
        String name = sync.name();
        List<String> systems = List.copyOf(sync.systems().keySet());
        Inbox.Backlog backlog = counts.backlog().get(name);
        Map<Deliveries.State, Long> undelivered = counts.undelivered().getOrDefault(name, Map.of());
        QuietHours hours = sync.batch().quiet();
        boolean quiet = hours.until(now).isPresent() && !counts.lifted().contains(name);
        Wait wait = Wait.of(backlog, hours, quiet, now);
        Brake brake = counts.brakes().get(name);
        List<FailingPoll> failing = counts.failingPolls().getOrDefault(name, List.of());
        Map<String, Cursors.Seen> seen = counts.seen().getOrDefault(name, List.of()).stream()
                .collect(Collectors.toMap(Cursors.Seen::system, look -> look));
        List<String> polled = systems.stream().filter(system -> routes.isPolled(name, system)).toList();
        List<Condition> conditions = Conditions.of(sync, new Conditions.Facts(!routes.isComplete(name), definitionBrake.standsAside(name), problems,
                systems.stream().filter(system -> !routes.isReached(name, system)).toList(), counts.pauses().get(name), brake,
                polled.stream().filter(system -> firstPoll.waits(name, system)).toList(),
                polled.stream().filter(system -> !seen.containsKey(system) || seen.get(system).isFirst()).toList(),
                counts.down().stream().filter(system -> systems.contains(system.system())).toList(), failing, wait, quiet));
        Condition first = conditions.isEmpty() ? new Condition(State.RUNNING, null, null) : conditions.get(0);
        return new SyncState(name, sync.file(), systems, first.state(), first.why(), first.since(), conditions,
                brake == null ? null : brake.id(), backlog == null ? 0 : backlog.waiting(), wait.held(), wait.until(), quiet,
                wait.lagSeconds(), undelivered.getOrDefault(Deliveries.State.WAITING, 0L), undelivered.getOrDefault(Deliveries.State.FAILED, 0L),
                counts.reviews().getOrDefault(name, 0L), counts.children().getOrDefault(name, 0L),
                counts.outbox().getOrDefault(name, 0L), failing,
                polled.stream().map(system -> new Look(system, seen.containsKey(system) ? seen.get(system).last() : null,
                        counts.polls().get(name + "/" + system))).toList(),
                counts.successes().get(name), counts.compared().get(name));
    }
}
