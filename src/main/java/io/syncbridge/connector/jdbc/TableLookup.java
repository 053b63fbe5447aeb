package io.syncbridge.connector.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds a table and its columns in the database's metadata; no name reaches SQL that was not found there. */
final class TableLookup {

    private static final String[] KINDS = {
        "TABLE", "BASE TABLE", "PARTITIONED TABLE", "FOREIGN TABLE", "VIEW", "MATERIALIZED VIEW"};

    private final Connection connection;
    private final DatabaseMetaData metadata;
    private final Dialect dialect;

    private TableLookup(Connection connection) throws SQLException {
        this.connection = connection;
        this.metadata = connection.getMetaData();
        this.dialect = Dialect.of(metadata);
    }

    /**
     * Finds the table that the settings mean; names match in any case.
     *
     * @throws IllegalArgumentException if the table or a column is not there, with the nearest name
     */
    static Table find(Connection connection, TableSettings settings) throws SQLException {
        return new TableLookup(connection).find(settings);
    }

    /** Returns the names of the columns of a table of exactly that name beside the given one; empty where there is none. */
    static Set<String> columnsBeside(Connection connection, Table beside, String name) throws SQLException {
        var lookup = new TableLookup(connection);
        return lookup.columns(beside.schema(), name, TableSettings.whole(name, List.of())).stream()
                .map(column -> column.name().toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    }

    /** Returns the columns of each of the table's unique indexes, but for its key. */
    static List<List<Column>> uniqueIndexes(Connection connection, Table table) throws SQLException {
        return new TableLookup(connection).uniqueIndexes(table);
    }

    private List<List<Column>> uniqueIndexes(Table table) throws SQLException {
        try (ResultSet result = metadata.getIndexInfo(catalog(table.schema()), dialect.schemasAreCatalogs() ? null : table.schema(),
                table.name(), true, true)) {
            var indexes = new TreeMap<String, List<Column>>();
            while (result.next()) {
                String index = result.getString("INDEX_NAME");
                String name = result.getString("COLUMN_NAME");
                table.all().stream().filter(column -> column.name().equals(name))
                        .forEach(column -> indexes.computeIfAbsent(index, known -> new ArrayList<>()).add(column));
            }
            return indexes.values().stream().filter(columns -> !columns.equals(table.key())).toList();
        }
    }

    static Column column(Collection<Column> columns, String table, String wanted) {
        for (Column column : columns) {
            if (column.name().equals(wanted)) {
                return column;
            }
        }
        return columns.stream().filter(column -> column.name().equalsIgnoreCase(wanted)).findFirst()
                .orElseThrow(() -> new UnknownColumnException("table `" + table + "` has no column `" + wanted + "`. "
                        + Nearest.cure(wanted, columns.stream().map(Column::name).toList())));
    }

    private Table find(TableSettings settings) throws SQLException {
        String schema = dialect.defaultSchema(connection);
        String name = match(tables(schema), settings.table());
        int dot = settings.table().indexOf('.');
        if (name == null && dot > 0) {
            schema = match(schemas(), settings.table().substring(0, dot));
            name = schema == null ? null : match(tables(schema), settings.table().substring(dot + 1));
        }
        if (name == null) {
            throw new IllegalArgumentException("there is no table `" + settings.table() + "`. "
                    + Nearest.cure(settings.table(), tables(schema)));
        }
        return describe(schema, name, settings);
    }

    private Table describe(String schema, String name, TableSettings settings) throws SQLException {
        List<Column> all = columns(schema, name, settings);
        List<Column> key = columns(all, name, settings.key().isEmpty() ? primaryKey(schema, name) : settings.key());
        if (key.isEmpty()) {
            throw new IllegalArgumentException("table `" + name + "` has no primary key: set the option key");
        }
        Column modified = settings.modified() == null ? null : column(all, name, settings.modified());
        if (modified != null && !modified.holdsTimes()) {
            throw new IllegalArgumentException("column `" + modified.name() + "` of table `" + name
                    + "` holds no times (" + modified.typeName() + "): modified must name a timestamp");
        }
        List<Column> wanted = columns(all, name, settings.columns());
        List<Column> selected = all.stream()
                .filter(column -> column.type() != ColumnType.UNREADABLE)
                .filter(column -> wanted.isEmpty() || wanted.contains(column) || key.contains(column) || column.equals(modified))
                .toList();
        Table table = new Table(dialect, schema, name, key, modified, all, selected, settings.filter(), settings.blanks(), List.of());
        try (PreparedStatement nothing = connection.prepareStatement(table.select() + " AND FALSE"); ResultSet result = nothing.executeQuery()) {
            return table.typed(result);
        }
    }

    private static List<Column> columns(List<Column> all, String table, List<String> names) {
        return names.stream().map(name -> column(all, table, name)).distinct().toList();
    }

    private static String match(List<String> names, String wanted) {
        return names.contains(wanted)
                ? wanted
                : names.stream().filter(name -> name.equalsIgnoreCase(wanted)).findFirst().orElse(null);
    }

    private List<String> schemas() throws SQLException {
        return dialect.schemasAreCatalogs()
                ? texts(metadata.getCatalogs(), "TABLE_CAT")
                : texts(metadata.getSchemas(), "TABLE_SCHEM");
    }

    private List<String> tables(String schema) throws SQLException {
        return texts(metadata.getTables(catalog(schema), pattern(schema), "%", KINDS), "TABLE_NAME");
    }

    private List<Column> columns(String schema, String table, TableSettings settings) throws SQLException {
        Set<String> documents = dialect.jsonColumns(connection, schema, table);
        try (ResultSet result = metadata.getColumns(catalog(schema), pattern(schema), escape(table), "%")) {
            List<Column> columns = new ArrayList<>();
            while (result.next()) {
                String name = result.getString("COLUMN_NAME");
                String typeName = result.getString("TYPE_NAME");
                int size = result.getInt("COLUMN_SIZE");
                ColumnType type = documents.contains(name) ? ColumnType.JSON
                        : dialect.typeOf(result.getInt("DATA_TYPE"), typeName, size);
                columns.add(new Column(name, type, typeName, type == ColumnType.ARRAY_LITERAL ? dialect.elementOf(typeName) : null,
                        settings.zone(), result.getInt("NULLABLE") != DatabaseMetaData.columnNoNulls, isFilled(result),
                        size));
            }
            return columns;
        }
    }

    private static boolean isFilled(ResultSet column) throws SQLException {
        return column.getString("COLUMN_DEF") != null || "YES".equals(column.getString("IS_AUTOINCREMENT"))
                || "YES".equals(column.getString("IS_GENERATEDCOLUMN"));
    }

    private List<String> primaryKey(String schema, String table) throws SQLException {
        try (ResultSet result = metadata.getPrimaryKeys(catalog(schema), dialect.schemasAreCatalogs() ? null : schema, table)) {
            var byPosition = new TreeMap<Integer, String>();
            while (result.next()) {
                byPosition.put(result.getInt("KEY_SEQ"), result.getString("COLUMN_NAME"));
            }
            return List.copyOf(byPosition.values());
        }
    }

    private String catalog(String schema) throws SQLException {
        return dialect.schemasAreCatalogs() ? schema : connection.getCatalog();
    }

    private String pattern(String schema) throws SQLException {
        return schema == null || dialect.schemasAreCatalogs() ? null : escape(schema);
    }

    private String escape(String name) throws SQLException {
        String escape = metadata.getSearchStringEscape();
        return name.replace(escape, escape + escape).replace("_", escape + "_").replace("%", escape + "%");
    }

    private static List<String> texts(ResultSet result, String label) throws SQLException {
        try (result) {
            List<String> texts = new ArrayList<>();
            while (result.next()) {
                texts.add(result.getString(label));
            }
            return texts;
        }
    }
}
