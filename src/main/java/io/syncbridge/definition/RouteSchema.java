package io.syncbridge.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Compares route files with the schema of routes that comes with Camel. */
final class RouteSchema {

    private static final String STEP = "org.apache.camel.model.ProcessorDefinition";
    private static final Pattern DASHED = Pattern.compile("-([a-z])");

    private final JsonNode root;
    /** Problems that are certain. */
    private final Problems problems;
    /** Problems of what Camel may take in spite of its schema. */
    private final Problems doubts;

    private RouteSchema(JsonNode root, Problems problems, Problems doubts) {
        this.root = root;
        this.problems = problems;
        this.doubts = doubts;
    }

    /** The schema is large, and only read where there are files to check. */
    private static final class Loaded {

        static final JsonNode SCHEMA = load();

        private static JsonNode load() {
            try (InputStream file = RouteSchema.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
                return file == null ? MissingNode.getInstance() : new ObjectMapper().readTree(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Checks one part of a route file: a route, an error handler and so on. */
    static void checkPart(Node part, Problems problems, Problems doubts) {
        check(part, Loaded.SCHEMA.path("items"), "", "part of a route file", problems, doubts);
    }

    /** Checks what stands under {@code template} in a Kamelet. */
    static void checkTemplate(Node.Entries template, Problems problems, Problems doubts) {
        JsonNode from = Loaded.SCHEMA.path("items").path("definitions").path("org.apache.camel.model.FromDefinition");
        template.get("from").ifPresent(node -> check(node, from, "from", "", problems, doubts));
    }

    private static void check(Node node, JsonNode schema, String name, String called, Problems problems, Problems doubts) {
        if (!schema.isMissingNode()) {
            new RouteSchema(Loaded.SCHEMA, problems, doubts).check(node, schema, name, called);
        }
    }

    /** What a schema and its alternatives allow together. */
    private record Allowed(Set<String> kinds, Map<String, JsonNode> keys, Set<String> values, List<JsonNode> items, Set<String> required,
            boolean[] step) {

        Allowed() {
            this(new LinkedHashSet<>(), new LinkedHashMap<>(), new LinkedHashSet<>(), new ArrayList<>(), new LinkedHashSet<>(), new boolean[1]);
        }

        boolean isStep() {
            return step[0];
        }
    }

    private void collect(JsonNode schema, Allowed allowed, boolean isAlternative) {
        if (schema.has("$ref")) {
            String name = schema.get("$ref").asText();
            allowed.step()[0] |= name.endsWith("/" + STEP);
            collect(root.path("items").path("definitions").path(name.substring(name.lastIndexOf('/') + 1)), allowed, isAlternative);
        }
        if (schema.has("type")) {
            allowed.kinds().add(schema.get("type").asText());
        }
        schema.path("properties").fields().forEachRemaining(key ->
                allowed.keys().merge(key.getKey(), key.getValue(), (one, other) -> one.isEmpty() ? other : one));
        schema.path("enum").forEach(value -> allowed.values().add(value.asText()));
        if (schema.has("items")) {
            allowed.items().add(schema.get("items"));
        }
        if (!isAlternative) {
            schema.path("required").forEach(key -> allowed.required().add(key.asText()));
        }
        for (String group : List.of("oneOf", "anyOf", "allOf")) {
            schema.path(group).forEach(alternative -> collect(alternative, allowed, true));
        }
    }

    private void check(Node node, JsonNode schema, String name, String called) {
        var allowed = new Allowed();
        collect(schema, allowed, false);
        if (allowed.kinds().isEmpty() && allowed.keys().isEmpty()) {
            return;
        }
        if (node instanceof Node.Entries entries) {
            entries(entries, allowed, name, allowed.isStep() ? "step" : called);
        } else if (node instanceof Node.Items items) {
            if (allowed.items().isEmpty()) {
                doubts.report("wrong-shape", node.place(), "`" + name + "` holds a list, where " + kinds(allowed) + " is needed.",
                        "Write it without the dashes.");
            } else {
                items.items().forEach(item -> check(item, allowed.items().get(0), name, "`" + name + "`"));
            }
        } else if (node instanceof Node.Scalar scalar && !scalar.isBlank()) {
            scalar(scalar, allowed, name);
        }
    }

    private void entries(Node.Entries entries, Allowed allowed, String name, String called) {
        if (allowed.keys().isEmpty()) {
            if (!allowed.kinds().contains("object")) {
                boolean isList = allowed.kinds().contains("array");
                doubts.report("wrong-shape", entries.place(), "`" + name + "` holds keys, where " + kinds(allowed) + " is needed.",
                        isList ? "Begin each entry with `- `." : "Write the value behind the colon.");
            }
            return;
        }
        boolean isPart = name.isEmpty();
        if ((allowed.isStep() || isPart) && entries.entries().size() > 1) {
            List<String> known = entries.entries().keySet().stream().filter(key -> allowed.keys().containsKey(camel(key))).toList();
            if (known.size() > 1) {
                problems.report("several-steps", entries.placeOf(known.get(1)), DidYouMean.quoted(known) + " stand in one "
                        + (isPart ? "part of the file" : "step") + ".", "Begin each with `- ` of its own.");
            }
        }
        entries.entries().forEach((key, entry) -> {
            JsonNode shape = allowed.keys().get(camel(key));
            if (shape == null) {
                unknown(key, entry.place(), allowed, name, called, isPart ? problems : doubts);
            } else {
                check(entry.value(), shape, key, "`" + key + "`");
            }
        });
        allowed.required().stream().filter(key -> entries.entries().keySet().stream().noneMatch(given -> camel(given).equals(key)))
                .filter(key -> !isMisspelled(key, entries, allowed))
                .forEach(key -> problems.report("missing-key", entries.place(), "`" + name + "` lacks `" + key + "`.", "Add `" + key + ": ...`."));
    }

    private static void unknown(String key, Place place, Allowed allowed, String name, String called, Problems report) {
        String message = called.equals("step") ? "There is no step `" + key + "`." : name.isEmpty() ? "A route file has no `" + key + "`."
                : "`" + name + "` has no key `" + key + "`.";
        report.report(called.equals("step") ? "unknown-step" : "unknown-key", place, message, DidYouMean.cure(key, allowed.keys().keySet()));
    }

    /** A key that is there in another spelling is not missing as well. */
    private static boolean isMisspelled(String key, Node.Entries entries, Allowed allowed) {
        return entries.entries().keySet().stream().filter(given -> !allowed.keys().containsKey(camel(given)))
                .anyMatch(given -> DidYouMean.nearest(given, List.of(key)).isPresent());
    }

    private void scalar(Node.Scalar scalar, Allowed allowed, String name) {
        if (Set.of("object").equals(allowed.kinds()) || Set.of("array").equals(allowed.kinds()) && itemsAreMaps(allowed)) {
            doubts.report("wrong-shape", scalar.place(), "`" + name + "` holds `" + scalar.text() + "`, where " + kinds(allowed) + " is needed.",
                    allowed.keys().isEmpty() ? "Begin each entry with `- `." : "Write a key under it. " + DidYouMean.cure("", allowed.keys().keySet()));
        } else if (allowed.kinds().size() == 1) {
            new Parameter(allowed.kinds().iterator().next(), List.copyOf(allowed.values()), false).refusal(scalar.text())
                    .ifPresent(cure -> problems.report("wrong-value", scalar.place(), "`" + scalar.text() + "` is no value of `" + name + "`.", cure));
        }
    }

    private boolean itemsAreMaps(Allowed allowed) {
        var item = new Allowed();
        allowed.items().forEach(items -> collect(items, item, false));
        return item.kinds().contains("object");
    }

    private static String kinds(Allowed allowed) {
        return allowed.kinds().stream().map(kind -> switch (kind) {
            case "object" -> "a map of keys";
            case "array" -> "a list";
            case "string" -> "a text";
            default -> "a " + kind;
        }).collect(Collectors.joining(" or "));
    }

    /** Keys may be written with dashes: {@code on-exception}. */
    private static String camel(String key) {
        return DASHED.matcher(key).replaceAll(letter -> letter.group(1).toUpperCase());
    }
}
