-- How long a team keeps closed workshops and the names of guests. Without a row, or a number: for ever.
CREATE TABLE retention (
    team_id UUID PRIMARY KEY REFERENCES team (id) ON DELETE CASCADE,
    workshop_months BIGINT,
    guest_days BIGINT,
    changed_at BIGINT NOT NULL
);

-- When a closed workshop was thrown away. Its row stays, with its title and its times and nothing else, for what came of it:
-- actions, and who practised which card, refer to it.
ALTER TABLE workshop ADD COLUMN thrown_away_at BIGINT;
