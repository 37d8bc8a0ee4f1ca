-- How long a team keeps closed workshops and the names of guests. Without a row, or a number: for ever.
CREATE TABLE retention (
    team_id BLOB PRIMARY KEY REFERENCES team (id) ON DELETE CASCADE,
    workshop_months INTEGER,
    guest_days INTEGER,
    changed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- When a closed workshop was thrown away. Its row stays, with its title and its times and nothing else, for what came of it:
-- actions, and who practised which card, refer to it.
ALTER TABLE workshop ADD COLUMN thrown_away_at INTEGER;
