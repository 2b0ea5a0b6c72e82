//! The file that `pole optimise` reads. Every problem says where it is, as a JSON path, and all are
//! told at once.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::plan::draws::Weighing;
use super::plan::model::{Amounts, DEVICES_PER_FTE, Funder, Guarantees, Heading, Mode, Need, Package, Problem, School};

/// Sums must stay below 2⁵³ in the solver; half and half again leaves room for what is added to them.
const LARGEST_SUM: i64 = 1 << 51;
/// More waves or years than a plan of the trade can have are a mistake.
const MOST_WAVES: i64 = 20;
const MOST_YEARS: usize = 60;
/// The part of the need in the priority, of 100 (`domain.md` §7.1).
const NEED_SHARE: i64 = 70;
/// A need has at most so many decimals.
const NEED_DECIMALS: usize = 3;
/// Money of these funders is not local, unless the file says which funders are.
const STATE: [&str; 5] = ["state", "etat", "état", "State", "État"];

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct QuestionError {
    /// Where: `schools[3].costs.state[0]`; empty for the file itself.
    pub path: String,
    /// A word for programs.
    pub code: &'static str,
    /// What is wrong and what to do.
    pub message: String,
}

/// Everything that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionErrors(pub Vec<QuestionError>);

/// What was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// The problem.
    pub problem: Problem,
    /// What the priorities are made of, when the file says.
    pub weighing: Option<Weighing>,
    /// What the reader should know: years without a budget, and the like.
    pub notes: Vec<String>,
}

/// Reads a question.
///
/// # Errors
/// All that is wrong, each with its place.
pub fn read(text: &str) -> Result<Question, QuestionErrors> {
    let value: Value = serde_json::from_str(text).map_err(|error| {
        QuestionErrors(vec![QuestionError {
            path: String::new(),
            code: "not_json",
            message: format!("this is not JSON: {error}"),
        }])
    })?;
    let mut reader = Reader::default();
    let question = reader.question(&value);
    match question {
        Some(question) if reader.errors.is_empty() => Ok(question),
        _ => Err(QuestionErrors(reader.errors)),
    }
}

#[derive(Default)]
struct Reader {
    errors: Vec<QuestionError>,
}

/// The weights of the need, those of the readiness, and the part of the need.
type WeightsRead = (BTreeMap<String, i64>, BTreeMap<String, i64>, i64);

/// A school before its codes are looked up.
struct Raw {
    school: School,
    attached_to: Option<String>,
    components: BTreeMap<String, i64>,
    path: String,
}

impl Reader {
    fn wrong(&mut self, path: impl Into<String>, code: &'static str, message: impl Into<String>) {
        self.errors.push(QuestionError {
            path: path.into(),
            code,
            message: message.into(),
        });
    }

