use std::ops::ControlFlow;

use crate::error::{Failure, Stopped};
use crate::sql::Parsed;
use crate::{DbError, Engine, Params, Row, Sql, Value, postgres, sqlite, trace};

/// A transaction, as its closure sees it. It hides which engine runs it.
///
/// When a statement fails, the transaction is lost: later statements give the same error.
pub struct Tx {
    connection: Connection,
    /// The first failure of the engine.
    failed: Option<DbError>,
    /// Whether the same closure may succeed when run again. It is kept here because the closure
    /// may turn the error into its own.
    retry: bool,
}

/// A connection to one of the engines.
pub(crate) enum Connection {
    Sqlite(sqlite::Connection),
    Postgres(postgres::Connection),
}

/// What a transaction is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    Read,
    Write,
    /// A write that waits for the migrations of other processes, and sees what they did.
    Migrate,
}

/// What looks at each row, and says whether to go on.
pub(crate) type See<'s> = dyn FnMut(&Row<'_>) -> Result<ControlFlow<()>, DbError> + 's;

impl Tx {
    pub(crate) const fn new(connection: Connection) -> Self {
        Self {
            connection,
            failed: None,
            retry: false,
        }
    }

    /// The connection, the first failure, and whether to try again.
    pub(crate) fn into_parts(self) -> (Connection, Option<DbError>, bool) {
        (self.connection, self.failed, self.retry)
    }

    /// Runs a statement and counts the rows it touched.
    pub fn execute(&mut self, sql: Sql, params: Params) -> Result<u64, DbError> {
        self.run(sql, &params, |connection, parsed, values| match connection {
            Connection::Sqlite(connection) => connection.execute(parsed, values),
            Connection::Postgres(connection) => connection.execute(sql.text, parsed, values),
        })
    }

    /// Runs a statement for each set of parameters, in order, and counts the rows touched.
    /// PostgreSQL gets many at a time, so that a large import does not wait for each answer.
    pub fn execute_many(&mut self, sql: Sql, many: impl IntoIterator<Item = Params>) -> Result<u64, DbError> {
        self.usable()?;
        trace::executed(self.engine(), sql);
        let parsed = Parsed::of(sql.text);
        let mut many = many.into_iter();
        let done = match &mut self.connection {
            Connection::Sqlite(connection) => connection.execute_many(&parsed, &mut many),
            Connection::Postgres(connection) => connection.execute_many(sql.text, &parsed, &mut many),
        };
        done.map_err(|failure| self.lost(failure))
    }

