//! Takes files of Pix results in, of both generations, by session and by division.

use std::collections::{BTreeSet, HashMap};

use pole_db::{DbError, Tx};
use pole_formats::{CertificationFact, FileKind, Item, Located, Opened, Problem, ProblemCode, Severity};
use pole_kernel::{Day, Instant, Territory, Uai};

use super::actions::{REGISTER, find_person};
use super::model::{CertificationNumber, Content, HolderKind};
use super::rules::{PixParameters, SchoolTold, digest, division_of, likely_school, merged, same_holder};
use super::store::{self, NewVersion};
use crate::features::directory;
use crate::policy::{Action, Actor};
use crate::shell::imports::{Change, Importer, Job, Mode, Question, Report, RunError, read_items};
use crate::shell::register;

/// The names of the questions.
const SCHOOL: &str = "ecole";
const HOLDERS: &str = "porteurs";
const DIVISION: &str = "division";

/// The ages of a pupil at the examination; an older holder is a teacher, or somebody mistyped a year [S].
const PUPIL_AGES: (i32, i32) = (2, 25);
/// The ages of anybody who certifies.
const AGES: (i32, i32) = (2, 90);

/// Takes the files of this feature in.
pub struct PixImporter;

impl Importer for PixImporter {
    fn kinds(&self) -> &'static [FileKind] {
        &[FileKind::PixResults]
    }

    fn action(&self, _: FileKind) -> Action {
        Action::EditCertifications
    }

    fn questions(&self, tx: &mut Tx, _: FileKind, file_name: &str, job: &Job) -> Result<Vec<Question>, DbError> {
        let schools = directory::basin(tx, job.scope.clone())?;
        let mut choices: Vec<(String, String)> = schools
            .iter()
            .map(|school| (school.uai.to_string(), format!("{} ({})", school.name, school.uai)))
            .collect();
        let proposed = if let [(only, _)] = choices.as_slice() {
            only.clone()
        } else {
            // Without an answer, each line goes to the school that its centre of certification is called like.
            choices.insert(0, (String::new(), "–".to_owned()));
            String::new()
        };
        let holders = HolderKind::ALL
            .iter()
            .map(|holder| (holder.code().to_owned(), format!("pix-holders-{}", holder.code())))
            .collect();
        Ok(vec![
            Question {
                name: SCHOOL.into(),
                label: "pix-question-school",
                about: String::new(),
                hint: "pix-question-school-hint",
                choices,
                choices_are_keys: false,
                required: false,
                proposed,
            },
            Question {
                name: HOLDERS.into(),
                label: "pix-question-holders",
                about: String::new(),
                hint: "pix-question-holders-hint",
                choices: holders,
                choices_are_keys: true,
                required: true,
                proposed: HolderKind::Pupil.code().to_owned(),
            },
            Question {
                name: DIVISION.into(),
                label: "pix-question-division",
                about: String::new(),
                hint: "pix-question-division-hint",
                choices: Vec::new(),
                choices_are_keys: false,
                required: false,
                proposed: division_of(file_name).unwrap_or_default(),
            },
        ])
    }

    fn run(&self, tx: &mut Tx, file: Opened<'_>, job: &Job) -> Result<Report, RunError> {
        let mut run = Run::begin(tx, job)?;
        run.report.lines = read_items(tx, file, &mut |tx, item| run.take(tx, item))?;
        if job.mode == Mode::Apply {
            store::refresh(tx, &run.touched)?;
        }
        Ok(run.report)
    }
}

/// What is known of a school for the lines to find theirs.
struct School {
    uai: Uai,
    name: String,
    territory: Option<Territory>,
}

/// One file on its way in.
struct Run<'a> {
    job: &'a Job,
    schools: Vec<School>,
    answered: Option<Uai>,
    holder: HolderKind,
    /// The school of each centre of the file, looked for once.
    centres: HashMap<String, Option<Uai>>,
    /// What this file said of each number.
    seen: HashMap<CertificationNumber, i64>,
    touched: BTreeSet<CertificationNumber>,
    /// When the facts of this file are written, by the clock of the register.
    recorded_at: Instant,
    report: Report,
}

