//! The vocabulary of the five indicators (`domain.md` §5).

use std::collections::BTreeMap;

use pole_db::text_column;
use pole_kernel::{Day, Instant, Ratio, Territory, Uai, vocabulary};

pub use crate::features::directory::SchoolGroup as Group;

vocabulary! {
    /// The five success indicators of the sheet.
    Indicator, "indicator" {
        /// Schools selected in the call.
        Selected = "I1",
        /// Classrooms on high-speed internet.
        Connected = "I2",
        /// Teachers trained.
        Trained = "I3",
        /// Use of the digital services by the whole community.
        Used = "I4",
        /// Pix certifications of pupils and teachers.
        Certified = "I5",
    }
}

text_column!(Indicator);

vocabulary! {
    /// What is computed of an indicator: its headline, and the figures that go with it.
    Measure, "measure" {
        /// I1, headline: selected among all eligible schools.
        SelectedCoverage = "selected_coverage",
        /// I1: selected among the schools that applied.
        SelectedSuccess = "selected_success",
        /// I1: pupils of the selected schools among those of all eligible schools.
        SelectedPupils = "selected_pupils",
        /// I1: pupils of the selected schools among those of the schools that applied.
        SelectedSuccessPupils = "selected_success_pupils",
        /// I1: schools whose agreement was signed among those selected.
        SelectedSigned = "selected_signed",
        /// I2, headline: rooms of class C2 or C3 among teaching rooms in use.
        RoomsHighSpeed = "rooms_high_speed",
        /// I2: rooms where an access works.
        RoomsConnected = "rooms_connected",
        /// I2: rooms of class C3.
        RoomsVeryHighSpeed = "rooms_very_high_speed",
        /// I2: rooms whose class was measured and not declared.
        RoomsMeasured = "rooms_measured",
        /// I3, headline: teachers who followed at least the hours of the headline tier.
        TeachersTrained = "teachers_trained",
        /// I3: teachers who followed at least 3 h.
        TeachersAware = "teachers_aware",
        /// I3: teachers who followed at least 18 h.
        TeachersComplete = "teachers_complete",
        /// I3: trained teachers still in service, among the teachers in service.
        TeachersTrainedInService = "teachers_trained_in_service",
        /// I3: secondary teachers of the commitment to whom 18 h were offered with a seat.
        TeachersOffered = "teachers_offered",
        /// I4, headline: pupils who visited in the month.
        AttendancePupils = "attendance_pupils",
        /// I4, headline: guardians who visited in the month.
        AttendanceGuardians = "attendance_guardians",
        /// I4, headline: teachers who visited in the month.
        AttendanceTeachers = "attendance_teachers",
        /// I4: other staff who visited in the month.
        AttendanceStaff = "attendance_staff",
        /// I4: pupils one of whose guardians visited in the month.
        HouseholdCoverage = "household_coverage",
        /// I5, headline: validated certifications of pupils and teachers.
        Certifications = "certifications",
        /// I5: those of pupils.
        CertificationsPupils = "certifications_pupils",
        /// I5: those of teachers.
        CertificationsTeachers = "certifications_teachers",
        /// I5: validated among the candidates whose result is known.
        CertificationsPassed = "certifications_passed",
    }
}

text_column!(Measure);

/// The people behind a figure: who has to be protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Behind {
    /// Nobody: schools and rooms.
    Nobody,
    /// Staff.
    Staff,
    /// Pupils or guardians.
    Families,
}

impl Measure {
    /// The indicator it belongs to.
    pub const fn indicator(self) -> Indicator {
        match self {
            Self::SelectedCoverage
            | Self::SelectedSuccess
            | Self::SelectedPupils
            | Self::SelectedSuccessPupils
            | Self::SelectedSigned => Indicator::Selected,
            Self::RoomsHighSpeed | Self::RoomsConnected | Self::RoomsVeryHighSpeed | Self::RoomsMeasured => {
                Indicator::Connected
            }
            Self::TeachersTrained
            | Self::TeachersAware
            | Self::TeachersComplete
            | Self::TeachersTrainedInService
            | Self::TeachersOffered => Indicator::Trained,
            Self::AttendancePupils
            | Self::AttendanceGuardians
            | Self::AttendanceTeachers
            | Self::AttendanceStaff
            | Self::HouseholdCoverage => Indicator::Used,
            Self::Certifications
            | Self::CertificationsPupils
            | Self::CertificationsTeachers
            | Self::CertificationsPassed => Indicator::Certified,
        }
    }

