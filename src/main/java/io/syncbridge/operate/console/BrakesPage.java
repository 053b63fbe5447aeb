package io.syncbridge.operate.console;

import io.syncbridge.operate.Actions;
import io.syncbridge.operate.access.Roles;
import io.syncbridge.operate.api.ApiProblem;
import io.syncbridge.store.Brakes;
import io.syncbridge.store.Brakes.Brake;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What stopped syncs before they wrote, and what people decided. */
@Path("/console/brakes")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Roles.VIEWER)
public class BrakesPage {

    private static final int SHOWN = 50;

    private final Brakes brakes;
    private final Actions actions;
    private final Pages pages;

    public BrakesPage(Brakes brakes, Actions actions, Pages pages) {
        this.brakes = brakes;
        this.actions = actions;
        this.pages = pages;
    }

    @GET
    @Operation(hidden = true)
    public String show(@QueryParam("before") Long before, @QueryParam("done") String done) {
        return Pages.Templates.brakes(pages.frame("Brakes", "brakes", Notice.words(done, 1)),
                brakes.list(null, before, SHOWN)).render();
    }

    @POST
    @Path("{id}/{decision:release|reject}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(hidden = true)
    public Response decide(@PathParam("id") long id, @PathParam("decision") String decision) {
        Brake brake = brakes.find(id).orElseThrow(() -> ApiProblem.notFound("There is no brake " + id + "."));
        boolean release = decision.equals("release");
        if (!release && brake.kind() == Brakes.Kind.DEFINITION) {
            throw ApiProblem.badRequest("To reject a changed definition, put the file back and take it over: /console/reload, or the next start.");
        }
        if (!actions.decide(brake, release ? Brakes.State.RELEASED : Brakes.State.REJECTED, pages.name())) {
            throw ApiProblem.badRequest("This brake is no longer open.");
        }
        return Pages.back("/console/brakes", release ? Notice.RELEASED : Notice.REJECTED, 1);
    }
}
