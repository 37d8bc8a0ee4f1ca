-- Before a workshop: what people ticked while they prepared it, and the invitations that were taken back.

CREATE TABLE prepared (
    workshop_id UUID NOT NULL REFERENCES workshop (id) ON DELETE CASCADE,
    item TEXT NOT NULL,
    PRIMARY KEY (workshop_id, item)
);

-- A planned workshop that was deleted, as calendars have to be told. The id is the workshop's, which is no row any more.
CREATE TABLE cancelled_workshop (
    id UUID PRIMARY KEY,
    team_id UUID NOT NULL REFERENCES team (id) ON DELETE CASCADE,
    plan TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    cancelled_at BIGINT NOT NULL
);
CREATE INDEX cancelled_workshop_team ON cancelled_workshop (team_id, cancelled_at);

-- A card that somebody practised alone: theirs only. The log is JSON; version counts its entries.
CREATE TABLE practice (
    id UUID PRIMARY KEY,
    team_id UUID NOT NULL REFERENCES team (id) ON DELETE CASCADE,
    owner_id UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    scenario_id UUID NOT NULL REFERENCES scenario (id) ON DELETE CASCADE,
    revision_id UUID NOT NULL,
    started_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    state TEXT NOT NULL
);
CREATE INDEX practice_owner ON practice (owner_id, team_id, started_at);
CREATE INDEX practice_team ON practice (team_id);
CREATE INDEX practice_scenario ON practice (scenario_id);
