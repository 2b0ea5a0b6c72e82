//! Why something is not decided, published, agreed or ended.

use pole_db::DbError;
use pole_i18n::Argument;

use crate::features::dossiers::DossierError;
use crate::features::endowment::EndowmentError;
use crate::policy::Denied;
use crate::shell::problem::Problem;

/// A rule of decisions that says no. Schools are told by their names.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The line is not before the commission: it is not assessed, or already published.
    #[error("the line is not before the commission")]
    NotDecidable(String),
    /// A reason is needed.
    #[error("the reason is missing")]
    ReasonMissing(String),
    /// Two lines would have the same rank on the reserve list.
    #[error("the rank is taken")]
    RankTaken {
        /// The school.
        school: String,
        /// The rank.
        rank: i64,
    },
    /// An école would be selected without its collège.
    #[error("an école would be selected without its collège")]
    EcoleAlone {
        /// The école.
        ecole: String,
        /// Its collège.
        college: String,
    },
    /// Nothing was chosen.
    #[error("nothing was chosen")]
    NothingChosen,
    /// The plan says no to the decisions together.
    #[error("the plan says no")]
    Plan(Box<crate::features::endowment::Refusal>),
    /// The results are published: what changes now is a promotion or a correction.
    #[error("the results are published")]
    Published,
    /// The results are not published yet.
    #[error("the results are not published")]
    NotPublished,
    /// Lines are not decided yet.
    #[error("lines are not decided")]
    Undecided(i64),
    /// Nothing is decided.
    #[error("nothing is decided")]
    NothingDecided,
    /// The call has not been published: its wave has no place in the plan.
    #[error("the wave has no place in the plan")]
    NoWave,
    /// The commission sits later.
    #[error("the commission sits later")]
    NotHeldYet,
    /// The day is in the future.
    #[error("the day is in the future")]
    InFuture,
    /// The moment is in the past.
    #[error("the moment is in the past")]
    InPast,
    /// The line has another state than what is asked needs.
    #[error("the line is not in the state needed")]
    WrongState,
    /// The line is in an agreement: it is terminated there.
    #[error("the line is in an agreement")]
    InAgreement,
    /// A better placed school of the reserve list is passed over without a reason.
    #[error("the reserve list is skipped without a reason")]
    ReserveSkipped(String),
    /// A text is missing.
    #[error("a text is missing")]
    TextMissing,
    /// The appeal is answered.
    #[error("the appeal is answered")]
    Answered,
    /// No line of the dossier is selected.
    #[error("no line is selected")]
    NothingSelected,
    /// The dossier has its agreement.
    #[error("the dossier has its agreement")]
    AgreementExists,
    /// The last day is before the first.
    #[error("the days are reversed")]
    DaysReversed,
    /// The version says what the one before says.
    #[error("nothing changes")]
    NothingChanges,
    /// The party signed this version.
    #[error("the party signed")]
    AlreadySigned,
    /// The agreement is not in the state needed.
    #[error("the agreement is not in the state needed")]
    AgreementState,
}

