package io.syncbridge.operate;

import io.syncbridge.component.SystemGuards;
import io.syncbridge.component.SystemState;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** How the systems are doing, as the instance that is asked finds them. */
@Path("/api/systems")
@Produces(MediaType.APPLICATION_JSON)
public class SystemsResource {

    private final SystemGuards guards;

    public SystemsResource(SystemGuards guards) {
        this.guards = guards;
    }

    @GET
    public List<SystemState> systems() {
        return guards.states();
    }
}
