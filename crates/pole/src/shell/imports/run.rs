//! Proposing, explaining and confirming an import, for pages and for the command line alike.

use std::collections::BTreeMap;
use std::io::{BufReader, Read};

use pole_db::{DbError, Tx};
use pole_formats::mapped::TARGETS;
use pole_formats::{FileError, FileKind, Limits, Mapping, Opened, Survey, open, open_mapped, survey};
use pole_kernel::Instant;

use super::{ImportId, ImportLine, ImportState, Importer, Job, Mode, Question, Report, RunError, store};
use crate::policy::{self, Action, Actor, Denied, Scope, Subject};
use crate::shell::app::App;
use crate::shell::audit;
use crate::shell::clock::fresh_id;
use crate::shell::files::{FileStore, Kept};

/// Why a file is not taken in.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// There is no such import.
    #[error("no such import")]
    NotFound,
    /// The file is not what it claims to be.
    #[error(transparent)]
    File(#[from] FileError),
    /// No feature takes this kind of file.
    #[error("nothing takes files of kind {0}")]
    NoImporter(FileKind),
    /// It was confirmed or given up already.
    #[error("this import is {0}")]
    AlreadySettled(ImportState),
    /// Nobody said yet what its columns are, or answered what its importer asks.
    #[error("this import waits for an explanation: {0}")]
    NotReady(String),
    /// The policy says no.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The kept file cannot be read.
    #[error("the kept file cannot be read: {0}")]
    Io(String),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<RunError> for ImportError {
    fn from(error: RunError) -> Self {
        match error {
            RunError::File(error) => Self::File(error),
            RunError::Db(error) => Self::Db(error),
        }
    }
}

/// What a person said of a file, by name: the mapping of its columns, answers to questions.
pub type Answers = BTreeMap<String, String>;

/// How far a file is from being confirmed.
#[derive(Clone, Debug)]
pub enum Step {
    /// Its columns are not known, or were not explained soundly.
    Explain,
    /// Its importer waits for an answer.
    Answer,
    /// Confirming would do this.
    Review(Report),
}

/// A file as it was looked at.
#[derive(Clone, Debug)]
pub struct Ready {
    /// What it is, when it is known.
    pub kind: Option<FileKind>,
    /// What its importer asks, answered or not.
    pub questions: Vec<Question>,
    /// How far it is.
    pub step: Step,
}

/// A file that was brought.
#[derive(Clone, Debug)]
pub struct Proposed {
    /// The import to confirm.
    pub id: ImportId,
    /// The import that already took this very file in, when there is one.
    pub already: Option<ImportId>,
    /// What it is and what confirming would do.
    pub ready: Ready,
}

/// What confirming did.
#[derive(Clone, Debug)]
pub struct Confirmed {
    /// What the file is.
    pub kind: FileKind,
    /// What was written.
    pub report: Report,
}

/// Looks at a kept file and writes the proposal down, with what was said of it so far.
///
/// # Errors
/// When the file is not what it claims to be, the actor may not, or the database fails.
pub async fn propose(
    app: &App,
    actor: &Actor,
    kept: Kept,
    file_name: String,
    answers: Answers,
) -> Result<Proposed, ImportError> {
    let (app, actor, now) = (app.clone(), actor.clone(), app.clock().now());
    let id = fresh_id();
    app.clone()
        .db()
        .write(move |tx| {
            policy::check(&actor, Action::BringFiles, Subject::Basin)?;
            let job = job(&actor, id, Mode::DryRun, now, answers.clone());
            let ready = prepare(
                tx,
                app.importers(),
                &actor,
                &kept_file(&app, &kept.hash, &file_name),
                &job,
            )?;
            let already = store::done_with(tx, &kept.hash)?;
            let new = store::NewImport {
                id,
                kind: ready.kind,
                file_name: &file_name,
                file_hash: &kept.hash,
                file_bytes: kept.bytes,
                now,
                account: actor.account,
                options: &answers,
            };
            store::insert(tx, &new, report(&ready.step))?;
            Ok(Proposed { id, already, ready })
        })
        .await
}

/// Keeps what somebody says of a proposed file, and looks at it again.
///
/// # Errors
/// When it is settled already, the file is not what it claims to be, the actor may not, or the
/// database fails.
pub async fn say(app: &App, actor: &Actor, id: ImportId, answers: Answers) -> Result<Ready, ImportError> {
    let (app, actor, now) = (app.clone(), actor.clone(), app.clock().now());
    app.clone()
        .db()
        .write(move |tx| {
            let line = visible(tx, app.importers(), &actor, id)?;
            still_proposed(&line)?;
            let job = job(&actor, id, Mode::DryRun, now, answers.clone());
            let file = kept_file(&app, &line.file_hash, &line.file_name);
            let ready = prepare(tx, app.importers(), &actor, &file, &job)?;
            if !store::keep_answers(tx, id, ready.kind, &answers, report(&ready.step))? {
                return Err(ImportError::AlreadySettled(ImportState::Done));
            }
            Ok(ready)
        })
        .await
}

/// Writes a proposed import, in one transaction.
///
/// # Errors
/// When it is settled already, waits for an explanation, the file is gone, the actor may not, or
/// the database fails: then nothing at all is written and it can be confirmed again.
pub async fn confirm(app: &App, actor: &Actor, id: ImportId) -> Result<Confirmed, ImportError> {
    let (app, actor, now) = (app.clone(), actor.clone(), app.clock().now());
    app.clone()
        .db()
        .write(move |tx| confirm_in(tx, &app, &actor, now, id))
        .await
}

fn confirm_in(tx: &mut Tx, app: &App, actor: &Actor, now: Instant, id: ImportId) -> Result<Confirmed, ImportError> {
    let line = visible(tx, app.importers(), actor, id)?;
    still_proposed(&line)?;
    let job = job(actor, id, Mode::Apply, now, line.options);
    let file = kept_file(app, &line.file_hash, &line.file_name);
    let ready = prepare(tx, app.importers(), actor, &file, &job)?;
    let (Some(kind), Step::Review(report)) = (ready.kind, ready.step) else {
        return Err(ImportError::NotReady(unanswered(&ready.questions, &job)));
    };
    if !store::mark_done(tx, id, now, &report)? {
        return Err(ImportError::AlreadySettled(ImportState::Done));
    }
    let detail = format!(
        "{kind}: {} added, {} changed, {} problems",
        report.added, report.changed, report.problem_count
    );
    audit::record(tx, actor, now, "import.done", &id.to_string(), &detail)?;
    Ok(Confirmed { kind, report })
}

/// Gives a proposal up; the file stays as evidence.
///
/// # Errors
/// When it is settled already, the actor may not, or the database fails.
pub async fn abandon(app: &App, actor: &Actor, id: ImportId) -> Result<(), ImportError> {
    let (app, actor, now) = (app.clone(), actor.clone(), app.clock().now());
    app.clone()
        .db()
        .write(move |tx| {
            let line = visible(tx, app.importers(), &actor, id)?;
            if !store::abandon(tx, id)? {
                return Err(ImportError::AlreadySettled(line.state));
            }
            let kind = line.kind.map_or("", FileKind::code);
            audit::record(tx, &actor, now, "import.abandoned", &id.to_string(), kind)?;
            Ok(())
        })
        .await
}

/// An import, when it is the actor's to know: their own, or anybody's for who reads the history;
/// and of a kind whose facts they may bring.
///
/// # Errors
/// When there is none, it is not theirs, or the database fails.
pub fn visible(
    tx: &mut Tx,
    importers: &[Box<dyn Importer>],
    actor: &Actor,
    id: ImportId,
) -> Result<ImportLine, ImportError> {
    let line = store::import(tx, id)?.ok_or(ImportError::NotFound)?;
    let is_own = line.account.is_some() && line.account == actor.account;
    if !is_own && !policy::may_somewhere(actor, Action::ImportFiles) {
        return Err(ImportError::NotFound);
    }
    if let Some(kind) = line.kind
        && let Some(importer) = importer_of(importers, kind)
    {
        allowed(actor, importer.action(kind))?;
    }
    Ok(line)
}

/// Whose imports an actor may list: everybody's, or their own only.
pub fn listed(actor: &Actor) -> Option<Option<policy::AccountId>> {
    if policy::may_somewhere(actor, Action::ImportFiles) {
        None
    } else {
        Some(actor.account)
    }
}

/// Whether an actor may bring files of a kind somewhere.
pub fn may_bring(importers: &[Box<dyn Importer>], actor: &Actor, kind: FileKind) -> bool {
    importer_of(importers, kind).is_some_and(|importer| policy::may_somewhere(actor, importer.action(kind)))
}

/// A policy question without a subject: each line of a file asks its own, through the scope.
fn allowed(actor: &Actor, action: Action) -> Result<(), Denied> {
    if policy::may_somewhere(actor, action) {
        Ok(())
    } else {
        Err(Denied {
            action,
            anonymous: !actor.is_signed_in(),
        })
    }
}

fn still_proposed(line: &ImportLine) -> Result<(), ImportError> {
    match line.state {
        ImportState::Proposed => Ok(()),
        ImportState::Done | ImportState::Abandoned => Err(ImportError::AlreadySettled(line.state)),
    }
}

fn importer_of(importers: &[Box<dyn Importer>], kind: FileKind) -> Option<&dyn Importer> {
    importers
        .iter()
        .find(|importer| importer.kinds().contains(&kind))
        .map(|importer| &**importer)
}

fn job(actor: &Actor, import: ImportId, mode: Mode, now: Instant, options: Answers) -> Job {
    Job {
        import,
        mode,
        now,
        account: actor.account,
        fictitious: false,
        options,
        scope: Scope::default(),
    }
}

fn report(step: &Step) -> Option<&Report> {
    match step {
        Step::Review(report) => Some(report),
        Step::Explain | Step::Answer => None,
    }
}

/// A file that can be read from its start as often as it takes.
pub struct FileToRead<'a> {
    /// How the person called it.
    pub name: &'a str,
    /// Opens it at its start.
    pub open: &'a dyn Fn() -> Result<Box<dyn Read>, ImportError>,
}

