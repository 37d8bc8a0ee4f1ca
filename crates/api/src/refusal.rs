//! Refusals on the wire: codes with parameters. A client has a text for each code in its own language.

use std::collections::{BTreeMap, BTreeSet};

use domain::refusal::{Param, Refusal, ValueReason};
use domain::workshop::Reason;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa::openapi::schema::{ObjectBuilder, Type};

/// Why something was refused: a code with what its text names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RefusalView {
    /// Stable; more exact than the `code` beside it, which is the kind of problem.
    #[schema(schema_with = codes_schema)]
    pub code: String,
    /// What the text names, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub params: BTreeMap<String, ParamView>,
}

/// A value that the text of a refusal names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
pub enum ParamView {
    /// A number.
    Number(u64),
    /// Words.
    Text(String),
}

impl From<Refusal> for RefusalView {
    fn from(refusal: Refusal) -> Self {
        let params = refusal.params.into_iter().map(|(name, param)| {
            let value = match param {
                Param::Number(number) => ParamView::Number(number),
                Param::Text(word) => ParamView::Text(word),
            };
            (name.to_owned(), value)
        });
        Self { code: refusal.code.to_owned(), params: params.collect() }
    }
}

/// Every code of a refusal.
#[must_use]
pub fn codes() -> BTreeSet<&'static str> {
    let request = RequestReason::ALL.iter().map(|reason| reason.code());
    let value = ValueReason::ALL.iter().map(|reason| reason.code());
    request.chain(value).chain(Reason::ALL.iter().map(|reason| reason.code())).collect()
}

fn codes_schema() -> utoipa::openapi::schema::Object {
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(codes())).build()
}

