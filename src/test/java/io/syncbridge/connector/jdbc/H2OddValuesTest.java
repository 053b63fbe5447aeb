package io.syncbridge.connector.jdbc;

import java.util.List;
import java.util.Locale;

class H2OddValuesTest extends OddValuesContract {

    @Override
    TestDatabase database() {
        return TestServers.h2();
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
        return "VARCHAR ARRAY";
    }

    @Override
    String numbers() {
        return "INTEGER ARRAY";
    }

    @Override
    List<List<String>> unreadable() {
        return List.of(List.of("amount", "DECFLOAT", "CAST('NaN' AS DECFLOAT)"), List.of("ratio", "REAL", "CAST('NaN' AS REAL)"),
                List.of("share", "DOUBLE PRECISION", "CAST('-Infinity' AS DOUBLE PRECISION)"), List.of("caesar", "DATE", "DATE '-0043-03-15'"),
                List.of("late", "TIMESTAMP WITH TIME ZONE", "TIMESTAMP WITH TIME ZONE '12345-01-01 00:00:00+00'"));
    }

    @Override
    String name(String lowerCase) {
        return lowerCase.toUpperCase(Locale.ROOT);
    }
}
