-- From where a demonstration was asked for, as a keyed hash of the address: so many may be alive at once for each.
CREATE TABLE demonstration (
    team_id UUID PRIMARY KEY REFERENCES team (id) ON DELETE CASCADE,
    address_hash BYTEA NOT NULL
);
CREATE INDEX demonstration_address ON demonstration (address_hash);

-- The id of a system is chosen by its team: that another team has the same one is nobody's business.
ALTER TABLE system DROP CONSTRAINT system_pkey;
ALTER TABLE system ADD CONSTRAINT system_pkey PRIMARY KEY (team_id, id);

-- An address that somebody came in with while it was another account's. Whether it was is not told, so that both sign in with it.
ALTER TABLE account ADD COLUMN claimed_email TEXT;
CREATE INDEX account_claimed_email ON account (claimed_email);
