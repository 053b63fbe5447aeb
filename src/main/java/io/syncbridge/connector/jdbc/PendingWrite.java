package io.syncbridge.connector.jdbc;

import io.syncbridge.component.ReportKeys;
import io.syncbridge.mapping.FieldPath;
import io.syncbridge.mapping.Parts;
import io.syncbridge.model.Operation;
import io.syncbridge.model.Refusal;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** One write on its way to its result. */
final class PendingWrite {

    private final Table table;
    private final Map<String, Object> written;
    private final Set<String> parts = new LinkedHashSet<>();
    private String id;
    private String version;
    private boolean isNew;
    private Map<Column, Object> values;
    private Map<String, Object> result;
    private Set<Column> only;

    /** Checks a write against the table; what the table cannot take is settled as failed at once. */
    PendingWrite(Table table, Operation operation, Map<String, Object> write) {
        this.table = table;
        this.written = fields(table, write, parts);
        try {
            id = operation == Operation.CREATE ? null : named(write.get(ReportKeys.ID));
            version = Objects.toString(write.get(ReportKeys.VERSION), null);
            isNew = operation == Operation.CREATE;
            values = values(isNew ? whole() : written);
        } catch (IllegalArgumentException e) {
            refuse(parts, e);
        }
    }

    private PendingWrite(PendingWrite whole, Set<Column> columns) {
        this.table = whole.table;
        this.written = whole.written;
        this.parts.addAll(whole.parts);
        this.id = whole.id;
        this.version = whole.version;
        this.isNew = whole.isNew;
        this.values = new LinkedHashMap<>(whole.values);
        this.only = columns;
        values.keySet().retainAll(columns);
    }

    /** Returns the same write of nothing but these columns. */
    PendingWrite only(Set<Column> columns) {
        return new PendingWrite(this, columns);
    }

    /** Says whether it was refused, and for that reason. */
    boolean isRefused(Refusal kind) {
        return result != null && kind.wireName().equals(result.get(ReportKeys.KIND));
    }

    /** Lays the parts of nested values that are written over what the row holds; a part without a place settles the write as failed. */
    void over(Row row) {
        if (!parts.isEmpty()) {
            try {
                Map<String, Object> held = new HashMap<>();
                roots().forEach(root -> held.put(root, row.values().get(table.partsOf(root).name())));
                values = values(Parts.over(held, written, parts));
            } catch (IllegalArgumentException e) {
                refuse(parts, e);
            }
        }
    }

    /** Settles the write as failed for some of its columns; a refusal of fields that are not known is one of the record. */
    void refuse(Refusal kind, Set<Column> columns, String message) {
        List<String> names = columns.stream().flatMap(this::fields).toList();
        settle(Results.failed(kind == Refusal.FIELD && names.isEmpty() ? Refusal.RECORD : kind, names, message));
    }

    private void refuse(Set<String> fields, IllegalArgumentException e) {
        settle(e instanceof UnknownColumnException ? Results.outdated(e.getMessage())
                : Results.failed(fields.isEmpty() ? Refusal.RECORD : Refusal.FIELD, fields, e.getMessage()));
    }

    /** Returns the column's name as the write has it, or the parts of the column that are written. */
    private Stream<String> fields(Column column) {
        List<String> within = parts.stream().filter(path -> column.name().equalsIgnoreCase(FieldPath.of(path).root())).toList();
        return within.isEmpty() ? written.keySet().stream().filter(column.name()::equalsIgnoreCase) : within.stream();
    }

    /** Returns what is written with its parts in nothing. */
    private Map<String, Object> whole() {
        Map<String, Object> whole = Parts.over(Map.of(), written, parts);
        roots().filter(root -> table.partsOf(root) != null && whole.get(root) == null).toList().forEach(whole::remove);
        return whole;
    }

    private Stream<String> roots() {
        return parts.stream().map(path -> FieldPath.of(path).root()).distinct();
    }

    /** The record's id as the bridge gave it; {@code null} for a create. */
    String id() {
        return id;
    }

    /** The version that the record must still have; {@code null} for any. */
    String version() {
        return version;
    }

    /** JDBC values by column, in the table's order. */
    Map<Column, Object> values() {
        return values;
    }

    /** Says whether it is settled as there is no such record. */
    boolean isMissing() {
        return Results.missing().equals(result);
    }

    boolean isSettled() {
        return result != null;
    }

    void settle(Map<String, Object> outcome) {
        result = outcome;
    }

    /** Takes the result back: the transaction that it was part of has failed. */
    void unsettle() {
        result = null;
    }

    Map<String, Object> result() {
        return result;
    }

    /** Returns the fields that are written, by the names of their columns, and adds the paths that are parts of them. */
    private static Map<String, Object> fields(Table table, Map<String, Object> write, Set<String> parts) {
        Map<String, Object> fields = new LinkedHashMap<>();
        Map<String, Object> columns = new LinkedHashMap<>();
        write.forEach((field, value) -> {
            if (!field.startsWith("@")) {
                fields.put(field, value);
            }
        });
        for (Object path : (Collection<?>) write.getOrDefault(ReportKeys.PARTS, List.of())) {
            FieldPath part = FieldPath.of(path.toString());
            if (table.all().stream().anyMatch(column -> column.name().equals(part.text()))) {
                columns.put(part.text(), part.get(fields));
            } else {
                parts.add(part.text());
            }
        }
        columns.keySet().stream().map(path -> FieldPath.of(path).root())
                .filter(root -> parts.stream().noneMatch(path -> FieldPath.of(path).root().equals(root))).forEach(fields::remove);
        fields.putAll(columns);
        return fields;
    }

    private Map<Column, Object> values(Map<String, Object> fields) {
        Map<Column, Object> values = new HashMap<>();
        Map<Column, String> refused = new LinkedHashMap<>();
        fields.forEach((field, value) -> {
            Column column = table.column(field);
            if ((value != null || takesBlank(column)) && (only == null || only.contains(column))) {
                try {
                    values.put(column, value == null && !column.nullable() ? table.blanks().of(column) : column.toJdbc(value));
                } catch (IllegalArgumentException e) {
                    refused.put(column, e.getMessage());
                }
            }
        });
        if (!refused.isEmpty()) {
            refuse(Refusal.FIELD, refused.keySet(), String.join("; ", refused.values()));
        }
        Map<Column, Object> ordered = new LinkedHashMap<>();
        table.all().stream().filter(values::containsKey).forEach(column -> ordered.put(column, values.get(column)));
        return ordered;
    }

    /** A key is not blanked, and a new row leaves to the database what it fills in. */
    private boolean takesBlank(Column column) {
        return !table.isKey(column) && (column.nullable() || !column.filled() || !isNew);
    }

    private static String named(Object id) {
        if (id == null) {
            throw new IllegalArgumentException("the write does not say which record: it has no " + ReportKeys.ID);
        }
        return id.toString();
    }
}
