/// Why the database did not do what it was asked.
///
/// Sources are kept as text. No message ever contains a value that was written or read: values
/// may be personal data.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DbError {
    /// One row was expected and there was none.
    #[error("the statement found no row")]
    NoRow,
    /// The same key twice.
    #[error("not unique: {what}")]
    Unique {
        /// The columns (`account.email`), or the name of the index.
        what: String,
    },
    /// A reference to a row that does not exist, or the removal of a row that is referred to.
    #[error("broken reference: {what}")]
    ForeignKey {
        /// The name of the constraint; SQLite does not tell it.
        what: String,
    },
    /// A declared check failed.
    #[error("check failed: {what}")]
    Check {
        /// The name of the constraint, or its expression when it has none.
        what: String,
    },
    /// A column that must be filled was left empty.
    #[error("missing value: {what}")]
    NotNull {
        /// The column (`account.email`).
        what: String,
    },
    /// Others hold the lock, or kept changing the same rows, for too long.
    #[error("the database is busy")]
    Busy,
    /// No space left.
    #[error("the disk of the database is full")]
    Full,
    /// A write inside a read, or a database that may not be written.
    #[error("the database is read-only here")]
    ReadOnly,
    /// The database cannot be reached.
    #[error("the database cannot be reached: {0}")]
    Unavailable(String),
    /// A statement and its parameters do not fit together.
    #[error("parameters do not fit the statement: {0}")]
    Parameter(String),
    /// A column does not hold what the program reads.
    #[error("column {column}: {reason}")]
    Column {
        /// The name that was asked for.
        column: String,
        /// What was expected and what was found.
        reason: String,
    },
    /// A migration is refused, or failed and left nothing behind.
    #[error("migration {name}: {reason}")]
    Migration {
        /// The migration.
        name: String,
        /// Why.
        reason: String,
    },
    /// This engine does not do this.
    #[error("not supported: {0}")]
    Unsupported(&'static str),
    /// Anything else.
    #[error("database failure: {0}")]
    Other(String),
}

/// A statement that failed, and whether the same transaction may succeed when run again.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) error: DbError,
    pub(crate) retry: bool,
}

impl From<DbError> for Failure {
    fn from(error: DbError) -> Self {
        Self { error, retry: false }
    }
}

/// Why the reading of an answer stopped before its end.
#[derive(Debug)]
pub(crate) enum Stopped {
    /// The engine failed: the transaction is lost.
    Engine(Failure),
    /// The reader refused a row: the transaction is intact.
    Reader(DbError),
}

impl From<Failure> for Stopped {
    fn from(failure: Failure) -> Self {
        Self::Engine(failure)
    }
}

impl From<DbError> for Stopped {
    fn from(error: DbError) -> Self {
        Self::Reader(error)
    }
}
