-- Ids are UUIDs, hashes are BYTEA, times are microseconds since 1970, JSON is TEXT so that its bytes come back the same.

CREATE TABLE setting (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE account (
    id UUID PRIMARY KEY,
    name TEXT NOT NULL,
    email TEXT CONSTRAINT account_email UNIQUE,
    password_hash TEXT,
    created_at BIGINT NOT NULL
);

CREATE TABLE session (
    token_hash BYTEA PRIMARY KEY,
    account_id UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX session_account ON session (account_id);
CREATE INDEX session_expiry ON session (expires_at);

CREATE TABLE one_time_link (
    token_hash BYTEA PRIMARY KEY,
    purpose TEXT NOT NULL,
    account_id UUID REFERENCES account (id) ON DELETE CASCADE,
    expires_at BIGINT NOT NULL
);
CREATE INDEX one_time_link_account ON one_time_link (account_id);

CREATE TABLE team (
    id UUID PRIMARY KEY,
    name TEXT NOT NULL,
    demo BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX team_demo ON team (created_at) WHERE demo;

CREATE TABLE membership (
    team_id UUID NOT NULL REFERENCES team (id) ON DELETE CASCADE,
    account_id UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    role TEXT NOT NULL,
    responder BOOLEAN NOT NULL,
    joined_at BIGINT NOT NULL,
    PRIMARY KEY (team_id, account_id)
);
CREATE INDEX membership_account ON membership (account_id);

CREATE TABLE invitation (
    id UUID PRIMARY KEY,
    team_id UUID NOT NULL REFERENCES team (id) ON DELETE CASCADE,
    token_hash BYTEA NOT NULL UNIQUE,
    created_by UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX invitation_team ON invitation (team_id);
CREATE INDEX invitation_creator ON invitation (created_by);

-- name_key is the name in lower case: names are unique in whatever case.
CREATE TABLE system (
    id UUID PRIMARY KEY,
    team_id UUID NOT NULL REFERENCES team (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    about TEXT,
    links TEXT NOT NULL,
    CONSTRAINT system_name UNIQUE (team_id, name_key)
);

CREATE TABLE picture (
    team_id UUID NOT NULL REFERENCES team (id) ON DELETE CASCADE,
    hash BYTEA NOT NULL,
    media_type TEXT NOT NULL,
    width BIGINT NOT NULL,
    height BIGINT NOT NULL,
    bytes BYTEA NOT NULL,
    PRIMARY KEY (team_id, hash)
);

-- revision_id is the present wording; it is written before the wording itself and so refers to it without a constraint.
CREATE TABLE scenario (
    id UUID PRIMARY KEY,
    team_id UUID NOT NULL REFERENCES team (id) ON DELETE CASCADE,
    slug TEXT NOT NULL,
    revision_id UUID NOT NULL,
    archived BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    CONSTRAINT scenario_slug UNIQUE (team_id, slug)
);

CREATE TABLE scenario_revision (
    id UUID PRIMARY KEY,
    scenario_id UUID NOT NULL REFERENCES scenario (id) ON DELETE CASCADE,
    number BIGINT NOT NULL,
    content TEXT NOT NULL,
    written_by UUID,
    created_at BIGINT NOT NULL,
    UNIQUE (scenario_id, number)
);

-- Everything but id, team_id and created_at follows from the log. People are ids without a constraint, as in the log.
CREATE TABLE workshop (
    id UUID PRIMARY KEY,
    team_id UUID NOT NULL REFERENCES team (id) ON DELETE CASCADE,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    starts_at BIGINT NOT NULL,
    plan TEXT NOT NULL,
    phase TEXT NOT NULL,
    facilitator_id UUID NOT NULL,
    scribe_id UUID,
    cards BIGINT NOT NULL,
    join_code TEXT,
    closed_at BIGINT
);
CREATE INDEX workshop_team ON workshop (team_id, starts_at, id);
CREATE UNIQUE INDEX workshop_join_code ON workshop (join_code) WHERE closed_at IS NULL;

CREATE TABLE workshop_commit (
    workshop_id UUID NOT NULL REFERENCES workshop (id) ON DELETE CASCADE,
    version BIGINT NOT NULL,
    command_id UUID NOT NULL,
    actor_id UUID,
    at BIGINT NOT NULL,
    schema BIGINT NOT NULL,
    events TEXT NOT NULL,
    PRIMARY KEY (workshop_id, version),
    CONSTRAINT workshop_commit_command UNIQUE (workshop_id, command_id)
);

CREATE TABLE practised (
    workshop_id UUID NOT NULL REFERENCES workshop (id) ON DELETE CASCADE,
    scenario_id UUID NOT NULL REFERENCES scenario (id) ON DELETE CASCADE,
    PRIMARY KEY (workshop_id, scenario_id)
);
CREATE INDEX practised_scenario ON practised (scenario_id);

CREATE TABLE guest (
    id UUID PRIMARY KEY,
    workshop_id UUID NOT NULL REFERENCES workshop (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    token_hash BYTEA UNIQUE,
    member_id UUID,
    created_at BIGINT NOT NULL
);
CREATE INDEX guest_workshop ON guest (workshop_id);

CREATE TABLE action (
    id UUID PRIMARY KEY,
    team_id UUID NOT NULL REFERENCES team (id) ON DELETE CASCADE,
    workshop_id UUID NOT NULL REFERENCES workshop (id) ON DELETE CASCADE,
    text TEXT NOT NULL,
    owner_id UUID,
    due TEXT,
    priority TEXT NOT NULL,
    status TEXT NOT NULL,
    notes TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    done_at BIGINT,
    revision BIGINT NOT NULL,
    removed BOOLEAN NOT NULL
);
CREATE INDEX action_team ON action (team_id, created_at, id);
CREATE INDEX action_workshop ON action (workshop_id);
