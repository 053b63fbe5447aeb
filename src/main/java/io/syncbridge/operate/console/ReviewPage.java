package io.syncbridge.operate.console;

import io.syncbridge.definition.Definitions;
import io.syncbridge.operate.Choice;
import io.syncbridge.operate.ReviewBook;
import io.syncbridge.operate.ReviewBook.Details;
import io.syncbridge.operate.ReviewBook.Summary;
import io.syncbridge.operate.Settlement;
import io.syncbridge.operate.access.Roles;
import io.syncbridge.operate.api.ApiProblem;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Reviews;
import io.syncbridge.store.Reviews.ReviewFilter;
import io.syncbridge.store.Reviews.ReviewItem;
import io.syncbridge.store.Reviews.State;
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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** One review: the records in question side by side, and what each choice would do. */
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
     * @param next the open review that comes next; {@code null} for none
     */
    public record Question(Details details, boolean record, boolean open, List<Summary> others, Set<String> systems, Summary next) {
    }

    private final Reviews reviews;
    private final Definitions definitions;
    private final Settlement settlement;
    private final ReviewBook book;
    private final Pages pages;

    public ReviewPage(Reviews reviews, Definitions definitions, Settlement settlement, ReviewBook book, Pages pages) {
        this.reviews = reviews;
        this.definitions = definitions;
        this.settlement = settlement;
        this.book = book;
        this.pages = pages;
    }

    @GET
    @Operation(hidden = true)
    public String show(@PathParam("id") long id, @QueryParam("done") String done, @QueryParam("number") @DefaultValue("1") int number) {
        ReviewItem review = find(id);
        Details details = book.details(review);
        List<ReviewItem> others = reviews.list(new ReviewFilter(review.sync(), review.syncId(), null, null, State.OPEN), null, OF_ONE_THING).items()
                .stream().filter(other -> other.id() != id).toList();
        var question = new Question(details, review.field().equals(Thing.RECORD), review.state() == State.OPEN, book.summaries(others),
                definitions.find(review.sync()).map(sync -> sync.systems().keySet()).orElse(Set.of()),
                next(id).map(next -> book.summaries(List.of(next)).get(0)).orElse(null));
        return Pages.Templates.review(pages.frame(details.title() + ": review " + id, "reviews", Notice.words(done, number)), question).render();
    }

    /**
     * Settles the review; a delete is asked about first.
     *
     * @param how {@code value} for what was typed; else as for many at once
     */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Roles.OPERATOR)
    @Operation(hidden = true)
    public Response settle(@PathParam("id") long id, @FormParam("how") String how, @FormParam("value") String value,
            @FormParam("confirmed") boolean confirmed) {
        ReviewItem review = find(id);
        Choice choice = SettlePage.choice(how, value);
        if (!confirmed && "delete".equals(how)) {
            return Response.ok(Pages.Templates.preview(pages.frame("Delete?", "reviews"),
                    SettlePage.Preview.of(settlement.preview(List.of(review), choice), how)).render()).build();
        }
        if (!settlement.settle(review, choice, pages.name())) {
            throw ApiProblem.badRequest("Review " + id + " is no longer open.");
        }
        return Pages.back(next(id).map(next -> "/console/reviews/" + next.id()).orElse("/console/reviews"), Notice.SETTLED, 1);
    }

    /** Returns the next older open review, or after the oldest the newest. */
    private Optional<ReviewItem> next(long id) {
        var open = new ReviewFilter(null, null, null, null, State.OPEN);
        return Stream.concat(reviews.list(open, id, 1).items().stream(), reviews.list(open, null, 1).items().stream())
                .filter(next -> next.id() != id).findFirst();
    }

    private ReviewItem find(long id) {
        return reviews.find(id).orElseThrow(() -> ApiProblem.notFound("There is no review " + id + "."));
    }
}
