//! What counts, what a level is, how two files about one certification become one, and what was believed when. Pure.

use std::collections::{BTreeMap, BTreeSet};

use pole_formats::{CertificationFact, CertificationStatus, Framework};
use pole_kernel::{Instant, Uai, fold};

use super::model::{CertificationNumber, Content, History, HolderKind, State, VersionFact};
use crate::features::people::PersonId;

/// The figures of the trade that a pilot may want otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PixParameters {
    /// Pix for one level of a competence [S].
    pub pix_of_level: u32,
    /// Competences of level 1 or more that make somebody certifiable [S].
    pub certifiable_competences: usize,
    /// Whether CléA numérique, taken together with Pix, counts as a certification [C].
    pub clea_counts: bool,
    /// How like the name of a school the name of a centre must be to propose it, in percent [C].
    pub centre_likeness_percent: u32,
}

impl PixParameters {
    /// What the product does unless somebody says otherwise.
    pub const DEFAULT: Self = Self {
        pix_of_level: 8,
        certifiable_competences: 5,
        clea_counts: true,
        centre_likeness_percent: 60,
    };

    /// Whether a certification of this framework is a Pix certification for the indicator. Pix+ Édu is counted apart.
    pub const fn counts(self, framework: Framework) -> bool {
        match framework {
            Framework::Pix => true,
            Framework::Clea => self.clea_counts,
            Framework::PixEdu | Framework::Other => false,
        }
    }

    /// The level that so many pix make in one competence: ⌊pix/8⌋ [S].
    pub const fn level_of(self, pix: u32) -> u32 {
        pix / self.pix_of_level
    }

    /// Whether these levels make somebody certifiable [S].
    pub fn is_certifiable(self, levels: &[Option<u8>; 16]) -> bool {
        let reached = levels.iter().flatten().filter(|level| **level >= 1).count();
        reached >= self.certifiable_competences
    }

    /// The most pix that could be reached while the highest level open was this one: 640 at level 5, 1,024 at level 8.
    /// Both are right at their date, so that a score is never a percentage of either.
    pub const fn most_pix(self, highest_level: u32) -> u32 {
        16 * self.pix_of_level * highest_level
    }
}

/// The global levels of the certification: from so many pix, the label that files write (`formats.md` §7.1) [S].
const LEVELS: [(u32, &str); 8] = [
    (896, "Expert 2"),
    (768, "Expert 1"),
    (640, "Avancé 2"),
    (512, "Avancé 1"),
    (384, "Indépendant 2"),
    (256, "Indépendant 1"),
    (128, "Novice 2"),
    (64, "Novice 1"),
];

/// The global level of a score; `None` under 64 pix.
pub fn global_level(pix: u32) -> Option<&'static str> {
    LEVELS.iter().find(|(least, _)| *least <= pix).map(|(_, label)| *label)
}

/// What is believed of the school of a certification on its way in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchoolTold {
    /// Somebody answered: that school, whatever was known.
    Answered(Uai),
    /// The name of the centre looks like this school's: believed while nobody says otherwise.
    Guessed(Uai),
    /// Nobody knows.
    Unknown,
}

/// What a file says, put on what was said before. The file wins where it speaks; what it has no column for is kept, so
/// that the file of a session and the file of a division say the same thing together.
pub fn merged(
    before: Option<&Content>,
    fact: &CertificationFact,
    holder: HolderKind,
    school: &SchoolTold,
    division: Option<&str>,
) -> Content {
    let kept = |said: Option<&str>, before: fn(&Content) -> &String, known: Option<&Content>| {
        said.map(str::to_owned)
            .or_else(|| known.map(|content| before(content).clone()))
            .unwrap_or_default()
    };
    let uai = match (school, before.and_then(|content| content.uai.clone())) {
        (SchoolTold::Answered(uai), _) | (SchoolTold::Guessed(uai), None) => Some(uai.clone()),
        (SchoolTold::Guessed(_) | SchoolTold::Unknown, known) => known,
    };
    Content {
        status: fact.status,
        framework: fact.framework,
        edu: fact.edu.or_else(|| before.and_then(|content| content.edu)),
        // Pix+ Édu is of teachers, whatever was answered for the file.
        holder: match fact.framework {
            Framework::PixEdu => HolderKind::Teacher,
            Framework::Pix | Framework::Clea | Framework::Other => holder,
        },
        surname: fact.surname.clone(),
        given_name: fact.given_name.clone(),
        birth_date: fact.birth_date,
        external_id: kept(fact.external_id.as_deref(), |content| &content.external_id, before),
        uai,
        division: kept(division, |content| &content.division, before),
        level_label: fact.level_label.clone().unwrap_or_default(),
        exam_date: fact.exam_date,
        pix: fact.pix,
        competences: fact.competences,
        session: kept(fact.session.as_deref(), |content| &content.session, before),
        centre: kept(fact.centre.as_deref(), |content| &content.centre, before),
    }
}

