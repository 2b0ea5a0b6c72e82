//! What the regulator counts of fixed internet in the communes of the basin: taken in from its files, and read as of
//! a day, as known at a moment.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use pole_db::{DbError, Row, Tx, params, sql, text_column};
use pole_formats::{CoverageFact, CoverageMeasure, FileKind, Located, Opened, PremisesKind, Problem, ProblemCode};
use pole_formats::{Item, Severity};
use pole_kernel::{Day, Instant, ids, vocabulary};

use super::actions::REGISTER;
use crate::features::directory;
use crate::policy::Scope;
use crate::shell::clock::fresh_id;
use crate::shell::column::coded;
use crate::shell::imports::{Change, ImportId, Importer, Job, Mode, Question, Report, RunError, read_items};
use crate::shell::register;

ids! {
    /// The identifier of a statement of coverage.
    CoverageId, CoverageTag;
}

vocabulary! {
    /// Which networks a file of coverage counts. The regulator publishes the same table three times.
    Reach, "reach of a coverage" {
        /// Without satellite, fixed 4G and radio.
        Wired = "wired",
        /// Without satellite.
        Terrestrial = "terrestrial",
        /// All of them: with satellite, nearly everybody is eligible.
        All = "all",
    }
}

text_column!(Reach);

/// What a file says of all premises of a commune.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// The INSEE code of the commune.
    pub commune: String,
    /// The kind of file.
    pub kind: FileKind,
    /// Which networks it counts.
    pub reach: Reach,
    /// The day of the edition.
    pub observed_on: Day,
    /// How many premises.
    pub premises: i64,
    /// How many are eligible; what the file does not tell is absent.
    pub eligible: BTreeMap<String, i64>,
    /// Whether it is invented.
    pub fictitious: bool,
    /// The import it came with.
    pub import: Option<ImportId>,
    /// The name of its file.
    pub file_name: Option<String>,
    /// The line in that file.
    pub line: Option<i64>,
}

impl Coverage {
    /// The share of premises eligible to something, in tenths of a percent, halves up.
    pub fn tenths(&self, measure: CoverageMeasure) -> Option<i64> {
        let count = self.eligible.get(measure.code())?;
        (self.premises > 0).then(|| (count * 2_000 + self.premises) / (2 * self.premises))
    }
}

fn read_content(row: &Row<'_>) -> Result<BTreeMap<String, i64>, DbError> {
    let content: String = row.get("content")?;
    serde_json::from_str(&content).map_err(|error| DbError::Column {
        column: "content".to_owned(),
        reason: error.to_string(),
    })
}

/// What is known of all premises of the communes on a day, as known at a moment: the newest edition of each file and
/// reach, by commune.
///
/// # Errors
/// When the database fails.
pub(super) fn coverage(tx: &mut Tx, on: Day, known_at: Instant) -> Result<Vec<Coverage>, DbError> {
    let mut newest: BTreeMap<(String, &'static str, Reach), Coverage> = BTreeMap::new();
    tx.each(
        sql!(
            "select c.commune, c.kind, c.reach, c.observed_on, c.premises, c.content, c.fictitious, c.import, i.file_name,
                    c.line
               from commune_coverage c left join import i on i.id = c.import
              where c.premises_kind = 'all' and c.observed_on <= :on and c.recorded_at <= :known_at
              order by c.observed_on, c.recorded_at, c.id"
        ),
        params! { on: on, known_at: known_at },
        |row| {
            let coverage = Coverage {
                commune: row.get("commune")?,
                kind: coded(row, "kind", FileKind::parse)?,
                reach: row.get("reach")?,
                observed_on: row.get("observed_on")?,
                premises: row.get("premises")?,
                eligible: read_content(row)?,
                fictitious: row.get("fictitious")?,
                import: row.get("import")?,
                file_name: row.get("file_name")?,
                line: row.get("line")?,
            };
            let key = (coverage.commune.clone(), coverage.kind.code(), coverage.reach);
            newest.insert(key, coverage);
            Ok(())
        },
    )?;
    Ok(newest.into_values().collect())
}

/// What makes two statements speak of the same thing.
type Key = (String, PremisesKind, Day);
/// How many premises, and how many are eligible to what.
type Counts = (i64, BTreeMap<String, i64>);

/// What a kind of file and reach said last of each commune.
fn said(tx: &mut Tx, kind: FileKind, reach: Reach) -> Result<HashMap<Key, Counts>, DbError> {
    let mut said = HashMap::new();
    tx.each(
        sql!(
            "select commune, premises_kind, observed_on, premises, content
               from commune_coverage
              where kind = :kind and reach = :reach
              order by recorded_at, id"
        ),
        params! { kind: kind.code(), reach: reach },
        |row| {
            let key = (
                row.get("commune")?,
                coded(row, "premises_kind", PremisesKind::parse)?,
                row.get("observed_on")?,
            );
            said.insert(key, (row.get("premises")?, read_content(row)?));
            Ok(())
        },
    )?;
    Ok(said)
}

/// A statement to write.
struct NewCoverage {
    line: Option<i64>,
    fact: CoverageFact,
    content: String,
}

fn insert(
    tx: &mut Tx,
    rows: &[NewCoverage],
    kind: FileKind,
    reach: Reach,
    job: &Job,
    now: Instant,
) -> Result<(), DbError> {
    tx.execute_many(
        sql!(
            "insert into commune_coverage (id, commune, kind, reach, premises_kind, premises, content, observed_on,
                                           fictitious, import, line, recorded_at)
             values (:id, :commune, :kind, :reach, :premises_kind, :premises, :content, :observed_on, :fictitious, :import,
                     :line, :now)"
        ),
        rows.iter().map(|row| {
            params! {
                id: fresh_id::<CoverageTag>(), commune: row.fact.commune, kind: kind.code(), reach: reach,
                premises_kind: row.fact.premises_kind.code(), premises: i64::from(row.fact.premises),
                content: row.content, observed_on: row.fact.observed_on, fictitious: job.fictitious,
                import: job.import, line: row.line, now: now
            }
        }),
    )?;
    Ok(())
}

