package io.syncbridge.operate.api;

import io.syncbridge.definition.Definitions;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.operate.RunActions;
import io.syncbridge.operate.access.Roles;
import io.syncbridge.operate.view.Privacy;
import io.syncbridge.operate.view.RunView;
import io.syncbridge.runs.BadRunException;
import io.syncbridge.store.Page;
import io.syncbridge.store.RunFindings;
import io.syncbridge.store.RunFindings.Finding;
import io.syncbridge.store.Runs;
import io.syncbridge.store.Runs.Run;
import io.quarkus.security.identity.SecurityIdentity;
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
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiPredicate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Backfills, plans, comparisons and other runs. */
@Path("/api/runs")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
@Tag(name = "runs")
public class RunsResource {

    private static final int EXPORTED_AT_ONCE = 1000;
    private static final String CSV_HEADER = "no,kind,system,record,sync id,details\r\n";

    /** What somebody asks for. */
    public record Asked(@Schema(required = true) String sync, @Schema(required = true) String kind,
            Map<String, Object> parameters) {
    }

    private final Runs runs;
    private final RunFindings findings;
    private final RunActions actions;
    private final Definitions definitions;
    private final Privacy privacy;
    private final SecurityIdentity person;

    public RunsResource(Runs runs, RunFindings findings, RunActions actions, Definitions definitions, Privacy privacy,
            SecurityIdentity person) {
        this.runs = runs;
        this.findings = findings;
        this.actions = actions;
        this.definitions = definitions;
        this.privacy = privacy;
        this.person = person;
    }

    @GET
    @Operation(summary = "Runs, newest first")
    public Page<RunView> list(@QueryParam("sync") String sync, @QueryParam("kind") String kind, @QueryParam("before") Long before,
            @QueryParam("size") @DefaultValue("50") int size) {
        Page<Run> page = runs.list(Parameters.text(sync), Parameters.choice(Runs.Kind.class, "kind", kind), before,
                Parameters.size(size));
        return new Page<>(page.items().stream().map(RunView::of).toList(), page.next());
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One run with its progress")
    public RunView find(@PathParam("id") long id) {
        return RunView.of(run(id));
    }

    @POST
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Asks for a run; it begins within a second",
            description = "The kind is backfill, plan, apply, compare, repair, undo or remap; docs/runs.md explains the parameters of each.")
    public Response ask(Asked asked) {
        if (asked == null || Parameters.text(asked.sync()) == null || Parameters.text(asked.kind()) == null) {
            throw ApiProblem.badRequest("Send {\"sync\": name, \"kind\": \"backfill\", \"parameters\": {...}}.");
        }
        SyncDefinition sync = definitions.find(asked.sync()).orElseThrow(() -> ApiProblem.notFound("No sync is called '"
                + asked.sync() + "'. There are: " + definitions.names() + "."));
        Map<String, Object> parameters = asked.parameters() == null ? Map.of() : asked.parameters();
        try {
            long id = actions.ask(sync, Parameters.choice(Runs.Kind.class, "kind", asked.kind()), parameters,
                    person.getPrincipal().getName());
            return Response.created(URI.create("/api/runs/" + id)).entity(find(id)).build();
        } catch (BadRunException bad) {
            throw ApiProblem.badRequest(bad.getMessage());
        }
    }

    @POST
    @Path("{id}/pause")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Holds the run; what it has taken in waits too")
    public RunView pause(@PathParam("id") long id) {
        return act(id, "paused", actions::pause);
    }

    @POST
    @Path("{id}/resume")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Lets a paused or failed run go on from where it is")
    public RunView resume(@PathParam("id") long id) {
        return act(id, "resumed", actions::resume);
    }

    @POST
    @Path("{id}/cancel")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Ends the run; what it has done stays")
    public RunView cancel(@PathParam("id") long id) {
        return act(id, "cancelled", actions::cancel);
    }

    @GET
    @Path("{id}/findings")
    @Operation(summary = "What the run found out, in the order in which it did")
    public Page<Finding> findings(@PathParam("id") long id,
            @QueryParam("kind") @Parameter(description = "only findings of this kind") String kind,
            @QueryParam("after") @DefaultValue("0") @Parameter(description = "the `next` of the page before") long after,
            @QueryParam("size") @DefaultValue("50") int size) {
        return shown(run(id).sync(), findings.list(id, Parameters.text(kind), after, Parameters.size(size)));
    }

    @GET
    @Path("{id}/findings/counts")
    @Operation(summary = "How many findings of each kind the run has")
    public Map<String, Long> counts(@PathParam("id") long id) {
        return findings.counts(run(id).id());
    }

    @GET
    @Path("{id}/findings/export")
    @Produces("text/csv")
    @Operation(summary = "The findings as CSV, all of them")
    public Response export(@PathParam("id") long id, @QueryParam("kind") String kind) {
        Run run = run(id);
        StreamingOutput csv = out -> write(run, Parameters.text(kind), out);
        return Response.ok(csv).header("Content-Disposition", "attachment; filename=\"run-" + id + ".csv\"").build();
    }

    /** Page by page, so that any number of findings needs no more memory than a page. */
    private void write(Run run, String kind, OutputStream out) throws IOException {
        var writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        writer.write(CSV_HEADER);
        Long after = 0L;
        while (after != null) {
            Page<Finding> page = shown(run.sync(), findings.list(run.id(), kind, after, EXPORTED_AT_ONCE));
            for (Finding one : page.items()) {
                writer.write(Csv.line(one.no(), one.kind(), one.system(), one.recordId(), one.syncId(), Csv.json(one.details())));
            }
            after = page.next();
        }
        writer.flush();
    }

    private Page<Finding> shown(String sync, Page<Finding> page) {
        return new Page<>(page.items().stream().map(finding -> privacy.hide(sync, finding)).toList(), page.next());
    }

    private RunView act(long id, String done, BiPredicate<Run, String> action) {
        Run run = run(id);
        if (!action.test(run, person.getPrincipal().getName())) {
            throw ApiProblem.conflict("Run " + id + " cannot be " + done + ": it is "
                    + run(id).state().name().toLowerCase(Locale.ROOT) + ".");
        }
        return find(id);
    }

    private Run run(long id) {
        return runs.find(id).orElseThrow(() -> ApiProblem.notFound("There is no run " + id + "."));
    }
}
