//! The types of decisions, appeals and agreements (`domain.md` §3.2).

use pole_db::text_column;
use pole_kernel::{Day, Id, Instant, SchoolKind, Territory, Uai, vocabulary};
use serde::{Deserialize, Serialize};

use crate::features::dossiers::{DossierId, LineId, LineState};
use crate::features::endowment::EntryStatus;
use crate::shell::documents::DocumentId;

/// Tag of commission identifiers.
#[derive(Debug)]
pub enum CommissionTag {}

/// The identifier of a commission.
pub type CommissionId = Id<CommissionTag>;

/// Tag of appeal identifiers.
#[derive(Debug)]
pub enum AppealTag {}

/// The identifier of an appeal.
pub type AppealId = Id<AppealTag>;

/// Tag of agreement identifiers.
#[derive(Debug)]
pub enum AgreementTag {}

/// The identifier of an agreement.
pub type AgreementId = Id<AgreementTag>;

/// Tag of milestone identifiers.
#[derive(Debug)]
pub enum MilestoneTag {}

/// The identifier of a milestone.
pub type MilestoneId = Id<MilestoneTag>;

vocabulary! {
    /// What the commission decides of a line.
    Outcome, "outcome of a line" {
        /// Retenu.
        Selected = "selected",
        /// Liste complémentaire.
        Reserve = "reserve",
        /// Non retenu.
        NotSelected = "not_selected",
    }
}

text_column!(Outcome);

impl Outcome {
    /// Whether it cannot be said without a reason.
    pub const fn needs_reason(self) -> bool {
        match self {
            Self::Selected => false,
            Self::Reserve | Self::NotSelected => true,
        }
    }

    /// The state that it gives to a line.
    pub const fn state(self) -> LineState {
        match self {
            Self::Selected => LineState::Selected,
            Self::Reserve => LineState::Reserve,
            Self::NotSelected => LineState::NotSelected,
        }
    }

    /// What it is in the plan.
    pub const fn status(self) -> EntryStatus {
        match self {
            Self::Selected => EntryStatus::Selected,
            Self::Reserve => EntryStatus::Reserve,
            Self::NotSelected => EntryStatus::NotSelected,
        }
    }

    /// The colour of its tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Selected => "govuk-tag--green",
            Self::Reserve => "govuk-tag--yellow",
            Self::NotSelected => "govuk-tag--grey",
        }
    }
}

/// The commission on a wave of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commission {
    /// Its identifier.
    pub id: CommissionId,
    /// The day it sits: the day of its decisions.
    pub held_on: Day,
    /// What there is to know of it.
    pub note: String,
    /// How many écoles the academy grants; `None` when it has not said.
    pub quota: Option<i64>,
    /// How often its settings were saved.
    pub revision: i64,
    /// When it publishes itself.
    pub publish_at: Option<Instant>,
    /// Why it could not; empty when nothing went wrong.
    pub publish_failure: String,
    /// When the applicants were told.
    pub notified_at: Option<Instant>,
}

/// One decision on a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineDecision {
    /// From 1.
    pub revision: i64,
    /// What is decided.
    pub outcome: Outcome,
    /// The rank in the reserve list.
    pub reserve_rank: Option<i64>,
    /// Why.
    pub reason: String,
    /// The day of the decision.
    pub decided_on: Day,
    /// When it was written.
    pub decided_at: Instant,
    /// By whom; `None` at the console.
    pub decided_by: Option<String>,
}

/// What the reviewers give to a dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Score {
    /// Out of 100, as an exact fraction.
    pub points: (u64, u64),
    /// Whether every review that it needs is in.
    pub is_complete: bool,
}

impl Score {
    /// Whether it is at least so many points.
    pub fn reaches(&self, threshold: u32) -> bool {
        self.points.0 >= u64::from(threshold) * self.points.1
    }

    /// In hundredths of a point, halves up: 5025 is 50.25.
    pub const fn hundredths(&self) -> u64 {
        let (points, parts) = self.points;
        if parts == 0 {
            0
        } else {
            (points * 200 + parts) / (parts * 2)
        }
    }
}

