-- Room screens. Until it is paired a screen has no workshop, and expires with its code.

CREATE TABLE screen (
    id UUID PRIMARY KEY,
    token_hash BYTEA NOT NULL UNIQUE,
    code TEXT NOT NULL,
    workshop_id UUID REFERENCES workshop (id) ON DELETE CASCADE,
    paired_at BIGINT,
    expires_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX screen_code ON screen (code) WHERE workshop_id IS NULL;
CREATE INDEX screen_workshop ON screen (workshop_id);
CREATE INDEX screen_expiry ON screen (expires_at);
