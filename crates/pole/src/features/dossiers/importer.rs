//! Takes dossiers of démarche numérique in: a call run on the State's platform, whose answers and states come here.
//!
//! What the platform decided is noted as a proposal in the history of each line: a person decides here. Who sent a
//! dossier is not kept, and the documents attached there do not come.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use pole_db::{DbError, Tx};
use pole_formats::{
    DemarcheDossier, DemarcheState, FileKind, Item, Located, Opened, Problem, ProblemCode, Severity, VALUE_LENGTH,
};
use pole_i18n::Words;
use pole_kernel::{Day, Lang, Uai, fold};
use serde_json::Value;

use super::actions::{self, Facts};
use super::bridge::{self, ByField, Follows, NOTHING};
use super::eligibility::{self, Check};
use super::errors::DossierError;
use super::lines::{self, NewState};
use super::model::{Dossier, DossierId, Line, LineState, NewDossier, Origin, Who};
use super::store;
use super::writing::{self, Save};
use crate::features::calls::{self, Call, CallContent, CallWave};
use crate::features::directory::{self, SchoolLine};
use crate::policy::{Action, Actor};
use crate::shell::app::catalogue;
use crate::shell::imports::mappings::{answers_for, keep_answers};
use crate::shell::imports::{Change, ImportError, Importer, Job, Mode, Question, Report, RunError, read_items};

/// Which wave the dossiers answer: the code of its call and its rank.
const WAVE: &str = "vague";
/// Which question of the platform names the collège.
const COLLEGE: &str = "college";
/// Which question of the platform names the écoles.
const ECOLES: &str = "ecoles";

/// The most questions of a platform that are offered.
const MOST_NAMES: usize = 2_000;

/// Takes dossiers of the State's platform in.
pub struct DemarcheImporter;

impl Importer for DemarcheImporter {
    fn kinds(&self) -> &'static [FileKind] {
        &[FileKind::Demarche]
    }

    fn action(&self, _: FileKind) -> Action {
        Action::CheckDossiers
    }

    fn asks(
        &self,
        tx: &mut Tx,
        kind: FileKind,
        open: &dyn Fn() -> Result<Opened<'static>, ImportError>,
        _: &str,
        job: &Job,
    ) -> Result<Vec<Question>, ImportError> {
        let waves = waves(tx)?;
        let asked = Asked::read(open()?)?;
        let chosen = job
            .option(WAVE)
            .and_then(|code| waves.iter().find(|wave| wave.code == code));
        let kept = match chosen {
            Some(wave) => kept(tx, kind, &wave.call)?,
            None => BTreeMap::new(),
        };
        let mut questions = vec![
            Question {
                name: WAVE.into(),
                label: "bridge-question-wave",
                about: String::new(),
                hint: "bridge-question-wave-hint",
                choices: waves.iter().map(|wave| (wave.code.clone(), wave.words())).collect(),
                choices_are_keys: false,
                required: true,
                proposed: String::new(),
            },
            asked.question(COLLEGE, "bridge-question-college", asked.college(&kept)),
            asked.question(ECOLES, "bridge-question-ecoles", asked.ecoles(&kept)),
        ];
        if let Some(wave) = chosen {
            for field in bridge::answerable(&wave.content) {
                let name = bridge::option_of(&field.code);
                let proposed = kept
                    .get(&name)
                    .filter(|kept| asked.has(kept))
                    .or_else(|| asked.names.keys().find(|name| fold(name) == fold(&field.label)))
                    .map_or(NOTHING, String::as_str);
                questions.push(Question {
                    about: field.label.clone(),
                    hint: "",
                    required: false,
                    ..asked.question(&name, "bridge-question-field", proposed.to_owned())
                });
            }
        }
        Ok(questions)
    }

    fn run(&self, tx: &mut Tx, file: Opened<'_>, job: &Job) -> Result<Report, RunError> {
        let kind = file.kind;
        let waves = waves(tx)?;
        let chosen = waves
            .into_iter()
            .find(|wave| Some(wave.code.as_str()) == job.option(WAVE));
        // The questions are answered before: a file without a wave is not run.
        let Some(chosen) = chosen else {
            return Ok(Report::default());
        };
        let mut run = Run::begin(tx, kind, job, chosen)?;
        run.report.lines = read_items(tx, file, &mut |tx, item| run.take(tx, item))?;
        Ok(run.finish(tx, kind)?)
    }
}

