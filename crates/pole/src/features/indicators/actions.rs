//! The use cases of the indicators: read figures as far as one may, set targets, write notes,
//! make definitions.

use std::collections::BTreeMap;

use pole_db::{DbError, Tx};
use pole_kernel::{Day, Instant, Role, SchoolYear, Territory};

use super::definitions::{Definition, Definitions, Thresholds};
use super::errors::IndicatorError;
use super::facts::Facts;
use super::gather::{Archive, Wanted, gather};
use super::model::{Behind, Flag, Indicator, Measure, Place, Unit, Value};
use super::protect::{protect, withhold};
use super::records::{Audience, Note, NoteId, Release, ReleaseId, Target};
use super::releases;
use super::store;
use super::suppression::Thresholds as SmallCells;
use super::table::{Labels, places, value_of, values};
use crate::features::pix;
use crate::policy::{self, Action, Actor, Scope, Subject};
use crate::shell::asked::Asked;
use crate::shell::audit;
use crate::shell::clock::fresh_id;

/// How many school years a trend goes back.
const TREND_YEARS: i16 = 6;
/// How many months the trend of usage goes back.
const TREND_MONTHS: i32 = 13;

/// Everybody who reads figures reads those of all the schools, protected.
static EVERYTHING: Scope = Scope {
    everything: true,
    territories: Vec::new(),
    schools: Vec::new(),
};

/// How a reader may see the figures of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    /// As they stand now, down to the evidence.
    Live,
    /// As they stand now, small cells about families hidden: those who pilot from outside the schools.
    Guarded,
    /// As the last release froze them.
    Frozen(Audience),
}

/// How an actor sees figures about people at a place.
///
/// Nobody and institutions are behind rooms and selections: these are seen live by whoever reads
/// indicators (`domain.md` §9, what authorities may see). Figures about people are live for the
/// school itself, guarded for the pilots, frozen for everybody else.
pub fn sight(actor: &Actor, place: &Place, territory: Option<&Territory>, behind: Behind) -> Sight {
    let live = policy::scope(actor, Action::ReadLiveIndicators);
    let own = matches!(place, Place::School(uai) if live.schools.contains(uai));
    if own || behind == Behind::Nobody && policy::may_somewhere(actor, Action::ReadIndicators) {
        return Sight::Live;
    }
    let reaches = live.everything
        || match place {
            Place::School(uai) => live.holds(uai, territory),
            Place::Territory(territory) => live.territories.contains(territory),
            Place::Basin | Place::Directory | Place::Group(_) | Place::Wave(_) => false,
        };
    match (reaches, behind) {
        (true, Behind::Families) => Sight::Guarded,
        (true, Behind::Nobody | Behind::Staff) => Sight::Live,
        (false, _) if policy::may_somewhere(actor, Action::ReadIndicators) => Sight::Frozen(Audience::Inside),
        (false, _) => Sight::Frozen(Audience::Public),
    }
}

/// The place an actor looks at when none is named: the widest they answer for.
pub fn own_place(actor: &Actor) -> Place {
    let scope = policy::scope(actor, Action::ReadIndicators);
    match (scope.territories.first(), scope.schools.first()) {
        _ if scope.everything => Place::Basin,
        (Some(territory), _) => Place::Territory(territory.clone()),
        (None, Some(uai)) => Place::School(uai.clone()),
        (None, None) => Place::Basin,
    }
}

/// What one asks to read.
#[derive(Clone, Debug)]
pub struct Question {
    /// The indicators.
    pub indicators: Vec<Indicator>,
    /// The schools.
    pub place: Place,
    /// When, as known when.
    pub asked: Asked,
}

/// The figures of a question, as far as its reader may see them.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The place.
    pub place: Place,
    /// The name of each school and wave.
    pub labels: Labels,
    /// Every place of the axes, in order.
    pub places: Vec<Place>,
    /// Every measure of the indicators at every place.
    pub table: Vec<Value>,
    /// The release that frozen figures come from.
    pub release: Option<Release>,
    /// The facts behind the live figures.
    pub facts: Facts,
}

