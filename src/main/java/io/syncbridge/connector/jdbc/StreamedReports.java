package io.syncbridge.connector.jdbc;

import io.syncbridge.component.ReportKeys;
import io.syncbridge.connector.cdc.EventRow;
import io.syncbridge.connector.cdc.RowChange;
import io.syncbridge.connector.cdc.RowChange.Kind;
import io.syncbridge.connector.jdbc.LogChanges.Entry;
import io.syncbridge.model.Operation;
import io.syncbridge.model.Unreadable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Makes reports of what a database's log tells of a table: one for each record of a batch, in the state in which the batch leaves
 * it, with values as polls have them. A record of which the log does not tell every value in a form that can be converted is
 * read.
 */
final class StreamedReports {

    private static final Set<ColumnType> TOLD = Set.of(ColumnType.TEXT, ColumnType.PADDED_TEXT, ColumnType.INTEGER, ColumnType.DECIMAL, ColumnType.REAL,
            ColumnType.DOUBLE, ColumnType.BOOLEAN, ColumnType.DATE, ColumnType.TIME, ColumnType.TIMESTAMP, ColumnType.INSTANT, ColumnType.UUID,
            ColumnType.JSON);
    /** The most digits of a number that never is stored beside its row; of others the log hides that they have not changed. */
    private static final int MOST_DIGITS = 50;

    private final DataSource database;
    private final Table table;
    private final TableReader reader;
    /** The key of a record whose new key comes next, be that in the next batch. */
    private String left;

    StreamedReports(DataSource database, Table table) {
        this.database = database;
        this.table = table;
        this.reader = new TableReader(table);
    }

    /** What a batch tells of one table. */
    private final class Batch {

        private final List<Entry> entries = new ArrayList<>();
        /** By record what it holds at the end; {@code null} where it is gone. */
        private final Map<String, EventRow> states = new LinkedHashMap<>();
        private boolean isAnyUnnamed;

        void add(RowChange change, String writer) {
            String former = former(change);
            String id = id(change.after() == null ? change.before() : change.after());
            if (former != null) {
                states.put(former, null);
            }
            if (change.kind() == Kind.LEFT) {
                left = id;
            } else if (id == null) {
                isAnyUnnamed = true;
            } else {
                states.remove(id);
                states.put(id, change.after());
                if (!change.isBy(writer, id) && (former != null || !isUnchanged(change))) {
                    entries.add(new Entry(entries.size(), id, former, operation(change.kind()), change.time()));
                }
            }
        }

        /** Returns the id that the record had until this change; {@code null} where it is the same. */
        private String former(RowChange change) {
            String id = change.after() == null ? null : id(change.after());
            String former = change.kind() == Kind.MOVED ? left != null ? left : id(change.former())
                    : change.kind() == Kind.UPDATE && change.before() != null ? id(change.before()) : null;
            if (change.kind() == Kind.MOVED) {
                left = null;
            }
            return former == null || former.equals(id) ? null : former;
        }
    }

