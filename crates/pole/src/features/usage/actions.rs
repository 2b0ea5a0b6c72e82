//! The use cases of usage.

use std::collections::BTreeSet;

use pole_db::{DbError, Tx};
use pole_kernel::{Day, Instant, Month, Uai};

use super::figures;
use super::model::{
    AxisUsage, DayUsage, ExternalSeries, ExternalValue, Loss, MonthUsage, PopulationId, PopulationRow, Profile,
    RetentionHold, RetentionRun, SeriesId, UsageScope,
};
use super::population::Populations;
use super::rollup::RETENTION;
use super::rules;
use super::store::{counts, populations, retention, series, views};
use crate::features::directory::{self, SchoolLine};
use crate::policy::{self, AccountId, Action, Actor, Denied, Scope, Subject};
use crate::shell::audit;
use crate::shell::clock::fresh_id;
use crate::shell::problem::Problem;

/// How many months a chart shows.
pub(super) const CHART_MONTHS: i32 = 13;
/// How many proofs a page shows.
const RUNS: i64 = 200;
/// How many days back what was not kept is shown.
const LOSS_DAYS: i32 = 30;
/// The largest population that is believed.
const LARGEST: u64 = 10_000_000;

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum UsageError {
    /// There is none, or it is not yours to know.
    #[error("there is none")]
    NotFound,
    /// Neither people nor accounts were given.
    #[error("nothing was entered")]
    NothingEntered,
    /// More accounts are open than there are people.
    #[error("more accounts than people")]
    MoreAccountsThanPeople,
    /// The number is not believed.
    #[error("the number is too large")]
    TooLarge,
    /// The month is not there yet.
    #[error("the month is in the future")]
    Future,
    /// Nobody says where the figure comes from.
    #[error("no source was given")]
    NoSource,
    /// The school is not in the directory.
    #[error("the school is not in the directory")]
    UnknownSchool,
    /// The same figure is in force already.
    #[error("nothing changes")]
    NothingChanges,
    /// A hold needs a reason.
    #[error("no reason was given")]
    NoReason,
    /// A hold is in force already, or there is none to lift.
    #[error("the hold is so already")]
    HoldAlready,
    /// The policy says no.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl UsageError {
    /// The message key of a refusal of the trade, and the field it stands beside.
    pub const fn refusal(&self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::NothingEntered => Some(("personnes", "usage-refused-nothing")),
            Self::MoreAccountsThanPeople => Some(("comptes", "usage-refused-more-accounts")),
            Self::TooLarge => Some(("personnes", "usage-refused-too-large")),
            Self::Future => Some(("mois", "usage-refused-future")),
            Self::NoSource => Some(("source", "usage-refused-source")),
            Self::UnknownSchool => Some(("ou", "usage-refused-school")),
            Self::NothingChanges => Some(("personnes", "usage-refused-same")),
            Self::NoReason => Some(("motif", "usage-refused-reason")),
            Self::HoldAlready => Some(("motif", "usage-refused-hold")),
            Self::NotFound | Self::Denied(_) | Self::Db(_) => None,
        }
    }
}

impl From<UsageError> for Problem {
    fn from(error: UsageError) -> Self {
        match (error.refusal(), error) {
            (Some((_, key)), _) => Self::refused(key),
            (None, UsageError::Denied(denied)) => denied.into(),
            (None, UsageError::Db(error)) => error.into(),
            (None, _) => Self::NotFound,
        }
    }
}

/// Whether an actor may read the usage of a scope: the basin and the islands are for those who see them
/// whole, a school for those who see it.
///
/// # Errors
/// When the actor may not, or the school is not theirs to know.
pub(super) fn check_scope(tx: &mut Tx, actor: &Actor, scope: &UsageScope) -> Result<(), UsageError> {
    let seen = policy::scope(actor, Action::ReadUsage);
    let denied = || Denied {
        action: Action::ReadUsage,
        anonymous: !actor.is_signed_in(),
    };
    match scope {
        UsageScope::Basin | UsageScope::Group(_) if seen.everything => Ok(()),
        UsageScope::Territory(territory) if seen.everything || seen.territories.contains(territory) => Ok(()),
        UsageScope::Basin | UsageScope::Territory(_) | UsageScope::Group(_) => Err(denied().into()),
        UsageScope::School(uai) => {
            let school = directory::school_line(tx, uai)?;
            let territory = school.as_ref().and_then(|school| school.territory.as_ref());
            policy::check(actor, Action::ReadUsage, Subject::School(uai, territory))?;
            school.map(|_| ()).ok_or(UsageError::NotFound)
        }
    }
}

