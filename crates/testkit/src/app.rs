//! A real server on a port of its own, with its own database and a clock moved by hand.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use api::account::{AcceptInvitation, NewAccount, SetUp};
use api::team::NewInvitation;
use api::workshop::Join;
use axum::Router;
use domain::id::WorkshopId;
use server::auth::origin::Origins;
use server::connections::ConnectionLimits;
use server::demonstrations;
use server::passwords::Cost;
use server::{App, AppState, DeliveryConfig, Listeners, Parts, Starter, Vault};
use store::demonstrations::MostDemonstrations;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::client::Client;
use crate::deterministic::{ManualClock, SeededEntropy};
use crate::keys::PooledKeys;
use crate::slack::SlackStandIn;

/// Which database a server keeps everything in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Database {
    /// A file of its own.
    Sqlite,
    /// A database of its own in the tests' cluster.
    Postgres,
}

/// A running server. It ends with the test.
pub struct TestApp {
    /// Where it listens.
    pub address: SocketAddr,
    /// Its services, for checks that HTTP does not offer.
    pub app: AppState,
    /// Its clock.
    pub clock: Arc<ManualClock>,
    /// The address of its database, as `store::open` takes it.
    pub database: String,
    clients: AtomicU32,
    stop: Option<oneshot::Sender<()>>,
    serving: Option<JoinHandle<std::io::Result<()>>>,
    _data: TempDir,
}

/// The settings of a test server.
pub struct Settings {
    /// How messages are sent.
    pub delivery: DeliveryConfig,
    /// Where Slack's API is.
    pub slack_api: String,
    /// The address under which people open it; its own when none is given.
    pub public_url: Option<String>,
    /// How many demonstrations may be alive at once, if there are any.
    pub demonstrations: Option<MostDemonstrations>,
    /// How many connections there may be, and how long they may take.
    pub limits: ConnectionLimits,
    /// Whether the server reads client addresses from `X-Forwarded-For`, as behind a proxy.
    pub trust_proxy: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            delivery: DeliveryConfig::default(),
            slack_api: UNREACHED.to_owned(),
            public_url: None,
            demonstrations: Some(demonstrations::MOST),
            limits: ConnectionLimits::default(),
            // Every client has an address of its own this way, so that limits do not mix tests up.
            trust_proxy: true,
        }
    }
}

/// The password of everybody.
pub const PASSWORD: &str = "correct horse battery";
/// Slack's API for servers without a stand-in: nothing listens there.
const UNREACHED: &str = "http://127.0.0.1:9/api";

impl TestApp {
    /// Starts a server on SQLite.
    pub async fn start() -> Self {
        Self::start_on(Database::Sqlite).await
    }

    /// Starts a server.
    pub async fn start_on(database: Database) -> Self {
        Self::start_with(database, DeliveryConfig::default()).await
    }

    /// Starts a server that sends messages with what is given, whenever `server::delivery::tick` is called.
    pub async fn start_with(database: Database, delivery: DeliveryConfig) -> Self {
        Self::launch(database, Settings { delivery, ..Settings::default() }).await
    }

    /// Starts a server that people reach without a proxy, with other limits for connections.
    pub async fn start_within(limits: ConnectionLimits) -> Self {
        Self::start_as(Settings { limits, trust_proxy: false, ..Settings::default() }).await
    }

    /// Starts a server for which a stand-in is Slack.
    pub async fn start_beside(slack: &SlackStandIn) -> Self {
        Self::launch(Database::Sqlite, Settings { slack_api: slack.api(), ..Settings::default() }).await
    }

    /// Starts a server on SQLite that is different from the usual one.
    pub async fn start_as(settings: Settings) -> Self {
        Self::launch(Database::Sqlite, settings).await
    }

    async fn launch(database: Database, settings: Settings) -> Self {
        let data = tempfile::tempdir().expect("there is room for a folder");
        let database = match database {
            Database::Sqlite => format!("sqlite:{}", data.path().join("test.db").display()),
            Database::Postgres => crate::postgres::database().await,
        };
        let clock = Arc::new(ManualClock::default());
        let (clients, serving) =
            (AtomicU32::new(1), Serving::start(&database, clock.clone(), "127.0.0.1:0", 1, settings).await);
        let Serving { address, app, stop, task } = serving;
        Self { address, app, clock, database, clients, stop: Some(stop), serving: Some(task), _data: data }
    }

    /// Stops it as an administrator would, and starts it again on the same database, at the same address.
    ///
    /// # Panics
    /// When somebody took the port meanwhile.
    pub async fn restarted(mut self) -> Self {
        self.stop().await;
        // Another seed: what is random is not the same after a start.
        let serving =
            Serving::start(&self.database, self.clock.clone(), &self.address.to_string(), 2, Settings::default()).await;
        let Serving { address, app, stop, task } = serving;
        Self { address, app, stop: Some(stop), serving: Some(task), ..self }
    }

