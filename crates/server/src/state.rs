//! The state that every request can use.

use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use domain::messages::Channel;
use store::Store;
use store::demonstrations::MostDemonstrations;

use crate::auth::origin::Origins;
use crate::ballots::Pool;
use crate::ballots::keys::KeySource;
use crate::bodies::Uploads;
use crate::clock::{Entropy, TimeSource};
use crate::computations::{self, Computations};
use crate::connections::{self, ConnectionLimits, Places};
use crate::delivery::{DeliveryConfig, SlackSink};
use crate::live::Hub;
use crate::metrics::Metrics;
use crate::passwords::{Cost, Passwords};
use crate::scenarios::Starter;
use crate::services::Services;
use crate::slack::client::Slack;
use crate::throttle::{SignIns, Throttle};
use crate::vault::Vault;

/// The running server's parts, shared by all requests.
pub type AppState = Arc<App>;

/// The parts from which a server is built.
pub struct Parts {
    /// The database.
    pub store: Arc<dyn Store>,
    /// The time.
    pub clock: Arc<dyn TimeSource>,
    /// Chance.
    pub entropy: Arc<dyn Entropy>,
    /// The address that others can open, such as `https://ready.example`; without a slash at its end.
    pub public_url: String,
    /// The origins whose pages may send requests that change something.
    pub origins: Origins,
    /// How many demonstrations may be alive at once; without it there are none.
    pub demonstrations: Option<MostDemonstrations>,
    /// Whether the last hop of `X-Forwarded-For` names the client.
    pub trust_proxy: bool,
    /// The cost of hashing a password.
    pub password_cost: Cost,
    /// The pack that ships with the product.
    pub starter: Starter,
    /// The installation's key.
    pub vault: Vault,
    /// How messages are sent.
    pub delivery: DeliveryConfig,
    /// The URL of Slack's API.
    pub slack_api: String,
    /// The source of keys for survey rounds.
    pub keys: Arc<dyn KeySource>,
    /// How many connections there may be, and how long they may take.
    pub limits: ConnectionLimits,
}

/// The running server: what operations work with, and what only requests need.
pub struct App {
    services: Arc<Services>,
    pub(crate) origins: Origins,
    pub(crate) demonstrations: Option<MostDemonstrations>,
    pub(crate) trust_proxy: bool,
    pub(crate) limits: ConnectionLimits,
    /// The clients of a trusted proxy.
    pub(crate) clients: Arc<Places>,
    pub(crate) uploads: Arc<Uploads>,
    pub(crate) starter: Starter,
    /// How messages are sent.
    pub delivery: DeliveryConfig,
    /// Slack's API.
    pub slack: Arc<Slack>,
}

/// A handler gives an operation `&app`, and it gets the services alone.
impl Deref for App {
    type Target = Arc<Services>;

    fn deref(&self) -> &Arc<Services> {
        &self.services
    }
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
        let slack = Arc::new(Slack::new(&slack_api));
        let services = Services {
            hub: Hub::new(store.clone(), clock.clone(), entropy.clone(), metrics.clone()),
            computations: Computations::new(computations::ComputationLimits::default(), metrics.clone()),
            pool: Pool::new(store.clone(), entropy.clone()),
            passwords: Passwords::new(password_cost, entropy.clone()),
            throttle: Throttle::default(),
            sign_ins: SignIns::default(),
            sends_mail: delivery.sinks.contains_key(&Channel::Mail),
            public_url: public_url.trim_end_matches('/').to_owned(),
            stopping: AtomicBool::new(false),
            keys,
            store,
            clock,
            entropy,
            metrics,
            vault,
        };
        Arc::new(Self {
            clients: connections::clients(&limits),
            limits,
            uploads: Arc::default(),
            origins,
            demonstrations,
            trust_proxy,
            starter,
            delivery: delivery.with(Channel::Slack, Arc::new(SlackSink::new(slack.clone()))),
            slack,
            services: Arc::new(services),
        })
    }
}
