//! The parameters of the endowment arithmetic: every reading of the sheet's sentence and every
//! amount, with the sheet's defaults (`domain.md` §4.1 and §4.3).
//!
//! A parameter set is stored with what was computed from it; another set gives a scenario.

use std::fmt;

use pole_kernel::{Cents, Level, Ratio, SchoolYear};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Number, Value};

use super::model::{
    CaseSchedule, Heading, Holding, LastYearLevels, ResourceBase, ResourceScope, SchoolLump, TeacherLevels,
    TeacherRight, Window,
};

/// The highest amount a parameter accepts: 100,000 EUR. With the limits on counts, no sum of a
/// roster can overflow.
const MAX_CENTS: i64 = 10_000_000;
/// How a file without null says that a value is absent on purpose.
const NO_VALUE: &str = "none";

/// A parameter set. [`Parameters::sheet_default`] documents each default.
///
/// It is written as one JSON or TOML object whose keys are the names of the fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameters {
    /// Whether a pupil moving up keeps the device.
    pub holding: Holding,
    /// When the endowment of a school ends.
    pub window: Window,
    /// L, the length of the window in school years.
    pub years: u32,
    /// The last year of the plan, used when `window` is `plan`; `None` when the plan has no end.
    pub plan_last_year: Option<SchoolYear>,
    /// The last year in which money may be committed, whatever the window; `None` for no limit.
    pub last_commitment_year: Option<SchoolYear>,
    /// The levels entitled in the last year of the window.
    pub last_year_levels: LastYearLevels,
    /// How often a teacher receives a device.
    pub teacher_right: TeacherRight,
    /// Teachers of which levels receive a device.
    pub teacher_levels: TeacherLevels,
    /// u, the price of one device, tax included.
    pub device_price_cents: Cents,
    /// Spares, as a share of the devices ordered for pupils and teachers.
    pub spare_rate_percent: Ratio,
    /// Cases per école.
    pub case_count: u32,
    /// Most cases per école, whatever `case_count`.
    pub case_cap: u32,
    /// Devices in a case.
    pub case_size: u32,
    /// The price of a case without its devices, tax included.
    pub case_extra_cents: Cents,
    /// The price of a case, devices included, when it is known directly; it replaces
    /// `case_size` × `device_price_cents` + `case_extra_cents`.
    pub case_price_cents: Option<Cents>,
    /// When an école receives its cases.
    pub case_schedule: CaseSchedule,
    /// Resources per person and year.
    pub resource_cents_per_person: Cents,
    /// Who counts for the resources.
    pub resource_base: ResourceBase,
    /// Which schools receive resources.
    pub resource_scope: ResourceScope,
    /// Lump sum of an école.
    pub school_lump_cents: Cents,
    /// How often an école receives its lump sum.
    pub school_lump: SchoolLump,
    /// The State's share of the price of a pupil device.
    pub state_pupil_share_percent: Ratio,
    /// The State's cap per pupil device.
    pub state_pupil_cap_cents: Cents,
    /// The State's share of the price of a teacher device.
    pub state_teacher_share_percent: Ratio,
    /// The State's cap per teacher device.
    pub state_teacher_cap_cents: Cents,
    /// The State's share of the price of a case.
    pub state_case_share_percent: Ratio,
    /// The State's cap per case.
    pub state_case_cap_cents: Cents,
    /// Who the State pays resources for.
    pub state_resource_base: ResourceBase,
    /// What the State pays per person of its base and year, never more than the amount.
    pub state_resource_cents_per_person: Cents,
    /// In how many first years of the window the State pays the lump sum of an école.
    pub state_school_lump_years: u32,
    /// The most the State pays of one lump sum.
    pub state_school_lump_cents: Cents,
    /// The share of a level found again in the next level a year later; only for projected
    /// rosters, never used by the arithmetic.
    pub survival_rate_percent: Ratio,
    /// Funding lines beside the State and the authority, applied in this order.
    pub funding: Vec<FundingLine>,
}

/// A funding line that pays part of what the authority would pay of a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FundingLine {
    /// Its name.
    pub funder: String,
    /// What it pays for.
    pub heading: Heading,
    /// Its share of what the State leaves to the authority.
    pub share_percent: Ratio,
    /// The most it pays of the heading of one school in one year.
    pub cap_cents: Option<Cents>,
}

