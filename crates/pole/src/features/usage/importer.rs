//! Takes the usage of an ENT that others measured in, as a series of its own.

use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;

use pole_db::{DbError, Tx};
use pole_formats::{FileKind, Item, Located, Opened, Problem, ProblemCode, Severity, UsageFact};
use pole_kernel::{Day, Instant, Uai, fold};

use super::model::{ExternalSeries, ExternalValue, PeriodKind, SeriesValueId};
use super::rules;
use super::store::series::{self as store, NewValue};
use crate::features::directory;
use crate::policy::Action;
use crate::shell::clock::fresh_id;
use crate::shell::imports::{Change, ImportId, Importer, Job, Mode, Question, Report, RunError};

/// How many values are written together.
const BATCH: usize = 2_000;
/// The answer that makes a new series.
const NEW: &str = "nouvelle";

/// Takes external usage in.
pub struct UsageImporter;

impl Importer for UsageImporter {
    fn kinds(&self) -> &'static [FileKind] {
        &[FileKind::UsageRows]
    }

    fn action(&self, _: FileKind) -> Action {
        Action::EditUsage
    }

    fn questions(&self, tx: &mut Tx, _: FileKind, file_name: &str, job: &Job) -> Result<Vec<Question>, DbError> {
        let known = store::all(tx)?;
        let proposed = known.first().map_or(NEW, |series| series.code.as_str()).to_owned();
        let is_new = job.option("serie").unwrap_or(&proposed) == NEW;
        let mut choices: Vec<(String, String)> = known
            .iter()
            .map(|series| (series.code.clone(), series.label.clone()))
            .collect();
        // The words of a choice are those of the series, in the language of whoever named them.
        choices.push((NEW.to_owned(), "+ Nouvelle série / New series".to_owned()));
        let text = |name: &'static str, label, hint, proposed: String| Question {
            name: name.into(),
            label,
            about: String::new(),
            hint,
            choices: Vec::new(),
            choices_are_keys: false,
            required: is_new,
            proposed,
        };
        Ok(vec![
            Question {
                name: "serie".into(),
                label: "usage-import-series",
                about: String::new(),
                hint: "usage-import-series-hint",
                choices,
                choices_are_keys: false,
                required: true,
                proposed,
            },
            text(
                "serie_nom",
                "usage-import-name",
                "usage-import-name-hint",
                file_name.to_owned(),
            ),
            text(
                "serie_definition",
                "usage-import-definition",
                "usage-import-definition-hint",
                String::new(),
            ),
            Question {
                name: "serie_periode".into(),
                label: "usage-import-period",
                about: String::new(),
                hint: "usage-import-period-hint",
                choices: PeriodKind::ALL
                    .iter()
                    .map(|kind| (kind.code().to_owned(), format!("usage-period-{kind}")))
                    .collect(),
                choices_are_keys: true,
                required: is_new,
                proposed: PeriodKind::Week.code().to_owned(),
            },
        ])
    }

    fn run(&self, tx: &mut Tx, file: Opened<'_>, job: &Job) -> Result<Report, RunError> {
        let mut run = Run::begin(tx, job, Some(job.import))?;
        let summary = file.read(&mut |item| {
            run.take(item);
            ControlFlow::Continue(())
        })?;
        run.report.lines = summary.lines;
        Ok(run.finish(tx)?)
    }
}

/// Takes values in that are not in a file: for the demonstration and the tests.
///
/// # Errors
/// When the database fails.
pub fn import_values(tx: &mut Tx, job: &Job, facts: Vec<Located<UsageFact>>) -> Result<Report, DbError> {
    let mut run = Run::begin(tx, job, None)?;
    for fact in facts {
        run.report.lines += 1;
        run.take(Item::Usage(fact));
    }
    run.finish(tx)
}

/// What makes two values speak of the same thing.
type Key = (Uai, Day, String, String);

/// One file on its way in.
struct Run<'a> {
    job: &'a Job,
    import: Option<ImportId>,
    series: ExternalSeries,
    /// Whether the series is made by this file.
    is_new: bool,
    names: HashMap<Uai, String>,
    said: HashMap<Key, (SeriesValueId, i64)>,
    newest: Option<Instant>,
    seen: HashSet<Key>,
    values: Vec<NewValue>,
    withdrawn: Vec<SeriesValueId>,
    report: Report,
}

