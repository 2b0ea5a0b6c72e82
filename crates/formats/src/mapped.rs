//! Files without a layout of their own: a person says once what each column is.
//!
//! [`survey`] reads the titles and the first rows of any CSV or XLSX. [`Survey::propose`] guesses
//! what the columns are by their names, [`Survey::examine`] shows the first rows as they will be
//! read and says which column cannot be what it was said to be, and
//! [`open_mapped`](crate::open_mapped) reads the file with the mapping. The fields are those of
//! `formats.md` §9 (training) and §8.4 (use of an ENT).

use std::collections::{BTreeMap, HashMap};

use pole_kernel::{Day, Uai, fold};

use crate::facts::{Encoding, FileKind};
use crate::header::Header;
use crate::problem::{ProblemCode, excerpt};
use crate::text::{column_key, is_missing};
use crate::values::{DateOrder, day_in, duration, email, is_name, is_numen, period, seconds, whole};
use crate::words;

/// How many rows are looked at before a mapping is believed.
pub const ROWS_LOOKED_AT: usize = 200;
/// How many rows are shown as they will be read.
pub const ROWS_SHOWN: usize = 5;

/// What a field is made of: what its column is checked against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldForm {
    /// Anything.
    Text,
    /// Words: not a date, a code of a school nor an address.
    Words,
    /// Somebody's name.
    Name,
    /// An e-mail address.
    Email,
    /// The code of a school.
    Uai,
    /// A day.
    Day,
    /// A week, by its first day, or a month.
    Period,
    /// A duration in hours.
    Hours,
    /// A duration in seconds.
    Seconds,
    /// A whole number.
    Whole,
    /// How a session is held.
    Mode,
    /// What became of a registration.
    Registration,
    /// Whether somebody came.
    Presence,
}

/// A field that a column may be.
#[derive(Debug)]
pub struct Field {
    /// Its stable code, which is also the title of its column in a file made for us.
    pub code: &'static str,
    /// What it is made of.
    pub form: FieldForm,
    synonyms: &'static [&'static str],
}

/// What may be in a file that is not recognised.
pub const TARGETS: &[FileKind] = &[FileKind::TrainingRows, FileKind::UsageRows];