/// A wave that dossiers may answer.
struct Answerable {
    code: String,
    call: Call,
    wave: CallWave,
    version: i64,
    content: CallContent,
}

impl Answerable {
    fn words(&self) -> String {
        format!("{} – {}", self.call.title, self.wave.label)
    }
}

/// The waves of the published calls, the newest edition first.
fn waves(tx: &mut Tx) -> Result<Vec<Answerable>, DbError> {
    let every = calls::call_waves(tx)?;
    let mut found = Vec::new();
    for call in calls::calls(tx)?.into_iter().filter(|call| call.archived_at.is_none()) {
        let Some(version) = calls::published(tx, call.id)? else {
            continue;
        };
        for wave in every.iter().filter(|wave| wave.call == call.id) {
            found.push(Answerable {
                code: format!("{}/{}", call.code, wave.position),
                call: call.clone(),
                wave: wave.clone(),
                version: version.version,
                content: version.content.clone(),
            });
        }
    }
    Ok(found)
}

/// What tells the kept answers of a call from others.
fn header_of(call: &Call) -> String {
    format!("demarche:{}", call.code)
}

/// What was said of the last file for a call.
fn kept(tx: &mut Tx, kind: FileKind, call: &Call) -> Result<BTreeMap<String, String>, DbError> {
    Ok(answers_for(tx, kind, &header_of(call))?
        .map(|kept| kept.answers)
        .unwrap_or_default())
}

/// The questions of a file, each with how many dossiers name schools there.
#[derive(Default)]
struct Asked {
    names: BTreeMap<String, usize>,
    /// The names in the order of the form.
    order: Vec<String>,
}

impl Asked {
    fn read(file: Opened<'_>) -> Result<Self, ImportError> {
        let mut asked = Self::default();
        file.read(&mut |item| {
            if let Item::Demarche(located) = item {
                asked.meet(&located.value);
            }
            std::ops::ControlFlow::Continue(())
        })?;
        Ok(asked)
    }

    fn meet(&mut self, dossier: &DemarcheDossier) {
        for name in bridge::names(dossier) {
            let holds = bridge::texts(dossier, &name)
                .iter()
                .any(|text| !bridge::schools_in(text).is_empty());
            if !self.names.contains_key(&name) {
                if self.names.len() >= MOST_NAMES {
                    continue;
                }
                self.order.push(name.clone());
            }
            *self.names.entry(name).or_insert(0) += usize::from(holds);
        }
    }

    fn has(&self, name: &str) -> bool {
        name == NOTHING || self.names.contains_key(name)
    }

    /// The question that names most schools, one that speaks of the collège before another.
    fn college(&self, kept: &BTreeMap<String, String>) -> String {
        if let Some(kept) = kept.get(COLLEGE).filter(|name| self.has(name)) {
            return kept.clone();
        }
        self.names
            .iter()
            .filter(|(_, holds)| **holds > 0)
            .max_by_key(|(name, holds)| (fold(name).contains("college"), speaks_of_codes(name), **holds))
            .map(|(name, _)| name.clone())
            .unwrap_or_default()
    }

    /// A question that names schools and speaks of écoles.
    fn ecoles(&self, kept: &BTreeMap<String, String>) -> String {
        if let Some(kept) = kept.get(ECOLES).filter(|name| self.has(name)) {
            return kept.clone();
        }
        self.names
            .iter()
            .filter(|(name, holds)| **holds > 0 && fold(name).contains("ecole"))
            .max_by_key(|(name, holds)| (speaks_of_codes(name), **holds))
            .map_or_else(|| NOTHING.to_owned(), |(name, _)| name.clone())
    }

