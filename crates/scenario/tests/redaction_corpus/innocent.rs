//! Ordinary text of incidents, with what looks like a secret and is none. Nothing of it may be redacted.

use super::numbers;
use super::random::{Alphabet, Random};

/// Fills the slots of a template: `{sha}` and the other names in [`look_alike`].
pub(crate) fn fill(template: &str, random: &mut Random) -> String {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').expect("a slot ends");
        text.push_str(before);
        text.push_str(&look_alike(name, random));
        rest = after;
    }
    text + rest
}

fn look_alike(name: &str, random: &mut Random) -> String {
    match name {
        "uuid" => random.uuid(),
        "sha" => random.text(Alphabet::Hex, 40),
        "short" => {
            let sha = random.text(Alphabet::Hex, 6);
            format!("{}{sha}", random.text(Alphabet::Lower, 1).replace(|c| c > 'f', "e"))
        }
        "digest" => format!("sha256:{}", random.text(Alphabet::Hex, 64)),
        "integrity" => format!("sha512-{}==", random.text(Alphabet::Base64, 86)),
        "trace" => random.text(Alphabet::Hex, 32),
        "span" => random.text(Alphabet::Hex, 16),
        "version" => format!("{}.{}.{}", random.below(20), random.below(40), random.below(30)),
        "order" => order(random),
        "stamp" => stamp(random),
        "clock" => format!("{:02}:{:02}", random.below(24), random.below(60)),
        "epoch" => format!("17{}", random.text(Alphabet::Digits, 8)),
        "millis" => format!("17{}", random.text(Alphabet::Digits, 11)),
        "day" => format!("2026-{:02}-{:02}", random.between(1, 12), random.between(1, 28)),
        "n" => random.between(2, 980).to_string(),
        "big" => format!("{},{:03}", random.between(1, 980), random.below(1_000)),
        "pod" => format!(
            "{}-{}-{}",
            random.pick(&["checkout", "orders-api", "mailer", "ledger", "search"]),
            random.text(Alphabet::Hex, 10),
            random.text(Alphabet::LowerDigits, 5)
        ),
        "service" => (*random.pick(&["orders-api", "checkout", "mailer", "ledger", "search", "stock-sync"])).to_owned(),
        "queue" => (*random.pick(&["invoice-events", "mail-outbox", "stock-updates", "payout-requests"])).to_owned(),
        "arn" => format!("arn:aws:sqs:eu-west-1:{}:payouts", random.text(Alphabet::Digits, 12)),
        "link" => public_link(random),
        "picture" => format!("data:image/png;base64,iVBORw0KGgo{}==", random.text(Alphabet::Base64, 121)),
        "placeholder" => "${SMTP_PASSWORD}".to_owned(),
        "agent" => format!(
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{}.0.{}.{} Safari/537.36",
            random.between(110, 142),
            random.between(5_000, 7_200),
            random.between(50, 190)
        ),
        _ => panic!("there is no look-alike {name}"),
    }
}

/// Numbers of orders, parcels and the like: some as long as a card's number, which their last digit disproves.
fn order(random: &mut Random) -> String {
    match random.below(5) {
        0 => loop {
            let number = format!("4{}", random.text(Alphabet::Digits, 15));
            if !numbers::is_luhn(&number) {
                break number;
            }
        },
        1 => format!("HL-2026-{}", random.text(Alphabet::Digits, 6)),
        2 => format!("ORD{}", random.text(Alphabet::Digits, 9)),
        3 => format!("{}-{}", random.text(Alphabet::Digits, 3), random.text(Alphabet::Digits, 7)),
        // Like an account's number, but its check digits are wrong.
        _ => loop {
            let number = format!("DE{}", random.text(Alphabet::Digits, 20));
            if numbers::remainder(&format!("{}{}", &number[4..], &number[..4])) != 1 {
                break number;
            }
        },
    }
}

pub(crate) fn stamp(random: &mut Random) -> String {
    format!(
        "2026-11-{:02}T{:02}:{:02}:{:02}.{:03}Z",
        random.between(1, 28),
        random.below(24),
        random.below(60),
        random.below(60),
        random.below(1_000)
    )
}

