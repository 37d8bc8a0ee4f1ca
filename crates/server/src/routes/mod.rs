//! The resources, one file each, and what all of them pass through.

mod access;
mod account;
mod actions;
mod caching;
mod calendars;
mod delivery;
mod demo;
mod export;
mod extract;
mod health;
mod home;
mod invitations;
mod join;
mod live;
mod me;
mod members;
mod messages;
mod openapi;
mod paper;
mod pictures;
mod practice;
mod preparation;
mod printing;
mod report;
mod report_links;
mod retention;
mod rhythm;
mod runbooks;
mod scenarios;
mod screens;
mod seats;
mod session;
mod setup;
mod slack;
mod story;
mod survey;
mod systems;
mod teams;
mod trend;
mod walls;
mod workshops;

pub use self::openapi::openapi;

use std::any::Any;
use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request, State};
use axum::http::{Method, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use tower_http::catch_panic::CatchPanicLayer;
use tracing::Instrument;
use utoipa_axum::router::OpenApiRouter;

use crate::auth::origin;
use crate::bodies;
use crate::error::Error;
use crate::headers;
use crate::metrics;
use crate::state::AppState;

/// The largest body of a request whose route has no limit of its own, in bytes.
const MAX_BODY: usize = 64 * 1024;

/// Every route of the API.
pub(crate) fn api() -> OpenApiRouter<AppState> {
    observed().merge(survey::unseen_router())
}

/// The routes whose requests are counted and logged: all but those of ballots.
fn observed() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .merge(health::router())
        .merge(me::router())
        .merge(home::router())
        .merge(setup::router())
        .merge(session::router())
        .merge(account::router())
        .merge(demo::router())
        .merge(teams::router())
        .merge(walls::router())
        .merge(trend::router())
        .merge(rhythm::router())
        .merge(calendars::router())
        .merge(story::router())
        .merge(retention::router())
        .merge(members::router())
        .merge(invitations::router())
        .merge(systems::router())
        .merge(scenarios::router())
        .merge(pictures::router())
        .merge(workshops::router())
        .merge(preparation::router())
        .merge(practice::router())
        .merge(export::router())
        .merge(printing::router())
        .merge(report::router())
        .merge(report_links::router())
        .merge(paper::router())
        .merge(join::router())
        .merge(seats::router())
        .merge(screens::router())
        .merge(live::router())
        .merge(actions::router())
        .merge(runbooks::router())
        .merge(delivery::router())
        .merge(messages::router())
        .merge(slack::router())
        .merge(survey::router())
}

/// The whole server: the API, and `pages` for everything else.
pub fn router(app: AppState, pages: Router) -> Router {
    let (api, _) = observed().split_for_parts();
    let api = api
        .route("/api/{*rest}", any(nothing_here))
        .method_not_allowed_fallback(wrong_method)
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .with_state(app.clone());
    let (unseen, _) = survey::unseen_router().split_for_parts();
    let unseen = unseen.method_not_allowed_fallback(wrong_method).with_state(app.clone());
    let guarded =
        |router: Router| router.layer(from_fn_with_state(app.clone(), guard)).layer(CatchPanicLayer::custom(panicked));
    guarded(api.merge(pages))
        .layer(from_fn_with_state(app.clone(), crowd))
        .layer(from_fn_with_state(app.clone(), observe))
        .merge(guarded(unseen))
        .layer(from_fn_with_state((app.limits.clone(), app.uploads.clone()), bodies::pace))
        .layer(from_fn(headers::add))
}

/// Refuses requests that would change something, and live connections, that come from elsewhere.
async fn guard(State(app): State<AppState>, request: Request, next: Next) -> Response {
    let changes = !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let live = request.headers().contains_key(header::UPGRADE);
    if (changes || live)
        && let Err(error) = origin::check(request.headers(), &app.public_url, app.origins)
    {
        return error.into_response();
    }
    next.run(request).await
}

async fn nothing_here() -> Error {
    Error::NotFound
}

async fn wrong_method() -> Error {
    Error::WrongMethod
}

fn panicked(cause: Box<dyn Any + Send>) -> Response {
    let text = cause.downcast_ref::<String>().map(String::as_str).or(cause.downcast_ref::<&str>().copied());
    Error::Internal(format!("a handler panicked: {}", text.unwrap_or("no message"))).into_response()
}

/// Behind a proxy, where all connections have one address, a client has so many requests under way at the same time. A live
/// connection takes over the place of its request.
async fn crowd(State(app): State<AppState>, mut request: Request, next: Next) -> Response {
    let place = match access::connection_place(&app, request.headers()) {
        Ok(place) => place.map(Arc::new),
        Err(error) => return error.into_response(),
    };
    if let Some(place) = &place {
        request.extensions_mut().insert(place.clone());
    }
    let response = next.run(request).await;
    drop(place);
    response
}

/// Counts and logs a request by its route's template: addresses hold tokens and ids.
async fn observe(State(app): State<AppState>, request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().map_or("other", MatchedPath::as_str).to_owned();
    let method = metrics::method(request.method());
    let span = tracing::info_span!("request", http.route = route, http.method = method);
    let started = app.now();
    let response = next.run(request).instrument(span.clone()).await;
    let taken = app.now().since(started).max(0);
    let status = response.status().as_u16();
    span.in_scope(|| tracing::debug!(http.status = status, duration_us = taken, "answered"));
    app.metrics
        .durations
        .get_or_create(&metrics::RouteLabels { route: route.clone(), method })
        .observe(std::time::Duration::from_micros(taken.unsigned_abs()).as_secs_f64());
    app.metrics.requests.get_or_create(&metrics::RequestLabels { route, method, status }).inc();
    response
}
