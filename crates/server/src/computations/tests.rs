use std::future::Future;
use std::sync::mpsc;
use std::task::{Context, Poll, Waker};

use uuid::Uuid;

use super::*;

const LIMITS: ComputationLimits = ComputationLimits { threads: 1, waiting: 4, waiting_of_team: 3, kept_bytes: 100 };

fn pool(limits: ComputationLimits) -> Computations {
    Computations::new(limits, Metrics::default())
}

fn request(team: u128, inputs: u32) -> ComputationRequest {
    let key = ComputationKey::new(ComputationKind::TrendPicture, &inputs).unwrap();
    ComputationRequest { key, team: TeamId(Uuid::from_u128(team)), deadline: Duration::from_secs(60) }
}

/// Lets a future begin.
fn begin<F: Future>(future: F) -> std::pin::Pin<Box<F>> {
    let mut future = Box::pin(future);
    assert!(matches!(future.as_mut().poll(&mut Context::from_waker(Waker::noop())), Poll::Pending));
    future
}

/// A computation that holds the only thread until the sender is dropped.
fn hold(pool: &Computations) -> (mpsc::Sender<()>, impl Future<Output = Result<Arc<Vec<u8>>, ComputationError>>) {
    let (release, held) = mpsc::channel::<()>();
    let (started, running) = mpsc::channel();
    let pool = pool.clone();
    let holding = begin(async move {
        let work = move |_: &Cancellation| {
            started.send(()).unwrap();
            let _ = held.recv();
            Ok(vec![0])
        };
        pool.compute(request(0, 0), work).await
    });
    running.recv().unwrap();
    (release, holding)
}

#[tokio::test]
async fn the_same_inputs_are_computed_once_and_the_result_is_kept() {
    let pool = pool(LIMITS);
    let (release, holding) = hold(&pool);
    let (count, counted) = mpsc::channel();
    let compute = |team| {
        let count = count.clone();
        pool.compute(request(team, 1), move |_| {
            count.send(()).unwrap();
            Ok(vec![1, 2, 3])
        })
    };
    let (first, second) = (begin(compute(1)), begin(compute(2)));
    drop(release);
    assert_eq!(*holding.await.unwrap(), [0]);
    let (first, second) = (first.await.unwrap(), second.await.unwrap());
    assert!(Arc::ptr_eq(&first, &second));
    assert!(Arc::ptr_eq(&first, &compute(3).await.unwrap()));
    assert_eq!(counted.try_iter().count(), 1);
    assert_eq!(pool.pending(), 0);
}

#[tokio::test]
async fn the_oldest_results_are_dropped_when_space_runs_out() {
    let pool = pool(LIMITS);
    let (count, counted) = mpsc::channel();
    let compute = async |inputs: u32, size: usize| {
        let count = count.clone();
        let work = move |_: &Cancellation| {
            count.send(inputs).unwrap();
            Ok(vec![0; size])
        };
        pool.compute(request(1, inputs), work).await.unwrap();
    };
    compute(1, 40).await;
    compute(2, 40).await;
    compute(1, 40).await;
    compute(3, 40).await;
    compute(1, 40).await;
    compute(4, 101).await;
    compute(1, 40).await;
    compute(4, 101).await;
    compute(2, 40).await;
    assert_eq!(counted.try_iter().collect::<Vec<_>>(), [1, 2, 3, 4, 4, 2]);
}

#[tokio::test]
async fn teams_take_turns() {
    let pool = pool(LIMITS);
    let (release, _holding) = hold(&pool);
    let (ran, order) = mpsc::channel();
    let compute = |team: u128, inputs| {
        let ran = ran.clone();
        begin(pool.compute(request(team, inputs), move |_| {
            ran.send(inputs).unwrap();
            Ok(vec![0])
        }))
    };
    let waiting = [compute(1, 11), compute(1, 12), compute(1, 13), compute(2, 21)];
    drop(release);
    for one in waiting {
        one.await.unwrap();
    }
    assert_eq!(order.try_iter().collect::<Vec<_>>(), [11, 21, 12, 13]);
}

#[tokio::test]
async fn a_full_queue_refuses_and_a_cancelled_caller_frees_a_place() {
    let pool = pool(LIMITS);
    let (_release, _holding) = hold(&pool);
    let compute = |team: u128, inputs| pool.compute(request(team, inputs), |_| Ok(vec![0]));
    let mut of_one: Vec<_> = (1..=3).map(|inputs| begin(compute(1, inputs))).collect();
    assert_eq!(compute(1, 4).await, Err(ComputationError::Full), "a team has its share");
    let of_another = begin(compute(2, 21));
    assert_eq!(compute(3, 31).await, Err(ComputationError::Full), "the queue is bounded");
    let shared = begin(compute(3, 21));
    drop(of_one.remove(1));
    let of_third = begin(compute(3, 31));
    drop(of_another);
    assert_eq!(pool.pending(), 5, "one caller still waits for what another one gave up");
    drop((shared, of_third, of_one));
    assert_eq!(pool.pending(), 1, "only what runs is left");
}

#[tokio::test]
async fn a_computation_without_waiting_callers_stops() {
    let pool = pool(LIMITS);
    let (ended, end) = mpsc::channel();
    let (started, running) = mpsc::channel();
    let work = move |cancellation: &Cancellation| {
        started.send(()).unwrap();
        while cancellation.check().is_ok() {
            std::thread::yield_now();
        }
        ended.send(()).unwrap();
        cancellation.check().map(|()| vec![0])
    };
    let waiting = begin(pool.compute(request(1, 1), work));
    running.recv().unwrap();
    drop(waiting);
    end.recv().unwrap();
    let again = pool.compute(request(1, 1), |_| Ok(vec![7])).await;
    assert_eq!(*again.unwrap(), [7], "a cancelled computation leaves nothing to those who come later");
}

#[tokio::test]
async fn a_caller_past_its_deadline_gets_no_result() {
    let pool = pool(LIMITS);
    let (_release, _holding) = hold(&pool);
    let patient = begin(pool.compute(request(2, 1), |_| Ok(vec![0])));
    let hasty = ComputationRequest { deadline: Duration::ZERO, ..request(1, 1) };
    assert_eq!(pool.compute(hasty, |_| Ok(vec![0])).await, Err(ComputationError::Late));
    assert_eq!(pool.pending(), 2, "the other one waits on");
    drop(patient);
    assert_eq!(pool.pending(), 1);
}

#[tokio::test]
async fn a_panic_ends_only_its_own_computation() {
    let pool = pool(LIMITS);
    let broken = pool.compute(request(1, 1), |_| -> Result<Vec<u8>, ComputationError> { panic!("a bug") }).await;
    assert_eq!(broken, Err(ComputationError::Broken("computing trend_picture panicked".into())));
    assert_eq!(*pool.compute(request(1, 1), |_| Ok(vec![7])).await.unwrap(), [7], "a failure is not kept");
}

#[test]
fn outcomes_are_counted() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    let metrics = Metrics::default();
    let pool = Computations::new(LIMITS, metrics.clone());
    for _ in 0..2 {
        runtime.block_on(pool.compute(request(1, 1), |_| Ok(vec![7]))).unwrap();
    }
    let text = metrics.text();
    for outcome in ["done", "kept"] {
        let line = format!("readyroom_computations_total{{kind=\"trend_picture\",outcome=\"{outcome}\"}} 1");
        assert!(text.contains(&line), "{line} in {text}");
    }
}
