package io.syncbridge.operate.console;

import io.syncbridge.definition.Definitions;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.operate.ReviewBook;
import io.syncbridge.operate.ReviewBook.Summary;
import io.syncbridge.operate.access.Roles;
import io.syncbridge.operate.api.Parameters;
import io.syncbridge.store.Page;
import io.syncbridge.store.Reviews;
import io.syncbridge.store.Reviews.ReviewFilter;
import io.syncbridge.store.Reviews.ReviewItem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
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

    /** @param systems those of the chosen sync, or of all */
    public record Listing(List<String> syncs, String sync, String field, String kind, String state, Set<String> systems,
            List<Summary> items, Long next) {
    }

    private final Reviews reviews;
    private final Definitions definitions;
    private final ReviewBook book;
    private final Pages pages;

    public ReviewsPage(Reviews reviews, Definitions definitions, ReviewBook book, Pages pages) {
        this.reviews = reviews;
        this.definitions = definitions;
        this.book = book;
        this.pages = pages;
    }

    @GET
    @Operation(hidden = true)
    public String show(@QueryParam("sync") String sync, @QueryParam("field") String field, @QueryParam("kind") String kind,
            @QueryParam("state") @DefaultValue("open") String state, @QueryParam("before") Long before,
            @QueryParam("done") String done, @QueryParam("number") @DefaultValue("1") int number) {
        Page<ReviewItem> page = reviews.list(filter(sync, field, kind, state), before, SHOWN);
        var listing = new Listing(definitions.syncs().stream().map(SyncDefinition::name).toList(), sync, field, kind, state,
                systems(sync), book.summaries(page.items()), page.next());
        return Pages.Templates.reviews(pages.frame("Reviews", "reviews", Notice.words(done, number)), listing).render();
    }

    private Set<String> systems(String sync) {
        var systems = new LinkedHashSet<String>();
        definitions.syncs().stream().filter(one -> Parameters.text(sync) == null || one.name().equals(sync))
                .forEach(one -> systems.addAll(one.systems().keySet()));
        return systems;
    }

    static ReviewFilter filter(String sync, String field, String kind, String state) {
        return new ReviewFilter(Parameters.text(sync), null, Parameters.text(field),
                Parameters.choice(Reviews.Kind.class, "kind", kind), Parameters.choice(Reviews.State.class, "state", state));
    }
}
