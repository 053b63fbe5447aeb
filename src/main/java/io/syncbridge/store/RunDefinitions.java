package io.syncbridge.store;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What each sync's definition said when the sync ran last. */
@Singleton
public class RunDefinitions {

    private final StoreDatabase database;

    public RunDefinitions(StoreDatabase database) {
        this.database = database;
    }

    /** Returns text by key of the definition file; empty for a sync that never ran. */
    public Optional<Map<String, String>> identity(String sync) {
        return database.jdbi().withHandle(handle -> handle
                .createQuery("SELECT identity FROM definition WHERE sync = :sync").bind("sync", sync).mapTo(String.class)
                .findOne()).map(json -> StoreJson.readMap(json).entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().toString())));
    }

    public void save(String sync, Map<String, String> identity) {
        database.jdbi().useTransaction(handle -> {
            handle.createUpdate("DELETE FROM definition WHERE sync = :sync").bind("sync", sync).execute();
            handle.createUpdate("INSERT INTO definition (sync, identity) VALUES (:sync, :identity) ON CONFLICT DO NOTHING")
                    .bind("sync", sync).bind("identity", StoreJson.write(identity)).execute();
        });
    }
}
