//! The cards, those that were put away by themselves, as packs that `readyroom scenario check` reads.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use domain::scenario::{MAX_SENTENCE, Scenario};
use store::scenarios::ScenarioRow;
use store::teams::Team;

use super::archive::Archive;
use crate::error::Result;
use crate::pictures::from_hex;
use crate::routes::scenarios::by_file;
use crate::state::App;

/// The most scenarios and systems of one pack.
const MAX_SCENARIOS: usize = 200;
const MAX_SYSTEMS: usize = 100;

/// Adds the cards in use, and those that were put away. Of a card that was played on paper there may be nothing but its
/// headline: that stands in the report.
pub(super) async fn add(app: &App, team: &Team, archive: &mut Archive) -> Result<()> {
    let used = app.store.scenarios(team.id).await?;
    let archived = app.store.archived_scenarios(team.id).await?;
    let archived = archived.into_iter().filter(|row| !row.content.brief.is_empty()).collect();
    add_cards(app, team, used, &Kind { folder: "scenarios", about: "The cards of this team." }, archive).await?;
    let kind = Kind { folder: "scenarios-archived", about: "Cards of this team that were put away." };
    add_cards(app, team, archived, &kind, archive).await
}

/// What cards have in common.
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
async fn add_cards(app: &App, team: &Team, rows: Vec<ScenarioRow>, kind: &Kind, archive: &mut Archive) -> Result<()> {
    let known = app.store.systems(team.id).await?.into_iter();
    let known: BTreeMap<String, Option<String>> = known.map(|one| (one.name.to_string(), one.about)).collect();
    let mut packs = vec![Pack::default()];
    for row in rows {
        let content = by_file(app, team.id, row.content).await?;
        if !packs.last().is_some_and(|pack| pack.has_room_for(&content)) {
            packs.push(Pack::default());
        }
        let folder = kind.folder(packs.len());
        let pack = packs.last_mut().expect("there is at least one");
        for picture in content.evidence.iter().filter_map(|piece| piece.picture.as_ref()) {
            let hash = picture.source.split('.').next().and_then(from_hex);
            if !pack.pictures.insert(picture.source.clone()) {
                continue;
            }
            if let Some(hash) = hash
                && let Some(stored) = app.store.picture(team.id, hash).await?
            {
                archive.add_picture(&format!("{folder}/{}", picture.source), stored.bytes).await?;
            }
        }
        archive.add(&format!("{folder}/{}.yaml", content.slug), scenario::write(&content)).await?;
        pack.take(&content, &known);
    }
    for (index, pack) in packs.iter().enumerate().filter(|(_, pack)| !pack.slugs.is_empty()) {
        archive.add(&format!("{}/pack.yaml", kind.folder(index + 1)), pack.head(team, kind.about)).await?;
    }
    Ok(())
}

/// What a pack holds so far.
#[derive(Default)]
struct Pack {
    slugs: Vec<String>,
    systems: BTreeMap<String, String>,
    pictures: BTreeSet<String>,
}

impl Pack {
    fn has_room_for(&self, content: &Scenario) -> bool {
        self.slugs.len() < MAX_SCENARIOS && self.systems.len() + content.systems.len() <= MAX_SYSTEMS
    }

    fn take(&mut self, content: &Scenario, known: &BTreeMap<String, Option<String>>) {
        self.slugs.push(content.slug.clone());
        for system in &content.systems {
            let name = system.name.to_string();
            let about = known.get(&name).cloned().flatten().or_else(|| system.about.clone());
            let about = about.filter(|about| !about.trim().is_empty()).unwrap_or_else(|| name.clone());
            let line = about.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(MAX_SENTENCE).collect();
            self.systems.insert(name, line);
        }
    }

    /// The `pack.yaml`. Text in quotation marks means the same in YAML as in JSON.
    fn head(&self, team: &Team, about: &str) -> String {
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        let mut head = format!(
            "readyroom_pack: 1\ntitle: {}\nabout: {about}\nlicence: {}\nscenarios:\n",
            quoted(team.name.as_str()),
            quoted("For the team's own use"),
        );
        for slug in &self.slugs {
            let _ = writeln!(head, "  - {}", quoted(slug));
        }
        head.push_str("systems:\n");
        for (name, about) in &self.systems {
            let _ = writeln!(head, "  - name: {}\n    about: {}", quoted(name), quoted(about));
        }
        head
    }
}
