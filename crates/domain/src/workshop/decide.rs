//! Which events follow from a command, or why none do.

mod actions;
mod closing;
mod debrief;
mod door;
mod groups;
mod hat;
mod notes;
mod partners;
mod people;
mod plan;
mod rounds;
mod seats;
mod spread;
mod step_extras;
mod steps;
mod time;
mod votes;
mod written;

use super::{
    Command, Context, Event, NoteSource, Participant, Phase, Rejection, Round, RoundNumber, ServerCommand, Standing,
    Workshop,
};

type Decision = Result<Vec<Event>, Rejection>;

/// Decides on a command. An empty list means: nothing to do, and that is fine.
pub fn decide(workshop: &Workshop, command: Command, context: &Context) -> Decision {
    let desk = Desk { workshop, context };
    desk.let_in(&command)?;
    match command {
        Command::TakeOutCard { scenario } => desk.take_out_card(scenario),
        Command::ShowOpening { part } => desk.show_opening(part),
        Command::Close => desk.close(),
        Command::Leave => desk.leave(context.actor.person),
        Command::RemovePerson { person } => desk.remove_person(person),
        Command::ConfirmSeat { guest } => desk.confirm_seat(guest),
        Command::SetDraws { person, draws } => desk.set_draws(person, draws),
        Command::HandOverFacilitator { to } => desk.hand_over_facilitator(to),
        Command::HandOverScribe { to } => desk.hand_over_scribe(to),
        Command::SetLobby { on } => desk.set_lobby(on),
        Command::Admit { person } => desk.admit(person),
        Command::AdmitAll => desk.admit_all(),
        Command::SendAway { person } => desk.send_away(person),
        Command::SetWhereabouts { person, whereabouts } => desk.set_whereabouts(person, whereabouts),
        Command::AddNoteFor { person, note, wall, text, round } => desk.add_note_for(person, note, wall, text, round),
        Command::DropSwap { round } => desk.drop_swap(round),
        Command::MoveTurn { round, before } => desk.move_turn(round, before),
        Command::RemovePartner { round, person } => desk.remove_partner(round, person),
        Command::DrawTogether { person, with } => desk.draw_together(person, with),
        Command::HandRound { round, to } => desk.hand_round(round, to),
        Command::OpenCard { round } => desk.open_card(round),
        Command::ReturnCard { round } => desk.return_card(round),
        Command::RevealEvidence { round, evidence } => desk.reveal_evidence(round, evidence),
        Command::GiveHint { round, hint } => desk.give_hint(round, hint),
        Command::SayStuck { round } => desk.say_stuck(round),
        Command::ClearStuck { round } => desk.clear_stuck(round),
        Command::StartDebrief { round } => desk.start_debrief(round),
        Command::FinishRound { round, outcome } => desk.finish_round(round, outcome),
        Command::AddStep { step, round, kind, text } => desk.add_step(step, round, kind, text, None),
        Command::AskColleague { step, round, colleague, text } => desk.ask_colleague(step, round, colleague, text),
        Command::AnswerColleague { step, text } => desk.answer_colleague(step, text),
        Command::EditStep { step, kind, text, revision } => desk.edit_step(step, kind, text, revision),
        Command::RemoveStep { step } => desk.remove_step(step, true),
        Command::RestoreStep { step } => desk.remove_step(step, false),
        Command::MoveStep { step, after } => desk.move_step(step, after),
        Command::SetStepPicture { step, picture } => desk.set_step_picture(step, picture),
        Command::ShowStep { step } => desk.show_step(step),
        Command::HideStep { step } => desk.hide_step(step),
        Command::AddAnswer { answer, round, question, step, text } => {
            desk.add_answer(answer, round, question, step, text)
        }
        Command::EditAnswer { answer, text, revision } => desk.edit_answer(answer, text, revision),
        Command::RemoveAnswer { answer } => desk.remove_answer(answer, true),
        Command::RestoreAnswer { answer } => desk.remove_answer(answer, false),
        Command::AddNoteFromStep { note, wall, text, step } => {
            desk.add_note_from(note, wall, text, NoteSource::Step(step))
        }
        Command::AddNoteFromAnswer { note, wall, text, answer } => {
            desk.add_note_from(note, wall, text, NoteSource::Answer(answer))
        }
        Command::AddNote { note, wall, text, round, token } => desk.add_note(note, wall, text, round, token),
        Command::EditNote { note, text, revision, token } => desk.edit_note(note, text, revision, token),
        Command::MoveNote { note, wall, token } => desk.move_note(note, wall, token),
        Command::ColourNote { note, colour, token } => desk.colour_note(note, colour, token),
        Command::GroupNote { note, group, token } => desk.group_note(note, group, token),
        Command::RemoveNote { note, token } => desk.remove_note(note, true, token),
        Command::RestoreNote { note, token } => desk.remove_note(note, false, token),
        Command::MakeGroup { group, title, notes } => desk.make_group(group, title, notes),
        Command::NameGroup { group, title, revision } => desk.name_group(group, title, revision),
        Command::MoveGroup { group, wall } => desk.move_group(group, wall),
        Command::RemoveGroup { group } => desk.remove_group(group, true),
        Command::RestoreGroup { group } => desk.remove_group(group, false),
        Command::SetPrivacy { private } => desk.set_privacy(private),
        Command::RevealNotes { wall } => desk.reveal_notes(wall),
        Command::OpenVoting { cap } => desk.open_voting(cap),
        Command::CancelVoting => desk.cancel_voting(),
        Command::Pause => desk.pause(),
        Command::Resume => desk.resume(),
        Command::Extend { minutes } => desk.extend(minutes),
        Command::ShortenReflection { minutes } => desk.shorten_reflection(minutes),
        Command::StartReflection => desk.start_reflection(),
        Command::ResumeRounds => desk.resume_rounds(),
        Command::CommitAction { action, commitment } => desk.commit_action(action, commitment),
        Command::EditAction { action, commitment, revision } => desk.edit_action(action, commitment, revision),
        Command::SpreadNote { note, actions } => desk.spread_note(note, actions),
        Command::ReviewAction { action, status, reason } => desk.review_action(action, status, reason),
        Command::RemoveAction { action } => desk.remove_action(action, true),
        Command::RestoreAction { action } => desk.remove_action(action, false),
        Command::Server(command) => decide_server(&desk, command),
        Command::Open
        | Command::Join
        | Command::PlaceCard { .. }
        | Command::Reopen
        | Command::PassHat
        | Command::DrawCard { .. }
        | Command::SwapCard { .. }
        | Command::SwapWith { .. }
        | Command::AddPartner { .. }
        | Command::Vote { .. }
        | Command::RevealVotes => Err(Rejection::Invalid("The server completes this first.")),
    }
}

