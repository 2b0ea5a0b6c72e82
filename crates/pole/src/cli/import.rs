//! `pole import`: files in, through the same way as the pages.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufReader, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use pole_formats::mapped::TARGETS;
use pole_formats::{FileError, FileKind, Limits, Mapping, Severity, survey};
use serde::Serialize;

use super::problems::{ProblemJson, told};
use super::stop::{self, Stop};
use super::{counted, progress, say, say_json};
use crate::policy::Actor;
use crate::shell::app::App;
use crate::shell::clock::fresh_id;
use crate::shell::config::Config;
use crate::shell::imports::mappings::mapping_named;
use crate::shell::imports::{
    Answers, FileToRead, ImportError, ImportId, Job, Mode, Ready, Report, Step, confirm, done_with, look, propose,
};

/// How many problems are told when nothing else is asked.
const SHOWN: usize = 20;

/// Which files, and how.
#[derive(Args, Debug)]
pub(super) struct ImportArgs {
    /// The files (CSV, also gzipped). A kind may come first: other kinds are then refused.
    #[arg(required = true, value_name = "[KIND] FILE")]
    words: Vec<OsString>,
    /// Show what would change and write nothing.
    #[arg(long)]
    dry_run: bool,
    /// Do not ask before writing.
    #[arg(long, short)]
    yes: bool,
    /// What the file does not say: an answer to a question of its kind, or its columns
    /// (`mapping=NAME` for one that was kept, `column.start="Date de début"` for one of them).
    #[arg(long = "option", value_name = "NAME=VALUE", value_parser = answer)]
    options: Vec<(String, String)>,
    /// The result for programs.
    #[arg(long)]
    json: bool,
    /// How many problems of each file to show.
    #[arg(long, default_value_t = SHOWN, value_name = "N")]
    problems: usize,
}

/// Reads `name=value`.
fn answer(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() => Ok((name.trim().to_owned(), value.to_owned())),
        Some(_) | None => Err("an option is written name=value".to_owned()),
    }
}

/// How far a file came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum State {
    /// Written.
    Done,
    /// Looked at: nothing is written.
    DryRun,
    /// This very file was taken in before, and changes nothing.
    AlreadyDone,
    /// Shown and not confirmed: it waits on the page of imports.
    Proposed,
    /// Not taken in.
    Refused,
}

/// What became of one file.
#[derive(Debug)]
struct Outcome {
    file: String,
    kind: Option<FileKind>,
    state: State,
    import: Option<ImportId>,
    report: Report,
    error: Option<String>,
}

#[derive(Debug, Serialize)]
struct OutcomesJson<'a> {
    files: Vec<OutcomeJson<'a>>,
}

#[derive(Debug, Serialize)]
struct OutcomeJson<'a> {
    file: &'a str,
    kind: Option<&'static str>,
    state: State,
    import: Option<String>,
    lines: u64,
    added: u64,
    changed: u64,
    unchanged: u64,
    leaving: u64,
    problem_count: u64,
    refused_count: usize,
    problems: Vec<ProblemJson<'a>>,
    error: Option<&'a str>,
}

pub(super) async fn run(config: Config, arguments: &ImportArgs) -> Result<ExitCode, Stop> {
    let (expected, files) = split(&arguments.words)?;
    let opened = super::open(config).await?;
    let mut outcomes = Vec::with_capacity(files.len());
    for file in files {
        let outcome = take(&opened.app, &file, expected, arguments).await?;
        if !arguments.json {
            say(&closing(&outcome))?;
        }
        outcomes.push(outcome);
    }
    if arguments.json {
        let files = outcomes
            .iter()
            .map(|outcome| json(outcome, arguments.problems))
            .collect();
        say_json(&OutcomesJson { files })?;
    } else if outcomes.len() > 1 {
        say(&summary(&outcomes))?;
    }
    let clean = outcomes
        .iter()
        .all(|outcome| outcome.state != State::Refused && refused(&outcome.report) == 0);
    Ok(super::status(if clean { 0 } else { stop::REFUSED }))
}

/// The kind that comes first, if one does, and the files.
fn split(words: &[OsString]) -> Result<(Option<FileKind>, Vec<PathBuf>), Stop> {
    let kind = words
        .first()
        .filter(|word| !Path::new(word).exists())
        .and_then(|word| FileKind::parse(word.to_str()?).ok());
    let files: Vec<PathBuf> = words
        .iter()
        .skip(usize::from(kind.is_some()))
        .map(PathBuf::from)
        .collect();
    if files.is_empty() {
        return Err(Stop::usage("no file to take in: pole import [KIND] FILE…"));
    }
    Ok((kind, files))
}

