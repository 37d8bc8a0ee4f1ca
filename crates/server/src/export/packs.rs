//! The cards, those that were put away by themselves, as packs that `readyroom scenario check` reads.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use domain::scenario::{CardPack, MAX_PACK_AUTHORS, MAX_SENTENCE, Picture, Scenario};
use domain::text::{SystemName, Title};
use scenario::{MAX_PACK_SCENARIOS, MAX_PACK_SYSTEMS, PackHead, PackSystem};
use store::scenarios::ScenarioRow;
use store::teams::TeamRow;

use super::archive::Archive;
use crate::error::Result;
use crate::pictures::{self, file_name};
use crate::rows::from_hex;
use crate::scenarios::to_file;
use crate::services::Services;

/// Adds the cards in use, and those that were put away. Of a card that was played on paper there may be nothing but its
/// headline: the report has it.
pub(super) async fn add(services: &Services, team: &TeamRow, archive: &mut Archive) -> Result<()> {
    let used = services.store.scenarios(team.id).await?;
    let archived = services.store.archived_scenarios(team.id).await?;
    let archived = archived.into_iter().filter(|row| !row.content.brief.is_empty()).collect();
    add_cards(services, team, used, &Kind { folder: "scenarios", about: "The cards of this team." }, archive).await?;
    let kind = Kind { folder: "scenarios-archived", about: "Cards of this team that were put away." };
    add_cards(services, team, archived, &kind, archive).await
}

/// The properties that the cards of one pack share.
struct Kind {
    folder: &'static str,
    about: &'static str,
}

impl Kind {
    fn folder(&self, number: usize) -> String {
        if number == 1 { self.folder.to_owned() } else { format!("{}-{number}", self.folder) }
    }
}

/// Adds as many packs as cards need.
async fn add_cards(
    services: &Services,
    team: &TeamRow,
    rows: Vec<ScenarioRow>,
    kind: &Kind,
    archive: &mut Archive,
) -> Result<()> {
    let known = services.store.systems(team.id).await?.into_iter();
    let known: BTreeMap<SystemName, Option<String>> = known.map(|one| (one.name, one.about)).collect();
    let mut slugs: BTreeSet<String> = rows.iter().map(|row| row.content.slug.clone()).collect();
    let mut packs = vec![Pack::default()];
    for row in rows {
        let mut content = to_file(services, team.id, row.content.into_scenario(), &slugs).await?;
        slugs.insert(content.slug.clone());
        if !packs.last().is_some_and(|pack| pack.has_room_for(&content)) {
            packs.push(Pack::default());
        }
        let folder = kind.folder(packs.len());
        let pack = packs.last_mut().expect("there is at least one");
        for picture in content.evidence.iter_mut().filter_map(|piece| piece.content.picture_mut()) {
            add_picture(services, team, picture, pack, &folder, archive).await?;
        }
        archive.add(&format!("{folder}/{}.yaml", content.slug), scenario::write(&content)).await?;
        pack.add(&content, &known);
    }
    for (index, pack) in packs.iter().enumerate().filter(|(_, pack)| !pack.slugs.is_empty()) {
        let head = scenario::write_pack_head(&pack.head(team, kind.about));
        archive.add(&format!("{}/pack.yaml", kind.folder(index + 1)), head).await?;
    }
    Ok(())
}

/// Adds the file of a picture, once. A picture of an earlier version that is larger than a pack's may be is made smaller.
async fn add_picture(
    services: &Services,
    team: &TeamRow,
    picture: &mut Picture,
    pack: &mut Pack,
    folder: &str,
    archive: &mut Archive,
) -> Result<()> {
    if pack.pictures.contains(&picture.source) {
        return Ok(());
    }
    let Some(hash) = picture.source.split('.').next().and_then(from_hex) else { return Ok(()) };
    let Some(mut stored) = services.store.picture(team.id, hash).await? else { return Ok(()) };
    if stored.bytes.len() > scenario::MAX_PICTURE {
        let smaller = pictures::clean(Cursor::new(stored.bytes)).await?;
        picture.source = file_name(&smaller.hash, smaller.media_type);
        stored.bytes = smaller.bytes;
    }
    if pack.pictures.insert(picture.source.clone()) {
        archive.add_picture(&format!("{folder}/{}", picture.source), stored.bytes).await?;
    }
    Ok(())
}

/// The contents of a pack so far.
#[derive(Default)]
struct Pack {
    slugs: Vec<String>,
    authors: BTreeSet<String>,
    systems: BTreeMap<SystemName, String>,
    pictures: BTreeSet<String>,
    /// Where each card came from.
    packs: Vec<Option<CardPack>>,
}

impl Pack {
    fn has_room_for(&self, content: &Scenario) -> bool {
        self.slugs.len() < MAX_PACK_SCENARIOS && self.systems.len() + content.systems.len() <= MAX_PACK_SYSTEMS
    }

    fn add(&mut self, content: &Scenario, known: &BTreeMap<SystemName, Option<String>>) {
        self.slugs.push(content.slug.clone());
        self.packs.push(content.pack.clone());
        self.authors.extend(content.authors.iter().cloned());
        for system in &content.systems {
            let about = known.get(&system.name).cloned().flatten().or_else(|| system.about.clone());
            let about = about.filter(|about| !about.trim().is_empty()).unwrap_or_else(|| system.name.to_string());
            let line = about.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(MAX_SENTENCE).collect();
            self.systems.insert(system.name.clone(), line);
        }
    }

    /// The pack that all cards came from, or else the team's own.
    fn card_pack(&self, team: &TeamRow, about: &str) -> CardPack {
        if let Some(Some(first)) = self.packs.first()
            && self.packs.iter().all(|pack| pack.as_ref() == Some(first))
        {
            return first.clone();
        }
        CardPack {
            title: Title::parse(team.name.as_str())
                .unwrap_or_else(|_| Title::parse(about).expect("a sentence about the cards is a title")),
            version: None,
            licence: "For the team's own use".to_owned(),
            authors: self.authors.iter().take(MAX_PACK_AUTHORS).cloned().collect(),
        }
    }

    fn head(&self, team: &TeamRow, about: &str) -> PackHead {
        let CardPack { title, version, licence, authors } = self.card_pack(team, about);
        PackHead {
            title,
            about: about.to_owned(),
            version,
            licence,
            authors,
            scenarios: self.slugs.clone(),
            systems: self
                .systems
                .iter()
                .map(|(name, about)| PackSystem { name: name.clone(), about: about.clone() })
                .collect(),
        }
    }
}
