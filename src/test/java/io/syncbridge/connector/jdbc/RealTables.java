package io.syncbridge.connector.jdbc;

import io.syncbridge.model.Operation;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** Tables of one database, as the bridge works on them. */
abstract class RealTables {

    private Databases databases;

    abstract TestDatabase database();

    /** A whole number that the database fills in. */
    abstract String generatedKey();

    /** The database's spelling of a name that is not quoted. */
    String name(String lowerCase) {
        return lowerCase;
    }

    @AfterEach
    void close() {
        if (databases != null) {
            databases.close();
        }
    }

    void run(String... statements) {
        database().run(statements);
    }

    JdbcTable table(String name, String filter) throws SQLException {
        return table(new TableSettings(name, List.of(), null, List.of(), filter, null), ChangesMode.HASH);
    }

    JdbcTable table(TableSettings settings, ChangesMode mode) throws SQLException {
        if (databases == null) {
            databases = new Databases(Map.of("real", database()), null, null);
        }
        return JdbcTable.open(databases.get("real"), settings, mode, Duration.ZERO, true, LocalTransaction::run, JdbcTable.KnownLog.NOTHING);
    }

    @SafeVarargs
    final List<Map<String, Object>> write(String table, Operation operation, Map<String, Object>... writes) {
        try {
            return table(table, null).write("sync/crm", operation, List.of(writes));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    List<Map<String, Object>> read(String table, String... ids) {
        try {
            return table(table, null).read(List.of(ids));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<String> ids(List<Map<String, Object>> records) {
        return records.stream().map(record -> (String) record.get("@id")).toList();
    }
}
