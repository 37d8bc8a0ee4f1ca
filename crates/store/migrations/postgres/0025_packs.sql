-- The pack that a system came from; none of the team's own.
ALTER TABLE system ADD COLUMN pack TEXT;
