//! The monthly question: keys, links, waiting ballots, closing. What is promised to those who answer, and why each step is as it is,
//! is in docs/decisions/0024-the-anonymous-survey.md.

mod accept;
mod close;
mod extend;
mod lost_ballots;
mod open;
pub(crate) mod plan;
mod results;
mod rounds;
pub(crate) mod schedule;
pub(crate) mod set_up;
mod story;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::id::{PersonId, SurveyRoundId};
use store::surveys::SurveyRoundRow;

pub(crate) use self::accept::accept_ballot;
pub use self::close::close;
pub(crate) use self::lost_ballots::ask_again;
pub use self::open::open;
pub(crate) use self::results::{published_numbers, results, results_when_closed};
pub(crate) use self::rounds::{describe_round, identify_viewer, open_questions, sign_ballot};
pub use self::schedule::tick;
pub(crate) use self::story::team_story;
#[cfg(feature = "weakened")]
use crate::ballots::Weakness;
use crate::ballots::keys::key_hash;
use crate::error::Result;
use crate::services::Services;

/// How many bytes of the key's hash are in a link.
const LINKED: usize = 16;
const PURPOSE: &str = "survey-invitation";

/// A person's link to their ballot. What is behind the `#` stays in the browser until it claims: mail scanners do not get to it.
#[must_use]
pub fn link(services: &Services, round: &SurveyRoundRow, account: PersonId) -> String {
    let secret = services.vault.token(PURPOSE, &[round.id.0.as_bytes(), account.0.as_bytes()]);
    let key = URL_SAFE_NO_PAD.encode(&key_hash(&round.public_key)[..LINKED]);
    format!("{}/ballot/{}#{}.{secret}.{key}", services.public_url, round.id, account.0.simple())
}

/// Whether this is the secret of a person's link to a round.
pub(crate) fn is_secret(services: &Services, round: SurveyRoundId, account: PersonId, secret: &str) -> bool {
    services.vault.is_token(secret, PURPOSE, &[round.0.as_bytes(), account.0.as_bytes()])
}

/// Whether a round asks a person, and if so, whether they had a ballot signed.
pub(crate) async fn asked(services: &Services, round: SurveyRoundId, account: PersonId) -> Result<Option<bool>> {
    let invitations = services.store.survey_invitations(round).await?;
    Ok(invitations.into_iter().find(|invitation| invitation.account == account).map(|invitation| invitation.claimed))
}

/// Whether signing in is not enough to take part in a round: the password was set by a link since it opened. Owners can make such
/// links; one who used it would learn whether the member had taken part, or take part in their place.
pub(crate) async fn needs_link(services: &Services, round: &SurveyRoundRow, account: PersonId) -> Result<bool> {
    #[cfg(feature = "weakened")]
    if services.pool.is_weakened(Weakness::ResetOpens) {
        return Ok(false);
    }
    Ok(services.store.password_reset_at(account).await?.is_some_and(|at| at >= round.opened_at))
}
