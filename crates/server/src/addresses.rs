//! Addresses of clients, as limits count them.

use std::net::{IpAddr, Ipv6Addr};

use axum::http::HeaderMap;

/// The address of a client behind a proxy: the last hop of `X-Forwarded-For`, which our own proxy saw. What cannot be read
/// is none: the limits then count the proxy, which is stricter.
pub(crate) fn forwarded(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all("x-forwarded-for").into_iter().next_back()?;
    let hops = last.to_str().ok()?.rsplit(',').map(str::trim);
    hop(hops.into_iter().find(|hop| !hop.is_empty())?)
}

/// One hop: an address, which some gateways write with a port (`192.0.2.1:5678`, `[2001:db8::1]:5678`), in brackets, in
/// quotes, or with a zone.
fn hop(text: &str) -> Option<IpAddr> {
    let text = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text);
    if let Some(rest) = text.strip_prefix('[') {
        let (address, port) = rest.split_once(']')?;
        let port = port.strip_prefix(':');
        if port.is_some_and(|port| port.parse::<u16>().is_err()) || (port.is_none() && !rest.ends_with(']')) {
            return None;
        }
        return v6(address);
    }
    match text.split_once(':') {
        Some((address, port)) if !port.contains(':') => {
            port.parse::<u16>().ok()?;
            address.parse().ok().map(IpAddr::V4)
        }
        Some(_) => v6(text),
        None => text.parse().ok(),
    }
}

fn v6(text: &str) -> Option<IpAddr> {
    let address = text.split_once('%').map_or(text, |(address, _zone)| address);
    address.parse().ok().map(IpAddr::V6)
}

/// One household has many addresses of IPv6, but one network of 64 bits.
pub(crate) fn counted(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & !u128::from(u64::MAX))),
        v4 @ IpAddr::V4(_) => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_one_network_count_as_one() {
        let check = |given: &str, expected: &str| {
            assert_eq!(counted(given.parse().unwrap()).to_string(), expected, "{given}");
        };
        check("192.0.2.7", "192.0.2.7");
        check("::ffff:192.0.2.7", "192.0.2.7");
        check("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::");
    }

    #[test]
    fn the_last_hop_is_the_client() {
        let mut headers = HeaderMap::new();
        headers.append("x-forwarded-for", "203.0.113.9, 198.51.100.1".parse().unwrap());
        headers.append("x-forwarded-for", "203.0.113.9, 192.0.2.1".parse().unwrap());
        assert_eq!(forwarded(&headers), Some("192.0.2.1".parse().unwrap()));
        assert_eq!(forwarded(&HeaderMap::new()), None);
    }

    #[test]
    fn hops_are_parsed_with_ports_and_brackets() {
        let check = |given: &str, expected: Option<&str>| {
            let mut headers = HeaderMap::new();
            headers.append("x-forwarded-for", given.parse().unwrap());
            assert_eq!(forwarded(&headers).map(|address| address.to_string()).as_deref(), expected, "{given:?}");
        };
        check("192.0.2.1", Some("192.0.2.1"));
        check("203.0.113.9, 192.0.2.1:54321", Some("192.0.2.1"));
        check("[2001:db8::1]:443", Some("2001:db8::1"));
        check("[2001:db8::1]", Some("2001:db8::1"));
        check("2001:db8::1", Some("2001:db8::1"));
        check("fe80::1%eth0", Some("fe80::1"));
        check("\"[2001:db8::1]:443\"", Some("2001:db8::1"));
        check("::ffff:192.0.2.1", Some("::ffff:192.0.2.1"));
        check("192.0.2.1, ", Some("192.0.2.1"));
        check("192.0.2.1,203.0.113.9,", Some("203.0.113.9"));
        for garbage in [
            "",
            ",",
            "unknown",
            "_hidden",
            "192.0.2.1:port",
            "192.0.2.1:",
            "192.0.2.256",
            "[2001:db8::1",
            "[]",
            "[::1]x",
        ] {
            check(garbage, None);
        }
        // Our proxy's own entry counts, even where it cannot be read: anybody can write the entries before it.
        check("192.0.2.1, unknown", None);
    }
}