    /// Whether it is the figure, or one of the figures, that stands for the indicator. The
    /// attendance of I4 has one figure a profile and no mixed number.
    pub const fn is_headline(self) -> bool {
        matches!(
            self,
            Self::SelectedCoverage
                | Self::RoomsHighSpeed
                | Self::TeachersTrained
                | Self::AttendancePupils
                | Self::AttendanceGuardians
                | Self::AttendanceTeachers
                | Self::Certifications
        )
    }

    /// Its unit.
    pub const fn unit(self) -> Unit {
        match self {
            Self::TeachersTrained | Self::TeachersAware | Self::TeachersComplete => Unit::Persons,
            Self::Certifications | Self::CertificationsPupils | Self::CertificationsTeachers => Unit::Certifications,
            Self::SelectedCoverage
            | Self::SelectedSuccess
            | Self::SelectedPupils
            | Self::SelectedSuccessPupils
            | Self::SelectedSigned
            | Self::RoomsHighSpeed
            | Self::RoomsConnected
            | Self::RoomsVeryHighSpeed
            | Self::RoomsMeasured
            | Self::TeachersTrainedInService
            | Self::TeachersOffered
            | Self::AttendancePupils
            | Self::AttendanceGuardians
            | Self::AttendanceTeachers
            | Self::AttendanceStaff
            | Self::HouseholdCoverage
            | Self::CertificationsPassed => Unit::Percent,
        }
    }

    /// Whether the numerators of schools sum to those of the groups they make. Distinct persons
    /// and unique visitors never do.
    pub const fn is_additive(self) -> bool {
        match self.indicator() {
            Indicator::Selected | Indicator::Connected | Indicator::Certified => true,
            Indicator::Trained | Indicator::Used => false,
        }
    }

    /// Who stands behind the figure.
    pub const fn behind(self) -> Behind {
        match self {
            Self::SelectedCoverage
            | Self::SelectedSuccess
            | Self::SelectedPupils
            | Self::SelectedSuccessPupils
            | Self::SelectedSigned
            | Self::RoomsHighSpeed
            | Self::RoomsConnected
            | Self::RoomsVeryHighSpeed
            | Self::RoomsMeasured => Behind::Nobody,
            Self::TeachersTrained
            | Self::TeachersAware
            | Self::TeachersComplete
            | Self::TeachersTrainedInService
            | Self::TeachersOffered
            | Self::AttendanceTeachers
            | Self::AttendanceStaff
            | Self::CertificationsTeachers => Behind::Staff,
            Self::AttendancePupils
            | Self::AttendanceGuardians
            | Self::HouseholdCoverage
            | Self::Certifications
            | Self::CertificationsPupils
            | Self::CertificationsPassed => Behind::Families,
        }
    }

    /// The measures of an indicator, the headline first.
    pub fn of(indicator: Indicator) -> impl Iterator<Item = Self> {
        Self::ALL
            .iter()
            .copied()
            .filter(move |measure| measure.indicator() == indicator)
    }
}

vocabulary! {
    /// What a value counts.
    Unit, "unit" {
        /// A share.
        Percent = "percent",
        /// Persons.
        Persons = "persons",
        /// Certifications.
        Certifications = "certifications",
    }
}

vocabulary! {
    /// The quality of a value (`domain.md` §5.1, rules 3 to 5).
    Flag, "quality flag" {
        /// Nothing to say.
        Ok = "ok",
        /// Something is unknown.
        Partial = "partiel",
        /// Less than 80 % is known.
        Fragile = "fragile",
        /// Less than 50 % is known: for pilots only.
        NotPublishable = "non_publiable",
        /// Some of it is old.
        Stale = "perime",
        /// Some of it is declared and not measured.
        Declared = "declaratif",
        /// Some of it is projected.
        Estimated = "estime",
        /// Too small to be shown.
        Secret = "secret",
        /// Asked of a time before the thing existed.
        NotApplicable = "sans_objet",
        /// A share of nothing.
        NotComputable = "non_calculable",
        /// Something it counted was taken back later.
        Corrected = "rectifie",
        /// Observed out of season, or in a month with an exceptional closure.
        Exceptional = "exceptionnel",
        /// Invented for the demonstration. Not a flag of the trade.
        Fictitious = "fictif",
    }
}

/// The scope of a value.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Place {
    /// Both islands.
    Basin,
    /// The whole directory, beyond the basin.
    Directory,
    /// One island.
    Territory(Territory),
    /// One type of school.
    Group(Group),
    /// One wave, by its code.
    Wave(String),
    /// One school.
    School(Uai),
}

