package io.syncbridge.loading;

import io.syncbridge.BridgeConfig;
import io.syncbridge.component.SyncComponent;
import io.syncbridge.definition.RouteFileCheck;
import io.syncbridge.model.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.CamelEvent.CamelContextStartedEvent;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.jboss.logging.Logger;

/**
 * Loads the route files that teams write, each by itself: a mistake in one leaves the others running, and is kept to be
 * shown with its place.
 */
@ApplicationScoped
public class RouteLoading {

    private static final Logger LOG = Logger.getLogger(RouteLoading.class);
    private static final List<String> ENDINGS = List.of(".camel.yaml", ".camel.xml");

    private final CamelContext camel;
    private final BridgeConfig config;
    private final LoadedFiles loaded;
    private final KameletFiles kamelets;
    private final SyncComponent component;

    public RouteLoading(CamelContext camel, BridgeConfig config, LoadedFiles loaded, KameletFiles kamelets,
            SyncComponent component) {
        this.camel = camel;
        this.config = config;
        this.loaded = loaded;
        this.kamelets = kamelets;
        this.component = component;
    }

    void load(@Observes CamelContextStartedEvent started) throws IOException {
        if (!config.serve()) {
            return;
        }
        loaded.problems().forEach(problem -> LOG.error(problem.toString()));
        var check = new RouteFileCheck(kamelets.read(loaded::report));
        for (Path file : files(config.routes())) {
            load(file, check);
        }
        component.complete();
    }

    private void load(Path file, RouteFileCheck check) throws IOException {
        List<Problem> problems = file.toString().endsWith(".yaml")
                ? check.check(file.toString(), Files.readString(file), routeIds()) : List.of();
        if (problems.isEmpty()) {
            problems = start(file);
        }
        problems.forEach(problem -> {
            loaded.report(problem);
            LOG.error(problem.toString());
        });
        if (!problems.isEmpty()) {
            LOG.errorf("None of the routes in %s is running. Put it right and start again; the other files are running.", file);
        }
    }

    /** Starts a file's routes, all or none. */
    private List<Problem> start(Path file) {
        Set<String> before = routeIds();
        try {
            Resource resource = PluginHelper.getResourceLoader(camel).resolveResource("file:" + file);
            PluginHelper.getRoutesLoader(camel).loadRoutes(resource);
            return List.of();
        } catch (Exception e) {
            Set<String> started = routeIds();
            started.removeAll(before);
            started.forEach(this::remove);
            return List.of(new Problem("route-not-started", file.toString(), causes(e),
                    "Camel could not start the routes of this file."));
        }
    }

    private Set<String> routeIds() {
        var ids = new HashSet<String>();
        camel.getRoutes().forEach(route -> ids.add(route.getRouteId()));
        return ids;
    }

    private void remove(String routeId) {
        try {
            camel.getRouteController().stopRoute(routeId);
            camel.removeRoute(routeId);
        } catch (Exception e) {
            LOG.warnf("Route %s could not be taken back: %s", routeId, e.getMessage());
        }
    }

    /** Camel wraps the reason several times, in the text of the whole route; the innermost says what to do. */
    private static String causes(Throwable e) {
        Throwable innermost = e;
        while (innermost.getCause() != null && innermost.getCause() != innermost) {
            innermost = innermost.getCause();
        }
        return innermost == e || e.getMessage() == null ? String.valueOf(e.getMessage())
                : e.getMessage().lines().findFirst().orElse("").replaceFirst("( \\(source:| at: >>>| because:).*", "")
                        + ". Because: " + innermost.getMessage();
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> ENDINGS.stream().anyMatch(file.toString()::endsWith)).sorted().toList();
        }
    }
}
