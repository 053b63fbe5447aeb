package io.syncbridge.operate.console;

import io.syncbridge.operate.Choice.BadChoiceException;
import io.syncbridge.operate.Choice;
import io.syncbridge.operate.Settlement;
import io.syncbridge.operate.access.Roles;
import io.syncbridge.operate.api.ApiProblem;
import io.syncbridge.operate.api.Parameters;
import io.syncbridge.store.Reviews.ReviewItem;
import io.syncbridge.store.Reviews;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Settles many reviews the same way, after a look at what that would write. */
@Path("/console/reviews/settle")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Roles.OPERATOR)
public class SettlePage {

    private static final int SETTLED_AT_ONCE = 1000;

    /**
     * What is asked for before it is done.
     *
     * @param lines what would be done to each review
     * @param refused how many cannot be settled so
     * @param how the choice, and {@code label} in words
     */
    public record Preview(List<Settlement.Preview> lines, int refused, String how, String label) {

        static Preview of(List<Settlement.Preview> lines, String how) {
            return new Preview(lines, (int) lines.stream().filter(line -> line.refused() != null).count(), how, words(how));
        }

        /** Returns how many would be settled. */
        public int number() {
            return lines.size() - refused;
        }

        public boolean deletes() {
            return how.equals("delete");
        }

        private static String words(String how) {
            return how.startsWith("take:") ? "Use the values of " + how.substring("take:".length())
                    : how.equals("restore") ? "Undo the edits" : how.equals("keep") ? "Keep" : "Delete";
        }
    }

    private final Reviews reviews;
    private final Settlement settlement;
    private final Pages pages;

    public SettlePage(Reviews reviews, Settlement settlement, Pages pages) {
        this.reviews = reviews;
        this.settlement = settlement;
        this.pages = pages;
    }

    /** Settles those that are ticked, or all that the filter finds, the same way; first it shows what that would write. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response settle(@FormParam("id") List<Long> ids, @FormParam("which") String which, @FormParam("how") String how,
            @FormParam("sync") String sync, @FormParam("field") String field, @FormParam("kind") String kind,
            @FormParam("confirmed") boolean confirmed) {
        List<ReviewItem> chosen = "all".equals(which)
                ? reviews.list(ReviewsPage.filter(sync, field, kind, "open"), null, SETTLED_AT_ONCE).items()
                : ids.stream().limit(SETTLED_AT_ONCE).flatMap(id -> reviews.find(id).stream()).toList();
        if (chosen.isEmpty()) {
            throw ApiProblem.badRequest("Tick the reviews that are to be settled.");
        }
        Choice choice = choice(how, null);
        if (!confirmed) {
            return Response.ok(Pages.Templates.preview(pages.frame("What would be written", "reviews"),
                    Preview.of(settlement.preview(chosen, choice), how)).render()).build();
        }
        Settlement.Result result = settlement.settle(chosen, choice, pages.name());
        if (result.settled() == 0) {
            throw ApiProblem.badRequest(String.join(" ", result.refused()));
        }
        return Pages.back("/console/reviews", Notice.SETTLED, result.settled());
    }

    /**
     * @param how {@code take:<system>}, {@code link:<system>/<id>}, {@code restore}, {@code keep}, {@code delete}, or {@code value} for the
     *     value, of which nothing but space is a blank
     */
    static Choice choice(String how, String value) {
        if (how == null || how.isBlank()) {
            throw new BadChoiceException("Choose what to do with them.");
        }
        if (how.startsWith("take:")) {
            return new Choice.Take(how.substring("take:".length()));
        }
        if (how.startsWith("link:")) {
            return new Choice.Link(how.substring("link:".length()));
        }
        if (how.equals("value")) {
            return new Choice.Value(Parameters.text(value));
        }
        return how.equals("restore") ? new Choice.Restore() : new Choice.Value(how);
    }
}
