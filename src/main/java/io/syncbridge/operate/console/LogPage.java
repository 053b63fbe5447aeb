package io.syncbridge.operate.console;

import io.syncbridge.definition.Definitions;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.operate.access.Roles;
import io.syncbridge.operate.api.LogQuery;
import io.syncbridge.operate.api.Parameters;
import io.syncbridge.operate.view.Privacy;
import io.syncbridge.store.Page;
import io.syncbridge.store.SyncLog;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What the bridge did and found. */
@Path("/console/log")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Roles.VIEWER)
public class LogPage {

    /**
     * @param address the query as it stands in an address
     * @param live whether these are the newest rows, which newer ones join by themselves
     */
    public record Listing(List<String> syncs, LogQuery query, String address, int size, boolean live, List<LogLine> lines, Long next) {

        public String from() {
            return field(query.from);
        }

        public String to() {
            return field(query.to);
        }

        /** Returns a time as a form's field takes it: in UTC, without saying so. */
        private static String field(String time) {
            Instant moment = Parameters.time("time", time);
            return moment == null ? "" : moment.truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", "");
        }

        public List<Integer> sizes() {
            return Stream.concat(Stream.of(size), Stream.of(25, 50, 100, 250, 1000)).distinct().sorted().toList();
        }

        public List<SyncLog.Status> statuses() {
            return List.of(SyncLog.Status.values());
        }

        public List<io.syncbridge.model.Operation> operations() {
            return List.of(io.syncbridge.model.Operation.values());
        }
    }

    private final SyncLog log;
    private final Definitions definitions;
    private final Privacy privacy;
    private final Pages pages;

    public LogPage(SyncLog log, Definitions definitions, Privacy privacy, Pages pages) {
        this.log = log;
        this.definitions = definitions;
        this.privacy = privacy;
        this.pages = pages;
    }

    @GET
    @Operation(hidden = true)
    public String show(@BeanParam LogQuery query, @QueryParam("before") Long before,
            @QueryParam("size") @DefaultValue("50") int size) {
        Page<SyncLog.Entry> page = log.find(query.filter(), before, Parameters.size(size));
        return Pages.Templates.log(pages.frame("Log", "log"),
                new Listing(definitions.syncs().stream().map(SyncDefinition::name).toList(), query, query.address(), size, before == null,
                        page.items().stream().map(privacy::hide).map(LogLine::of).toList(), page.next())).render();
    }
}
