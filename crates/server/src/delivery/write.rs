//! Writes the text of a notice when it is sent. A notice that makes no sense any more by then is dropped.

use api::time::{clock_in, day_in, to_rfc3339, today_in};
use documents::trend::ShownResult;
use domain::id::{SurveyRoundId, TeamId, WorkshopId};
use domain::messages::Topic;
use domain::survey::SurveyOutcome;
use domain::time::Timestamp;
use domain::workshop::Phase;
use serde_json::json;
use store::accounts::AccountRow;
use store::outbox::OutgoingRow;
use store::surveys::{SurveyClosing, SurveyRoundRow};
use store::teams::TeamRow;

use super::letter::{Button, Letter, LetterEvent};
use crate::accounts::reset_link;
use crate::ballots::keys::key_hash;
use crate::error::{Error, Result};
use crate::outbox::Notice;
use crate::services::Services;
use crate::survey;

/// A reminder that would come earlier than this before a workshop belongs to a plan that was moved since.
const NEAR: i64 = 26 * 60 * Timestamp::MINUTE;
/// How long it makes sense to send a link for a new password after it was requested.
const RESET: i64 = 60 * Timestamp::MINUTE;
/// Actions are due when their day is at most so many days away.
const DUE_DAYS: i64 = 7;

/// Writes the letter of a notice; none when it makes no sense any more: the round is closed, the person has left or has
/// unsubscribed, the workshop was held.
pub async fn write(services: &Services, outgoing: &OutgoingRow, notice: Notice) -> Result<Option<Letter>> {
    let Some(envelope) = envelope(services, outgoing, notice.topic()).await? else { return Ok(None) };
    match notice {
        Notice::SurveyInvitation { round }
        | Notice::SurveyReminder { round }
        | Notice::SurveySendAgain { round }
        | Notice::SurveyExtended { round } => question(services, envelope, notice, round).await,
        Notice::SurveyResult { round } => result(services, envelope, round).await,
        Notice::WorkshopReminder { workshop } => workshop_reminder(services, envelope, workshop).await,
        Notice::ActionsDue { team } => actions_due(services, envelope, team).await,
        Notice::ResetPassword { asked_at } => reset_password(services, envelope, asked_at).await,
        Notice::Test => Ok(Some(test(services, envelope))),
    }
}

/// The recipient and the sender of a letter.
struct Envelope {
    to: Option<AccountRow>,
    team: Option<TeamRow>,
    topic: Option<Topic>,
}

impl Envelope {
    fn team_name(&self) -> String {
        self.team.as_ref().map(|team| team.name.to_string()).unwrap_or_default()
    }

    fn letter(self, title: String, paragraphs: Vec<String>, button: Option<Button>, event: LetterEvent) -> Letter {
        let Self { to, team, topic } = self;
        Letter { to, team, topic, title, paragraphs, button, footer: Vec::new(), event }
    }
}

/// None when the person has left the server or the team, or has unsubscribed.
async fn envelope(services: &Services, outgoing: &OutgoingRow, topic: Option<Topic>) -> Result<Option<Envelope>> {
    let team = match outgoing.team {
        Some(team) => match services.store.team(team).await? {
            Some(team) => Some(team),
            None => return Ok(None),
        },
        None => None,
    };
    if !crate::slack::posts(services, outgoing, topic).await? {
        return Ok(None);
    }
    let Some(id) = outgoing.account else { return Ok(Some(Envelope { to: None, team, topic })) };
    let Some(account) = services.store.account(id).await? else { return Ok(None) };
    if let Some(team) = &team
        && services.store.member(team.id, id).await?.is_none()
    {
        return Ok(None);
    }
    if let Some(topic) = topic
        && services.store.muted_topics(id).await?.contains(&(outgoing.channel, topic))
    {
        return Ok(None);
    }
    Ok(Some(Envelope { to: Some(account), team, topic }))
}

