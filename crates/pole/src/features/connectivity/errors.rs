//! Why something was not done about rooms, lines, statements and tests.

use pole_db::DbError;

use crate::features::directory::{CalendarError, DirectoryError};
use crate::policy::Denied;
use crate::shell::problem::Problem;

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum ConnectivityError {
    /// There is no such thing, or it is not yours to know.
    #[error("no such room, line, statement or test")]
    NotFound,
    /// Nothing was entered.
    #[error("nothing was entered")]
    NothingEntered,
    /// Nothing changes.
    #[error("nothing changes")]
    NothingChanges,
    /// A room has no name.
    #[error("a room has no name")]
    NameMissing,
    /// Another room of the school bears this name on these days.
    #[error("another room bears the name “{0}”")]
    NameTaken(String),
    /// More half-days than a week has.
    #[error("a week has 12 half-days at most")]
    HalfDaysTooMany,
    /// The last day is before the first.
    #[error("it ends before it begins")]
    EndsBeforeItBegins,
    /// What was seen or tested is in the future.
    #[error("it is in the future")]
    Future,
    /// A rate that no line reaches.
    #[error("no line reaches this rate")]
    RateAbsurd,
    /// The same test is there already.
    #[error("this test is there already")]
    TestKnown,
    /// A declaration without the name of who vouches.
    #[error("nobody vouches for the declaration")]
    VisaMissing,
    /// The calendar was not changed.
    #[error(transparent)]
    Calendar(CalendarError),
    /// The policy says no.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl ConnectivityError {
    /// The message key of a refusal of the trade.
    pub const fn key(&self) -> Option<&'static str> {
        match self {
            Self::NothingEntered => Some("connectivity-refused-nothing"),
            Self::NothingChanges => Some("connectivity-refused-unchanged"),
            Self::NameMissing => Some("connectivity-refused-name"),
            Self::NameTaken(_) => Some("connectivity-refused-name-taken"),
            Self::HalfDaysTooMany => Some("connectivity-refused-half-days"),
            Self::EndsBeforeItBegins => Some("connectivity-refused-dates"),
            Self::Future => Some("connectivity-refused-future"),
            Self::RateAbsurd => Some("connectivity-refused-rate"),
            Self::TestKnown => Some("connectivity-refused-test-known"),
            Self::VisaMissing => Some("connectivity-refused-visa"),
            Self::Calendar(error) => match error {
                CalendarError::NameMissing => Some("calendar-refused-name"),
                CalendarError::EndsBeforeItBegins => Some("connectivity-refused-dates"),
                CalendarError::TooLong => Some("calendar-refused-too-long"),
                CalendarError::SchoolUnknown => Some("calendar-refused-school"),
                CalendarError::NothingChanges => Some("calendar-refused-known"),
                CalendarError::NotFound | CalendarError::Denied(_) | CalendarError::Db(_) => None,
            },
            Self::NotFound | Self::Denied(_) | Self::Db(_) => None,
        }
    }
}

impl From<DirectoryError> for ConnectivityError {
    fn from(error: DirectoryError) -> Self {
        match error {
            DirectoryError::Denied(denied) => Self::Denied(denied),
            DirectoryError::Db(error) => Self::Db(error),
            DirectoryError::NotFound
            | DirectoryError::UnknownOther
            | DirectoryError::SameSchool
            | DirectoryError::EndsBeforeItBegins
            | DirectoryError::NotACollege
            | DirectoryError::NothingEntered
            | DirectoryError::NothingChanges => Self::NotFound,
        }
    }
}

impl From<CalendarError> for ConnectivityError {
    fn from(error: CalendarError) -> Self {
        match error {
            CalendarError::NotFound => Self::NotFound,
            CalendarError::Denied(denied) => Self::Denied(denied),
            CalendarError::Db(error) => Self::Db(error),
            CalendarError::NameMissing
            | CalendarError::EndsBeforeItBegins
            | CalendarError::TooLong
            | CalendarError::SchoolUnknown
            | CalendarError::NothingChanges => Self::Calendar(error),
        }
    }
}

impl From<ConnectivityError> for Problem {
    fn from(error: ConnectivityError) -> Self {
        match (error.key(), error) {
            (Some(key), _) => Self::refused(key),
            (None, ConnectivityError::Denied(denied)) => denied.into(),
            (None, ConnectivityError::Db(error)) => error.into(),
            (None, _) => Self::NotFound,
        }
    }
}
