//! Keeping a team's pictures.

use std::io::{Read, Seek};

use api::refusal::RequestReason;
use api::scenario::StoredPicture;
use domain::id::{PersonId, TeamId, WorkshopId};
use domain::workshop::Rejection;
use store::pictures::PictureRow;

use super::clean::{Clean, clean};
use crate::error::{Error, Result};
use crate::rows::{from_hex, hex};
use crate::services::Services;
use crate::throttle::Attempt;

/// How many MiB of pictures a team may keep.
const QUOTA_MIB: usize = 100;

/// Makes a picture of its pixels alone and keeps it.
pub(crate) async fn save_picture(
    services: &Services,
    team: TeamId,
    file: impl Read + Seek + Send + 'static,
) -> Result<StoredPicture> {
    let Clean { hash, media_type, width, height, bytes } = clean(file).await?;
    let quota = QUOTA_MIB as u64 * 1024 * 1024;
    if services.store.picture_bytes(team).await? + bytes.len() as u64 > quota {
        return Err(Error::Full { reason: RequestReason::PicturesFull, limit: QUOTA_MIB });
    }
    let picture = PictureRow { hash, team, media_type: media_type.to_owned(), width, height, bytes };
    services.store.put_picture(picture).await?;
    Ok(StoredPicture { hash: hex(&hash), width, height })
}

/// A team's picture by its hash in hexadecimal digits.
pub(crate) async fn stored_picture(services: &Services, team: TeamId, hash: &str) -> Result<PictureRow> {
    let hash = from_hex(hash).ok_or(Error::NotFound)?;
    services.store.picture(team, hash).await?.ok_or(Error::NotFound)
}

/// Whether a person may upload a picture for a step of a workshop: it is under way, and they are in it.
pub(crate) async fn check_upload(services: &Services, workshop: WorkshopId, person: PersonId) -> Result<()> {
    let state = services.hub.state(workshop).await?;
    if !state.workshop.phase.is_under_way() {
        return Err(Error::Rejected(Rejection::WrongPhase(state.workshop.phase)));
    }
    if !state.workshop.people.get(&person).is_some_and(|participant| participant.present) {
        return Err(Error::Rejected(Rejection::NotJoined));
    }
    services.throttle.attempt(Attempt::Upload, &person.to_string(), services.now())?;
    services.throttle.attempt(Attempt::Picture, &person.to_string(), services.now())
}
