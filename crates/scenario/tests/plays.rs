//! Every card of the starter pack can be played through by somebody who begins with its front, and who names the cause in
//! time with what the card gives.
//!
//! A play is a file in `plays/`, named after its card. Each step begins with the minute of the investigation:
//!
//! ```text
//! 0  turn over
//!    > page: Leaving        0 a minute
//!    = What a thought is for: people who read this.
//! 2  ask notifier-log
//!    < page: Readers        between 0 and 4, changing
//!    > notifier-log: process ends with code 2
//! ```
//!
//! `turn over` shows the back, `ask ID` a piece that must be asked for, `wait ID` one that comes by itself, `hint N` the
//! N-th hint, `told NAME` what somebody says according to the notes; `rule out ID` sets a misleading piece aside, and
//! `name the cause` ends the play. `<` quotes what led to the step and must have been seen before, `>` what the step gives.
//! Quotes come from a piece of evidence, from `front`, `hint` or `notes`, and at the end from `cause`; white space does not
//! count in them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use domain::scenario::{Complete, Evidence, EvidenceFields, Release, Scenario};

fn folder(of: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(of)
}

fn pack() -> Vec<Scenario> {
    let entries = std::fs::read_dir(folder("../../scenarios/starter")).expect("the pack is there");
    let files: Vec<(String, Vec<u8>)> = entries
        .map(|entry| entry.expect("it can be read").path())
        .filter(|path| path.is_file())
        .map(|path| (path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned()), path))
        .map(|(name, path)| (name, std::fs::read(path).expect("it can be read")))
        .collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let pack = scenario::read_pack(&files).expect("the pack has no faults");
    pack.scenarios.into_iter().map(Complete::into_scenario).collect()
}

