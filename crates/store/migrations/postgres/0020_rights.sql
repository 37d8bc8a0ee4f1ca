-- Rights end with what they were given for: what has to be known so that they can.

-- Which owner made a link for somebody's password, and of which team: it works only while that is still so. Who made the
-- links that are there is not known.
ALTER TABLE one_time_link ADD COLUMN team_id UUID REFERENCES team (id) ON DELETE CASCADE;
ALTER TABLE one_time_link ADD COLUMN made_by UUID REFERENCES account (id) ON DELETE CASCADE;
CREATE INDEX one_time_link_team ON one_time_link (team_id) WHERE team_id IS NOT NULL;
CREATE INDEX one_time_link_maker ON one_time_link (made_by) WHERE made_by IS NOT NULL;
DELETE FROM one_time_link WHERE purpose = 'reset_password';

-- Who came in by which invitation. Whoever joined while one worked may have used it.
CREATE TABLE invitation_use (
    invitation_id UUID NOT NULL REFERENCES invitation (id) ON DELETE CASCADE,
    account_id UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    PRIMARY KEY (invitation_id, account_id)
);
CREATE INDEX invitation_use_account ON invitation_use (account_id);
INSERT INTO invitation_use (invitation_id, account_id)
SELECT invitation.id, membership.account_id FROM invitation JOIN membership ON membership.team_id = invitation.team_id
WHERE membership.joined_at >= invitation.created_at;

-- Who paired a room screen; an account without a constraint, like the people of a log.
ALTER TABLE screen ADD COLUMN paired_by UUID;

-- Each member has an address of their own for the team's calendar. The one address for all works until somebody is removed.
ALTER TABLE team ADD COLUMN shared_calendar BOOLEAN NOT NULL DEFAULT TRUE;

-- What surrounded a workshop when it was closed. Guests and room screens see that until their access ends.
CREATE TABLE closing (
    workshop_id UUID PRIMARY KEY REFERENCES workshop (id) ON DELETE CASCADE,
    surroundings TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX closing_expiry ON closing (expires_at);

-- The names of that moment. They stand apart, so that a name that is erased goes from here, too.
CREATE TABLE closing_name (
    workshop_id UUID NOT NULL REFERENCES closing (workshop_id) ON DELETE CASCADE,
    person_id UUID NOT NULL,
    name TEXT NOT NULL,
    -- Whether a member is a responder; none of whoever is no member.
    responder BOOLEAN,
    PRIMARY KEY (workshop_id, person_id)
);
CREATE INDEX closing_name_person ON closing_name (person_id);
