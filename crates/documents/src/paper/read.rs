//! From what was pasted to what was understood.

use std::collections::{BTreeMap, BTreeSet};

use domain::id::{PersonId, ScenarioId};
use domain::text::{NoteText, PersonName, Title};
use domain::time::{Day, Timestamp};
use domain::workshop::{MAX_ACTIONS, MAX_CARDS, MAX_NOTES, MAX_PEOPLE, MAX_STEPS, Plan, Wall};
use jiff::civil::Date;

use super::actions::{Actions, Context};
use super::clock::Clock;
use super::left_out::LeftOut;
use super::people::folded;
use super::steps::Steps;
use super::understood::{Holder, Played, ReadAction, ReadCard, ReadPaper, ReadStep};
use super::{
    LineFault, PaperActionRow, PaperCard, PaperFault, PaperLeftOut, PaperPerson, PaperPlace, PaperPreview,
    PaperStepRow, PaperWorkshop, actions, lines, steps,
};
use api::time::{clock_in, is_zone, to_rfc3339};

/// What reading needs to know of the team.
#[derive(Clone, Debug)]
pub struct Around {
    /// The names of its members.
    pub members: BTreeMap<PersonId, String>,
    /// The headlines of its cards.
    pub scenarios: BTreeMap<ScenarioId, String>,
    /// The present time: a workshop on paper is over.
    pub now: Timestamp,
}

/// The shortest workshop on paper, in minutes: what happened need not have kept the rules.
const LEAST_MINUTES: u16 = 15;

/// Reads a paper: what was understood, and the whole when everything was.
#[must_use]
pub fn read(paper: &PaperWorkshop, around: &Around) -> (PaperPreview, Option<ReadPaper>) {
    let mut reader = Reader { paper, around, preview: PaperPreview::default() };
    let read = reader.read();
    let whole = read.filter(|_| reader.preview.faults.is_empty());
    (reader.preview, whole)
}

struct Reader<'a> {
    paper: &'a PaperWorkshop,
    around: &'a Around,
    preview: PaperPreview,
}

/// When a workshop was, as far as that is understood.
struct Span {
    start: jiff::ZonedDateTime,
    from: Timestamp,
    to: Timestamp,
}

