package io.syncbridge.operate.api;

import io.syncbridge.connector.cdc.ChangeStreams;
import io.syncbridge.connector.cdc.StreamState;
import io.syncbridge.operate.access.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How the databases' logs are taken in, as the instance that is asked sees it. */
@Path("/api/streams")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
@Tag(name = "systems")
public class StreamsResource {

    private final ChangeStreams streams;

    public StreamsResource(ChangeStreams streams) {
        this.streams = streams;
    }

    @GET
    @Operation(summary = "Every database whose log is read: state, slot, how far behind, and tables that are not taken in")
    public List<StreamState> streams() {
        return streams.states();
    }
}
