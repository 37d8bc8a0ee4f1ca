-- Who knows a scenario besides those who wrote it: what a draw avoids. Goes away with the account.

CREATE TABLE handled (
    scenario_id UUID NOT NULL REFERENCES scenario (id) ON DELETE CASCADE,
    account_id UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    PRIMARY KEY (scenario_id, account_id)
);
CREATE INDEX handled_account ON handled (account_id);

CREATE TABLE investigated (
    workshop_id UUID NOT NULL REFERENCES workshop (id) ON DELETE CASCADE,
    scenario_id UUID NOT NULL REFERENCES scenario (id) ON DELETE CASCADE,
    account_id UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    PRIMARY KEY (workshop_id, scenario_id, account_id)
);
CREATE INDEX investigated_scenario ON investigated (scenario_id);
CREATE INDEX investigated_account ON investigated (account_id);
