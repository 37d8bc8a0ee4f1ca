//! What detectors share: expressions, and where words begin.

use regex::Regex;

pub(super) fn compile(expression: &str) -> Regex {
    Regex::new(expression).expect("the expression is valid")
}

/// Whether a word begins at `at`: after an escape such as `\n` or `%3D` too.
pub(super) fn begins_word(bytes: &[u8], at: usize) -> bool {
    let Some(&before) = at.checked_sub(1).map(|i| &bytes[i]) else { return true };
    if !before.is_ascii_alphanumeric() {
        return true;
    }
    let escaped = at >= 2 && bytes[at - 2] == b'\\' && matches!(before, b'n' | b'r' | b't');
    escaped || (at >= 3 && bytes[at - 3] == b'%' && bytes[at - 2].is_ascii_digit() && before.is_ascii_hexdigit())
}
