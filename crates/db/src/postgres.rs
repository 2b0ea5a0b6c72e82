use std::collections::HashMap;
use std::error::Error as _;
use std::future::{Future, poll_fn};
use std::path::Path;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::Duration;

use futures_core::Stream as _;
use tokio::runtime::Runtime;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, RowStream, Statement};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::error::{Failure, Stopped};
use crate::row::{Row, unambiguous};
use crate::sql::Parsed;
use crate::tls::{self, Address};
use crate::transaction::{Mode, See};
use crate::{DbError, Kind, Params, Value};

/// How many statements of a series are sent before the first answer is awaited.
const IN_FLIGHT: usize = 512;

/// How long a connection may take when the address says nothing about it.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// The lock held while the schema changes. The number only has to be ours.
const LOCK_MIGRATIONS: &str = "select pg_advisory_xact_lock(7039852914)";

/// A server, and the thread that listens to its connections.
///
/// The thread is ours, so that a transaction advances whatever the caller's own runtime does.
pub(crate) struct Server {
    runtime: Background,
    config: tokio_postgres::Config,
    tls: MakeRustlsConnect,
}

/// A connection to the server, with the statements it has prepared: one for each text and
/// types of parameters.
pub(crate) struct Connection {
    client: Client,
    prepared: HashMap<&'static str, Vec<(Vec<Kind>, Statement)>>,
}

impl Server {
    pub(crate) fn new(url: &str, root_certificate: Option<&Path>) -> Result<Self, DbError> {
        let address = Address::parse(url)?;
        let unreadable = |error| DbError::Unavailable(format!("the address is not valid: {}", chain(&error)));
        let mut config: tokio_postgres::Config = address.url.parse().map_err(unreadable)?;
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(CONNECT_TIMEOUT);
        }
        if config.get_application_name().is_none() {
            config.application_name("pole");
        }
        let certificate = root_certificate.or(address.root_certificate.as_deref());
        let client = tls::client(config.get_ssl_mode(), certificate)?;
        Ok(Self {
            runtime: Background::start()?,
            config,
            tls: MakeRustlsConnect::new(client),
        })
    }

    pub(crate) fn connect(&self) -> Result<Connection, DbError> {
        let (config, tls) = (self.config.clone(), self.tls.clone());
        let connecting = self.runtime.spawn(async move {
            let (client, connection) = config.connect(tls).await?;
            tokio::spawn(async move {
                if let Err(error) = connection.await {
                    tracing::warn!("A connection to the database was lost: {}", chain(&error));
                }
            });
            Ok::<Client, tokio_postgres::Error>(client)
        })?;
        let client = block_on(connecting)
            .map_err(|_| DbError::Unavailable("the program is stopping".to_owned()))?
            .map_err(|error| unreachable_server(&error))?;
        Ok(Connection {
            client,
            prepared: HashMap::new(),
        })
    }
}

impl Connection {
    pub(crate) fn begin(&self, mode: Mode) -> Result<(), Failure> {
        match mode {
            Mode::Read => self.batch("begin isolation level serializable read only"),
            Mode::Write => self.batch("begin isolation level serializable"),
            // Read committed: after the lock is taken, what the others did is seen.
            Mode::Migrate => {
                self.batch("begin isolation level read committed")?;
                self.batch(LOCK_MIGRATIONS)
            }
        }
    }

    pub(crate) fn rollback(&self) -> bool {
        !self.is_lost() && self.batch("rollback").is_ok()
    }

    pub(crate) fn is_lost(&self) -> bool {
        self.client.is_closed()
    }

    pub(crate) fn batch(&self, text: &str) -> Result<(), Failure> {
        block_on(self.client.batch_execute(text)).map_err(|error| failure(&error))
    }

    pub(crate) fn execute(&mut self, text: &'static str, parsed: &Parsed, values: &[&Value]) -> Result<u64, Failure> {
        let statement = self.prepare(text, parsed, values)?;
        block_on(self.client.execute_raw(&statement, arguments(values))).map_err(|error| self.failed(&error))
    }

    pub(crate) fn execute_many(
        &mut self,
        text: &'static str,
        parsed: &Parsed,
        many: &mut dyn Iterator<Item = Params>,
    ) -> Result<u64, Failure> {
        let mut touched = 0;
        loop {
            let chunk: Vec<Params> = many.take(IN_FLIGHT).collect();
            if chunk.is_empty() {
                return Ok(touched);
            }
            let mut series = Vec::with_capacity(chunk.len());
            for params in &chunk {
                let values = parsed.bind(params)?;
                series.push((self.prepare(text, parsed, &values)?, values));
            }
            touched += block_on(pipeline(&self.client, &series)).map_err(|error| self.failed(&error))?;
        }
    }

