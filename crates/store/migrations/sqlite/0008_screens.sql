-- Room screens. Until it is paired a screen has no workshop, and expires with its code.

CREATE TABLE screen (
    id BLOB PRIMARY KEY,
    token_hash BLOB NOT NULL UNIQUE,
    code TEXT NOT NULL,
    workshop_id BLOB REFERENCES workshop (id) ON DELETE CASCADE,
    paired_at INTEGER,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX screen_code ON screen (code) WHERE workshop_id IS NULL;
CREATE INDEX screen_workshop ON screen (workshop_id);
CREATE INDEX screen_expiry ON screen (expires_at);