/// What is wrong in a parameter set.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParameterProblem {
    /// Not TOML, not JSON, or not one object.
    #[error("the parameters cannot be read: {0}")]
    Syntax(String),
    /// A key that is not a parameter.
    #[error("“{key}” is not a parameter (known: {known})")]
    UnknownKey {
        /// The key.
        key: String,
        /// The keys accepted at this place.
        known: String,
    },
    /// A value that the parameter does not accept.
    #[error("{key} is {value} (accepted: {accepted})")]
    BadValue {
        /// The key.
        key: String,
        /// The value, as written.
        value: String,
        /// What is accepted.
        accepted: String,
    },
}

/// Everything that is wrong in a parameter set.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct ParameterErrors(pub Vec<ParameterProblem>);

impl fmt::Display for ParameterErrors {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<String> = self.0.iter().map(ToString::to_string).collect();
        out.write_str(&lines.join("\n"))
    }
}

impl Default for Parameters {
    fn default() -> Self {
        Self::sheet_default()
    }
}

impl Parameters {
    /// The keys, in the order of the documentation.
    pub const KEYS: &'static [&'static str] = &[
        "holding",
        "window",
        "years",
        "plan_last_year",
        "last_commitment_year",
        "last_year_levels",
        "teacher_right",
        "teacher_levels",
        "device_price_cents",
        "spare_rate_percent",
        "case_count",
        "case_cap",
        "case_size",
        "case_extra_cents",
        "case_price_cents",
        "case_schedule",
        "resource_cents_per_person",
        "resource_base",
        "resource_scope",
        "school_lump_cents",
        "school_lump",
        "state_pupil_share_percent",
        "state_pupil_cap_cents",
        "state_teacher_share_percent",
        "state_teacher_cap_cents",
        "state_case_share_percent",
        "state_case_cap_cents",
        "state_resource_base",
        "state_resource_cents_per_person",
        "state_school_lump_years",
        "state_school_lump_cents",
        "survival_rate_percent",
        "funding",
    ];

    /// The default reading of the sheet with the amounts of the call “Collèges numériques”.
    pub fn sheet_default() -> Self {
        Self {
            // [S] national rule: a pupil moving up to 4e keeps the device.
            holding: Holding::FollowsPupil,
            // [C] the three years qualify the school.
            window: Window::PerSchool,
            // [F] “chaque année pendant 3 ans”.
            years: 3,
            // [F] waves 2015, 2016, 2017: the third year of the first wave.
            plan_last_year: SchoolYear::starting(2017).ok(),
            // [C] none until an authority sets one.
            last_commitment_year: None,
            // [F] “élèves de 6e et 5e la dernière année”.
            last_year_levels: LastYearLevels::SixiemeAndCinquieme,
            // [C] “chaque année” qualifies the pupils only.
            teacher_right: TeacherRight::Once,
            // [F] “1 tablette pour enseignant de 5e”.
            teacher_levels: TeacherLevels::Cinquieme,
            // [S] about 490 EUR in the purchase of 2019.
            device_price_cents: Cents(49_000),
            // [C]
            spare_rate_percent: Ratio::percent(5),
            // [F] “3 valises de tablettes”.
            case_count: 3,
            // [S] the State pays at most 3.
            case_cap: 3,
            // [S] “une quinzaine”.
            case_size: 15,
            // [C] the suitcase, its charger and its access point.
            case_extra_cents: Cents(50_000),
            case_price_cents: None,
            // [C] “dotation progressive” allows the other value.
            case_schedule: CaseSchedule::AtOnce,
            // [F] 30 EUR.
            resource_cents_per_person: Cents(3_000),
            // [F] “par élève et par enseignant”.
            resource_base: ResourceBase::All,
            // [S] lycées could not be selected nationally.
            resource_scope: ResourceScope::SelectedColleges,
            // [F] 500 EUR per école, every year.
            school_lump_cents: Cents(50_000),
            school_lump: SchoolLump::Annual,
            // [S] 50 % up to 190 EUR per pupil, 100 % up to 380 EUR per teacher.
            state_pupil_share_percent: Ratio::percent(50),
            state_pupil_cap_cents: Cents(19_000),
            state_teacher_share_percent: Ratio::percent(100),
            state_teacher_cap_cents: Cents(38_000),
            // [S] half of a case, up to 4,000 EUR.
            state_case_share_percent: Ratio::percent(50),
            state_case_cap_cents: Cents(400_000),
            // [S] the State paid for the pupils and teachers of the plan, 30 EUR each.
            state_resource_base: ResourceBase::Equipped,
            state_resource_cents_per_person: Cents(3_000),
            // [S] 500 EUR once per école.
            state_school_lump_years: 1,
            state_school_lump_cents: Cents(50_000),
            // [C]
            survival_rate_percent: Ratio::percent(100),
            funding: Vec::new(),
        }
    }

    /// The other readings of the sheet's sentence (`domain.md` §4.1), each the default with one
    /// reading changed, by a stable code.
    pub fn presets() -> Vec<(&'static str, Self)> {
        let change = |code, edit: fn(&mut Self)| {
            let mut parameters = Self::sheet_default();
            edit(&mut parameters);
            (code, parameters)
        };
        vec![
            change("stays_in_level", |set| set.holding = Holding::StaysInLevel),
            change("plan_window", |set| set.window = Window::Plan),
            change("last_year_5e", |set| set.last_year_levels = LastYearLevels::Cinquieme),
            change("teachers_yearly", |set| set.teacher_right = TeacherRight::Yearly),
            change("teachers_6e_last_year", |set| {
                set.teacher_levels = TeacherLevels::CinquiemeAndSixiemeLastYear;
            }),
            change("cases_one_per_year", |set| {
                set.case_schedule = CaseSchedule::OnePerYear;
            }),
            change("resources_equipped", |set| set.resource_base = ResourceBase::Equipped),
            change("resources_every_eple", |set| {
                set.resource_scope = ResourceScope::EverySelectedEple;
            }),
            change("lump_once", |set| set.school_lump = SchoolLump::Once),
        ]
    }

    /// The price of a case, tax included: `case_price_cents`, or its devices and its extra.
    pub fn case_price(&self) -> Cents {
        self.case_price_cents
            .unwrap_or(self.device_price_cents * self.case_size + self.case_extra_cents)
    }

    /// Reads a TOML file; a key that is absent takes its default.
    ///
    /// # Errors
    /// Every problem: syntax, unknown keys and bad values, each with its key.
    pub fn from_toml(text: &str) -> Result<Self, ParameterErrors> {
        let syntax = |detail: String| ParameterErrors(vec![ParameterProblem::Syntax(detail)]);
        let table: toml::Table = toml::from_str(text).map_err(|error| syntax(error.to_string()))?;
        let value = serde_json::to_value(table).map_err(|error| syntax(error.to_string()))?;
        Self::from_json(&value)
    }

    /// Reads a JSON object; a key that is absent takes its default.
    ///
    /// # Errors
    /// Every problem: not an object, unknown keys and bad values, each with its key.
    pub fn from_json(value: &Value) -> Result<Self, ParameterErrors> {
        let Value::Object(object) = value else {
            return Err(ParameterErrors(vec![ParameterProblem::Syntax(
                "expected one object".into(),
            )]));
        };
        let default = Self::sheet_default();
        let mut reader = Reader::new(object, "", Self::KEYS);
        let parameters = Self {
            holding: reader.word("holding", default.holding, Holding::ALL),
            window: reader.word("window", default.window, Window::ALL),
            years: reader.count("years", default.years, 1, 10),
            plan_last_year: reader.optional_year("plan_last_year", default.plan_last_year),
            last_commitment_year: reader.optional_year("last_commitment_year", default.last_commitment_year),
            last_year_levels: reader.read(
                "last_year_levels",
                default.last_year_levels,
                "[\"6E\", \"5E\"] or [\"5E\"]",
                last_year_levels,
            ),
            teacher_right: reader.word("teacher_right", default.teacher_right, TeacherRight::ALL),
            teacher_levels: reader.word("teacher_levels", default.teacher_levels, TeacherLevels::ALL),
            device_price_cents: reader.cents("device_price_cents", default.device_price_cents),
            spare_rate_percent: reader.percent("spare_rate_percent", default.spare_rate_percent, 100),
            case_count: reader.count("case_count", default.case_count, 0, 20),
            case_cap: reader.count("case_cap", default.case_cap, 0, 20),
            case_size: reader.count("case_size", default.case_size, 1, 100),
            case_extra_cents: reader.cents("case_extra_cents", default.case_extra_cents),
            case_price_cents: reader.optional_cents("case_price_cents", default.case_price_cents),
            case_schedule: reader.word("case_schedule", default.case_schedule, CaseSchedule::ALL),
            resource_cents_per_person: reader.cents("resource_cents_per_person", default.resource_cents_per_person),
            resource_base: reader.word("resource_base", default.resource_base, ResourceBase::ALL),
            resource_scope: reader.word("resource_scope", default.resource_scope, ResourceScope::ALL),
            school_lump_cents: reader.cents("school_lump_cents", default.school_lump_cents),
            school_lump: reader.word("school_lump", default.school_lump, SchoolLump::ALL),
            state_pupil_share_percent: reader.percent(
                "state_pupil_share_percent",
                default.state_pupil_share_percent,
                100,
            ),
            state_pupil_cap_cents: reader.cents("state_pupil_cap_cents", default.state_pupil_cap_cents),
            state_teacher_share_percent: reader.percent(
                "state_teacher_share_percent",
                default.state_teacher_share_percent,
                100,
            ),
            state_teacher_cap_cents: reader.cents("state_teacher_cap_cents", default.state_teacher_cap_cents),
            state_case_share_percent: reader.percent("state_case_share_percent", default.state_case_share_percent, 100),
            state_case_cap_cents: reader.cents("state_case_cap_cents", default.state_case_cap_cents),
            state_resource_base: reader.word("state_resource_base", default.state_resource_base, ResourceBase::ALL),
            state_resource_cents_per_person: reader.cents(
                "state_resource_cents_per_person",
                default.state_resource_cents_per_person,
            ),
            state_school_lump_years: reader.count("state_school_lump_years", default.state_school_lump_years, 0, 10),
            state_school_lump_cents: reader.cents("state_school_lump_cents", default.state_school_lump_cents),
            survival_rate_percent: reader.percent("survival_rate_percent", default.survival_rate_percent, 200),
            funding: reader.funding(),
        };
        if reader.problems.is_empty() {
            Ok(parameters)
        } else {
            Err(ParameterErrors(reader.problems))
        }
    }

    /// Every parameter with its value, in the order of the documentation. Two equal sets give
    /// equal values.
    pub fn entries(&self) -> Vec<(&'static str, Value)> {
        let levels: Vec<&str> = self
            .last_year_levels
            .levels()
            .iter()
            .map(|level| level.code())
            .collect();
        vec![
            ("holding", self.holding.code().into()),
            ("window", self.window.code().into()),
            ("years", self.years.into()),
            ("plan_last_year", year_value(self.plan_last_year)),
            ("last_commitment_year", year_value(self.last_commitment_year)),
            ("last_year_levels", levels.into()),
            ("teacher_right", self.teacher_right.code().into()),
            ("teacher_levels", self.teacher_levels.code().into()),
            ("device_price_cents", self.device_price_cents.0.into()),
            ("spare_rate_percent", percent_value(self.spare_rate_percent)),
            ("case_count", self.case_count.into()),
            ("case_cap", self.case_cap.into()),
            ("case_size", self.case_size.into()),
            ("case_extra_cents", self.case_extra_cents.0.into()),
            (
                "case_price_cents",
                self.case_price_cents.map_or(Value::Null, |cents| cents.0.into()),
            ),
            ("case_schedule", self.case_schedule.code().into()),
            ("resource_cents_per_person", self.resource_cents_per_person.0.into()),
            ("resource_base", self.resource_base.code().into()),
            ("resource_scope", self.resource_scope.code().into()),
            ("school_lump_cents", self.school_lump_cents.0.into()),
            ("school_lump", self.school_lump.code().into()),
            (
                "state_pupil_share_percent",
                percent_value(self.state_pupil_share_percent),
            ),
            ("state_pupil_cap_cents", self.state_pupil_cap_cents.0.into()),
            (
                "state_teacher_share_percent",
                percent_value(self.state_teacher_share_percent),
            ),
            ("state_teacher_cap_cents", self.state_teacher_cap_cents.0.into()),
            ("state_case_share_percent", percent_value(self.state_case_share_percent)),
            ("state_case_cap_cents", self.state_case_cap_cents.0.into()),
            ("state_resource_base", self.state_resource_base.code().into()),
            (
                "state_resource_cents_per_person",
                self.state_resource_cents_per_person.0.into(),
            ),
            ("state_school_lump_years", self.state_school_lump_years.into()),
            ("state_school_lump_cents", self.state_school_lump_cents.0.into()),
            ("survival_rate_percent", percent_value(self.survival_rate_percent)),
            (
                "funding",
                Value::Array(self.funding.iter().map(FundingLine::to_json).collect()),
            ),
        ]
    }

    /// A TOML file with every key, which [`Self::from_toml`] reads back as the same set.
    pub fn to_toml(&self) -> String {
        let mut text = String::new();
        for (key, value) in self.entries() {
            match value {
                Value::Array(lines) if key == "funding" => {
                    // Tables come last in TOML, and `funding` is the last key.
                    for line in &lines {
                        text.push_str("\n[[funding]]\n");
                        for (key, value) in line.as_object().into_iter().flatten() {
                            push_toml(&mut text, key, value);
                        }
                    }
                }
                value => push_toml(&mut text, key, &value),
            }
        }
        text
    }

    /// One JSON object with every key, for storage: `from_json` gives the same set back, and
    /// equal sets give equal objects.
    pub fn to_json(&self) -> Value {
        object(self.entries())
    }
}

