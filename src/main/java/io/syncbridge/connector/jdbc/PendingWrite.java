package io.syncbridge.connector.jdbc;

import io.syncbridge.component.ReportKeys;
import io.syncbridge.model.Operation;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** One write on its way to its result. */
final class PendingWrite {

    private String id;
    private String version;
    private Map<Column, Object> values;
    private Map<String, Object> result;

    /** Checks a write against the table; what the table cannot take is settled as failed at once. */
    PendingWrite(Table table, Operation operation, Map<String, Object> write) {
        try {
            id = operation == Operation.CREATE ? null : named(write.get(ReportKeys.ID));
            version = Objects.toString(write.get(ReportKeys.VERSION), null);
            values = values(table, write);
        } catch (IllegalArgumentException e) {
            settle(Results.failed(e.getMessage(), false));
        }
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

    private static Map<Column, Object> values(Table table, Map<String, Object> write) {
        Map<Column, Object> values = new HashMap<>();
        write.forEach((field, value) -> {
            if (!field.startsWith("@")) {
                Column column = table.column(field);
                if (value != null || !table.isKey(column)) {
                    values.put(column, column.toJdbc(value));
                }
            }
        });
        Map<Column, Object> ordered = new LinkedHashMap<>();
        table.all().stream().filter(values::containsKey).forEach(column -> ordered.put(column, values.get(column)));
        return ordered;
    }

    private static String named(Object id) {
        if (id == null) {
            throw new IllegalArgumentException("the write does not say which record: it has no " + ReportKeys.ID);
        }
        return id.toString();
    }
}
