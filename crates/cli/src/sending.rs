//! How the running server sends messages.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, anyhow};
use domain::messages::Channel;
use server::DeliveryConfig;
use server::delivery::guard::SystemLookup;
use server::delivery::{Mail, Webhooks};

use crate::arguments::SendingArguments;

/// How often it looks for what is due.
const EVERY: Duration = Duration::from_secs(1);

/// Builds the configuration that the flags describe. Its errors explain how to correct a flag.
pub(crate) fn delivery(sending: &SendingArguments) -> anyhow::Result<DeliveryConfig> {
    let private = sending.allow_private_webhooks;
    let webhooks = Arc::new(Webhooks::new(Arc::new(SystemLookup), private));
    let delivery = DeliveryConfig { every: Some(EVERY), private_webhooks: private, ..DeliveryConfig::default() };
    let delivery = delivery.with(Channel::Webhook, webhooks);
    let (Some(url), Some(from)) = (&sending.smtp_url, &sending.mail_from) else { return Ok(delivery) };
    let authority = sending.smtp_ca.as_ref().map(|file| {
        std::fs::read(file)
            .with_context(|| format!("the certificate of --smtp-ca {} could not be read", file.display()))
    });
    let authority = authority.transpose()?;
    let mail = Mail::parse(url, from, sending.dangerous_smtp_without_tls, authority.as_deref());
    let mail = mail.map_err(|why| anyhow!("--smtp-url and --mail-from cannot be understood: {why}"))?;
    Ok(delivery.with(Channel::Mail, Arc::new(mail)))
}
