//! The use cases of the directory.

use std::collections::{BTreeSet, HashMap};

use pole_db::{DbError, Tx};
use pole_formats::SchoolFact;
use pole_kernel::{Category, Day, Instant, Ratio, SchoolYear, Uai};

use super::importer::{digest, refresh};
use super::model::{CountRow, EventId, EventKind, IpsRow, SchoolEvent, SchoolLine, Source};
use super::rules::{self, Roster};
use super::store::{self, Filter, NewCount, NewRecord};
use crate::policy::{self, Action, Actor, Denied, Scope, Subject};
use crate::shell::audit;
use crate::shell::clock::fresh_id;
use crate::shell::imports::{Job, Mode};
use crate::shell::problem::Problem;

/// Why something was not done in the directory.
#[derive(Debug, thiserror::Error)]
pub enum DirectoryError {
    /// There is no such school, or it is not yours to know.
    #[error("no such school")]
    NotFound,
    /// The other school is not in the directory.
    #[error("the other school is not in the directory")]
    UnknownOther,
    /// A school cannot be attached to, hosted by or merged into itself.
    #[error("the other school is the same school")]
    SameSchool,
    /// The last day is before the first.
    #[error("it ends before it begins")]
    EndsBeforeItBegins,
    /// An école is attached to a collège.
    #[error("an école is attached to a collège")]
    NotACollege,
    /// Nothing was entered.
    #[error("nothing was entered")]
    NothingEntered,
    /// The same figures are already known from the same source.
    #[error("nothing changes")]
    NothingChanges,
    /// The policy says no.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl DirectoryError {
    /// The message key of a refusal of the trade.
    pub const fn key(&self) -> Option<&'static str> {
        match self {
            Self::UnknownOther => Some("directory-refused-unknown-other"),
            Self::SameSchool => Some("directory-refused-same-school"),
            Self::EndsBeforeItBegins => Some("directory-refused-dates"),
            Self::NotACollege => Some("directory-refused-not-a-college"),
            Self::NothingEntered => Some("directory-refused-nothing"),
            Self::NothingChanges => Some("directory-refused-unchanged"),
            Self::NotFound | Self::Denied(_) | Self::Db(_) => None,
        }
    }
}

impl From<DirectoryError> for Problem {
    fn from(error: DirectoryError) -> Self {
        match (error.key(), error) {
            (Some(key), _) => Self::refused(key),
            (None, DirectoryError::Denied(denied)) => denied.into(),
            (None, DirectoryError::Db(error)) => error.into(),
            (None, _) => Self::NotFound,
        }
    }
}

/// The school an actor asks for, when it is theirs to know.
///
/// # Errors
/// When there is none, the actor may not do this to it, or the database fails.
pub fn school(tx: &mut Tx, actor: &Actor, action: Action, uai: &Uai) -> Result<SchoolLine, DirectoryError> {
    let line = store::line(tx, uai)?;
    let territory = line.as_ref().and_then(|line| line.territory.as_ref());
    policy::check(actor, action, Subject::School(uai, territory))?;
    line.ok_or(DirectoryError::NotFound)
}

/// The figures of one school on a day, as known at a moment, projected up to a year.
///
/// # Errors
/// When the database fails.
pub fn roster(
    tx: &mut Tx,
    school: &SchoolLine,
    on: Day,
    known_at: Instant,
    until: SchoolYear,
    survival: Ratio,
) -> Result<Roster, DbError> {
    let rows = store::counts(tx, &school.uai)?;
    Ok(rules::roster(&rows, school.kind, on, known_at, until, survival))
}

/// The figures of every school of the basin, in one query.
///
/// # Errors
/// When the database fails.
pub fn rosters(
    tx: &mut Tx,
    schools: &[SchoolLine],
    on: Day,
    known_at: Instant,
    until: SchoolYear,
    survival: Ratio,
) -> Result<HashMap<Uai, Roster>, DbError> {
    let rows = store::basin_counts(tx)?;
    let none = Vec::new();
    Ok(schools
        .iter()
        .map(|school| {
            let rows = rows.get(&school.uai).unwrap_or(&none);
            (
                school.uai.clone(),
                rules::roster(rows, school.kind, on, known_at, until, survival),
            )
        })
        .collect())
}

