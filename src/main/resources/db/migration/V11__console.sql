-- Syncs that a person has paused.
CREATE TABLE pause (
    sync      VARCHAR(100) PRIMARY KEY,
    paused_by VARCHAR(200) NOT NULL,
    paused_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);

-- How many rows the sync log got, by hour, so that nobody has to count them.
CREATE TABLE hourly_count (
    sync   VARCHAR(100) NOT NULL,
    begun  TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    status VARCHAR(10)  NOT NULL,
    number BIGINT NOT NULL,
    PRIMARY KEY (begun, sync, status)
);

-- One index for each way to filter the log, newest first.
DROP INDEX sync_log_by_status;
CREATE INDEX sync_log_by_sync ON sync_log (sync, id);
CREATE INDEX sync_log_by_status ON sync_log (status, id);
CREATE INDEX sync_log_by_operation ON sync_log (operation, id);
DROP INDEX sync_log_by_time;
CREATE INDEX sync_log_by_time ON sync_log (last_synced_at, id);