    private static String operation(Kind kind) {
        return (kind == Kind.MOVED ? Kind.UPDATE : kind).name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the reports.
     *
     * @param writer whose changes are left out, as {@link RowChange#isBy} has it
     * @throws IllegalArgumentException if the log does not tell which records changed
     */
    List<Map<String, Object>> of(List<RowChange> changes, String writer) throws SQLException {
        var batch = new Batch();
        changes.forEach(change -> batch.add(change, writer));
        if (batch.entries.isEmpty() && !batch.isAnyUnnamed) {
            return List.of();
        }
        Renamings renamings = Renamings.of(batch.entries);
        Map<String, Entry> last = new LinkedHashMap<>();
        batch.entries.forEach(entry -> last.put(entry.recordId(), entry));
        renamings.ended().forEach(last::putIfAbsent);
        Map<String, Row> told = new LinkedHashMap<>();
        Set<String> unknown = new TreeSet<>();
        last.keySet().stream().filter(id -> batch.states.get(id) != null).forEach(id -> {
            Row row = row(batch.states.get(id));
            if (row == null) {
                unknown.add(id);
            } else {
                told.put(id, row);
            }
        });
        endingDelete(changes).filter(last::containsKey).ifPresent(unknown::add);
        List<Map<String, Object>> reports = new ArrayList<>();
        try (Connection connection = unknown.isEmpty() && !batch.isAnyUnnamed ? null : database.getConnection()) {
            Map<String, Row> read = unknown.isEmpty() ? Map.of()
                    : reader.byIds(connection, unknown).stream().collect(Collectors.toMap(Row::id, row -> row));
            last.forEach((id, entry) -> reports.add(report(id, entry, read.getOrDefault(id, told.get(id)), batch.states.get(id), renamings.formerId(id))));
            if (batch.isAnyUnnamed) {
                reader.unnamed(connection).forEach(row -> reports.add(row.report()));
            }
        }
        return reports;
    }

    /** Returns the record whose delete ends the batch: an update that takes a row into another partition is a delete and an insert, which may come next. */
    private Optional<String> endingDelete(List<RowChange> changes) {
        RowChange last = changes.get(changes.size() - 1);
        return last.kind() == Kind.DELETE ? Optional.ofNullable(id(last.before())) : Optional.empty();
    }

    /** @param row {@code null} where it is gone, also if it was when it was read: of a row that was renamed since, that is told later */
    private Map<String, Object> report(String id, Entry entry, Row row, EventRow state, String former) {
        boolean isGone = row == null && (state == null || table.filter() != null);
        Map<String, Object> report = new LinkedHashMap<>(row != null ? row.report() : isGone ? Map.of() : values(state));
        report.put(ReportKeys.ID, id);
        if (former != null && !isGone) {
            report.put(ReportKeys.FORMER_ID, former);
        }
        Operation operation = isGone ? Operation.DELETE : entry.operation().equals("create") ? Operation.CREATE : Operation.UPDATE;
        report.put(ReportKeys.OPERATION, operation.name().toLowerCase(Locale.ROOT));
        report.put(ReportKeys.TIME, entry.changedAt().toString());
        return report;
    }

    /** Returns the record's id; {@code null} where a column of the key holds nothing that can be read. */
    private String id(EventRow row) {
        List<Object> key = new ArrayList<>();
        for (Column column : table.key()) {
            if (!row.has(column.name())) {
                throw new IllegalArgumentException("the database's log does not tell column `" + column.name() + "` of table `" + table.name()
                        + "`, by which records are named: run ALTER TABLE " + table.sqlName() + " REPLICA IDENTITY FULL");
            }
            key.add(value(column, row.value(column.name())));
        }
        return key.stream().anyMatch(part -> part == null || part instanceof Unreadable) ? null : RecordId.join(key);
    }

    private static Object value(Column column, Object told) {
        return told == null ? null : column.toRecord(column.toJdbc(told));
    }

    /** Returns the row; {@code null} where the log does not tell all of it, or a filter decides whether it is a record. */
    private Row row(EventRow state) {
        Map<String, Object> values = table.filter() == null ? values(state) : Map.of();
        return values.size() == table.selected().size() ? Row.of(table, values) : null;
    }

    /** Returns the columns' values that the log tells. */
    private Map<String, Object> values(EventRow state) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Column column : table.selected()) {
            if (TOLD.contains(column.type()) && state.has(column.name())) {
                try {
                    Object value = value(column, state.value(column.name()));
                    if (!(value instanceof Unreadable) && !(value == null && mayBeHidden(column))) {
                        values.put(column.name(), value);
                    }
                } catch (DateTimeException | ArithmeticException | IllegalArgumentException odd) {
                    // what cannot be converted is read
                }
            }
        }
        return values;
    }

    private static boolean mayBeHidden(Column column) {
        return column.type() == ColumnType.DECIMAL && column.length() > MOST_DIGITS;
    }

    private boolean isUnchanged(RowChange change) {
        return change.kind() == Kind.UPDATE && change.before() != null
                && table.selected().stream().allMatch(column -> change.before().agrees(change.after(), column.name()));
    }
}
