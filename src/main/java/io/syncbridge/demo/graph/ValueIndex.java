package io.syncbridge.demo.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Which items of a list hold a value, or have held it since the start: whoever asks has to look whether they still do. It is
 * filled when a list is first asked for.
 */
class ValueIndex {

    private record Value(String name, String text) {
    }

    private final Map<String, Map<Value, NavigableSet<Long>>> lists = new HashMap<>();

    /** Notes what a written item holds. */
    synchronized void add(Item item) {
        if (lists.containsKey(item.list())) {
            put(lists.get(item.list()), item);
        }
    }

    /**
     * Returns the ids of the items, in order, that may hold a value under the name; letter case does not count.
     *
     * @param all reads a list
     */
    synchronized List<Long> holding(String list, String name, String text, Function<String, List<Item>> all) {
        if (!lists.containsKey(list)) {
            var values = new HashMap<Value, NavigableSet<Long>>();
            all.apply(list).forEach(item -> put(values, item));
            lists.put(list, values);
        }
        return List.copyOf(lists.get(list).getOrDefault(value(name, text), new TreeSet<>()));
    }

    private static void put(Map<Value, NavigableSet<Long>> values, Item item) {
        item.fields().fields().forEachRemaining(field ->
                values.computeIfAbsent(value(field.getKey(), field.getValue().asText()), fresh -> new TreeSet<>()).add(item.id()));
    }

    private static Value value(String name, String text) {
        return new Value(name, text.toLowerCase(Locale.ROOT));
    }
}
