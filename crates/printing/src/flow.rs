//! Content that flows from one area into the next.

use std::collections::BTreeSet;

use krilla::image::Image;

use crate::job::{Evidence, EvidenceStyle, Picture, Words};
use crate::pdf::{Canvas, Color, Document, ElementId, Meaning};
use crate::sheet::{Area, MM};
use crate::text::{Fonts, Line, Style};

pub(crate) const INK: Color = [20, 33, 29];
pub(crate) const SOFT_INK: Color = [66, 81, 75];
pub(crate) const PINE: Color = [11, 102, 80];
pub(crate) const RULE: Color = [127, 139, 132];
const MARKED: Color = [251, 232, 210];
const PAPER: Color = [255, 255, 255];
const EDGE: f32 = 0.9 * MM;
const PADDING: f32 = 2.2 * MM;

/// What could not be printed as it is.
#[derive(Default)]
pub(crate) struct Notes(Vec<String>);

impl Notes {
    pub(crate) fn add(&mut self, note: String) {
        if !self.0.contains(&note) {
            self.0.push(note);
        }
    }

    /// Names the characters that no font has.
    pub(crate) fn add_missing(&mut self, words: &Words, what: &str, missing: &BTreeSet<char>) {
        if !missing.is_empty() {
            let characters: Vec<String> =
                missing.iter().map(|character| format!("{character} (U+{:04X})", *character as u32)).collect();
            self.add(words.missing_characters.replace("{what}", what).replace("{characters}", &characters.join(", ")));
        }
    }

    pub(crate) fn into_list(self) -> Vec<String> {
        self.0
    }
}

/// A strip of content across an area.
#[derive(Clone)]
pub(crate) struct Item {
    content: Content,
    height: f32,
    element: Option<ElementId>,
    frame: Option<Frame>,
    /// Does not stand alone at the end of an area.
    with_next: bool,
}

#[derive(Clone)]
enum Content {
    Line(Line),
    Picture { image: Box<Image>, width: f32 },
    Space,
}

/// A ground with an edge on the left.
#[derive(Clone, Copy)]
struct Frame {
    ground: Color,
    edge: Color,
}

/// Content that is being put together.
pub(crate) struct Flow<'a> {
    pub(crate) items: Vec<Item>,
    pub(crate) document: &'a mut Document,
    pub(crate) fonts: &'a mut Fonts,
    pub(crate) missing: BTreeSet<char>,
    width: f32,
}

impl<'a> Flow<'a> {
    pub(crate) fn new(document: &'a mut Document, fonts: &'a mut Fonts, width: f32) -> Self {
        Self { items: Vec::new(), document, fonts, missing: BTreeSet::new(), width }
    }

    pub(crate) fn space(&mut self, height: f32) {
        self.push(Content::Space, height, None, None, false);
    }

    /// A text with the meaning of its own.
    pub(crate) fn text(&mut self, text: &str, style: Style, meaning: Meaning) {
        let with_next = !matches!(meaning, Meaning::Paragraph);
        let element = self.document.add_element(meaning);
        self.lines(text, style, element, None, with_next);
    }

