package io.syncbridge.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
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

    @Test
    void severalBitsAndPlacesAreRefused() throws SQLException {
        run("DROP TABLE IF EXISTS bits", "CREATE TABLE bits (id INTEGER PRIMARY KEY, one BIT(1), yes BOOLEAN, many BIT(8), place POINT)");
        JdbcTable table = table("bits", null);

        assertThat(table.mistake(mapped("one", "yes"), "b")).isEmpty();
        assertThat(table.mistake(mapped("many"), "b")).hasValueSatisfying(text -> assertThat(text).contains("no record can hold"));
        assertThat(table.mistake(mapped("place"), "b")).hasValueSatisfying(text -> assertThat(text).contains("no record can hold"));
    }
}
