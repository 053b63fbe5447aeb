package io.syncbridge.connector.jdbc;

import static io.syncbridge.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncbridge.BesideOtherTests;
import io.syncbridge.component.Leases;
import io.syncbridge.connector.cdc.ChangeStreams;
import io.syncbridge.connector.cdc.RowChange;
import io.syncbridge.connector.cdc.StreamReader;
import io.syncbridge.connector.cdc.StreamSetup;
import io.syncbridge.connector.cdc.StreamState;
import io.syncbridge.connector.cdc.TableName;
import io.syncbridge.definition.Definitions;
import io.syncbridge.model.Operation;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What PostgreSQL's log tells of tables, and what becomes of it when something breaks. */
@BesideOtherTests
class StreamedTablesIT {

    private static final String SLOT = "syncbridge_crm";

    private static EmbeddedPostgres server;
    private static TestDatabase database;

    private final Map<String, Instance> claims = new ConcurrentHashMap<>();
    private Databases databases;
    private Instance one;

    /** An instance of the bridge. */
    private final class Instance implements Leases {

        private final ChangeStreams streams = new ChangeStreams(Map.of("crm", database), this);
        private final DefaultCamelContext camel = new DefaultCamelContext();
        private volatile boolean dead;

        Instance() {
            camel.addComponent("sync-jdbc", new SyncJdbcComponent(databases, new Definitions(List.of(), List.of()), streams));
            camel.start();
        }

        @Override
        public boolean claim(String name) {
            return !dead && claims.putIfAbsent(name, this) == null || claims.get(name) == this;
        }

        @Override
        public void release(String name) {
            claims.remove(name, this);
        }

        StreamedSync sync(String sync, String uri) throws Exception {
            var target = new StreamedSync(sync);
            route(target, uri);
            return target;
        }