fn public_link(random: &mut Random) -> String {
    match random.below(6) {
        0 => format!("https://github.com/prometheus/prometheus/issues/{}", random.between(100, 9_000)),
        1 => "https://www.postgresql.org/docs/17/runtime-config-wal.html".to_owned(),
        2 => format!("https://docs.rs/tokio/1.{}.0/tokio/sync/struct.Semaphore.html", random.between(20, 48)),
        3 => format!("https://github.com/nginx/nginx/commit/{}", random.text(Alphabet::Hex, 40)),
        4 => format!("https://www.rabbitmq.com/docs/dlx?from={}&page=2", random.between(1, 9)),
        _ => format!("https://status.myharbourline.net/incidents/{}", random.text(Alphabet::LowerDigits, 12)),
    }
}

/// Sentences of chats, mails and postmortems.
pub(crate) const SENTENCES: &[&str] = &[
    "The queue {queue} grew to {big} messages within {n} minutes.",
    "We rolled back to {version} at {clock} and the error rate fell at once.",
    "Deploy {short} went out at {clock}, commit {sha}.",
    "The token bucket of the rate limiter was refilled too slowly.",
    "Does anybody know why {service} restarts every {n} seconds?",
    "I can see {n} dead letters, all of them for order {order}.",
    "The image is {digest}, the same as on Monday.",
    "Request {uuid} took {big} ms, most of it in the database.",
    "Password resets were slow as well, as they go through the same mail queue.",
    "The secret of a good runbook is that somebody has tried it.",
    "The grace period was 30 seconds, and the consumer needed {n}.",
    "We have no metric for the age of the oldest message.",
    "The primary key of the table ran out of 32-bit numbers.",
    "Grafana shows the drop at {clock}, see {link}.",
    "It began with the certificate, which had expired on {day}.",
    "Customers saw an empty basket between {clock} and {clock} UTC.",
    "About {n} % of all payments failed with code 402.",
    "The cache key was product:{n}:price, so every shop shared one entry.",
    "The retry policy multiplied the load by {n}.",
    "Nobody was paged, because the alert had been muted on {day}.",
    "Trace {trace} shows three calls to the same endpoint.",
    "The session token expires after {n} minutes, which nobody had documented.",
    "Support has {n} tickets, the first at {clock}.",
    "The parcel {order} is marked as delivered, but the customer has nothing.",
    "A key decision was to stop the importer first.",
    "{agent} was the only browser that showed it.",
    "The feature flag new-checkout was switched on for {n} % of the shops.",
    "The disk of the replica was full, it had {n} GB of logs.",
    "Read {link} before you change the pool size.",
    "We will look at ticket {order} tomorrow morning.",
    "The pod {pod} was killed, it had used more memory than allowed.",
    "The author of the migration did not expect {big} rows.",
    "Does the mark at {clock} in the graph show the deploy?",
    "The job had run for {n} hours when the lock was released.",
    "Version {version} of the client library retries POST requests.",
    "Please keep an eye on the depth of {queue} during the night.",
    "The public key is in the repository, the signature was checked at start-up.",
    "Access to the dashboard needs the role viewer.",
];

/// Messages of logs.
pub(crate) const MESSAGES: &[&str] = &[
    "handled order {order} in {n} ms",
    "request {uuid} finished status=200 duration_ms={n}",
    "retrying message {uuid} attempt={n}",
    "cache miss key=product:{n}:price",
    "consumer lag on {queue} is {big}",
    "starting {service} {version} commit={sha}",
    "pulled image registry.k8s.io/pause@{digest}",
    "trace_id={trace} span_id={span} sampled=true",
    "token bucket empty, request delayed by {n} ms",
    "connection pool exhausted: {n} in use, 0 idle",
    "GET /health 200 {n}us \"{agent}\"",
    "password policy loaded: min_length=12 max_age_days=90",
    "rotated log segment 00000000000{millis}.log",
    "session expired after {n} minutes",
    "scheduled job nightly-export at {epoch}",
    "checkpoint complete: wrote {big} buffers",
    "max_tokens=4096 temperature=0.2 model latency {n} ms",
    "listening on 0.0.0.0:8080 and 127.0.0.1:9090",
    "lock wait of {n} s on primary key orders_pkey",
    "loaded 0 secrets from /run/secrets, none configured",
    "queue {arn} has {n} messages in flight",
    "feature new-checkout enabled for shard {n}",
    "etag W/\"{trace}\" unchanged",
    "authentication succeeded, method=publickey",
    "upload {uuid}.pdf {big} bytes",
    "pod {pod} became ready",
];

