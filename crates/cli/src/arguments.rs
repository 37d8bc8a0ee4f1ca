//! The command line: each flag with its environment variable.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Where a software team practises production support.
#[derive(Parser)]
#[command(name = "readyroom", version)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: CliCommand,
}

#[derive(Subcommand)]
pub(crate) enum CliCommand {
    /// Serve Readyroom
    Serve(ServeArguments),
    /// Ask the running server whether it can work; fails when it cannot
    Healthy {
        /// Address and port on which it listens
        #[arg(long, env = "READYROOM_LISTEN", default_value = "0.0.0.0:7070", value_name = "ADDRESS:PORT")]
        listen: SocketAddr,
    },
    /// Print the API's description (OpenAPI 3.1, JSON)
    Openapi,
    /// Work with scenario files
    #[command(subcommand)]
    Scenario(ScenarioCommand),
    /// Print a draft of another program's file as a scenario file, redacted; or list what an export of Slack has
    Import(ImportArguments),
    /// Evaluate a query over a file of metrics
    #[command(subcommand)]
    Query(QueryCommand),
    /// Copy everything into one file; the server may serve meanwhile
    Backup {
        /// The file to make
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Replace the file if it is there
        #[arg(long)]
        force: bool,
        #[command(flatten)]
        database: DatabaseArguments,
    },
    /// Bring a backup into an empty database, SQLite or PostgreSQL, whichever it was made from
    Restore {
        /// What `readyroom backup` made
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Set the SQLite database aside that is there
        #[arg(long, conflicts_with = "database_url")]
        replace: bool,
        #[command(flatten)]
        database: DatabaseArguments,
    },
    /// Help a person back into their account
    #[command(subcommand)]
    Account(AccountCommand),
}

#[derive(Subcommand)]
pub(crate) enum QueryCommand {
    /// Evaluate a PromQL expression as Prometheus 2.42 does, and answer in the JSON of its HTTP API
    Promql {
        /// The metrics, in the OpenMetrics text format; each sample has a timestamp
        #[arg(long, value_name = "FILE")]
        openmetrics: PathBuf,
        #[command(flatten)]
        span: SpanArguments,
        /// The step of subqueries that state none
        #[arg(long, value_name = "DURATION", default_value = "1m")]
        subquery_step: String,
        /// The expression
        #[arg(value_name = "EXPR")]
        expression: String,
    },
    /// Evaluate a LogQL query as Loki does, and answer in the JSON of its HTTP API
    Logql {
        /// The log lines, one JSON object a line: {"labels": {…}, "time": …, "line": "…"}
        #[arg(long, value_name = "FILE")]
        lines: PathBuf,
        #[command(flatten)]
        span: SpanArguments,
        /// How many lines to answer at most
        #[arg(long, value_name = "N", default_value_t = 100)]
        limit: usize,
        /// Which lines come first
        #[arg(long, value_enum, default_value_t = LineOrder::Backward)]
        direction: LineOrder,
        /// The query
        #[arg(value_name = "EXPR")]
        expression: String,
    },
}

