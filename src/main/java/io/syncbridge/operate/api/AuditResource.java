package io.syncbridge.operate.api;

import io.syncbridge.operate.access.Roles;
import io.syncbridge.store.Audit;
import io.syncbridge.store.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What people did. */
@Path("/api/audit")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.ADMIN)
@Tag(name = "audit")
public class AuditResource {

    private final Audit audit;

    public AuditResource(Audit audit) {
        this.audit = audit;
    }

    @GET
    @Operation(summary = "Every action of a person, newest first")
    public Page<Audit.Entry> list(@QueryParam("before") Long before, @QueryParam("size") @DefaultValue("50") int size) {
        return audit.list(before, Parameters.size(size));
    }
}
