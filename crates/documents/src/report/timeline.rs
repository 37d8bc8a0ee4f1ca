//! Builds the timeline: the moments of the log in order. Each step is placed where it happened, in the order of
//! their card, whenever they were written.

use std::collections::BTreeMap;

use domain::id::StepId;
use domain::picture::PictureHash;
use domain::scenario::{Evidence, Scenario};
use domain::time::Timestamp;
use domain::workshop::{Event, Moment, RoundNumber, Step, Workshop};

use super::{LogEntry, MomentKind, ReportMoment, ReportPicture};
use api::project::ProjectionContext;
use api::time::to_rfc3339;

/// The timeline of a workshop.
pub(super) fn build_timeline(workshop: &Workshop, around: &ProjectionContext, log: &[LogEntry]) -> Vec<ReportMoment> {
    let mut timeline = TimelineBuilder { workshop, around, so_far: None, moments: Vec::new() };
    for (committed_at, events) in log {
        for event in events {
            timeline.add_event(event, *committed_at);
        }
    }
    timeline.in_order()
}

/// Whether a step's time is not known.
pub(super) fn approximate(workshop: &Workshop, step: &Step) -> bool {
    workshop.paper.as_ref().is_some_and(|paper| !paper.timed.contains(&step.id))
}

struct TimelineBuilder<'a> {
    workshop: &'a Workshop,
    around: &'a ProjectionContext,
    /// The state after the events that were heard.
    so_far: Option<Workshop>,
    moments: Vec<(Timestamp, ReportMoment)>,
}

