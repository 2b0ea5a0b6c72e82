//! Why something is not done with a dossier.

use pole_db::DbError;

use super::model::LineState;
use crate::policy::Denied;
use crate::shell::problem::Problem;

/// A rule of dossiers that says no.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The state does not follow the one it is in.
    #[error("{to} does not follow {from}")]
    NotNext {
        /// The state it is in.
        from: LineState,
        /// The state asked for.
        to: LineState,
    },
    /// The wave is closed: its deadline has passed, or it has not opened yet.
    #[error("the wave is not open")]
    WaveNotOpen,
    /// A reason is needed.
    #[error("the reason is missing")]
    ReasonMissing,
}

impl Refusal {
    /// The message key.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::NotNext { .. } => "dossiers-refused-not-next",
            Self::WaveNotOpen => "dossiers-refused-wave",
            Self::ReasonMissing => "dossiers-refused-reason",
        }
    }
}

/// Why something is not done.
#[derive(Debug, thiserror::Error)]
pub enum DossierError {
    /// There is no such dossier or line, or it is not theirs to know.
    #[error("no such dossier")]
    NotFound,
    /// Somebody else moved it meanwhile.
    #[error("somebody else moved it meanwhile")]
    Stale,
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

impl From<DossierError> for Problem {
    fn from(error: DossierError) -> Self {
        match error {
            DossierError::NotFound => Self::NotFound,
            DossierError::Stale => Self::Conflict("dossiers-refused-stale"),
            DossierError::Refused(refusal) => Self::refused(refusal.key()),
            DossierError::Denied(denied) => denied.into(),
            DossierError::Db(error) => error.into(),
        }
    }
}