#[test]
fn every_card_can_be_solved_from_its_front() {
    let mut faults = Vec::new();
    for card in &pack() {
        match std::fs::read_to_string(folder("tests/plays").join(format!("{}.txt", card.slug))) {
            Ok(play) => faults.extend(replay(card, &play).into_iter().map(|fault| format!("{}:{fault}", card.slug))),
            Err(_) => faults.push(format!("{}: nobody has played this card", card.slug)),
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn a_play_that_does_not_hold_is_refused() {
    let card = pack().into_iter().find(|card| card.slug == "no-order-mails").unwrap();
    let play = std::fs::read_to_string(folder("tests/plays/no-order-mails.txt")).unwrap();
    let check = |from: &str, to: &str, expected: &str| {
        assert!(play.contains(from), "{from}");
        let told = replay(&card, &play.replacen(from, to, 1));
        assert!(told.iter().any(|fault| fault.contains(expected)), "{from} -> {to}: {told:?}");
    };
    check("Leaving 0 a minute", "Leaving 7 a minute", "page does not say \"Leaving 7 a minute\"");
    check("0  turn over", "0  told Sam", "page has not been seen yet");
    check("1  ask notifier-log", "1  ask dead-letters", "notifier-log has not been seen yet");
    check("1  ask notifier-log", "1  ask page", "page need not be asked for");
    check("5  wait care-again", "4  wait care-again", "care-again comes in minute 5");
    check("6  told Sam", "6  told Sancho", "the notes do not say what Sancho tells");
    check("8  name the cause", "12  name the cause", "later than the card's 10 minutes");
    check("8  name the cause", "6  name the cause", "minute 6 has passed");
    check("rule out deploy", "rule out message", "message is not misleading");
    check("   < notifier-log: (start 31", "   < deploy: (start 31", "deploy cannot rule itself out");
    check("   > cause: ", "   > front: ", "the cause is not named");
    check("2  ask message", "2  guess message", "no such step");
}

/// Follows a play line by line and names whatever does not hold.
fn replay(card: &Scenario, play: &str) -> Vec<String> {
    let mut table =
        Table { card, seen: BTreeSet::new(), told: Vec::new(), used: BTreeSet::new(), minute: 0, faults: Vec::new() };
    let mut step = Step::Front;
    let mut ruled_out: BTreeSet<&str> = BTreeSet::new();
    let mut named = false;
    for (number, line) in (1..).zip(play.lines()) {
        let before = table.faults.len();
        let text = line.trim();
        if let Some(quote) = text.strip_prefix("< ") {
            table.lead(step, quote);
        } else if let Some(quote) = text.strip_prefix("> ") {
            named |= table.gives(step, quote);
        } else if !text.is_empty() && !text.starts_with('=') {
            step = table.step(text);
            if let Step::RuleOut(id) = step {
                ruled_out.insert(id);
            }
        }
        for fault in &mut table.faults[before..] {
            *fault = format!("{number}: {fault}");
        }
    }
    let mut faults = table.faults;
    if !named {
        faults.push(" the cause is not named".into());
    }
    for piece in &card.evidence {
        if piece.misleading && !ruled_out.contains(piece.id.as_str()) {
            faults.push(format!(" nothing rules out {}", piece.id));
        }
        if !table.used.contains(piece.id.as_str()) {
            faults.push(format!(" nobody needs {}", piece.id));
        }
    }
    faults
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Front,
    TurnOver,
    Piece(&'a str),
    Hint,
    Told,
    RuleOut(&'a str),
    Cause,
}

/// What lies on the table in the course of a play.
struct Table<'a> {
    card: &'a Scenario,
    /// The pieces that have been given out.
    seen: BTreeSet<&'a str>,
    /// What people have said and the hints that were given.
    told: Vec<String>,
    /// The pieces that were of use.
    used: BTreeSet<&'a str>,
    minute: u16,
    faults: Vec<String>,
}

impl<'a> Table<'a> {
    fn fault(&mut self, fault: String) {
        self.faults.push(fault);
    }

    fn piece(&self, id: &str) -> Option<&'a Evidence> {
        self.card.evidence.iter().find(|piece| piece.id == id)
    }

    /// Begins a step. To ask, to listen and to sum up takes a minute at least.
    fn step(&mut self, text: &'a str) -> Step<'a> {
        let (minute, act) = text.split_once(' ').unwrap_or((text, ""));
        let act = act.trim();
        let Ok(minute) = minute.parse::<u16>() else {
            self.fault(format!("\"{text}\" does not begin with a minute"));
            return Step::Front;
        };
        let (verb, object) = act.split_once(' ').unwrap_or((act, ""));
        let takes = u16::from(matches!(verb, "ask" | "told" | "hint" | "name"));
        if minute < self.minute + takes {
            self.fault(format!("minute {minute} has passed"));
        }
        self.minute = self.minute.max(minute);
        match (verb, object) {
            ("turn", "over") => {
                let back = self.card.evidence.iter().filter(|piece| piece.release == Release::Back);
                self.seen.extend(back.map(|piece| piece.id.as_str()));
                Step::TurnOver
            }
            ("ask" | "wait", id) => self.give(verb, id),
            ("hint", number) => {
                let number = number.parse::<usize>().unwrap_or_default();
                match number.checked_sub(1).and_then(|index| self.card.hints.get(index)) {
                    Some(hint) if hint.after_minutes <= minute => self.told.push(plain(&hint.text)),
                    Some(hint) => {
                        self.fault(format!("hint {number} makes sense from minute {} on", hint.after_minutes))
                    }
                    None => self.fault(format!("there is no hint {number}")),
                }
                Step::Hint
            }
            ("told", who) => {
                if !self.card.notes.contains(who) {
                    self.fault(format!("the notes do not say what {who} tells"));
                }
                Step::Told
            }
            ("rule", object) => {
                let id = object.trim_start_matches("out ");
                match self.piece(id) {
                    Some(piece) if piece.misleading => {}
                    _ => self.fault(format!("{id} is not misleading")),
                }
                Step::RuleOut(id)
            }
            ("name", "the cause") => {
                if minute > self.card.minutes {
                    self.fault(format!("later than the card's {} minutes", self.card.minutes));
                }
                Step::Cause
            }
            _ => {
                self.fault(format!("no such step: {act}"));
                Step::Front
            }
        }
    }

    fn give(&mut self, verb: &str, id: &'a str) -> Step<'a> {
        match (verb, self.piece(id).map(|piece| &piece.release)) {
            ("ask", Some(Release::Asked { .. })) => {}
            ("ask", Some(_)) => self.fault(format!("{id} need not be asked for")),
            ("wait", Some(Release::After { minutes })) if *minutes <= self.minute => {}
            ("wait", Some(Release::After { minutes })) => self.fault(format!("{id} comes in minute {minutes}")),
            ("wait", Some(_)) => self.fault(format!("{id} does not come by itself")),
            (_, _) => self.fault(format!("there is no {id}")),
        }
        self.seen.insert(id);
        Step::Piece(id)
    }

    /// What led to a step has been seen before it: the piece that the step gives does not count.
    fn lead(&mut self, step: Step<'a>, line: &'a str) {
        let Some((source, quote)) = self.quote(line) else { return };
        match step {
            Step::Piece(id) if id == source => self.fault(format!("{id} cannot lead to itself")),
            Step::RuleOut(id) if id == source => self.fault(format!("{id} cannot rule itself out")),
            Step::RuleOut(_) if self.piece(source).is_none() => {
                self.fault(format!("evidence must rule it out, not \"{source}\""));
            }
            _ => self.known(source, &quote),
        }
    }

    /// What a step gives; whether that names the cause.
    fn gives(&mut self, step: Step<'a>, line: &'a str) -> bool {
        let Some((source, quote)) = self.quote(line) else { return false };
        match (step, source) {
            (Step::Cause, "cause") => {
                if plain(&self.card.cause).contains(&quote) {
                    return true;
                }
                self.fault(format!("the cause does not say \"{quote}\""));
            }
            (Step::Told, "notes") => {
                if plain(&self.card.notes).contains(&quote) {
                    self.told.push(quote);
                } else {
                    self.fault(format!("the notes do not say \"{quote}\""));
                }
            }
            (Step::Piece(id), _) if id == source => self.known(source, &quote),
            (Step::Front, "front") | (Step::Hint, "hint") | (Step::TurnOver, _) => self.known(source, &quote),
            _ => self.fault(format!("this step does not give {source}")),
        }
        false
    }

    /// Checks that a quote is to be found in something that has been seen.
    fn known(&mut self, source: &'a str, quote: &str) {
        let said = match (source, self.piece(source)) {
            ("front", _) => {
                let about =
                    self.card.systems.iter().map(|system| {
                        format!("{} {}", system.name.as_str(), system.about.as_deref().unwrap_or_default())
                    });
                plain(&format!("{} {} {}", self.card.title.as_str(), self.card.brief, about.collect::<String>()))
            }
            ("notes" | "hint", _) => self.told.join(" "),
            (_, Some(piece)) if self.seen.contains(source) => {
                self.used.insert(source);
                words(piece)
            }
            (_, Some(_)) => return self.fault(format!("{source} has not been seen yet")),
            (_, None) => return self.fault(format!("there is no {source}")),
        };
        if !said.contains(quote) {
            self.fault(format!("{source} does not say \"{quote}\""));
        }
    }

    fn quote(&mut self, line: &'a str) -> Option<(&'a str, String)> {
        let parts = line.split_once(": ").map(|(source, quote)| (source, plain(quote)));
        if parts.is_none() {
            self.fault(format!("\"{line}\" does not say whom it quotes"));
        }
        parts
    }
}

/// All that can be read on a piece of evidence, or seen in its picture.
fn words(piece: &Evidence) -> String {
    let EvidenceFields { title, sender, body, picture, .. } = piece.content.clone().into_fields();
    let (title, sender) = (title.unwrap_or_default(), sender.unwrap_or_default());
    plain(&format!("{title} {sender} {body} {}", picture.map(|picture| picture.alt).unwrap_or_default()))
}

/// A text with its words only: white space, and the marks of a log, do not count.
fn plain(text: &str) -> String {
    text.lines()
        .map(|line| line.trim().trim_start_matches("> "))
        .flat_map(str::split_whitespace)
        .collect::<Vec<_>>()
        .join(" ")
}
