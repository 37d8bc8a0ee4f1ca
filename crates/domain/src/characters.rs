//! What single characters do to a text: which ones cannot be seen, and when two texts are the same to a person.

use unicode_normalization::UnicodeNormalization;

/// The form of a text for comparing it: case folded, composed (NFC), without characters that cannot be seen, with single
/// spaces. `ÜBER-x` and `über-x`, `Straße` and `STRASSE` are the same, however they were typed.
#[must_use]
pub fn fold(text: &str) -> String {
    let shown: String = text.chars().filter(|c| !is_invisible(*c)).collect();
    // Lower, upper and lower case again are what Unicode's case folding does; the Turkish ı is a letter of its own.
    let lower = shown.nfc().flat_map(char::to_lowercase);
    let upper = lower.flat_map(|c| if c == 'ı' { vec![c] } else { c.to_uppercase().collect() });
    let folded: String = upper.flat_map(char::to_lowercase).nfc().collect();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A code that a person copied or typed from paper: what is compatible is the same (NFKC), in capitals, without spaces,
/// dashes and what cannot be seen.
#[must_use]
pub fn bare_code(typed: &str) -> String {
    typed.nfkc().filter(|c| !is_between(*c) && !is_dash(*c)).collect::<String>().to_uppercase()
}

/// A secret out of a link: as [`bare_code`], but case and hyphens are a part of it.
#[must_use]
pub fn bare_secret(pasted: &str) -> String {
    let hyphen = |c: char| if c != '_' && is_dash(c) { '-' } else { c };
    pasted.nfkc().filter(|c| !is_between(*c)).map(hyphen).collect()
}

/// What copying, or a careful hand, may have put between the characters of a code.
fn is_between(c: char) -> bool {
    c.is_whitespace() || c.is_control() || is_invisible(c)
}

/// A password as RFC 8265 compares it (OpaqueString): spaces of other scripts are spaces, and the text is composed (NFC).
#[must_use]
pub fn opaque(password: &str) -> String {
    let space = |c: char| if c.is_whitespace() && !c.is_control() { ' ' } else { c };
    password.chars().map(space).nfc().collect()
}

/// Whether a text has anything that a person can see.
#[must_use]
pub fn is_seen(text: &str) -> bool {
    text.chars().any(|c| !c.is_whitespace() && !c.is_control() && !is_invisible(c))
}

/// A character that breaks a line, besides `\r\n`.
pub(crate) fn breaks_line(c: char) -> bool {
    matches!(c, '\n' | '\u{b}' | '\u{c}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Takes out what cannot be seen, but leaves what emoji, flags and some scripts are joined or varied with.
pub(crate) fn without_invisible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut before = None;
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        // A blank in Braille is a space that only Braille has.
        let c = if c == '\u{2800}' { ' ' } else { c };
        if !is_invisible(c) || before.is_some_and(|before| belongs(before, c, characters.peek().copied())) {
            shown.push(c);
            before = Some(c);
        }
    }
    shown
}

/// Whether an invisible character does something between its neighbours.
fn belongs(before: char, c: char, after: Option<char>) -> bool {
    match c {
        // Persian and the scripts of India need both joiners, emoji the second one.
        '\u{200c}' | '\u{200d}' => after.is_some_and(|after| {
            let joined = |c: char| is_joining_script(c) || c == '\u{200d}';
            joined(before) && is_joining_script(after) || c == '\u{200d}' && is_symbol(before) && is_symbol(after)
        }),
        '\u{fe0e}' | '\u{fe0f}' => matches!(before, '#' | '*' | '0'..='9' | '©' | '®') || is_symbol(before),
        // Variants of ideographs, as in Japanese names.
        '\u{fe00}'..='\u{fe0d}' | '\u{e0100}'..='\u{e01ef}' => {
            matches!(before, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
        }
        // The flags of England, Scotland and Wales are spelt with tags.
        '\u{e0020}'..='\u{e007f}' => matches!(before, '\u{1f3f4}' | '\u{e0020}'..='\u{e007e}'),
        // Older Hangul is written with fillers beside its letters.
        '\u{115f}' | '\u{1160}' => {
            matches!(before, '\u{1100}'..='\u{11ff}') || matches!(after, Some('\u{1161}'..='\u{11ff}'))
        }
        _ => false,
    }
}

fn is_joining_script(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{8ff}' | '\u{900}'..='\u{dff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{18af}')
}

fn is_symbol(c: char) -> bool {
    matches!(c, '\u{203c}'..='\u{205e}' | '\u{2100}'..='\u{2bff}' | '\u{3030}' | '\u{303d}' | '\u{3297}' | '\u{3299}' | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}')
}

/// Characters without a shape of their own: Unicode's `Default_Ignorable_Code_Point`, the blank of Braille, and the
/// annotation and musical controls.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

fn is_dash(c: char) -> bool {
    matches!(
        c,
        '-' | '_' | '\u{58a}' | '\u{2010}'
            ..='\u{2015}' | '\u{2043}' | '\u{2212}' | '\u{2e3a}' | '\u{2e3b}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_folded() {
        let check =
            |one: &str, other: &str, same: bool| assert_eq!(fold(one) == fold(other), same, "{one:?} {other:?}");
        check("ÜBER-x", "über-x", true);
        check("u\u{308}ber-x", "ÜBER-X", true);
        check("Straße", "STRASSE", true);
        check("STRAẞE", "strasse", true);
        check("ΌΣΟΣ", "όσος", true);
        check("Ada  Lovelace", "ada\u{a0}lovelace", true);
        check("Ad\u{200b}a", "ADA", true);
        check("ı", "i", false);
        check("é", "e", false);
    }

    #[test]
    fn codes_are_read_however_they_were_typed() {
        let check = |typed: &str, expected: &str| assert_eq!(bare_code(typed), expected, "{typed:?}");
        check("abc-234", "ABC234");
        check(" ＡＢＣ　２３４ ", "ABC234");
        check("ab\u{200b}c\u{2011}2\u{ad}34\u{feff}", "ABC234");
        check("𝐀𝐁𝐂–234\0", "ABC234");
        assert_eq!(bare_secret(" a\u{2011}B_c\u{200b}\n9 "), "a-B_c9");
    }

    #[test]
    fn passwords_are_compared_as_rfc_8265_says() {
        assert_eq!(opaque("pa\u{a0}sswo\u{308}rd"), "pa ssw\u{f6}rd");
        assert_eq!(opaque(" Correct  Horse "), " Correct  Horse ", "spaces and case are a part of it");
        assert_eq!(opaque("ＡＢ"), "ＡＢ", "width, too");
    }

    #[test]
    fn invisible_characters_are_removed_and_joiners_are_kept() {
        let check = |text: &str, expected: &str| assert_eq!(without_invisible(text), expected, "{text:?}");
        check("a\u{200b}b\u{2060}c\u{202e}d\u{feff}", "abcd");
        check("\u{3164}\u{ad}\u{200d}\u{fe0f}\u{e0041}", "");
        check(
            "👩\u{200d}🔧 ❤\u{fe0f}\u{200d}🔥 1\u{fe0f}\u{20e3}",
            "👩\u{200d}🔧 ❤\u{fe0f}\u{200d}🔥 1\u{fe0f}\u{20e3}",
        );
        check(
            "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
            "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
        );
        check("می\u{200c}خواهم", "می\u{200c}خواهم");
        check("क\u{94d}\u{200d}ष", "क\u{94d}\u{200d}ष");
        check("葛\u{e0100}西", "葛\u{e0100}西");
        check("Ada\u{200d}Love\u{200c}lace\u{fe0f}", "AdaLovelace");
        check("\u{2813}\u{2800}\u{2815}", "\u{2813} \u{2815}");
    }
}
