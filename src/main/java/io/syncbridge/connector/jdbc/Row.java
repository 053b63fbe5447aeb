package io.syncbridge.connector.jdbc;

import io.syncbridge.component.ReportKeys;
import io.syncbridge.model.Sha256;
import io.syncbridge.model.Unreadable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A row as a record.
 *
 * @param id {@code null} where a column of the key holds nothing that can be read
 * @param values the record, by column name
 * @param version a hash of {@code values}: equal for equal values, whichever way they were read
 * @param time the modified time; {@code null} where the table or the row has none
 * @param problem why the row cannot be taken for a record; {@code null} for none
 */
record Row(String id, Map<String, Object> values, String version, Instant time, String problem) {

    private static final int VERSION_BYTES = 16;

    /** Reads a result's current row, which holds the table's selected columns in their order. */
    static Row read(Table table, ResultSet result) throws SQLException {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < table.selected().size(); i++) {
            Column column = table.selected().get(i);
            values.put(column.name(), column.read(result, i + 1));
        }
        return of(table, values);
    }

    /** Returns the row that holds these values of the table's selected columns, in their order. */
    static Row of(Table table, Map<String, Object> values) {
        Column modified = table.modified();
        List<Object> key = table.keyIn(values);
        boolean named = key.stream().noneMatch(part -> part == null || part instanceof Unreadable);
        Object stamp = modified == null ? null : values.get(modified.name());
        String problem = !named ? "Its key cannot be told: " + shown(table.key(), key)
                : stamp instanceof Unreadable unreadable ? "Its modified time cannot be read: " + shown(List.of(modified), List.of(unreadable)) : null;
        return new Row(named ? RecordId.join(key) : null, values, Sha256.hex(Json.write(values), VERSION_BYTES),
                stamp == null || problem != null ? null : modified.toInstant(modified.toJdbc(stamp)), problem);
    }

    private static String shown(List<Column> columns, List<Object> values) {
        return IntStream.range(0, columns.size()).mapToObj(i -> "column `" + columns.get(i).name() + "` holds " + shown(values.get(i)))
                .collect(Collectors.joining(", ", "", "."));
    }

    private static Object shown(Object value) {
        return value == null ? "NULL" : value instanceof Unreadable unreadable ? unreadable.raw() : value;
    }

    /** The record with its report keys. */
    Map<String, Object> report() {
        var report = new LinkedHashMap<>(values);
        if (id != null) {
            report.put(ReportKeys.ID, id);
        }
        if (problem != null) {
            report.put(ReportKeys.PROBLEM, problem);
        }
        report.put(ReportKeys.VERSION, version);
        if (time != null) {
            report.put(ReportKeys.TIME, time.toString());
        }
        return report;
    }
}