impl Reading {
    /// One value.
    pub fn value(&self, measure: Measure, place: &Place) -> Option<&Value> {
        self.table
            .iter()
            .find(|value| value.measure == measure && value.place == *place)
    }

    /// The values of the place asked about.
    pub fn here(&self) -> impl Iterator<Item = &Value> {
        self.table.iter().filter(|value| value.place == self.place)
    }
}

/// Reads the figures of a question at every place of the axes.
///
/// # Errors
/// When the place is not in the basin, the actor may not, or the database fails.
pub fn read(tx: &mut Tx, actor: &Actor, question: &Question) -> Result<Reading, IndicatorError> {
    policy::check(actor, Action::ReadIndicators, Subject::Basin)?;
    let Asked { on, known_at } = question.asked;
    let versions = store::definitions(tx)?;
    let wanted = Wanted::of(&question.indicators);
    let month = super::registers::closed_month(on);
    let archive = Archive::open(tx, &EVERYTHING, known_at, &versions, wanted, (month, month))?;
    read_from(tx, actor, question, &archive)
}

/// Reads the figures of a question, and the course of its headlines at the place asked about.
///
/// # Errors
/// When the place is not in the basin, the actor may not, or the database fails.
pub fn read_over_time(
    tx: &mut Tx,
    actor: &Actor,
    question: &Question,
) -> Result<(Reading, BTreeMap<Indicator, Trend>), IndicatorError> {
    policy::check(actor, Action::ReadIndicators, Subject::Basin)?;
    let Asked { on, known_at } = question.asked;
    let versions = store::definitions(tx)?;
    let wanted = Wanted::of(&question.indicators);
    let month = super::registers::closed_month(on);
    let months = (month.plus(1 - TREND_MONTHS), month);
    let archive = Archive::open(tx, &EVERYTHING, known_at, &versions, wanted, months)?;
    let reading = read_from(tx, actor, question, &archive)?;
    let trends = trends(tx, actor, question, &archive, &reading)?;
    Ok((reading, trends))
}

fn read_from(
    tx: &mut Tx,
    actor: &Actor,
    question: &Question,
    archive: &Archive<'_>,
) -> Result<Reading, IndicatorError> {
    let Asked { on, known_at } = question.asked;
    let facts = archive.on(tx, on, Wanted::of(&question.indicators))?;
    let measures: Vec<Measure> = question
        .indicators
        .iter()
        .flat_map(|indicator| Measure::of(*indicator))
        .collect();
    let places = places(&facts);
    if !places.contains(&question.place) {
        return Err(IndicatorError::NotFound);
    }
    let live = values(&facts, &measures, &places);
    let sights: Vec<Sight> = live
        .iter()
        .map(|value| sight_of(actor, &facts, &value.place, value.measure))
        .collect();
    let mut guarded = live.clone();
    if sights.contains(&Sight::Guarded) {
        protect(&mut guarded, &facts, SmallCells::INSIDE, |behind| {
            behind == Behind::Families
        });
    }
    let frozen = if sights.iter().any(|sight| matches!(sight, Sight::Frozen(_))) {
        releases::newest(tx, Audience::Inside, on, known_at)?
    } else {
        None
    };
    let frozen_values: BTreeMap<(Measure, Place), Value> = frozen
        .iter()
        .flat_map(|(release, cells)| releases::frozen(release, cells))
        .map(|value| ((value.measure, value.place.clone()), value))
        .collect();
    let table = live
        .into_iter()
        .zip(guarded)
        .zip(sights)
        .map(|((live, guarded), sight)| match sight {
            Sight::Live => live,
            Sight::Guarded => guarded,
            Sight::Frozen(_) => frozen_values
                .get(&(live.measure, live.place.clone()))
                .cloned()
                .unwrap_or_else(|| never_frozen(live)),
        })
        .map(|value| for_reader(actor, value))
        .collect();
    Ok(Reading {
        place: question.place.clone(),
        labels: Labels::of(&facts),
        places,
        table,
        release: frozen.map(|(release, _)| release),
        facts,
    })
}

