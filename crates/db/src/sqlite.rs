use std::fs::File;
use std::hash::{BuildHasher as _, Hasher as _};
use std::path::{Path, PathBuf};

use rusqlite::backup::{Backup, StepResult};
use rusqlite::config::DbConfig;
use rusqlite::ffi::{
    ErrorCode, SQLITE_BUSY_SNAPSHOT, SQLITE_CONSTRAINT_CHECK, SQLITE_CONSTRAINT_FOREIGNKEY, SQLITE_CONSTRAINT_NOTNULL,
    SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_ROWID, SQLITE_CONSTRAINT_UNIQUE,
};
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{OpenFlags, Statement, ToSql};

use crate::database::Tuning;
use crate::error::{Failure, Stopped};
use crate::row::{Row, unambiguous};
use crate::sql::Parsed;
use crate::transaction::{Mode, See};
use crate::{DbError, Params, Value};

/// How many prepared statements a connection keeps: about all those of the program.
const STATEMENTS: usize = 512;

/// A connection to a file.
pub(crate) struct Connection {
    inner: rusqlite::Connection,
}

impl Connection {
    pub(crate) fn open(path: &Path, mode: Mode, tuning: &Tuning) -> Result<Self, Failure> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let inner = rusqlite::Connection::open_with_flags(path, flags).map_err(failure)?;
        settle(&inner, mode, tuning).map_err(failure)?;
        Ok(Self { inner })
    }

    pub(crate) fn begin(&self, mode: Mode) -> Result<(), Failure> {
        match mode {
            Mode::Read => self.batch("begin deferred"),
            Mode::Write | Mode::Migrate => self.batch("begin immediate"),
        }
    }

    pub(crate) fn rollback(&self) -> bool {
        // Some failures (a full disk) have already undone everything.
        self.inner.is_autocommit() || self.batch("rollback").is_ok()
    }

    pub(crate) fn batch(&self, text: &str) -> Result<(), Failure> {
        self.inner.execute_batch(text).map_err(failure)
    }

    pub(crate) fn execute(&self, parsed: &Parsed, values: &[&Value]) -> Result<u64, Failure> {
        let mut statement = self.inner.prepare_cached(&parsed.sqlite).map_err(failure)?;
        bind(&mut statement, values).map_err(failure)?;
        let touched = statement.raw_execute().map_err(failure)?;
        Ok(touched as u64)
    }

    pub(crate) fn execute_many(&self, parsed: &Parsed, many: &mut dyn Iterator<Item = Params>) -> Result<u64, Failure> {
        let mut statement = self.inner.prepare_cached(&parsed.sqlite).map_err(failure)?;
        let mut touched = 0;
        for params in many {
            bind(&mut statement, &parsed.bind(&params)?).map_err(failure)?;
            touched += statement.raw_execute().map_err(failure)? as u64;
        }
        Ok(touched)
    }

    pub(crate) fn visit(&self, parsed: &Parsed, values: &[&Value], see: &mut See<'_>) -> Result<(), Stopped> {
        let mut statement = self.inner.prepare_cached(&parsed.sqlite).map_err(failure)?;
        let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
        unambiguous(&columns).map_err(Failure::from)?;
        bind(&mut statement, values).map_err(failure)?;
        let mut rows = statement.raw_query();
        while let Some(row) = rows.next().map_err(failure)? {
            if see(&Row::sqlite(&columns, row))?.is_break() {
                break;
            }
        }
        Ok(())
    }

    pub(crate) fn explain(&self, parsed: &Parsed, values: &[&Value]) -> Result<String, Failure> {
        let text = format!("explain query plan {}", parsed.sqlite);
        let mut statement = self.inner.prepare(&text).map_err(failure)?;
        bind(&mut statement, values).map_err(failure)?;
        let mut rows = statement.raw_query();
        let mut plan = String::new();
        let mut depths: Vec<(i64, usize)> = vec![(0, 0)];
        while let Some(row) = rows.next().map_err(failure)? {
            let (id, parent): (i64, i64) = (row.get(0).map_err(failure)?, row.get(1).map_err(failure)?);
            let detail: String = row.get(3).map_err(failure)?;
            let depth = depths
                .iter()
                .find(|(known, _)| *known == parent)
                .map_or(0, |(_, depth)| *depth);
            depths.push((id, depth + 1));
            plan.push_str(&"  ".repeat(depth));
            plan.push_str(&detail);
            plan.push('\n');
        }
        Ok(plan)
    }

    /// Copies everything to a file, in one step so that writers never make it start again, and
    /// puts the file in its place once it is complete and sound.
    pub(crate) fn backup(&self, to: &Path) -> Result<(), Failure> {
        let partial = partial_path(to);
        self.copy_to(&partial)
            .and_then(|()| put_in_place(&partial, to).map_err(|error| file_failure(&error)))
            .inspect_err(|_| {
                let _ = std::fs::remove_file(&partial);
            })
    }

    pub(crate) fn quick_check(&self) -> Result<(), Failure> {
        let found: String = self
            .inner
            .query_row("pragma quick_check(1)", (), |row| row.get(0))
            .map_err(failure)?;
        if found == "ok" {
            Ok(())
        } else {
            Err(DbError::Other(format!("the database file is damaged: {found}")).into())
        }
    }

    fn copy_to(&self, path: &Path) -> Result<(), Failure> {
        let mut inner = rusqlite::Connection::open(path).map_err(failure)?;
        let copied = Backup::new(&self.inner, &mut inner)
            .and_then(|backup| backup.step(-1))
            .map_err(failure)?;
        if copied != StepResult::Done {
            return Err(DbError::Busy.into());
        }
        // A file that stands alone, without the journal files of a database in use.
        inner
            .pragma_update_and_check(None, "journal_mode", "delete", |_| Ok(()))
            .map_err(failure)?;
        let copy = Self { inner };
        copy.quick_check()
    }
}

