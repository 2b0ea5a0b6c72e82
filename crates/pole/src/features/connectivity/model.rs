//! What is kept of rooms, lines, statements and tests.

use pole_db::text_column;
use pole_formats::RoomKind;
use pole_kernel::{Day, Instant, Territory, Uai, ids, vocabulary};

use crate::shell::imports::ImportId;

ids! {
    /// The identifier of a room.
    RoomId, RoomTag;
    /// The identifier of what a room is between two dates.
    VersionId, VersionTag;
    /// The identifier of a line of a site.
    LineId, LineTag;
    /// The identifier of what somebody saw of a room.
    StatementId, StatementTag;
    /// The identifier of a test.
    TestId, TestTag;
    /// The identifier of the place of a probe.
    ProbeId, ProbeTag;
}

vocabulary! {
    /// What carries the internet to a school.
    LineTechnology, "technology of a line" {
        /// Optical fibre.
        Fibre = "fibre",
        /// Cable.
        Cable = "cable",
        /// VDSL.
        Vdsl = "vdsl",
        /// ADSL.
        Adsl = "adsl",
        /// Mobile, fourth generation.
        Mobile4g = "4g",
        /// Mobile, fifth generation.
        Mobile5g = "5g",
        /// Satellite.
        Satellite = "satellite",
        /// Fixed radio.
        Radio = "radio",
        /// No line at all.
        None = "none",
        /// Something else.
        Other = "other",
    }
}

text_column!(LineTechnology);

vocabulary! {
    /// What one plugs or listens to in a room.
    Medium, "medium of an access" {
        /// A tested socket.
        Socket = "socket",
        /// Wi-Fi.
        Wifi = "wifi",
    }
}

text_column!(Medium);

vocabulary! {
    /// Who vouches for a declaration.
    VisaRole, "visa" {
        /// The head of the school.
        Head = "head",
        /// A technician.
        Technician = "technician",
    }
}

text_column!(VisaRole);

vocabulary! {
    /// How well a room is connected (`domain.md` §5.3).
    RoomClass, "class of a room" {
        /// No working access, or unknown.
        C0 = "C0",
        /// Connected.
        C1 = "C1",
        /// High speed.
        C2 = "C2",
        /// Very high speed.
        C3 = "C3",
    }
}

text_column!(RoomClass);

vocabulary! {
    /// What the class of a room rests on.
    Basis, "basis of a class" {
        /// Nothing is known of the room.
        Unknown = "unknown",
        /// It is known that nothing works there.
        None = "none",
        /// An access works there.
        Access = "access",
        /// Somebody vouches for it.
        Declared = "declared",
        /// It was measured there.
        Measured = "measured",
    }
}

text_column!(Basis);

vocabulary! {
    /// Why a test does not count.
    NotCounted, "reason why a test does not count" {
        /// Before or after the hours of school.
        OutsideHours = "outside_hours",
        /// On a Saturday or Sunday.
        Weekend = "weekend",
        /// On a public holiday.
        PublicHoliday = "public_holiday",
        /// In the school holidays.
        Holiday = "holiday",
        /// During an exceptional closure.
        Exceptional = "exceptional",
        /// One of the two rates is missing.
        Incomplete = "incomplete",
    }
}

/// When a fact was known: from its recording until it was taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// When we learned it.
    pub at: Instant,
    /// When it was taken back as wrong.
    pub withdrawn_at: Option<Instant>,
}

impl Recorded {
    /// A fact learned at a moment and never taken back.
    pub const fn at(at: Instant) -> Self {
        Self { at, withdrawn_at: None }
    }

    /// Whether the fact was known at a moment.
    pub fn known(self, at: Instant) -> bool {
        self.at <= at && self.withdrawn_at.is_none_or(|withdrawn| withdrawn > at)
    }
}

/// Where a fact comes from: a line of a file, or a person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The import it came with.
    pub import: Option<ImportId>,
    /// The name of the file of that import, when it was asked for.
    pub file_name: Option<String>,
    /// Its line in that file.
    pub line: Option<i64>,
}

