-- What a record was until shortly, so that what a lagging copy of its system shows is recognised: when the bridge wrote to it
-- last, whether the system has shown it since then, and its earlier states as JSON.
ALTER TABLE link ADD COLUMN awaited_at TIMESTAMP(6) WITH TIME ZONE;
ALTER TABLE link ADD COLUMN unseen BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE link ADD COLUMN trail TEXT;
