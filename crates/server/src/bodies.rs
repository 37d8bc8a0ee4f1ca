//! How fast the bodies of requests have to arrive, and how many large ones are read at once.
//!
//! A large body is an upload. It stays unread until its turn has come, which is after its handler has asked for it and so
//! after its sender was let through; the turn lasts until the answer is ready. So uploads take memory for a few bodies,
//! however many are sent.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::body::{Body, HttpBody};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::Response;
use futures_util::{StreamExt, stream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};
use tokio::time::{Instant, timeout_at};

use crate::connections::ConnectionLimits;
use crate::error::Error;

/// A body of more bytes waits for its turn.
const SMALL: u64 = 64 * 1024;
/// How many uploads are read, and worked on, at the same time.
const AT_ONCE: usize = 2;
/// How many more may wait.
const WAITING: usize = 32;
/// After how many seconds a client should try again when the queue is full.
const RETRY_AFTER_S: u64 = 5;

/// The queue of uploads.
pub(crate) struct Uploads {
    turns: Arc<Semaphore>,
    waiting: AtomicUsize,
}

impl Default for Uploads {
    fn default() -> Self {
        Self { turns: Arc::new(Semaphore::new(AT_ONCE)), waiting: AtomicUsize::new(0) }
    }
}

impl Uploads {
    async fn turn(&self) -> Result<OwnedSemaphorePermit, Held> {
        if let Ok(turn) = self.turns.clone().try_acquire_owned() {
            return Ok(turn);
        }
        let _place = QueuePlace::try_take(&self.waiting).ok_or(Held::Busy)?;
        Ok(self.turns.clone().acquire_owned().await.expect("the semaphore is never closed"))
    }
}

/// A place in the queue; given back also when its owner gives up.
struct QueuePlace<'a>(&'a AtomicUsize);

impl<'a> QueuePlace<'a> {
    fn try_take(waiting: &'a AtomicUsize) -> Option<Self> {
        let place = Self(waiting);
        (waiting.fetch_add(1, Ordering::Relaxed) < WAITING).then_some(place)
    }
}

impl Drop for QueuePlace<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Why the rest of a body is not read.
#[derive(Debug, thiserror::Error)]
enum Held {
    #[error("the body arrived too slowly")]
    TooSlow,
    #[error("too many uploads wait")]
    Busy,
    #[error(transparent)]
    Broken(axum::Error),
}

/// What to answer about a body that was not read to its end, if the reason is one of ours.
pub(crate) fn why(error: &(dyn std::error::Error + 'static)) -> Option<Error> {
    let causes = std::iter::successors(Some(error), |error| error.source());
    match causes.filter_map(|cause| cause.downcast_ref()).next()? {
        Held::TooSlow => Some(Error::TooSlow),
        Held::Busy => Some(Error::Busy { retry_after_s: RETRY_AFTER_S }),
        Held::Broken(_) => None,
    }
}

/// Gives a request's body its deadlines, and an upload its turn.
pub(crate) async fn pace(
    State((limits, uploads)): State<(ConnectionLimits, Arc<Uploads>)>,
    request: Request,
    next: Next,
) -> Response {
    if request.body().is_end_stream() {
        return next.run(request).await;
    }
    let large = declared_length(request.headers()).is_none_or(|length| length > SMALL);
    // The turn moves with the body, and is returned here when the body has been read.
    let (keep, kept) = oneshot::channel();
    let request = request.map(|body| {
        let waits = async move {
            if large {
                // When the receiver is gone, the request has been answered already.
                let _ = keep.send(uploads.turn().await?);
            }
            Ok(paced(body, &limits))
        };
        Body::from_stream(stream::once(waits).flat_map(|body| match body {
            Ok(body) => body.boxed(),
            Err(held) => stream::iter([Err(held)]).boxed(),
        }))
    });
    let answer = next.run(request).await;
    drop(kept);
    answer
}

/// The `Content-Length` of a body; none when it is sent in chunks.
pub(crate) fn declared_length(headers: &HeaderMap) -> Option<u64> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// The pieces of a body, each of which has to come in time, and all of them too.
fn paced(body: Body, limits: &ConnectionLimits) -> impl stream::Stream<Item = Result<axum::body::Bytes, Held>> + use<> {
    let (between, end) = (limits.body_piece, Instant::now() + limits.body);
    stream::unfold(Some(body.into_data_stream()), move |pieces| async move {
        let mut pieces = pieces?;
        match timeout_at(end.min(Instant::now() + between), pieces.next()).await {
            Ok(Some(piece)) => Some((piece.map_err(Held::Broken), Some(pieces))),
            Ok(None) => None,
            Err(_) => Some((Err(Held::TooSlow), None)),
        }
    })
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;

    use super::*;

    #[tokio::test]
    async fn the_queue_is_bounded_and_frees_its_places() {
        let uploads = Arc::new(Uploads::default());
        let mut turns = Vec::new();
        for _ in 0..AT_ONCE {
            turns.push(uploads.turn().await.unwrap());
        }
        let mut waiting = Vec::new();
        for _ in 0..WAITING {
            let uploads = uploads.clone();
            let mut turn = Box::pin(async move { uploads.turn().await });
            assert!((&mut turn).now_or_never().is_none());
            waiting.push(turn);
        }
        assert!(matches!(uploads.turn().await, Err(Held::Busy)));
        // A caller that gives up frees a place, and one that has finished frees a turn.
        drop(waiting.pop());
        turns.clear();
        for turn in waiting {
            drop(turn.await.unwrap());
        }
        assert_eq!(uploads.waiting.load(Ordering::Relaxed), 0);
        drop(uploads.turn().await.unwrap());
    }
}
