//! A team's scenarios: reading, writing, and the pack that ships with the product.

mod change;
mod files;
mod row;
mod slug;
mod starter;

use std::collections::BTreeMap;

use api::problem::Invalid;
use api::refusal::RequestReason;
use api::scenario::{ScenarioDetail, ScenarioSummary};
use domain::id::{PersonId, TeamId};
use domain::scenario::{Complete, Draft, is_free_file_name};
use store::scenarios::ScenarioRow;

pub(crate) use self::change::{archive_scenario, change_scenario, describe_scenario, set_handlers};
pub(crate) use self::files::{by_hash, scenario_file, to_file};
use self::row::new_row;
use self::slug::{is_slug, numbered, slug};
pub use self::starter::Starter;
pub(crate) use self::starter::{add as add_starter_pack, add_cards as add_starter_cards};
use crate::error::{Error, Result};
use crate::rows::from_hex;
use crate::services::Services;

/// The most scenarios of a team that can be played.
const MAX_SCENARIOS: u32 = 500;
/// The most that were put away.
const MAX_ARCHIVED: u32 = 2_000;
/// How often a title may be used before another one is wanted.
const MAX_ALIKE: u32 = 50;

/// Those of a team's scenarios that are wanted, as lists show them.
pub(crate) async fn summaries(
    services: &Services,
    team: TeamId,
    wanted: impl Fn(&ScenarioRow) -> bool,
) -> Result<Vec<ScenarioSummary>> {
    let rows: Vec<_> = services.store.scenarios(team).await?.into_iter().filter(wanted).collect();
    let practised = services.store.practised(team).await?;
    let names: BTreeMap<_, _> =
        services.store.members(team).await?.into_iter().map(|member| (member.account, member.name)).collect();
    let summary = |row: ScenarioRow| ScenarioSummary {
        id: row.id,
        title: row.content.title.to_string(),
        difficulty: row.content.difficulty,
        minutes: row.content.minutes,
        systems: row.content.systems.iter().map(|system| system.name.to_string()).collect(),
        evidence: u32::try_from(row.content.evidence.len()).unwrap_or(u32::MAX),
        practised: practised.get(&row.id).copied().unwrap_or(0),
        written_by: row.written_by.and_then(|by| names.get(&by)).map(ToString::to_string),
        updated_at: api::time::to_rfc3339(row.updated_at),
    };
    Ok(rows.into_iter().map(summary).collect())
}

/// Refuses more scenarios than a team may have, `more` of them new.
pub(crate) async fn room_for(services: &Services, team: TeamId, more: usize) -> Result<()> {
    let counts = services.store.team_counts(team).await?;
    let more = u32::try_from(more).unwrap_or(u32::MAX);
    if counts.cards.saturating_add(more) > MAX_SCENARIOS {
        return Err(Error::Full { reason: RequestReason::ScenariosFull, limit: MAX_SCENARIOS as usize });
    }
    if counts.archived_cards > MAX_ARCHIVED {
        return Err(Error::Full { reason: RequestReason::ArchiveFull, limit: MAX_ARCHIVED as usize });
    }
    Ok(())
}

/// Completes a draft, and checks that its pictures are the team's.
pub(crate) async fn complete(services: &Services, team: TeamId, draft: Draft) -> Result<Complete> {
    let content = draft.complete().map_err(Invalid::from)?;
    for picture in content.evidence.iter().filter_map(|piece| piece.content.picture()) {
        let stored = match from_hex(&picture.source) {
            Some(hash) => services.store.picture(team, hash).await?.is_some(),
            None => false,
        };
        if !stored {
            let reason = RequestReason::EvidencePictureGone;
            return Err(Invalid::new("evidence", reason).into());
        }
    }
    Ok(content)
}

/// Adds a scenario; its slug is made of its title unless it has a free one.
pub(crate) async fn add(services: &Services, team: TeamId, by: PersonId, content: Complete) -> Result<ScenarioDetail> {
    room_for(services, team, 1).await?;
    let wish = if is_slug(&content.slug) { content.slug.clone() } else { slug(content.title.as_str()) };
    let wish = if is_free_file_name(&wish) { wish } else { format!("card-{wish}") };
    for count in 1..=MAX_ALIKE {
        let content = content.clone().with_slug(numbered(&wish, count));
        let row = new_row(services, team, Some(by), content.into());
        if services.store.create_scenarios(vec![row.clone()]).await?.is_empty() {
            return Ok(detail(row, Vec::new()));
        }
    }
    Err(Invalid::new("title", RequestReason::TitleInUse).into())
}

/// A stored scenario on the wire.
fn detail(row: ScenarioRow, handled_by: Vec<PersonId>) -> ScenarioDetail {
    ScenarioDetail { id: row.id, revision: row.revision, content: row.content.into_scenario(), handled_by }
}