impl TimelineBuilder<'_> {
    fn add_event(&mut self, event: &Event, committed_at: Timestamp) {
        let ends_at = |state: &Option<Workshop>| state.as_ref()?.clock.as_ref().map(|clock| clock.ends_at);
        let before = ends_at(&self.so_far);
        match &mut self.so_far {
            None => self.so_far = Workshop::replay([event]),
            Some(state) => state.apply(event),
        }
        let Some(happened) = event.touches().moment else { return };
        match happened {
            Moment::Opened { at } => self.push(at, moment(MomentKind::Opened)),
            Moment::HatPassed => self.push(self.heard_at(committed_at), moment(MomentKind::HatPassed)),
            Moment::CardOpened { round, at } => self.push(at, about(round, MomentKind::CardOpened)),
            Moment::EvidenceRevealed { round, evidence, at } => self.evidence(round, evidence, at),
            Moment::HintGiven { round, hint, at } => {
                let hint = self.scenario(round).and_then(|scenario| scenario.hints.get(usize::from(hint)));
                let text = hint.map(|hint| hint.text.clone());
                self.push(at, ReportMoment { text, ..about(round, MomentKind::HintGiven) });
            }
            Moment::StepAdded { step } => self.step(step),
            Moment::DebriefStarted { round, at } => self.push(at, about(round, MomentKind::DebriefStarted)),
            Moment::RoundFinished { round, at } => self.push(at, about(round, MomentKind::CardDone)),
            Moment::Paused { at } => self.push(at, moment(MomentKind::Paused)),
            Moment::Resumed { at } => self.resumed(at),
            Moment::Extended { ends_at } => {
                let minutes = before.map(|before| minutes(ends_at.since(before)));
                self.push(committed_at, ReportMoment { minutes, ..moment(MomentKind::Extended) });
            }
            Moment::ReflectionShortened { minutes } => {
                let minutes = Some(u32::from(minutes));
                self.push(committed_at, ReportMoment { minutes, ..moment(MomentKind::ReflectionShortened) });
            }
            Moment::Reopened { at } => self.push(at, moment(MomentKind::Reopened)),
            Moment::ReflectionStarted { at } => self.push(at, moment(MomentKind::ReflectionStarted)),
            Moment::RoundsResumed { at } => self.push(at, moment(MomentKind::RoundsResumed)),
            Moment::Closed { at } => self.push(at, moment(MomentKind::Closed)),
        }
    }

    /// The time of an event that holds none: when it was committed, or for a log from paper, right after the event
    /// before it.
    fn heard_at(&self, committed_at: Timestamp) -> Timestamp {
        let last = self.moments.last().filter(|_| self.workshop.paper.is_some());
        last.map_or(committed_at, |(at, _)| *at)
    }

    fn push(&mut self, at: Timestamp, moment: ReportMoment) {
        let known = matches!(moment.kind, MomentKind::Opened | MomentKind::Closed);
        let approximate = self.workshop.paper.is_some() && !known;
        self.moments.push((at, ReportMoment { approximate, ..moment }));
    }

    fn evidence(&mut self, round: RoundNumber, id: &str, at: Timestamp) {
        let given = self.scenario(round).and_then(|scenario| scenario.evidence.iter().find(|e| e.id == id));
        let picture = given.and_then(|evidence| evidence.content.picture());
        let picture = picture.map(|picture| ReportPicture { hash: picture.source.clone(), alt: picture.alt.clone() });
        let moment = ReportMoment {
            text: given.and_then(headline),
            evidence: given.map(|evidence| evidence.content.kind()),
            picture,
            ..about(round, MomentKind::EvidenceGiven)
        };
        self.push(at, moment);
    }

    /// A step reserves a place in the order of time; which of its card's steps takes it is decided at the end.
    fn step(&mut self, id: StepId) {
        let Some(step) = self.workshop.steps.get(&id).filter(|step| !step.removed) else { return };
        self.moments.push((step.content.at, step_moment(self.workshop, step)));
    }

    /// The clock was stopped until now.
    fn resumed(&mut self, at: Timestamp) {
        let paused = self.moments.iter_mut().rev().find(|(_, moment)| moment.kind == MomentKind::Paused);
        if let Some((since, moment)) = paused {
            moment.minutes = Some(minutes(at.since(*since)));
        }
        self.push(at, moment(MomentKind::Resumed));
    }

    fn scenario(&self, round: RoundNumber) -> Option<&Scenario> {
        let scenario = self.workshop.rounds.get(&round)?.scenario;
        self.around.scenarios.get(&self.workshop.cards.get(&scenario)?.revision)
    }

    fn in_order(mut self) -> Vec<ReportMoment> {
        // What happened at the same moment stays in the order of the log.
        self.moments.sort_by_key(|(at, _)| *at);
        let mut orders: BTreeMap<RoundNumber, _> = BTreeMap::new();
        let workshop = self.workshop;
        let mut next = |round: u32| {
            let round = RoundNumber(round);
            orders.entry(round).or_insert_with(|| workshop.steps_of(round).into_iter()).next()
        };
        let placed = self.moments.into_iter().map(|(at, moment)| match (moment.step, moment.round) {
            (Some(_), Some(round)) => next(round).map_or(moment, |step| step_moment(workshop, step)),
            _ => ReportMoment { at: to_rfc3339(at), ..moment },
        });
        placed.collect()
    }
}

fn step_moment(workshop: &Workshop, step: &Step) -> ReportMoment {
    let seen = |hash: &PictureHash| ReportPicture { hash: hash.to_string(), alt: step.content.text.to_string() };
    let picture = step.content.picture.as_ref().map(seen);
    ReportMoment {
        at: to_rfc3339(step.content.at),
        approximate: approximate(workshop, step),
        step: Some(step.id),
        picture,
        ..about(step.round, MomentKind::Step)
    }
}

fn headline(evidence: &Evidence) -> Option<String> {
    let content = &evidence.content;
    content.title().or_else(|| content.sender()).or_else(|| content.first_line()).map(str::to_owned)
}

fn moment(kind: MomentKind) -> ReportMoment {
    ReportMoment {
        at: String::new(),
        approximate: false,
        kind,
        round: None,
        step: None,
        text: None,
        evidence: None,
        picture: None,
        minutes: None,
    }
}

fn about(round: RoundNumber, kind: MomentKind) -> ReportMoment {
    ReportMoment { round: Some(round.0), ..moment(kind) }
}

fn minutes(microseconds: i64) -> u32 {
    u32::try_from((microseconds + Timestamp::MINUTE / 2) / Timestamp::MINUTE).unwrap_or(0)
}