async fn take(app: &App, path: &Path, expected: Option<FileKind>, arguments: &ImportArgs) -> Result<Outcome, Stop> {
    let file = path.display().to_string();
    let refuse = |kind, reason: String| Outcome {
        file: file.clone(),
        kind,
        state: State::Refused,
        import: None,
        report: Report::default(),
        error: Some(reason),
    };
    let (kind, answers) = match detect(app, path, expected, &arguments.options).await? {
        Ok(detected) => detected,
        Err(reason) => return Ok(refuse(None, reason)),
    };
    if let Some(expected) = expected.filter(|expected| *expected != kind) {
        return Ok(refuse(
            Some(kind),
            format!(
                "its columns are those of “{kind}”, not of “{expected}”: give the right file, or leave the kind out"
            ),
        ));
    }
    match take_detected(app, path, kind, answers, arguments).await {
        Ok(outcome) => Ok(outcome),
        Err(Taking::Stop(stop)) => Err(stop),
        Err(Taking::Refused(reason)) => Ok(refuse(Some(kind), reason)),
    }
}

/// Why a file is not taken in: the next ones may be, or nothing can go on.
enum Taking {
    Refused(String),
    Stop(Stop),
}

impl From<ImportError> for Taking {
    fn from(error: ImportError) -> Self {
        match error {
            ImportError::Db(error) => Self::Stop(error.into()),
            other => Self::Refused(other.to_string()),
        }
    }
}

impl From<Stop> for Taking {
    fn from(stop: Stop) -> Self {
        Self::Stop(stop)
    }
}

async fn take_detected(
    app: &App,
    path: &Path,
    kind: FileKind,
    answers: Answers,
    arguments: &ImportArgs,
) -> Result<Outcome, Taking> {
    let file = path.display().to_string();
    let outcome = |state, import, report| Outcome {
        file: file.clone(),
        kind: Some(kind),
        state,
        import,
        report,
        error: None,
    };
    let show = |report: &Report| {
        if arguments.json {
            Ok(())
        } else {
            say(&shown(&file, kind, report, arguments.problems))
        }
    };
    if arguments.dry_run {
        let report = dry_run(app, path, &answers).await?;
        show(&report)?;
        return Ok(outcome(State::DryRun, None, report));
    }
    let kept = {
        let length = std::fs::metadata(path).map_or(0, |data| data.len());
        let bar = progress::bytes(length, file.clone());
        let reader = File::open(path).map_err(|error| Taking::Refused(error.to_string()))?;
        let kept = app.files().keep(bar.wrap_read(reader), app.config().upload_bytes);
        bar.finish_and_clear();
        kept.map_err(|error| Taking::Refused(error.to_string()))?
    };
    let hash = kept.hash.clone();
    if let Some(before) = app
        .db()
        .read(move |tx| done_with(tx, &hash))
        .await
        .map_err(Stop::from)?
    {
        let report = dry_run(app, path, &answers).await?;
        if report.added + report.changed + report.leaving == 0 {
            show(&report)?;
            return Ok(outcome(State::AlreadyDone, Some(before), report));
        }
    }
    let name = path
        .file_name()
        .map_or_else(|| file.clone(), |name| name.to_string_lossy().into_owned());
    let bar = progress::waiting(format!("{file}: comparing with what is known"));
    let proposed = propose(app, &Actor::console(), kept, name, answers).await;
    bar.finish_and_clear();
    let proposed = proposed?;
    let report = reviewed(proposed.ready).map_err(Taking::Refused)?;
    show(&report)?;
    if !arguments.yes && !agreed()? {
        return Ok(outcome(State::Proposed, Some(proposed.id), report));
    }
    let bar = progress::waiting(format!("{file}: writing"));
    let confirmed = confirm(app, &Actor::console(), proposed.id).await;
    bar.finish_and_clear();
    Ok(outcome(State::Done, Some(proposed.id), confirmed?.report))
}

