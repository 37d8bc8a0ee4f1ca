//! Posters for walls, sheets for the scribe, blank cards, and the list of what was not printed as it is.

use std::collections::BTreeSet;

use crate::flow::{self, Flow, INK, Notes, PINE, RULE, SOFT_INK, draw_line};
use crate::job::Job;
use crate::pdf::{Document, Meaning};
use crate::sheet::{Area, MM, Place, fronts, paper_size};
use crate::text::{Fonts, Style};

const TEXT: Style = Style { size: 11.0, bold: false, fixed: false, color: INK };

pub(crate) fn print(job: &Job, fonts: &mut Fonts, document: &mut Document, notes: &mut Notes) {
    let mut missing = BTreeSet::new();
    for poster in &job.posters {
        print_poster(job, poster, fonts, document, &mut missing);
    }
    for _ in 0..job.scribe_sheets {
        print_scribe_sheet(job, fonts, document, &mut missing);
    }
    print_blank_cards(job, fonts, document, &mut missing);
    notes.add_missing(&job.words, &job.title, &missing);
}

/// A heading as large as the sheet allows, across it.
fn print_poster(job: &Job, text: &str, fonts: &mut Fonts, document: &mut Document, missing: &mut BTreeSet<char>) {
    let (height, width) = paper_size(job.paper);
    let margin = 20.0 * MM;
    let area = Area { x: margin, y: margin, width: width - 2.0 * margin, height: height - 2.0 * margin };
    let sizes = (6..=36).rev().map(|step| step as f32 * 4.0);
    let style = |size: f32| Style { size, bold: true, ..TEXT };
    let fits = |fonts: &mut Fonts, size: f32| {
        let words = text.split_whitespace().map(|word| fonts.lines(word, style(size), f32::MAX, &mut BTreeSet::new()));
        let widest = words.flatten().map(|line| line.width).fold(0.0, f32::max);
        let lines = fonts.lines(text, style(size), area.width, &mut BTreeSet::new());
        widest <= area.width && lines.iter().map(|line| line.height).sum::<f32>() <= area.height
    };
    let size = sizes.clone().find(|size| fits(fonts, *size)).unwrap_or(24.0);
    let element = document.add_element(Meaning::Title(text.to_owned()));
    let lines = fonts.lines(text, style(size), area.width, missing);
    let page = document.add_page((width, height));
    let mut canvas = document.canvas(page, Place { area, upside_down: false });
    let mut y = area.y + (area.height - lines.iter().map(|line| line.height).sum::<f32>()) / 2.0;
    for line in &lines {
        draw_line(&mut canvas, line, area.x + (area.width - line.width) / 2.0, y, Some(element));
        y += line.height;
    }
}

/// A table to write by hand: time, what was done, what came of it.
fn print_scribe_sheet(job: &Job, fonts: &mut Fonts, document: &mut Document, missing: &mut BTreeSet<char>) {
    let (width, height) = paper_size(job.paper);
    let area = Area { x: 0.0, y: 0.0, width, height }.inset(18.0 * MM);
    let title = document.add_element(Meaning::Title(job.words.scribe.clone()));
    let heading = fonts.lines(&job.words.scribe, Style { size: 16.0, bold: true, ..TEXT }, area.width, missing);
    let columns: Vec<_> = job
        .words
        .scribe_columns
        .iter()
        .map(|column| {
            (
                fonts.lines(column, Style { size: 9.0, bold: true, color: SOFT_INK, ..TEXT }, area.width, missing),
                document.add_element(Meaning::Paragraph),
            )
        })
        .collect();
    let page = document.add_page((width, height));
    let mut canvas = document.canvas(page, Place { area, upside_down: false });
    let mut y = area.y;
    for line in &heading {
        draw_line(&mut canvas, line, area.x, y, Some(title));
        y += line.height;
    }
    y += 4.0 * MM;
    let starts = [0.0, 0.12, 0.62].map(|share| area.x + share * area.width);
    for ((lines, element), x) in columns.iter().zip(starts) {
        lines.iter().take(1).for_each(|line| draw_line(&mut canvas, line, x + 1.0 * MM, y, Some(*element)));
    }
    y += 6.0 * MM;
    let top = y - 7.0 * MM;
    while y <= area.bottom() {
        canvas.line((area.x, y), (area.right(), y), 0.5, RULE, false);
        y += 11.0 * MM;
    }
    for x in starts.into_iter().skip(1) {
        canvas.line((x - 1.0 * MM, top), (x - 1.0 * MM, area.bottom()), 0.5, RULE, false);
    }
}

/// Cards to write by hand.
fn print_blank_cards(job: &Job, fonts: &mut Fonts, document: &mut Document, missing: &mut BTreeSet<char>) {
    let places = fronts(job.paper, job.sides, job.per_sheet);
    let mut left = usize::from(job.blank_cards);
    while left > 0 {
        let page = document.add_page(paper_size(job.paper));
        for place in places.iter().take(left) {
            let inside = place.area.inset(6.0 * MM);
            let label = Style { size: 8.5, bold: true, color: PINE, ..TEXT };
            let fields: Vec<_> = job
                .words
                .blank
                .iter()
                .map(|field| {
                    (fonts.lines(field, label, inside.width, missing), document.add_element(Meaning::Paragraph))
                })
                .collect();
            let mut canvas = document.canvas(page, *place);
            for (from, to) in
                [((0.0, 0.0), (1.0, 0.0)), ((0.0, 1.0), (1.0, 1.0)), ((0.0, 0.0), (0.0, 1.0)), ((1.0, 0.0), (1.0, 1.0))]
            {
                let point =
                    |(x, y): (f32, f32)| (place.area.x + x * place.area.width, place.area.y + y * place.area.height);
                canvas.line(point(from), point(to), 0.4, RULE, true);
            }
            for ((lines, element), share) in fields.iter().zip([0.0, 0.2, 0.6]) {
                let y = inside.y + share * inside.height;
                lines.iter().take(1).for_each(|line| draw_line(&mut canvas, line, inside.x, y, Some(*element)));
                let rules = if share == 0.0 { 1 } else { 3 };
                for rule in 1..=rules {
                    let y = y + 4.0 * MM + rule as f32 * 9.0 * MM;
                    canvas.line((inside.x, y), (inside.right(), y), 0.4, RULE, false);
                }
            }
        }
        left = left.saturating_sub(places.len());
    }
}

/// The list of what was not printed as it is, on pages of its own.
pub(crate) fn print_cut(job: &Job, fonts: &mut Fonts, document: &mut Document, cut: &[String]) {
    if cut.is_empty() {
        return;
    }
    let (width, height) = paper_size(job.paper);
    let area = Area { x: 0.0, y: 0.0, width, height }.inset(18.0 * MM);
    let mut flow = Flow::new(document, fonts, area.width);
    flow.text(&job.words.cut, Style { size: 16.0, bold: true, ..TEXT }, Meaning::Title(job.words.cut.clone()));
    flow.space(4.0 * MM);
    for note in cut {
        flow.text(&format!("• {note}"), TEXT, Meaning::Paragraph);
        flow.space(1.5 * MM);
    }
    let mut items = std::mem::take(&mut flow.items);
    while !items.is_empty() {
        let page = document.add_page((width, height));
        let mut canvas = document.canvas(page, Place { area, upside_down: false });
        items = flow::fill(&mut canvas, area, &items);
    }
}
