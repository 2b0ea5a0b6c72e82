//! `pole doctor`: looks at an installation, changes nothing, and says what to do.

use std::fmt;
use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use pole_db::{Db, DbError, Engine, params, sql};
use pole_kernel::{Day, Instant, Role};
use serde::Serialize;

use super::folder::{self, Content};
use super::stop::{self, Stop};
use super::{Global, say, say_json};
use crate::features::accounts::{AccountLine, all_accounts};
use crate::shell::app::migrations;
use crate::shell::clock::{Clock, fresh_id};
use crate::shell::config::Config;

/// Below so much free space, something is about to fail.
const NO_SPACE: u64 = 200 << 20;
/// Below so much free space, somebody should look.
const LITTLE_SPACE: u64 = 2 << 30;
/// How much a clock may be behind the newest record, in seconds.
const CLOCK_SLACK: i64 = 5 * 60;
/// A backup older than this is old, in days.
const BACKUP_DAYS: i64 = 2;
/// The program did not exist before: a clock that says so is wrong.
const BORN: &str = "2026-01-01T00:00:00Z";

/// How to tell.
#[derive(Args, Debug)]
pub(super) struct DoctorArgs {
    /// The findings for programs.
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Level {
    Ok,
    Warning,
    Problem,
}

impl fmt::Display for Level {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(match self {
            Self::Ok => "OK",
            Self::Warning => "WARNING",
            Self::Problem => "PROBLEM",
        })
    }
}

/// One thing that was looked at.
#[derive(Debug, Serialize)]
struct Finding {
    level: Level,
    subject: &'static str,
    message: String,
    advice: Option<String>,
}

#[derive(Serialize)]
struct Findings<'a> {
    findings: &'a [Finding],
}

fn fine(subject: &'static str, message: impl Into<String>) -> Finding {
    Finding {
        level: Level::Ok,
        subject,
        message: message.into(),
        advice: None,
    }
}

fn warning(subject: &'static str, message: impl Into<String>, advice: impl Into<String>) -> Finding {
    Finding {
        level: Level::Warning,
        subject,
        message: message.into(),
        advice: Some(advice.into()),
    }
}

fn problem(subject: &'static str, message: impl Into<String>, advice: impl Into<String>) -> Finding {
    Finding {
        level: Level::Problem,
        subject,
        message: message.into(),
        advice: Some(advice.into()),
    }
}

pub(super) async fn run(global: &Global, arguments: &DoctorArgs) -> Result<ExitCode, Stop> {
    let config = global.load()?;
    let now = Clock::system().now();
    let mut findings = vec![fine("configuration", configuration(global))];
    let content = data_folder(&config, &mut findings);
    findings.push(listening(&config));
    if let Some(url) = &config.database_url {
        findings.push(encryption(url, config.database_certificate.is_some()));
    }
    findings.push(backups(&config, now));
    database(&config, content, now, &mut findings).await;
    if arguments.json {
        say_json(&Findings { findings: &findings })?;
    } else {
        for Finding {
            level,
            subject,
            message,
            advice,
        } in &findings
        {
            let advice = advice
                .as_ref()
                .map_or_else(String::new, |advice| format!("\n         To do: {advice}"));
            say(&format!("{level:<7}  {subject}: {message}{advice}"))?;
        }
        let count = |level| findings.iter().filter(|finding| finding.level == level).count();
        say(&format!(
            "{} fine, {} warnings, {} problems.",
            count(Level::Ok),
            count(Level::Warning),
            count(Level::Problem)
        ))?;
    }
    let sick = findings.iter().any(|finding| finding.level == Level::Problem);
    Ok(super::status(if sick { stop::REFUSED } else { 0 }))
}

fn configuration(global: &Global) -> String {
    match &global.config {
        Some(path) => format!("{} is valid", path.display()),
        None => "no file: every key has its default".to_owned(),
    }
}

/// The data folder: there, writable, closed to others, with room.
fn data_folder(config: &Config, findings: &mut Vec<Finding>) -> Content {
    const SUBJECT: &str = "data folder";
    let data = &config.data;
    let told = data.display();
    if !data.is_dir() {
        findings.push(problem(
            SUBJECT,
            format!("{told} does not exist"),
            "name the right folder with --data or in the configuration; `pole serve` makes a new one",
        ));
        return Content::Nothing;
    }
    let probe = data.join(format!("{}.probe", fresh_id::<Finding>()));
    let written = std::fs::write(&probe, b"probe");
    let _ = std::fs::remove_file(&probe);
    findings.push(match written {
        Ok(()) => fine(SUBJECT, format!("{told} can be written")),
        Err(error) => problem(
            SUBJECT,
            format!("{told} cannot be written: {error}"),
            "give the folder to the account that runs Pôle",
        ),
    });
    if let Some(mode) = open_to_others(data) {
        findings.push(warning(
            SUBJECT,
            format!("other accounts of this machine may read it (mode {mode:o})"),
            format!("it holds people's data: chmod 700 {told}"),
        ));
    }
    findings.extend(free_space(data));
    match folder::content(data) {
        Ok(content @ Content::Demonstration { .. }) => {
            findings.push(warning(
                "demonstration",
                format!("{told} holds a demonstration, whose passwords everybody knows"),
                "use another folder for real work",
            ));
            content
        }
        Ok(content) => content,
        Err(stop) => {
            findings.push(problem(
                SUBJECT,
                stop.message,
                "give the folder to the account that runs Pôle",
            ));
            Content::Nothing
        }
    }
}