    /// A question whose answers are the questions of the file. Their labels are no keys of words and are shown as they
    /// are.
    fn question(&self, name: &str, label: &'static str, proposed: String) -> Question {
        let nothing = (name != COLLEGE).then(|| (NOTHING.to_owned(), "bridge-question-nothing".to_owned()));
        Question {
            name: name.to_owned().into(),
            label,
            about: String::new(),
            hint: "bridge-question-schools-hint",
            choices: nothing
                .into_iter()
                .chain(self.order.iter().map(|name| (name.clone(), name.clone())))
                .collect(),
            choices_are_keys: true,
            required: true,
            proposed,
        }
    }
}

/// Whether the label of a question speaks of codes of schools.
fn speaks_of_codes(name: &str) -> bool {
    fold(name)
        .split(' ')
        .any(|word| matches!(word, "uai" | "rne" | "code" | "codes"))
}

/// One file on its way in.
struct Run<'a> {
    job: &'a Job,
    actor: Actor,
    of: Answerable,
    college: String,
    ecoles: Option<String>,
    by_field: ByField,
    /// The questions of ours that nobody spoke of: the first of the same label answers them.
    by_label: Vec<(String, String)>,
    /// The dossiers of the platform that are here, by their number there.
    known: HashMap<u64, Dossier>,
    /// The collèges that have a dossier here, and its number there.
    taken: HashMap<Uai, String>,
    /// The schools that answer the wave, in any dossier.
    elsewhere: BTreeSet<Uai>,
    facts: Facts,
    schools: HashMap<Uai, Option<SchoolLine>>,
    seen: BTreeSet<u64>,
    /// The collèges met in this file.
    met: BTreeSet<Uai>,
    /// The questions there that go nowhere, told once.
    told: BTreeSet<String>,
    words: Option<Words>,
    report: Report,
}

impl<'a> Run<'a> {
    fn begin(tx: &mut Tx, kind: FileKind, job: &'a Job, of: Answerable) -> Result<Self, DbError> {
        let kept = kept(tx, kind, &of.call)?;
        let said = |name: &str| job.option(name).map(str::to_owned).or_else(|| kept.get(name).cloned());
        let (mut by_field, mut by_label) = (ByField::new(), Vec::new());
        for field in bridge::answerable(&of.content) {
            match said(&bridge::option_of(&field.code)) {
                Some(name) if name == NOTHING => {}
                Some(name) => {
                    by_field.insert(field.code.clone(), name);
                }
                None => by_label.push((field.code.clone(), fold(&field.label))),
            }
        }
        let mut known = HashMap::new();
        let mut taken = HashMap::new();
        for dossier in store::dossiers_of_wave(tx, of.wave.id)? {
            taken.insert(dossier.college.clone(), dossier.origin_number.clone());
            if dossier.origin == Origin::Demarche
                && let Ok(number) = dossier.origin_number.parse()
            {
                known.insert(number, dossier);
            }
        }
        Ok(Self {
            job,
            // The policy was asked of the person; what is written bears their name.
            actor: Actor {
                account: job.account,
                ..Actor::console()
            },
            college: said(COLLEGE).unwrap_or_default(),
            ecoles: said(ECOLES).filter(|name| name != NOTHING),
            by_field,
            by_label,
            known,
            taken,
            elsewhere: store::schools_of_wave(tx, of.wave.id)?,
            facts: Facts::load(tx)?,
            of,
            schools: HashMap::new(),
            seen: BTreeSet::new(),
            met: BTreeSet::new(),
            told: BTreeSet::new(),
            words: catalogue().ok().map(|catalogue| catalogue.words(Lang::Fr)),
            report: Report::default(),
        })
    }

    fn applies(&self) -> bool {
        self.job.mode == Mode::Apply
    }

