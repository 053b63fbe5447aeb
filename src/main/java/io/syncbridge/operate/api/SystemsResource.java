package io.syncbridge.operate.api;

import io.syncbridge.component.SystemGuards;
import io.syncbridge.component.SystemState;
import io.syncbridge.operate.access.Roles;
import io.syncbridge.operate.history.Histories;
import io.syncbridge.operate.history.SystemHistory;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
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
    private final Histories histories;

    public SystemsResource(SystemGuards guards, Histories histories) {
        this.guards = guards;
        this.histories = histories;
    }

    @GET
    @Operation(summary = "Every system: whether it is left alone, until when and why, and how far its clock is off")
    public List<SystemState> systems() {
        return guards.states();
    }

    @GET
    @Path("{system}")
    @Operation(summary = "One system: circuit, clock, quota, and its calls over a day, a week or a month; span: day, week or month")
    public SystemHistory system(@PathParam("system") String system, @QueryParam("span") @DefaultValue("day") String span) {
        return histories.ofSystem(system, Parameters.span(span))
                .orElseThrow(() -> ApiProblem.notFound("No system is called '" + system + "'."));
    }
}
