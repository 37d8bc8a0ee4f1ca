-- What a team calls its walls where it has names of its own, as JSON, and how its workshops begin.
CREATE TABLE team_walls (
    team_id BLOB PRIMARY KEY REFERENCES team (id) ON DELETE CASCADE,
    names TEXT NOT NULL,
    private INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The notes of closed workshops, to compare later ones with. Nobody's name is here.
CREATE TABLE earlier_note (
    workshop_id BLOB NOT NULL REFERENCES workshop (id) ON DELETE CASCADE,
    note_id BLOB NOT NULL,
    wall TEXT NOT NULL,
    text TEXT NOT NULL,
    gist TEXT NOT NULL,
    PRIMARY KEY (workshop_id, note_id)
) STRICT, WITHOUT ROWID;

-- Who votes for which note. The rows go when the votes are counted.
CREATE TABLE vote (
    workshop_id BLOB NOT NULL REFERENCES workshop (id) ON DELETE CASCADE,
    person_id BLOB NOT NULL,
    note_id BLOB NOT NULL,
    PRIMARY KEY (workshop_id, person_id, note_id)
) STRICT, WITHOUT ROWID;
