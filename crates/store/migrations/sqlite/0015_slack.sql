-- Slack, as a team has set it up. Token and signing secret are encrypted with the installation's key.
CREATE TABLE slack (
    team_id BLOB PRIMARY KEY REFERENCES team (id) ON DELETE CASCADE,
    -- Slack's ids and names of the workspace and of the app in it, as Slack told them.
    workspace TEXT NOT NULL,
    workspace_name TEXT NOT NULL,
    bot TEXT NOT NULL,
    token BLOB NOT NULL,
    signing_secret BLOB NOT NULL,
    -- Where the team reads what is posted; nothing is posted without it.
    channel TEXT,
    -- What is posted there, JSON.
    posts TEXT NOT NULL,
    connected_at INTEGER NOT NULL
) STRICT;
CREATE INDEX slack_workspace ON slack (workspace);

-- Which workshops begin soon is asked every minute, of all teams at once.
CREATE INDEX workshop_start ON workshop (starts_at) WHERE phase = 'planned';