domain::reasons! {
    /// Why a request was refused, beside what the rules of a workshop say.
    RequestReason {
        NotSignedIn = "not_signed_in": "Sign in first.";
        SeatGone = "seat_gone": "You are not in this workshop any more.";
        WrongPassword = "wrong_password": "The e-mail address or the password is wrong.";
        Demonstration = "demonstration": "This does not work in the demo. Set up your own team to use it.";
        WrongOrigin = "wrong_origin": "This request does not come from a page of this server. Open the server at its own address, the one of --public-url.";
        WrongSignature = "wrong_signature": "This request is not signed, or too old.";
        NothingHere = "nothing_here": "There is nothing here, or it is not for you.";
        Faults = "faults": "The file has errors.";
        NoBallot = "no_ballot": "This is no ballot of a round that is open.";
        Malformed = "malformed": "The server cannot read this request.";
        TooLarge = "too_large": "This is too large.";
        TooManyPixels = "too_many_pixels": "This picture has {megapixels} megapixels; up to {limit} of this kind can be read. Make it smaller and try again.";
        TooSlow = "too_slow": "This took too long to arrive. Try again.";
        TooFast = "too_fast": "Too many requests. Try again in a moment.";
        Busy = "busy": "Other people are uploading. Try again in {seconds} seconds.";
        Overloaded = "overloaded": "The server is busy. Try again in {seconds} seconds.";
        Unreadable = "unreadable": "This workshop cannot be opened: what is stored of it cannot be read. See the server's log.";
        WrongMediaType = "wrong_media_type": "Send {wanted}.";
        WrongMethod = "wrong_method": "This address does not answer to this method.";
        TooMany = "too_many_requests": "Too many attempts. Try again in {seconds} seconds.";
        Stopping = "stopping": "The server is restarting. Try again in a moment.";
        Reloading = "reloading": "The workshop is being loaded again. Try again in a moment.";
        DatabaseSilent = "database_silent": "The database does not answer. Try again in a moment.";
        Internal = "internal": "Something went wrong on the server. See its log.";
        PictureBroken = "picture_broken": "This picture cannot be read. Save it again and try once more.";
        FileNotText = "file_not_text": "The file is not text in UTF-8.";
        OnlyOwner = "only_owner": "Only an owner of the team can do this.";
        LinksNotAllowed = "links_not_allowed": "An owner of the team allows links to reports first.";
        NoDemonstration = "no_demonstration": "This server has no demonstration.";
        LinkGone = "link_gone": "This link does not work any more. Ask an owner of your team for a new one.";
        SetupLinkGone = "setup_link_gone": "This set-up link does not work any more. While nobody has used one, every start of the server prints one.";
        InvitationGone = "invitation_gone": "This invitation does not work any more. Ask an owner of the team for a new one.";
        NoScreen = "no_screen": "No screen shows this code. Look at it again: it changes every ten minutes.";
        NoWorkshop = "no_workshop": "No workshop has this code. Look at the room screen again.";
        Changed = "changed": "Somebody else has changed this. Check it and try again.";
        EmailInUse = "email_in_use": "There is an account with this e-mail address already.";
        LastOwner = "last_owner": "A team keeps at least one owner.";
        NameInUse = "name_in_use": "The team has a system of this name already.";
        NotPlanned = "not_planned": "Only a workshop that was never opened can be deleted.";
        Nobody = "nobody": "The team has no responders to ask.";
        RoundOpen = "round_open": "A round is open already. The next one can open when it is closed.";
        RoundClosed = "round_closed": "This round is closed.";
        LinkNeeded = "link_needed": "Your password was set by a link since this round opened. Only the link of your invitation opens it.";
        ClaimedElsewhere = "claimed_elsewhere": "Another browser had a ballot signed for you in this round already.";
        TooEarly = "too_early": "Ask the question during reflection.";
        SlackNotSetUp = "slack_not_set_up": "Set up Slack first.";
        ChannelNotSetUp = "channel_not_set_up": "This server cannot send that way yet. The person who runs it can set it up.";
        ActionInWorkshop = "action_in_workshop": "This action is used in a running workshop. Change it there.";
        ActionsInWorkshop = "actions_in_workshop": "Another workshop of the team is under way and has this one's actions. Close that one first.";
        InOtherTeams = "in_other_teams": "This person is in other teams, too. The person who runs the server can make a link: readyroom account reset-link.";
        ReportAgainNotYet = "report_again_not_yet": "The workshop was opened again. Its report is there once it is closed.";
        NotFromSlack = "not_from_slack": "This does not look like it came from Slack. Copy it once more.";
        Nul = "nul": "A text cannot hold the character U+0000.";
        WorkshopOver = "workshop_over": "This workshop is over.";
        LinkNotYet = "link_not_yet": "There is a link once the workshop is closed.";
        ReportNotYet = "report_not_yet": "The report is there once reflection has begun.";
        DemonstrationsFull = "demonstrations_full": "There is room for {limit} demonstrations at once.";
        DemonstrationsOfAddressFull = "demonstrations_of_address_full": "There is room for {limit} demonstrations at once from one address.";
        PicturesFull = "pictures_full": "There is room for {limit} MiB of pictures.";
        ScenariosFull = "scenarios_full": "There is room for {limit} scenarios.";
        ArchiveFull = "archive_full": "There is room for {limit} scenarios that were put away.";
        SystemLinksFull = "system_links_full": "There is room for {limit} links of a system.";
        RunbooksFull = "runbooks_full": "There is room for {limit} runbooks.";
        TeamsFull = "teams_full": "There is room for {limit} teams of one account.";
        RunsFull = "runs_full": "There is room for {limit} runs; delete some that you need no more.";
        ReportLinksFull = "report_links_full": "There is room for {limit} links to one report.";
        SystemsFull = "systems_full": "There is room for {limit} systems.";
        OpenActionsFull = "open_actions_full": "There is room for {limit} open actions.";
        InvitationsFull = "invitations_full": "There is room for {limit} invitations that still work.";
        MembersFull = "members_full": "There is room for {limit} members of a team.";
        DemoWordingsFull = "demo_wordings_full": "There is room for {limit} wordings of cards in a demonstration.";
        DemoRunbooksFull = "demo_runbooks_full": "There is room for {limit} runbooks in a demonstration.";
        DemoSystemsFull = "demo_systems_full": "There is room for {limit} systems in a demonstration.";
        DemoActionsFull = "demo_actions_full": "There is room for {limit} actions in a demonstration.";
        DemoWorkshopsFull = "demo_workshops_full": "There is room for {limit} workshops in a demonstration.";
        DemoPracticesFull = "demo_practices_full": "There is room for {limit} cards that are practised in a demonstration.";
        DemoPicturesFull = "demo_pictures_full": "There is room for {limit} MiB of pictures in a demonstration.";
        Email = "email": "An e-mail address looks like ada@example.com.";
        PasswordLength = "password_length": "A password has 10 to 200 characters.";
        PasswordWrong = "password_wrong": "This is not your current password.";
        TimeZone = "time_zone": "This is no time zone that we know.";
        WorkingHours = "working_hours": "A working day has at least one hour.";
        Start = "start": "The start is written as RFC 3339, such as 2026-12-01T09:00:00Z.";
        TimeZoneUnknown = "time_zone_unknown": "This time zone is not known, choose one of the list.";
        Minute = "minute": "A minute of the day is a number from 0 to 1439.";
        DaysOpen = "days_open": "A round is open for 1 to 28 days.";
        RoundsOverlap = "rounds_overlap": "A round has to be closed two days before the next one opens.";
        FiveAnswers = "five_answers": "There are five answers.";
        SigningSecret = "signing_secret": "Copy the Signing Secret from Slack.";
        BotToken = "bot_token": "Copy the Bot User OAuth Token from Slack.";
        EvidencePictureGone = "evidence_picture_gone": "One of the pictures is not there. Upload it again.";
        PrintedCards = "printed_cards": "Choose 1 to 100 cards, or something else to print.";
        PrintedSheets = "printed_sheets": "Print 1 or 2 cards on a sheet, at most 20 sheets for the scribe and 40 blank cards.";
        TitleInUse = "title_in_use": "Too many scenarios have this title.";
        AnotherRunbook = "another_runbook": "Choose another runbook.";
        TeamSystems = "team_systems": "Choose among the team's systems.";
        TeamSystem = "team_system": "Choose one of the team's systems.";
        TicksItself = "ticks_itself": "This is ticked automatically when it is done.";
        MemberOrNobody = "member_or_nobody": "Choose a member of the team, or nobody.";
        TeamMember = "team_member": "Choose a member of the team.";
        ListedPerson = "listed_person": "Choose a person from the list.";
        HandlerGone = "handler_gone": "One of these people is not in the team any more.";
        CardGone = "card_gone": "One of the cards was removed. Check the list again.";
        Other = "other": "{detail}";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_means_one_text() {
        let mut texts = BTreeMap::new();
        let request = RequestReason::ALL.iter().map(|reason| (reason.code(), reason.text()));
        let value = ValueReason::ALL.iter().map(|reason| (reason.code(), reason.text()));
        let command = Reason::ALL.iter().map(|reason| (reason.code(), reason.text()));
        for (code, text) in request.chain(value).chain(command) {
            assert_eq!(*texts.entry(code).or_insert(text), text, "{code}");
        }
    }

    #[test]
    fn parameters_are_numbers_or_words() {
        let refusal = ValueReason::TextTooLong.refusal().word("what", "The title").number("length", 90_usize);
        let refusal = refusal.number("limit", 80);
        assert_eq!(refusal.sentence(), "The title has 90 characters; 80 fit.");
        let wire = serde_json::to_value(RefusalView::from(refusal)).unwrap();
        let params = serde_json::json!({ "what": "The title", "length": 90, "limit": 80 });
        assert_eq!(wire, serde_json::json!({ "code": "text_too_long", "params": params }));
    }
}
