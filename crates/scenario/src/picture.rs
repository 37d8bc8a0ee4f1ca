//! Pictures beside scenario files. They are not decoded here, only recognised.

/// The most bytes of a picture beside a scenario file.
pub const MAX_PICTURE: usize = 5 * 1024 * 1024;

/// What is wrong with the picture that a scenario names, and how to mend it.
pub(crate) fn picture_fault(name: &str, bytes: Option<&[u8]>) -> Option<(String, &'static str)> {
    let Some(bytes) = bytes else {
        return Some((format!("There is no file {name} beside this one"), "Add it, or mend its name"));
    };
    let signatures: [&[u8]; 2] = [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"];
    if !signatures.iter().any(|signature| bytes.starts_with(signature)) {
        Some((format!("{name} is neither PNG nor JPEG"), "Save the picture as PNG or JPEG"))
    } else if bytes.len() > MAX_PICTURE {
        Some((format!("{name} is larger than 5 MiB"), "Save it smaller, or cut it to what matters"))
    } else {
        None
    }
}
