package io.syncbridge.operate.console;

import io.syncbridge.definition.Definitions;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.operate.RunActions;
import io.syncbridge.operate.access.Roles;
import io.syncbridge.operate.api.ApiProblem;
import io.syncbridge.operate.api.Parameters;
import io.syncbridge.operate.view.Privacy;
import io.syncbridge.operate.view.RunView;
import io.syncbridge.runs.BadRunException;
import io.syncbridge.runs.RunKinds;
import io.syncbridge.store.Page;
import io.syncbridge.store.RunFindings;
import io.syncbridge.store.RunFindings.Finding;
import io.syncbridge.store.Runs;
import io.syncbridge.store.Runs.Run;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Backfills, plans, comparisons and other runs: the list, and one with its progress and findings. */
@Path("/console/runs")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Roles.VIEWER)
public class RunsPage {

    private static final int SHOWN = 50;

    private static final List<Runs.Kind> WRITING = List.of(Runs.Kind.BACKFILL, Runs.Kind.APPLY, Runs.Kind.REPAIR);

    /** The kinds that plan without the parameter `plan`, and carry a plan out with it. */
    private static final List<Runs.Kind> IN_TWO_STEPS = List.of(Runs.Kind.UNDO, Runs.Kind.REMAP);

    /** The kinds that need no more than the name of the sync. */
    private static final List<Runs.Kind> SIMPLE = List.of(Runs.Kind.PLAN, Runs.Kind.BACKFILL, Runs.Kind.COMPARE, Runs.Kind.REMAP);

    /** @param kinds the kinds that can be begun here */
    public record Listing(List<String> syncs, String sync, List<Runs.Kind> kinds, List<RunView> items, Long next) {
    }

    /** @param kind the kind of findings that is shown; blank for all */
    public record Details(RunView run, Map<String, Long> counts, String kind, List<FindingLine> findings, Long next) {

        /** A plan that is through can be carried out. */
        public boolean isApplicable() {
            return run.kind() == Runs.Kind.PLAN && run.state() == Runs.State.DONE;
        }

        /** What a comparison found can be put right. */
        public boolean isRepairable() {
            return run.kind() == Runs.Kind.COMPARE && run.state() == Runs.State.DONE && run.agreement().differing() > 0;
        }

        /** An undo that planned can be carried out. */
        public boolean isUndoPlan() {
            return run.kind() == Runs.Kind.UNDO && run.state() == Runs.State.DONE && !run.parameters().containsKey("plan");
        }

        /** A remap that planned can be carried out. */
        public boolean isRemapPlan() {
            return run.kind() == Runs.Kind.REMAP && run.state() == Runs.State.DONE && !run.parameters().containsKey("plan");
        }

        /** What a run wrote can be taken back. */
        public boolean isUndoable() {
            return run.isOver() && (WRITING.contains(run.kind()) || IN_TWO_STEPS.contains(run.kind()) && run.parameters().containsKey("plan"));
        }
    }

    private final Runs runs;
    private final RunFindings findings;
    private final RunKinds kinds;
    private final RunActions actions;
    private final Definitions definitions;
    private final Privacy privacy;
    private final Pages pages;

    public RunsPage(Runs runs, RunFindings findings, RunKinds kinds, RunActions actions, Definitions definitions, Privacy privacy,
            Pages pages) {
        this.runs = runs;
        this.findings = findings;
        this.kinds = kinds;
        this.actions = actions;
        this.definitions = definitions;
        this.privacy = privacy;
        this.pages = pages;
    }

    @GET
    @Operation(hidden = true)
    public String show(@QueryParam("sync") String sync, @QueryParam("before") Long before, @QueryParam("done") String done) {
        Page<Run> page = runs.list(Parameters.text(sync), null, before, SHOWN);
        return Pages.Templates.runs(pages.frame("Runs", "runs", Notice.words(done, 1)),
                new Listing(definitions.syncs().stream().map(SyncDefinition::name).toList(), sync,
                        SIMPLE.stream().filter(kind -> kinds.find(kind).isPresent()).toList(),
                        page.items().stream().map(RunView::of).toList(), page.next())).render();
    }

    @GET
    @Path("{id}")
    @Operation(hidden = true)
    public String run(@PathParam("id") long id, @QueryParam("kind") @DefaultValue("") String kind,
            @QueryParam("after") @DefaultValue("0") long after, @QueryParam("done") String done) {
        Run run = find(id);
        Page<Finding> page = findings.list(id, Parameters.text(kind), after, SHOWN);
        return Pages.Templates.run(pages.frame("Run " + id, "runs", Notice.words(done, 1)),
                new Details(RunView.of(run), findings.counts(id), kind, page.items().stream()
                        .map(finding -> FindingLine.of(privacy.hide(run.sync(), finding))).toList(), page.next())).render();
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Roles.OPERATOR)
    @Operation(hidden = true)
    public Response ask(@FormParam("sync") String sync, @FormParam("kind") String kind, @FormParam("from") String from,
            @FormParam("rate") String rate) {
        var parameters = new LinkedHashMap<String, Object>();
        if (Parameters.text(from) != null) {
            parameters.put("from", Arrays.stream(from.split("[,\\s]+")).toList());
        }
        if (Parameters.text(rate) != null) {
            parameters.put("rate", rate);
        }
        return begin(sync, Parameters.choice(Runs.Kind.class, "kind", kind), parameters);
    }

    @POST
    @Path("{id}/{next:apply|repair|undo|carry-out|remap}")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(hidden = true)
    public Response goOn(@PathParam("id") long id, @PathParam("next") String next) {
        String sync = find(id).sync();
        return switch (next) {
            case "apply" -> begin(sync, Runs.Kind.APPLY, Map.of("plan", id));
            case "repair" -> begin(sync, Runs.Kind.REPAIR, Map.of("compare", id));
            case "remap" -> begin(sync, Runs.Kind.REMAP, Map.of("plan", id));
            case "undo" -> begin(sync, Runs.Kind.UNDO, Map.of("run", id));
            default -> begin(sync, Runs.Kind.UNDO, Map.of("plan", id));
        };
    }

    @POST
    @Path("{id}/{action:pause|resume|cancel}")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(hidden = true)
    public Response act(@PathParam("id") long id, @PathParam("action") String action) {
        Run run = find(id);
        boolean done = switch (action) {
            case "pause" -> actions.pause(run, pages.name());
            case "resume" -> actions.resume(run, pages.name());
            default -> actions.cancel(run, pages.name());
        };
        if (!done) {
            throw ApiProblem.badRequest("The run is " + Shown.low(find(id).state()) + " by now.");
        }
        return Pages.back("/console/runs/" + id, switch (action) {
            case "pause" -> Notice.RUN_PAUSED;
            case "resume" -> Notice.RUN_RESUMED;
            default -> Notice.RUN_CANCELLED;
        }, 1);
    }

    private Response begin(String sync, Runs.Kind kind, Map<String, Object> parameters) {
        SyncDefinition definition = definitions.find(sync)
                .orElseThrow(() -> ApiProblem.badRequest("No sync is called '" + sync + "'."));
        if (kind == null) {
            throw ApiProblem.badRequest("Choose what is to be done.");
        }
        try {
            long id = actions.ask(definition, kind, parameters, pages.name());
            return Pages.back("/console/runs/" + id, Notice.RUN_ASKED, 1);
        } catch (BadRunException bad) {
            throw ApiProblem.badRequest(bad.getMessage());
        }
    }

    private Run find(long id) {
        return runs.find(id).orElseThrow(() -> ApiProblem.notFound("There is no run " + id + "."));
    }
}
