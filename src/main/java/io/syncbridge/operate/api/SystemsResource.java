package io.syncbridge.operate.api;

import io.syncbridge.component.SystemGuards;
import io.syncbridge.component.SystemState;
import io.syncbridge.operate.access.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How the systems are doing, as the instance that is asked finds them. */
@Path("/api/systems")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
@Tag(name = "systems")
public class SystemsResource {

    private final SystemGuards guards;

    public SystemsResource(SystemGuards guards) {
        this.guards = guards;
    }

    @GET
    @Operation(summary = "Every system: whether it is left alone, until when and why, and how far its clock is off")
    public List<SystemState> systems() {
        return guards.states();
    }
}
