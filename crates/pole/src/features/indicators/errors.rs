//! Why something was not done in the indicators.

use pole_db::DbError;

use crate::features::directory::DirectoryError;
use crate::policy::Denied;
use crate::shell::problem::Problem;

/// Why something was not done in the indicators.
#[derive(Debug, thiserror::Error)]
pub enum IndicatorError {
    /// There is no such thing, or it is not yours to know.
    #[error("no such thing")]
    NotFound,
    /// A refusal of the trade, by its message key.
    #[error("{0}")]
    Refused(&'static str),
    /// The month was frozen already.
    #[error("this month is frozen already")]
    AlreadyFrozen,
    /// The policy says no.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The directory says no.
    #[error(transparent)]
    Directory(#[from] DirectoryError),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<IndicatorError> for Problem {
    fn from(error: IndicatorError) -> Self {
        match error {
            IndicatorError::NotFound => Self::NotFound,
            IndicatorError::Refused(key) => Self::refused(key),
            IndicatorError::AlreadyFrozen => Self::Conflict("indicators-refused-frozen"),
            IndicatorError::Denied(denied) => denied.into(),
            IndicatorError::Directory(error) => error.into(),
            IndicatorError::Db(error) => error.into(),
        }
    }
}