        void route(StreamedSync target, String uri) throws Exception {
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from(uri).routeId(target.name.replace('/', '-')).errorHandler(noErrorHandler()).process(target);
                }
            });
        }

        StreamState state() {
            return streams.states().get(0);
        }

        void stop() {
            camel.stop();
            streams.close();
        }
    }

    @BeforeAll
    static void startServer() throws IOException {
        server = EmbeddedPostgres.builder().setServerConfig("wal_level", "logical").setServerConfig("max_prepared_transactions", "5").start();
        database = new TestDatabase(server.getJdbcUrl("postgres", "postgres"), Optional.empty(), Optional.empty());
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    @BeforeEach
    void start() {
        database.run("DROP TABLE IF EXISTS contacts, orders CASCADE", "CREATE TABLE contacts (id integer PRIMARY KEY, name text, note text)",
                "CREATE TABLE orders (id integer PRIMARY KEY, name text)");
        databases = new Databases(Map.of("crm", database), null, null);
        one = new Instance();
    }

    @AfterEach
    void stop() {
        one.stop();
        databases.close();
        database.run("SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots", "DROP PUBLICATION IF EXISTS " + SLOT);
    }

    @Test
    void whatHappensIsToldOnceWithTheRowsValues() throws Exception {
        StreamedSync contacts = streaming("contacts/crm", "sync-jdbc:crm/contacts?changes=cdc");

        database.run("INSERT INTO contacts VALUES (1, 'Ann', 'a')");
        database.run("UPDATE contacts SET name = 'Anna'");
        database.run("DELETE FROM contacts");

        await().untilAsserted(() -> assertThat(contacts.told()).contains("delete 1"));
        assertThat(contacts.scans).as("one for the beginning").hasValue(1);
        database.run("INSERT INTO contacts VALUES (2, 'Bob', NULL)");
        await().untilAsserted(() -> assertThat(contacts.last("2")).containsEntry("name", "Bob").containsEntry("note", null)
                .containsKey("@time").containsEntry("@operation", "create").isEqualTo(asPolled("contacts", "2", contacts.last("2"))));
    }

    @Test
    void valuesOfEveryKindAreAsByPolling() throws Exception {
        database.run("DROP TABLE IF EXISTS things", "DROP TYPE IF EXISTS mood", "DROP DOMAIN IF EXISTS short", "CREATE TYPE mood AS ENUM ('happy', 'sad')",
                "CREATE DOMAIN short AS varchar(5)", """
                CREATE TABLE things (id integer PRIMARY KEY, mood mood, short short, doc json, docb jsonb, code char(5), at timestamp, exact timestamptz,
                  on_day date, daily time, zoned timetz, ratio real, share double precision, amount numeric, price numeric(10,2), big bigint, small smallint,
                  flag boolean, host inet, photo bytea, tags text[], numbers int[], days date[], span interval, cash money, range int4range, mark uuid, bits bit(3), long text)""");
        StreamedSync things = streaming("things/crm", "sync-jdbc:crm/things?changes=cdc&zone=Europe/Berlin");

        database.run("""
                INSERT INTO things VALUES (1, 'sad', 'ab', '{"b": 1.50, "a": [true, null]}', '{"b": 1.50, "a": "x"}', 'ab', '2024-07-01 10:00:00.123456',
                  '2024-07-01 10:00:00.5+02', '2024-02-29', '23:59:59.5', '10:00+02', 0.1, 0.2, 100.00, 7.50, 9223372036854775807, -7, true, '10.0.0.1', '\\x00ff',
                  '{a,"b c",NULL}', '{1,2}', '{2024-01-01}', '1 day 2 hours', '12.50', '[1,5)', '3f333df6-90a4-4fda-8dd3-9485d27cee36', '101', 'text'),
                (2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)""",
                "INSERT INTO things (id, amount, at, exact, on_day, daily, ratio, share) VALUES (3, 'NaN', 'infinity', '-infinity', 'infinity', '24:00', 'NaN', 'Infinity'),"
                        + " (4, 1e30, '0044-03-15 10:00 BC', '20000-01-01', '0044-03-15 BC', '00:00', 1e30, 1e-300), (5, 1e-20, '0001-01-01', '9999-12-31', '0001-01-01', '12:00', 0, 0)");

        await().untilAsserted(() -> assertThat(things.reports).hasSize(5));
        for (int id = 1; id <= 5; id++) {
            Map<String, Object> told = things.last("" + id);
            assertThat(told).as("thing %d", id).isEqualTo(asPolled("things", "" + id, told, "Europe/Berlin"));
        }
    }

    @Test
    void aBatchThatWasStoredAndNotConfirmedComesAgainAndOneThatWasNotIsNotSkipped() throws Exception {
        StreamedSync contacts = streaming("contacts/crm", "sync-jdbc:crm/contacts?changes=cdc");
        contacts.failuresBefore.set(1);
        database.run("INSERT INTO contacts VALUES (1, 'Ann')");
        await().untilAsserted(() -> assertThat(contacts.told()).containsExactly("create 1"));

        contacts.failuresAfter.set(1);
        database.run("INSERT INTO contacts VALUES (2, 'Bob')");
        await().untilAsserted(() -> assertThat(contacts.told().stream().filter("create 2"::equals)).hasSize(2));
        assertThat(contacts.scans).as("nothing was missed").hasValue(1);
    }

    @Test
    void aConnectionThatIsCutIsMadeAgainAndNothingIsMissed() throws Exception {
        StreamedSync contacts = streaming("contacts/crm", "sync-jdbc:crm/contacts?changes=cdc");

        for (int i = 0; i < 60; i++) {
            database.run("INSERT INTO contacts VALUES (" + i + ", 'c')");
            if (i == 20 || i == 40) {
                database.run("SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE active_pid IS NOT NULL");
            }
        }

        await().untilAsserted(() -> assertThat(Set.copyOf(contacts.told())).hasSize(60));
        assertThat(contacts.scans).hasValue(1);
    }

    @Test
    void aSlotThatIsGoneIsMadeAnewAndEverythingIsScanned() throws Exception {
        StreamedSync contacts = streaming("contacts/crm", "sync-jdbc:crm/contacts?changes=cdc");
        int polls = contacts.polls.get();

        database.run("""
                DO $$ BEGIN LOOP
                  PERFORM pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE active_pid IS NOT NULL;
                  BEGIN
                    PERFORM pg_drop_replication_slot('syncbridge_crm'); EXIT;
                  EXCEPTION WHEN object_in_use THEN PERFORM pg_sleep(0.01);
                  END;
                END LOOP; END $$""", "INSERT INTO contacts VALUES (1, 'missed')");

        await().untilAsserted(() -> assertThat(contacts.scans).hasValue(2));
        await().untilAsserted(() -> assertThat(contacts.polls.get()).isGreaterThan(polls));
        awaitStreaming(contacts);
        database.run("INSERT INTO contacts VALUES (2, 'told')");
        await().untilAsserted(() -> assertThat(contacts.told()).contains("create 2"));
    }

    @Test
    void aQuietTableBesideABusyOneHoldsNothingBack() throws Exception {
        StreamedSync contacts = streaming("contacts/crm", "sync-jdbc:crm/contacts?changes=cdc");

        database.run("CREATE TABLE IF NOT EXISTS busy AS SELECT generate_series(1, 20000) AS n", "UPDATE busy SET n = n + 1", "DROP TABLE busy");

        await().untilAsserted(() -> assertThat(one.state().slot()).hasValueSatisfying(slot -> assertThat(slot.getBehind()).isLessThan(100_000)));
        assertThat(one.state().problem()).isNull();
        assertThat(one.state().behindSeconds()).isLessThan(60);
        assertThat(contacts.reports).isEmpty();
    }

    @Test
    void aBigTransactionComesInParts() throws Exception {
        StreamedSync contacts = streaming("contacts/crm", "sync-jdbc:crm/contacts?changes=cdc");

        database.run("INSERT INTO contacts SELECT n, 'Contact ' || n FROM generate_series(1, 50000) AS n");

        await().untilAsserted(() -> assertThat(contacts.reports.size()).isEqualTo(50_000));
        assertThat(contacts.batches.get()).isGreaterThan(20);
        assertThat(contacts.last("50000")).containsEntry("name", "Contact 50000");
    }

    @Test
    void ownWritesAreNotToldAndWhatOthersDoIs() throws Exception {
        StreamedSync contacts = streaming("contacts/crm", "sync-jdbc:crm/contacts?changes=cdc");
        StreamedSync people = one.sync("people/crm", "sync-jdbc:crm/contacts?changes=cdc");
        await().untilAsserted(() -> assertThat(people.polls.get()).isPositive());
        database.run("CREATE SEQUENCE IF NOT EXISTS ids START 100", "ALTER TABLE contacts ALTER id SET DEFAULT nextval('ids')",
                "INSERT INTO contacts VALUES (1, 'Ann'), (2, 'Bob')", """
                CREATE OR REPLACE FUNCTION count_up() RETURNS trigger LANGUAGE plpgsql AS
                  $$ BEGIN IF NEW.id = 1 THEN UPDATE contacts SET note = 'Ann has changed' WHERE id = 2; END IF; RETURN NULL; END $$""",
                "CREATE TRIGGER count_up AFTER UPDATE ON contacts FOR EACH ROW EXECUTE FUNCTION count_up()");
        await().untilAsserted(() -> assertThat(people.told()).contains("create 1", "create 2"));
        await().untilAsserted(() -> assertThat(contacts.told()).contains("create 1", "create 2"));
        JdbcTable table = table("contacts", "UTC");

        table.write("contacts/crm", Operation.UPDATE, List.of(Map.of("@id", "1", "name", "Anna")));
        table.write("contacts/crm", Operation.CREATE, List.of(Map.of("name", "Counted")));
        table.write("contacts/crm", Operation.CREATE, List.of(Map.of("id", 7, "name", "Named")));
        table.write("contacts/crm", Operation.UPDATE, List.of(Map.of("@id", "7", "id", 8)));
        table.write("contacts/crm", Operation.DELETE, List.of(Map.of("@id", "8")));
        database.run("UPDATE contacts SET name = 'by hand' WHERE name = 'Counted'", "INSERT INTO contacts VALUES (9, 'last')");

        await().untilAsserted(() -> assertThat(contacts.told()).contains("create 9"));
        await().untilAsserted(() -> assertThat(people.told()).contains("create 9"));
        assertThat(contacts.told().stream().skip(2)).as("without its own").containsExactly("update 2", "update 100", "create 9");
        assertThat(contacts.last("100")).containsEntry("name", "by hand");
        assertThat(people.told()).as("another sync").contains("update 1", "update 2", "create 9").anyMatch(told -> told.endsWith(" 100"));
        assertThat(people.last("1")).containsEntry("name", "Anna");
    }

    @Test
    void ownWritesOfATransactionThatIsPreparedAreKnownToo() throws Exception {
        StreamedSync contacts = streaming("contacts/crm", "sync-jdbc:crm/contacts?changes=cdc");
        database.run("INSERT INTO contacts VALUES (1, 'Ann'), (2, 'Bob')");
        await().untilAsserted(() -> assertThat(contacts.told()).contains("create 2"));

        database.run("BEGIN; SELECT pg_logical_emit_message(true, 'syncbridge', '{\"writer\":\"contacts/crm\",\"table\":\"public.contacts\",\"ids\":[\"1\"],\"creates\":0}');"
                + " UPDATE contacts SET name = 'mine' WHERE id = 1; PREPARE TRANSACTION 'x'", "UPDATE contacts SET name = 'theirs' WHERE id = 2",
                "COMMIT PREPARED 'x'", "INSERT INTO contacts VALUES (3, 'Cid')");

        await().untilAsserted(() -> assertThat(contacts.told()).containsExactly("create 1", "create 2", "update 2", "create 3"));
    }

    @Test
    void aChangedKeyIsAMove() throws Exception {
        StreamedSync contacts = streaming("contacts/crm", "sync-jdbc:crm/contacts?changes=cdc");
        database.run("ALTER TABLE orders REPLICA IDENTITY FULL");
        StreamedSync orders = one.sync("orders/crm", "sync-jdbc:crm/orders?changes=cdc&key=name");
        await().untilAsserted(() -> assertThat(orders.polls.get()).isPositive());
        database.run("INSERT INTO contacts VALUES (1, 'Ann')", "INSERT INTO orders VALUES (1, 'a'), (5, 'e')");
        await().untilAsserted(() -> assertThat(contacts.told()).contains("create 1"));
        await().untilAsserted(() -> assertThat(orders.told()).contains("create e"));

        database.run("UPDATE contacts SET id = 2", "UPDATE orders SET name = 'b' WHERE name = 'a'", "UPDATE orders SET id = 6 WHERE id = 5");

        await().untilAsserted(() -> assertThat(contacts.told()).contains("update 2"));
        assertThat(contacts.last("2")).containsEntry("@formerId", "1").containsEntry("name", "Ann");
        assertThat(contacts.told()).doesNotContain("delete 1");
        await().untilAsserted(() -> assertThat(orders.told()).contains("update e"));
        assertThat(orders.last("b")).containsEntry("@formerId", "a");
        assertThat(orders.last("e")).containsEntry("id", 6L).doesNotContainKey("@formerId");
        assertThat(orders.told()).noneMatch(told -> told.startsWith("delete"));
    }

    @Test
    void partitionsAreOneTableAndARowThatGoesIntoAnotherIsNotDeleted() throws Exception {
        database.run("DROP TABLE IF EXISTS parts", "CREATE TABLE parts (id integer, region text, name text, PRIMARY KEY (region, id)) PARTITION BY LIST (region)",
                "CREATE TABLE parts_n PARTITION OF parts FOR VALUES IN ('n', 'm')", "CREATE TABLE parts_s PARTITION OF parts FOR VALUES IN ('s')");
        StreamedSync parts = streaming("parts/crm", "sync-jdbc:crm/parts?changes=cdc");
        StreamedSync names = one.sync("names/crm", "sync-jdbc:crm/parts?changes=cdc&columns=name");
        await().untilAsserted(() -> assertThat(names.polls.get()).isPositive());

        database.run("INSERT INTO parts VALUES (1, 'n', 'one'), (2, 'm', 'two')");
        await().untilAsserted(() -> assertThat(parts.told()).contains("create m|2"));
        database.run("UPDATE parts SET region = 's' WHERE id = 1",
                "UPDATE parts SET id = 3 WHERE id = 2", "UPDATE parts_s SET name = 'uno'");

        await().untilAsserted(() -> assertThat(parts.last("s|1")).containsEntry("name", "uno"));
        assertThat(parts.last("m|3")).containsEntry("@formerId", "m|2").containsEntry("name", "two");
        await().untilAsserted(() -> assertThat(names.last("s|1")).containsEntry("name", "uno"));
    }

    @Test
    void namesThatHaveToBeQuotedAre() throws Exception {
        database.run("DROP SCHEMA IF EXISTS \"Sales\" CASCADE", "CREATE SCHEMA \"Sales\"", "CREATE TABLE \"Sales\".\"Odd Orders\" (\"Order Id\" integer PRIMARY KEY, \"a\"\"b\" text)");
        StreamedSync odd = streaming("odd/crm", "sync-jdbc:crm/Sales.Odd%20Orders?changes=cdc");

        database.run("INSERT INTO \"Sales\".\"Odd Orders\" VALUES (1, 'x')");
        await().untilAsserted(() -> assertThat(odd.last("1")).containsEntry("a\"b", "x"));
        database.run("UPDATE \"Sales\".\"Odd Orders\" SET \"Order Id\" = 2");

        await().untilAsserted(() -> assertThat(odd.last("2")).containsEntry("a\"b", "x").containsEntry("@formerId", "1"));
    }

    @Test
    void aRouteThatFailsHoldsTheStreamUpAndNothingIsScanned() throws Exception {
        StreamedSync contacts = streaming("contacts/crm", "sync-jdbc:crm/contacts?changes=cdc");
        contacts.failuresBefore.set(3);

        database.run("INSERT INTO contacts VALUES (1, 'Ann')");

        await().untilAsserted(() -> assertThat(contacts.told()).containsExactly("create 1"));
        assertThat(contacts.scans).hasValue(1);
        assertThat(one.state().stopped()).isEmpty();
    }

    @Test
    void aTruncatedTableIsScannedAndNoOtherIs() throws Exception {
        StreamedSync contacts = streaming("contacts/crm", "sync-jdbc:crm/contacts?changes=cdc");
        StreamedSync orders = one.sync("orders/crm", "sync-jdbc:crm/orders?changes=cdc");
        await().untilAsserted(() -> assertThat(orders.polls.get()).isPositive());

        database.run("INSERT INTO contacts VALUES (1, 'Ann')", "TRUNCATE contacts", "INSERT INTO contacts VALUES (2, 'Bob')", "INSERT INTO orders VALUES (1, 'a')");

        await().untilAsserted(() -> assertThat(orders.told()).contains("create 1"));
        await().untilAsserted(() -> assertThat(contacts.told()).containsExactly("create 1", "create 2"));
        assertThat(contacts.scans).hasValue(2);
        assertThat(orders.scans).hasValue(1);
    }

    @Test
    void columnsThatComeAndGoAreFollowed() throws Exception {
        StreamedSync contacts = streaming("contacts/crm", "sync-jdbc:crm/contacts?changes=cdc");
        database.run("INSERT INTO contacts VALUES (1, 'Ann')");
        await().untilAsserted(() -> assertThat(contacts.told()).contains("create 1"));

        database.run("ALTER TABLE contacts ADD COLUMN phone text DEFAULT '0'", "ALTER TABLE contacts ALTER phone DROP DEFAULT", "UPDATE contacts SET name = 'Anna'");
        await().untilAsserted(() -> assertThat(contacts.last("1")).containsEntry("name", "Anna").containsEntry("phone", "0"));
        database.run("ALTER TABLE contacts ALTER COLUMN phone TYPE integer USING phone::integer", "UPDATE contacts SET phone = 5");
        await().untilAsserted(() -> assertThat(contacts.last("1")).containsEntry("phone", 5L));
        database.run("ALTER TABLE contacts DROP COLUMN note", "UPDATE contacts SET name = 'Ann'");
        await().untilAsserted(() -> assertThat(contacts.last("1")).containsEntry("name", "Ann").doesNotContainKey("note"));
    }

    @Test
    void whatTheLogLeavesOutIsRead() throws Exception {
        database.run("ALTER TABLE contacts ALTER note SET STORAGE EXTERNAL", "ALTER TABLE contacts ADD COLUMN doc jsonb", "ALTER TABLE contacts ALTER doc SET STORAGE EXTERNAL");
        StreamedSync contacts = streaming("contacts/crm", "sync-jdbc:crm/contacts?changes=cdc");
        database.run("INSERT INTO contacts VALUES (1, 'Ann', repeat('long', 5000), jsonb_build_object('a', repeat('deep', 5000)))");
        await().untilAsserted(() -> assertThat(contacts.told()).contains("create 1"));

        database.run("UPDATE contacts SET name = 'Anna'");

        await().untilAsserted(() -> assertThat(contacts.told()).contains("update 1"));
        assertThat(contacts.last("1")).isEqualTo(asPolled("contacts", "1", contacts.last("1"))).containsEntry("note", "long".repeat(5000));
    }

    @Test
    void aRowThatLeavesTheFilterIsDeletedAndAnUpdateOfOtherColumnsIsNotTold() throws Exception {
        database.run("ALTER TABLE contacts REPLICA IDENTITY FULL");
        StreamedSync contacts = streaming("contacts/crm", "sync-jdbc:crm/contacts?changes=cdc&filter=RAW(name <> 'hidden')&columns=id,name");
        database.run("INSERT INTO contacts VALUES (1, 'Ann'), (2, 'hidden'), (3, 'Cid')", "UPDATE contacts SET note = 'n' WHERE id = 3", "UPDATE contacts SET name = 'hidden' WHERE id = 1");
        await().untilAsserted(() -> assertThat(contacts.told()).contains("delete 1"));
        assertThat(contacts.told()).doesNotContain("create 2", "update 3");
    }

    @Test
    void tablesThatCannotBeStreamedAreRefusedWithTheCure() {
        database.run("DROP VIEW IF EXISTS shown", "DROP TABLE IF EXISTS nameless, unlogged", "CREATE TABLE nameless (id integer, name text NOT NULL)",
                "CREATE UNLOGGED TABLE unlogged (id integer PRIMARY KEY)", "CREATE VIEW shown AS SELECT * FROM contacts");
        assertThatThrownBy(() -> one.sync("a/crm", "sync-jdbc:crm/nameless?changes=cdc")).rootCause().hasMessageContaining("has no primary key: set the option key");
        assertThatThrownBy(() -> one.sync("b/crm", "sync-jdbc:crm/nameless?changes=cdc&key=name")).hasMessageContaining("REPLICA IDENTITY FULL");
        assertThatThrownBy(() -> one.sync("c/crm", "sync-jdbc:crm/contacts?changes=cdc&key=name")).hasMessageContaining("which is not the key name")
                .hasMessageContaining("REPLICA IDENTITY FULL");
        assertThatThrownBy(() -> one.sync("d/crm", "sync-jdbc:crm/unlogged?changes=cdc")).hasMessageContaining("SET LOGGED");
        assertThatThrownBy(() -> one.sync("e/crm", "sync-jdbc:crm/shown?changes=cdc&key=id")).hasMessageContaining("is no table");
        database.run("DROP VIEW shown", "UPDATE nameless SET name = 'still writable'");
    }

    @Test
    void oneInstanceStreamsAndAnotherTakesOverWhenItIsGone() throws Exception {
        StreamedSync contacts = streaming("contacts/crm", "sync-jdbc:crm/contacts?changes=cdc");
        var two = new Instance();
        try {
            two.route(contacts, "sync-jdbc:crm/contacts?changes=cdc");
            await().untilAsserted(() -> assertThat(two.state().status()).isEqualTo(StreamState.Status.STANDBY));
            database.run("INSERT INTO contacts VALUES (1, 'Ann')");
            await().untilAsserted(() -> assertThat(contacts.told()).contains("create 1"));

            one.dead = true;
            claims.clear();

            await().untilAsserted(() -> assertThat(two.state().status()).isEqualTo(StreamState.Status.STREAMING));
            database.run("INSERT INTO contacts VALUES (2, 'Bob')");
            await().untilAsserted(() -> assertThat(contacts.told()).contains("create 2"));
            assertThat(contacts.scans).hasValue(1);
        } finally {
            two.stop();
        }
    }

    @Test
    void aTableThatIsAddedIsPublishedAndOneThatWasAwayIsScanned() throws Exception {
        StreamedSync contacts = streaming("contacts/crm", "sync-jdbc:crm/contacts?changes=cdc");
        StreamedSync orders = one.sync("orders/crm", "sync-jdbc:crm/orders?changes=cdc");
        await().untilAsserted(() -> assertThat(orders.polls.get()).isPositive());
        database.run("INSERT INTO orders VALUES (1, 'a')", "INSERT INTO contacts VALUES (1, 'Ann')");
        await().untilAsserted(() -> assertThat(orders.told()).containsExactly("create 1"));
        await().untilAsserted(() -> assertThat(contacts.told()).containsExactly("create 1"));
        assertThat(contacts.scans).hasValue(1);

        one.camel.getRouteController().stopRoute("orders-crm");
        await().untilAsserted(() -> assertThat(published()).doesNotContain("orders"));
        database.run("INSERT INTO orders VALUES (2, 'b')", "INSERT INTO contacts VALUES (2, 'Bob')");
        await().untilAsserted(() -> assertThat(contacts.told()).contains("create 2"));
        one.camel.getRouteController().startRoute("orders-crm");

        await().untilAsserted(() -> assertThat(orders.scans).hasValue(2));
        assertThat(contacts.scans).hasValue(1);
    }

    @Test
    void aTableThatIsGoneStopsOnlyItsOwnReaderUntilItIsThereAgain() throws Exception {
        StreamedSync contacts = streaming("contacts/crm", "sync-jdbc:crm/contacts?changes=cdc");
        StreamedSync orders = one.sync("orders/crm", "sync-jdbc:crm/orders?changes=cdc");
        await().untilAsserted(() -> assertThat(orders.polls.get()).isPositive());

        database.run("DROP TABLE orders");
        one.camel.getRouteController().stopRoute("contacts-crm");
        one.camel.getRouteController().startRoute("contacts-crm");

        await().untilAsserted(() -> assertThat(one.state().stopped().get("orders-crm")).contains("there is no table `orders`"));
        database.run("INSERT INTO contacts VALUES (1, 'Ann')");
        await().untilAsserted(() -> assertThat(contacts.told()).contains("create 1"));

        database.run("CREATE TABLE orders (id integer PRIMARY KEY, name text)");
        await().untilAsserted(() -> assertThat(orders.scans).hasValue(2));
        await().untilAsserted(() -> assertThat(one.state().stopped()).isEmpty());
    }

    @Test
    void aTableWaitsForWhoWasWritingToItBeforeItWasPublished() throws Exception {
        streaming("contacts/crm", "sync-jdbc:crm/contacts?changes=cdc");
        try (var connection = database.connect(); var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("INSERT INTO orders VALUES (1, 'early')");
            StreamedSync orders = one.sync("orders/crm", "sync-jdbc:crm/orders?changes=cdc");
            await().untilAsserted(() -> assertThat(published()).contains("orders"));
            assertThat(orders.scans).as("it might not find what is being written").hasValue(0);

            connection.commit();

            await().untilAsserted(() -> assertThat(orders.scans).hasValue(1));
        }
    }

    @Test
    void aSlotThatKeepsTooMuchIsToldUntilItCatchesUp() throws Exception {
        StreamedSync contacts = streaming("contacts/crm", "sync-jdbc:crm/contacts?changes=cdc");
        contacts.failuresBefore.set(Integer.MAX_VALUE);
        database.run("INSERT INTO contacts VALUES (1, 'Ann')");

        database.run("SELECT pg_logical_emit_message(false, 'filler', repeat('x', 1000000)) FROM generate_series(1, 40)");
        await().untilAsserted(() -> assertThat(one.state().problems().get("crm")).contains("the store is away").contains("keeps").contains("syncbridge_crm"));

        contacts.failuresBefore.set(0);
        await().untilAsserted(() -> assertThat(contacts.told()).containsExactly("create 1"));
        await().untilAsserted(() -> assertThat(one.state().problems()).isEmpty());
        assertThat(contacts.scans).hasValue(1);
    }

    @Test
    void whatADatabaseNeedsIsPrintedMadeShownAndRemoved() throws Exception {
        database.run("DROP ROLE IF EXISTS modest", "CREATE ROLE modest LOGIN");
        var modest = new StreamSetup(Map.of("crm", new TestDatabase(database.url().replaceFirst("user=\\w+", "user=modest"), Optional.of("modest"), Optional.empty())));
        assertThat(modest.script("crm", List.of("contacts", "public.orders"))).contains("-- wal_level is logical", "ALTER ROLE \"modest\" REPLICATION",
                "GRANT SELECT, INSERT, UPDATE, DELETE ON \"public\".\"orders\" TO \"modest\"",
                "CREATE PUBLICATION \"syncbridge_crm\" FOR TABLE \"public\".\"contacts\", \"public\".\"orders\" WITH (publish_via_partition_root = true)",
                "SELECT pg_create_logical_replication_slot('syncbridge_crm', 'pgoutput')");
        assertThatThrownBy(() -> modest.install("crm", List.of("contacts"))).hasMessageContaining("permission denied");

        var setup = new StreamSetup(Map.of("crm", database));
        setup.install("crm", List.of("contacts"));
        setup.install("crm", List.of("orders"));
        assertThat(setup.find("crm").published()).hasToString("[public.contacts, public.orders]");
        assertThat(setup.find("crm").slots()).singleElement().satisfies(slot -> assertThat(slot.activePid()).isNull());
        assertThat(one.streams.left()).singleElement().satisfies(state -> assertThat(state.problem()).contains("bridge cdc drop crm"));

        StreamedSync contacts = streaming("contacts/crm", "sync-jdbc:crm/contacts?changes=cdc");
        assertThat(one.streams.left()).isEmpty();
        assertThatThrownBy(() -> setup.drop("crm", SLOT)).hasMessageContaining("is being read");
        one.camel.getRouteController().stopRoute("contacts-crm");
        await().untilAsserted(() -> assertThat(setup.find("crm").slots().get(0).activePid()).isNull());

        assertThat(setup.drop("crm", SLOT)).isPresent();
        assertThat(setup.find("crm").slots()).isEmpty();
        assertThat(setup.find("crm").published()).isEmpty();
    }

    @Test
    void anAccountThatMayTooLittleIsToldWhatToDo() throws Exception {
        database.run("DROP ROLE IF EXISTS poor", "CREATE ROLE poor LOGIN", "GRANT SELECT ON contacts TO poor");
        var streams = new ChangeStreams(Map.of("crm", new TestDatabase(database.url().replaceFirst("user=\\w+", "user=poor"), Optional.of("poor"), Optional.empty())), one);
        streams.join("crm", new StreamReader() {

            @Override
            public String name() {
                return "contacts";
            }

            @Override
            public TableName table(java.sql.Connection connection) {
                return new TableName("public", "contacts");
            }

            @Override
            public Optional<String> position() {
                return Optional.empty();
            }

            @Override
            public void take(List<RowChange> changes, String position) {
            }

            @Override
            public void scanAnew(String position) {
            }

            @Override
            public void poll() {
            }
        });
        try {
            await().untilAsserted(() -> assertThat(streams.states().get(0).problem()).contains("lacks `public.contacts`").contains("bridge cdc install"));
        } finally {
            streams.close();
            database.run("DROP OWNED BY poor", "DROP ROLE poor");
        }
    }

    private static List<String> published() throws Exception {
        try (var connection = database.connect(); var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT tablename FROM pg_publication_tables")) {
            List<String> tables = new ArrayList<>();
            while (row.next()) {
                tables.add(row.getString(1));
            }
            return tables;
        }
    }

    private JdbcTable table(String name, String zone) throws Exception {
        return JdbcTable.open(databases.get("crm"), new TableSettings(name, List.of(), null, List.of(), null, ZoneId.of(zone)), ChangesMode.CDC,
                Duration.ZERO, true, LocalTransaction::run, JdbcTable.KnownLog.NOTHING);
    }

    private Map<String, Object> asPolled(String table, String id, Map<String, Object> told) throws Exception {
        return asPolled(table, id, told, "UTC");
    }

    /** Returns the record as it is read, with the operation and time that were told. */
    private Map<String, Object> asPolled(String table, String id, Map<String, Object> told, String zone) throws Exception {
        Map<String, Object> polled = new LinkedHashMap<>(table(table, zone).read(List.of(id)).get(0));
        polled.put("@operation", told.get("@operation"));
        polled.put("@time", told.get("@time"));
        return polled;
    }

    private StreamedSync streaming(String sync, String uri) throws Exception {
        StreamedSync target = one.sync(sync, uri);
        awaitStreaming(target);
        return target;
    }

    private void awaitStreaming(StreamedSync target) {
        await().untilAsserted(() -> {
            assertThat(one.state().status()).as(() -> one.state().toString()).isEqualTo(StreamState.Status.STREAMING);
            assertThat(target.polls.get()).isPositive();
        });
    }
}
