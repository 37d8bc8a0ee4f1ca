//! Keeping a team's pictures.

use std::io::{Read, Seek};

use api::scenario::StoredPicture;
use domain::id::TeamId;
use store::Store;
use store::pictures::Picture;

use super::clean::{Clean, clean, hex};
use crate::error::{Error, Result};

/// How many MiB of pictures a team may keep.
const QUOTA_MIB: usize = 100;

/// Makes a picture of its pixels alone and keeps it.
pub(crate) async fn keep(
    store: &dyn Store,
    team: TeamId,
    file: impl Read + Seek + Send + 'static,
) -> Result<StoredPicture> {
    let Clean { hash, media_type, width, height, bytes } = clean(file).await?;
    let quota = QUOTA_MIB as u64 * 1024 * 1024;
    if store.picture_bytes(team).await? + bytes.len() as u64 > quota {
        return Err(Error::Full { what: "MiB of pictures", limit: QUOTA_MIB });
    }
    let picture = Picture { hash, team, media_type: media_type.to_owned(), width, height, bytes };
    store.put_picture(picture).await?;
    Ok(StoredPicture { hash: hex(&hash), width, height })
}
