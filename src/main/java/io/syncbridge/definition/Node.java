package io.syncbridge.definition;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A piece of a definition file that knows where it stands. */
sealed interface Node {

    Place place();

    /** What the piece is, in the words of messages. */
    String kind();

    /** The piece as plain data: text, numbers, booleans, {@code null}, lists and maps. */
    Object plain();

    default boolean isBlank() {
        return plain() == null;
    }

    /**
     * @param text as written in the file
     * @param plain a {@link String}, {@link Long}, {@link java.math.BigDecimal}, {@link Boolean} or {@code null}
     */
    record Scalar(Place place, String text, Object plain) implements Node {

        @Override
        public String kind() {
            return plain == null ? "blank" : "`" + text + "`";
        }
    }

    record Items(Place place, List<Node> items) implements Node {

        @Override
        public String kind() {
            return "a list";
        }

        @Override
        public List<Object> plain() {
            var plain = new ArrayList<>();
            items.forEach(item -> plain.add(item.plain()));
            return Collections.unmodifiableList(plain);
        }
    }

    /** @param entries by key, in the file's order */
    record Entries(Place place, Map<String, Entry> entries) implements Node {

        @Override
        public String kind() {
            return "a map";
        }

        @Override
        public Map<String, Object> plain() {
            var plain = new LinkedHashMap<String, Object>();
            entries.forEach((key, entry) -> plain.put(key, entry.value().plain()));
            return Collections.unmodifiableMap(plain);
        }

        Optional<Node> get(String key) {
            return Optional.ofNullable(entries.get(key)).map(Entry::value);
        }

        /** The map under a key; empty where there is something else or nothing. */
        Entries section(String key) {
            return get(key).orElse(null) instanceof Entries section ? section : new Entries(place, Map.of());
        }

        Optional<String> text(String key) {
            return get(key).flatMap(Node::asText);
        }

        /** The place of a key; this map's own where there is no such key. */
        Place placeOf(String key) {
            return entries.containsKey(key) ? entries.get(key).place() : place;
        }
    }

    /** @param place the key's */
    record Entry(Place place, Node value) {
    }

    /** The text of a scalar that is not blank. */
    default Optional<String> asText() {
        return this instanceof Scalar scalar && !isBlank() ? Optional.of(scalar.text()) : Optional.empty();
    }
}
