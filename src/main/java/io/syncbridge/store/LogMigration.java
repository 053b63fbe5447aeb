package io.syncbridge.store;

import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Counts the sync log by hour, sync, status and operation, has fewer indexes of it, and divides it into partitions on PostgreSQL, where the table as it is becomes the first. No row of the log is written anew.
 */
final class LogMigration extends StoreMigration {

    LogMigration() {
        super("39", "log partitions");
    }

    @Override
    void migrate(Handle handle) {
        count(handle);
        noteMoved(handle);
        if (Rows.isPostgreSql(handle)) {
            List.of("source", "target", "status", "run").forEach(index -> handle.execute("DROP INDEX sync_log_by_" + index));
            divide(handle);
            handle.execute("ANALYZE hourly_count, moved_record");
        }
    }

    private static void count(Handle handle) {
        handle.execute("DROP TABLE IF EXISTS hourly_count");
        handle.execute("""
                CREATE TABLE hourly_count (
                    begun     TIMESTAMP(6) WITH TIME ZONE NOT NULL,
                    sync      VARCHAR(100) NOT NULL,
                    status    VARCHAR(10)  NOT NULL,
                    operation VARCHAR(10)  NOT NULL,       -- empty for none
                    number    BIGINT NOT NULL,
                    first_id  BIGINT NOT NULL,
                    last_id   BIGINT NOT NULL,
                    PRIMARY KEY (begun, sync, status, operation)
                )""");
        handle.execute("INSERT INTO hourly_count (begun, sync, status, operation, number, first_id, last_id) " + HourlyCounts.of("sync_log"));
        handle.execute("CREATE INDEX hourly_count_by_id ON hourly_count (last_id, first_id)");
    }

    /** Which things records belonged to before is known from the log alone so far. */
    private static void noteMoved(Handle handle) {
        handle.execute("DROP TABLE IF EXISTS moved_record");
        handle.execute("""
                CREATE TABLE moved_record (
                    record_id VARCHAR(512) NOT NULL,
                    entity    VARCHAR(64)  NOT NULL,
                    sync      VARCHAR(100) NOT NULL,
                    moved_at  TIMESTAMP(6) WITH TIME ZONE NOT NULL,
                    PRIMARY KEY (record_id, entity, sync)
                )""");
        handle.execute("""
                INSERT INTO moved_record (record_id, entity, sync, moved_at)
                SELECT DISTINCT record_id, sync_id, sync, CURRENT_TIMESTAMP FROM (
                    SELECT source_record_id AS record_id, sync_id, sync FROM sync_log WHERE status = 'SUCCESS'
                    UNION ALL SELECT target_record_id, sync_id, sync FROM sync_log WHERE status = 'SUCCESS') AS written
                WHERE record_id IS NOT NULL AND sync_id IS NOT NULL
                AND NOT EXISTS (SELECT 1 FROM link WHERE link.record_id = written.record_id AND link.entity = written.sync_id)""");
    }

    private static void divide(Handle handle) {
        long last = handle.createQuery("SELECT COALESCE(MAX(id), 0) FROM sync_log").mapTo(Long.class).one();
        long number = last / LogPartitions.ROOM;
        String first = "sync_log_" + number;
        handle.execute("ALTER TABLE sync_log RENAME TO " + first);
        handle.execute("ALTER TABLE " + first + " ALTER COLUMN id DROP IDENTITY");
        handle.execute("CREATE SEQUENCE sync_log_id START " + (last + 1));
        handle.execute("CREATE TABLE sync_log (LIKE " + first + ", CONSTRAINT sync_log_key PRIMARY KEY (id)) PARTITION BY RANGE (id)");
        handle.execute("ALTER TABLE sync_log ALTER COLUMN id SET DEFAULT NEXTVAL('sync_log_id')");
        handle.execute("ALTER TABLE sync_log ATTACH PARTITION " + first + " FOR VALUES FROM (MINVALUE) TO (" + (number + 1) * LogPartitions.ROOM + ")");
        // the first four are there already; rows of what went well have entries in these and in the key, and the others are few
        handle.execute("CREATE INDEX sync_log_thing ON sync_log (sync_id, id)");
        handle.execute("CREATE INDEX sync_log_time ON sync_log (last_synced_at, id)");
        handle.execute("CREATE INDEX sync_log_sync ON sync_log (sync, id)");
        handle.execute("CREATE INDEX sync_log_operation ON sync_log (operation, id)");
        handle.execute("CREATE INDEX sync_log_status ON sync_log (status, id) WHERE status <> 'SUCCESS'");
        handle.execute("CREATE INDEX sync_log_run ON sync_log (run_id, id) WHERE run_id IS NOT NULL");
        handle.execute("CREATE INDEX sync_log_source ON sync_log (source_record_id, id) WHERE sync_id IS NULL OR status <> 'SUCCESS'");
        handle.execute("CREATE INDEX sync_log_target ON sync_log (target_record_id, id) WHERE sync_id IS NULL OR status <> 'SUCCESS'");
        LogPartitions.create(handle, number + 1);
    }
}
