//! What a running program holds: database, clock, words, files, and what the features bring.

use std::sync::{Arc, LazyLock};

use pole_db::{Db, DbError, Migration};
use pole_i18n::{Catalogue, Words};
use pole_kernel::Lang;
use rust_embed::Embed;

use super::clock::Clock;
use super::config::Config;
use super::files::FileStore;
use super::imports::Importer;
use super::jobs::PeriodicJob;
use super::remote::Remote;
use super::views::PageViews;
use crate::policy::Action;

/// One entry of the main navigation, brought by a feature.
#[derive(Clone, Copy, Debug)]
pub struct NavEntry {
    /// Where it leads.
    pub href: &'static str,
    /// The message key of its label.
    pub key: &'static str,
    /// The action one must be allowed somewhere to see it.
    pub action: Action,
    /// The entry that holds it for those who run it all, and what they may do; `None` for an entry of its own.
    pub within: Option<Within>,
}

/// Where an entry goes for who may do more: below another one, on the pages of both.
#[derive(Clone, Copy, Debug)]
pub struct Within {
    /// The address of the entry above.
    pub href: &'static str,
    /// What one must be allowed somewhere.
    pub action: Action,
}

/// An account of the demonstration, listed on its sign-in page.
#[derive(Clone, Debug)]
pub struct DemoAccount {
    /// The sign-in name.
    pub name: &'static str,
    /// The password, public on purpose: the demonstration holds nothing real about people.
    pub password: &'static str,
    /// The message key that says who this is.
    pub key: &'static str,
}

/// What the features bring to the shell.
pub struct Parts {
    /// The importers, by kind of file.
    pub importers: Vec<Box<dyn Importer>>,
    /// The main navigation, in order.
    pub navigation: Vec<NavEntry>,
    /// The demonstration's accounts; empty on a real installation.
    pub demo_accounts: &'static [DemoAccount],
    /// Who counts the pages shown to signed-in people.
    pub page_views: Box<dyn PageViews>,
    /// The periodic jobs.
    pub jobs: Vec<PeriodicJob>,
}

/// A running program. Cheap to clone: every request holds one.
#[derive(Clone)]
pub struct App {
    inner: Arc<Inner>,
}

struct Inner {
    db: Db,
    clock: Clock,
    config: Config,
    files: FileStore,
    catalogue: &'static Catalogue,
    parts: Parts,
}

static CATALOGUE: LazyLock<Result<Catalogue, String>> =
    LazyLock::new(|| Catalogue::load().map_err(|error| error.to_string()));

/// The words of every language, parsed once a process.
///
/// # Errors
/// When a catalogue does not parse; a test of `i18n` makes sure a released one does.
pub fn catalogue() -> Result<&'static Catalogue, AppError> {
    CATALOGUE.as_ref().map_err(|reason| AppError::Catalogue(reason.clone()))
}

/// Why the program cannot start.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// The words do not parse.
    #[error("catalogue: {0}")]
    Catalogue(String),
    /// The data folder cannot be used.
    #[error("data folder {path}: {reason}")]
    Folder {
        /// The folder.
        path: String,
        /// What the system says.
        reason: String,
    },
    /// The store of files cannot be used as configured.
    #[error("file store {address}: {reason}")]
    FileStore {
        /// Its address.
        address: String,
        /// What is wrong.
        reason: String,
    },
    /// The readings of the sheet cannot be written.
    #[error("parameter sets: {0}")]
    Presets(String),
    /// The database cannot be opened or migrated.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl App {
    /// Opens the data folder and the database, and brings the schema up to date.
    ///
    /// # Errors
    /// When the folder cannot be written, the database opened or the schema migrated.
    pub async fn open(config: Config, clock: Clock, parts: Parts) -> Result<Self, AppError> {
        let catalogue = catalogue()?;
        let files = FileStore::open(&config.data.join("files")).map_err(|error| AppError::Folder {
            path: config.data.display().to_string(),
            reason: error.to_string(),
        })?;
        let remote = Remote::of(config.file_store.as_deref()).map_err(|reason| AppError::FileStore {
            address: config.file_store.clone().unwrap_or_default(),
            reason,
        })?;
        let files = files.beside(remote);
        let db = Db::open(&config.database()).await?;
        migrate(&db, &clock).await?;
        Ok(Self {
            inner: Arc::new(Inner {
                db,
                clock,
                config,
                files,
                catalogue,
                parts,
            }),
        })
    }

    /// The database.
    pub fn db(&self) -> &Db {
        &self.inner.db
    }

    /// The clock.
    pub fn clock(&self) -> &Clock {
        &self.inner.clock
    }

    /// The configuration.
    pub fn config(&self) -> &Config {
        &self.inner.config
    }

    /// The files people brought.
    pub fn files(&self) -> &FileStore {
        &self.inner.files
    }

    /// The words of a language.
    pub fn words(&self, lang: Lang) -> Words {
        self.inner.catalogue.words(lang)
    }

    /// The main navigation.
    pub fn navigation(&self) -> &[NavEntry] {
        &self.inner.parts.navigation
    }

    /// The importers.
    pub fn importers(&self) -> &[Box<dyn Importer>] {
        &self.inner.parts.importers
    }

    /// The demonstration's accounts; empty on a real installation.
    pub fn demo_accounts(&self) -> &'static [DemoAccount] {
        self.inner.parts.demo_accounts
    }

    /// Who counts the pages shown to signed-in people.
    pub fn page_views(&self) -> &dyn PageViews {
        self.inner.parts.page_views.as_ref()
    }

    /// The periodic jobs.
    pub fn jobs(&self) -> &[PeriodicJob] {
        &self.inner.parts.jobs
    }

    /// Whether this is the demonstration: every page then says so.
    pub fn is_demo(&self) -> bool {
        !self.demo_accounts().is_empty()
    }
}

#[derive(Embed)]
#[folder = "../../migrations/"]
struct MigrationFiles;

/// Every migration, in order.
pub fn migrations() -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = MigrationFiles::iter()
        .filter_map(|name| {
            let text = String::from_utf8(MigrationFiles::get(&name)?.data.into_owned()).ok()?;
            Some((name.trim_end_matches(".sql").to_owned(), text))
        })
        .collect();
    files.sort();
    files
}

/// Brings the schema up to date and says which migrations ran.
///
/// # Errors
/// When a migration fails, a released one was edited, or the database is newer than the program.
pub async fn migrate(db: &Db, clock: &Clock) -> Result<Vec<String>, DbError> {
    let files = migrations();
    let list: Vec<Migration<'_>> = files.iter().map(|(name, sql)| Migration { name, sql }).collect();
    db.migrate(&list, &clock.now().to_string()).await
}
