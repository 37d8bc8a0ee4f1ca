//! Durations and sizes as people write them.

/// Seconds of a duration such as `1h30m`, `1.5s` or `250ms`; days, weeks and years too.
///
/// Source: Go's `time.ParseDuration`, with the units of Prometheus.
pub(super) fn duration(text: &str) -> Option<f64> {
    let (sign, mut rest) = match text.strip_prefix('-') {
        Some(rest) => (-1.0, rest),
        None => (1.0, text.strip_prefix('+').unwrap_or(text)),
    };
    if rest == "0" {
        return Some(0.0);
    }
    if rest.is_empty() {
        return None;
    }
    let mut seconds = 0.0;
    while !rest.is_empty() {
        let number_end = rest.find(|character: char| !character.is_ascii_digit() && character != '.')?;
        let number: f64 = rest[..number_end].parse().ok()?;
        rest = &rest[number_end..];
        let unit_end =
            rest.find(|character: char| character.is_ascii_digit() || character == '.').unwrap_or(rest.len());
        seconds += number
            * match &rest[..unit_end] {
                "ns" => 1e-9,
                "us" | "µs" | "μs" => 1e-6,
                "ms" => 1e-3,
                "s" => 1.0,
                "m" => 60.0,
                "h" => 3_600.0,
                "d" => 86_400.0,
                "w" => 7.0 * 86_400.0,
                "y" => 365.0 * 86_400.0,
                _ => return None,
            };
        rest = &rest[unit_end..];
    }
    Some(sign * seconds)
}

/// Bytes of a size such as `20MB`, `1.5 KiB` or `42B`.
///
/// Source: <https://pkg.go.dev/github.com/dustin/go-humanize#ParseBytes>.
pub(super) fn bytes(text: &str) -> Option<f64> {
    let end = text
        .find(|character: char| !character.is_ascii_digit() && character != '.' && character != ',')
        .unwrap_or(text.len());
    let number: f64 = text[..end].replace(',', "").parse().ok()?;
    let factor: f64 = match text[end..].trim().to_ascii_lowercase().as_str() {
        "" | "b" => 1.0,
        "k" | "kb" => 1e3,
        "m" | "mb" => 1e6,
        "g" | "gb" => 1e9,
        "t" | "tb" => 1e12,
        "p" | "pb" => 1e15,
        "e" | "eb" => 1e18,
        "ki" | "kib" => 1024.0,
        "mi" | "mib" => 1024.0 * 1024.0,
        "gi" | "gib" => 1024.0 * 1024.0 * 1024.0,
        "ti" | "tib" => 1024.0_f64.powi(4),
        "pi" | "pib" => 1024.0_f64.powi(5),
        "ei" | "eib" => 1024.0_f64.powi(6),
        _ => return None,
    };
    Some((number * factor).trunc())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_have_units() {
        let cases = [
            ("1h30m", Some(5400.0)),
            ("1.5s", Some(1.5)),
            ("250ms", Some(0.25)),
            ("-2m", Some(-120.0)),
            ("1d", Some(86_400.0)),
            ("5", None),
            ("", None),
            ("5x", None),
        ];
        for (text, expected) in cases {
            assert_eq!(duration(text), expected, "{text}");
        }
    }

    #[test]
    fn sizes_have_units() {
        let cases = [
            ("42B", Some(42.0)),
            ("20MB", Some(20e6)),
            ("1.5 KiB", Some(1536.0)),
            ("7", Some(7.0)),
            ("1,000", Some(1000.0)),
            ("x", None),
            ("5 apples", None),
        ];
        for (text, expected) in cases {
            assert_eq!(bytes(text), expected, "{text}");
        }
    }
}
