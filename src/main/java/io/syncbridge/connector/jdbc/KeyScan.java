package io.syncbridge.connector.jdbc;

import io.syncbridge.mapping.Filter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Goes through every record in the key's order. */
final class KeyScan {

    /**
     * One page of a scan.
     *
     * @param last the last record's key; {@code null} if the scan is complete
     */
    record Page(List<Map<String, Object>> records, List<Object> last) {
    }

    private final Table table;
    private final TableReader reader;

    KeyScan(Table table) {
        this.table = table;
        this.reader = new TableReader(table);
    }

    Page after(Connection connection, List<Object> last, int limit, Filter filter) throws SQLException {
        List<Row> rows = reader.pageByKey(connection, last, limit + 1, filter);
        boolean more = rows.size() > limit;
        List<Row> page = more ? rows.subList(0, limit) : rows;
        List<Row> all = more ? page : Stream.concat(page.stream(), reader.unnamed(connection).stream()).toList();
        return new Page(all.stream().map(Row::report).toList(), more ? table.keyIn(page.get(limit - 1).values()) : null);
    }
}
