package io.syncbridge.loading;

import io.syncbridge.component.Plain;
import io.syncbridge.definition.RouteFileCheck;
import io.syncbridge.definition.RouteFileCheck.Piece;
import io.syncbridge.model.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jboss.logging.Logger;

/** Starts the routes of route files: a mistake in one route leaves the others of its file running. */
final class RouteFiles {

    private static final Logger LOG = Logger.getLogger(RouteFiles.class);

    private final CamelContext camel;
    private final RouteFileCheck check;
    private final Predicate<RouteDefinition> wanted;
    /** Routes that run, and are not there any more when the files' routes are. */
    private final Set<String> replaced;

    /** @param wanted which routes are started; the others are only read */
    RouteFiles(CamelContext camel, RouteFileCheck check, Predicate<RouteDefinition> wanted) {
        this(camel, check, wanted, Set.of());
    }

    private RouteFiles(CamelContext camel, RouteFileCheck check, Predicate<RouteDefinition> wanted, Set<String> replaced) {
        this.wanted = wanted;
        this.camel = camel;
        this.check = check;
        this.replaced = replaced;
    }

    /** Returns the same, of files whose routes take the place of some that run. */
    RouteFiles replacing(Set<String> routes) {
        return new RouteFiles(camel, check, wanted, routes);
    }

    /** Starts what can be started of a file and returns what is wrong with the rest. */
    List<Problem> start(Path file, String text) {
        if (file.toString().endsWith(".yaml")) {
            return startYaml(file, text);
        }
        check.addresses().file(text);
        return startParts(file, text);
    }

    /** Returns what is wrong with a file and starts nothing. */
    List<Problem> check(Path file, String text) {
        if (file.toString().endsWith(".yaml")) {
            return checked(file, text).stream().flatMap(piece -> piece.problems().stream()).toList();
        }
        check.addresses().file(text);
        return unread(file, text).map(mistake -> List.of(problem(file, mistake))).orElse(List.of());
    }

    /** Where something is wrong that the file's routes share, such as their error handling, none of them is started. */
    private List<Problem> startYaml(Path file, String text) {
        List<Piece> pieces = checked(file, text);
        var problems = new ArrayList<>(pieces.stream().flatMap(piece -> piece.problems().stream()).toList());
        if (pieces.stream().anyMatch(piece -> !piece.isRoute() && !piece.problems().isEmpty())) {
            return problems;
        }
        List<Piece> good = pieces.stream().filter(piece -> piece.problems().isEmpty()).toList();
        problems.addAll(good.isEmpty() ? List.of() : startParts(file, only(text, good)));
        return problems;
    }

    /** Returns the file's parts with all that is wrong with each: what is doubtful counts where Camel cannot read the part. */
    private List<Piece> checked(Path file, String text) {
        return check.check(file.toString(), text, takenIds()).stream().map(piece -> {
            if (piece.problems().isEmpty() && piece.doubts().isEmpty() && !piece.isRoute()) {
                return piece;
            }
            var problems = new ArrayList<>(piece.problems());
            unread(file, only(text, List.of(piece))).ifPresent(mistake -> {
                problems.addAll(piece.doubts());
                if (problems.isEmpty()) {
                    problems.add(new Problem("unreadable-route", file + ":" + piece.from(), "This part cannot be read: " + Plain.sentence(Plain.reason(mistake)),
                            "Compare it with another route, or with Camel's description of its steps."));
                }
            });
            return new Piece(piece.from(), piece.to(), piece.isRoute(), List.copyOf(problems), List.of());
        }).toList();
    }

    /** Returns the text with all other lines empty, so that places stay what they are. */
    private static String only(String text, List<Piece> pieces) {
        List<String> lines = text.lines().toList();
        return IntStream.rangeClosed(1, lines.size())
                .mapToObj(line -> pieces.stream().anyMatch(piece -> piece.from() <= line && line <= piece.to()) ? lines.get(line - 1) : "")
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** Returns why Camel cannot read a text; one route that it cannot read would have it read none of the file. */
    private Optional<Exception> unread(Path file, String text) {
        try {
            for (RoutesBuilder builder : builders(file, text)) {
                if (builder instanceof RouteBuilder routes) {
                    routes.configureRoutes(camel);
                }
            }
            return Optional.empty();
        } catch (Exception mistake) {
            return Optional.of(mistake);
        }
    }

    private List<Problem> startParts(Path file, String text) {
        var problems = new ArrayList<Problem>();
        try {
            for (RoutesBuilder builder : builders(file, text)) {
                start(file, builder, problems);
            }
        } catch (Exception mistake) {
            problems.add(problem(file, mistake));
        }
        return problems;
    }

    private Collection<RoutesBuilder> builders(Path file, String text) throws Exception {
        Resource resource = ResourceHelper.fromString("file:" + file, text);
        return PluginHelper.getRoutesLoader(camel).findRoutesBuilders(resource);
    }

    private void start(Path file, RoutesBuilder builder, List<Problem> problems) throws Exception {
        if (builder instanceof RouteConfigurationsBuilder configurations) {
            camel.addRoutesConfigurations(configurations);
        }
        if (!(builder instanceof RouteBuilder routes)) {
            camel.addRoutes(builder);
            return;
        }
        routes.prepareModel(camel);
        for (RouteDefinition route : List.copyOf(routes.getRouteCollection().getRoutes())) {
            start(file, route, problems);
        }
    }

    private void start(Path file, RouteDefinition route, List<Problem> problems) {
        Set<String> before = routeIds();
        if (!wanted.test(route)) {
            route.autoStartup(false);
        }
        try {
            model().addRouteDefinitions(List.of(route));
        } catch (Exception mistake) {
            Set<String> started = routeIds();
            started.removeAll(before);
            started.forEach(this::remove);
            problems.add(problem(route.getLineNumber() > 0 ? file + ":" + route.getLineNumber() : file.toString(),
                    route.getId() == null ? "A route" : "The route `" + route.getId() + "`", mistake));
        }
    }

    private Model model() {
        return camel.getCamelContextExtension().getContextPlugin(Model.class);
    }

    private Set<String> takenIds() {
        Set<String> ids = routeIds();
        ids.removeAll(replaced);
        return ids;
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

    private static Problem problem(Path file, Exception mistake) {
        return problem(file.toString(), "A route", mistake);
    }

    private static Problem problem(String where, String which, Exception mistake) {
        return new Problem("route-not-started", where, which + " cannot be started: " + Plain.sentence(Plain.reason(mistake)),
                "Correct the part that this names; other routes are running.");
    }
}