/// A line before the commission, with everything that helps to decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The line.
    pub line: LineId,
    /// The dossier.
    pub dossier: DossierId,
    /// The school.
    pub uai: Uai,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: SchoolKind,
    /// Its commune.
    pub commune: String,
    /// The island of the common file.
    pub territory: Territory,
    /// The collège that carries the dossier.
    pub college: Uai,
    /// The state of the line.
    pub state: LineState,
    /// How many states it has had.
    pub line_revision: i64,
    /// Its rank in the common file.
    pub rank: Option<i64>,
    /// What the reviewers give to its dossier.
    pub score: Option<Score>,
    /// What is decided so far.
    pub decision: Option<LineDecision>,
    /// Whether the dossier is invented.
    pub fictitious: bool,
}

impl Candidate {
    /// Whether it carries the dossier.
    pub fn is_carrier(&self) -> bool {
        self.uai == self.college
    }

    /// Whether the commission can decide of it.
    pub fn is_decidable(&self) -> bool {
        self.state == LineState::Assessed
    }

    /// The revision of its decision; 0 when nothing is decided.
    pub fn decision_revision(&self) -> i64 {
        self.decision.as_ref().map_or(0, |decision| decision.revision)
    }

    /// What is decided so far.
    pub fn outcome(&self) -> Option<Outcome> {
        self.decision.as_ref().map(|decision| decision.outcome)
    }

    /// Whether an outcome is decided, by its code.
    pub fn is_decided(&self, code: &str) -> bool {
        self.outcome().is_some_and(|outcome| outcome.code() == code)
    }

    /// Why it was decided so; empty when it was not.
    pub fn reason(&self) -> &str {
        self.decision.as_ref().map_or("", |decision| decision.reason.as_str())
    }

    /// Its rank in the reserve list.
    pub fn reserve_rank(&self) -> Option<i64> {
        self.decision.as_ref()?.reserve_rank
    }
}

vocabulary! {
    /// How an appeal stands.
    AppealOutcome, "outcome of an appeal" {
        /// Nobody has answered yet.
        Open = "open",
        /// It was right: the decision is corrected.
        Upheld = "upheld",
        /// The decision stays.
        Rejected = "rejected",
    }
}

text_column!(AppealOutcome);

/// An appeal against the decision on a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appeal {
    /// Its identifier.
    pub id: AppealId,
    /// The line.
    pub line: LineId,
    /// What it says.
    pub text: String,
    /// The day it was received.
    pub received_on: Day,
    /// When it was recorded.
    pub recorded_at: Instant,
    /// What was answered; empty as long as it is open.
    pub answer: String,
    /// How it stands.
    pub outcome: AppealOutcome,
    /// The day of the answer.
    pub answered_on: Option<Day>,
    /// Who answered.
    pub answered_by: Option<String>,
}

vocabulary! {
    /// How an agreement stands.
    AgreementState, "state of an agreement" {
        /// Being prepared or waiting for signatures.
        Draft = "draft",
        /// Signed by both.
        Signed = "signed",
        /// Under way.
        Running = "running",
        /// Ended with its report.
        Closed = "closed",
        /// Cancelled.
        Terminated = "terminated",
    }
}

text_column!(AgreementState);

impl AgreementState {
    /// Whether something can still change in it.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Draft | Self::Signed | Self::Running)
    }

    /// The colour of its tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Draft => "govuk-tag--blue",
            Self::Signed | Self::Running => "govuk-tag--green",
            Self::Closed => "govuk-tag--grey",
            Self::Terminated => "govuk-tag--red",
        }
    }
}

vocabulary! {
    /// Who signs an agreement.
    Party, "party of an agreement" {
        /// The State side.
        Academy = "academy",
        /// The authority of the island.
        Authority = "authority",
    }
}

text_column!(Party);

/// An agreement as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreement {
    /// Its identifier.
    pub id: AgreementId,
    /// The dossier.
    pub dossier: DossierId,
    /// Its number.
    pub number: String,
    /// How it stands.
    pub state: AgreementState,
    /// How often it moved.
    pub revision: i64,
    /// The day it began.
    pub started_on: Option<Day>,
    /// The day it ended.
    pub ended_on: Option<Day>,
    /// The report of its end, or why it was terminated.
    pub end_note: String,
    /// When it was made.
    pub created_at: Instant,
}

