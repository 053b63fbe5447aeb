package io.syncbridge.loading;

import io.syncbridge.BridgeConfig;
import io.syncbridge.component.Describes;
import io.syncbridge.definition.Definitions;
import io.syncbridge.definition.Folder;
import io.syncbridge.model.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.model.RouteDefinition;

/** Starts only the routes through which the bridge asks systems, so that a command can ask them and nothing is synchronized. */
@ApplicationScoped
public class AskingRoutes {

    private final CamelContext camel;
    private final BridgeConfig config;
    private final RouteChecks checks;
    private final Folder folder;
    private final Definitions definitions;

    public AskingRoutes(CamelContext camel, BridgeConfig config, RouteChecks checks, Folder folder, Definitions definitions) {
        this.folder = folder;
        this.definitions = definitions;
        this.camel = camel;
        this.config = config;
        this.checks = checks;
    }

    /** Starts them and returns what is wrong with route files. */
    public List<Problem> start() throws IOException {
        checks.startWithoutRoutes();
        camel.getGlobalOptions().put(Describes.ONLY, "true");
        camel.setAutoStartup(true);
        var problems = new ArrayList<Problem>();
        var routes = new RouteFiles(camel, checks.check(folder, definitions), AskingRoutes::asks);
        folder.routes().forEach(name -> problems.addAll(routes.start(config.routes().resolve(name), folder.text(name))));
        return problems;
    }

    private static boolean asks(RouteDefinition route) {
        return route.getInput() != null && route.getInput().getUri().startsWith("sync:");
    }
}
