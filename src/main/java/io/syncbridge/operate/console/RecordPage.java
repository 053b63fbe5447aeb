package io.syncbridge.operate.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.syncbridge.operate.access.Roles;
import io.syncbridge.operate.api.ApiProblem;
import io.syncbridge.operate.view.RecordView;
import io.syncbridge.operate.view.RecordView.Story;
import io.syncbridge.operate.search.RecordSearch;
import io.syncbridge.operate.search.RecordSearch.Hit;
import io.syncbridge.store.SearchTexts;
import io.syncbridge.store.Things;
import io.syncbridge.store.Things.Found;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** One thing across its systems, and the way to it from any id. */
@Path("/console/records")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Roles.VIEWER)
public class RecordPage {

    /** The files in {@code templates/console}. */
    @CheckedTemplate(basePath = "console")
    static final class Templates {

        private Templates() {
        }

        static native TemplateInstance records(Frame frame, String id, List<Found> found, List<Hit> hits, String trouble);
    }

    private static final int FOUND = 100;

    private final RecordView view;
    private final Things things;
    private final RecordSearch search;
    private final Pages pages;

    public RecordPage(RecordView view, Things things, RecordSearch search, Pages pages) {
        this.view = view;
        this.search = search;
        this.things = things;
        this.pages = pages;
    }

    /** Leads to the thing that the id belongs to, or that holds the value, or lists them where there are several. */
    @GET
    @Operation(hidden = true)
    public Response search(@QueryParam("id") @DefaultValue("") String id) {
        List<Found> found = id.isBlank() ? List.of() : things.search(id.trim(), FOUND);
        List<Hit> hits = List.of();
        String trouble = null;
        try {
            hits = found.isEmpty() ? search.find(id) : List.of();
        } catch (SearchTexts.TooLongException e) {
            trouble = e.getMessage();
        }
        List<String> syncIds = Stream.concat(found.stream().map(Found::syncId), hits.stream().map(Hit::syncId)).distinct().toList();
        return syncIds.size() == 1
                ? Response.seeOther(UriBuilder.fromPath("/console/records/{id}").build(syncIds.get(0))).build()
                : Response.ok(Templates.records(pages.frame("Records", "record"), id, found, hits, trouble).render()).build();
    }

    @GET
    @Path("{syncId}")
    @Operation(hidden = true)
    public String show(@PathParam("syncId") String syncId) {
        Story story = view.find(syncId)
                .orElseThrow(() -> ApiProblem.notFound("There is no thing with the sync id " + syncId + "."));
        return Pages.Templates.record(pages.frame("Record", "record"), story,
                story.history().items().stream().map(LogLine::of).toList()).render();
    }
}