    fn take(&mut self, tx: &mut Tx, item: Item) -> Result<(), DbError> {
        match self.report.fact(item) {
            Some(located) => self.take_dossier(tx, &located),
            None => Ok(()),
        }
    }

    fn tell(&mut self, line: u64, column: &str, value: &str, code: ProblemCode, severity: Severity) {
        self.report.problem(Problem {
            column: Some(column.to_owned()).filter(|column| !column.is_empty()),
            ..Problem::of_line(
                line,
                value.chars().take(VALUE_LENGTH).collect::<String>(),
                code,
                severity,
            )
        });
    }

    fn refuse(&mut self, line: u64, column: &str, value: &str, code: ProblemCode) {
        self.tell(line, column, value, code, Severity::Refused);
    }

    fn school(&mut self, tx: &mut Tx, uai: &Uai) -> Result<Option<SchoolLine>, DbError> {
        if let Some(known) = self.schools.get(uai) {
            return Ok(known.clone());
        }
        let school = directory::school_line(tx, uai)?;
        self.schools.insert(uai.clone(), school.clone());
        Ok(school)
    }

    /// Tells once which questions of the platform go nowhere, and finds those of the same label as ours.
    fn look_at_questions(&mut self, line: u64, dossier: &DemarcheDossier) {
        for name in bridge::names(dossier) {
            if self.told.contains(&name) {
                continue;
            }
            self.told.insert(name.clone());
            let folded = fold(&name);
            if let Some(rank) = self.by_label.iter().position(|(_, label)| *label == folded) {
                let (field, _) = self.by_label.remove(rank);
                self.by_field.insert(field, name);
                continue;
            }
            let speaks = |used: &String| bridge::are_together(used, &name);
            let is_used =
                self.by_field.values().any(speaks) || self.ecoles.as_ref().is_some_and(speaks) || speaks(&self.college);
            if !is_used {
                self.tell(line, &name, "", ProblemCode::QuestionUnmapped, Severity::Warning);
            }
        }
    }

    fn take_dossier(&mut self, tx: &mut Tx, located: &Located<DemarcheDossier>) -> Result<(), DbError> {
        let (line, dossier) = (located.line, &located.value);
        self.look_at_questions(line, dossier);
        let number = dossier.number.to_string();
        if !self.seen.insert(dossier.number) {
            self.refuse(line, "", &number, ProblemCode::DossierTwice);
            return Ok(());
        }
        let Some(college) = self.college_of(line, dossier) else {
            return Ok(());
        };
        let Some(school) = self.school(tx, &college)? else {
            let column = self.college.clone();
            self.refuse(line, &column, college.as_str(), ProblemCode::SchoolUnknown);
            return Ok(());
        };
        let column = self.college.clone();
        if !self.job.scope.holds(&college, school.territory.as_ref()) {
            self.refuse(line, &column, college.as_str(), ProblemCode::SchoolNotYours);
            return Ok(());
        }
        if school.territory.is_none() {
            self.refuse(line, &column, college.as_str(), ProblemCode::TerritoryUnknown);
            return Ok(());
        }
        if let Some(known) = self.known.get(&dossier.number).cloned() {
            if known.college != college {
                self.report.problem(Problem {
                    column: Some(column),
                    proposal: Some(known.college.to_string()),
                    ..Problem::of_line(line, college.as_str(), ProblemCode::AlreadyEntered, Severity::Refused)
                });
                return Ok(());
            }
            self.met.insert(college);
            return self.take_again(tx, line, &known, &school, dossier);
        }
        if !self.met.insert(college.clone()) {
            self.refuse(line, &column, college.as_str(), ProblemCode::DossierTwice);
            return Ok(());
        }
        if self.taken.contains_key(&college) || self.elsewhere.contains(&college) {
            self.refuse(line, &column, college.as_str(), ProblemCode::AnsweredElsewhere);
            return Ok(());
        }
        match self.bar(&school, &college) {
            None => {}
            Some(Check::Kind) => {
                self.refuse(line, &column, college.as_str(), ProblemCode::NotCollege);
                return Ok(());
            }
            Some(_) => {
                self.refuse(line, &column, college.as_str(), ProblemCode::SchoolNotAdmitted);
                return Ok(());
            }
        }
        self.take_new(tx, line, &school, dossier)
    }

