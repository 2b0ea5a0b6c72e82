//! Proposing and confirming an import, for pages and for the command line alike.

use std::io::{BufReader, Read};

use pole_db::{DbError, Tx};
use pole_formats::{FileError, FileKind, Limits, open};
use pole_kernel::Instant;

use super::{ImportId, ImportState, Importer, Job, Mode, Report, RunError, store};
use crate::policy::{self, Action, Actor, Denied, Subject};
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

/// A file whose dry run was made.
#[derive(Clone, Debug)]
pub struct Proposed {
    /// The import to confirm.
    pub id: ImportId,
    /// What the file is.
    pub kind: FileKind,
    /// The import that already took this very file in, when there is one.
    pub already: Option<ImportId>,
    /// What confirming would do.
    pub report: Report,
}

/// What confirming did.
#[derive(Clone, Debug)]
pub struct Confirmed {
    /// What the file is.
    pub kind: FileKind,
    /// What was written.
    pub report: Report,
}

/// Makes the dry run of a kept file and writes the proposal down.
///
/// # Errors
/// When the file is not what it claims to be, the actor may not, or the database fails.
pub async fn propose(app: &App, actor: &Actor, kept: Kept, file_name: String) -> Result<Proposed, ImportError> {
    let (app, actor, now) = (app.clone(), actor.clone(), app.clock().now());
    let id = fresh_id();
    app.clone()
        .db()
        .write(move |tx| {
            policy::check(&actor, Action::ImportFiles, Subject::Basin)?;
            let job = Job {
                import: id,
                mode: Mode::DryRun,
                now,
                account: actor.account,
                fictitious: false,
                options: std::collections::BTreeMap::new(),
                scope: crate::policy::Scope::everything(),
            };
            let (kind, report) = read_file(tx, app.importers(), app.files(), &kept.hash, &job)?;
            let already = store::done_with(tx, &kept.hash)?;
            let new = store::NewImport {
                id,
                kind,
                file_name: &file_name,
                file_hash: &kept.hash,
                file_bytes: kept.bytes,
                now,
                account: actor.account,
            };
            store::insert(tx, &new, &report)?;
            Ok(Proposed {
                id,
                kind,
                already,
                report,
            })
        })
        .await
}

/// Writes a proposed import, in one transaction.
///
/// # Errors
/// When it is settled already, the file is gone, the actor may not, or the database fails: then
/// nothing at all is written and it can be confirmed again.
pub async fn confirm(app: &App, actor: &Actor, id: ImportId) -> Result<Confirmed, ImportError> {
    let (app, actor, now) = (app.clone(), actor.clone(), app.clock().now());
    app.clone()
        .db()
        .write(move |tx| confirm_in(tx, &app, &actor, now, id))
        .await
}

fn confirm_in(tx: &mut Tx, app: &App, actor: &Actor, now: Instant, id: ImportId) -> Result<Confirmed, ImportError> {
    policy::check(actor, Action::ImportFiles, Subject::Basin)?;
    let line = store::import(tx, id)?.ok_or(ImportError::NotFound)?;
    if line.state != ImportState::Proposed {
        return Err(ImportError::AlreadySettled(line.state));
    }
    let job = Job {
        import: id,
        mode: Mode::Apply,
        now,
        account: actor.account,
        fictitious: false,
        options: std::collections::BTreeMap::new(),
        scope: crate::policy::Scope::everything(),
    };
    let (kind, report) = read_file(tx, app.importers(), app.files(), &line.file_hash, &job)?;
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
    let (actor, now) = (actor.clone(), app.clock().now());
    app.db()
        .write(move |tx| {
            policy::check(&actor, Action::ImportFiles, Subject::Basin)?;
            let line = store::import(tx, id)?.ok_or(ImportError::NotFound)?;
            if !store::abandon(tx, id)? {
                return Err(ImportError::AlreadySettled(line.state));
            }
            audit::record(tx, &actor, now, "import.abandoned", &id.to_string(), line.kind.code())?;
            Ok(())
        })
        .await
}

/// Runs the importer of a kept file. A retry of the transaction reads the file again from its
/// start: reading has no effect, so the closure stays repeatable.
///
/// # Errors
/// When the file cannot be read, is not what it claims to be, or the database fails.
pub fn read_file(
    tx: &mut Tx,
    importers: &[Box<dyn Importer>],
    files: &FileStore,
    hash: &str,
    job: &Job,
) -> Result<(FileKind, Report), ImportError> {
    let file = files
        .open_kept(hash)
        .map_err(|error| ImportError::Io(error.to_string()))?;
    run_reader(tx, importers, BufReader::new(file), job)
}

/// Runs the importer of whatever a reader gives.
///
/// # Errors
/// As [`read_file`].
pub fn run_reader(
    tx: &mut Tx,
    importers: &[Box<dyn Importer>],
    reader: impl Read,
    job: &Job,
) -> Result<(FileKind, Report), ImportError> {
    let opened = open(reader, &Limits::default())?;
    let kind = opened.kind;
    let importer = importers
        .iter()
        .find(|importer| importer.kinds().contains(&kind))
        .ok_or(ImportError::NoImporter(kind))?;
    let report = importer.run(tx, opened, job)?;
    Ok((kind, report))
}
