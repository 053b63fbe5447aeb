package io.syncbridge.operate.console;

import io.syncbridge.definition.Definitions;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.operate.Actions;
import io.syncbridge.operate.access.Roles;
import io.syncbridge.operate.api.ApiProblem;
import io.syncbridge.operate.api.Parameters;
import io.syncbridge.operate.view.Privacy;
import io.syncbridge.store.Deliveries;
import io.syncbridge.store.Deliveries.Delivery;
import io.syncbridge.store.Page;
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
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Changes that could not be delivered or mapped. */
@Path("/console/failures")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Roles.VIEWER)
public class FailuresPage {

    private static final int SHOWN = 50;
    private static final int AT_ONCE = 1000;

    public record Listing(List<String> syncs, String sync, String state, List<Delivery> items, Long next) {
    }

    private final Deliveries deliveries;
    private final Definitions definitions;
    private final Actions actions;
    private final Privacy privacy;
    private final Pages pages;

    public FailuresPage(Deliveries deliveries, Definitions definitions, Actions actions, Privacy privacy, Pages pages) {
        this.deliveries = deliveries;
        this.definitions = definitions;
        this.actions = actions;
        this.privacy = privacy;
        this.pages = pages;
    }

    @GET
    @Operation(hidden = true)
    public String show(@QueryParam("sync") String sync, @QueryParam("state") @DefaultValue("") String state,
            @QueryParam("before") Long before, @QueryParam("done") String done,
            @QueryParam("number") @DefaultValue("1") int number) {
        Page<Delivery> page = deliveries.list(Parameters.text(sync), Parameters.choice(Deliveries.State.class, "state", state),
                before, SHOWN);
        return Pages.Templates.failures(pages.frame("Failed changes", "failures", Notice.words(done, number)),
                new Listing(definitions.syncs().stream().map(SyncDefinition::name).toList(), sync, state,
                        page.items().stream().map(privacy::hide).toList(), page.next())).render();
    }

    /** Does it to those that are ticked, or to all that need a person in the chosen sync. */
    @POST
    @Path("{action:retry|discard}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Roles.OPERATOR)
    @Operation(hidden = true)
    public Response act(@PathParam("action") String action, @FormParam("id") List<Long> ids,
            @FormParam("which") String which, @FormParam("sync") String sync) {
        List<Delivery> chosen = "all".equals(which)
                ? deliveries.list(Parameters.text(sync), Deliveries.State.FAILED, null, AT_ONCE).items()
                : ids.stream().limit(AT_ONCE).flatMap(id -> deliveries.find(id).stream()).toList();
        if (chosen.isEmpty()) {
            throw ApiProblem.badRequest("Tick the failed changes that are meant; some may have gone through in the meantime.");
        }
        boolean retry = action.equals("retry");
        chosen.forEach(failure -> {
            if (retry) {
                actions.retry(failure, pages.name());
            } else {
                actions.discard(failure, pages.name());
            }
        });
        return Pages.back("/console/failures", retry ? Notice.RETRIED : Notice.DISCARDED, chosen.size());
    }
}
