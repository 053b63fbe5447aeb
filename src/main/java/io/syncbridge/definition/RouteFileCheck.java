package io.syncbridge.definition;

import io.syncbridge.model.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds in a route file what Camel would not report, or only by failing as a whole: Kamelets that do not exist, their
 * parameters misspelled or missing, and route ids that are taken.
 */
public final class RouteFileCheck {

    private static final String KAMELET = "kamelet:";

    private final Map<String, Kamelet> kamelets;

    /** @param kamelets by name, all that there are */
    public RouteFileCheck(Map<String, Kamelet> kamelets) {
        this.kamelets = kamelets;
    }

    /**
     * A part of a route file that stands by itself.
     *
     * @param from its first line, from 1
     * @param to its last line
     * @param isRoute whether it is a route, and not something that the file's routes share
     */
    public record Piece(int from, int to, boolean isRoute, List<Problem> problems) {
    }

    /**
     * Checks one YAML route file and returns its parts. One that cannot be taken apart is one part.
     *
     * @param taken the ids of routes that are there already
     */
    public List<Piece> check(String file, String yaml, Collection<String> taken) {
        var problems = new Problems();
        Optional<Node> root = YamlFile.parseAny(file, yaml, problems);
        var ids = new LinkedHashSet<>(taken);
        int end = (int) yaml.lines().count();
        if (problems.isEmpty() && root.orElse(null) instanceof Node.Items items && standApart(items.items())) {
            var pieces = new ArrayList<Piece>();
            for (int i = 0; i < items.items().size(); i++) {
                var own = new Problems();
                visit(items.items().get(i), own, ids);
                pieces.add(new Piece(line(items.items().get(i), yaml), i + 1 < items.items().size()
                        ? line(items.items().get(i + 1), yaml) - 1 : end, isRoute(items.items().get(i)), own.found()));
            }
            return pieces;
        }
        root.ifPresent(node -> visit(node, problems, ids));
        return List.of(new Piece(1, end, false, problems.found()));
    }

    private static boolean standApart(List<Node> items) {
        return !items.isEmpty() && items.stream().map(item -> item.place().line()).distinct().count() == items.size();
    }

    /** The dash may stand in a line of its own. */
    private static int line(Node item, String yaml) {
        int line = item.place().line();
        return line > 1 && yaml.lines().skip(line - 2).findFirst().orElse("").strip().equals("-") ? line - 1 : line;
    }

    private static boolean isRoute(Node item) {
        return item instanceof Node.Entries entries && (entries.entries().containsKey("route") || entries.entries().containsKey("from"));
    }

    private void visit(Node node, Problems problems, Set<String> ids) {
        if (node instanceof Node.Items items) {
            items.items().forEach(item -> visit(item, problems, ids));
        } else if (node instanceof Node.Entries entries) {
            routeId(entries, problems, ids);
            kamelet(entries, problems);
            entries.entries().values().forEach(entry -> visit(entry.value(), problems, ids));
        }
    }

    private static void routeId(Node.Entries entries, Problems problems, Set<String> ids) {
        Node.Entries route = entries.section("route");
        route.text("id").ifPresent(id -> {
            if (!ids.add(id)) {
                problems.report("route-id-taken", route.placeOf("id"), "There is another route with the id `" + id + "`.",
                        "Choose another id; Camel would replace one route by the other.");
            }
        });
    }

    private void kamelet(Node.Entries entries, Problems problems) {
        for (String key : List.of("uri", "to", "from")) {
            entries.text(key).filter(uri -> uri.startsWith(KAMELET))
                    .ifPresent(uri -> kamelet(uri.substring(KAMELET.length()), key, entries, problems));
        }
    }

    private void kamelet(String uri, String key, Node.Entries entries, Problems problems) {
        String[] parts = uri.split("\\?", 2);
        String name = parts[0].split("/")[0];
        Kamelet kamelet = kamelets.get(name);
        if (kamelet == null) {
            problems.report("unknown-kamelet", entries.placeOf(key), "There is no Kamelet `" + name + "`.",
                    DidYouMean.cure(name, kamelets.keySet()));
            return;
        }
        Set<String> given = new LinkedHashSet<>(entries.section("parameters").entries().keySet());
        if (parts.length > 1) {
            Arrays.stream(parts[1].split("&")).map(pair -> pair.split("=", 2)[0]).forEach(given::add);
        }
        given.stream().filter(parameter -> !kamelet.parameters().contains(parameter))
                .forEach(parameter -> problems.report("unknown-parameter", entries.placeOf(key), "The Kamelet `" + name
                        + "` has no parameter `" + parameter + "`.", DidYouMean.cure(parameter, kamelet.parameters())));
        kamelet.required().stream().filter(parameter -> !given.contains(parameter))
                .forEach(parameter -> problems.report("missing-parameter", entries.placeOf(key), "The Kamelet `" + name
                        + "` needs the parameter `" + parameter + "`.", "Add " + parameter + "=..."));
    }
}
