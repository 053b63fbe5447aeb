package io.syncbridge.definition;

import io.syncbridge.mapping.FieldPath;
import java.util.LinkedHashMap;
import java.util.Map;

/** Refuses that two things are written to one place of a system: two fields, or a field and the marker. */
final class SharedPlaces {

    private final Node.Entries file;
    private final Scope scope;

    SharedPlaces(Node.Entries file, Scope scope) {
        this.file = file;
        this.scope = scope;
    }

    void check(Map<String, SystemDefinition> systems, Map<String, Field> fields) {
        systems.values().forEach(system -> {
            var written = new LinkedHashMap<FieldPath, String>();
            fields.forEach((name, field) -> {
                if (field.isMappedIn(system.name())) {
                    field.mapping().bindings().get(system.name()).paths().forEach(path -> {
                        marker(system, name, path);
                        if (field.policy().targets().contains(system.name())) {
                            once(system, name, path, written);
                        }
                    });
                }
            });
        });
    }

    private void marker(SystemDefinition system, String field, FieldPath path) {
        if (system.marker() != null && isWithin(path.text(), system.marker().text())) {
            scope.problems().report("marker-mapped", file.section("systems").section(system.name()).placeOf("marker"),
                    "The marker of `" + system.name() + "` is `" + system.marker() + "`, to which `" + field
                            + "` is mapped too: the bridge would write its own name over the values.",
                    "Give the marker a field that nothing else uses, or leave out `marker`.");
        }
    }

    private void once(SystemDefinition system, String field, FieldPath path, Map<FieldPath, String> written) {
        written.forEach((other, owner) -> {
            if (!owner.equals(field) && (isWithin(path.text(), other.text()) || isWithin(other.text(), path.text()))) {
                scope.problems().report("place-taken", file.section("fields").section(field).placeOf(system.name()),
                        "`" + field + "` is written to `" + path + "` of `" + system.name() + "`, as `" + owner + "` is"
                                + (path.equals(other) ? "" : ", to `" + other + "`") + ": each would overwrite the other.",
                        "Map one of them to another place, or give one a `direction` that leads out of `" + system.name() + "`.");
            }
        });
        written.putIfAbsent(path, field);
    }

    private static boolean isWithin(String path, String outer) {
        return path.equals(outer) || path.startsWith(outer + ".");
    }
}