const fn field(code: &'static str, form: FieldForm, synonyms: &'static [&'static str]) -> Field {
    Field { code, form, synonyms }
}

const TRAINING: &[Field] = &[
    field(
        "person_surname",
        FieldForm::Name,
        &[
            "nom",
            "nom d'usage",
            "nom usuel",
            "nom de famille",
            "nom agent",
            "nom de l'agent",
            "nom du stagiaire",
            "nom stagiaire",
            "nom participant",
            "surname",
            "last name",
        ],
    ),
    field(
        "person_given_name",
        FieldForm::Name,
        &[
            "prénom",
            "prénom usuel",
            "prénom agent",
            "prénom de l'agent",
            "prénom du stagiaire",
            "prénom stagiaire",
            "prénom participant",
            "given name",
            "first name",
        ],
    ),
    field(
        "person_email",
        FieldForm::Email,
        &[
            "mail",
            "mél",
            "e-mail",
            "courriel",
            "adresse mail",
            "adresse électronique",
            "mail professionnel",
            "mail académique",
            "adresse mél",
        ],
    ),
    field(
        "person_uai",
        FieldForm::Uai,
        &[
            "uai",
            "rne",
            "code uai",
            "code rne",
            "uai agent",
            "uai affectation",
            "rne affectation",
            "uai établissement",
            "code établissement",
            "uai d'affectation",
            "établissement (uai)",
        ],
    ),
    field(
        "start",
        FieldForm::Day,
        &[
            "début",
            "date début",
            "date de début",
            "date debut session",
            "du",
            "date",
            "jour",
            "date session",
            "date de la session",
            "première date",
        ],
    ),
    field(
        "end",
        FieldForm::Day,
        &[
            "fin",
            "date fin",
            "date de fin",
            "date fin session",
            "au",
            "dernière date",
        ],
    ),
    field(
        "module_title",
        FieldForm::Words,
        &[
            "libellé module",
            "libellé du module",
            "intitulé module",
            "intitulé du module",
            "titre du module",
            "intitulé",
            "thème",
            "formation",
            "stage",
            "action",
            "titre",
            "intitulé de la formation",
        ],
    ),
    field(
        "module_code",
        FieldForm::Text,
        &["module", "code module", "n° module", "numéro module", "id module"],
    ),
    field(
        "dispositif_title",
        FieldForm::Words,
        &[
            "libellé dispositif",
            "libellé du dispositif",
            "intitulé dispositif",
            "intitulé du dispositif",
            "titre du dispositif",
        ],
    ),
    field(
        "dispositif_id",
        FieldForm::Text,
        &[
            "dispositif",
            "code dispositif",
            "n° dispositif",
            "numéro dispositif",
            "id dispositif",
            "identifiant dispositif",
        ],
    ),
    field(
        "session_no",
        FieldForm::Text,
        &[
            "session",
            "n° session",
            "numéro session",
            "groupe",
            "n° groupe",
            "numéro groupe",
        ],
    ),
    field(
        "hours_attended",
        FieldForm::Hours,
        &[
            "heures suivies",
            "heures réalisées",
            "heures effectuées",
            "heures présence",
            "nb heures suivies",
            "nb heures réalisées",
            "durée suivie",
            "durée réalisée",
            "heures de présence",
            "nombre d'heures suivies",
            "h suivies",
        ],
    ),
    field(
        "attendance",
        FieldForm::Presence,
        &[
            "présence",
            "présent",
            "assiduité",
            "émargement",
            "présent/absent",
            "état présence",
            "p/a",
        ],
    ),
    field(
        "hours_planned",
        FieldForm::Hours,
        &[
            "durée",
            "durée prévue",
            "heures",
            "heures prévues",
            "nb heures",
            "nombre d'heures",
            "volume horaire",
            "durée (h)",
            "durée en heures",
        ],
    ),
    field(
        "candidature_status",
        FieldForm::Registration,
        &[
            "statut",
            "état",
            "état candidature",
            "statut candidature",
            "avis",
            "décision",
            "état de la candidature",
            "situation",
        ],
    ),
    field(
        "mode",
        FieldForm::Mode,
        &[
            "modalité",
            "modalités",
            "mode de formation",
            "type de session",
            "format",
            "présentiel/distance",
        ],
    ),
    field(
        "place",
        FieldForm::Words,
        &[
            "lieu",
            "lieu de formation",
            "lieu de la session",
            "site",
            "établissement d'accueil",
        ],
    ),
    field(
        "discipline",
        FieldForm::Words,
        &[
            "discipline de poste",
            "discipline d'enseignement",
            "matière",
            "spécialité",
        ],
    ),
    field(
        "corps_or_grade",
        FieldForm::Words,
        &["corps", "grade", "corps/grade", "corps ou grade"],
    ),
    field(
        "person_birth_date",
        FieldForm::Day,
        &["date de naissance", "date naissance", "né le", "née le", "naissance"],
    ),
];

const USAGE: &[Field] = &[
    field(
        "uai",
        FieldForm::Uai,
        &[
            "rne",
            "code uai",
            "code rne",
            "numéro uai",
            "code établissement",
            "établissement",
        ],
    ),
    field(
        "period_start",
        FieldForm::Period,
        &[
            "debutSemaine",
            "début de semaine",
            "semaine",
            "mois",
            "période",
            "date",
            "jour",
            "début",
            "month",
        ],
    ),
    field(
        "profile",
        FieldForm::Words,
        &["profil", "profil national", "nom profil", "nomprofil", "public"],
    ),
    field(
        "service",
        FieldForm::Words,
        &["services", "nom service", "nomservice", "brique", "application"],
    ),
    field(
        "visits",
        FieldForm::Whole,
        &["visites", "nb visites", "nbvisites", "nombre de visites", "connexions"],
    ),
    field(
        "visitors",
        FieldForm::Whole,
        &[
            "visiteurs",
            "visiteurs uniques",
            "nb visiteurs",
            "nbvisiteurs",
            "utilisateurs",
            "nombre d'utilisateurs",
        ],
    ),
    field(
        "duration_seconds",
        FieldForm::Seconds,
        &["durée", "durée totale", "temps passé", "durée des visites"],
    ),
    field(
        "active_accounts",
        FieldForm::Whole,
        &["comptes actifs", "comptes activés", "nb comptes activés"],
    ),
    field(
        "accounts_total",
        FieldForm::Whole,
        &[
            "comptes",
            "nombre de comptes",
            "nb comptes",
            "comptes ouverts",
            "total comptes",
        ],
    ),
];

/// The fields that a column of a file of this kind may be.
pub const fn fields(kind: FileKind) -> &'static [Field] {
    match kind {
        FileKind::TrainingRows => TRAINING,
        FileKind::UsageRows => USAGE,
        FileKind::Annuaire
        | FileKind::Geolocation
        | FileKind::IpsEcoles
        | FileKind::IpsColleges
        | FileKind::IpsLycees
        | FileKind::CollegeCounts
        | FileKind::LyceeGtCounts
        | FileKind::LyceeProCounts
        | FileKind::RepList
        | FileKind::BasinSchools
        | FileKind::PressCounts
        | FileKind::UnifiedSchools
        | FileKind::RosterCounts
        | FileKind::Supplies
        | FileKind::People
        | FileKind::Rooms
        | FileKind::RoomTests
        | FileKind::ProbeLines
        | FileKind::PixResults => &[],
    }
}

