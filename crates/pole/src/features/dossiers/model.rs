//! The types of dossiers (`domain.md` §3.2).

use pole_db::text_column;
use pole_kernel::{Day, Id, Instant, Territory, Uai, vocabulary};
use serde_json::Value;

use crate::features::calls::{CallId, CallWaveId, Part};
use crate::policy::AccountId;
use crate::shell::documents::DocumentId;

/// Tag of dossier identifiers.
#[derive(Debug)]
pub enum DossierTag {}

/// The identifier of a dossier.
pub type DossierId = Id<DossierTag>;

/// Tag of line identifiers.
#[derive(Debug)]
pub enum LineTag {}

/// The identifier of a line: one school of a dossier.
pub type LineId = Id<LineTag>;

/// Tag of common file identifiers.
#[derive(Debug)]
pub enum CommonFileTag {}

/// The identifier of a common file.
pub type CommonFileId = Id<CommonFileTag>;

vocabulary! {
    /// The states of a line (`domain.md` §3.2), in their order.
    LineState, "state of a line" {
        /// Brouillon: nobody has written yet.
        Draft = "draft",
        /// En construction: being written.
        UnderConstruction = "under_construction",
        /// Validé établissement: the head stands behind it.
        SchoolValidated = "school_validated",
        /// Visé collectivité: the authority has seen and endorsed it.
        AuthorityEndorsed = "authority_endorsed",
        /// Hiérarchisé: it has its rank in the common file.
        Ranked = "ranked",
        /// Transmis: sent before the deadline.
        Transmitted = "transmitted",
        /// Recevable.
        Admissible = "admissible",
        /// Irrecevable.
        Inadmissible = "inadmissible",
        /// Évalué: the reviews are in.
        Assessed = "assessed",
        /// Retenu.
        Selected = "selected",
        /// Liste complémentaire.
        Reserve = "reserve",
        /// Non retenu.
        NotSelected = "not_selected",
        /// Conventionné: the agreement is signed.
        Agreed = "agreed",
        /// En exécution.
        Running = "running",
        /// Soldé.
        Closed = "closed",
        /// Retiré by the applicant, before the decision.
        Withdrawn = "withdrawn",
        /// Résilié: the agreement was cancelled, after the decision.
        Terminated = "terminated",
    }
}

text_column!(LineState);

vocabulary! {
    /// As what somebody moves a line.
    Who, "actor of a transition" {
        /// Anybody who writes in the dossier.
        Writer = "writer",
        /// The head of the school of the line, or of the collège that carries the dossier.
        School = "school",
        /// An agent of the authority of the island.
        Authority = "authority",
        /// The academic service or a pilot.
        Academy = "academy",
        /// The program: a consequence of another act, an import.
        Program = "program",
    }
}

text_column!(Who);

vocabulary! {
    /// Where a dossier comes from.
    Origin, "origin of a dossier" {
        /// Written here.
        Pole = "pole",
        /// Brought from démarche numérique.
        Demarche = "demarche",
    }
}

text_column!(Origin);

/// The common file of an authority for one wave: its dossiers, ranked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommonFile {
    /// Its identifier.
    pub id: CommonFileId,
    /// The wave of the call.
    pub call_wave: CallWaveId,
    /// The island.
    pub territory: Territory,
    /// What the authority wants to say of it.
    pub note: String,
}

/// A dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dossier {
    /// Its identifier.
    pub id: DossierId,
    /// The common file it is in.
    pub common_file: CommonFileId,
    /// The wave of the call.
    pub call_wave: CallWaveId,
    /// The island of the common file.
    pub territory: Territory,
    /// The collège that carries it.
    pub college: Uai,
    /// The call.
    pub call: CallId,
    /// The version of the call that it answers.
    pub version: i64,
    /// Where it comes from.
    pub origin: Origin,
    /// Its number there.
    pub origin_number: String,
    /// Whether it is invented.
    pub fictitious: bool,
    /// When it was begun.
    pub created_at: Instant,
}

/// One school of a dossier, as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its identifier.
    pub id: LineId,
    /// The dossier.
    pub dossier: DossierId,
    /// The school.
    pub uai: Uai,
    /// Its state.
    pub state: LineState,
    /// How many states it has had.
    pub revision: i64,
    /// Its rank in the common file.
    pub rank: Option<i64>,
}

/// A line that was selected and stands so on a day, with how far its agreement went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectedLine {
    /// The school.
    pub uai: Uai,
    /// The dossier.
    pub dossier: DossierId,
    /// Selected, agreed, running or closed.
    pub state: LineState,
    /// The day of that state.
    pub decided_on: Day,
}

impl SelectedLine {
    /// Whether its agreement was signed.
    pub const fn is_signed(&self) -> bool {
        matches!(self.state, LineState::Agreed | LineState::Running | LineState::Closed)
    }
}

/// One state that a line has had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineRevision {
    /// The line.
    pub line: LineId,
    /// From 1.
    pub revision: i64,
    /// The state.
    pub state: LineState,
    /// The rank, when it has one.
    pub rank: Option<i64>,
    /// The day of the act.
    pub decided_on: Day,
    /// As what its author acted.
    pub acted_as: Who,
    /// Why; empty when no reason is needed.
    pub reason: String,
    /// The document that shows it.
    pub document: Option<DocumentId>,
    /// The revision it corrects.
    pub corrects: Option<i64>,
    /// When it was recorded.
    pub recorded_at: Instant,
    /// By whom, by name; `None` for the program.
    pub recorded_by: Option<String>,
}

/// The newest answer to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The question.
    pub field: String,
    /// The school that answers; `None` for the dossier.
    pub uai: Option<Uai>,
    /// How often it was saved.
    pub revision: i64,
    /// What was answered.
    pub value: Value,
    /// When.
    pub saved_at: Instant,
    /// By whom.
    pub saved_by: Option<AccountId>,
}

/// Somebody who writes in a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The account.
    pub account: AccountId,
    /// How they are called.
    pub name: String,
    /// The part they fill in.
    pub part: Part,
    /// Since when.
    pub invited_at: Instant,
}

/// What one begins a dossier with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDossier {
    /// The wave that it answers.
    pub call_wave: CallWaveId,
    /// The school that carries it.
    pub college: Uai,
    /// The écoles of its catchment area that are in it.
    pub ecoles: Vec<Uai>,
    /// Where it comes from.
    pub origin: Origin,
    /// Its number there; empty for one written here.
    pub origin_number: String,
    /// Whether it is invented.
    pub fictitious: bool,
}

impl NewDossier {
    /// A dossier written here, of a school alone.
    pub const fn new(call_wave: CallWaveId, college: Uai) -> Self {
        Self {
            call_wave,
            college,
            ecoles: Vec::new(),
            origin: Origin::Pole,
            origin_number: String::new(),
            fictitious: false,
        }
    }

    /// The same with écoles.
    #[must_use]
    pub fn with(mut self, ecoles: impl IntoIterator<Item = Uai>) -> Self {
        self.ecoles.extend(ecoles);
        self
    }
}
