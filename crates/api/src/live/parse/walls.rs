//! What is asked of notes and groups.

use domain::id::NoteId;
use domain::text::GroupTitle;
use domain::token::TokenHash;
use domain::workshop::{Command as DomainCommand, RoundNumber};
use sha2::{Digest, Sha256};

use super::{few, note_text};
use crate::live::Command;
use crate::problem::Invalid;

/// Reads a command about a note or a group.
#[expect(clippy::wildcard_enum_match_arm, reason = "the caller names every command, and sends only these here")]
pub(super) fn parse(command: Command) -> Result<DomainCommand, Invalid> {
    Ok(match command {
        Command::AddNote { note, wall, text, round, token } => {
            let token = token_hash(token)?;
            if token.is_some() && !carries_no_time(note.0) {
                return Err(Invalid { field: "note", reason: "The id of an unsigned note is a random UUID.".into() });
            }
            DomainCommand::AddNote { note, wall, text: note_text(&text)?, round: round.map(RoundNumber), token }
        }
        Command::EditNote { note, text, revision, token } => {
            DomainCommand::EditNote { note, text: note_text(&text)?, revision, token: token_hash(token)? }
        }
        Command::MoveNote { note, wall, token } => DomainCommand::MoveNote { note, wall, token: token_hash(token)? },
        Command::ColourNote { note, colour, token } => {
            DomainCommand::ColourNote { note, colour, token: token_hash(token)? }
        }
        Command::GroupNote { note, group, token } => {
            DomainCommand::GroupNote { note, group, token: token_hash(token)? }
        }
        Command::RemoveNote { note, token } => DomainCommand::RemoveNote { note, token: token_hash(token)? },
        Command::RestoreNote { note, token } => DomainCommand::RestoreNote { note, token: token_hash(token)? },
        Command::MakeGroup { group, title, notes } => {
            DomainCommand::MakeGroup { group, title: group_title(title)?, notes: few::<NoteId>(notes)? }
        }
        Command::NameGroup { group, title, revision } => {
            DomainCommand::NameGroup { group, title: group_title(title)?, revision }
        }
        other => unreachable!("{other:?} is about neither a note nor a group"),
    })
}

/// Whether an id is random through and through: a UUID of version 4 (RFC 9562).
#[must_use]
pub fn carries_no_time(id: uuid::Uuid) -> bool {
    id.get_version_num() == 4
}

fn group_title(raw: Option<String>) -> Result<Option<GroupTitle>, Invalid> {
    let raw = raw.filter(|title| !title.trim().is_empty());
    raw.map(|title| GroupTitle::parse(&title)).transpose().map_err(Invalid::field("title"))
}

/// The hash of a token. The token itself goes no further than this.
fn token_hash(raw: Option<String>) -> Result<Option<TokenHash>, Invalid> {
    let Some(raw) = raw else { return Ok(None) };
    if raw.len() != 64 || !raw.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(Invalid { field: "token", reason: "A token has 64 hexadecimal digits.".into() });
    }
    Ok(Some(TokenHash::new(Sha256::digest(raw.as_bytes()).into())))
}

#[cfg(test)]
mod tests {
    use domain::workshop::Wall;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn an_unsigned_note_tells_no_time() {
        let check = |id: &str, token: Option<String>, refused: Option<&str>| {
            let note = NoteId(id.parse().unwrap());
            let command = Command::AddNote { note, wall: Wall::Crappy, text: "x".into(), round: None, token };
            assert_eq!(command.parse().err().map(|invalid| invalid.field), refused, "{id}");
        };
        let (random, timed) = ("8c2f8a52-3b1c-4f0e-9d64-0a9f6f1f2b3c", "01932b6e-8c00-7000-8000-000000000001");
        check(random, Some("0f".repeat(32)), None);
        check(timed, Some("0f".repeat(32)), Some("note"));
        check(timed, None, None);
        check(random, Some("short".into()), Some("token"));
        check(random, Some("x".repeat(64)), Some("token"));
        assert!(!carries_no_time(Uuid::nil()));
    }

    #[test]
    fn the_token_is_hashed() {
        let token = "ab".repeat(32);
        let hash = token_hash(Some(token.clone())).unwrap().unwrap();
        assert_ne!(String::from(hash), token);
        assert_eq!(token_hash(Some(token)), Ok(Some(hash)));
    }
}
