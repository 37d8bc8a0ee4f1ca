//! Scenarios as files name them.

use std::collections::BTreeSet;

use domain::id::{ScenarioId, TeamId};
use domain::scenario::{Draft, Scenario, is_free_file_name};

use super::slug::free_slug;
use crate::error::{Error, Result};
use crate::pictures::file_name;
use crate::rows::from_hex;
use crate::services::Services;

/// A file names a picture of the team by its hash and an ending.
pub(crate) fn by_hash(mut draft: Draft) -> Draft {
    for picture in draft.0.evidence.iter_mut().filter_map(|piece| piece.content.picture_mut()) {
        if let Some((hash, _)) = picture.source.rsplit_once('.') {
            picture.source = hash.to_owned();
        }
    }
    draft
}

/// A team's scenario as a file: its slug, and the text.
pub(crate) async fn scenario_file(services: &Services, team: TeamId, id: ScenarioId) -> Result<(String, String)> {
    let row = services.store.scenario(team, id).await?.ok_or(Error::NotFound)?;
    let content = to_file(services, team, row.content.into_scenario(), &BTreeSet::new()).await?;
    let text = scenario::write(&content);
    Ok((content.slug, text))
}

/// The scenario as files name it: its pictures with an ending, and itself by a slug that is free among `taken` and that a
/// file can have on every system. Cards of earlier versions may be called otherwise.
pub(crate) async fn to_file(
    services: &Services,
    team: TeamId,
    mut content: Scenario,
    taken: &BTreeSet<String>,
) -> Result<Scenario> {
    if !is_free_file_name(&content.slug) {
        content.slug = free_slug(&format!("card-{}", content.slug), |slug| taken.contains(slug));
    }
    for picture in content.evidence.iter_mut().filter_map(|piece| piece.content.picture_mut()) {
        let Some(hash) = from_hex(&picture.source) else { continue };
        if let Some(stored) = services.store.picture(team, hash).await? {
            picture.source = file_name(&hash, &stored.media_type);
        }
    }
    Ok(content)
}
