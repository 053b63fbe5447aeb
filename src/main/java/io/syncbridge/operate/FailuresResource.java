package io.syncbridge.operate;

import io.syncbridge.pipeline.Retrying;
import io.syncbridge.store.Deliveries;
import io.syncbridge.store.Deliveries.Delivery;
import io.syncbridge.store.Page;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;

/** Changes that could not be delivered, with their reasons. */
@Path("/api/failures")
@Produces(MediaType.APPLICATION_JSON)
public class FailuresResource {

    private final Deliveries deliveries;
    private final Retrying retrying;

    public FailuresResource(Deliveries deliveries, Retrying retrying) {
        this.deliveries = deliveries;
        this.retrying = retrying;
    }

    @GET
    public Page<Delivery> list(@QueryParam("sync") String sync, @QueryParam("before") Long before,
            @QueryParam("size") @DefaultValue("50") int size) {
        return deliveries.list(sync, null, before, Math.min(Math.max(size, 1), 1000));
    }

    /** Tries a failed change again, with the newest values. */
    @POST
    @Path("{id}/retry")
    public Map<String, String> retry(@PathParam("id") long id) {
        Delivery failure = deliveries.find(id).orElseThrow(() -> ApiProblem.notFound("There is no failed change " + id
                + "; it may have gone through in the meantime."));
        retrying.retry(failure);
        return Map.of("retrying", Long.toString(id));
    }
}
