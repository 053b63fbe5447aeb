package io.syncbridge.definition;

import io.syncbridge.model.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds mistakes in route files and Kamelets: in the words, where they lead, and what they refer to. What one file says is
 * remembered for the next.
 */
public final class RouteFileCheck {

    /** The keys that name endpoints, with what stands before the name. */
    private static final Map<String, String> ENDPOINTS = Map.of("from", "", "to", "", "toD", "", "wireTap", "", "poll", "", "deadLetterUri", "",
            "kamelet", "kamelet:");
    private static final Set<String> BEANS = Set.of("bean", "process");
    private static final Set<String> FREE = Set.of("parameters", "beans", "properties", "interceptFrom", "interceptSendToEndpoint", "rest");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}?][^{}]*)}}");

    private final RouteContext context;
    private final RouteAddresses addresses = new RouteAddresses();
    private final Set<String> beans = new LinkedHashSet<>();
    private final Map<String, Place> ids = new LinkedHashMap<>();

    /** @param context what files are checked against */
    public RouteFileCheck(RouteContext context) {
        this.context = context;
    }

    /**
     * A part of a route file that stands by itself.
     *
     * @param from its first line, from 1
     * @param to its last line
     * @param isRoute whether it is a route, and not something that the file's routes share
     * @param doubts what is wrong with it if Camel cannot read it
     */
    public record Piece(int from, int to, boolean isRoute, List<Problem> problems, List<Problem> doubts) {
    }

    /** Returns all addresses of the files so far. */
    public RouteAddresses addresses() {
        return addresses;
    }

    /**
     * Checks one YAML route file and returns its parts. One that cannot be taken apart is one part.
     *
     * @param taken the ids of routes that are there already
     */
    public List<Piece> check(String file, String yaml, Collection<String> taken) {
        var problems = new Problems();
        Optional<Node> root = YamlFile.parseAny(file, yaml, "list of routes", "- route:", problems);
        int end = (int) yaml.lines().count();
        if (problems.isEmpty() && root.orElse(null) instanceof Node.Items items && standApart(items.items())) {
            var pieces = new ArrayList<Piece>();
            for (int i = 0; i < items.items().size(); i++) {
                Node item = items.items().get(i);
                pieces.add(piece(item, line(item, yaml), i + 1 < items.items().size() ? line(items.items().get(i + 1), yaml) - 1 : end, taken));
            }
            return pieces;
        }
        root.ifPresent(node -> {
            if (node instanceof Node.Items items) {
                items.items().forEach(item -> problems.addAll(piece(item, 1, end, taken).problems()));
            } else if (!(node instanceof Node.Entries entries) || entries.get("kind").isEmpty()) {
                problems.report("wrong-shape", node.place(), "The file is " + node.kind() + ", not a list of routes.", "Begin it with `- route:`.");
            } else {
                visit(node, problems, taken);
            }
        });
        return List.of(new Piece(1, end, false, problems.found(), List.of()));
    }

    private Piece piece(Node item, int from, int to, Collection<String> taken) {
        var problems = new Problems();
        var doubts = new Problems();
        RouteSchema.checkPart(item, problems, doubts);
        visit(item, problems, taken);
        addresses.endPart();
        return new Piece(from, to, isRoute(item), problems.found(), doubts.found());
    }

    /** Returns what is wrong with a Kamelet. */
    public List<Problem> checkKamelet(String file, String yaml) {
        var problems = new Problems();
        var found = new ArrayList<Problem>();
        Optional<Kamelet> kamelet = Kamelet.read(file, yaml, found);
        YamlFile.parseAny(file, yaml, "", "", new Problems()).filter(Node.Entries.class::isInstance).map(Node.Entries.class::cast).ifPresent(root -> {
            Node.Entries template = root.section("spec").section("template");
            RouteSchema.checkTemplate(template, problems, problems);
            Set<String> known = kamelet.map(read -> read.parameters().keySet()).orElse(Set.of());
            new RouteFileCheck(context.within(known)).visit(template, problems, Set.of());
        });
        found.addAll(problems.found());
        return found;
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

    private void visit(Node node, Problems problems, Collection<String> taken) {
        if (node instanceof Node.Items items) {
            items.items().forEach(item -> visit(item, problems, taken));
        } else if (node instanceof Node.Entries entries) {
            routeId(entries, problems, taken);
            entries.entries().forEach((key, entry) -> {
                entry(key, entry, problems);
                if (FREE.contains(key)) {
                    texts(entry.value(), problems);
                } else {
                    visit(entry.value(), problems, taken);
                }
            });
        } else if (node instanceof Node.Scalar scalar) {
            text(scalar, problems);
        }
    }

    private void texts(Node node, Problems problems) {
        if (node instanceof Node.Items items) {
            items.items().forEach(item -> texts(item, problems));
        } else if (node instanceof Node.Entries entries) {
            entries.entries().values().forEach(entry -> texts(entry.value(), problems));
        } else if (node instanceof Node.Scalar scalar) {
            text(scalar, problems);
        }
    }

    private void text(Node.Scalar scalar, Problems problems) {
        addresses.text(scalar.text());
        Matcher names = PLACEHOLDER.matcher(scalar.text());
        while (names.find()) {
            if (context.placeholders().resolve(names.group()).isEmpty()) {
                String name = names.group(1).strip();
                String near = DidYouMean.nearest(name, context.placeholders().names()).map(other -> "Did you mean `" + other + "`? ").orElse("");
                problems.report("unset-property", scalar.place(), "The setting `" + name + "` has no value.", near + "Write `" + name
                        + "=...` in application.properties, or give it a default here: `{{" + name + ":...}}`.");
            }
        }
    }

    private void routeId(Node.Entries entries, Problems problems, Collection<String> taken) {
        Node.Entries route = entries.get("route").isPresent() ? entries.section("route") : entries.section("from");
        route.text("id").ifPresent(id -> {
            Place other = ids.putIfAbsent(id, route.placeOf("id"));
            if (other != null || taken.contains(id)) {
                problems.report("route-id-taken", route.placeOf("id"), "There is another route with the id `" + id + "`"
                        + (other == null ? "." : ", in " + other + "."), "Choose another id; one route would replace the other.");
            }
        });
    }

    private void entry(String key, Node.Entry entry, Problems problems) {
        if (ENDPOINTS.containsKey(key)) {
            Node.Entries given = entry.value() instanceof Node.Entries entries ? entries : new Node.Entries(entry.place(), Map.of());
            value(entry, key.equals("kamelet") ? "name" : "uri").ifPresent(uri -> endpoint(ENDPOINTS.get(key) + uri.text(), uri.place(),
                    given.section("parameters"), key.equals("from") || key.equals("poll"), problems));
        } else if (key.equals("beans") && entry.value() instanceof Node.Items items) {
            items.items().forEach(item -> value(new Node.Entry(item.place(), item), "name").ifPresent(name -> beans.add(name.text())));
        } else if (BEANS.contains(key)) {
            value(entry, "ref").ifPresent(name -> bean(name, problems));
        } else if (key.equals("simple")) {
            value(entry, "expression").ifPresent(node -> expression(node, problems));
        }
    }

    /** Names of classes, and what begins with {@code #}, are found in other ways. */
    private void bean(Node.Scalar name, Problems problems) {
        if (name.text().matches("\\w[\\w-]*") && !beans.contains(name.text()) && !context.endpoints().hasBean(name.text())) {
            problems.report("unknown-bean", name.place(), "There is no bean `" + name.text() + "`.", DidYouMean.nearest(name.text(), beans)
                    .map(near -> "Did you mean `" + near + "`? ").orElse("") + "Define it under `beans` before it is used, or add the library that has it.");
        }
    }

    /** Returns the text behind a key, in its short form or under a key of its own. */
    private static Optional<Node.Scalar> value(Node.Entry entry, String key) {
        return (entry.value() instanceof Node.Entries entries ? entries.get(key) : Optional.of(entry.value()))
                .filter(node -> node instanceof Node.Scalar && !node.isBlank()).map(Node.Scalar.class::cast);
    }

    private void endpoint(String text, Place place, Node.Entries parameters, boolean isFrom, Problems problems) {
        context.placeholders().resolve(text).ifPresent(uri -> {
            addresses.add(uri, place, isFrom, problems);
            new EndpointCheck(context, problems).check(uri, place, parameters, isFrom);
        });
    }

    private void expression(Node node, Problems problems) {
        node.asText().flatMap(context.placeholders()::resolve).flatMap(context.expressions()).ifPresent(reason ->
                problems.report("bad-expression", node.place(), "This is no expression of the Simple language: " + reason,
                        "Write text with parts such as `${body}` or `${header.name}`, each with its closing brace."));
    }
}
