-- A change that is collected, or whose record is left to rest, is held until a time; nobody takes it before it is released.
ALTER TABLE inbox ADD COLUMN held_until TIMESTAMP(6) WITH TIME ZONE;
-- Since when a change that is not held may be worked on: what lag is counted from.
ALTER TABLE inbox ADD COLUMN ready_at TIMESTAMP(6) WITH TIME ZONE;
UPDATE inbox SET ready_at = received_at;
ALTER TABLE inbox ALTER COLUMN ready_at SET NOT NULL;
DROP INDEX inbox_by_run;
CREATE INDEX inbox_by_run ON inbox (run_id, sync, held_until, id);

-- Quiet hours that a person has lifted, for what is waiting now.
CREATE TABLE quiet_lift (
    sync      VARCHAR(100) PRIMARY KEY,
    lifted_by VARCHAR(200) NOT NULL,
    until     TIMESTAMP(6) WITH TIME ZONE NOT NULL   -- when these quiet hours end
);
