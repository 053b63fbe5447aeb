package io.syncbridge.connector.jdbc;

import io.syncbridge.mapping.Binding;
import io.syncbridge.mapping.FieldMapping;
import io.syncbridge.mapping.FieldPath;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Checks that a table's columns can hold what a definition maps to them. */
final class MappedColumns {

    private MappedColumns() {
    }

    /**
     * Returns the first mistake, with its cure; nothing if all fields have a column that serves them.
     *
     * @param lines the definition's fields
     * @param system the system that the table is
     */
    static Optional<String> mistake(Table table, Collection<FieldMapping> lines, String system) {
        for (FieldMapping line : lines) {
            Binding binding = line.bindings().get(system);
            for (FieldPath path : binding == null ? List.<FieldPath>of() : binding.paths()) {
                try {
                    check(table, path);
                } catch (IllegalArgumentException e) {
                    return Optional.of("field `" + line.field() + "` is mapped to `" + path + "`, but " + e.getMessage());
                }
            }
        }
        return Optional.empty();
    }

    private static void check(Table table, FieldPath path) {
        boolean isColumn = !path.isPart() || table.all().stream().anyMatch(column -> column.name().equals(path.text()));
        Column column = isColumn ? table.column(path.text()) : table.partsOf(path.root());
        if (column.type() == ColumnType.UNREADABLE) {
            throw new IllegalArgumentException("column `" + column.name() + "` of table `" + table.name() + "` is of a type that no record can hold ("
                    + column.typeName() + "): map a view that shows it as text, or take the field out of the definition");
        }
        if (!table.selected().contains(column)) {
            throw new IllegalArgumentException("column `" + column.name() + "` is not read: name it in the option columns");
        }
    }
}
