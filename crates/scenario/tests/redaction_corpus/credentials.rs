//! Secrets that stand in a form around them: keys in PEM, JWTs, connection strings, URLs, passwords behind their names.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

use super::numbers;
use super::random::{Alphabet, Random};

/// A secret with what stands around it and may be redacted with it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Framed {
    pub(crate) before: String,
    pub(crate) secret: String,
    pub(crate) after: String,
}

fn framed(before: impl Into<String>, secret: impl Into<String>, after: impl Into<String>) -> Framed {
    Framed { before: before.into(), secret: secret.into(), after: after.into() }
}

/// A private key in PEM. The secret is what stands between the two marks.
pub(crate) fn private_key(random: &mut Random) -> Framed {
    let (label, lines) =
        *random.pick(&[("RSA ", 25), ("EC ", 3), ("", 26), ("OPENSSH ", 6), ("ENCRYPTED ", 28), ("DSA ", 10), ("", 3)]);
    let mut body: Vec<String> = (0..lines).map(|_| random.text(Alphabet::Base64, 64)).collect();
    body.push(format!("{}==", random.text(Alphabet::Base64, 38)));
    let pgp = random.percent(12);
    let (label, tail) = if pgp { ("PGP ", " BLOCK") } else { (label, "") };
    let mark = |word: &str| format!("-----{word} {label}PRIVATE {}{tail}-----", "KEY");
    let head = if pgp { "\n\n" } else { "\n" };
    framed(format!("{}{head}", mark("BEGIN")), body.join("\n"), format!("\n{}", mark("END")))
}

