-- Where a change's trace goes on (W3C traceparent); null where it is not traced.
ALTER TABLE inbox ADD COLUMN trace VARCHAR(60);
