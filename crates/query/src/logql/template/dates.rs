//! Times in Go's layouts, which are written as the time 2006-01-02 15:04:05 would be; in UTC.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;

/// A part of a layout, and what it stands for in `strftime`. Longer ones first.
const PARTS: [(&str, &str); 22] = [
    ("January", "%B"),
    ("Monday", "%A"),
    ("2006", "%Y"),
    ("Z07:00", "Z"),
    ("-07:00", "+00:00"),
    ("-0700", "+0000"),
    ("Jan", "%b"),
    ("Mon", "%a"),
    ("MST", "UTC"),
    ("002", "%j"),
    ("01", "%m"),
    ("02", "%d"),
    ("03", "%I"),
    ("04", "%M"),
    ("05", "%S"),
    ("06", "%y"),
    ("15", "%H"),
    ("PM", "%p"),
    ("pm", "%P"),
    ("_2", "%e"),
    ("2", "%-d"),
    ("1", "%-m"),
];

enum Piece<'a> {
    Text(&'a str),
    /// A directive of `strftime`, or a fixed text for what is always the same in UTC.
    Part(&'static str),
    /// `.000` or `.999`
    Fraction(&'a str),
}

fn split(layout: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = layout;
    while !rest.is_empty() {
        let (piece, after) = if let Some((fraction, after)) = fraction(rest) {
            (Piece::Fraction(fraction), after)
        } else if let Some((part, directive)) = PARTS.iter().find(|(part, _)| rest.starts_with(part)) {
            (Piece::Part(directive), &rest[part.len()..])
        } else {
            let (text, after) = rest.split_at(rest.chars().next().map_or(1, char::len_utf8));
            (Piece::Text(text), after)
        };
        pieces.push(piece);
        rest = after;
    }
    pieces
}

/// `.000` or `.999` at the beginning, and what follows.
fn fraction(text: &str) -> Option<(&str, &str)> {
    let digits = text.strip_prefix(['.', ','])?;
    let digit = digits.chars().next().filter(|digit| matches!(digit, '0' | '9'))?;
    let end = digits.find(|character| character != digit).unwrap_or(digits.len());
    (end <= 9 && !digits[end..].starts_with(|character: char| character.is_ascii_digit()))
        .then(|| text.split_at(end + 1))
}

/// A time (nanoseconds since 1970) in a layout.
pub(super) fn format(nanoseconds: i64, layout: &str) -> String {
    let Ok(time) = Timestamp::from_nanosecond(i128::from(nanoseconds)) else { return String::new() };
    let date = Offset::UTC.to_datetime(time);
    let pieces = split(layout).into_iter().map(|piece| match piece {
        Piece::Text(text) => text.to_owned(),
        Piece::Part(part) if part.starts_with('%') => date.strftime(part).to_string(),
        Piece::Part(part) => part.to_owned(),
        Piece::Fraction(fraction) => write_fraction(date, fraction),
    });
    pieces.collect()
}

fn write_fraction(date: DateTime, layout: &str) -> String {
    let digits = format!("{:09}", date.subsec_nanosecond());
    let digits = &digits[..layout.len() - 1];
    if layout.ends_with('0') {
        return format!("{}{digits}", &layout[..1]);
    }
    let digits = digits.trim_end_matches('0');
    if digits.is_empty() { String::new() } else { format!("{}{digits}", &layout[..1]) }
}

/// A time from a text in a layout, in nanoseconds since 1970. Texts without a zone are in UTC.
pub(super) fn parse(layout: &str, text: &str) -> Option<i64> {
    let nanoseconds = |time: Timestamp| i64::try_from(time.as_nanosecond()).ok();
    if let Ok(time) = text.parse::<Timestamp>() {
        return nanoseconds(time);
    }
    let pieces = split(layout).into_iter().map(|piece| match piece {
        Piece::Text("%") => "%%".to_owned(),
        Piece::Text(text) | Piece::Part(text) => text.to_owned(),
        Piece::Fraction(fraction) => format!("{}%f", &fraction[..1]),
    });
    let date = DateTime::strptime(pieces.collect::<String>(), text).ok()?;
    nanoseconds(Offset::UTC.to_timestamp(date).ok()?)
}
