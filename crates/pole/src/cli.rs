//! The command line: the same actions as the pages, for the person at the machine's console.
//!
//! Messages say what happened in numbers and what to do next; `--json` is stable. The exit status
//! is 0 when done, 1 when something was refused or problems were found, 2 on a wrong usage.

mod backup;
mod config;
mod doctor;
mod endowment;
mod export;
mod folder;
mod import;
mod indicators;
mod jobs;
mod optimise;
mod problems;
mod progress;
mod restore;
mod start;
mod stop;
mod user;

use std::ffi::OsString;
use std::io::{IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use pole_db::Db;
use tracing_subscriber::EnvFilter;

use crate::shell::app::{App, migrate};
use crate::shell::clock::Clock;
use crate::shell::config::Config;
use folder::Lock;
use stop::Stop;

/// What is logged unless `RUST_LOG` says otherwise.
const LOG_FILTER: &str = "info,tokio_postgres=info";

/// Pôle: the software of a digital centre of excellence for a basin of schools.
#[derive(Debug, Parser)]
#[command(name = "pole", version, max_term_width = 100)]
#[command(after_help = "Exit status: 0 done, 1 refused or problems found, 2 wrong usage.")]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

/// Options of every command.
#[derive(Args, Clone, Debug)]
struct Global {
    /// The configuration file (`pole config example` prints one).
    #[arg(long, global = true, env = "POLE_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
    /// The data folder, before the one of the configuration.
    #[arg(long, global = true, value_name = "DIR")]
    data: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Build a demonstration basin if there is none yet, and serve it on this machine.
    Demo(start::DemoArgs),
    /// Serve the application.
    Serve,
    /// Take files in: registers, statistics, head counts, supplies. The kind is detected.
    Import(import::ImportArgs),
    /// The endowment calculator.
    #[command(subcommand)]
    Endowment(endowment::EndowmentCommand),
    /// The five indicators, as of a day, as known on another.
    Indicators(indicators::IndicatorsArgs),
    /// The best plan under the budgets: which school enters in which wave, and why the others do not.
    Optimise(optimise::OptimiseArgs),
    /// Write what is known to a file, or to the standard output.
    Export(export::ExportArgs),
    /// Accounts, roles and passwords.
    #[command(subcommand)]
    User(user::UserCommand),
    /// What runs by itself: counting usage, deleting what is too old.
    #[command(subcommand)]
    Jobs(jobs::JobsCommand),
    /// Copy the database and the files people brought to one file, while the program runs.
    Backup(backup::BackupArgs),
    /// Put a backup back.
    Restore(restore::RestoreArgs),
    /// Bring the database's schema up to date.
    Migrate,
    /// Look at an installation and say what is wrong with it.
    Doctor(doctor::DoctorArgs),
    /// The configuration.
    #[command(subcommand)]
    Config(config::ConfigCommand),
}

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    run(std::env::args_os())
}

fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(told) => {
            // Help and version are answers, the rest is a wrong usage. A reader that went away misses it.
            let _ = told.print();
            return status(u8::try_from(told.exit_code()).unwrap_or(stop::USAGE));
        }
    };
    tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(LOG_FILTER)))
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .init();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "pole: the program cannot start: {error}");
            return status(stop::REFUSED);
        }
    };
    let ended = runtime.block_on(dispatch(cli));
    // A question to the database that nobody waits for any more does not keep the program.
    runtime.shutdown_background();
    match ended {
        Ok(code) => code,
        Err(stop) => {
            if !stop.message.is_empty() {
                let _ = writeln!(std::io::stderr(), "pole: {}", stop.message);
            }
            status(stop.status)
        }
    }
}

async fn dispatch(cli: Cli) -> Result<ExitCode, Stop> {
    let global = cli.global;
    match cli.command {
        Command::Demo(arguments) => start::demo(&global, &arguments).await,
        Command::Serve => start::serve(global.load()?).await,
        Command::Import(arguments) => import::run(global.load()?, &arguments).await,
        Command::Endowment(command) => endowment::run(&command),
        Command::Indicators(arguments) => indicators::run(global.load()?, &arguments).await,
        Command::Optimise(arguments) => optimise::run(&arguments).await,
        Command::Export(arguments) => export::run(global.load()?, &arguments).await,
        Command::User(command) => user::run(global.load()?, command).await,
        Command::Jobs(command) => jobs::run(global.load()?, command).await,
        Command::Backup(arguments) => backup::run(&global.load()?, &arguments).await,
        Command::Restore(arguments) => restore::run(&global.load()?, &arguments).await,
        Command::Migrate => run_migrations(&global.load()?).await,
        Command::Doctor(arguments) => doctor::run(&global, &arguments).await,
        Command::Config(command) => config::run(&command),
    }
}

impl Global {
    /// The configuration file, with the data folder of the command line.
    fn load(&self) -> Result<Config, Stop> {
        let mut config = Config::load(self.config.as_deref())
            .map_err(|error| Stop::usage(format!("{error}\nCompare with what `pole config example` prints.")))?;
        if let Some(data) = &self.data {
            config.data.clone_from(data);
        }
        Ok(config)
    }
}

/// A running program, and the lock that says so to the commands that need the folder alone.
struct Opened {
    app: App,
    _lock: Lock,
}

/// Opens an installation for a command, creating it when it is not there yet.
async fn open(config: Config) -> Result<Opened, Stop> {
    folder::create(&config.data)?;
    let lock = Lock::shared(&config.data)?;
    let app = crate::open(config, Clock::system(), &[]).await?;
    Ok(Opened { app, _lock: lock })
}

async fn run_migrations(config: &Config) -> Result<ExitCode, Stop> {
    folder::create(&config.data)?;
    let _lock = Lock::shared(&config.data)?;
    let db = Db::open(&config.database()).await?;
    let applied = migrate(&db, &Clock::system()).await?;
    if applied.is_empty() {
        say("The schema is up to date: nothing to apply.")?;
    } else {
        say(&format!(
            "Applied {}: {}.",
            counted(applied.len(), "migration"),
            applied.join(", ")
        ))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn status(code: u8) -> ExitCode {
    ExitCode::from(code)
}

/// Writes a line to the standard output. When its reader went away (`pole … | head`), the command
/// ends without a word.
fn say(line: &str) -> Result<(), Stop> {
    write(&[line.as_bytes(), b"\n"].concat())
}

/// Writes bytes to the standard output.
fn write(bytes: &[u8]) -> Result<(), Stop> {
    let mut out = std::io::stdout().lock();
    out.write_all(bytes)
        .and_then(|()| out.flush())
        .map_err(|error| match error.kind() {
            std::io::ErrorKind::BrokenPipe => Stop::quiet(),
            _ => Stop::refused(format!("the standard output cannot be written: {error}")),
        })
}

/// Writes a value as JSON to the standard output.
fn say_json(value: &impl serde::Serialize) -> Result<(), Stop> {
    let text = serde_json::to_string_pretty(value).map_err(|error| Stop::refused(error.to_string()))?;
    say(&text)
}

/// Writes a line for people to the standard error.
fn tell(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// `1 file`, `2 files`: for words that take an `s`.
fn counted(count: usize, word: &str) -> String {
    let end = if count == 1 { "" } else { "s" };
    format!("{count} {word}{end}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn words_are_counted() {
        assert_eq!(counted(1, "file"), "1 file");
        assert_eq!(counted(0, "file"), "0 files");
    }
}