/// What a look found, when nothing is left to say before it is written.
fn reviewed(ready: Ready) -> Result<Report, String> {
    match ready.step {
        Step::Review(report) => Ok(report),
        Step::Explain => Err("its columns were not explained soundly: explain them on the page /imports".to_owned()),
        Step::Answer => {
            let asked: Vec<String> = ready
                .questions
                .iter()
                .filter(|question| question.required)
                .map(|question| {
                    let choices: Vec<&str> = question.choices.iter().map(|(value, _)| value.as_str()).collect();
                    if choices.is_empty() {
                        format!("--option {}=…", question.name)
                    } else {
                        format!("--option {}={}", question.name, choices.join("|"))
                    }
                })
                .collect();
            Err(format!("it does not say everything: add {}", asked.join(" ")))
        }
    }
}

/// What a file is, by its first lines or by what was said of it; and everything that was said.
async fn detect(
    app: &App,
    path: &Path,
    expected: Option<FileKind>,
    options: &[(String, String)],
) -> Result<Result<(FileKind, Answers), String>, Stop> {
    let mut answers: Answers = options.iter().cloned().collect();
    if let Some(name) = answers.remove("mapping") {
        let wanted = name.clone();
        let kept = app.db().read(move |tx| mapping_named(tx, &wanted)).await?;
        let Some(kept) = kept else {
            return Ok(Err(format!("no mapping is called “{name}”")));
        };
        for (name, value) in kept.answers {
            answers.entry(name).or_insert(value);
        }
    }
    Ok(recognise(path, expected, answers))
}

fn recognise(path: &Path, expected: Option<FileKind>, mut answers: Answers) -> Result<(FileKind, Answers), String> {
    let file = open_file(path)?;
    if file.metadata().is_ok_and(|data| data.is_dir()) {
        return Err("this is a folder: name its files".to_owned());
    }
    let said = answers.keys().any(|name| Mapping::is_answer(name));
    let unknown = match pole_formats::open(BufReader::new(file), &Limits::default()) {
        Ok(opened) if !said => return Ok((opened.kind, answers)),
        Ok(_) => None,
        Err(error @ FileError::UnknownKind { .. }) => Some(error),
        Err(error) => return Err(error.to_string()),
    };
    let target = answers
        .get("kind")
        .and_then(|code| FileKind::parse(code).ok())
        .or(expected)
        .filter(|kind| TARGETS.contains(kind));
    let Some(kind) = target else {
        let kinds: Vec<&str> = TARGETS.iter().map(|kind| kind.code()).collect();
        let error = unknown.map_or_else(String::new, |error| format!("{error}; "));
        return Err(format!(
            "{error}say what it holds: pole import {} FILE",
            kinds.join("|")
        ));
    };
    let sheet = answers.get("sheet").cloned();
    let found = survey(BufReader::new(open_file(path)?), sheet.as_deref(), &Limits::default());
    let found = found.map_err(|error| error.to_string())?;
    // What was not said is proposed, as on the page.
    for (name, value) in found.propose(kind).answers() {
        answers.entry(name).or_insert(value);
    }
    let mapping = Mapping::from_answers(&answers).ok_or("its columns cannot be told")?;
    let examined = found.examine(&mapping);
    if examined.is_sound() {
        return Ok((kind, answers));
    }
    let mut reasons: Vec<String> = examined
        .misfits
        .iter()
        .map(|misfit| {
            format!(
                "the column “{}” cannot be {}: {} of its first {} values do not fit",
                misfit.column, misfit.field, misfit.wrong, misfit.looked_at
            )
        })
        .collect();
    reasons.extend(
        examined
            .absent
            .iter()
            .map(|field| format!("it has no such column for {field}")),
    );
    reasons.extend(
        examined
            .missing
            .iter()
            .map(|group| format!("say which column is {}", group.join(" or "))),
    );
    Err(reasons.join("; "))
}

fn open_file(path: &Path) -> Result<File, String> {
    File::open(path).map_err(|error| {
        let hint = match path.extension() {
            None => format!(
                " (a kind is one of {})",
                FileKind::ALL
                    .iter()
                    .map(|kind| kind.code())
                    .collect::<Vec<_>>()
                    .join(", ")
            ),
            Some(_) => String::new(),
        };
        format!("{error}{hint}")
    })
}

