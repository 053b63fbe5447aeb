package io.syncbridge.operate.view;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.syncbridge.definition.Definitions;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.loading.LoadedFiles;
import io.syncbridge.model.Problem;
import io.syncbridge.store.Deliveries;
import io.syncbridge.store.Inbox;
import io.syncbridge.store.Pauses;
import io.syncbridge.store.Pauses.Pause;
import io.syncbridge.store.Reviews;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The syncs at a glance: four statements, however many syncs there are. */
@ApplicationScoped
public class SyncsView {

    public enum State {
        RUNNING, PAUSED
    }

    /**
     * @param why what a person must know about the state; {@code null} while it runs
     * @param waiting changes in the inbox
     * @param lagSeconds how long the oldest of them has been waiting
     * @param retrying deliveries that are tried again by themselves
     * @param failed changes that need a person
     * @param reviews conflicts that need a person
     */
    public record SyncState(String sync, String file, List<String> systems, State state, String why, Instant since,
            long waiting, long lagSeconds, long retrying, long failed, long reviews) {

        @JsonIgnore
        public boolean isRunning() {
            return state == State.RUNNING;
        }
    }

    /** @param problems what is wrong with the files that define syncs and routes; those are not running */
    public record Overview(List<SyncState> syncs, List<Problem> problems) {

        public Optional<SyncState> find(String sync) {
            return syncs.stream().filter(state -> state.sync().equals(sync)).findFirst();
        }
    }

    private record Counts(Map<String, Inbox.Backlog> backlog, Map<String, Map<Deliveries.State, Long>> undelivered,
            Map<String, Long> reviews, Map<String, Pause> pauses) {
    }

    private final Definitions definitions;
    private final LoadedFiles files;
    private final Inbox inbox;
    private final Deliveries deliveries;
    private final Reviews reviews;
    private final Pauses pauses;
    private final Clock clock;

    public SyncsView(Definitions definitions, LoadedFiles files, Inbox inbox, Deliveries deliveries, Reviews reviews,
            Pauses pauses, Clock clock) {
        this.definitions = definitions;
        this.files = files;
        this.inbox = inbox;
        this.deliveries = deliveries;
        this.reviews = reviews;
        this.pauses = pauses;
        this.clock = clock;
    }

    public Overview overview() {
        var counts = new Counts(inbox.backlog(), deliveries.counts(), reviews.counts(), pauses.all());
        return new Overview(definitions.syncs().stream().map(sync -> state(sync, counts)).toList(), files.problems());
    }

    private SyncState state(SyncDefinition sync, Counts counts) {
        Inbox.Backlog backlog = counts.backlog().get(sync.name());
        Map<Deliveries.State, Long> undelivered = counts.undelivered().getOrDefault(sync.name(), Map.of());
        Pause pause = counts.pauses().get(sync.name());
        long lag = backlog == null ? 0 : Math.max(0, Duration.between(backlog.oldest(), clock.instant()).toSeconds());
        return new SyncState(sync.name(), sync.file(), List.copyOf(sync.systems().keySet()),
                pause == null ? State.RUNNING : State.PAUSED, pause == null ? null : "paused by " + pause.by(),
                pause == null ? null : pause.at(), backlog == null ? 0 : backlog.waiting(), lag,
                undelivered.getOrDefault(Deliveries.State.WAITING, 0L), undelivered.getOrDefault(Deliveries.State.FAILED, 0L),
                counts.reviews().getOrDefault(sync.name(), 0L));
    }
}
