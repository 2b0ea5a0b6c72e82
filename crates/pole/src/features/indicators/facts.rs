//! What the registers say on a day, as known at a moment: all that the five figures are made of.
//!
//! Plain values: the rules that count them ([`super::tally`]) see no database.

use std::collections::HashMap;

use pole_kernel::{Day, Instant, Month, Territory, Uai};

use super::definitions::Definitions;
use super::model::{Group, Place};

/// Everything the five figures need.
#[derive(Clone, Debug)]
pub struct Facts {
    /// The day.
    pub on: Day,
    /// What was known by then.
    pub known_at: Instant,
    /// The definitions in force on that day.
    pub definitions: Definitions,
    /// The schools, by name.
    pub schools: Vec<SchoolFacts>,
    /// The waves of the call, the earliest first.
    pub waves: Vec<WaveFacts>,
    /// The teaching rooms of each school; a school that listed none is absent.
    pub rooms: HashMap<Uai, RoomCounts>,
    /// Who followed what, one line a person and school.
    pub followed: Vec<Followed>,
    /// The secondary teachers of the commitment, and what was offered to each.
    pub offered: Vec<Offered>,
    /// Certifications of the period, by school.
    pub certifications: Vec<CertificationCounts>,
    /// The first day of the period of certifications.
    pub certified_from: Day,
    /// The first exam of the basin; `None` when there was none by that day.
    pub first_exam: Option<Day>,
    /// The month of usage.
    pub month: Month,
    /// Its figures, by scope and profile.
    pub usage: Vec<ProfileUsage>,
    /// Whether a month had an exceptional closure, by school or for all.
    pub closed: Vec<Place>,
}

/// A school on the day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchoolFacts {
    /// Its code.
    pub uai: Uai,
    /// Its name.
    pub name: String,
    /// Its island.
    pub territory: Option<Territory>,
    /// Its type.
    pub group: Group,
    /// Whether it is in the catchment area of a collège.
    pub is_attached: bool,
    /// Whether it counts in the pôle; `None` when its status is not known.
    pub counts: Option<bool>,
    /// Whether it may be selected by the call; `None` when its status is not known.
    pub eligible: Option<bool>,
    /// The wave in which it, or a school it took over, was first selected.
    pub selected_in: Option<String>,
    /// Whether it, or a school it took over, ever applied.
    pub applied: bool,
    /// Whether the agreement of its selection was signed; `None` when no dossier tells.
    pub signed: Option<bool>,
    /// Its pupils, and whether they are projected.
    pub pupils: Option<(u32, bool)>,
    /// Whether they were counted out of season.
    pub exceptional: bool,
    /// Whether something here is invented.
    pub fictitious: bool,
}

/// A wave on the day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaveFacts {
    /// Its code.
    pub code: String,
    /// Its name.
    pub label: String,
    /// Whether its first year has begun and nothing is decided.
    pub undecided: bool,
}

/// The teaching rooms of one school.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RoomCounts {
    /// C0 to C3, the unknown ones among C0.
    pub classes: [u32; 4],
    /// Those of which nothing is known.
    pub unknown: u32,
    /// Those whose evidence is old.
    pub stale: u32,
    /// Those of C2 or C3 that are declared and not measured.
    pub declared: u32,
    /// Those whose class was measured.
    pub measured: u32,
    /// Those that are invented.
    pub fictitious: u32,
}

impl RoomCounts {
    /// All of them.
    pub fn all(&self) -> u32 {
        self.classes.iter().sum()
    }
}

/// A person at one of the schools where they served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Followed {
    /// The person, by a number that means nothing outside.
    pub person: u128,
    /// The school.
    pub uai: Uai,
    /// The first day with at least 3 h, 6 h and 18 h followed; `None` when it has not come.
    pub reached: [Option<Day>; 3],
    /// Whether they serve there on the day.
    pub in_service: bool,
    /// Invented.
    pub fictitious: bool,
}