impl FundingLine {
    /// The keys of a funding line.
    pub const KEYS: &'static [&'static str] = &["funder", "heading", "share_percent", "cap_cents"];

    fn to_json(&self) -> Value {
        object(vec![
            ("funder", self.funder.as_str().into()),
            ("heading", self.heading.code().into()),
            ("share_percent", percent_value(self.share_percent)),
            ("cap_cents", self.cap_cents.map_or(Value::Null, |cents| cents.0.into())),
        ])
    }
}

impl Serialize for Parameters {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.entries())
    }
}

impl<'de> Deserialize<'de> for Parameters {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::from_json(&Value::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

/// Reads the values of one object and gathers every problem.
struct Reader<'a> {
    object: &'a Map<String, Value>,
    prefix: String,
    problems: Vec<ParameterProblem>,
}

impl<'a> Reader<'a> {
    fn new(object: &'a Map<String, Value>, prefix: &str, known: &[&str]) -> Self {
        let problems = object
            .keys()
            .filter(|key| !known.contains(&key.as_str()))
            .map(|key| ParameterProblem::UnknownKey {
                key: format!("{prefix}{key}"),
                known: known.join(", "),
            })
            .collect();
        Self {
            object,
            prefix: prefix.to_owned(),
            problems,
        }
    }

