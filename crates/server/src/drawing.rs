//! Drawing the trend's SVG to pixels, with the fonts that come along.

use std::sync::Arc;
use std::time::Duration;

use documents::trend::{self, SurveyResults, Theme};
use resvg::tiny_skia;
use resvg::usvg::{Group, Node, Options, Tree};

use crate::computations::{
    Cancellation, ComputationError, ComputationKey, ComputationKind, ComputationRequest, Computations,
};
use crate::error::Error;

/// The text in a picture some of whose letters the fonts do not have.
const LETTERS_MISSING: &str = "Some letters cannot be drawn in a PNG. Download the SVG to see them.";

/// How long a request waits for a picture.
const DEADLINE: Duration = Duration::from_secs(20);

/// The trend as a PNG at twice the size of its SVG.
pub(crate) async fn png(
    computations: &Computations,
    results: SurveyResults,
    theme: Theme,
) -> Result<Arc<Vec<u8>>, Error> {
    let key = ComputationKey::new(ComputationKind::TrendPicture, &(&results, theme))?;
    let request = ComputationRequest { key, team: results.team, deadline: DEADLINE };
    Ok(computations.compute(request, move |cancellation| draw(&results, theme, cancellation)).await?)
}

fn draw(results: &SurveyResults, theme: Theme, cancellation: &Cancellation) -> Result<Vec<u8>, ComputationError> {
    let tree = tree(results, theme)?;
    cancellation.check()?;
    let size = tree.size().to_int_size().scale_by(2.0).ok_or_else(|| failed(&"it has no size"))?;
    let mut pixels = tiny_skia::Pixmap::new(size.width(), size.height()).ok_or_else(|| failed(&"it is too large"))?;
    resvg::render(&tree, tiny_skia::Transform::from_scale(2.0, 2.0), &mut pixels.as_mut());
    cancellation.check()?;
    pixels.encode_png().map_err(|error| failed(&error))
}

/// The SVG that is drawn, with a note when letters are missing.
fn tree(results: &SurveyResults, theme: Theme) -> Result<Tree, ComputationError> {
    let mut options = Options { font_family: "Figtree".to_owned(), ..Options::default() };
    options.fontdb_mut().load_font_data(include_bytes!("../fonts/figtree-500.ttf").to_vec());
    options.fontdb_mut().load_font_data(include_bytes!("../fonts/figtree-700.ttf").to_vec());
    let read = |svg: &str| Tree::from_str(svg, &options).map_err(|error| failed(&error));
    let tree = read(&trend::svg(results, theme, None))?;
    if has_missing_glyphs(tree.root()) { read(&trend::svg(results, theme, Some(LETTERS_MISSING))) } else { Ok(tree) }
}

/// Whether a letter has no shape in any of the fonts: fonts use the glyph with the number 0 for those.
fn has_missing_glyphs(group: &Group) -> bool {
    group.children().iter().any(|node| match node {
        Node::Group(group) => has_missing_glyphs(group),
        Node::Text(text) => {
            let mut glyphs = text.layouted().iter().flat_map(|span| &span.positioned_glyphs);
            glyphs.any(|glyph| glyph.id.0 == 0)
        }
        Node::Path(_) | Node::Image(_) => false,
    })
}

fn failed(error: &dyn std::fmt::Display) -> ComputationError {
    ComputationError::Broken(format!("the trend's picture: {error}"))
}

#[cfg(test)]
mod tests {
    use domain::id::TeamId;
    use resvg::usvg;

    use super::*;

    fn results(question: &str, answer: &str) -> SurveyResults {
        SurveyResults {
            team: TeamId(uuid::Uuid::nil()),
            asked: true,
            open: None,
            question: Some(question.to_owned()),
            answers: vec![answer.to_owned(); 5],
            rounds: Vec::new(),
            trend: None,
        }
    }

    fn texts<'t>(group: &'t Group, found: &mut Vec<&'t usvg::Text>) {
        for node in group.children() {
            match node {
                Node::Group(group) => texts(group, found),
                Node::Text(text) => found.push(text),
                Node::Path(_) | Node::Image(_) => {}
            }
        }
    }

    fn words(text: &usvg::Text) -> String {
        text.chunks().iter().map(usvg::TextChunk::text).collect()
    }

    #[test]
    fn long_questions_stay_within_the_picture() {
        let questions = [
            "How ready are you? ".repeat(11),
            "W".repeat(200),
            "Wie bereit bist du für die Störungsbekämpfungsbereitschaftsmannschaftsdienstplanänderung? ".repeat(2),
            "MW@ ".repeat(50),
        ];
        for question in questions {
            let question = question.trim();
            let tree = tree(&results(question, &"wide words mmm ".repeat(5)), Theme::Light).unwrap();
            let mut found = Vec::new();
            texts(tree.root(), &mut found);
            assert!(found.len() > 6);
            for text in &found {
                let place = text.abs_bounding_box();
                assert!(place.left() >= 0.0 && place.right() <= tree.size().width(), "{} at {place:?}", words(text));
                assert!(place.bottom() <= tree.size().height(), "{} at {place:?}", words(text));
            }
            let all: String = found.iter().map(|text| words(text)).collect::<String>().split_whitespace().collect();
            let wanted: String = question.split_whitespace().collect();
            assert!(all.contains(&wanted), "nothing of the question is lost: {all}");
        }
    }

    #[test]
    fn a_picture_notes_letters_that_the_fonts_lack() {
        let check = |question: &str, answer: &str, expected: bool| {
            let tree = tree(&results(question, answer), Theme::Dark).unwrap();
            let mut found = Vec::new();
            texts(tree.root(), &mut found);
            assert_eq!(found.iter().any(|text| words(text) == LETTERS_MISSING), expected, "{question}, {answer}");
        };
        check("How ready are you?", "very", false);
        check("Wie bereit bist du für Störungen? À bientôt", "ganz – “und” gar…", false);
        check("Czy jesteś gotów?", "żółw", true);
        check("準備はできていますか", "very", true);
        check("How ready are you?", "готов", true);
        check("كم أنت مستعد؟", "very", true);
        check("How ready are you? 🔥", "very", true);
    }
}
