package io.syncbridge.loading;

import io.syncbridge.BridgeConfig;
import io.syncbridge.component.SyncComponent;
import io.syncbridge.component.Systems;
import io.syncbridge.definition.RouteFileCheck;
import io.syncbridge.model.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.CamelEvent.CamelContextStartedEvent;
import org.jboss.logging.Logger;

/** Loads the route files that teams write, and keeps what is wrong with them to be shown with its place. */
@ApplicationScoped
public class RouteLoading {

    private static final Logger LOG = Logger.getLogger(RouteLoading.class);
    private static final List<String> ENDINGS = List.of(".camel.yaml", ".camel.xml");

    private final CamelContext camel;
    private final BridgeConfig config;
    private final LoadedFiles loaded;
    private final KameletFiles kamelets;
    private final RouteChecks checks;
    private final SyncComponent component;
    private final Systems systems;

    public RouteLoading(CamelContext camel, BridgeConfig config, LoadedFiles loaded, KameletFiles kamelets, RouteChecks checks,
            SyncComponent component, Systems systems) {
        this.checks = checks;
        this.systems = systems;
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
        RouteFileCheck check = checks.check();
        kamelets.problems(check).forEach(loaded::report);
        loaded.problems().forEach(problem -> LOG.error(problem.toString()));
        var routes = new RouteFiles(camel, check, route -> true);
        for (Path file : files(config.routes())) {
            load(file, routes);
        }
        checks.missing(check).forEach(problem -> LOG.warn(problem.toString()));
        component.complete();
        camel.getExecutorServiceManager().newThread("examine systems", systems::examine).start();
    }

    private void load(Path file, RouteFiles routes) throws IOException {
        List<Problem> problems = routes.start(file);
        problems.forEach(problem -> {
            loaded.report(problem);
            LOG.error(problem.toString());
        });
        if (!problems.isEmpty()) {
            LOG.errorf("Routes in %s are not running, for the mistakes above. Put them right and start again; all other routes are running.",
                    file);
        }
    }

    static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> ENDINGS.stream().anyMatch(file.toString()::endsWith)).sorted().toList();
        }
    }
}
