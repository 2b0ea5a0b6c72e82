//! Why something is not done with training.

use pole_db::DbError;

use crate::policy::Denied;
use crate::shell::problem::Problem;

/// A rule of training that says no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The session has no theme.
    #[error("the theme is missing")]
    ThemeMissing,
    /// Neither a half-day nor a distance module.
    #[error("the session has neither a half-day nor distance modules")]
    NothingPlanned,
    /// The same half-day twice.
    #[error("the same half-day is planned twice")]
    HalfDayTwice,
    /// A half-day of no minute, or of more than a day.
    #[error("a half-day lasts too long")]
    HalfDayLength,
    /// The last day is before the first.
    #[error("the last day is before the first")]
    DaysReversed,
    /// The school that receives it is not in the directory.
    #[error("the host school is unknown")]
    HostUnknown,
    /// Somebody signed for a half-day that would go away.
    #[error("a half-day with attendance cannot be taken out")]
    HalfDayAttended,
    /// A questionnaire on these competences was opened.
    #[error("the competences of a session with a questionnaire stay")]
    CompetencesAsked,
    /// People came: the session was held.
    #[error("a session with attendance cannot be cancelled")]
    CancelAttended,
    /// The session is cancelled.
    #[error("the session is cancelled")]
    Cancelled,
    /// No seat is left.
    #[error("no seat is left")]
    Full,
    /// The half-day has not come yet.
    #[error("the half-day has not come yet")]
    NotYet,
    /// There is no such teacher.
    #[error("there is no such teacher")]
    PersonUnknown,
    /// The name or the school of a new teacher is missing.
    #[error("a new teacher needs a name and a school")]
    TeacherIncomplete,
    /// Several teachers have this name in this school.
    #[error("several teachers have this name in this school")]
    PersonAmbiguous,
    /// Nothing is different.
    #[error("nothing changes")]
    NothingChanges,
    /// The questionnaire has its time, and it has not come.
    #[error("it is too early for this questionnaire")]
    EvaluationTooEarly,
    /// The questionnaire was closed, or it is too late for it.
    #[error("this questionnaire is over")]
    EvaluationOver,
    /// The session names no competence to place oneself on.
    #[error("the session names no competence")]
    EvaluationNoCompetence,
    /// Nobody came, or has a seat.
    #[error("there is nobody to ask")]
    EvaluationNobody,
    /// Everybody answered.
    #[error("everybody has answered")]
    EvaluationAllAnswered,
    /// There is no such code, or it was replaced.
    #[error("there is no such code")]
    CodeUnknown,
    /// The code was used.
    #[error("this code was used")]
    CodeUsed,
    /// The time of the code is over.
    #[error("the time of this code is over")]
    CodeOver,
    /// A question has no answer.
    #[error("a question has no answer")]
    AnswerMissing,
}

impl Refusal {
    /// The message key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::ThemeMissing => "training-refused-theme",
            Self::NothingPlanned => "training-refused-nothing-planned",
            Self::HalfDayTwice => "training-refused-half-day-twice",
            Self::HalfDayLength => "training-refused-half-day-length",
            Self::DaysReversed => "training-refused-days",
            Self::HostUnknown => "training-refused-host",
            Self::HalfDayAttended => "training-refused-half-day-attended",
            Self::CompetencesAsked => "training-refused-competences-asked",
            Self::CancelAttended => "training-refused-cancel-attended",
            Self::Cancelled => "training-refused-cancelled",
            Self::Full => "training-refused-full",
            Self::NotYet => "training-refused-not-yet",
            Self::PersonUnknown => "training-refused-person",
            Self::TeacherIncomplete => "training-refused-teacher",
            Self::PersonAmbiguous => "training-refused-ambiguous",
            Self::NothingChanges => "training-refused-unchanged",
            Self::EvaluationTooEarly => "training-refused-evaluation-early",
            Self::EvaluationOver => "training-refused-evaluation-over",
            Self::EvaluationNoCompetence => "training-refused-evaluation-competence",
            Self::EvaluationNobody => "training-refused-evaluation-nobody",
            Self::EvaluationAllAnswered => "training-refused-evaluation-all",
            Self::CodeUnknown => "training-refused-code",
            Self::CodeUsed => "training-refused-code-used",
            Self::CodeOver => "training-refused-code-over",
            Self::AnswerMissing => "training-refused-answer",
        }
    }

    /// The field of the form it is about.
    pub const fn field(self) -> &'static str {
        match self {
            Self::ThemeMissing | Self::NothingChanges => "theme",
            Self::NothingPlanned | Self::HalfDayTwice | Self::HalfDayLength | Self::HalfDayAttended | Self::NotYet => {
                "demi_journees"
            }
            Self::CompetencesAsked => "competences",
            Self::DaysReversed => "fin",
            Self::HostUnknown => "accueil",
            Self::CancelAttended | Self::Cancelled => "motif",
            Self::Full | Self::PersonUnknown | Self::TeacherIncomplete | Self::PersonAmbiguous => "nom",
            Self::EvaluationTooEarly
            | Self::EvaluationOver
            | Self::EvaluationNoCompetence
            | Self::EvaluationNobody
            | Self::EvaluationAllAnswered => "etape",
            Self::CodeUnknown | Self::CodeUsed | Self::CodeOver | Self::AnswerMissing => "code",
        }
    }
}

/// Why something is not done.
#[derive(Debug, thiserror::Error)]
pub enum TrainingError {
    /// There is no such session.
    #[error("no such session")]
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

impl From<TrainingError> for Problem {
    fn from(error: TrainingError) -> Self {
        match error {
            TrainingError::NotFound => Self::NotFound,
            TrainingError::Refused(refusal) => Self::refused(refusal.key()),
            TrainingError::Denied(denied) => denied.into(),
            TrainingError::Db(error) => error.into(),
        }
    }
}