    /// The collège that a dossier names; a problem is told when there is none.
    fn college_of(&mut self, line: u64, dossier: &DemarcheDossier) -> Option<Uai> {
        let texts = bridge::texts(dossier, &self.college);
        let college = texts
            .iter()
            .find_map(|text| bridge::schools_in(text).into_iter().next());
        if college.is_some() {
            return college;
        }
        let mistyped = texts.iter().find_map(|text| bridge::mistyped_school(text));
        let (typed, code, proposal) = if let Some((typed, right)) = mistyped {
            (typed, ProblemCode::UaiKey, Some(right))
        } else if texts.iter().all(|text| text.is_empty()) {
            (String::new(), ProblemCode::MissingValue, None)
        } else {
            (String::new(), ProblemCode::UaiShape, None)
        };
        self.report.problem(Problem {
            column: Some(self.college.clone()),
            proposal,
            ..Problem::of_line(line, typed, code, Severity::Refused)
        });
        None
    }

    /// The rule of the call that leaves a school out of the dossier of a collège.
    fn bar(&self, school: &SchoolLine, college: &Uai) -> Option<Check> {
        let candidate = self.facts.candidate(school, college, self.job.now.day(), Vec::new());
        eligibility::first_bar(&eligibility::findings(&self.of.call.code, &self.of.content, &candidate))
    }

    /// The écoles that a dossier names and that may be in it, but for those that are; what is wrong is told.
    fn ecoles_of(
        &mut self,
        tx: &mut Tx,
        line: u64,
        dossier: &DemarcheDossier,
        college: &Uai,
        present: &BTreeSet<Uai>,
    ) -> Result<Vec<Uai>, DbError> {
        let Some(column) = self.ecoles.clone() else {
            return Ok(Vec::new());
        };
        let mut named: Vec<Uai> = Vec::new();
        for text in bridge::texts(dossier, &column) {
            if let Some((typed, _)) = bridge::mistyped_school(text) {
                self.tell(line, &column, &typed, ProblemCode::UaiKey, Severity::Warning);
            }
            named.extend(bridge::schools_in(text));
        }
        let mut ecoles = Vec::new();
        for uai in named {
            if uai == *college || present.contains(&uai) || ecoles.contains(&uai) {
                continue;
            }
            let code = match self.school(tx, &uai)? {
                None => Some(ProblemCode::SchoolUnknown),
                Some(_) if self.elsewhere.contains(&uai) => Some(ProblemCode::AnsweredElsewhere),
                Some(school) => self.bar(&school, college).map(|_| ProblemCode::SchoolNotAdmitted),
            };
            match code {
                Some(code) => self.tell(line, &column, uai.as_str(), code, Severity::Warning),
                None => ecoles.push(uai),
            }
        }
        Ok(ecoles)
    }

