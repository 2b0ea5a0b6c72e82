use pole_db::text_column;
use pole_formats::{FileKind, IpsTrack, SchoolFact, SchoolState};
use pole_kernel::{
    Category, Contract, Day, Instant, PositionPrecision, PriorityEducation, SchoolKind, SchoolYear, Sector, Territory,
    Uai, UnknownWord, ids, vocabulary,
};

use crate::shell::imports::ImportId;

/// Where a fact comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// An exceptional observation, declared with its reason.
    Exceptional,
    /// Entered by a person.
    Manual,
    /// Read in a file of this kind.
    File(FileKind),
}

impl Source {
    /// The stable code written in the database and in the API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Exceptional => "exceptional",
            Self::Manual => "manual",
            Self::File(kind) => kind.code(),
        }
    }

    /// Reads a stable code back.
    ///
    /// # Errors
    /// When the code is not in the vocabulary.
    pub fn parse(code: &str) -> Result<Self, UnknownWord> {
        match code {
            "exceptional" => Ok(Self::Exceptional),
            "manual" => Ok(Self::Manual),
            other => FileKind::parse(other).map(Self::File),
        }
    }
}

text_column!(Source);

vocabulary! {
    /// What may happen to a school.
    EventKind, "school event" {
        /// It opens, or opens again.
        Opened = "opened",
        /// It closes.
        Closed = "closed",
        /// It takes another name.
        Renamed = "renamed",
        /// It becomes part of another school.
        MergedInto = "merged_into",
        /// Another school takes its place.
        SucceededBy = "succeeded_by",
        /// It works inside another school for a time.
        HostedBy = "hosted_by",
        /// An école belongs to the catchment area of a collège.
        AttachedTo = "attached_to",
    }
}

text_column!(EventKind);

impl EventKind {
    /// Whether it speaks of another school.
    pub const fn needs_other(self) -> bool {
        matches!(
            self,
            Self::MergedInto | Self::SucceededBy | Self::HostedBy | Self::AttachedTo
        )
    }

    /// Whether the school no longer stands by itself from that day on.
    pub const fn ends_school(self) -> bool {
        matches!(self, Self::Closed | Self::MergedInto | Self::SucceededBy)
    }
}

ids! {
    /// The identifier of an event.
    EventId, EventTag;
    /// The identifier of an exceptional observation.
    ExceptionalId, ExceptionalTag;
}

/// Something that happened to a school.
#[derive(Clone, Debug)]
pub struct SchoolEvent {
    /// Its identifier.
    pub id: EventId,
    /// What happened.
    pub kind: EventKind,
    /// The other school, when there is one.
    pub other: Option<Uai>,
    /// The other school's name today.
    pub other_name: Option<String>,
    /// The new name.
    pub name: Option<String>,
    /// First day.
    pub valid_from: Day,
    /// Last day; `None` while it lasts.
    pub valid_to: Option<Day>,
    /// Why, or on what ground.
    pub note: String,
    /// When we learned it.
    pub recorded_at: Instant,
    /// When it was taken back as wrong.
    pub withdrawn_at: Option<Instant>,
}

impl SchoolEvent {
    /// Whether it was known at a moment and not taken back by then.
    pub fn known(&self, at: Instant) -> bool {
        self.recorded_at <= at && self.withdrawn_at.is_none_or(|withdrawn| withdrawn > at)
    }

    /// Whether it holds on a day.
    pub fn holds(&self, day: Day) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|last| day <= last)
    }
}

/// What is believed of a school today: the row of lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchoolLine {
    /// Its code.
    pub uai: Uai,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: SchoolKind,
    /// Public or private.
    pub sector: Option<Sector>,
    /// Its contract with the State.
    pub contract: Option<Contract>,
    /// Its island or department.
    pub territory: Option<Territory>,
    /// INSEE code of its commune.
    pub commune_code: Option<String>,
    /// Its commune.
    pub commune: Option<String>,
    /// Its quarter.
    pub quarter: Option<String>,
    /// REP or REP+.
    pub priority: Option<PriorityEducation>,
    /// The collège at the head of its network.
    pub rep_head: Option<Uai>,
    /// Latitude and longitude in millionths of a degree, with how well they are known.
    pub position: Option<(i32, i32, PositionPrecision)>,
    /// Whether it is open.
    pub state: SchoolState,
    /// The collège of its catchment area.
    pub attached_to: Option<Uai>,
    /// The newest observed number of pupils, and its year.
    pub pupils: Option<(u32, SchoolYear)>,
    /// The newest social position index in tenths, and its year.
    pub ips: Option<(u32, SchoolYear)>,
}

/// What one source says of a school on one day.
#[derive(Clone, Debug)]
pub struct SchoolRecord {
    /// Who says it.
    pub source: Source,
    /// The day it speaks of.
    pub observed_on: Day,
    /// When we learned it.
    pub recorded_at: Instant,
    /// What it says.
    pub fact: SchoolFact,
    /// The import it came with.
    pub import: Option<ImportId>,
    /// Its line in that file.
    pub line: Option<i64>,
}

/// One observation of one figure, with its evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountRow {
    /// The school year.
    pub year: SchoolYear,
    /// What is counted.
    pub category: Category,
    /// Who says it.
    pub source: Source,
    /// When we learned it.
    pub recorded_at: Instant,
    /// The day it was counted, when the source says.
    pub observed_on: Option<Day>,
    /// How many; `None` when the source took its figure back.
    pub amount: Option<u32>,
    /// Worked out by difference rather than counted.
    pub deduced: bool,
    /// Invented for the demonstration.
    pub fictitious: bool,
    /// The reason of the exceptional observation it belongs to.
    pub exceptional: Option<String>,
    /// What the source adds.
    pub note: Option<String>,
    /// The import it came with.
    pub import: Option<ImportId>,
    /// The name of that import's file.
    pub file_name: Option<String>,
    /// Its line in that file.
    pub line: Option<i64>,
}

/// One social position index, with its evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IpsRow {
    /// The school year.
    pub year: SchoolYear,
    /// Of which pupils.
    pub track: IpsTrack,
    /// Who says it.
    pub source: Source,
    /// When we learned it.
    pub recorded_at: Instant,
    /// The index in tenths.
    pub tenths: u32,
    /// The name of the import's file.
    pub file_name: Option<String>,
    /// The line in that file.
    pub line: Option<i64>,
}

/// The types of schools by which figures are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SchoolGroup {
    /// Écoles maternelles and élémentaires.
    Ecoles,
    /// Collèges, with the sections inside them.
    Colleges,
    /// Lycées.
    Lycees,
}

impl SchoolGroup {
    /// Every group.
    pub const ALL: [Self; 3] = [Self::Ecoles, Self::Colleges, Self::Lycees];

    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ecoles => "ecole",
            Self::Colleges => "college",
            Self::Lycees => "lycee",
        }
    }

    /// The group of a kind of school.
    pub const fn of(kind: SchoolKind) -> Self {
        match kind {
            SchoolKind::Maternelle | SchoolKind::Elementaire => Self::Ecoles,
            SchoolKind::College | SchoolKind::Section | SchoolKind::Erea => Self::Colleges,
            SchoolKind::Lycee | SchoolKind::LyceePro | SchoolKind::Other => Self::Lycees,
        }
    }

    /// Reads what [`code`](Self::code) wrote.
    pub fn read(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|group| group.code() == code)
    }
}
