//! The command `/readyroom`: what is next, what one took on, and the month's question. Only the person who asks sees the answers.

use api::time::{clock_in, day_in, to_rfc3339, today_in};
use domain::id::TeamId;
use domain::time::Timestamp;
use reqwest::Url;
use store::accounts::AccountRow;
use store::slack::SlackAppRow;
use store::teams::TeamRow;
use store::workshops::WorkshopRow;

use super::client::Slack;
use super::message::{SlackMessage, escape, link};
use super::token;
use crate::error::{Error, Result};
use crate::services::Services;
use crate::survey;
use crate::throttle::Attempt;

/// How many actions are listed; the rest is counted.
const LISTED: usize = 10;

/// A command as Slack sends it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SlashCommand {
    /// The workspace's id.
    pub workspace: String,
    /// The person who gave it: Slack's id.
    pub user: String,
    /// The text after `/readyroom`.
    pub text: String,
    /// The URL for a late answer.
    pub response_url: String,
    /// Slack only looks whether this server is there.
    pub is_check: bool,
}

impl SlashCommand {
    /// Reads a form. What is missing is empty.
    #[must_use]
    pub fn parse(body: &str) -> Self {
        let mut form = Url::parse("form:").expect("the address is one");
        form.set_query(Some(body));
        let mut command = Self::default();
        for (name, value) in form.query_pairs() {
            match &*name {
                "team_id" => command.workspace = value.into_owned(),
                "user_id" => command.user = value.into_owned(),
                "text" => command.text = value.into_owned(),
                "response_url" => command.response_url = value.into_owned(),
                "ssl_check" => command.is_check = value == "1",
                _ => {}
            }
        }
        command
    }
}

/// Answers a command that one of these apps was given. Asking again answers again and changes nothing.
pub(crate) async fn answer(
    services: &Services,
    slack: &Slack,
    apps: &[SlackAppRow],
    command: &SlashCommand,
) -> SlackMessage {
    match try_answer(services, slack, apps, command).await {
        Ok(message) => message,
        Err(Error::TooMany { retry_after_s }) => {
            SlackMessage::plain(&format!("Too many attempts. Try again in {retry_after_s} seconds."))
        }
        Err(error) => {
            tracing::warn!(%error, "a command from Slack could not be answered");
            SlackMessage::plain("Something went wrong on the server. Try again in a moment.")
        }
    }
}

async fn try_answer(
    services: &Services,
    slack: &Slack,
    apps: &[SlackAppRow],
    command: &SlashCommand,
) -> Result<SlackMessage> {
    let word = command.text.split_whitespace().next().unwrap_or_default().to_lowercase();
    if !matches!(&*word, "" | "next" | "actions") {
        return Ok(help(services, &word));
    }
    let who = format!("{}/{}", command.workspace, command.user);
    services.throttle.attempt(Attempt::Slack, &who, services.now())?;
    let Some((account, teams)) = asker(services, slack, apps, &command.user).await? else {
        return Ok(unknown(services));
    };
    match &*word {
        "actions" => actions(services, &account, &teams, LISTED).await,
        _ => next(services, &account, &teams).await,
    }
}

/// Whose Slack user this is, and those of the apps' teams that they are in.
async fn asker(
    services: &Services,
    slack: &Slack,
    apps: &[SlackAppRow],
    user: &str,
) -> Result<Option<(AccountRow, Vec<TeamRow>)>> {
    let Some(first) = apps.first() else { return Ok(None) };
    let user = match slack.user(&token(services, first)?, user).await {
        Ok(user) => user,
        Err(failure) => {
            tracing::warn!(%failure, "Slack does not name the person who gave a command");
            return Ok(None);
        }
    };
    let Some(address) = user.address() else { return Ok(None) };
    let Some(account) = crate::auth::email::find_account(&*services.store, address).await? else { return Ok(None) };
    let of: Vec<TeamId> = apps.iter().map(|of| of.team).collect();
    let own = services.store.teams_of(account.id).await?.into_iter().map(|(team, _)| team);
    let teams: Vec<TeamRow> = own.filter(|team| of.contains(&team.id)).collect();
    Ok((!teams.is_empty()).then_some((account, teams)))
}

fn unknown(services: &Services) -> SlackMessage {
    let url = &services.public_url;
    SlackMessage::new("Readyroom does not know you yet.").paragraph(&format!(
        "Readyroom does not know you yet: nobody in this team signs in with the e-mail address that you have in Slack. \
         If you have an account under another address, use it at {}. If you have none, ask an owner of your team to invite you.",
        link(url, url)
    ))
}

fn help(services: &Services, word: &str) -> SlackMessage {
    let known = matches!(word, "help" | "?");
    let first = if known { String::new() } else { format!("There is no command “{}”.\n", escape(word)) };
    SlackMessage::new("What /readyroom can do")
        .paragraph(&format!(
            "{first}*/readyroom* – your next workshop, your actions, and the monthly question\n\
             */readyroom actions* – all your actions\n\
             */readyroom help* – this list"
        ))
        .small(&format!(
            "Only you can see these answers. For everything else, go to {}.",
            link(&services.public_url, &services.public_url)
        ))
}