/// What a room is, between two dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomVersion {
    /// Its identifier.
    pub id: VersionId,
    /// The room.
    pub room: RoomId,
    /// How people call it.
    pub name: String,
    /// What it is for.
    pub kind: RoomKind,
    /// The building; empty when nobody said.
    pub building: String,
    /// Half-days of teaching a week. Two shifts that share a room make one room.
    pub half_days: u32,
    /// First day.
    pub valid_from: Day,
    /// Last day; `None` while it lasts.
    pub valid_to: Option<Day>,
    /// Invented for the demonstration.
    pub fictitious: bool,
    /// Where it comes from.
    pub origin: Origin,
    /// When it was known.
    pub recorded: Recorded,
}

impl RoomVersion {
    /// Whether it holds on a day.
    pub fn holds(&self, day: Day) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|last| day <= last)
    }
}

/// A line that serves a school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteLine {
    /// Its identifier.
    pub id: LineId,
    /// The school.
    pub uai: Uai,
    /// What carries it.
    pub technology: LineTechnology,
    /// Who sells it; empty when nobody said.
    pub operator: String,
    /// Towards the school, as sold, in kbit/s.
    pub down_kbps: Option<u32>,
    /// From the school, as sold, in kbit/s.
    pub up_kbps: Option<u32>,
    /// Whether it only helps when the other fails.
    pub is_backup: bool,
    /// First day.
    pub valid_from: Day,
    /// Last day; `None` while it lasts.
    pub valid_to: Option<Day>,
    /// Free text.
    pub note: String,
    /// Invented for the demonstration.
    pub fictitious: bool,
    /// When it was known.
    pub recorded: Recorded,
}

impl SiteLine {
    /// Whether it holds on a day.
    pub fn holds(&self, day: Day) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|last| day <= last)
    }
}

/// What somebody saw of a room on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen {
    /// Whether an access works there.
    Access {
        /// What was tried, when they said.
        medium: Option<Medium>,
        /// `None`: looked at, and nothing could be told.
        works: Option<bool>,
    },
    /// Somebody vouches that the line of the site reaches the room.
    Declaration {
        /// As what.
        role: VisaRole,
        /// Their name.
        name: String,
    },
}

/// What somebody saw of a room, and when we learned it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Its identifier.
    pub id: StatementId,
    /// The room.
    pub room: RoomId,
    /// What they saw.
    pub seen: Seen,
    /// The day they saw it.
    pub day: Day,
    /// Free text.
    pub note: String,
    /// Invented for the demonstration.
    pub fictitious: bool,
    /// When it was known.
    pub recorded: Recorded,
}

/// A test made in a room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomTest {
    /// Its identifier.
    pub id: TestId,
    /// The room.
    pub room: RoomId,
    /// When it was made.
    pub at: Instant,
    /// Towards the room, in kbit/s; `None` when it failed or was not measured.
    pub down_kbps: Option<u32>,
    /// From the room, in kbit/s; `None` when it failed or was not measured.
    pub up_kbps: Option<u32>,
    /// Whether it failed: it then counts as 0.
    pub failed: bool,
    /// The time there and back, in microseconds.
    pub latency_micros: Option<u32>,
    /// What measured; empty when nobody said.
    pub tool: String,
    /// Invented for the demonstration.
    pub fictitious: bool,
    /// Where it comes from.
    pub origin: Origin,
    /// When it was known.
    pub recorded: Recorded,
}

/// Everything that is known of one room at a moment: what its class is computed from.
#[derive(Clone, Debug, Default)]
pub struct RoomFacts {
    /// What it is, between dates.
    pub versions: Vec<RoomVersion>,
    /// What people saw of it.
    pub statements: Vec<Statement>,
    /// What was measured there.
    pub tests: Vec<RoomTest>,
}

impl RoomFacts {
    /// The same, as it was known at a moment.
    #[must_use]
    pub fn known(&self, at: Instant) -> Self {
        Self {
            versions: self
                .versions
                .iter()
                .filter(|fact| fact.recorded.known(at))
                .cloned()
                .collect(),
            statements: self
                .statements
                .iter()
                .filter(|fact| fact.recorded.known(at))
                .cloned()
                .collect(),
            tests: self
                .tests
                .iter()
                .filter(|fact| fact.recorded.known(at))
                .cloned()
                .collect(),
        }
    }

    /// What the room is on a day, when it is something.
    pub fn version(&self, on: Day) -> Option<&RoomVersion> {
        self.versions.iter().find(|version| version.holds(on))
    }