/// What a mapping cannot do without: at least one field of each group.
const fn needs(kind: FileKind) -> &'static [&'static [&'static str]] {
    if matches!(kind, FileKind::TrainingRows) {
        &[
            &["person_surname", "person_email"],
            &["person_given_name", "person_email"],
            &["start"],
            &["module_title", "dispositif_title", "module_code", "dispositif_id"],
        ]
    } else {
        &[
            &["uai"],
            &["period_start"],
            &[
                "visits",
                "visitors",
                "duration_seconds",
                "active_accounts",
                "accounts_total",
            ],
        ]
    }
}

/// Which column each field is, as a person said it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// What the file is.
    pub kind: FileKind,
    /// The sheet of a workbook; the first when it is not said.
    pub sheet: Option<String>,
    /// Which comes first in a date written with figures.
    pub dates: DateOrder,
    /// Whether columns named after a profile or a service are read as such: a wide layout.
    pub wide: bool,
    /// The name of the column of each field: its compared name, then `#2` for the second column
    /// of that name.
    pub columns: BTreeMap<&'static str, String>,
}

/// The names of the answers that make a mapping.
const KIND: &str = "kind";
const SHEET: &str = "sheet";
const DATES: &str = "dates";
const WIDE: &str = "wide";
const COLUMN: &str = "column.";

impl Mapping {
    /// A mapping without any column.
    pub const fn new(kind: FileKind) -> Self {
        Self {
            kind,
            sheet: None,
            dates: DateOrder::DayFirst,
            wide: false,
            columns: BTreeMap::new(),
        }
    }

    /// Reads a mapping out of answers by name; `None` when they do not speak of one. A word that
    /// means nothing is passed over.
    pub fn from_answers(answers: &BTreeMap<String, String>) -> Option<Self> {
        let kind = answers.get(KIND).and_then(|code| FileKind::parse(code).ok())?;
        if fields(kind).is_empty() {
            return None;
        }
        let columns = fields(kind)
            .iter()
            .filter_map(|field| {
                let column = answers.get(&format!("{COLUMN}{}", field.code))?.trim();
                (!column.is_empty()).then(|| (field.code, column.to_owned()))
            })
            .collect();
        Some(Self {
            kind,
            sheet: answers.get(SHEET).filter(|sheet| !sheet.is_empty()).cloned(),
            dates: answers
                .get(DATES)
                .and_then(|code| DateOrder::parse(code).ok())
                .unwrap_or(DateOrder::DayFirst),
            wide: answers.get(WIDE).is_some_and(|wide| wide == "yes"),
            columns,
        })
    }

    /// The answers that make this mapping.
    pub fn answers(&self) -> BTreeMap<String, String> {
        let mut answers: BTreeMap<String, String> = self
            .columns
            .iter()
            .map(|(field, column)| (format!("{COLUMN}{field}"), column.clone()))
            .collect();
        answers.insert(KIND.to_owned(), self.kind.code().to_owned());
        answers.insert(DATES.to_owned(), self.dates.code().to_owned());
        if let Some(sheet) = &self.sheet {
            answers.insert(SHEET.to_owned(), sheet.clone());
        }
        if self.wide {
            answers.insert(WIDE.to_owned(), "yes".to_owned());
        }
        answers
    }

