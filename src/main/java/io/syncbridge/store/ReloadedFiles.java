package io.syncbridge.store;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Which content of files was taken over last while a bridge was running, and definitions that plans were made by. */
@Singleton
public class ReloadedFiles {

    /** @param hash of the content */
    public record Taken(String hash, String person) {
    }

    private final StoreDatabase database;

    public ReloadedFiles(StoreDatabase database) {
        this.database = database;
    }

    /** Returns what was taken over last, by the files' names. */
    public Map<String, Taken> taken() {
        return database.jdbi().withHandle(handle -> handle.createQuery("SELECT file, hash, person FROM reloaded_file")
                .map((row, context) -> Map.entry(row.getString("file"), new Taken(row.getString("hash"), row.getString("person"))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** Notes that files were taken over. @param hashes by the files' names */
    public void took(Map<String, String> hashes, String person, Instant now) {
        database.jdbi().useTransaction(handle -> {
            PreparedBatch before = handle.prepareBatch("DELETE FROM reloaded_file WHERE file = :file");
            hashes.keySet().forEach(file -> before.bind("file", file).add());
            before.execute();
            PreparedBatch batch = handle.prepareBatch("INSERT INTO reloaded_file (file, hash, person, at) VALUES (:file, :hash, :person, :at)");
            hashes.forEach((file, hash) -> batch.bind("file", file).bind("hash", hash).bind("person", person).bind("at", Rows.time(now)).add());
            batch.execute();
        });
    }

    /** Forgets what was taken over of files that are otherwise now. @param hashes of all files there are, by their names */
    public void forgetOthers(Map<String, String> hashes) {
        taken().forEach((file, taken) -> {
            if (!taken.hash().equals(hashes.get(file))) {
                database.jdbi().useHandle(handle -> handle.createUpdate("DELETE FROM reloaded_file WHERE file = :file").bind("file", file).execute());
            }
        });
    }

    /** Keeps the text of a definition that is not taken over yet. */
    public void keep(String hash, String file, String text) {
        database.jdbi().useHandle(handle -> handle.createUpdate(
                "INSERT INTO draft_definition (hash, file, text) VALUES (:hash, :file, :text) ON CONFLICT DO NOTHING")
                .bind("hash", hash).bind("file", file).bind("text", text).execute());
    }

    /** Returns the file's name and the text of a definition that was kept. */
    public Optional<Map.Entry<String, String>> kept(String hash) {
        return database.jdbi().withHandle(handle -> handle.createQuery("SELECT file, text FROM draft_definition WHERE hash = :hash")
                .bind("hash", hash).map((row, context) -> Map.entry(row.getString("file"), row.getString("text"))).findOne());
    }
}