impl<'a> Run<'a> {
    fn begin(tx: &mut Tx, job: &'a Job) -> Result<Self, DbError> {
        let schools = directory::basin(tx, crate::policy::Scope::everything())?
            .into_iter()
            .map(|school| School {
                uai: school.uai,
                name: school.name,
                territory: school.territory,
            })
            .collect();
        let recorded_at = match job.mode {
            Mode::Apply => register::moment(tx, REGISTER, job.now)?,
            Mode::DryRun => job.now,
        };
        Ok(Self {
            job,
            recorded_at,
            schools,
            answered: job.option(SCHOOL).and_then(|code| Uai::parse(code).ok()),
            holder: job
                .option(HOLDERS)
                .and_then(|code| HolderKind::parse(code).ok())
                .unwrap_or(HolderKind::Pupil),
            centres: HashMap::new(),
            seen: HashMap::new(),
            touched: BTreeSet::new(),
            report: Report::default(),
        })
    }

    fn take(&mut self, tx: &mut Tx, item: Item) -> Result<(), DbError> {
        match self.report.fact(item) {
            Some(located) => self.take_certification(tx, located),
            None => Ok(()),
        }
    }

    /// A problem names a certification by its number, never by its holder.
    fn tell(&mut self, line: u64, value: String, code: ProblemCode, severity: Severity) {
        self.report.problem(Problem::of_line(line, value, code, severity));
    }

    /// Whether this person may bring facts of a school.
    fn is_ours(&self, uai: &Uai) -> bool {
        let territory = self
            .schools
            .iter()
            .find(|school| school.uai == *uai)
            .and_then(|school| school.territory.as_ref());
        self.job.scope.holds(uai, territory)
    }

    /// The school of a line: the answer, else the school that the centre is called like, else the only one that the
    /// person may speak of.
    fn school_of(&mut self, centre: Option<&str>) -> SchoolTold {
        if let Some(uai) = &self.answered {
            return SchoolTold::Answered(uai.clone());
        }
        if let Some(uai) = centre.and_then(|centre| self.guessed(centre)) {
            return SchoolTold::Guessed(uai);
        }
        match self.job.scope.schools.as_slice() {
            [only] if !self.job.scope.everything && self.job.scope.territories.is_empty() => {
                SchoolTold::Answered(only.clone())
            }
            _ => SchoolTold::Unknown,
        }
    }

    fn guessed(&mut self, centre: &str) -> Option<Uai> {
        if let Some(known) = self.centres.get(centre) {
            return known.clone();
        }
        let scope = &self.job.scope;
        let schools = self
            .schools
            .iter()
            .filter(|school| scope.holds(&school.uai, school.territory.as_ref()))
            .map(|school| (&school.uai, school.name.as_str()));
        let found = likely_school(centre, schools, PixParameters::DEFAULT);
        self.centres.insert(centre.to_owned(), found.clone());
        found
    }

