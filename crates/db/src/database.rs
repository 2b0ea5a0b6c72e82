use std::fmt;
use std::hash::{BuildHasher as _, Hasher as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::error::Failure;
use crate::transaction::{Connection, Mode};
use crate::{DbError, Migration, Tx, migrate, postgres, sqlite};

/// After so many tries, a transaction no longer runs beside others in the same case.
const FREE_ATTEMPTS: u32 = 2;

/// Where the database is.
#[derive(Clone)]
pub enum Config {
    /// A file; it is created when absent.
    Sqlite {
        /// The file.
        path: PathBuf,
    },
    /// A server.
    ///
    /// `sslmode` is honoured; `verify-ca` and `verify-full` both check the certificate and the
    /// name of the server, and so does every other mode once the connection is encrypted.
    Postgres {
        /// `postgres://user:password@host:port/name?sslmode=verify-full`; `sslrootcert=` names a
        /// file of root certificates.
        url: String,
        /// A file of root certificates, before the one of the URL and those of the system.
        root_certificate: Option<PathBuf>,
    },
}

/// Which engine runs the statements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Engine {
    /// SQLite, inside this process.
    Sqlite,
    /// PostgreSQL, a server.
    Postgres,
}

/// Settings whose defaults fit; tests change some.
#[derive(Clone, Debug)]
pub struct Tuning {
    /// How long SQLite waits for a lock that another process holds.
    pub busy_timeout: Duration,
    /// How many SQLite connections read at the same time.
    pub readers: usize,
    /// How many connections to PostgreSQL at most.
    pub connections: usize,
    /// How many times a transaction is tried.
    pub attempts: u32,
    /// Whether SQLite waits for the disk at each commit. Only throw-away databases do not.
    pub durable: bool,
}

/// A database: clones share its connections.
#[derive(Clone)]
pub struct Db {
    shared: Arc<Shared>,
}

struct Shared {
    source: Source,
    tuning: Tuning,
    /// All connections to PostgreSQL; for SQLite the only one that writes.
    writers: Pool,
    /// SQLite connections that read. PostgreSQL reads with the others.
    readers: Pool,
    /// Held by transactions that keep meeting others, so that they stop meeting each other.
    one_at_a_time: Mutex<()>,
}

enum Source {
    Sqlite(PathBuf),
    Postgres(Box<postgres::Server>),
}

/// Connections at rest, and the right to use one.
struct Pool {
    permits: Arc<Semaphore>,
    idle: Mutex<Vec<Connection>>,
}

/// How one try of a transaction ended.
enum Ended {
    /// Committed.
    Kept,
    /// The closure refused, and everything was undone; another try may do better or not.
    Undone { retry: bool },
    /// The database refused, and everything was undone.
    Failed(Failure),
}

impl Db {
    /// Opens a database and checks that it answers.
    pub async fn open(config: &Config) -> Result<Self, DbError> {
        let config = config.clone();
        on_a_thread(move || Self::open_blocking(&config)).await?
    }

    /// Opens a database and checks that it answers; for tests and commands.
    pub fn open_blocking(config: &Config) -> Result<Self, DbError> {
        Self::open_tuned(config, Tuning::default())
    }

    /// Opens a database with other settings than the default ones.
    pub fn open_tuned(config: &Config, tuning: Tuning) -> Result<Self, DbError> {
        let (source, writers) = match config {
            Config::Sqlite { path } => (Source::Sqlite(path.clone()), 1),
            Config::Postgres { url, root_certificate } => {
                let server = postgres::Server::new(url, root_certificate.as_deref())?;
                (Source::Postgres(Box::new(server)), tuning.connections.max(1))
            }
        };
        let shared = Shared {
            source,
            writers: Pool::new(writers),
            readers: Pool::new(tuning.readers.max(1)),
            one_at_a_time: Mutex::default(),
            tuning,
        };
        let first = shared.connect(Mode::Write)?;
        shared.writers.give_back(first);
        let db = Self {
            shared: Arc::new(shared),
        };
        db.ping()?;
        Ok(db)
    }

    /// The engine.
    pub fn engine(&self) -> Engine {
        match self.shared.source {
            Source::Sqlite(_) => Engine::Sqlite,
            Source::Postgres(_) => Engine::Postgres,
        }
    }

    /// Runs one transaction that may write: serializable, undone when `work` fails or panics.
    ///
    /// `work` may run again when others changed what it read, so it does nothing but database
    /// work, through the transaction it is given: a second one inside would wait for the first.
    pub async fn write<T, E>(&self, work: impl FnMut(&mut Tx) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        self.run_on_a_thread(Mode::Write, work).await
    }

    /// Runs one transaction that only reads, on one state of the database. `work` may run again.
    pub async fn read<T, E>(&self, work: impl FnMut(&mut Tx) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        self.run_on_a_thread(Mode::Read, work).await
    }