/// Takes the files of the regulator in: what they say of the communes of the basin. The rest of France is read and
/// left.
pub struct CoverageImporter;

impl Importer for CoverageImporter {
    fn kinds(&self) -> &'static [FileKind] {
        &[FileKind::CommuneSpeeds, FileKind::CommuneTechnologies]
    }

    fn questions(&self, _: &mut Tx, kind: FileKind, file_name: &str, _: &Job) -> Result<Vec<Question>, DbError> {
        if kind != FileKind::CommuneSpeeds {
            return Ok(Vec::new());
        }
        // Three files have the same columns: only their names tell them apart.
        let proposed = if file_name.contains("filaire") {
            Reach::Wired
        } else if file_name.contains("terrestre") {
            Reach::Terrestrial
        } else {
            Reach::All
        };
        Ok(vec![Question {
            name: "portee".into(),
            label: "needs-coverage-reach",
            about: String::new(),
            hint: "needs-coverage-reach-hint",
            choices: Reach::ALL
                .iter()
                .map(|reach| (reach.code().to_owned(), format!("needs-reach-{reach}")))
                .collect(),
            choices_are_keys: true,
            required: true,
            proposed: proposed.code().to_owned(),
        }])
    }

    fn run(&self, tx: &mut Tx, file: Opened<'_>, job: &Job) -> Result<Report, RunError> {
        let kind = file.kind;
        let reach = job.option("portee").and_then(|code| Reach::parse(code).ok());
        let reach = reach.unwrap_or(Reach::All);
        let names: BTreeMap<String, String> = directory::basin(tx, Scope::everything())?
            .into_iter()
            .filter_map(|school| Some((school.commune_code?, school.commune.unwrap_or_default())))
            .collect();
        let mut run = Run {
            said: said(tx, kind, reach)?,
            names,
            met: BTreeSet::new(),
            rows: Vec::new(),
            report: Report::default(),
        };
        run.report.lines = read_items(tx, file, &mut |_, item| {
            run.take(item);
            Ok(())
        })?;
        run.absent();
        if job.mode == Mode::Apply && !run.rows.is_empty() {
            let now = register::moment(tx, REGISTER, job.now)?;
            insert(tx, &run.rows, kind, reach, job, now)?;
        }
        Ok(run.report)
    }
}

/// One file on its way in.
struct Run {
    said: HashMap<Key, Counts>,
    /// The communes of the basin, by code.
    names: BTreeMap<String, String>,
    met: BTreeSet<String>,
    rows: Vec<NewCoverage>,
    report: Report,
}

impl Run {
    fn take(&mut self, item: Item) {
        let Some(Located { line, value: fact }) = self.report.fact::<CoverageFact>(item) else {
            return;
        };
        let Some(name) = self.names.get(&fact.commune) else {
            return;
        };
        self.met.insert(fact.commune.clone());
        let content: BTreeMap<String, i64> = fact
            .eligible
            .iter()
            .map(|(measure, count)| (measure.code().to_owned(), i64::from(*count)))
            .collect();
        let premises = i64::from(fact.premises);
        let key = (fact.commune.clone(), fact.premises_kind, fact.observed_on);
        let before = self.said.get(&key);
        let change = Change {
            line: Some(line),
            subject: format!("{} {name}", fact.commune),
            field: format!("{} {}", fact.observed_on, fact.premises_kind),
            before: before.map_or_else(String::new, |(premises, _)| premises.to_string()),
            after: premises.to_string(),
        };
        match before {
            Some((known, told)) if *known == premises && *told == content => {
                self.report.unchanged += 1;
                return;
            }
            Some(_) => self.report.change(|| change),
            None => self.report.add(|| change),
        }
        // Strings and whole numbers always serialise.
        let content = serde_json::to_string(&content).unwrap_or_default();
        self.rows.push(NewCoverage {
            line: i64::try_from(line).ok(),
            fact,
            content,
        });
    }

    /// Tells which communes of the basin the file does not speak of.
    fn absent(&mut self) {
        for (code, name) in &self.names {
            if !self.met.contains(code) {
                let subject = format!("{code} {name}");
                let problem = Problem::of_line(1, subject, ProblemCode::CommuneAbsent, Severity::Warning);
                self.report.problem(problem);
            }
        }
    }
}
