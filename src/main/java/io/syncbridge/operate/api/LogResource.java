package io.syncbridge.operate.api;

import io.syncbridge.operate.access.Roles;
import io.syncbridge.operate.view.Privacy;
import io.syncbridge.store.Page;
import io.syncbridge.store.SyncLog;
import io.syncbridge.store.SyncLog.LogFilter;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The sync log, newest first. */
@Path("/api/log")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
@Tag(name = "log")
public class LogResource {

    private static final int EXPORTED_AT_ONCE = 1000;

    private final SyncLog log;
    private final Privacy privacy;

    public LogResource(SyncLog log, Privacy privacy) {
        this.log = log;
        this.privacy = privacy;
    }

    @GET
    @Operation(summary = "What the bridge did and found, newest first")
    public Page<SyncLog.Entry> find(@BeanParam LogQuery query,
            @QueryParam("before") @Parameter(description = "the `next` of the page before") Long before,
            @QueryParam("size") @DefaultValue("50") int size) {
        Page<SyncLog.Entry> page = log.find(query.filter(), before, Parameters.size(size));
        return new Page<>(page.items().stream().map(privacy::hide).toList(), page.next());
    }

    @GET
    @Path("export")
    @Produces("text/csv")
    @Operation(summary = "The same as CSV, all of it")
    public Response export(@BeanParam LogQuery query) {
        LogFilter filter = query.filter();
        StreamingOutput csv = out -> write(filter, out);
        return Response.ok(csv).header("Content-Disposition", "attachment; filename=\"sync-log.csv\"").build();
    }

    /** Page by page, so that a log of any length needs no more memory than a page. */
    private void write(LogFilter filter, OutputStream out) throws IOException {
        var writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        writer.write(LogCsv.HEADER);
        Page<SyncLog.Entry> page = log.find(filter, null, EXPORTED_AT_ONCE);
        while (true) {
            for (SyncLog.Entry row : page.items()) {
                writer.write(LogCsv.line(privacy.hide(row)));
            }
            if (page.next() == null) {
                break;
            }
            page = log.find(filter, page.next(), EXPORTED_AT_ONCE);
        }
        writer.flush();
    }
}
