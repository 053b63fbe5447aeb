package io.syncbridge.operate.console;

import io.syncbridge.BridgeConfig;
import io.syncbridge.operate.Reloading;
import io.syncbridge.operate.access.Roles;
import io.syncbridge.operate.api.ApiProblem;
import io.syncbridge.runs.BadRunException;
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
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Files that have changed while the bridge runs: what is different, what it means, and taking them over. */
@Path("/console/reload")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Roles.OPERATOR)
public class ReloadPage {

    private static final String HOME = "/console/reload";

    /** @param mode what becomes of changed files */
    public record Listing(BridgeConfig.Reload mode, List<Reloading.Change> changes) {
    }

    private final Reloading reloading;
    private final Pages pages;

    public ReloadPage(Reloading reloading, Pages pages) {
        this.reloading = reloading;
        this.pages = pages;
    }

    @GET
    @Operation(hidden = true)
    public String show(@QueryParam("done") String done, @QueryParam("number") @DefaultValue("1") int number) {
        return Pages.Templates.reload(pages.frame("Changed files", "definitions", Notice.words(done, number)),
                new Listing(reloading.mode(), reloading.changes())).render();
    }

    @POST
    @Path("{id}/take")
    @RolesAllowed(Roles.ADMIN)
    @Operation(hidden = true)
    public Response take(@PathParam("id") String id) {
        int files = reloading.find(id).map(change -> change.files().size()).orElse(0);
        reloading.take(id, pages.name()).ifPresent(why -> {
            throw ApiProblem.badRequest(why);
        });
        return Pages.back(HOME, Notice.RELOADED, files);
    }

    @POST
    @Path("{id}/plan")
    @Operation(hidden = true)
    public Response plan(@PathParam("id") String id) {
        try {
            Map<String, Long> plans = reloading.plan(id, pages.name());
            return Pages.back(plans.size() == 1 ? "/console/runs/" + plans.values().iterator().next() : "/console/runs", Notice.RUN_ASKED, 1);
        } catch (BadRunException bad) {
            throw ApiProblem.badRequest(bad.getMessage());
        }
    }
}