/// How an actor sees a measure at a place of these facts.
pub fn sight_of(actor: &Actor, facts: &Facts, place: &Place, measure: Measure) -> Sight {
    let territory = match place {
        Place::School(uai) => facts.school(uai).and_then(|school| school.territory.as_ref()),
        Place::Basin | Place::Directory | Place::Territory(_) | Place::Group(_) | Place::Wave(_) => None,
    };
    sight(actor, place, territory, measure.behind())
}

/// What too little is known of is for pilots only (`domain.md` §5.1, rule 3).
fn for_reader(actor: &Actor, mut value: Value) -> Value {
    let pilots = actor.console || actor.roles.iter().any(|held| held.role == Role::Pilot);
    if !pilots && value.has(Flag::NotPublishable) {
        withhold(&mut value);
    }
    value
}

/// A value that no release holds yet: its reader has nothing to see.
fn never_frozen(mut value: Value) -> Value {
    super::protect::hide(&mut value);
    value
}

/// One indicator over time at a place.
#[derive(Clone, Debug, Default)]
pub struct Trend {
    /// One line a headline measure: its value at each moment.
    pub lines: Vec<(Measure, Vec<Value>)>,
}

/// The days of a trend: the end of each school year and the day asked; for usage, the end of each month.
pub fn trend_days(indicator: Indicator, on: Day) -> Vec<Day> {
    if indicator == Indicator::Used {
        let last = super::registers::closed_month(on);
        return (0..TREND_MONTHS)
            .rev()
            .map(|back| last.plus(-back).last_day())
            .collect();
    }
    let year = on.school_year();
    let mut days: Vec<Day> = (1..TREND_YEARS).rev().map(|back| year.plus(-back).last_day()).collect();
    days.push(on);
    days
}

/// The headlines of indicators over time at a place, as its reader may see them: live where they
/// see it live, from the releases elsewhere. The day of the question was read already.
fn trends(
    tx: &mut Tx,
    actor: &Actor,
    question: &Question,
    archive: &Archive<'_>,
    reading: &Reading,
) -> Result<BTreeMap<Indicator, Trend>, IndicatorError> {
    let Asked { on, known_at } = question.asked;
    let sight = |measure| sight_of(actor, &reading.facts, &question.place, measure);
    let is_frozen = |measure: &Measure| matches!(sight(*measure), Sight::Frozen(_));
    let mut history = Vec::new();
    if headlines(&question.indicators).any(|measure| is_frozen(&measure)) {
        history = releases::history(tx, Audience::Inside, on, known_at, Some(&question.place))?;
    }
    // What is read from the releases is not counted again.
    let counted: Vec<Indicator> = question
        .indicators
        .iter()
        .copied()
        .filter(|indicator| !headlines(&[*indicator]).all(|measure| is_frozen(&measure)))
        .collect();
    let yearly: Vec<Indicator> = counted
        .iter()
        .copied()
        .filter(|indicator| *indicator != Indicator::Used)
        .collect();
    let mut past: BTreeMap<Day, Facts> = BTreeMap::new();
    if let Some(first) = yearly.first() {
        let wanted = Wanted::headlines(&yearly);
        for day in trend_days(*first, on).into_iter().filter(|day| *day != on) {
            past.insert(day, archive.on(tx, day, wanted)?);
        }
    }
    let mut monthly: BTreeMap<Day, Facts> = BTreeMap::new();
    if let (true, Some(populations)) = (counted.contains(&Indicator::Used), archive.populations()) {
        let days = trend_days(Indicator::Used, on);
        monthly = super::registers::months(tx, populations, &reading.facts, &question.place, &days)?;
    }
    let mut trends = BTreeMap::new();
    for indicator in &question.indicators {
        let by_month = *indicator == Indicator::Used;
        let facts = if by_month { &monthly } else { &past };
        let mut trend = Trend::default();
        // Made safe once a day for all the measures of the indicator, as the table is.
        let mut guarded: Option<Vec<Vec<Value>>> = None;
        for measure in headlines(&[*indicator]) {
            let mut values: Vec<Value> = match sight(measure) {
                Sight::Live => facts
                    .values()
                    .map(|facts| value_of(facts, measure, &question.place))
                    .collect(),
                Sight::Guarded => guarded
                    .get_or_insert_with(|| {
                        facts
                            .values()
                            .map(|facts| guarded_table(facts, *indicator, &question.place))
                            .collect()
                    })
                    .iter()
                    .filter_map(|table| {
                        table
                            .iter()
                            .find(|value| value.measure == measure && value.place == question.place)
                            .cloned()
                    })
                    .collect(),
                Sight::Frozen(_) => releases::course(&history, measure, &question.place),
            };
            if !by_month && !is_frozen(&measure) {
                values.extend(reading.value(measure, &question.place).cloned());
            }
            let values = values.into_iter().map(|value| for_reader(actor, value)).collect();
            trend.lines.push((measure, values));
        }
        trends.insert(*indicator, trend);
    }
    Ok(trends)
}