    /// What the room is on a day, or was last, or will be first: for a page about it.
    pub fn nearest_version(&self, on: Day) -> Option<&RoomVersion> {
        self.version(on).or_else(|| {
            let before = self.versions.iter().filter(|version| version.valid_from <= on);
            before
                .max_by_key(|version| version.valid_from)
                .or_else(|| self.versions.iter().min_by_key(|version| version.valid_from))
        })
    }
}

/// The class of a room between two days, with what it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClassSpan {
    /// First day.
    pub first_day: Day,
    /// Last day, that day included; `None` while it lasts.
    pub last_day: Option<Day>,
    /// The name of the room on these days.
    pub name: String,
    /// What the room is for on these days.
    pub kind: RoomKind,
    /// How well it is connected.
    pub class: RoomClass,
    /// What that rests on.
    pub basis: Basis,
    /// Whether what it rests on is old.
    pub is_stale: bool,
    /// Whether something it rests on was invented for the demonstration.
    pub is_fictitious: bool,
    /// The median towards the room, in kbit/s, when it is measured.
    pub down_kbps: Option<u32>,
    /// The median from the room, in kbit/s, when it is measured.
    pub up_kbps: Option<u32>,
    /// What carries the internet to the school on these days; `None` when no line is known.
    pub technology: Option<LineTechnology>,
}

/// The class of one room on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomState {
    /// The room.
    pub room: RoomId,
    /// Its school.
    pub uai: Uai,
    /// How people call it.
    pub name: String,
    /// What it is for.
    pub kind: RoomKind,
    /// What carries the internet to the school; `None` when no line is known.
    pub technology: Option<LineTechnology>,
    /// How well it is connected. `C0` when its basis is unknown.
    pub class: RoomClass,
    /// What that rests on.
    pub basis: Basis,
    /// Whether what it rests on is old.
    pub is_stale: bool,
    /// Whether something it rests on was invented for the demonstration.
    pub is_fictitious: bool,
    /// The median towards the room, in kbit/s, when it is measured.
    pub down_kbps: Option<u32>,
    /// The median from the room, in kbit/s, when it is measured.
    pub up_kbps: Option<u32>,
}

/// The teaching rooms of one school on a day, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoomCounts {
    /// How many of each class, C0 first. Unknown rooms are among those of C0.
    pub classes: [u32; 4],
    /// How many of which nothing is known.
    pub unknown: u32,
    /// How many whose class rests on something old.
    pub stale: u32,
    /// How many whose class rests on a declaration.
    pub declared: u32,
    /// How many whose class was measured.
    pub measured: u32,
    /// How many whose class rests on something invented.
    pub fictitious: u32,
}

impl RoomCounts {
    /// How many teaching rooms.
    pub const fn rooms(&self) -> u32 {
        let [c0, c1, c2, c3] = self.classes;
        c0 + c1 + c2 + c3
    }

    /// How many at high speed: C2 and C3.
    pub const fn high_speed(&self) -> u32 {
        let [_, _, c2, c3] = self.classes;
        c2 + c3
    }

    /// Adds the rooms of another school.
    pub fn add(&mut self, other: &Self) {
        for (sum, more) in self.classes.iter_mut().zip(other.classes) {
            *sum += more;
        }
        self.unknown += other.unknown;
        self.stale += other.stale;
        self.declared += other.declared;
        self.measured += other.measured;
        self.fictitious += other.fictitious;
    }
}

/// The teaching rooms of one school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchoolRooms {
    /// The school.
    pub uai: Uai,
    /// Its rooms, counted.
    pub counts: RoomCounts,
}

/// The line of a school on a day, and whether it is enough.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SiteState {
    /// The line; `None` when none is known.
    pub line: Option<SiteLine>,
    /// Whether another line helps when this one fails.
    pub has_backup: bool,
    /// Pupils and staff; `None` when the pupils are not known.
    pub users: Option<u32>,
    /// Whether it is enough today; `None` when that cannot be told.
    pub is_sufficient: Option<bool>,
    /// Whether it reaches the target; `None` when that cannot be told.
    pub meets_target: Option<bool>,
}

/// A school in which rooms stand: what the rules need of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its code.
    pub uai: Uai,
    /// Its island.
    pub territory: Option<Territory>,
}