/// The social position index of each school of the basin on a day, as known at a moment: that of the newest school
/// year begun by then. A school without one is absent.
///
/// # Errors
/// When the database fails.
pub fn social_indices(tx: &mut Tx, on: Day, known_at: Instant) -> Result<HashMap<Uai, IpsRow>, DbError> {
    Ok(store::basin_ips(tx)?
        .into_iter()
        .filter_map(|(uai, mut rows)| {
            rows.retain(|row| row.year <= on.school_year());
            rules::newest_ips(&rows, known_at).cloned().map(|row| (uai, row))
        })
        .collect())
}

/// The schools of the basin that an actor may see for an action, by name.
///
/// # Errors
/// When the database fails.
pub fn basin(tx: &mut Tx, seen_by: Scope) -> Result<Vec<SchoolLine>, DbError> {
    store::lines(
        tx,
        &Filter {
            seen_by,
            limit: 10_000,
            ..Filter::default()
        },
    )
}

/// One figure that a person enters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CountEntry {
    /// What is counted.
    pub category: Category,
    /// How many; `None` takes one's own figure back.
    pub amount: Option<u32>,
}

fn count_row(year: SchoolYear, entry: CountEntry, source: Source, now: Instant, on: Option<Day>) -> CountRow {
    CountRow {
        year,
        category: entry.category,
        source,
        recorded_at: now,
        observed_on: on,
        amount: entry.amount,
        deduced: false,
        fictitious: false,
        exceptional: None,
        note: None,
        import: None,
        file_name: None,
        line: None,
    }
}

/// Enters the figures of a school for a year. Figures that change nothing are left out.
///
/// # Errors
/// When nothing changes, the actor may not, or the database fails.
#[expect(
    clippy::too_many_arguments,
    reason = "what a person enters at once: a school, a year, a day, its figures"
)]
pub fn enter_counts(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    uai: &Uai,
    year: SchoolYear,
    counted_on: Option<Day>,
    entries: &[CountEntry],
    fictitious: bool,
) -> Result<usize, DirectoryError> {
    school(tx, actor, Action::EnterCounts, uai)?;
    if entries.is_empty() {
        return Err(DirectoryError::NothingEntered);
    }
    let said = store::counts(tx, uai)?;
    let own = |category: Category| {
        said.iter()
            .filter(|row| row.source == Source::Manual && row.year == year && row.category == category)
            .max_by_key(|row| row.recorded_at)
            .and_then(|row| row.amount)
    };
    let counts: Vec<NewCount> = entries
        .iter()
        .filter(|entry| own(entry.category) != entry.amount)
        .map(|entry| NewCount {
            uai: uai.clone(),
            row: CountRow {
                fictitious,
                ..count_row(year, *entry, Source::Manual, now, counted_on)
            },
            exceptional: None,
            account: actor.account,
        })
        .collect();
    if counts.is_empty() {
        return Err(DirectoryError::NothingChanges);
    }
    store::insert_counts(tx, &counts)?;
    audit::record(
        tx,
        actor,
        now,
        "head_count.entered",
        uai.as_str(),
        &format!("{} × {}", year.label(), counts.len()),
    )?;
    refresh_one(tx, uai, now)?;
    Ok(counts.len())
}

/// An exceptional observation of a set of schools.
#[derive(Clone, Debug)]
pub struct ExceptionalEntry {
    /// The school year whose figures it replaces.
    pub year: SchoolYear,
    /// The day it was counted.
    pub day: Day,
    /// Why there had to be one.
    pub reason: String,
    /// The total of each school.
    pub totals: Vec<(Uai, u32)>,
}

/// Declares an exceptional observation (`domain.md` §1): figures computed on it carry the flag
/// EXCEPTIONNEL, the ordinary observation is kept beside.
///
/// # Errors
/// When it is empty, a school is unknown, the actor may not, or the database fails.
pub fn declare_exceptional(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    entry: &ExceptionalEntry,
) -> Result<(), DirectoryError> {
    policy::check(actor, Action::DeclareExceptional, Subject::Basin)?;
    if entry.totals.is_empty() || entry.reason.trim().is_empty() {
        return Err(DirectoryError::NothingEntered);
    }
    for (uai, _) in &entry.totals {
        school(tx, actor, Action::DeclareExceptional, uai)?;
    }
    let id = fresh_id();
    store::insert_exceptional(tx, id, entry.year, entry.day, entry.reason.trim(), now, actor.account)?;
    let counts: Vec<NewCount> = entry
        .totals
        .iter()
        .map(|(uai, amount)| {
            let total = CountEntry {
                category: Category::Total,
                amount: Some(*amount),
            };
            NewCount {
                uai: uai.clone(),
                row: count_row(entry.year, total, Source::Exceptional, now, Some(entry.day)),
                exceptional: Some(id),
                account: actor.account,
            }
        })
        .collect();
    store::insert_counts(tx, &counts)?;
    for (uai, _) in &entry.totals {
        refresh_one(tx, uai, now)?;
    }
    audit::record(
        tx,
        actor,
        now,
        "exceptional.declared",
        &id.to_string(),
        &entry.year.label(),
    )?;
    Ok(())
}

