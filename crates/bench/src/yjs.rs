//! What Yjs servers need: a note is a new key of a shared map. Encoded by hand, so that the generator has little to do.
//!
//! The bytes are those of y-protocols (sync) and of Yjs' first update format; Hocuspocus puts the name of the document in front.

use crate::notes::{Note, text};

/// Hocuspocus: authentication with a token of one character.
pub(crate) const AUTHENTICATE: &[u8] = &[2, 0, 1, b'x'];
/// Sync step 1 with an empty state vector.
pub(crate) const ASK_FOR_ALL: &[u8] = &[0, 0, 1, 0];

/// Whether a message, without a name in front, is sync step 2. Hocuspocus has a kind of its own for replies.
pub(crate) fn is_whole_document(message: &[u8]) -> bool {
    matches!(message, [0 | 4, 1, ..])
}

pub(crate) fn document_name(room: usize) -> Vec<u8> {
    let mut name = Vec::new();
    write_text(&mut name, &format!("room-{room}"));
    name
}

/// A sync message with an update: this person's client adds the note.
pub(crate) fn update(note: &Note) -> Vec<u8> {
    const ANY_UNDER_A_KEY: u8 = 0x28;
    const OBJECT: u8 = 118;
    const STRING: u8 = 119;
    let client = 1_000 + (note.room * 1_000 + note.person) as u64;
    let mut update = vec![1, 1];
    write_number(&mut update, client);
    write_number(&mut update, u64::from(note.earlier));
    update.extend([ANY_UNDER_A_KEY, 1]);
    write_text(&mut update, "notes");
    write_text(&mut update, &note.id());
    update.push(1);
    let fields = [("id", note.id()), ("wall", "crappy".to_owned()), ("text", text(note.index))];
    update.extend([OBJECT, 3]);
    for (key, value) in fields {
        write_text(&mut update, key);
        update.push(STRING);
        write_text(&mut update, &value);
    }
    let nothing_deleted = 0;
    update.push(nothing_deleted);
    let mut message = vec![0, 2];
    write_number(&mut message, update.len() as u64);
    message.extend(update);
    message
}

fn write_text(into: &mut Vec<u8>, text: &str) {
    write_number(into, text.len() as u64);
    into.extend_from_slice(text.as_bytes());
}

/// Seven bits a byte, the lowest first.
fn write_number(into: &mut Vec<u8>, mut number: u64) {
    while number > 0x7f {
        into.push(0x80 | u8::try_from(number & 0x7f).expect("seven bits"));
        number >>= 7;
    }
    into.push(u8::try_from(number).expect("seven bits"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_sevens() {
        for (number, expected) in [(0, vec![0]), (127, vec![127]), (128, vec![0x80, 1]), (300, vec![0xac, 2])] {
            let mut written = Vec::new();
            write_number(&mut written, number);
            assert_eq!(written, expected);
        }
    }
}
