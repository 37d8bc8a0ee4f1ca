//! The trend as files: a picture, a table, a sentence.

use std::fmt::Write as _;

use domain::survey::SurveyOutcome;
use domain::survey::statistics::Change;

use super::{SurveyResult, SurveyResults};
use crate::table;

/// So many rounds stand in a picture: the latest.
const COLUMNS: usize = 12;
const WIDTH: f64 = 1120.0;
const HEIGHT: f64 = 700.0;
const MARGIN: f64 = 40.0;
const LEFT: f64 = 176.0;
const RIGHT: f64 = 1080.0;
const TOP: f64 = 168.0;
const BOTTOM: f64 = 508.0;

/// In which colours a picture is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// Dark ink on a light ground.
    #[default]
    Light,
    /// Light ink on a dark ground.
    Dark,
}

struct Colours {
    ground: &'static str,
    ink: &'static str,
    quiet: &'static str,
    line: &'static str,
    scale: [&'static str; 5],
    on: [&'static str; 5],
}

const LIGHT: Colours = Colours {
    ground: "#fcfbf8",
    ink: "#14211d",
    quiet: "#42514b",
    line: "#7f8b84",
    scale: ["#b85c0e", "#f0ab5e", "#c9cec5", "#7fb6e2", "#1f6aa5"],
    on: ["#ffffff", "#1b1a16", "#14211d", "#1b1a16", "#ffffff"],
};
const DARK: Colours = Colours {
    ground: "#141e1b",
    ink: "#edf2ee",
    quiet: "#bac6c0",
    line: "#73847c",
    scale: ["#d9812f", "#a5682b", "#4a5752", "#3f7cab", "#7dbbea"],
    on: ["#17130b", "#ffffff", "#edf2ee", "#ffffff", "#17130b"],
};

/// The results in one sentence, for a heading and for a message.
#[must_use]
pub fn sentence(results: &SurveyResults) -> String {
    let Some((round, shown)) = results.rounds.iter().rev().find_map(|round| Some((round, round.shown.as_ref()?)))
    else {
        return "No result yet.".to_owned();
    };
    let median = match shown.median.as_slice() {
        [low, high] if low != high => format!("between {low} and {high}"),
        [median, ..] => format!("{median} of 5"),
        [] => String::new(),
    };
    let change = match (results.trend.as_ref(), shown.change) {
        (Some(trend), _) if trend.change == Change::Higher => format!("readier than in {}", month(&trend.since, true)),
        (Some(trend), _) if trend.change == Change::Lower => {
            format!("less ready than in {}", month(&trend.since, true))
        }
        (_, Some(Change::Higher)) => "readier than the time before".to_owned(),
        (_, Some(Change::Lower)) => "less ready than the time before".to_owned(),
        (_, Some(Change::NotClear)) => "no clear change yet".to_owned(),
        (_, None) => "the first answers that can be shown".to_owned(),
    };
    let asked = month(&round.opened_at, true);
    format!("{asked}: the middle answer is {median}, {change}; {} of {} answered.", shown.ballots, round.invited)
}

/// The headings of [`csv`].
const HEAD: [&str; 20] = [
    "opened",
    "closed",
    "outcome",
    "invited",
    "claims",
    "ballots",
    "answer_1",
    "answer_2",
    "answer_3",
    "answer_4",
    "answer_5",
    "median_low",
    "median_high",
    "answered_4_or_5_percent",
    "interval_low_percent",
    "interval_high_percent",
    "wording_changed",
    "workshops",
    "cards_practised",
    "actions_closed",
];

/// The published rounds and what happened beside them, as a table for spreadsheets. A round that is not shown has no numbers.
#[must_use]
pub fn csv(results: &SurveyResults) -> String {
    let head = HEAD.map(ToOwned::to_owned).to_vec();
    table::to_csv(std::iter::once(head).chain(results.rounds.iter().map(csv_row)))
}

fn csv_row(round: &SurveyResult) -> Vec<String> {
    let outcome = match round.outcome {
        SurveyOutcome::Published => "published",
        SurveyOutcome::TooFew => "too_few",
        SurveyOutcome::Void => "void",
    };
    let mut cells = vec![round.opened_at.clone(), round.closed_at.clone(), outcome.to_owned()];
    cells.push(round.invited.to_string());
    match &round.shown {
        None => cells.extend(std::iter::repeat_n(String::new(), 12)),
        Some(shown) => {
            cells.extend([shown.claims.to_string(), shown.ballots.to_string()]);
            cells.extend(shown.histogram.iter().map(ToString::to_string));
            cells.extend(shown.median.iter().map(ToString::to_string));
            cells.extend([shown.top.percent, shown.top.low, shown.top.high].map(|number| number.to_string()));
        }
    }
    let between = round.between;
    cells.push(round.wording_changed.to_string());
    cells.extend([between.workshops, between.cards, between.actions_closed].map(|number| number.to_string()));
    cells
}

/// The latest rounds as a picture of 1120 × 700 or, where words need more lines, somewhat higher (SVG 1.1), with text in
/// Figtree where it is there. A remark on the picture itself is at its foot.
#[must_use]
pub fn svg(results: &SurveyResults, theme: Theme, remark: Option<&str>) -> String {
    let colours = if theme == Theme::Dark { &DARK } else { &LIGHT };
    let rounds = &results.rounds[results.rounds.len().saturating_sub(COLUMNS)..];
    let mut picture = Picture { svg: String::new(), colours };
    let headline = wrapped(&sentence(results), 24.0);
    let question = wrapped(results.question.as_deref().unwrap_or_default(), 15.0);
    let more = |lines: &[String], height: f64| height * lossless(lines.len().saturating_sub(1));
    let (below_headline, below_question) = (more(&headline, 30.0), more(&question, 20.0));
    let lower = below_headline + below_question;
    let height = HEIGHT + lower + if remark.is_some() { 26.0 } else { 0.0 };
    let _ = write!(
        picture.svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" viewBox=\"0 0 {WIDTH} {height}\" \
         font-family=\"Figtree, sans-serif\" font-size=\"15\"><title>{}</title><rect width=\"{WIDTH}\" height=\"{height}\" \
         fill=\"{}\"/>",
        escape(&sentence(results)),
        colours.ground
    );
    for (line, words) in headline.iter().enumerate() {
        let y = 56.0 + 30.0 * lossless(line);
        picture.text(MARGIN, y, words, colours.ink, "font-size=\"24\" font-weight=\"700\"");
    }
    for (line, words) in question.iter().enumerate() {
        picture.text(MARGIN, 86.0 + below_headline + 20.0 * lossless(line), words, colours.quiet, "");
    }
    let _ = write!(picture.svg, "<g transform=\"translate(0 {lower})\">");
    picture.key(&results.answers);
    picture.bars(rounds);
    picture.svg += "</g>";
    if let Some(remark) = remark {
        picture.text(MARGIN, height - 14.0, remark, colours.quiet, "font-size=\"14\"");
    }
    picture.svg += "</svg>";
    picture.svg
}

struct Picture<'a> {
    svg: String,
    colours: &'a Colours,
}

impl Picture<'_> {
    fn text(&mut self, x: f64, y: f64, words: &str, fill: &str, more: &str) {
        let _ = write!(self.svg, "<text x=\"{x:.1}\" y=\"{y:.1}\" fill=\"{fill}\" {more}>{}</text>", escape(words));
    }

