package io.syncbridge.definition;

import io.syncbridge.model.Problem;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
     * Checks one YAML route file.
     *
     * @param taken the ids of routes that are there already
     */
    public List<Problem> check(String file, String yaml, Collection<String> taken) {
        var problems = new Problems();
        var ids = new LinkedHashSet<>(taken);
        YamlFile.parseAny(file, yaml, problems).ifPresent(root -> visit(root, problems, ids));
        return problems.found();
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
