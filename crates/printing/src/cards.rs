//! Cards: fronts, backs, and extra cards for what does not fit on them.

use std::collections::BTreeSet;

use crate::flow::{self, Flow, INK, Item, Notes, PINE, RULE, SOFT_INK, draw_line};
use crate::job::{Card, Job, Sides};
use crate::pdf::{Canvas, Color, Document, ElementId, Meaning};
use crate::qr;
use crate::sheet::{Area, BLEED, MM, Place, backs, fronts, paper_size};
use crate::text::{Fonts, Line, Style};

/// The ground of backs, so that nobody takes one for a front.
const BACK: Color = [228, 238, 233];
const PADDING: f32 = 6.0 * MM;
const QR_SIZE: f32 = 20.0 * MM;
/// Height of the line above the content.
const LABEL: f32 = 6.0 * MM;
/// The sizes of letters that are tried, largest first. With the last one the rest goes on extra cards.
const BRIEF_SIZES: [f32; 7] = [20.0, 18.0, 16.0, 14.0, 12.0, 11.0, 10.0];
const EVIDENCE_SIZES: [f32; 5] = [12.0, 11.0, 10.0, 9.0, 8.0];

/// The two sides of one piece of card.
#[derive(Default)]
struct Pieces {
    front: Side,
    back: Side,
}

#[derive(Default)]
struct Side {
    /// Above the content, small.
    label: Option<(Line, ElementId)>,
    items: Vec<Item>,
    qr: Option<(String, ElementId)>,
    /// Below the content: beside the code, and the origin.
    footer: Vec<(Line, ElementId)>,
}

pub(crate) fn print(job: &Job, fonts: &mut Fonts, document: &mut Document, notes: &mut Notes, step: &mut dyn FnMut()) {
    let mut pieces = Vec::new();
    for card in &job.cards {
        pieces.extend(make(job, card, fonts, document, notes));
        step();
    }
    place(job, &pieces, document);
    if job.sides == Sides::Strips {
        strips(job, fonts, document, notes);
    }
}

/// A card, and the extra cards that it needs.
fn make(job: &Job, card: &Card, fonts: &mut Fonts, document: &mut Document, notes: &mut Notes) -> Vec<Pieces> {
    let inside = fronts(job.paper, job.sides, job.per_sheet)[0].area.inset(PADDING);
    let what = job.words.card.replace("{n}", &card.number.to_string());
    let mut missing = BTreeSet::new();
    let front = front(job, card, inside, fonts, document, &mut missing);
    let mut pieces = vec![Pieces { front, back: Side::default() }];
    if job.sides == Sides::Strips {
        pieces[0].back.label = Some(label(&job.words.glue, document, fonts, inside.width, &mut missing));
    } else {
        let room = Side::default().content(inside).height;
        let back = back(job, card, inside.width, room, fonts, document, notes, &mut missing);
        pieces[0].back.label =
            Some(label(&format!("{what} · {}", job.words.evidence), document, fonts, inside.width, &mut missing));
        pieces[0].back.items = back;
    }
    notes.add_missing(&job.words, &what, &missing);
    spread(job, card, pieces, inside, fonts, document)
}

/// Moves what does not fit on extra cards.
fn spread(
    job: &Job,
    card: &Card,
    mut pieces: Vec<Pieces>,
    inside: Area,
    fonts: &mut Fonts,
    document: &mut Document,
) -> Vec<Pieces> {
    let mut rest_front = pieces[0].front.split(inside);
    let mut rest_back = pieces[0].back.split(inside);
    let mut missing = BTreeSet::new();
    while !rest_front.is_empty() || !rest_back.is_empty() {
        let mut extra = Pieces::default();
        let continued = format!(
            "{} · {}",
            job.words.card.replace("{n}", &card.number.to_string()),
            job.words.continued.replace("{title}", &card.title)
        );
        // Strips have no printed backs.
        let sides =
            if job.sides == Sides::Strips { vec![&mut extra.front] } else { vec![&mut extra.front, &mut extra.back] };
        for side in sides {
            let rest = if rest_front.is_empty() { &mut rest_back } else { &mut rest_front };
            if rest.is_empty() {
                continue;
            }
            side.label = Some(label(&continued, document, fonts, inside.width, &mut missing));
            side.items = std::mem::take(rest);
            *rest = side.split(inside);
        }
        pieces.push(extra);
    }
    pieces
}

fn label(
    text: &str,
    document: &mut Document,
    fonts: &mut Fonts,
    width: f32,
    missing: &mut BTreeSet<char>,
) -> (Line, ElementId) {
    let element = document.add_element(Meaning::Paragraph);
    let style = Style { size: 8.0, bold: true, fixed: false, color: PINE };
    let line = fonts.lines(text, style, width, missing).into_iter().next().unwrap_or(Line {
        height: 0.0,
        baseline: 0.0,
        width: 0.0,
        runs: Vec::new(),
    });
    (line, element)
}

