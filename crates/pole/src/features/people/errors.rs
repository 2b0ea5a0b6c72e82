//! Why something was not done with people.

use pole_db::DbError;
use pole_formats::FileError;

use super::rules::ServiceRefusal;
use crate::features::directory::DirectoryError;
use crate::policy::Denied;
use crate::shell::imports::RunError;
use crate::shell::problem::Problem;

/// Why something was not done with people.
#[derive(Debug, thiserror::Error)]
pub enum PeopleError {
    /// There is no such person or service, or it is not yours to know.
    #[error("no such person or service")]
    NotFound,
    /// The dates or the other services say no.
    #[error("the service may not stand: {0:?}")]
    Refused(ServiceRefusal),
    /// Several people may be meant.
    #[error("several people bear this name")]
    Ambiguous,
    /// A name is missing.
    #[error("a name is missing")]
    NameMissing,
    /// A birth date that nobody in a school has.
    #[error("the birth date cannot be")]
    BirthDate,
    /// The identifier belongs to somebody else.
    #[error("the identifier belongs to somebody else")]
    AliasTaken,
    /// Nothing would change.
    #[error("nothing changes")]
    NothingChanges,
    /// What was pasted is no table.
    #[error(transparent)]
    File(#[from] FileError),
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

impl From<ServiceRefusal> for PeopleError {
    fn from(refusal: ServiceRefusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<RunError> for PeopleError {
    fn from(error: RunError) -> Self {
        match error {
            RunError::File(error) => Self::File(error),
            RunError::Db(error) => Self::Db(error),
        }
    }
}

impl PeopleError {
    /// The field it is about and the message key, when it is a refusal of the trade.
    pub const fn refusal(&self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Refused(ServiceRefusal::EndsBeforeItBegins) => Some(("fin", "people-refused-dates")),
            Self::Refused(ServiceRefusal::Twice) => Some(("debut", "people-refused-twice")),
            Self::Refused(ServiceRefusal::AttachmentTwice) => Some(("rattachement", "people-refused-attachment")),
            Self::Ambiguous => Some(("naissance", "people-refused-ambiguous")),
            Self::NameMissing => Some(("nom", "form-required")),
            Self::BirthDate => Some(("naissance", "people-refused-birth")),
            Self::AliasTaken => Some(("email", "people-refused-email")),
            Self::NothingChanges => Some(("nom", "people-refused-unchanged")),
            Self::File(_) => Some(("lignes", "people-refused-paste")),
            Self::NotFound | Self::Denied(_) | Self::Directory(_) | Self::Db(_) => None,
        }
    }
}

impl From<PeopleError> for Problem {
    fn from(error: PeopleError) -> Self {
        match (error.refusal(), error) {
            (Some((_, key)), _) => Self::refused(key),
            (None, PeopleError::Denied(denied)) => denied.into(),
            (None, PeopleError::Directory(error)) => error.into(),
            (None, PeopleError::Db(error)) => error.into(),
            (None, _) => Self::NotFound,
        }
    }
}
