package io.syncbridge.definition;

import io.syncbridge.mapping.TransformTypes;
import io.syncbridge.mapping.transform.TransformType;
import io.syncbridge.mapping.transform.TransformType.Parameter;
import java.util.ArrayList;
import java.util.List;

/** Writes the generated part of {@code docs/definition.md} from the specification. */
final class Reference {

    /** Keys that stand together, and the keys that lead to them; empty for the file itself. */
    record Group(String path, List<Key> keys) {
    }

    private Reference() {
    }

    static String of(TransformTypes types) {
        var text = new StringBuilder();
        for (Group group : groups(new Specification(types.all()).file())) {
            text.append("\n### ").append(group.path().isEmpty() ? "The file" : "In `" + group.path() + "`").append("\n\n")
                    .append("| key | allowed | default | meaning | example |\n|---|---|---|---|---|\n");
            group.keys().stream().filter(key -> !key.example().isEmpty()).forEach(key -> text.append(row("`" + key.name() + "`",
                    allowed(key.shape()), key.required() ? "required" : key.byDefault(), key.meaning(), "`" + key.example() + "`")));
        }
        text.append("\n## Types of values\n\n| type | kind | parameter | allowed | default | meaning |\n|---|---|---|---|---|---|\n");
        types.all().forEach(type -> type(type, text));
        return text.toString();
    }

    private static void type(TransformType type, StringBuilder text) {
        text.append(row("`" + type.name() + "`", type.kind().name().toLowerCase().replace('_', ' '), "", "", "", type.description()));
        for (Parameter parameter : type.parameters()) {
            text.append(row("", "", "`" + parameter.name() + "`", Specification.shape(parameter).words(),
                    parameter.byDefault() == null ? "" : "`" + parameter.byDefault() + "`", parameter.description()));
        }
    }

    /** All groups of keys, outermost first. */
    static List<Group> groups(Shape.Section file) {
        var groups = new ArrayList<Group>();
        collect(file, "", groups);
        return groups;
    }

    private static void collect(Shape shape, String path, List<Group> groups) {
        if (shape instanceof Shape.Section section) {
            groups.add(new Group(path, section.keys()));
            section.keys().forEach(key -> collect(key.shape(), path.isEmpty() ? key.name() : path + "." + key.name(), groups));
        } else if (shape instanceof Shape.MapOf map) {
            collect(map.value(), path + ".<" + map.key() + ">", groups);
        } else if (shape instanceof Shape.ListOf list) {
            collect(list.item(), path, groups);
        } else if (shape instanceof Shape.BySystem bySystem) {
            collect(bySystem.each(), path, groups);
        } else if (shape instanceof Shape.OneOf alternatives) {
            alternatives.shapes().forEach(each -> collect(each, path, groups));
        }
    }

    /** The words of a shape; the keys of a section have their own table. */
    private static String allowed(Shape shape) {
        return shape instanceof Shape.MapOf map && map.value() instanceof Shape.Section
                ? "a map from " + map.key() + " names; see below" : shape.words();
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