fn front(
    job: &Job,
    card: &Card,
    inside: Area,
    fonts: &mut Fonts,
    document: &mut Document,
    missing: &mut BTreeSet<char>,
) -> Side {
    let what = job.words.card.replace("{n}", &card.number.to_string());
    let about = [card.systems.join(", "), card.about.clone()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ");
    let small = Style { size: 8.5, bold: false, fixed: false, color: SOFT_INK };
    let label = label(&[what, about].join(" · "), document, fonts, inside.width, missing);
    let mut side = Side { label: Some(label), ..Side::default() };
    let mut flow = Flow::new(document, fonts, inside.width);
    flow.text(
        &card.title,
        Style { size: 24.0, bold: true, fixed: false, color: INK },
        Meaning::Title(card.title.clone()),
    );
    flow.space(3.0 * MM);
    let title = std::mem::take(&mut flow.items);
    missing.append(&mut flow.missing);
    side.qr = card.link.clone().map(|link| (link, document.add_element(Meaning::Figure(job.words.scan.clone()))));
    let width = inside.width - QR_SIZE - 4.0 * MM;
    for text in [card.link.as_ref().map(|_| job.words.scan.as_str()), Some(card.origin.as_str())]
        .into_iter()
        .flatten()
        .filter(|text| !text.is_empty())
    {
        let element = document.add_element(Meaning::Paragraph);
        side.footer.extend(
            fonts.lines(text, Style { size: 7.5, ..small }, width, missing).into_iter().map(|line| (line, element)),
        );
    }
    let room = side.content(inside).height - flow::height(&title);
    side.items = title;
    side.items.extend(largest(&BRIEF_SIZES, room, |size| {
        let mut flow = Flow::new(document, fonts, inside.width);
        flow.paragraphs(&card.brief, Style { size, bold: false, fixed: false, color: INK });
        missing.append(&mut flow.missing);
        flow.items
    }));
    side
}

#[expect(clippy::too_many_arguments, reason = "each is needed once, and none belongs with another")]
fn back(
    job: &Job,
    card: &Card,
    width: f32,
    room: f32,
    fonts: &mut Fonts,
    document: &mut Document,
    notes: &mut Notes,
    missing: &mut BTreeSet<char>,
) -> Vec<Item> {
    largest(&EVIDENCE_SIZES, room, |size| {
        let mut flow = Flow::new(document, fonts, width);
        for evidence in &card.back {
            flow.evidence(evidence, size, &job.words, notes);
        }
        missing.append(&mut flow.missing);
        flow.items
    })
}

/// The content in the largest letters with which it fits; in the second smallest when it does not fit with any.
fn largest(sizes: &[f32], room: f32, mut make: impl FnMut(f32) -> Vec<Item>) -> Vec<Item> {
    for size in sizes {
        let items = make(*size);
        if flow::height(&items) <= room {
            return items;
        }
    }
    make(sizes[sizes.len().saturating_sub(2)])
}

impl Side {
    /// Where the content lies: below the label and above the footer.
    fn content(&self, inside: Area) -> Area {
        let footer = match (&self.qr, self.footer.is_empty()) {
            (Some(_), _) => QR_SIZE + 3.0 * MM,
            (None, false) => 8.0 * MM,
            (None, true) => 0.0,
        };
        Area { y: inside.y + LABEL, height: inside.height - LABEL - footer, ..inside }
    }

    /// Keeps what fits, and returns the rest.
    fn split(&mut self, inside: Area) -> Vec<Item> {
        let count = flow::fitting(&self.items, self.content(inside).height);
        if count >= self.items.len() { Vec::new() } else { self.items.split_off(count) }
    }
}

/// Puts the cards on sheets.
fn place(job: &Job, pieces: &[Pieces], document: &mut Document) {
    let (fronts, backs) = (fronts(job.paper, job.sides, job.per_sheet), backs(job.paper, job.sides, job.per_sheet));
    for sheet in pieces.chunks(fronts.len()) {
        let front_page = document.add_page(paper_size(job.paper));
        for (piece, place) in sheet.iter().zip(&fronts) {
            let mut canvas = document.canvas(front_page, *place);
            draw_side(&mut canvas, &piece.front, place.area);
            marks(&mut canvas, place.area, job.sides);
        }
        let back_page = match job.sides {
            Sides::Strips => continue,
            Sides::Fold => front_page,
            Sides::LongEdge | Sides::ShortEdge => document.add_page(paper_size(job.paper)),
        };
        for (piece, place) in sheet.iter().zip(&backs) {
            let mut canvas = document.canvas(back_page, *place);
            ground(&mut canvas, place, job.sides);
            draw_side(&mut canvas, &piece.back, place.area);
            marks(&mut canvas, place.area, job.sides);
        }
    }
}

/// The tint of a back. It reaches beyond the card, but not over a fold onto the front.
fn ground(canvas: &mut Canvas<'_>, place: &Place, sides: Sides) {
    let mut area = place.area.inset(-BLEED);
    if sides == Sides::Fold {
        // The place stands on its head: its fold is at the lower edge of the turned area.
        area.height -= BLEED;
    }
    canvas.fill_area(area, BACK);
}

fn draw_side(canvas: &mut Canvas<'_>, side: &Side, area: Area) {
    let inside = area.inset(PADDING);
    if let Some((line, element)) = &side.label {
        draw_line(canvas, line, inside.x, inside.y, Some(*element));
    }
    flow::fill(canvas, side.content(inside), &side.items);
    if let Some((link, element)) = &side.qr
        && let Some(path) = qr::path(link, inside.right() - QR_SIZE, inside.bottom() - QR_SIZE, QR_SIZE)
    {
        canvas.figure(path, INK, *element);
    }
    let mut y = inside.bottom() - side.footer.iter().map(|(line, _)| line.height).sum::<f32>();
    for (line, element) in &side.footer {
        draw_line(canvas, line, inside.x, y, Some(*element));
        y += line.height;
    }
}

/// Marks at the corners, outside of the card, or the dashed line of a fold.
fn marks(canvas: &mut Canvas<'_>, area: Area, sides: Sides) {
    let (gap, length) = (BLEED + 0.5 * MM, 4.0 * MM);
    for (x, outward_x) in [(area.x, -1.0), (area.right(), 1.0)] {
        for (y, outward_y) in [(area.y, -1.0), (area.bottom(), 1.0)] {
            let is_fold = sides == Sides::Fold && outward_y > 0.0;
            canvas.line((x + outward_x * gap, y), (x + outward_x * (gap + length), y), 0.4, RULE, is_fold);
            if !is_fold {
                canvas.line((x, y + outward_y * gap), (x, y + outward_y * (gap + length)), 0.4, RULE, false);
            }
        }
    }
    if sides == Sides::Fold {
        canvas.line((area.x, area.bottom()), (area.right(), area.bottom()), 0.4, RULE, true);
    }
}

/// Pieces of evidence to cut out, as wide as the inside of a card.
fn strips(job: &Job, fonts: &mut Fonts, document: &mut Document, notes: &mut Notes) {
    let (width, height) = paper_size(job.paper);
    let margin = 15.0 * MM;
    let area = Area { x: margin, y: margin, width: width - 2.0 * margin, height: height - 2.0 * margin };
    for card in job.cards.iter().filter(|card| !card.back.is_empty()) {
        let heading = job.words.strips.replace("{n}", &card.number.to_string());
        let mut flow = Flow::new(document, fonts, area.width);
        flow.text(
            &heading,
            Style { size: 11.0, bold: true, fixed: false, color: PINE },
            Meaning::Title(format!("{heading}: {}", card.title)),
        );
        flow.space(4.0 * MM);
        let mut groups = vec![std::mem::take(&mut flow.items)];
        for evidence in &card.back {
            flow.evidence(evidence, 9.5, &job.words, notes);
            groups.push(std::mem::take(&mut flow.items));
        }
        let missing = std::mem::take(&mut flow.missing);
        notes.add_missing(&job.words, &heading, &missing);
        let mut page = document.add_page((width, height));
        let mut y = area.y;
        for group in groups {
            let needed = flow::height(&group);
            if y + needed > area.bottom() && y > area.y {
                page = document.add_page((width, height));
                y = area.y;
            }
            let mut rest = group;
            loop {
                let room = Area { y, height: area.bottom() - y, ..area };
                let drawn = flow::height(&rest);
                let place = Place { area: room, upside_down: false };
                let mut canvas = document.canvas(page, place);
                rest = flow::fill(&mut canvas, room, &rest);
                let bottom = if rest.is_empty() { y + drawn } else { area.bottom() };
                document.canvas(page, place).line(
                    (area.x - 5.0 * MM, bottom),
                    (area.right() + 5.0 * MM, bottom),
                    0.4,
                    RULE,
                    true,
                );
                y = bottom + 2.0 * MM;
                if rest.is_empty() {
                    break;
                }
                page = document.add_page((width, height));
                y = area.y;
            }
        }
    }
}
