package io.syncbridge.store;

import io.syncbridge.reconcile.Base;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/** The values of things as they are searched; PostgreSQL has an index of their trigrams, where it may be made. */
@Singleton
public class SearchTexts {

    /** How long a search may take; what takes longer is given up. */
    public static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Logger LOG = Logger.getLogger(SearchTexts.class);
    private static final int PAGE = 500;
    private static final String NO_PLAN = " AND entity.sync NOT LIKE 'plan:%'";

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
     * How far the task is that goes through all things.
     *
     * @param searched the hash of what is searched of them
     * @param syncId the thing that was looked at last, {@code sync} its sync
     * @param complete whether it is through
     */
    private record Position(String searched, String syncId, String sync, boolean complete) {

        Position after(List<Agreed> page) {
            Agreed last = page.isEmpty() ? null : page.get(page.size() - 1);
            return page.size() < PAGE ? new Position(searched, "", "", true) : new Position(searched, last.syncId(), last.sync(), false);
        }
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

    /** Notes, in the transaction that saves things, that what is searched of them may have changed. */
    public void changed(Collection<String> syncIds) {
        if (!syncIds.isEmpty()) {
            database.jdbi().useHandle(handle -> handle.createUpdate("INSERT INTO search_change (sync_ids) VALUES (:ids)")
                    .bind("ids", String.join("\n", syncIds)).execute());
        }
    }

    /**
     * Says whether anything is to be done to search what holds now.
     *
     * @param searched the hash of what is searched of things
     */
    public boolean isBehind(String searched) {
        return database.jdbi().withHandle(handle -> handle.createQuery("""
                SELECT complete = FALSE OR searched <> :searched OR EXISTS (SELECT 1 FROM search_change) FROM search_position WHERE id = 1""")
                .bind("searched", searched).mapTo(Boolean.class).one());
    }

    /**
     * Brings some of the things that have changed, and the next of all where these are gone through, to where they are searched. No other
     * instance does so at the same time: an older text would be stored over a newer one.
     *
     * @param text what is searched of a thing; nothing leaves what is there
     */
    public void catchUp(String searched, Function<Agreed, Optional<Text>> text) {
        database.jdbi().useTransaction(handle -> {
            handle.execute("UPDATE search_position SET id = 1 WHERE id = 1");
            Position last = handle.createQuery("SELECT searched, sync_id, sync, complete FROM search_position WHERE id = 1").map((row, context) ->
                    new Position(row.getString("searched"), row.getString("sync_id"), row.getString("sync"), row.getBoolean("complete"))).one();
            Position position = last.searched().equals(searched) ? last : new Position(searched, "", "", false);
            List<Agreed> page = position.complete() ? List.of() : after(handle, position);
            save(handle, Stream.concat(changed(handle).stream(), page.stream()).distinct().flatMap(thing -> text.apply(thing).stream()).toList());
            Position next = position.complete() ? position : position.after(page);
            if (!next.equals(last)) {
                handle.createUpdate("UPDATE search_position SET searched = :searched, sync_id = :syncId, sync = :sync, complete = :complete WHERE id = 1")
                        .bind("searched", next.searched()).bind("syncId", next.syncId()).bind("sync", next.sync()).bind("complete", next.complete()).execute();
            }
        });
    }

    /** Takes some of what was noted, a note at least, and returns the things as they are since. */
    private static List<Agreed> changed(Handle handle) {
        var noted = new ArrayList<Long>();
        var syncIds = new LinkedHashSet<String>();
        handle.createQuery("SELECT id, sync_ids FROM search_change ORDER BY id FETCH FIRST 20 ROWS ONLY").map((row, context) -> {
            if (syncIds.size() < PAGE) {
                noted.add(row.getLong("id"));
                row.getString("sync_ids").lines().forEach(syncIds::add);
            }
            return row;
        }).list();
        if (noted.isEmpty()) {
            return List.of();
        }
        handle.createUpdate("DELETE FROM search_change WHERE id = ANY(:ids)").bindArray("ids", Long.class, noted.toArray()).execute();
        return of(handle, syncIds);
    }

    public List<Agreed> of(Collection<String> syncIds) {
        return database.jdbi().withHandle(handle -> of(handle, syncIds));
    }

    private static List<Agreed> of(Handle handle, Collection<String> syncIds) {
        return handle.createQuery("SELECT sync, id, state FROM entity WHERE id = ANY(:ids)" + NO_PLAN)
                .bindArray("ids", String.class, syncIds.toArray()).map((row, context) -> agreed(row)).list();
    }

    /** Returns the next things in the order of their ids. */
    private static List<Agreed> after(Handle handle, Position position) {
        return handle.createQuery("""
                SELECT sync, id, state FROM entity WHERE (id > :syncId OR id = :syncId AND sync > :sync)""" + NO_PLAN
                + " ORDER BY id, sync FETCH FIRST :limit ROWS ONLY")
                .bind("syncId", position.syncId()).bind("sync", position.sync()).bind("limit", PAGE).map((row, context) -> agreed(row)).list();
    }

    private static Agreed agreed(ResultSet row) throws SQLException {
        return new Agreed(row.getString("sync"), row.getString("id"), StateReader.read(row.getString("id"), row.getString("state")).base());
    }

    /** Stores the texts that are not stored so yet. */
    private static void save(Handle handle, Collection<Text> texts) {
        if (texts.isEmpty()) {
            return;
        }
        var stored = handle.createQuery("SELECT * FROM search_text WHERE sync_id = ANY(:ids)")
                .bindArray("ids", String.class, texts.stream().map(Text::syncId).distinct().toArray())
                .map((row, context) -> new Text(row.getString("sync"), row.getString("sync_id"), row.getString("text"), row.getString("secrets")))
                .collect(Collectors.toSet());
        List<Text> fresh = texts.stream().filter(text -> !stored.contains(text)).toList();
        if (fresh.isEmpty()) {
            return;
        }
        fresh.stream().collect(Collectors.groupingBy(Text::sync)).forEach((sync, given) -> handle.createUpdate(
                "DELETE FROM search_text WHERE sync = :sync AND sync_id = ANY(:ids)").bind("sync", sync)
                .bindArray("ids", String.class, given.stream().map(Text::syncId).toArray()).execute());
        Columns.of(fresh).text("id", Text::syncId).text("sync", Text::sync).text("text", text -> Rows.words(text.text())).text("secrets", Text::secrets)
                .execute(handle, "INSERT INTO search_text (sync_id, sync, text, secrets) SELECT id, sync, text, secrets FROM <rows> ON CONFLICT DO NOTHING");
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
