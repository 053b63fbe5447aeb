package io.syncbridge.connector.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Statements that are sent together: those with the same text are one JDBC batch. */
final class Batches {

    private final Connection connection;
    private final Map<String, List<Sql>> byText = new LinkedHashMap<>();

    Batches(Connection connection) {
        this.connection = connection;
    }

    void add(Sql sql) {
        byText.computeIfAbsent(sql.toString(), text -> new ArrayList<>()).add(sql);
    }

    void execute() throws SQLException {
        for (var batch : byText.entrySet()) {
            try (PreparedStatement statement = connection.prepareStatement(batch.getKey())) {
                execute(statement, batch.getValue());
            }
        }
    }

    static void execute(PreparedStatement statement, List<Sql> batch) throws SQLException {
        for (Sql sql : batch) {
            sql.bind(statement);
            statement.addBatch();
        }
        statement.executeBatch();
    }
}
