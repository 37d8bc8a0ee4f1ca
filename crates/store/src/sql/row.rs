//! Reading columns.

use domain::time::Timestamp;
use serde::de::DeserializeOwned;
use sqlx::Row as _;
use uuid::Uuid;

use super::{Db, Row};
use crate::word::Word;
use crate::{Error, Result, Sha256};

/// A column as the driver reads it.
pub(super) fn get<T>(row: &Row, column: &str) -> Result<T>
where
    T: for<'r> sqlx::Decode<'r, Db> + sqlx::Type<Db>,
{
    row.try_get(column).map_err(|error| Error::Corrupt(format!("{column}: {error}")))
}

/// An id.
pub(super) fn id<T>(row: &Row, column: &str, make: fn(Uuid) -> T) -> Result<T> {
    get(row, column).map(make)
}

/// An id that may be missing.
pub(super) fn maybe_id<T>(row: &Row, column: &str, make: fn(Uuid) -> T) -> Result<Option<T>> {
    Ok(get::<Option<Uuid>>(row, column)?.map(make))
}

/// A time.
pub(super) fn time(row: &Row, column: &str) -> Result<Timestamp> {
    get(row, column).map(Timestamp)
}

/// A number that is not negative.
pub(super) fn number<N: TryFrom<i64>>(row: &Row, column: &str) -> Result<N> {
    let number: i64 = get(row, column)?;
    N::try_from(number).map_err(|_| Error::Corrupt(format!("{column}: {number} is out of range")))
}

/// A hash.
pub(super) fn hash(row: &Row, column: &str) -> Result<Sha256> {
    maybe_hash(row, column)?.ok_or_else(|| Error::Corrupt(format!("{column}: there is none")))
}

/// A hash that may be missing.
pub(super) fn maybe_hash(row: &Row, column: &str) -> Result<Option<Sha256>> {
    let bytes: Option<Vec<u8>> = get(row, column)?;
    let wrong = |bytes: Vec<u8>| Error::Corrupt(format!("{column}: {} bytes are no SHA-256", bytes.len()));
    bytes.map(|bytes| Sha256::try_from(bytes).map_err(wrong)).transpose()
}

/// A text of the domain.
pub(super) fn text<T>(row: &Row, column: &str) -> Result<T>
where
    T: TryFrom<String, Error: std::fmt::Display>,
{
    T::try_from(get(row, column)?).map_err(|error| Error::Corrupt(format!("{column}: {error}")))
}

/// A word.
pub(super) fn word<T: Word>(row: &Row, column: &str) -> Result<T> {
    let word: String = get(row, column)?;
    T::parse(&word).ok_or_else(|| Error::Corrupt(format!("{column}: {word} is unknown")))
}

/// A word that may be missing.
pub(super) fn maybe_word<T: Word>(row: &Row, column: &str) -> Result<Option<T>> {
    let word: Option<String> = get(row, column)?;
    let read = |word: String| T::parse(&word).ok_or_else(|| Error::Corrupt(format!("{column}: {word} is unknown")));
    word.map(read).transpose()
}

/// A text of the domain that may be missing.
pub(super) fn maybe_text<T>(row: &Row, column: &str) -> Result<Option<T>>
where
    T: TryFrom<String, Error: std::fmt::Display>,
{
    let text: Option<String> = get(row, column)?;
    text.map(T::try_from).transpose().map_err(|error| Error::Corrupt(format!("{column}: {error}")))
}

/// Something kept as JSON.
pub(super) fn json<T: DeserializeOwned>(row: &Row, column: &str) -> Result<T> {
    let json: String = get(row, column)?;
    serde_json::from_str(&json).map_err(|error| Error::Corrupt(format!("{column}: {error}")))
}

/// JSON of something, to be kept.
pub(in super::super) fn to_json(value: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| Error::Corrupt(error.to_string()))
}
