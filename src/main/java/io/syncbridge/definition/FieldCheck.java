package io.syncbridge.definition;

import io.syncbridge.mapping.Binding;
import io.syncbridge.mapping.transform.TransformType.Kind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks what the parts of one field line, each right by itself, make together. */
final class FieldCheck {

    private final String field;
    private final Place place;
    private final Node.Entries line;
    private final Problems problems;

    FieldCheck(String field, Place place, Node.Entries line, Problems problems) {
        this.field = field;
        this.place = place;
        this.line = line;
        this.problems = problems;
    }

    /** Refuses a field that no value can travel through. */
    void flows(Direction direction, boolean computed) {
        if (computed ? direction.targets().isEmpty() : !direction.flows()) {
            problems.report("leads-nowhere", place,
                    "`" + field + "` leads nowhere: its values come from " + DidYouMean.quoted(direction.sources())
                            + " and go to " + DidYouMean.quoted(direction.targets()) + ".",
                    computed ? "Give a system that is written a place for it."
                            : "Give it a place in a system whose edits count and in another one that is written,"
                                    + " or its own `direction`.");
        }
    }

    /** Refuses a field whose values are of different kinds in different systems, as they could never be equal. */
    void sameKind(Map<String, Kind> kinds) {
        if (Set.copyOf(kinds.values()).size() > 1) {
            String each = kinds.entrySet().stream().map(kind -> "`" + kind.getKey() + "` " + kind.getValue())
                    .collect(Collectors.joining(", "));
            problems.report("kinds-differ", line.placeOf("type"),
                    "The values of `" + field + "` are of different kinds: " + each + ".",
                    "Give all its systems types of one kind.");
        }
    }

    /** Refuses a transform without a way back in a system whose edits count and that is written as well. */
    void wayBack(Map<String, Binding> bindings, Direction direction) {
        bindings.forEach((system, binding) -> {
            String loss = binding.transform().loss();
            if (loss != null && direction.isTwoWayIn(system)) {
                problems.report("no-way-back", place,
                        "`" + field + "` is edited and written in `" + system + "`, but its transform there has no way back: "
                                + loss + ".",
                        "Declare it one-way, `direction: " + oneWay(system, direction) + "`, or choose a transform that loses"
                                + " nothing.");
            }
        });
    }

    private static String oneWay(String system, Direction direction) {
        var others = new LinkedHashSet<>(direction.systems());
        others.remove(system);
        return String.join(", ", others) + " -> " + system;
    }

    /** Refuses keys that say something about another key which is not there. */
    void companions() {
        needs("back", "values");
        needs("else", "values");
        if (line.get("constant").isPresent() && line.get("default").isPresent()) {
            problems.report("contradiction", line.placeOf("default"), "`" + field + "` has both `constant` and `default`.",
                    "Keep `constant`: the field is never blank.");
        }
        boolean parts = line.entries().values().stream().anyMatch(entry -> entry.value() instanceof Node.Items);
        for (String key : List.of("join", "split")) {
            if (!parts) {
                useless(key, "a list of fields in a system");
            }
        }
    }

    /** Refuses what makes no sense of a field that points to another record. */
    void reference() {
        for (String key : List.of("values", "back", "else", "default", "constant", "simple", "join", "split")) {
            if (line.get(key).isPresent()) {
                problems.report("contradiction", line.placeOf(key), "`" + field + "` has both `ref` and `" + key + "`.",
                        "Keep one of the two: a reference holds the id of a record.");
            }
        }
    }

    private void needs(String key, String other) {
        if (line.get(other).isEmpty()) {
            useless(key, "`" + other + "`");
        }
    }

    private void useless(String key, String missing) {
        if (line.get(key).isPresent()) {
            problems.report("useless-key", line.placeOf(key),
                    "`" + key + "` of `" + field + "` does nothing without " + missing + ".",
                    "Remove it, or add what it is about.");
        }
    }
}