    /// The value of a key, its default when the key is absent or wrong.
    fn read<T>(&mut self, key: &str, default: T, accepted: &str, parse: impl FnOnce(&Value) -> Option<T>) -> T {
        let Some(value) = self.object.get(key) else {
            return default;
        };
        if let Some(parsed) = parse(value) {
            return parsed;
        }
        self.refuse(key, value.to_string(), accepted.to_owned());
        default
    }

    /// The value of a key that may be without value: `null`, or `"none"` in TOML, which has no null.
    fn optional<T>(
        &mut self,
        key: &str,
        default: Option<T>,
        accepted: &str,
        parse: impl FnOnce(&Value) -> Option<T>,
    ) -> Option<T> {
        let without = |value: &Value| value.is_null() || value.as_str() == Some(NO_VALUE);
        if self.object.get(key).is_some_and(without) {
            return None;
        }
        self.read(key, default, accepted, |value| parse(value).map(Some))
    }

    fn refuse(&mut self, key: &str, value: String, accepted: String) {
        self.problems.push(ParameterProblem::BadValue {
            key: format!("{}{key}", self.prefix),
            value,
            accepted,
        });
    }

    fn word<T: Copy + fmt::Display>(&mut self, key: &str, default: T, all: &[T]) -> T {
        let codes: Vec<String> = all.iter().map(ToString::to_string).collect();
        self.read(key, default, &codes.join(", "), |value| {
            let text = value.as_str()?;
            let position = codes.iter().position(|code| code == text)?;
            all.get(position).copied()
        })
    }

