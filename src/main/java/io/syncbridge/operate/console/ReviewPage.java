package io.syncbridge.operate.console;

import io.syncbridge.definition.Definitions;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.operate.Candidates;
import io.syncbridge.operate.Candidates.Candidate;
import io.syncbridge.operate.Choice;
import io.syncbridge.operate.Settlement;
import io.syncbridge.operate.access.Roles;
import io.syncbridge.operate.api.ApiProblem;
import io.syncbridge.operate.console.Options.Option;
import io.syncbridge.operate.view.Privacy;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Reviews;
import io.syncbridge.store.Reviews.ReviewFilter;
import io.syncbridge.store.Reviews.ReviewItem;
import io.syncbridge.store.Reviews.State;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** One conflict side by side, and what each choice would do. */
@Path("/console/reviews/{id}")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Roles.VIEWER)
public class ReviewPage {

    private static final int OF_ONE_THING = 200;

    /**
     * @param record whether it is about the record as a whole
     * @param open whether it still waits for an answer
     * @param others what else is open about the same thing
     * @param systems that every field in question has a value of
     * @param candidates what an ambiguous record may be the same as
     */
    public record Question(ReviewItem review, boolean record, boolean open, List<Option> options, List<ReviewItem> others,
            List<String> systems, List<Candidate> candidates) {
    }

    private final Reviews reviews;
    private final Definitions definitions;
    private final Settlement settlement;
    private final Candidates candidates;
    private final Privacy privacy;
    private final Pages pages;

    public ReviewPage(Reviews reviews, Definitions definitions, Settlement settlement, Candidates candidates, Privacy privacy,
            Pages pages) {
        this.reviews = reviews;
        this.definitions = definitions;
        this.settlement = settlement;
        this.candidates = candidates;
        this.privacy = privacy;
        this.pages = pages;
    }

    @GET
    @Operation(hidden = true)
    public String show(@PathParam("id") long id) {
        Frame frame = pages.frame("Review " + id, "reviews");
        ReviewItem review = find(id);
        ReviewItem shown = frame.operator() ? review : privacy.hide(review);
        List<ReviewItem> others = openOfThing(review).stream().filter(other -> other.id() != id).toList();
        List<Candidate> found = review.state() == State.OPEN ? candidates.of(review) : List.of();
        List<Option> options = definitions.find(review.sync()).filter(sync -> frame.operator())
                .map(sync -> Options.of(review, sync, found)).orElse(List.of());
        var question = new Question(shown, review.field().equals(Thing.RECORD), review.state() == State.OPEN, options,
                others.stream().map(other -> frame.operator() ? other : privacy.hide(other)).toList(),
                definitions.find(review.sync()).map(SyncDefinition::systems).map(systems -> List.copyOf(systems.keySet()))
                        .orElse(List.of()), found);
        return Pages.Templates.review(frame, question).render();
    }

    /** @param how {@code value} for what was typed; else as for many at once */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Roles.OPERATOR)
    @Operation(hidden = true)
    public Response settle(@PathParam("id") long id, @FormParam("how") String how, @FormParam("value") String value) {
        Choice choice = "value".equals(how) ? new Choice.Value(value == null || value.isBlank() ? null : value.strip())
                : ReviewsPage.choice(how);
        if (!settlement.settle(find(id), choice, pages.name())) {
            throw ApiProblem.badRequest("Review " + id + " is no longer open.");
        }
        return Pages.back("/console/reviews", Notice.SETTLED, 1);
    }

    /** Settles everything that is open about the thing with one system's values. */
    @POST
    @Path("all")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Roles.OPERATOR)
    @Operation(hidden = true)
    public Response settleThing(@PathParam("id") long id, @FormParam("how") String how) {
        Settlement.Result result = settlement.settle(openOfThing(find(id)), ReviewsPage.choice(how), pages.name());
        if (result.settled() == 0) {
            throw ApiProblem.badRequest(String.join(" ", result.refused()));
        }
        return Pages.back("/console/reviews", Notice.SETTLED, result.settled());
    }

    private List<ReviewItem> openOfThing(ReviewItem review) {
        return reviews.list(new ReviewFilter(review.sync(), review.syncId(), null, null, State.OPEN), null, OF_ONE_THING).items();
    }

    private ReviewItem find(long id) {
        return reviews.find(id).orElseThrow(() -> ApiProblem.notFound("There is no review " + id + "."));
    }
}
