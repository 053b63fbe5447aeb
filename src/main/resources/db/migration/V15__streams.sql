-- How far the events of a system's stream have been taken in.
CREATE TABLE stream (
    sync     VARCHAR(100) NOT NULL,
    system   VARCHAR(100) NOT NULL,
    name     VARCHAR(200) NOT NULL,
    position VARCHAR(200) NOT NULL,
    moved_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    PRIMARY KEY (sync, system, name)
);
