package io.syncbridge.connector.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What one database product does its own way. */
interface Dialect {

    /** The digits from 0 to 9 as wide as East Asian letters. */
    String FULL_WIDTH = "\uff10\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff19";

    /**
     * Returns the dialect of a database.
     *
     * @throws IllegalArgumentException if the product is not supported
     */
    static Dialect of(DatabaseMetaData metadata) throws SQLException {
        String product = metadata.getDatabaseProductName();
        return switch (product.toLowerCase(Locale.ROOT)) {
            case "postgresql" -> new PostgreSqlDialect();
            case "h2" -> new H2Dialect();
            case "mariadb" -> new MariaDbDialect(MariaDbDialect.returnsInserted(metadata));
            case "mysql" -> new MariaDbDialect(false);
            default -> throw new IllegalArgumentException(
                    "tables of " + product + " are not supported: PostgreSQL, H2, MariaDB and MySQL are");
        };
    }

    /** Quotes a name so that it stands for itself, whatever it holds. */
    default String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** The schema of a table whose name says none. */
    default String defaultSchema(Connection connection) throws SQLException {
        return connection.getSchema();
    }

    /** Whether JDBC calls this product's schemas catalogs. */
    default boolean schemasAreCatalogs() {
        return false;
    }

    /** How values of a column type are read and written. */
    default ColumnType typeOf(int jdbcType, String typeName) {
        return switch (jdbcType) {
            case Types.CHAR, Types.NCHAR -> ColumnType.PADDED_TEXT;
            case Types.VARCHAR, Types.NVARCHAR, Types.LONGVARCHAR, Types.LONGNVARCHAR, Types.CLOB, Types.NCLOB ->
                    ColumnType.TEXT;
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> ColumnType.INTEGER;
            case Types.NUMERIC, Types.DECIMAL -> ColumnType.DECIMAL;
            case Types.REAL -> ColumnType.REAL;
            case Types.FLOAT, Types.DOUBLE -> ColumnType.DOUBLE;
            case Types.BOOLEAN, Types.BIT -> ColumnType.BOOLEAN;
            case Types.DATE -> ColumnType.DATE;
            case Types.TIME -> ColumnType.TIME;
            case Types.TIMESTAMP -> ColumnType.TIMESTAMP;
            case Types.TIMESTAMP_WITH_TIMEZONE -> ColumnType.INSTANT;
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> ColumnType.UNREADABLE;
            case Types.ARRAY -> ColumnType.ARRAY;
            default -> ColumnType.OTHER;
        };
    }

    /** Likewise, for a column of a certain size: several bits in one are no boolean. */
    default ColumnType typeOf(int jdbcType, String typeName, int size) {
        ColumnType type = typeOf(jdbcType, typeName);
        return type == ColumnType.BOOLEAN && typeName.equals("BIT") && size > 1 ? ColumnType.UNREADABLE : type;
    }

    /** The type of the elements of an array type's literals. */
    default ColumnType elementOf(String arrayType) {
        throw new IllegalArgumentException(arrayType);
    }

    /** Returns the columns that hold JSON though their type does not say so. */
    default Set<String> jsonColumns(Connection connection, String schema, String table) throws SQLException {
        return Set.of();
    }

    /** What stands for a column's value in SQL. */
    default String placeholder(Column column) {
        return "?";
    }

    /** Returns the SQL for a text in lower case and without space around it. */
    default String folded(String text) {
        return "LOWER(BTRIM(" + text + ", U&' \\0009\\000a\\000d\\00a0\\2007\\202f\\3000'))";
    }

    /** Returns the SQL for the digits of a text, those of full width included. */
    default String digits(String text) {
        return "REGEXP_REPLACE(TRANSLATE(" + text + ", '" + FULL_WIDTH + "', '0123456789'), '[^0-9]', '')";
    }

    /** Sets a statement's parameter to a column's JDBC value. */
    default void bind(PreparedStatement statement, int index, Column column, Object value) throws SQLException {
        if (value == null) {
            statement.setNull(index, Types.NULL);
        } else {
            statement.setObject(index, value);
        }
    }

    /** Whether an insert can return the rows as they were stored. */
    default boolean returnsInserted() {
        return true;
    }

    /** The SQL before an insert that returns some columns of the rows as they were stored. */
    default String beforeInsertReturning(String columns) {
        return "";
    }

    /** The SQL after an insert that returns some columns of the rows as they were stored. */
    default String afterInsertReturning(String columns) {
        return " RETURNING " + columns;
    }

    /** Whether an update can return keys as they were stored, by way of JDBC's generated keys. */
    default boolean returnsUpdated() {
        return true;
    }

    /** The SQL expression for the database's clock. */
    String clock();

    /** Reads a value that {@link #clock()} gave. */
    default Instant readClock(ResultSet result, int index) throws SQLException {
        return result.getObject(index, OffsetDateTime.class).toInstant();
    }

    /** The SQL that keeps writes of this transaction out of change logs. */
    String beginOwnWrites();

    /** The SQL that ends {@link #beginOwnWrites()} before the transaction does; {@code null} where it ends with it. */
    String endOwnWrites();

    /** The SQL that checks now what would only be checked at the commit; {@code null} where everything is checked at once. */
    default String checkConstraints() {
        return null;
    }

    /** Whether the database's log can be read. */
    default boolean streams() {
        return false;
    }

    /** Whether {@link ChangeLogListener} can wait for changes. */
    default boolean notifies() {
        return false;
    }

    /** Whether everybody sees which triggers there are. */
    default boolean showsTriggers() {
        return true;
    }

    /** Says whether the triggers that fill a table's change log are seen. */
    boolean seesTriggers(Connection connection, Table table, String log) throws SQLException;

    /** The SQL that makes a session forget how it prepared statements for tables that were changed since; {@code null} for none. */
    default String forgetStatements() {
        return null;
    }

    /** The statements that install a table's change log, in order; they do no harm where it is installed already. */
    List<String> installChangeLog(Table table, String log);

    /** The statement that lets a log of an earlier version tell which id a record had until its key was changed. */
    default String addFormerId(Table table, String log) {
        return "ALTER TABLE " + table.sqlName(log) + " ADD COLUMN former_id " + recordIdType();
    }

    /** The type of a log's columns with record ids. */
    String recordIdType();

    /** The statements that take a table's change log away, in order; they do no harm where there is none. */
    List<String> uninstallChangeLog(Table table, String log);
}