impl Refusal {
    /// The message key.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::NotDecidable(_) => "decisions-refused-not-decidable",
            Self::ReasonMissing(_) => "decisions-refused-reason",
            Self::RankTaken { .. } => "decisions-refused-rank",
            Self::EcoleAlone { .. } => "decisions-refused-ecole-alone",
            Self::NothingChosen => "decisions-refused-nothing-chosen",
            Self::Plan(refusal) => refusal.key(),
            Self::Published => "decisions-refused-published",
            Self::NotPublished => "decisions-refused-not-published",
            Self::Undecided(_) => "decisions-refused-undecided",
            Self::NothingDecided => "decisions-refused-nothing-decided",
            Self::NoWave => "decisions-refused-no-wave",
            Self::NotHeldYet => "decisions-refused-not-held",
            Self::InFuture => "decisions-refused-future",
            Self::InPast => "decisions-refused-past",
            Self::WrongState => "decisions-refused-state",
            Self::InAgreement => "decisions-refused-in-agreement",
            Self::ReserveSkipped(_) => "decisions-refused-reserve-skipped",
            Self::TextMissing => "decisions-refused-text",
            Self::Answered => "decisions-refused-answered",
            Self::NothingSelected => "decisions-refused-nothing-selected",
            Self::AgreementExists => "decisions-refused-agreement-exists",
            Self::DaysReversed => "decisions-refused-days",
            Self::NothingChanges => "decisions-refused-unchanged",
            Self::AlreadySigned => "decisions-refused-signed",
            Self::AgreementState => "decisions-refused-agreement-state",
        }
    }

    /// The arguments of the message.
    pub fn arguments(&self) -> Vec<(&'static str, Argument)> {
        match self {
            Self::NotDecidable(school) | Self::ReasonMissing(school) | Self::ReserveSkipped(school) => {
                vec![("school", school.into())]
            }
            Self::RankTaken { school, rank } => vec![("school", school.into()), ("rank", (*rank).into())],
            Self::EcoleAlone { ecole, college } => vec![("ecole", ecole.into()), ("college", college.into())],
            Self::Plan(refusal) => refusal.arguments(),
            Self::Undecided(count) => vec![("count", (*count).into())],
            Self::NothingChosen
            | Self::Published
            | Self::NotPublished
            | Self::NothingDecided
            | Self::NoWave
            | Self::NotHeldYet
            | Self::InFuture
            | Self::InPast
            | Self::WrongState
            | Self::InAgreement
            | Self::TextMissing
            | Self::Answered
            | Self::NothingSelected
            | Self::AgreementExists
            | Self::DaysReversed
            | Self::NothingChanges
            | Self::AlreadySigned
            | Self::AgreementState => Vec::new(),
        }
    }
}

/// Why something is not done.
#[derive(Debug, thiserror::Error)]
pub enum DecisionError {
    /// There is no such thing, or it is not theirs to know.
    #[error("no such commission, line, appeal or agreement")]
    NotFound,
    /// A rule says no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Somebody else changed it meanwhile; with the name of what changed, empty when there is one only.
    #[error("somebody else changed it meanwhile")]
    Stale(String),
    /// The policy says no.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<EndowmentError> for DecisionError {
    fn from(error: EndowmentError) -> Self {
        match error {
            EndowmentError::Refused(refusal) => Refusal::Plan(Box::new(refusal)).into(),
            EndowmentError::Stale(_) => Self::Stale(String::new()),
            EndowmentError::Denied(denied) => Self::Denied(denied),
            EndowmentError::Db(error) => Self::Db(error),
            EndowmentError::NotFound | EndowmentError::Parameters(_) => Self::NotFound,
        }
    }
}

impl From<DossierError> for DecisionError {
    fn from(error: DossierError) -> Self {
        match error {
            DossierError::Stale => Self::Stale(String::new()),
            DossierError::Denied(denied) => Self::Denied(denied),
            DossierError::Db(error) => Self::Db(error),
            DossierError::Endowment(error) => (*error).into(),
            DossierError::Refused(crate::features::dossiers::Refusal::ReasonMissing) => Refusal::TextMissing.into(),
            DossierError::Refused(_) => Refusal::WrongState.into(),
            DossierError::NotFound => Self::NotFound,
        }
    }
}

impl From<DecisionError> for Problem {
    fn from(error: DecisionError) -> Self {
        match error {
            DecisionError::NotFound => Self::NotFound,
            DecisionError::Refused(refusal) => Self::Refused {
                key: refusal.key(),
                arguments: refusal.arguments(),
            },
            DecisionError::Stale(_) => Self::Conflict("decisions-refused-stale"),
            DecisionError::Denied(denied) => denied.into(),
            DecisionError::Db(error) => error.into(),
        }
    }
}