/// Decides on what only the server asks.
fn decide_server(desk: &Desk<'_>, command: ServerCommand) -> Decision {
    match command {
        ServerCommand::ChangePlan { plan } => desk.change_plan(plan),
        ServerCommand::PlaceCard { card } => desk.place_card(card),
        ServerCommand::Open { carried, owed } => desk.open(carried, owed),
        ServerCommand::Reopen { actions } => desk.reopen(actions),
        ServerCommand::Join { kind, draws } => desk.join(kind, draws),
        ServerCommand::Seat { person, kind, draws } => desk.seat(person, kind, draws),
        ServerCommand::ClaimSeat { seat, kind } => desk.claim_seat(seat, kind),
        ServerCommand::TakeSeat { from, proven } => desk.take_seat(from, proven),
        ServerCommand::PassHat { seed, knows } => desk.pass_hat(seed, &knows),
        ServerCommand::DrawCard { person, seed, knows } => desk.draw_card(person, seed, &knows),
        ServerCommand::SwapCard { round, seed, knows } => desk.swap_card(round, seed, &knows),
        ServerCommand::SwapWith { round, with, knows } => desk.swap_with(round, with, &knows),
        ServerCommand::AddPartner { round, person, knows } => desk.add_partner(round, person, &knows),
        ServerCommand::RevealVotes { tally } => desk.reveal_votes(tally),
    }
}

/// The state and the circumstances of one decision.
struct Desk<'a> {
    workshop: &'a Workshop,
    context: &'a Context,
}

impl Desk<'_> {
    fn is_facilitator(&self) -> bool {
        self.context.actor.person == self.workshop.facilitator
    }

    fn is_owner(&self) -> bool {
        self.context.actor.standing == Standing::Owner
    }

    fn is_scribe(&self) -> bool {
        self.workshop.scribe == Some(self.context.actor.person)
    }

    fn facilitator(&self) -> Result<(), Rejection> {
        if self.is_facilitator() { Ok(()) } else { Err(Rejection::NotAllowed("Only the facilitator can do this.")) }
    }

    fn facilitator_or_owner(&self) -> Result<(), Rejection> {
        if self.is_facilitator() || self.is_owner() {
            Ok(())
        } else {
            Err(Rejection::NotAllowed("Only the facilitator or an owner of the team can do this."))
        }
    }

    fn phase(&self, allowed: &[Phase]) -> Result<(), Rejection> {
        let phase = self.workshop.phase;
        if allowed.contains(&phase) { Ok(()) } else { Err(Rejection::WrongPhase(phase)) }
    }

    fn joined(&self) -> Result<&Participant, Rejection> {
        let person = &self.context.actor.person;
        self.workshop.people.get(person).filter(|p| p.present).ok_or(Rejection::NotJoined)
    }

    fn find_round(&self, number: RoundNumber) -> Result<&Round, Rejection> {
        self.workshop.rounds.get(&number).ok_or(Rejection::NotFound("This round"))
    }
}

/// One event.
fn one(event: impl Into<Event>) -> Decision {
    Ok(vec![event.into()])
}

/// Nothing to do.
fn nothing() -> Decision {
    Ok(Vec::new())
}
