//! What has no place in a workshop, and is reported rather than lost.

/// Words that were read and left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LeftOut {
    pub(super) line: u32,
    pub(super) last_line: u32,
    /// The heading of their column, where they stood in a table.
    pub(super) column: Option<String>,
    pub(super) text: String,
}
