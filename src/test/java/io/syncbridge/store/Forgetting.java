package io.syncbridge.store;

import java.util.List;

/** Lets the store forget what tests before have left of a sync, whose systems are empty again. */
public final class Forgetting {

    private static final List<String> TABLES = List.of("inbox", "delivery", "review", "waiting_child", "brake", "tally", "match_key", "link", "entity");

    private Forgetting() {
    }

    public static void forget(StoreDatabase database, String sync) {
        database.jdbi().useTransaction(handle -> TABLES.forEach(table ->
                handle.createUpdate("DELETE FROM " + table + " WHERE sync = :sync").bind("sync", sync).execute()));
    }
}
