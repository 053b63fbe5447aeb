package io.syncbridge.operate.api;

import io.quarkus.security.identity.SecurityIdentity;
import io.syncbridge.operate.Choice;
import io.syncbridge.operate.ReviewBook;
import io.syncbridge.operate.ReviewBook.Details;
import io.syncbridge.operate.ReviewBook.Summary;
import io.syncbridge.operate.Settlement;
import io.syncbridge.operate.access.Roles;
import io.syncbridge.store.Page;
import io.syncbridge.store.Reviews;
import io.syncbridge.store.Reviews.ReviewFilter;
import io.syncbridge.store.Reviews.ReviewItem;
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
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Questions that only a person can answer. */
@Path("/api/reviews")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
@Tag(name = "reviews")
public class ReviewsResource {

    private static final int SETTLED_AT_ONCE = 1000;

    private final Reviews reviews;
    private final Settlement settlement;
    private final ReviewBook book;
    private final SecurityIdentity person;

    public ReviewsResource(Reviews reviews, Settlement settlement, ReviewBook book, SecurityIdentity person) {
        this.reviews = reviews;
        this.settlement = settlement;
        this.book = book;
        this.person = person;
    }

    @GET
    @Operation(summary = "Reviews, newest first; the open ones unless a state is named (open, answered, settled, closed)")
    public Page<Summary> list(@QueryParam("sync") String sync, @QueryParam("syncId") String syncId,
            @QueryParam("field") String field, @QueryParam("kind") String kind,
            @QueryParam("state") @DefaultValue("open") String state, @QueryParam("before") Long before,
            @QueryParam("size") @DefaultValue("50") int size) {
        var filter = new ReviewFilter(Parameters.text(sync), Parameters.text(syncId), Parameters.text(field),
                Parameters.choice(Reviews.Kind.class, "kind", kind), Parameters.choice(Reviews.State.class, "state", state));
        Page<ReviewItem> page = reviews.list(filter, before, Parameters.size(size));
        return new Page<>(book.summaries(page.items()), page.next());
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One review: the records in question side by side, and what each choice would write")
    public Details find(@PathParam("id") long id) {
        return book.details(review(id));
    }

    @POST
    @Path("{id}/settle")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Settles a review",
            description = "Send {\"take\": system}, {\"restore\": true} or {\"value\": the field's value}; for a whole record the value is \"keep\" or"
                    + " \"delete\", or {\"link\": \"system/id\"} where a match is ambiguous. The answer goes through the pipeline like any other change, and the log names the person.")
    public Response settle(@PathParam("id") long id, Map<String, Object> answer) {
        ReviewItem review = review(id);
        if (!settlement.settle(review, choice(answer), person.getPrincipal().getName())) {
            throw ApiProblem.conflict("Review " + id + " is no longer open: it is "
                    + reviews.find(id).orElse(review).state().name().toLowerCase(Locale.ROOT) + ".");
        }
        return Response.accepted(Map.of("settled", id)).build();
    }

    @POST
    @Path("settle")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Settles many reviews the same way, at most 1000 at once",
            description = "Send {\"ids\": [...]} or {\"sync\": name, \"field\": name}, with \"take\", \"restore\": true or \"value\"."
                    + " With \"preview\": true nothing is settled, and the answer says what would be written.")
    public Object settleMany(Map<String, Object> many) {
        Choice choice = choice(many);
        if (Boolean.TRUE.equals(many.get("preview"))) {
            return Map.of("preview", settlement.preview(chosen(many), choice));
        }
        return settlement.settle(chosen(many), choice, person.getPrincipal().getName());
    }

    private List<ReviewItem> chosen(Map<String, Object> many) {
        if (many.get("ids") instanceof List<?> ids) {
            return ids.stream().limit(SETTLED_AT_ONCE).filter(Number.class::isInstance)
                    .flatMap(id -> reviews.find(((Number) id).longValue()).stream()).toList();
        }
        if (!(many.get("sync") instanceof String sync)) {
            throw ApiProblem.badRequest("Say which reviews: {\"ids\": [...]} or {\"sync\": name}.");
        }
        var filter = new ReviewFilter(sync, null, many.get("field") instanceof String field ? field : null, null,
                Reviews.State.OPEN);
        return reviews.list(filter, null, SETTLED_AT_ONCE).items();
    }

    private static Choice choice(Map<String, Object> answer) {
        if (answer != null && answer.get("take") instanceof String system) {
            return new Choice.Take(system);
        }
        if (answer != null && answer.get("link") instanceof String record) {
            return new Choice.Link(record);
        }
        if (answer != null && Boolean.TRUE.equals(answer.get("restore"))) {
            return new Choice.Restore();
        }
        if (answer == null || !answer.containsKey("value")) {
            throw ApiProblem.badRequest("Send {\"take\": system}, {\"restore\": true}, {\"value\": ...} or {\"link\": \"system/id\"}.");
        }
        return new Choice.Value(answer.get("value"));
    }

    private ReviewItem review(long id) {
        return reviews.find(id).orElseThrow(() -> ApiProblem.notFound("There is no review " + id + "."));
    }
}