/// The time that a query is about.
#[derive(Args)]
pub(crate) struct SpanArguments {
    /// Evaluate at this time (seconds since 1970, or RFC 3339); the newest time in the file when left out
    #[arg(long, value_name = "TIME", conflicts_with_all = ["from", "to", "step"])]
    pub(crate) at: Option<String>,
    /// Evaluate from this time on
    #[arg(long, value_name = "TIME", requires = "to")]
    pub(crate) from: Option<String>,
    /// Evaluate up to this time
    #[arg(long, value_name = "TIME", requires = "from")]
    pub(crate) to: Option<String>,
    /// Time between two values (seconds, or such as 10s and 5m)
    #[arg(long, value_name = "DURATION", requires = "from", default_value = "1m")]
    pub(crate) step: String,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LineOrder {
    /// The oldest
    Forward,
    /// The newest
    Backward,
}

#[derive(Args)]
pub(crate) struct ImportArguments {
    /// The file, after its kind where that is not recognised: slack, pagerduty, alertmanager, opsgenie, statuspage, mail, mailbox, log,
    /// postmortem or graph
    #[arg(required = true, num_args = 1..=2, value_names = ["[KIND] FILE"])]
    pub(crate) kind_and_file: Vec<String>,
    /// A domain whose host names are replaced, such as shop.example; may be repeated
    #[arg(long, value_name = "DOMAIN")]
    pub(crate) domain: Vec<String>,
    /// A person whose name is replaced; may be repeated
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Vec<String>,
    /// Which draft to print, of a file that has several
    #[arg(long, value_name = "NUMBER")]
    pub(crate) draft: Option<usize>,
    /// The lines of a log to take, such as 10-20
    #[arg(long, value_name = "FIRST-LAST")]
    pub(crate) lines: Option<String>,
    #[command(flatten)]
    pub(crate) slack: SlackArguments,
}

/// What is wanted of an export of Slack.
#[derive(Args)]
pub(crate) struct SlackArguments {
    /// A channel of an export, by its name or folder; alone it lists the channel's days
    #[arg(long, value_name = "NAME")]
    pub(crate) channel: Option<String>,
    /// A day of the channel
    #[arg(long, value_name = "YYYY-MM-DD", requires = "channel")]
    pub(crate) day: Option<String>,
    /// A thread of the channel, by the number of its first message
    #[arg(long, value_name = "NUMBER", requires = "channel")]
    pub(crate) thread: Option<String>,
    /// A message of the day or thread, by its number; may be repeated. Without any, all are taken
    #[arg(long, value_name = "NUMBER", requires = "channel")]
    pub(crate) message: Vec<String>,
    /// List the messages that hold these words, in the channel or in all
    #[arg(long, value_name = "WORDS")]
    pub(crate) search: Option<String>,
    /// List the messages of the day or thread, with their numbers, instead of making a draft
    #[arg(long, requires = "channel")]
    pub(crate) list: bool,
}

#[derive(Args)]
pub(crate) struct ServeArguments {
    /// Address and port to listen on
    #[arg(long, env = "READYROOM_LISTEN", default_value = "0.0.0.0:7070", value_name = "ADDRESS:PORT")]
    pub(crate) listen: SocketAddr,
    #[command(flatten)]
    pub(crate) database: DatabaseArguments,
    #[command(flatten)]
    pub(crate) sending: SendingArguments,
    /// The address under which people open this server, for links and QR codes, such as https://ready.example
    #[arg(long, env = "READYROOM_PUBLIC_URL", value_name = "URL", value_parser = public_url)]
    pub(crate) public_url: Option<String>,
    /// Serve HTTPS with this certificate (PEM: the server's own first, then those that signed it); SIGHUP reads it again
    #[arg(long, env = "READYROOM_TLS_CERT", value_name = "FILE", requires = "tls_key")]
    pub(crate) tls_cert: Option<PathBuf>,
    /// The certificate's private key (PEM)
    #[arg(long, env = "READYROOM_TLS_KEY", value_name = "FILE", requires = "tls_cert")]
    pub(crate) tls_key: Option<PathBuf>,
    /// Serve Prometheus metrics under /metrics on this address; without it there are none
    #[arg(long, env = "READYROOM_METRICS_LISTEN", value_name = "ADDRESS:PORT")]
    pub(crate) metrics_listen: Option<SocketAddr>,
    /// How log lines look
    #[arg(long, env = "READYROOM_LOG_FORMAT", value_enum, default_value_t = LogFormat::Text)]
    pub(crate) log_format: LogFormat,
    /// Take clients' addresses from the last hop of X-Forwarded-For; only behind a proxy that sets it
    #[arg(long, env = "READYROOM_TRUST_PROXY", default_value_t = false)]
    pub(crate) trust_proxy: bool,
    /// How many connections there may be at once, within the limit on open files; one takes up to 16 KiB
    #[arg(long, env = "READYROOM_CONNECTIONS", value_name = "N", default_value_t = 4_096)]
    pub(crate) connections: u32,
    /// Whether anybody may begin a demonstration, without an account; it can do nothing outside its own team
    #[arg(long, env = "READYROOM_DEMO", value_enum, default_value_t = Switch::On)]
    pub(crate) demo: Switch,
    /// The URL of Slack's API, when you use a proxy of your own
    #[arg(long, env = "READYROOM_SLACK_API", value_name = "URL", default_value = server::slack::client::API)]
    pub(crate) slack_api: String,
}

/// How messages are sent.
#[derive(Args)]
pub(crate) struct SendingArguments {
    /// Send mail by this server: smtp://user:password@host:587 (STARTTLS) or smtps://user:password@host:465 (TLS)
    #[arg(long, env = "READYROOM_SMTP_URL", value_name = "URL", hide_env_values = true, requires = "mail_from")]
    pub(crate) smtp_url: Option<String>,
    /// The sender of mail, such as "Readyroom <ready@example.com>"
    #[arg(long, env = "READYROOM_MAIL_FROM", value_name = "ADDRESS")]
    pub(crate) mail_from: Option<String>,
    /// A certificate (PEM) that the mail server's may be signed with, besides the usual ones
    #[arg(long, env = "READYROOM_SMTP_CA", value_name = "FILE")]
    pub(crate) smtp_ca: Option<PathBuf>,
    /// Send mail and password in the clear where the address is smtp://; only to a mail server on this very machine
    #[arg(long, env = "READYROOM_DANGEROUS_SMTP_WITHOUT_TLS", default_value_t = false)]
    pub(crate) dangerous_smtp_without_tls: bool,
    /// Let teams' webhooks use plain HTTP, any port and addresses of the local network
    #[arg(long, env = "READYROOM_ALLOW_PRIVATE_WEBHOOKS", default_value_t = false)]
    pub(crate) allow_private_webhooks: bool,
}

/// The place of all data.
#[derive(Args)]
pub(crate) struct DatabaseArguments {
    /// Folder of the embedded database
    #[arg(long, env = "READYROOM_DATA", default_value = "data", value_name = "FOLDER")]
    pub(crate) data: PathBuf,
    /// Keep everything in this database instead: postgres://user:password@host/name
    #[arg(long, env = "READYROOM_DATABASE_URL", value_name = "URL", hide_env_values = true)]
    pub(crate) database_url: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Switch {
    /// Yes
    On,
    /// No
    Off,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogFormat {
    /// For people
    Text,
    /// One JSON object a line
    Json,
}

#[derive(Subcommand)]
pub(crate) enum ScenarioCommand {
    /// Report what is wrong with scenario files and packs, and how to correct it
    Check {
        /// Files, or folders to look through
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
    },
}

#[derive(Subcommand)]
pub(crate) enum AccountCommand {
    /// Print a link for choosing a new password; it works once, for a day
    ResetLink {
        /// The address that they sign in with
        email: String,
        #[command(flatten)]
        database: DatabaseArguments,
        /// The address under which people open this server
        #[arg(long, env = "READYROOM_PUBLIC_URL", value_name = "URL", value_parser = public_url)]
        public_url: Option<String>,
    },
}

fn public_url(raw: &str) -> Result<String, String> {
    let url = raw.trim_end_matches('/');
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    match host {
        Some(host) if !host.is_empty() && !host.contains(['/', '?', '#', ' ']) => Ok(url.to_owned()),
        _ => Err("write it as https://ready.example, without a path".into()),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_definition_is_valid() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn public_urls() {
        let check = |raw: &str, expected: Option<&str>| assert_eq!(public_url(raw).ok().as_deref(), expected, "{raw}");
        check("https://ready.example/", Some("https://ready.example"));
        check("http://10.0.0.2:7070", Some("http://10.0.0.2:7070"));
        check("ready.example", None);
        check("https://ready.example/room", None);
        check("https://", None);
    }
}