    fn question(&mut self, value: &Value) -> Option<Question> {
        let Some(fields) = value.as_object() else {
            self.wrong("", "not_an_object", "the file must be an object: {\"waves\": 3, …}");
            return None;
        };
        let known = [
            "waves",
            "mode",
            "budgets",
            "schools",
            "local_funders",
            "headings",
            "capacity",
            "packages",
            "guarantees",
            "weights",
        ];
        self.only(fields, &known, "");
        let waves = match fields.get("waves") {
            None => {
                self.wrong("waves", "missing", "say how many waves there are");
                None
            }
            Some(value) => self.whole(value, "waves", 1, MOST_WAVES),
        };
        let mode = match fields.get("mode").map(|mode| mode.as_str().unwrap_or_default()) {
            None | Some("benefit") => Mode::Benefit,
            Some("equity") => Mode::Equity,
            Some(_) => {
                self.wrong("mode", "unknown", "the mode is \"benefit\" or \"equity\"");
                Mode::Benefit
            }
        };
        let budgets = self.budgets(fields.get("budgets"));
        let headings = self.headings(fields.get("headings"));
        let waves = usize::try_from(waves.unwrap_or(1)).unwrap_or(1);
        let years = budgets
            .values()
            .chain(headings.values())
            .map(Vec::len)
            .max()
            .unwrap_or_default()
            .max(waves);
        let local = self.local(fields.get("local_funders"), &budgets);
        let mut notes = Vec::new();
        let funders: Vec<Funder> = budgets
            .iter()
            .map(|(name, amounts)| {
                if amounts.len() < years {
                    notes.push(format!(
                        "{name} has no budget after year {}: nothing can be paid there",
                        amounts.len()
                    ));
                }
                let mut budgets = amounts.clone();
                budgets.resize(years, 0);
                Funder {
                    name: name.clone(),
                    local: local.contains(name),
                    budgets,
                }
            })
            .collect();
        let headings: Vec<Heading> = headings
            .into_iter()
            .map(|(name, mut caps)| {
                caps.resize(years, 0);
                Heading { name, caps }
            })
            .collect();
        let raw = self.schools(fields.get("schools"), &funders, &headings, waves);
        let packages = self.packages(fields.get("packages"), &raw, &funders, waves);
        let weights = self.weights(fields.get("weights"));
        let capacity = self.capacity(fields.get("capacity"));
        let guarantees = self.guarantees(fields.get("guarantees"));
        let weighing = self.weighing(weights, &raw);
        let last = (1..=waves)
            .flat_map(|wave| {
                raw.iter()
                    .flat_map(move |raw| raw.school.costs_in(wave))
                    .map(move |costs| (wave, costs))
            })
            .filter_map(|(wave, costs)| Some(wave + costs.iter().rposition(|cost| *cost > 0)?))
            .max();
        if last.is_some_and(|last| last > years) {
            notes.push(format!(
                "some schools would still cost after year {years}, where nobody has a budget: they cannot enter that late"
            ));
        }
        let schools = self.attached(raw);
        self.exact(&schools, &packages, &funders, &headings, waves);
        Some(Question {
            problem: Problem {
                waves,
                mode,
                years,
                funders,
                schools,
                packages,
                headings,
                capacity,
                guarantees,
            },
            weighing,
            notes,
        })
    }

    fn only(&mut self, fields: &Map<String, Value>, known: &[&str], at: &str) {
        for field in fields.keys().filter(|field| !known.contains(&field.as_str())) {
            let path = join(at, field);
            self.wrong(
                path,
                "unknown_field",
                format!("unknown field; known here: {}", known.join(", ")),
            );
        }
    }

    fn whole(&mut self, value: &Value, path: &str, least: i64, most: i64) -> Option<i64> {
        let Some(number) = value.as_i64() else {
            let (code, message) = match value {
                Value::Number(number) if number.is_u64() || number.as_f64().is_some_and(|size| size.abs() > 1e15) => {
                    ("too_large", format!("{number} is too large to be counted exactly"))
                }
                Value::Number(number) => ("not_whole", format!("{number} is not a whole number")),
                _ => ("not_a_number", "a whole number is expected".to_owned()),
            };
            self.wrong(path, code, message);
            return None;
        };
        if number < least {
            let code = if number < 0 { "negative" } else { "too_small" };
            self.wrong(path, code, format!("{number} is less than {least}"));
            return None;
        }
        if number > most {
            self.wrong(path, "too_large", format!("{number} is more than {most}"));
            return None;
        }
        Some(number)
    }

    fn amounts(&mut self, value: &Value, path: &str) -> Vec<i64> {
        let Some(list) = value.as_array() else {
            self.wrong(path, "not_a_list", "a list of whole numbers is expected, one a year");
            return Vec::new();
        };
        if list.len() > MOST_YEARS {
            self.wrong(path, "too_long", format!("more than {MOST_YEARS} years"));
            return Vec::new();
        }
        list.iter()
            .enumerate()
            .map(|(index, value)| {
                self.whole(value, &format!("{path}[{index}]"), 0, LARGEST_SUM)
                    .unwrap_or_default()
            })
            .collect()
    }

