-- The zone in whose hours somebody wants to be asked; none as long as no browser has told.
ALTER TABLE account ADD COLUMN time_zone TEXT;

-- The last day on which a round should have opened and did not, and why.
ALTER TABLE survey ADD COLUMN missed_day TEXT;
ALTER TABLE survey ADD COLUMN missed_why TEXT;
