//! Keeps a team's webhook out of the local network of this server.
//!
//! Names are looked up once, every address found must be public, and the connection uses the addresses that were
//! checked: a name that answers differently a moment later changes nothing. No redirect is followed, no proxy is asked.
//!
//! Own code: `IpAddr::is_global` of the standard library is not stable, and knows nothing of the addresses of clouds.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::redirect::Policy;
use reqwest::{Client, Url};

const CONNECT: Duration = Duration::from_secs(5);
const WHOLE: Duration = Duration::from_secs(15);
/// The longest address, in characters.
pub(crate) const LONGEST: usize = 500;

/// Why an address is not called. Written for the owner of a team.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Blocked(pub String);

/// Looks names up. The real one asks the system; tests use a stand-in.
#[async_trait]
pub trait Lookup: Send + Sync + 'static {
    /// The addresses of a name.
    async fn lookup(&self, host: &str) -> std::io::Result<Vec<IpAddr>>;
}

/// The system's resolver.
pub struct SystemLookup;

#[async_trait]
impl Lookup for SystemLookup {
    async fn lookup(&self, host: &str) -> std::io::Result<Vec<IpAddr>> {
        Ok(tokio::net::lookup_host((host, 0)).await?.map(|address| address.ip()).collect())
    }
}

/// Reads an address that a team wants to be called at. Where `private` is allowed, plain HTTP, any port and the local network
/// are allowed, too.
pub fn parse_url(text: &str, private: bool) -> Result<Url, Blocked> {
    let blocked = |why: &str| Err(Blocked(why.to_owned()));
    if text.len() > LONGEST {
        return blocked("This address is too long.");
    }
    let Ok(url) = Url::parse(text.trim()) else {
        return blocked("Write it as https://example.com/path.");
    };
    match url.scheme() {
        "https" => {}
        "http" if private => {}
        "http" => return blocked("Starts with https://, so that nobody on the way can read what is sent."),
        _ => return blocked("Starts with https://."),
    }
    if !url.username().is_empty() || url.password().is_some() {
        return blocked(
            "Remove user name and password from the address: they would be shown. The signature proves who is calling.",
        );
    }
    if !private && !matches!(url.port(), None | Some(8443)) {
        return blocked("Use port 443 or 8443.");
    }
    match url.host() {
        None => blocked("The address has no host."),
        Some(url::Host::Ipv4(address)) if !private && !is_public(address.into()) => blocked(INSIDE),
        Some(url::Host::Ipv6(address)) if !private && !is_public(address.into()) => blocked(INSIDE),
        Some(_) => Ok(url),
    }
}

const INSIDE: &str =
    "This leads into a private network. The person who runs the server can allow that: --allow-private-webhooks.";

/// A client that calls public addresses only, unless `private` ones are allowed.
#[must_use]
pub fn client(lookup: Arc<dyn Lookup>, private: bool) -> Client {
    // Installed once for the process; a second time changes nothing.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder()
        .dns_resolver(Arc::new(Guarded { lookup, private }))
        .redirect(Policy::none())
        .no_proxy()
        .connect_timeout(CONNECT)
        .timeout(WHOLE)
        .pool_max_idle_per_host(0)
        .user_agent(concat!("Readyroom/", env!("CARGO_PKG_VERSION")))
        .build()
        .expect("nothing of this depends on the machine")
}

struct Guarded {
    lookup: Arc<dyn Lookup>,
    private: bool,
}

impl Resolve for Guarded {
    fn resolve(&self, name: Name) -> Resolving {
        let (lookup, private) = (self.lookup.clone(), self.private);
        Box::pin(async move {
            let found = lookup.lookup(name.as_str()).await?;
            // One private address among public ones is enough: which is called would be chance.
            if !private && !found.iter().all(|address| is_public(*address)) {
                return Err(Blocked(INSIDE.to_owned()).into());
            }
            let addresses: Addrs = Box::new(found.into_iter().map(|address| SocketAddr::new(address, 0)));
            Ok(addresses)
        })
    }
}

/// The reason of this guard, if it caused an error.
#[must_use]
pub fn blocked(error: &reqwest::Error) -> Option<&Blocked> {
    std::iter::successors(std::error::Error::source(error), |error| error.source())
        .find_map(|error| error.downcast_ref())
}

/// Whether an address is one of the public internet (IANA's registries of special-purpose addresses, RFC 6890 and its heirs).
#[must_use]
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

/// Where Azure's machines ask about themselves ("WireServer"): a public address that leads to the host.
const AZURE: Ipv4Addr = Ipv4Addr::new(168, 63, 129, 16);
/// The same at Alibaba; it is in shared address space, and named here for the reader.
const ALIBABA: Ipv4Addr = Ipv4Addr::new(100, 100, 100, 200);

fn is_public_v4(address: Ipv4Addr) -> bool {
    // Clouds answer at some addresses from inside, whatever the registries state.
    let of_a_cloud = address == AZURE || address == ALIBABA;
    let [a, b, c, _] = address.octets();
    !of_a_cloud
        && !matches!(
            (a, b, c),
            (0 | 10 | 127 | 224..=255, ..)
                | (100, 64..=127, _)
                | (169, 254, _)
                | (172, 16..=31, _)
                | (192, 0, 0 | 2)
                | (192, 31, 196)
                | (192, 52, 193)
                | (192, 88, 99)
                | (192, 168, _)
                | (192, 175, 48)
                | (198, 18 | 19, _)
                | (198, 51, 100)
                | (203, 0, 113)
        )
}

