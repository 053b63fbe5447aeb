-- When what a poll found had not happened yet, for reports without a time of their own; and when each system was last asked
-- for all that has changed, and when the look under way began.
ALTER TABLE inbox ADD COLUMN not_before TIMESTAMP(6) WITH TIME ZONE;
ALTER TABLE poll ADD COLUMN looked_at TIMESTAMP(6) WITH TIME ZONE;
ALTER TABLE poll ADD COLUMN look_began TIMESTAMP(6) WITH TIME ZONE;