    /// Whether an answer is part of a mapping, by its name.
    pub fn is_answer(name: &str) -> bool {
        matches!(name, KIND | SHEET | DATES | WIDE) || name.starts_with(COLUMN)
    }

    /// The groups of fields of which none has a column, though one is needed.
    pub fn missing(&self) -> Vec<&'static [&'static str]> {
        let measured = |group: &&[&str]| self.wide && group.contains(&"visits");
        needs(self.kind)
            .iter()
            .filter(|group| !group.iter().any(|field| self.columns.contains_key(field)))
            .filter(|group| !measured(group))
            .copied()
            .collect()
    }

    /// The rank of each field's column among these.
    fn ranks(&self, ids: &[String]) -> HashMap<&'static str, usize> {
        self.columns
            .iter()
            .filter_map(|(field, column)| {
                let by_id = ids.iter().position(|id| id == column);
                let key = column_key(column);
                let rank = by_id.or_else(|| ids.iter().position(|id| *id == key))?;
                Some((*field, rank))
            })
            .collect()
    }

    /// The keys by which the reader finds the columns of the fields. A column of confidential
    /// numbers is no field's.
    pub(crate) fn keys(&self, header: &Header, confidential: &[usize]) -> Vec<String> {
        let ids = ids(header);
        let mut keys = vec![String::new(); ids.len()];
        for (field, rank) in self.ranks(&ids) {
            if let Some(key) = keys.get_mut(rank).filter(|_| !confidential.contains(&rank)) {
                *key = column_key(field);
            }
        }
        if self.wide {
            for (rank, key) in keys.iter_mut().enumerate().filter(|(_, key)| key.is_empty()) {
                *key = header
                    .names
                    .get(rank)
                    .and_then(|name| wide_key(name))
                    .unwrap_or_default();
            }
        }
        keys
    }
}

/// The name by which each column is told from the others: its compared name, numbered from the
/// second of that name on. Two columns of the same name are usual.
fn ids(header: &Header) -> Vec<String> {
    let mut met: HashMap<&str, usize> = HashMap::new();
    header
        .keys()
        .iter()
        .map(|key| {
            let times = met.entry(key).or_insert(0);
            *times += 1;
            if *times == 1 {
                key.clone()
            } else {
                format!("{key}#{times}")
            }
        })
        .collect()
}

/// What a wide column measures, by the beginning of its title.
const MEASURES: &[(&str, &str)] = &[
    ("visites ", "visits"),
    ("utilisateurs ", "visitors"),
    ("visiteurs ", "visitors"),
    ("duree ", "duration"),
];

/// The profiles of the national measure; the whole school has none.
const PROFILES: &[(&str, &str)] = &[
    ("globales", ""),
    ("eleve", "eleve"),
    ("parent", "parent"),
    ("enseignant", "enseignant"),
    ("admin vie scol tech", "admin_vie_scol_tech"),
];

/// The key of a column that measures one profile or service: `@visits:eleve:ordinateur`.
fn wide_key(name: &str) -> Option<String> {
    let words = fold(name);
    let (measure, rest) = MEASURES
        .iter()
        .find_map(|(beginning, measure)| Some((*measure, words.strip_prefix(beginning)?)))?;
    let of_profile = PROFILES.iter().find_map(|(beginning, profile)| {
        let service = rest.strip_prefix(beginning)?;
        (service.is_empty() || service.starts_with(' ')).then(|| (*profile, service.trim()))
    });
    let (profile, service) = of_profile.unwrap_or(("", rest));
    Some(format!("@{measure}:{profile}:{}", service.replace(' ', "_")))
}

/// The measure, profile and service of a key of [`wide_key`].
pub(crate) fn wide_field(key: &str) -> Option<(&str, &str, &str)> {
    let mut parts = key.strip_prefix('@')?.splitn(3, ':');
    Some((parts.next()?, parts.next()?, parts.next()?))
}

/// A column of a file that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SurveyColumn {
    /// The name that tells it from the others.
    pub id: String,
    /// Its title, as written.
    pub name: String,
    /// The first thing it holds, short; empty when it is confidential.
    pub example: String,
    /// Whether it holds confidential numbers of agents.
    pub is_confidential: bool,
    /// What it measures and of whom, when its title says so: a wide layout.
    pub wide: Option<String>,
}

