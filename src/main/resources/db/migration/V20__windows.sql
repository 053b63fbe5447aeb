-- A change that is collected, or whose record is left to rest, is held until a time; nobody takes it before it is released.
-- 1970 is for not held: unlike null it lets PostgreSQL take rows out of the index in their order.
ALTER TABLE inbox ADD COLUMN held_until TIMESTAMP(6) WITH TIME ZONE DEFAULT TIMESTAMP WITH TIME ZONE '1970-01-01 00:00:00+00' NOT NULL;
-- Since when a change that is not held may be worked on: what lag is counted from.
ALTER TABLE inbox ADD COLUMN ready_at TIMESTAMP(6) WITH TIME ZONE;
UPDATE inbox SET ready_at = received_at;
ALTER TABLE inbox ALTER COLUMN ready_at SET NOT NULL;
CREATE INDEX inbox_by_hold ON inbox (sync, held_until, id);
DROP INDEX inbox_by_sync;

-- Quiet hours that a person has lifted, for what is waiting now.
CREATE TABLE quiet_lift (
    sync      VARCHAR(100) PRIMARY KEY,
    lifted_by VARCHAR(200) NOT NULL,
    until     TIMESTAMP(6) WITH TIME ZONE NOT NULL   -- when these quiet hours end
);
