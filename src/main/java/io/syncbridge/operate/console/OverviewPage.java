package io.syncbridge.operate.console;

import io.syncbridge.component.SystemGuards;
import io.syncbridge.component.SystemState;
import io.syncbridge.connector.cdc.ChangeStreams;
import io.syncbridge.definition.Definitions;
import io.syncbridge.operate.Actions;
import io.syncbridge.operate.access.Roles;
import io.syncbridge.operate.api.ApiProblem;
import io.syncbridge.operate.view.State;
import io.syncbridge.operate.view.SyncsView;
import io.syncbridge.operate.view.SyncsView.Overview;
import io.syncbridge.operate.view.SyncsView.SyncState;
import io.syncbridge.store.SyncLog;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Whether the systems agree, what is waiting, and what needs a person. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Roles.VIEWER)
public class OverviewPage {

    /** One sync, its systems, and its last hours. */
    public record Card(SyncState sync, List<SystemState> systems, Chart chart) {
    }

    /**
     * @param worst how the sync does that does worst
     * @param bad the syncs that need somebody, with their states
     * @param compared what the last comparisons came to, in words
     */
    public record Total(long waiting, long held, long lagSeconds, long retrying, long failed, long reviews, long children,
            State.Level worst, List<String> bad, String compared) {

        static Total of(List<SyncState> syncs) {
            State.Level worst = syncs.stream().map(sync -> sync.state().level()).max(Comparator.naturalOrder()).orElse(State.Level.GOOD);
            return new Total(sum(syncs, SyncState::waiting), sum(syncs, SyncState::held), syncs.stream().mapToLong(SyncState::lagSeconds).max().orElse(0),
                    sum(syncs, SyncState::retrying), sum(syncs, SyncState::failed), sum(syncs, SyncState::reviews),
                    sum(syncs, SyncState::children), worst,
                    syncs.stream().filter(sync -> sync.state().level() == State.Level.BAD).map(sync -> sync.sync() + ": " + sync.state().word()).toList(),
                    compared(syncs));
        }

        /** Says what the last comparisons came to: of what was never compared nobody can tell that it agrees. */
        private static String compared(List<SyncState> syncs) {
            long never = syncs.stream().filter(sync -> sync.compared() == null).count();
            long differing = syncs.stream().filter(sync -> sync.compared() != null).mapToLong(sync -> sync.compared().differing()).sum();
            if (never == syncs.size()) {
                return "No differences are known; the systems were never compared.";
            }
            String found = differing == 0 ? "The systems agreed when they were last compared"
                    : "The last comparisons found " + differing + (differing == 1 ? " difference" : " differences");
            return found + (never == 0 ? "." : never == 1 ? "; one sync was never compared." : "; " + never + " syncs were never compared.");
        }

        private static long sum(List<SyncState> syncs, ToLongFunction<SyncState> number) {
            return syncs.stream().mapToLong(number).sum();
        }

        public boolean needsPerson() {
            return failed + reviews > 0;
        }

        /** Says whether nothing is on its way or left to a person, but for what is meant to wait. */
        public boolean isCalm() {
            return waiting - held + retrying + failed + reviews + children == 0 && worst == State.Level.GOOD;
        }
    }

    private final SyncsView view;
    private final SystemGuards guards;
    private final ChangeStreams streams;
    private final SyncLog log;
    private final Definitions definitions;
    private final Actions actions;
    private final Pages pages;
    private final Clock clock;

    public OverviewPage(SyncsView view, SystemGuards guards, ChangeStreams streams, SyncLog log, Definitions definitions, Actions actions,
            Pages pages, Clock clock) {
        this.view = view;
        this.guards = guards;
        this.streams = streams;
        this.log = log;
        this.definitions = definitions;
        this.actions = actions;
        this.pages = pages;
        this.clock = clock;
    }

    @GET
    @Operation(hidden = true)
    public Response home() {
        return Response.seeOther(URI.create("/console")).build();
    }

    @GET
    @Path("console")
    @Operation(hidden = true)
    public String show(@QueryParam("done") String done, @QueryParam("number") @DefaultValue("1") int number) {
        Instant now = clock.instant();
        Overview overview = view.overview();
        var hourly = log.hourly(Chart.first(now));
        List<SystemState> systems = guards.states();
        List<Card> cards = overview.syncs().stream().map(sync -> new Card(sync,
                systems.stream().filter(system -> sync.systems().contains(system.system())).toList(),
                Chart.of(hourly.getOrDefault(sync.sync(), Map.of()), now))).toList();
        return Pages.Templates.overview(pages.frame("Overview", "overview", Notice.words(done, number)), cards,
                Total.of(overview.syncs()), overview.problems(), overview.changes(), streams.states()).render();
    }

    @POST
    @Path("console/syncs/{sync}/{action:pause|resume|poll|send}")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(hidden = true)
    public Response act(@PathParam("sync") String sync, @PathParam("action") String action) {
        var definition = definitions.find(sync).orElseThrow(() -> ApiProblem.notFound("No sync is called '" + sync + "'."));
        Notice done = switch (action) {
            case "pause" -> {
                actions.pause(sync, pages.name());
                yield Notice.PAUSED;
            }
            case "resume" -> {
                actions.resume(sync, pages.name());
                yield Notice.RESUMED;
            }
            case "send" -> {
                actions.send(definition, pages.name());
                yield Notice.SENT;
            }
            default -> {
                actions.poll(sync, definition.systems().keySet(), pages.name());
                yield Notice.POLLED;
            }
        };
        return Pages.back("/console", done, 1);
    }
}
