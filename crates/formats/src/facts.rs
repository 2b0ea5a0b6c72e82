use std::fmt;

use pole_kernel::{
    Category, Cents, Contract, Day, PositionPrecision, PriorityEducation, SchoolKind, SchoolYear, Sector, Territory,
    Uai, vocabulary,
};

use crate::problem::Problem;

mod certification;
mod coverage;
mod demarche;
mod person;
mod room;
mod training;
mod usage;

pub use certification::{CertificationFact, CertificationStatus, Framework};
pub use coverage::{CoverageFact, CoverageMeasure, PremisesKind};
pub use demarche::{DemarcheAnswer, DemarcheDossier, DemarcheState};
pub use person::{Degree, PersonFact};
pub use room::{RoomFact, RoomKind, RoomTestFact};
pub use training::{Presence, RegistrationStatus, TrainingFact, TrainingMode};
pub use usage::UsageFact;

vocabulary! {
    /// The kinds of file that are read, told apart by their header and never by their name.
    FileKind, "kind of file" {
        /// The ministry's directory of schools, 2023 and 2026 layouts.
        Annuaire = "annuaire",
        /// The ministry's addresses and positions, technical and labelled headers.
        Geolocation = "geolocation",
        /// The social position index of the écoles.
        IpsEcoles = "ips_ecoles",
        /// The social position index of the collèges.
        IpsColleges = "ips_colleges",
        /// The social position index of the lycées, up to three per school.
        IpsLycees = "ips_lycees",
        /// Pupils of the collèges by level.
        CollegeCounts = "college_counts",
        /// Pupils of the general and technological path of the lycées by level.
        LyceeGtCounts = "lycee_gt_counts",
        /// Pupils of the professional path of the lycées by level.
        LyceeProCounts = "lycee_pro_counts",
        /// The list of the priority education networks.
        RepList = "rep_list",
        /// Our compilation of the schools of the two islands.
        BasinSchools = "basin_schools",
        /// The October 2020 figures that the press reported.
        PressCounts = "press_counts",
        /// Our union of the national files on the school code.
        UnifiedSchools = "unified_schools",
        /// Our template for head counts.
        RosterCounts = "roster_counts",
        /// Our template for what was ordered, delivered and put in use.
        Supplies = "supplies",
        /// Our template for the staff of a school and where they serve.
        People = "people",
        /// Our template for the rooms of a school.
        Rooms = "rooms",
        /// Our template for tests made in rooms.
        RoomTests = "room_tests",
        /// JSON lines of a fixed probe: ndt7, ndt5, dash, ookla.
        ProbeLines = "probe_lines",
        /// Results of a Pix certification session or division, both generations.
        PixResults = "pix_results",
        /// Training rows of any layout, mapped on screen: one row a person and session.
        TrainingRows = "training_rows",
        /// Use of an ENT as others measured it, mapped on screen.
        UsageRows = "usage_rows",
        /// Dossiers of démarche numérique: answers of its GraphQL interface, or its CSV and XLSX export.
        Demarche = "demarche",
        /// Premises eligible to each class of speed by commune, as the regulator counts them.
        CommuneSpeeds = "commune_speeds",
        /// Premises eligible by each technology by commune, as the regulator counts them.
        CommuneTechnologies = "commune_technologies",
    }
}

impl FileKind {
    /// Whether its cells speak of persons: then no problem repeats them.
    pub const fn speaks_of_persons(self) -> bool {
        matches!(
            self,
            Self::People | Self::PixResults | Self::TrainingRows | Self::Demarche
        )
    }
}

vocabulary! {
    /// How the bytes of a file were read as text.
    Encoding, "text encoding" {
        /// UTF-8 without a mark (and plain ASCII).
        Utf8 = "utf8",
        /// UTF-8 behind one or more byte order marks.
        Utf8Bom = "utf8_bom",
        /// Windows-1252, which includes Latin-1.
        Windows1252 = "windows_1252",
        /// Mac Roman, from old spreadsheets.
        MacRoman = "mac_roman",
    }
}

vocabulary! {
    /// The state of a school in the directory.
    SchoolState, "state of a school" {
        /// Open.
        Open = "open",
        /// Open, to be closed.
        ToClose = "to_close",
        /// Not open yet.
        ToOpen = "to_open",
        /// Closed.
        Closed = "closed",
    }
}

vocabulary! {
    /// The pupils a social position index speaks of.
    IpsTrack, "path of a social position index" {
        /// The whole school.
        All = "all",
        /// The general and technological path of a lycée.
        Gt = "gt",
        /// The professional path of a lycée.
        Pro = "pro",
    }
}

vocabulary! {
    /// How far a supply has gone.
    SupplyStep, "step of a supply" {
        /// Ordered.
        Ordered = "ordered",
        /// Delivered.
        Delivered = "delivered",
        /// In use.
        InUse = "in_use",
    }
}