/// A signed JWT (RFC 7519).
pub(crate) fn jwt(random: &mut Random) -> String {
    let (algorithm, signature) = *random.pick(&[("HS256", 43), ("RS256", 342), ("ES256", 86), ("HS512", 86)]);
    let key = random.text(Alphabet::Hex, 8);
    let head = match random.below(3) {
        0 => format!(r#"{{"alg":"{algorithm}","typ":"JWT"}}"#),
        1 => format!(r#"{{"typ":"JWT","alg":"{algorithm}","kid":"{key}"}}"#),
        _ => format!(r#"{{"alg":"{algorithm}"}}"#),
    };
    let subject = random.uuid();
    let issued = 1_760_000_000 + random.below(9_000_000);
    let claims = format!(
        r#"{{"iss":"accounts","sub":"{subject}","scope":"orders:read orders:write","iat":{issued},"exp":{}}}"#,
        issued + 3_600
    );
    let (head, claims) = (URL_SAFE_NO_PAD.encode(head), URL_SAFE_NO_PAD.encode(claims));
    format!("{head}.{claims}.{}", random.text(Alphabet::UrlSafe, signature))
}

/// A password as people and programs choose them.
pub(crate) fn password(random: &mut Random) -> String {
    let words = ["Otter", "winter", "Granite", "maple", "Lantern", "copper", "Falcon", "willow", "Anchor", "velvet"];
    let length = random.between(12, 28);
    match random.below(5) {
        0 => format!("{}-{}-{}!", random.pick(&words), random.pick(&words), random.between(10, 9_999)),
        1 => format!("{}{}{}", random.pick(&words), random.between(1_970, 2_026), random.pick(&["!", "#", "!!", "$$"])),
        2 => random.text(Alphabet::LettersDigits, length),
        3 => random.text(Alphabet::Hex, 32),
        // It begins and ends with what no sentence puts behind it.
        _ => format!(
            "{}{}{}",
            random.text(Alphabet::Letters, 1),
            random.text(Alphabet::Password, length - 2),
            random.text(Alphabet::LettersDigits, 1)
        ),
    }
}

/// What a URL can hold as a password without percent signs.
fn url_password(random: &mut Random) -> String {
    let length = random.between(10, 24);
    random.text(Alphabet::LettersDigits, length)
}

/// A connection string. The secret is its password or key.
pub(crate) fn connection(random: &mut Random) -> Framed {
    let secret = url_password(random);
    let host = match random.below(3) {
        0 => numbers::host(random),
        1 => "localhost".to_owned(),
        _ => format!("{}.cluster.eu-west-1.rds.amazonaws.com", random.text(Alphabet::Lower, 9)),
    };
    let user = *random.pick(&["app", "orders", "svc_billing", "root", "readonly", "ledger"]);
    let long = format!("{}==", random.text(Alphabet::Base64, 86));
    let shared = format!("{}=", random.text(Alphabet::Base64, 43));
    match random.below(14) {
        0 => framed(format!("postgres://{user}:"), secret, format!("@{host}:5432/orders?sslmode=require")),
        1 => framed(format!("postgresql+psycopg2://{user}:"), secret, format!("@{host}/ledger")),
        2 => framed(format!("mysql://{user}:"), secret, format!("@{host}:3306/shop")),
        3 => framed(format!("mongodb+srv://{user}:"), secret, "@cluster0.ab1cd.mongodb.net/catalogue?retryWrites=true"),
        4 => framed("redis://:", secret, format!("@{host}:6379/0")),
        5 => framed(format!("rediss://{user}:"), secret, format!("@{host}:6380")),
        6 => framed(format!("amqps://{user}:"), secret, format!("@{host}:5671/%2Fprod")),
        7 => framed(format!("jdbc:postgresql://{host}:5432/orders?user={user}&password="), secret, "&ssl=true"),
        8 => framed(
            format!("jdbc:sqlserver://{host}:1433;databaseName=erp;user={user};password="),
            secret,
            ";encrypt=true",
        ),
        9 => framed(
            format!("Server=tcp:{host},1433;Initial Catalog=erp;User ID={user};Password="),
            secret,
            ";Encrypt=True;",
        ),
        10 => framed(
            "DefaultEndpointsProtocol=https;AccountName=hlinvoices;AccountKey=",
            long,
            ";EndpointSuffix=core.windows.net",
        ),
        11 => framed(
            "Endpoint=sb://hl-events.servicebus.windows.net/;SharedAccessKeyName=RootManage;SharedAccessKey=",
            shared,
            "",
        ),
        12 => {
            framed(format!("host={host} port=5432 dbname=orders user={user} password="), secret, " connect_timeout=5")
        }
        _ => framed(format!("smtp://{user}:"), secret, format!("@{host}:587")),
    }
}

/// A URL that lets in whoever has it. The secret is the part that does so.
pub(crate) fn secret_url(random: &mut Random) -> Framed {
    let secret = random.text(Alphabet::LettersDigits, 32);
    let signature = random.text(Alphabet::Hex, 64);
    let sas = format!("{}%3D", random.text(Alphabet::LettersDigits, 43));
    match random.below(10) {
        0 => framed("https://deploy:", url_password(random), "@git.brightparcel.com/platform/charts.git"),
        1 => framed("https://api.olivegrove.io/v2/orders?limit=50&api_key=", secret, ""),
        2 => framed("https://hooks.tidewater.org/alerts?token=", secret, "&severity=high"),
        3 => framed("https://app.meridian-pay.com/password/reset?token=", random.uuid(), ""),
        4 => {
            framed("https://app.meridian-pay.com/callback#access_token=", secret, "&token_type=bearer&expires_in=3600")
        }
        5 => framed(
            "https://invoices.s3.eu-west-1.amazonaws.com/2026/11/0417.pdf?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261103T101500Z&X-Amz-Expires=900&X-Amz-Signature=",
            signature,
            "",
        ),
        6 => framed(
            "https://hlinvoices.blob.core.windows.net/export/day.csv?sv=2024-11-04&sp=r&se=2026-11-30T00%3A00%3A00Z&sig=",
            sas,
            "",
        ),
        7 => framed(
            "https://storage.googleapis.com/hl-exports/day.csv?X-Goog-Algorithm=GOOG4-RSA-SHA256&X-Goog-Expires=600&X-Goog-Signature=",
            signature,
            "",
        ),
        8 => framed("https://metrics.olivegrove.io/write?db=shop&u=writer&p=", url_password(random), ""),
        _ => framed("wss://live.brightparcel.com/socket?client_secret=", secret, "&v=2"),
    }
}

/// The value of a header for basic authentication (RFC 7617).
pub(crate) fn basic(random: &mut Random) -> String {
    let pair = format!("svc-{}:{}", random.text(Alphabet::Lower, 6), password(random));
    STANDARD.encode(pair)
}
