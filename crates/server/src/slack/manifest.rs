//! The description from which Slack makes the app. <https://docs.slack.dev/reference/app-manifest>

use reqwest::Url;
use serde_json::{Value, json};

use super::SCOPES;

/// The app's description, with this server's addresses. Slack calls only https: without it there are messages, and no command.
#[must_use]
pub fn manifest(public_url: &str) -> Value {
    let mut manifest = json!({
        "display_information": {
            "name": "Readyroom",
            "description": "Practise production support until everyone is ready to be called",
            "background_color": "#0b6650",
        },
        "features": { "bot_user": { "display_name": "Readyroom", "always_online": false } },
        "oauth_config": { "scopes": { "bot": SCOPES } },
        "settings": { "org_deploy_enabled": false, "socket_mode_enabled": false, "token_rotation_enabled": false },
    });
    if takes_commands(public_url) {
        manifest["features"]["slash_commands"] = json!([{
            "command": "/readyroom",
            "url": format!("{public_url}/api/slack/commands"),
            "description": "Your next workshop and your actions",
            "usage_hint": "[actions | help]",
            "should_escape": false,
        }]);
        let events = json!({
            "request_url": format!("{public_url}/api/slack/events"),
            "bot_events": ["app_uninstalled"],
        });
        manifest["settings"]["event_subscriptions"] = events;
        // Slack shows links as broken unless an app is informed of the press. The message is accepted, and ignored.
        manifest["settings"]["interactivity"] =
            json!({ "is_enabled": true, "request_url": format!("{public_url}/api/slack/interactions") });
    }
    manifest
}

/// Whether Slack can call this server, as far as its address shows.
#[must_use]
pub fn takes_commands(public_url: &str) -> bool {
    public_url.starts_with("https://")
}

/// The page of Slack on which a person makes the app from its description.
#[must_use]
pub fn create_link(manifest: &Value) -> String {
    let with = [("new_app", "1"), ("manifest_json", &manifest.to_string())];
    Url::parse_with_params("https://api.slack.com/apps", with).map(String::from).expect("the address is one")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manifest_has_the_urls_of_this_server() {
        let manifest = manifest("https://ready.example");
        assert_eq!(manifest["features"]["slash_commands"][0]["url"], "https://ready.example/api/slack/commands");
        let settings = &manifest["settings"];
        assert_eq!(settings["event_subscriptions"]["request_url"], "https://ready.example/api/slack/events");
        assert_eq!(settings["interactivity"]["request_url"], "https://ready.example/api/slack/interactions");
        let link = create_link(&manifest);
        let parsed = Url::parse(&link).expect("it is one");
        let (_, sent) = parsed.query_pairs().find(|(name, _)| name == "manifest_json").expect("it is there");
        assert_eq!(serde_json::from_str::<Value>(&sent).expect("it is JSON"), manifest);
    }

    #[test]
    fn the_manifest_has_only_urls_that_slack_can_reach() {
        let manifest = manifest("http://10.0.0.2:7070");
        assert!(!manifest.to_string().contains("10.0.0.2"));
        assert_eq!(manifest["oauth_config"]["scopes"]["bot"][0], "chat:write");
    }
}
