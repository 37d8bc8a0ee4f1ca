//! Characters that are invisible in an editor, by the names under which they can be searched for.

/// What a character is called that cannot be seen, or that looks like the space that YAML wants.
pub(crate) fn name(c: char) -> Option<&'static str> {
    Some(match c {
        '\t' => "tab",
        '\u{a0}' => "no-break space",
        '\u{ad}' => "soft hyphen",
        '\u{34f}' => "combining grapheme joiner",
        '\u{61c}' | '\u{200e}' | '\u{200f}' => "mark of the writing direction",
        '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' => "Hangul filler",
        '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{205f}' => "space of another width",
        '\u{180b}'..='\u{180f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' => "variation selector",
        '\u{200b}' => "zero-width space",
        '\u{200c}' => "zero-width non-joiner",
        '\u{200d}' => "zero-width joiner",
        '\u{2028}' => "line separator",
        '\u{2029}' => "paragraph separator",
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => "change of the writing direction",
        '\u{202f}' => "narrow no-break space",
        '\u{2060}' => "word joiner",
        '\u{2061}'..='\u{2064}' | '\u{206a}'..='\u{206f}' => "invisible operator",
        '\u{2800}' => "empty Braille pattern",
        '\u{3000}' => "ideographic space",
        '\u{feff}' => "byte order mark",
        '\u{e0000}'..='\u{e007f}' => "invisible tag",
        _ => return None,
    })
}

/// The first such character of a text, and how many characters stand before it.
pub(crate) fn find(text: &str) -> Option<(usize, char)> {
    text.chars().enumerate().find(|(_, c)| name(*c).is_some())
}

/// The words of a fault about such a character: `There is a no-break space (U+00A0) in the key`.
pub(crate) fn describe(c: char, place: &str) -> String {
    let name = name(c).unwrap_or("invisible character");
    let article = if name.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("There is {article} {name} (U+{:04X}) in {place}", u32::from(c))
}
