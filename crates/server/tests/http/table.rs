//! Permissions: every route, called by every role.

/// What is sent along.
#[derive(Clone, Copy)]
pub(crate) enum Body {
    Nothing,
    Json(&'static str),
    Yaml(&'static str),
    Png,
}

use crate::expired_rights;
use Body::{Json, Nothing, Png, Yaml};

/// A route, the address that is called, what is sent, and the status for everybody: owner, facilitator, scribe, member,
/// guest, a member of another team, a person who is not signed in; then the status for each of [`expired_rights::NOW`] and [`expired_rights::LATER`], about a workshop that is
/// closed. What stands in angle brackets is filled in by the world.
pub(crate) struct Row(
    pub(crate) &'static str,
    pub(crate) &'static str,
    pub(crate) &'static str,
    pub(crate) Body,
    pub(crate) [u16; 7],
    pub(crate) [u16; 7],
);

const EVERYBODY: [u16; 7] = [200; 7];
const EVERYBODY_MAKES: [u16; 7] = [201; 7];
const PRINT: Body = Json(
    r#"{"cards":[],"paper":"a4","sides":"fold","per_sheet":1,"booklet":false,"posters":true,"scribe_sheets":0,"blank_cards":0}"#,
);
const MEMBERS: [u16; 7] = [200, 200, 200, 200, 401, 404, 401];
const MEMBERS_MAKE: [u16; 7] = [201, 201, 201, 201, 401, 404, 401];
const MEMBERS_DELETE: [u16; 7] = [204, 204, 204, 204, 401, 404, 401];
const OWNER: [u16; 7] = [200, 403, 403, 403, 401, 404, 401];
const OWNER_MAKES: [u16; 7] = [201, 403, 403, 403, 401, 404, 401];
const OWNER_DELETES: [u16; 7] = [204, 403, 403, 403, 401, 404, 401];
const RUNNERS: [u16; 7] = [200, 200, 403, 403, 401, 404, 401];
const RUNNERS_DELETE: [u16; 7] = [204, 204, 403, 403, 401, 404, 401];
const SEATED: [u16; 7] = [200, 200, 200, 200, 200, 404, 401];

const OF_MEMBERS: [u16; 7] = [200, 200, 200, 200, 404, 404, 401];

const PAPER: Body = Json("<paper>");
const NAMED: Body = Json(r#"{"name":"Renamed"}"#);
const PLAN: Body =
    Json(r#"{"plan":<plan>,"facilitator":"<facilitator>","scribe":"<scribe>","cards":["<unchanged card>"]}"#);
const NEW_CARD: Body = Json(r#"{"content":<content>}"#);
const SYSTEM: Body = Json(r#"{"name":"<new revision>","links":[]}"#);
const NEW_ACTION: Body = Json(r#"{"text":"Do it","priority":"low"}"#);
const ACTION: Body = Json(r#"{"revision":99,"text":"Do it","priority":"low","status":"done"}"#);
const NEW_RUNBOOK: Body = Json(r#"{"title":"Replay","text":"1. Look","systems":[]}"#);
const RUNBOOK: Body = Json(r#"{"revision":0,"title":"Replay","text":"1. Look","state":"archived","systems":[]}"#);
const MERGE: Body = Json(r#"{"revision":0,"into":"<runbook>","into_revision":0}"#);
const ACCOUNT: Body = Json(r#"{"account":{"name":"Nia","email":"<email>","password":"correct horse battery"}}"#);
const SURVEY: Body = Json(
    r#"{"active":true,"recurrence":"FREQ=MONTHLY;BYDAY=1TU","minute":600,"days_open":7,"threshold":5,"comments":true}"#,
);
const SETUP: Body =
    Json(r#"{"token":"x","name":"Nia","email":"<email>","password":"correct horse battery","team":"T"}"#);
const SIGN_IN: Body = Json(r#"{"email":"olive@example.com","password":"correct horse battery"}"#);
const SLACK: Body = Json(r#"{"posts":{"results":true,"workshops":true,"actions":true}}"#);
const RESET: Body = Json(r#"{"token":"<reset token>","password":"another long password"}"#);

const WEBHOOK: Body = Json(r#"{"url":"https://hooks.example/"}"#);
const TRY_WEBHOOK: Body = Json(r#"{"channel":"webhook"}"#);
const CHOOSE: Body = Json(r#"{"topic":"survey","wanted":true}"#);
const FORGOTTEN: Body = Json(r#"{"email":"nobody@example.com"}"#);

#[rustfmt::skip]
pub(crate) const TABLE: &[Row] = &[
    Row("GET /healthz", "/healthz", "", Nothing, EVERYBODY, [200; 7]),
    Row("GET /readyz", "/readyz", "", Nothing, EVERYBODY, [200; 7]),
    Row("GET /api/openapi.json", "/api/openapi.json", "", Nothing, EVERYBODY, [200; 7]),
    Row("GET /api/me", "/api/me", "", Nothing, EVERYBODY, [200; 7]),
    Row("GET /api/home", "/api/home", "", Nothing, [200, 200, 200, 200, 401, 200, 401], [401, 401, 200, 200, 401, 401, 401]),
    Row("POST /api/setup", "/api/setup", "the server is set up", SETUP, [404; 7], [404; 7]),
    Row("POST /api/session", "/api/session", "", SIGN_IN, EVERYBODY_MAKES, [201; 7]),
    Row("PATCH /api/account", "/api/account", "", Json("{}"), [200, 200, 200, 200, 401, 200, 401], [401, 401, 200, 200, 401, 401, 401]),
    Row("POST /api/account/erasure", "/api/account/erasure", "with another's password", Json(r#"{"password":"not this one"}"#), [422, 422, 422, 422, 401, 422, 401], [401, 401, 422, 422, 401, 401, 401]),
    Row("POST /api/password-reset", "/api/password-reset", "", RESET, EVERYBODY_MAKES, [201; 7]),
    Row("GET /api/teams/{team}/survey", "/api/teams/<team>/survey", "", Nothing, MEMBERS, expired_rights::MEMBERS),
    Row("PUT /api/teams/{team}/survey", "/api/teams/<team>/survey", "", SURVEY, OWNER, expired_rights::NO_MORE),
    Row("GET /api/teams/{team}/survey/days", "/api/teams/<team>/survey/days?recurrence=FREQ%3DWEEKLY", "", Nothing, MEMBERS, expired_rights::MEMBERS),
    Row("POST /api/teams/{team}/survey/rounds", "/api/teams/<team>/survey/rounds", "one is open", Nothing, [409, 403, 403, 403, 401, 404, 401], expired_rights::NO_MORE),
    Row("POST /api/workshops/{workshop}/survey", "/api/workshops/<open>/survey", "too early", Nothing, [409, 409, 403, 403, 404, 404, 401], expired_rights::RUNNERS),
    Row("GET /api/ballots/epoch", "/api/ballots/epoch", "", Nothing, EVERYBODY, [200; 7]),
    Row("POST /api/ballots/{round}", "/api/ballots/<survey round>", "no ballot", Nothing, [422; 7], [422; 7]),
    Row("POST /api/survey-rounds/{round}/look", "/api/survey-rounds/<survey round>/look", "", Json("{}"), MEMBERS, expired_rights::MEMBERS),
    Row("POST /api/survey-rounds/{round}/claim", "/api/survey-rounds/<survey round>/claim", "", Json(r#"{"blinded":"<blinded>"}"#), MEMBERS, [401, 401, 404, 404, 401, 401, 401]),
    Row("POST /api/demo", "/api/demo", "", Nothing, EVERYBODY_MAKES, [201; 7]),
    Row("POST /api/teams", "/api/teams", "", NAMED, [201, 201, 201, 201, 401, 201, 401], [401, 401, 201, 201, 401, 401, 401]),
    Row("GET /api/teams/{team}", "/api/teams/<team>", "", Nothing, MEMBERS, expired_rights::MEMBERS),
    Row("PATCH /api/teams/{team}", "/api/teams/<fresh team>", "", NAMED, OWNER, [401, 401, 404, 404, 401, 401, 401]),
    Row("DELETE /api/teams/{team}", "/api/teams/<fresh team>", "", Nothing, OWNER_DELETES, [401, 401, 404, 404, 401, 401, 401]),
    Row("GET /api/teams/{team}/walls", "/api/teams/<team>/walls", "", Nothing, MEMBERS, expired_rights::MEMBERS),
    Row("PUT /api/teams/{team}/walls", "/api/teams/<fresh team>/walls", "", Json(r#"{"crappy":"What hurt","private":true}"#), OWNER, [401, 401, 404, 404, 401, 401, 401]),
    Row("GET /api/teams/{team}/retention", "/api/teams/<team>/retention", "", Nothing, MEMBERS, expired_rights::MEMBERS),
    Row("PUT /api/teams/{team}/retention", "/api/teams/<fresh team>/retention", "", Json(r#"{"workshop_months":12}"#), OWNER, [401, 401, 404, 404, 401, 401, 401]),
    Row("GET /api/teams/{team}/retention/preview", "/api/teams/<team>/retention/preview?workshop_months=12&guest_days=30", "", Nothing, OWNER, expired_rights::NO_MORE),
    Row("PATCH /api/teams/{team}/members/{person}", "/api/teams/<team>/members/<fresh member>", "", Json(r#"{"responder":false}"#), OWNER, expired_rights::NO_MORE),
    Row("DELETE /api/teams/{team}/members/{person}", "/api/teams/<team>/members/<fresh member>", "", Nothing, OWNER_DELETES, expired_rights::NO_MORE),
    Row("POST /api/teams/{team}/members/{person}/reset-link", "/api/teams/<team>/members/<fresh member>/reset-link", "", Nothing, OWNER_MAKES, expired_rights::NO_MORE),
    Row("GET /api/teams/{team}/invitations", "/api/teams/<team>/invitations", "", Nothing, OWNER, expired_rights::NO_MORE),
    Row("POST /api/teams/{team}/invitations", "/api/teams/<fresh team>/invitations", "", Nothing, OWNER_MAKES, [401, 401, 404, 404, 401, 401, 401]),
    Row("DELETE /api/teams/{team}/invitations/{invitation}", "/api/teams/<team>/invitations/<invitation>", "", Nothing, OWNER_DELETES, expired_rights::NO_MORE),
    Row("GET /api/invitations/{token}", "/api/invitations/<invitation token>", "", Nothing, EVERYBODY, [200; 7]),
    Row("POST /api/invitations/{token}", "/api/invitations/<invitation token>", "", ACCOUNT, EVERYBODY_MAKES, [201; 7]),
    Row("GET /api/teams/{team}/systems", "/api/teams/<team>/systems", "", Nothing, MEMBERS, expired_rights::MEMBERS),
    Row("POST /api/teams/{team}/systems", "/api/teams/<team>/systems", "", SYSTEM, MEMBERS_MAKE, expired_rights::MEMBERS_MAKE),
    Row("PUT /api/teams/{team}/systems/{system}", "/api/teams/<team>/systems/<system>", "", SYSTEM, MEMBERS, expired_rights::MEMBERS),
    Row("DELETE /api/teams/{team}/systems/{system}", "/api/teams/<team>/systems/<system>", "", Nothing, MEMBERS_DELETE, expired_rights::MEMBERS_DELETE),
    Row("GET /api/teams/{team}/scenarios", "/api/teams/<team>/scenarios", "", Nothing, MEMBERS, expired_rights::MEMBERS),
    Row("POST /api/teams/{team}/scenarios", "/api/teams/<team>/scenarios", "", NEW_CARD, MEMBERS_MAKE, expired_rights::MEMBERS_MAKE),
    Row("GET /api/teams/{team}/scenarios/{scenario}", "/api/teams/<team>/scenarios/<scenario>", "", Nothing, MEMBERS, expired_rights::MEMBERS),
    Row(
        "PUT /api/teams/{team}/scenarios/{scenario}",
        "/api/teams/<team>/scenarios/<scenario>",
        "the wording that was edited is not the present one",
        Json(r#"{"revision":"<new revision>","content":<content>}"#),
        [409, 409, 409, 409, 401, 404, 401],
        [401, 401, 404, 409, 401, 401, 401],
    ),
    Row("PUT /api/teams/{team}/scenarios/{scenario}/handlers", "/api/teams/<team>/scenarios/<scenario>/handlers", "", Json(r#"{"people":[]}"#), MEMBERS, expired_rights::MEMBERS),
    Row("DELETE /api/teams/{team}/scenarios/{scenario}", "/api/teams/<team>/scenarios/<scenario>", "", Nothing, MEMBERS_DELETE, expired_rights::MEMBERS_DELETE),
    Row("GET /api/teams/{team}/scenarios/{scenario}/yaml", "/api/teams/<team>/scenarios/<scenario>/yaml", "", Nothing, MEMBERS, expired_rights::MEMBERS),
    Row("POST /api/teams/{team}/scenarios/upload", "/api/teams/<team>/scenarios/upload", "faults", Yaml("x"), [422, 422, 422, 422, 401, 404, 401], [401, 401, 404, 422, 401, 401, 401]),
    Row("GET /api/teams/{team}/packs/starter", "/api/teams/<team>/packs/starter", "", Nothing, MEMBERS, expired_rights::MEMBERS),
    Row("POST /api/teams/{team}/packs/starter", "/api/teams/<team>/packs/starter", "", Nothing, MEMBERS_MAKE, expired_rights::MEMBERS_MAKE),
    Row("POST /api/teams/{team}/prints", "/api/teams/<team>/prints", "", PRINT, MEMBERS, expired_rights::MEMBERS),
    Row("POST /api/teams/{team}/packs/starter/cards", "/api/teams/<team>/packs/starter/cards", "", Json(r#"{"titles":[]}"#), MEMBERS_MAKE, expired_rights::MEMBERS_MAKE),
    Row("POST /api/teams/{team}/pictures", "/api/teams/<team>/pictures", "", Png, MEMBERS_MAKE, expired_rights::MEMBERS_MAKE),
    Row("GET /api/teams/{team}/rhythm", "/api/teams/<team>/rhythm", "", Nothing, MEMBERS, expired_rights::MEMBERS),
    Row("GET /api/teams/{team}/calendar", "/api/teams/<team>/calendar", "", Nothing, MEMBERS, expired_rights::MEMBERS),
    Row("POST /api/teams/{team}/calendar", "/api/teams/<team>/calendar", "", Nothing, OWNER_MAKES, expired_rights::NO_MORE),
    Row("GET /api/account/calendar", "/api/account/calendar", "", Nothing, [200, 200, 200, 200, 401, 200, 401], [401, 401, 200, 200, 401, 401, 401]),
    Row("POST /api/account/calendar", "/api/account/calendar", "", Nothing, [201, 201, 201, 201, 401, 201, 401], [401, 401, 201, 201, 401, 401, 401]),
    Row("GET /api/calendars/{token}", "/api/calendars/t0.x.ics", "no such address", Nothing, [404; 7], [404; 7]),
    Row("GET /api/teams/{team}/story", "/api/teams/<team>/story?months=6", "", Nothing, MEMBERS, expired_rights::MEMBERS),
    Row("GET /api/teams/{team}/survey/results", "/api/teams/<team>/survey/results", "", Nothing, MEMBERS, expired_rights::MEMBERS),
    Row("GET /api/teams/{team}/survey/results.svg", "/api/teams/<team>/survey/results.svg", "", Nothing, MEMBERS, expired_rights::MEMBERS),
    Row("GET /api/teams/{team}/survey/results.png", "/api/teams/<team>/survey/results.png?theme=dark", "", Nothing, MEMBERS, expired_rights::MEMBERS),
    Row("GET /api/teams/{team}/survey/results.csv", "/api/teams/<team>/survey/results.csv", "", Nothing, MEMBERS, expired_rights::MEMBERS),
    Row("GET /api/workshops/{workshop}/confidence", "/api/workshops/<open>/confidence", "", Nothing, SEATED, expired_rights::SEATED),
    Row("GET /api/teams/{team}/pictures/{hash}", "/api/teams/<team>/pictures/<hash>", "", Nothing, SEATED, expired_rights::SEATED),
    Row("POST /api/workshops/{workshop}/pictures", "/api/workshops/<open>/pictures", "only people who are in it", Png, [422, 201, 422, 422, 201, 404, 401], [422, 401, 404, 422, 401, 401, 401]),
    Row("POST /api/workshops/{workshop}/pictures", "/api/workshops/<closed>/pictures", "closed", Png, [422, 422, 422, 422, 422, 404, 401], [422, 401, 404, 422, 401, 401, 401]),
    Row("GET /api/teams/{team}/workshops", "/api/teams/<team>/workshops", "", Nothing, MEMBERS, expired_rights::MEMBERS),
    Row("POST /api/teams/{team}/workshops", "/api/teams/<team>/workshops", "", PLAN, MEMBERS_MAKE, expired_rights::MEMBERS_MAKE),
    Row("GET /api/workshops/{workshop}", "/api/workshops/<planned>", "", Nothing, MEMBERS, expired_rights::MEMBERS),
    Row("GET /api/workshops/{workshop}", "/api/workshops/<open>", "open", Nothing, [200, 200, 200, 200, 404, 404, 401], [404, 401, 404, 200, 401, 401, 401]),
    Row("PUT /api/workshops/{workshop}", "/api/workshops/<planned>", "", PLAN, RUNNERS, expired_rights::NO_MORE),
    Row("PUT /api/workshops/{workshop}", "/api/workshops/<open>", "open", PLAN, [422, 422, 403, 403, 404, 404, 401], expired_rights::RUNNERS),
    Row("DELETE /api/workshops/{workshop}", "/api/workshops/<planned>", "", Nothing, RUNNERS_DELETE, expired_rights::NO_MORE),
    Row("DELETE /api/workshops/{workshop}", "/api/workshops/<open>", "open", Nothing, [409, 409, 403, 403, 404, 404, 401], expired_rights::RUNNERS),
    Row("GET /api/workshops/{workshop}/preparation", "/api/workshops/<open>/preparation", "", Nothing, OF_MEMBERS, [404, 401, 404, 200, 401, 401, 401]),
    Row("PUT /api/workshops/{workshop}/preparation", "/api/workshops/<open>/preparation", "", Json(r#"{"item":"room_screen","done":true}"#), OF_MEMBERS, [404, 401, 404, 200, 401, 401, 401]),
    Row("GET /api/workshops/{workshop}/invitation.ics", "/api/workshops/<open>/invitation.ics", "", Nothing, MEMBERS, expired_rights::MEMBERS),
    Row("POST /api/teams/{team}/agenda", "/api/teams/<team>/agenda", "", Json(r#"{"minutes":60,"reflection_minutes":15,"cards":[]}"#), MEMBERS, expired_rights::MEMBERS),
    Row("GET /api/teams/{team}/cancelled-workshops", "/api/teams/<team>/cancelled-workshops", "", Nothing, MEMBERS, expired_rights::MEMBERS),
    Row("GET /api/teams/{team}/practice", "/api/teams/<team>/practice", "", Nothing, MEMBERS, expired_rights::MEMBERS),
    Row("POST /api/teams/{team}/scenarios/{scenario}/practice", "/api/teams/<team>/scenarios/<scenario>/practice", "", Nothing, MEMBERS_MAKE, expired_rights::MEMBERS_MAKE),
    Row("GET /api/teams/{team}/practice/{practice}", "/api/teams/<team>/practice/<member's practice>", "the member's", Nothing, [404, 404, 404, 200, 401, 404, 401], [401, 401, 404, 404, 401, 401, 401]),
    Row("POST /api/teams/{team}/practice/{practice}", "/api/teams/<team>/practice/<member's practice>", "the member's", Json(r#"{"do":"conclude"}"#), [404, 404, 404, 200, 401, 404, 401], [401, 401, 404, 404, 401, 401, 401]),
    Row("DELETE /api/teams/{team}/practice/{practice}", "/api/teams/<team>/practice/<member's practice>", "the member's", Nothing, [404, 404, 404, 204, 401, 404, 401], [401, 401, 404, 404, 401, 401, 401]),
    Row("GET /api/workshops/{workshop}/live", "/api/workshops/<open>/live?face=seat", "no WebSocket", Nothing, [400, 400, 400, 400, 400, 404, 401], [400, 401, 404, 400, 401, 401, 401]),
    Row("GET /api/workshops/{workshop}/report", "/api/workshops/<closed>/report", "", Nothing, SEATED, expired_rights::SEATED),
    Row("GET /api/workshops/{workshop}/report", "/api/workshops/<open>/report", "open", Nothing, [409, 409, 409, 409, 409, 404, 401], expired_rights::SEATED),
    Row("GET /api/workshops/{workshop}/report.json", "/api/workshops/<closed>/report.json", "", Nothing, SEATED, expired_rights::SEATED),
    Row("GET /api/workshops/{workshop}/report.md", "/api/workshops/<closed>/report.md", "", Nothing, SEATED, expired_rights::SEATED),
    Row("GET /api/teams/{team}/export.zip", "/api/teams/<team>/export.zip", "", Nothing, OWNER, expired_rights::NO_MORE),
    Row("GET /api/teams/{team}/public-reports", "/api/teams/<team>/public-reports", "", Nothing, MEMBERS, expired_rights::MEMBERS),
    Row("PUT /api/teams/{team}/public-reports", "/api/teams/<fresh team>/public-reports", "", Json(r#"{"allowed":true}"#), OWNER, [401, 401, 404, 404, 401, 401, 401]),
    Row("GET /api/workshops/{workshop}/report-links", "/api/workshops/<closed>/report-links", "", Nothing, OF_MEMBERS, [404, 401, 404, 200, 401, 401, 401]),
    Row("POST /api/workshops/{workshop}/report-links", "/api/workshops/<closed>/report-links", "", Json(r#"{"names":true}"#), [201, 201, 201, 201, 404, 404, 401], [404, 401, 404, 201, 401, 401, 401]),
    Row("POST /api/workshops/{workshop}/report-links", "/api/workshops/<open>/report-links", "open", Json(r#"{"names":true}"#), [409, 409, 409, 409, 404, 404, 401], [404, 401, 404, 201, 401, 401, 401]),
    Row("DELETE /api/workshops/{workshop}/report-links/{link}", "/api/workshops/<closed>/report-links/<report link>", "", Nothing, [204, 204, 204, 204, 404, 404, 401], [404, 401, 404, 204, 401, 401, 401]),
    Row("GET /api/reports/{token}", "/api/reports/<report token>", "", Nothing, EVERYBODY, [200; 7]),
    Row("GET /api/reports/{token}/report.md", "/api/reports/<report token>/report.md", "", Nothing, EVERYBODY, [200; 7]),
    Row("GET /api/reports/{token}/pictures/{hash}", "/api/reports/<report token>/pictures/<hash>", "not in the report", Nothing, [404; 7], [404; 7]),
    Row("POST /api/teams/{team}/paper/preview", "/api/teams/<team>/paper/preview", "", PAPER, MEMBERS, expired_rights::MEMBERS),
    Row("POST /api/teams/{team}/paper", "/api/teams/<team>/paper", "", PAPER, MEMBERS_MAKE, expired_rights::MEMBERS_MAKE),
    Row("GET /api/join/{code}", "/api/join/<code>", "", Nothing, EVERYBODY, [404; 7]),
    Row("POST /api/join/{code}", "/api/join/<code>", "", Json(r#"{"as":"guest","name":"Gina"}"#), EVERYBODY_MAKES, [404; 7]),
    Row("POST /api/workshops/{workshop}/seats", "/api/workshops/<open>/seats", "", Json(r#"{"as":"guest","name":"Sol"}"#), [403, 201, 403, 403, 404, 404, 401], expired_rights::RUNNERS),
    Row("POST /api/workshops/{workshop}/seats/mine", "/api/workshops/<open>/seats/mine", "somebody else's", Json(r#"{"from":"<guest>"}"#), [403, 403, 403, 403, 404, 404, 401], [404, 401, 404, 422, 401, 401, 401]),
    Row("GET /api/screen", "/api/screen", "no screen", Nothing, EVERYBODY, [200; 7]),
    Row("POST /api/screen", "/api/screen", "", Nothing, EVERYBODY_MAKES, [201; 7]),
    Row("GET /api/screen/live", "/api/screen/live?face=room", "no screen", Nothing, [404; 7], [404; 7]),
    Row("POST /api/workshops/{workshop}/screens", "/api/workshops/<open>/screens", "", Json(r#"{"code":"<screen code>"}"#), [201, 201, 403, 403, 404, 404, 401], expired_rights::RUNNERS),
    Row("DELETE /api/workshops/{workshop}/screens/{screen}", "/api/workshops/<open>/screens/<screen>", "", Nothing, [204, 204, 403, 403, 404, 404, 401], expired_rights::RUNNERS),
    Row("GET /api/teams/{team}/actions", "/api/teams/<team>/actions?status=open", "", Nothing, MEMBERS, expired_rights::MEMBERS),
    Row("POST /api/teams/{team}/actions", "/api/teams/<team>/actions", "", NEW_ACTION, MEMBERS_MAKE, expired_rights::MEMBERS_MAKE),
    Row("PATCH /api/teams/{team}/actions/{action}", "/api/teams/<team>/actions/<action>", "the open workshop has it", ACTION, [409, 409, 409, 409, 401, 404, 401], [401, 401, 404, 409, 401, 401, 401]),
    Row("GET /api/teams/{team}/actions.csv", "/api/teams/<team>/actions.csv?owner=nobody", "", Nothing, MEMBERS, expired_rights::MEMBERS),
    Row("GET /api/teams/{team}/actions/{action}/history", "/api/teams/<team>/actions/<action>/history", "", Nothing, MEMBERS, expired_rights::MEMBERS),
    Row("GET /api/teams/{team}/runbooks", "/api/teams/<team>/runbooks", "", Nothing, MEMBERS, expired_rights::MEMBERS),
    Row("POST /api/teams/{team}/runbooks", "/api/teams/<team>/runbooks", "", NEW_RUNBOOK, MEMBERS_MAKE, expired_rights::MEMBERS_MAKE),
    Row("GET /api/teams/{team}/runbooks/{runbook}", "/api/teams/<team>/runbooks/<runbook>", "", Nothing, MEMBERS, expired_rights::MEMBERS),
    Row("PUT /api/teams/{team}/runbooks/{runbook}", "/api/teams/<team>/runbooks/<runbook>", "", RUNBOOK, MEMBERS, expired_rights::MEMBERS),
    Row("POST /api/teams/{team}/runbooks/{runbook}/merge", "/api/teams/<team>/runbooks/<runbook>/merge", "", MERGE, MEMBERS, expired_rights::MEMBERS),
    Row("GET /api/workshops/{workshop}/runbooks/{runbook}", "/api/workshops/<open>/runbooks/<runbook>", "no card is open", Nothing, [404, 404, 404, 404, 404, 404, 401], [404, 401, 404, 404, 401, 401, 401]),
    Row("GET /api/teams/{team}/slack", "/api/teams/<team>/slack", "", Nothing, OWNER, expired_rights::NO_MORE),
    Row("PUT /api/teams/{team}/slack", "/api/teams/<team>/slack", "without a token", SLACK, [422, 403, 403, 403, 401, 404, 401], expired_rights::NO_MORE),
    Row("DELETE /api/teams/{team}/slack", "/api/teams/<team>/slack", "", Nothing, OWNER_DELETES, expired_rights::NO_MORE),
    Row("POST /api/teams/{team}/slack/test", "/api/teams/<team>/slack/test", "not set up", Nothing, [409, 403, 403, 403, 401, 404, 401], expired_rights::NO_MORE),
    Row("POST /api/slack/commands", "/api/slack/commands", "not signed", Nothing, [401; 7], [401; 7]),
    Row("POST /api/slack/events", "/api/slack/events", "not signed", Nothing, [401; 7], [401; 7]),
    Row("POST /api/slack/interactions", "/api/slack/interactions", "", Nothing, EVERYBODY, [200; 7]),
    Row("GET /api/teams/{team}/delivery", "/api/teams/<team>/delivery", "", Nothing, OWNER, expired_rights::NO_MORE),
    Row("PUT /api/teams/{team}/webhook", "/api/teams/<team>/webhook", "", WEBHOOK, OWNER, expired_rights::NO_MORE),
    Row("DELETE /api/teams/{team}/webhook", "/api/teams/<team>/webhook", "", Nothing, OWNER_DELETES, expired_rights::NO_MORE),
    Row("POST /api/teams/{team}/delivery/test", "/api/teams/<team>/delivery/test", "not set up", TRY_WEBHOOK, [409, 403, 403, 403, 401, 404, 401], expired_rights::NO_MORE),
    Row("POST /api/teams/{team}/delivery/{message}/again", "/api/teams/<team>/delivery/<new revision>/again", "not there", Nothing, [404, 403, 403, 403, 401, 404, 401], expired_rights::NO_MORE),
    Row("DELETE /api/teams/{team}/delivery/{message}", "/api/teams/<team>/delivery/<new revision>", "not there", Nothing, [404, 403, 403, 403, 401, 404, 401], expired_rights::NO_MORE),
    Row("GET /api/account/messages", "/api/account/messages", "", Nothing, [200, 200, 200, 200, 401, 200, 401], [401, 401, 200, 200, 401, 401, 401]),
    Row("PUT /api/account/messages", "/api/account/messages", "", CHOOSE, [200, 200, 200, 200, 401, 200, 401], [401, 401, 200, 200, 401, 401, 401]),
    Row("GET /api/unsubscribe/{code}", "/api/unsubscribe/a.survey.b", "not of this server", Nothing, [404; 7], [404; 7]),
    Row("POST /api/unsubscribe/{code}", "/api/unsubscribe/a.survey.b", "not of this server", Nothing, [404; 7], [404; 7]),
    Row("POST /api/password-reset-request", "/api/password-reset-request", "", FORGOTTEN, [202; 7], [202; 7]),
// Last: it ends the sessions.
    Row("DELETE /api/session", "/api/session", "", Nothing, [204, 204, 204, 204, 401, 204, 401], [401, 401, 204, 204, 401, 401, 401]),
];