/// Everything the pages show of a scope and month.
pub(super) struct View {
    pub(super) scope: UsageScope,
    pub(super) month: Month,
    /// The months something is known of, the newest first.
    pub(super) known: Vec<Month>,
    /// Thirteen months up to that one.
    pub(super) months: Vec<MonthUsage>,
    pub(super) axes: Vec<AxisUsage>,
    /// The schools one sees, for the list.
    pub(super) school_lines: Vec<SchoolLine>,
    /// The month at each of them.
    pub(super) schools: Vec<MonthUsage>,
    /// The days of a school; empty for wider scopes.
    pub(super) days: Vec<DayUsage>,
    pub(super) exceptional: BTreeSet<Month>,
    /// How many pupils the scope counts, for the household coverage.
    pub(super) pupils: super::model::Population,
    /// Pages and visitors since midnight, not in the figures yet.
    pub(super) so_far: (u64, u64),
    pub(super) losses: Vec<Loss>,
}

/// Which usage is asked for.
#[derive(Clone, Debug)]
pub(super) struct Question {
    pub(super) scope: UsageScope,
    /// `None` is the newest month that is known.
    pub(super) month: Option<Month>,
    pub(super) known_at: Instant,
    pub(super) today: Day,
}

/// The usage of a scope.
///
/// # Errors
/// When the actor may not, the school is unknown, or the database fails.
pub(super) fn view(tx: &mut Tx, actor: &Actor, question: &Question) -> Result<View, UsageError> {
    let Question {
        scope,
        month,
        known_at,
        today,
    } = question;
    check_scope(tx, actor, scope)?;
    let known = counts::known_months(tx, UsageScope::Basin.kind(), *known_at)?;
    let month = month
        .or_else(|| known.first().copied())
        .unwrap_or_else(|| today.month_of());
    let from = month.plus(1 - CHART_MONTHS);
    let people = Populations::load(tx, from, month, *known_at)?;
    let seen_by = policy::scope(actor, Action::ReadUsage);
    let (school, territory, days, listed) = match scope {
        UsageScope::Basin => (None, None, Vec::new(), seen_by),
        UsageScope::Territory(territory) => {
            let listed = Scope {
                territories: vec![territory.clone()],
                ..Scope::default()
            };
            (None, Some(territory), Vec::new(), listed)
        }
        // The pages show places; a type of school is shown by its indicator.
        UsageScope::Group(_) => return Err(UsageError::NotFound),
        UsageScope::School(uai) => {
            let days = figures::day_rows(tx, uai, month, *known_at)?;
            (Some(uai), None, days, Scope::default())
        }
    };
    let so_far = views::so_far(tx, *today, school, territory)?;
    Ok(View {
        months: figures::months_with(tx, &people, scope, from, month, *known_at)?,
        axes: figures::axes(tx, scope, month, *known_at)?,
        schools: if listed.is_empty() {
            Vec::new()
        } else {
            figures::schools_with(tx, &people, &listed, month, *known_at)?
        },
        school_lines: people
            .schools()
            .iter()
            .filter(|school| policy::scope(actor, Action::ReadUsage).holds(&school.uai, school.territory.as_ref()))
            .cloned()
            .collect(),
        exceptional: figures::exceptional_with(&people, scope, from, month),
        pupils: people.of(scope, Profile::Pupil, month),
        losses: views::losses(tx, today.plus_days(-LOSS_DAYS))?,
        scope: scope.clone(),
        month,
        known,
        days,
        so_far,
    })
}

