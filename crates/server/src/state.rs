//! What every request can reach.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use domain::time::Timestamp;
use store::Store;
use store::demonstrations::MostDemonstrations;
use store::outbox::Channel;
use uuid::Uuid;

use crate::auth::origin::Origins;
use crate::auth::password::{Cost, Passwords};
use crate::bodies::Uploads;
use crate::clock::{Clock, Entropy};
use crate::connections::{self, Limits, Places};
use crate::delivery::{Delivery, SlackSink};
use crate::live::Hub;
use crate::metrics::Metrics;
use crate::slack::client::Slack;
use crate::starter::Starter;
use crate::survey::Pool;
use crate::survey::keys::KeySource;
use crate::throttle::{SignIns, Throttle};
use crate::vault::Vault;

/// The running server's parts, shared by all requests.
pub type AppState = Arc<App>;

/// What a server is made from.
pub struct Parts {
    /// What is kept.
    pub store: Arc<dyn Store>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub entropy: Arc<dyn Entropy>,
    /// The address that others can open, such as `https://ready.example`; without a slash at its end.
    pub public_url: String,
    /// From which pages requests may come that change something.
    pub origins: Origins,
    /// How many demonstrations may be alive at once; without it there are none.
    pub demonstrations: Option<MostDemonstrations>,
    /// Whether the last hop of `X-Forwarded-For` names the client.
    pub trust_proxy: bool,
    /// How much work a password is.
    pub password_cost: Cost,
    /// The pack that ships with the product.
    pub starter: Starter,
    /// The installation's key.
    pub vault: Vault,
    /// How messages are sent.
    pub delivery: Delivery,
    /// Where Slack's API is.
    pub slack_api: String,
    /// Where the keys of survey rounds come from.
    pub keys: Arc<dyn KeySource>,
    /// How many connections there may be, and how long they may take.
    pub limits: Limits,
}

/// The running server's parts.
pub struct App {
    /// What is kept.
    pub store: Arc<dyn Store>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub entropy: Arc<dyn Entropy>,
    /// The address that others can open, without a slash at its end.
    pub public_url: String,
    pub(crate) origins: Origins,
    pub(crate) demonstrations: Option<MostDemonstrations>,
    /// The live workshops.
    pub hub: Hub,
    /// What is counted.
    pub metrics: Metrics,
    pub(crate) trust_proxy: bool,
    pub(crate) limits: Limits,
    /// The clients of a trusted proxy.
    pub(crate) clients: Arc<Places>,
    pub(crate) uploads: Uploads,
    pub(crate) passwords: Passwords,
    pub(crate) throttle: Throttle,
    pub(crate) sign_ins: SignIns,
    pub(crate) starter: Starter,
    /// What encrypts secrets of other services, and makes links that are not stored.
    pub vault: Vault,
    pub(crate) delivery: Delivery,
    /// Slack's API.
    pub slack: Slack,
    /// Where the keys of survey rounds come from.
    pub keys: Arc<dyn KeySource>,
    /// The ballots that wait.
    pub pool: Pool,
    stopping: AtomicBool,
}

impl App {
    /// Puts a server together; nothing listens yet.
    #[must_use]
    pub fn new(parts: Parts) -> AppState {
        let Parts {
            store,
            clock,
            entropy,
            public_url,
            origins,
            demonstrations,
            trust_proxy,
            password_cost,
            starter,
            vault,
            delivery,
            slack_api,
            keys,
            limits,
        } = parts;
        let metrics = Metrics::default();
        Arc::new(Self {
            hub: Hub::new(store.clone(), clock.clone(), entropy.clone(), metrics.clone()),
            passwords: Passwords::new(password_cost, entropy.clone()),
            throttle: Throttle::default(),
            sign_ins: SignIns::default(),
            clients: connections::clients(&limits),
            limits,
            uploads: Uploads::default(),
            slack: Slack::new(&slack_api),
            pool: Pool::new(&*entropy),
            keys,
            stopping: AtomicBool::new(false),
            public_url: public_url.trim_end_matches('/').to_owned(),
            origins,
            demonstrations,
            store,
            clock,
            entropy,
            metrics,
            trust_proxy,
            starter,
            vault,
            delivery: delivery.with(Channel::Slack, Arc::new(SlackSink)),
        })
    }

    /// The present time.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// A new id: a UUID of version 7.
    #[must_use]
    pub fn new_id(&self) -> Uuid {
        crate::clock::new_id(&*self.clock, &*self.entropy)
    }

    /// Whether the server is about to go down.
    #[must_use]
    pub fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Relaxed)
    }

    pub(crate) fn stop(&self) {
        self.stopping.store(true, Ordering::Relaxed);
    }
}
