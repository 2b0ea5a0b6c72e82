//! The one way in for files: the file is kept, its kind is detected from its header or said by
//! the person, what it does not say is asked, a dry run shows what would change, somebody confirms, and one transaction writes everything together
//! with the import record every fact points to.
//!
//! Features bring [`Importer`]s; the shell knows no table of theirs.

mod explain;
mod items;
pub mod mappings;
mod run;
mod store;
#[cfg(test)]
mod tests;
mod web;

use std::borrow::Cow;
use std::collections::BTreeMap;

use pole_db::{DbError, Tx};
use pole_formats::{FileError, FileKind, Opened};
use pole_kernel::{Id, Instant, vocabulary};

pub use items::read_items;
#[cfg(test)]
pub(crate) use run::run_reader;
pub use run::{
    Answers, Confirmed, FileToRead, ImportError, Proposed, Ready, Step, abandon, confirm, listed, look, may_bring,
    propose, say,
};
pub use store::{ImportLine, done_with, import, imports, problems};
pub use web::routes;

use crate::policy::{AccountId, Action, Scope};

/// Tag of import identifiers.
#[derive(Debug)]
pub enum Import {}

/// The identifier of an import.
pub type ImportId = Id<Import>;

vocabulary! {
    /// How far an import has come.
    ImportState, "state of an import" {
        /// The dry run was shown; nothing is written.
        Proposed = "proposed",
        /// Confirmed and written.
        Done = "done",
        /// Given up.
        Abandoned = "abandoned",
    }
}

pole_db::text_column!(ImportState);

/// Whether a run only looks or also writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Looks: nothing is written.
    DryRun,
    /// Writes.
    Apply,
}

/// One thing a run changes, for the readable diff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The line of the file; `None` for what leaves because it is absent.
    pub line: Option<u64>,
    /// What it is about: an UAI and a name.
    pub subject: String,
    /// Which figure or field, as a message key with its code, or a plain text.
    pub field: String,
    /// What was known; empty when it is new.
    pub before: String,
    /// What the file says; empty when it leaves.
    pub after: String,
}

/// How many changes and problems a report keeps in full. The counts go on.
const KEPT: usize = 500;
/// How many problems an import keeps for the file that people download.
const KEPT_PROBLEMS: usize = 20_000;

/// What a run found.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Lines read, header excluded.
    pub lines: u64,
    /// Facts that were not known.
    pub added: u64,
    /// Facts that differ from what this source said before.
    pub changed: u64,
    /// Facts this source already said.
    pub unchanged: u64,
    /// Things this source spoke of and no longer does.
    pub leaving: u64,
    /// How many problems.
    pub problem_count: u64,
    /// The first changes.
    pub changes: Vec<Change>,
    /// The first problems.
    pub problems: Vec<pole_formats::Problem>,
}

impl Report {
    /// Counts a fact that was not known.
    pub fn add(&mut self, change: impl FnOnce() -> Change) {
        self.added += 1;
        self.keep(change);
    }

    /// Counts a fact that differs.
    pub fn change(&mut self, change: impl FnOnce() -> Change) {
        self.changed += 1;
        self.keep(change);
    }

    /// Counts something this source no longer speaks of.
    pub fn leave(&mut self, change: impl FnOnce() -> Change) {
        self.leaving += 1;
        self.keep(change);
    }

    /// Counts a problem.
    pub fn problem(&mut self, problem: pole_formats::Problem) {
        self.problem_count += 1;
        if self.problems.len() < KEPT_PROBLEMS {
            self.problems.push(problem);
        }
    }

    fn keep(&mut self, change: impl FnOnce() -> Change) {
        if self.changes.len() < KEPT {
            self.changes.push(change());
        }
    }
}

/// What a run is told.
#[derive(Clone, Debug)]
pub struct Job {
    /// The import every fact will point to.
    pub import: ImportId,
    /// Whether to write.
    pub mode: Mode,
    /// When.
    pub now: Instant,
    /// By whom; `None` at the console.
    pub account: Option<AccountId>,
    /// Whether the facts are invented for the demonstration.
    pub fictitious: bool,
    /// What the person answered to the questions of the importer, by the name of the question.
    pub options: BTreeMap<String, String>,
    /// The schools of which this person may bring facts of this kind.
    pub scope: Scope,
}

impl Job {
    /// What was answered to a question, when it was asked and answered.
    pub fn option(&self, name: &str) -> Option<&str> {
        self.options
            .get(name)
            .map(|value| value.trim())
            .filter(|value| !value.is_empty())
    }
}

/// Something a file does not say and its importer must know: which school, which room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The name of the answer in [`Job::options`].
    pub name: Cow<'static, str>,
    /// The message key of the question.
    pub label: &'static str,
    /// What the question is about, as the argument `value` of its message; empty for none.
    pub about: String,
    /// The message key of the help under it.
    pub hint: &'static str,
    /// The answers, as (value, words); empty for a free text.
    pub choices: Vec<(String, String)>,
    /// Whether the words of the choices are message keys.
    pub choices_are_keys: bool,
    /// Whether the dry run waits for the answer.
    pub required: bool,
    /// The answer proposed at first; empty for none.
    pub proposed: String,
}

/// What a feature brings: how to take the records of some kinds of files in.
pub trait Importer: Send + Sync {
    /// The kinds it takes.
    fn kinds(&self) -> &'static [FileKind];

    /// What somebody must be allowed to do to bring a file of this kind.
    fn action(&self, _kind: FileKind) -> Action {
        Action::ImportFiles
    }

    /// What must be known besides the file. `job.options` holds what was answered so far, and
    /// `job.scope` the schools to choose among.
    ///
    /// # Errors
    /// When the database fails.
    fn questions(&self, _tx: &mut Tx, _kind: FileKind, _file_name: &str, _job: &Job) -> Result<Vec<Question>, DbError> {
        Ok(Vec::new())
    }

    /// The same for questions that depend on what the file holds, which `open` gives from its start.
    ///
    /// # Errors
    /// When the database fails, or the file is not what it claims to be.
    fn asks(
        &self,
        tx: &mut Tx,
        kind: FileKind,
        _open: &dyn Fn() -> Result<Opened<'static>, ImportError>,
        file_name: &str,
        job: &Job,
    ) -> Result<Vec<Question>, ImportError> {
        Ok(self.questions(tx, kind, file_name, job)?)
    }

    /// Takes a file in, or only looks. Runs inside one transaction and may run again from the
    /// start when the engine asks for a retry.
    ///
    /// # Errors
    /// When the database fails, or the file is not what it claims to be.
    fn run(&self, tx: &mut Tx, file: Opened<'_>, job: &Job) -> Result<Report, RunError>;
}

/// Why a run stopped: nothing of it is kept.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The file is not what it claims to be.
    #[error(transparent)]
    File(#[from] FileError),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}