/// A population to enter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPopulation {
    /// The month on whose first day it was counted.
    pub month: Month,
    /// Where.
    pub scope: UsageScope,
    /// Who.
    pub profile: Profile,
    /// How many people.
    pub people: Option<u64>,
    /// How many accounts they opened.
    pub activated: Option<u64>,
    /// Where the figure comes from.
    pub source: String,
    /// Invented for the demonstration.
    pub fictitious: bool,
}

fn check_population(tx: &mut Tx, now: Instant, new: &NewPopulation) -> Result<(), UsageError> {
    if new.people.is_none() && new.activated.is_none() {
        return Err(UsageError::NothingEntered);
    }
    if new.people.max(new.activated).is_some_and(|count| count > LARGEST) {
        return Err(UsageError::TooLarge);
    }
    if let (Some(people), Some(activated)) = (new.people, new.activated)
        && activated > people
    {
        return Err(UsageError::MoreAccountsThanPeople);
    }
    if new.month.first_day() > now.day() {
        return Err(UsageError::Future);
    }
    if new.source.trim().is_empty() {
        return Err(UsageError::NoSource);
    }
    if let UsageScope::School(uai) = &new.scope
        && !directory::knows_school(tx, uai)?
    {
        return Err(UsageError::UnknownSchool);
    }
    Ok(())
}

/// Which population of a list was refused, and why.
#[derive(Debug, thiserror::Error)]
#[error("{error}")]
pub struct RefusedPopulation {
    /// Its rank in the list, from 0.
    pub rank: usize,
    /// Why.
    pub error: UsageError,
}

impl From<DbError> for RefusedPopulation {
    fn from(error: DbError) -> Self {
        Self {
            rank: 0,
            error: error.into(),
        }
    }
}

/// Enters populations, all of them or none. What was entered before for the same month, place and
/// profile is withdrawn, and stays for who asks what was known.
///
/// # Errors
/// With the rank of the first that is refused.
pub fn enter_populations(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    list: &[NewPopulation],
) -> Result<usize, RefusedPopulation> {
    policy::check(actor, Action::EditUsage, Subject::Basin).map_err(|denied| RefusedPopulation {
        rank: 0,
        error: denied.into(),
    })?;
    let mut in_force = Vec::new();
    for month in list.iter().map(|new| new.month).collect::<BTreeSet<Month>>() {
        in_force.extend(populations::between(tx, month, month, rules::latest())?);
    }
    let mut written = 0;
    for (rank, new) in list.iter().enumerate() {
        match enter_one(tx, actor, now, new, &in_force) {
            Ok(()) => written += 1,
            // In a list, a figure that is known already is no mistake.
            Err(UsageError::NothingChanges) if list.len() > 1 => {}
            Err(error) => return Err(RefusedPopulation { rank, error }),
        }
    }
    Ok(written)
}

fn enter_one(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    new: &NewPopulation,
    in_force: &[PopulationRow],
) -> Result<(), UsageError> {
    check_population(tx, now, new)?;
    let same = in_force.iter().any(|row| {
        row.month == new.month
            && row.scope == new.scope
            && row.profile == new.profile
            && row.people == new.people
            && row.activated == new.activated
            && row.source == new.source.trim()
    });
    if same {
        return Err(UsageError::NothingChanges);
    }
    let newest = populations::newest(tx, new.month, &new.scope, new.profile)?;
    let recorded_at = rules::after(newest, now);
    populations::withdraw_same(tx, new.month, &new.scope, new.profile, recorded_at)?;
    let row = PopulationRow {
        id: fresh_id(),
        month: new.month,
        scope: new.scope.clone(),
        profile: new.profile,
        people: new.people,
        activated: new.activated,
        source: new.source.trim().to_owned(),
        fictitious: new.fictitious,
        recorded_at,
        recorded_by: None,
        withdrawn_at: None,
    };
    populations::insert(tx, &[row], actor.account)?;
    let detail = format!("{} {}", new.month, new.profile);
    audit::record(
        tx,
        actor,
        now,
        "usage_population.entered",
        &subject(&new.scope),
        &detail,
    )?;
    Ok(())
}