impl Place {
    /// The kind of scope, as written in the database and in the API.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Basin => "basin",
            Self::Directory => "directory",
            Self::Territory(_) => "territory",
            Self::Group(_) => "type",
            Self::Wave(_) => "wave",
            Self::School(_) => "school",
        }
    }

    /// Which one of its kind; empty for the basin and the directory.
    pub fn code(&self) -> String {
        match self {
            Self::Basin | Self::Directory => String::new(),
            Self::Territory(territory) => territory.to_string(),
            Self::Group(group) => group.code().to_owned(),
            Self::Wave(code) => code.clone(),
            Self::School(uai) => uai.to_string(),
        }
    }

    /// Reads a kind and a code back.
    pub fn read(kind: &str, code: &str) -> Option<Self> {
        match kind {
            "" | "basin" => Some(Self::Basin),
            "directory" => Some(Self::Directory),
            "territory" => Territory::parse(code).ok().map(Self::Territory),
            "type" => Group::read(code).map(Self::Group),
            "wave" if !code.is_empty() => Some(Self::Wave(code.to_owned())),
            "school" => Uai::parse(code).ok().map(Self::School),
            _ => None,
        }
    }

    /// Reads `territory:978`, `school:9710022X`, `basin`.
    pub fn parse(text: &str) -> Option<Self> {
        let (kind, code) = text.split_once(':').unwrap_or((text, ""));
        Self::read(kind.trim(), code.trim())
    }
}

/// `basin`, `territory:978`, `school:9710022X`.
impl std::fmt::Display for Place {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let code = self.code();
        if code.is_empty() {
            out.write_str(self.kind())
        } else {
            write!(out, "{}:{code}", self.kind())
        }
    }
}

/// The days a value speaks of, both included. For a state, both are the day asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
}

/// What a value was computed from, and what is to be said of it. Counts of things: schools,
/// rooms, persons, certifications.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Those that are counted.
    pub yes: u64,
    /// All of them; `None` when the measure is a count and not a share.
    pub all: Option<u64>,
    /// Those of which nothing is known.
    pub unknown: u64,
    /// What deserves a flag, with how many things it concerns.
    pub marks: BTreeMap<Flag, u64>,
}

impl Tally {
    /// Notes a reason for a flag, when it concerns anything.
    pub fn mark(&mut self, flag: Flag, count: u64) {
        if count > 0 {
            *self.marks.entry(flag).or_default() += count;
        }
    }

    /// Adds another tally of the same measure: for additive measures only.
    pub fn add(&mut self, other: &Self) {
        self.yes += other.yes;
        self.all = match (self.all, other.all) {
            (Some(left), Some(right)) => Some(left + right),
            (left, None) => left,
            (None, right) => right,
        };
        self.unknown += other.unknown;
        for (flag, count) in &other.marks {
            self.mark(*flag, *count);
        }
    }
}

/// One figure of an indicator, with everything needed to trust it or to compute it again
/// (`domain.md` §5.1, rule 1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// What is measured.
    pub measure: Measure,
    /// The version of the definition.
    pub definition: i64,
    /// Of which schools.
    pub place: Place,
    /// Over which days.
    pub period: Period,
    /// The day it is asked for.
    pub as_of: Day,
    /// What was known by then.
    pub known_at: Instant,
    /// How many are counted; `None` when hidden or without object.
    pub numerator: Option<u64>,
    /// Among how many; `None` for a count, when hidden or without object.
    pub denominator: Option<u64>,
    /// The share, for a measure in percent that can be computed.
    pub share: Option<Ratio>,
    /// What it may be once the unknown is known: the lowest and the highest share. `None` for
    /// a count without unknown.
    pub bounds: Option<(Ratio, Ratio)>,
    /// The lowest and the highest count.
    pub count_bounds: Option<(u64, u64)>,
    /// How much is known.
    pub coverage: Option<Ratio>,
    /// Its quality, with how many things each flag concerns (0 when it does not count).
    pub flags: BTreeMap<Flag, u64>,
    /// How many pieces of evidence stand behind it.
    pub evidence_count: Option<u64>,
}

impl Value {
    /// What is drawn and compared with a target: tenths of a percent, or a count.
    pub fn level(&self) -> Option<i64> {
        match self.measure.unit() {
            Unit::Percent => self
                .share
                .map(|share| i64::try_from(share.tenths_of_percent()).unwrap_or(i64::MAX)),
            Unit::Persons | Unit::Certifications => {
                self.numerator.map(|count| i64::try_from(count).unwrap_or(i64::MAX))
            }
        }
    }

    /// Whether it carries a flag.
    pub fn has(&self, flag: Flag) -> bool {
        self.flags.contains_key(&flag)
    }
}