impl<'a> Run<'a> {
    fn begin(tx: &mut Tx, job: &'a Job, import: Option<ImportId>) -> Result<Self, DbError> {
        let known = store::all(tx)?;
        let code = job.option("serie").unwrap_or(NEW);
        let label = job.option("serie_nom").unwrap_or("DNMA").to_owned();
        let found = known.iter().find(|series| series.code == code).cloned();
        let is_new = found.is_none();
        let series = found.unwrap_or_else(|| ExternalSeries {
            id: fresh_id(),
            code: free_code(&label, &known),
            label,
            definition: job.option("serie_definition").unwrap_or_default().to_owned(),
            period: job
                .option("serie_periode")
                .and_then(|code| PeriodKind::parse(code).ok())
                .unwrap_or(PeriodKind::Week),
            created_at: job.now,
        });
        let names = directory::basin(tx, job.scope.clone())?
            .into_iter()
            .map(|school| (school.uai, school.name))
            .collect();
        let said = store::said(tx, series.id)?;
        let newest = said.iter().map(|said| said.recorded_at).max();
        Ok(Self {
            job,
            import,
            series,
            is_new,
            names,
            said: said
                .into_iter()
                .map(|said| {
                    let key = (said.uai, said.period_start, said.profile, said.service);
                    (key, (said.id, said.digest))
                })
                .collect(),
            newest,
            seen: HashSet::new(),
            values: Vec::new(),
            withdrawn: Vec::new(),
            report: Report::default(),
        })
    }

    fn take(&mut self, item: Item) {
        if let Some(located) = self.report.fact(item) {
            self.take_usage(located);
        }
    }

    fn refuse(&mut self, line: u64, value: String, code: ProblemCode, proposal: Option<String>) {
        self.report.problem(Problem {
            proposal,
            ..Problem::of_line(line, value, code, Severity::Refused)
        });
    }

    fn take_usage(&mut self, located: Located<UsageFact>) {
        let Located { line, value: fact } = located;
        if !self.names.contains_key(&fact.uai) {
            return self.refuse(line, fact.uai.to_string(), ProblemCode::SchoolUnknown, None);
        }
        let period_start = match self.series.period {
            PeriodKind::Week => fact.period_start.plus_days(1 - i32::from(fact.period_start.weekday())),
            PeriodKind::Month => fact.period_start.month_of().first_day(),
        };
        if period_start > self.job.now.day() {
            return self.refuse(line, fact.period_start.to_string(), ProblemCode::DateFuture, None);
        }
        let digest = digest(&fact);
        let key = (
            fact.uai.clone(),
            period_start,
            fact.profile.clone(),
            fact.service.clone(),
        );
        if !self.seen.insert(key.clone()) {
            let proposal = Some(period_start.to_string());
            return self.refuse(line, fact.uai.to_string(), ProblemCode::AlreadyEntered, proposal);
        }
        let before = self.said.get(&key).copied();
        let change = Change {
            line: Some(line),
            subject: format!("{} {}", fact.uai, self.names.get(&fact.uai).map_or("", String::as_str)),
            field: format!("{period_start} {} {}", fact.profile, fact.service)
                .trim()
                .to_owned(),
            before: String::new(),
            after: fact.visits.map_or_else(String::new, |visits| visits.to_string()),
        };
        match before {
            Some((_, known)) if known == digest => {
                self.report.unchanged += 1;
                return;
            }
            Some((id, _)) => {
                self.withdrawn.push(id);
                self.report.change(|| change);
            }
            None => self.report.add(|| change),
        }
        self.values.push(NewValue {
            id: fresh_id(),
            digest,
            import: self.import,
            value: ExternalValue {
                uai: fact.uai,
                period_start,
                profile: fact.profile,
                service: fact.service,
                visits: fact.visits,
                visitors: fact.visitors,
                duration_seconds: fact.duration_seconds,
                active_accounts: fact.active_accounts,
                accounts_total: fact.accounts_total,
                fictitious: self.job.fictitious,
                file_name: None,
                line: i64::try_from(line).ok(),
            },
        });
    }

    fn finish(self, tx: &mut Tx) -> Result<Report, DbError> {
        if self.job.mode == Mode::Apply && !(self.values.is_empty() && self.withdrawn.is_empty()) {
            if self.is_new {
                store::insert(tx, &self.series, self.job.account)?;
            }
            let now = rules::after(self.newest, self.job.now);
            store::withdraw(tx, &self.withdrawn, now)?;
            for values in self.values.chunks(BATCH) {
                store::insert_values(tx, self.series.id, values, now)?;
            }
        }
        Ok(self.report)
    }
}

/// A code for a name, which no series has yet.
fn free_code(label: &str, known: &[ExternalSeries]) -> String {
    let folded: String = fold(label)
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    let mut base = folded
        .split('-')
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("-");
    if base.is_empty() || base == NEW {
        "serie".clone_into(&mut base);
    }
    let is_taken = |code: &str| known.iter().any(|series| series.code == code);
    let mut code = base.clone();
    let mut number = 2;
    while is_taken(&code) {
        code = format!("{base}-{number}");
        number += 1;
    }
    code
}

/// A number that changes when anything a value says changes (FNV-1a, 64 bits).
fn digest(fact: &UsageFact) -> i64 {
    let number = |count: Option<u64>| count.map_or_else(String::new, |count| count.to_string());
    let fields = [
        fact.uai.to_string(),
        fact.period_start.to_string(),
        fact.profile.clone(),
        fact.service.clone(),
        number(fact.visits),
        number(fact.visitors),
        number(fact.duration_seconds),
        number(fact.active_accounts),
        number(fact.accounts_total),
    ];
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in fields.iter().flat_map(|field| field.bytes().chain([0x1f])) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash.cast_signed()
}
