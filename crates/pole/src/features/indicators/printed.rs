//! What leaves the house: the figures of the committee report.
//!
//! Figures about schools and rooms are those of the day asked. Figures about people are those of
//! the last release by that day, whoever prints: a report of today beside a release of last month
//! would be subtracted. Before the first release, who sees the figures live prints them made safe
//! by the same rules.

use std::collections::BTreeMap;

use pole_db::Tx;

use super::actions::{self, Question, Reading, Sight, Trend, sight_of, trend_days};
use super::definitions::{Definition, Definitions};
use super::errors::IndicatorError;
use super::facts::Facts;
use super::gather::{Archive, Wanted, gather};
use super::model::{Behind, Flag, Indicator, Measure, Place, Value};
use super::protect::{hide, withhold};
use super::records::{Audience, Note, Release, ReleaseCell, Target};
use super::table::{Labels, places, value_of, values};
use super::{releases, store};
use crate::policy::{self, Action, Actor, Scope, Subject};
use crate::shell::asked::Asked;

/// Where the figures about people of a report come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeopleFrom {
    /// The last release.
    Release,
    /// The day asked, made safe for the occasion: nothing was frozen by then.
    Day,
    /// Nowhere: nothing was frozen, and the reader does not see them as they stand.
    Nowhere,
}

/// Everything a report says.
#[derive(Clone, Debug)]
pub struct Printed {
    /// The figures.
    pub reading: Reading,
    /// Where those about people come from.
    pub people_from: PeopleFrom,
    /// The headlines over time.
    pub trends: BTreeMap<Indicator, Trend>,
    /// The targets of the place.
    pub targets: Vec<Target>,
    /// The notes of each indicator at the place.
    pub notes: BTreeMap<Indicator, Vec<Note>>,
    /// The definitions in force, one an indicator.
    pub definitions: Vec<Definition>,
}

/// Reads the figures of a report.
///
/// # Errors
/// When the place is not in the basin, the actor may not, or the database fails.
pub fn printed(tx: &mut Tx, actor: &Actor, question: &Question) -> Result<Printed, IndicatorError> {
    policy::check(actor, Action::ReadPlan, Subject::Basin)?;
    policy::check(actor, Action::ReadIndicators, Subject::Basin)?;
    let Asked { on, known_at } = question.asked;
    let versions = store::definitions(tx)?;
    let facts = gather(tx, &Scope::everything(), on, known_at, &versions, Wanted::ALL)?;
    let all = places(&facts);
    if !all.contains(&question.place) {
        return Err(IndicatorError::NotFound);
    }
    let history = releases::history(tx, Audience::Inside, on, known_at, None)?;
    let newest = history.last();
    let people_from = match newest {
        Some(_) => PeopleFrom::Release,
        None if sees_people(actor, &facts, &question.place) => PeopleFrom::Day,
        None => PeopleFrom::Nowhere,
    };
    let measures: Vec<Measure> = question
        .indicators
        .iter()
        .flat_map(|indicator| Measure::of(*indicator))
        .collect();
    let table = table(&facts, &measures, &all, newest, people_from);
    let mut trends = things_over_time(tx, question, &versions)?;
    for (indicator, trend) in people_over_time(question, &history) {
        trends.insert(indicator, trend);
    }
    let mut notes = BTreeMap::new();
    for indicator in &question.indicators {
        notes.insert(
            *indicator,
            actions::notes(tx, actor, *indicator, &question.place, known_at)?,
        );
    }
    Ok(Printed {
        targets: actions::targets(tx, actor, None, &question.place, known_at)?,
        definitions: Definitions::on(&versions, on, known_at).in_force,
        reading: Reading {
            place: question.place.clone(),
            labels: Labels::of(&facts),
            places: all,
            table,
            release: newest.map(|(release, _)| release.clone()),
            facts,
        },
        people_from,
        trends,
        notes,
    })
}

/// Whether a reader sees figures about people as they stand: those who pilot, each where they do.
fn sees_people(actor: &Actor, facts: &Facts, place: &Place) -> bool {
    match sight_of(actor, facts, place, Measure::AttendancePupils) {
        Sight::Live | Sight::Guarded => true,
        Sight::Frozen(_) => false,
    }
}

fn table(
    facts: &Facts,
    measures: &[Measure],
    all: &[Place],
    newest: Option<&(Release, Vec<ReleaseCell>)>,
    people_from: PeopleFrom,
) -> Vec<Value> {
    let frozen: BTreeMap<(Measure, Place), Value> = newest
        .iter()
        .flat_map(|(release, cells)| releases::frozen(release, cells))
        .map(|value| ((value.measure, value.place.clone()), value))
        .collect();
    let mut day = values(facts, measures, all);
    releases::make_safe(&mut day, facts, Audience::Inside);
    day.into_iter()
        .map(|mut value| match (value.measure.behind(), people_from) {
            (Behind::Nobody, _) | (_, PeopleFrom::Day) => value,
            (Behind::Staff | Behind::Families, PeopleFrom::Release | PeopleFrom::Nowhere) => frozen
                .get(&(value.measure, value.place.clone()))
                .cloned()
                .unwrap_or_else(|| {
                    hide(&mut value);
                    value
                }),
        })
        .map(published)
        .collect()
}

/// What too little is known of does not leave the house.
fn published(mut value: Value) -> Value {
    if value.has(Flag::NotPublishable) && value.level().is_some() {
        withhold(&mut value);
    }
    value
}

/// Schools and rooms over time, as they are known.
fn things_over_time(
    tx: &mut Tx,
    question: &Question,
    versions: &[Definition],
) -> Result<BTreeMap<Indicator, Trend>, IndicatorError> {
    let wanted: Vec<Indicator> = question
        .indicators
        .iter()
        .copied()
        .filter(|indicator| headlines(*indicator).all(|measure| measure.behind() == Behind::Nobody))
        .collect();
    let Some(first) = wanted.first() else {
        return Ok(BTreeMap::new());
    };
    let of = Wanted::headlines(&wanted);
    let Asked { on, known_at } = question.asked;
    let everything = Scope::everything();
    let month = on.month_of();
    let archive = Archive::open(tx, &everything, known_at, versions, of, (month, month))?;
    let mut days = Vec::new();
    for day in trend_days(*first, on) {
        days.push(archive.on(tx, day, of)?);
    }
    let line = |measure: Measure| {
        let values = days
            .iter()
            .map(|facts| published(value_of(facts, measure, &question.place)))
            .collect();
        (measure, values)
    };
    Ok(wanted
        .iter()
        .map(|indicator| {
            let lines = headlines(*indicator).map(line).collect();
            (*indicator, Trend { lines })
        })
        .collect())
}

/// Figures about people over time: those of the releases.
fn people_over_time(question: &Question, history: &[(Release, Vec<ReleaseCell>)]) -> BTreeMap<Indicator, Trend> {
    question
        .indicators
        .iter()
        .filter(|indicator| headlines(**indicator).any(|measure| measure.behind() != Behind::Nobody))
        .map(|indicator| {
            let line = |measure| (measure, releases::course(history, measure, &question.place));
            let lines = headlines(*indicator).map(line).collect();
            (*indicator, Trend { lines })
        })
        .collect()
}

fn headlines(indicator: Indicator) -> impl Iterator<Item = Measure> {
    Measure::of(indicator).filter(|measure| measure.is_headline())
}
