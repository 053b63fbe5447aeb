package io.syncbridge.loading;

import io.syncbridge.BridgeConfig;
import io.syncbridge.component.SyncComponent;
import io.syncbridge.component.Systems;
import io.syncbridge.definition.Definitions;
import io.syncbridge.definition.Folder;
import io.syncbridge.definition.RouteFileCheck;
import io.syncbridge.model.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.CamelEvent.CamelContextStartedEvent;
import org.jboss.logging.Logger;

/** Loads the route files that teams write, and keeps what is wrong with them to be shown with its place. */
@ApplicationScoped
public class RouteLoading {

    private static final Logger LOG = Logger.getLogger(RouteLoading.class);

    private final CamelContext camel;
    private final BridgeConfig config;
    private final Folder folder;
    private final Definitions definitions;
    private final LoadedFiles loaded;
    private final KameletFiles kamelets;
    private final RouteChecks checks;
    private final RunningRoutes running;
    private final SyncComponent component;
    private final Systems systems;
    private final Reload reload;

    public RouteLoading(CamelContext camel, BridgeConfig config, Folder folder, Definitions definitions, LoadedFiles loaded,
            KameletFiles kamelets, RouteChecks checks, RunningRoutes running, SyncComponent component, Systems systems, Reload reload) {
        this.folder = folder;
        this.definitions = definitions;
        this.running = running;
        this.reload = reload;
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
        RouteFileCheck check = checks.check(folder, definitions);
        kamelets.problems(folder, check).forEach(loaded::report);
        folder.unreadable().forEach((name, problem) -> {
            if (Folder.isRoutes(name) || Folder.isKamelet(name)) {
                loaded.report(problem);
            }
        });
        loaded.problems().forEach(problem -> LOG.error(problem.toString()));
        folder.routes().forEach(name -> load(name, check));
        checks.missing(check, definitions, Set.of()).forEach(problem -> LOG.warn(problem.toString()));
        component.complete();
        camel.getExecutorServiceManager().newThread("examine systems", systems::examine).start();
        reload.begin(folder);
    }

    private void load(String name, RouteFileCheck check) {
        List<Problem> problems = running.start(folder, name, check);
        problems.forEach(problem -> {
            loaded.report(problem);
            LOG.error(problem.toString());
        });
        if (!problems.isEmpty()) {
            LOG.errorf("Routes in %s are not running, for the mistakes above. Put them right: the file is noticed when it changes, or at the"
                    + " next start. All other routes are running.", config.routes().resolve(name));
        }
    }
}