fn open_to_others(data: &Path) -> Option<u32> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = std::fs::metadata(data).ok()?.permissions().mode() & 0o777;
    (mode & 0o007 != 0).then_some(mode)
}

fn free_space(data: &Path) -> Option<Finding> {
    const SUBJECT: &str = "disk space";
    let told = rustix::fs::statvfs(data).ok()?;
    let free = told.f_bavail.saturating_mul(told.f_frsize);
    let finding = format!("{} MB free", free / 1_000_000);
    Some(if free < NO_SPACE {
        problem(SUBJECT, finding, "free some space now: writing is about to fail")
    } else if free < LITTLE_SPACE {
        warning(
            SUBJECT,
            finding,
            "free some space, or move the data folder to a larger disk",
        )
    } else {
        fine(SUBJECT, finding)
    })
}

/// Whether what is sent to browsers goes through TLS.
fn listening(config: &Config) -> Finding {
    const SUBJECT: &str = "network";
    let address = config.listen;
    match (config.https, address.ip().is_loopback(), config.behind_proxy) {
        (false, true, _) => fine(SUBJECT, format!("{address}: this machine only, without TLS")),
        (false, false, _) => problem(
            SUBJECT,
            format!("{address} is open to the network without TLS: passwords can be read on the way"),
            "put a TLS proxy in front, listen on 127.0.0.1, and set https = true and behind_proxy = true",
        ),
        (true, _, false) => warning(
            SUBJECT,
            "https = true, but behind_proxy = false: every sign-in seems to come from the proxy",
            "set behind_proxy = true if the proxy sets X-Forwarded-For",
        ),
        (true, false, true) => warning(
            SUBJECT,
            format!("{address} can be reached without the proxy"),
            "listen on 127.0.0.1, or let only the proxy reach this port",
        ),
        (true, true, true) => fine(SUBJECT, format!("{address}, behind a TLS proxy")),
    }
}

/// Whether the way to the database server is encrypted and the server is known.
fn encryption(url: &str, has_certificate: bool) -> Finding {
    const SUBJECT: &str = "database connection";
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
    let host = place.split('/').next().unwrap_or("").rsplit('@').next().unwrap_or("");
    let host = match host.strip_prefix('[') {
        Some(bracketed) => bracketed.split(']').next().unwrap_or(""),
        None => host.split(':').next().unwrap_or(""),
    };
    let value = |key: &str| {
        query
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .find(|(name, _)| *name == key)
            .map(|(_, value)| value)
    };
    let host = value("host").unwrap_or(host);
    if matches!(host, "" | "localhost" | "::1")
        || host.starts_with("127.")
        || host.starts_with('/')
        || host.starts_with("%2F")
    {
        return fine(SUBJECT, "PostgreSQL on this machine");
    }
    match value("sslmode") {
        Some("verify-full" | "verify-ca" | "require") => {
            let known = if has_certificate {
                "the given certificate"
            } else {
                "the certificates of the system"
            };
            fine(SUBJECT, format!("PostgreSQL over TLS, the server checked with {known}"))
        }
        Some(mode) => problem(
            SUBJECT,
            format!("PostgreSQL over the network with sslmode={mode}: data may travel in clear"),
            "add sslmode=verify-full to DATABASE_URL",
        ),
        None => problem(
            SUBJECT,
            "PostgreSQL over the network without sslmode: data may travel in clear",
            "add sslmode=verify-full to DATABASE_URL",
        ),
    }
}

