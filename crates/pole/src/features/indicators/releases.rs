//! Releases: at the end of a month the figures are frozen, made safe once, and never computed
//! again. Readers outside the schools see these alone: two live answers could be subtracted.

use std::collections::BTreeMap;

use pole_db::Tx;
use pole_kernel::{Instant, Month};

use super::definitions::Definition;
use super::errors::IndicatorError;
use super::facts::Facts;
use super::gather::{Wanted, gather};
use super::model::{Behind, Flag, Measure, Period, Place, Tally, Value};
use super::protect::{Beside, Hidden, Last, protect_beside};
use super::records::{Audience, Release, ReleaseCell};
use super::rules::{Asking, Coverage, value};
use super::store;
use super::suppression::Thresholds;
use super::table::{Labels, places, values};
use crate::policy::{self, Action, Actor, Scope, Subject};
use crate::shell::audit;
use crate::shell::clock::fresh_id;

/// The axes a release holds: schools, islands and types. Waves are left out: their schools are
/// published, and one more way of adding schools up is one more way of subtracting them.
fn published(facts: &Facts) -> Vec<Place> {
    places(facts)
        .into_iter()
        .filter(|place| !matches!(place, Place::Wave(_)))
        .collect()
}

/// The measures of an audience: the public reads the headlines, the pôle everything.
fn measures(audience: Audience) -> Vec<Measure> {
    Measure::ALL
        .iter()
        .copied()
        .filter(|measure| match audience {
            Audience::Inside => true,
            Audience::Public => measure.is_headline() || *measure == Measure::HouseholdCoverage,
        })
        .collect()
}

/// From how many people an audience is shown a figure.
pub const fn thresholds(audience: Audience) -> Thresholds {
    match audience {
        Audience::Inside => Thresholds::INSIDE,
        Audience::Public => Thresholds::PUBLIC,
    }
}

/// The figures of a month as both audiences would read them, before they are frozen.
#[derive(Clone, Debug)]
pub struct Rehearsal {
    /// The month.
    pub month: Month,
    /// What places are called.
    pub labels: Labels,
    /// The figures of each audience.
    pub figures: Vec<(Audience, Vec<Value>)>,
}

/// Computes what freezing a month would publish, and what it would hide. A month is frozen once,
/// after it is over.
///
/// # Errors
/// When it is not over, was frozen already, the actor may not, or the database fails.
pub fn rehearse(tx: &mut Tx, actor: &Actor, now: Instant, month: Month) -> Result<Rehearsal, IndicatorError> {
    policy::check(actor, Action::EditIndicators, Subject::Basin)?;
    if month.last_day() >= now.day() {
        return Err(IndicatorError::Refused("indicators-refused-month-open"));
    }
    for audience in Audience::ALL {
        if store::is_frozen(tx, month, *audience)? {
            return Err(IndicatorError::AlreadyFrozen);
        }
    }
    let versions = store::definitions(tx)?;
    let facts = gather(tx, &Scope::everything(), month.last_day(), now, &versions, Wanted::ALL)?;
    let mut all = Vec::new();
    let mut inside = Hidden::new();
    for audience in Audience::ALL {
        let beside = Beside {
            hidden: inside,
            last: read_last(tx, &versions, &facts, *audience)?,
        };
        let (figures, hidden) = figures(&facts, *audience, &beside);
        inside = hidden;
        all.push((*audience, figures));
    }
    Ok(Rehearsal {
        month,
        labels: Labels::of(&facts),
        figures: all,
    })
}

/// Freezes a month for both audiences.
///
/// # Errors
/// When it is not over, was frozen already, the actor may not, or the database fails.
pub fn freeze(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    month: Month,
    note: &str,
) -> Result<Vec<Release>, IndicatorError> {
    let rehearsal = rehearse(tx, actor, now, month)?;
    let mut releases = Vec::new();
    for (audience, figures) in &rehearsal.figures {
        let release = Release {
            id: fresh_id(),
            month,
            audience: *audience,
            frozen_at: now,
            as_of: month.last_day(),
            frozen_by: Some(actor.display_name.clone()).filter(|name| !name.is_empty()),
            note: note.trim().to_owned(),
        };
        let cells: Vec<ReleaseCell> = figures.iter().map(|value| cell(value, &rehearsal.labels)).collect();
        store::insert_release(tx, &release, &cells, actor.account)?;
        releases.push(release);
    }
    audit::record(tx, actor, now, "indicator.frozen", &month.to_string(), "")?;
    Ok(releases)
}

/// The figures of a release, made safe, and what they hide. Who reads the release of the public
/// reads no more than who reads that of the pôle: `beside` holds what that one hides.
pub(super) fn figures(facts: &Facts, audience: Audience, beside: &Beside) -> (Vec<Value>, Hidden) {
    let mut figures = values(facts, &measures(audience), &published(facts));
    let hidden = make_safe_beside(&mut figures, facts, audience, beside);
    (figures, hidden)
}

/// Hides what the audience may not see. The public does not see what is too little known either.
pub fn make_safe(figures: &mut [Value], facts: &Facts, audience: Audience) {
    make_safe_beside(figures, facts, audience, &Beside::default());
}

