//! The types of a call for projects (`domain.md` §3.1). A call is data: what is typed here is what the
//! builder writes, what a version keeps, and what the seed of the known programmes holds.

use pole_db::text_column;
use pole_kernel::{Day, Id, Instant, SchoolKind, SchoolYear, Territory, vocabulary};
use serde::{Deserialize, Serialize};

use crate::features::endowment::WaveId;

/// Tag of call identifiers.
#[derive(Debug)]
pub enum CallTag {}

/// The identifier of a call.
pub type CallId = Id<CallTag>;

/// Tag of identifiers of the waves of a call.
#[derive(Debug)]
pub enum CallWaveTag {}

/// The identifier of one deadline of a call.
pub type CallWaveId = Id<CallWaveTag>;

/// A call for projects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// Its identifier.
    pub id: CallId,
    /// Its stable code.
    pub code: String,
    /// Its name.
    pub title: String,
    /// Its edition, a calendar year.
    pub edition: i64,
    /// Whether it is invented.
    pub fictitious: bool,
    /// When it was made.
    pub created_at: Instant,
    /// When it was put away.
    pub archived_at: Option<Instant>,
}

/// One version of what a call says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The call.
    pub call: CallId,
    /// From 1.
    pub version: i64,
    /// What it says.
    pub content: CallContent,
    /// How often it was saved: who saves over another's work is told.
    pub revision: i64,
    /// What changed, in the words of its author.
    pub note: String,
    /// When it was saved last.
    pub saved_at: Instant,
    /// When it was published: it never changes afterwards.
    pub published_at: Option<Instant>,
}

/// One version of a call without what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionLine {
    /// From 1.
    pub version: i64,
    /// How often it was saved.
    pub revision: i64,
    /// What changed, in the words of its author.
    pub note: String,
    /// When it was saved last.
    pub saved_at: Instant,
    /// By whom; `None` for what the program brings.
    pub saved_by: Option<String>,
    /// When it was published.
    pub published_at: Option<Instant>,
    /// By whom.
    pub published_by: Option<String>,
}

/// One deadline of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallWave {
    /// Its identifier.
    pub id: CallWaveId,
    /// The call.
    pub call: CallId,
    /// From 1.
    pub position: i64,
    /// Its name.
    pub label: String,
    /// The first day on which dossiers are written.
    pub opens_on: Day,
    /// The last day, until 23:59:59 in the school's zone (`domain.md` §3.2).
    pub deadline_on: Day,
    /// The first endowment year of the schools it selects.
    pub first_year: SchoolYear,
    /// The wave of the plan that its selections go into; `None` until the call is published.
    pub wave: Option<WaveId>,
    /// When its results were published; applicants see nothing before.
    pub published_at: Option<Instant>,
}

impl CallWave {
    /// Whether dossiers can still be sent at a moment, for a school of a territory: until 23:59:59 there.
    pub fn is_open(&self, territory: Option<&Territory>, now: Instant) -> bool {
        let zone = zone_of(territory);
        self.opens_on.begins_in(zone) <= now && now <= self.closes_at(territory)
    }

    /// The last moment at which a dossier of a school of a territory can be sent.
    pub fn closes_at(&self, territory: Option<&Territory>) -> Instant {
        self.deadline_on.ends_in(zone_of(territory))
    }

    /// Where it stands for a school of a territory.
    pub fn phase(&self, territory: Option<&Territory>, now: Instant) -> Phase {
        if now < self.opens_on.begins_in(zone_of(territory)) {
            Phase::Coming
        } else if self.is_open(territory, now) {
            Phase::Open
        } else {
            Phase::Closed
        }
    }
}

/// The zone in which the days of a wave begin and end; that of the islands when no territory is known.
fn zone_of(territory: Option<&Territory>) -> &'static str {
    territory.map_or(BASIN_ZONE, Territory::zone)
}

/// The zone of both islands.
const BASIN_ZONE: &str = "America/Marigot";

vocabulary! {
    /// Where a wave of a call stands.
    Phase, "phase of a wave" {
        /// It has not opened.
        Coming = "coming",
        /// Dossiers are written and sent.
        Open = "open",
        /// Nothing more is sent.
        Closed = "closed",
    }
}

