//! Everything of a team in one zip file, to keep or to take elsewhere. No secret is in it: no password, no token, and
//! nothing by which an unsigned note could be traced.

mod archive;
mod packs;
mod workshops;

use api::time::to_rfc3339;
use domain::runbook::RunbookState;
use domain::team::Role;
use serde_json::json;
use store::actions::ActionFilter;
use store::teams::TeamRow;

use self::archive::Archive;
pub(crate) use self::archive::stream;
use crate::actions::{actions_table, all_actions};
use crate::error::Result;
use crate::rows::wire_system;
use crate::services::Services;
use crate::teams::retention::wire_keep;

const README: &str = include_str!("export/README.md");

/// Writes everything of a team into a private temporary file, and returns it, ready to be read.
pub(crate) async fn write_export(services: &Services, team: &TeamRow) -> Result<std::fs::File> {
    let mut archive = Archive::new()?;
    archive.add("README.md", README).await?;
    let keep = services.store.retention(team.id).await?.map(|chosen| wire_keep(chosen.keep));
    let about = json!({
        "id": team.id, "name": team.name, "created_at": to_rfc3339(team.created_at), "retention": keep.unwrap_or_default(),
    });
    archive.add_json("team.json", &about).await?;
    members(services, team, &mut archive).await?;
    let systems: Vec<_> = services.store.systems(team.id).await?.into_iter().map(wire_system).collect();
    archive.add_json("systems.json", &systems).await?;
    packs::add(services, team, &mut archive).await?;
    workshops::add(services, team, &mut archive).await?;
    actions(services, team, &mut archive).await?;
    runbooks(services, team, &mut archive).await?;
    archive.finish().await
}

/// The name of the file, of letters and digits that every system takes.
pub(crate) fn file_name(team: &TeamRow, today: &str) -> String {
    let plain: String = team.name.as_str().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let words: Vec<_> = plain.split('-').filter(|word| !word.is_empty()).collect();
    format!("team-{}-{today}.zip", words.join("-").to_lowercase()).replace("--", "-")
}

async fn members(services: &Services, team: &TeamRow, archive: &mut Archive) -> Result<()> {
    let mut members = Vec::new();
    for member in services.store.members(team.id).await? {
        let account = services.store.account(member.account).await?;
        members.push(json!({
            "id": member.account,
            "name": member.name,
            "email": account.and_then(|account| account.email),
            "role": if member.role == Role::Owner { "owner" } else { "member" },
            "responder": member.responder,
            "joined_at": to_rfc3339(member.joined_at),
        }));
    }
    archive.add_json("members.json", &members).await
}

async fn actions(services: &Services, team: &TeamRow, archive: &mut Archive) -> Result<()> {
    let all = all_actions(services, team.id, &ActionFilter::default()).await?;
    archive.add_json("actions.json", &all).await?;
    archive.add("actions.csv", actions_table(services, all).await?).await
}

/// Each as a file, without deleted ones.
async fn runbooks(services: &Services, team: &TeamRow, archive: &mut Archive) -> Result<()> {
    for head in services.store.runbooks(team.id).await? {
        if head.state == RunbookState::Archived {
            continue;
        }
        let Some(row) = services.store.runbook(team.id, head.id).await? else { continue };
        let text = format!("# {}\n\n{}\n", row.head.title, row.text);
        archive.add(&format!("runbooks/{}.md", row.head.id), text).await?;
    }
    Ok(())
}
