//! Prints jobs and looks at them with poppler's tools.

use std::process::Command;

use printing::{Card, Evidence, EvidenceStyle, Fonts, Job, Paper, Picture, Printed, Sides, Words, print};

fn evidence(kind: &str, style: EvidenceStyle, title: &str, about: &str, body: &str) -> Evidence {
    Evidence {
        style,
        kind: kind.to_owned(),
        title: title.to_owned(),
        about: about.to_owned(),
        body: body.to_owned(),
        picture: None,
    }
}

fn card(number: usize) -> Card {
    Card {
        number,
        title: format!("Order mails {number} are not sent"),
        systems: vec!["Mailer".to_owned(), "Orders".to_owned()],
        about: "medium · 15 minutes".to_owned(),
        brief: "Customer care writes that buyers have had no mail since nine.\n\nOrders themselves are fine. Größe, déjà vu, Ελλάδα, Привет.".to_owned(),
        back: vec![
            evidence("Page", EvidenceStyle::Text, "Queue order-mails is long", "Alertmanager · 9:12", "4,210 messages wait, the oldest for 31 minutes."),
            evidence("Log", EvidenceStyle::Log, "mailer", "mailer-7d9f", "09:11:58 INFO picked up 81723\n> 09:11:59 ERROR template for locale \"pt-BR\" is missing\n09:12:00 INFO picked up 81723"),
        ],
        later: vec![("Asked for the dead letters".to_owned(), evidence("Text", EvidenceStyle::Text, "Dead letters", "", "One message, 81723."))],
        link: Some(format!("https://ready.example/cards/{number}")),
        origin: "Starter pack · CC BY 4.0".to_owned(),
        secrets: vec![("Cause".to_owned(), vec!["One message stops the consumer.".to_owned()])],
    }
}

fn job(sides: Sides, per_sheet: u8, cards: Vec<Card>) -> Job {
    Job {
        title: "Cards of the team".to_owned(),
        language: "en".to_owned(),
        paper: Paper::A4,
        sides,
        per_sheet,
        booklet: cards.clone(),
        cards,
        posters: vec!["What's Crappy".to_owned(), "What's Awesome".to_owned()],
        scribe_sheets: 1,
        blank_cards: 2,
        words: Words::english(),
    }
}

fn make(job: &Job) -> Printed {
    print(job, &mut Fonts::default(), &mut |_, _| {}).unwrap_or_else(|error| panic!("{error}"))
}