fn make_safe_beside(figures: &mut [Value], facts: &Facts, audience: Audience, beside: &Beside) -> Hidden {
    let people = |behind| behind != Behind::Nobody;
    let hidden = protect_beside(figures, facts, thresholds(audience), people, beside);
    for value in figures.iter_mut() {
        if audience == Audience::Public && value.has(Flag::NotPublishable) {
            super::protect::withhold(value);
        }
        // How many people a flag concerns is one more small cell.
        if people(value.measure.behind()) {
            value.flags.values_mut().for_each(|count| *count = 0);
        }
    }
    hidden
}

/// The last release of an audience with the figures behind it, hidden ones too: counted again as
/// they were known when it was frozen.
fn read_last(
    tx: &mut Tx,
    versions: &[Definition],
    facts: &Facts,
    audience: Audience,
) -> Result<Option<Last>, IndicatorError> {
    let Some((release, cells)) = newest(tx, audience, facts.on, facts.known_at)? else {
        return Ok(None);
    };
    let then = gather(
        tx,
        &Scope::everything(),
        release.as_of,
        release.frozen_at,
        versions,
        Wanted::ALL,
    )?;
    let mut hidden = Hidden::new();
    for cell in cells.into_iter().filter(|cell| cell.hidden) {
        hidden.entry(cell.measure).or_default().insert(cell.place);
    }
    Ok(Some(Last {
        values: values(&then, &measures(audience), &published(&then)),
        facts: then,
        hidden,
    }))
}

fn cell(value: &Value, labels: &Labels) -> ReleaseCell {
    let shown = value.numerator.is_some();
    let unknown = match (value.bounds, value.denominator, value.count_bounds) {
        (Some((low, high)), Some(all), _) => Some(high.round_of(all).saturating_sub(low.round_of(all))),
        (_, _, Some((low, high))) => Some(high - low),
        (None | Some(_), _, None) => Some(0),
    };
    ReleaseCell {
        measure: value.measure,
        label: labels.of_place(&value.place),
        place: value.place.clone(),
        hidden: !shown,
        numerator: value.numerator,
        denominator: value.denominator,
        unknown: unknown.filter(|_| shown),
        from: value.period.from,
        to: value.period.to,
        definition: value.definition,
        flags: value
            .flags
            .iter()
            // How many things a flag concerns could tell what is hidden.
            .map(|(flag, count)| {
                if shown {
                    format!("{}:{count}", flag.code())
                } else {
                    flag.code().to_owned()
                }
            })
            .collect::<Vec<_>>()
            .join(" "),
    }
}

/// The figures of a release, as values.
pub fn frozen(release: &Release, cells: &[ReleaseCell]) -> Vec<Value> {
    cells.iter().map(|cell| frozen_value(release, cell)).collect()
}

fn frozen_value(release: &Release, cell: &ReleaseCell) -> Value {
    let mut marks: BTreeMap<Flag, u64> = BTreeMap::new();
    for word in cell.flags.split_whitespace() {
        let (code, count) = word.split_once(':').unwrap_or((word, "0"));
        if let Ok(flag) = Flag::parse(code) {
            marks.insert(flag, count.parse().unwrap_or_default());
        }
    }
    let asking = Asking {
        measure: cell.measure,
        definition: cell.definition,
        place: cell.place.clone(),
        period: Period {
            from: cell.from,
            to: cell.to,
        },
        as_of: release.as_of,
        known_at: release.frozen_at,
    };
    let flags = marks.clone();
    let tally = Tally {
        yes: cell.numerator.unwrap_or_default(),
        all: cell.denominator,
        unknown: cell.unknown.unwrap_or_default(),
        marks,
    };
    let mut value = value(asking, &tally, Coverage::default());
    if cell.hidden {
        super::protect::hide(&mut value);
    }
    value.flags = flags;
    value
}

/// The newest release of an audience by a day, as known at a moment, with its figures.
///
/// # Errors
/// When the database fails.
pub fn newest(
    tx: &mut Tx,
    audience: Audience,
    on: pole_kernel::Day,
    known_at: Instant,
) -> Result<Option<(Release, Vec<ReleaseCell>)>, IndicatorError> {
    let release = store::releases(tx, Some(audience))?
        .into_iter()
        .find(|release| release.as_of <= on && release.frozen_at <= known_at);
    match release {
        None => Ok(None),
        Some(release) => {
            let cells = store::release_cells(tx, release.id, None)?;
            Ok(Some((release, cells)))
        }
    }
}

/// How many releases a course goes back: a year, and the month that closes it.
const MONTHS: usize = 13;

/// The last releases of an audience by a day, as known at a moment, the oldest first: their figures
/// at every place, or at one.
///
/// # Errors
/// When the database fails.
pub fn history(
    tx: &mut Tx,
    audience: Audience,
    on: pole_kernel::Day,
    known_at: Instant,
    place: Option<&Place>,
) -> Result<Vec<(Release, Vec<ReleaseCell>)>, IndicatorError> {
    let mut history = Vec::new();
    for release in store::releases(tx, Some(audience))?
        .into_iter()
        .filter(|release| release.as_of <= on && release.frozen_at <= known_at)
        .take(MONTHS)
    {
        let cells = store::release_cells(tx, release.id, place)?;
        history.push((release, cells));
    }
    history.reverse();
    Ok(history)
}

/// A figure from release to release.
pub fn course(history: &[(Release, Vec<ReleaseCell>)], measure: Measure, place: &Place) -> Vec<Value> {
    history
        .iter()
        .filter_map(|(release, cells)| {
            let cell = cells
                .iter()
                .find(|cell| cell.measure == measure && cell.place == *place)?;
            Some(frozen_value(release, cell))
        })
        .collect()
}
