//! What ends connections from outside: a permission that is revoked, and the server's stop. Each open connection waits for its own
//! ending, which costs nothing until it comes, and which it also notices while it waits for its client to read.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard};

use tokio::sync::oneshot;

use super::{ConnectingClient, Revocation};

/// Why a connection is over, though its room and its client would go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// What let its person in was revoked.
    Revoked,
    /// The server stops.
    Restart,
}

/// The endings of all open connections.
#[derive(Default)]
pub(super) struct Endings {
    awaited: Mutex<Awaited>,
}

#[derive(Default)]
struct Awaited {
    stopping: bool,
    last: u64,
    by_number: HashMap<u64, (ConnectingClient, oneshot::Sender<Ending>)>,
}

/// The ending of one connection. It is not waited for any more when this is dropped.
pub(super) struct AwaitedEnding {
    endings: Arc<Endings>,
    number: u64,
    ending: oneshot::Receiver<Ending>,
}

impl Endings {
    /// Notes a connection, which learns of everything that ends it from now on, and of a stop before.
    pub(super) fn expect(self: &Arc<Self>, client: ConnectingClient) -> AwaitedEnding {
        let (sender, ending) = oneshot::channel();
        let mut awaited = self.awaited();
        awaited.last += 1;
        let number = awaited.last;
        if awaited.stopping {
            end(sender, Ending::Restart);
        } else {
            awaited.by_number.insert(number, (client, sender));
        }
        AwaitedEnding { endings: self.clone(), number, ending }
    }

    /// Ends the connections whose permission was revoked.
    pub(super) fn revoke(&self, revocation: Revocation) {
        let is_meant = |_: &u64, (client, _): &mut (ConnectingClient, _)| client.is_meant_by(revocation);
        let ended: Vec<_> = self.awaited().by_number.extract_if(is_meant).collect();
        ended.into_iter().for_each(|(_, (_, sender))| end(sender, Ending::Revoked));
    }

    /// Ends all connections, and those that open later.
    pub(super) fn stop(&self) {
        let mut awaited = self.awaited();
        awaited.stopping = true;
        let ended = std::mem::take(&mut awaited.by_number);
        drop(awaited);
        ended.into_values().for_each(|(_, sender)| end(sender, Ending::Restart));
    }

    pub(super) fn is_stopping(&self) -> bool {
        self.awaited().stopping
    }

    fn awaited(&self) -> MutexGuard<'_, Awaited> {
        self.awaited.lock().expect("no code panics while it holds this lock")
    }
}

fn end(sender: oneshot::Sender<Ending>, ending: Ending) {
    // An error means that the connection has ended by itself.
    let _ = sender.send(ending);
}

impl AwaitedEnding {
    /// Ready when the connection is to end.
    pub(super) async fn wait(&mut self) -> Ending {
        // The sender is only dropped after it has sent.
        (&mut self.ending).await.unwrap_or(Ending::Restart)
    }
}

impl Drop for AwaitedEnding {
    fn drop(&mut self) {
        self.endings.awaited().by_number.remove(&self.number);
    }
}

#[cfg(test)]
mod tests {
    use domain::id::{PersonId, TeamId, WorkshopId};
    use domain::workshop::{Actor, Standing};
    use futures_util::FutureExt;
    use uuid::Uuid;

    use super::*;
    use crate::live::Pass;

    fn client(person: u128, token: u8) -> ConnectingClient {
        ConnectingClient {
            workshop: WorkshopId(Uuid::nil()),
            team: TeamId(Uuid::from_u128(1)),
            actor: Actor { person: PersonId(Uuid::from_u128(person)), standing: Standing::Member },
            pass: Pass::Session([token; 32]),
        }
    }

    #[test]
    fn a_revocation_ends_those_that_it_means_and_a_stop_all() {
        let endings = Arc::new(Endings::default());
        let [mut mei, mut mei_elsewhere, mut jonas] =
            [(1, 1), (1, 2), (2, 3)].map(|(person, token)| endings.expect(client(person, token)));
        endings.revoke(Revocation::Session([1; 32]));
        assert_eq!(mei.wait().now_or_never(), Some(Ending::Revoked));
        assert_eq!(mei_elsewhere.wait().now_or_never(), None);
        endings.revoke(Revocation::Person(PersonId(Uuid::from_u128(1))));
        assert_eq!(mei_elsewhere.wait().now_or_never(), Some(Ending::Revoked));
        assert_eq!(jonas.wait().now_or_never(), None);
        drop(endings.expect(client(3, 4)));
        assert_eq!(endings.awaited().by_number.len(), 1, "who is gone is forgotten");
        endings.stop();
        assert_eq!(jonas.wait().now_or_never(), Some(Ending::Restart));
        assert_eq!(endings.expect(client(2, 3)).wait().now_or_never(), Some(Ending::Restart), "too late");
    }
}