fn subject(scope: &UsageScope) -> String {
    match scope {
        UsageScope::Basin => "basin".to_owned(),
        UsageScope::Territory(_) | UsageScope::Group(_) | UsageScope::School(_) => scope.code(),
    }
}

/// Takes an entered population back.
///
/// # Errors
/// When there is none or it was taken back, the actor may not, or the database fails.
pub fn withdraw_population(tx: &mut Tx, actor: &Actor, now: Instant, id: PopulationId) -> Result<Month, UsageError> {
    policy::check(actor, Action::EditUsage, Subject::Basin)?;
    let row = populations::one(tx, id)?
        .filter(|row| row.withdrawn_at.is_none())
        .ok_or(UsageError::NotFound)?;
    let withdrawn_at = rules::after(Some(row.recorded_at), now);
    populations::withdraw_same(tx, row.month, &row.scope, row.profile, withdrawn_at)?;
    let detail = format!("{} {}", row.month, row.profile);
    audit::record(
        tx,
        actor,
        now,
        "usage_population.withdrawn",
        &subject(&row.scope),
        &detail,
    )?;
    Ok(row.month)
}

/// Everything the page of populations shows of a month.
pub(super) struct PopulationsView {
    pub(super) schools: Vec<SchoolLine>,
    /// What is believed, by place and profile.
    pub(super) believed: Vec<(UsageScope, Profile, super::model::Population)>,
    /// What was ever entered for the month.
    pub(super) history: Vec<PopulationRow>,
}

/// The populations of a month.
///
/// # Errors
/// When the actor may not, or the database fails.
pub(super) fn populations_view(
    tx: &mut Tx,
    actor: &Actor,
    month: Month,
    known_at: Instant,
) -> Result<PopulationsView, UsageError> {
    policy::check(actor, Action::ReadUsageKeeping, Subject::Basin)?;
    let seen = policy::scope(actor, Action::ReadUsageKeeping);
    let people = Populations::load(tx, month, month, known_at)?;
    let schools: Vec<SchoolLine> = people
        .schools()
        .iter()
        .filter(|school| seen.holds(&school.uai, school.territory.as_ref()))
        .cloned()
        .collect();
    let mut scopes = Vec::new();
    if seen.everything {
        scopes.push(UsageScope::Basin);
        let islands: BTreeSet<_> = schools.iter().filter_map(|school| school.territory.clone()).collect();
        scopes.extend(islands.into_iter().map(UsageScope::Territory));
    }
    scopes.extend(schools.iter().map(|school| UsageScope::School(school.uai.clone())));
    let mut believed = Vec::new();
    for scope in scopes {
        for profile in Profile::ALL.iter().filter(|profile| **profile != Profile::Staff) {
            let population = people.of(&scope, *profile, month);
            if population.people.is_some() || population.activated.is_some() {
                believed.push((scope.clone(), *profile, population));
            }
        }
    }
    let history = populations::history(tx, month)?
        .into_iter()
        .filter(|row| match &row.scope {
            UsageScope::School(uai) => seen.everything || seen.schools.contains(uai),
            UsageScope::Basin | UsageScope::Territory(_) | UsageScope::Group(_) => seen.everything,
        })
        .collect();
    Ok(PopulationsView {
        schools,
        believed,
        history,
    })
}

/// Says for which pupil an account answers between two days: a number of the school, no name.
///
/// # Errors
/// When the school is unknown, the actor may not, or the database fails.
#[expect(clippy::too_many_arguments, reason = "an account, a school, a pupil, two days")]
pub fn set_guardian(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    account: AccountId,
    uai: &Uai,
    pupil: &str,
    from: Day,
    to: Option<Day>,
) -> Result<(), UsageError> {
    policy::check(actor, Action::EditUsage, Subject::Basin)?;
    if !directory::knows_school(tx, uai)? {
        return Err(UsageError::UnknownSchool);
    }
    if pupil.trim().is_empty() {
        return Err(UsageError::NothingEntered);
    }
    views::insert_guardian(tx, account, uai, pupil.trim(), from, to, now)?;
    audit::record(tx, actor, now, "usage_guardian.set", uai.as_str(), "1")?;
    Ok(())
}

