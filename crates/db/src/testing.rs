//! Databases for tests: SQLite always, PostgreSQL when `POLE_TEST_POSTGRES` holds the address of
//! a server where databases may be created.
//!
//! ```no_run
//! pole_db::both_engines! {
//!     fn a_database_answers(db) {
//!         db.check_blocking().unwrap();
//!     }
//! }
//! ```
#![expect(
    clippy::expect_used,
    clippy::missing_panics_doc,
    reason = "tests use this module: what cannot be prepared fails the test"
)]

use std::hash::{BuildHasher as _, Hasher as _};
use std::path::{Path, PathBuf};

use crate::migrate::checksum;
use crate::{Config, Db, DbError, Engine, Migration, Tuning, postgres};

/// The address of the server for tests.
const VARIABLE: &str = "POLE_TEST_POSTGRES";

/// When the migrations of a test database were applied.
const APPLIED_AT: &str = "2000-01-01T00:00:00.000Z";

/// Writes each test twice, once for each engine. The PostgreSQL one passes without doing
/// anything when no server is given.
///
/// With `migrations: LIST;` in front, the databases have that schema.
#[macro_export]
macro_rules! both_engines {
    (migrations: $migrations:expr; $($(#[$meta:meta])* fn $name:ident($db:ident) $body:block)+) => {
        $(
            $(#[$meta])*
            #[cfg(test)]
            mod $name {
                use super::*;

                fn body($db: $crate::Db) $body

                #[test]
                fn sqlite() {
                    if let Some(test) = $crate::testing::TestDb::new($crate::Engine::Sqlite, $migrations) {
                        body(test.db());
                    }
                }

                #[test]
                fn postgres() {
                    if let Some(test) = $crate::testing::TestDb::new($crate::Engine::Postgres, $migrations) {
                        body(test.db());
                    }
                }
            }
        )+
    };
    ($($(#[$meta:meta])* fn $name:ident($db:ident) $body:block)+) => {
        $crate::both_engines! { migrations: &[]; $($(#[$meta])* fn $name($db) $body)+ }
    };
}

/// A database of its own for one test, removed when dropped.
pub struct TestDb {
    db: Option<Db>,
    config: Config,
    place: Place,
}

/// What to remove at the end.
enum Place {
    Directory(#[expect(dead_code, reason = "removed when dropped")] TestDir),
    Server {
        administrator: Box<Administrator>,
        name: String,
    },
}

/// A directory of its own for one test, removed when dropped.
pub struct TestDir(PathBuf);

impl TestDb {
    /// An empty SQLite database.
    pub fn sqlite() -> Self {
        Self::on_sqlite(&[])
    }

    /// An empty PostgreSQL database, when a server is given.
    pub fn postgres() -> Option<Self> {
        Self::on_postgres(&[])
    }

    /// A database with a schema. `None` when no PostgreSQL server is given.
    ///
    /// The schema is made once and copied: tests stay fast when migrations are many.
    pub fn new(engine: Engine, migrations: &[Migration<'_>]) -> Option<Self> {
        match engine {
            Engine::Sqlite => Some(Self::on_sqlite(migrations)),
            Engine::Postgres => Self::on_postgres(migrations),
        }
    }

    /// The database.
    pub fn db(&self) -> Db {
        self.db.clone().expect("the database is there until the test ends")
    }

    /// Where it is.
    pub const fn config(&self) -> &Config {
        &self.config
    }

    fn on_sqlite(migrations: &[Migration<'_>]) -> Self {
        let directory = TestDir::new();
        let path = directory.path().join("test.db");
        if !migrations.is_empty() {
            let template = sqlite_template(migrations);
            std::fs::copy(&template, &path).expect("the template is copied");
        }
        let config = Config::Sqlite { path };
        Self {
            db: Some(Db::open_tuned(&config, Self::tuning()).expect("the test database opens")),
            config,
            place: Place::Directory(directory),
        }
    }

    fn on_postgres(migrations: &[Migration<'_>]) -> Option<Self> {
        let admin = std::env::var(VARIABLE).ok().filter(|url| !url.is_empty())?;
        let name = format!("pole_test_{}", unique());
        let administrator = Administrator::connect(&admin).expect("the server for tests answers");
        let template = if migrations.is_empty() {
            "template0".to_owned()
        } else {
            postgres_template(&admin, &administrator, migrations)
        };
        administrator
            .script(&created(&name, &template))
            .expect("the test database is created");
        let config = on_server(&admin, &name);
        Some(Self {
            db: Some(Db::open_tuned(&config, Self::tuning()).expect("the test database opens")),
            config,
            place: Place::Server {
                administrator: Box::new(administrator),
                name,
            },
        })
    }

    fn tuning() -> Tuning {
        Tuning {
            durable: false,
            ..Tuning::default()
        }
    }
}

impl Drop for TestDb {
    fn drop(&mut self) {
        // The connections first, then what they are connected to.
        self.db = None;
        if let Place::Server { administrator, name } = &self.place {
            // A test that already fails must not fail twice.
            if let Err(error) = administrator.script(&format!("drop database if exists {name} with (force)")) {
                tracing::warn!("The test database {name} is left behind: {error}");
            }
        }
    }
}

impl TestDir {
    /// A new empty directory.
    #[expect(clippy::new_without_default, reason = "each one is another directory")]
    pub fn new() -> Self {
        let path = std::env::temp_dir().join(format!("pole-test-{}", unique()));
        std::fs::create_dir_all(&path).expect("the directory of the test is created");
        Self(path)
    }

    /// The directory.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for TestDir {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A file with the schema, shared by all tests with these migrations.
fn sqlite_template(migrations: &[Migration<'_>]) -> PathBuf {
    let template = std::env::temp_dir().join(format!("pole-template-{}.db", print(migrations)));
    if !template.exists() {
        let making = TestDir::new();
        let path = making.path().join("template.db");
        let db = Db::open_tuned(&Config::Sqlite { path }, TestDb::tuning()).expect("the template opens");
        db.migrate_blocking(migrations, APPLIED_AT)
            .expect("the migrations apply");
        // The backup appears complete or not at all, whoever else makes it at the same time.
        db.backup_blocking(&template).expect("the template is written");
    }
    template
}

/// A database with the schema, shared by all tests with these migrations.
fn postgres_template(admin: &str, administrator: &Administrator, migrations: &[Migration<'_>]) -> String {
    let print = print(migrations);
    let template = format!("pole_template_{print}");
    let making = format!("pole_making_{print}");
    let run = |text: &str| administrator.script(text).expect("the template is prepared");
    run("select pg_advisory_lock(7039852915)");
    if run(&format!("select 1 from pg_database where datname = '{template}'")).is_none() {
        run(&format!("drop database if exists {making} with (force)"));
        run(&created(&making, "template0"));
        let db = Db::open_blocking(&on_server(admin, &making)).expect("the template opens");
        db.migrate_blocking(migrations, APPLIED_AT)
            .expect("the migrations apply");
        drop(db);
        // A server needs a moment to notice that a connection ended; a template has none.
        run(&format!(
            "select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = '{making}'"
        ));
        run(&format!("alter database {making} rename to {template}"));
    }
    run("select pg_advisory_unlock(7039852915)");
    template
}

/// Text sorts by code point in test databases, as in SQLite.
fn created(name: &str, template: &str) -> String {
    if template == "template0" {
        format!("create database {name} template template0 encoding 'UTF8' locale 'C'")
    } else {
        format!("create database {name} template {template}")
    }
}

fn print(migrations: &[Migration<'_>]) -> String {
    let version = std::iter::once(env!("CARGO_PKG_VERSION"));
    checksum(version.chain(migrations.iter().flat_map(|migration| [migration.name, migration.sql])))
}

/// A connection that creates and drops databases.
struct Administrator {
    connection: postgres::Connection,
    #[expect(dead_code, reason = "the connection lives as long as its server")]
    server: postgres::Server,
}

impl Administrator {
    fn connect(admin: &str) -> Result<Self, DbError> {
        let server = postgres::Server::new(admin, None)?;
        let connection = server.connect()?;
        Ok(Self { connection, server })
    }

    fn script(&self, text: &str) -> Result<Option<String>, DbError> {
        self.connection.script(text)
    }
}

/// The address of another database of the same server.
fn on_server(admin: &str, name: &str) -> Config {
    let (scheme, rest) = admin.split_once("://").expect("the address of the server is a URL");
    let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
    let host = place.split('/').next().unwrap_or(place);
    let question = if query.is_empty() { "" } else { "?" };
    Config::Postgres {
        url: format!("{scheme}://{host}/{name}{question}{query}"),
        root_certificate: None,
    }
}

/// A name that no other test has.
fn unique() -> String {
    let chance = std::hash::RandomState::new().build_hasher().finish();
    format!("{}_{chance:016x}", std::process::id())
}