vocabulary! {
    /// Who fills a part of a dossier in (`domain.md` §3.2).
    Part, "part of a dossier" {
        /// The head of the school.
        Head = "head",
        /// The teaching teams.
        Teachers = "teachers",
        /// The authority.
        Authority = "authority",
        /// The academic digital delegate.
        Delegate = "delegate",
    }
}

text_column!(Part);

/// Reads and writes a word of a vocabulary by its stable code.
macro_rules! coded {
    ($module:ident, $name:ty) => {
        mod $module {
            use super::*;

            pub(super) fn serialize<S: serde::Serializer>(value: &$name, out: S) -> Result<S::Ok, S::Error> {
                out.serialize_str(value.code())
            }

            pub(super) fn deserialize<'de, D: serde::Deserializer<'de>>(input: D) -> Result<$name, D::Error> {
                let code = String::deserialize(input)?;
                <$name>::parse(&code).map_err(serde::de::Error::custom)
            }
        }
    };
}

coded!(part, Part);

/// Reads and writes a day or a school year that may be missing, as its usual text.
macro_rules! written {
    ($module:ident, $name:ty) => {
        mod $module {
            use super::*;

            pub(super) fn serialize<S: serde::Serializer>(value: &Option<$name>, out: S) -> Result<S::Ok, S::Error> {
                match value {
                    Some(value) => out.collect_str(value),
                    None => out.serialize_none(),
                }
            }

            pub(super) fn deserialize<'de, D: serde::Deserializer<'de>>(input: D) -> Result<Option<$name>, D::Error> {
                Option::<String>::deserialize(input)?
                    .map(|text| <$name>::parse(&text).map_err(serde::de::Error::custom))
                    .transpose()
            }
        }
    };
}

written!(day, Day);
written!(school_year, SchoolYear);

/// A deadline as a version of a call plans it. Its place in the list is the position of the [`CallWave`] that
/// publishing makes of it; what is not known yet is missing until then.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlannedWave {
    /// Its name.
    pub label: String,
    /// The first day on which dossiers are written.
    #[serde(with = "day", default)]
    pub opens_on: Option<Day>,
    /// The last day, until 23:59:59 in the school's zone.
    #[serde(with = "day", default)]
    pub deadline_on: Option<Day>,
    /// The first endowment year of the schools it selects.
    #[serde(with = "school_year", default)]
    pub first_year: Option<SchoolYear>,
}

/// What a version of a call says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CallContent {
    /// What it is for, in a few sentences.
    pub summary: String,
    /// Where its rules were read.
    pub source: String,
    /// Which schools may answer.
    pub eligibility: Eligibility,
    /// The levels it aims at, by their codes: `5E`.
    pub target_levels: Vec<String>,
    /// The code of the parameter set that prices it.
    pub parameter_set: String,
    /// Its money in words: rates, caps, lump sums.
    pub money: String,
    /// The share of écoles it takes.
    pub ecole_quota: Option<EcoleQuota>,
    /// Who is left out because of another call.
    pub exclusions: Vec<Exclusion>,
    /// Its deadlines, in order. Those that are published are rows of their own: see [`CallWave`].
    pub waves: Vec<PlannedWave>,
    /// The documents it asks for.
    pub documents: Vec<RequiredDocument>,
    /// What reviewers score. The weights sum to 100.
    pub criteria: Vec<Criterion>,
    /// How it is reviewed.
    pub review: ReviewRules,
    /// Its form.
    pub sections: Vec<Section>,
}

/// Which schools may answer a call.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Eligibility {
    /// Codes of [`SchoolKind`] that may carry a dossier.
    pub kinds: Vec<String>,
    /// Whether the écoles of a collège's catchment area may be in its dossier.
    pub attached_ecoles: bool,
    /// Whether private schools under contract may.
    pub contracted_private: bool,
}

impl Eligibility {
    /// Whether a kind of school may carry a dossier.
    pub fn admits(&self, kind: SchoolKind) -> bool {
        self.kinds.iter().any(|code| code == kind.code())
    }
}

/// The share of écoles of a call: an input and a warning, never a silent filter (`domain.md` §3.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EcoleQuota {
    /// At most so many per cent.
    pub percent: u32,
    /// Of what: the requests, or the dossiers of the academy.
    pub of: String,
}