/// What taking a file in would change, without a trace in the database.
async fn dry_run(app: &App, path: &Path, answers: &Answers) -> Result<Report, Taking> {
    let job = Job {
        import: fresh_id(),
        mode: Mode::DryRun,
        now: app.clock().now(),
        account: None,
        fictitious: false,
        options: answers.clone(),
        scope: crate::policy::Scope::everything(),
    };
    let length = std::fs::metadata(path).map_or(0, |data| data.len());
    let bar = progress::bytes(length, path.display().to_string());
    let (owned, path, reading) = (app.clone(), path.to_owned(), bar.clone());
    let looked = app
        .db()
        .read(move |tx| {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let open = || -> Result<Box<dyn std::io::Read>, ImportError> {
                reading.reset();
                let file = File::open(&path).map_err(|error| ImportError::Io(error.to_string()))?;
                Ok(Box::new(reading.wrap_read(BufReader::new(file))))
            };
            let file = FileToRead {
                name: &name,
                open: &open,
            };
            look(tx, owned.importers(), &Actor::console(), &file, &job)
        })
        .await;
    bar.finish_and_clear();
    reviewed(looked?).map_err(Taking::Refused)
}

/// Asks on a terminal; where nobody can answer, the command was the answer.
fn agreed() -> Result<bool, Stop> {
    if !std::io::stdin().is_terminal() || !std::io::stderr().is_terminal() {
        return Ok(true);
    }
    let failed = |error: std::io::Error| Stop::refused(format!("the terminal cannot be read: {error}"));
    write!(std::io::stderr(), "Write this? [y/N] ").map_err(failed)?;
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer).map_err(failed)?;
    Ok(matches!(
        answer.trim().to_lowercase().as_str(),
        "y" | "yes" | "o" | "oui"
    ))
}

/// Problems that kept a line or a field out.
fn refused(report: &Report) -> usize {
    report
        .problems
        .iter()
        .filter(|problem| problem.severity == Severity::Refused)
        .count()
}

/// What a run found, for people.
fn shown(file: &str, kind: FileKind, report: &Report, most: usize) -> String {
    let Report {
        lines,
        added,
        changed,
        unchanged,
        leaving,
        problem_count,
        ..
    } = report;
    let mut text = format!(
        "{file}: {kind}, {lines} lines: {added} facts added, {changed} changed, {unchanged} unchanged, \
         {leaving} leaving, {problem_count} problems"
    );
    for problem in report.problems.iter().take(most) {
        text.push_str("\n  ");
        text.push_str(&told(problem));
    }
    let shown = u64::try_from(report.problems.len().min(most)).unwrap_or(u64::MAX);
    if *problem_count > shown {
        let more = problem_count - shown;
        // Writing to a text cannot fail.
        let _ = write!(
            text,
            "\n  and {more} more problems (--problems {problem_count} shows them all)"
        );
    }
    text
}

/// How a file ended, for people.
fn closing(outcome: &Outcome) -> String {
    let Outcome {
        file,
        state,
        import,
        report,
        error,
        ..
    } = outcome;
    let import = import.map_or_else(String::new, |import| import.to_string());
    match state {
        State::Done => {
            let kept_out = refused(report);
            let next = if kept_out == 0 {
                String::new()
            } else {
                format!(
                    " {} kept out: correct the lines and take the file in again.",
                    counted(kept_out, "value")
                )
            };
            format!("{file}: written as import {import}.{next}")
        }
        State::DryRun => format!("{file}: nothing was written. Run without --dry-run to write."),
        State::AlreadyDone => format!("{file}: already taken in as import {import}; nothing to do."),
        State::Proposed => format!("{file}: not written. It waits as import {import} on the page /imports."),
        State::Refused => format!("{file}: refused: {}.", error.as_deref().unwrap_or("no reason")),
    }
}

fn summary(outcomes: &[Outcome]) -> String {
    let count = |state| outcomes.iter().filter(|outcome| outcome.state == state).count();
    let added: u64 = outcomes
        .iter()
        .filter(|outcome| outcome.state == State::Done)
        .map(|outcome| outcome.report.added)
        .sum();
    format!(
        "{}: {} written ({added} facts added), {} only looked at, {} already there, {} waiting, {} refused.",
        counted(outcomes.len(), "file"),
        count(State::Done),
        count(State::DryRun),
        count(State::AlreadyDone),
        count(State::Proposed),
        count(State::Refused)
    )
}

fn json(outcome: &Outcome, most: usize) -> OutcomeJson<'_> {
    let report = &outcome.report;
    OutcomeJson {
        file: &outcome.file,
        kind: outcome.kind.map(FileKind::code),
        state: outcome.state,
        import: outcome.import.map(|import| import.to_string()),
        lines: report.lines,
        added: report.added,
        changed: report.changed,
        unchanged: report.unchanged,
        leaving: report.leaving,
        problem_count: report.problem_count,
        refused_count: refused(report),
        problems: report.problems.iter().take(most).map(ProblemJson::from).collect(),
        error: outcome.error.as_deref(),
    }
}
