//! A team's webhook, and trying what is set up.

use api::delivery::{PutWebhook, Tried, TryChannel, Webhook as WebhookInfo};
use api::problem::Invalid;
use api::refusal::RequestReason;
use api::time::to_rfc3339;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::id::{PersonId, TeamId};
use domain::messages::Channel;
use store::outbox::WebhookRow;

use super::webhook::secret_place;
use super::{DeliveryConfig, Handover, Sent, guard, write};
use crate::error::{Error, Result};
use crate::outbox::{Notice, outgoing};
use crate::services::Services;
use crate::throttle::Attempt;

/// Sets where events are posted. The secret is in the answer when it was made, and never again.
pub(crate) async fn set_webhook(
    services: &Services,
    delivery: &DeliveryConfig,
    team: TeamId,
    wanted: &PutWebhook,
) -> Result<WebhookInfo> {
    let url = guard::parse_url(&wanted.url, delivery.private_webhooks)
        .map_err(|why| Invalid::new("url", RequestReason::Other.refusal().word("detail", why.0)))?;
    let kept = services.store.webhook(team).await?.filter(|_| !wanted.new_secret);
    let (sealed, secret) = match kept {
        Some(webhook) => (webhook.secret, None),
        None => {
            let secret = format!("whsec_{}", URL_SAFE_NO_PAD.encode(services.entropy.bytes32()));
            (services.vault.seal(&*services.entropy, &secret_place(team), secret.as_bytes()), Some(secret))
        }
    };
    let webhook = WebhookRow { team, url: url.to_string(), secret: sealed, changed_at: services.now() };
    services.store.put_webhook(webhook.clone()).await?;
    Ok(wire_webhook(webhook, secret))
}

/// Removes a team's webhook.
pub(crate) async fn delete_webhook(services: &Services, team: TeamId) -> Result<()> {
    Ok(services.store.delete_webhook(team).await?)
}

/// Sends a test now, by mail to the owner who asks or to the webhook, and returns the answer.
pub(crate) async fn try_channel(
    services: &Services,
    delivery: &DeliveryConfig,
    team: TeamId,
    owner: PersonId,
    wanted: &TryChannel,
) -> Result<Tried> {
    services.throttle.attempt(Attempt::Account, &owner.to_string(), services.now())?;
    let to = match wanted.channel {
        Channel::Mail => Some(owner),
        Channel::Webhook => None,
        // Slack has its own page with more details.
        Channel::Slack => return Err(Error::NotFound),
    };
    let sink = delivery
        .sinks
        .get(&wanted.channel)
        .ok_or(Error::Conflict { code: "not_set_up", reason: RequestReason::ChannelNotSetUp })?;
    let test = outgoing(services, Notice::Test, Some(team), to, wanted.channel, "", services.now());
    let letter = write(services, &test, Notice::Test).await?.ok_or(Error::NotFound)?;
    let (arrived, said) = match sink.send(services, &test, &letter, &Handover::without_outbox()).await {
        Sent::Delivered(said) => (true, said),
        Sent::Later { problem, .. } | Sent::Refused(problem) | Sent::Unknown(problem) => (false, problem),
    };
    Ok(Tried { arrived, said })
}

/// A stored webhook on the wire, with its secret if that was just made.
pub(super) fn wire_webhook(webhook: WebhookRow, secret: Option<String>) -> WebhookInfo {
    WebhookInfo { url: webhook.url, changed_at: to_rfc3339(webhook.changed_at), secret }
}
