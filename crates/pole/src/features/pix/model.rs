use pole_db::text_column;
use pole_formats::{CertificationStatus, Framework};
use pole_kernel::{Day, Instant, Uai, vocabulary};

use crate::features::people::{MatchStep, PersonId};

/// The number that Pix gives a certification: its key, also across files.
pub type CertificationNumber = i64;

vocabulary! {
    /// Who holds a certification.
    HolderKind, "holder of a certification" {
        /// A pupil.
        Pupil = "pupil",
        /// A teacher.
        Teacher = "teacher",
    }
}

text_column!(HolderKind);

vocabulary! {
    /// How a certification found its person.
    Step, "step of a match" {
        /// An identifier of a register.
        Alias = "alias",
        /// The e-mail address.
        Email = "email",
        /// Name and birth date, in the school.
        NameBirthSchool = "name_birth_school",
        /// Name and birth date, one person in the whole basin.
        NameBirthBasin = "name_birth_basin",
        /// Name in the school, one adult.
        NameSchool = "name_school",
        /// Somebody of the school decided.
        Manual = "manual",
        /// Somebody of the school looked, and nobody fits.
        Nobody = "nobody",
    }
}

text_column!(Step);

impl Step {
    /// Whether a person decided: no file and no ladder undoes it.
    pub const fn is_decided(self) -> bool {
        matches!(self, Self::Manual | Self::Nobody)
    }
}

impl From<MatchStep> for Step {
    fn from(step: MatchStep) -> Self {
        match step {
            MatchStep::Alias => Self::Alias,
            MatchStep::Email => Self::Email,
            MatchStep::NameBirthSchool => Self::NameBirthSchool,
            MatchStep::NameBirthBasin => Self::NameBirthBasin,
            MatchStep::NameSchool => Self::NameSchool,
        }
    }
}

/// What is said of a certification: what a file holds, and the school and holder somebody answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// What became of it.
    pub status: CertificationStatus,
    /// What was certified.
    pub framework: Framework,
    /// What became of the complementary Pix+ Édu.
    pub edu: Option<CertificationStatus>,
    /// Who holds it.
    pub holder: HolderKind,
    /// Family name.
    pub surname: String,
    /// Given name.
    pub given_name: String,
    /// The day of birth.
    pub birth_date: Option<Day>,
    /// What the centre calls the candidate; empty when it does not.
    pub external_id: String,
    /// The school; `None` while nobody knows.
    pub uai: Option<Uai>,
    /// The division, as the name of a file tells it; empty when none does.
    pub division: String,
    /// The global level in the words of the file; empty when there is none.
    pub level_label: String,
    /// The day it was taken.
    pub exam_date: Day,
    /// The score.
    pub pix: Option<u32>,
    /// The level of each competence.
    pub competences: [Option<u8>; 16],
    /// The number of the session; empty when the file does not tell.
    pub session: String,
    /// The centre of certification; empty when the file does not tell.
    pub centre: String,
}

/// Between which moments a version or a match was believed, and what it says that counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionFact {
    /// What became of it.
    pub status: CertificationStatus,
    /// What was certified.
    pub framework: Framework,
    /// What became of the complementary Pix+ Édu.
    pub edu: Option<CertificationStatus>,
    /// Who holds it.
    pub holder: HolderKind,
    /// The school.
    pub uai: Option<Uai>,
    /// The day it was taken.
    pub exam_date: Day,
    /// The number of the session.
    pub session: String,
    /// Invented for the demonstration.
    pub fictitious: bool,
    /// Since when it is said.
    pub recorded_at: Instant,
    /// When it was taken back.
    pub withdrawn_at: Option<Instant>,
}

/// Whose a certification is, between two moments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatchFact {
    /// Who; `None` when nobody fits.
    pub person: Option<PersonId>,
    /// Since when it is said.
    pub recorded_at: Instant,
    /// When it was taken back.
    pub withdrawn_at: Option<Instant>,
}

/// Everything that was ever said of a certification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct History {
    /// Its number.
    pub number: CertificationNumber,
    /// What files said.
    pub versions: Vec<VersionFact>,
    /// Whose it was said to be.
    pub matches: Vec<MatchFact>,
}

/// What is believed of a certification between two moments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// Its number.
    pub number: CertificationNumber,
    /// From when.
    pub known_from: Instant,
    /// Until when; `None` while it is believed.
    pub known_to: Option<Instant>,
    /// The day it was taken.
    pub exam_date: Day,
    /// The school.
    pub uai: Option<Uai>,
    /// Who holds it.
    pub holder: HolderKind,
    /// What was certified.
    pub framework: Framework,
    /// What became of it.
    pub status: CertificationStatus,
    /// What became of the complementary Pix+ Édu.
    pub edu: Option<CertificationStatus>,
    /// Whose it is.
    pub person: Option<PersonId>,
    /// Whether the same person obtained another one before.
    pub is_retake: bool,
    /// Whether it was obtained by what was known before, and no longer is.
    pub is_rectified: bool,
    /// Invented for the demonstration.
    pub fictitious: bool,
    /// The number of the session.
    pub session: String,
}

/// The certifications of one school in a period.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SchoolCertifications {
    /// The school; `None` for those of which nobody knows it yet.
    pub uai: Option<Uai>,
    /// Obtained by pupils.
    pub pupils: u32,
    /// Obtained by teachers.
    pub teachers: u32,
    /// Of those, the ones whose person is not known.
    pub unmatched: u32,
    /// Of those, the ones of somebody who had one already.
    pub retakes: u32,
    /// Whoever sat: obtained or not, cancelled, in error or begun.
    pub candidates: u32,
    /// Obtained: pupils and teachers together.
    pub passed: u32,
    /// Not obtained.
    pub rejected: u32,
    /// Sessions held.
    pub sessions: u32,
    /// Pix+ Édu obtained, counted apart.
    pub edu: u32,
    /// Obtained by what was known before, and no longer.
    pub rectified: u32,
    /// Of those obtained, the ones invented for the demonstration.
    pub fictitious: u32,
}

/// How many different persons obtained a certification: never summed, recounted at each scope.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DistinctPersons {
    /// Pupils who are known.
    pub pupils: u32,
    /// Teachers who are known.
    pub teachers: u32,
    /// Certifications whose person is not known: as many persons at most.
    pub unmatched: u32,
    /// Sessions in which somebody sat.
    pub sessions: u32,
}

/// One certification as evidence: no name, no score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificationRow {
    /// Its number.
    pub number: CertificationNumber,
    /// The day it was taken.
    pub exam_date: Day,
    /// What became of it.
    pub status: CertificationStatus,
    /// What was certified.
    pub framework: Framework,
    /// Who holds it.
    pub holder: HolderKind,
    /// The school.
    pub uai: Option<Uai>,
    /// Its name.
    pub school_name: Option<String>,
    /// Whether its person is known.
    pub is_matched: bool,
    /// Whether the same person obtained another one before.
    pub is_retake: bool,
    /// Whether it was obtained by what was known before, and no longer is.
    pub is_rectified: bool,
    /// Invented for the demonstration.
    pub fictitious: bool,
}
