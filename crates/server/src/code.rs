//! Codes that people read from a screen and type.

use crate::clock::Entropy;

/// No 0 and O, no 1, I and L.
const CHARACTERS: &[u8] = b"ABCDEFGHJKMNPQRSTUVWXYZ23456789";

/// Six characters out of 31, each as likely as the others.
pub(crate) fn new(entropy: &dyn Entropy) -> String {
    let fair = u8::MAX - u8::MAX % 31;
    let bytes = std::iter::repeat_with(|| entropy.bytes32()).flatten();
    bytes.filter(|byte| *byte < fair).take(6).map(|byte| char::from(CHARACTERS[usize::from(byte % 31)])).collect()
}

/// A code as it is kept, however it was typed.
pub(crate) fn clean(typed: &str) -> String {
    domain::characters::bare_code(typed)
}