    pub(crate) fn visit(
        &mut self,
        text: &'static str,
        parsed: &Parsed,
        values: &[&Value],
        see: &mut See<'_>,
    ) -> Result<(), Stopped> {
        let statement = self.prepare(text, parsed, values)?;
        let columns = column_names(&statement);
        unambiguous(&columns).map_err(Failure::from)?;
        let seen = block_on(async {
            let stream = self.client.query_raw(&statement, arguments(values)).await?;
            show(stream, &columns, see).await
        });
        match seen {
            Ok(shown) => shown.map_err(Stopped::Reader),
            Err(error) => Err(Stopped::Engine(self.failed(&error))),
        }
    }

    pub(crate) fn explain(&self, parsed: &Parsed, values: &[&Value]) -> Result<String, Failure> {
        let text = format!("explain {}", parsed.postgres(values));
        let explained = block_on(async {
            let statement = self.client.prepare(&text).await?;
            let mut stream = pin!(self.client.query_raw(&statement, arguments(values)).await?);
            let mut plan = String::new();
            while let Some(row) = poll_fn(|context| stream.as_mut().poll_next(context)).await {
                plan.push_str(row?.try_get(0)?);
                plan.push('\n');
            }
            Ok(plan)
        });
        explained.map_err(|error| failure(&error))
    }

    /// Runs statements that no transaction may hold, and gives the first column of the last one.
    pub(crate) fn script(&self, text: &str) -> Result<Option<String>, DbError> {
        let answers = block_on(self.client.simple_query(text)).map_err(|error| failure(&error).error)?;
        Ok(answers.iter().rev().find_map(|answer| match answer {
            tokio_postgres::SimpleQueryMessage::Row(row) => row.get(0).map(str::to_owned),
            _ => None,
        }))
    }

    fn prepare(&mut self, text: &'static str, parsed: &Parsed, values: &[&Value]) -> Result<Statement, Failure> {
        let same = |kinds: &[Kind]| kinds.iter().copied().eq(values.iter().map(|value| value.kind()));
        let known = self.prepared.entry(text).or_default();
        if let Some((_, statement)) = known.iter().find(|(kinds, _)| same(kinds)) {
            return Ok(statement.clone());
        }
        let statement = block_on(self.client.prepare(&parsed.postgres(values))).map_err(|error| failure(&error))?;
        let kinds = values.iter().map(|value| value.kind()).collect();
        known.push((kinds, statement.clone()));
        Ok(statement)
    }

    /// A failure; a statement prepared before the schema changed is prepared again next time.
    fn failed(&mut self, error: &tokio_postgres::Error) -> Failure {
        let outdated = error
            .as_db_error()
            .is_some_and(|told| told.code().code() == "0A000" && told.routine() == Some("RevalidateCachedQuery"));
        if outdated {
            self.prepared.clear();
        }
        let failure = failure(error);
        Failure {
            retry: failure.retry || outdated,
            ..failure
        }
    }
}

/// Waits for a future on this thread. Those of a connection are woken by the thread of
/// [`Server`], so no runtime is needed here.
pub(crate) fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut context = Context::from_waker(&waker);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(output) => return output,
            Poll::Pending => thread::park(),
        }
    }
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// A runtime of one thread, which may be dropped anywhere.
struct Background(Option<Runtime>);

impl Background {
    fn start() -> Result<Self, DbError> {
        tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("pole-db")
            .enable_all()
            .build()
            .map(|runtime| Self(Some(runtime)))
            .map_err(|error| DbError::Other(format!("no thread for the database: {error}")))
    }

