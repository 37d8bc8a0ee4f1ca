/// What the store answers when it cannot do what was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The thing, or one that it refers to, is not there.
    #[error("it is not there")]
    NotFound,
    /// A rule of the database refused it. The word says which; every method names those that it can answer.
    #[error("it conflicts with what is there: {0}")]
    Conflict(&'static str),
    /// The database was written by a newer version of the program.
    #[error("the database has schema {found}; this version of the program knows schemas up to {known}")]
    NewerSchema {
        /// The schema of the database.
        found: i64,
        /// The newest schema that this program knows.
        known: i64,
    },
    /// The database's address cannot be understood.
    #[error("the database's address cannot be understood: {0}")]
    Address(String),
    /// The database does not answer, or could not do its work.
    #[error("the database is not available")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// A row holds what this program never writes.
    #[error("a row cannot be read: {0}")]
    Corrupt(String),
}

/// What every method of the store answers.
pub type Result<T> = std::result::Result<T, Error>;
