-- What follows a workshop: how actions are weighed, what became of them, and the runbooks that steps become.
-- Systems, people and workshops that are only told of are ids without a constraint, as in the log.

ALTER TABLE action ADD COLUMN impact TEXT;
ALTER TABLE action ADD COLUMN effort TEXT;
ALTER TABLE action ADD COLUMN system_id BLOB;
-- The text in lower case, to be searched.
ALTER TABLE action ADD COLUMN text_key TEXT NOT NULL DEFAULT '';
UPDATE action SET text_key = lower(text);
CREATE INDEX action_owner ON action (owner_id);

-- An action as it was after each change; number counts from 1. Without a workshop it was changed between two.
CREATE TABLE action_change (
    action_id BLOB NOT NULL REFERENCES action (id) ON DELETE CASCADE,
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
    PRIMARY KEY (action_id, number)
) STRICT, WITHOUT ROWID;
INSERT INTO action_change (action_id, number, at, workshop_id, text, owner_id, due, priority, status, reason, removed)
SELECT id, 1, updated_at, workshop_id, text, owner_id, due, priority, status, reason, removed FROM action;

CREATE TABLE runbook (
    id BLOB PRIMARY KEY,
    team_id BLOB NOT NULL REFERENCES team (id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    state TEXT NOT NULL,
    revision INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    updated_by BLOB
) STRICT;
CREATE INDEX runbook_team ON runbook (team_id);

CREATE TABLE runbook_system (
    runbook_id BLOB NOT NULL REFERENCES runbook (id) ON DELETE CASCADE,
    system_id BLOB NOT NULL,
    PRIMARY KEY (runbook_id, system_id)
) STRICT, WITHOUT ROWID;

-- The rounds whose steps are in a runbook; several after it was merged.
CREATE TABLE runbook_origin (
    runbook_id BLOB NOT NULL REFERENCES runbook (id) ON DELETE CASCADE,
    workshop_id BLOB NOT NULL,
    round INTEGER NOT NULL,
    scenario_id BLOB NOT NULL,
    PRIMARY KEY (runbook_id, workshop_id, round)
) STRICT, WITHOUT ROWID;
CREATE INDEX runbook_origin_round ON runbook_origin (workshop_id, round);