    fn count(&mut self, key: &str, default: u32, least: u32, most: u32) -> u32 {
        let accepted = format!("a whole number from {least} to {most}");
        self.read(key, default, &accepted, |value| {
            let number = u32::try_from(value.as_u64()?).ok()?;
            (least..=most).contains(&number).then_some(number)
        })
    }

    fn cents(&mut self, key: &str, default: Cents) -> Cents {
        self.read(key, default, &accepted_cents(), cents)
    }

    fn optional_cents(&mut self, key: &str, default: Option<Cents>) -> Option<Cents> {
        let accepted = format!("{}, or no value", accepted_cents());
        self.optional(key, default, &accepted, cents)
    }

    fn optional_year(&mut self, key: &str, default: Option<SchoolYear>) -> Option<SchoolYear> {
        let accepted = "a school year, 2017 or \"2017-2018\", or no value";
        self.optional(key, default, accepted, school_year)
    }

    fn percent(&mut self, key: &str, default: Ratio, most: u64) -> Ratio {
        let accepted = format!("a percentage from 0 to {most} with at most two decimals");
        self.read(key, default, &accepted, |value| {
            let text = match value {
                Value::Number(number) => number.to_string(),
                Value::String(text) => text.clone(),
                Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => return None,
            };
            let ratio = Ratio::parse_percent(&text).ok()?;
            (ratio.hundredths_of_percent() <= most * 100).then_some(ratio)
        })
    }

