//! What the server adds to a command: facts that the client does not have or must not choose.

pub(super) mod named;

use std::collections::BTreeSet;

use api::project::ProjectionContext;
use api::refusal::RequestReason;
use domain::id::{ActionId, WorkshopId};
use domain::workshop::{
    Action, Actor, Command, HatCommand, ParticipantKind, PeopleCommand, Phase, Reason, Rejection, ServerCommand,
    Standing, TimeCommand, WallCommand, Workshop,
};
use store::Store;
use store::actions::ActionRow;

use super::{Hub, load};
use crate::cards::card;
use crate::error::{Error, Result};
use crate::rows::from_hex;

/// The workshop that a command is given in, and what surrounds it.
pub(super) struct ResolveContext<'a> {
    pub(super) hub: &'a Hub,
    pub(super) id: WorkshopId,
    pub(super) workshop: &'a Workshop,
    pub(super) around: &'a ProjectionContext,
}

/// Completes a command.
#[expect(clippy::wildcard_enum_match_arm, reason = "every other command is decided on unchanged")]
pub(super) async fn resolve(command: Command, actor: Actor, context: ResolveContext<'_>) -> Result<Command> {
    let ResolveContext { hub, id, workshop, around } = context;
    let (store, entropy) = (&*hub.shared.store, &*hub.shared.entropy);
    if workshop.keeps_out(actor) && needs_lookup(&command) {
        return Err(Rejection::NotJoined.into());
    }
    if let Some(hash) = command.named().picture {
        let bytes = from_hex(hash.as_str()).ok_or(Error::NotFound)?;
        if !store.has_picture(workshop.team, bytes).await? {
            return Err(Rejection::NotFound(Reason::PictureMissing).into());
        }
    }
    let knows = || store.knows(workshop.team);
    Ok(Command::Server(match command {
        Command::Hat(HatCommand::PassHat) => ServerCommand::PassHat { seed: entropy.bytes32(), knows: knows().await? },
        Command::Hat(HatCommand::DrawCard { person }) => {
            ServerCommand::DrawCard { person, seed: entropy.bytes32(), knows: knows().await? }
        }
        Command::Hat(HatCommand::SwapCard { round }) => {
            ServerCommand::SwapCard { round, seed: entropy.bytes32(), knows: knows().await? }
        }
        Command::Hat(HatCommand::SwapWith { round, with }) => {
            ServerCommand::SwapWith { round, with, knows: knows().await? }
        }
        Command::Hat(HatCommand::AddPartner { round, person }) => {
            ServerCommand::AddPartner { round, person, knows: knows().await? }
        }
        Command::Walls(WallCommand::RevealVotes) => {
            ServerCommand::RevealVotes { tally: around.ballots.tally(workshop) }
        }
        Command::People(PeopleCommand::Join) => {
            let responder = around.members.get(&actor.person).copied().unwrap_or(false);
            let kind = if actor.standing == Standing::Guest { ParticipantKind::Guest } else { ParticipantKind::Member };
            let draws = responder || kind == ParticipantKind::Guest || actor.person == workshop.facilitator;
            ServerCommand::Join { kind, draws }
        }
        Command::Hat(HatCommand::PlaceCard { scenario }) => {
            let row = store.scenario(workshop.team, scenario).await?.filter(|row| !row.archived);
            let row = row.ok_or(Error::Rejected(Rejection::NotFound(Reason::CardMissing)))?;
            ServerCommand::PlaceCard { card: card(&row)? }
        }
        Command::Time(TimeCommand::Open) => {
            let elsewhere = actions_of_other_workshops(store, id, workshop).await?;
            let open = store.open_actions(workshop.team).await?.into_iter();
            let carried =
                open.filter(|row| !elsewhere.contains(&row.id)).map(|row| workshop_action(row, true)).collect();
            let owed = match store.last_closed(workshop.team, hub.shared.clock.now()).await? {
                Some(last) => load::workshop(store, last.id).await?.workshop.without_turn(),
                None => Vec::new(),
            };
            ServerCommand::Open { carried, owed }
        }
        Command::Time(TimeCommand::Reopen)
            if actor.person == workshop.facilitator && workshop.phase == Phase::Closed =>
        {
            ServerCommand::Reopen { actions: actions_to_reopen(store, id, workshop).await? }
        }
        // It is refused, and nothing needs to be known for that.
        Command::Time(TimeCommand::Reopen) => ServerCommand::Reopen { actions: Vec::new() },
        other => return Ok(other),
    }))
}

/// Whether a command can be decided on as the client sent it, without a look into the store.
pub(super) fn is_complete(command: &Command) -> bool {
    match command {
        Command::Time(_) | Command::People(_) | Command::Hat(_) | Command::Server(_) => false,
        Command::Walls(WallCommand::Vote { .. } | WallCommand::RevealVotes) => false,
        Command::Rounds(_) | Command::Steps(_) | Command::Debrief(_) | Command::Walls(_) | Command::Actions(_) => {
            command.named().picture.is_none()
        }
    }
}

/// Whether a command needs a lookup: its result could reveal the workshop to a person who was not let in.
fn needs_lookup(command: &Command) -> bool {
    matches!(
        command,
        Command::Time(TimeCommand::Open)
            | Command::Hat(HatCommand::PlaceCard { .. })
            | Command::Hat(HatCommand::PassHat)
            | Command::Hat(HatCommand::DrawCard { .. })
            | Command::Hat(HatCommand::SwapCard { .. })
            | Command::Hat(HatCommand::SwapWith { .. })
            | Command::Hat(HatCommand::AddPartner { .. })
    )
}

/// A stored action as a workshop holds it.
pub(crate) fn workshop_action(row: ActionRow, carried: bool) -> Action {
    Action {
        id: row.id,
        text: row.text,
        owner: row.owner,
        due: row.due,
        priority: row.priority,
        impact: row.impact,
        effort: row.effort,
        system: row.system,
        status: row.status,
        reason: row.reason,
        notes: row.notes,
        carried,
        revision: row.revision,
        removed: row.removed,
    }
}

/// The actions that other workshops of the team have which are under way. No second one takes them: the two would write
/// over each other's.
async fn actions_of_other_workshops(
    store: &dyn Store,
    id: WorkshopId,
    workshop: &Workshop,
) -> Result<BTreeSet<ActionId>> {
    let mut actions = BTreeSet::new();
    for row in store.workshops_under_way().await?.into_iter().filter(|row| row.team == workshop.team && row.id != id) {
        // From the log: its room might ask for this one at the same moment.
        actions.extend(load::workshop(store, row.id).await?.workshop.actions.keys().copied());
    }
    Ok(actions)
}

/// The current actions of a closed workshop. While another workshop that is under way has some of them it stays
/// closed.
async fn actions_to_reopen(store: &dyn Store, id: WorkshopId, workshop: &Workshop) -> Result<Vec<Action>> {
    let elsewhere = actions_of_other_workshops(store, id, workshop).await?;
    if workshop.actions.keys().any(|action| elsewhere.contains(action)) {
        let reason = RequestReason::ActionsInWorkshop;
        return Err(Error::Conflict { code: "in_workshop", reason });
    }
    let mut actions = Vec::new();
    for action in workshop.actions.keys() {
        let row = store.action(workshop.team, *action).await?;
        actions.extend(row.map(|row| workshop_action(row, workshop.actions[action].carried)));
    }
    Ok(actions)
}
