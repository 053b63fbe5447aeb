package io.syncbridge.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.mapping.Filter;
import io.syncbridge.model.Operation;
import io.syncbridge.model.Unreadable;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgreSqlTypesIT {

    private static EmbeddedPostgres server;
    private static TestDatabase database;
    private static Databases databases;

    @BeforeAll
    static void startServer() throws IOException {
        server = EmbeddedPostgres.builder().start();
        database = new TestDatabase(server.getJdbcUrl("postgres", "postgres"), Optional.empty(), Optional.empty());
        databases = new Databases(Map.of("crm", database), null, null);
    }

    @AfterAll
    static void stopServer() throws IOException {
        databases.close();
        server.close();
    }

    @Test
    void valuesOfEveryKindComeBackAsTheyWereWritten() throws SQLException {
        database.run("CREATE TYPE mood AS ENUM ('happy', 'sad')",
                "CREATE SCHEMA sales",
                """
                CREATE TABLE sales.thing (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), mood mood, doc json, code char(5),
                  at timestamp, on_day date, daily time, ratio real, share double precision, amount numeric, big bigint,
                  small smallint, flag boolean, host inet, photo bytea, tags text[])""");
        JdbcTable table = open("sales.thing", "Europe/Berlin");
        Map<String, Object> values = Map.ofEntries(Map.entry("mood", "sad"), Map.entry("doc", Map.of("a", List.of(1, true))),
                Map.entry("code", "ab"), Map.entry("at", "2024-07-01T10:00:00Z"), Map.entry("on_day", "2024-02-29"),
                Map.entry("daily", "23:59:59"), Map.entry("ratio", 0.1), Map.entry("share", "0.2"), Map.entry("amount", "100.00"),
                Map.entry("big", Long.MAX_VALUE), Map.entry("small", "7"), Map.entry("flag", "true"), Map.entry("host", "10.0.0.1"));

        Map<String, Object> created = table.write("sync/crm", Operation.CREATE, List.of(values)).get(0);

        assertThat(created).containsEntry("@status", "written").containsEntry("mood", "sad")
                .containsEntry("doc", Map.of("a", List.of(1, true))).containsEntry("code", "ab")
                .containsEntry("at", "2024-07-01T12:00+02:00").containsEntry("on_day", "2024-02-29").containsEntry("daily", "23:59:59")
                .containsEntry("big", Long.MAX_VALUE).containsEntry("small", 7L).containsEntry("flag", true)
                .containsEntry("host", "10.0.0.1").doesNotContainKey("photo").containsEntry("tags", null);
        assertThat(List.of(created.get("ratio"), created.get("share"), created.get("amount"))).hasToString("[0.1, 0.2, 100]");
        assertThat(UUID.fromString((String) created.get("@id"))).isNotNull();
        assertThat(table.find(List.of(Map.of("mood", "sad", "at", "2024-07-01T10:00:00Z")))).hasSize(1);
        assertThat(table.write("sync/crm", Operation.UPDATE, List.of(created)).get(0)).isEqualTo(created);
    }

    @Test
    void aValueThatNoRecordHoldsTheLikeOfStandsInItsRow() throws SQLException {
        database.run("CREATE TABLE odd (id integer PRIMARY KEY, amount numeric, on_day date, at timestamp, name text)",
                "INSERT INTO odd VALUES (1, 'NaN', 'infinity', '-infinity', 'Ann'), (2, 1.5, '2024-02-29', '2024-02-29 10:00', 'Bob')");

        List<Map<String, Object>> rows = open("odd", "UTC").changes(null, 10, Filter.ALL).records();

        assertThat(rows.get(0)).containsEntry("@id", "1").containsEntry("name", "Ann").doesNotContainKey("@problem")
                .hasEntrySatisfying("amount", value -> assertThat(((Unreadable) value).raw()).isEqualTo("NaN"))
                .hasEntrySatisfying("on_day", value -> assertThat(value).isInstanceOf(Unreadable.class))
                .hasEntrySatisfying("at", value -> assertThat(value).isInstanceOf(Unreadable.class));
        assertThat(rows.get(1)).containsEntry("name", "Bob").containsEntry("on_day", "2024-02-29");
    }

    @Test
    void aModifiedTimeThatCannotBeReadIsAProblemOfItsRowAndTheRoundsGoOn() throws SQLException {
        database.run("CREATE TABLE stamped (id integer PRIMARY KEY, changed timestamptz DEFAULT clock_timestamp())",
                "INSERT INTO stamped VALUES (1, clock_timestamp()), (2, 'infinity')");
        var settings = new TableSettings("stamped", List.of(), "changed", List.of(), null, null);
        JdbcTable table = JdbcTable.open(databases.get("crm"), settings, ChangesMode.MODIFIED, Duration.ZERO, true, LocalTransaction::run,
                JdbcTable.KnownLog.NOTHING);
        String cursor = table.changes(null, 1, Filter.ALL).cursor().text();
        cursor = table.changes(cursor, 1, Filter.ALL).cursor().text();
        database.run("INSERT INTO stamped VALUES (3, clock_timestamp()), (4, clock_timestamp()), (5, '-infinity'), (6, 'infinity')");

        var seen = new TreeMap<String, Object>();
        for (int i = 0; i < 8; i++) {
            ChangePage page = table.changes(cursor, 1, Filter.ALL);
            page.records().forEach(row -> seen.put((String) row.get("@id"), row.getOrDefault("@problem", "fine")));
            cursor = page.cursor().text();
        }

        assertThat(seen).containsEntry("3", "fine").containsEntry("4", "fine");
        assertThat(seen.get("5")).asString().contains("-infinity");
        assertThat(seen.get("6")).asString().contains("infinity");
        database.run("INSERT INTO stamped VALUES (7, clock_timestamp())");
        assertThat(table.changes(cursor, 10, Filter.ALL).records()).extracting(row -> row.get("@id")).contains("7");
    }

    @Test
    void aConstraintThatIsCheckedAtTheCommitSpoilsOnlyItsRecord() throws SQLException {
        database.run("CREATE TABLE parent (id integer PRIMARY KEY)", "INSERT INTO parent VALUES (1)",
                "CREATE TABLE child (id integer PRIMARY KEY, parent integer REFERENCES parent DEFERRABLE INITIALLY DEFERRED)");

        assertThat(open("child", "UTC").write("sync/crm", Operation.CREATE, List.of(
                Map.of("id", 1, "parent", 1), Map.of("id", 2, "parent", 99), Map.of("id", 3, "parent", 1))))
                .extracting(result -> result.get("@status")).containsExactly("written", "failed", "written");
    }

    @Test
    void aUniqueIndexOnAnExpressionNamesTheColumnsThatItIsMadeOf() throws SQLException {
        database.run("CREATE TABLE logins (id integer PRIMARY KEY, login text, tenant text, note text)",
                "CREATE UNIQUE INDEX ON logins (lower(login), coalesce(tenant, '')) WHERE note IS DISTINCT FROM 'old'",
                "INSERT INTO logins VALUES (1, 'Ann', 'x', NULL), (2, 'Bob', 'x', NULL)");

        assertThat(open("logins", "UTC").write("sync/crm", Operation.UPDATE, List.of(Map.of("@id", "2", "login", "ANN", "note", "n"))).get(0))
                .containsEntry("@kind", "unique").containsEntry("@fields", List.of("login"));
    }

    @Test
    void aTypeThatChangesWhileTheBridgeRunsIsWrittenAndReadAsItIsThen() throws SQLException {
        database.run("CREATE TYPE state AS ENUM ('new', 'done')", "CREATE TABLE tasks (id integer PRIMARY KEY, state state, title text)",
                "INSERT INTO tasks VALUES (1, 'new', 'a')");
        JdbcTable[] table = {open("tasks", "UTC")};
        for (int times = 0; times < 7; times++) {
            assertThat(table[0].read(List.of("1")).get(0)).containsEntry("state", "new");
            assertThat(write(table, "done")).containsEntry("state", "done");
            assertThat(write(table, "new")).containsEntry("state", "new");
        }
        assertThat(write(table, "paused")).containsEntry("@kind", "field").containsEntry("@fields", List.of("state"));

        database.run("ALTER TYPE state ADD VALUE 'paused'");
        assertThat(write(table, "paused")).containsEntry("state", "paused");
        database.run("ALTER TYPE state RENAME VALUE 'paused' TO 'waiting'");
        assertThat(table[0].read(List.of("1")).get(0)).containsEntry("state", "waiting");
        assertThat(write(table, "paused")).containsEntry("@fields", List.of("state"));
        database.run("ALTER TYPE state RENAME TO stage");
        assertThat(write(table, "done")).containsEntry("state", "done");
        database.run("ALTER TABLE tasks ALTER COLUMN state TYPE text");
        assertThat(write(table, "whatever")).containsEntry("state", "whatever");
        database.run("CREATE TYPE mark AS ENUM ('a', 'b')", "ALTER TABLE tasks ALTER COLUMN state TYPE mark USING 'a'");
        assertThat(write(table, "b")).containsEntry("state", "b");
        assertThat(table[0].find(List.of(Map.of("state", "b")))).hasSize(1);
        database.run("ALTER TABLE tasks ALTER COLUMN title TYPE integer USING 7");
        assertThat(write(table, "a")).containsEntry("title", 7L);
    }

    /** Writes as the endpoint does, which looks the table up anew where it is not what it was. */
    private static Map<String, Object> write(JdbcTable[] table, String state) throws SQLException {
        List<Map<String, Object>> writes = List.of(Map.of("@id", "1", "state", state));
        Map<String, Object> result = table[0].write("sync/crm", Operation.UPDATE, writes).get(0);
        if (Results.isOutdated(result)) {
            table[0] = open("tasks", "UTC");
            result = table[0].write("sync/crm", Operation.UPDATE, writes).get(0);
        }
        return result;
    }

    @Test
    void withinATransactionOfOthersATableThatHasChangedIsWrittenAllTheSame() throws Exception {
        database.run("CREATE TABLE joined (id integer PRIMARY KEY, amount integer, name text)", "INSERT INTO joined VALUES (1, 1, 'a'), (2, 2, 'b')");
        try (Connection connection = databases.get("crm").getConnection()) {
            var settings = new TableSettings("joined", List.of(), null, List.of(), null, ZoneId.of("UTC"));
            Table before = TableLookup.find(connection, settings);
            connection.setAutoCommit(false);
            for (int times = 0; times < 8; times++) {
                assertThat(joined(connection, before, "1", times)).containsEntry("@status", "written");
                connection.commit();
            }
            database.run("ALTER TABLE joined ALTER COLUMN amount TYPE text", "ALTER TABLE joined ADD COLUMN extra text");

            assertThat(joined(connection, before, "2", 5)).as("what was written before in the transaction stays").satisfies(result ->
                    assertThat(Results.isOutdated(result)).isTrue());
            Table after = TableLookup.find(connection, settings);
            assertThat(joined(connection, after, "1", 9)).containsEntry("@status", "written").containsEntry("amount", "9");
            assertThat(joined(connection, after, "2", 5)).containsEntry("@status", "written").containsEntry("amount", "5");
            connection.commit();
        }
    }

    private static Map<String, Object> joined(Connection connection, Table table, String id, int amount) {
        var writer = new TableWriter(sole(connection), table, false, OwnWrites.UNTOLD, new JoinedTransaction(table.dialect()));
        return writer.write(Operation.UPDATE, List.of(Map.of("@id", id, "amount", amount))).get(0);
    }

    /** Returns a source of nothing but this connection, which stays open. */
    private static DataSource sole(Connection connection) {
        Object open = Proxy.newProxyInstance(PostgreSqlTypesIT.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) ->
                method.getName().equals("close") ? null : passed(method, connection, arguments));
        return (DataSource) Proxy.newProxyInstance(PostgreSqlTypesIT.class.getClassLoader(), new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> open);
    }

    private static Object passed(Method method, Object target, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
    }

    @Test
    void applicationsNeedNoRightsOnTheLog() throws SQLException {
        database.run("CREATE TABLE orders (id integer PRIMARY KEY)", "CREATE ROLE app LOGIN", "GRANT ALL ON orders TO app");
        ChangeLog.install(databases.get("crm"), "orders", List.of());

        database.run("SET ROLE app; INSERT INTO orders VALUES (1)");

        database.run("DO $$ BEGIN ASSERT (SELECT COUNT(*) FROM orders_changes) = 1; END $$");
    }

    private static JdbcTable open(String table, String zone) throws SQLException {
        var settings = new TableSettings(table, List.of(), null, List.of(), null, ZoneId.of(zone));
        return JdbcTable.open(databases.get("crm"), settings, ChangesMode.HASH, Duration.ZERO, true, LocalTransaction::run, JdbcTable.KnownLog.NOTHING);
    }
}
