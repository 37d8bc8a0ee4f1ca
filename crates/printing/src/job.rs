//! What is printed, and how.

/// One print run.
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    /// The document's title.
    pub title: String,
    /// Language of the texts, such as `en`.
    pub language: String,
    /// Size of the paper.
    pub paper: Paper,
    /// How fronts and backs come together.
    pub sides: Sides,
    /// Cards on one sheet: 1 or 2.
    pub per_sheet: u8,
    /// The cards, in their order.
    pub cards: Vec<Card>,
    /// Cards whose facilitator's pages are printed.
    pub booklet: Vec<Card>,
    /// Headings for walls, each on a sheet of its own.
    pub posters: Vec<String>,
    /// How many sheets for the scribe.
    pub scribe_sheets: u8,
    /// How many blank cards.
    pub blank_cards: u8,
    /// The words between the contents.
    pub words: Words,
}

/// Size of the paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// 210 × 297 mm
    A4,
    /// 8½ × 11 in
    Letter,
}

/// How fronts and backs come together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sides {
    /// The printer turns the sheet about its long edge.
    LongEdge,
    /// The printer turns the sheet about its short edge.
    ShortEdge,
    /// One side only: the lower half of the sheet is folded behind the upper one.
    Fold,
    /// One side only: fronts, and pieces of evidence as strips to cut out and glue on their backs.
    Strips,
}

/// A card.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// Its number in this print run, from 1.
    pub number: usize,
    /// Its headline.
    pub title: String,
    /// The systems that it is about.
    pub systems: Vec<String>,
    /// A line such as "medium · 15 minutes".
    pub about: String,
    /// The front.
    pub brief: String,
    /// What stands on its back.
    pub back: Vec<Evidence>,
    /// What is given out later, with the condition.
    pub later: Vec<(String, Evidence)>,
    /// Opens the card on a screen.
    pub link: Option<String>,
    /// Who made it, and on which terms.
    pub origin: String,
    /// For the facilitator: headings with their texts.
    pub secrets: Vec<(String, Vec<String>)>,
}

/// A piece of evidence.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// How it looks.
    pub style: EvidenceStyle,
    /// What it is, in a word: "E-mail".
    pub kind: String,
    /// Its headline.
    pub title: String,
    /// A line below the headline: sender, recipients, time.
    pub about: String,
    /// Its text. Of a log each line is one line; those that begin with `> ` are marked.
    pub body: String,
    /// Its picture.
    pub picture: Option<Picture>,
}

/// How a piece of evidence looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EvidenceStyle {
    /// Proportional letters.
    Text,
    /// Letters of one width, with marked lines.
    Log,
}

/// A picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// PNG, JPEG, GIF or WebP.
    pub bytes: Vec<u8>,
    /// What it shows, for those who cannot see it.
    pub alt: String,
}

/// The words between the contents, in the language of the job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// "Card {n}"
    pub card: String,
    /// "Evidence"
    pub evidence: String,
    /// "{title}, continued"
    pub continued: String,
    /// "Scan to open this card"
    pub scan: String,
    /// "Given out later"
    pub later: String,
    /// "For the facilitator only"
    pub facilitator: String,
    /// "Glue the evidence here"
    pub glue: String,
    /// "Cut out and glue on the back of card {n}"
    pub strips: String,
    /// "Scribe's sheet"
    pub scribe: String,
    /// Headings of the columns of a scribe's sheet: time, what was done, what came of it.
    pub scribe_columns: [String; 3],
    /// What a blank card asks for: title, front, evidence.
    pub blank: [String; 3],
    /// "Not printed as it is"
    pub cut: String,
    /// "{what}: the characters {characters} are in no font of this computer"
    pub missing_characters: String,
    /// "{what}: the picture could not be read"
    pub broken_picture: String,
}

/// A print run that is done.
#[derive(Debug, Clone, PartialEq)]
pub struct Printed {
    /// The PDF.
    pub pdf: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// What could not be printed as it is, each with its place.
    pub cut: Vec<String>,
}

impl Words {
    /// The words in English.
    pub fn english() -> Self {
        let text = str::to_owned;
        Self {
            card: text("Card {n}"),
            evidence: text("Evidence"),
            continued: text("{title}, continued"),
            scan: text("Scan to open this card"),
            later: text("Given out later"),
            facilitator: text("For the facilitator only"),
            glue: text("Glue the evidence here"),
            strips: text("Cut out and glue on the back of card {n}"),
            scribe: text("Scribe’s sheet"),
            scribe_columns: ["Time", "What was done or asked", "What came of it"].map(text),
            blank: ["Title", "What happened", "Evidence"].map(text),
            cut: text("Not printed as it is"),
            missing_characters: text("{what}: no font of this server has {characters}"),
            broken_picture: text("{what}: the picture could not be read"),
        }
    }
}
