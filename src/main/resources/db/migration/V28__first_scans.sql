-- The last row of the inbox that a system's first complete look has brought; null before that look is through.
ALTER TABLE poll ADD COLUMN heard_upto BIGINT;
UPDATE poll SET heard_upto = 0 WHERE position IS NOT NULL OR scan > 1;
