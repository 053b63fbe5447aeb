-- The definitions that wrote what systems may still hold, newest first, as a JSON list; null for none.
ALTER TABLE definition ADD COLUMN former TEXT;
