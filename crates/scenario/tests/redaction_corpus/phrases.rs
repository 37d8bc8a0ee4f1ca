//! In which words a secret of each kind stands. `{}` is its place.

use super::Kind;

/// Where the words stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    Prose,
    Log,
    Shell,
}

pub(crate) fn phrases(kind: Kind, style: Style) -> &'static [&'static str] {
    match style {
        Style::Prose => prose(kind),
        Style::Log => log(kind),
        Style::Shell => shell(kind),
    }
}

/// In which words a key stands behind its variable: `{}` is both.
pub(crate) fn variable_phrases(style: Style) -> &'static [&'static str] {
    match style {
        Style::Prose => {
            &["I set {} and it still answers 403.", "The container was started with {} in its environment."]
        }
        Style::Log => &["environment {} overrides the file", "config {} loaded"],
        Style::Shell => &["$ export {}", "$ env | grep -E 'TOKEN|KEY|SECRET'\n{}", "$ {} ./sync --dry-run"],
    }
}

fn prose(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Email => &[
            "The first complaint came from {}.",
            "Please write to {} as soon as it works again.",
            "{} cannot sign in since noon.",
            "Mails to <{}> bounce.",
            "I have added {}, who reported it.",
        ],
        Kind::UserName => &[
            "{} is on call until Friday.",
            "I asked {} about the index, no answer yet.",
            "Thanks, {}!",
            "Found by {} while reading the graphs.",
            "The change was reviewed by {} and merged at noon.",
        ],
        Kind::Mention => {
            &["{} can you have a look?", "cc {}", "I think {} wrote that job.", "Handing over to {} for the night."]
        }
        Kind::Signature => &[],
        Kind::Phone => &[
            "Call me on {} when it starts again.",
            "The shop's number is {}.",
            "Bridge: {}, then press 2.",
            "Tel. {}",
            "She left {} as her mobile number.",
        ],
        Kind::Token => &[
            "I used {} for the test, please revoke it.",
            "It works with {} on my machine.",
            "Somebody pasted `{}` into the ticket.",
            "The old key was {}, it still answers.",
        ],
        Kind::PrivateKey => &["This was in the repository:\n{}\nIt has been replaced.", "For the bastion use\n{}"],
        Kind::Jwt => &[
            "The request carries {} and is refused.",
            "Try it with `Authorization: Bearer {}` please.",
            "My cookie is session={}, does yours look alike?",
        ],
        Kind::ConnectionString => &[
            "The job still connects with {} here.",
            "I tried `{}` from my laptop.",
            "Its setting is \"{}\", which is the old database.",
        ],
        Kind::Ip => &[
            "All of it comes from {}.",
            "We blocked {} at the edge.",
            "Only {} is slow, the other nodes are fine.",
            "The replica at {} has stopped.",
        ],
        Kind::Mac => &["The switch learned {} on two ports.", "It is the camera with {}, on the wrong network."],
        Kind::Card => &[
            "The customer sent the card number {} in plain text.",
            "Test it with {}, it was charged twice.",
            "card {} was declined",
        ],
        Kind::Iban => &[
            "Refund it to {} please.",
            "The payout to {} was sent twice.",
            "Their account is {}, the bank refused it.",
        ],
        Kind::SecretUrl => {
            &["The link was {} and anybody could open it.", "See {}", "I opened <{}> without being signed in."]
        }
        Kind::Host => &[
            "{} does not answer.",
            "Log in to {} and look at the disk.",
            "The lag is only on {}, not on its twin.",
            "https://{}/d/orders shows the drop.",
        ],
        Kind::Assigned => &[
            "The password is {} for now.",
            "password: {}",
            "Sign in as admin, pw: {}",
            "I set the secret to {} on staging.",
            "passwd = {}",
        ],
    }
}

fn log(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Email => {
            &["bounce from {} code=550", "user={} login failed", "sent invoice to <{}>", "recipient={} queued"]
        }
        Kind::UserName => &["deploy approved by {}", "author={} branch=main", "shell opened by {}"],
        Kind::Mention | Kind::Signature | Kind::PrivateKey => &[],
        Kind::Phone => &["sms to {} failed code=30003", "phone={} verified=false", "dialling {}"],
        Kind::Token => &["request refused, key {} is revoked", "outgoing header X-Api-Key: {}", "using token={}"],
        Kind::Jwt => {
            &["authorization=Bearer {}", "invalid signature of {}", "set-cookie: session={}; Path=/; HttpOnly"]
        }
        Kind::ConnectionString => &["cannot connect to {}", "pool opened url={}", "using database {}"],
        Kind::Ip => &["client {} closed the connection", "remote_addr={} status=499", "peer={} handshake failed"],
        Kind::Mac => &["DHCPDISCOVER from {} via eth0", "mac={} moved to port 14", "arp: duplicate address, owner {}"],
        Kind::Card => &["charge failed pan={} code=51", "card number {} refused", "payment by {} timed out"],
        Kind::Iban => &["payout to {} rejected reason=AC04", "iban={} amount=119.00", "debtor account {} unknown"],
        Kind::SecretUrl => &["GET {} 200", "calling {}", "redirect to {}"],
        Kind::Host => &["lookup {}: no such host", "connected to {}:5432", "upstream={} timed out", "host={} is down"],
        Kind::Assigned => {
            &["login attempt user=admin password={}", "form posted pwd={} remember=1", "db_password={} loaded"]
        }
    }
}