/// Runs one of poppler's tools over a PDF, which is its last argument but `after`.
fn poppler(tool: &str, before: &[&str], pdf: &[u8], after: &[&str]) -> Vec<u8> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("printed.pdf");
    std::fs::write(&file, pdf).expect("the file can be written");
    let output = Command::new(tool)
        .args(before)
        .arg(&file)
        .args(after)
        .output()
        .expect("the tool runs (Debian's package poppler-utils)");
    assert!(output.status.success(), "{tool}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

fn text(printed: &Printed) -> String {
    String::from_utf8_lossy(&poppler("pdftotext", &["-layout"], &printed.pdf, &["-"])).into_owned()
}

/// A page as a picture: width, height and red, green, blue of each dot, ten dots to the millimetre.
struct Picture254 {
    width: usize,
    dots: Vec<u8>,
}

const DOTS: f64 = 10.0;

fn picture(printed: &Printed, page: usize) -> Picture254 {
    let page = page.to_string();
    let image = poppler("pdftoppm", &["-r", "254", "-aa", "no", "-f", &page, "-l", &page], &printed.pdf, &[]);
    let header: Vec<&[u8]> = image.splitn(4, |byte| *byte == b'\n').collect();
    let width =
        String::from_utf8_lossy(header[1]).split(' ').next().and_then(|width| width.parse().ok()).expect("a width");
    Picture254 { width, dots: header[3].to_vec() }
}

impl Picture254 {
    /// Left, top, right and bottom of all dots that pass, in millimetres.
    fn bounds(&self, passes: impl Fn(&[u8]) -> bool) -> [f64; 4] {
        let mut bounds = [f64::MAX, f64::MAX, 0.0, 0.0];
        for (index, _) in self.dots.chunks_exact(3).enumerate().filter(|(_, dot)| passes(dot)) {
            let (x, y) = ((index % self.width) as f64 / DOTS, (index / self.width) as f64 / DOTS);
            bounds = [bounds[0].min(x), bounds[1].min(y), bounds[2].max(x), bounds[3].max(y)];
        }
        bounds
    }
}

/// The vertical marks stand 3.5 mm and more outside of a card, at its left and right edge.
#[test]
fn backs_lie_behind_their_fronts() {
    for (paper, width, height) in [(Paper::A4, 210.0, 297.0), (Paper::Letter, 215.9, 279.4)] {
        for sides in [Sides::LongEdge, Sides::ShortEdge] {
            let printed = make(&Job { paper, ..job(sides, 1, vec![card(1)]) });
            // The rule's own grey, of which only the marks are made.
            let marks = picture(&printed, 1).bounds(|dot| dot == [127, 139, 132]);
            let tint = picture(&printed, 2).bounds(|dot| dot == [228, 238, 233]);
            let front = [marks[0] + 7.5, marks[1] + 7.5, marks[2] - 7.5, marks[3] - 7.5];
            let back = [tint[0] + 3.0, tint[1] + 3.0, tint[2] - 3.0, tint[3] - 3.0];
            let through = match sides {
                Sides::LongEdge => [width - back[2], back[1], width - back[0], back[3]],
                _ => [back[0], height - back[3], back[2], height - back[1]],
            };
            for (front, back) in front.iter().zip(through) {
                assert!((front - back).abs() < 0.5, "{paper:?} {sides:?}: front {front:?}, back {through:?}");
            }
        }
    }
}

#[test]
fn text_can_be_selected_and_fonts_are_embedded() {
    let printed = make(&job(Sides::LongEdge, 2, (1..=3).map(card).collect()));
    let text = text(&printed);
    for expected in [
        "Order mails 2 are not sent",
        "Größe",
        "déjà vu",
        "Ελλάδα",
        "Привет",
        "template for locale",
        "One message stops the consumer.",
        "Awesome",
    ] {
        assert!(text.contains(expected), "{expected} is not in {text}");
    }
    assert_eq!(printed.cut, [""; 0]);
    let fonts = String::from_utf8_lossy(&poppler("pdffonts", &[], &printed.pdf, &[])).into_owned();
    let fonts: Vec<&str> = fonts.lines().skip(2).collect();
    assert!(fonts.len() >= 3 && fonts.iter().all(|font| font.contains(" yes yes yes ")), "{fonts:?}");
    let info = String::from_utf8_lossy(&poppler("pdfinfo", &[], &printed.pdf, &[])).into_owned();
    assert!(info.contains("Tagged:          yes") && info.contains("Title:           Cards of the team"), "{info}");
    assert!(info.contains(&format!("Pages:           {}", printed.pages)), "{info}");
}

#[test]
fn long_evidence_goes_on_extra_cards_and_nothing_is_lost() {
    let mut long = card(1);
    long.back[1].body = (0..200)
        .map(|line| {
            format!(
                "2026-03-01 entry{line:03} of a long log that wraps on a small card because it is long enough to do so"
            )
        })
        .collect::<Vec<_>>()
        .join("\n");
    long.brief = (0..60)
        .map(|paragraph| format!("Paragraph{paragraph:02} of a front that is far too long to be read out."))
        .collect::<Vec<_>>()
        .join("\n\n");
    for sides in [Sides::LongEdge, Sides::ShortEdge, Sides::Fold, Sides::Strips] {
        let printed = make(&job(sides, 2, vec![long.clone()]));
        let text = text(&printed);
        for line in 0..200 {
            assert!(text.contains(&format!("entry{line:03}")), "{sides:?}: line {line} is lost");
        }
        for paragraph in 0..60 {
            assert!(text.contains(&format!("Paragraph{paragraph:02}")), "{sides:?}: paragraph {paragraph} is lost");
        }
        assert!(text.contains("continued") || sides == Sides::Strips);
    }
}

#[test]
fn what_cannot_be_printed_is_listed() {
    let mut broken = card(1);
    broken.brief.push_str(" \u{e123}");
    broken.back[0].picture = Some(Picture { bytes: b"no picture".to_vec(), alt: "A graph".to_owned() });
    let printed = make(&job(Sides::LongEdge, 2, vec![broken]));
    assert_eq!(printed.cut.len(), 2, "{:?}", printed.cut);
    let text = text(&printed);
    assert!(
        text.contains("Not printed as it is")
            && text.contains("U+E123")
            && text.contains("the picture could not be read"),
        "{text}"
    );
}

#[test]
fn pictures_are_printed_with_their_description() {
    let png = include_bytes!("../../../scenarios/starter/no-order-mails-depth.png").to_vec();
    let mut with_picture = card(1);
    with_picture.back[0].picture = Some(Picture { bytes: png, alt: "The queue grows since nine".to_owned() });
    let printed = make(&job(Sides::LongEdge, 2, vec![with_picture]));
    let images = String::from_utf8_lossy(&poppler("pdfimages", &["-list"], &printed.pdf, &[])).into_owned();
    assert!(images.lines().count() > 2, "{images}");
    let structure = String::from_utf8_lossy(&poppler("pdfinfo", &["-struct"], &printed.pdf, &[])).into_owned();
    assert!(structure.contains("Figure") && structure.contains("H1"), "{structure}");
}

#[test]
fn progress_reaches_its_end_and_an_empty_job_prints_nothing() {
    let mut steps = Vec::new();
    print(&job(Sides::Fold, 1, vec![card(1), card(2)]), &mut Fonts::default(), &mut |done, all| {
        steps.push((done, all))
    })
    .expect("a PDF");
    assert_eq!(steps, [(1, 5), (2, 5), (3, 5), (4, 5), (5, 5)]);
    let empty = Job { posters: Vec::new(), scribe_sheets: 0, blank_cards: 0, ..job(Sides::Fold, 1, Vec::new()) };
    assert!(print(&empty, &mut Fonts::default(), &mut |_, _| {}).is_err());
}
