package io.syncbridge.operate.api;

import io.syncbridge.operate.access.Roles;
import io.syncbridge.operate.search.RecordSearch;
import io.syncbridge.operate.view.RecordView;
import io.syncbridge.store.SearchTexts;
import io.syncbridge.store.Things;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Things across their systems. */
@Path("/api/records")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
@Tag(name = "records")
public class RecordsResource {

    private static final int FOUND = 100;

    private final RecordView view;
    private final Things things;
    private final RecordSearch search;

    public RecordsResource(RecordView view, Things things, RecordSearch search) {
        this.view = view;
        this.search = search;
        this.things = things;
    }

    @GET
    @Operation(summary = "The things that an id belongs to")
    public List<Things.Found> search(
            @QueryParam("id") @Parameter(description = "a sync id, or a record id in any system") String id) {
        if (Parameters.text(id) == null) {
            throw ApiProblem.badRequest("Say which: ?id=...");
        }
        return things.search(id.trim(), FOUND);
    }

    @GET
    @Path("search")
    @Operation(summary = "The things that hold all the words in their values, or the whole as the value of a private field; at most 100")
    public List<RecordSearch.Hit> searchValue(@QueryParam("value") @Parameter(
            description = "words or parts of them, the longest of at least 3 letters") String value) {
        if (Parameters.text(value) == null || value.strip().length() < RecordSearch.SHORTEST) {
            throw ApiProblem.badRequest("Say what to look for, in at least " + RecordSearch.SHORTEST + " letters: ?value=...");
        }
        try {
            return search.find(value);
        } catch (SearchTexts.TooLongException e) {
            throw ApiProblem.badRequest(e.getMessage());
        }
    }

    @GET
    @Path("{syncId}")
    @Operation(summary = "One thing: its links, each field's value in each system, where it came from, and its history")
    public RecordView.Story find(@PathParam("syncId") String syncId) {
        return view.find(syncId).orElseThrow(() -> ApiProblem.notFound("There is no thing with the sync id " + syncId + "."));
    }
}
