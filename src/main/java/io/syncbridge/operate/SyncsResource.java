package io.syncbridge.operate;

import io.syncbridge.component.Intake;
import io.syncbridge.definition.Definitions;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.loading.LoadedFiles;
import io.syncbridge.model.Problem;
import io.syncbridge.store.Deliveries;
import io.syncbridge.store.Inbox;
import io.syncbridge.store.Reviews;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The syncs at a glance. */
@Path("/api/syncs")
@Produces(MediaType.APPLICATION_JSON)
public class SyncsResource {

    /**
     * @param waiting changes in the inbox
     * @param lagSeconds how long the oldest of them has been waiting
     * @param retrying deliveries that are tried again by themselves
     * @param failed changes that need a person
     * @param reviews conflicts that need a person
     */
    public record SyncState(String sync, String file, List<String> systems, long waiting, long lagSeconds, long retrying,
            long failed, long reviews) {
    }

    /** @param problems what is wrong with the files that define syncs and routes; those are not running */
    public record Overview(List<SyncState> syncs, List<Problem> problems) {
    }

    private final Definitions definitions;
    private final LoadedFiles files;
    private final Inbox inbox;
    private final Deliveries deliveries;
    private final Reviews reviews;
    private final Intake intake;
    private final Clock clock;

    public SyncsResource(Definitions definitions, LoadedFiles files, Inbox inbox, Deliveries deliveries, Reviews reviews,
            Intake intake, Clock clock) {
        this.definitions = definitions;
        this.files = files;
        this.inbox = inbox;
        this.deliveries = deliveries;
        this.reviews = reviews;
        this.intake = intake;
        this.clock = clock;
    }

    @GET
    public Overview overview() {
        Map<String, Inbox.Backlog> backlog = inbox.backlog();
        Map<String, Map<Deliveries.State, Long>> undelivered = deliveries.counts();
        Map<String, Long> open = reviews.counts();
        return new Overview(definitions.syncs().stream()
                .map(sync -> state(sync, backlog.get(sync.name()), undelivered.getOrDefault(sync.name(), Map.of()),
                        open.getOrDefault(sync.name(), 0L))).toList(), files.problems());
    }

    /** Asks a system for its changes now, without waiting for its timer. */
    @POST
    @Path("{sync}/systems/{system}/poll")
    public Map<String, String> poll(@PathParam("sync") String sync, @PathParam("system") String system) {
        SyncDefinition definition = definitions.find(sync)
                .orElseThrow(() -> ApiProblem.notFound("No sync is called '" + sync + "'. There are: " + definitions.names()));
        if (definition.system(system) == null) {
            throw ApiProblem.notFound("Sync '" + sync + "' has no system '" + system + "'. It has: "
                    + String.join(", ", definition.systems().keySet()));
        }
        intake.poll(sync, system);
        return Map.of("polled", sync + "/" + system);
    }

    private SyncState state(SyncDefinition sync, Inbox.Backlog backlog, Map<Deliveries.State, Long> undelivered, long open) {
        long lag = backlog == null ? 0 : Math.max(0, Duration.between(backlog.oldest(), clock.instant()).toSeconds());
        return new SyncState(sync.name(), sync.file(), List.copyOf(sync.systems().keySet()),
                backlog == null ? 0 : backlog.waiting(), lag, undelivered.getOrDefault(Deliveries.State.WAITING, 0L),
                undelivered.getOrDefault(Deliveries.State.FAILED, 0L), open);
    }
}
