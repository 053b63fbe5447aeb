package io.syncbridge.store;

import jakarta.inject.Singleton;
import java.util.List;
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
                .findOne()).map(json -> texts(StoreJson.readMap(json)));
    }

    /** Returns the definitions that wrote what systems may still hold, beside that of the last run, newest first. */
    public List<Map<String, String>> former(String sync) {
        return database.jdbi().withHandle(handle -> handle
                .createQuery("SELECT former FROM definition WHERE sync = :sync AND former IS NOT NULL").bind("sync", sync)
                .mapTo(String.class).findOne()).map(json -> StoreJson.readMaps(json).stream()
                        .map(RunDefinitions::texts).toList()).orElse(List.of());
    }

    /** Notes by which definition the sync runs now, and which others wrote what systems may still hold. */
    public void save(String sync, Map<String, String> identity, List<Map<String, String>> former) {
        database.jdbi().useTransaction(handle -> {
            handle.createUpdate("INSERT INTO definition (sync, identity) VALUES (:sync, '{}') ON CONFLICT DO NOTHING")
                    .bind("sync", sync).execute();
            handle.createUpdate("UPDATE definition SET identity = :identity, former = :former WHERE sync = :sync")
                    .bind("sync", sync).bind("identity", StoreJson.write(identity))
                    .bind("former", former.isEmpty() ? null : StoreJson.write(former)).execute();
        });
    }

    /** Notes that all systems hold their values as the present definition writes them. */
    public void forgetFormer(String sync) {
        database.jdbi().useHandle(handle -> handle.createUpdate("UPDATE definition SET former = NULL WHERE sync = :sync")
                .bind("sync", sync).execute());
    }

    private static Map<String, String> texts(Map<String, Object> json) {
        return json.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().toString()));
    }
}
