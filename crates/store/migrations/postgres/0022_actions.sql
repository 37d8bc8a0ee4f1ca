-- The id of an action is chosen by its team: that another team has the same one is nobody's business.
ALTER TABLE action_change ADD COLUMN team_id UUID;
UPDATE action_change SET team_id = action.team_id FROM action WHERE action.id = action_change.action_id;
ALTER TABLE action_change ALTER COLUMN team_id SET NOT NULL;
ALTER TABLE action_change DROP CONSTRAINT action_change_action_id_fkey;
ALTER TABLE action_change DROP CONSTRAINT action_change_pkey;
ALTER TABLE action DROP CONSTRAINT action_pkey;
ALTER TABLE action ADD CONSTRAINT action_pkey PRIMARY KEY (team_id, id);
ALTER TABLE action_change ADD CONSTRAINT action_change_pkey PRIMARY KEY (team_id, action_id, number);
ALTER TABLE action_change ADD CONSTRAINT action_change_action_fkey
    FOREIGN KEY (team_id, action_id) REFERENCES action (team_id, id) ON DELETE CASCADE;