/// A kept file, to be read from its start as often as it takes: reading has no effect, so a
/// transaction that runs again reads it again.
pub struct KeptFile<'a> {
    files: &'a FileStore,
    hash: &'a str,
    name: &'a str,
}

fn kept_file<'a>(app: &'a App, hash: &'a str, name: &'a str) -> KeptFile<'a> {
    KeptFile {
        files: app.files(),
        hash,
        name,
    }
}

impl KeptFile<'_> {
    fn open(&self) -> Result<Box<dyn Read>, ImportError> {
        let file = self.files.open_kept(self.hash);
        let file = file.map_err(|error| ImportError::Io(error.to_string()))?;
        Ok(Box::new(BufReader::new(file)))
    }
}

/// Looks at a kept file as far as what was said of it allows, or takes it in.
fn prepare(
    tx: &mut Tx,
    importers: &[Box<dyn Importer>],
    actor: &Actor,
    file: &KeptFile<'_>,
    job: &Job,
) -> Result<Ready, ImportError> {
    let open = || file.open();
    look(
        tx,
        importers,
        actor,
        &FileToRead {
            name: file.name,
            open: &open,
        },
        job,
    )
}

/// Looks at a proposed import again, as it stands now.
///
/// # Errors
/// When the file cannot be read, is not what it claims to be, or the database fails.
pub fn look_again(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    now: Instant,
    line: &ImportLine,
) -> Result<Ready, ImportError> {
    let job = job(actor, line.id, Mode::DryRun, now, line.options.clone());
    prepare(
        tx,
        app.importers(),
        actor,
        &kept_file(app, &line.file_hash, &line.file_name),
        &job,
    )
}

