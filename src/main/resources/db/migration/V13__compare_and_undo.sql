-- What a comparison has read so far: a fingerprint of what each record holds in each set of fields that systems share.
CREATE TABLE compared (
    run_id    BIGINT NOT NULL,
    thing     VARCHAR(64)  NOT NULL,        -- a sync id, or ~ and a hash of the match key of a record without one
    part      INT NOT NULL,                 -- which set of fields
    system    VARCHAR(100) NOT NULL,
    record_id VARCHAR(512) NOT NULL,
    systems   INT NOT NULL,                 -- how many systems share the set
    content   VARCHAR(64)  NOT NULL,
    PRIMARY KEY (run_id, thing, part, system, record_id)
);

-- When each sync was compared last by schedule, or when it was first seen.
CREATE TABLE compare_schedule (
    sync    VARCHAR(100) PRIMARY KEY,
    last_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);

-- The run that asked for what a person gave, as an undo does.
ALTER TABLE review ADD COLUMN run_id BIGINT;
CREATE INDEX review_by_run ON review (run_id, state);
