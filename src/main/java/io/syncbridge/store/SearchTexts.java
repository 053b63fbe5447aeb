package io.syncbridge.store;

import io.syncbridge.reconcile.Base;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The values of things as they are searched; PostgreSQL has an index of their trigrams, where it may be made. */
@Singleton
public class SearchTexts {

    /** How long a search may take; what takes longer is given up. */
    public static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Logger LOG = Logger.getLogger(SearchTexts.class);
    private static final String NO_PLAN = " AND thing.sync NOT LIKE 'plan:%'";

    /** A search was given up, for it took too long. */
    public static final class TooLongException extends RuntimeException {

        private static final long serialVersionUID = 1;

        TooLongException(Throwable cause) {
            super("The search took longer than " + PATIENCE.toSeconds() + " seconds and was given up. Type more of the value.", cause);
        }
    }

    /** What is agreed of a thing. */
    public record Agreed(String sync, String syncId, Base base) {
    }

    /** @param secrets hashes of what is only found as a whole, a line each */
    public record Text(String sync, String syncId, String text, String secrets) {
    }

    /**
     * @param logId the row of the log up to which is known what has changed; {@code null} before the first time
     * @param syncId the thing that was looked at last in going through all
     * @param complete whether that was through once
     */
    public record Position(Long logId, String syncId, String sync, boolean complete) {
    }

    private final StoreDatabase database;

    public SearchTexts(StoreDatabase database) {
        this.database = database;
    }

    /** Makes the index of trigrams, where the store is a PostgreSQL that has them and lets them be used. */
    public void index() {
        try {
            database.jdbi().useHandle(handle -> {
                if (handle.getConnection().getMetaData().getDatabaseProductName().equals("PostgreSQL")) {
                    handle.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm");
                    handle.execute("""
                            CREATE INDEX IF NOT EXISTS search_text_trigrams ON search_text USING gin (text gin_trgm_ops, secrets gin_trgm_ops)""");
                }
            });
        } catch (JdbiException | SQLException e) {
            LOG.infof("Searches by value do without an index, for the extension pg_trgm cannot be used: %s. Have an administrator of the store's"
                    + " database run CREATE EXTENSION pg_trgm, and start the bridge again.", e.getMessage().lines().findFirst().orElse(""));
        }
    }

    /** Claims the task, or renews the claim; returns how far it is where it is the owner's until the lease is over. */
    public Optional<Position> claim(String owner, Instant now, Duration lease) {
        return database.jdbi().withHandle(handle -> handle.createUpdate("""
                UPDATE search_position SET owner = :owner, owned_until = :until
                WHERE id = 1 AND (owner IS NULL OR owner = :owner OR owned_until < :now)""")
                .bind("owner", owner).bind("until", Rows.time(now.plus(lease))).bind("now", Rows.time(now)).execute() == 0 ? Optional.empty()
                : handle.createQuery("SELECT log_id, sync_id, sync, complete FROM search_position WHERE id = 1")
                        .map((row, context) -> new Position(row.getObject("log_id", Long.class), row.getString("sync_id"), row.getString("sync"),
                                row.getBoolean("complete"))).findOne());
    }

    public void move(Position position) {
        database.jdbi().useHandle(handle -> handle.createUpdate(
                "UPDATE search_position SET log_id = :log, sync_id = :syncId, sync = :sync, complete = :complete WHERE id = 1")
                .bind("log", position.logId()).bind("syncId", position.syncId()).bind("sync", position.sync())
                .bind("complete", position.complete()).execute());
    }

    /** Returns the id of the log's last row; 0 for an empty log. */
    public long lastLogId() {
        return database.jdbi().withHandle(handle -> handle.createQuery("SELECT COALESCE(MAX(id), 0) FROM sync_log").mapTo(Long.class).one());
    }

