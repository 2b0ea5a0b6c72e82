//! Why a command ends before its end, and with which status.

use pole_db::DbError;

use crate::shell::app::AppError;
use crate::shell::imports::ImportError;

/// Something was refused, or problems were found.
pub(super) const REFUSED: u8 = 1;
/// The command line or the configuration is wrong.
pub(super) const USAGE: u8 = 2;

/// The end of a command: what to say, and the exit status.
#[derive(Debug)]
pub(super) struct Stop {
    /// What to say; nothing when it is empty.
    pub(super) message: String,
    /// The exit status.
    pub(super) status: u8,
}

impl Stop {
    /// Something was refused.
    pub(super) fn refused(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            status: REFUSED,
        }
    }

    /// The command line or the configuration is wrong.
    pub(super) fn usage(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            status: USAGE,
        }
    }

    /// Nobody listens any more.
    pub(super) const fn quiet() -> Self {
        Self {
            message: String::new(),
            status: 0,
        }
    }
}

impl From<DbError> for Stop {
    fn from(error: DbError) -> Self {
        let next = match &error {
            DbError::Busy => "Another program writes to it: try again in a moment.",
            DbError::Full => "Free some space, then run the command again: nothing was half written.",
            DbError::Unavailable(_) => "Check the address, that the server runs and that the folder is there.",
            DbError::Migration { .. } | DbError::ReadOnly | DbError::Other(_) => "`pole doctor` says more.",
            DbError::NoRow
            | DbError::Unique { .. }
            | DbError::ForeignKey { .. }
            | DbError::Check { .. }
            | DbError::NotNull { .. }
            | DbError::Parameter(_)
            | DbError::Column { .. }
            | DbError::Unsupported(_) => "",
        };
        Self::refused(format!("{error}\n{next}").trim_end().to_owned())
    }
}

impl From<AppError> for Stop {
    fn from(error: AppError) -> Self {
        match error {
            AppError::Db(error) => error.into(),
            AppError::Catalogue(_) | AppError::Folder { .. } | AppError::FileStore { .. } | AppError::Presets(_) => {
                Self::refused(error.to_string())
            }
        }
    }
}

impl From<ImportError> for Stop {
    fn from(error: ImportError) -> Self {
        match error {
            ImportError::Db(error) => error.into(),
            other => Self::refused(other.to_string()),
        }
    }
}