/// The titles and the first rows of any file of lines and cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Survey {
    /// What the file is, when it is recognised after all.
    pub kind: Option<FileKind>,
    /// How its bytes are read as text.
    pub encoding: Encoding,
    /// The sheets of a workbook; none for a text.
    pub sheets: Vec<String>,
    /// The sheet that was looked at; empty for a text.
    pub sheet: String,
    /// Its columns.
    pub columns: Vec<SurveyColumn>,
    rows: Vec<(u64, Vec<String>)>,
}

/// A cell as it will be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadCell {
    /// The field.
    pub field: &'static str,
    /// What the file holds, short.
    pub raw: String,
    /// What it is read as, or what is wrong with it.
    pub value: Result<String, ProblemCode>,
}

/// A column that cannot be what it was said to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// The field.
    pub field: &'static str,
    /// The title of the column.
    pub column: String,
    /// How many of its values were looked at.
    pub looked_at: usize,
    /// How many of them do not fit.
    pub wrong: usize,
    /// One of them, short.
    pub example: String,
    /// What is wrong with it.
    pub code: ProblemCode,
}

/// What a mapping makes of the first rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Examination {
    /// The first rows as they will be read.
    pub rows: Vec<(u64, Vec<ReadCell>)>,
    /// The columns that cannot be what they were said to be.
    pub misfits: Vec<Misfit>,
    /// The fields whose column the file does not have.
    pub absent: Vec<&'static str>,
    /// The groups of fields of which one is needed and none has a column.
    pub missing: Vec<&'static [&'static str]>,
    /// The titles of the columns that hold confidential numbers.
    pub confidential: Vec<String>,
}

impl Examination {
    /// Whether the file may be read with the mapping.
    pub fn is_sound(&self) -> bool {
        self.misfits.is_empty() && self.absent.is_empty() && self.missing.is_empty()
    }
}

impl Survey {
    pub(crate) fn new(
        header: &Header,
        kind: Option<FileKind>,
        encoding: Encoding,
        (sheets, sheet): (Vec<String>, String),
        rows: Vec<(u64, Vec<String>)>,
    ) -> Self {
        let confidential = confidential(header, &rows);
        let columns = ids(header)
            .into_iter()
            .zip(&header.names)
            .enumerate()
            .map(|(rank, (id, name))| {
                let is_confidential = confidential.contains(&rank);
                let first = rows
                    .iter()
                    .filter_map(|(_, cells)| cells.get(rank))
                    .find(|cell| !cell.is_empty() && !is_confidential);
                SurveyColumn {
                    id,
                    name: name.clone(),
                    example: first.map(|cell| excerpt(cell)).unwrap_or_default(),
                    is_confidential,
                    wide: wide_key(name),
                }
            })
            .collect();
        Self {
            kind,
            encoding,
            sheets,
            sheet,
            columns,
            rows,
        }
    }

    /// The compared names of the columns, in order: what the titles of another file are compared
    /// with before the same mapping is proposed for it.
    pub fn header(&self) -> String {
        let ids: Vec<&str> = self.columns.iter().map(|column| column.id.as_str()).collect();
        ids.join("|")
    }

    /// Which column each field probably is, by the titles.
    pub fn propose(&self, kind: FileKind) -> Mapping {
        let mut mapping = Mapping::new(kind);
        let mut taken: Vec<&str> = Vec::new();
        mapping.wide =
            kind == FileKind::UsageRows && self.columns.iter().filter(|column| column.wide.is_some()).count() > 1;
        // The code itself first, for every field, then the synonyms: an exact title is not lost to
        // a field that only resembles it.
        for round in 0..2 {
            for field in fields(kind) {
                if mapping.columns.contains_key(field.code) {
                    continue;
                }
                let names: Vec<String> = if round == 0 {
                    vec![column_key(field.code)]
                } else {
                    field.synonyms.iter().map(|name| column_key(name)).collect()
                };
                let found = names.iter().find_map(|name| {
                    let free = |column: &&SurveyColumn| {
                        column.id == *name && !column.is_confidential && !taken.contains(&column.id.as_str())
                    };
                    self.columns.iter().find(free)
                });
                if let Some(column) = found {
                    taken.push(&column.id);
                    mapping.columns.insert(field.code, column.id.clone());
                }
            }
        }
        mapping.dates = self.date_order(&mapping);
        if self.sheets.len() > 1 {
            mapping.sheet = Some(self.sheet.clone());
        }
        mapping
    }

