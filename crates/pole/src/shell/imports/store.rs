//! The records of imports.

use pole_db::{DbError, Row, Tx, params, sql};
use pole_formats::{FileKind, Problem, ProblemCode, Severity};
use pole_kernel::Instant;

use super::run::Answers;
use super::{ImportId, ImportState, Report};
use crate::policy::AccountId;
use crate::shell::column::coded;

/// What is kept of an import.
#[derive(Clone, Debug)]
pub struct ImportLine {
    /// Its identifier.
    pub id: ImportId,
    /// What the file is; `None` until somebody says it.
    pub kind: Option<FileKind>,
    /// How the person called it.
    pub file_name: String,
    /// SHA-256 of its bytes.
    pub file_hash: String,
    /// Its size in bytes.
    pub file_bytes: i64,
    /// How far it has come.
    pub state: ImportState,
    /// When the dry run was made.
    pub proposed_at: Instant,
    /// Who brought it; `None` at the console.
    pub account: Option<AccountId>,
    /// The name of who brought it; `None` at the console.
    pub proposed_by: Option<String>,
    /// What was said of the file.
    pub options: Answers,
    /// When it was confirmed.
    pub done_at: Option<Instant>,
    /// Lines read.
    pub lines: i64,
    /// Facts that were not known.
    pub added: i64,
    /// Facts that differ.
    pub changed: i64,
    /// Facts already known.
    pub unchanged: i64,
    /// Things no longer spoken of.
    pub leaving: i64,
    /// Problems.
    pub problems: i64,
}

impl ImportLine {
    fn read(row: &Row<'_>) -> Result<Self, DbError> {
        let kind: String = row.get("kind")?;
        let options: Option<String> = row.get("options")?;
        Ok(Self {
            id: row.get("id")?,
            kind: if kind.is_empty() {
                None
            } else {
                Some(coded(row, "kind", FileKind::parse)?)
            },
            file_name: row.get("file_name")?,
            file_hash: row.get("file_hash")?,
            file_bytes: row.get("file_bytes")?,
            state: row.get("state")?,
            proposed_at: row.get("proposed_at")?,
            account: row.get("account")?,
            proposed_by: row.get("proposed_by_name")?,
            options: read_answers(options.as_deref())?,
            done_at: row.get("done_at")?,
            lines: row.get("lines")?,
            added: row.get("added")?,
            changed: row.get("changed")?,
            unchanged: row.get("unchanged")?,
            leaving: row.get("leaving")?,
            problems: row.get("problems")?,
        })
    }
}

/// Reads what was said of a file.
fn read_answers(text: Option<&str>) -> Result<Answers, DbError> {
    let answers = text.map(serde_json::from_str).transpose();
    let answers = answers.map_err(|error| DbError::Column {
        column: "options".to_owned(),
        reason: error.to_string(),
    })?;
    Ok(answers.unwrap_or_default())
}

/// What was said of a file, as text; nothing when nothing was said.
pub(super) fn written(answers: &Answers) -> Option<String> {
    (!answers.is_empty()).then(|| serde_json::json!(answers).to_string())
}

/// The newest imports: of everybody, or of one account.
///
/// # Errors
/// When the database fails.
pub fn imports(tx: &mut Tx, of: Option<Option<AccountId>>, limit: i64) -> Result<Vec<ImportLine>, DbError> {
    tx.rows(
        sql!(
            "select i.id, i.kind, i.file_name, i.file_hash, i.file_bytes, i.state, i.proposed_at,
                    i.proposed_by as account, a.display_name as proposed_by_name, i.done_at, i.lines, i.added, i.changed,
                    i.unchanged, i.leaving, i.problems, i.options
               from import i left join account a on a.id = i.proposed_by
              where :everybody or i.proposed_by = :account
              order by i.proposed_at desc, i.id desc
              limit :limit"
        ),
        params! { everybody: of.is_none(), account: of.flatten(), limit: limit },
        ImportLine::read,
    )
}

/// One import.
///
/// # Errors
/// When the database fails.
pub fn import(tx: &mut Tx, id: ImportId) -> Result<Option<ImportLine>, DbError> {
    tx.optional(
        sql!(
            "select i.id, i.kind, i.file_name, i.file_hash, i.file_bytes, i.state, i.proposed_at,
                    i.proposed_by as account, a.display_name as proposed_by_name, i.done_at, i.lines, i.added, i.changed,
                    i.unchanged, i.leaving, i.problems, i.options
               from import i left join account a on a.id = i.proposed_by
              where i.id = :id"
        ),
        params! { id: id },
        ImportLine::read,
    )
}

/// The import that already took this very file in.
///
/// # Errors
/// When the database fails.
pub fn done_with(tx: &mut Tx, file_hash: &str) -> Result<Option<ImportId>, DbError> {
    tx.optional(
        sql!("select id from import where file_hash = :file_hash and state = 'done' order by done_at limit 1"),
        params! { file_hash: file_hash },
        |row| row.get("id"),
    )
}

