use pole_db::text_column;
use pole_formats::Degree;
use pole_kernel::{Day, Instant, Uai, fold, ids, vocabulary};

use crate::policy::AccountId;
use crate::shell::imports::ImportId;

ids! {
    /// The identifier of a person: random, so that it says nothing of them.
    PersonId, PersonTag;
    /// The identifier of one version of a service.
    ServiceId, ServiceTag;
}

vocabulary! {
    /// What a person is to the basin.
    PersonKind, "kind of person" {
        /// A teacher.
        Teacher = "teacher",
        /// A pupil.
        Pupil = "pupil",
    }
}

text_column!(PersonKind);

vocabulary! {
    /// The registers that call a person by an identifier of theirs (`formats.md` §10.2).
    AliasScheme, "scheme of an alias" {
        /// The national pupil number.
        IneRnie = "ine_rnie",
        /// The older academic pupil number.
        IneBea = "ine_bea",
        /// `ELEVE_ID` of an academic SIECLE database.
        SiecleEleve = "siecle_eleve",
        /// `PERSONNE_ID` of an academic SIECLE database.
        SieclePersonne = "siecle_personne",
        /// The joining key of the academic directory, second degree.
        Aaf2d = "aaf2d",
        /// The joining key of the academic directory, first degree.
        Aaf1d = "aaf1d",
        /// A row of ONDE.
        OndeRow = "onde_row",
        /// A person of STS from the staff register.
        StsEpp = "sts_epp",
        /// A person of STS that the school made.
        StsLocal = "sts_local",
        /// A certification that a person said is theirs.
        PixCertif = "pix_certif",
        /// A personal e-mail address.
        Email = "email",
    }
}

text_column!(AliasScheme);

impl AliasScheme {
    /// The pupil number a text has the shape of; its key is not checked (`formats.md` §1.5).
    pub fn of_pupil_number(text: &str) -> Option<Self> {
        let digits = |length: usize| {
            text.bytes().take(length).all(|byte| byte.is_ascii_digit())
                && text.bytes().skip(length).all(|byte| byte.is_ascii_uppercase())
        };
        match text.len() {
            11 if digits(9) => Some(Self::IneRnie),
            11 if digits(10) => Some(Self::IneBea),
            6 | 7 if text.bytes().all(|byte| byte.is_ascii_digit()) => Some(Self::SiecleEleve),
            _ => None,
        }
    }
}

/// What a register calls a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alias {
    /// The register.
    pub scheme: AliasScheme,
    /// Within which the value is unique: an academy; empty when it is unique everywhere.
    pub issuer: String,
    /// The identifier.
    pub value: String,
}

impl Alias {
    /// An e-mail address, for comparison.
    pub fn email(address: &str) -> Self {
        Self {
            scheme: AliasScheme::Email,
            issuer: String::new(),
            value: address.trim().to_lowercase(),
        }
    }
}

/// The name that people are compared on (`formats.md` §1.3): no accents, case or punctuation. The bar keeps
/// `MARTIN LEE|ANN` apart from `MARTIN|LEE ANN`.
pub fn name_key(surname: &str, given_name: &str) -> String {
    format!("{}|{}", fold(surname), fold(given_name))
}

/// What a line of a file says of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clue {
    /// Teacher or pupil: one is never taken for the other.
    pub kind: PersonKind,
    /// What a register calls them.
    pub alias: Option<Alias>,
    /// A personal e-mail address.
    pub email: Option<String>,
    /// Family name, of birth or of use.
    pub surname: String,
    /// Given name.
    pub given_name: String,
    /// The day of birth.
    pub birth_date: Option<Day>,
    /// The school the line is about.
    pub uai: Option<Uai>,
}

vocabulary! {
    /// The step of the ladder that found a person.
    MatchStep, "step of matching" {
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
    }
}

text_column!(MatchStep);

/// What the ladder answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Match {
    /// One person, by that step.
    Found(PersonId, MatchStep),
    /// Somebody must choose among these.
    Ambiguous(Vec<PersonId>),
    /// Nobody.
    None,
}