/// The figures that stand for some indicators.
fn headlines(indicators: &[Indicator]) -> impl Iterator<Item = Measure> {
    indicators
        .iter()
        .flat_map(|indicator| Measure::of(*indicator))
        .filter(|measure| measure.is_headline())
}

/// The values of an indicator at every place, as those see them who pilot from outside the schools.
/// Of a past month, usage is read at the place asked about alone.
fn guarded_table(facts: &Facts, indicator: Indicator, place: &Place) -> Vec<Value> {
    let measures: Vec<Measure> = Measure::of(indicator).collect();
    let places = if indicator == Indicator::Used {
        vec![place.clone()]
    } else {
        places(facts)
    };
    let mut table = values(facts, &measures, &places);
    protect(&mut table, facts, SmallCells::INSIDE, |behind| {
        behind == Behind::Families
    });
    table
}

/// Who is behind the certifications of a place: `None` where it is hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Certified {
    /// Different pupils who are known.
    pub pupils: Option<u64>,
    /// Different teachers who are known.
    pub teachers: Option<u64>,
    /// Certifications whose person is not known: as many persons more at most.
    pub unmatched: u64,
    /// Sessions in which somebody sat.
    pub sessions: u64,
}

/// The different persons behind the certifications of the basin, or of one's own school: at the
/// places between, the difference of two answers could be about a few.
///
/// # Errors
/// When the database fails.
pub fn certified(tx: &mut Tx, actor: &Actor, reading: &Reading) -> Result<Option<Certified>, IndicatorError> {
    let (facts, place) = (&reading.facts, &reading.place);
    let seen = sight_of(actor, facts, place, Measure::CertificationsPupils);
    let scope = match (place, seen) {
        (Place::Basin, Sight::Live | Sight::Guarded) => Scope::everything(),
        (Place::School(uai), Sight::Live) => Scope {
            schools: vec![uai.clone()],
            ..Scope::default()
        },
        _ => return Ok(None),
    };
    if facts.first_exam.is_none_or(|first| facts.on < first) {
        return Ok(None);
    }
    let told = pix::distinct_persons(tx, &scope, facts.certified_from, facts.on, facts.known_at)?;
    let shown = |measure: Measure, persons: u32| {
        let all = reading.value(measure, place)?.numerator?;
        let persons = u64::from(persons);
        // How many came twice is told by the difference.
        let small = |count: u64| (1..SmallCells::INSIDE.k).contains(&count);
        let hidden = measure.behind() == Behind::Families
            && seen == Sight::Guarded
            && (small(persons) || small(all.saturating_sub(persons)));
        (!hidden).then_some(persons)
    };
    Ok(Some(Certified {
        pupils: shown(Measure::CertificationsPupils, told.pupils),
        teachers: shown(Measure::CertificationsTeachers, told.teachers),
        unmatched: told.unmatched.into(),
        sessions: told.sessions.into(),
    }))
}

/// The first value a trend has, from which progress is told: the baseline.
pub fn baseline(values: &[Value]) -> Option<&Value> {
    values.iter().find(|value| value.level().is_some())
}

/// The target that speaks of a day: that of its school year, else the next one to come.
pub fn target_on(targets: &[Target], on: Day) -> Option<&Target> {
    let year = on.school_year();
    targets
        .iter()
        .filter(|target| target.year >= year)
        .min_by_key(|target| target.year)
}