    /// The order that the dates betray: a figure above twelve is no month.
    fn date_order(&self, mapping: &Mapping) -> DateOrder {
        let dated = |field: &&Field| matches!(field.form, FieldForm::Day | FieldForm::Period);
        let ranks = mapping.ranks(&self.ids());
        let columns: Vec<usize> = fields(mapping.kind)
            .iter()
            .filter(dated)
            .filter_map(|field| ranks.get(field.code).copied())
            .collect();
        let cells = self
            .rows
            .iter()
            .flat_map(|(_, cells)| columns.iter().filter_map(|rank| cells.get(*rank)));
        let (mut day_first, mut month_first) = (0, 0);
        for cell in cells {
            let parts: Vec<&str> = cell.split(['/', '.', '-', ' ']).collect();
            let number = |rank: usize| parts.get(rank).and_then(|part| part.parse::<u32>().ok());
            match (number(0), number(1)) {
                (Some(13..=31), Some(1..=12)) => day_first += 1,
                (Some(1..=12), Some(13..=31)) => month_first += 1,
                _ => {}
            }
        }
        if month_first > day_first {
            DateOrder::MonthFirst
        } else {
            DateOrder::DayFirst
        }
    }

    fn ids(&self) -> Vec<String> {
        self.columns.iter().map(|column| column.id.clone()).collect()
    }

    /// What a mapping makes of the first rows: nothing is believed of a column of which more than
    /// half of the first values cannot be its field.
    pub fn examine(&self, mapping: &Mapping) -> Examination {
        let ranks = mapping.ranks(&self.ids());
        let mut found = Examination {
            missing: mapping.missing(),
            confidential: self
                .columns
                .iter()
                .filter(|column| column.is_confidential)
                .map(|column| column.name.clone())
                .collect(),
            ..Examination::default()
        };
        let mapped: Vec<(&Field, usize, &SurveyColumn)> = fields(mapping.kind)
            .iter()
            .filter(|field| mapping.columns.contains_key(field.code))
            .filter_map(|field| {
                let place = ranks
                    .get(field.code)
                    .and_then(|rank| Some((*rank, self.columns.get(*rank)?)));
                if place.is_none() {
                    found.absent.push(field.code);
                }
                place.map(|(rank, column)| (field, rank, column))
            })
            .collect();
        for (field, rank, column) in &mapped {
            found.misfits.extend(self.misfit(field, *rank, column, mapping.dates));
        }
        found.rows = self
            .rows
            .iter()
            .take(ROWS_SHOWN)
            .map(|(line, cells)| {
                let read = mapped
                    .iter()
                    .filter(|(_, _, column)| !column.is_confidential)
                    .map(|(field, rank, _)| {
                        let raw = cells.get(*rank).map_or("", String::as_str);
                        ReadCell {
                            field: field.code,
                            raw: excerpt(raw),
                            value: read_as(field.form, raw, mapping.dates),
                        }
                    });
                (*line, read.collect())
            })
            .collect();
        found
    }

    fn misfit(&self, field: &Field, rank: usize, column: &SurveyColumn, dates: DateOrder) -> Option<Misfit> {
        let mut misfit = Misfit {
            field: field.code,
            column: column.name.clone(),
            looked_at: 0,
            wrong: 0,
            example: String::new(),
            code: ProblemCode::NumenDropped,
        };
        if column.is_confidential {
            return Some(misfit);
        }
        for (_, cells) in &self.rows {
            let cell = cells.get(rank).map_or("", String::as_str);
            if is_missing(cell) {
                continue;
            }
            misfit.looked_at += 1;
            if let Err(code) = read_as(field.form, cell, dates) {
                misfit.wrong += 1;
                if misfit.wrong == 1 {
                    misfit.example = excerpt(cell);
                    misfit.code = code;
                }
            }
        }
        (misfit.wrong * 2 > misfit.looked_at).then_some(misfit)
    }
}