/// A secondary teacher of the commitment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    /// The person.
    pub person: u128,
    /// The school.
    pub uai: Uai,
    /// Whether the hours of the commitment were offered in time.
    pub kept: bool,
    /// Invented.
    pub fictitious: bool,
}

/// The certifications of one school in the period.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CertificationCounts {
    /// The school; `None` when the file does not say and nobody decided.
    pub uai: Option<Uai>,
    /// Validated, of pupils.
    pub pupils: u32,
    /// Validated, of teachers.
    pub teachers: u32,
    /// Validated and not matched to a person.
    pub unmatched: u32,
    /// Candidates whose result is known.
    pub candidates: u32,
    /// Taken back after they had counted.
    pub corrected: u32,
    /// Invented.
    pub fictitious: bool,
}

/// The usage of one profile in the month, at a scope where it was counted anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileUsage {
    /// The scope.
    pub place: Place,
    /// The profile.
    pub profile: Profile,
    /// Unique visitors.
    pub visitors: u64,
    /// Pupils one of whose guardians visited: for guardians only.
    pub pupils_reached: Option<u64>,
    /// The reference population on the first day of the month.
    pub people: Option<u64>,
    /// Whether that population is projected.
    pub estimated: bool,
    /// Whether the month is not over, or may still be recounted.
    pub provisional: bool,
    /// Invented.
    pub fictitious: bool,
}

/// The profiles of the headline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Profile {
    /// Pupils.
    Pupil,
    /// Guardians.
    Guardian,
    /// Teachers.
    Teacher,
    /// Other staff: heads, school life, administration.
    Staff,
}

impl Facts {
    /// The schools of a place, whatever their status.
    pub fn schools_of<'a>(&'a self, place: &'a Place) -> impl Iterator<Item = &'a SchoolFacts> {
        self.schools.iter().filter(move |school| school.is_in(place))
    }

    /// The same schools in another month, for its usage: what usage is not counted from is left behind.
    #[must_use]
    pub fn in_month(&self, on: Day, month: Month) -> Self {
        Self {
            on,
            known_at: self.known_at,
            definitions: self.definitions.clone(),
            schools: self.schools.clone(),
            waves: self.waves.clone(),
            rooms: HashMap::new(),
            followed: Vec::new(),
            offered: Vec::new(),
            certifications: Vec::new(),
            certified_from: self.certified_from,
            first_exam: self.first_exam,
            month,
            usage: Vec::new(),
            closed: Vec::new(),
        }
    }

    /// The schools of a place that pass a test, to look many things up among them.
    pub fn codes_of(&self, place: &Place, passes: impl Fn(&SchoolFacts) -> bool) -> Codes<'_> {
        let mut codes: Vec<&Uai> = self
            .schools
            .iter()
            .filter(|school| school.is_in(place) && passes(school))
            .map(|school| &school.uai)
            .collect();
        codes.sort_unstable();
        Codes(codes)
    }

    /// A school.
    pub fn school(&self, uai: &Uai) -> Option<&SchoolFacts> {
        self.schools.iter().find(|school| school.uai == *uai)
    }
}

/// The codes of some schools.
pub struct Codes<'a>(Vec<&'a Uai>);

impl Codes<'_> {
    /// Whether a school is one of them.
    pub fn contains(&self, uai: &Uai) -> bool {
        self.0.binary_search(&uai).is_ok()
    }
}

impl SchoolFacts {
    /// Whether it is in a place.
    pub fn is_in(&self, place: &Place) -> bool {
        match place {
            Place::Basin | Place::Directory => true,
            Place::Territory(territory) => self.territory.as_ref() == Some(territory),
            Place::Group(group) => self.group == *group,
            Place::Wave(code) => self.selected_in.as_ref() == Some(code),
            Place::School(uai) => self.uai == *uai,
        }
    }
}
