-- The definitions that wrote what systems may still hold, newest first, as a JSON list; null for none.
ALTER TABLE definition ADD COLUMN former TEXT;
-- How match keys are made, so that they are made anew when that changes.
ALTER TABLE definition ADD COLUMN keys TEXT;