/// The ranks of the columns that hold confidential numbers: their title says so, or most of their
/// values have the shape.
pub(crate) fn confidential(header: &Header, rows: &[(u64, Vec<String>)]) -> Vec<usize> {
    let holds = |rank: usize| {
        let mut filled = 0;
        let mut shaped = 0;
        for (_, cells) in rows {
            let cell = cells.get(rank).map_or("", String::as_str);
            filled += usize::from(!cell.is_empty());
            shaped += usize::from(is_numen(cell));
        }
        shaped * 2 > filled
    };
    header
        .keys()
        .iter()
        .enumerate()
        .filter(|(rank, key)| key.contains("numen") || holds(*rank))
        .map(|(rank, _)| rank)
        .collect()
}

/// A cell as a field of this form, or what is wrong with it.
fn read_as(form: FieldForm, cell: &str, dates: DateOrder) -> Result<String, ProblemCode> {
    if is_missing(cell) {
        return Ok(String::new());
    }
    if is_numen(cell) {
        return Err(ProblemCode::NumenDropped);
    }
    let same = || cell.to_owned();
    let dated = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    match form {
        FieldForm::Text => Ok(same()),
        FieldForm::Words => {
            let is_other = Uai::parse(cell).is_ok() || email(cell).is_some() || !cell.chars().any(char::is_alphabetic);
            if is_other {
                Err(ProblemCode::TextInvalid)
            } else {
                Ok(same())
            }
        }
        FieldForm::Name => is_name(cell).then(same).ok_or(ProblemCode::NameInvalid),
        FieldForm::Email => email(cell).ok_or(ProblemCode::EmailInvalid),
        FieldForm::Uai => Uai::parse(cell)
            .map(|uai| uai.to_string())
            .map_err(|_| ProblemCode::UaiShape),
        FieldForm::Day => day_in(cell, dates).map(dated).map_err(|_| ProblemCode::DateInvalid),
        FieldForm::Period => period(cell, dates).map(dated).map_err(|_| ProblemCode::DateInvalid),
        FieldForm::Hours => duration(cell)
            .map(|minutes| format!("{} h {:02}", minutes / 60, minutes % 60))
            .ok_or(ProblemCode::DurationInvalid),
        FieldForm::Seconds => seconds(cell)
            .map(|seconds| seconds.to_string())
            .ok_or(ProblemCode::DurationInvalid),
        FieldForm::Whole => whole(cell)
            .map(|number| number.to_string())
            .map_err(|_| ProblemCode::NumberInvalid),
        FieldForm::Mode => words::training_mode(cell)
            .map(|_| same())
            .ok_or(ProblemCode::ModeUnknown),
        FieldForm::Registration => words::registration(cell)
            .map(|_| same())
            .ok_or(ProblemCode::RegistrationUnknown),
        FieldForm::Presence => words::presence(cell)
            .map(|_| same())
            .ok_or(ProblemCode::PresenceUnknown),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_titles_say_what_they_measure_and_of_whom() {
        for (name, key) in [
            ("visites_eleve", Some("@visits:eleve:")),
            ("utilisateurs_globales", Some("@visitors::")),
            ("duree_admin_vie_scol_tech", Some("@duration:admin_vie_scol_tech:")),
            ("visites_cahier_textes", Some("@visits::cahier_textes")),
            ("visites_eleve_smartphone", Some("@visits:eleve:smartphone")),
            ("utilisateurs_autreAppareil", Some("@visitors::autreappareil")),
            ("visites", None),
            ("commune", None),
        ] {
            assert_eq!(wide_key(name).as_deref(), key, "{name}");
        }
    }

    #[test]
    fn a_mapping_is_written_in_answers_and_read_back() {
        let mut mapping = Mapping::new(FileKind::TrainingRows);
        mapping.sheet = Some("Feuille 2".to_owned());
        mapping.dates = DateOrder::MonthFirst;
        mapping.columns.insert("start", "datedebut#2".to_owned());
        assert_eq!(Mapping::from_answers(&mapping.answers()), Some(mapping));
        assert_eq!(Mapping::from_answers(&BTreeMap::new()), None);
    }

    #[test]
    fn every_field_is_written_once_and_needed_ones_exist() {
        for kind in TARGETS {
            let codes: Vec<&str> = fields(*kind).iter().map(|field| field.code).collect();
            let mut unique = codes.clone();
            unique.sort_unstable();
            unique.dedup();
            assert_eq!(unique.len(), codes.len(), "{kind}");
            assert!(
                needs(*kind)
                    .iter()
                    .flat_map(|group| group.iter())
                    .all(|field| codes.contains(field)),
                "{kind}"
            );
        }
    }
}