    fn take_certification(&mut self, tx: &mut Tx, located: Located<CertificationFact>) -> Result<(), DbError> {
        let Located { line, value: mut fact } = located;
        let Ok(number) = CertificationNumber::try_from(fact.number) else {
            self.tell(line, String::new(), ProblemCode::NumberInvalid, Severity::Refused);
            return Ok(());
        };
        if fact.exam_date > self.job.now.day() {
            self.tell(line, number.to_string(), ProblemCode::DateFuture, Severity::Refused);
            return Ok(());
        }
        if fact
            .birth_date
            .is_some_and(|birth| !is_plausible(birth, fact.exam_date, self.holder))
        {
            self.tell(
                line,
                number.to_string(),
                ProblemCode::BirthDateImplausible,
                Severity::Warning,
            );
            fact.birth_date = None;
        }
        let school = self.school_of(fact.centre.as_deref());
        let before = store::version(tx, number)?.map(|version| version.content);
        let division = self.job.option(DIVISION);
        let content = merged(before.as_ref(), &fact, self.holder, &school, division);
        let spoken_of = [content.uai.as_ref(), before.as_ref().and_then(|said| said.uai.as_ref())];
        let foreign = spoken_of.into_iter().flatten().any(|uai| !self.is_ours(uai));
        if foreign || (content.uai.is_none() && !self.job.scope.everything) {
            self.tell(line, number.to_string(), ProblemCode::SchoolNotYours, Severity::Refused);
            return Ok(());
        }
        let unknown = content
            .uai
            .as_ref()
            .is_some_and(|uai| self.schools.iter().all(|school| school.uai != *uai));
        if unknown && before.is_none() {
            self.tell(line, number.to_string(), ProblemCode::SchoolUnknown, Severity::Refused);
            return Ok(());
        }
        let said = digest(&content);
        match self.seen.get(&number) {
            Some(first) if *first == said => {
                self.report.unchanged += 1;
                return Ok(());
            }
            Some(_) => {
                self.tell(
                    line,
                    number.to_string(),
                    ProblemCode::CertificationTwice,
                    Severity::Refused,
                );
                return Ok(());
            }
            None => {
                self.seen.insert(number, said);
            }
        }
        match &before {
            Some(before) if digest(before) == said => {
                self.report.unchanged += 1;
                return Ok(());
            }
            Some(before) => self.report.change(|| change(line, number, Some(before), &content)),
            None => self.report.add(|| change(line, number, None, &content)),
        }
        if self.job.mode == Mode::Apply {
            self.write(tx, line, number, before.as_ref(), content)?;
        }
        Ok(())
    }

    /// Takes back what was said and says the new thing; whose it is, is looked for again when the holder changed.
    fn write(
        &mut self,
        tx: &mut Tx,
        line: u64,
        number: CertificationNumber,
        before: Option<&Content>,
        content: Content,
    ) -> Result<(), DbError> {
        let recorded_at = self.recorded_at;
        if before.is_some() {
            store::withdraw_version(tx, number, recorded_at)?;
        }
        let needs_person = before.is_none_or(|before| !same_holder(before, &content));
        store::insert_versions(
            tx,
            &[NewVersion {
                number,
                content: content.clone(),
                fictitious: self.job.fictitious,
                import: Some(self.job.import),
                line: Some(line),
                recorded_at,
                account: self.job.account,
                withdrawn_at: None,
            }],
        )?;
        if needs_person {
            let actor = Actor {
                account: self.job.account,
                ..Actor::default()
            };
            find_person(tx, number, &content, recorded_at, &actor)?;
        }
        self.touched.insert(number);
        Ok(())
    }
}

/// Whether somebody of that birth date may have sat on that day.
fn is_plausible(birth: Day, exam: Day, holder: HolderKind) -> bool {
    let (least, most) = match holder {
        HolderKind::Pupil => PUPIL_AGES,
        HolderKind::Teacher => AGES,
    };
    birth <= exam.plus_months(-12 * least) && birth > exam.plus_months(-12 * (most + 1))
}

/// What a line changes, without the name or the score of anybody: the number and the status.
fn change(line: u64, number: CertificationNumber, before: Option<&Content>, after: &Content) -> Change {
    let status = |content: &Content| format!("pix-status-{}", content.status.code().replace('_', "-"));
    let same_status = before.is_some_and(|before| before.status == after.status);
    let (field, before, after) = if same_status {
        (
            "pix-change-content",
            "pix-change-content-before".to_owned(),
            "pix-change-content-after".to_owned(),
        )
    } else {
        (
            "pix-change-status",
            before.map_or_else(String::new, status),
            status(after),
        )
    };
    Change {
        line: Some(line),
        subject: number.to_string(),
        field: field.to_owned(),
        before,
        after,
    }
}
