-- From where a demonstration was asked for, as a keyed hash of the address: so many may be alive at once for each.
CREATE TABLE demonstration (
    team_id BLOB PRIMARY KEY REFERENCES team (id) ON DELETE CASCADE,
    address_hash BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX demonstration_address ON demonstration (address_hash);

-- The id of a system is chosen by its team: that another team has the same one is nobody's business.
CREATE TABLE system_of_team (
    id BLOB NOT NULL,
    team_id BLOB NOT NULL REFERENCES team (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    about TEXT,
    links TEXT NOT NULL,
    PRIMARY KEY (team_id, id),
    UNIQUE (team_id, name_key)
) STRICT;
INSERT INTO system_of_team (id, team_id, name, name_key, about, links)
    SELECT id, team_id, name, name_key, about, links FROM system;
DROP TABLE system;
ALTER TABLE system_of_team RENAME TO system;

-- An address that somebody came in with while it was another account's. Whether it was is not told, so that both sign in with it.
ALTER TABLE account ADD COLUMN claimed_email TEXT;
CREATE INDEX account_claimed_email ON account (claimed_email);
