package io.syncbridge.operate.console;

import io.syncbridge.component.SystemGuards;
import io.syncbridge.component.SystemState;
import io.syncbridge.definition.Definitions;
import io.syncbridge.operate.Actions;
import io.syncbridge.operate.access.Roles;
import io.syncbridge.operate.api.ApiProblem;
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

    public record Total(long waiting, long held, long lagSeconds, long retrying, long failed, long reviews, long children,
            long stopped, long failingPolls) {

        static Total of(List<SyncState> syncs) {
            return new Total(sum(syncs, SyncState::waiting), sum(syncs, SyncState::held), syncs.stream().mapToLong(SyncState::lagSeconds).max().orElse(0),
                    sum(syncs, SyncState::retrying), sum(syncs, SyncState::failed), sum(syncs, SyncState::reviews),
                    sum(syncs, SyncState::children),
                    syncs.stream().filter(sync -> sync.state() == SyncsView.State.STOPPED).count(),
                    sum(syncs, sync -> sync.failingPolls().size()));
        }

        private static long sum(List<SyncState> syncs, ToLongFunction<SyncState> number) {
            return syncs.stream().mapToLong(number).sum();
        }

        public boolean needsPerson() {
            return failed + reviews > 0;
        }

        /** Whether the systems agree, as far as the bridge knows, but for what is meant to wait. */
        public boolean isCalm() {
            return waiting - held + retrying + failed + reviews + children + failingPolls == 0;
        }
    }

    private final SyncsView view;
    private final SystemGuards guards;
    private final SyncLog log;
    private final Definitions definitions;
    private final Actions actions;
    private final Pages pages;
    private final Clock clock;

    public OverviewPage(SyncsView view, SystemGuards guards, SyncLog log, Definitions definitions, Actions actions,
            Pages pages, Clock clock) {
        this.view = view;
        this.guards = guards;
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
                Total.of(overview.syncs()), overview.problems()).render();
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
