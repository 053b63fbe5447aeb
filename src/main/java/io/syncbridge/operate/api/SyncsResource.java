package io.syncbridge.operate.api;

import io.quarkus.security.identity.SecurityIdentity;
import io.syncbridge.definition.Definitions;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.operate.Actions;
import io.syncbridge.operate.access.Roles;
import io.syncbridge.operate.history.Histories;
import io.syncbridge.operate.history.SyncHistory;
import io.syncbridge.operate.view.SyncsView.Overview;
import io.syncbridge.operate.view.SyncsView.SyncState;
import io.syncbridge.operate.view.SyncsView;
import io.syncbridge.store.Children;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The syncs at a glance, and what holds and drives them. */
@Path("/api/syncs")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
@Tag(name = "syncs")
public class SyncsResource {

    private static final int LISTED = 1000;

    private final SyncsView view;
    private final Histories histories;
    private final Definitions definitions;
    private final Children children;
    private final Actions actions;
    private final SecurityIdentity person;

    public SyncsResource(SyncsView view, Histories histories, Definitions definitions, Children children, Actions actions, SecurityIdentity person) {
        this.children = children;
        this.view = view;
        this.histories = histories;
        this.definitions = definitions;
        this.actions = actions;
        this.person = person;
    }

    @GET
    @Operation(summary = "Every sync: state, what waits, what failed; and what is wrong with files")
    public Overview overview() {
        return view.overview();
    }

    @GET
    @Path("{sync}")
    @Operation(summary = "One sync")
    public SyncState sync(@PathParam("sync") String sync) {
        definition(sync);
        return view.overview().find(sync).orElseThrow();
    }

    @GET
    @Path("{sync}/history")
    @Operation(summary = "What came out, lag, failures and reviews over a span: day, week or month")
    public SyncHistory history(@PathParam("sync") String sync, @QueryParam("span") @DefaultValue("day") String span) {
        return histories.ofSync(definition(sync).name(), Parameters.span(span)).orElseThrow();
    }

    @POST
    @Path("{sync}/pause")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Holds the sync: changes are still accepted, and wait")
    public SyncState pause(@PathParam("sync") String sync) {
        actions.pause(definition(sync).name(), person.getPrincipal().getName());
        return sync(sync);
    }

    @POST
    @Path("{sync}/resume")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Lets a paused sync go on")
    public SyncState resume(@PathParam("sync") String sync) {
        actions.resume(definition(sync).name(), person.getPrincipal().getName());
        return sync(sync);
    }

    @POST
    @Path("{sync}/poll")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Asks a system, or all of the sync's, for changes now")
    public Map<String, List<String>> poll(@PathParam("sync") String sync, @QueryParam("system") String system) {
        SyncDefinition definition = definition(sync);
        if (system != null && definition.system(system) == null) {
            throw ApiProblem.notFound("Sync '" + sync + "' has no system '" + system + "'. It has: "
                    + String.join(", ", definition.systems().keySet()) + ".");
        }
        List<String> systems = system == null ? List.copyOf(definition.systems().keySet()) : List.of(system);
        actions.poll(sync, systems, person.getPrincipal().getName());
        return Map.of("polled", systems);
    }

    @POST
    @Path("{sync}/send")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Sends what is waiting now, whatever batch window, resting record or quiet hour holds it")
    public SyncState send(@PathParam("sync") String sync) {
        actions.send(definition(sync), person.getPrincipal().getName());
        return sync(sync);
    }

    /** @param why in words */
    public record Child(String system, String recordId, String syncId, String field, String parentSync, String parent, Instant since,
            String why) {

        static Child of(Children.Wait wait) {
            boolean isRead = wait.child().kind() == Children.Kind.READ;
            return new Child(wait.child().system(), isRead ? wait.child().id() : null, isRead ? null : wait.child().id(), wait.field(),
                    wait.parent().sync(), wait.parent().id(), wait.since(), wait.why());
        }
    }

    @GET
    @Path("{sync}/children")
    @Operation(summary = "Records and writes that wait for what they point to, the oldest first")
    public List<Child> children(@PathParam("sync") String sync) {
        return children.list(definition(sync).name(), LISTED).stream().map(Child::of).toList();
    }

    private SyncDefinition definition(String sync) {
        return definitions.find(sync)
                .orElseThrow(() -> ApiProblem.notFound("No sync is called '" + sync + "'. There are: " + definitions.names() + "."));
    }
}
