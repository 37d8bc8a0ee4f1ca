//! What Slack's errors mean, and how to correct them, in plain words.

/// What an error of Slack's API means, and what to do about it.
#[must_use]
pub fn explain_error(code: &str) -> &'static str {
    match code {
        "invalid_auth" | "not_authed" => {
            "Slack does not know this token. Copy the Bot User OAuth Token again: it begins with xoxb-."
        }
        "not_allowed_token_type" => "This is a token of another kind. The Bot User OAuth Token begins with xoxb-.",
        "account_inactive" | "token_revoked" | "token_expired" => {
            "The app was removed from the workspace, or its token was revoked. Install it again and copy the new token."
        }
        "missing_scope" | "no_permission" => {
            "The app lacks a permission. Paste the manifest into its settings again, reinstall it, and copy the token."
        }
        "channel_not_found" | "invalid_channel" => {
            "There is no such channel, or it is private. Invite the app there: write /invite @Readyroom in the channel."
        }
        "not_in_channel" => "The app is not in this channel. Invite it: write /invite @Readyroom in the channel.",
        "is_archived" => "The channel is archived. Choose another one.",
        "users_not_found" | "user_not_found" => {
            "Nobody in the workspace has this e-mail address. Use the same address in Slack and in Readyroom."
        }
        "user_disabled" | "cannot_dm_bot" | "user_not_visible" => "Slack cannot send messages to this person.",
        "restricted_action"
        | "restricted_action_read_only_channel"
        | "restricted_action_non_threadable_channel"
        | "restricted_action_thread_only_channel"
        | "messages_tab_disabled" => {
            "The workspace does not let the app write here. A person who runs the workspace can allow it."
        }
        "access_denied"
        | "team_access_not_granted"
        | "org_login_required"
        | "ekm_access_denied"
        | "enterprise_is_restricted" => "The organisation does not let the app in. A person who runs it can allow it.",
        "ratelimited" | "rate_limited" => "Slack is busy. The message is sent again automatically.",
        "msg_too_long" | "msg_blocks_too_long" | "invalid_blocks" | "invalid_blocks_format" | "no_text" => {
            "Slack does not take this message. This is a bug in Readyroom. Please report it."
        }
        "unreachable" => "Slack did not answer. Check that this server may open https://slack.com.",
        "unclear" => "Slack did not confirm whether it has the message. Look there before you send it again.",
        _ => "Slack's API documentation describes this error.",
    }
}

/// The kinds of errors of Slack's API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SlackErrorKind {
    /// It fails the same way each time.
    Lasting,
    /// Nothing happened; later it may work.
    Passing,
    /// It is unknown whether it happened.
    Unclear,
}

/// Classifies an error. An unknown one is lasting, so that nothing is tried without end.
pub(super) fn classify(code: &str) -> SlackErrorKind {
    match code {
        "ratelimited"
        | "rate_limited"
        | "service_unavailable"
        | "request_timeout"
        | "team_added_to_org"
        | "accesslimited"
        | "message_limit_exceeded" => SlackErrorKind::Passing,
        "internal_error" | "fatal_error" => SlackErrorKind::Unclear,
        _ => SlackErrorKind::Lasting,
    }
}
