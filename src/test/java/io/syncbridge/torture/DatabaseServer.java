package io.syncbridge.torture;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import org.jdbi.v3.core.Jdbi;

/**
 * A real PostgreSQL server. People and the test come as {@code postgres}, the bridge as {@code bridge}: that tells their
 * deeds apart, and whose connections are cut.
 */
final class DatabaseServer implements AutoCloseable {

    static final String BRIDGE = "bridge";
    static final String PASSWORD = "torture";

    private final EmbeddedPostgres server;

    DatabaseServer() throws IOException {
        server = EmbeddedPostgres.builder().setServerConfig("max_connections", "300").setServerConfig("fsync", "off")
                .setServerConfig("max_prepared_transactions", "300").setServerConfig("wal_level", "logical").start();
        as("postgres").useHandle(handle -> handle.execute("create role " + BRIDGE + " login replication password '" + PASSWORD + "'"));
    }

    /** Creates an empty database that belongs to the bridge's role. */
    void create(String database) {
        as("postgres").useHandle(handle -> handle.execute("create database " + database + " owner " + BRIDGE));
        as(database).useHandle(handle -> handle.execute("alter schema public owner to " + BRIDGE));
    }

    String url(String database) {
        return "jdbc:postgresql://localhost:" + server.getPort() + "/" + database;
    }

    /** Comes to the database as its people do. */
    Jdbi as(String database) {
        return Jdbi.create(url(database), "postgres", "");
    }

    /** Returns how many transactions of all databases are prepared, and neither committed nor rolled back. */
    int prepared() {
        return as("postgres").withHandle(handle -> handle.createQuery("select count(*) from pg_prepared_xacts")
                .mapTo(int.class).one());
    }

    /** Returns how far the server's own log has come. */
    String position() {
        return as("postgres").withHandle(handle -> handle.createQuery("select cast(pg_current_wal_lsn() as text)").mapTo(String.class).one());
    }

    /** Says whether all who follow the server's log have come so far. */
    boolean isStreamed(String position) {
        return as("postgres").withHandle(handle -> handle.createQuery("select coalesce(bool_and(active and confirmed_flush_lsn >= cast(:position as pg_lsn)),"
                + " true) from pg_replication_slots").bind("position", position).mapTo(boolean.class).one());
    }

    /** Lets nobody in any more, and puts out who is there. */
    void close(String database) {
        as("postgres").useHandle(handle -> handle.execute("alter database " + database + " allow_connections false"));
        cut(database);
    }

    /** Lets everybody in again. */
    void reopen(String database) {
        as("postgres").useHandle(handle -> handle.execute("alter database " + database + " allow_connections true"));
    }

    /** Terminates the bridge's connections to a database; returns how many there were. */
    int cut(String database) {
        return as("postgres").withHandle(handle -> handle.createQuery(
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = :database and usename = :bridge")
                .bind("database", database).bind("bridge", BRIDGE).mapTo(boolean.class).list().size());
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
