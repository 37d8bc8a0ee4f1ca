//! `readyroom serve`.

use std::fs::{File, TryLockError};
use std::io::{ErrorKind, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, anyhow, bail};
use server::auth::origin::Origins;
use server::ballots::keys::FreshKeys;
use server::connections::ConnectionLimits;
use server::demonstrations;
use server::passwords::Cost;
use server::{App, Listeners, Parts};
use store::Store;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;

use crate::arguments::{DatabaseArguments, LogFormat, ServeArguments, Switch};
use crate::machine::{SystemClock, SystemEntropy, connections, network_address};
use crate::{pages, sending, tls, vault};

/// Serves until the process is asked to end.
pub(crate) async fn serve(serve: ServeArguments) -> anyhow::Result<()> {
    log(serve.log_format);
    // Held until the end: two servers would not know of each other's live workshops.
    let lock = match serve.database.database_url {
        Some(_) => None,
        None => Some(lock(&serve.database.data)?),
    };
    let store = open(&serve.database).await?;
    let http = bind(serve.listen, "--listen").await?;
    let metrics = match serve.metrics_listen {
        Some(address) => Some(bind(address, "--metrics-listen").await?),
        None => None,
    };
    let certificates = match (serve.tls_cert, serve.tls_key) {
        (Some(certificate), Some(key)) => Some(tls::certificates(certificate, key)?),
        _ => None,
    };
    let scheme = if certificates.is_some() { "https" } else { "http" };
    let addresses = Addresses::new(scheme, http.local_addr()?);
    let public_url = serve.public_url;
    let origins = origins(public_url.is_some(), scheme, serve.trust_proxy);
    let greeted = public_url.clone().unwrap_or_else(|| addresses.here.clone());
    let app = App::new(Parts {
        store,
        clock: Arc::new(SystemClock),
        entropy: Arc::new(SystemEntropy),
        public_url: public_url.unwrap_or_else(|| addresses.public()),
        origins,
        demonstrations: (serve.demo == Switch::On).then_some(demonstrations::MOST),
        trust_proxy: serve.trust_proxy,
        password_cost: Cost::REAL,
        starter: pages::starter()?,
        vault: vault::open(&serve.database.data)?,
        delivery: server::DeliveryConfig { alone: lock.is_some(), ..sending::delivery(&serve.sending)? },
        slack_api: serve.slack_api,
        keys: Arc::new(FreshKeys::default()),
        limits: ConnectionLimits { at_once: connections(serve.connections), ..ConnectionLimits::default() },
    });
    let set_up = server::accounts::set_up_link(&app)
        .await
        .map_err(|error| anyhow!("the set-up link could not be made: {error}"))?;
    let pages = pages::router();
    // The terminal may be closed already; that is no reason not to serve.
    let _ = writeln!(std::io::stdout(), "{}", addresses.greeting(set_up.map(|path| greeted + &path)));
    server::serve(app, Listeners { http, certificates, metrics }, pages, stop_signal()?)
        .await
        .context("the server ended unexpectedly")
}

/// The origins that may send requests. Without a public URL a trusted proxy may have ended TLS.
fn origins(public_url_is_given: bool, scheme: &str, trust_proxy: bool) -> Origins {
    match (public_url_is_given, scheme) {
        (true, _) => Origins::PublicUrl,
        (false, "https") => Origins::OwnHost(&["https"]),
        (false, _) if trust_proxy => Origins::OwnHost(&["http", "https"]),
        (false, _) => Origins::OwnHost(&["http"]),
    }
}

