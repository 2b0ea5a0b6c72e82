use std::collections::BTreeMap;

use pole_db::text_column;
use pole_formats::{Degree, TrainingMode};
use pole_kernel::{Day, Instant, Uai, ids, vocabulary};

use crate::features::people::PersonId;
use crate::shell::imports::ImportId;

ids! {
    /// The identifier of a training session.
    SessionId, SessionTag;
    /// The identifier of a half-day of a session.
    HalfDayId, HalfDayTag;
    /// The identifier of one person at one half-day, or of one completion.
    AttendanceId, AttendanceTag;
}

vocabulary! {
    /// A part of the day.
    DayPart, "part of the day" {
        /// Before noon.
        Morning = "morning",
        /// After noon.
        Afternoon = "afternoon",
        /// After school.
        Evening = "evening",
    }
}

text_column!(DayPart);

vocabulary! {
    /// What shows that somebody followed a session.
    Evidence, "evidence of attendance" {
        /// Recorded on the attendance sheet (émargement).
        Signed = "signed",
        /// A distance module that was completed.
        Completed = "completed",
        /// Read in a file of the academy.
        File = "file",
    }
}

text_column!(Evidence);

vocabulary! {
    /// How hours were followed.
    Modality, "way of following a training" {
        /// In a room, with others.
        OnSite = "on_site",
        /// At a distance, as a file of the academy says it: with others or alone.
        Remote = "remote",
        /// At a distance, in one's own time: a module that was completed.
        Module = "module",
    }
}

impl Modality {
    /// That of an attendance.
    pub const fn of(is_distance: bool, evidence: Evidence) -> Self {
        match (is_distance, evidence) {
            (false, _) => Self::OnSite,
            (true, Evidence::Completed) => Self::Module,
            (true, Evidence::Signed | Evidence::File) => Self::Remote,
        }
    }
}

vocabulary! {
    /// The 22 competences of DigCompEdu, the European framework for educators, by their numbers.
    Competence, "competence" {
        /// Organisational communication.
        C11 = "1_1",
        /// Professional collaboration.
        C12 = "1_2",
        /// Reflective practice.
        C13 = "1_3",
        /// Continuous digital development.
        C14 = "1_4",
        /// Selecting resources.
        C21 = "2_1",
        /// Creating and changing resources.
        C22 = "2_2",
        /// Managing, protecting and sharing resources.
        C23 = "2_3",
        /// Teaching.
        C31 = "3_1",
        /// Guidance.
        C32 = "3_2",
        /// Collaborative learning.
        C33 = "3_3",
        /// Self-regulated learning.
        C34 = "3_4",
        /// Assessment strategies.
        C41 = "4_1",
        /// Analysing evidence.
        C42 = "4_2",
        /// Feedback and planning.
        C43 = "4_3",
        /// Accessibility and inclusion.
        C51 = "5_1",
        /// Differentiation.
        C52 = "5_2",
        /// Engaging learners.
        C53 = "5_3",
        /// Information and media literacy.
        C61 = "6_1",
        /// Communication and collaboration of learners.
        C62 = "6_2",
        /// Content creation by learners.
        C63 = "6_3",
        /// Responsible use.
        C64 = "6_4",
        /// Problem solving.
        C65 = "6_5",
    }
}

impl Competence {
    /// Its number in the framework: `1.1`.
    pub fn number(self) -> String {
        self.code().replace('_', ".")
    }
}

/// A half-day on which people come together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HalfDay {
    /// Its identifier.
    pub id: HalfDayId,
    /// The day.
    pub day: Day,
    /// Which part of it.
    pub part: DayPart,
    /// How long it lasts.
    pub minutes: u32,
}

