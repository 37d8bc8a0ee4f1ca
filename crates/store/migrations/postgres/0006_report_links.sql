-- Reports that can be read without an account: what a team allows, and the links, of which only hashes are kept.

ALTER TABLE team ADD COLUMN public_reports BOOLEAN NOT NULL DEFAULT FALSE;

CREATE TABLE report_link (
    id UUID PRIMARY KEY,
    workshop_id UUID NOT NULL REFERENCES workshop (id) ON DELETE CASCADE,
    token_hash BYTEA NOT NULL UNIQUE,
    names BOOLEAN NOT NULL,
    created_by UUID NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX report_link_workshop ON report_link (workshop_id);
