//! A team's scenarios.

use std::collections::BTreeMap;

use domain::id::{PersonId, RevisionId, ScenarioId, SystemId};
use domain::scenario::{Difficulty, Draft, Scenario};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A card in a list: nothing that would spoil it.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ScenarioSummary {
    /// Its id.
    pub id: ScenarioId,
    /// Its headline.
    pub title: String,
    /// How hard it is.
    pub difficulty: Difficulty,
    /// How long an investigation should take.
    pub minutes: u16,
    /// The names of the systems it touches.
    pub systems: Vec<String>,
    /// How many pieces of evidence it has.
    pub evidence: u32,
    /// How often it was practised in this team's closed workshops.
    pub practised: u32,
    /// Who wrote the present wording, when that is a member.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written_by: Option<String>,
    /// When the present wording was written, RFC 3339.
    pub updated_at: String,
}

/// A whole scenario, for people who may read its back.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ScenarioDetail {
    /// Its id.
    pub id: ScenarioId,
    /// The present wording's id; sent back when it is changed.
    pub revision: RevisionId,
    /// Its text.
    pub content: Scenario,
    /// Who handled the real incident: the hat gives the card to somebody else, if it can.
    pub handled_by: Vec<PersonId>,
}

/// Who handled a scenario's real incident.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Handlers {
    /// Members of the team.
    pub people: Vec<PersonId>,
}

/// A new scenario.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct NewScenario {
    /// Its text.
    #[schema(value_type = Scenario)]
    pub content: Draft,
}

/// A new wording of a scenario.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ChangeScenario {
    /// The wording that was edited; refused when somebody else changed it meanwhile.
    pub revision: RevisionId,
    /// Its present text.
    #[schema(value_type = Scenario)]
    pub content: Draft,
}

/// The pack that ships with the product.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct StarterPack {
    /// Its title.
    pub title: String,
    /// How many cards it has.
    pub cards: u32,
    /// The invented systems that its cards touch.
    pub systems: Vec<PackSystemInfo>,
}

/// A system of a pack.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct PackSystemInfo {
    /// Its name.
    pub name: String,
    /// What it does.
    pub about: String,
}

/// How a pack is added.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct AddStarterPack {
    /// For systems of the pack, by name, the team's own that stand in their place.
    #[serde(default)]
    pub systems: BTreeMap<String, SystemId>,
}

/// Cards of the starter pack to add.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct AddStarterCards {
    /// Their headlines.
    pub titles: Vec<String>,
}

/// What came of adding several scenarios.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Added {
    /// The scenarios that are new.
    pub added: Vec<ScenarioSummary>,
    /// How many were there already.
    pub there_already: u32,
}

/// A stored picture.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct StoredPicture {
    /// SHA-256 of the stored bytes, in lower-case hexadecimal: its address.
    pub hash: String,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}
