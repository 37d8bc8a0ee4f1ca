//! Markdown as a flat list of what stands in it: headings, paragraphs, items of lists, rows of tables.

use super::super::times;
use super::headings::{is_label, is_section_line};
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// One thing of a document. Texts have no marks of Markdown; lines of a paragraph stay lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Block {
    Heading {
        level: usize,
        text: String,
    },
    Paragraph(String),
    Item(String),
    /// The cells of a row of a table.
    Row(Vec<String>),
    Code(String),
}

impl Block {
    /// What it says, on one or more lines.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Heading { text, .. } | Self::Paragraph(text) | Self::Code(text) => text.clone(),
            Self::Item(text) => format!("- {text}"),
            Self::Row(cells) => cells.join(" | "),
        }
    }
}

/// The level of a paragraph that is a heading by its look: it is all bold, and deeper than any heading.
pub(super) const BOLD_LEVEL: usize = 7;

/// Stands for a line break that may only be there because a line was full.
const SOFT_BREAK: char = '\r';

/// Reads a document.
pub(super) fn read_blocks(markdown: &str) -> Vec<Block> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS | Options::ENABLE_STRIKETHROUGH;
    let mut reader = Reader::default();
    for event in Parser::new_ext(markdown, options) {
        reader.read(event);
    }
    reader.end_text();
    reader.blocks
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    text: String,
    /// How many characters of the text are bold.
    bold: usize,
    in_bold: bool,
    heading: Option<usize>,
    /// How many lists are open.
    lists: usize,
    cells: Vec<String>,
    in_code: bool,
    in_image: bool,
}

impl Reader {
    fn read(&mut self, event: Event) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if !self.in_image => self.add(&text),
            Event::Code(text) => self.add(&text),
            Event::SoftBreak => self.text.push(SOFT_BREAK),
            Event::HardBreak => self.text.push('\n'),
            Event::Html(html) | Event::InlineHtml(html) if html.starts_with("<br") => self.text.push('\n'),
            Event::Rule => self.end_text(),
            Event::Text(_)
            | Event::Html(_)
            | Event::InlineHtml(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => {}
        }
    }

    fn add(&mut self, text: &str) {
        self.text.push_str(text);
        if self.in_bold {
            self.bold += text.trim().chars().count();
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "most marks change nothing about the text")]
    fn start(&mut self, tag: &Tag) {
        match tag {
            Tag::Heading { level, .. } => {
                self.end_text();
                self.heading = Some(level_of(*level));
            }
            Tag::Paragraph => {
                // A paragraph in an item belongs to it.
                if self.lists == 0 {
                    self.end_text();
                } else if !self.text.is_empty() {
                    self.text.push('\n');
                }
            }
            Tag::List(_) => {
                self.end_text();
                self.lists += 1;
            }
            Tag::Item | Tag::TableRow | Tag::TableHead | Tag::BlockQuote(_) => self.end_text(),
            Tag::CodeBlock(kind) => {
                self.end_text();
                // People indent lists by hand: what is only indented is text.
                self.in_code = matches!(kind, CodeBlockKind::Fenced(_));
            }
            Tag::TableCell => self.text.clear(),
            Tag::Strong => self.in_bold = true,
            Tag::Image { .. } => self.in_image = true,
            _ => {}
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "most marks change nothing about the text")]
    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph if self.lists > 0 => {}
            TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::Item | TagEnd::CodeBlock => {
                self.end_text();
                self.in_code = false;
            }
            TagEnd::List(_) => {
                self.end_text();
                self.lists -= 1;
            }
            TagEnd::TableCell => {
                self.cells.push(std::mem::take(&mut self.text).replace(['\n', SOFT_BREAK], " ").trim().to_owned())
            }
            TagEnd::TableRow | TagEnd::TableHead => {
                let cells = std::mem::take(&mut self.cells);
                self.blocks.push(Block::Row(cells));
                self.text.clear();
            }
            TagEnd::Strong => self.in_bold = false,
            TagEnd::Image => self.in_image = false,
            _ => {}
        }
    }

    fn end_text(&mut self) {
        let text = std::mem::take(&mut self.text);
        let bold = std::mem::take(&mut self.bold);
        let heading = self.heading.take();
        let text = join_lines(text.trim());
        // A footnote belongs to no part.
        if text.is_empty() || text.starts_with("[^") {
            return;
        }
        let all_bold = bold > 0 && bold + 2 >= text.chars().filter(|c| !c.is_whitespace()).count();
        let block = match heading {
            Some(level) => Block::Heading { level, text: text.replace('\n', " ") },
            None if self.in_code => Block::Code(text),
            None if self.lists > 0 => Block::Item(text),
            None if all_bold && text.chars().count() < 80 && !text.contains('\n') => {
                Block::Heading { level: BOLD_LEVEL, text }
            }
            None => Block::Paragraph(text),
        };
        self.blocks.push(block);
    }
}

/// Joins lines that were only broken because they were full. A line stays one when it begins with a time, a label or a mark, or when it
/// is the name of a part.
fn join_lines(text: &str) -> String {
    let mut joined = String::new();
    for line in text.split(SOFT_BREAK).map(str::trim) {
        let is_line = is_section_line(line)
            || is_section_line(joined.rsplit('\n').next().unwrap_or_default())
            || line.starts_with(['-', '•', '*', '|'])
            || times::find_time(line).is_some_and(|found| found.second.is_some())
            || line.split_once(':').is_some_and(|(label, _)| is_label(label));
        if !joined.is_empty() {
            joined.push(if is_line { '\n' } else { ' ' });
        }
        joined.push_str(line);
    }
    joined
}

fn level_of(level: HeadingLevel) -> usize {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
