-- The monthly question. Nothing in these tables tells who answered what: a ballot knows its round and nothing else, its id is
-- random, rows are written in batches in a random order, and no time stands beside them.

CREATE TABLE survey (
    team_id UUID PRIMARY KEY REFERENCES team (id) ON DELETE CASCADE,
    -- Rounds open by themselves.
    active BOOLEAN NOT NULL,
    -- The recurrence, the hour, days open, threshold, comments, wording: JSON.
    settings TEXT NOT NULL,
    -- The local day of the next round, and the first instant at which its hour comes for any member.
    next_day TEXT,
    wake_at BIGINT
);
CREATE INDEX survey_wake ON survey (wake_at) WHERE wake_at IS NOT NULL;

CREATE TABLE survey_round (
    id UUID PRIMARY KEY,
    team_id UUID NOT NULL REFERENCES team (id) ON DELETE CASCADE,
    -- The local day that the recurrence named; none when people opened it.
    occurrence TEXT,
    origin TEXT NOT NULL,
    wording TEXT NOT NULL,
    threshold BIGINT NOT NULL,
    comments BOOLEAN NOT NULL,
    public_key BYTEA NOT NULL,
    -- None once it is closed.
    private_key BYTEA,
    opened_at BIGINT NOT NULL,
    closes_at BIGINT NOT NULL,
    closed_at BIGINT,
    invited BIGINT NOT NULL,
    -- How many invited people are new, or gone, since the round before; none for the first.
    roster_change BIGINT,
    -- Known when it is closed.
    claims BIGINT,
    ballots BIGINT,
    outcome TEXT,
    -- How many chose each answer, JSON; only when it is published.
    histogram TEXT,
    UNIQUE (team_id, occurrence)
);
CREATE INDEX survey_round_team ON survey_round (team_id, opened_at);
CREATE INDEX survey_round_open ON survey_round (closes_at) WHERE closed_at IS NULL;

-- Who was asked. What their browser had signed is kept until the round is closed, so that a lost reply can be fetched again.
-- The account is no reference: whoever leaves while a round is open stays counted.
CREATE TABLE survey_invitation (
    round_id UUID NOT NULL REFERENCES survey_round (id) ON DELETE CASCADE,
    account_id UUID NOT NULL,
    -- When the hour of the round comes in their own zone.
    due_at BIGINT NOT NULL,
    blinded BYTEA,
    signature BYTEA,
    PRIMARY KEY (round_id, account_id)
);
CREATE INDEX survey_invitation_account ON survey_invitation (account_id);

CREATE TABLE ballot (
    id UUID PRIMARY KEY,
    round_id UUID NOT NULL REFERENCES survey_round (id) ON DELETE CASCADE,
    nonce BYTEA NOT NULL,
    answer BIGINT NOT NULL,
    UNIQUE (round_id, nonce)
);

CREATE TABLE ballot_comment (
    id UUID PRIMARY KEY,
    round_id UUID NOT NULL REFERENCES survey_round (id) ON DELETE CASCADE,
    -- Padded with spaces to one length.
    text TEXT NOT NULL
);
CREATE INDEX ballot_comment_round ON ballot_comment (round_id);