fn backups(config: &Config, now: Instant) -> Finding {
    const SUBJECT: &str = "backup";
    if config.database_url.is_some() {
        return fine(SUBJECT, "PostgreSQL: backed up with its own tools, unknown here");
    }
    let Some(last) = folder::last_backup(&config.data) else {
        return warning(
            SUBJECT,
            "none is known",
            "run `pole backup FILE` every day and keep the file elsewhere",
        );
    };
    let age = Instant::parse(&last.at).map(|at| (now.milliseconds() - at.milliseconds()) / 86_400_000);
    let told = format!("{} on {}", last.file.display(), last.at);
    match age {
        Ok(days) if days <= BACKUP_DAYS => fine(SUBJECT, told),
        Ok(days) => warning(
            SUBJECT,
            format!("{told}: {days} days ago"),
            "run `pole backup FILE` every day",
        ),
        Err(_) => warning(
            SUBJECT,
            format!("{told}: the moment cannot be read"),
            "run `pole backup FILE`",
        ),
    }
}

/// The database: there, sound, up to date, with somebody to look after it.
async fn database(config: &Config, content: Content, now: Instant, findings: &mut Vec<Finding>) {
    const SUBJECT: &str = "database";
    // Opening would make the file: whoever only looks makes nothing.
    if config.database_url.is_none() && !config.data.join(folder::DATABASE).exists() {
        findings.push(warning(
            SUBJECT,
            "there is none yet",
            "`pole migrate` or `pole serve` makes it",
        ));
        findings.push(clock(now, None));
        return;
    }
    let db = match Db::open(&config.database()).await {
        Ok(db) => db,
        Err(error) => {
            findings.push(problem(
                SUBJECT,
                error.to_string(),
                "check that it runs, its address and its rights",
            ));
            findings.push(clock(now, None));
            return;
        }
    };
    let engine = match db.engine() {
        Engine::Sqlite => "SQLite",
        Engine::Postgres => "PostgreSQL",
    };
    findings.push(match db.check().await {
        Ok(()) => fine(SUBJECT, format!("{engine} answers and is sound")),
        Err(error) => problem(
            SUBJECT,
            error.to_string(),
            "stop Pôle and restore the last backup with `pole restore`",
        ),
    });
    let usable = match schema(&db).await {
        Ok(Schema::Current) => {
            findings.push(fine("schema", "up to date"));
            true
        }
        Ok(Schema::Behind(missing)) => {
            findings.push(warning(
                "schema",
                format!("not applied yet: {}", missing.join(", ")),
                "run `pole migrate`",
            ));
            false
        }
        Ok(Schema::Newer(unknown)) => {
            findings.push(problem(
                "schema",
                format!("this program does not know {}", unknown.join(", ")),
                "use the newer Pôle",
            ));
            false
        }
        Err(error) => {
            findings.push(warning(
                "schema",
                format!("cannot be read: {error}"),
                "run `pole migrate`",
            ));
            false
        }
    };
    if !usable {
        findings.push(clock(now, None));
        return;
    }
    match newest(&db).await {
        Ok(newest) => findings.push(clock(now, newest)),
        Err(error) => findings.push(problem("clock", error.to_string(), "run `pole doctor` again")),
    }
    match db.read(all_accounts).await {
        Ok(accounts) => findings.extend(people(&accounts, content, now.day())),
        Err(error) => findings.push(problem("accounts", error.to_string(), "run `pole doctor` again")),
    }
}

/// How the schema of a database compares with this program.
#[derive(Debug)]
pub(super) enum Schema {
    /// The same.
    Current,
    /// These migrations are missing.
    Behind(Vec<String>),
    /// These migrations are unknown: a newer program made them.
    Newer(Vec<String>),
}

pub(super) async fn schema(db: &Db) -> Result<Schema, DbError> {
    let applied: Vec<String> = db
        .read(|tx| {
            tx.rows(
                sql!("select name from schema_migration order by name"),
                params! {},
                |row| row.get("name"),
            )
        })
        .await?;
    let known: Vec<String> = migrations().into_iter().map(|(name, _)| name).collect();
    let beyond = |these: &[String], those: &[String]| -> Vec<String> {
        these.iter().filter(|name| !those.contains(name)).cloned().collect()
    };
    let (newer, behind) = (beyond(&applied, &known), beyond(&known, &applied));
    Ok(if !newer.is_empty() {
        Schema::Newer(newer)
    } else if behind.is_empty() {
        Schema::Current
    } else {
        Schema::Behind(behind)
    })
}

/// The newest moment that was written down.
async fn newest(db: &Db) -> Result<Option<Instant>, DbError> {
    db.read(|tx| {
        let audit: Option<Instant> = tx.one(sql!("select max(at) as newest from audit_event"), params! {}, |row| {
            row.get("newest")
        })?;
        let import: Option<Instant> = tx.one(
            sql!("select max(proposed_at) as newest from import"),
            params! {},
            |row| row.get("newest"),
        )?;
        Ok(audit.max(import))
    })
    .await
}