vocabulary! {
    /// What is supplied.
    SupplyItem, "supplied item" {
        /// A device for a pupil.
        PupilDevice = "pupil_device",
        /// A device for a teacher.
        TeacherDevice = "teacher_device",
        /// A spare device.
        SpareDevice = "spare_device",
        /// A case.
        Case = "case",
    }
}

/// What one line gave, in the order of the file. One line may give several items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// Something a source says about a school.
    School(Located<SchoolFact>),
    /// A number of pupils or teachers.
    Count(Located<CountFact>),
    /// A social position index.
    Ips(Located<IpsFact>),
    /// An order, a delivery or a putting in use.
    Supply(Located<SupplyFact>),
    /// Somebody who serves in a school.
    Person(Located<PersonFact>),
    /// A room.
    Room(Located<RoomFact>),
    /// A test made in a room.
    RoomTest(Located<RoomTestFact>),
    /// A Pix certification.
    Certification(Located<CertificationFact>),
    /// A person at a training session.
    Training(Located<TrainingFact>),
    /// The use of an ENT in a school and a period.
    Usage(Located<UsageFact>),
    /// A dossier of the State's platform.
    Demarche(Located<DemarcheDossier>),
    /// The coverage of a commune.
    Coverage(Located<CoverageFact>),
    /// Something wrong or doubtful.
    Problem(Problem),
}

/// A kind of fact, for whoever takes files that give only this one.
pub trait Fact: Sized {
    /// The fact of an item; nothing when it holds something else.
    fn of(item: Item) -> Option<Located<Self>>;
}

macro_rules! facts {
    ($($variant:ident $fact:ident,)+) => {
        $(impl Fact for $fact {
            fn of(item: Item) -> Option<Located<Self>> {
                if let Item::$variant(located) = item { Some(located) } else { None }
            }
        })+
    };
}

facts! {
    School SchoolFact,
    Count CountFact,
    Ips IpsFact,
    Supply SupplyFact,
    Person PersonFact,
    Room RoomFact,
    RoomTest RoomTestFact,
    Certification CertificationFact,
    Training TrainingFact,
    Usage UsageFact,
    Demarche DemarcheDossier,
    Coverage CoverageFact,
}

/// A value and the line it was read on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located<T> {
    /// The physical line in the decoded file; the first line is 1.
    pub line: u64,
    /// What was read.
    pub value: T,
}

/// What a source says: silence differs from a “no”.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Known<T> {
    /// The source does not speak of it.
    #[default]
    Unknown,
    /// The source says there is none.
    No,
    /// The source says there is one.
    Yes(T),
}

/// What one source says about one school. `None` means that the source does not speak.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchoolFact {
    /// The school.
    pub uai: Uai,
    /// The name to show: the usual name when the source has one, else the name it gives.
    pub name: Option<String>,
    /// The official designation, when the source tells it apart.
    pub official_name: Option<String>,
    /// What the school is.
    pub kind: Option<SchoolKind>,
    /// The ministry's nature code (`code_nature`).
    pub nature: Option<u16>,
    /// Public or private.
    pub sector: Option<Sector>,
    /// The contract of a private school. `None` when a source says “private” and no more.
    pub contract: Option<Contract>,
    /// The department or collectivity, never read from the school code.
    pub territory: Option<Territory>,
    /// The INSEE code of the commune.
    pub commune_code: Option<String>,
    /// The name of the commune.
    pub commune: Option<String>,
    /// The street address.
    pub address: Option<String>,
    /// The postal code, CEDEX included.
    pub postal_code: Option<String>,
    /// The quarter or locality.
    pub quarter: Option<String>,
    /// Priority education.
    pub priority: Known<PriorityEducation>,
    /// The collège that heads its priority education network.
    pub rep_head: Option<Uai>,
    /// Where it is.
    pub position: Option<Position>,
    /// The opening date.
    pub opened_on: Option<Day>,
    /// Open or not.
    pub state: Option<SchoolState>,
    /// The school it belongs to (a SEGPA's collège).
    pub mother: Option<Uai>,
    /// How it belongs to it, in the source's words.
    pub mother_link: Option<String>,
    /// The day the source looked.
    pub observed_on: Option<Day>,
    /// What the source says of its own origin.
    pub note: Option<String>,
}

impl SchoolFact {
    /// A school of which nothing else is known yet.
    pub const fn new(uai: Uai) -> Self {
        Self {
            uai,
            name: None,
            official_name: None,
            kind: None,
            nature: None,
            sector: None,
            contract: None,
            territory: None,
            commune_code: None,
            commune: None,
            address: None,
            postal_code: None,
            quarter: None,
            priority: Known::Unknown,
            rep_head: None,
            position: None,
            opened_on: None,
            state: None,
            mother: None,
            mother_link: None,
            observed_on: None,
            note: None,
        }
    }
}

