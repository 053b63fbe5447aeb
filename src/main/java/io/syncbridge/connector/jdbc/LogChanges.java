package io.syncbridge.connector.jdbc;

import io.syncbridge.component.ReportKeys;
import io.syncbridge.model.Operation;
import io.syncbridge.mapping.Filter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds changes by the change log. First comes a scan in the key's order, then the log.
 *
 * <p>The log is a queue, not a sequence to be followed: a page is the oldest entries there are, its cursor names them,
 * and they are deleted when that cursor comes back, which proves that the page is stored. So an entry whose transaction
 * commits late is not skipped, however low its number: it appears in the queue later. And a record is reported as it is
 * now, once for all its entries on the page, so that the order in which entries appear cannot bring an old state back.
 */
final class LogChanges implements ChangeSource {

    private record Entry(long seq, String recordId, String operation, Instant changedAt) {
    }

    private final Table table;
    private final String log;
    private final KeyScan scan;
    private final TableReader reader;
    private final boolean watched;

    /** @param watched whether the log's triggers were seen, so that it shows when they are gone */
    LogChanges(Table table, boolean watched) {
        this.table = table;
        this.watched = watched;
        this.log = ChangeLog.nameFor(table);
        this.scan = new KeyScan(table);
        this.reader = new TableReader(table);
    }

    boolean isWatched() {
        return watched;
    }

    @Override
    public ChangePage next(Connection connection, Cursor cursor, int limit, Filter filter) throws SQLException {
        if (cursor == null || cursor.scanning()) {
            return scan(connection, cursor == null ? null : cursor.after(), limit, filter);
        }
        if (watched && !ChangeLog.isFilled(connection, table)) {
            throw new SQLException("the triggers that fill " + log + " are gone", SqlFailures.TABLE_CHANGED);
        }
        trim(connection, cursor.taken());
        List<Entry> entries = entries(connection, limit);
        Cursor taken = Cursor.log(entries.stream().map(Entry::seq).toList());
        return new ChangePage(reports(connection, entries), taken, entries.size() == limit, false);
    }

    private ChangePage scan(Connection connection, List<Object> after, int limit, Filter filter) throws SQLException {
        KeyScan.Page page = scan.after(connection, after, limit, filter);
        return page.last() == null
                ? new ChangePage(page.records(), Cursor.log(List.of()), false, true)
                : new ChangePage(page.records(), Cursor.scan(ChangesMode.LOG, page.last(), null), true, false);
    }

    private void trim(Connection connection, List<Long> taken) throws SQLException {
        if (!taken.isEmpty()) {
            String seqs = taken.stream().map(String::valueOf).collect(Collectors.joining(", "));
            new Sql(table.dialect()).add("DELETE FROM " + table.sqlName(log) + " WHERE seq IN (" + seqs + ")").update(connection);
        }
    }

    private List<Entry> entries(Connection connection, int limit) throws SQLException {
        return new Sql(table.dialect())
                .add("SELECT seq, record_id, operation, changed_at FROM " + table.sqlName(log) + " ORDER BY seq LIMIT " + limit)
                .query(connection, result -> new Entry(result.getLong(1), table.notation(result.getString(2)),
                        result.getString(3), table.dialect().readClock(result, 4)));
    }

    private List<Map<String, Object>> reports(Connection connection, List<Entry> entries) throws SQLException {
        Map<String, Entry> last = new LinkedHashMap<>();
        entries.forEach(entry -> last.put(entry.recordId(), entry));
        Map<String, Row> rows = reader.byIds(connection, last.keySet()).stream().collect(Collectors.toMap(Row::id, row -> row));
        Stream<Map<String, Object>> named = last.values().stream().map(entry -> report(entry, rows.get(entry.recordId())));
        return last.keySet().stream().allMatch(LogChanges::isNamed) ? named.toList()
                : Stream.concat(named, reader.unnamed(connection).stream().map(Row::report)).toList();
    }

    /** The id of a row without a key lacks a part; the row is looked for by that. */
    private static boolean isNamed(String recordId) {
        return !recordId.isEmpty() && !("|" + recordId + "|").contains("||");
    }

    private Map<String, Object> report(Entry entry, Row row) {
        Map<String, Object> report = row == null ? new LinkedHashMap<>(Map.of(ReportKeys.ID, entry.recordId())) : row.report();
        Operation operation = row == null ? Operation.DELETE
                : entry.operation().equals("create") ? Operation.CREATE
                : Operation.UPDATE;
        report.put(ReportKeys.OPERATION, operation.name().toLowerCase(Locale.ROOT));
        report.put(ReportKeys.TIME, entry.changedAt().toString());
        return report;
    }
}
