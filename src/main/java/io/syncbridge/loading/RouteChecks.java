package io.syncbridge.loading;

import io.syncbridge.BridgeConfig;
import io.syncbridge.definition.Definitions;
import io.syncbridge.definition.Folder;
import io.syncbridge.definition.RouteContext;
import io.syncbridge.definition.RouteFileCheck;
import io.syncbridge.model.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
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

    /**
     * What is wrong with route files and Kamelets.
     *
     * @param mistakes what keeps a route from running
     * @param missing what the routes of all files together lack
     */
    record Found(List<Problem> mistakes, List<Problem> missing) {
    }

    /** Returns all that is wrong with the route files and Kamelets of the folder, without a route being started. */
    public List<Problem> problems() throws IOException {
        startWithoutRoutes();
        Found found = check(Folder.read(config.routes()), definitions, Set.of());
        return Stream.of(found.mistakes(), found.missing(), SettingNames.problems(ConfigProvider.getConfig())).flatMap(List::stream).toList();
    }

    /**
     * Checks the files of a folder without a route being started.
     *
     * @param own the routes that run from files of this folder, as they were or are
     */
    Found check(Folder folder, Definitions defined, Set<String> own) throws IOException {
        RouteFileCheck check = check(folder, defined);
        var mistakes = new ArrayList<>(kamelets.problems(folder, check));
        folder.unreadable().forEach((name, problem) -> {
            if (Folder.isRoutes(name) || Folder.isKamelet(name)) {
                mistakes.add(problem);
            }
        });
        RouteFiles files = new RouteFiles(camel, check, route -> false).replacing(own);
        folder.routes().forEach(name -> mistakes.addAll(files.check(config.routes().resolve(name), folder.text(name))));
        return new Found(List.copyOf(mistakes), missing(check, defined, own));
    }

    /** Starts what routes need, so that endpoints can be looked at. */
    void startWithoutRoutes() {
        if (!camel.isStarted()) {
            runtime.start(new String[0]);
        }
    }

    RouteFileCheck check(Folder folder, Definitions defined) throws IOException {
        return new RouteFileCheck(new RouteContext(kamelets.read(folder), defined, new CamelEndpoints(camel), new CamelSettings(camel),
                new SimpleSyntax(camel)));
    }

    /** Returns what the routes of all files together lack. @param own as {@link #check} */
    List<Problem> missing(RouteFileCheck check, Definitions defined, Set<String> own) {
        List<String> others = ((ModelCamelContext) camel).getRouteDefinitions().stream()
                .filter(route -> route.getInput() != null && !own.contains(route.getRouteId()))
                .map(route -> route.getInput().getUri().split("\\?")[0].replace("://", ":")).toList();
        return check.addresses().missing(defined, this::isFed, others);
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
