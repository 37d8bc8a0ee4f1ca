//! The certificate of a server that speaks HTTPS itself.

use std::path::PathBuf;

use anyhow::Context;
use server::tls::Certificates;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

/// Reads the certificate, and reads it again whenever the process is asked to (SIGHUP), as programs that renew certificates do.
pub(crate) fn certificates(certificate: PathBuf, key: PathBuf) -> anyhow::Result<Certificates> {
    let first =
        server::tls::load_certificates(&certificate, &key).context("--tls-cert and --tls-key cannot be served with")?;
    let (renewed, certificates) = watch::channel(first);
    let mut asked = signal(SignalKind::hangup()).context("signals cannot be listened to")?;
    tokio::spawn(async move {
        while asked.recv().await.is_some() {
            match server::tls::load_certificates(&certificate, &key) {
                Ok(config) => {
                    renewed.send_replace(config);
                    tracing::info!("the certificate was read again");
                }
                Err(error) => tracing::error!("the certificate stays as it was: {error}"),
            }
        }
    });
    Ok(certificates)
}