    fn object<'v>(&mut self, value: Option<&'v Value>, path: &str) -> Option<&'v Map<String, Value>> {
        let value = value.filter(|value| !value.is_null())?;
        if value.as_object().is_none() {
            self.wrong(path, "not_an_object", "an object is expected");
        }
        value.as_object()
    }

    fn budgets(&mut self, value: Option<&Value>) -> BTreeMap<String, Vec<i64>> {
        let Some(budgets) = self.object(value, "budgets") else {
            if value.is_none_or(Value::is_null) {
                self.wrong(
                    "budgets",
                    "missing",
                    "say what each funder has each year, in cents: {\"authority\": [8000000, …]}",
                );
            }
            return BTreeMap::new();
        };
        budgets
            .iter()
            .map(|(name, value)| (name.clone(), self.amounts(value, &join("budgets", name))))
            .collect()
    }

    fn headings(&mut self, value: Option<&Value>) -> BTreeMap<String, Vec<i64>> {
        let Some(headings) = self.object(value, "headings") else {
            return BTreeMap::new();
        };
        headings
            .iter()
            .map(|(name, value)| (name.clone(), self.amounts(value, &join("headings", name))))
            .collect()
    }

    fn local(&mut self, value: Option<&Value>, budgets: &BTreeMap<String, Vec<i64>>) -> BTreeSet<String> {
        match value {
            None | Some(Value::Null) => {
                let local: BTreeSet<String> = budgets
                    .keys()
                    .filter(|name| !STATE.contains(&name.as_str()))
                    .cloned()
                    .collect();
                local
            }
            Some(Value::Array(names)) => {
                let mut local = BTreeSet::new();
                for (index, name) in names.iter().enumerate() {
                    match name.as_str().filter(|name| budgets.contains_key(*name)) {
                        Some(name) => {
                            local.insert(name.to_owned());
                        }
                        None => self.wrong(
                            format!("local_funders[{index}]"),
                            "unknown_funder",
                            "this funder has no budget",
                        ),
                    }
                }
                local
            }
            Some(_) => {
                self.wrong("local_funders", "not_a_list", "a list of funders is expected");
                BTreeSet::new()
            }
        }
    }

    /// In the order of UAI.
    fn schools(&mut self, value: Option<&Value>, funders: &[Funder], headings: &[Heading], waves: usize) -> Vec<Raw> {
        let Some(list) = value.and_then(Value::as_array) else {
            self.wrong("schools", "missing", "a list of schools is expected");
            return Vec::new();
        };
        let mut schools = Vec::with_capacity(list.len());
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        for (index, value) in list.iter().enumerate() {
            let path = format!("schools[{index}]");
            let Some(fields) = value.as_object() else {
                self.wrong(path, "not_an_object", "an object is expected");
                continue;
            };
            let Some(raw) = self.school(fields, path.clone(), index, funders, headings, waves) else {
                continue;
            };
            if let Some(first) = seen.insert(raw.school.uai.clone(), index) {
                self.wrong(
                    format!("{path}.uai"),
                    "twice",
                    format!("{} is also schools[{first}]", raw.school.uai),
                );
                continue;
            }
            schools.push(raw);
        }
        schools.sort_by(|left, right| left.school.uai.cmp(&right.school.uai));
        schools
    }

    fn school(
        &mut self,
        fields: &Map<String, Value>,
        path: String,
        index: usize,
        funders: &[Funder],
        headings: &[Heading],
        waves: usize,
    ) -> Option<Raw> {
        let known = [
            "uai",
            "name",
            "pupils",
            "priority_x10",
            "need",
            "ready_wave",
            "attached_to",
            "costs",
            "costs_by_wave",
            "pinned_wave",
            "excluded",
            "headings",
            "headings_by_wave",
            "devices",
            "devices_by_wave",
            "island",
            "kind",
            "closes_after",
            "components",
        ];
        self.only(fields, &known, &path);
        let at = |field: &str| format!("{path}.{field}");
        let uai = fields.get("uai").and_then(Value::as_str).unwrap_or_default().trim();
        if uai.is_empty() {
            self.wrong(at("uai"), "missing", "every school has a uai");
            return None;
        }
        let needed = |reader: &mut Self, field: &str, least: i64, most: i64| match fields.get(field) {
            None | Some(Value::Null) => {
                reader.wrong(at(field), "missing", format!("{field} is missing"));
                None
            }
            Some(value) => reader.whole(value, &at(field), least, most),
        };
        let pupils = needed(self, "pupils", 0, 1_000_000);
        let priority = needed(self, "priority_x10", 0, 1_000_000);
        let ready = match fields.get("ready_wave") {
            None | Some(Value::Null) => Some(1),
            Some(_) => needed(self, "ready_wave", 0, 1_000_000),
        };
        let wave = |number: i64| usize::try_from(number).unwrap_or(usize::MAX);
        let most = i64::try_from(waves).unwrap_or(MOST_WAVES);
        let pinned = self.optional(fields, "pinned_wave", &path, 1, most).map(wave);
        let closes = self.optional(fields, "closes_after", &path, 0, 1_000).map(wave);
        let excluded = self.flag(fields, "excluded", &path);
        let attached_to = match fields.get("attached_to") {
            None | Some(Value::Null) => None,
            Some(Value::String(uai)) => Some(uai.trim().to_owned()),
            Some(_) => {
                self.wrong(at("attached_to"), "not_a_uai", "the uai of a collège, or null");
                None
            }
        };
        let kind = match fields.get("kind") {
            None | Some(Value::Null) => None,
            Some(value) if value.as_str() == Some("primary") => Some(true),
            Some(value) if value.as_str() == Some("secondary") => Some(false),
            Some(_) => {
                self.wrong(at("kind"), "unknown", "the kind is \"primary\" or \"secondary\"");
                None
            }
        };
        let (funder_names, heading_names) = (names(funders, |funder| &funder.name), names(headings, |it| &it.name));
        let costs = self.by_name(
            fields.get("costs"),
            &at("costs"),
            &funder_names,
            ("unknown_funder", "this funder has no budget: add one, be it of zeros"),
        );
        let under = self.by_name(
            fields.get("headings"),
            &at("headings"),
            &heading_names,
            ("unknown_heading", "this heading has no cap"),
        );
        let devices = match fields.get("devices") {
            None | Some(Value::Null) => Vec::new(),
            Some(value) => self.amounts(value, &at("devices")),
        };
        let mut by_wave: BTreeMap<usize, Amounts> = BTreeMap::new();
        let usual = Amounts { costs, under, devices };
        for (wave, value, path) in self.waves_of(fields.get("costs_by_wave"), &at("costs_by_wave"), waves) {
            let unknown = ("unknown_funder", "this funder has no budget: add one, be it of zeros");
            let costs = self.by_name(Some(value), &path, &funder_names, unknown);
            by_wave.entry(wave).or_insert_with(|| usual.clone()).costs = costs;
        }
        for (wave, value, path) in self.waves_of(fields.get("headings_by_wave"), &at("headings_by_wave"), waves) {
            let unknown = ("unknown_heading", "this heading has no cap");
            let under = self.by_name(Some(value), &path, &heading_names, unknown);
            by_wave.entry(wave).or_insert_with(|| usual.clone()).under = under;
        }
        for (wave, value, path) in self.waves_of(fields.get("devices_by_wave"), &at("devices_by_wave"), waves) {
            let devices = self.amounts(value, &path);
            by_wave.entry(wave).or_insert_with(|| usual.clone()).devices = devices;
        }
        let Amounts { costs, under, devices } = usual;
        let components = self.components(fields, &path);
        let text = |field: &str| fields.get(field).and_then(Value::as_str).map(str::to_owned);
        let need = match fields.get("need") {
            None | Some(Value::Null) => {
                self.wrong(at("need"), "missing", "need is missing");
                None
            }
            Some(value) => self.need(value, &at("need")),
        };
        Some(Raw {
            school: School {
                uai: uai.to_owned(),
                name: text("name").unwrap_or_default(),
                position: index,
                pupils: pupils.unwrap_or_default(),
                priority_x10: priority.unwrap_or_default(),
                need: need.unwrap_or_default(),
                ready_wave: wave(ready.unwrap_or(1)).max(1),
                attached_to: None,
                costs,
                under,
                devices,
                by_wave,
                island: text("island"),
                primary: kind.unwrap_or(attached_to.is_some()),
                pinned_wave: pinned,
                excluded,
                closes_after: closes,
            },
            attached_to,
            components,
            path,
        })
    }

    /// Amounts by name, in the order of the names that are known.
    fn by_name(
        &mut self,
        value: Option<&Value>,
        at: &str,
        known: &[&str],
        (code, message): (&'static str, &str),
    ) -> Vec<Vec<i64>> {
        let mut found = vec![Vec::new(); known.len()];
        for (name, value) in self.object(value, at).into_iter().flatten() {
            let path = join(at, name);
            let amounts = self.amounts(value, &path);
            match known.iter().position(|known| known == name) {
                Some(index) => found[index] = amounts,
                None => self.wrong(path, code, message),
            }
        }
        found
    }

    /// What is said of single waves: `{"2": …}`.
    fn waves_of<'v>(&mut self, value: Option<&'v Value>, at: &str, waves: usize) -> Vec<(usize, &'v Value, String)> {
        let mut found = Vec::new();
        for (name, value) in self.object(value, at).into_iter().flatten() {
            let path = join(at, name);
            match name.parse().ok().filter(|wave| (1..=waves).contains(wave)) {
                Some(wave) => found.push((wave, value, path)),
                None => self.wrong(path, "unknown_wave", format!("a wave from 1 to {waves} is expected")),
            }
        }
        found
    }

    fn optional(&mut self, fields: &Map<String, Value>, field: &str, at: &str, least: i64, most: i64) -> Option<i64> {
        let value = fields.get(field).filter(|value| !value.is_null())?;
        self.whole(value, &join(at, field), least, most)
    }

    fn flag(&mut self, fields: &Map<String, Value>, field: &str, at: &str) -> bool {
        match fields.get(field) {
            None | Some(Value::Null) => false,
            Some(Value::Bool(flag)) => *flag,
            Some(_) => {
                self.wrong(join(at, field), "not_a_flag", "true or false is expected");
                false
            }
        }
    }

    /// A need may have decimals: only its order counts.
    fn need(&mut self, value: &Value, path: &str) -> Option<Need> {
        let Some(number) = value.as_number() else {
            self.wrong(path, "not_a_number", "a number is expected");
            return None;
        };
        let text = number.to_string();
        if text.starts_with('-') {
            self.wrong(path, "negative", format!("{text} is less than 0"));
            return None;
        }
        let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
        let decimals = decimals.trim_end_matches('0');
        let thousandths = format!("{whole}{decimals:0<NEED_DECIMALS$}");
        match thousandths.parse() {
            Ok(need) if decimals.len() <= NEED_DECIMALS && whole.len() <= 9 => Some(Need(need)),
            _ => {
                self.wrong(path, "not_exact", format!("{text}: at most {NEED_DECIMALS} decimals"));
                None
            }
        }
    }

    fn components(&mut self, fields: &Map<String, Value>, at: &str) -> BTreeMap<String, i64> {
        let path = join(at, "components");
        let Some(components) = self.object(fields.get("components"), &path) else {
            return BTreeMap::new();
        };
        components
            .iter()
            .filter_map(|(name, value)| Some((name.clone(), self.whole(value, &join(&path, name), 0, 100)?)))
            .collect()
    }

    fn weights(&mut self, value: Option<&Value>) -> Option<WeightsRead> {
        let fields = self.object(value, "weights")?;
        self.only(fields, &["need", "readiness", "need_share"], "weights");
        let share = self
            .optional(fields, "need_share", "weights", 0, 100)
            .unwrap_or(NEED_SHARE);
        let mut side = |name: &str| -> BTreeMap<String, i64> {
            let path = join("weights", name);
            let Some(weights) = self.object(fields.get(name), &path) else {
                return BTreeMap::new();
            };
            let read: BTreeMap<String, i64> = weights
                .iter()
                .filter_map(|(name, value)| Some((name.clone(), self.whole(value, &join(&path, name), 0, 100)?)))
                .collect();
            let sum: i64 = read.values().sum();
            if sum != 100 {
                self.wrong(path, "not_100", format!("these weights sum to {sum}, not to 100"));
            }
            read
        };
        Some((side("need"), side("readiness"), share))
    }

    fn weighing(&mut self, weights: Option<WeightsRead>, schools: &[Raw]) -> Option<Weighing> {
        let (need, readiness, need_share) = weights?;
        let names: Vec<&String> = need.keys().chain(readiness.keys()).collect();
        let mut values = Vec::with_capacity(schools.len());
        for raw in schools {
            let mut row = Vec::with_capacity(names.len());
            for name in &names {
                let value = raw.components.get(*name).copied();
                if value.is_none() {
                    let path = format!("{}.components.{name}", raw.path);
                    self.wrong(path, "missing", format!("{name} has a weight and no value here"));
                }
                row.push(value.unwrap_or_default());
            }
            for name in raw.components.keys().filter(|name| !names.contains(name)) {
                let path = format!("{}.components.{name}", raw.path);
                self.wrong(path, "unknown_component", "this component has no weight");
            }
            values.push(row);
        }
        Some(Weighing {
            need: need.into_values().collect(),
            readiness: readiness.into_values().collect(),
            need_share,
            values,
        })
    }

    fn packages(&mut self, value: Option<&Value>, schools: &[Raw], funders: &[Funder], waves: usize) -> Vec<Package> {
        let Some(value) = value.filter(|value| !value.is_null()) else {
            return Vec::new();
        };
        let Some(list) = value.as_array() else {
            self.wrong("packages", "not_a_list", "a list of network works is expected");
            return Vec::new();
        };
        let mut packages: Vec<Package> = Vec::new();
        for (index, value) in list.iter().enumerate() {
            let path = format!("packages[{index}]");
            let Some(fields) = self.object(Some(value), &path) else {
                continue;
            };
            self.only(fields, &["id", "uai", "ready_wave", "costs", "imposed"], &path);
            let id = fields.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
            if id.is_empty() || packages.iter().any(|package| package.id == id) {
                self.wrong(join(&path, "id"), "not_unique", "every package has an id of its own");
            }
            let uai = fields.get("uai").and_then(Value::as_str).unwrap_or_default();
            let school = schools.iter().position(|raw| raw.school.uai == uai);
            if school.is_none() {
                self.wrong(join(&path, "uai"), "unknown_school", format!("no school is “{uai}”"));
            }
            let most = i64::try_from(waves).unwrap_or(MOST_WAVES);
            let ready = self.optional(fields, "ready_wave", &path, 1, most).unwrap_or(1);
            let mut costs = vec![Vec::new(); funders.len()];
            let at = join(&path, "costs");
            if let Some(by_funder) = self.object(fields.get("costs"), &at) {
                for (name, value) in by_funder {
                    let path = join(&at, name);
                    let amounts = self.amounts(value, &path);
                    match funders.iter().position(|funder| funder.name == *name) {
                        Some(funder) => costs[funder] = amounts,
                        None => self.wrong(path, "unknown_funder", "this funder has no budget"),
                    }
                }
            }
            let imposed = self.flag(fields, "imposed", &path);
            packages.push(Package {
                id,
                school: school.unwrap_or_default(),
                ready_wave: usize::try_from(ready).unwrap_or(1),
                costs,
                imposed,
            });
        }
        packages.sort_by(|left, right| left.id.cmp(&right.id));
        packages
    }

    /// Devices that can still be looked after each year, from hundredths of full-time persons and what is
    /// in service already.
    fn capacity(&mut self, value: Option<&Value>) -> Option<Vec<i64>> {
        let fields = self.object(value, "capacity")?;
        self.only(fields, &["fte_x100", "devices_per_fte", "in_service"], "capacity");
        let per = self
            .optional(fields, "devices_per_fte", "capacity", 0, 1_000_000)
            .unwrap_or(DEVICES_PER_FTE);
        let Some(value) = fields.get("fte_x100") else {
            self.wrong(
                "capacity.fte_x100",
                "missing",
                "hundredths of full-time persons, one number a year",
            );
            return None;
        };
        let fte = self.amounts(value, "capacity.fte_x100");
        if let Some(index) = fte.iter().position(|fte| *fte > 100_000_000) {
            self.wrong(
                format!("capacity.fte_x100[{index}]"),
                "too_large",
                "more than a million persons",
            );
            return None;
        }
        let used = match fields.get("in_service") {
            None | Some(Value::Null) => Vec::new(),
            Some(value) => self.amounts(value, "capacity.in_service"),
        };
        let mut left: Vec<i64> = fte.into_iter().map(|fte| fte * per / 100).collect();
        for (index, (left, used)) in left.iter_mut().zip(used).enumerate() {
            if used > *left {
                let path = format!("capacity.in_service[{index}]");
                self.wrong(
                    path,
                    "too_large",
                    format!("{used} devices, and {left} can be looked after"),
                );
            }
            *left -= used;
        }
        Some(left)
    }

    fn guarantees(&mut self, value: Option<&Value>) -> Guarantees {
        let Some(fields) = self.object(value, "guarantees") else {
            return Guarantees::default();
        };
        let known = ["island_each_wave", "primary_at_least", "primary_at_most"];
        self.only(fields, &known, "guarantees");
        Guarantees {
            island_each_wave: self.flag(fields, "island_each_wave", "guarantees"),
            primary_at_least: self.optional(fields, "primary_at_least", "guarantees", 0, 1_000_000),
            primary_at_most: self.optional(fields, "primary_at_most", "guarantees", 0, 1_000_000),
        }
    }

    /// Looks the collèges up; unknown and circular ones are told.
    fn attached(&mut self, raw: Vec<Raw>) -> Vec<School> {
        let at: BTreeMap<String, usize> = raw
            .iter()
            .enumerate()
            .map(|(index, raw)| (raw.school.uai.clone(), index))
            .collect();
        let above: Vec<Option<usize>> = raw
            .iter()
            .map(|raw| {
                let uai = raw.attached_to.as_ref()?;
                let found = at.get(uai).copied();
                if found.is_none() {
                    self.wrong(
                        format!("{}.attached_to", raw.path),
                        "unknown_school",
                        format!("no school of the file is “{uai}”"),
                    );
                }
                found
            })
            .collect();
        for (start, raw) in raw.iter().enumerate() {
            let mut walk = above[start];
            let mut steps = 0;
            while let Some(next) = walk.filter(|next| *next != start && steps <= above.len()) {
                walk = above[next];
                steps += 1;
            }
            if walk == Some(start) {
                self.wrong(
                    format!("{}.attached_to", raw.path),
                    "circular",
                    format!("{} would be attached to itself", raw.school.uai),
                );
            }
        }
        raw.into_iter()
            .zip(above)
            .map(|(raw, above)| School {
                attached_to: above,
                ..raw.school
            })
            .collect()
    }

    /// Sums beyond what the solver counts exactly are told where they pass the limit.
    fn exact(
        &mut self,
        schools: &[School],
        packages: &[Package],
        funders: &[Funder],
        headings: &[Heading],
        waves: usize,
    ) {
        let most = i128::from(LARGEST_SUM);
        let sum = |amounts: &[i64]| amounts.iter().map(|amount| i128::from(*amount)).sum::<i128>();
        let of_waves = |amount: &dyn Fn(usize) -> i128| (1..=waves).map(amount).sum::<i128>();
        let waves = i128::try_from(waves).unwrap_or(i128::MAX);
        // Every choice of a wave has its own column.
        let mut paid: Vec<i128> = packages.iter().fold(vec![0; funders.len()], |mut paid, package| {
            for (paid, costs) in paid.iter_mut().zip(&package.costs) {
                *paid += sum(costs);
            }
            paid
        });
        let mut under = vec![0_i128; headings.len()];
        let mut benefit = 0_i128;
        let mut by_position: Vec<&School> = schools.iter().collect();
        by_position.sort_by_key(|school| school.position);
        for school in by_position {
            let at = format!("schools[{}]", school.position);
            benefit += i128::from(school.pupils) * i128::from(school.priority_x10) * waves * waves;
            if benefit > most {
                let path = format!("{at}.priority_x10");
                self.wrong(
                    path,
                    "too_large",
                    "the benefits sum to more than can be counted exactly",
                );
                return;
            }
            for funder in 0..funders.len() {
                paid[funder] += of_waves(&|wave| sum(&school.costs_in(wave)[funder]));
                if paid.iter().sum::<i128>() > most {
                    let path = format!("{at}.costs.{}", funders[funder].name);
                    self.wrong(path, "too_large", "the costs sum to more than can be counted exactly");
                    return;
                }
            }
            for heading in 0..headings.len() {
                under[heading] += of_waves(&|wave| sum(&school.under_in(wave)[heading]));
                if under[heading] > most {
                    let path = format!("{at}.headings.{}", headings[heading].name);
                    self.wrong(path, "too_large", "the amounts sum to more than can be counted exactly");
                    return;
                }
            }
        }
    }
}

fn names<T>(list: &[T], name: fn(&T) -> &String) -> Vec<&str> {
    list.iter().map(|item| name(item).as_str()).collect()
}

fn join(at: &str, field: &str) -> String {
    if at.is_empty() {
        field.to_owned()
    } else {
        format!("{at}.{field}")
    }
}

impl std::fmt::Display for QuestionErrors {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (index, error) in self.0.iter().enumerate() {
            if index > 0 {
                writeln!(out)?;
            }
            if error.path.is_empty() {
                write!(out, "{}", error.message)?;
            } else {
                write!(out, "{}: {}", error.path, error.message)?;
            }
        }
        Ok(())
    }
}
