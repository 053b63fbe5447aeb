package io.syncbridge.operate.api;

import io.syncbridge.model.Operation;
import io.syncbridge.store.SyncLog;
import io.syncbridge.store.SyncLog.LogFilter;
import jakarta.ws.rs.QueryParam;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** What to look for in the log, as it stands in an address. */
public class LogQuery {

    @QueryParam("sync")
    @Parameter(description = "a sync's name")
    public String sync;

    @QueryParam("syncId")
    public String syncId;

    @QueryParam("record")
    @Parameter(description = "a record id in any system")
    public String record;

    @QueryParam("status")
    @Parameter(description = "success, failed, conflict or skipped")
    public String status;

    @QueryParam("operation")
    @Parameter(description = "create, update or delete")
    public String operation;

    @QueryParam("from")
    @Parameter(description = "the first moment: 2025-03-01 or 2025-03-01T10:15:30Z")
    public String from;

    @QueryParam("to")
    @Parameter(description = "the moment after the last one")
    public String to;

    @QueryParam("run")
    @Parameter(description = "the number of the run that brought it about")
    public Long run;

    public LogFilter filter() {
        return new LogFilter(Parameters.text(sync), Parameters.text(syncId), Parameters.text(record),
                Parameters.choice(SyncLog.Status.class, "status", status),
                Parameters.choice(Operation.class, "operation", operation), Parameters.time("from", from),
                Parameters.time("to", to), run);
    }

    /** Returns the query as it stands in an address; without what is blank. */
    public String address() {
        var given = new LinkedHashMap<String, String>();
        given.put("sync", sync);
        given.put("syncId", syncId);
        given.put("record", record);
        given.put("status", status);
        given.put("operation", operation);
        given.put("from", from);
        given.put("to", to);
        given.put("run", run == null ? null : run.toString());
        return given.entrySet().stream().filter(one -> Parameters.text(one.getValue()) != null).map(LogQuery::pair)
                .collect(Collectors.joining("&"));
    }

    private static String pair(Map.Entry<String, String> one) {
        return one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8);
    }
}
