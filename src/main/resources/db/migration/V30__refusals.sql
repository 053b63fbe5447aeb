-- Why a system refused a write, and which fields of the record: canonical names, JSON.
ALTER TABLE delivery ADD COLUMN kind VARCHAR(20);
ALTER TABLE delivery ADD COLUMN fields TEXT;
CREATE INDEX delivery_by_kind ON delivery (kind, target_system);
