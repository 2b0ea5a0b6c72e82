//! Releases: at the end of a month the figures are frozen, made safe once, and never computed
//! again. Readers outside the schools see these alone: two live answers could be subtracted.

use std::collections::BTreeMap;

use pole_db::Tx;
use pole_kernel::{Instant, Month};

use super::errors::IndicatorError;
use super::facts::Facts;
use super::gather::{Wanted, gather};
use super::model::{Behind, Flag, Measure, Period, Place, Tally, Value};
use super::protect::protect;
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
    let figures = Audience::ALL
        .iter()
        .map(|audience| {
            let mut figures = values(&facts, &measures(*audience), &published(&facts));
            make_safe(&mut figures, &facts, *audience);
            (*audience, figures)
        })
        .collect();
    Ok(Rehearsal {
        month,
        labels: Labels::of(&facts),
        figures,
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

/// Hides what the audience may not see. The public does not see what is too little known either.
pub fn make_safe(figures: &mut [Value], facts: &Facts, audience: Audience) {
    protect(figures, facts, thresholds(audience), |behind| behind != Behind::Nobody);
    if audience == Audience::Public {
        for value in figures.iter_mut().filter(|value| value.has(Flag::NotPublishable)) {
            super::protect::withhold(value);
        }
    }
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
            let cells = store::release_cells(tx, release.id)?;
            Ok(Some((release, cells)))
        }
    }
}