    fn take_new(
        &mut self,
        tx: &mut Tx,
        line: u64,
        school: &SchoolLine,
        dossier: &DemarcheDossier,
    ) -> Result<(), DbError> {
        let college = school.uai.clone();
        let ecoles = self.ecoles_of(tx, line, dossier, &college, &BTreeSet::new())?;
        let schools: BTreeSet<Uai> = ecoles.iter().cloned().chain([college.clone()]).collect();
        let answers = self.answered(line, None, dossier, &college, &schools);
        let number = dossier.number.to_string();
        self.report.add(|| Change {
            line: Some(line),
            subject: format!("{college} {}", school.name),
            field: "imports-field-dossier".to_owned(),
            before: String::new(),
            after: if dossier.state == DemarcheState::UnderConstruction {
                "imports-dossier-under-construction".to_owned()
            } else {
                "imports-dossier-transmitted".to_owned()
            },
        });
        self.taken.insert(college.clone(), number.clone());
        self.elsewhere.extend(schools);
        if !self.applies() {
            return Ok(());
        }
        let new = NewDossier {
            call_wave: self.of.wave.id,
            college,
            ecoles,
            origin: Origin::Demarche,
            origin_number: number,
            fictitious: self.job.fictitious,
        };
        let id = match actions::begin(tx, &self.actor, self.job.now, &new) {
            Ok(id) => id,
            Err(error) => return Err(failure(error)),
        };
        for line in store::lines(tx, id)? {
            self.follow(tx, &line, dossier)?;
        }
        self.write_answers(tx, id, &answers)
    }

    /// The answers of a dossier for our form; those that do not fit are told.
    fn answered(
        &mut self,
        line: u64,
        content: Option<&CallContent>,
        dossier: &DemarcheDossier,
        college: &Uai,
        schools: &BTreeSet<Uai>,
    ) -> Vec<bridge::Brought> {
        let content = content.unwrap_or(&self.of.content);
        let answered = bridge::answered(content, &self.by_field, dossier, college, schools);
        for (name, field) in answered.unfit {
            // The answer may speak of somebody: it is not repeated.
            self.tell(line, &name, &field, ProblemCode::AnswerUnfit, Severity::Warning);
        }
        answered.answers
    }

    fn write_answers(&self, tx: &mut Tx, id: DossierId, answers: &[bridge::Brought]) -> Result<(), DbError> {
        for answer in answers {
            let save = Save {
                dossier: id,
                field: answer.field.clone(),
                uai: answer.uai.clone(),
                seen: 0,
                value: answer.value.clone(),
            };
            writing::bring(tx, &self.actor, self.job.now, &save)?;
        }
        Ok(())
    }

    /// A dossier that is here already: its new écoles, its answers, what its state there asks for.
    fn take_again(
        &mut self,
        tx: &mut Tx,
        line: u64,
        known: &Dossier,
        school: &SchoolLine,
        dossier: &DemarcheDossier,
    ) -> Result<(), DbError> {
        let before = (self.report.added, self.report.changed);
        let lines = store::lines(tx, known.id)?;
        let college_state = lines
            .iter()
            .find(|line| line.uai == known.college)
            .map_or(LineState::Draft, |line| line.state);
        let mut schools: BTreeSet<Uai> = lines.iter().map(|line| line.uai.clone()).collect();
        if bridge::takes_answers(college_state) {
            for uai in self.ecoles_of(tx, line, dossier, &known.college, &schools.clone())? {
                self.report.add(|| Change {
                    line: Some(line),
                    subject: format!("{} {}", school.uai, school.name),
                    field: "imports-field-dossier-ecole".to_owned(),
                    before: String::new(),
                    after: uai.to_string(),
                });
                if self.applies() {
                    let added = actions::add_line(tx, &self.actor, self.job.now, known.id, &uai);
                    self.follow(tx, &added.map_err(failure)?, dossier)?;
                }
                self.elsewhere.insert(uai.clone());
                schools.insert(uai);
            }
        }
        self.compare_answers(tx, line, known, school, dossier, (&schools, college_state))?;
        for of_dossier in &lines {
            self.compare_state(tx, line, of_dossier, dossier)?;
        }
        if before == (self.report.added, self.report.changed) {
            self.report.unchanged += 1;
        }
        Ok(())
    }

