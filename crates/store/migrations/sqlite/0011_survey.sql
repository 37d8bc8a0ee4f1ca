-- The monthly question. Nothing in these tables tells who answered what: a ballot knows its round and nothing else, its id is
-- random, rows are written in batches in a random order, and no time stands beside them.

CREATE TABLE survey (
    team_id BLOB PRIMARY KEY REFERENCES team (id) ON DELETE CASCADE,
    -- Rounds open by themselves.
    active INTEGER NOT NULL,
    -- The recurrence, the hour, days open, threshold, comments, wording: JSON.
    settings TEXT NOT NULL,
    -- The local day of the next round, and the first instant at which its hour comes for any member.
    next_day TEXT,
    wake_at INTEGER
) STRICT;
CREATE INDEX survey_wake ON survey (wake_at) WHERE wake_at IS NOT NULL;

CREATE TABLE survey_round (
    id BLOB PRIMARY KEY,
    team_id BLOB NOT NULL REFERENCES team (id) ON DELETE CASCADE,
    -- The local day that the recurrence named; none when people opened it.
    occurrence TEXT,
    origin TEXT NOT NULL,
    wording TEXT NOT NULL,
    threshold INTEGER NOT NULL,
    comments INTEGER NOT NULL,
    public_key BLOB NOT NULL,
    -- None once it is closed.
    private_key BLOB,
    opened_at INTEGER NOT NULL,
    closes_at INTEGER NOT NULL,
    closed_at INTEGER,
    invited INTEGER NOT NULL,
    -- How many invited people are new, or gone, since the round before; none for the first.
    roster_change INTEGER,
    -- Known when it is closed.
    claims INTEGER,
    ballots INTEGER,
    outcome TEXT,
    -- How many chose each answer, JSON; only when it is published.
    histogram TEXT,
    UNIQUE (team_id, occurrence)
) STRICT;
CREATE INDEX survey_round_team ON survey_round (team_id, opened_at);
CREATE INDEX survey_round_open ON survey_round (closes_at) WHERE closed_at IS NULL;

-- Who was asked. What their browser had signed is kept until the round is closed, so that a lost reply can be fetched again.
-- The account is no reference: whoever leaves while a round is open stays counted.
CREATE TABLE survey_invitation (
    round_id BLOB NOT NULL REFERENCES survey_round (id) ON DELETE CASCADE,
    account_id BLOB NOT NULL,
    -- When the hour of the round comes in their own zone.
    due_at INTEGER NOT NULL,
    blinded BLOB,
    signature BLOB,
    PRIMARY KEY (round_id, account_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX survey_invitation_account ON survey_invitation (account_id);

CREATE TABLE ballot (
    id BLOB PRIMARY KEY,
    round_id BLOB NOT NULL REFERENCES survey_round (id) ON DELETE CASCADE,
    nonce BLOB NOT NULL,
    answer INTEGER NOT NULL,
    UNIQUE (round_id, nonce)
) STRICT, WITHOUT ROWID;

CREATE TABLE ballot_comment (
    id BLOB PRIMARY KEY,
    round_id BLOB NOT NULL REFERENCES survey_round (id) ON DELETE CASCADE,
    -- Padded with spaces to one length.
    text TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX ballot_comment_round ON ballot_comment (round_id);
