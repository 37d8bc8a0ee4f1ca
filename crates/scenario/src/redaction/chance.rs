//! Whether a value looks like chance: what a machine made as a secret, and not what a person wrote.

/// The most bytes of a value that are judged.
const JUDGED: usize = 200;

/// Shannon's entropy of the bytes, in bits each.
pub(super) fn entropy_bits(value: &[u8]) -> f64 {
    let judged = &value[..value.len().min(JUDGED)];
    let mut counts = [0_u32; 256];
    for &b in judged {
        counts[usize::from(b)] += 1;
    }
    let total = judged.len() as f64;
    counts.iter().filter(|&&count| count > 0).map(|&count| f64::from(count) / total).map(|p| -p * p.log2()).sum()
}

/// Whether the value stands for one that is not there: `xxxx`, `<password>`, `${TOKEN}`, `your-token-here`.
pub(super) fn is_placeholder(value: &str) -> bool {
    let mut distinct = 0_u128;
    for b in value.bytes().take(JUDGED) {
        distinct |= 1 << (b & 0x7f);
    }
    let lower = value.get(..value.len().min(JUDGED)).unwrap_or(value).to_ascii_lowercase();
    distinct.count_ones() <= 2
        || value.starts_with(['<', '$', '%', '{', '[', '*', '…', '('])
        || value.starts_with("#{")
        || value.contains("...")
        || value.contains('…')
        || value.contains("***")
        || lower.contains("xxxx")
        || lower.starts_with("your")
        || lower.starts_with("my-")
        || lower.starts_with("my_")
        || ["redacted", "placeholder", "example", "changeme_", "insert", "replace", "_here", "-here", "dummy"]
            .iter()
            .any(|word| lower.contains(word))
}

/// Whether the value is made of words and short numbers, as names of things are: `payments-db-2`, `next_page`.
pub(super) fn is_made_of_words(value: &str) -> bool {
    value.split(['-', '_', '.', '/', ':', '@', ',', '+', ' ']).all(|piece| {
        let bytes = piece.as_bytes();
        let letters = bytes.iter().take_while(|b| b.is_ascii_alphabetic()).count();
        let tail = &bytes[letters..];
        let is_word = is_cased_like_a_word(&bytes[..letters]) && (letters <= 14 || has_vowels(&bytes[..letters]));
        is_word && tail.len() <= 4 && tail.iter().all(u8::is_ascii_digit)
    })
}

fn is_cased_like_a_word(letters: &[u8]) -> bool {
    let capitals = letters.iter().filter(|b| b.is_ascii_uppercase()).count();
    // Camel case has a capital every few letters, and never two thirds of them.
    capitals == letters.len()
        || capitals == 0
        || (capitals * 4 <= letters.len() + 3 && letters.windows(2).all(|two| !two.iter().all(u8::is_ascii_uppercase)))
}

fn has_vowels(letters: &[u8]) -> bool {
    let vowels = letters.iter().filter(|b| b"aeiouyAEIOUY".contains(b)).count();
    vowels * 5 >= letters.len()
}

/// Whether a value after a word such as `token` looks like a secret rather than a name, number or word.
pub(super) fn looks_secret(value: &str) -> bool {
    let bytes = value.as_bytes();
    if bytes.len() < 8 || is_placeholder(value) || is_made_of_words(value) || is_address_or_path(value) {
        return false;
    }
    let has = |test: fn(&u8) -> bool| bytes.iter().any(test);
    let digits = has(u8::is_ascii_digit);
    let classes = usize::from(digits)
        + usize::from(has(u8::is_ascii_lowercase))
        + usize::from(has(u8::is_ascii_uppercase))
        + usize::from(has(u8::is_ascii_punctuation));
    let only_numbers = bytes.iter().all(|b| b.is_ascii_digit() || b".,:-+/TZ".contains(b));
    classes >= 2 && !only_numbers && entropy_bits(bytes) >= if bytes.len() < 16 { 2.5 } else { 2.9 }
}

fn is_address_or_path(value: &str) -> bool {
    let root = value.strip_prefix('/').and_then(|path| path.split('/').next());
    root.is_some_and(|folder| folder.len() < 16 && folder.bytes().all(|b| b.is_ascii_lowercase()))
        || value.starts_with(['~', '.', '#', '@'])
        || value.contains("://")
        || value.contains("\\\\")
}

/// Whether what follows a telling beginning could be a token's: neither a placeholder nor words.
pub(super) fn looks_random(body: &str) -> bool {
    !is_placeholder(body) && !is_made_of_words(body) && entropy_bits(body.as_bytes()) >= 2.2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_and_names() {
        for secret in [
            "k3Jf9sLq02mXz",
            "550e8400-e29b-41d4-a716-446655440000",
            "9f86d081884c7d659a2feaa0c55ad015",
            "Tr0ub4dor&3x",
            "wJalrXUtnFEMIK7MDENGbPxRfiCYzzzKEY",
        ] {
            assert!(looks_secret(secret), "{secret}");
        }
        for name in [
            "payments-db-credentials",
            "expired",
            "2026-12-01T10:20:30Z",
            "1733050000",
            "/etc/ssl/private",
            "my-service.prod.svc",
            "<your token>",
            "xxxxxxxxxxxxxxxx",
            "refreshTokenProvider",
            "INVALID_REQUEST",
        ] {
            assert!(!looks_secret(name), "{name}");
        }
    }
}