    /// A browser without any cookies, at an address of its own.
    pub fn client(&self) -> Client {
        Client::new(self.address, self.new_address())
    }

    /// A second browser with the same cookies, at an address of its own.
    pub fn twin(&self, of: &Client) -> Client {
        of.twin(self.new_address())
    }

    /// A second browser with the same cookies, whose proxy writes `forwarded` into `X-Forwarded-For`.
    pub fn twin_behind(&self, of: &Client, forwarded: &str) -> Client {
        of.twin(forwarded.to_owned())
    }

    fn new_address(&self) -> String {
        let number = self.clients.fetch_add(1, Ordering::SeqCst).to_be_bytes();
        format!("10.{}.{}.{}", number[1], number[2], number[3])
    }

    /// Sets the server up and returns the first owner, Olive, signed in.
    pub async fn owner(&self) -> Client {
        let link = server::accounts::set_up_link(&self.app)
            .await
            .expect("the store works")
            .expect("the server is not set up yet");
        let mut client = self.client();
        let wanted = SetUp {
            token: link.trim_start_matches("/setup/").to_owned(),
            name: "Olive".into(),
            email: "olive@example.com".into(),
            password: PASSWORD.into(),
            team: "Payments".into(),
        };
        client.set_account(client.post("/api/setup", &wanted).await.expect(201).json());
        client
    }

    /// Has an owner invite somebody new into their team, and returns them, signed in.
    pub async fn member(&self, owner: &Client, name: &str) -> Client {
        let link = format!("/api/teams/{}/invitations", owner.team());
        let invitation: NewInvitation = owner.post(&link, &()).await.expect(201).json();
        let token = invitation.link.rsplit('/').next().expect("a link has a path").to_owned();
        let mut client = self.client();
        let email = format!("{}@example.com", name.to_lowercase());
        let account = NewAccount { name: name.into(), email, password: PASSWORD.into() };
        let wanted = AcceptInvitation { account: Some(account) };
        let accepted = client.post(&format!("/api/invitations/{token}"), &wanted).await.expect(201);
        client.set_account(accepted.json());
        let _ = owner.delete(&format!("{link}/{}", invitation.id)).await.expect(204);
        client
    }

    /// Joins an open workshop as a guest.
    pub async fn guest(&self, code: &str, name: &str) -> Client {
        let mut client = self.client();
        let joined = client.post(&format!("/api/join/{code}"), &Join::Guest { name: name.into() }).await.expect(201);
        client.set_seat(joined.json());
        client
    }

    /// The code with which guests join a workshop.
    pub async fn join_code(&self, workshop: WorkshopId) -> String {
        let row = self.app.store.workshop(workshop).await.expect("the store works").expect("it is there");
        row.projection.join_code.expect("it is not closed")
    }

    /// Stops it as an administrator would, and waits until it has ended.
    pub async fn stop(&mut self) {
        if let (Some(stop), Some(serving)) = (self.stop.take(), self.serving.take()) {
            let _ = stop.send(());
            serving.await.expect("serving does not panic").expect("it ends well");
        }
    }
}

/// A server that has just begun to listen.
struct Serving {
    address: SocketAddr,
    app: AppState,
    stop: oneshot::Sender<()>,
    task: JoinHandle<std::io::Result<()>>,
}

impl Serving {
    async fn start(database: &str, clock: Arc<ManualClock>, listen: &str, seed: u64, settings: Settings) -> Self {
        let store = store::open(database).await;
        let listener = TcpListener::bind(listen).await.expect("a port is free");
        let address = listener.local_addr().expect("it listens");
        let app = App::new(Parts {
            store: store.expect("a database opens"),
            clock,
            entropy: Arc::new(SeededEntropy::new(seed)),
            public_url: settings.public_url.unwrap_or_else(|| format!("http://{address}")),
            origins: Origins::PublicUrl,
            demonstrations: settings.demonstrations,
            trust_proxy: settings.trust_proxy,
            password_cost: Cost::CHEAP,
            starter: starter(),
            vault: Vault::new([5; 32]),
            delivery: settings.delivery,
            slack_api: settings.slack_api,
            keys: Arc::new(PooledKeys::default()),
            limits: settings.limits,
        });
        let (stop, stopped) = oneshot::channel();
        let listeners = Listeners { http: listener, certificates: None, metrics: None };
        let task = tokio::spawn(server::serve(app.clone(), listeners, Router::new(), async {
            let _ = stopped.await;
        }));
        Self { address, app, stop, task }
    }
}

/// The starter pack, read from its folder.
fn starter() -> Starter {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios/starter");
    let files = std::fs::read_dir(folder).expect("the starter pack is there");
    let files: Vec<(String, Vec<u8>)> = files
        .map(|entry| {
            let entry = entry.expect("it can be read");
            let bytes = std::fs::read(entry.path()).expect("it can be read");
            (entry.file_name().to_string_lossy().into_owned(), bytes)
        })
        .collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    Starter::parse(&files).expect("the starter pack has no faults")
}
