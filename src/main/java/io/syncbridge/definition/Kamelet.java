package io.syncbridge.definition;

import io.syncbridge.model.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What route files may say of a Kamelet.
 *
 * @param parameters all its parameters, by name
 * @param defaults the values of those that have one
 * @param ends the endpoints that its template leads to
 */
public record Kamelet(String name, Map<String, Parameter> parameters, Map<String, String> defaults, List<End> ends) {

    private static final Set<String> ENDPOINTS = Set.of("from", "to", "wireTap", "poll");

    /**
     * An endpoint in a template, with the names of parameters where their values will stand.
     *
     * @param options those that stand beside the address
     */
    record End(String uri, Map<String, String> options, boolean isFrom, Place place) {
    }

    /** Reads a Kamelet file; the reasons why it cannot be read are added to {@code mistakes}. */
    public static Optional<Kamelet> read(String file, String yaml, List<Problem> mistakes) {
        var problems = new Problems();
        Optional<Kamelet> kamelet = YamlFile.parseAny(file, yaml, "Kamelet", "apiVersion: camel.apache.org/v1", problems)
                .flatMap(root -> of(file, root, problems));
        mistakes.addAll(problems.found());
        return kamelet;
    }

    private static Optional<Kamelet> of(String file, Node root, Problems problems) {
        Node.Entries entries = root instanceof Node.Entries map ? map : new Node.Entries(root.place(), Map.of());
        Optional<String> name = entries.section("metadata").text("name");
        if (name.isEmpty()) {
            problems.report("missing-key", entries.placeOf("metadata"), "The Kamelet has no name.", "Write it under `metadata: {name: ...}`.");
        } else if (!file.endsWith("/" + name.get() + ".kamelet.yaml") && !file.equals(name.get() + ".kamelet.yaml")) {
            problems.report("wrong-name", entries.section("metadata").placeOf("name"), "The Kamelet `" + name.get()
                    + "` is not found by this name in a file of another name.", "Call the file `" + name.get() + ".kamelet.yaml`.");
        }
        if (entries.section("spec").section("template").entries().isEmpty()) {
            problems.report("missing-key", entries.placeOf("spec"), "The Kamelet has no `spec: {template: ...}`.",
                    "Add it, with the steps between `kamelet:source` and the system.");
        }
        Node.Entries definition = entries.section("spec").section("definition");
        var ends = new ArrayList<End>();
        ends(entries.section("spec").section("template"), ends);
        return name.map(given -> new Kamelet(given, parameters(definition), defaults(definition.section("properties")), List.copyOf(ends)));
    }

    private static Map<String, String> defaults(Node.Entries properties) {
        var defaults = new LinkedHashMap<String, String>();
        properties.entries().keySet().forEach(name -> properties.section(name).get("default").filter(Node.Scalar.class::isInstance)
                .ifPresent(value -> defaults.put(name, ((Node.Scalar) value).text())));
        return defaults;
    }

    private static void ends(Node node, List<End> found) {
        if (node instanceof Node.Items items) {
            items.items().forEach(item -> ends(item, found));
        } else if (node instanceof Node.Entries entries) {
            entries.entries().forEach((key, entry) -> {
                Node.Entries given = entry.value() instanceof Node.Entries map ? map : new Node.Entries(entry.place(), Map.of());
                Optional<Node> uri = entry.value() instanceof Node.Scalar ? Optional.of(entry.value()) : given.get("uri");
                if (ENDPOINTS.contains(key)) {
                    uri.flatMap(Node::asText).ifPresent(text -> found.add(new End(text, options(given.section("parameters")), key.equals("from") || key.equals("poll"),
                            uri.get().place())));
                }
                if (!key.equals("parameters")) {
                    ends(entry.value(), found);
                }
            });
        }
    }

    private static Map<String, String> options(Node.Entries parameters) {
        var options = new LinkedHashMap<String, String>();
        parameters.entries().forEach((name, entry) -> entry.value().asText().ifPresent(value -> options.put(name, value)));
        return options;
    }

    private static Map<String, Parameter> parameters(Node.Entries definition) {
        Set<String> required = Set.copyOf(texts(definition, "required"));
        var parameters = new LinkedHashMap<String, Parameter>();
        definition.section("properties").entries().keySet().forEach(name -> {
            Node.Entries property = definition.section("properties").section(name);
            parameters.put(name, new Parameter(property.text("format").filter("duration"::equals).or(() -> property.text("type")).orElse("string"),
                    texts(property, "enum"), required.contains(name) && property.get("default").isEmpty()));
        });
        return parameters;
    }

    private static List<String> texts(Node.Entries entries, String key) {
        return entries.get(key).orElse(null) instanceof Node.Items items
                ? items.items().stream().flatMap(item -> item.asText().stream()).distinct().toList() : List.of();
    }
}
