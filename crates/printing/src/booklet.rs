//! The facilitator's booklet: for each card what only they may know.

use crate::flow::{self, Flow, INK, Notes, PINE, SOFT_INK};
use crate::job::{Card, Job};
use crate::pdf::{Document, Meaning};
use crate::sheet::{Area, MM, Place, paper_size};
use crate::text::{Fonts, Style};

pub(crate) fn print(job: &Job, fonts: &mut Fonts, document: &mut Document, notes: &mut Notes, step: &mut dyn FnMut()) {
    let (width, height) = paper_size(job.paper);
    let margin = 18.0 * MM;
    let area = Area { x: margin, y: margin, width: width - 2.0 * margin, height: height - 2.0 * margin };
    for card in &job.booklet {
        let mut items = content(job, card, area.width, fonts, document, notes);
        while !items.is_empty() {
            let page = document.add_page((width, height));
            let mut canvas = document.canvas(page, Place { area, upside_down: false });
            items = flow::fill(&mut canvas, area, &items);
        }
        step();
    }
}

fn content(
    job: &Job,
    card: &Card,
    width: f32,
    fonts: &mut Fonts,
    document: &mut Document,
    notes: &mut Notes,
) -> Vec<flow::Item> {
    let what = job.words.card.replace("{n}", &card.number.to_string());
    let text = Style { size: 10.0, bold: false, fixed: false, color: INK };
    let heading = Style { size: 12.0, bold: true, ..text };
    let mut flow = Flow::new(document, fonts, width);
    flow.text(
        &format!("{what} · {}", job.words.facilitator),
        Style { size: 9.0, bold: true, color: PINE, ..text },
        Meaning::Paragraph,
    );
    flow.text(
        &card.title,
        Style { size: 20.0, bold: true, ..text },
        Meaning::Title(format!("{} ({})", card.title, job.words.facilitator)),
    );
    flow.text(&card.about, Style { color: SOFT_INK, ..text }, Meaning::Paragraph);
    for (title, paragraphs) in &card.secrets {
        flow.space(4.0 * MM);
        flow.text(title, heading, Meaning::Heading(title.clone()));
        flow.space(1.0 * MM);
        for paragraph in paragraphs {
            flow.paragraphs(paragraph, text);
        }
    }
    if !card.later.is_empty() {
        flow.space(4.0 * MM);
        flow.text(&job.words.later, heading, Meaning::Heading(job.words.later.clone()));
        flow.space(2.0 * MM);
    }
    for (condition, evidence) in &card.later {
        flow.text(condition, Style { color: SOFT_INK, ..text }, Meaning::Paragraph);
        flow.evidence(evidence, 9.5, &job.words, notes);
    }
    let missing = std::mem::take(&mut flow.missing);
    let items = std::mem::take(&mut flow.items);
    notes.add_missing(&job.words, &format!("{what} ({})", job.words.facilitator), &missing);
    items
}
