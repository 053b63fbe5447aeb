package io.syncbridge.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import org.jdbi.v3.core.Jdbi;

/** A real PostgreSQL server that waits for its disk at every commit. */
final class Servers implements AutoCloseable {

    static final String USER = "postgres";

    private final EmbeddedPostgres server;

    Servers() throws IOException {
        server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on").setServerConfig("synchronous_commit", "on").setServerConfig("wal_level", "logical")
                .setServerConfig("max_connections", "200").setServerConfig("shared_buffers", "512MB")
                .setServerConfig("max_wal_size", "4GB").setServerConfig("shared_preload_libraries", "pg_stat_statements")
                .setServerConfig("pg_stat_statements.track_utility", "off").start();
    }

    /** Creates an empty database in the place of one with that name. */
    Jdbi create(String database) {
        on("postgres").useHandle(handle -> {
            handle.execute("drop database if exists " + database + " with (force)");
            handle.execute("create database " + database);
        });
        return on(database);
    }

    Jdbi on(String database) {
        return Jdbi.create(url(database), USER, "");
    }

    String url(String database) {
        return "jdbc:postgresql://localhost:" + server.getPort() + "/" + database;
    }

    int port() {
        return server.getPort();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