/// Something that happens to a school.
#[derive(Clone, Debug)]
pub struct NewEvent {
    /// What.
    pub kind: EventKind,
    /// The other school, when there is one.
    pub other: Option<Uai>,
    /// The new name.
    pub name: Option<String>,
    /// First day.
    pub from: Day,
    /// Last day, when it is known.
    pub to: Option<Day>,
    /// Why, or on what ground.
    pub note: String,
}

/// Records something that happens to a school.
///
/// # Errors
/// When the other school or the dates make no sense, the actor may not, or the database fails.
pub fn add_event(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    uai: &Uai,
    new: &NewEvent,
) -> Result<EventId, DirectoryError> {
    school(tx, actor, Action::EditSchool, uai)?;
    if new.to.is_some_and(|to| to < new.from) {
        return Err(DirectoryError::EndsBeforeItBegins);
    }
    if new.kind.needs_other() {
        let other = new.other.as_ref().ok_or(DirectoryError::UnknownOther)?;
        if other == uai {
            return Err(DirectoryError::SameSchool);
        }
        let other = store::line(tx, other)?.ok_or(DirectoryError::UnknownOther)?;
        if new.kind == EventKind::AttachedTo && !other.kind.is_college() {
            return Err(DirectoryError::NotACollege);
        }
    }
    if new.kind == EventKind::Renamed && new.name.as_deref().is_none_or(|name| name.trim().is_empty()) {
        return Err(DirectoryError::NothingEntered);
    }
    let event = SchoolEvent {
        id: fresh_id(),
        kind: new.kind,
        other: new.other.clone().filter(|_| new.kind.needs_other()),
        other_name: None,
        name: new.name.clone().filter(|_| new.kind == EventKind::Renamed),
        valid_from: new.from,
        valid_to: new.to,
        note: new.note.clone(),
        recorded_at: now,
        withdrawn_at: None,
    };
    store::insert_event(tx, uai, &event, actor.account)?;
    audit::record(tx, actor, now, "school_event.added", uai.as_str(), new.kind.code())?;
    refresh_one(tx, uai, now)?;
    Ok(event.id)
}

/// Takes back an event that was recorded by mistake: it stays in the history as withdrawn.
pub(super) fn withdraw_event(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    uai: &Uai,
    id: EventId,
) -> Result<(), DirectoryError> {
    school(tx, actor, Action::EditSchool, uai)?;
    if !store::withdraw_event(tx, uai, id, now)? {
        return Err(DirectoryError::NotFound);
    }
    audit::record(tx, actor, now, "school_event.withdrawn", uai.as_str(), "")?;
    refresh_one(tx, uai, now)
}

/// Corrects who a school is: a new record from a person, believed before the registers.
pub(super) fn correct(tx: &mut Tx, actor: &Actor, now: Instant, fact: SchoolFact) -> Result<(), DirectoryError> {
    let uai = fact.uai.clone();
    school(tx, actor, Action::EditSchool, &uai)?;
    let record = NewRecord {
        digest: digest(&fact),
        fact,
        source: Source::Manual,
        observed_on: now.day(),
        recorded_at: now,
        import: None,
        line: None,
        account: actor.account,
    };
    store::insert_records(tx, &[record])?;
    audit::record(tx, actor, now, "school.corrected", uai.as_str(), "")?;
    refresh_one(tx, &uai, now)
}

fn refresh_one(tx: &mut Tx, uai: &Uai, now: Instant) -> Result<(), DirectoryError> {
    let job = Job {
        import: fresh_id(),
        mode: Mode::Apply,
        now,
        account: None,
        fictitious: false,
        options: std::collections::BTreeMap::new(),
        scope: crate::policy::Scope::everything(),
    };
    refresh(tx, &BTreeSet::from([uai.clone()]), &job)?;
    Ok(())
}
