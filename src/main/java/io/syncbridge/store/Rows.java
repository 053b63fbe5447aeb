package io.syncbridge.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** What the tables have in common: times, of which the store keeps microseconds, texts, claims and the end of old rows. */
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

    static boolean isPostgreSql(Handle handle) {
        try {
            return handle.getConnection().getMetaData().getDatabaseProductName().equals("PostgreSQL");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Returns what joins each of the rows named {@code given} with the rows of a table by a look into an index. PostgreSQL
     * plans any other join by its statistics and keeps the plan: one made while the table was empty reads all of it for each
     * batch of a first load. The {@code OFFSET} keeps it from making another join of this one.
     */
    static String each(Handle handle, String table, String condition) {
        return isPostgreSql(handle) ? " CROSS JOIN LATERAL (SELECT * FROM %1$s WHERE %2$s OFFSET 0) AS %1$s ".formatted(table, condition)
                : " JOIN %s ON %s ".formatted(table, condition);
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

    /**
     * Claims what the row of a table with {@code owner} and {@code owned_until} stands for, or renews the claim; makes the row where there
     * is none.
     *
     * @param column holds the name of what is claimed
     * @return whether it is the owner's; it is nobody else's until {@code lease} is over or it is released
     */
    static boolean claim(Jdbi jdbi, String table, String column, String name, String owner, Instant now, Duration lease) {
        return jdbi.withHandle(handle -> {
            int renewed = handle.createUpdate("UPDATE " + table + " SET owner = :owner, owned_until = :until WHERE " + column
                    + " = :name AND (owner IS NULL OR owner = :owner OR owned_until < :now)")
                    .bind("name", name).bind("owner", owner).bind("until", time(now.plus(lease))).bind("now", time(now)).execute();
            return renewed == 1 || handle.createUpdate("INSERT INTO " + table + " (" + column
                    + ", owner, owned_until) VALUES (:name, :owner, :until) ON CONFLICT DO NOTHING")
                    .bind("name", name).bind("owner", owner).bind("until", time(now.plus(lease))).execute() == 1;
        });
    }

    static Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