/// Looks at any file as far as what was said of it allows, or takes it in.
///
/// # Errors
/// When the file cannot be read, is not what it claims to be, the actor may not bring it, or the
/// database fails.
pub fn look(
    tx: &mut Tx,
    importers: &[Box<dyn Importer>],
    actor: &Actor,
    file: &FileToRead<'_>,
    job: &Job,
) -> Result<Ready, ImportError> {
    let mapping = Mapping::from_answers(&job.options);
    let unexplained = |kind| Ready {
        kind,
        questions: Vec::new(),
        step: Step::Explain,
    };
    if let Some(mapping) = &mapping {
        let found = survey((file.open)()?, mapping.sheet.as_deref(), &Limits::default())?;
        if !found.examine(mapping).is_sound() {
            return Ok(unexplained(None));
        }
    }
    let opened = match self::opened((file.open)()?, mapping.as_ref()) {
        Ok(opened) => opened,
        Err(error @ FileError::UnknownKind { .. }) => {
            // One column is no table: a photo or a letter is not worth explaining. Neither is a file
            // that this person could not bring once explained.
            let found = survey((file.open)()?, None, &Limits::default())?;
            let some_target = TARGETS.iter().any(|kind| may_bring(importers, actor, *kind));
            return if found.columns.len() > 1 && some_target {
                Ok(unexplained(None))
            } else {
                Err(error.into())
            };
        }
        Err(error) => return Err(error.into()),
    };
    let kind = opened.kind;
    let importer = importer_of(importers, kind).ok_or(ImportError::NoImporter(kind))?;
    let action = importer.action(kind);
    allowed(actor, action)?;
    let job = Job {
        scope: policy::scope(actor, action),
        ..job.clone()
    };
    let again = || -> Result<Opened<'static>, ImportError> {
        let reader = (file.open)()?;
        Ok(self::opened(reader, mapping.as_ref())?)
    };
    let questions = importer.asks(tx, kind, &again, file.name, &job)?;
    let step = if questions.iter().any(|question| is_open(question, &job)) {
        Step::Answer
    } else {
        Step::Review(importer.run(tx, opened, &job)?)
    };
    Ok(Ready {
        kind: Some(kind),
        questions,
        step,
    })
}