    /// Every row of an answer, read by `read`.
    pub fn rows<T>(
        &mut self,
        sql: Sql,
        params: Params,
        mut read: impl FnMut(&Row<'_>) -> Result<T, DbError>,
    ) -> Result<Vec<T>, DbError> {
        let mut rows = Vec::new();
        self.visit(sql, &params, &mut |row| {
            rows.push(read(row)?);
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(rows)
    }

    /// The first row of an answer, if there is one.
    pub fn optional<T>(
        &mut self,
        sql: Sql,
        params: Params,
        mut read: impl FnMut(&Row<'_>) -> Result<T, DbError>,
    ) -> Result<Option<T>, DbError> {
        let mut first = None;
        self.visit(sql, &params, &mut |row| {
            first = Some(read(row)?);
            Ok(ControlFlow::Break(()))
        })?;
        Ok(first)
    }

    /// The first row of an answer.
    ///
    /// # Errors
    /// [`DbError::NoRow`] when there is none.
    pub fn one<T>(
        &mut self,
        sql: Sql,
        params: Params,
        read: impl FnMut(&Row<'_>) -> Result<T, DbError>,
    ) -> Result<T, DbError> {
        self.optional(sql, params, read)?.ok_or(DbError::NoRow)
    }

    /// Shows each row of an answer to `see` as it arrives, without keeping any, and counts them.
    pub fn each(
        &mut self,
        sql: Sql,
        params: Params,
        mut see: impl FnMut(&Row<'_>) -> Result<(), DbError>,
    ) -> Result<u64, DbError> {
        let mut count = 0;
        self.visit(sql, &params, &mut |row| {
            see(row)?;
            count += 1;
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(count)
    }

    /// How the engine would run a statement, one step a line.
    pub fn explain(&mut self, sql: Sql, params: Params) -> Result<String, DbError> {
        self.usable()?;
        let parsed = Parsed::of(sql.text);
        let plan = parsed
            .bind(&params)
            .map_err(Failure::from)
            .and_then(|values| match &mut self.connection {
                Connection::Sqlite(connection) => connection.explain(&parsed, &values),
                Connection::Postgres(connection) => connection.explain(&parsed, &values),
            });
        plan.map_err(|failure| self.lost(failure))
    }

    /// Runs one statement without parameters that is not written in the program: a migration.
    pub(crate) fn batch(&mut self, text: &str) -> Result<(), DbError> {
        self.usable()?;
        let done = match &mut self.connection {
            Connection::Sqlite(connection) => connection.batch(text),
            Connection::Postgres(connection) => connection.batch(text),
        };
        done.map_err(|failure| self.lost(failure))
    }

    fn visit(&mut self, sql: Sql, params: &Params, see: &mut See<'_>) -> Result<(), DbError> {
        // A reader that refuses a row does not lose the transaction, so its error is kept apart.
        let mut refused = None;
        self.run(sql, params, |connection, parsed, values| {
            let seen = match connection {
                Connection::Sqlite(connection) => connection.visit(parsed, values, see),
                Connection::Postgres(connection) => connection.visit(sql.text, parsed, values, see),
            };
            match seen {
                Ok(()) => Ok(()),
                Err(Stopped::Engine(failure)) => Err(failure),
                Err(Stopped::Reader(error)) => {
                    refused = Some(error);
                    Ok(())
                }
            }
        })?;
        refused.map_or(Ok(()), Err)
    }

    fn run<T>(
        &mut self,
        sql: Sql,
        params: &Params,
        work: impl FnOnce(&mut Connection, &Parsed, &[&Value]) -> Result<T, Failure>,
    ) -> Result<T, DbError> {
        self.usable()?;
        trace::executed(self.engine(), sql);
        let parsed = Parsed::of(sql.text);
        let done = match parsed.bind(params) {
            Ok(values) => work(&mut self.connection, &parsed, &values),
            Err(error) => Err(error.into()),
        };
        done.map_err(|failure| self.lost(failure))
    }

    const fn engine(&self) -> Engine {
        match self.connection {
            Connection::Sqlite(_) => Engine::Sqlite,
            Connection::Postgres(_) => Engine::Postgres,
        }
    }

    fn usable(&self) -> Result<(), DbError> {
        self.failed.clone().map_or(Ok(()), Err)
    }

    fn lost(&mut self, failure: Failure) -> DbError {
        self.retry |= failure.retry;
        self.failed = Some(failure.error.clone());
        failure.error
    }
}

impl Connection {
    pub(crate) fn begin(&mut self, mode: Mode) -> Result<(), Failure> {
        match self {
            Self::Sqlite(connection) => connection.begin(mode),
            Self::Postgres(connection) => connection.begin(mode),
        }
    }

    pub(crate) fn commit(&mut self) -> Result<(), Failure> {
        match self {
            Self::Sqlite(connection) => connection.batch("commit"),
            Self::Postgres(connection) => connection.batch("commit"),
        }
    }

    /// Undoes what is not committed. Tells whether the connection may serve again.
    pub(crate) fn rollback(&mut self) -> bool {
        match self {
            Self::Sqlite(connection) => connection.rollback(),
            Self::Postgres(connection) => connection.rollback(),
        }
    }

    /// Whether the connection was lost while nobody used it, and should be replaced.
    pub(crate) fn is_lost(&self) -> bool {
        match self {
            Self::Sqlite(_) => false,
            Self::Postgres(connection) => connection.is_lost(),
        }
    }
}
