-- An action that was written outside a workshop has none.
CREATE TABLE action_anywhere (
    id BLOB NOT NULL,
    team_id BLOB NOT NULL REFERENCES team (id) ON DELETE CASCADE,
    workshop_id BLOB REFERENCES workshop (id) ON DELETE CASCADE,
    text TEXT NOT NULL,
    owner_id BLOB,
    due TEXT,
    priority TEXT NOT NULL,
    status TEXT NOT NULL,
    notes TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    done_at INTEGER,
    revision INTEGER NOT NULL,
    removed INTEGER NOT NULL,
    reason TEXT,
    impact TEXT,
    effort TEXT,
    system_id BLOB,
    text_key TEXT NOT NULL,
    PRIMARY KEY (team_id, id)
) STRICT;
INSERT INTO action_anywhere (id, team_id, workshop_id, text, owner_id, due, priority, status, notes, created_at, updated_at,
    done_at, revision, removed, reason, impact, effort, system_id, text_key)
SELECT id, team_id, workshop_id, text, owner_id, due, priority, status, notes, created_at, updated_at,
    done_at, revision, removed, reason, impact, effort, system_id, text_key FROM action;

CREATE TABLE action_change_anywhere (
    team_id BLOB NOT NULL,
    action_id BLOB NOT NULL,
    number INTEGER NOT NULL,
    at INTEGER NOT NULL,
    person_id BLOB,
    workshop_id BLOB,
    text TEXT NOT NULL,
    owner_id BLOB,
    due TEXT,
    priority TEXT NOT NULL,
    impact TEXT,
    effort TEXT,
    system_id BLOB,
    status TEXT NOT NULL,
    reason TEXT,
    removed INTEGER NOT NULL,
    PRIMARY KEY (team_id, action_id, number),
    FOREIGN KEY (team_id, action_id) REFERENCES action_anywhere (team_id, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
INSERT INTO action_change_anywhere (team_id, action_id, number, at, person_id, workshop_id, text, owner_id, due, priority,
    impact, effort, system_id, status, reason, removed)
SELECT team_id, action_id, number, at, person_id, workshop_id, text, owner_id, due, priority,
    impact, effort, system_id, status, reason, removed FROM action_change;

-- The changes go first: dropping the actions would take them along.
DROP TABLE action_change;
DROP TABLE action;
-- What refers to a table follows its name.
ALTER TABLE action_anywhere RENAME TO action;
ALTER TABLE action_change_anywhere RENAME TO action_change;
CREATE INDEX action_team ON action (team_id, created_at, id);
CREATE INDEX action_workshop ON action (workshop_id);
CREATE INDEX action_owner ON action (owner_id);
