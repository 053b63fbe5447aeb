package io.syncbridge.definition;

import io.syncbridge.mapping.FieldMapping;
import io.syncbridge.mapping.Forms;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads what former definitions said of a sync's fields, and compares it with what the current one says. */
final class FormerReader {

    /** Keys of a field line that say nothing about how values are mapped. */
    private static final Set<String> RULES = Set.of("private", "direction", "conflicts", "blanks", "required");

    private final SyncReader reader;

    FormerReader(SyncReader reader) {
        this.reader = reader;
    }

    /** @param identities of former definitions, newest first; see {@link SyncDefinition#identity} */
    Forms forms(SyncDefinition now, List<Map<String, String>> identities) {
        Map<String, Map<String, Object>> lines = lines(now.identity());
        List<Forms.Former> formers = identities.stream().map(identity -> former(lines, identity))
                .filter(former -> !former.changed().isEmpty() || !former.renamed().isEmpty()).toList();
        return formers.isEmpty() ? Forms.NONE : new Forms(now.lines().stream()
                .filter(line -> !now.references().containsKey(line.field())).toList(), formers);
    }

    private Forms.Former former(Map<String, Map<String, Object>> now, Map<String, String> identity) {
        Map<String, Map<String, Object>> before = lines(identity);
        var changed = new HashSet<>(now.keySet());
        changed.removeIf(field -> now.get(field).equals(before.get(field)));
        Map<String, String> renamed = renamed(now, before);
        changed.removeAll(renamed.values());
        List<FieldMapping> readable = reader.lines(identity).stream()
                .filter(line -> !before.get(line.field()).containsKey("ref")).toList();
        return new Forms.Former(readable, changed, renamed);
    }

    /** Returns the new names of fields that are mapped as before under another name, by the former ones. */
    private static Map<String, String> renamed(Map<String, Map<String, Object>> now, Map<String, Map<String, Object>> before) {
        var renamed = new LinkedHashMap<String, String>();
        before.forEach((field, line) -> {
            List<String> alike = now.keySet().stream().filter(name -> !before.containsKey(name) && now.get(name).equals(line)).toList();
            if (!now.containsKey(field) && alike.size() == 1) {
                renamed.put(field, alike.get(0));
            }
        });
        return renamed;
    }

    /** Returns the field lines of a definition without what says nothing about values, by field. */
    static Map<String, Map<String, Object>> lines(Map<String, String> identity) {
        var lines = new LinkedHashMap<String, Map<String, Object>>();
        json(identity.get("fields")).entries().forEach((field, entry) -> {
            if (entry.value() instanceof Node.Entries line) {
                var plain = new LinkedHashMap<>(line.plain());
                plain.keySet().removeAll(RULES);
                lines.put(field, plain);
            }
        });
        return lines;
    }

    /** Returns the systems in their order. */
    static List<String> systems(Map<String, String> identity) {
        return YamlFile.parseAny("identity", identity.getOrDefault("order of systems", "[]"), "list", "[", new Problems())
                .filter(Node.Items.class::isInstance).map(list -> ((Node.Items) list).items().stream()
                        .flatMap(item -> item.asText().stream()).toList()).orElse(List.of());
    }

    /** JSON is YAML as well. */
    static Node.Entries json(String text) {
        return YamlFile.parse("identity", text == null ? "{}" : text, new Problems())
                .orElse(new Node.Entries(new Place("identity", 1, 1), Map.of()));
    }

    /** Returns one line for each key that differs: the key, what it was and what it is. */
    static List<String> differences(Map<String, String> before, Map<String, String> now) {
        return Stream.concat(before.keySet().stream(), now.keySet().stream()).distinct()
                .flatMap(part -> differences(part, plain(before.get(part)), plain(now.get(part)))).collect(Collectors.toList());
    }

    /** Likewise, of keys whose values are plain data. */
    static List<String> plainDifferences(Map<String, Object> before, Map<String, Object> now) {
        return Stream.concat(before.keySet().stream(), now.keySet().stream()).distinct()
                .flatMap(part -> differences(part, before.get(part), now.get(part))).toList();
    }

    private static Object plain(String json) {
        return json == null ? null : YamlFile.parseAny("identity", json, "value", "{", new Problems()).map(Node::plain).orElse(null);
    }

    private static Stream<String> differences(String key, Object before, Object now) {
        if (before == null ? now == null : before.equals(now)) {
            return Stream.empty();
        }
        if (before instanceof Map<?, ?> one && now instanceof Map<?, ?> other) {
            return Stream.concat(one.keySet().stream(), other.keySet().stream()).distinct()
                    .flatMap(inner -> differences(key + "." + inner, one.get(inner), other.get(inner)));
        }
        return Stream.of(before == null ? "`" + key + "` is new: " + now
                : now == null ? "`" + key + "` is gone; it was " + before : "`" + key + "` was " + before + " and is " + now);
    }
}
