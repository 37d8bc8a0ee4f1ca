-- Since when the other side may have what is being sent; none while an attempt has not come that far.
ALTER TABLE outgoing ADD COLUMN handed_at INTEGER;