/// What is said of a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionSheet {
    /// What others call it; empty when there is none.
    pub reference: String,
    /// What it is about.
    pub theme: String,
    /// The competences it works on.
    pub competences: Vec<Competence>,
    /// Together or at a distance.
    pub mode: TrainingMode,
    /// Where; empty at a distance.
    pub place: String,
    /// The school that receives it.
    pub host: Option<Uai>,
    /// Its first day.
    pub first_day: Day,
    /// Its last day.
    pub last_day: Day,
    /// How many can come; `None` when it is not said.
    pub seats: Option<u32>,
    /// Who trains; empty when it is not said.
    pub trainer: String,
    /// For teachers of which degree; both when it is not said.
    pub target_degree: Option<Degree>,
    /// For teachers of which discipline; empty for all.
    pub target_discipline: String,
    /// Whether it is about digital uses.
    pub is_digital: bool,
    /// Minutes to follow at a distance, in one's own time.
    pub distance_minutes: u32,
    /// Whether it will not be held.
    pub is_cancelled: bool,
    /// Free text; the reason of a cancellation.
    pub note: String,
}

/// A session with its half-days.
#[derive(Clone, Debug)]
pub struct Session {
    /// Its identifier.
    pub id: SessionId,
    /// What is said of it.
    pub sheet: SessionSheet,
    /// When people come together, in order.
    pub half_days: Vec<HalfDay>,
    /// Minutes offered: half-days and distance modules.
    pub offered_minutes: u32,
    /// Whether it is invented for the demonstration.
    pub fictitious: bool,
    /// The file it came with.
    pub import: Option<ImportId>,
}

/// A half-day before it has an identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PlannedHalfDay {
    /// The day.
    pub day: Day,
    /// Which part of it.
    pub part: DayPart,
    /// How long it lasts.
    pub minutes: u32,
}

/// A row of the list of sessions.
#[derive(Clone, Debug)]
pub struct SessionLine {
    /// Its identifier.
    pub id: SessionId,
    /// What it is about.
    pub theme: String,
    /// What others call it.
    pub reference: String,
    /// Together or at a distance.
    pub mode: TrainingMode,
    /// Where.
    pub place: String,
    /// The name of the school that receives it.
    pub host_name: Option<String>,
    /// Its first day.
    pub first_day: Day,
    /// Its last day.
    pub last_day: Day,
    /// How many can come.
    pub seats: Option<u32>,
    /// Who trains.
    pub trainer: String,
    /// Minutes offered.
    pub offered_minutes: u32,
    /// Whether it is about digital uses.
    pub is_digital: bool,
    /// Whether it will not be held.
    pub is_cancelled: bool,
    /// Whether it is invented.
    pub fictitious: bool,
    /// Registrations with a seat.
    pub seated: i64,
    /// Distinct people who came.
    pub attended: i64,
}

/// One state a session has had.
#[derive(Clone, Debug)]
pub struct SessionRevision {
    /// What it was about.
    pub theme: String,
    /// Its days.
    pub days: (Day, Day),
    /// Minutes offered.
    pub offered_minutes: u32,
    /// Whether it was about digital uses.
    pub is_digital: bool,
    /// Whether it was cancelled.
    pub is_cancelled: bool,
    /// The note.
    pub note: String,
    /// When it was written.
    pub recorded_at: Instant,
    /// By whom; `None` at the console.
    pub recorded_by: Option<String>,
}

/// Somebody on the sheet of a session.
#[derive(Clone, Debug)]
pub struct Participant {
    /// Who.
    pub person: PersonId,
    /// Family name.
    pub surname: String,
    /// Given name.
    pub given_name: String,
    /// The school where they serve, when it is known.
    pub school: Option<String>,
    /// What became of the registration, when they registered.
    pub status: Option<pole_formats::RegistrationStatus>,
    /// Whether the person is invented.
    pub fictitious: bool,
}

impl Participant {
    /// Whether the registration has this status, by its code.
    pub fn has_status(&self, code: &str) -> bool {
        self.status.is_some_and(|status| status.code() == code)
    }
}

/// One person at one half-day, or one completion, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attendance {
    /// Its identifier.
    pub id: AttendanceId,
    /// Who.
    pub person: PersonId,
    /// Which half-day; `None` for a completion, and for a file that does not say.
    pub half_day: Option<HalfDayId>,
    /// Minutes attended.
    pub minutes: u32,
    /// Minutes that the rule gives.
    pub counted: u32,
    /// Whether at a distance.
    pub is_distance: bool,
}

/// What is written on the sheet for one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Who.
    pub person: PersonId,
    /// Which half-day; `None` for the distance modules.
    pub half_day: Option<HalfDayId>,
    /// Minutes attended; `None` when the person did not come.
    pub minutes: Option<u32>,
}

