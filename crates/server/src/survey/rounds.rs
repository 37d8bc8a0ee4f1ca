//! A round as those see it who are asked, and the signature of their ballot.

use std::collections::BTreeSet;

use api::account::OpenQuestion;
use api::ballot::{Asked, BallotRound, ClaimedBallot, ClosedRound, InvitedPerson, PersonalLink};
use api::refusal::RequestReason;
use api::time::to_rfc3339;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::id::{PersonId, SurveyRoundId};
use domain::survey::names::find_alike;
use domain::survey::showable;
use store::ballots::{Claim, SurveyInvitation};
use store::surveys::SurveyRoundRow;

use super::{is_secret, needs_link};
use crate::ballots::keys;
use crate::error::{Error, Result};
use crate::services::Services;

const CLOSED: Error = Error::Conflict { code: "round_closed", reason: RequestReason::RoundClosed };
const LINK_NEEDED: Error = Error::Conflict { code: "link_needed", reason: RequestReason::LinkNeeded };
const CLAIMED_ELSEWHERE: Error = Error::Conflict { code: "claimed_elsewhere", reason: RequestReason::ClaimedElsewhere };

/// A person who looks at a round.
#[derive(Clone, Copy)]
pub(crate) struct Viewer {
    person: PersonId,
    /// They showed the link of their invitation.
    by_link: bool,
}

/// Who looks at a round: the holder of a link, or else the account that is signed in.
pub(crate) fn identify_viewer(
    services: &Services,
    round: SurveyRoundId,
    signed_in: Option<PersonId>,
    link: Option<PersonalLink>,
) -> Result<Viewer> {
    match link {
        Some(link) if is_secret(services, round, link.account, &link.secret) => {
            Ok(Viewer { person: link.account, by_link: true })
        }
        Some(_) => Err(Error::NotFound),
        None => Ok(Viewer { person: signed_in.ok_or(Error::NotSignedIn)?, by_link: false }),
    }
}

/// A round, for a member of its team and for the holder of a personal link. It claims nothing.
pub(crate) async fn describe_round(
    services: &Services,
    id: SurveyRoundId,
    Viewer { person, by_link }: Viewer,
) -> Result<BallotRound> {
    let round = services.store.survey_round(id).await?.ok_or(Error::NotFound)?;
    let invitations = services.store.survey_invitations(id).await?;
    let own = invitations.iter().find(|invitation| invitation.account == person);
    if !(by_link && own.is_some()) && services.store.member(round.team, person).await?.is_none() {
        return Err(Error::NotFound);
    }
    let you = match own {
        None => Asked::NotInvited,
        Some(_) if !by_link && round.closing.is_none() && needs_link(services, &round, person).await? => {
            Asked::NeedsLink
        }
        Some(own) if own.claimed => Asked::Claimed,
        Some(_) => Asked::Invited,
    };
    let invited = roll(services, id, &invitations, person).await?;
    let team = services.store.team(round.team).await?.ok_or(Error::NotFound)?;
    Ok(ballot_round(services, round, team.name.to_string(), invited, you))
}

/// The questions that wait for a person's answer. A round that only the link of an invitation opens is not among them: whether the
/// person took part in it is not shown to somebody who signs in with a password that an owner's link set.
pub(crate) async fn open_questions(services: &Services, person: PersonId) -> Result<Vec<OpenQuestion>> {
    let mut questions = Vec::new();
    for round in services.store.open_survey_questions(person).await? {
        if !needs_link(services, &round, person).await? {
            let closes_at = to_rfc3339(round.closes_at);
            questions.push(OpenQuestion { round: round.id, team: round.team, closes_at });
        }
    }
    Ok(questions)
}