/// Schools left out because of another call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exclusion {
    /// The code of the other call: who was selected there cannot answer here.
    pub call: String,
    /// Codes of [`SchoolKind`] it concerns; empty means all.
    pub kinds: Vec<String>,
    /// Why, in the words of the rule.
    pub reason: String,
}

/// A document that a call asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequiredDocument {
    /// Its stable code.
    pub code: String,
    /// Its name.
    pub label: String,
    /// What it must say.
    pub help: String,
    /// Whether a dossier is incomplete without it.
    pub required: bool,
    /// Whether each school of the dossier gives its own.
    pub per_school: bool,
}

/// What reviewers score, from 0 to 4.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    /// Its stable code.
    pub code: String,
    /// Its name.
    pub label: String,
    /// Its weight, of 100.
    pub weight: u32,
    /// What 0 and 4 mean.
    pub help: String,
}

/// How dossiers are reviewed (`domain.md` §3.2) \[C\].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ReviewRules {
    /// How many reviewers a dossier has.
    pub reviewers: u32,
    /// A difference above so many points asks for another one.
    pub gap: u32,
    /// Below so many points a dossier is not proposed.
    pub threshold: u32,
    /// Whether reviewers do not see who applies.
    pub blind: bool,
    /// How many days a reviewer has.
    pub days: u32,
}

impl Default for ReviewRules {
    fn default() -> Self {
        Self {
            reviewers: 2,
            gap: 25,
            threshold: 50,
            blind: false,
            days: 21,
        }
    }
}

/// A part of the form, filled in by one kind of people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Its stable code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// What to write there.
    #[serde(default)]
    pub help: String,
    /// Who fills it in.
    #[serde(with = "part")]
    pub part: Part,
    /// What is asked.
    pub fields: Vec<Field>,
}

/// One question of the form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Its stable code, the same in every version.
    pub code: String,
    /// The question.
    pub label: String,
    /// How to answer.
    #[serde(default)]
    pub help: String,
    /// What an answer is.
    pub kind: FieldKind,
    /// Whether the dossier is incomplete without it.
    #[serde(default)]
    pub required: bool,
    /// Whether each school of the dossier answers.
    #[serde(default)]
    pub per_school: bool,
    /// When it is asked; always when there is none.
    #[serde(default)]
    pub condition: Option<Condition>,
}

/// What an answer is. Answers are JSON values: a text, a number, an array…; see [`check_answer`](super::check_answer).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum FieldKind {
    /// A line of text: a JSON string.
    Text {
        /// At most so many characters.
        max: u32,
    },
    /// Paragraphs: a JSON string.
    LongText {
        /// At most so many characters.
        max: u32,
    },
    /// A whole number: a JSON number.
    Number {
        /// At least.
        min: i64,
        /// At most.
        max: i64,
        /// Its unit, in words.
        unit: String,
    },
    /// An amount: a JSON number of cents.
    Money,
    /// One answer of a list (a JSON string), or several (an array of strings).
    Choice {
        /// The answers.
        options: Vec<String>,
        /// Whether several may be chosen.
        many: bool,
    },
    /// Rows of texts: an array of arrays of strings.
    Table {
        /// The columns.
        columns: Vec<Column>,
        /// At most so many rows.
        max_rows: u32,
    },
    /// A document, attached for the code of a [`RequiredDocument`]; there is no value.
    Document {
        /// The code of the document.
        document: String,
    },
    /// Schools, levels and quantities: an object from level to number of devices or classes.
    Quantities {
        /// The levels asked, by their codes.
        levels: Vec<String>,
    },
    /// The financing plan, computed from the endowment: an object `{"differences": {"heading": {"cents", "why"}}}`.
    FinancingPlan,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Its stable code.
    pub code: String,
    /// Its heading.
    pub label: String,
}

/// A question is asked only when another one was answered so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// The code of the other question.
    pub field: String,
    /// The answer, or one of the answers.
    pub equals: String,
}

impl CallContent {
    /// Every question with its section, in order.
    pub fn fields(&self) -> impl Iterator<Item = (&Section, &Field)> {
        self.sections
            .iter()
            .flat_map(|section| section.fields.iter().map(move |field| (section, field)))
    }

    /// A question by its code.
    pub fn field(&self, code: &str) -> Option<(&Section, &Field)> {
        self.fields().find(|(_, field)| field.code == code)
    }
}