/// Whether two contents speak of the same holder: then whose the certification is needs no second look.
pub fn same_holder(one: &Content, other: &Content) -> bool {
    one.holder == other.holder
        && one.surname == other.surname
        && one.given_name == other.given_name
        && one.birth_date == other.birth_date
        && one.external_id == other.external_id
        && one.uai == other.uai
}

/// Sixteen levels as they are kept: between spaces, a dash where there is none.
pub fn levels_text(levels: &[Option<u8>; 16]) -> String {
    let words: Vec<String> = levels
        .iter()
        .map(|level| level.map_or_else(|| "-".to_owned(), |level| level.to_string()))
        .collect();
    words.join(" ")
}

/// Sixteen levels as they were kept.
pub fn levels_of(text: &str) -> [Option<u8>; 16] {
    let mut levels = [None; 16];
    for (level, word) in levels.iter_mut().zip(text.split(' ')) {
        *level = word.parse().ok();
    }
    levels
}

/// A number that changes when anything a file says changes (FNV-1a, 64 bits).
pub fn digest(content: &Content) -> i64 {
    let optional = |text: Option<String>| text.unwrap_or_default();
    let fields = [
        content.status.code().to_owned(),
        content.framework.code().to_owned(),
        optional(content.edu.map(|status| status.code().to_owned())),
        content.holder.code().to_owned(),
        content.surname.clone(),
        content.given_name.clone(),
        optional(content.birth_date.map(|day| day.to_string())),
        content.external_id.clone(),
        optional(content.uai.as_ref().map(Uai::to_string)),
        content.division.clone(),
        content.level_label.clone(),
        content.exam_date.to_string(),
        optional(content.pix.map(|pix| pix.to_string())),
        levels_text(&content.competences),
        content.session.clone(),
        content.centre.clone(),
    ];
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in fields.iter().flat_map(|field| field.bytes().chain([0x1f])) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash.cast_signed()
}

/// What the words of a centre and of a school have in common, in percent: twice the shared words over all of them. Words
/// that say only what a school is count for nothing.
pub fn likeness_percent(centre: &str, school: &str) -> u32 {
    const COMMON: [&str; 22] = [
        "college",
        "clg",
        "lycee",
        "lyc",
        "ecole",
        "elementaire",
        "maternelle",
        "primaire",
        "polyvalent",
        "general",
        "professionnel",
        "technologique",
        "public",
        "prive",
        "cite",
        "scolaire",
        "de",
        "du",
        "des",
        "la",
        "le",
        "les",
    ];
    let words = |text: &str| -> BTreeSet<String> {
        fold(text)
            .split(' ')
            .filter(|word| word.len() > 1 && !COMMON.contains(word))
            .map(str::to_owned)
            .collect()
    };
    let (centre, school) = (words(centre), words(school));
    let all = centre.len() + school.len();
    if all == 0 {
        return 0;
    }
    let shared = centre.intersection(&school).count();
    u32::try_from(200 * shared / all).unwrap_or(0)
}

/// The school whose name is most like a centre's, when it is like enough and no other is as like.
pub fn likely_school<'a>(
    centre: &str,
    schools: impl Iterator<Item = (&'a Uai, &'a str)>,
    parameters: PixParameters,
) -> Option<Uai> {
    let mut best: Option<(u32, &Uai)> = None;
    let mut tied = false;
    for (uai, name) in schools {
        let likeness = likeness_percent(centre, name);
        match best {
            Some((most, _)) if likeness < most => {}
            Some((most, _)) if likeness == most => tied = true,
            Some(_) | None => {
                best = Some((likeness, uai));
                tied = false;
            }
        }
    }
    best.filter(|(likeness, _)| *likeness >= parameters.centre_likeness_percent && !tied)
        .map(|(_, uai)| uai.clone())
}