/// Global unicast is 2000::/3; some ranges in it are not. What maps to IPv4 (::ffff:0:0/96, 64:ff9b::/96) is outside; Teredo
/// (2001::/32) and 6to4 (2002::/16) hold an address of IPv4, and so does ISATAP (RFC 5214) in any network.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let [a, b, _, _, e, f, ..] = address.segments();
    let isatap = matches!(e, 0 | 0x0200) && f == 0x5efe;
    let global = (0x2000..=0x3fff).contains(&a);
    let special = match a {
        0x2001 => b < 0x0200 || b == 0x0db8,
        0x2002 => true,
        0x2620 => b == 0x004f,
        0x3fff => b < 0x1000,
        _ => false,
    };
    global && !special && !isatap
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn only_public_addresses_are_allowed() {
        let check = |text: &str, expected: bool| assert_eq!(is_public(text.parse().unwrap()), expected, "{text}");
        for public in ["1.1.1.1", "8.8.8.8", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1", "192.167.1.1"]
        {
            check(public, true);
        }
        for public in ["2606:4700::1111", "2a00:1450:4001::200e", "2001:4860:4860::8888"] {
            check(public, true);
        }
        for inside in [
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.1",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.9.9.9",
            "100.100.100.200",
            "168.63.129.16",
            "169.254.169.254",
            "169.254.170.2",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.192",
            "192.0.2.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.51.100.1",
            "203.0.113.9",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
        ] {
            check(inside, false);
        }
        for inside in [
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:8.8.8.8",
            "::7f00:1",
            "::ffff:168.63.129.16",
            "::a9fe:a9fe",
            "64:ff9b::a00:1",
            "64:ff9b::a83f:8110",
            "64:ff9b:1::a9fe:a9fe",
            "fd00:42::42",
            "fd20:ce::254",
            "2001:0:a83f:8110::1",
            "2002:a83f:8110::1",
            "2606:4700::5efe:10.0.0.1",
            "2606:4700::200:5efe:a83f:8110",
            "fc00::1",
            "fd00:ec2::254",
            "fe80::1",
            "fec0::1",
            "ff02::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "3fff::1",
            "100::1",
        ] {
            check(inside, false);
        }
    }

    #[test]
    fn webhook_urls_are_checked() {
        let check = |text: &str, public: bool, private: bool| {
            assert_eq!((parse_url(text, false).is_ok(), parse_url(text, true).is_ok()), (public, private), "{text}");
        };
        check("https://hooks.example/a?b=c", true, true);
        check("https://hooks.example:8443/", true, true);
        check("https://93.184.216.34/", true, true);
        check("http://hooks.example/", false, true);
        check("https://hooks.example:22/", false, true);
        check("https://127.0.0.1/", false, true);
        check("https://2130706433/", false, true);
        check("https://0x7f.1/", false, true);
        check("https://[::1]/", false, true);
        check("https://[::ffff:169.254.169.254]/", false, true);
        check("https://user:secret@hooks.example/", false, false);
        check("https://user@hooks.example/", false, false);
        check("ftp://hooks.example/", false, false);
        check("file:///etc/passwd", false, false);
        check("hooks.example", false, false);
        check(&format!("https://hooks.example/{}", "a".repeat(600)), false, false);
    }

    /// Answers with another list each time, as a name does whose owner means harm.
    struct Turns(Vec<Vec<IpAddr>>, AtomicUsize);

    #[async_trait]
    impl Lookup for Turns {
        async fn lookup(&self, _: &str) -> std::io::Result<Vec<IpAddr>> {
            let turn = self.1.fetch_add(1, Ordering::SeqCst);
            Ok(self.0[turn.min(self.0.len() - 1)].clone())
        }
    }

    async fn call(answers: &[&[&str]], private: bool) -> (Option<Blocked>, usize) {
        let answers = answers.iter().map(|turn| turn.iter().map(|text| text.parse().unwrap()).collect()).collect();
        let lookup = Arc::new(Turns(answers, AtomicUsize::new(0)));
        let error = client(lookup.clone(), private).get("http://rebind.example:9/").send().await.unwrap_err();
        (blocked(&error).cloned(), lookup.1.load(Ordering::SeqCst))
    }

    #[tokio::test]
    async fn a_name_with_a_private_address_is_not_called() {
        for answers in [&[&["127.0.0.1"][..]][..], &[&["93.184.216.34", "10.0.0.1"]], &[&["::ffff:127.0.0.1"]]] {
            let (why, asked) = call(answers, false).await;
            assert_eq!((why, asked), (Some(Blocked(INSIDE.into())), 1), "{answers:?}");
        }
        // Allowed, it is called: nothing listens on that port, and that is another error.
        let (why, asked) = call(&[&["127.0.0.1"]], true).await;
        assert_eq!((why, asked), (None, 1), "and it is looked up once, so that a second answer cannot differ");
    }
}
