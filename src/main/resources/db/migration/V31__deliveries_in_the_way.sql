-- Writes that another record stands in the way of are due again though a person has been told of them.
CREATE INDEX delivery_due_by_kind ON delivery (sync, kind, due_at);
