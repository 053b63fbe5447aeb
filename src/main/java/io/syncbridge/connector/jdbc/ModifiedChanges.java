package io.syncbridge.connector.jdbc;

import io.syncbridge.mapping.Filter;
import io.syncbridge.model.Unreadable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Finds changes by the modified time. First comes a scan in the key's order, then rounds in the order of (modified,
 * key), which lose nothing at equal times. {@link ModifiedWindow} says where each round begins and why none misses a
 * row whose transaction commits late.
 */
final class ModifiedChanges implements ChangeSource {

    private final Table table;
    private final Duration overlap;
    private final KeyScan scan;
    private final TableReader reader;

    ModifiedChanges(Table table, Duration overlap) {
        this.table = table;
        this.overlap = overlap;
        this.scan = new KeyScan(table);
        this.reader = new TableReader(table);
    }

    @Override
    public ChangePage next(Connection connection, Cursor cursor, int limit, Filter filter) throws SQLException {
        if (cursor == null) {
            return scan(connection, null, windowAfterScan(connection), limit, filter);
        }
        return cursor.scanning()
                ? scan(connection, cursor.after(), cursor.window(), limit, filter)
                : round(connection, cursor, limit);
    }

    private ChangePage scan(Connection connection, List<Object> after, ModifiedWindow window, int limit, Filter filter)
            throws SQLException {
        KeyScan.Page page = scan.after(connection, after, limit, filter);
        return page.last() == null
                ? new ChangePage(page.records(), Cursor.round(null, window), false, true)
                : new ChangePage(page.records(), Cursor.scan(ChangesMode.MODIFIED, page.last(), window), true, false);
    }

    private ChangePage round(Connection connection, Cursor cursor, int limit) throws SQLException {
        ModifiedWindow window = cursor.after() == null ? cursor.window().begunAt(clock(connection)) : cursor.window();
        List<Row> rows = reader.pageByModified(connection, window, cursor.after(), limit + 1);
        boolean more = rows.size() > limit;
        List<Row> page = more ? rows.subList(0, limit) : rows;
        List<Object> last = page.isEmpty() ? cursor.after() : position(page.get(page.size() - 1));
        if (more) {
            return new ChangePage(reports(page), Cursor.round(last, window), true, false);
        }
        Instant latest = last == null ? null : table.modified().toInstant(table.modified().toJdbc(last.get(0)));
        Instant now = window.rises(latest) ? clock(connection) : window.began();
        List<Row> all = Stream.of(page, reader.unnamed(connection, window), reader.unstamped(connection)).flatMap(List::stream).toList();
        return new ChangePage(reports(all), Cursor.round(null, window.next(latest, now, overlap)), false, false);
    }

    private static List<Map<String, Object>> reports(List<Row> rows) {
        return rows.stream().map(Row::report).toList();
    }

    private List<Object> position(Row row) {
        List<Object> position = new ArrayList<>();
        position.add(row.values().get(table.modified().name()));
        position.addAll(table.keyIn(row.values()));
        return position;
    }

    private ModifiedWindow windowAfterScan(Connection connection) throws SQLException {
        Column modified = table.modified();
        String name = table.sqlNames(List.of(modified));
        Instant top = new Sql(table.dialect()).add("SELECT MAX(" + name + ") FROM " + table.sqlName() + " WHERE " + name + " <= ")
                .value(modified, modified.ofInstant(TableReader.LAST_DAY)).query(connection, result -> modified.read(result, 1)).stream()
                .filter(value -> value != null && !(value instanceof Unreadable)).findFirst()
                .map(value -> modified.toInstant(modified.toJdbc(value))).orElse(null);
        return ModifiedWindow.afterScan(top, clock(connection), overlap);
    }

    private Instant clock(Connection connection) throws SQLException {
        return DatabaseClock.read(connection, table.dialect());
    }
}
