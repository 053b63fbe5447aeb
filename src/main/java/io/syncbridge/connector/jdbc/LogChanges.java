package io.syncbridge.connector.jdbc;

import io.syncbridge.component.ReportKeys;
import io.syncbridge.model.Operation;
import io.syncbridge.mapping.Filter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds changes by the change log. First comes a scan in the key's order, then the log.
 *
 * <p>The log is a queue, not a sequence to be followed: a page is the oldest entries there are, its cursor names them,
 * and they are deleted when that cursor comes back, which proves that the page is stored. So an entry whose transaction
 * commits late is not skipped, however low its number: it appears in the queue later. And a record is reported as it is
 * now, once for all its entries on the page, so that the order in which entries appear cannot bring an old state back.
 * What became of a key that was changed is followed as far as the log tells, see {@link Renamings}.
 */
final class LogChanges implements ChangeSource {

    private static final int MOST_BEHIND = 50_000;

    /** @param formerId the id that the record had until its key was changed by this; {@code null} where that has not changed */
    record Entry(long seq, String recordId, String formerId, String operation, Instant changedAt) {
    }

    private final Table table;
    private final String log;
    private final KeyScan scan;
    private final TableReader reader;
    private final boolean watched;
    private final boolean tellsFormerIds;

    /**
     * @param watched whether the log's triggers were seen, so that it shows when they are gone
     * @param tellsFormerIds whether the log has a column for them
     */
    LogChanges(Table table, boolean watched, boolean tellsFormerIds) {
        this.table = table;
        this.watched = watched;
        this.tellsFormerIds = tellsFormerIds;
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
        List<Entry> entries = new ArrayList<>(entries(connection, " ORDER BY seq LIMIT " + limit));
        boolean full = entries.size() == limit;
        List<Map<String, Object>> reports = reports(connection, entries);
        return new ChangePage(reports, Cursor.log(entries.stream().map(Entry::seq).toList()), full, false);
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

    private List<Entry> entries(Connection connection, String which) throws SQLException {
        return new Sql(table.dialect())
                .add("SELECT seq, record_id, operation, changed_at, " + (tellsFormerIds ? ChangeLog.FORMER_ID : "NULL") + " FROM " + table.sqlName(log) + which)
                .query(connection, result -> new Entry(result.getLong(1), table.notation(result.getString(2)),
                        result.getString(5) == null ? null : table.notation(result.getString(5)),
                        result.getString(3), table.dialect().readClock(result, 4)));
    }

    /** @param entries to which those are added that a record whose key was changed has had since, where it is gone again */
    private List<Map<String, Object>> reports(Connection connection, List<Entry> entries) throws SQLException {
        Renamings renamings = Renamings.of(entries);
        Map<String, Row> rows = rows(connection, entries);
        while (entries.addAll(since(connection, entries, renamings.lost(rows.keySet()).keySet()))) {
            renamings = Renamings.of(entries);
            rows = rows(connection, entries);
        }
        Map<String, Entry> last = new LinkedHashMap<>();
        entries.forEach(entry -> last.put(entry.recordId(), entry));
        renamings.ended().forEach(last::putIfAbsent);
        renamings.lost(rows.keySet()).forEach((recordId, origin) -> last.putIfAbsent(origin, last.get(recordId)));
        Map<String, Row> found = rows;
        Renamings followed = renamings;
        Stream<Map<String, Object>> named = last.entrySet().stream().map(entry ->
                report(entry.getKey(), entry.getValue(), found.get(entry.getKey()), followed.formerId(entry.getKey())));
        return last.keySet().stream().allMatch(LogChanges::isNamed) ? named.toList()
                : Stream.concat(named, reader.unnamed(connection).stream().map(Row::report)).toList();
    }

    /** The id of a row without a key lacks a part; the row is looked for by that. */
    private static boolean isNamed(String recordId) {
        return !recordId.isEmpty() && !("|" + recordId + "|").contains("||");
    }

    private Map<String, Row> rows(Connection connection, List<Entry> entries) throws SQLException {
        return reader.byIds(connection, entries.stream().map(Entry::recordId).distinct().toList()).stream()
                .collect(Collectors.toMap(Row::id, row -> row));
    }

    /** Returns the entries behind these that are about any of the records. */
    private List<Entry> since(Connection connection, List<Entry> entries, Set<String> recordIds) throws SQLException {
        if (recordIds.isEmpty()) {
            return List.of();
        }
        return entries(connection, " WHERE seq > " + entries.get(entries.size() - 1).seq() + " ORDER BY seq LIMIT " + MOST_BEHIND).stream()
                .filter(entry -> recordIds.contains(entry.recordId()) || recordIds.contains(entry.formerId())).toList();
    }

    private Map<String, Object> report(String recordId, Entry entry, Row row, String formerId) {
        Map<String, Object> report = row == null ? new LinkedHashMap<>(Map.of(ReportKeys.ID, recordId)) : row.report();
        if (row != null && formerId != null) {
            report.put(ReportKeys.FORMER_ID, formerId);
        }
        Operation operation = row == null ? Operation.DELETE
                : entry.operation().equals("create") ? Operation.CREATE
                : Operation.UPDATE;
        report.put(ReportKeys.OPERATION, operation.name().toLowerCase(Locale.ROOT));
        report.put(ReportKeys.TIME, entry.changedAt().toString());
        return report;
    }
}
