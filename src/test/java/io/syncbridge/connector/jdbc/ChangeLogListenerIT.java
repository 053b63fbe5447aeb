package io.syncbridge.connector.jdbc;

import static io.syncbridge.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;

import io.syncbridge.definition.Definitions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChangeLogListenerIT {

    private static final String LISTENERS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'";

    private static EmbeddedPostgres server;
    private static TestDatabase database;

    private final AtomicInteger wakes = new AtomicInteger();
    private DefaultCamelContext camel;
    private Databases databases;

    @BeforeAll
    static void startServer() throws IOException {
        server = EmbeddedPostgres.builder().start();
        database = new TestDatabase(server.getJdbcUrl("postgres", "postgres"), Optional.empty(), Optional.empty());
        database.run("CREATE TABLE contacts (id integer PRIMARY KEY, name text)");
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    @BeforeEach
    void start() {
        database.run("TRUNCATE contacts");
        databases = new Databases(Map.of("crm", database), null, null);
        camel = new DefaultCamelContext();
        camel.addComponent("sync-jdbc", new SyncJdbcComponent(databases, new Definitions(List.of(), List.of()), null));
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
        databases.close();
    }

    @Test
    void aChangeWakesTheRouteAndAnOwnWriteDoesNot() throws Exception {
        route("sync-jdbc:crm/contacts?changes=log&install=true");
        await().untilAtomic(wakes, is(1));

        database.run("BEGIN; SELECT set_config('syncbridge.writing', '1', true); INSERT INTO contacts VALUES (1, 'mine'); COMMIT");
        database.run("BEGIN; INSERT INTO contacts VALUES (2, 'a'); INSERT INTO contacts VALUES (3, 'b'); COMMIT");

        await().untilAtomic(wakes, is(2));
        database.run("DELETE FROM contacts");
        await().untilAtomic(wakes, is(3));
    }

    @Test
    void aLostConnectionIsMadeAnewAndWhatWasMissedIsLookedFor() throws Exception {
        route("sync-jdbc:crm/contacts?changes=log&install=true");
        await().untilAtomic(wakes, is(1));

        database.run(LISTENERS);

        await().untilAtomic(wakes, greaterThanOrEqualTo(2));
        int before = wakes.get();
        database.run("INSERT INTO contacts VALUES (4, 'd')");
        await().untilAtomic(wakes, greaterThan(before));
    }

    @Test
    void stoppingEndsTheListenerAndItsConnection() throws Exception {
        route("sync-jdbc:crm/contacts?changes=log&install=true");
        await().untilAtomic(wakes, is(1));

        camel.stop();

        await().untilAsserted(() -> assertThat(listeners()).isZero());
    }

    @Test
    void aTableWithoutALogCannotWake() {
        assertThatThrownBy(() -> route("sync-jdbc:crm/contacts"))
                .hasMessageContaining("changes=log and PostgreSQL").hasMessageContaining("timer:");
    }

    private void route(String uri) throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).process(exchange -> {
                    assertThat(exchange.getMessage().getBody()).isNull();
                    wakes.incrementAndGet();
                });
            }
        });
    }

    private static long listeners() throws Exception {
        try (var connection = database.connect(); var statement = connection.createStatement();
                var result = statement.executeQuery("SELECT COUNT(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'")) {
            result.next();
            return result.getLong(1);
        }
    }
}
