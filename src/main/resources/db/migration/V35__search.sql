-- The values of things as they are searched: of private fields only hashes. Kept by a task of its own, behind the changes.
CREATE TABLE search_text (
    sync_id VARCHAR(64)  NOT NULL,
    sync    VARCHAR(100) NOT NULL,
    text    TEXT NOT NULL,
    secrets TEXT NOT NULL,
    PRIMARY KEY (sync_id, sync)
);

-- How far that task is: in the log, and in going through all things again and again; and which instance does it.
CREATE TABLE search_position (
    id          INTEGER PRIMARY KEY,
    log_id      BIGINT,
    sync_id     VARCHAR(64)  DEFAULT '' NOT NULL,
    sync        VARCHAR(100) DEFAULT '' NOT NULL,
    complete    BOOLEAN DEFAULT FALSE NOT NULL,
    owner       VARCHAR(100),
    owned_until TIMESTAMP(6) WITH TIME ZONE
);
INSERT INTO search_position (id) VALUES (1);
