//! How events change the state. Total: an event about something unknown changes nothing.

mod seat;

use super::{
    ActionStatus, Clock, Deal, Event, Group, Known, Paper, ParticipantKind, Phase, Reply, Round, RoundNumber,
    RoundState, Voting, Wall, Workshop,
};
use crate::id::{ActionId, AnswerId, GroupId, NoteId, StepId};

impl Workshop {
    /// Applies one event.
    pub fn apply(&mut self, event: &Event) {
        match event.clone() {
            Event::Planned { team, plan, facilitator, scribe } => {
                *self = Self::planned(team, plan, facilitator, scribe)
            }
            Event::PlanChanged { plan } => self.plan = plan,
            Event::CardPlaced { card } => {
                self.cards.insert(card.scenario, card);
            }
            Event::CardTakenOut { scenario } => {
                self.cards.remove(&scenario);
            }
            Event::Opened { at, ends_at, carried, owed } => {
                self.phase = Phase::Open;
                self.clock = Some(Clock {
                    opened_at: at,
                    ends_at,
                    reflection_minutes: self.plan.reflection_minutes,
                    paused_at: None,
                    reflecting_since: None,
                    closed_at: None,
                    reopened_at: None,
                });
                self.actions.extend(carried.into_iter().map(|action| (action.id, action)));
                self.owed = owed;
            }
            Event::OpeningShown { part } => self.opening = part,
            Event::Joined { participant } => {
                self.waiting.remove(&participant.person);
                self.people.insert(participant.person, participant);
            }
            Event::Left { person } => {
                if let Some(participant) = self.people.get_mut(&person) {
                    participant.present = false;
                }
                if self.scribe == Some(person) {
                    self.scribe = None;
                }
                self.pairs.retain(|second, first| *second != person && *first != person);
            }
            Event::SeatConfirmed { guest } => {
                if let Some(participant) = self.people.get_mut(&guest)
                    && let ParticipantKind::Seat { confirmed, .. } = &mut participant.kind
                {
                    *confirmed = true;
                    participant.draws = true;
                }
            }
            Event::DrawsSet { person, draws } => {
                if let Some(participant) = self.people.get_mut(&person) {
                    participant.draws = draws;
                }
            }
            Event::LobbySet { on } => self.lobby = on,
            Event::WaitingBegan { waiting } => {
                self.waiting.insert(waiting.person, waiting);
            }
            Event::WaitingEnded { person } => {
                self.waiting.remove(&person);
            }
            Event::WhereaboutsSet { person, whereabouts } => {
                if let Some(participant) = self.people.get_mut(&person) {
                    participant.whereabouts = Some(whereabouts);
                }
            }
            Event::SeatMoved { from, to } => self.move_seat(from, to),
            Event::FacilitatorChanged { to } => self.facilitator = to,
            Event::ScribeChanged { to } => self.scribe = to,
            Event::HatPassed { lap, deals, .. } => {
                self.phase = Phase::Running;
                self.lap = lap;
                self.rounds.extend(deals.into_iter().map(|deal| (deal.round, sealed(lap, deal))));
            }
            Event::CardOpened { round, at } => {
                self.forget_swaps(round);
                self.round(round, |r| {
                    r.state = RoundState::Investigating;
                    r.opened_at = Some(at);
                });
            }
            Event::CardReturned { round } => {
                self.forget_swaps(round);
                self.round(round, |r| r.state = RoundState::Returned);
            }
            Event::CardDrawn { deal, .. } => {
                self.rounds.insert(deal.round, sealed(self.lap, deal));
            }
            Event::CardSwapped { deal, .. } => self.take(deal),
            Event::CardsSwapped { deals } => deals.into_iter().for_each(|deal| self.take(deal)),
            Event::SwapWished { round, with } => self.round(round, |r| r.swap_with = with),
            Event::TurnsOrdered { order } => self.order = order,
            Event::PartnerAdded { round, person, why } => self.round(round, |r| {
                r.partners.push(person);
                r.known.extend(why.map(|why| Known { person, why }));
            }),
            Event::PartnerRemoved { round, person } => self.round(round, |r| {
                r.partners.retain(|partner| *partner != person);
                r.known.retain(|known| known.person != person);
            }),
            Event::DrawsTogether { person, with } => {
                match with {
                    Some(with) => self.pairs.insert(person, with),
                    None => self.pairs.remove(&person),
                };
            }
            Event::RoundHanded { round, to } => self.round(round, |r| {
                r.investigator = to;
                r.partners.retain(|partner| *partner != to);
                let partners = r.partners.clone();
                r.known.retain(|known| known.person == to || partners.contains(&known.person));
            }),
            Event::EvidenceRevealed { round, evidence, at } => self.round(round, |r| {
                r.revealed.insert(evidence, at);
                r.shown = None;
            }),
            Event::HintGiven { round, hint, at } => self.round(round, |r| {
                r.hints_given.insert(hint, at);
                r.stuck_since = None;
            }),
            Event::StuckSaid { round, at } => self.round(round, |r| r.stuck_since = Some(at)),
            Event::StuckCleared { round } => self.round(round, |r| r.stuck_since = None),
            Event::DebriefStarted { round, at } => self.round(round, |r| {
                r.state = RoundState::Debriefing;
                r.debrief_at = Some(at);
                r.stuck_since = None;
                r.shown = None;
            }),
            Event::RoundFinished { round, outcome, at } => {
                self.round(round, |r| {
                    r.state = RoundState::Done;
                    r.done_at = Some(at);
                    r.outcome = Some(outcome);
                    r.stuck_since = None;
                    r.shown = None;
                });
                let own = self.rounds.get(&round).is_some_and(|r| r.investigator == self.facilitator);
                if own {
                    self.example.get_or_insert(round);
                }
            }
            Event::StepAdded { step } => {
                self.steps.insert(step.id, step);
            }
            Event::StepEdited { step, kind, text } => self.step(step, |s| (s.kind, s.text) = (kind, text)),
            Event::StepRemoved { step, removed } => self.step(step, |s| s.removed = removed),
            Event::StepMoved { step, sorts_at } => {
                // The words are as they were, so an edit of them still fits.
                if let Some(step) = self.steps.get_mut(&step) {
                    step.sorts_at = Some(sorts_at);
                }
            }
            Event::StepPictureSet { step, picture } => self.step(step, |s| s.picture = picture),
            Event::StepShown { step, .. } => self.show(step, Some(step)),
            Event::StepHidden { step } => self.show(step, None),
            Event::AnswerAdded { answer } => {
                self.answers.insert(answer.id, answer);
            }
            Event::AnswerEdited { answer, text } => self.answer(answer, |a| a.text = text),
            Event::AnswerRemoved { answer, removed } => self.answer(answer, |a| a.removed = removed),
            Event::ColleagueAnswered { step, text, at } => self.step(step, |s| s.reply = Some(Reply { text, at })),
            Event::NoteAdded { note } => {
                self.notes.insert(note.id, note);
            }
            Event::NoteEdited { note, text } => self.note(note, |n| n.text = text),
            Event::NoteMoved { note, wall } => {
                let private = self.private.contains(&wall);
                self.note(note, |n| (n.wall, n.group, n.private) = (wall, None, n.private && private));
            }
            Event::NoteRemoved { note, removed } => self.note(note, |n| n.removed = removed),
            Event::NoteColoured { note, colour } => self.note(note, |n| n.colour = colour),
            Event::NoteGrouped { note, group } => {
                let wall = group.and_then(|id| self.groups.get(&id)).map(|group| group.wall);
                self.note(note, |n| (n.wall, n.group) = (wall.unwrap_or(n.wall), group));
            }
            Event::GroupMade { group, notes } => {
                for note in notes {
                    self.note(note, |n| (n.wall, n.group) = (group.wall, Some(group.id)));
                }
                self.groups.insert(group.id, group);
            }
            Event::GroupNamed { group, title } => self.group(group, |g| g.title = title),
            Event::GroupMoved { group, wall } => {
                self.group(group, |g| g.wall = wall);
                let inside = |note: &&mut super::Note| note.group == Some(group);
                self.notes.values_mut().filter(inside).for_each(|note| note.wall = wall);
            }
            Event::GroupRemoved { group, removed } => self.group(group, |g| g.removed = removed),
            Event::PrivacySet { private } => {
                self.private = if private { Wall::ALL.into() } else { Default::default() };
                self.notes.values_mut().for_each(|note| note.private &= private);
            }
            Event::NotesRevealed { walls } => {
                for note in self.notes.values_mut().filter(|note| walls.contains(&note.wall)) {
                    note.private = false;
                }
                self.private.retain(|wall| !walls.contains(wall));
            }
            Event::VotingOpened { cap } => {
                self.voting = Some(Voting { cap, open: true, tally: Default::default() });
            }
            Event::VotesRevealed { tally } => {
                if let Some(voting) = &mut self.voting {
                    voting.open = false;
                    voting.tally = tally.into_iter().map(|tally| (tally.note, tally.votes)).collect();
                }
            }
            Event::VotingCancelled => self.voting = None,
            Event::Paused { at } => {
                if let Some(clock) = &mut self.clock {
                    clock.paused_at = Some(at);
                }
            }
            Event::Resumed { at } => {
                if let Some(clock) = &mut self.clock
                    && let Some(paused_at) = clock.paused_at.take()
                {
                    let paused = at.since(paused_at).max(0);
                    clock.ends_at.0 += paused;
                    if let Some(round) = self.investigated_round() {
                        self.round(round, |r| r.paused = r.paused.saturating_add(paused));
                    }
                }
            }
            Event::Extended { ends_at } => {
                if let Some(clock) = &mut self.clock {
                    clock.ends_at = ends_at;
                }
            }
            Event::ReflectionShortened { minutes } => {
                if let Some(clock) = &mut self.clock {
                    clock.reflection_minutes = minutes;
                }
            }
            Event::ReflectionStarted { at } => {
                self.phase = Phase::Reflecting;
                if let Some(clock) = &mut self.clock {
                    clock.reflecting_since = Some(at);
                }
            }
            Event::RoundsResumed { .. } => {
                self.phase = Phase::Running;
                if let Some(clock) = &mut self.clock {
                    clock.reflecting_since = None;
                }
            }
            Event::ActionCommitted { action } => {
                self.actions.insert(action.id, action);
            }
            Event::ActionEdited { action, commitment } => self.action(action, |a| a.commit_to(commitment)),
            Event::ActionReviewed { action, status, reason } => {
                self.action(action, |a| (a.status, a.reason) = (status, reason));
            }
            Event::ActionRemoved { action, removed } => self.action(action, |a| {
                a.removed = removed;
                if removed {
                    (a.status, a.reason) = (ActionStatus::Open, None);
                }
            }),
            Event::Closed { at } => {
                self.phase = Phase::Closed;
                self.waiting.clear();
                if let Some(clock) = &mut self.clock {
                    clock.closed_at = Some(at);
                }
            }
            Event::Reopened { at, ends_at, actions } => {
                self.phase = Phase::Reflecting;
                if let Some(clock) = &mut self.clock {
                    clock.ends_at = ends_at;
                    clock.paused_at = None;
                    clock.reflecting_since = Some(at);
                    clock.closed_at = None;
                    clock.reopened_at = Some(at);
                }
                self.actions.extend(actions.into_iter().map(|action| (action.id, action)));
            }
            Event::TakenFromPaper { timed } => self.paper = Some(Paper { timed }),
        }
    }

