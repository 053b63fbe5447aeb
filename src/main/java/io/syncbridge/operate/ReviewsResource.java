package io.syncbridge.operate;

import io.syncbridge.pipeline.WorkSignal;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Page;
import io.syncbridge.store.Reviews;
import io.syncbridge.store.Reviews.ReviewItem;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.Map;

/** Questions that only a person can answer. */
@Path("/api/reviews")
@Produces(MediaType.APPLICATION_JSON)
public class ReviewsResource {

    private final Reviews reviews;
    private final WorkSignal signal;
    private final Clock clock;

    public ReviewsResource(Reviews reviews, WorkSignal signal, Clock clock) {
        this.reviews = reviews;
        this.signal = signal;
        this.clock = clock;
    }

    @GET
    public Page<ReviewItem> list(@QueryParam("sync") String sync, @QueryParam("before") Long before,
            @QueryParam("size") @DefaultValue("50") int size) {
        return reviews.list(sync, Reviews.State.OPEN, before, Math.min(Math.max(size, 1), 1000));
    }

    /**
     * Settles a review. The answer goes through the pipeline like any other change and is logged with the person's name.
     *
     * @param answer {@code by}: who decided; {@code value}: the field's canonical value, or for a whole record
     *     {@code keep} or {@code delete}
     */
    @POST
    @Path("{id}/settle")
    public Response settle(@PathParam("id") long id, Map<String, Object> answer) {
        ReviewItem review = reviews.find(id).orElseThrow(() -> ApiProblem.notFound("There is no review " + id + "."));
        if (answer == null || !answer.containsKey("value") || !(answer.get("by") instanceof String by) || by.isBlank()) {
            throw ApiProblem.badRequest("Send {\"value\": ..., \"by\": \"your name\"}.");
        }
        Object value = answer.get("value");
        if (review.field().equals(Thing.RECORD) && !"keep".equals(value) && !"delete".equals(value)) {
            throw ApiProblem.badRequest("This review is about a whole record: the value is \"keep\" or \"delete\".");
        }
        if (!reviews.answer(id, value, by, clock.instant())) {
            throw ApiProblem.conflict("Review " + id + " is no longer open: it is "
                    + review.state().name().toLowerCase(java.util.Locale.ROOT) + ".");
        }
        signal.now(review.sync());
        return Response.accepted(Map.of("settled", id)).build();
    }
}