async fn question(
    services: &Services,
    envelope: Envelope,
    notice: Notice,
    round: SurveyRoundId,
) -> Result<Option<Letter>> {
    let Some(round) = services.store.survey_round(round).await? else { return Ok(None) };
    if round.closing.is_some() || round.closes_at <= services.now() {
        return Ok(None);
    }
    let mut url = format!("{}/ballot/{}", services.public_url, round.id);
    let page = url.clone();
    let mut personal = false;
    if let Some(to) = envelope.to.as_ref().map(|account| account.id) {
        // The person who made the link that set a password may have changed the address as well.
        personal = !survey::needs_link(services, &round, to).await?;
        let Some(claimed) = survey::asked(services, round.id, to).await? else { return Ok(None) };
        let for_them = match notice {
            Notice::SurveyReminder { .. } => !claimed && personal,
            Notice::SurveySendAgain { .. } => claimed && personal,
            // Everybody gets these, so their arrival reveals nothing.
            Notice::SurveyInvitation { .. } | Notice::SurveyExtended { .. } => true,
            Notice::SurveyResult { .. }
            | Notice::WorkshopReminder { .. }
            | Notice::ActionsDue { .. }
            | Notice::ResetPassword { .. }
            | Notice::Test => false,
        };
        if !for_them {
            return Ok(None);
        }
        if personal {
            url = survey::link(services, &round, to);
        }
    }
    let words = domain::survey::words(&key_hash(&round.public_key)).join(" ");
    let (title, mut paragraphs, label) = question_words(notice, &round, &envelope.team_name())?;
    paragraphs.push(format!("This round's key: {words}. The page shows everyone the same words."));
    let data = json!({
        "team": round.team, "round": round.id, "opened_at": to_rfc3339(round.opened_at),
        "closes_at": to_rfc3339(round.closes_at), "invited": round.invited, "key_words": words, "url": page,
    });
    let button = Button { label: label.into(), url };
    let extended = matches!(notice, Notice::SurveyExtended { .. });
    let event = LetterEvent { kind: if extended { "survey.extended" } else { "survey.opened" }, data };
    let mut letter = envelope.letter(title, paragraphs, Some(button), event);
    if personal {
        letter
            .footer
            .push("This link is only for you. Anyone who has it can answer for you, so do not share it.".into());
    }
    Ok(Some(letter))
}

/// Title, paragraphs and button of a message about an open round.
fn question_words(notice: Notice, round: &SurveyRoundRow, team: &str) -> Result<(String, Vec<String>, &'static str)> {
    let closes = to_rfc3339(round.closes_at);
    let until = format!("It is open until {}, {} (UTC).", day_in("UTC", &closes), clock_in("UTC", &closes));
    let promise = "Your answer is anonymous: the server cannot know whose it is. The page explains how this works, and what it cannot hide.";
    Ok(match notice {
        Notice::SurveyReminder { .. } => (
            format!("The question to {team} closes soon"),
            vec!["It is one question and takes half a minute.".into(), until, promise.into()],
            "Answer the question",
        ),
        Notice::SurveySendAgain { .. } => (
            format!("Please open the question to {team} again"),
            vec![
                "The server stopped before it had saved all answers, and nobody can know whose were lost. So everyone who took part gets this message.".into(),
                "Open the page in the browser in which you answered. It sends your answer again automatically. An answer that had already arrived still counts only once.".into(),
                until,
            ],
            "Send my answer again",
        ),
        Notice::SurveyResult { .. }
        | Notice::WorkshopReminder { .. }
        | Notice::ActionsDue { .. }
        | Notice::ResetPassword { .. }
        | Notice::Test => return Err(Error::Internal("this notice asks nothing".into())),
        Notice::SurveyExtended { .. } => (
            format!("The question to {team} is open for one more week"),
            vec![
                "Too few people have answered for a result, so the question stays open for another week. Everyone who was asked gets this message, whether or not they answered.".into(),
                "If you have already answered, you do not need to do anything. You can open the page in the same browser to make sure that your answer arrived.".into(),
                until,
                promise.into(),
            ],
            "Open the question",
        ),
        Notice::SurveyInvitation { .. } => (
            format!("How ready is {team}?"),
            vec![round.wording.question.to_string(), "Answer with one tap.".into(), until, promise.into()],
            "Answer the question",
        ),
    })
}

async fn result(services: &Services, envelope: Envelope, round: SurveyRoundId) -> Result<Option<Letter>> {
    let Some(round) = services.store.survey_round(round).await? else { return Ok(None) };
    let Some(SurveyClosing { outcome, at, .. }) = round.closing else { return Ok(None) };
    let (shown, sentence) = load_result(services, round.team, round.id).await?;
    let team = envelope.team_name();
    let (title, summary) = match outcome {
        SurveyOutcome::Published => (
            format!("The result for {team} is ready"),
            format!("{sentence} The page shows the answers and earlier months."),
        ),
        SurveyOutcome::TooFew => (
            format!("Too few people in {team} answered"),
            format!(
                "A result needs at least {} answers, because fewer would reveal too much. The answers were deleted.",
                u8::from(round.threshold),
            ),
        ),
        SurveyOutcome::Void => (
            format!("The question to {team} does not count"),
            "There were more answers than people who took part, so this round does not count. Please tell the person who runs the server."
                .into(),
        ),
    };
    let url = format!("{}/teams/{}/survey", services.public_url, round.team);
    let data = json!({
        "team": round.team, "round": round.id, "outcome": outcome, "closed_at": to_rfc3339(at),
        "invited": round.invited, "said": summary, "url": url,
        "claims": shown.as_ref().map(|shown| shown.claims), "ballots": shown.as_ref().map(|shown| shown.ballots),
        "histogram": shown.as_ref().map(|shown| &shown.histogram),
        "median": shown.as_ref().map(|shown| &shown.median), "change": shown.as_ref().and_then(|shown| shown.change),
    });
    let button = Button { label: "See how ready the team is".into(), url };
    let event = LetterEvent { kind: "survey.closed", data };
    Ok(Some(envelope.letter(title, vec![summary], Some(button), event)))
}

