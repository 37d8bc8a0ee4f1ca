//! Long computations, beside the rooms and off the threads that serve: a few threads of low priority, with a bounded queue
//! that is fair among teams.
//!
//! A computation is a pure function of its inputs, which are its key. Callers with the same key share one computation, and
//! finished results are kept while there is room for them. Every caller waits until its own deadline at most. When the last
//! one has gone, the computation leaves the queue, or is asked to stop if it runs already.

mod cache;
mod queue;
#[cfg(test)]
mod tests;

use std::any::{Any, TypeId};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use domain::id::TeamId;
use serde::Serialize;
use sha2::{Digest, Sha256};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use self::cache::ResultCache;
use self::queue::FairQueue;
use crate::error::{Error, Result as ServerResult};
use crate::metrics::Metrics;

/// The kinds of computations. Their names are labels of metrics.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ComputationKind {
    /// The trend of a survey, drawn as a PNG.
    TrendPicture,
    /// Cards to print, as a PDF.
    CardsPdf,
}

impl ComputationKind {
    fn name(self) -> &'static str {
        match self {
            Self::TrendPicture => "trend_picture",
            Self::CardsPdf => "cards_pdf",
        }
    }
}

/// What identifies a computation: equal keys mean equal results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ComputationKey {
    kind: ComputationKind,
    inputs: [u8; 32],
}

impl ComputationKey {
    /// The key of a computation with these inputs.
    pub fn new(kind: ComputationKind, inputs: &impl Serialize) -> ServerResult<Self> {
        let inputs = serde_json::to_vec(inputs)
            .map_err(|error| Error::Internal(format!("inputs of {}: {error}", kind.name())))?;
        Ok(Self { kind, inputs: Sha256::digest(&inputs).into() })
    }
}

/// A request for a result.
#[derive(Clone, Copy, Debug)]
pub struct ComputationRequest {
    /// The kind and the inputs.
    pub key: ComputationKey,
    /// The team: teams take turns.
    pub team: TeamId,
    /// How long the caller waits at most.
    pub deadline: Duration,
}

/// A result that can be shared and kept.
pub trait Computed: Send + Sync + 'static {
    /// Its size in memory, in bytes.
    fn size(&self) -> usize;
}

impl Computed for Vec<u8> {
    fn size(&self) -> usize {
        self.len()
    }
}

/// Why there is no result.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ComputationError {
    /// Too many computations are waiting, of this team or of all.
    #[error("too many computations are waiting")]
    Full,
    /// The deadline has passed.
    #[error("the computation took too long")]
    Late,
    /// No caller waits any more.
    #[error("the computation was cancelled")]
    Cancelled,
    /// The computation failed, with a text for the log.
    #[error("{0}")]
    Broken(String),
}

impl From<ComputationError> for Error {
    fn from(failure: ComputationError) -> Self {
        match failure {
            ComputationError::Full | ComputationError::Late | ComputationError::Cancelled => {
                Self::Overloaded { retry_after_s: 10 }
            }
            ComputationError::Broken(text) => Self::Internal(text),
        }
    }
}

/// Shows a running computation whether a caller still waits for it. Long computations check it often.
pub struct Cancellation(CancellationToken);

impl Cancellation {
    /// Fails when no caller waits any more.
    pub fn check(&self) -> Result<(), ComputationError> {
        if self.0.is_cancelled() { Err(ComputationError::Cancelled) } else { Ok(()) }
    }
}

/// How much is computed and kept at once.
#[derive(Clone, Debug)]
pub struct ComputationLimits {
    /// How many computations run at once.
    pub threads: usize,
    /// How many computations wait, of all teams.
    pub waiting: usize,
    /// How many of them may be of the same team.
    pub waiting_of_team: usize,
    /// How many bytes of finished results are kept.
    pub kept_bytes: usize,
}

impl Default for ComputationLimits {
    /// Leaves one processor to requests and rooms where there are several.
    fn default() -> Self {
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        Self {
            threads: processors.saturating_sub(1).clamp(1, 8),
            waiting: 64,
            waiting_of_team: 16,
            kept_bytes: 4 * 1024 * 1024,
        }
    }
}

type Value = Arc<dyn Any + Send + Sync>;
/// A finished computation, with the size of its result.
type Finished = Result<(Value, usize), ComputationError>;
/// The type of a result belongs to its identity, so that a result always has the type that its callers expect.
type Id = (TypeId, ComputationKey);

/// The pool. Clones are the same pool.
#[derive(Clone)]
pub struct Computations(Arc<Pool>);

struct Pool {
    limits: ComputationLimits,
    metrics: Metrics,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// How many threads compute.
    threads: usize,
    queue: FairQueue<Job>,
    /// The waiting and running computations.
    pending: BTreeMap<Id, Pending>,
    kept: ResultCache<Id, Value>,
    /// The number of the latest computation: a cancelled one and its successor have the same key.
    latest: u64,
}

struct Job {
    id: Id,
    number: u64,
    cancelled: CancellationToken,
    work: Box<dyn FnOnce(&Cancellation) -> Finished + Send>,
}

struct Pending {
    number: u64,
    team: TeamId,
    waiters: usize,
    cancelled: CancellationToken,
    finished: watch::Sender<Option<Finished>>,
}

impl Computations {
    /// A pool in which nothing runs.
    #[must_use]
    pub fn new(limits: ComputationLimits, metrics: Metrics) -> Self {
        Self(Arc::new(Pool { limits, metrics, state: Mutex::default() }))
    }

    /// How many computations run or wait.
    #[must_use]
    pub fn pending(&self) -> usize {
        self.lock().pending.len()
    }

