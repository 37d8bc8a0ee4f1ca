-- What follows a workshop: how actions are weighed, what became of them, and the runbooks that steps become.
-- Systems, people and workshops that are only told of are ids without a constraint, as in the log.

ALTER TABLE action ADD COLUMN impact TEXT;
ALTER TABLE action ADD COLUMN effort TEXT;
ALTER TABLE action ADD COLUMN system_id UUID;
-- The text in lower case, to be searched.
ALTER TABLE action ADD COLUMN text_key TEXT NOT NULL DEFAULT '';
UPDATE action SET text_key = lower(text);
CREATE INDEX action_owner ON action (owner_id);

-- An action as it was after each change; number counts from 1. Without a workshop it was changed between two.
CREATE TABLE action_change (
    action_id UUID NOT NULL REFERENCES action (id) ON DELETE CASCADE,
    number BIGINT NOT NULL,
    at BIGINT NOT NULL,
    person_id UUID,
    workshop_id UUID,
    text TEXT NOT NULL,
    owner_id UUID,
    due TEXT,
    priority TEXT NOT NULL,
    impact TEXT,
    effort TEXT,
    system_id UUID,
    status TEXT NOT NULL,
    reason TEXT,
    removed BOOLEAN NOT NULL,
    PRIMARY KEY (action_id, number)
);
INSERT INTO action_change (action_id, number, at, workshop_id, text, owner_id, due, priority, status, reason, removed)
SELECT id, 1, updated_at, workshop_id, text, owner_id, due, priority, status, reason, removed FROM action;

CREATE TABLE runbook (
    id UUID PRIMARY KEY,
    team_id UUID NOT NULL REFERENCES team (id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    state TEXT NOT NULL,
    revision BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    updated_by UUID
);
CREATE INDEX runbook_team ON runbook (team_id);

CREATE TABLE runbook_system (
    runbook_id UUID NOT NULL REFERENCES runbook (id) ON DELETE CASCADE,
    system_id UUID NOT NULL,
    PRIMARY KEY (runbook_id, system_id)
);

-- The rounds whose steps are in a runbook; several after it was merged.
CREATE TABLE runbook_origin (
    runbook_id UUID NOT NULL REFERENCES runbook (id) ON DELETE CASCADE,
    workshop_id UUID NOT NULL,
    round BIGINT NOT NULL,
    scenario_id UUID NOT NULL,
    PRIMARY KEY (runbook_id, workshop_id, round)
);
CREATE INDEX runbook_origin_round ON runbook_origin (workshop_id, round);
