package io.syncbridge.loading;

import io.syncbridge.definition.RouteFileCheck;
import io.syncbridge.definition.RouteFileCheck.Piece;
import io.syncbridge.model.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
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

    /** @param wanted which routes are started; the others are only read */
    RouteFiles(CamelContext camel, RouteFileCheck check, Predicate<RouteDefinition> wanted) {
        this.wanted = wanted;
        this.camel = camel;
        this.check = check;
    }

    /** Starts what can be started of a file and returns what is wrong with the rest. */
    List<Problem> start(Path file) throws IOException {
        String text = Files.readString(file);
        return file.toString().endsWith(".yaml") ? startYaml(file, text) : start(file, text);
    }

    /** Where something is wrong that the file's routes share, such as their error handling, none of them is started. */
    private List<Problem> startYaml(Path file, String text) {
        List<Piece> pieces = check.check(file.toString(), text, routeIds());
        var problems = new ArrayList<>(pieces.stream().flatMap(piece -> piece.problems().stream()).toList());
        if (pieces.stream().anyMatch(piece -> !piece.isRoute() && !piece.problems().isEmpty())) {
            return problems;
        }
        List<Piece> readable = pieces.stream().filter(piece -> piece.problems().isEmpty())
                .filter(piece -> !piece.isRoute() || isReadable(file, only(text, List.of(piece)), problems)).toList();
        problems.addAll(readable.isEmpty() ? List.of() : start(file, only(text, readable)));
        return problems;
    }

    /** Returns the text with all other lines empty, so that places stay what they are. */
    private static String only(String text, List<Piece> pieces) {
        List<String> lines = text.lines().toList();
        return IntStream.rangeClosed(1, lines.size())
                .mapToObj(line -> pieces.stream().anyMatch(piece -> piece.from() <= line && line <= piece.to()) ? lines.get(line - 1) : "")
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** One route that Camel cannot read would have it read none of the file. */
    private boolean isReadable(Path file, String text, List<Problem> problems) {
        try {
            for (RoutesBuilder builder : builders(file, text)) {
                if (builder instanceof RouteBuilder routes) {
                    routes.configureRoutes(camel);
                }
            }
            return true;
        } catch (Exception mistake) {
            problems.add(problem(file, mistake));
            return false;
        }
    }

    private List<Problem> start(Path file, String text) {
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
            problems.add(problem(file, mistake));
        }
    }

    private Model model() {
        return camel.getCamelContextExtension().getContextPlugin(Model.class);
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
        return new Problem("route-not-started", file.toString(), causes(mistake), "Camel could not start this route.");
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
}