    fn block(&mut self, x: f64, y: f64, width: f64, height: f64, fill: &str) {
        let _ = write!(
            self.svg,
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" rx=\"3\" fill=\"{fill}\"/>"
        );
    }

    /// The five answers in words, three and two.
    fn key(&mut self, answers: &[String]) {
        for (at, answer) in answers.iter().enumerate() {
            let (column, row) = (at % 3, at / 3);
            let (x, y) = (40.0 + 345.0 * lossless(column), 112.0 + 26.0 * lossless(row));
            self.block(x, y, 13.0, 13.0, self.colours.scale[at.min(4)]);
            let mut words: String = answer.chars().take(44).collect();
            if words.len() < answer.len() {
                words.push('…');
            }
            self.text(x + 21.0, y + 11.5, &format!("{} {words}", at + 1), self.colours.quiet, "font-size=\"14\"");
        }
    }

    fn bars(&mut self, rounds: &[SurveyResult]) {
        let halves = |histogram: &[u32]| {
            let n = |at: usize| f64::from(histogram.get(at).copied().unwrap_or(0));
            (n(4) + n(3) + n(2) / 2.0, n(0) + n(1) + n(2) / 2.0)
        };
        let reach = rounds.iter().filter_map(|round| round.shown.as_ref()).map(|shown| halves(&shown.histogram));
        let (up, down) = reach.fold((0.5, 0.5), |(up, down): (f64, f64), (u, d)| (up.max(u), down.max(d)));
        let unit = (BOTTOM - TOP) / (up + down);
        let centre = TOP + unit * up;
        let (ink, quiet, line) = (self.colours.ink, self.colours.quiet, self.colours.line);
        let _ = write!(
            self.svg,
            "<line x1=\"{LEFT}\" x2=\"{RIGHT}\" y1=\"{centre:.1}\" y2=\"{centre:.1}\" stroke=\"{line}\" stroke-width=\"1.5\"/>"
        );
        let end = "text-anchor=\"end\" font-size=\"14\"";
        self.text(LEFT - 20.0, TOP + 12.0, "More ready", quiet, end);
        self.text(LEFT - 20.0, BOTTOM, "Less ready", quiet, end);
        for (row, name) in ["Workshops", "Cards practised", "Actions closed"].into_iter().enumerate() {
            self.text(LEFT - 20.0, 594.0 + 34.0 * lossless(row), name, quiet, end);
        }
        let step = (RIGHT - LEFT) / lossless(rounds.len().max(4));
        let width = (step - 14.0).min(72.0);
        for (at, round) in rounds.iter().enumerate() {
            let x = LEFT + step * lossless(at) + (step - width) / 2.0;
            let middle = x + width / 2.0;
            let anchor = "text-anchor=\"middle\"";
            let mut name = column_name(rounds, round);
            if round.wording_changed {
                name.push('*');
            }
            self.text(middle, 546.0, &name, ink, "text-anchor=\"middle\" font-weight=\"700\"");
            let between = round.between;
            for (row, number) in [between.workshops, between.cards, between.actions_closed].into_iter().enumerate() {
                self.text(middle, 594.0 + 34.0 * lossless(row), &number.to_string(), quiet, anchor);
            }
            let Some(shown) = &round.shown else {
                self.block(middle - 32.0, centre - 24.0, 64.0, 48.0, self.colours.ground);
                let words =
                    if round.outcome == SurveyOutcome::Void { ["does not", "count"] } else { ["too few", "ballots"] };
                self.text(middle, centre - 4.0, words[0], quiet, "text-anchor=\"middle\" font-size=\"14\"");
                self.text(middle, centre + 14.0, words[1], quiet, "text-anchor=\"middle\" font-size=\"14\"");
                continue;
            };
            let mut y = centre - unit * halves(&shown.histogram).0;
            for answer in (0..5).rev() {
                let count = shown.histogram.get(answer).copied().unwrap_or(0);
                let height = unit * f64::from(count);
                if count > 0 {
                    self.block(x, y, width, (height - 2.0).max(1.0), self.colours.scale[answer]);
                    if height >= 17.0 {
                        let more = "text-anchor=\"middle\" font-weight=\"700\" font-size=\"14\"";
                        self.text(middle, y + height / 2.0 + 4.0, &count.to_string(), self.colours.on[answer], more);
                    }
                }
                y += height;
            }
        }
        if rounds.iter().any(|round| round.wording_changed) {
            self.text(40.0, 686.0, "* From here on the question or its answers are others.", quiet, "font-size=\"14\"");
        }
    }
}

