package io.syncbridge.operate.view;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.syncbridge.component.Systems;
import io.syncbridge.definition.Definitions;
import io.syncbridge.definition.QuietHours;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.loading.LoadedFiles;
import io.syncbridge.model.Problem;
import io.syncbridge.store.Brakes.Brake;
import io.syncbridge.store.Brakes;
import io.syncbridge.store.Children;
import io.syncbridge.store.Cursors;
import io.syncbridge.store.Cursors.FailingPoll;
import io.syncbridge.store.Deliveries;
import io.syncbridge.store.Inbox;
import io.syncbridge.store.Pauses.Pause;
import io.syncbridge.store.QuietLifts;
import io.syncbridge.store.Pauses;
import io.syncbridge.store.Reviews;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The syncs at a glance: seven statements, however many syncs there are. */
@ApplicationScoped
public class SyncsView {

    public enum State {
        RUNNING,
        /** A person holds it. */
        PAUSED,
        /** A brake holds it. */
        STOPPED
    }

    /**
     * @param why what a person must know about the state; {@code null} while it runs
     * @param since since when it is held
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
     * @param failingPolls systems that cannot be polled, so that nobody hears of what changes there
     */
    public record SyncState(String sync, String file, List<String> systems, State state, String why, Instant since,
            Long brake, long waiting, long held, Instant heldUntil, boolean quiet, long lagSeconds, long retrying, long failed, long reviews,
            long children, List<FailingPoll> failingPolls) {

        @JsonIgnore
        public boolean isRunning() {
            return state == State.RUNNING;
        }
    }

    /**
     * @param problems what is wrong with the files that define syncs and routes, which are not running, and with systems that
     *     cannot serve their definition
     */
    public record Overview(List<SyncState> syncs, List<Problem> problems) {

        public Optional<SyncState> find(String sync) {
            return syncs.stream().filter(state -> state.sync().equals(sync)).findFirst();
        }
    }

    private record Counts(Map<String, Inbox.Backlog> backlog, Map<String, Map<Deliveries.State, Long>> undelivered,
            Map<String, Long> reviews, Map<String, Pause> pauses, Map<String, Brake> brakes,
            Set<String> lifted, Map<String, Long> children, Map<String, List<FailingPoll>> failingPolls) {
    }

    private final Definitions definitions;
    private final LoadedFiles files;
    private final Inbox inbox;
    private final Deliveries deliveries;
    private final Reviews reviews;
    private final Pauses pauses;
    private final Brakes brakes;
    private final QuietLifts lifts;
    private final Children children;
    private final Cursors cursors;
    private final Systems systems;
    private final Clock clock;

    public SyncsView(Definitions definitions, LoadedFiles files, Inbox inbox, Deliveries deliveries, Reviews reviews,
            Pauses pauses, Brakes brakes, QuietLifts lifts, Children children, Cursors cursors, Systems systems, Clock clock) {
        this.systems = systems;
        this.cursors = cursors;
        this.children = children;
        this.definitions = definitions;
        this.files = files;
        this.inbox = inbox;
        this.deliveries = deliveries;
        this.reviews = reviews;
        this.pauses = pauses;
        this.brakes = brakes;
        this.lifts = lifts;
        this.clock = clock;
    }

    public Overview overview() {
        Instant now = clock.instant();
        var counts = new Counts(inbox.backlog(), deliveries.counts(), reviews.counts(), pauses.all(), brakes.open(),
                lifts.all(now), children.counts(),
                cursors.failing().stream().collect(Collectors.groupingBy(FailingPoll::sync)));
        return new Overview(definitions.syncs().stream().map(sync -> state(sync, counts, now)).toList(), Stream.concat(files.problems().stream(), systems.unserved().stream()).toList());
    }

    private static SyncState state(SyncDefinition sync, Counts counts, Instant now) {
        Inbox.Backlog backlog = counts.backlog().get(sync.name());
        Map<Deliveries.State, Long> undelivered = counts.undelivered().getOrDefault(sync.name(), Map.of());
        Hold hold = hold(counts.pauses().get(sync.name()), counts.brakes().get(sync.name()));
        QuietHours hours = sync.batch().quiet();
        boolean quiet = hours.until(now).isPresent() && !counts.lifted().contains(sync.name());
        Wait wait = Wait.of(backlog, hours, quiet, now);
        return new SyncState(sync.name(), sync.file(), List.copyOf(sync.systems().keySet()), hold.state(), hold.why(),
                hold.since(), hold.brake(), backlog == null ? 0 : backlog.waiting(), wait.held(), wait.until(), quiet,
                wait.lagSeconds(), undelivered.getOrDefault(Deliveries.State.WAITING, 0L), undelivered.getOrDefault(Deliveries.State.FAILED, 0L),
                counts.reviews().getOrDefault(sync.name(), 0L), counts.children().getOrDefault(sync.name(), 0L),
                counts.failingPolls().getOrDefault(sync.name(), List.of()));
    }

    private record Hold(State state, String why, Instant since, Long brake) {
    }

    /** A brake needs a decision, so that it is told even where a person holds the sync too. */
    private static Hold hold(Pause pause, Brake brake) {
        if (brake != null) {
            return new Hold(State.STOPPED, brake.why(), brake.openedAt(), brake.id());
        }
        return pause == null ? new Hold(State.RUNNING, null, null, null)
                : new Hold(State.PAUSED, "paused by " + pause.by(), pause.at(), null);
    }
}
