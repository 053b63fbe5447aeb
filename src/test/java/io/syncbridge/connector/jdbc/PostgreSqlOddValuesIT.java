package io.syncbridge.connector.jdbc;

import java.util.List;

class PostgreSqlOddValuesIT extends OddValuesContract {

    @Override
    TestDatabase database() {
        return TestServers.postgreSql();
    }

    @Override
    String generatedKey() {
        return "INTEGER";
    }
    @Override
    String json() {
        return "jsonb";
    }

    @Override
    String texts() {
        return "text[]";
    }

    @Override
    String numbers() {
        return "int[]";
    }

    @Override
    List<List<String>> unreadable() {
        return List.of(List.of("amount", "numeric", "'NaN'"), List.of("endless", "numeric", "'Infinity'"), List.of("ratio", "real", "'NaN'"),
                List.of("share", "double precision", "'-Infinity'"), List.of("ever", "date", "'infinity'"), List.of("caesar", "date", "'0044-03-15 BC'"),
                List.of("late", "date", "'12345-01-01'"), List.of("moment", "timestamptz", "'infinity'"), List.of("past", "timestamp", "'-infinity'"),
                List.of("midnight", "time", "'24:00'"), List.of("doc", "json", "'1e99999'"));
    }

    @Override
    String bytes() {
        return "bytea";
    }
}
