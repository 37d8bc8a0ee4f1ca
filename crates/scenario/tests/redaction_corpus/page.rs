//! A text while it is written: what is put into it, and where.

use std::ops::Range;

use super::credentials::Framed;
use super::innocent;
use super::people::Person;
use super::phrases::{self, Style};
use super::random::Random;
use super::{Kind, Planted, Text};

/// A value that waits for its place in a text.
pub(crate) struct Item {
    pub(crate) kind: Kind,
    pub(crate) value: Framed,
    pub(crate) service: Option<&'static str>,
    /// The variable in front of it, without which nobody could tell what it is.
    pub(crate) variable: Option<&'static str>,
}

/// How a text writes the line breaks of a value.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Breaks {
    Kept,
    /// As `\n` in JSON.
    Escaped,
    /// With spaces after each.
    Indented,
}

/// A text while it is written.
pub(crate) struct Page<'a> {
    pub(crate) random: &'a mut Random,
    pub(crate) users: &'a [Person],
    text: String,
    planted: Vec<Planted>,
    indifferent: Vec<Range<usize>>,
}

impl<'a> Page<'a> {
    pub(crate) fn new(random: &'a mut Random, users: &'a [Person]) -> Self {
        Self { random, users, text: String::new(), planted: Vec::new(), indifferent: Vec::new() }
    }

    pub(crate) fn add(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Adds a template whose slots are filled with look-alikes.
    pub(crate) fn fill(&mut self, template: &str) {
        let text = innocent::fill(template, self.random);
        self.add(&text);
    }

    /// Adds one of several templates.
    pub(crate) fn fill_one(&mut self, templates: &[&str]) {
        let template = *self.random.pick(templates);
        self.fill(template);
    }

    /// Adds what nobody asks to redact and nobody misses.
    pub(crate) fn indifferent(&mut self, text: &str) {
        let start = self.text.len();
        self.add(text);
        self.indifferent.push(start..self.text.len());
    }

    /// Plants a value that stands for itself.
    pub(crate) fn plant(&mut self, kind: Kind, secret: &str) {
        let value = Framed { secret: secret.to_owned(), ..Framed::default() };
        self.plant_framed(kind, None, &value, Breaks::Kept);
    }

    pub(crate) fn plant_item(&mut self, item: &Item, breaks: Breaks) {
        self.plant_framed(item.kind, item.service, &item.value, breaks);
    }

    fn plant_framed(&mut self, kind: Kind, service: Option<&'static str>, value: &Framed, breaks: Breaks) {
        let broken = |text: &str| match breaks {
            Breaks::Kept => text.to_owned(),
            Breaks::Escaped => text.replace('\n', "\\n"),
            Breaks::Indented => text.replace('\n', "\n    "),
        };
        let frame = self.text.len();
        self.add(&broken(&value.before));
        let secret = self.text.len();
        self.add(&broken(&value.secret));
        let secret = secret..self.text.len();
        self.add(&broken(&value.after));
        self.planted.push(Planted { kind, service, secret, frame: frame..self.text.len() });
    }

    /// Adds one of the phrases in which an item of its kind stands, with the item.
    pub(crate) fn phrase(&mut self, item: &Item, style: Style) {
        let phrases =
            if item.variable.is_some() { phrases::variable_phrases(style) } else { phrases::phrases(item.kind, style) };
        let phrase = *self.random.pick(phrases);
        let (before, after) = phrase.split_once("{}").expect("a phrase has a place");
        self.add(before);
        if let Some(variable) = item.variable {
            self.add(variable);
            self.add("=");
        }
        self.plant_item(item, Breaks::Kept);
        self.add(after);
    }

    /// Adds a person's name and address as mails and commits write them.
    pub(crate) fn address(&mut self, kind: Kind, name: &str, email: &str) {
        self.plant(kind, name);
        self.add(" <");
        self.plant(Kind::Email, email);
        self.add(">");
    }

    pub(crate) fn user(&mut self) -> &'a Person {
        self.random.pick(self.users)
    }

    pub(crate) fn finish(&mut self, setting: &'static str) -> Text {
        Text {
            setting,
            text: std::mem::take(&mut self.text),
            planted: std::mem::take(&mut self.planted),
            indifferent: std::mem::take(&mut self.indifferent),
        }
    }
}