fn shell(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Email => &["$ git config user.email {}", "$ grep -c {} mail.log\n14"],
        Kind::UserName => {
            &["$ git shortlog -s -n | head -1\n    14\t{}", "$ last | head -1\n{}   pts/0   still logged in"]
        }
        Kind::Signature => &["$ git log -1 | tail -1\n    Signed-off-by: {}", "$ git log -1 | sed -n 2p\nAuthor: {}"],
        Kind::Mention | Kind::Card | Kind::Iban | Kind::Phone => &[],
        Kind::Token => &[
            "$ echo $UPSTREAM_TOKEN\n{}",
            "$ ./sync --key {} --dry-run",
            "$ curl -H 'X-Api-Key: {}' https://api.olivegrove.io/v2",
        ],
        Kind::PrivateKey => &["$ cat deploy.pem\n{}", "$ kubectl get secret tls -o yaml | tail -30\n{}"],
        Kind::Jwt => &["$ curl -H 'Authorization: Bearer {}' https://api.olivegrove.io/me", "$ TOKEN={} ./replay.sh"],
        Kind::ConnectionString => &["$ psql '{}' -c 'select 1'", "$ echo $DATABASE_URL\n{}"],
        Kind::Ip => &["$ ping -c 1 {}\n1 packets transmitted, 0 received", "$ ssh ops@{}", "$ dig +short api\n{}"],
        Kind::Mac => &["$ ip link show eth0\n    link/ether {}", "$ arp -n | grep eth1\ngateway  ether  {}  C  eth1"],
        Kind::SecretUrl => &["$ curl -sS '{}'", "$ git remote add backup {}", "$ wget \"{}\""],
        Kind::Host => &["$ ssh {}", "$ nc -vz {} 5432", "$ dig +short {}"],
        Kind::Assigned => &[
            "$ PGPASSWORD={} psql -U app orders",
            "$ sshpass -p '{}' ssh backup",
            "$ redis-cli -a {} ping\nPONG",
            "$ docker login -u ci -p {}",
            "$ export DB_PASSWORD='{}'",
            "$ mysql -u root --password={} orders",
        ],
    }
}

/// The names under which configuration keeps a kind, in `.env` files and in YAML; none for kinds that are not kept there.
pub(crate) fn setting_names(kind: Kind) -> &'static [(&'static str, &'static str)] {
    match kind {
        Kind::Email => &[("ADMIN_EMAIL", "adminEmail"), ("MAIL_FROM", "from"), ("ALERT_RECIPIENT", "recipient")],
        Kind::Token => &[("API_TOKEN", "apiToken"), ("SERVICE_KEY", "serviceKey"), ("UPSTREAM_TOKEN", "token")],
        Kind::PrivateKey => &[("TLS_PRIVATE_KEY", "privateKey"), ("SIGNING_KEY", "signingKey")],
        Kind::Jwt => &[("SERVICE_JWT", "serviceJwt"), ("ANON_KEY", "anonKey")],
        Kind::ConnectionString => &[("DATABASE_URL", "databaseUrl"), ("BROKER", "connectionString"), ("DSN", "dsn")],
        Kind::Ip => &[("DB_HOST", "host"), ("ALLOW_FROM", "allowFrom"), ("NAMESERVER", "nameserver")],
        Kind::Mac => &[("DEVICE_MAC", "macAddress")],
        Kind::SecretUrl => &[("CALLBACK_URL", "callback"), ("MIRROR", "mirror")],
        Kind::Host => &[("REDIS_HOST", "redisHost"), ("UPSTREAM", "upstream"), ("SERVER_NAME", "serverName")],
        Kind::Assigned => &[
            ("DB_PASSWORD", "password"),
            ("SECRET_KEY_BASE", "secretKeyBase"),
            ("SESSION_SECRET", "sessionSecret"),
            ("ADMIN_PASS", "adminPassword"),
            ("OAUTH_CLIENT_SECRET", "clientSecret"),
            ("ENCRYPTION_KEY", "encryptionKey"),
        ],
        Kind::Phone => &[("ONCALL_PHONE", "phone")],
        Kind::UserName => &[("OWNER", "owner"), ("MAINTAINER", "maintainer")],
        Kind::Mention | Kind::Signature | Kind::Card | Kind::Iban => &[],
    }
}
