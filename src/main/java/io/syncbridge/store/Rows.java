package io.syncbridge.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** What goes in and out of columns: times, of which the store keeps microseconds, and texts. */
final class Rows {

    private Rows() {
    }

    static OffsetDateTime time(Instant instant) {
        return instant == null ? null : instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    /** A system's own words may hold the character NUL, which PostgreSQL refuses. */
    static String words(String text) {
        return text == null ? null : text.replace('\u0000', '\uFFFD');
    }

    static Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