    /// Puts another card into the hands that hold a round.
    fn take(&mut self, deal: Deal) {
        self.forget_swaps(deal.round);
        self.round(deal.round, |r| (r.scenario, r.known) = (deal.scenario, deal.known));
    }

    /// Wishes to swap that a round takes part in mean nothing any more.
    fn forget_swaps(&mut self, number: RoundNumber) {
        for round in self.rounds.values_mut() {
            if round.number == number || round.swap_with == Some(number) {
                round.swap_with = None;
            }
        }
    }

    fn round(&mut self, number: RoundNumber, change: impl FnOnce(&mut Round)) {
        if let Some(round) = self.rounds.get_mut(&number) {
            change(round);
        }
    }

    /// The round whose card is open and not yet talked about.
    fn investigated_round(&self) -> Option<RoundNumber> {
        self.current_round().filter(|round| round.state == RoundState::Investigating).map(|round| round.number)
    }

    /// Shows a step of a round, or nothing.
    fn show(&mut self, step: StepId, shown: Option<StepId>) {
        if let Some(round) = self.steps.get(&step).map(|step| step.round) {
            self.round(round, |r| r.shown = shown);
        }
    }

    fn answer(&mut self, id: AnswerId, change: impl FnOnce(&mut super::Answer)) {
        if let Some(answer) = self.answers.get_mut(&id) {
            change(answer);
            answer.revision += 1;
        }
    }

