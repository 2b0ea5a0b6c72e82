//! What went wrong, as the outside sees it: the only table from a problem to a status and a
//! message. The same problem gives a page or `application/problem+json`.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use pole_db::DbError;
use pole_i18n::Argument;

use super::clock::fresh_id;
use crate::policy::Denied;

/// A request that could not be answered as asked.
#[derive(Clone, Debug)]
pub enum Problem {
    /// Absent, or not yours to know.
    NotFound,
    /// The policy says no.
    Denied(Denied),
    /// The request itself is not well formed, with the key of the message that says how.
    BadRequest(&'static str),
    /// The form's anti-forgery token is missing or old.
    Forgery,
    /// A rule of the trade says no.
    Refused {
        /// The message key.
        key: &'static str,
        /// Its arguments.
        arguments: Vec<(&'static str, Argument)>,
    },
    /// Somebody else changed the same thing, or it is done already.
    Conflict(&'static str),
    /// The request needs `If-Match`.
    PreconditionRequired,
    /// What was sent is too large.
    TooLarge,
    /// Too many attempts; wait so many seconds.
    TooMany {
        /// How long to wait.
        seconds: i64,
    },
    /// The database or the disk is full or away for now.
    Unavailable(&'static str),
    /// Everything else: logged once under an incident number.
    Failure {
        /// The number shown to the person and written in the log.
        incident: String,
    },
}

impl Problem {
    /// A refusal without arguments.
    pub const fn refused(key: &'static str) -> Self {
        Self::Refused {
            key,
            arguments: Vec::new(),
        }
    }

    /// Logs a failure once and gives the number to show.
    pub fn failure(error: &dyn std::error::Error) -> Self {
        let incident = fresh_id::<Problem>().to_string();
        let mut chain = error.to_string();
        let mut source = error.source();
        while let Some(cause) = source {
            chain.push_str(": ");
            chain.push_str(&cause.to_string());
            source = cause.source();
        }
        tracing::error!(incident.id = %incident, "Incident {incident}: {chain}");
        Self::Failure { incident }
    }

    /// The HTTP status.
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Denied(denied) if denied.anonymous => StatusCode::UNAUTHORIZED,
            Self::Denied(_) | Self::Forgery => StatusCode::FORBIDDEN,
            Self::BadRequest(_) => StatusCode::BAD_REQUEST,
            Self::Refused { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::PreconditionRequired => StatusCode::PRECONDITION_REQUIRED,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Failure { .. } => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The message key and its arguments.
    pub fn message(&self) -> (&'static str, Vec<(&'static str, Argument)>) {
        match self {
            Self::NotFound => ("problem-not-found", Vec::new()),
            Self::Denied(denied) if denied.anonymous => ("problem-sign-in", Vec::new()),
            Self::Denied(_) => ("problem-denied", Vec::new()),
            Self::Forgery => ("problem-forgery", Vec::new()),
            Self::BadRequest(key) | Self::Conflict(key) | Self::Unavailable(key) => (key, Vec::new()),
            Self::Refused { key, arguments } => (key, arguments.clone()),
            Self::PreconditionRequired => ("problem-if-match", Vec::new()),
            Self::TooLarge => ("problem-too-large", Vec::new()),
            Self::TooMany { seconds } => ("problem-too-many", vec![("seconds", (*seconds).into())]),
            Self::Failure { incident } => ("problem-failure", vec![("incident", incident.clone().into())]),
        }
    }
}

impl From<Denied> for Problem {
    fn from(denied: Denied) -> Self {
        Self::Denied(denied)
    }
}

impl From<DbError> for Problem {
    fn from(error: DbError) -> Self {
        match error {
            DbError::NoRow => Self::NotFound,
            DbError::Busy => Self::Unavailable("problem-busy"),
            DbError::Full => {
                tracing::error!("The disk is full: free some space, nothing was written");
                Self::Unavailable("problem-disk-full")
            }
            DbError::Unavailable(reason) => {
                tracing::error!("The database does not answer: {reason}");
                Self::Unavailable("problem-database-away")
            }
            other => Self::failure(&other),
        }
    }
}

/// A problem travels to the outer layer, which knows the reader's language, as an extension of
/// an empty response.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}
