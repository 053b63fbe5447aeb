package io.syncbridge.operate.console;

import io.syncbridge.definition.Definitions;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.operate.Choice;
import io.syncbridge.operate.Choice.BadChoiceException;
import io.syncbridge.operate.Settlement;
import io.syncbridge.operate.access.Roles;
import io.syncbridge.operate.api.ApiProblem;
import io.syncbridge.operate.api.Parameters;
import io.syncbridge.operate.view.Privacy;
import io.syncbridge.store.Page;
import io.syncbridge.store.Reviews;
import io.syncbridge.store.Reviews.ReviewFilter;
import io.syncbridge.store.Reviews.ReviewItem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The queue of questions that only a person can answer. */
@Path("/console/reviews")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Roles.VIEWER)
public class ReviewsPage {

    private static final int SHOWN = 50;
    private static final int SETTLED_AT_ONCE = 1000;

    /** @param systems those of the chosen sync, or of all */
    public record Listing(List<String> syncs, String sync, String field, String kind, String state, Set<String> systems,
            List<ReviewItem> items, Long next) {
    }

    private final Reviews reviews;
    private final Definitions definitions;
    private final Settlement settlement;
    private final Privacy privacy;
    private final Pages pages;

    public ReviewsPage(Reviews reviews, Definitions definitions, Settlement settlement, Privacy privacy, Pages pages) {
        this.reviews = reviews;
        this.definitions = definitions;
        this.settlement = settlement;
        this.privacy = privacy;
        this.pages = pages;
    }

    @GET
    @Operation(hidden = true)
    public String show(@QueryParam("sync") String sync, @QueryParam("field") String field, @QueryParam("kind") String kind,
            @QueryParam("state") @DefaultValue("open") String state, @QueryParam("before") Long before,
            @QueryParam("done") String done, @QueryParam("number") @DefaultValue("1") int number) {
        Page<ReviewItem> page = reviews.list(filter(sync, field, kind, state), before, SHOWN);
        boolean operator = pages.frame("", "").operator();
        var listing = new Listing(definitions.syncs().stream().map(SyncDefinition::name).toList(), sync, field, kind, state,
                systems(sync), page.items().stream().map(item -> operator ? item : privacy.hide(item)).toList(), page.next());
        return Pages.Templates.reviews(pages.frame("Reviews", "reviews", Notice.words(done, number)), listing).render();
    }

    /** Settles those that are ticked, or all that the filter finds, the same way. */
    @POST
    @Path("settle")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Roles.OPERATOR)
    @Operation(hidden = true)
    public Response settle(@FormParam("id") List<Long> ids, @FormParam("which") String which, @FormParam("how") String how,
            @FormParam("sync") String sync, @FormParam("field") String field, @FormParam("kind") String kind) {
        List<ReviewItem> chosen = "all".equals(which)
                ? reviews.list(filter(sync, field, kind, "open"), null, SETTLED_AT_ONCE).items()
                : ids.stream().limit(SETTLED_AT_ONCE).flatMap(id -> reviews.find(id).stream()).toList();
        if (chosen.isEmpty()) {
            throw ApiProblem.badRequest("Tick the reviews that are to be settled.");
        }
        Settlement.Result result = settlement.settle(chosen, choice(how), pages.name());
        if (result.settled() == 0) {
            throw ApiProblem.badRequest(String.join(" ", result.refused()));
        }
        return Pages.back("/console/reviews", Notice.SETTLED, result.settled());
    }

    /** @param how {@code take:<system>}, {@code link:<system>/<id>}, {@code restore}, {@code keep} or {@code delete} */
    static Choice choice(String how) {
        if (how == null || how.isBlank()) {
            throw new BadChoiceException("Choose what to do with them.");
        }
        if (how.startsWith("take:")) {
            return new Choice.Take(how.substring("take:".length()));
        }
        if (how.startsWith("link:")) {
            return new Choice.Link(how.substring("link:".length()));
        }
        return how.equals("restore") ? new Choice.Restore() : new Choice.Value(how);
    }

    private Set<String> systems(String sync) {
        var systems = new LinkedHashSet<String>();
        definitions.syncs().stream().filter(one -> Parameters.text(sync) == null || one.name().equals(sync))
                .forEach(one -> systems.addAll(one.systems().keySet()));
        return systems;
    }

    private static ReviewFilter filter(String sync, String field, String kind, String state) {
        return new ReviewFilter(Parameters.text(sync), null, Parameters.text(field),
                Parameters.choice(Reviews.Kind.class, "kind", kind), Parameters.choice(Reviews.State.class, "state", state));
    }
}
