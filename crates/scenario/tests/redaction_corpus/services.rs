//! Tokens and keys as services publish their form: what they begin with, and how many characters of which alphabet follow.
//!
//! Written from the services' documentation. A service whose keys cannot be told by their look has the name of the variable in which
//! its documentation keeps the key.

use Alphabet::{Base32, Base64, Digits, Hex, Letters, LettersDigits, LowerDigits, UpperDigits, UpperHex, UrlSafe};
use Part::{Between, Exactly, Fixed, Uuid};

use super::random::{Alphabet, Random};

/// One form of a service's tokens.
pub(crate) struct Service {
    pub(crate) name: &'static str,
    /// The variable that holds such a key; where there is one, the key stands behind it.
    pub(crate) variable: Option<&'static str>,
    form: &'static [Part],
}

enum Part {
    Fixed(&'static str),
    Exactly(usize, Alphabet),
    Between(usize, usize, Alphabet),
    Uuid,
}

impl Service {
    pub(crate) fn token(&self, random: &mut Random) -> String {
        let mut token = String::new();
        for part in self.form {
            token.push_str(&match *part {
                Fixed(text) => text.to_owned(),
                Exactly(length, alphabet) => random.text(alphabet, length),
                Between(least, most, alphabet) => {
                    let length = random.between(least, most);
                    random.text(alphabet, length)
                }
                Uuid => random.uuid(),
            });
        }
        token
    }
}

const fn plain(name: &'static str, form: &'static [Part]) -> Service {
    Service { name, variable: None, form }
}

const fn named(name: &'static str, variable: &'static str, form: &'static [Part]) -> Service {
    Service { name, variable: Some(variable), form }
}

/// Every form.
pub(crate) const SERVICES: &[Service] = &[
    plain("AWS access key", &[Fixed("AKIA"), Exactly(16, Base32)]),
    plain("AWS temporary access key", &[Fixed("ASIA"), Exactly(16, Base32)]),
    named("AWS secret key", "AWS_SECRET_ACCESS_KEY", &[Exactly(40, Base64)]),
    named(
        "AWS session token",
        "AWS_SESSION_TOKEN",
        &[Fixed("IQoJb3JpZ2luX2Vj"), Between(280, 400, Base64), Fixed("==")],
    ),
    plain("GitHub personal token", &[Fixed("ghp_"), Exactly(36, LettersDigits)]),
    plain("GitHub OAuth token", &[Fixed("gho_"), Exactly(36, LettersDigits)]),
    plain("GitHub user-to-server token", &[Fixed("ghu_"), Exactly(36, LettersDigits)]),
    plain("GitHub server token", &[Fixed("ghs_"), Exactly(36, LettersDigits)]),
    plain(
        "GitHub fine-grained token",
        &[Fixed("github_pat_"), Exactly(22, LettersDigits), Fixed("_"), Exactly(59, LettersDigits)],
    ),
    plain("GitLab personal token", &[Fixed("glpat-"), Exactly(20, UrlSafe)]),
    plain("GitLab runner token", &[Fixed("glrt-"), Exactly(20, UrlSafe)]),
    plain("GitLab deploy token", &[Fixed("gldt-"), Exactly(20, UrlSafe)]),
    plain("GitLab trigger token", &[Fixed("glptt-"), Exactly(40, Hex)]),
    plain(
        "Slack bot token",
        &[
            Fixed("xox"),
            Fixed("b-"),
            Exactly(12, Digits),
            Fixed("-"),
            Exactly(13, Digits),
            Fixed("-"),
            Exactly(24, LettersDigits),
        ],
    ),
    plain(
        "Slack user token",
        &[
            Fixed("xox"),
            Fixed("p-"),
            Exactly(12, Digits),
            Fixed("-"),
            Exactly(12, Digits),
            Fixed("-"),
            Exactly(12, Digits),
            Fixed("-"),
            Exactly(32, Hex),
        ],
    ),
    plain(
        "Slack app token",
        &[Fixed("xapp-1-A"), Exactly(10, UpperDigits), Fixed("-"), Exactly(13, Digits), Fixed("-"), Exactly(64, Hex)],
    ),
    plain(
        "Slack webhook",
        &[
            Fixed("https://hooks.slack.com/services/T"),
            Exactly(10, UpperDigits),
            Fixed("/B"),
            Exactly(10, UpperDigits),
            Fixed("/"),
            Exactly(24, LettersDigits),
        ],
    ),
    plain("Stripe secret key", &[Fixed("sk_"), Fixed("live_"), Exactly(24, LettersDigits)]),
    plain("Stripe long secret key", &[Fixed("sk_"), Fixed("live_51"), Exactly(97, LettersDigits)]),
    plain("Stripe restricted key", &[Fixed("rk_"), Fixed("live_"), Exactly(99, LettersDigits)]),
    plain("Stripe test key", &[Fixed("sk_"), Fixed("test_"), Exactly(24, LettersDigits)]),
    plain("Stripe webhook secret", &[Fixed("whsec_"), Exactly(32, LettersDigits)]),
    plain("Google API key", &[Fixed("AIza"), Exactly(35, UrlSafe)]),
    plain("Google client secret", &[Fixed("GOCSPX-"), Exactly(28, UrlSafe)]),
    plain("Google access token", &[Fixed("ya29."), Between(120, 200, UrlSafe)]),
    plain("SendGrid", &[Fixed("SG."), Exactly(22, UrlSafe), Fixed("."), Exactly(43, UrlSafe)]),
    plain("Twilio API key", &[Fixed("SK"), Exactly(32, Hex)]),
    named("Twilio token", "TWILIO_AUTH_TOKEN", &[Exactly(32, Hex)]),
    plain("Mailgun key", &[Fixed("key-"), Exactly(32, Hex)]),
    named(
        "Mailgun sending key",
        "MAILGUN_API_KEY",
        &[Exactly(32, Hex), Fixed("-"), Exactly(8, Hex), Fixed("-"), Exactly(8, Hex)],
    ),
    plain("Mailchimp", &[Exactly(32, Hex), Fixed("-us"), Exactly(2, Digits)]),
    plain("npm", &[Fixed("npm_"), Exactly(36, LettersDigits)]),
    plain("PyPI", &[Fixed("pypi-"), Fixed("AgEIcHlwaS5vcmc"), Between(130, 170, UrlSafe)]),
    plain("RubyGems", &[Fixed("rubygems_"), Exactly(48, Hex)]),
    plain("crates.io", &[Fixed("cio"), Exactly(32, LettersDigits)]),
    plain("Docker Hub", &[Fixed("dckr_pat_"), Exactly(27, UrlSafe)]),
    plain("DigitalOcean personal token", &[Fixed("dop_v1_"), Exactly(64, Hex)]),
    plain("DigitalOcean OAuth token", &[Fixed("doo_v1_"), Exactly(64, Hex)]),
    named("Heroku", "HEROKU_API_KEY", &[Uuid]),
    plain("Vault service token", &[Fixed("hvs."), Between(90, 110, UrlSafe)]),
    plain("Vault batch token", &[Fixed("hvb."), Between(140, 200, UrlSafe)]),
    plain("Terraform Cloud", &[Exactly(14, LettersDigits), Fixed(".atlasv1."), Exactly(67, LettersDigits)]),
    plain(
        "OpenAI",
        &[Fixed("sk-"), Exactly(20, LettersDigits), Fixed("T3Blbk"), Fixed("FJ"), Exactly(20, LettersDigits)],
    ),
    plain(
        "OpenAI project key",
        &[Fixed("sk-proj-"), Exactly(74, UrlSafe), Fixed("T3Blbk"), Fixed("FJ"), Exactly(74, UrlSafe)],
    ),
    plain("Anthropic", &[Fixed("sk-ant-"), Fixed("api03-"), Exactly(93, UrlSafe), Fixed("AA")]),
    plain("Hugging Face", &[Fixed("hf_"), Exactly(34, Letters)]),
    plain("Groq", &[Fixed("gsk_"), Exactly(52, LettersDigits)]),
    plain("Replicate", &[Fixed("r8_"), Exactly(37, LettersDigits)]),
    plain("Perplexity", &[Fixed("pplx-"), Exactly(48, LettersDigits)]),
    plain("Databricks", &[Fixed("dapi"), Exactly(32, Hex)]),
    plain("Shopify access token", &[Fixed("shpat_"), Exactly(32, Hex)]),
    plain("Shopify shared secret", &[Fixed("shpss_"), Exactly(32, Hex)]),
    plain("Square access token", &[Fixed("sq0atp-"), Exactly(22, UrlSafe)]),
    plain("Square secret", &[Fixed("sq0csp-"), Exactly(43, UrlSafe)]),
    plain("Telegram bot", &[Exactly(10, Digits), Fixed(":AA"), Exactly(33, UrlSafe)]),
    plain(
        "Discord webhook",
        &[Fixed("https://discord.com/api/webhooks/1"), Exactly(18, Digits), Fixed("/"), Exactly(68, UrlSafe)],
    ),
    plain(
        "Teams webhook",
        &[
            Fixed("https://fleet.webhook.office.com/webhookb2/"),
            Uuid,
            Fixed("@"),
            Uuid,
            Fixed("/IncomingWebhook/"),
            Exactly(32, Hex),
            Fixed("/"),
            Uuid,
        ],
    ),
    plain("Azure client secret", &[Exactly(3, LettersDigits), Exactly(1, Digits), Fixed("Q~"), Exactly(34, UrlSafe)]),
    named("Azure storage key", "AZURE_STORAGE_KEY", &[Exactly(86, Base64), Fixed("==")]),
    named("Azure DevOps", "AZURE_DEVOPS_EXT_PAT", &[Exactly(52, LowerDigits)]),
    plain("Atlassian", &[Fixed("ATATT3xFfGF0"), Exactly(171, UrlSafe), Fixed("="), Exactly(8, UpperHex)]),
    plain("Bitbucket app password", &[Fixed("ATBB"), Exactly(32, LettersDigits)]),
    plain("Linear", &[Fixed("lin_api_"), Exactly(40, LettersDigits)]),
    plain("Notion", &[Fixed("ntn_"), Exactly(11, Digits), Exactly(35, LettersDigits)]),
    plain("Figma", &[Fixed("figd_"), Exactly(40, UrlSafe)]),
    plain("Airtable", &[Fixed("pat"), Exactly(14, LettersDigits), Fixed("."), Exactly(64, Hex)]),
    plain("New Relic user key", &[Fixed("NRAK-"), Exactly(27, UpperDigits)]),
    plain("New Relic licence", &[Exactly(36, Hex), Fixed("FFFFNRAL")]),
    plain("Grafana service account", &[Fixed("glsa_"), Exactly(32, LettersDigits), Fixed("_"), Exactly(8, Hex)]),
    plain("Sentry user token", &[Fixed("sntryu_"), Exactly(64, Hex)]),
    named("Datadog API key", "DD_API_KEY", &[Exactly(32, Hex)]),
    named("Datadog application key", "DD_APP_KEY", &[Exactly(40, Hex)]),
    named("PagerDuty", "PAGERDUTY_API_KEY", &[Fixed("u+"), Exactly(18, UrlSafe)]),
    named("Opsgenie", "OPSGENIE_API_KEY", &[Uuid]),
    plain("Doppler", &[Fixed("dp.pt."), Exactly(43, LettersDigits)]),
    named("Fastly", "FASTLY_API_TOKEN", &[Exactly(32, UrlSafe)]),
    named("Cloudflare", "CLOUDFLARE_API_TOKEN", &[Exactly(40, UrlSafe)]),
    plain("Netlify", &[Fixed("nfp_"), Exactly(36, LettersDigits)]),
    named("Vercel", "VERCEL_TOKEN", &[Exactly(24, LettersDigits)]),
    plain("Supabase", &[Fixed("sbp_"), Exactly(40, Hex)]),
    plain("PlanetScale token", &[Fixed("pscale_tkn_"), Exactly(43, UrlSafe)]),
    plain("PlanetScale password", &[Fixed("pscale_pw_"), Exactly(43, UrlSafe)]),
    plain("Postman", &[Fixed("PMAK-"), Exactly(24, Hex), Fixed("-"), Exactly(34, Hex)]),
    plain("Pulumi", &[Fixed("pul-"), Exactly(40, Hex)]),
    plain("Prefect", &[Fixed("pnu_"), Exactly(36, LettersDigits)]),
    plain("Brevo", &[Fixed("xkeysib-"), Exactly(64, Hex), Fixed("-"), Exactly(16, LettersDigits)]),
    plain("Dynatrace", &[Fixed("dt0c01."), Exactly(24, UpperDigits), Fixed("."), Exactly(64, UpperDigits)]),
    named("Okta", "OKTA_API_TOKEN", &[Fixed("00"), Exactly(40, UrlSafe)]),
    plain(
        "Tailscale",
        &[Fixed("tskey-auth-k"), Exactly(10, LettersDigits), Fixed("CNTRL-"), Exactly(32, LettersDigits)],
    ),
    plain("Fly.io", &[Fixed("fo1_"), Exactly(43, UrlSafe)]),
    plain("age", &[Fixed("AGE-SECRET-KEY-1"), Exactly(58, Base32)]),
    plain("Artifactory", &[Fixed("AKCp"), Exactly(69, LettersDigits)]),
    plain("EasyPost", &[Fixed("EZAK"), Exactly(54, LettersDigits)]),
    plain("Duffel", &[Fixed("duffel_live_"), Exactly(43, UrlSafe)]),
    plain("Flutterwave", &[Fixed("FLWSECK-"), Exactly(32, Hex), Fixed("-X")]),
    plain("Frame.io", &[Fixed("fio-u-"), Exactly(64, UrlSafe)]),
    plain("Plaid", &[Fixed("access-production-"), Uuid]),
    plain("Adafruit IO", &[Fixed("aio_"), Exactly(28, LettersDigits)]),
    plain("Alibaba Cloud", &[Fixed("LTAI5t"), Exactly(18, LettersDigits)]),
    plain("Clojars", &[Fixed("CLOJARS_"), Exactly(60, Hex)]),
    plain("Contentful", &[Fixed("CFPAT-"), Exactly(43, UrlSafe)]),
    plain("Shippo", &[Fixed("shippo_live_"), Exactly(40, Hex)]),
    plain("Typeform", &[Fixed("tfp_"), Exactly(59, UrlSafe)]),
    plain("Buildkite", &[Fixed("bkua_"), Exactly(40, Hex)]),
    plain("HubSpot", &[Fixed("pat-eu1-"), Uuid]),
    plain("Meta", &[Fixed("EAA"), Between(160, 190, LettersDigits)]),
    named("Snyk", "SNYK_TOKEN", &[Uuid]),
    plain("SonarQube", &[Fixed("squ_"), Exactly(40, Hex)]),
    plain("LaunchDarkly", &[Fixed("sdk-"), Uuid]),
    plain("PostHog", &[Fixed("phx_"), Exactly(43, LettersDigits)]),
    plain("Resend", &[Fixed("re_"), Exactly(8, LettersDigits), Fixed("_"), Exactly(24, LettersDigits)]),
    named("Hetzner", "HCLOUD_TOKEN", &[Exactly(64, LettersDigits)]),
    named("Scaleway", "SCW_SECRET_KEY", &[Uuid]),
    named("Algolia", "ALGOLIA_ADMIN_KEY", &[Exactly(32, Hex)]),
    named("Rollbar", "ROLLBAR_ACCESS_TOKEN", &[Exactly(32, Hex)]),
    named("CircleCI", "CIRCLE_TOKEN", &[Exactly(40, Hex)]),
    named("Travis CI", "TRAVIS_TOKEN", &[Exactly(22, UrlSafe)]),
    named("LogDNA", "LOGDNA_INGESTION_KEY", &[Exactly(32, Hex)]),
    named("Amplitude", "AMPLITUDE_SECRET_KEY", &[Exactly(32, Hex)]),
    named("Zendesk", "ZENDESK_API_TOKEN", &[Exactly(40, LettersDigits)]),
    named("Trello", "TRELLO_TOKEN", &[Fixed("ATTA"), Exactly(64, Hex), Exactly(8, UpperHex)]),
    named("Codecov", "CODECOV_TOKEN", &[Uuid]),
    named("Confluent", "CONFLUENT_CLOUD_API_SECRET", &[Exactly(64, Base64)]),
    named("Coinbase", "COINBASE_API_SECRET", &[Exactly(64, LettersDigits)]),
    named("Mux", "MUX_TOKEN_SECRET", &[Exactly(75, Base64)]),
    named("Yandex storage", "YC_SECRET_KEY", &[Fixed("YC"), Exactly(38, UrlSafe)]),
    named("Sumo Logic", "SUMO_ACCESS_KEY", &[Exactly(64, LettersDigits)]),
    named("Nexmo", "VONAGE_API_SECRET", &[Exactly(16, LettersDigits)]),
    named("GoCardless", "GOCARDLESS_ACCESS_TOKEN", &[Fixed("live_"), Exactly(40, UrlSafe)]),
    named("Bugsnag", "BUGSNAG_API_KEY", &[Exactly(32, Hex)]),
];
