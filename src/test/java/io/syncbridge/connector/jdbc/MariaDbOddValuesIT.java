package io.syncbridge.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.model.Operation;
import io.syncbridge.model.Unreadable;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MariaDbOddValuesIT extends OddValuesContract {

    @Override
    TestDatabase database() {
        return TestServers.mariaDb();
    }

    @Override
    String generatedKey() {
        return "INTEGER";
    }
    @Override
    String json() {
        return "JSON";
    }

    @Override
    String texts() {
        return null;
    }

    @Override
    String numbers() {
        return null;
    }

    @Override
    List<List<String>> unreadable() {
        return List.of(List.of("never", "DATE", "'0000-00-00'"), List.of("nowhen", "DATETIME", "'0000-00-00 00:00:00'"),
                List.of("partly", "DATE", "'2024-00-10'"), List.of("some", "DATETIME(3)", "'2024-01-00 10:00:00'"),
                List.of("flag", "TINYINT(1)", "2"), List.of("less", "BOOLEAN", "-1"));
    }

    @Override
    String lenient() {
        return "SET sql_mode = 'ALLOW_INVALID_DATES'";
    }

    /** Without strict mode the database makes something else of what it cannot hold, and says nothing. */
    @Test
    void whatAServerThatIsNotStrictMakesOfAValueIsShownOrUnreadable() throws SQLException {
        run("DROP TABLE IF EXISTS lax", "CREATE TABLE lax (id INTEGER PRIMARY KEY, name VARCHAR(3) NOT NULL, amount DECIMAL(3,1) NOT NULL, day DATE NOT NULL,"
                + " at DATETIME NOT NULL, yes BOOLEAN NOT NULL, kind ENUM('a', 'b') NOT NULL, note VARCHAR(9))");
        var lax = new TestDatabase(database().url() + "&sessionVariables=sql_mode=''", database().username(), database().password());
        var databases = new Databases(Map.of("lax", lax), null, null);
        try {
            JdbcTable table = JdbcTable.open(databases.get("lax"), new TableSettings("lax", List.of(), null, List.of(), null, null), ChangesMode.HASH,
                    Duration.ZERO, true, LocalTransaction::run, JdbcTable.KnownLog.NOTHING);
            List<Map<String, Object>> created = table.write("sync/crm", Operation.CREATE, List.of(Map.of("id", 1, "name", "Roberta", "amount", 1234, "kind", "z"), Map.of("id", 2)));
            assertThat(created.get(0)).containsEntry("@status", "written").containsEntry("name", "Rob").containsEntry("amount", new BigDecimal("99.9"))
                    .containsEntry("kind", "").hasEntrySatisfying("day", value -> assertThat(value).isInstanceOf(Unreadable.class))
                    .hasEntrySatisfying("at", value -> assertThat(value).isInstanceOf(Unreadable.class));

            var blank = new HashMap<String, Object>(Map.of("@id", "1", "note", "x"));
            List.of("amount", "day", "at", "yes", "kind").forEach(column -> blank.put(column, null));
            Map<String, Object> updated = table.write("sync/crm", Operation.UPDATE, List.of(blank)).get(0);
            assertThat(updated).as("what it holds is shown, so that nobody takes it for what was written").containsEntry("@status", "written")
                    .containsEntry("yes", false).containsEntry("kind", "").containsEntry("note", "x")
                    .hasEntrySatisfying("amount", value -> assertThat(value).hasToString("0"))
                    .hasEntrySatisfying("day", value -> assertThat(value).isInstanceOf(Unreadable.class));
        } finally {
            databases.close();
        }
    }

    @Test
    void anEnumThatChangesWhileTheBridgeRunsIsWrittenAsItIsThen() throws SQLException {
        run("DROP TABLE IF EXISTS kinds", "CREATE TABLE kinds (id INTEGER PRIMARY KEY, kind ENUM('a', 'b'))", "INSERT INTO kinds VALUES (1, 'a')");
        JdbcTable table = table("kinds", null);
        assertThat(table.write("sync/crm", Operation.UPDATE, List.of(Map.of("@id", "1", "kind", "c"))).get(0)).containsEntry("@kind", "field")
                .containsEntry("@fields", List.of("kind"));
        run("ALTER TABLE kinds MODIFY kind ENUM('c', 'a')");
        assertThat(table.write("sync/crm", Operation.UPDATE, List.of(Map.of("@id", "1", "kind", "c"))).get(0)).containsEntry("kind", "c");
        run("ALTER TABLE kinds MODIFY kind VARCHAR(9)");
        assertThat(table.write("sync/crm", Operation.UPDATE, List.of(Map.of("@id", "1", "kind", "any"))).get(0)).as("to be looked up again").matches(Results::isOutdated);
        assertThat(write("kinds", Operation.UPDATE, Map.of("@id", "1", "kind", "any")).get(0)).containsEntry("kind", "any");
    }

    @Test
    void severalBitsAndPlacesAreRefused() throws SQLException {
        run("DROP TABLE IF EXISTS bits", "CREATE TABLE bits (id INTEGER PRIMARY KEY, one BIT(1), yes BOOLEAN, many BIT(8), place POINT)");
        JdbcTable table = table("bits", null);

        assertThat(table.mistake(mapped("one", "yes"), "b")).isEmpty();
        assertThat(table.mistake(mapped("many"), "b")).hasValueSatisfying(text -> assertThat(text).contains("no record can hold"));
        assertThat(table.mistake(mapped("place"), "b")).hasValueSatisfying(text -> assertThat(text).contains("no record can hold"));
    }
}
