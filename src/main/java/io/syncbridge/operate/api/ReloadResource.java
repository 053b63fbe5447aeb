package io.syncbridge.operate.api;

import io.quarkus.security.identity.SecurityIdentity;
import io.syncbridge.BridgeConfig;
import io.syncbridge.operate.Reloading;
import io.syncbridge.operate.Reloading.Change;
import io.syncbridge.operate.access.Roles;
import io.syncbridge.runs.BadRunException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Files that have changed while the bridge runs. Route files may hold what not everybody is to read. */
@Path("/api/reload")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.OPERATOR)
@Tag(name = "reload")
public class ReloadResource {

    /** @param mode what becomes of changed files, as {@code bridge.reload} says */
    public record Changes(BridgeConfig.Reload mode, List<Change> changes) {
    }

    private final Reloading reloading;
    private final SecurityIdentity person;

    public ReloadResource(Reloading reloading, SecurityIdentity person) {
        this.reloading = reloading;
        this.person = person;
    }

    @GET
    @Operation(summary = "Files that are otherwise than those by which the bridge runs: their differences, what they mean, their mistakes")
    public Changes list() {
        return new Changes(reloading.mode(), reloading.changes());
    }

    @POST
    @Path("{id}/plan")
    @Operation(summary = "Asks for a plan of what a backfill by the changed definitions would write, before they are taken over")
    public Response plan(@PathParam("id") String id) {
        Change change = find(id);
        try {
            return Response.accepted(Map.of("plans", reloading.plan(change.id(), person.getPrincipal().getName()))).build();
        } catch (BadRunException bad) {
            throw ApiProblem.conflict(bad.getMessage());
        }
    }

    @POST
    @Path("{id}/take")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Takes the files over; answers when their syncs run by them",
            description = "Other syncs are not interrupted. Where the routes cannot be started, the former ones are, and 409 says why.")
    public Change take(@PathParam("id") String id) {
        Change change = find(id);
        reloading.take(id, person.getPrincipal().getName()).ifPresent(why -> {
            throw ApiProblem.conflict(why);
        });
        return change;
    }

    private Change find(String id) {
        return reloading.find(id).orElseThrow(() -> ApiProblem.notFound("No changed files are called '" + id
                + "'. They have changed since, or were taken over: see GET /api/reload."));
    }
}
