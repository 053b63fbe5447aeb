package io.syncbridge.operate.api;

import io.quarkus.security.identity.SecurityIdentity;
import io.syncbridge.operate.Actions;
import io.syncbridge.operate.access.Roles;
import io.syncbridge.store.Brakes;
import io.syncbridge.store.Brakes.Brake;
import io.syncbridge.store.Page;
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
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What stopped syncs before they wrote. */
@Path("/api/brakes")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
@Tag(name = "brakes")
public class BrakesResource {

    private final Brakes brakes;
    private final Actions actions;
    private final SecurityIdentity person;

    public BrakesResource(Brakes brakes, Actions actions, SecurityIdentity person) {
        this.brakes = brakes;
        this.actions = actions;
        this.person = person;
    }

    @GET
    @Operation(summary = "Brakes, newest first; a sync with an open one stands still")
    public Page<Brake> list(@QueryParam("sync") String sync, @QueryParam("before") Long before,
            @QueryParam("size") @DefaultValue("50") int size) {
        return brakes.list(Parameters.text(sync), before, Parameters.size(size));
    }

    @POST
    @Path("{id}/release")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Lets the sync go on with what stopped it")
    public Response release(@PathParam("id") long id) {
        return decide(id, Brakes.State.RELEASED);
    }

    @POST
    @Path("{id}/reject")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Lets the sync go on and turns back what stopped it",
            description = "Deleted records and blanked fields are restored from the other systems; a scan is passed over.")
    public Response reject(@PathParam("id") long id) {
        return decide(id, Brakes.State.REJECTED);
    }

    private Response decide(long id, Brakes.State decision) {
        Brake brake = brakes.find(id).orElseThrow(() -> ApiProblem.notFound("There is no brake " + id + "."));
        if (decision == Brakes.State.REJECTED && brake.kind() == Brakes.Kind.DEFINITION) {
            throw ApiProblem.badRequest("To reject a changed definition, put the file back and take it over: `bridge reload`, or the next start.");
        }
        if (!actions.decide(brake, decision, person.getPrincipal().getName())) {
            throw ApiProblem.conflict("Brake " + id + " is no longer open.");
        }
        return Response.accepted(Map.of("decided", id)).build();
    }
}