/// What a version of an agreement says. French texts, as printed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgreementContent {
    /// Who signs for the State.
    pub academy: String,
    /// Who signs for the authority.
    pub authority: String,
    /// What it is for.
    pub purpose: String,
    /// What the State commits to, one line each.
    pub academy_commitments: String,
    /// What the authority commits to, one line each.
    pub authority_commitments: String,
    /// What the schools commit to, one line each.
    pub school_commitments: String,
    /// First day, as `2026-09-01`.
    pub starts_on: String,
    /// Last day.
    pub ends_on: String,
    /// How it is evaluated.
    pub evaluation: String,
    /// On which terms devices are lent.
    pub loan: String,
    /// Protection of personal data.
    pub data_protection: String,
    /// The schools, the collège first: code and name.
    pub schools: Vec<(String, String)>,
    /// Quantities and amounts by school and year, from the endowment.
    pub amounts: Vec<AmountLine>,
    /// The day of these amounts.
    pub amounts_on: String,
    /// The parameter set they were computed with.
    pub parameter_set: String,
}

/// What one school is due in one year. An unknown figure is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AmountLine {
    /// The school.
    pub uai: String,
    /// Its name.
    pub name: String,
    /// The school year: `2026-2027`.
    pub year: String,
    /// Devices for pupils.
    pub pupils: Option<u32>,
    /// Devices for teachers.
    pub teachers: Option<u32>,
    /// Spare devices.
    pub spare: Option<u32>,
    /// Cases of devices.
    pub cases: Option<u32>,
    /// What the State pays, in cents.
    pub state: Option<i64>,
    /// What the authority pays, in cents.
    pub authority: Option<i64>,
    /// What others pay, in cents.
    pub others: Option<i64>,
    /// Everything, in cents.
    pub total: Option<i64>,
}

/// The texts of an agreement that a person edits: the code of each, and its place.
pub const TEXTS: [&str; 11] = [
    "academy",
    "authority",
    "purpose",
    "academy_commitments",
    "authority_commitments",
    "school_commitments",
    "starts_on",
    "ends_on",
    "evaluation",
    "loan",
    "data_protection",
];

impl AgreementContent {
    /// A text by its code.
    pub fn text(&self, code: &str) -> &str {
        match code {
            "academy" => &self.academy,
            "authority" => &self.authority,
            "purpose" => &self.purpose,
            "academy_commitments" => &self.academy_commitments,
            "authority_commitments" => &self.authority_commitments,
            "school_commitments" => &self.school_commitments,
            "starts_on" => &self.starts_on,
            "ends_on" => &self.ends_on,
            "evaluation" => &self.evaluation,
            "loan" => &self.loan,
            "data_protection" => &self.data_protection,
            _ => "",
        }
    }

    /// Changes a text by its code.
    pub fn set_text(&mut self, code: &str, text: String) {
        match code {
            "academy" => self.academy = text,
            "authority" => self.authority = text,
            "purpose" => self.purpose = text,
            "academy_commitments" => self.academy_commitments = text,
            "authority_commitments" => self.authority_commitments = text,
            "school_commitments" => self.school_commitments = text,
            "starts_on" => self.starts_on = text,
            "ends_on" => self.ends_on = text,
            "evaluation" => self.evaluation = text,
            "loan" => self.loan = text,
            "data_protection" => self.data_protection = text,
            _ => {}
        }
    }
}

/// One version of an agreement: the first, or an amendment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgreementVersion {
    /// From 1.
    pub version: i64,
    /// What it says.
    pub content: AgreementContent,
    /// Why it was made; empty for the first.
    pub reason: String,
    /// When.
    pub made_at: Instant,
    /// By whom; `None` at the console.
    pub made_by: Option<String>,
}

/// A signature on a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// The version.
    pub version: i64,
    /// Who signs.
    pub party: Party,
    /// The name under the signature.
    pub signatory: String,
    /// The day.
    pub signed_on: Day,
    /// The scanned page.
    pub document: Option<DocumentId>,
}

/// A milestone of an agreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Milestone {
    /// Its identifier.
    pub id: MilestoneId,
    /// The agreement.
    pub agreement: AgreementId,
    /// What must be done.
    pub title: String,
    /// By when.
    pub due_on: Day,
    /// When it was done.
    pub done_on: Option<Day>,
    /// What there is to know of it.
    pub note: String,
    /// When the end of its agreement closed it before it was done.
    pub closed_at: Option<Instant>,
}

impl Milestone {
    /// How it stands on a day: `done`, `closed`, `late` or `due`.
    pub fn standing(&self, today: Day) -> &'static str {
        if self.done_on.is_some() {
            "done"
        } else if self.closed_at.is_some() {
            "closed"
        } else if self.due_on < today {
            "late"
        } else {
            "due"
        }
    }
}