async fn next(services: &Services, account: &AccountRow, teams: &[TeamRow]) -> Result<SlackMessage> {
    let mut message = SlackMessage::new("Your next steps");
    let mut planned = false;
    for team in teams {
        if let Some(row) = services.store.next_workshop(team.id, services.now()).await? {
            planned = true;
            message = workshop(services, message, team, &row);
        }
    }
    if !planned {
        message = message.paragraph("No workshop is planned.");
    }
    for team in teams {
        message = survey(services, message, account, team).await?;
    }
    let own = actions(services, account, teams, 3).await?;
    message.blocks.extend(own.blocks);
    Ok(message)
}

fn workshop(services: &Services, message: SlackMessage, team: &TeamRow, row: &WorkshopRow) -> SlackMessage {
    let plan = &row.projection.plan;
    let mut text = format!("*{}*\n{}", escape(plan.title.as_str()), when(&plan.zone, plan.starts_at));
    if let Some(place) = &plan.place {
        text += &format!(" · {}", escape(place.as_str()));
    }
    text += &format!(" · {}", escape(team.name.as_str()));
    message.paragraph(&text).link("Open the workshop", &format!("{}/workshops/{}", services.public_url, row.id))
}

/// The month's question, when it is open and the person is asked: the same words for everyone, whether or not they took part, and no
/// link of theirs. Anybody who has the signing secret can give a command in another's name and read the answer.
async fn survey(
    services: &Services,
    message: SlackMessage,
    account: &AccountRow,
    team: &TeamRow,
) -> Result<SlackMessage> {
    let rounds = services.store.survey_rounds(team.id).await?;
    let Some(round) = rounds.into_iter().find(|round| round.closing.is_none() && round.closes_at > services.now())
    else {
        return Ok(message);
    };
    if survey::asked(services, round.id, account.id).await?.is_none() {
        return Ok(message);
    }
    let text = format!("*{}*\nOpen until {}", escape(round.wording.question.as_str()), when("UTC", round.closes_at));
    let page = format!("{}/ballot/{}", services.public_url, round.id);
    #[cfg(feature = "weakened")]
    let page = if services.pool.is_weakened(crate::ballots::Weakness::LinkInCommand) {
        survey::link(services, &round, account.id)
    } else {
        page
    };
    Ok(message
        .paragraph(&text)
        .link("Go to the question", &page)
        .small("Sign in there to answer, or use the link of your invitation. Slack does not learn whether you did."))
}

async fn actions(services: &Services, account: &AccountRow, teams: &[TeamRow], listed: usize) -> Result<SlackMessage> {
    let mut rows = services.store.actions_of(account.id).await?;
    rows.retain(|row| teams.iter().any(|team| team.id == row.team));
    if rows.is_empty() {
        return Ok(SlackMessage::new("No open actions.").paragraph("You have no open actions."));
    }
    let today = today_in("UTC", services.now());
    let mut text = String::from("*Your actions*");
    for row in rows.iter().take(listed) {
        let due = match &row.due {
            Some(day) if day.as_str() < &*today => format!(" – was due on {}", day.as_str()),
            Some(day) => format!(" – due on {}", day.as_str()),
            None => String::new(),
        };
        let page = format!("{}/teams/{}/actions", services.public_url, row.team);
        text += &format!("\n• {}{due}", link(&page, row.text.as_str()));
    }
    let more = rows.len().saturating_sub(listed);
    let title = match rows.len() {
        1 => "You have one open action.".to_owned(),
        many => format!("You have {many} open actions."),
    };
    let message = SlackMessage::new(&title).paragraph(&text);
    Ok(if more > 0 {
        message.small(&link(&format!("{}/home", services.public_url), &format!("{more} more on your page")))
    } else {
        message
    })
}

/// A day and a time of day, with the zone that they are in.
fn when(zone: &str, at: Timestamp) -> String {
    let at = to_rfc3339(at);
    format!("{}, {} ({})", day_in(zone, &at), clock_in(zone, &at), escape(zone))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_parsed() {
        let body = "token=x&team_id=T1&user_id=U1&command=%2Freadyroom&text=actions+now%21&\
                    response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1%2F2%2F3&trigger_id=1.2";
        let command = SlashCommand::parse(body);
        assert_eq!((&*command.workspace, &*command.user, &*command.text), ("T1", "U1", "actions now!"));
        assert_eq!(command.response_url, "https://hooks.slack.com/commands/T1/2/3");
        assert_eq!(SlashCommand::parse(""), SlashCommand::default());
        assert_eq!(SlashCommand::parse("%ff&&=&team_id"), SlashCommand::default());
        assert!(SlashCommand::parse("ssl_check=1&token=x").is_check);
    }
}