    /// Paragraphs, at their line feeds.
    pub(crate) fn paragraphs(&mut self, text: &str, style: Style) {
        for paragraph in text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()) {
            self.text(paragraph, style, Meaning::Paragraph);
            self.space(style.size * 0.5);
        }
    }

    /// A piece of evidence in a frame; `size` is that of its text.
    pub(crate) fn evidence(&mut self, evidence: &Evidence, size: f32, words: &Words, notes: &mut Notes) {
        let frame = Some(Frame { ground: PAPER, edge: PINE });
        let heading = if evidence.title.is_empty() {
            evidence.kind.clone()
        } else {
            format!("{}: {}", evidence.kind, evidence.title)
        };
        let style = |size: f32| Style { size, bold: false, fixed: false, color: INK };
        self.push(Content::Space, PADDING, None, frame, true);
        let element = self.document.add_element(Meaning::Heading(heading.clone()));
        self.lines(&heading, Style { bold: true, ..style(size) }, element, frame, true);
        if !evidence.about.is_empty() {
            let element = self.document.add_element(Meaning::Paragraph);
            self.lines(&evidence.about, Style { color: SOFT_INK, ..style(size * 0.85) }, element, frame, true);
        }
        self.push(Content::Space, size * 0.3, None, frame, true);
        if let Some(picture) = &evidence.picture {
            self.picture(picture, frame, &heading, words, notes);
        }
        let fixed = evidence.style == EvidenceStyle::Log;
        for line in evidence.body.split('\n').filter(|_| !evidence.body.is_empty()) {
            let (text, frame) = match line.strip_prefix("> ") {
                Some(marked) if fixed => (marked, Some(Frame { ground: MARKED, edge: PINE })),
                _ => (line, frame),
            };
            if text.trim().is_empty() {
                self.push(Content::Space, size * 0.6, None, frame, false);
            } else {
                let element = self.document.add_element(Meaning::Paragraph);
                self.lines(
                    text,
                    Style { fixed, size: if fixed { size * 0.85 } else { size }, ..style(size) },
                    element,
                    frame,
                    false,
                );
            }
        }
        self.push(Content::Space, PADDING, None, frame, false);
        self.space(2.5 * MM);
    }

    fn picture(&mut self, picture: &Picture, frame: Option<Frame>, what: &str, words: &Words, notes: &mut Notes) {
        let Some(image) = read_image(&picture.bytes) else {
            notes.add(words.broken_picture.replace("{what}", what));
            return;
        };
        let (width, height) = image.size();
        let most = self.width - 2.0 * PADDING - EDGE;
        // Not larger than at 110 dots to the inch: a small graph does not fill the card.
        let shown = most.min(width as f32 * 72.0 / 110.0);
        let element = self.document.add_element(Meaning::Figure(picture.alt.clone()));
        let height = shown * height as f32 / width.max(1) as f32;
        self.push(Content::Picture { image: Box::new(image), width: shown }, height, Some(element), frame, false);
        self.push(Content::Space, 1.5 * MM, None, frame, false);
    }

    fn lines(&mut self, text: &str, style: Style, element: ElementId, frame: Option<Frame>, with_next: bool) {
        let width = if frame.is_some() { self.width - 2.0 * PADDING - EDGE } else { self.width };
        for line in self.fonts.lines(text, style, width, &mut self.missing) {
            let height = line.height;
            self.push(Content::Line(line), height, Some(element), frame, with_next);
        }
    }

    fn push(
        &mut self,
        content: Content,
        height: f32,
        element: Option<ElementId>,
        frame: Option<Frame>,
        with_next: bool,
    ) {
        self.items.push(Item { content, height, element, frame, with_next });
    }
}

fn read_image(bytes: &[u8]) -> Option<Image> {
    let data = || bytes.to_vec().into();
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => Image::from_png(data(), true),
        [0xff, 0xd8, ..] => Image::from_jpeg(data(), true),
        [b'G', b'I', b'F', ..] => Image::from_gif(data(), true),
        [b'R', b'I', b'F', b'F', ..] => Image::from_webp(data(), true),
        _ => return None,
    }
    .ok()
}

/// Height of all items.
pub(crate) fn height(items: &[Item]) -> f32 {
    items.iter().map(|item| item.height).sum()
}

/// Draws items into an area until it is full; returns those that are left. An item that is higher than the whole area is made smaller.
pub(crate) fn fill(canvas: &mut Canvas<'_>, area: Area, items: &[Item]) -> Vec<Item> {
    let count = fitting(items, area.height);
    let mut y = area.y;
    for (index, item) in items[..count].iter().enumerate() {
        let starts_area = index == 0;
        if matches!(item.content, Content::Space) && item.frame.is_none() && starts_area {
            continue;
        }
        draw(canvas, area, y, item);
        y += item.height.min(area.height);
    }
    items[count..]
        .iter()
        .skip_while(|item| matches!(item.content, Content::Space) && item.frame.is_none())
        .cloned()
        .collect()
}

/// How many items go into a height; at least one.
pub(crate) fn fitting(items: &[Item], height: f32) -> usize {
    let mut used = 0.0;
    let mut count = 0;
    for item in items {
        used += item.height;
        if used > height + 0.1 {
            break;
        }
        count += 1;
    }
    if count == items.len() {
        return count;
    }
    while count > 1 && items[count - 1].with_next {
        count -= 1;
    }
    count.max(1)
}

fn draw(canvas: &mut Canvas<'_>, area: Area, y: f32, item: &Item) {
    let height = item.height.min(area.height);
    let mut x = area.x;
    if let Some(frame) = item.frame {
        canvas.fill_area(Area { x: area.x, y, width: area.width, height: height + 0.2 }, frame.ground);
        canvas.fill_area(Area { x: area.x, y, width: EDGE, height: height + 0.2 }, frame.edge);
        x += EDGE + PADDING;
    }
    match &item.content {
        Content::Line(line) => draw_line(canvas, line, x, y, item.element),
        Content::Picture { image, width } => {
            if let Some(element) = item.element {
                let width = width * height / item.height;
                canvas.image((**image).clone(), Area { x, y, width, height }, element);
            }
        }
        Content::Space => {}
    }
}

/// Draws a line whose upper left corner is at this place.
pub(crate) fn draw_line(canvas: &mut Canvas<'_>, line: &Line, x: f32, y: f32, element: Option<ElementId>) {
    for run in &line.runs {
        canvas.glyphs(run.clone(), x, y + line.baseline, element);
    }
}
