-- Ids and hashes are BLOBs, times are microseconds since 1970, JSON is TEXT.

CREATE TABLE setting (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE account (
    id BLOB PRIMARY KEY,
    name TEXT NOT NULL,
    email TEXT UNIQUE,
    password_hash TEXT,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE session (
    token_hash BLOB PRIMARY KEY,
    account_id BLOB NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_account ON session (account_id);
CREATE INDEX session_expiry ON session (expires_at);

CREATE TABLE one_time_link (
    token_hash BLOB PRIMARY KEY,
    purpose TEXT NOT NULL,
    account_id BLOB REFERENCES account (id) ON DELETE CASCADE,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX one_time_link_account ON one_time_link (account_id);

CREATE TABLE team (
    id BLOB PRIMARY KEY,
    name TEXT NOT NULL,
    demo INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX team_demo ON team (created_at) WHERE demo;

CREATE TABLE membership (
    team_id BLOB NOT NULL REFERENCES team (id) ON DELETE CASCADE,
    account_id BLOB NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    role TEXT NOT NULL,
    responder INTEGER NOT NULL,
    joined_at INTEGER NOT NULL,
    PRIMARY KEY (team_id, account_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX membership_account ON membership (account_id);

CREATE TABLE invitation (
    id BLOB PRIMARY KEY,
    team_id BLOB NOT NULL REFERENCES team (id) ON DELETE CASCADE,
    token_hash BLOB NOT NULL UNIQUE,
    created_by BLOB NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX invitation_team ON invitation (team_id);
CREATE INDEX invitation_creator ON invitation (created_by);

-- name_key is the name in lower case: names are unique in whatever case.
CREATE TABLE system (
    id BLOB PRIMARY KEY,
    team_id BLOB NOT NULL REFERENCES team (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    about TEXT,
    links TEXT NOT NULL,
    UNIQUE (team_id, name_key)
) STRICT;

CREATE TABLE picture (
    team_id BLOB NOT NULL REFERENCES team (id) ON DELETE CASCADE,
    hash BLOB NOT NULL,
    media_type TEXT NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (team_id, hash)
) STRICT;

-- revision_id is the present wording; it is written before the wording itself and so refers to it without a constraint.
CREATE TABLE scenario (
    id BLOB PRIMARY KEY,
    team_id BLOB NOT NULL REFERENCES team (id) ON DELETE CASCADE,
    slug TEXT NOT NULL,
    revision_id BLOB NOT NULL,
    archived INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (team_id, slug)
) STRICT;

CREATE TABLE scenario_revision (
    id BLOB PRIMARY KEY,
    scenario_id BLOB NOT NULL REFERENCES scenario (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    content TEXT NOT NULL,
    written_by BLOB,
    created_at INTEGER NOT NULL,
    UNIQUE (scenario_id, number)
) STRICT;

-- Everything but id, team_id and created_at follows from the log. People are ids without a constraint, as in the log.
CREATE TABLE workshop (
    id BLOB PRIMARY KEY,
    team_id BLOB NOT NULL REFERENCES team (id) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    starts_at INTEGER NOT NULL,
    plan TEXT NOT NULL,
    phase TEXT NOT NULL,
    facilitator_id BLOB NOT NULL,
    scribe_id BLOB,
    cards INTEGER NOT NULL,
    join_code TEXT,
    closed_at INTEGER
) STRICT;
CREATE INDEX workshop_team ON workshop (team_id, starts_at, id);
CREATE UNIQUE INDEX workshop_join_code ON workshop (join_code) WHERE closed_at IS NULL;

CREATE TABLE workshop_commit (
    workshop_id BLOB NOT NULL REFERENCES workshop (id) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    command_id BLOB NOT NULL,
    actor_id BLOB,
    at INTEGER NOT NULL,
    schema INTEGER NOT NULL,
    events TEXT NOT NULL,
    PRIMARY KEY (workshop_id, version),
    UNIQUE (workshop_id, command_id)
) STRICT;

CREATE TABLE practised (
    workshop_id BLOB NOT NULL REFERENCES workshop (id) ON DELETE CASCADE,
    scenario_id BLOB NOT NULL REFERENCES scenario (id) ON DELETE CASCADE,
    PRIMARY KEY (workshop_id, scenario_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX practised_scenario ON practised (scenario_id);

CREATE TABLE guest (
    id BLOB PRIMARY KEY,
    workshop_id BLOB NOT NULL REFERENCES workshop (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    token_hash BLOB UNIQUE,
    member_id BLOB,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX guest_workshop ON guest (workshop_id);

CREATE TABLE action (
    id BLOB PRIMARY KEY,
    team_id BLOB NOT NULL REFERENCES team (id) ON DELETE CASCADE,
    workshop_id BLOB NOT NULL REFERENCES workshop (id) ON DELETE CASCADE,
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
    removed INTEGER NOT NULL
) STRICT;
CREATE INDEX action_team ON action (team_id, created_at, id);
CREATE INDEX action_workshop ON action (workshop_id);