/// The targets of a place.
///
/// # Errors
/// When the actor may not, or the database fails.
pub fn targets(
    tx: &mut Tx,
    actor: &Actor,
    indicator: Option<Indicator>,
    place: &Place,
    known_at: Instant,
) -> Result<Vec<Target>, IndicatorError> {
    policy::check(actor, Action::ReadIndicators, Subject::Basin)?;
    Ok(store::targets(tx, indicator, place, known_at)?)
}

/// Sets what an indicator should reach by the end of a school year, or takes it back.
///
/// # Errors
/// When the target makes no sense, the actor may not, or the database fails.
#[expect(
    clippy::too_many_arguments,
    reason = "a target: of what, where, by when, how much, why"
)]
pub fn set_target(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    indicator: Indicator,
    place: &Place,
    year: SchoolYear,
    target: Option<i64>,
    note: &str,
) -> Result<(), IndicatorError> {
    policy::check(actor, Action::EditIndicators, Subject::Basin)?;
    let percent = Measure::of(indicator).next().map(Measure::unit) == Some(Unit::Percent);
    if target.is_some_and(|target| target < 0 || (percent && target > 1_000)) {
        return Err(IndicatorError::Refused("indicators-refused-target"));
    }
    store::withdraw_target(tx, indicator, place, year, now)?;
    if let Some(target) = target {
        let target = Target {
            id: fresh_id(),
            indicator,
            place: place.clone(),
            year,
            target,
            note: note.trim().to_owned(),
            recorded_at: now,
            recorded_by: None,
        };
        store::insert_target(tx, target.id, &target, actor.account)?;
    }
    audit::record(
        tx,
        actor,
        now,
        "indicator.target",
        indicator.code(),
        &format!("{place} {}", year.label()),
    )?;
    Ok(())
}

/// The notes of an indicator at a place.
///
/// # Errors
/// When the actor may not, or the database fails.
pub fn notes(
    tx: &mut Tx,
    actor: &Actor,
    indicator: Indicator,
    place: &Place,
    known_at: Instant,
) -> Result<Vec<Note>, IndicatorError> {
    policy::check(actor, Action::ReadIndicators, Subject::Basin)?;
    Ok(store::notes(tx, indicator, place, known_at)?)
}

/// Writes a note beside a figure.
///
/// # Errors
/// When it is empty, the actor may not, or the database fails.
pub fn add_note(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    indicator: Indicator,
    place: &Place,
    text: &str,
) -> Result<(), IndicatorError> {
    policy::check(actor, Action::EditIndicators, Subject::Basin)?;
    if text.trim().is_empty() {
        return Err(IndicatorError::Refused("form-required"));
    }
    store::insert_note(tx, fresh_id(), indicator, place, text.trim(), now, actor.account)?;
    audit::record(tx, actor, now, "indicator.note", indicator.code(), &place.to_string())?;
    Ok(())
}

/// Takes a note back.
///
/// # Errors
/// When there is none, the actor may not, or the database fails.
pub fn withdraw_note(tx: &mut Tx, actor: &Actor, now: Instant, id: NoteId) -> Result<(), IndicatorError> {
    policy::check(actor, Action::EditIndicators, Subject::Basin)?;
    if !store::withdraw_note(tx, id, now)? {
        return Err(IndicatorError::NotFound);
    }
    audit::record(tx, actor, now, "indicator.note_withdrawn", &id.to_string(), "")?;
    Ok(())
}

/// Every version of every definition.
///
/// # Errors
/// When the actor may not, or the database fails.
pub fn definitions(tx: &mut Tx, actor: &Actor) -> Result<Vec<Definition>, IndicatorError> {
    policy::check(actor, Action::ReadIndicators, Subject::Basin)?;
    Ok(store::definitions(tx)?)
}

/// A version that could be made, after the checks that making it passes.
fn proposed(
    versions: &[Definition],
    indicator: Indicator,
    thresholds: Thresholds,
    valid_from: Day,
) -> Result<Definition, IndicatorError> {
    if let Some(key) = thresholds.problem() {
        return Err(IndicatorError::Refused(key));
    }
    let last = versions
        .iter()
        .filter(|version| version.indicator == indicator)
        .max_by_key(|version| version.version)
        .ok_or(IndicatorError::NotFound)?;
    if last.thresholds == thresholds {
        return Err(IndicatorError::Refused("indicators-refused-same-definition"));
    }
    Ok(Definition {
        indicator,
        version: last.version + 1,
        valid_from,
        thresholds,
        note: String::new(),
        created_at: None,
        created_by: None,
    })
}

