//! What a team prints: cards to put into a real hat, the facilitator's booklet, headings for walls, sheets for the scribe, and blank cards.
//!
//! [`print`] makes one PDF of a [`Job`]. Nothing is cut without a word: what could not be printed as it is comes back as a list, and stands on a page
//! of its own.

mod booklet;
mod cards;
mod extras;
mod flow;
mod job;
mod pdf;
mod qr;
mod sheet;
mod text;

pub use job::{Card, Evidence, EvidenceStyle, Job, Paper, Picture, Printed, Sides, Words};
pub use text::Fonts;

use flow::Notes;

/// Why nothing was printed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The job has nothing on it.
    #[error("there is nothing to print")]
    Empty,
    /// The PDF breaks a rule of its own format.
    #[error("the PDF could not be made: {0}")]
    Pdf(String),
}

/// Prints a job. `progress` hears how many of how many parts are done.
///
/// # Errors
///
/// When the job is empty, or the PDF does not keep the rules of PDF/UA-1.
pub fn print(job: &Job, fonts: &mut Fonts, progress: &mut dyn FnMut(usize, usize)) -> Result<Printed, Error> {
    let mut document = pdf::Document::new(&job.title, &job.language);
    let mut notes = Notes::default();
    let parts = job.cards.len() + job.booklet.len() + 1;
    let mut done = 0;
    let mut step = || {
        done += 1;
        progress(done, parts);
    };
    cards::print(job, fonts, &mut document, &mut notes, &mut step);
    booklet::print(job, fonts, &mut document, &mut notes, &mut step);
    extras::print(job, fonts, &mut document, &mut notes);
    if document.is_empty() {
        return Err(Error::Empty);
    }
    let cut = notes.into_list();
    extras::print_cut(job, fonts, &mut document, &cut);
    step();
    let pages = document.pages();
    Ok(Printed { pdf: document.finish()?, pages, cut })
}
