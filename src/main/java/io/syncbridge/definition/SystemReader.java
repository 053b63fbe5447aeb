package io.syncbridge.definition;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the {@code systems} and checks what the file's {@code direction} says of them. */
final class SystemReader {

    private final Node.Entries file;
    private final Scope scope;

    SystemReader(Node.Entries file, Scope scope) {
        this.file = file;
        this.scope = scope;
    }

    /**
     * The systems by name, in the file's order.
     *
     * @param fields by name
     */
    Map<String, SystemDefinition> read(Map<String, Field> fields) {
        var systems = new LinkedHashMap<String, SystemDefinition>();
        var filters = new FilterReader(file, scope);
        var deletes = new SoftDeleteReader(file, scope.problems());
        var values = new FilterValues(fields, scope.problems());
        for (String name : scope.systems()) {
            Node.Entries keys = file.section("systems").section(name);
            deletes.check(name);
            systems.put(name, new SystemDefinition(name, keys.text("id").orElse("id"), keys.text("modified").orElse(null),
                    keys.text("marker").flatMap(text -> scope.problems().path(text, keys.placeOf("marker"))).orElse(null), deletes.marks(name), deletes.restore(name), filters.filter(name, values), filters.leaving(name),
                    keys.text("lag").flatMap(SettingsReader::duration).orElse(null)));
        }
        return systems;
    }

    void check(Specification specification) {
        notReserved(specification.reservedNames());
        directionNames();
    }

    private void notReserved(List<String> reserved) {
        file.section("systems").entries().forEach((name, entry) -> {
            if (reserved.contains(name)) {
                scope.problems().report("reserved-name", entry.place(),
                        "A system cannot be called `" + name + "`, as that is a key of field lines.",
                        "Choose another name, for example `" + name + "-system`.");
            }
        });
    }

    private void directionNames() {
        file.text("direction").flatMap(text -> Direction.parse(text, scope.systems()))
                .ifPresent(direction -> direction.systems().forEach(this::known));
        for (String system : scope.systems()) {
            if (!scope.direction().systems().contains(system)) {
                scope.problems().report("unused-system", file.section("systems").placeOf(system),
                        "`" + system + "` is neither read nor written: the direction does not name it.",
                        "Name it in `direction`, or remove it from `systems`.");
            }
        }
    }

    private void known(String named) {
        if (!scope.systems().contains(named)) {
            scope.problems().report("unknown-system", file.placeOf("direction"),
                    "The direction names `" + named + "`, which is not among the systems.",
                    DidYouMean.cure(named, scope.systems()));
        }
    }
}