/// A point in WGS 84, in millionths of a degree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// Latitude, north is positive.
    pub latitude_micro: i32,
    /// Longitude, east is positive.
    pub longitude_micro: i32,
    /// How far it can be trusted.
    pub precision: PositionPrecision,
    /// The precision in the source's words; empty when the source does not say.
    pub label: String,
    /// Where the position comes from, when the file tells it.
    pub source: Option<String>,
}

/// A number of pupils or teachers of one school and one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountFact {
    /// The school.
    pub uai: Uai,
    /// The school year.
    pub year: SchoolYear,
    /// What is counted.
    pub category: Category,
    /// How many.
    pub count: u32,
    /// The day of the count, when the source tells it.
    pub observed_on: Option<Day>,
    /// What the source says of it. Counts of one path of a lycée are noted as such: their total
    /// is not the total of a lycée that has both paths.
    pub note: Option<String>,
    /// Whether the source computed it from other figures.
    pub deduced: bool,
}

/// A social position index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IpsFact {
    /// The school.
    pub uai: Uai,
    /// The school year.
    pub year: SchoolYear,
    /// The pupils it speaks of.
    pub track: IpsTrack,
    /// The index in tenths: 83.8 is 838.
    pub tenths: u32,
}

/// Devices or cases ordered, delivered or put in use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SupplyFact {
    /// The school.
    pub uai: Uai,
    /// The school year that pays.
    pub year: SchoolYear,
    /// How far it has gone.
    pub step: SupplyStep,
    /// What it is.
    pub item: SupplyItem,
    /// How many.
    pub quantity: u32,
    /// The price of one.
    pub unit_price: Option<Cents>,
    /// The day of the step.
    pub day: Day,
    /// The number of the order or the delivery note.
    pub reference: Option<String>,
    /// Free text.
    pub note: Option<String>,
}

/// What was read, once the end of the file is reached (or the caller stopped).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Physical lines, the header and the blank ones included.
    pub lines: u64,
    /// Lines that hold data.
    pub records: u64,
    /// Problems told, refusals and warnings together.
    pub problems: u64,
    /// The encoding in the end: a file that looked like ASCII may turn out to be Windows-1252.
    pub encoding: Encoding,
}

/// How much a file may ask of the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The most bytes once decompressed.
    pub bytes: u64,
    /// The most bytes in one record.
    pub line_bytes: usize,
    /// The most decompressed bytes for one compressed byte, past the first mebibyte.
    pub ratio: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 512 << 20,
            line_bytes: 1 << 20,
            ratio: 200,
        }
    }
}

/// Why a file cannot be read at all. Problems of single lines are [`Problem`]s instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// An image, a PDF, a program.
    #[error("the file is not a text: a CSV file is expected")]
    NotText,
    /// UTF-16, or bytes that no known encoding reads.
    #[error("the text encoding cannot be determined: save the file as CSV in UTF-8")]
    EncodingUndetermined,
    /// A CSV file, none that is known.
    #[error("no known file has these columns: {}", Names(columns))]
    UnknownKind {
        /// The columns of its header.
        columns: Vec<String>,
    },
    /// A known kind of file without a column it must have.
    #[error("the file looks like “{kind}” but has no column “{column}”")]
    MissingColumn {
        /// What it looks like.
        kind: FileKind,
        /// The column it lacks.
        column: String,
    },
    /// The compressed file ends before its end, or is damaged.
    #[error("the compressed file is cut short or damaged: download it again")]
    TruncatedGzip,
    /// More bytes than allowed, or a compressed file that swells suspiciously.
    #[error("the file holds more than {limit} bytes once decompressed")]
    TooLarge {
        /// The bytes allowed for this file.
        limit: u64,
    },
    /// A line that does not end, or a quote that is never closed.
    #[error("line {line} is longer than {limit} bytes: is a quote left open?")]
    LineTooLong {
        /// Where it begins.
        line: u64,
        /// The bytes allowed.
        limit: usize,
    },
    /// An archive, a workbook of an older kind, or a damaged one.
    #[error("the file is an archive, or a workbook that is not XLSX: unpack it, or save the sheet as CSV")]
    Archive,
    /// The reader failed.
    #[error("the file cannot be read: {0}")]
    Io(String),
}

/// Column names in a sentence.
struct Names<'a>(&'a [String]);

impl fmt::Display for Names<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (rank, name) in self.0.iter().enumerate() {
            let comma = if rank == 0 { "" } else { ", " };
            write!(out, "{comma}{name}")?;
        }
        Ok(())
    }
}