    fn compare_answers(
        &mut self,
        tx: &mut Tx,
        line: u64,
        known: &Dossier,
        school: &SchoolLine,
        dossier: &DemarcheDossier,
        (schools, college_state): (&BTreeSet<Uai>, LineState),
    ) -> Result<(), DbError> {
        // A dossier answers the version of the call that it was begun under.
        let older = if known.version == self.of.version {
            None
        } else {
            calls::version(tx, known.call, known.version)?.map(|version| version.content)
        };
        let answers = self.answered(line, older.as_ref(), dossier, &known.college, schools);
        let current = writing::current(tx, known.id)?;
        let now = |answer: &bridge::Brought| current.get(&(answer.uai.clone(), answer.field.clone()));
        let changed: Vec<bridge::Brought> = answers
            .into_iter()
            .filter(|answer| *now(answer).unwrap_or(&Value::Null) != answer.value)
            .collect();
        if changed.is_empty() {
            return Ok(());
        }
        if !bridge::takes_answers(college_state) {
            let number = dossier.number.to_string();
            self.tell(line, "", &number, ProblemCode::AnswersKept, Severity::Warning);
            return Ok(());
        }
        for answer in &changed {
            let content = older.as_ref().unwrap_or(&self.of.content);
            let label = content
                .field(&answer.field)
                .map_or("", |(_, field)| field.label.as_str());
            let change = Change {
                line: Some(line),
                subject: format!("{} {}", answer.uai.as_ref().unwrap_or(&school.uai), school.name),
                field: label.to_owned(),
                before: now(answer).map(shown).unwrap_or_default(),
                after: shown(&answer.value),
            };
            self.report.change(|| change);
        }
        if self.applies() {
            self.write_answers(tx, known.id, &changed)?;
        }
        Ok(())
    }

    /// What the state of a dossier there asks of one of its lines here.
    fn compare_state(
        &mut self,
        tx: &mut Tx,
        line: u64,
        of_dossier: &Line,
        dossier: &DemarcheDossier,
    ) -> Result<(), DbError> {
        let after = match bridge::follows(of_dossier.state, dossier.state) {
            Follows::Further => return Ok(()),
            Follows::Kept => {
                let uai = of_dossier.uai.to_string();
                self.tell(line, "", &uai, ProblemCode::StateKept, Severity::Warning);
                return Ok(());
            }
            Follows::Stands => match self.proposal(dossier) {
                Some(reason)
                    if !store::history(tx, of_dossier.id)?
                        .iter()
                        .any(|past| past.reason == reason) =>
                {
                    "imports-dossier-proposal"
                }
                Some(_) | None => return Ok(()),
            },
            Follows::Moves([.., LineState::Transmitted]) => "imports-dossier-transmitted",
            Follows::Moves(_) => "imports-dossier-under-construction",
        };
        self.report.change(|| Change {
            line: Some(line),
            subject: of_dossier.uai.to_string(),
            field: "imports-field-dossier-state".to_owned(),
            before: if of_dossier.state == LineState::Transmitted {
                "imports-dossier-transmitted".to_owned()
            } else {
                "imports-dossier-under-construction".to_owned()
            },
            after: after.to_owned(),
        });
        if self.applies() {
            self.follow(tx, of_dossier, dossier)?;
        }
        Ok(())
    }

    /// Takes a line where the platform says it is, or notes what it decided.
    fn follow(&self, tx: &mut Tx, line: &Line, dossier: &DemarcheDossier) -> Result<(), DbError> {
        let mut line = line.clone();
        let today = self.job.now.day();
        let states = match bridge::follows(line.state, dossier.state) {
            Follows::Moves(states) => states,
            Follows::Stands => {
                if let Some(reason) = self.proposal(dossier) {
                    let state = line.state;
                    let noted = next(&line, state, dossier.decided_on.unwrap_or(today), reason);
                    lines::record_correction(tx, &self.actor, self.job.now, &noted).map_err(failure)?;
                }
                return Ok(());
            }
            Follows::Kept | Follows::Further => return Ok(()),
        };
        for state in states {
            let (on, reason) = if *state == LineState::Transmitted {
                let reason = self.proposal(dossier).unwrap_or_else(|| self.origin(dossier));
                (dossier.examined_on.or(dossier.deposited_on), reason)
            } else {
                (dossier.deposited_on, self.origin(dossier))
            };
            let next = next(&line, *state, on.unwrap_or(today), reason);
            line = lines::move_line(tx, &self.actor, self.job.now, &next).map_err(failure)?;
        }
        Ok(())
    }