/// Opens the database that the flags name. Its errors explain how to correct them.
pub(crate) async fn open(database: &DatabaseArguments) -> anyhow::Result<Arc<dyn Store>> {
    let (opened, place) = match &database.database_url {
        Some(url) => (store::open(url).await, "the database of --database-url".to_owned()),
        None => {
            let file = database_file(&database.data);
            let place = format!("the database {}", file.display());
            (store::open_sqlite(&file).await, place)
        }
    };
    opened.map_err(|error| match error {
        store::Error::NewerSchema { found, known } => anyhow!(
            "{place} was written by a newer version of Readyroom (its schema is {found}, this version knows up to {known}). \
             Start that version, or restore a copy from before the upgrade."
        ),
        store::Error::Address(why) => {
            anyhow!("--database-url cannot be understood: {why}. Write it as postgres://user:password@host/name.")
        }
        error => anyhow::Error::new(error)
            .context(format!("{place} could not be opened. Check that it is there and may be used by this user")),
    })
}

/// The embedded database in a data folder.
pub(crate) fn database_file(folder: &Path) -> PathBuf {
    folder.join("readyroom.db")
}

/// Makes sure that the folder can be written, and that this is the only server on it.
pub(crate) fn lock(folder: &Path) -> anyhow::Result<File> {
    writable(folder)?;
    let file = File::create(folder.join("lock")).context("the lock file could not be made")?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => bail!(
            "another Readyroom serves from {} already. Stop it, or choose another folder with --data",
            folder.display()
        ),
        Err(TryLockError::Error(error)) => Err(error).context("the lock file could not be locked"),
    }
}

fn writable(folder: &Path) -> anyhow::Result<()> {
    let advice = "Choose another folder with --data, or give this user the right to write there";
    std::fs::create_dir_all(folder)
        .with_context(|| format!("the folder {} could not be made. {advice}", folder.display()))?;
    let trial = folder.join(".readyroom-can-write");
    std::fs::write(&trial, b"")
        .and_then(|()| std::fs::remove_file(&trial))
        .with_context(|| format!("the folder {} cannot be written. {advice}", folder.display()))
}

async fn bind(address: SocketAddr, flag: &str) -> anyhow::Result<TcpListener> {
    match TcpListener::bind(address).await {
        Ok(listener) => Ok(listener),
        Err(error) if error.kind() == ErrorKind::AddrInUse => bail!(
            "port {} is taken by another program. Stop it, or choose another port: {flag} {}:{}",
            address.port(),
            address.ip(),
            address.port().wrapping_add(1)
        ),
        Err(error) if error.kind() == ErrorKind::PermissionDenied => {
            bail!("port {} needs more rights than this user has. Choose one above 1023 with {flag}", address.port())
        }
        Err(error) => {
            Err(error).with_context(|| format!("{address} cannot be listened on; choose another with {flag}"))
        }
    }
}

fn log(format: LogFormat) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,memory_serve=warn"));
    let subscriber = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match format {
        LogFormat::Text => subscriber.init(),
        LogFormat::Json => subscriber.json().init(),
    }
}

/// Ready when the process gets SIGINT or SIGTERM.
fn stop_signal() -> anyhow::Result<impl Future<Output = ()> + Send + 'static> {
    let mut interrupt = signal(SignalKind::interrupt()).context("signals cannot be listened to")?;
    let mut terminate = signal(SignalKind::terminate()).context("signals cannot be listened to")?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// The URLs of this server.
struct Addresses {
    here: String,
    network: Option<String>,
}

impl Addresses {
    fn new(scheme: &str, listening: SocketAddr) -> Self {
        let port = listening.port();
        if listening.ip().is_unspecified() {
            let network = network_address().map(|ip| format!("{scheme}://{}", SocketAddr::new(ip, port)));
            Self { here: format!("{scheme}://localhost:{port}"), network }
        } else {
            Self { here: format!("{scheme}://{listening}"), network: None }
        }
    }

    fn public(&self) -> String {
        self.network.clone().unwrap_or_else(|| self.here.clone())
    }

    fn greeting(&self, set_up: Option<String>) -> String {
        let mut lines = vec!["Readyroom is ready.".to_owned(), format!("  On this machine  {}", self.here)];
        lines.extend(self.network.iter().map(|network| format!("  In your network  {network}")));
        lines.extend(set_up.map(|link| format!("  Set it up, once  {link}")));
        lines.join("\n")
    }
}