    fn spawn<F>(&self, future: F) -> Result<tokio::task::JoinHandle<F::Output>, DbError>
    where
        F: Future + Send + 'static,
        F::Output: Send + 'static,
    {
        match &self.0 {
            Some(runtime) => Ok(runtime.spawn(future)),
            None => Err(DbError::Unavailable("the program is stopping".to_owned())),
        }
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

/// Sends a series of statements in order, then waits for the answers.
async fn pipeline(client: &Client, series: &[(Statement, Vec<&Value>)]) -> Result<u64, tokio_postgres::Error> {
    let mut running: Vec<_> = series
        .iter()
        .map(|(statement, values)| (Box::pin(client.execute_raw(statement, arguments(values))), None))
        .collect();
    // The first poll of each one sends it.
    poll_fn(|context| {
        for (statement, answer) in &mut running {
            if let Poll::Ready(ready) = statement.as_mut().poll(context) {
                *answer = Some(ready);
            }
        }
        Poll::Ready(())
    })
    .await;
    let mut touched = 0;
    for (statement, answer) in running {
        touched += match answer {
            Some(answer) => answer?,
            None => statement.await?,
        };
    }
    Ok(touched)
}

/// Shows rows as they arrive. The outer error is the server's, the inner one the reader's.
async fn show(
    stream: RowStream,
    columns: &[String],
    see: &mut See<'_>,
) -> Result<Result<(), DbError>, tokio_postgres::Error> {
    let mut stream = pin!(stream);
    while let Some(row) = poll_fn(|context| stream.as_mut().poll_next(context)).await {
        match see(&Row::postgres(columns, &row?)) {
            Ok(flow) if flow.is_break() => return Ok(Ok(())),
            Ok(_) => {}
            Err(error) => return Ok(Err(error)),
        }
    }
    Ok(Ok(()))
}

fn column_names(statement: &Statement) -> Vec<String> {
    statement
        .columns()
        .iter()
        .map(|column| column.name().to_owned())
        .collect()
}

fn arguments<'v>(values: &'v [&'v Value]) -> impl ExactSizeIterator<Item = &'v (dyn ToSql + Sync)> {
    values.iter().map(|value| argument(value))
}

fn argument(value: &Value) -> &(dyn ToSql + Sync) {
    match value {
        Value::Null(Kind::Text) => &None::<String>,
        Value::Null(Kind::Int) => &None::<i64>,
        Value::Null(Kind::Bool) => &None::<bool>,
        Value::Null(Kind::Real) => &None::<f64>,
        Value::Null(Kind::Bytes) => &None::<Vec<u8>>,
        Value::Text(text) => text,
        Value::Int(number) => number,
        Value::Bool(truth) => truth,
        Value::Real(number) => number,
        Value::Bytes(bytes) => bytes,
    }
}

/// Why no connection could be made.
fn unreachable_server(error: &tokio_postgres::Error) -> DbError {
    match error.as_db_error() {
        Some(told) => DbError::Unavailable(told.message().to_owned()),
        None => DbError::Unavailable(chain(error)),
    }
}

fn failure(error: &tokio_postgres::Error) -> Failure {
    let Some(told) = error.as_db_error() else {
        let lost = error.is_closed()
            || error
                .source()
                .is_some_and(<dyn std::error::Error>::is::<std::io::Error>);
        let text = chain(error);
        return if lost {
            DbError::Unavailable(text)
        } else {
            DbError::Other(text)
        }
        .into();
    };
    let code = told.code().code();
    let failed = match code {
        "23505" => DbError::Unique { what: columns(told) },
        "23503" | "23001" => DbError::ForeignKey { what: constraint(told) },
        "23514" => DbError::Check { what: constraint(told) },
        "23502" => DbError::NotNull { what: constraint(told) },
        "40001" | "40P01" | "55P03" => DbError::Busy,
        "53100" => DbError::Full,
        "25006" => DbError::ReadOnly,
        // The message of a data exception quotes the value.
        _ if ["22", "23", "44", "P0"].iter().any(|class| code.starts_with(class)) => {
            DbError::Other(format!("the server refused a value ({code})"))
        }
        _ if ["08", "28", "53", "57", "58"]
            .iter()
            .any(|class| code.starts_with(class)) =>
        {
            DbError::Unavailable(format!("{} ({code})", told.message()))
        }
        _ => DbError::Other(format!("{} ({code})", told.message())),
    };
    Failure {
        error: failed,
        retry: matches!(code, "40001" | "40P01"),
    }
}

/// The columns of a broken unique constraint, as SQLite tells them: `account.email`. They are
/// taken from the detail `Key (email)=(…)`, whose values are left out.
fn columns(told: &tokio_postgres::error::DbError) -> String {
    let names = told
        .detail()
        .and_then(|detail| detail.split_once('('))
        .and_then(|(_, rest)| rest.split_once(")=("))
        .map(|(names, _)| names);
    match (told.table(), names) {
        (Some(table), Some(names)) => names
            .split(", ")
            .map(|name| format!("{table}.{name}"))
            .collect::<Vec<_>>()
            .join(", "),
        _ => constraint(told),
    }
}

/// The constraint, or else the column, that a server complains about.
fn constraint(told: &tokio_postgres::error::DbError) -> String {
    match (told.constraint(), told.table(), told.column()) {
        (Some(constraint), _, _) => constraint.to_owned(),
        (None, Some(table), Some(column)) => format!("{table}.{column}"),
        (None, Some(table), None) => table.to_owned(),
        (None, None, _) => "unnamed".to_owned(),
    }
}

/// An error and its causes in one line.
fn chain(error: &tokio_postgres::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}
