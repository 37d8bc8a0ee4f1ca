//! A postmortem, sorted into its parts.

use std::collections::BTreeMap;

use super::blocks::{BOLD_LEVEL, Block};
use super::headings::{Section, classify, is_label, is_section_line};

/// A postmortem by its parts.
#[derive(Default)]
pub(super) struct Sections {
    blocks: BTreeMap<Section, Vec<Block>>,
    /// The headings that are no part, and a first line that stands alone.
    pub(super) titles: Vec<String>,
    /// Lines `label: text` whose label is none of the parts: date, authors, services.
    pub(super) labels: Vec<(String, String)>,
}

impl Sections {
    /// Sorts the blocks of a document into its parts.
    pub(super) fn sort(blocks: Vec<Block>) -> Self {
        let mut sections = Self::default();
        let mut current = Section::Other;
        // The level of the heading that began the current part.
        let mut level = 0;
        for block in blocks {
            match &block {
                Block::Heading { level: new, text } => {
                    let found = classify(text).filter(|_| !sections.is_title(*new, text));
                    let deeper = current != Section::Other && *new > level;
                    match found {
                        Some(section) if !(deeper && current == Section::Timeline) => {
                            (current, level) = (section, *new)
                        }
                        _ if deeper => sections.push(current, block),
                        _ => {
                            // Once a part has begun, a heading is no title any more.
                            if sections.blocks.keys().all(|section| *section == Section::Other) {
                                sections.titles.push(text.clone());
                            }
                            (current, level) = (Section::Other, *new);
                        }
                    }
                }
                Block::Paragraph(text) | Block::Item(text) => {
                    let is_item = matches!(block, Block::Item(_));
                    let text = text.clone();
                    let is_first = sections.blocks.is_empty() && sections.titles.is_empty();
                    if is_first && !is_item && !text.contains(['\n', '.']) && text.split_whitespace().count() < 16 {
                        sections.titles.push(text.clone());
                    }
                    current = sections.add_lines(current, &text, is_item, &mut level);
                }
                Block::Row(cells) if current != Section::Timeline && cells.len() == 2 && is_label(&cells[0]) => {
                    let (label, text) = (cells[0].clone(), cells[1].clone());
                    sections.add_label(current, &label, &text);
                }
                Block::Row(_) | Block::Code(_) => sections.push(current, block),
            }
        }
        sections
    }

    /// The blocks of a part.
    pub(super) fn blocks(&self, section: Section) -> &[Block] {
        self.blocks.get(&section).map_or(&[], Vec::as_slice)
    }

    /// The blocks of all parts.
    pub(super) fn all(&self) -> impl Iterator<Item = &Block> {
        self.blocks.values().flatten()
    }

    /// What a part says.
    pub(super) fn text(&self, section: Section) -> String {
        let texts = self.blocks(section).iter().map(Block::text);
        texts.filter(|text| !text.trim().is_empty()).collect::<Vec<_>>().join("\n").trim().to_owned()
    }

    /// A first heading of the highest level is the title, unless it is a part's name and nothing else.
    fn is_title(&self, level: usize, text: &str) -> bool {
        level == 1 && self.titles.is_empty() && self.blocks.is_empty() && text.split_whitespace().count() > 2
    }

    fn push(&mut self, section: Section, block: Block) {
        self.blocks.entry(section).or_default().push(block);
    }

    /// Adds lines, of which some may begin with a label. A line that is a part's name with a colon begins the part.
    fn add_lines(&mut self, mut current: Section, text: &str, is_item: bool, level: &mut usize) -> Section {
        let mut rest: Vec<&str> = Vec::new();
        for line in text.lines() {
            let label = line.split_once(':').filter(|(label, _)| is_label(label));
            match label {
                _ if is_section_line(line)
                    && (!is_item || line.trim_end().ends_with(':'))
                    && may_end(current, *level, is_item) =>
                {
                    self.push_text(current, &rest.join("\n"), is_item);
                    rest.clear();
                    current = classify(line).unwrap_or(current);
                    *level = BOLD_LEVEL;
                }
                Some((label, after))
                    if !after.trim().is_empty()
                        && current != Section::Timeline
                        && (current == Section::Other || !is_prose(after)) =>
                {
                    self.push_text(current, &rest.join("\n"), is_item);
                    rest.clear();
                    self.add_label(current, label, after.trim());
                }
                _ => rest.push(line),
            }
        }
        self.push_text(current, &rest.join("\n"), is_item);
        current
    }

    fn push_text(&mut self, section: Section, text: &str, is_item: bool) {
        if !text.trim().is_empty() {
            let text = text.trim().to_owned();
            self.push(section, if is_item { Block::Item(text) } else { Block::Paragraph(text) });
        }
    }

    /// A label names a part, or it is kept as a label.
    fn add_label(&mut self, current: Section, label: &str, text: &str) {
        match classify(label) {
            Some(section)
                if current == Section::Other
                    || section == current
                    || (section >= Section::Cause && current < Section::Lessons) =>
            {
                let section = if section == Section::Timeline { current } else { section };
                self.push(section, Block::Paragraph(text.to_owned()));
            }
            Some(_) => self.push(current, Block::Paragraph(format!("{label}: {text}"))),
            None => {
                self.labels.push((label.trim().to_lowercase(), text.to_owned()));
                if current != Section::Other {
                    self.push(current, Block::Paragraph(format!("{label}: {text}")));
                }
            }
        }
    }

    /// The text behind the first of some labels.
    pub(super) fn label(&self, names: &[&str]) -> Option<&str> {
        let named = |label: &str| names.iter().any(|name| label.trim_matches(|c: char| !c.is_alphanumeric()) == *name);
        self.labels.iter().find(|(label, _)| named(label)).map(|(_, text)| text.as_str())
    }
}

/// Whether a line of text may end a part. A timeline that a heading began is ended by the next heading only, and no item ends one.
fn may_end(section: Section, level: usize, is_item: bool) -> bool {
    section != Section::Timeline || (level == BOLD_LEVEL && !is_item)
}

/// Whether a text behind a colon is more than a value.
fn is_prose(text: &str) -> bool {
    text.split_whitespace().count() > 60
}