/// Somebody a clue may speak of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub person: PersonId,
    /// The day of birth, when it is known.
    pub birth_date: Option<Day>,
    /// Whether they serve, served or are enrolled in the school of the clue.
    pub in_school: bool,
}

/// Somebody to enter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPerson {
    /// Teacher or pupil.
    pub kind: PersonKind,
    /// Family name.
    pub surname: String,
    /// Given name.
    pub given_name: String,
    /// The name the person goes by, when it is another.
    pub usage_name: Option<String>,
    /// The day of birth.
    pub birth_date: Option<Day>,
    /// The e-mail address.
    pub email: Option<String>,
    /// Invented for the demonstration.
    pub fictitious: bool,
}

/// A service to enter: for a pupil, an enrolment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewService {
    /// The school.
    pub uai: Uai,
    /// The degree.
    pub degree: Degree,
    /// What is taught; empty in the écoles and for pupils.
    pub discipline: String,
    /// Whether it is the school of administrative attachment.
    pub is_attachment: bool,
    /// The first day.
    pub from: Day,
    /// The last day, when it is known.
    pub to: Option<Day>,
}

/// Somebody as they are called today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Who.
    pub id: PersonId,
    /// Teacher or pupil.
    pub kind: PersonKind,
    /// Family name.
    pub surname: String,
    /// Given name.
    pub given_name: String,
    /// The name the person goes by, when it is another.
    pub usage_name: Option<String>,
    /// The day of birth.
    pub birth_date: Option<Day>,
    /// Invented for the demonstration.
    pub fictitious: bool,
}

/// A teacher whom a name found, and one of the schools where they serve.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedTeacher {
    /// Who.
    pub id: PersonId,
    /// Family name.
    pub surname: String,
    /// Given name.
    pub given_name: String,
    /// The school.
    pub school: Uai,
    /// The name of that school.
    pub school_name: String,
}

/// How another register met somebody: told by a person, or on a line of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Met {
    /// By whom; `None` at the console.
    pub account: Option<AccountId>,
    /// The file and the line.
    pub line: Option<(ImportId, u64)>,
}

/// One version of a service, with the person and its evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// Its identifier.
    pub id: ServiceId,
    /// Who serves.
    pub person: Person,
    /// The school.
    pub uai: Uai,
    /// The degree.
    pub degree: Degree,
    /// What is taught.
    pub discipline: String,
    /// Whether it is the school of administrative attachment.
    pub is_attachment: bool,
    /// The first day.
    pub from: Day,
    /// The last day, when it is known.
    pub to: Option<Day>,
    /// Invented for the demonstration.
    pub fictitious: bool,
    /// The import it came with.
    pub import: Option<ImportId>,
    /// The name of that import's file.
    pub file_name: Option<String>,
    /// Its line in that file.
    pub line: Option<i64>,
    /// When we learned it.
    pub recorded_at: Instant,
    /// From whom; `None` at the console.
    pub recorded_by: Option<String>,
    /// When it was taken back or corrected.
    pub withdrawn_at: Option<Instant>,
}

/// A teacher in service on a day: one, whatever the number of their schools.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeacherInService {
    /// Who.
    pub person: PersonId,
    /// The school they count at in totals: that of attachment, else the one they have served in the longest.
    pub uai: Uai,
    /// Every school they are present in, for drill-down.
    pub schools: Vec<Uai>,
    /// The degree of the school they count at.
    pub degree: Degree,
    /// What they teach there.
    pub discipline: String,
    /// Invented for the demonstration.
    pub fictitious: bool,
}

/// A service between dates: what counts the days somebody served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceSpan {
    /// Who.
    pub person: PersonId,
    /// The school.
    pub uai: Uai,
    /// The degree.
    pub degree: Degree,
    /// What is taught.
    pub discipline: String,
    /// Whether it is the school of administrative attachment.
    pub is_attachment: bool,
    /// The first day.
    pub from: Day,
    /// The last day, when it is known.
    pub to: Option<Day>,
    /// Invented for the demonstration.
    pub fictitious: bool,
}

impl ServiceSpan {
    /// Whether it holds on a day.
    pub fn holds(&self, day: Day) -> bool {
        self.from <= day && self.to.is_none_or(|last| day <= last)
    }
}