/// Words in lines that fit between the margins at a font's size. What has no space is cut where a line is full.
fn wrapped(words: &str, size: f64) -> Vec<String> {
    let room = (WIDTH - 2.0 * MARGIN) / size;
    let mut lines = vec![String::new()];
    let mut used = 0.0;
    for word in words.split_whitespace() {
        let length: f64 = word.chars().map(width).sum();
        if used > 0.0 {
            if used + width(' ') + length <= room {
                lines.last_mut().expect("there is a line").push(' ');
                used += width(' ');
            } else {
                lines.push(String::new());
                used = 0.0;
            }
        }
        for c in word.chars() {
            if used + width(c) > room {
                lines.push(String::new());
                used = 0.0;
            }
            lines.last_mut().expect("there is a line").push(c);
            used += width(c);
        }
    }
    lines
}

/// How wide a letter is at most, as a part of the font's size: in Figtree, or in what stands in for it.
fn width(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '!' | '|' | '\'' | ' ' => 0.32,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 0.98,
        'A'..='Z' | '\u{c0}'..='\u{de}' => 0.78,
        '0'..='9' | 'a'..='z' => 0.6,
        c if u32::from(c) < 0x500 => 0.7,
        _ => 1.05,
    }
}

fn lossless(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

/// The month of a round; its day, too, where another round is of the same month, and its year where one is of that month in
/// another year.
fn column_name(rounds: &[SurveyResult], round: &SurveyResult) -> String {
    let name = month(&round.opened_at, false);
    let mut same =
        rounds.iter().filter(|other| other.id != round.id && month(&other.opened_at, false) == name).peekable();
    if same.peek().is_none() {
        return name;
    }
    let of = |one: &SurveyResult| month(&one.opened_at, true);
    written(&round.opened_at, if same.any(|other| of(other) == of(round)) { "%-d %b" } else { "%b %y" })
}

/// The month of an RFC 3339 time: `Nov`, or `November 2026`.
fn month(at: &str, long: bool) -> String {
    written(at, if long { "%B %Y" } else { "%b" })
}

fn written(at: &str, format: &str) -> String {
    let Ok(at) = at.parse::<jiff::Timestamp>() else { return at.to_owned() };
    jiff::tz::TimeZone::UTC.to_datetime(at).strftime(format).to_string()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
