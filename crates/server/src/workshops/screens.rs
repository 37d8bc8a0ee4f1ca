//! Room screens: a code on a screen, typed at the desk, and from then on it shows the room without anybody's account.

use api::refusal::RequestReason;
use api::screen::{PairScreen, PairedScreen, ScreenState};
use api::time::to_rfc3339;
use domain::id::{PersonId, ScreenId, TeamId, WorkshopId};
use domain::time::Timestamp;
use domain::workshop::{Actor, Phase, Standing};
use store::screens::ScreenRow;
use store::workshops::WorkshopRow;

use crate::auth::token::SecretToken;
use crate::code;
use crate::error::{Error, Result};
use crate::live::{ConnectingClient, Pass, Revocation};
use crate::services::Services;
use crate::throttle::Attempt;

/// How long a code can be typed.
const CODE_MINUTES: i64 = 10;
/// How long a paired screen is let in at most; its workshop usually ends sooner.
const PAIRED_DAYS: i64 = 2;
const WRONG: Error = Error::Gone(RequestReason::NoScreen);

/// Makes a room screen with a code of its own, instead of one that no workshop was paired with; one that shows a workshop
/// stays. Answers the secret of a new screen, too.
pub(crate) async fn begin_screen(
    services: &Services,
    address: &str,
    before: Option<ScreenRow>,
) -> Result<(Option<String>, ScreenState)> {
    services.throttle.attempt(Attempt::Screen, address, services.now())?;
    if let Some(paired) = before.as_ref().filter(|screen| screen.paired.is_some()) {
        return Ok((None, screen_state(paired)));
    }
    let (secret, screen) = new_screen(services, before.map(|screen| screen.token_hash)).await?;
    Ok((Some(secret), screen_state(&screen)))
}

/// A screen with a code that no other shows.
async fn new_screen(services: &Services, instead_of: Option<store::Sha256>) -> Result<(String, ScreenRow)> {
    for _ in 0..3 {
        let SecretToken { secret, hash } = SecretToken::new(&*services.entropy);
        let screen = ScreenRow {
            id: ScreenId(services.new_id()),
            token_hash: hash,
            code: code::new(&*services.entropy),
            paired: None,
            expires_at: services.now().plus_minutes(CODE_MINUTES),
        };
        match services.store.create_screen(screen.clone(), instead_of).await {
            Err(store::Error::Conflict(store::Conflict::Code)) => {}
            made => return Ok(made.map(|()| (secret, screen))?),
        }
    }
    Err(Error::Internal("every code is taken".into()))
}

/// What a screen shows.
pub(crate) fn screen_state(screen: &ScreenRow) -> ScreenState {
    match screen.paired {
        Some((workshop, _)) => ScreenState::Paired { screen: screen.id, workshop },
        None => ScreenState::Waiting { code: screen.code.clone(), expires_at: to_rfc3339(screen.expires_at) },
    }
}

/// The client of the live workshop that a paired screen is.
pub(crate) async fn screen_client(services: &Services, screen: &ScreenRow) -> Result<ConnectingClient> {
    let (workshop, _) = screen.paired.ok_or(Error::NotFound)?;
    let row = services.store.workshop(workshop).await?.ok_or(Error::NotFound)?;
    // The screen's own id belongs to no person.
    let actor = Actor { person: PersonId(screen.id.0), standing: Standing::Screen };
    Ok(ConnectingClient { workshop, team: row.team, actor, pass: Pass::Screen(screen.token_hash) })
}

/// The team whose workshop a screen shows, and when that was closed.
pub(crate) async fn shown_on_screen(services: &Services, workshop: WorkshopId) -> Result<(TeamId, Option<Timestamp>)> {
    let row = services.store.workshop(workshop).await?.ok_or(Error::NotFound)?;
    Ok((row.team, row.projection.closed_at))
}

/// Pairs the screen that shows a code with a workshop.
pub(crate) async fn pair_screen(
    services: &Services,
    address: &str,
    row: &WorkshopRow,
    by: PersonId,
    wanted: &PairScreen,
) -> Result<PairedScreen> {
    services.throttle.attempt(Attempt::Pair, address, services.now())?;
    if row.projection.phase == Phase::Closed {
        return Err(Error::Conflict { code: "over", reason: RequestReason::WorkshopOver });
    }
    let now = services.now();
    let expires_at = now.plus_days(PAIRED_DAYS);
    let paired = match services.store.pair_screen(code::clean(&wanted.code), row.id, by, now, expires_at).await {
        Err(store::Error::NotFound) => return Err(WRONG),
        paired => paired?,
    };
    services.hub.team_changed(row.team).await;
    Ok(PairedScreen { id: paired.id, code: paired.code })
}

/// Takes the workshop off a screen.
pub(crate) async fn unpair_screen(services: &Services, row: &WorkshopRow, screen: ScreenId) -> Result<()> {
    let gone = services.store.delete_screen(row.id, screen).await?;
    services.hub.revoke(Revocation::Session(gone.token_hash));
    services.hub.team_changed(row.team).await;
    Ok(())
}