    /// [`write`](Self::write) on this thread; for tests, commands and jobs.
    pub fn write_blocking<T, E: From<DbError>>(&self, mut work: impl FnMut(&mut Tx) -> Result<T, E>) -> Result<T, E> {
        self.run_here(Mode::Write, &mut work)
    }

    /// [`read`](Self::read) on this thread; for tests, commands and jobs.
    pub fn read_blocking<T, E: From<DbError>>(&self, mut work: impl FnMut(&mut Tx) -> Result<T, E>) -> Result<T, E> {
        self.run_here(Mode::Read, &mut work)
    }

    /// Brings the schema up to date: applies what is missing, in order, each file in one
    /// transaction. Gives the names newly applied.
    ///
    /// # Errors
    /// When a file that was applied has changed, or when the database was migrated by a newer
    /// program.
    pub async fn migrate(&self, migrations: &[Migration<'_>], applied_at: &str) -> Result<Vec<String>, DbError> {
        let owned: Vec<(String, String)> = migrations
            .iter()
            .map(|migration| (migration.name.to_owned(), migration.sql.to_owned()))
            .collect();
        let applied_at = applied_at.to_owned();
        let db = self.clone();
        on_a_thread(move || {
            let migrations: Vec<Migration<'_>> = owned.iter().map(|(name, sql)| Migration { name, sql }).collect();
            db.migrate_blocking(&migrations, &applied_at)
        })
        .await?
    }

    /// [`migrate`](Self::migrate) on this thread.
    pub fn migrate_blocking(&self, migrations: &[Migration<'_>], applied_at: &str) -> Result<Vec<String>, DbError> {
        migrate::run(self, migrations, applied_at)
    }

    /// Copies the whole database to a file while others use it. The file appears once complete,
    /// in the place of an older one.
    ///
    /// # Errors
    /// [`DbError::Unsupported`] on PostgreSQL, which has its own tools.
    pub async fn backup(&self, to: &Path) -> Result<(), DbError> {
        let (db, to) = (self.clone(), to.to_owned());
        on_a_thread(move || db.backup_blocking(&to)).await?
    }

    /// [`backup`](Self::backup) on this thread.
    pub fn backup_blocking(&self, to: &Path) -> Result<(), DbError> {
        match &self.shared.source {
            // A connection of its own: a long copy keeps nobody waiting.
            Source::Sqlite(path) => sqlite::Connection::open(path, Mode::Read, &self.shared.tuning)
                .and_then(|connection| connection.backup(to))
                .map_err(|failure| failure.error),
            Source::Postgres(_) => Err(DbError::Unsupported(
                "a backup of PostgreSQL is made with pg_dump or the tools of the server",
            )),
        }
    }

    /// Checks that the database answers, and that the file of SQLite is sound.
    pub async fn check(&self) -> Result<(), DbError> {
        let db = self.clone();
        on_a_thread(move || db.check_blocking()).await?
    }

    /// [`check`](Self::check) on this thread.
    pub fn check_blocking(&self) -> Result<(), DbError> {
        self.ping()?;
        match &self.shared.source {
            Source::Sqlite(path) => sqlite::Connection::open(path, Mode::Read, &self.shared.tuning)
                .and_then(|connection| connection.quick_check())
                .map_err(|failure| failure.error),
            Source::Postgres(_) => Ok(()),
        }
    }

    /// Runs a transaction on this thread, as [`migrate`] needs it.
    pub(crate) fn run_here<T, E: From<DbError>>(
        &self,
        mode: Mode,
        work: &mut dyn FnMut(&mut Tx) -> Result<T, E>,
    ) -> Result<T, E> {
        let permits = Arc::clone(&self.shared.pool(mode).permits);
        let permit = postgres::block_on(permits.acquire_owned()).map_err(|_| E::from(stopping()))?;
        self.run(mode, permit, work)
    }

    async fn run_on_a_thread<T, E>(
        &self,
        mode: Mode,
        mut work: impl FnMut(&mut Tx) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let permits = Arc::clone(&self.shared.pool(mode).permits);
        let permit = permits.acquire_owned().await.map_err(|_| E::from(stopping()))?;
        let db = self.clone();
        on_a_thread(move || db.run(mode, permit, &mut work)).await?
    }

    fn run<T, E: From<DbError>>(
        &self,
        mode: Mode,
        permit: OwnedSemaphorePermit,
        work: &mut dyn FnMut(&mut Tx) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut outcome = None;
        let ran = self.shared.run(mode, &mut |tx| {
            let result = work(tx);
            let keep = result.is_ok();
            outcome = Some(result);
            keep
        });
        drop(permit);
        ran?;
        outcome.unwrap_or_else(|| Err(DbError::Other("a transaction did not run".to_owned()).into()))
    }

    fn ping(&self) -> Result<(), DbError> {
        self.read_blocking(|tx| {
            tx.one(crate::sql!("select 1 as answer"), crate::params! {}, |row| {
                row.get::<i64>("answer")
            })
        })
        .map(|_| ())
    }
}

impl Shared {
    fn pool(&self, mode: Mode) -> &Pool {
        match (&self.source, mode) {
            (Source::Sqlite(_), Mode::Read) => &self.readers,
            (Source::Postgres(_), Mode::Read) | (_, Mode::Write | Mode::Migrate) => &self.writers,
        }
    }

    fn connect(&self, mode: Mode) -> Result<Connection, DbError> {
        match &self.source {
            Source::Sqlite(path) => sqlite::Connection::open(path, mode, &self.tuning)
                .map(Connection::Sqlite)
                .map_err(|failure| failure.error),
            Source::Postgres(server) => server.connect().map(Connection::Postgres),
        }
    }

    /// Tries the transaction until it is kept, refused for good, or too many tries were made.
    /// `work` says whether to keep what it did.
    fn run(&self, mode: Mode, work: &mut dyn FnMut(&mut Tx) -> bool) -> Result<(), DbError> {
        let mut attempt = 1;
        loop {
            let turn =
                (attempt > FREE_ATTEMPTS).then(|| self.one_at_a_time.lock().unwrap_or_else(PoisonError::into_inner));
            let (ended, retry) = match self.attempt(mode, work)? {
                Ended::Kept => return Ok(()),
                Ended::Undone { retry } => (Ok(()), retry),
                Ended::Failed(failure) => (Err(failure.error), failure.retry),
            };
            if !retry || attempt >= self.tuning.attempts {
                return ended;
            }
            drop(turn);
            tracing::debug!(db.attempt = attempt, "A transaction met another one and runs again");
            thread::sleep(pause(attempt));
            attempt += 1;
        }
    }

    fn attempt(&self, mode: Mode, work: &mut dyn FnMut(&mut Tx) -> bool) -> Result<Ended, DbError> {
        let mut tx = Tx::new(self.begun(mode)?);
        let done = catch_unwind(AssertUnwindSafe(|| work(&mut tx)));
        let (mut connection, failed, retry) = tx.into_parts();
        let ended = match (done, failed) {
            (Ok(true), None) => match connection.commit() {
                Ok(()) => {
                    self.pool(mode).give_back(connection);
                    return Ok(Ended::Kept);
                }
                Err(failure) => Ended::Failed(failure),
            },
            // The closure overlooked a failure: what it believes done is not.
            (Ok(true), Some(error)) => Ended::Failed(Failure { error, retry }),
            (Ok(false), _) => Ended::Undone { retry },
            // The panic itself was reported where it happened.
            (Err(_), _) => Ended::Failed(DbError::Other("a transaction panicked and was undone".to_owned()).into()),
        };
        if connection.rollback() {
            self.pool(mode).give_back(connection);
        }
        Ok(ended)
    }

    /// A connection inside a new transaction. Connections that died at rest are replaced.
    fn begun(&self, mode: Mode) -> Result<Connection, DbError> {
        while let Some(mut connection) = self.pool(mode).take() {
            match connection.begin(mode) {
                Ok(()) => return Ok(connection),
                Err(_) if connection.is_lost() => {}
                Err(failure) => {
                    if connection.rollback() {
                        self.pool(mode).give_back(connection);
                    }
                    return Err(failure.error);
                }
            }
        }
        let mut connection = self.connect(mode)?;
        connection.begin(mode).map_err(|failure| failure.error)?;
        Ok(connection)
    }
}

impl Pool {
    fn new(size: usize) -> Self {
        Self {
            permits: Arc::new(Semaphore::new(size)),
            idle: Mutex::default(),
        }
    }

    fn take(&self) -> Option<Connection> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    fn give_back(&self, connection: Connection) {
        self.idle
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(connection);
    }
}

impl Default for Tuning {
    fn default() -> Self {
        Self {
            busy_timeout: Duration::from_secs(5),
            readers: 4,
            connections: 8,
            attempts: 8,
            durable: true,
        }
    }
}

/// The address without its password.
impl fmt::Debug for Config {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite { path } => out.debug_struct("Sqlite").field("path", path).finish(),
            Self::Postgres { root_certificate, .. } => out
                .debug_struct("Postgres")
                .field("root_certificate", root_certificate)
                .finish_non_exhaustive(),
        }
    }
}

impl fmt::Debug for Db {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Db({})", self.engine())
    }
}

impl fmt::Display for Engine {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        })
    }
}

/// Runs blocking work where it does not hold up other tasks.
async fn on_a_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, DbError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| stopping())
}

fn stopping() -> DbError {
    DbError::Unavailable("the program is stopping".to_owned())
}

/// Longer at each attempt, and never twice the same, so that two transactions that met do not
/// meet again.
fn pause(attempt: u32) -> Duration {
    let longest = (4_u64 << attempt.min(6)) * 1_000;
    let chance = std::hash::RandomState::new().build_hasher().finish();
    Duration::from_micros(longest / 2 + chance % (longest / 2))
}
