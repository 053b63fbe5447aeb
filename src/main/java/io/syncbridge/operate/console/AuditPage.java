package io.syncbridge.operate.console;

import io.syncbridge.operate.access.Roles;
import io.syncbridge.store.Audit;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What people did. */
@Path("/console/audit")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Roles.ADMIN)
public class AuditPage {

    private static final int SHOWN = 100;

    private final Audit audit;
    private final Pages pages;

    public AuditPage(Audit audit, Pages pages) {
        this.audit = audit;
        this.pages = pages;
    }

    @GET
    @Operation(hidden = true)
    public String show(@QueryParam("before") Long before) {
        return Pages.Templates.audit(pages.frame("Audit", "audit"), audit.list(before, SHOWN)).render();
    }
}
