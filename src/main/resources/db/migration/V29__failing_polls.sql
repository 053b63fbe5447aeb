-- A poll that fails: how often in a row, since when, and why the last time.
ALTER TABLE poll ADD COLUMN failures INTEGER DEFAULT 0 NOT NULL;
ALTER TABLE poll ADD COLUMN failing_since TIMESTAMP(6) WITH TIME ZONE;
ALTER TABLE poll ADD COLUMN failure TEXT;
