//! What a demonstration may do: only changes inside its own team, and within limits.
//!
//! Anybody can begin a demonstration without an account, so every request that is not listed here is refused.

/// The kinds of rows that a request adds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Growth {
    None,
    Wordings,
    Runbooks,
    Systems,
    Actions,
    Workshops,
    Practices,
    Pictures,
}

/// The requests that change something and that a demonstration needs.
const ALLOWED: [(&str, Growth); 43] = [
    ("POST /api/demo", Growth::None),
    ("DELETE /api/session", Growth::None),
    ("PATCH /api/account", Growth::None),
    ("POST /api/account/calendar", Growth::None),
    ("POST /api/account/erasure", Growth::None),
    // With a new account; the handler refuses the visitor's own.
    ("POST /api/invitations/{token}", Growth::None),
    ("PATCH /api/teams/{team}", Growth::None),
    ("DELETE /api/teams/{team}", Growth::None),
    ("PUT /api/teams/{team}/walls", Growth::None),
    ("PUT /api/teams/{team}/retention", Growth::None),
    ("PATCH /api/teams/{team}/members/{person}", Growth::None),
    ("POST /api/teams/{team}/calendar", Growth::None),
    ("POST /api/teams/{team}/systems", Growth::Systems),
    ("PUT /api/teams/{team}/systems/{system}", Growth::None),
    ("DELETE /api/teams/{team}/systems/{system}", Growth::None),
    ("POST /api/teams/{team}/scenarios", Growth::Wordings),
    ("POST /api/teams/{team}/scenarios/upload", Growth::Wordings),
    ("PUT /api/teams/{team}/scenarios/{scenario}", Growth::Wordings),
    ("PUT /api/teams/{team}/scenarios/{scenario}/handlers", Growth::None),
    ("DELETE /api/teams/{team}/scenarios/{scenario}", Growth::None),
    ("POST /api/teams/{team}/packs/starter", Growth::Wordings),
    ("POST /api/teams/{team}/pictures", Growth::Pictures),
    ("POST /api/teams/{team}/prints", Growth::None),
    ("POST /api/teams/{team}/workshops", Growth::Workshops),
    ("POST /api/teams/{team}/agenda", Growth::None),
    ("POST /api/teams/{team}/paper/preview", Growth::None),
    ("POST /api/teams/{team}/paper", Growth::Workshops),
    ("POST /api/teams/{team}/scenarios/{scenario}/practice", Growth::Practices),
    ("POST /api/teams/{team}/practice/{practice}", Growth::None),
    ("DELETE /api/teams/{team}/practice/{practice}", Growth::None),
    ("POST /api/teams/{team}/actions", Growth::Actions),
    ("PATCH /api/teams/{team}/actions/{action}", Growth::None),
    ("POST /api/teams/{team}/runbooks", Growth::Runbooks),
    ("PUT /api/teams/{team}/runbooks/{runbook}", Growth::None),
    ("POST /api/teams/{team}/runbooks/{runbook}/merge", Growth::None),
    ("POST /api/workshops/{workshop}/pictures", Growth::Pictures),
    ("PUT /api/workshops/{workshop}", Growth::None),
    ("DELETE /api/workshops/{workshop}", Growth::None),
    ("PUT /api/workshops/{workshop}/preparation", Growth::None),
    ("POST /api/workshops/{workshop}/seats", Growth::None),
    ("POST /api/workshops/{workshop}/seats/mine", Growth::None),
    ("POST /api/workshops/{workshop}/screens", Growth::None),
    ("DELETE /api/workshops/{workshop}/screens/{screen}", Growth::None),
];

/// The kind of rows that a request adds in a demonstration; none when a demonstration may not send it.
pub(crate) fn growth_in_demonstration(route: &str) -> Option<Growth> {
    ALLOWED.iter().find(|(allowed, _)| *allowed == route).map(|(_, growth)| *growth)
}
