//! Why something is not done with a call.

use pole_db::DbError;

use crate::policy::Denied;
use crate::shell::problem::Problem;

/// A rule of calls that says no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The call has no title.
    #[error("the title is missing")]
    TitleMissing,
}

impl Refusal {
    /// The message key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::TitleMissing => "calls-refused-title",
        }
    }
}

/// Why something is not done.
#[derive(Debug, thiserror::Error)]
pub enum CallError {
    /// There is no such call.
    #[error("no such call")]
    NotFound,
    /// A rule says no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The policy says no.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<CallError> for Problem {
    fn from(error: CallError) -> Self {
        match error {
            CallError::NotFound => Self::NotFound,
            CallError::Refused(refusal) => Self::refused(refusal.key()),
            CallError::Denied(denied) => denied.into(),
            CallError::Db(error) => error.into(),
        }
    }
}