/// What a new version would change.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The version that would be made.
    pub definition: Definition,
    /// The headline of the basin today.
    pub before: Value,
    /// The same, counted with the new version.
    pub after: Value,
}

/// Counts the headline of the basin today with a version that is not made.
///
/// # Errors
/// When its thresholds cannot be computed or change nothing, the actor may not, or the database fails.
pub fn preview(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    indicator: Indicator,
    thresholds: Thresholds,
    valid_from: Day,
) -> Result<Preview, IndicatorError> {
    policy::check(actor, Action::EditIndicators, Subject::Basin)?;
    let mut versions = store::definitions(tx)?;
    let definition = proposed(&versions, indicator, thresholds, valid_from)?;
    let measure = Measure::of(indicator).next().ok_or(IndicatorError::NotFound)?;
    let wanted = Wanted::headlines(&[indicator]);
    let before = gather(tx, &Scope::everything(), now.day(), now, &versions, wanted)?;
    versions.push(Definition {
        valid_from: now.day(),
        ..definition.clone()
    });
    let after = gather(tx, &Scope::everything(), now.day(), now, &versions, wanted)?;
    Ok(Preview {
        definition,
        before: value_of(&before, measure, &Place::Basin),
        after: value_of(&after, measure, &Place::Basin),
    })
}

/// The definitions in force on a day, as known at a moment: what a figure counts is no secret.
///
/// # Errors
/// When the database fails.
pub fn definitions_on(tx: &mut Tx, on: Day, known_at: Instant) -> Result<Definitions, IndicatorError> {
    Ok(Definitions::on(&store::definitions(tx)?, on, known_at))
}

/// Makes a new version of a definition. The former ones stay, and charts break where it begins.
///
/// # Errors
/// When its thresholds cannot be computed or change nothing, it says no reason, the actor may
/// not, or the database fails.
pub fn define(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    indicator: Indicator,
    thresholds: Thresholds,
    valid_from: Day,
    note: &str,
) -> Result<Definition, IndicatorError> {
    policy::check(actor, Action::EditIndicators, Subject::Basin)?;
    let versions = store::definitions(tx)?;
    let definition = Definition {
        note: note.trim().to_owned(),
        created_at: Some(now),
        ..proposed(&versions, indicator, thresholds, valid_from)?
    };
    if definition.note.is_empty() {
        return Err(IndicatorError::Refused("indicators-refused-no-reason"));
    }
    let content = serde_json::to_string(&thresholds).map_err(|error| {
        IndicatorError::Db(DbError::Column {
            column: "content".to_owned(),
            reason: error.to_string(),
        })
    })?;
    store::insert_definition(tx, &definition, &content, now, actor.account)?;
    audit::record(
        tx,
        actor,
        now,
        "indicator.defined",
        indicator.code(),
        &format!("version {}", definition.version),
    )?;
    Ok(definition)
}

/// Every release, the newest first.
///
/// # Errors
/// When the actor may not, or the database fails.
pub fn all_releases(tx: &mut Tx, actor: &Actor) -> Result<Vec<Release>, IndicatorError> {
    policy::check(actor, Action::ReadIndicators, Subject::Basin)?;
    Ok(store::releases(tx, None)?)
}

/// A release with its figures, as far as its reader may see them.
///
/// # Errors
/// When there is none, the actor may not, or the database fails.
pub fn release(tx: &mut Tx, actor: &Actor, id: ReleaseId) -> Result<(Release, Labels, Vec<Value>), IndicatorError> {
    let release = all_releases(tx, actor)?
        .into_iter()
        .find(|release| release.id == id)
        .ok_or(IndicatorError::NotFound)?;
    let cells = store::release_cells(tx, id, None)?;
    let values = releases::frozen(&release, &cells)
        .into_iter()
        .map(|value| for_reader(actor, value))
        .collect();
    Ok((release, Labels::kept(&cells), values))
}
