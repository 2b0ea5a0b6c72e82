//! Why something was not done with certifications.

use pole_db::DbError;

use crate::features::directory::DirectoryError;
use crate::policy::Denied;
use crate::shell::problem::Problem;

/// Why something was not done with certifications.
#[derive(Debug, thiserror::Error)]
pub enum PixError {
    /// There is no such certification, or it is not yours to know.
    #[error("no such certification")]
    NotFound,
    /// The person is of another school, or of another kind.
    #[error("the person cannot hold this certification")]
    WrongPerson,
    /// Nobody decided anything.
    #[error("there is no decision to undo")]
    NothingToUndo,
    /// Nothing would change.
    #[error("nothing changes")]
    NothingChanges,
    /// The policy says no.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The school is not to be found.
    #[error(transparent)]
    Directory(#[from] DirectoryError),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<PixError> for Problem {
    fn from(error: PixError) -> Self {
        match error {
            PixError::NotFound => Self::NotFound,
            PixError::WrongPerson => Self::refused("pix-refused-person"),
            PixError::NothingToUndo => Self::refused("pix-refused-undo"),
            PixError::NothingChanges => Self::refused("pix-refused-unchanged"),
            PixError::Denied(denied) => denied.into(),
            PixError::Directory(error) => error.into(),
            PixError::Db(error) => error.into(),
        }
    }
}