/// Lines of configuration as `.env` files write them.
pub(crate) const SETTINGS: &[(&str, &str)] = &[
    ("LOG_LEVEL", "info"),
    ("HTTP_PORT", "8080"),
    ("RELEASE", "{version}"),
    ("GIT_COMMIT", "{sha}"),
    ("IMAGE", "ghcr.io/example/shop@{digest}"),
    ("DB_POOL_SIZE", "{n}"),
    ("DB_PASSWORD_FILE", "/run/secrets/db_password"),
    ("PASSWORD_MIN_LENGTH", "12"),
    ("SESSION_TOKEN_TTL", "3600"),
    ("TOKEN_BUCKET_SIZE", "{n}"),
    ("MAX_TOKENS", "4096"),
    ("CACHE_KEY_PREFIX", "orders-v2"),
    ("PARTITION_KEY", "customer_id"),
    ("JWT_ALGORITHM", "RS256"),
    ("SMTP_PASSWORD", "{placeholder}"),
    ("API_KEY", "changeme"),
    ("CLIENT_SECRET", "<your client secret>"),
    ("SECRET_NAME", "payments-db"),
    ("PAYOUT_QUEUE", "{arn}"),
    ("TENANT_ID", "{uuid}"),
    ("KEY_ROTATION_DAYS", "90"),
    ("TZ", "Europe/Berlin"),
    ("RETRY_BACKOFF_MS", "250,500,1000,2000"),
    ("PUBLIC_DOCS", "{link}"),
];

/// Lines of a shell with what they print.
pub(crate) const COMMANDS: &[&str] = &[
    "$ kubectl get pods -n shop\n{pod}   1/1   Running   0   {n}m\n{pod}   0/1   CrashLoopBackOff   {n}   3h",
    "$ git log --oneline -3\n{short} Raise the limit of the pool\n{short} Read the version from the file\n{short} Remove the old importer",
    "$ docker images --digests | head -2\nshop   {version}   {digest}   2 days ago",
    "$ uptime\n {clock}:07 up 41 days,  3:12,  2 users,  load average: 7.31, 6.02, 4.88",
    "$ df -h /var\n/dev/nvme0n1p2  200G  {n}M  12G  94% /var",
    "$ sha256sum backup.tar.gz\n{trace}{trace}  backup.tar.gz",
    "$ rabbitmqctl list_queues name messages\n{queue}\t{big}\nmail-outbox\t0",
    "$ openssl x509 -noout -enddate -in server.crt\nnotAfter=Nov  3 12:00:00 2026 GMT",
    "$ psql -c 'select count(*) from orders where state = 17'\n count\n-------\n   {n}",
    "$ npm ls left-pad\nshop@{version}\n└── left-pad@1.3.0 {integrity}",
    "$ git rev-parse HEAD\n{sha}",
    "$ aws sqs get-queue-attributes --queue-url payouts --attribute-names All\n\"QueueArn\": \"{arn}\"",
    "$ echo $DB_PASSWORD | wc -c\n17",
    "$ grep -c 'invalid token' app.log\n{n}",
];

/// Lines of stack traces.
pub(crate) const FRAMES: &[&str] = &[
    "    at com.example.orders.retry.ExponentialBackoffRetryTemplate.execute(ExponentialBackoffRetryTemplate.java:{n})",
    "    at org.springframework.transaction.interceptor.TransactionAspectSupport.invokeWithinTransaction({n})",
    "    at java.base/java.util.concurrent.ThreadPoolExecutor$Worker.run(ThreadPoolExecutor.java:642)",
    "    at com.example.tokens.TokenBucketRateLimiter.acquire(TokenBucketRateLimiter.java:{n})",
    "  File \"/srv/app/orders/tasks.py\", line {n}, in send_invoice",
    "  File \"/usr/lib/python3.13/site-packages/sqlalchemy/engine/base.py\", line 1967, in _exec_single_context",
    "goroutine {n} [chan receive, 12 minutes]:",
];