/// Whether a question waits for an answer: a needed one without any, or one answered otherwise
/// than it allows.
fn is_open(question: &Question, job: &Job) -> bool {
    match job.option(&question.name) {
        None => question.required,
        Some(answer) => !question.choices.is_empty() && question.choices.iter().all(|(value, _)| value != answer),
    }
}

/// The names of the questions that wait for an answer.
pub(super) fn unanswered(questions: &[Question], job: &Job) -> String {
    let names: Vec<&str> = questions
        .iter()
        .filter(|question| is_open(question, job))
        .map(|question| question.name.as_ref())
        .collect();
    if names.is_empty() {
        "its columns".to_owned()
    } else {
        names.join(", ")
    }
}

fn opened<'r>(reader: impl Read + 'r, mapping: Option<&Mapping>) -> Result<Opened<'r>, FileError> {
    match mapping {
        Some(mapping) => open_mapped(reader, mapping, &Limits::default()),
        None => open(reader, &Limits::default()),
    }
}

/// The titles and the first rows of a kept file.
///
/// # Errors
/// When the file cannot be read, or is neither lines and cells nor a workbook.
pub fn survey_kept(app: &App, line: &ImportLine, sheet: Option<&str>) -> Result<Survey, ImportError> {
    let file = kept_file(app, &line.file_hash, &line.file_name);
    Ok(survey(file.open()?, sheet, &Limits::default())?)
}

/// Runs the importer of whatever a reader gives, as the job says.
///
/// # Errors
/// When the file cannot be read, is not what it claims to be, or the database fails.
#[cfg(test)]
pub(crate) fn run_reader(
    tx: &mut Tx,
    importers: &[Box<dyn Importer>],
    reader: impl Read,
    job: &Job,
) -> Result<(FileKind, Report), ImportError> {
    let opened = opened(reader, Mapping::from_answers(&job.options).as_ref())?;
    let kind = opened.kind;
    let importer = importer_of(importers, kind).ok_or(ImportError::NoImporter(kind))?;
    let report = importer.run(tx, opened, job)?;
    Ok((kind, report))
}
