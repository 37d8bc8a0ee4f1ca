-- Reports that can be read without an account: what a team allows, and the links, of which only hashes are kept.

ALTER TABLE team ADD COLUMN public_reports INTEGER NOT NULL DEFAULT 0;

CREATE TABLE report_link (
    id BLOB PRIMARY KEY,
    workshop_id BLOB NOT NULL REFERENCES workshop (id) ON DELETE CASCADE,
    token_hash BLOB NOT NULL UNIQUE,
    names INTEGER NOT NULL,
    created_by BLOB NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX report_link_workshop ON report_link (workshop_id);
