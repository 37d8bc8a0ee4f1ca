//! What an action would bring and cost, and how much it matters therefore.

use serde::{Deserialize, Serialize};

/// A small scale: how much an action would bring, or how much work it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Level {
    /// Little.
    Low,
    /// Some.
    Medium,
    /// Much.
    High,
}

impl Level {
    /// The scale, from little to much.
    pub const ALL: [Self; 3] = [Self::Low, Self::Medium, Self::High];
}

/// How much an action matters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Priority {
    /// Worth doing.
    Low,
    /// Should be done.
    #[default]
    Medium,
    /// Must be done first.
    High,
}

impl Priority {
    /// How much an action matters that brings so much for so much work: high when it brings more than it costs, low when it
    /// costs more than it brings. A suggestion; people may choose otherwise.
    #[must_use]
    pub fn suggested(impact: Level, effort: Level) -> Self {
        match impact.cmp(&effort) {
            std::cmp::Ordering::Greater => Self::High,
            std::cmp::Ordering::Equal => Self::Medium,
            std::cmp::Ordering::Less => Self::Low,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The front end shows the same suggestions: its test reads this table.
    #[test]
    fn what_brings_more_than_it_costs_comes_first() {
        let rows = Level::ALL.into_iter().rev().flat_map(|impact| Level::ALL.map(|effort| (impact, effort)));
        let table: Vec<_> =
            rows.map(|(impact, effort)| (impact, effort, Priority::suggested(impact, effort))).collect();
        insta::assert_json_snapshot!("suggested", table);
    }
}
