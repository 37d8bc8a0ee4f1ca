-- The name that somebody had when a round opened: its ballot page lists it until the round is closed, even when the account is
-- erased meanwhile. None once it is closed.
ALTER TABLE survey_invitation ADD COLUMN name TEXT;
UPDATE survey_invitation SET name = (SELECT name FROM account WHERE account.id = survey_invitation.account_id)
 WHERE round_id IN (SELECT id FROM survey_round WHERE closed_at IS NULL);

-- A round that was short of its threshold at its end is given a week more, once.
ALTER TABLE survey_round ADD COLUMN extended BOOLEAN NOT NULL DEFAULT FALSE;

-- When the password was last set by a link: who made the link could have used it, so rounds that were open then want the personal
-- link of their invitation.
ALTER TABLE account ADD COLUMN password_reset_at BIGINT;