fn clock(now: Instant, newest: Option<Instant>) -> Finding {
    const SUBJECT: &str = "clock";
    let advice = "set the clock of this machine: what is recorded is dated by it";
    if Instant::parse(BORN).is_ok_and(|born| now < born) {
        return problem(SUBJECT, format!("it says {now}, before this program was made"), advice);
    }
    match newest {
        Some(newest) if now.plus_seconds(CLOCK_SLACK) < newest => problem(
            SUBJECT,
            format!("it says {now}, and something was recorded at {newest}"),
            advice,
        ),
        _ => fine(SUBJECT, format!("it says {now}")),
    }
}

fn people(accounts: &[AccountLine], content: Content, today: Day) -> Vec<Finding> {
    const SUBJECT: &str = "accounts";
    let open = |account: &&AccountLine| account.disabled_at.is_none();
    let administers = |account: &&AccountLine| {
        account
            .roles
            .iter()
            .any(|role| role.role == Role::Administrator && role.in_force(today))
    };
    let administrators = accounts.iter().filter(open).filter(administers).count();
    let mut findings = vec![match administrators {
        0 => problem(
            SUBJECT,
            "there is no administrator: nobody can make accounts on the pages",
            "pole user add NAME --display-name \"…\" --role administrator",
        ),
        1 => warning(
            SUBJECT,
            "there is one administrator only",
            "give the role to a second person",
        ),
        several => fine(SUBJECT, format!("{several} administrators")),
    }];
    let invented = accounts
        .iter()
        .filter(open)
        .filter(|account| account.fictitious)
        .count();
    if invented > 0 && content == Content::Installation {
        findings.push(problem(
            SUBJECT,
            format!("{invented} accounts of the demonstration are open: everybody knows their passwords"),
            "close them on the page /comptes, or give them a new one with `pole user password NAME`",
        ));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_app::on_both_engines;

    fn at(text: &str) -> Instant {
        Instant::parse(text).unwrap()
    }

    #[test]
    fn the_schema_and_the_newest_moment_are_read_on_both_engines() {
        on_both_engines("2026-10-16T08:00:00Z", |app| {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            let db = app.app.db();
            assert!(matches!(runtime.block_on(schema(db)).unwrap(), Schema::Current));
            assert_eq!(runtime.block_on(newest(db)).unwrap(), None);
            app.account("pilote", None);
            assert_eq!(runtime.block_on(newest(db)).unwrap(), Some(at("2026-10-16T08:00:00Z")));
            app.write(|tx| {
                tx.execute(sql!("delete from schema_migration where name like '0003%'"), params! {})?;
                Ok(())
            });
            let Schema::Behind(missing) = runtime.block_on(schema(db)).unwrap() else {
                panic!("nothing is missing")
            };
            assert_eq!(missing.len(), 1);
        });
    }

    #[test]
    fn a_server_on_the_network_needs_tls() {
        let level = |url: &str| encryption(url, false).level;
        for url in [
            "postgres://pole@localhost/pole",
            "postgres://pole:secret@127.0.0.1:5432/pole",
            "postgres:///pole?host=/run/postgresql",
            "postgres://pole@[::1]:5432/pole",
            "postgres://pole@db.example/pole?sslmode=verify-full",
        ] {
            assert_eq!(level(url), Level::Ok, "{url}");
        }
        for url in [
            "postgres://pole@db.example/pole",
            "postgres://pole:a@b@db.example:5432/pole?sslmode=prefer",
            "postgres://pole@10.0.0.8/pole?sslmode=disable&connect_timeout=3",
        ] {
            assert_eq!(level(url), Level::Problem, "{url}");
        }
    }

    #[test]
    fn a_clock_behind_what_was_recorded_is_told() {
        let now = at("2026-10-16T08:00:00Z");
        assert_eq!(clock(now, None).level, Level::Ok);
        assert_eq!(clock(now, Some(at("2026-10-16T08:04:00Z"))).level, Level::Ok);
        assert_eq!(clock(now, Some(at("2026-10-17T08:00:00Z"))).level, Level::Problem);
        assert_eq!(clock(at("1970-01-01T00:00:00Z"), None).level, Level::Problem);
    }

    #[test]
    fn the_network_without_tls_is_a_problem() {
        let level = |listen: &str, https, behind_proxy| {
            listening(&Config {
                listen: listen.parse().unwrap(),
                https,
                behind_proxy,
                ..Config::default()
            })
            .level
        };
        assert_eq!(level("127.0.0.1:8080", false, false), Level::Ok);
        assert_eq!(level("0.0.0.0:8080", false, false), Level::Problem);
        assert_eq!(level("127.0.0.1:8080", true, false), Level::Warning);
        assert_eq!(level("127.0.0.1:8080", true, true), Level::Ok);
        assert_eq!(level("0.0.0.0:8080", true, true), Level::Warning);
    }
}
