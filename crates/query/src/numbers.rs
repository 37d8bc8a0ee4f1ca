//! Numbers as Prometheus computes, orders and writes them.

/// A number as Prometheus writes it: the shortest text that reads back as the same number, with an exponent for very large and very small ones.
pub(crate) fn write_number(value: f64) -> String {
    if value.is_nan() {
        return "NaN".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "+Inf" } else { "-Inf" }.to_owned();
    }
    let size = value.abs();
    if size != 0.0 && !(1e-6..1e21).contains(&size) {
        let text = format!("{value:e}");
        let (number, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        let (sign, digits) = exponent.strip_prefix('-').map_or(("+", exponent), |digits| ("-", digits));
        return format!("{number}e{sign}{digits:0>2}");
    }
    format!("{value}")
}

/// Whether a mean that is infinite stays as it is when a value is added.
pub(crate) fn keeps_infinite_mean(mean: f64, value: f64) -> bool {
    mean.is_infinite() && if value.is_infinite() { (mean > 0.0) == (value > 0.0) } else { !value.is_nan() }
}

/// The `q`-quantile of values, between two of them by distance; not-a-number counts as smallest. Sorts the values.
pub(crate) fn quantile(q: f64, values: &mut [f64]) -> f64 {
    if values.is_empty() || q.is_nan() {
        return f64::NAN;
    }
    if q < 0.0 {
        return f64::NEG_INFINITY;
    }
    if q > 1.0 {
        return f64::INFINITY;
    }
    values.sort_by(|left, right| order_nan_first(*left, *right));
    let last = values.len() - 1;
    let rank = q * last as f64;
    let lower = rank.floor() as usize;
    let upper = (lower + 1).min(last);
    let weight = rank - rank.floor();
    values[lower] * (1.0 - weight) + values[upper] * weight
}

/// Ascending, with not-a-number first.
pub(crate) fn order_nan_first(left: f64, right: f64) -> std::cmp::Ordering {
    left.partial_cmp(&right).unwrap_or_else(|| right.is_nan().cmp(&left.is_nan()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_prometheus_writes_them() {
        let cases = [
            (1.0, "1"),
            (0.1, "0.1"),
            (-0.0, "-0"),
            (1e21, "1e+21"),
            (1e20, "100000000000000000000"),
            (1.5e-7, "1.5e-07"),
            (1e-6, "0.000001"),
        ];
        for (value, expected) in cases {
            assert_eq!(write_number(value), expected);
        }
    }
}
