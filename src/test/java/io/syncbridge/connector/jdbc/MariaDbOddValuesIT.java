package io.syncbridge.connector.jdbc;

import java.util.List;

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
}