impl Reader<'_> {
    fn read(&mut self) -> Option<ReadPaper> {
        let title = Title::parse(&self.paper.title);
        let title = self.or_fault(PaperPlace::Title, title);
        let span = self.span();
        let (members, facilitator, scribe) = self.members();
        let others = self.others(members.len());
        let cards = self.cards(span.as_ref(), &members, &others);
        let notes = self.notes();
        let actions = self.actions();
        let span = span?;
        let minutes = self.paper.minutes;
        // An hour keeps its quarter for the walls; less than an hour kept less.
        let reflection_minutes = Plan::MIN_REFLECTION.min(minutes / 4);
        let (zone, place, meeting_link) = (self.paper.zone.clone(), None, None);
        let plan = Plan { title: title?, starts_at: span.from, zone, place, meeting_link, minutes, reflection_minutes };
        Some(ReadPaper { plan, facilitator, scribe, members, others, cards, notes, actions })
    }

    fn span(&mut self) -> Option<Span> {
        let date = self.date();
        if date.is_none() {
            self.fault(PaperPlace::Date, "Say on which day it was.");
        }
        let time: Option<jiff::civil::Time> = Some(self.paper.time.as_str())
            .filter(|time| time.len() == 5)
            .and_then(|time| jiff::civil::Time::strptime("%H:%M", time).ok());
        if time.is_none() {
            self.fault(PaperPlace::Time, "Say when it began, such as 10:00.");
        }
        let zone = self.paper.zone.clone();
        if !is_zone(&zone) {
            self.fault(PaperPlace::Zone, "Choose a time zone.");
        }
        let minutes = self.paper.minutes;
        if !(LEAST_MINUTES..=Plan::MAX_MINUTES).contains(&minutes) {
            self.fault(PaperPlace::Minutes, "Say how long it lasted: 15 to 480 minutes.");
            return None;
        }
        let start = date?.to_datetime(time?).in_tz(&zone).ok()?;
        let from = Timestamp(start.timestamp().as_microsecond());
        let to = from.plus_minutes(minutes.into());
        if to > self.around.now {
            self.fault(PaperPlace::Date, "This is not over yet: a workshop on paper has been held.");
        }
        Some(Span { start, from, to })
    }

    fn date(&self) -> Option<Date> {
        Day::parse(&self.paper.date).ok()?.as_str().parse().ok()
    }

    /// The members who were there, each once, including the facilitator and the scribe.
    fn members(&mut self) -> (Vec<PersonId>, PersonId, Option<PersonId>) {
        let PaperWorkshop { facilitator, scribe, .. } = *self.paper;
        let known = |person: &PersonId| self.around.members.contains_key(person);
        let scribe_fault = scribe.is_some_and(|scribe| !known(&scribe) || scribe == facilitator);
        let stranger = !self.paper.members.iter().all(known);
        if !known(&facilitator) {
            self.fault(PaperPlace::Facilitator, "Choose the member who ran it.");
        }
        if scribe_fault {
            self.fault(PaperPlace::Scribe, "Choose another member who wrote the steps, or nobody.");
        }
        if stranger {
            self.fault(PaperPlace::Members, "Somebody here is not in the team any more.");
        }
        let mut members: Vec<PersonId> = Vec::new();
        for person in [facilitator].into_iter().chain(scribe).chain(self.paper.members.iter().copied()) {
            if !members.contains(&person) {
                members.push(person);
            }
        }
        (members, facilitator, scribe)
    }

    fn others(&mut self, members: usize) -> Vec<PersonName> {
        let (others, faults) = lines::texts(&self.paper.others, PersonName::parse);
        self.line_faults(PaperPlace::Others, None, &self.paper.others, faults);
        let mut seen = BTreeSet::new();
        if let Some(twice) = others.iter().find(|name| !seen.insert(folded(name.as_str()))) {
            let reason = format!("“{twice}” is there twice: tell them apart.");
            self.fault(PaperPlace::Others, reason);
        }
        if members + others.len() > MAX_PEOPLE {
            self.fault(PaperPlace::Others, format!("There is room for {MAX_PEOPLE} people in a workshop."));
        }
        self.preview.others = others.iter().map(ToString::to_string).collect();
        others
    }

    fn cards(&mut self, span: Option<&Span>, members: &[PersonId], others: &[PersonName]) -> Vec<ReadCard> {
        let mut cards: Vec<ReadCard> = Vec::new();
        let mut last = span.map(|span| span.from);
        for (number, card) in (0..).zip(&self.paper.cards) {
            let played = self.played(number, card);
            if played.as_ref().is_some_and(|played| cards.iter().any(|card| same(&card.played, played))) {
                self.card_fault(number, PaperPlace::Card, "This card is there already.");
            }
            let investigator = card.investigator.as_ref().and_then(|who| {
                let found = holder(who, members, others);
                if found.is_none() {
                    self.card_fault(number, PaperPlace::Investigator, "Choose somebody who was there.");
                }
                found
            });
            let steps = self.steps(number, card, span, &mut last);
            if let Some(played) = played {
                cards.push(ReadCard { played, investigator, outcome: card.outcome, steps });
            }
        }
        let steps: usize = self.preview.cards.iter().map(Vec::len).sum();
        if self.paper.cards.len() > MAX_CARDS || steps > MAX_STEPS {
            let reason = format!("There is room for {MAX_CARDS} cards and {MAX_STEPS} steps.");
            self.fault(PaperPlace::Card, reason);
        }
        cards
    }

    fn played(&mut self, number: u32, card: &PaperCard) -> Option<Played> {
        if let Some(scenario) = card.scenario {
            if self.around.scenarios.contains_key(&scenario) {
                return Some(Played::Card(scenario));
            }
            self.card_fault(number, PaperPlace::Card, "This card is not there any more. Choose another.");
            return None;
        }
        if card.title.trim().is_empty() {
            self.card_fault(number, PaperPlace::Card, "Choose the card, or write its headline.");
            return None;
        }
        match Title::parse(&card.title) {
            Ok(title) => {
                let wanted = folded(title.as_str());
                let there = self.around.scenarios.iter().find(|(_, known)| folded(known) == wanted);
                Some(there.map_or(Played::Titled(title), |(scenario, _)| Played::Card(*scenario)))
            }
            Err(error) => {
                self.card_fault(number, PaperPlace::Card, format!("{error}."));
                None
            }
        }
    }

    /// The steps of a card. Time does not go back: not within a card, nor from one to the next.
    fn steps(
        &mut self,
        number: u32,
        card: &PaperCard,
        span: Option<&Span>,
        last: &mut Option<Timestamp>,
    ) -> Vec<ReadStep> {
        let day = span.map(|span| span.start.date()).or_else(|| self.date()).unwrap_or_else(|| today(self.around.now));
        // A day of the week is the next one after this: the workshop's own, too.
        let Steps { read, mut faults, left_out } = steps::steps(&card.steps, day.yesterday().unwrap_or(day));
        let mut rows = Vec::new();
        let mut steps = Vec::new();
        for step in read {
            let mut shown = step.time.as_ref().map(|time| format!("{:02}:{:02}", time.minute / 60, time.minute % 60));
            let mut at = None;
            if let (Some(span), Some(time), Some(written)) = (span, &step.time, &shown) {
                match span.at(time) {
                    Err(reason) => faults.push(LineFault::at(step.line, reason)),
                    Ok(None) => faults.push(LineFault::at(step.line, format!("{written} lies outside the workshop."))),
                    Ok(Some(time)) if last.is_some_and(|last| time < last) => {
                        faults.push(LineFault::at(step.line, format!("{written} lies before the time above it.")));
                    }
                    Ok(Some(time)) => {
                        (at, *last) = (Some(time), Some(time));
                        shown = Some(clock_in(&self.paper.zone, &to_rfc3339(time)));
                    }
                }
            }
            rows.push(PaperStepRow { time: shown, kind: step.kind, text: step.text.to_string() });
            steps.push(ReadStep { at, kind: step.kind, text: step.text });
        }
        faults.sort_by_key(|fault| fault.line);
        self.line_faults(PaperPlace::Steps, Some(number), &card.steps, faults);
        self.left_out(PaperPlace::Steps, Some(number), left_out);
        self.preview.cards.push(rows);
        steps
    }

    fn notes(&mut self) -> Vec<(Wall, NoteText)> {
        let paper = self.paper;
        let mut all = Vec::new();
        for (place, wall, text) in [
            (PaperPlace::Crappy, Wall::Crappy, &paper.crappy),
            (PaperPlace::Awesome, Wall::Awesome, &paper.awesome),
            (PaperPlace::Proposals, Wall::Actions, &paper.proposals),
        ] {
            let (notes, faults) = lines::texts(text, NoteText::parse);
            self.line_faults(place, None, text, faults);
            let shown = notes.iter().map(ToString::to_string).collect();
            match wall {
                Wall::Crappy => self.preview.crappy = shown,
                Wall::Awesome => self.preview.awesome = shown,
                Wall::Actions => self.preview.proposals = shown,
            }
            all.extend(notes.into_iter().map(|note| (wall, note)));
        }
        if all.len() > MAX_NOTES {
            self.fault(PaperPlace::Proposals, format!("There is room for {MAX_NOTES} notes."));
        }
        all
    }

    fn actions(&mut self) -> Vec<ReadAction> {
        let day = self.date().unwrap_or_else(|| today(self.around.now));
        let context = Context { members: &self.around.members, chosen: &self.paper.owners, day };
        let Actions { read, faults, left_out } = actions::actions(&self.paper.actions, &context);
        self.line_faults(PaperPlace::Actions, None, &self.paper.actions, faults);
        self.left_out(PaperPlace::Actions, None, left_out);
        if read.len() > MAX_ACTIONS {
            self.fault(PaperPlace::Actions, format!("There is room for {MAX_ACTIONS} actions."));
        }
        let row = |action: &actions::Action| PaperActionRow {
            text: action.text.to_string(),
            owner: action.owner.and_then(|owner| self.around.members.get(&owner).cloned()),
            due: action.due.clone().map(String::from),
            priority: action.priority,
            status: action.status,
            chosen: action.owner.filter(|_| action.choice.is_some()),
            choice: action.choice.clone(),
        };
        self.preview.actions = read.iter().map(row).collect();
        let action = |action: actions::Action| {
            let actions::Action { text, owner, due, priority, impact, effort, status, reason, .. } = action;
            ReadAction { text, owner, due, priority, impact, effort, status, reason }
        };
        read.into_iter().map(action).collect()
    }

    fn or_fault<T, E: std::fmt::Display>(&mut self, place: PaperPlace, read: Result<T, E>) -> Option<T> {
        read.map_err(|error| self.fault(place, format!("{error}."))).ok()
    }

    fn fault(&mut self, place: PaperPlace, reason: impl Into<String>) {
        self.whole_fault(place, None, reason.into());
    }

    fn card_fault(&mut self, card: u32, place: PaperPlace, reason: impl Into<String>) {
        self.whole_fault(place, Some(card), reason.into());
    }

    /// A fault of a field that is not one of lines.
    fn whole_fault(&mut self, place: PaperPlace, card: Option<u32>, reason: String) {
        let (line, last_line, text, choice) = (None, None, None, None);
        self.preview.faults.push(PaperFault { place, card, line, last_line, reason, text, choice });
    }

    fn line_faults(&mut self, place: PaperPlace, card: Option<u32>, text: &str, faults: Vec<LineFault>) {
        let lines: Vec<&str> = if faults.is_empty() { Vec::new() } else { text.lines().collect() };
        self.preview.faults.extend(faults.into_iter().map(|LineFault { line, last_line, reason, choice }| {
            let place_of = |line: u32| usize::try_from(line).unwrap_or(usize::MAX);
            let those = lines.iter().take(place_of(last_line)).skip(place_of(line).saturating_sub(1));
            let text = Some(those.copied().collect::<Vec<_>>().join("\n"));
            PaperFault { place, card, line: Some(line), last_line: Some(last_line), reason, text, choice }
        }));
    }

    fn left_out(&mut self, place: PaperPlace, card: Option<u32>, left_out: Vec<LeftOut>) {
        self.preview.left_out.extend(left_out.into_iter().map(|LeftOut { line, last_line, column, text }| {
            PaperLeftOut { place, card, line, last_line, column, text }
        }));
    }
}

