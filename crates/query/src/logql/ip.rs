//! `ip("…")`: addresses, ranges and networks.

use std::net::IpAddr;

/// A set of addresses: `192.168.0.1`, `10.0.0.1-10.0.0.9`, `10.0.0.0/8`, and the same for IPv6.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Addresses {
    first: IpAddr,
    last: IpAddr,
}

impl Addresses {
    pub(super) fn parse(text: &str) -> Option<Self> {
        if let Some((network, length)) = text.split_once('/') {
            return Self::network(network.parse().ok()?, length.parse().ok()?);
        }
        let (first, last) = text.split_once('-').unwrap_or((text, text));
        let (first, last): (IpAddr, IpAddr) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
        (first.is_ipv4() == last.is_ipv4() && first <= last).then_some(Self { first, last })
    }

    fn network(address: IpAddr, length: u32) -> Option<Self> {
        Some(match address {
            IpAddr::V4(address) => {
                let mask = u32::MAX.checked_shl(32_u32.checked_sub(length)?).unwrap_or(0);
                let first = address.to_bits() & mask;
                Self { first: IpAddr::V4(first.into()), last: IpAddr::V4((first | !mask).into()) }
            }
            IpAddr::V6(address) => {
                let mask = u128::MAX.checked_shl(128_u32.checked_sub(length)?).unwrap_or(0);
                let first = address.to_bits() & mask;
                Self { first: IpAddr::V6(first.into()), last: IpAddr::V6((first | !mask).into()) }
            }
        })
    }

    pub(super) fn contains(&self, address: &str) -> bool {
        address.parse().is_ok_and(|address: IpAddr| {
            address.is_ipv4() == self.first.is_ipv4() && self.first <= address && address <= self.last
        })
    }

    /// Whether any address in a line belongs to the set.
    pub(super) fn is_in(&self, line: &str) -> bool {
        let part_of_address = |character: char| character.is_ascii_hexdigit() || character == '.' || character == ':';
        line.split(|character| !part_of_address(character)).filter(|word| word.len() > 1).any(|word| {
            let word = word.trim_end_matches('.');
            self.contains(word) || word.rsplit_once(':').is_some_and(|(address, _)| self.contains(address))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_contain_addresses() {
        let cases = [
            ("192.168.0.0/16", "from 192.168.4.5:8080 to 10.0.0.1", true),
            ("192.168.0.0/16", "from 192.169.4.5", false),
            ("10.0.0.1-10.0.0.9", "10.0.0.9.", true),
            ("10.0.0.1", "10.0.0.10", false),
            ("2001:db8::/32", "peer 2001:db8::1 left", true),
        ];
        for (set, line, expected) in cases {
            assert_eq!(Addresses::parse(set).expect("a set").is_in(line), expected, "{set} in {line}");
        }
        assert!(Addresses::parse("10.0.0.0/40").is_none() && Addresses::parse("ten").is_none());
    }
}
