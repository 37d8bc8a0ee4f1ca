//! Spans of time as scenario files write them: `12m`, `2h30m`, `3d4h`, `30s`; with a sign where they are relative.

/// The units, longest first, in which order they are written.
const UNITS: [(char, i64); 4] = [('d', 86_400), ('h', 3_600), ('m', 60), ('s', 1)];

/// Reads a span without a sign; in seconds.
pub(crate) fn parse(text: &str) -> Option<i64> {
    let mut rest = text;
    let mut total = 0_i64;
    let mut units = UNITS.iter();
    while !rest.is_empty() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let number: i64 = rest[..digits].parse().ok()?;
        let unit = rest[digits..].chars().next()?;
        let (_, seconds) = units.find(|(name, _)| *name == unit)?;
        total = total.checked_add(number.checked_mul(*seconds)?)?;
        rest = &rest[digits + 1..];
    }
    (!text.is_empty()).then_some(total)
}

/// Reads a span relative to the call, in seconds; only zero has no sign.
pub(crate) fn parse_offset(text: &str) -> Option<i64> {
    match text.as_bytes().first()? {
        b'-' => parse(&text[1..]).map(|seconds| -seconds),
        b'+' => parse(&text[1..]),
        _ => matches!(text, "0d" | "0h" | "0m" | "0s").then_some(0),
    }
}

/// Reads whole minutes such as `4m`.
pub(crate) fn parse_minutes(text: &str) -> Option<u16> {
    let digits = text.strip_suffix('m')?;
    let plain = digits.bytes().all(|b| b.is_ascii_digit()) && (digits == "0" || !digits.starts_with('0'));
    digits.parse().ok().filter(|_| plain)
}

/// Writes what [`parse_offset`] reads.
pub(crate) fn format_offset(offset_s: i64) -> String {
    if offset_s == 0 {
        return "0m".to_owned();
    }
    let mut text = if offset_s < 0 { "-" } else { "+" }.to_owned();
    let mut rest = offset_s.unsigned_abs();
    for (unit, seconds) in UNITS {
        let seconds = seconds.unsigned_abs();
        if rest >= seconds {
            text.push_str(&format!("{}{unit}", rest / seconds));
            rest %= seconds;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use domain::scenario::MAX_OFFSET_S;

    use super::*;

    #[test]
    fn offsets() {
        let check = |text: &str, expected: Option<i64>| assert_eq!(parse_offset(text), expected, "{text:?}");
        check("-12m", Some(-720));
        check("-2h30m", Some(-9_000));
        check("-3d4h", Some(-273_600));
        check("0m", Some(0));
        check("0s", Some(0));
        check("+5m", Some(300));
        check("-30s", Some(-30));
        check("-90m", Some(-5_400));
        check("12m", None);
        check("00m", None);
        check("-30m2h", None);
        check("-1m1m", None);
        check("-12", None);
        check("-m", None);
        check("--5m", None);
        check("- 5m", None);
        check("-5 m", None);
        check("-5é", None);
        check("-", None);
        check("", None);
        check("-99999999999999999999d", None);
        check("-9223372036854775807d", None);
    }

    #[test]
    fn minutes() {
        let check = |text: &str, expected: Option<u16>| assert_eq!(parse_minutes(text), expected, "{text:?}");
        check("0m", Some(0));
        check("45m", Some(45));
        check("045m", None);
        check("+4m", None);
        check("1h", None);
        check("4", None);
        check("m", None);
        check("70000m", None);
    }

    proptest::proptest! {
        #[test]
        fn offsets_survive_writing(offset_s in -MAX_OFFSET_S..=MAX_OFFSET_S) {
            proptest::prop_assert_eq!(parse_offset(&format_offset(offset_s)), Some(offset_s));
        }
    }
}
