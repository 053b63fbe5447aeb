package io.syncbridge.operate;

import io.syncbridge.store.Page;
import io.syncbridge.store.SyncLog;
import io.syncbridge.store.SyncLog.LogFilter;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.Locale;

/** The sync log, newest first. */
@Path("/api/log")
@Produces(MediaType.APPLICATION_JSON)
public class LogResource {

    private static final int LARGEST_PAGE = 1000;

    private final SyncLog log;

    public LogResource(SyncLog log) {
        this.log = log;
    }

    /**
     * @param record a record id in any system
     * @param before the {@code next} of the page before
     */
    @GET
    public Page<SyncLog.Entry> find(@QueryParam("sync") String sync, @QueryParam("syncId") String syncId,
            @QueryParam("record") String record, @QueryParam("status") String status,
            @QueryParam("operation") String operation, @QueryParam("before") Long before,
            @QueryParam("size") @DefaultValue("50") int size) {
        if (size < 1 || size > LARGEST_PAGE) {
            throw ApiProblem.badRequest("size=" + size + " is not between 1 and " + LARGEST_PAGE + ".");
        }
        var filter = new LogFilter(sync, syncId, record, choice(SyncLog.Status.class, "status", status),
                choice(io.syncbridge.model.Operation.class, "operation", operation), null, null);
        return log.find(filter, before, size);
    }

    private static <E extends Enum<E>> E choice(Class<E> type, String name, String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        try {
            return Enum.valueOf(type, value.trim().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw ApiProblem.badRequest(name + "=" + value + " is not known; allowed are "
                    + String.join(", ", Arrays.stream(type.getEnumConstants()).map(one -> one.name().toLowerCase(Locale.ROOT))
                            .toList()) + ".");
        }
    }
}
