//! Why something is not done with the strategy.

use pole_db::DbError;
use pole_i18n::Argument;

use crate::features::directory::DirectoryError;
use crate::features::endowment::EndowmentError;
use crate::policy::Denied;
use crate::shell::problem::Problem;

/// A rule of the strategy that says no.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Something that must be named is not.
    #[error("the name is missing")]
    NameMissing,
    /// The reason is missing.
    #[error("the reason is missing")]
    ReasonMissing,
}

impl Refusal {
    /// The message key.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::NameMissing => "strategy-refused-name",
            Self::ReasonMissing => "strategy-refused-reason",
        }
    }

    /// The arguments of the message.
    pub const fn arguments(&self) -> Vec<(&'static str, Argument)> {
        match self {
            Self::NameMissing | Self::ReasonMissing => Vec::new(),
        }
    }
}

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum StrategyError {
    /// There is no such thing, or it is not theirs to know.
    #[error("no such scenario, search or decision")]
    NotFound,
    /// Somebody else saved meanwhile.
    #[error("it was saved by somebody else meanwhile")]
    Stale,
    /// A rule says no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The policy says no.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The endowment says no.
    #[error(transparent)]
    Endowment(#[from] EndowmentError),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<DirectoryError> for StrategyError {
    fn from(error: DirectoryError) -> Self {
        match error {
            DirectoryError::Denied(denied) => Self::Denied(denied),
            DirectoryError::Db(error) => Self::Db(error),
            _ => Self::NotFound,
        }
    }
}

impl From<StrategyError> for Problem {
    fn from(error: StrategyError) -> Self {
        match error {
            StrategyError::NotFound => Self::NotFound,
            StrategyError::Stale => Self::Conflict("strategy-refused-stale"),
            StrategyError::Refused(refusal) => Self::Refused {
                key: refusal.key(),
                arguments: refusal.arguments(),
            },
            StrategyError::Denied(denied) => denied.into(),
            StrategyError::Endowment(error) => error.into(),
            StrategyError::Db(error) => error.into(),
        }
    }
}
