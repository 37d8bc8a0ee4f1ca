//! Serving until a stop is requested.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::get;
use tokio::net::TcpListener;

use crate::connections::{self, Door};
use crate::delivery;
use crate::headers;
use crate::housekeeping;
use crate::routes::router;
use crate::services::Services;
use crate::state::AppState;
use crate::survey;
use crate::tls::{self, Certificates};

const OPENMETRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";
/// How long open requests may take after a stop was requested.
const PATIENCE: Duration = Duration::from_secs(10);

/// Where a server listens; the caller binds it, so that it can explain a taken port.
pub struct Listeners {
    /// For people.
    pub http: TcpListener,
    /// What HTTPS is served with; without it people are served plain HTTP.
    pub certificates: Option<Certificates>,
    /// For Prometheus, if wanted.
    pub metrics: Option<TcpListener>,
}

/// Serves until `stop` is ready; then reports it on `/readyz`, asks live clients to connect again, and finishes open requests.
/// `pages` answers what the API does not: the front end.
pub async fn serve(
    app: AppState,
    listeners: Listeners,
    pages: Router,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let (ended, mut end) = tokio::sync::watch::channel(false);
    let leaving = {
        let app = app.clone();
        async move {
            stop.await;
            tracing::info!("stopping");
            app.stop();
            app.hub.stop().await;
            ended.send_replace(true);
        }
    };
    let metrics = listeners.metrics.map(|listener| {
        let metrics = app.metrics.clone();
        let router = Router::new()
            .route("/metrics", get(move || async move { ([(CONTENT_TYPE, OPENMETRICS)], metrics.text()) }));
        let door = Door { tcp: listener, certificates: None, limits: app.limits.clone(), behind_proxy: false };
        tokio::spawn(connections::answer(door, router, std::future::pending()))
    });
    let services: &Arc<Services> = &app;
    let housekeeping = tokio::spawn(housekeeping::run(services.clone()));
    let delivery = tokio::spawn(delivery::run(services.clone(), app.delivery.clone()));
    let reminders = app.delivery.every.map(|_| tokio::spawn(delivery::run_reminders(services.clone())));
    tokio::spawn(survey::ask_again(services.clone()));
    let surveys = tokio::spawn(survey::schedule::run(services.clone()));
    let door = Door {
        tcp: listeners.http,
        certificates: listeners.certificates,
        limits: app.limits.clone(),
        behind_proxy: app.trust_proxy,
    };
    let mut router = router(app.clone(), pages).layer(from_fn_with_state(services.clone(), tls::redirect_to_https));
    if door.certificates.is_some() || app.public_url.starts_with("https://") {
        router = router.layer(from_fn(headers::add_strict_transport));
    }
    tokio::select! {
        () = connections::answer(door, router, leaving) => {}
        () = async {
            let _ = end.wait_for(|ended| *ended).await;
            tokio::time::sleep(PATIENCE).await;
        } => {}
    }
    housekeeping.abort();
    if let Some(reminders) = reminders {
        reminders.abort();
    }
    surveys.abort();
    // Messages under way are finished: nobody could know afterwards whether they arrived.
    let _ = tokio::time::timeout(PATIENCE, delivery).await;
    if let Some(metrics) = metrics {
        metrics.abort();
    }
    app.pool.stop().await;
    app.store.close().await;
    Ok(())
}