/// An external series with its values.
pub(super) struct SeriesView {
    pub(super) series: ExternalSeries,
    pub(super) values: Vec<ExternalValue>,
    pub(super) schools: Vec<SchoolLine>,
}

/// The external series, by name.
///
/// # Errors
/// When the actor may not, or the database fails.
pub(super) fn series_list(tx: &mut Tx, actor: &Actor) -> Result<Vec<ExternalSeries>, UsageError> {
    policy::check(actor, Action::ReadUsage, Subject::Basin)?;
    Ok(series::all(tx)?)
}

/// One external series at the schools one sees.
///
/// # Errors
/// When there is none, the actor may not, or the database fails.
pub(super) fn series_view(
    tx: &mut Tx,
    actor: &Actor,
    id: SeriesId,
    uai: Option<&Uai>,
    known_at: Instant,
) -> Result<SeriesView, UsageError> {
    let series = series_list(tx, actor)?
        .into_iter()
        .find(|series| series.id == id)
        .ok_or(UsageError::NotFound)?;
    let seen = policy::scope(actor, Action::ReadUsage);
    let schools = directory::basin(tx, seen.clone())?;
    let asked = match uai {
        None => seen,
        Some(uai) => {
            check_scope(tx, actor, &UsageScope::School(uai.clone()))?;
            Scope {
                schools: vec![uai.clone()],
                ..Scope::default()
            }
        }
    };
    let today = known_at.day();
    let from = today.plus_months(-24);
    let values = figures::external(tx, id, &asked, from, today, known_at)?;
    Ok(SeriesView {
        series,
        values,
        schools,
    })
}

/// What was deleted, and the holds.
pub(super) struct RetentionView {
    pub(super) runs: Vec<RetentionRun>,
    pub(super) holds: Vec<RetentionHold>,
    pub(super) losses: Vec<Loss>,
}

/// The proofs of what was deleted.
///
/// # Errors
/// When the actor may not, or the database fails.
pub(super) fn retention_view(tx: &mut Tx, actor: &Actor, today: Day) -> Result<RetentionView, UsageError> {
    policy::check(actor, Action::ReadUsageKeeping, Subject::Basin)?;
    Ok(RetentionView {
        runs: retention::runs(tx, RETENTION, RUNS)?,
        holds: retention::holds(tx, RETENTION)?,
        losses: views::losses(tx, today.plus_days(-LOSS_DAYS))?,
    })
}

/// Sets the legal hold: nothing is deleted any more.
///
/// # Errors
/// When there is no reason, it is set already, the actor may not, or the database fails.
pub fn set_hold(tx: &mut Tx, actor: &Actor, now: Instant, reason: &str) -> Result<(), UsageError> {
    policy::check(actor, Action::EditUsage, Subject::Basin)?;
    if reason.trim().is_empty() {
        return Err(UsageError::NoReason);
    }
    if retention::holds(tx, RETENTION)?
        .iter()
        .any(|hold| hold.lifted_at.is_none())
    {
        return Err(UsageError::HoldAlready);
    }
    retention::set_hold(tx, RETENTION, reason.trim(), now, actor.account)?;
    audit::record(tx, actor, now, "retention.held", RETENTION, "")?;
    Ok(())
}

/// Lifts the legal hold.
///
/// # Errors
/// When there is none, the actor may not, or the database fails.
pub fn lift_hold(tx: &mut Tx, actor: &Actor, now: Instant) -> Result<(), UsageError> {
    policy::check(actor, Action::EditUsage, Subject::Basin)?;
    if !retention::lift_hold(tx, RETENTION, now, actor.account)? {
        return Err(UsageError::HoldAlready);
    }
    audit::record(tx, actor, now, "retention.released", RETENTION, "")?;
    Ok(())
}
