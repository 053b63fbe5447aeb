package io.syncbridge.loading;

import io.syncbridge.BridgeConfig;
import io.syncbridge.definition.Definitions;
import io.syncbridge.definition.RouteContext;
import io.syncbridge.definition.RouteFileCheck;
import io.syncbridge.model.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.quarkus.core.CamelRuntime;
import org.eclipse.microprofile.config.ConfigProvider;

/** Checks route files and Kamelets against what is defined, set and part of this program. */
@ApplicationScoped
public class RouteChecks {

    private final CamelContext camel;
    private final CamelRuntime runtime;
    private final BridgeConfig config;
    private final Definitions definitions;
    private final KameletFiles kamelets;

    public RouteChecks(CamelContext camel, CamelRuntime runtime, BridgeConfig config, Definitions definitions, KameletFiles kamelets) {
        this.camel = camel;
        this.runtime = runtime;
        this.config = config;
        this.definitions = definitions;
        this.kamelets = kamelets;
    }

    /** Returns all that is wrong with the route files and Kamelets of the folder, without a route being started. */
    public List<Problem> problems() throws IOException {
        startWithoutRoutes();
        RouteFileCheck check = check();
        var problems = new ArrayList<>(kamelets.problems(check));
        var files = new RouteFiles(camel, check, route -> false);
        for (Path file : RouteLoading.files(config.routes())) {
            problems.addAll(files.check(file));
        }
        problems.addAll(missing(check));
        problems.addAll(SettingNames.problems(ConfigProvider.getConfig()));
        return problems;
    }

    /** Starts what routes need, so that endpoints can be looked at. */
    void startWithoutRoutes() {
        if (!camel.isStarted()) {
            runtime.start(new String[0]);
        }
    }

    RouteFileCheck check() throws IOException {
        return new RouteFileCheck(new RouteContext(kamelets.read(), definitions, new CamelEndpoints(camel), new CamelSettings(camel),
                new SimpleSyntax(camel)));
    }

    /** Returns what the routes of all files together lack. */
    List<Problem> missing(RouteFileCheck check) {
        List<String> others = ((ModelCamelContext) camel).getRouteDefinitions().stream().filter(route -> route.getInput() != null)
                .map(route -> route.getInput().getUri().split("\\?")[0].replace("://", ":")).toList();
        return check.addresses().missing(definitions, this::isFed, others);
    }

    private boolean isFed(String system, Collection<String> targets) {
        BridgeConfig.Webhook webhook = config.webhooks().get(system);
        return webhook != null && (webhook.unsigned() || webhook.keys().isPresent())
                || leadsTo("salesforce", targets) && config.salesforce().values().stream().anyMatch(org -> org.outboundKey().isPresent())
                || leadsTo("sharepoint", targets) && config.sharepoint().values().stream().anyMatch(tenant -> tenant.notificationUrl().isPresent());
    }

    private static boolean leadsTo(String kind, Collection<String> targets) {
        return targets.stream().anyMatch(target -> target.startsWith("kamelet:" + kind) || target.startsWith("sync-" + kind));
    }
}