    /// Where a state comes from, in French as everything people write in a history is.
    fn origin(&self, dossier: &DemarcheDossier) -> String {
        let number = dossier.number.to_string();
        self.words.as_ref().map_or_else(String::new, |words| {
            words.with("bridge-reason-origin", &[("number", number.as_str().into())])
        })
    }

    /// What the platform decided, as a proposal; nothing as long as it has not.
    fn proposal(&self, dossier: &DemarcheDossier) -> Option<String> {
        let words = self.words.as_ref().filter(|_| dossier.state.is_decided())?;
        let number = dossier.number.to_string();
        let state = words.t(match dossier.state {
            DemarcheState::Accepted => "bridge-state-accepted",
            DemarcheState::Refused => "bridge-state-refused",
            DemarcheState::UnderConstruction | DemarcheState::Examined | DemarcheState::Dropped => {
                "bridge-state-dropped"
            }
        });
        let mut reason = words.with(
            "bridge-reason-proposal",
            &[("number", number.as_str().into()), ("state", state.as_str().into())],
        );
        if let Some(day) = dossier.decided_on {
            let day = words.formats().day(day);
            reason.push(' ');
            reason.push_str(&words.with("bridge-reason-day", &[("day", day.as_str().into())]));
        }
        if !dossier.motivation.is_empty() {
            reason.push(' ');
            reason.push_str(&words.with("bridge-reason-why", &[("why", dossier.motivation.as_str().into())]));
        }
        Some(reason)
    }

    /// Tells which dossiers the file speaks of no more, and keeps what was said of it for the next one.
    fn finish(mut self, tx: &mut Tx, kind: FileKind) -> Result<Report, DbError> {
        let mut absent: Vec<&Dossier> = self
            .known
            .iter()
            .filter(|(number, _)| !self.seen.contains(number))
            .map(|(_, dossier)| dossier)
            .collect();
        absent.sort_by(|one, other| one.college.cmp(&other.college));
        for dossier in absent {
            self.report.leave(|| Change {
                line: None,
                subject: dossier.college.to_string(),
                field: "imports-field-dossier".to_owned(),
                before: dossier.origin_number.clone(),
                after: "imports-dossier-absent".to_owned(),
            });
        }
        if self.applies() {
            let mut said = BTreeMap::from([(COLLEGE.to_owned(), self.college.clone())]);
            let ecoles = self.ecoles.as_deref().unwrap_or(NOTHING);
            said.insert(ECOLES.to_owned(), ecoles.to_owned());
            for field in bridge::answerable(&self.of.content) {
                let name = self.by_field.get(&field.code).map_or(NOTHING, String::as_str);
                said.insert(bridge::option_of(&field.code), name.to_owned());
            }
            let by = (self.job.account, self.job.now);
            keep_answers(tx, by, &self.of.call.title, kind, &header_of(&self.of.call), &said)?;
        }
        Ok(self.report)
    }
}

/// The next state of a line.
fn next(line: &Line, state: LineState, decided_on: Day, reason: String) -> NewState {
    NewState {
        line: line.id,
        seen: line.revision,
        state,
        acted_as: Who::Program,
        rank: None,
        decided_on,
        reason,
        document: None,
    }
}

/// An answer in a few words, for the list of changes.
fn shown(value: &Value) -> String {
    let text = match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => value.to_string(),
    };
    text.chars().take(VALUE_LENGTH).collect()
}

/// What was checked before cannot be refused: a refusal here is a failure, and nothing of the file is kept.
fn failure(error: DossierError) -> DbError {
    match error {
        DossierError::Db(error) => error,
        other => DbError::Column {
            column: "dossier".to_owned(),
            reason: other.to_string(),
        },
    }
}
