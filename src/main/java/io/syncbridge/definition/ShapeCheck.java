package io.syncbridge.definition;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares a piece of a file with the shape that it should have, and reports every difference. */
final class ShapeCheck {

    private final Names names;
    private final Problems problems;

    ShapeCheck(Names names, Problems problems) {
        this.names = names;
        this.problems = problems;
    }

    /** @param path the keys that lead to the node, joined by dots, for messages; empty for the whole file */
    void check(Node node, Shape shape, String path) {
        check(node, shape, path, shape.words());
    }

    private void check(Node node, Shape shape, String path, String allowed) {
        if (shape instanceof Shape.OneOf alternatives) {
            oneOf(node, alternatives, path, allowed);
        } else if (shape instanceof Shape.BySystem bySystem) {
            bySystem(node, bySystem, path, allowed);
        } else if (shape instanceof Shape.Section section && (shape.takes(node) || node.isBlank())) {
            section(node, section, path);
        } else if (!shape.takes(node)) {
            mismatch("wrong-shape", node, List.of(), path, allowed);
        } else if (shape instanceof Shape.MapOf map) {
            mapOf((Node.Entries) node, map, path);
        } else if (shape instanceof Shape.ListOf list) {
            ((Node.Items) node).items().forEach(item -> check(item, list.item(), path));
        } else if (shape instanceof Shape.OfScalar scalar) {
            scalar((Node.Scalar) node, scalar, path, allowed);
        }
    }

    private void oneOf(Node node, Shape.OneOf alternatives, String path, String allowed) {
        List<Shape> candidates = alternatives.shapes().stream().filter(shape -> shape.takes(node)).toList();
        if (candidates.size() == 1) {
            check(node, candidates.get(0), path, allowed);
        } else if (candidates.stream().noneMatch(shape -> fits(node, shape))) {
            mismatch("wrong-value", node, List.of(), path, allowed);
        }
    }

    private boolean fits(Node node, Shape shape) {
        var trial = new Problems();
        new ShapeCheck(names, trial).check(node, shape, "");
        return trial.isEmpty();
    }

    private void bySystem(Node node, Shape.BySystem shape, String path, String allowed) {
        if (shape.isSplit(node, names.systems())) {
            mapOf((Node.Entries) node, Shape.MapOf.known(Names.Kind.SYSTEM, shape.each()), path);
        } else {
            check(node, shape.each(), path, allowed);
        }
    }

    private void section(Node node, Shape.Section section, String path) {
        var map = node instanceof Node.Entries entries ? entries : new Node.Entries(node.place(), Map.of());
        for (Key key : section.keys()) {
            map.get(key.name()).ifPresentOrElse(value -> check(value, key.shape(), join(path, key.name())),
                    () -> missing(key, map, path));
        }
        map.entries().forEach((name, entry) -> {
            if (!section.names().contains(name)) {
                problems.report("unknown-key", entry.place(), "There is no key `" + name + "` " + within(path) + ".",
                        section.cures().getOrDefault(name, DidYouMean.cure(name, section.names())));
            }
        });
    }

    private void missing(Key key, Node.Entries map, String path) {
        if (key.required()) {
            problems.report("missing-key", map.place(), "`" + join(path, key.name()) + "` is missing.",
                    "Add it, for example `" + key.example() + "`.");
        }
    }

    private void mapOf(Node.Entries map, Shape.MapOf shape, String path) {
        if (map.entries().size() < shape.min()) {
            problems.report("too-few", map.place(), "`" + path + "` has " + map.entries().size() + " entries.",
                    "Give at least " + shape.min() + ".");
        }
        map.entries().forEach((name, entry) -> {
            if (shape.known() != null) {
                reference(name, entry.place(), shape.known(), path);
            } else if (shape.pattern() != null && !shape.pattern().matcher(name).matches()) {
                problems.report("bad-name", entry.place(), "`" + name + "` cannot be a " + shape.key() + "'s name.",
                        "Allowed: " + Specification.NAME_WORDS + ".");
            }
            check(entry.value(), shape.value(), join(path, name));
        });
    }

    private void scalar(Node.Scalar node, Shape.OfScalar shape, String path, String allowed) {
        if (shape instanceof Shape.Reference reference && !node.isBlank()) {
            reference(node.text(), node.place(), reference.to(), path);
        } else if (node.isBlank() || !holds(node, shape)) {
            mismatch("wrong-value", node, shape instanceof Shape.Word word ? word.allowed() : List.of(), path, allowed);
        }
    }

    private static boolean holds(Node.Scalar node, Shape.OfScalar shape) {
        if (shape instanceof Shape.Text text) {
            return text.pattern() == null || text.pattern().matcher(node.text()).matches();
        }
        if (shape instanceof Shape.Word word) {
            return word.allowed().contains(node.text());
        }
        if (shape instanceof Shape.Number range) {
            return node.plain() instanceof Number number && (!range.whole() || number instanceof Long)
                    && number.doubleValue() >= range.min() && number.doubleValue() <= range.max();
        }
        return !(shape instanceof Shape.Flag) || node.plain() instanceof Boolean;
    }

    private void reference(String name, Place place, Names.Kind kind, String path) {
        if (!names.of(kind).contains(name)) {
            problems.report("unknown-" + kind.word(), place,
                    "`" + path + "` names the " + kind.word() + " `" + name + "`, which is not known there.",
                    DidYouMean.cure(name, names.of(kind)));
        }
    }

    private void mismatch(String code, Node node, Collection<String> words, String path, String allowed) {
        String cure = "Allowed: " + allowed + ".";
        Optional<String> near = node.asText().flatMap(text -> DidYouMean.nearest(text, words));
        problems.report(code, node.place(), "`" + path + "` cannot be " + node.kind() + ".",
                near.map(word -> "Did you mean `" + word + "`? " + cure).orElse(cure));
    }

    private static String within(String path) {
        return path.isEmpty() ? "in a sync definition" : "in `" + path + "`";
    }

    private static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
