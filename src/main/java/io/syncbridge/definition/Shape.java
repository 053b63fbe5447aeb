package io.syncbridge.definition;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a value in a definition file may be. */
sealed interface Shape {

    /** The shape in the words of messages and of the reference. */
    String words();

    /** Whether the node is of the kind (scalar, list or map) that this shape is about. */
    boolean takes(Node node);

    /** Shapes of a single value. */
    sealed interface OfScalar extends Shape {

        @Override
        default boolean takes(Node node) {
            return node instanceof Node.Scalar;
        }
    }

    /** Shapes of a map. */
    sealed interface OfMap extends Shape {

        @Override
        default boolean takes(Node node) {
            return node instanceof Node.Entries;
        }
    }

    /** @param pattern what the whole text must match; {@code null} for any text that is not blank */
    record Text(String words, Pattern pattern) implements OfScalar {
    }

    record Word(List<String> allowed) implements OfScalar {

        @Override
        public String words() {
            return DidYouMean.quoted(allowed);
        }
    }

    record Reference(Names.Kind to) implements OfScalar {

        @Override
        public String words() {
            return "a " + to.word() + "'s name";
        }
    }

    /** A whole or decimal number between two bounds, which are allowed themselves. */
    record Number(boolean whole, long min, long max) implements OfScalar {

        @Override
        public String words() {
            String kind = whole ? "a whole number" : "a number";
            return min == Long.MIN_VALUE ? kind : max == Long.MAX_VALUE ? kind + " from " + min : kind + " from " + min + " to " + max;
        }
    }

    record Flag() implements OfScalar {

        @Override
        public String words() {
            return "`true` or `false`";
        }
    }

    /** Any single value that is not blank. */
    record Value() implements OfScalar {

        @Override
        public String words() {
            return "a value";
        }
    }

    /** Whatever stands there. */
    record Any() implements Shape {

        @Override
        public String words() {
            return "anything";
        }

        @Override
        public boolean takes(Node node) {
            return true;
        }
    }

    record ListOf(Shape item) implements Shape {

        @Override
        public String words() {
            return "a list of " + item.words();
        }

        @Override
        public boolean takes(Node node) {
            return node instanceof Node.Items;
        }
    }

    /**
     * A map whose keys are names that the file gives itself.
     *
     * @param key what the keys are; they are new names or free text where {@code known} is {@code null}
     * @param pattern what new names must match; {@code null} for free text
     * @param min the fewest entries
     */
    record MapOf(String key, Names.Kind known, Pattern pattern, Shape value, int min) implements OfMap {

        static MapOf known(Names.Kind kind, Shape value) {
            return new MapOf(kind.word(), kind, null, value, 1);
        }

        static MapOf named(String key, Shape value, int min) {
            return new MapOf(key, null, Specification.NAME, value, min);
        }

        static MapOf free(String key, Shape value) {
            return new MapOf(key, null, null, value, 1);
        }

        @Override
        public String words() {
            return "{" + key + ": " + value.words() + "}";
        }
    }

    /**
     * A map of known keys.
     *
     * @param others what any other key may hold, for the JSON Schema, which cannot know a file's systems; or {@code null}
     * @param cures what to do about keys that would belong here under another circumstance, by key
     */
    record Section(List<Key> keys, Shape others, Map<String, String> cures) implements OfMap {

        @Override
        public String words() {
            return keys.stream().map(key -> key.name() + ": " + key.shape().words()).collect(Collectors.joining(", ", "{", "}"));
        }

        List<String> names() {
            return keys.stream().map(Key::name).toList();
        }
    }

    /** One value for all systems, or a map from systems to values. */
    record BySystem(Shape each) implements Shape {

        @Override
        public String words() {
            return each.words() + "; one for all, or {system: one}";
        }

        @Override
        public boolean takes(Node node) {
            return each.takes(node) || node instanceof Node.Entries;
        }

        /** Whether the node gives each system its own: a map that is none itself, or whose keys are systems only. */
        boolean isSplit(Node node, Set<String> systems) {
            return node instanceof Node.Entries map
                    && (!each.takes(node) || !map.entries().isEmpty() && systems.containsAll(map.entries().keySet()));
        }

        /** What the node says for one system. */
        Optional<Node> pick(Node node, String system, Set<String> systems) {
            return isSplit(node, systems) ? ((Node.Entries) node).get(system) : Optional.of(node);
        }
    }

    record OneOf(List<Shape> shapes) implements Shape {

        static OneOf of(Shape... shapes) {
            return new OneOf(List.of(shapes));
        }

        @Override
        public String words() {
            return shapes.stream().map(Shape::words).collect(Collectors.joining(" or "));
        }

        @Override
        public boolean takes(Node node) {
            return shapes.stream().anyMatch(shape -> shape.takes(node));
        }
    }
}
