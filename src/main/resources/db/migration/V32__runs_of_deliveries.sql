-- The run that asked for a write which was put off, so that the write counts as the run's when it is made.
ALTER TABLE delivery ADD COLUMN run_id BIGINT;
