package io.syncbridge.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jdbi.v3.core.Jdbi;

/** What goes in and out of columns: times, of which the store keeps microseconds, and texts. */
final class Rows {

    /** How much of what is as large as its sender pleases is taken into memory together. */
    static final int BATCH_BYTES = 8_000_000;

    private static final int PART = 10_000;

    private Rows() {
    }

    static OffsetDateTime time(Instant instant) {
        return instant == null ? null : instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    /** A system's own words may hold the character NUL, which PostgreSQL refuses. */
    static String words(String text) {
        return text == null ? null : text.replace('\u0000', '\uFFFD');
    }

    /**
     * Deletes old rows a part at a time, so that no transaction is long.
     *
     * @param sql deletes at most {@code :part} rows older than {@code :before}
     * @return how many were deleted
     */
    static int deleteInParts(Jdbi jdbi, String sql, Instant before) {
        int deleted = 0;
        int part;
        do {
            part = jdbi.withHandle(handle -> handle.createUpdate(sql).bind("before", time(before)).bind("part", PART).execute());
            deleted += part;
        } while (part == PART);
        return deleted;
    }

    static Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
