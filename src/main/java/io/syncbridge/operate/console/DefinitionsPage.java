package io.syncbridge.operate.console;

import io.syncbridge.definition.Definitions;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.loading.Reload;
import io.syncbridge.mapping.FieldMapping;
import io.syncbridge.operate.access.Roles;
import io.syncbridge.operate.view.RoutesView;
import io.syncbridge.operate.view.SyncsView;
import io.syncbridge.operate.view.SyncsView.SyncState;
import io.syncbridge.reconcile.FieldPolicy;
import io.syncbridge.store.SyncLog;
import io.syncbridge.store.SyncLog.Status;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What teams have written: each sync's mapping as a table, and its routes as the pipeline with live counts. */
@Path("/console/definitions")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Roles.VIEWER)
public class DefinitionsPage {

    /**
     * @param places where each system holds it; a dash where it does not
     * @param transform in a few words, by system where they differ
     * @param flow which way its values go
     */
    public record Line(String field, List<String> places, String transform, String flow, String conflicts, boolean isPrivate) {
    }

    /** Rows of the log in the last hours, by what came out. */
    public record Outcomes(long success, long conflict, long failed, long skipped) {
    }

    /** @param source the definition file's text, by which the bridge runs; {@code null} before routes are loaded */
    public record Definition(SyncDefinition sync, SyncState state, List<String> systems, List<Line> lines, Outcomes outcomes,
            List<RoutesView.RouteState> routes, String source) {
    }

    private final Definitions definitions;
    private final SyncsView view;
    private final RoutesView routes;
    private final SyncLog log;
    private final Reload reload;
    private final Pages pages;
    private final Clock clock;

    public DefinitionsPage(Definitions definitions, SyncsView view, RoutesView routes, SyncLog log, Reload reload,
            Pages pages, Clock clock) {
        this.definitions = definitions;
        this.view = view;
        this.routes = routes;
        this.log = log;
        this.reload = reload;
        this.pages = pages;
        this.clock = clock;
    }

    @GET
    @Operation(hidden = true)
    public String show() {
        SyncsView.Overview overview = view.overview();
        var hourly = log.hourly(Chart.first(clock.instant()));
        return Pages.Templates.definitions(pages.frame("Definitions", "definitions"), definitions.syncs().stream()
                .map(sync -> definition(sync, overview.find(sync.name()).orElseThrow(),
                        hourly.getOrDefault(sync.name(), Map.of()))).toList()).render();
    }

    private Definition definition(SyncDefinition sync, SyncState state, Map<Instant, Map<Status, Long>> hourly) {
        List<String> systems = List.copyOf(sync.systems().keySet());
        return new Definition(sync, state, systems, sync.lines().stream().map(line -> line(sync, systems, line)).toList(),
                new Outcomes(sum(hourly, Status.SUCCESS), sum(hourly, Status.CONFLICT), sum(hourly, Status.FAILED),
                        sum(hourly, Status.SKIPPED)), routes.of(sync.name()), source(sync));
    }

    private static Line line(SyncDefinition sync, List<String> systems, FieldMapping line) {
        FieldPolicy policy = sync.policy().fields().get(line.field());
        List<String> places = systems.stream()
                .map(system -> line.bindings().containsKey(system) ? line.bindings().get(system).place() : "—").toList();
        boolean both = policy.sources().containsAll(line.bindings().keySet())
                && policy.targets().containsAll(line.bindings().keySet());
        String from = policy.computed() != null ? "computed" : in(systems, policy.sources());
        return new Line(line.field(), places, transform(line), both ? "both ways" : from + " → " + in(systems, policy.targets()),
                policy.conflicts().name(), sync.privateFields().contains(line.field()));
    }

    private static String transform(FieldMapping line) {
        var words = new LinkedHashMap<String, List<String>>();
        line.bindings().forEach((system, binding) ->
                words.computeIfAbsent(binding.described(), same -> new ArrayList<>()).add(system));
        return words.size() == 1 ? words.keySet().iterator().next() : words.entrySet().stream()
                .map(each -> String.join(", ", each.getValue()) + ": " + each.getKey()).collect(Collectors.joining("; "));
    }

    private static String in(List<String> systems, Set<String> some) {
        return String.join(", ", systems.stream().filter(some::contains).toList());
    }

    private static long sum(Map<Instant, Map<Status, Long>> hourly, Status status) {
        return hourly.values().stream().mapToLong(counts -> counts.getOrDefault(status, 0L)).sum();
    }

    private String source(SyncDefinition sync) {
        return reload.text(sync.file()).orElse(null);
    }
}