    fn step(&mut self, id: StepId, change: impl FnOnce(&mut super::Step)) {
        if let Some(step) = self.steps.get_mut(&id) {
            change(step);
            step.revision += 1;
        }
    }

    fn note(&mut self, id: NoteId, change: impl FnOnce(&mut super::Note)) {
        if let Some(note) = self.notes.get_mut(&id) {
            change(note);
            note.revision += 1;
        }
    }

    fn group(&mut self, id: GroupId, change: impl FnOnce(&mut Group)) {
        if let Some(group) = self.groups.get_mut(&id) {
            change(group);
            group.revision += 1;
        }
    }

    fn action(&mut self, id: ActionId, change: impl FnOnce(&mut super::Action)) {
        if let Some(action) = self.actions.get_mut(&id) {
            change(action);
            action.revision += 1;
        }
    }
}

/// A card that was just dealt.
fn sealed(lap: u32, deal: Deal) -> Round {
    Round {
        number: deal.round,
        lap,
        scenario: deal.scenario,
        investigator: deal.investigator,
        partners: deal.partners,
        known: deal.known,
        swap_with: None,
        state: RoundState::Dealt,
        opened_at: None,
        debrief_at: None,
        done_at: None,
        outcome: None,
        revealed: Default::default(),
        hints_given: Default::default(),
        stuck_since: None,
        shown: None,
        paused: 0,
    }
}