/// The division that the name of a file tells: `20260522_resultats_3A.csv`. The name of a session is none.
pub fn division_of(file_name: &str) -> Option<String> {
    let stem = file_name.rsplit_once('.').map_or(file_name, |(stem, _)| stem);
    let (_, division) = stem.split_once("_resultats_")?;
    Some(division.trim().to_owned()).filter(|division| !division.is_empty() && !division.starts_with("session"))
}

/// What was believed of each certification, between which moments, from everything that was ever said. The histories
/// given are those of people who may have several: a re-take is seen from the others of the same person.
pub fn states(histories: &[History]) -> Vec<State> {
    let mut moments: Vec<Instant> = Vec::new();
    for history in histories {
        let versions = history
            .versions
            .iter()
            .map(|said| (said.recorded_at, said.withdrawn_at));
        let matches = history.matches.iter().map(|said| (said.recorded_at, said.withdrawn_at));
        for (from, to) in versions.chain(matches) {
            moments.push(from);
            moments.extend(to);
        }
    }
    moments.sort();
    moments.dedup();
    let mut obtained: BTreeSet<CertificationNumber> = BTreeSet::new();
    let mut states: BTreeMap<CertificationNumber, Vec<State>> = BTreeMap::new();
    for (rank, from) in moments.iter().enumerate() {
        let to = moments.get(rank + 1).copied();
        let believed: Vec<(CertificationNumber, &VersionFact, Option<PersonId>)> = histories
            .iter()
            .filter_map(|history| {
                let version = in_force(&history.versions, *from, |said| (said.recorded_at, said.withdrawn_at))?;
                let owner = in_force(&history.matches, *from, |said| (said.recorded_at, said.withdrawn_at));
                Some((history.number, version, owner.and_then(|owner| owner.person)))
            })
            .collect();
        for (number, version, person) in &believed {
            let is_obtained = obtains(version);
            let before = |other: &VersionFact, key: CertificationNumber| {
                is_obtained && obtains(other) && (other.exam_date, key) < (version.exam_date, *number)
            };
            let is_retake = person.is_some()
                && believed
                    .iter()
                    .any(|(key, other, owner)| owner == person && before(other, *key));
            let is_rectified = !is_obtained && obtained.contains(number);
            if is_obtained {
                obtained.insert(*number);
            }
            let state = State {
                number: *number,
                known_from: *from,
                known_to: to,
                exam_date: version.exam_date,
                uai: version.uai.clone(),
                holder: version.holder,
                framework: version.framework,
                status: version.status,
                edu: version.edu,
                person: *person,
                is_retake,
                is_rectified,
                fictitious: version.fictitious,
                session: version.session.clone(),
            };
            append(states.entry(*number).or_default(), state);
        }
    }
    states.into_values().flatten().collect()
}

/// Adds a state after the others; when nothing changed, the last one goes on.
fn append(states: &mut Vec<State>, next: State) {
    if let Some(last) = states.last_mut() {
        let goes_on = last.known_to == Some(next.known_from)
            && State {
                known_from: last.known_from,
                known_to: next.known_to,
                ..next.clone()
            } == State {
                known_to: next.known_to,
                ..last.clone()
            };
        if goes_on {
            last.known_to = next.known_to;
            return;
        }
    }
    states.push(next);
}

/// What is in force at a moment: the newest of what was said by then and not taken back.
fn in_force<T>(said: &[T], at: Instant, span: impl Fn(&T) -> (Instant, Option<Instant>)) -> Option<&T> {
    said.iter()
        .filter(|fact| {
            let (from, to) = span(fact);
            from <= at && to.is_none_or(|to| to > at)
        })
        .max_by_key(|fact| span(fact).0)
}

/// Whether a version says that a Pix certification was obtained.
fn obtains(version: &VersionFact) -> bool {
    version.status == CertificationStatus::Validated && matches!(version.framework, Framework::Pix | Framework::Clea)
}