/// What recording a sheet did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Recorded {
    /// Attendances that were not known.
    pub added: usize,
    /// Attendances taken back, replaced or not.
    pub withdrawn: usize,
    /// Attendances longer than their half-day: what is beyond is not counted.
    pub capped: usize,
}

/// What one person followed, at one school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Followed {
    /// Who.
    pub person: PersonId,
    /// Family name.
    pub surname: String,
    /// Given name.
    pub given_name: String,
    /// A school where they served in the period.
    pub uai: Uai,
    /// Its degree.
    pub degree: Degree,
    /// What they teach there.
    pub discipline: String,
    /// Minutes that count, by the day asked.
    pub minutes: u32,
    /// The day the first tier was reached, by the day asked.
    pub reached_3h: Option<Day>,
    /// The day the headline tier was reached, by the day asked.
    pub reached_6h: Option<Day>,
    /// The day the last tier was reached, by the day asked.
    pub reached_18h: Option<Day>,
    /// Whether they serve in this school on the day asked.
    pub is_in_service: bool,
    /// Whether the person or an attendance that counts is invented.
    pub is_fictitious: bool,
}

/// A teacher's service in a school, with the days on which the person reached each tier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Served {
    /// Who.
    pub person: PersonId,
    /// Where.
    pub uai: Uai,
    /// In which degree.
    pub degree: Degree,
    /// What they teach there.
    pub discipline: String,
    /// The first day of the service.
    pub valid_from: Day,
    /// Its last day; `None` while it lasts.
    pub valid_to: Option<Day>,
    /// The days the tiers were reached; `None` for those that were not.
    pub reached: Reached,
    /// Whether the person or an attendance that counts is invented.
    pub is_fictitious: bool,
}

/// The days on which the tiers were reached; `None` for those that were not.
pub type Reached = [Option<Day>; 3];

/// What somebody reached with parts of what they followed: the hours of that part alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Apart {
    /// With the hours of each modality.
    pub by_modality: BTreeMap<Modality, Reached>,
    /// With the hours of each theme.
    pub by_theme: BTreeMap<String, Reached>,
}

/// How many people reached each tier, each counted once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tiers {
    /// People with at least one minute that counts.
    pub persons: i64,
    /// People with 3 hours or more.
    pub h3: i64,
    /// People with 6 hours or more: the headline.
    pub h6: i64,
    /// People with 18 hours or more.
    pub h18: i64,
    /// Teachers in service on the day.
    pub in_service: i64,
    /// Of these, those with 6 hours or more.
    pub in_service_h6: i64,
}

/// One line of evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttendanceRow {
    /// The attendance.
    pub id: AttendanceId,
    /// Who.
    pub person: PersonId,
    /// Family name.
    pub surname: String,
    /// Given name.
    pub given_name: String,
    /// The session.
    pub session: SessionId,
    /// What it was about.
    pub theme: String,
    /// The day.
    pub day: Day,
    /// The part of the day, when it is known.
    pub part: Option<DayPart>,
    /// Minutes attended.
    pub minutes: u32,
    /// Minutes that the rule gives.
    pub counted: u32,
    /// Whether at a distance.
    pub is_distance: bool,
    /// What shows it.
    pub evidence: Evidence,
    /// Whether it is invented.
    pub fictitious: bool,
    /// The file and line it came with.
    pub import: Option<ImportId>,
    /// The line of that file.
    pub line: Option<i64>,
}

/// A secondary teacher of the commitment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferedTo {
    /// Who.
    pub person: PersonId,
    /// The schools where they served that year.
    pub schools: Vec<Uai>,
    /// Whether enough was offered to them, with a seat, in time.
    pub kept: bool,
    /// Whether one of their services is invented.
    pub is_fictitious: bool,
}

/// The 18 hours of the plan: to how many they were offered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Offered {
    /// Teachers of the secondary degree in service long enough in the year.
    pub persons: u32,
    /// Of these, those to whom enough was offered, with a seat, in time.
    pub offered: u32,
    /// Whether one of them is invented.
    pub is_fictitious: bool,
}