/// Those who are asked, by name, with what makes one look twice at a name.
async fn roll(
    services: &Services,
    round: SurveyRoundId,
    invitations: &[SurveyInvitation],
    viewer: PersonId,
) -> Result<Vec<InvitedPerson>> {
    let people: Vec<PersonId> = invitations.iter().map(|invitation| invitation.account).collect();
    let mut present = services.store.names(&people).await?;
    let before: Option<BTreeSet<PersonId>> = match services.store.previous_survey_round(round, viewer).await? {
        Some(before) => {
            Some(services.store.survey_invitations(before).await?.iter().map(|invitation| invitation.account).collect())
        }
        None => None,
    };
    let mut listed: Vec<(String, bool)> = invitations
        .iter()
        .filter_map(|invitation| {
            let name = invitation.name.clone().or_else(|| present.remove(&invitation.account))?;
            let joined = before.as_ref().is_some_and(|before| !before.contains(&invitation.account));
            Some((String::from(name), joined))
        })
        .collect();
    listed.sort_by_cached_key(|(name, _)| domain::characters::fold(name));
    let names: Vec<&str> = listed.iter().map(|(name, _)| name.as_str()).collect();
    let alike = find_alike(&names);
    let person = |((name, joined), alike)| InvitedPerson { name, joined, alike };
    let roll = listed.into_iter().zip(alike).map(person).collect();
    #[cfg(feature = "weakened")]
    if services.pool.is_weakened(crate::ballots::Weakness::NamesUnmarked) {
        let unmarked = |person: InvitedPerson| InvitedPerson { joined: false, alike: false, ..person };
        return Ok(Vec::into_iter(roll).map(unmarked).collect());
    }
    Ok(roll)
}

/// Signs a blinded value, once for each who is asked; the same value gets the same signature again.
#[expect(clippy::wildcard_enum_match_arm, reason = "other errors of the store mean here what they mean everywhere")]
pub(crate) async fn sign_ballot(
    services: &Services,
    id: SurveyRoundId,
    Viewer { person, by_link }: Viewer,
    blinded: &str,
) -> Result<ClaimedBallot> {
    if !by_link {
        let round = services.store.survey_round(id).await?.ok_or(Error::NotFound)?;
        if needs_link(services, &round, person).await? {
            return Err(LINK_NEEDED);
        }
    }
    let blinded = URL_SAFE_NO_PAD.decode(blinded).ok().filter(|bytes| bytes.len() == keys::BYTES);
    let blinded = blinded.ok_or_else(|| Error::Malformed("blinded: 256 bytes in URL-safe base64".into()))?;
    let kept = match services.store.survey_claim(id, person).await? {
        Some(kept) => kept,
        None => {
            let private = services.store.survey_private_key(id).await?.ok_or(CLOSED)?;
            let value = blinded.clone();
            let signed = tokio::task::spawn_blocking(move || keys::sign(&private, &value)).await;
            let signed = signed.map_err(|error| Error::Internal(format!("signing: {error}")))??;
            let signature = signed.ok_or_else(|| Error::Malformed("blinded: no number of this key".into()))?;
            let claim = Claim { blinded: blinded.clone(), signature };
            services.store.put_claim(id, person, claim).await.map_err(|error| match error {
                store::Error::Conflict(store::Conflict::Closed) => CLOSED,
                other => other.into(),
            })?
        }
    };
    if kept.blinded != blinded {
        return Err(CLAIMED_ELSEWHERE);
    }
    Ok(ClaimedBallot { signature: URL_SAFE_NO_PAD.encode(kept.signature) })
}

fn ballot_round(
    services: &Services,
    round: SurveyRoundRow,
    team_name: String,
    invited: Vec<InvitedPerson>,
    you: Asked,
) -> BallotRound {
    // A round that is not shown has no numbers at all.
    let closed = round.closing.map(|closing| {
        let numbers = (closing.ballots, round.invited);
        let shown = showable(round.threshold, closing.outcome, numbers, closing.histogram.as_ref()).is_some();
        ClosedRound {
            at: to_rfc3339(closing.at),
            claims: shown.then_some(closing.claims),
            ballots: shown.then_some(closing.ballots),
            outcome: closing.outcome,
        }
    });
    BallotRound {
        id: round.id,
        team: round.team,
        team_name,
        question: round.wording.question.into(),
        answers: round.wording.answers.map(String::from).into(),
        threshold: round.threshold.into(),
        comments: round.comments,
        public_key: URL_SAFE_NO_PAD.encode(&round.public_key),
        opened_at: to_rfc3339(round.opened_at),
        closes_at: to_rfc3339(round.closes_at),
        invited_count: round.invited,
        roster_change: round.roster_change.filter(|change| (1..u32::from(u8::from(round.threshold))).contains(change)),
        invited,
        you,
        closed,
        address: services.public_url.clone(),
    }
}
