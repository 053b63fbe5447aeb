package io.syncbridge.store;

/** Statements that only tests make. */
public final class StoreSql {

    private StoreSql() {
    }

    public static void execute(StoreDatabase store, String sql) {
        store.jdbi().useHandle(handle -> handle.execute(sql));
    }
}
