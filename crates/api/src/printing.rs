//! Printing cards.

use domain::id::ScenarioId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What is printed, and how.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct PrintCards {
    /// The cards, in the order in which they are printed; at most 100.
    pub cards: Vec<ScenarioId>,
    /// Size of the paper.
    pub paper: PaperSize,
    /// How fronts and backs come together.
    pub sides: PrintedSides,
    /// Cards on one sheet: 1 or 2. A folded sheet has one.
    #[schema(minimum = 1, maximum = 2)]
    pub per_sheet: u8,
    /// Whether the facilitator's pages are printed.
    pub booklet: bool,
    /// Whether the headings of the walls are printed as posters.
    pub posters: bool,
    /// How many sheets for the scribe.
    #[schema(maximum = 20)]
    pub scribe_sheets: u8,
    /// How many blank cards.
    #[schema(maximum = 40)]
    pub blank_cards: u8,
}

/// Size of the paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PaperSize {
    /// 210 × 297 mm
    A4,
    /// 8½ × 11 in
    Letter,
}

/// How fronts and backs come together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PrintedSides {
    /// Both sides; the printer turns the sheet about its long edge.
    LongEdge,
    /// Both sides; the printer turns the sheet about its short edge.
    ShortEdge,
    /// One side; the sheet is folded in the middle.
    Fold,
    /// One side; evidence as strips to cut out and glue on the backs.
    Strips,
}
