package io.syncbridge.loading;

import io.syncbridge.BridgeConfig;
import io.syncbridge.definition.Folder;
import io.syncbridge.definition.RouteFileCheck;
import io.syncbridge.model.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.component.kamelet.KameletEndpoint;
import org.apache.camel.impl.engine.RouteService;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** The routes that run from each route file, and how they are replaced. */
@ApplicationScoped
class RunningRoutes {

    /** How long what is under way in a route may take to its end. */
    private static final long PATIENCE_SECONDS = 60;

    private final CamelContext camel;
    private final BridgeConfig config;
    private final Map<String, Started> started = new HashMap<>();

    private record Started(Set<String> routes, List<RouteConfigurationDefinition> configurations) {
    }

    RunningRoutes(CamelContext camel, BridgeConfig config) {
        this.camel = camel;
        this.config = config;
    }

    /** Starts what can be started of a route file and returns what is wrong with the rest. */
    synchronized List<Problem> start(Folder folder, String name, RouteFileCheck check) {
        Set<String> routesBefore = ids();
        List<RouteConfigurationDefinition> before = List.copyOf(model().getRouteConfigurationDefinitions());
        List<Problem> problems = new RouteFiles(camel, check, route -> true).start(config.routes().resolve(name), folder.text(name));
        Set<String> routes = camel.getRoutes().stream().filter(route -> !route.isCreatedByKamelet()).map(Route::getRouteId)
                .filter(id -> !routesBefore.contains(id)).collect(Collectors.toSet());
        started.put(name, new Started(routes, model().getRouteConfigurationDefinitions().stream()
                .filter(configuration -> !before.contains(configuration)).toList()));
        return problems;
    }

    /** Returns the ids of all routes from route files, those of Kamelets among them. */
    synchronized Set<String> all() {
        var all = camel.getRoutes().stream().filter(Route::isCreatedByKamelet).map(Route::getRouteId).collect(Collectors.toCollection(HashSet::new));
        started.values().forEach(file -> all.addAll(file.routes()));
        return all;
    }

    /** Stops the routes of route files; what is under way in them is ended first. What feeds the bridge is stopped first. */
    synchronized void stop(Collection<String> names) throws Exception {
        List<Route> routes = names.stream().filter(started::containsKey).flatMap(name -> started.get(name).routes().stream())
                .map(camel::getRoute).filter(route -> route != null)
                .sorted(Comparator.comparing((Route route) -> route.getEndpoint().getEndpointUri().startsWith("sync:"))).toList();
        stop(routes);
        for (String name : names) {
            Started file = started.remove(name);
            for (RouteConfigurationDefinition configuration : file == null ? List.<RouteConfigurationDefinition>of() : file.configurations()) {
                model().removeRouteConfiguration(configuration);
            }
        }
    }

    /** Has a Kamelet be what a folder says, where nothing uses it at the moment. */
    synchronized void replaceKamelet(Folder folder, String name) throws Exception {
        model().removeRouteTemplateDefinitions(Folder.kamelet(name));
        if (folder.kamelets().contains(name)) {
            PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString("file:" + config.routes().resolve(name), folder.text(name)));
        }
    }

    /** Stops routes, and with them the endpoints that no other route uses, among these Kamelets, which have routes of their own. */
    private void stop(List<Route> routes) throws Exception {
        Set<Endpoint> left = routes.stream().flatMap(RunningRoutes::endpoints).collect(Collectors.toCollection(LinkedHashSet::new));
        for (Route route : routes) {
            camel.getRouteController().stopRoute(route.getRouteId(), PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        for (Route route : routes) {
            RouteDefinition definition = model().getRouteDefinition(route.getRouteId());
            camel.removeRoute(route.getRouteId());
            if (definition != null) {
                model().removeRouteDefinition(definition);
            }
        }
        camel.getRoutes().stream().flatMap(RunningRoutes::endpoints).forEach(left::remove);
        for (Endpoint endpoint : left) {
            camel.removeEndpoint(endpoint);
        }
        List<Route> kamelets = left.stream().filter(KameletEndpoint.class::isInstance)
                .map(endpoint -> camel.getRoute(((KameletEndpoint) endpoint).getRouteId())).filter(route -> route != null).distinct().toList();
        if (!kamelets.isEmpty()) {
            stop(kamelets);
        }
    }

    private static Stream<Endpoint> endpoints(Route route) {
        return Stream.concat(Stream.of(route.getEndpoint()), new RouteService(route).gatherEndpoints().stream());
    }

    private Set<String> ids() {
        return camel.getRoutes().stream().map(Route::getRouteId).collect(Collectors.toSet());
    }

    private Model model() {
        return camel.getCamelContextExtension().getContextPlugin(Model.class);
    }
}