/// A file on its way in.
pub(super) struct NewImport<'a> {
    pub(super) id: ImportId,
    pub(super) kind: Option<FileKind>,
    pub(super) file_name: &'a str,
    pub(super) file_hash: &'a str,
    pub(super) file_bytes: u64,
    pub(super) now: Instant,
    pub(super) account: Option<AccountId>,
    pub(super) options: &'a Answers,
}

pub(super) fn insert(tx: &mut Tx, new: &NewImport<'_>, report: Option<&Report>) -> Result<(), DbError> {
    let none = Report::default();
    let report = report.unwrap_or(&none);
    tx.execute(
        sql!(
            "insert into import (id, kind, file_name, file_hash, file_bytes, state, proposed_at, proposed_by, done_at,
                                 lines, added, changed, unchanged, leaving, problems, options)
             values (:id, :kind, :file_name, :file_hash, :file_bytes, 'proposed', :now, :account, null,
                     :lines, :added, :changed, :unchanged, :leaving, :problems, :options)"
        ),
        params! {
            id: new.id, kind: new.kind.map_or("", FileKind::code), file_name: new.file_name, file_hash: new.file_hash,
            file_bytes: whole(new.file_bytes), now: new.now, account: new.account,
            lines: whole(report.lines), added: whole(report.added), changed: whole(report.changed),
            unchanged: whole(report.unchanged), leaving: whole(report.leaving), problems: whole(report.problem_count),
            options: written(new.options)
        },
    )?;
    keep_problems(tx, new.id, &report.problems)
}

/// Keeps what somebody said of a proposed file, and what it then holds.
pub(super) fn keep_answers(
    tx: &mut Tx,
    id: ImportId,
    kind: Option<FileKind>,
    answers: &Answers,
    report: Option<&Report>,
) -> Result<bool, DbError> {
    let none = Report::default();
    let report = report.unwrap_or(&none);
    let touched = tx.execute(
        sql!(
            "update import set kind = :kind, options = :options, lines = :lines, added = :added, changed = :changed,
                               unchanged = :unchanged, leaving = :leaving, problems = :problems
              where id = :id and state = 'proposed'"
        ),
        params! {
            id: id, kind: kind.map_or("", FileKind::code), options: written(answers), lines: whole(report.lines),
            added: whole(report.added), changed: whole(report.changed), unchanged: whole(report.unchanged),
            leaving: whole(report.leaving), problems: whole(report.problem_count)
        },
    )?;
    tx.execute(
        sql!("delete from import_problem where import = :id"),
        params! { id: id },
    )?;
    keep_problems(tx, id, &report.problems)?;
    Ok(touched == 1)
}

/// Marks an import as written, unless it already was.
pub(super) fn mark_done(tx: &mut Tx, id: ImportId, now: Instant, report: &Report) -> Result<bool, DbError> {
    let touched = tx.execute(
        sql!(
            "update import set state = 'done', done_at = :now, lines = :lines, added = :added, changed = :changed,
                               unchanged = :unchanged, leaving = :leaving, problems = :problems
              where id = :id and state = 'proposed'"
        ),
        params! {
            id: id, now: now, lines: whole(report.lines), added: whole(report.added), changed: whole(report.changed),
            unchanged: whole(report.unchanged), leaving: whole(report.leaving), problems: whole(report.problem_count)
        },
    )?;
    Ok(touched == 1)
}

pub(super) fn abandon(tx: &mut Tx, id: ImportId) -> Result<bool, DbError> {
    let touched = tx.execute(
        sql!("update import set state = 'abandoned' where id = :id and state = 'proposed'"),
        params! { id: id },
    )?;
    Ok(touched == 1)
}

fn keep_problems(tx: &mut Tx, id: ImportId, problems: &[Problem]) -> Result<(), DbError> {
    tx.execute_many(
        sql!(
            "insert into import_problem (import, number, line, field, value, code, severity, proposal)
             values (:import, :number, :line, :field, :value, :code, :severity, :proposal)"
        ),
        problems.iter().enumerate().map(|(number, problem)| {
            params! {
                import: id, number: whole(number as u64), line: whole(problem.line),
                field: problem.column.as_deref().unwrap_or_default(), value: problem.value.as_str(),
                code: problem.code.code(), severity: problem.severity.code(),
                proposal: problem.proposal.as_deref().unwrap_or_default()
            }
        }),
    )?;
    Ok(())
}

/// The problems of an import, in the order of the file.
///
/// # Errors
/// When the database fails.
pub fn problems(tx: &mut Tx, id: ImportId, limit: i64) -> Result<Vec<Problem>, DbError> {
    tx.rows(
        sql!(
            "select line, field, value, code, severity, proposal from import_problem
              where import = :import order by number limit :limit"
        ),
        params! { import: id, limit: limit },
        |row| {
            let some = |text: String| Some(text).filter(|text| !text.is_empty());
            let line: i64 = row.get("line")?;
            Ok(Problem {
                line: u64::try_from(line).unwrap_or_default(),
                column: some(row.get("field")?),
                value: row.get("value")?,
                code: coded(row, "code", ProblemCode::parse)?,
                severity: coded(row, "severity", Severity::parse)?,
                proposal: some(row.get("proposal")?),
            })
        },
    )
}

fn whole(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