/// The numbers of a round that may be shown, and a sentence that compares them with the rounds before it.
async fn load_result(services: &Services, team: TeamId, round: SurveyRoundId) -> Result<(Option<ShownResult>, String)> {
    // A retried message has the same text, whatever was closed meanwhile.
    let mut results = survey::results_when_closed(services, team, round).await?;
    let shown = results.rounds.last().and_then(|result| result.shown.clone());
    if shown.is_none() {
        results.rounds.clear();
    }
    Ok((shown, documents::trend::sentence(&results)))
}

async fn workshop_reminder(services: &Services, envelope: Envelope, workshop: WorkshopId) -> Result<Option<Letter>> {
    let Some(row) = services.store.workshop(workshop).await? else { return Ok(None) };
    let plan = row.projection.plan;
    let ahead = plan.starts_at.since(services.now());
    if !matches!(row.projection.phase, Phase::Planned | Phase::Open) || !(0..=NEAR).contains(&ahead) {
        return Ok(None);
    }
    let starts = to_rfc3339(plan.starts_at);
    let when = format!(
        "{}, {} ({}), {} minutes.",
        day_in(&plan.zone, &starts),
        clock_in(&plan.zone, &starts),
        plan.zone,
        plan.minutes
    );
    let mut paragraphs = vec![when];
    paragraphs.extend(plan.place.as_ref().map(|place| format!("Where: {}", place.as_str())));
    paragraphs.extend(plan.meeting_link.as_ref().map(|link| format!("Video call: {link}")));
    let url = format!("{}/workshops/{workshop}", services.public_url);
    let data = json!({
        "team": row.team, "workshop": workshop, "title": plan.title.as_str(), "starts_at": starts,
        "minutes": plan.minutes, "url": url,
    });
    let button = Button { label: "Open the workshop".into(), url };
    let title = format!("Soon: {}", plan.title.as_str());
    Ok(Some(envelope.letter(title, paragraphs, Some(button), LetterEvent { kind: "workshop.near", data })))
}

async fn actions_due(services: &Services, envelope: Envelope, team: TeamId) -> Result<Option<Letter>> {
    let last = today_in("UTC", services.now().plus_minutes(DUE_DAYS * 24 * 60));
    let mut due = services.store.open_actions(team).await?;
    due.retain(|action| action.due.as_ref().is_some_and(|day| day.as_str() <= last.as_str()));
    if let Some(account) = &envelope.to {
        due.retain(|action| action.owner == Some(account.id));
    }
    if due.is_empty() {
        return Ok(None);
    }
    let today = today_in("UTC", services.now());
    let late = due.iter().filter(|action| action.due.as_ref().is_some_and(|day| day.as_str() < today.as_str())).count();
    let name = envelope.team_name();
    let url = format!("{}/teams/{team}/actions", services.public_url);
    let data = json!({ "team": team, "due": due.len(), "late": late, "url": url });
    let (title, paragraphs) = if envelope.to.is_some() {
        let line = |action: &store::actions::ActionRow| {
            let day = action.due.as_ref().map_or("", |day| day.as_str());
            format!("{day}: {}", action.text.as_str())
        };
        (format!("{} of your actions in {name} are due", due.len()), due.iter().take(20).map(line).collect())
    } else {
        let summary = format!("{} open actions are due within a week or overdue; {late} are overdue.", due.len());
        (format!("Actions for {name}"), vec![summary])
    };
    let button = Button { label: "See the actions".into(), url };
    Ok(Some(envelope.letter(title, paragraphs, Some(button), LetterEvent { kind: "actions.due", data })))
}

async fn reset_password(services: &Services, envelope: Envelope, asked_at: Timestamp) -> Result<Option<Letter>> {
    let Some(account) = &envelope.to else { return Ok(None) };
    if services.now().since(asked_at) > RESET {
        return Ok(None);
    }
    let (url, _) = reset_link(services, account.id, None).await?;
    let paragraphs = vec![
        format!("Somebody, probably you, asked for a link to set a new password for {}.", account.name),
        "The link works once, for one day. Setting a new password signs you out everywhere else.".into(),
        "If it was not you, ignore this mail. Your password stays the same.".into(),
    ];
    let button = Button { label: "Set a new password".into(), url };
    let event = LetterEvent { kind: "account.reset", data: json!({}) };
    Ok(Some(envelope.letter("A new password for Readyroom".into(), paragraphs, Some(button), event)))
}

fn test(services: &Services, envelope: Envelope) -> Letter {
    let paragraphs = vec!["This is a test message. Nobody else got it.".into()];
    let url = envelope.team.as_ref().map_or_else(
        || services.public_url.clone(),
        |team| format!("{}/teams/{}/delivery", services.public_url, team.id),
    );
    let data = json!({ "team": envelope.team.as_ref().map(|team| team.id), "url": url });
    let button = Button { label: "Open Readyroom".into(), url };
    envelope.letter("A test from Readyroom".into(), paragraphs, Some(button), LetterEvent { kind: "test", data })
}