impl Span {
    /// The moment within the workshop at which a clock shows this time; without a day, past midnight is the next day.
    fn at(&self, clock: &Clock) -> Result<Option<Timestamp>, String> {
        let zone = clock.zone.as_ref().map(|zone| zone.resolve(&self.start)).transpose()?;
        let zone = zone.unwrap_or_else(|| self.start.time_zone().clone());
        let first = self.start.with_time_zone(zone.clone()).date();
        let days = match &clock.days[..] {
            [] => [Some(first), first.tomorrow().ok()].into_iter().flatten().collect(),
            days => days.to_vec(),
        };
        let (hour, minute) = (clock.minute / 60, clock.minute % 60);
        let at = |day: Date| {
            let time = day.at(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, 0, 0);
            let zoned = time.to_zoned_datetime(zone.clone()).ok()?;
            Some(Timestamp(zoned.timestamp().as_microsecond())).filter(|at| (self.from..=self.to).contains(at))
        };
        Ok(days.into_iter().find_map(at))
    }
}

fn same(one: &Played, other: &Played) -> bool {
    match (one, other) {
        (Played::Card(one), Played::Card(other)) => one == other,
        (Played::Titled(one), Played::Titled(other)) => folded(one.as_str()) == folded(other.as_str()),
        _ => false,
    }
}

fn holder(who: &PaperPerson, members: &[PersonId], others: &[PersonName]) -> Option<Holder> {
    match who {
        PaperPerson::Member { member } => members.contains(member).then_some(Holder::Member(*member)),
        PaperPerson::Other { name } => {
            let wanted = folded(name);
            others.iter().position(|other| folded(other.as_str()) == wanted).map(Holder::Other)
        }
    }
}

fn today(now: Timestamp) -> Date {
    let at = jiff::Timestamp::from_microsecond(now.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    at.to_zoned_datetime(jiff::tz::TimeZone::UTC).date()
}