    /// The result of a computation: kept from before, of a computation under way with the same key, or of `work`, which asks
    /// the [`Cancellation`] whether to go on. Dropping the future gives the result up.
    pub async fn compute<T: Computed>(
        &self,
        request: ComputationRequest,
        work: impl FnOnce(&Cancellation) -> Result<T, ComputationError> + Send + 'static,
    ) -> Result<Arc<T>, ComputationError> {
        let id = (TypeId::of::<T>(), request.key);
        let work = move |cancellation: &Cancellation| {
            work(cancellation).map(|result| {
                let size = result.size();
                (Arc::new(result) as Value, size)
            })
        };
        let value = match self.find_or_enqueue(id, request.team, Box::new(work)) {
            Ok(Found::Kept(value)) => {
                self.count(request.key.kind, "kept");
                value
            }
            Ok(Found::Waiter(waiter)) => waiter.wait(request.deadline).await?,
            Err(failure) => {
                self.count(request.key.kind, "refused");
                return Err(failure);
            }
        };
        Ok(value.downcast().expect("the type is part of the id"))
    }

    fn find_or_enqueue(
        &self,
        id: Id,
        team: TeamId,
        work: Box<dyn FnOnce(&Cancellation) -> Finished + Send>,
    ) -> Result<Found, ComputationError> {
        let mut state = self.lock();
        if let Some(value) = state.kept.get(&id) {
            return Ok(Found::Kept(value));
        }
        let waiter = |pending: &Pending| Waiter {
            pool: self.clone(),
            id,
            number: pending.number,
            finished: pending.finished.subscribe(),
            outcome: "dropped",
        };
        if let Some(pending) = state.pending.get_mut(&id) {
            pending.waiters += 1;
            return Ok(Found::Waiter(waiter(pending)));
        }
        if state.queue.len() >= self.0.limits.waiting || state.queue.team_len(team) >= self.0.limits.waiting_of_team {
            return Err(ComputationError::Full);
        }
        state.latest += 1;
        let (number, cancelled) = (state.latest, CancellationToken::new());
        if state.threads < self.0.limits.threads {
            let pool = self.clone();
            let thread = std::thread::Builder::new().name("computation".into()).spawn(move || pool.run());
            thread.map_err(|error| ComputationError::Broken(format!("starting a thread: {error}")))?;
            state.threads += 1;
        }
        state.queue.push(team, Job { id, number, cancelled: cancelled.clone(), work });
        let pending = Pending { number, team, waiters: 1, cancelled, finished: watch::Sender::new(None) };
        let found = Found::Waiter(waiter(&pending));
        state.pending.insert(id, pending);
        Ok(found)
    }

    /// Runs what waits until nothing does.
    fn run(&self) {
        lower_priority();
        while let Some(Job { id, number, cancelled, work }) = self.next() {
            let finished = catch_unwind(AssertUnwindSafe(|| work(&Cancellation(cancelled))))
                .unwrap_or_else(|_| Err(ComputationError::Broken(format!("computing {} panicked", id.1.kind.name()))));
            self.finish(id, number, finished);
        }
    }

    fn next(&self) -> Option<Job> {
        let mut state = self.lock();
        let job = state.queue.pop();
        if job.is_none() {
            state.threads -= 1;
        }
        job
    }

    fn finish(&self, id: Id, number: u64, finished: Finished) {
        let mut state = self.lock();
        // A cancelled computation is not pending any more, though another one with its key may be.
        if state.pending.get(&id).is_some_and(|pending| pending.number == number)
            && let Some(pending) = state.pending.remove(&id)
        {
            if let Ok((value, size)) = &finished {
                state.kept.insert(id, value.clone(), *size, self.0.limits.kept_bytes);
            }
            pending.finished.send_replace(Some(finished));
        }
    }

    /// One caller waits no longer.
    fn leave(&self, id: Id, number: u64) {
        let mut state = self.lock();
        let Some(pending) = state.pending.get_mut(&id).filter(|pending| pending.number == number) else { return };
        pending.waiters -= 1;
        if pending.waiters == 0 {
            pending.cancelled.cancel();
            let team = pending.team;
            state.queue.remove(team, |job| job.number == number);
            state.pending.remove(&id);
        }
    }

    fn count(&self, kind: ComputationKind, outcome: &'static str) {
        self.0.metrics.computation(kind.name(), outcome);
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

enum Found {
    Kept(Value),
    Waiter(Waiter),
}

/// A caller that waits for a result.
struct Waiter {
    pool: Computations,
    id: Id,
    number: u64,
    finished: watch::Receiver<Option<Finished>>,
    /// For the metrics.
    outcome: &'static str,
}

impl Waiter {
    async fn wait(mut self, deadline: Duration) -> Result<Value, ComputationError> {
        let finished = tokio::time::timeout(deadline, self.finished.wait_for(Option::is_some)).await;
        let finished = match finished {
            Ok(Ok(finished)) => finished.clone().unwrap_or(Err(ComputationError::Cancelled)),
            Ok(Err(_)) => Err(ComputationError::Cancelled),
            Err(_) => Err(ComputationError::Late),
        };
        self.outcome = match &finished {
            Ok(_) => "done",
            Err(ComputationError::Late) => "late",
            Err(ComputationError::Full | ComputationError::Cancelled | ComputationError::Broken(_)) => "failed",
        };
        finished.map(|(value, _)| value)
    }
}

impl Drop for Waiter {
    fn drop(&mut self) {
        self.pool.leave(self.id, self.number);
        self.pool.count(self.id.1.kind, self.outcome);
    }
}

/// Has requests and rooms go before this thread. Where the system does not let a thread lower its priority, all have the same.
pub fn lower_priority() {
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::process::setpriority_process(Some(rustix::thread::gettid()), 10) {
        tracing::debug!(%error, "a thread that computes keeps its priority");
    }
}