    /** Returns the sync ids that the log's rows from {@code after} until {@code until} are about. */
    public List<String> changed(long after, long until) {
        return database.jdbi().withHandle(handle -> handle.createQuery(
                "SELECT DISTINCT sync_id FROM sync_log WHERE id > :after AND id <= :until AND sync_id IS NOT NULL")
                .bind("after", after).bind("until", until).mapTo(String.class).list());
    }

    public List<Agreed> of(Collection<String> syncIds) {
        return database.jdbi().withHandle(handle -> handle.createQuery("SELECT sync, sync_id, base FROM thing WHERE sync_id = ANY(:ids)" + NO_PLAN)
                .bindArray("ids", String.class, syncIds.toArray()).map((row, context) -> agreed(row)).list());
    }

    /** Returns the next things in the order of their ids. */
    public List<Agreed> after(Position position, int limit) {
        return database.jdbi().withHandle(handle -> handle.createQuery("""
                SELECT sync, sync_id, base FROM thing WHERE (sync_id > :syncId OR sync_id = :syncId AND sync > :sync)""" + NO_PLAN
                + " ORDER BY sync_id, sync FETCH FIRST :limit ROWS ONLY")
                .bind("syncId", position.syncId()).bind("sync", position.sync()).bind("limit", limit).map((row, context) -> agreed(row)).list());
    }

    private static Agreed agreed(ResultSet row) throws SQLException {
        return new Agreed(row.getString("sync"), row.getString("sync_id"), StoreJson.readBase(row.getString("base")));
    }

    /** Stores the texts that are not stored so yet. */
    public void save(Collection<Text> texts) {
        database.jdbi().useTransaction(handle -> {
            var stored = handle.createQuery("SELECT * FROM search_text WHERE sync_id = ANY(:ids)")
                    .bindArray("ids", String.class, texts.stream().map(Text::syncId).distinct().toArray())
                    .map((row, context) -> new Text(row.getString("sync"), row.getString("sync_id"), row.getString("text"), row.getString("secrets")))
                    .collect(Collectors.toSet());
            List<Text> fresh = texts.stream().filter(text -> !stored.contains(text)).toList();
            if (fresh.isEmpty()) {
                return;
            }
            PreparedBatch delete = handle.prepareBatch("DELETE FROM search_text WHERE sync_id = :syncId AND sync = :sync");
            PreparedBatch insert = handle.prepareBatch(
                    "INSERT INTO search_text (sync_id, sync, text, secrets) VALUES (:syncId, :sync, :text, :secrets) ON CONFLICT DO NOTHING");
            fresh.forEach(text -> {
                delete.bind("syncId", text.syncId()).bind("sync", text.sync()).add();
                insert.bind("syncId", text.syncId()).bind("sync", text.sync()).bind("text", Rows.words(text.text())).bind("secrets", text.secrets()).add();
            });
            delete.execute();
            insert.execute();
        });
    }

    /**
     * Returns the sync ids of things that hold all the words, or the whole secret.
     *
     * @throws TooLongException if it takes too long
     */
    public List<String> find(List<String> words, String secret, int limit) {
        String all = IntStream.range(0, words.size()).mapToObj(i -> "text LIKE :word" + i + " ESCAPE '!'").collect(Collectors.joining(" AND "));
        try {
            return database.jdbi().withHandle(handle -> {
                var query = handle.createQuery("SELECT sync_id FROM search_text WHERE " + all
                        + " UNION SELECT sync_id FROM search_text WHERE secrets LIKE :secret FETCH FIRST :limit ROWS ONLY")
                        .setQueryTimeout((int) PATIENCE.toSeconds()).bind("secret", "%" + secret + "%").bind("limit", limit);
                for (int i = 0; i < words.size(); i++) {
                    query.bind("word" + i, "%" + words.get(i).replaceAll("[!%_]", "!$0") + "%");
                }
                return query.mapTo(String.class).list();
            });
        } catch (JdbiException e) {
            if (e.getCause() instanceof SQLException cancelled && "57014".equals(cancelled.getSQLState())) {
                throw new TooLongException(e);
            }
            throw e;
        }
    }
}
