//! The pack that ships with the product, and adding it to a team.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use api::problem::Invalid;
use api::refusal::RequestReason;
use api::scenario::{PackSystemInfo, StarterPack};
use domain::id::{ScenarioId, SystemId, TeamId};
use domain::scenario::{Complete, Draft};
use domain::text::SystemName;
use scenario::{Fault, Pack, PackSystem};
use store::systems::SystemRow;

use super::row::new_row;
use crate::error::Result;
use crate::pictures::save_picture;
use crate::services::Services;

/// A pack with the pictures that its scenarios name.
#[derive(Clone, Debug)]
pub struct Starter {
    pack: Pack,
    pictures: BTreeMap<String, Vec<u8>>,
}

impl Starter {
    /// Reads a pack from the names and contents of its files.
    ///
    /// # Errors
    /// Every fault of the pack.
    pub fn parse(files: &[(&str, &[u8])]) -> std::result::Result<Self, Vec<Fault>> {
        let pack = scenario::read_pack(files)?;
        let evidence = pack.scenarios.iter().flat_map(|scenario| scenario.evidence.iter());
        let named: Vec<&str> = evidence.filter_map(|piece| Some(piece.content.picture()?.source.as_str())).collect();
        let pictures = files.iter().filter(|(name, _)| named.contains(name));
        let pictures = pictures.map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect();
        Ok(Self { pack, pictures })
    }

    /// How many scenarios it has.
    pub(crate) fn scenarios(&self) -> usize {
        self.pack.scenarios.len()
    }

    /// What it is, for people who may add it.
    pub(crate) fn describe(&self) -> StarterPack {
        let system =
            |system: &PackSystem| PackSystemInfo { name: system.name.to_string(), about: system.about.clone() };
        StarterPack {
            title: self.pack.card_pack().title.to_string(),
            cards: u32::try_from(self.scenarios()).unwrap_or(u32::MAX),
            systems: self.pack.systems.iter().map(system).collect(),
        }
    }
}

/// The result of adding the pack: the ids of the new scenarios, and how many were there already.
pub(crate) struct StarterAdded {
    pub(crate) added: Vec<ScenarioId>,
    pub(crate) there_already: u32,
}

/// Adds the starter pack's scenarios, pictures and systems to a team, but for what it has already. A system of the pack that is
/// mapped to one of the team's own is not added, and the cards name the team's in its place.
pub(crate) async fn add(
    services: &Services,
    starter: &Starter,
    team: TeamId,
    mapped: &BTreeMap<String, SystemId>,
) -> Result<StarterAdded> {
    add_cards(services, starter, team, mapped, |_| true).await
}

/// The same for those scenarios of the pack that are wanted.
pub(crate) async fn add_cards(
    services: &Services,
    starter: &Starter,
    team: TeamId,
    mapped: &BTreeMap<String, SystemId>,
    wanted: impl Fn(&Complete) -> bool,
) -> Result<StarterAdded> {
    let Starter { pack, pictures } = starter;
    let own = mapped_systems(services, pack, team, mapped).await?;
    let title = pack.card_pack().title.to_string();
    let scenarios: Vec<_> = pack.scenarios.iter().filter(|scenario| wanted(scenario)).collect();
    let touched =
        |name: &SystemName| scenarios.iter().any(|scenario| scenario.systems.iter().any(|system| system.name == *name));
    let added = pack.systems.iter().filter(|system| touched(&system.name) && !own.contains_key(&system.name));
    let systems = added.map(|system| SystemRow {
        id: SystemId(services.new_id()),
        team,
        name: system.name.clone(),
        about: Some(system.about.clone()),
        links: Vec::new(),
        pack: Some(title.clone()),
    });
    services.store.ensure_systems(systems.collect()).await?;
    let evidence = scenarios.iter().flat_map(|scenario| scenario.evidence.iter());
    let named: Vec<&str> = evidence.filter_map(|piece| Some(piece.content.picture()?.source.as_str())).collect();
    let mut hashes = BTreeMap::new();
    for (name, bytes) in pictures.iter().filter(|(name, _)| named.contains(&name.as_str())) {
        hashes.insert(name.as_str(), save_picture(services, team, Cursor::new(bytes.clone())).await?.hash);
    }
    // The person who adds the pack has not read it, and may draw its cards.
    let row = |content: &Complete| {
        let mut draft = with_stored_pictures(content, &hashes);
        name_own_systems(&mut draft, &own);
        draft.0.pack.get_or_insert_with(|| pack.card_pack());
        new_row(services, team, None, draft.into())
    };
    let rows: Vec<_> = scenarios.into_iter().map(row).collect();
    let slugs: Vec<_> = rows.iter().map(|row| (row.id, row.content.slug.clone())).collect();
    let there = services.store.create_scenarios(rows).await?;
    let added = slugs.into_iter().filter(|(_, slug)| !there.contains(slug)).map(|(id, _)| id).collect();
    Ok(StarterAdded { added, there_already: u32::try_from(there.len()).unwrap_or(u32::MAX) })
}

/// The team's own systems, by the names of those of the pack for which they stand.
async fn mapped_systems(
    services: &Services,
    pack: &Pack,
    team: TeamId,
    mapped: &BTreeMap<String, SystemId>,
) -> Result<BTreeMap<SystemName, SystemRow>> {
    let systems = services.store.systems(team).await?;
    let mut own = BTreeMap::new();
    for (name, id) in mapped {
        let of_pack = pack.systems.iter().find(|system| system.name.as_str() == name);
        let (Some(of_pack), Some(system)) = (of_pack, systems.iter().find(|system| system.id == *id)) else {
            return Err(Invalid::new("systems", RequestReason::TeamSystem).into());
        };
        own.insert(of_pack.name.clone(), system.clone());
    }
    Ok(own)
}

/// Names the team's own systems on a card, each once.
fn name_own_systems(draft: &mut Draft, own: &BTreeMap<SystemName, SystemRow>) {
    for system in &mut draft.0.systems {
        if let Some(own) = own.get(&system.name) {
            (system.name, system.about) = (own.name.clone(), own.about.clone());
        }
    }
    let mut seen = BTreeSet::new();
    draft.0.systems.retain(|system| seen.insert(system.name.clone()));
}

/// The scenario with its pictures named by what they are stored under.
fn with_stored_pictures(content: &Complete, hashes: &BTreeMap<&str, String>) -> Draft {
    let mut draft = content.clone().into_draft();
    for picture in draft.0.evidence.iter_mut().filter_map(|piece| piece.content.picture_mut()) {
        if let Some(hash) = hashes.get(picture.source.as_str()) {
            picture.source.clone_from(hash);
        }
    }
    draft
}
