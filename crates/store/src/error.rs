/// An error of the store.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The thing, or one that it refers to, is not there.
    #[error("it was not found")]
    NotFound,
    /// It conflicts with what is there; every method names the conflicts that it can answer.
    #[error("it conflicts with what is there: {0:?}")]
    Conflict(Conflict),
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

/// The result of every method of the store.
pub type Result<T> = std::result::Result<T, Error>;

/// Why a change conflicts with stored data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conflict {
    /// The id of an action is taken by another workshop of the team.
    Action,
    /// Somebody else changed it meanwhile: the revision is another one.
    Changed,
    /// The round is closed.
    Closed,
    /// Another screen shows this code.
    Code,
    /// The command is in the log already.
    Command,
    /// There is no room for more demonstrations.
    Demonstrations,
    /// There is no room for more demonstrations of this address.
    DemonstrationsOfAddress,
    /// An account has this address.
    Email,
    /// There is a database already.
    Exists,
    /// The round was extended already.
    Extended,
    /// Something has this id.
    Id,
    /// Another workshop has this code.
    JoinCode,
    /// The team would be left without an owner.
    LastOwner,
    /// The account is a member already.
    Member,
    /// The survey was moved on meanwhile.
    Moved,
    /// The team has a system of this name.
    Name,
    /// The workshop is not closed.
    NotClosed,
    /// The workshop was opened already.
    NotPlanned,
    /// There is a round of this day.
    Occurrence,
    /// A round is open, or not closed yet.
    Open,
    /// The team has a scenario of this name.
    Slug,
    /// The log has this version.
    Version,
}