    fn funding(&mut self) -> Vec<FundingLine> {
        let lines = match self.object.get("funding") {
            None => return Vec::new(),
            Some(Value::Array(lines)) => lines,
            Some(other) => {
                let accepted = format!("a list of objects with the keys {}", FundingLine::KEYS.join(", "));
                self.refuse("funding", other.to_string(), accepted);
                return Vec::new();
            }
        };
        let mut read = Vec::with_capacity(lines.len());
        for (index, line) in lines.iter().enumerate() {
            let key = format!("funding[{index}]");
            let Value::Object(object) = line else {
                let accepted = format!("an object with the keys {}", FundingLine::KEYS.join(", "));
                self.refuse(&key, line.to_string(), accepted);
                continue;
            };
            let mut reader = Reader::new(object, &format!("{key}."), FundingLine::KEYS);
            for required in ["funder", "heading", "share_percent"] {
                if !object.contains_key(required) {
                    reader.refuse(required, "absent".into(), "a value".into());
                }
            }
            read.push(FundingLine {
                funder: reader.read(
                    "funder",
                    String::new(),
                    "a name other than “state” and “authority”",
                    funder_name,
                ),
                heading: reader.word("heading", Heading::PupilDevices, Heading::ALL),
                share_percent: reader.percent("share_percent", Ratio::percent(0), 100),
                cap_cents: reader.optional_cents("cap_cents", None),
            });
            self.problems.append(&mut reader.problems);
        }
        read
    }
}

/// One line of TOML. Texts, numbers and lists of texts are written as in JSON.
fn push_toml(text: &mut String, key: &str, value: &Value) {
    let value = if value.is_null() {
        format!("\"{NO_VALUE}\"")
    } else {
        value.to_string()
    };
    text.push_str(key);
    text.push_str(" = ");
    text.push_str(&value);
    text.push('\n');
}

fn accepted_cents() -> String {
    format!("a whole number of cents from 0 to {MAX_CENTS}")
}

fn cents(value: &Value) -> Option<Cents> {
    let amount = value.as_i64()?;
    (0..=MAX_CENTS).contains(&amount).then_some(Cents(amount))
}

fn school_year(value: &Value) -> Option<SchoolYear> {
    match value {
        Value::Number(number) => SchoolYear::parse(&number.to_string()).ok(),
        Value::String(text) => SchoolYear::parse(text).ok(),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

fn last_year_levels(value: &Value) -> Option<LastYearLevels> {
    let mut levels = Vec::new();
    for word in value.as_array()? {
        levels.push(Level::parse(word.as_str()?).ok()?);
    }
    levels.sort_unstable();
    LastYearLevels::ALL
        .iter()
        .copied()
        .find(|choice| choice.levels() == levels)
}

fn funder_name(value: &Value) -> Option<String> {
    let name = value.as_str()?.trim();
    let taken = name.is_empty() || name.eq_ignore_ascii_case("state") || name.eq_ignore_ascii_case("authority");
    (!taken).then(|| name.to_owned())
}

fn year_value(year: Option<SchoolYear>) -> Value {
    year.map_or(Value::Null, |year| year.first_calendar_year().into())
}

/// A whole percentage as a number, another as text: no binary fraction is ever written.
fn percent_value(ratio: Ratio) -> Value {
    let hundredths = ratio.hundredths_of_percent();
    if hundredths.is_multiple_of(100) {
        Value::Number(Number::from(hundredths / 100))
    } else {
        Value::String(ratio.to_string())
    }
}

fn object(entries: Vec<(&'static str, Value)>) -> Value {
    Value::Object(
        entries
            .into_iter()
            .map(|(key, value)| (key.to_owned(), value))
            .collect(),
    )
}