/// The settings of a new connection.
fn settle(inner: &rusqlite::Connection, mode: Mode, tuning: &Tuning) -> rusqlite::Result<()> {
    inner.busy_timeout(tuning.busy_timeout)?;
    inner.set_prepared_statement_cache_capacity(STATEMENTS);
    inner.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    // A text in double quotes is a name, as in PostgreSQL.
    inner.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    inner.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    let journal: String = inner.query_row("pragma journal_mode", (), |row| row.get(0))?;
    if journal != "wal" {
        inner.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))?;
    }
    inner.execute_batch(if tuning.durable {
        "pragma synchronous = full"
    } else {
        "pragma synchronous = off"
    })?;
    inner.execute_batch(
        "pragma foreign_keys = on;
         pragma trusted_schema = off;
         pragma case_sensitive_like = on;
         pragma temp_store = memory;
         pragma cache_size = -8000;",
    )?;
    // These two answer with the value they took.
    inner.pragma_update_and_check(None, "mmap_size", 64 * 1024 * 1024, |_| Ok(()))?;
    inner.pragma_update_and_check(None, "journal_size_limit", 64 * 1024 * 1024, |_| Ok(()))?;
    if mode == Mode::Read {
        inner.execute_batch("pragma query_only = on")?;
    }
    Ok(())
}

fn bind(statement: &mut Statement<'_>, values: &[&Value]) -> rusqlite::Result<()> {
    for (index, value) in values.iter().enumerate() {
        statement.raw_bind_parameter(index + 1, value)?;
    }
    Ok(())
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null(_) => ValueRef::Null,
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Int(number) => ValueRef::Integer(*number),
            Self::Bool(truth) => ValueRef::Integer(i64::from(*truth)),
            Self::Real(number) => ValueRef::Real(*number),
            Self::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

/// Beside the file, with a name that no other backup has.
fn partial_path(to: &Path) -> PathBuf {
    let mut name = to.file_name().unwrap_or_default().to_owned();
    let chance = std::hash::RandomState::new().build_hasher().finish();
    name.push(format!(".{chance:016x}.part"));
    to.with_file_name(name)
}

fn put_in_place(partial: &Path, to: &Path) -> std::io::Result<()> {
    File::open(partial)?.sync_all()?;
    std::fs::rename(partial, to)
}

fn file_failure(error: &std::io::Error) -> Failure {
    match error.kind() {
        std::io::ErrorKind::StorageFull => DbError::Full.into(),
        _ => DbError::Unavailable(format!("the backup file: {error}")).into(),
    }
}

fn failure(error: rusqlite::Error) -> Failure {
    let (code, message) = match error {
        rusqlite::Error::SqliteFailure(code, message) => (code, message.unwrap_or_else(|| code.to_string())),
        rusqlite::Error::SqlInputError { error, msg, .. } => (error, msg),
        other => return DbError::Other(other.to_string()).into(),
    };
    let retry = code.code == ErrorCode::DatabaseBusy && code.extended_code == SQLITE_BUSY_SNAPSHOT;
    let error = match code.code {
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => DbError::Busy,
        ErrorCode::DiskFull => DbError::Full,
        ErrorCode::ReadOnly => DbError::ReadOnly,
        ErrorCode::CannotOpen | ErrorCode::PermissionDenied | ErrorCode::SystemIoFailure => {
            DbError::Unavailable(message)
        }
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => {
            DbError::Other(format!("the database file is damaged: {message}"))
        }
        ErrorCode::ConstraintViolation => violation(code.extended_code, &message),
        _ => DbError::Other(message),
    };
    Failure { error, retry }
}

/// `UNIQUE constraint failed: account.email` names columns or constraints, never values.
fn violation(code: i32, message: &str) -> DbError {
    let what = message.split_once(": ").map_or(message, |(_, what)| what).to_owned();
    match code {
        SQLITE_CONSTRAINT_UNIQUE | SQLITE_CONSTRAINT_PRIMARYKEY | SQLITE_CONSTRAINT_ROWID => DbError::Unique { what },
        SQLITE_CONSTRAINT_FOREIGNKEY => DbError::ForeignKey { what },
        SQLITE_CONSTRAINT_CHECK => DbError::Check { what },
        SQLITE_CONSTRAINT_NOTNULL => DbError::NotNull { what },
        _ => DbError::Other(message.to_owned()),
    }
}
