-- What is sent to people and to other services. No text, no link and no secret lies in the outbox: a notice names ids, and is
-- written out when it is sent.

CREATE TABLE outgoing (
    id UUID PRIMARY KEY,
    team_id UUID REFERENCES team (id) ON DELETE CASCADE,
    -- Who gets it; none when it goes to the team.
    account_id UUID REFERENCES account (id) ON DELETE CASCADE,
    channel TEXT NOT NULL,
    -- JSON.
    notice TEXT NOT NULL,
    -- What makes it the same message: it is never sent a second time.
    key TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL,
    -- When it may be tried; of one that is being sent, until when its sender has it.
    due_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    ended_at BIGINT,
    -- What the other side said to the latest attempt.
    problem TEXT
);
CREATE INDEX outgoing_due ON outgoing (channel, due_at) WHERE state IN ('waiting', 'sending');
CREATE INDEX outgoing_team ON outgoing (team_id, state);
CREATE INDEX outgoing_account ON outgoing (account_id);
CREATE INDEX outgoing_ended ON outgoing (ended_at) WHERE ended_at IS NOT NULL;

-- Where a team's events are posted. The secret is sealed with the installation's key.
CREATE TABLE webhook (
    team_id UUID PRIMARY KEY REFERENCES team (id) ON DELETE CASCADE,
    url TEXT NOT NULL,
    secret BYTEA NOT NULL,
    changed_at BIGINT NOT NULL
);

-- What people do not want to be told by a channel; whatever is not here they get.
CREATE TABLE unwanted (
    account_id UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    channel TEXT NOT NULL,
    topic TEXT NOT NULL,
    PRIMARY KEY (account_id, channel, topic)
);
