//! What to believe when sources disagree: stated orders of trust, pure functions.

use std::collections::{BTreeMap, BTreeSet};

use pole_formats::{FileKind, IpsTrack, Known, SchoolFact, SchoolState};
use pole_kernel::{
    Category, Contract, Day, Instant, Level, PositionPrecision, PriorityEducation, Ratio, SchoolKind, SchoolYear,
    Sector, Uai,
};

use super::model::{CountRow, EventKind, IpsRow, SchoolEvent, SchoolLine, SchoolRecord, Source};
use super::projection::{CountOrigin, project};
use crate::shell::imports::ImportId;

/// How much a source is trusted for who a school is, the lowest first \[C\]: people, then our
/// checked compilation, then the registers of the ministry from the most to the least direct.
pub(super) const fn identity_rank(source: Source) -> u8 {
    match source {
        Source::Manual | Source::Exceptional => 0,
        Source::File(kind) => match kind {
            FileKind::BasinSchools => 1,
            FileKind::Annuaire => 2,
            FileKind::Geolocation => 3,
            FileKind::IpsEcoles | FileKind::IpsColleges | FileKind::IpsLycees => 4,
            FileKind::CollegeCounts | FileKind::LyceeGtCounts | FileKind::LyceeProCounts => 5,
            FileKind::UnifiedSchools => 6,
            FileKind::RepList => 7,
            FileKind::PressCounts
            | FileKind::RosterCounts
            | FileKind::Supplies
            | FileKind::People
            | FileKind::Rooms
            | FileKind::RoomTests
            | FileKind::ProbeLines
            | FileKind::PixResults
            | FileKind::TrainingRows
            | FileKind::UsageRows
            | FileKind::Demarche
            | FileKind::CommuneSpeeds
            | FileKind::CommuneTechnologies => 8,
        },
    }
}

/// How much a source is trusted for a head count, the lowest first \[C\]: an exceptional
/// observation declared for the year, what a person entered, a file of head counts, the
/// ministry's counts by level, the count that goes with the IPS, our compilation, the
/// directory's, our union of files, the press.
pub const fn count_rank(source: Source) -> u8 {
    match source {
        Source::Exceptional => 0,
        Source::Manual => 1,
        Source::File(kind) => match kind {
            FileKind::RosterCounts => 2,
            FileKind::CollegeCounts | FileKind::LyceeGtCounts | FileKind::LyceeProCounts => 3,
            FileKind::IpsEcoles | FileKind::IpsColleges | FileKind::IpsLycees => 4,
            FileKind::BasinSchools => 5,
            FileKind::Annuaire => 6,
            FileKind::UnifiedSchools => 7,
            FileKind::PressCounts => 8,
            FileKind::Geolocation
            | FileKind::RepList
            | FileKind::Supplies
            | FileKind::People
            | FileKind::Rooms
            | FileKind::RoomTests
            | FileKind::ProbeLines
            | FileKind::PixResults
            | FileKind::TrainingRows
            | FileKind::UsageRows
            | FileKind::Demarche
            | FileKind::CommuneSpeeds
            | FileKind::CommuneTechnologies => 9,
        },
    }
}

/// A value with the source that is believed for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attributed<T> {
    /// The value.
    pub value: T,
    /// Who says it.
    pub source: Source,
    /// The day it speaks of.
    pub observed_on: Day,
    /// The import it came with and its line in that file.
    pub evidence: Option<(ImportId, i64)>,
}

/// Who a school is on a day, as known at a moment: each attribute from the most trusted source
/// that speaks of it.
#[derive(Clone, Debug)]
pub struct Identity {
    /// Its name.
    pub name: Option<Attributed<String>>,
    /// Its official name, when it differs.
    pub official_name: Option<Attributed<String>>,
    /// What it is.
    pub kind: Option<Attributed<SchoolKind>>,
    /// Public or private.
    pub sector: Option<Attributed<Sector>>,
    /// Its contract with the State.
    pub contract: Option<Attributed<Contract>>,
    /// Its address.
    pub address: Option<Attributed<String>>,
    /// Its commune.
    pub commune: Option<Attributed<String>>,
    /// INSEE code of its commune.
    pub commune_code: Option<Attributed<String>>,
    /// Its quarter.
    pub quarter: Option<Attributed<String>>,
    /// Its island or department.
    pub territory: Option<Attributed<pole_kernel::Territory>>,
    /// Priority education: `None` inside means the source says there is none.
    pub priority: Option<Attributed<Option<PriorityEducation>>>,
    /// The collège at the head of its network.
    pub rep_head: Option<Attributed<Uai>>,
    /// Its position.
    pub position: Option<Attributed<pole_formats::Position>>,
    /// The day it opened.
    pub opened_on: Option<Attributed<Day>>,
    /// Whether it is open.
    pub state: SchoolState,
    /// The school it is a part of.
    pub mother: Option<Attributed<Uai>>,
    /// The collège of its catchment area.
    pub attached_to: Option<Uai>,
}

/// The records of a school in the order in which they are believed on a day, as known at a
/// moment: what was observed by then before what came later, then trust, then the newest.
fn in_order_of_trust(records: &[SchoolRecord], on: Day, known_at: Instant) -> Vec<&SchoolRecord> {
    let mut newest: BTreeMap<(&'static str, Day), &SchoolRecord> = BTreeMap::new();
    for record in records.iter().filter(|record| record.recorded_at <= known_at) {
        let kept = newest
            .entry((record.source.code(), record.observed_on))
            .or_insert(record);
        if kept.recorded_at < record.recorded_at {
            *kept = record;
        }
    }
    let mut ordered: Vec<&SchoolRecord> = newest.into_values().collect();
    ordered.sort_by(|left, right| {
        let key = |record: &SchoolRecord| (record.observed_on > on, identity_rank(record.source));
        key(left).cmp(&key(right)).then_with(|| {
            // Before the day asked, the newest speaks; after it, the oldest is the nearest.
            if left.observed_on > on {
                left.observed_on.cmp(&right.observed_on)
            } else {
                right.observed_on.cmp(&left.observed_on)
            }
        })
    });
    ordered
}

fn first<T>(ordered: &[&SchoolRecord], value: impl Fn(&SchoolFact) -> Option<T>) -> Option<Attributed<T>> {
    ordered.iter().find_map(|record| {
        let evidence = record.import.zip(record.line);
        value(&record.fact).map(|value| Attributed {
            value,
            source: record.source,
            observed_on: record.observed_on,
            evidence,
        })
    })
}

/// Who a school is on a day, as known at a moment.
pub fn identity(records: &[SchoolRecord], events: &[SchoolEvent], on: Day, known_at: Instant) -> Identity {
    let ordered = in_order_of_trust(records, on, known_at);
    // How a name is written is no fact of a day: the most trusted source spells it, even of a day
    // before it spoke. A school that changes its name has an event.
    let mut spelled = ordered.clone();
    spelled.sort_by_key(|record| identity_rank(record.source));
    let mut name = first(&spelled, |fact| {
        fact.name.clone().or_else(|| fact.official_name.clone())
    });
    let known = |kind: EventKind| {
        events
            .iter()
            .filter(move |event| event.kind == kind && event.known(known_at))
    };
    if let Some(renamed) = known(EventKind::Renamed)
        .filter(|event| event.valid_from <= on)
        .max_by_key(|event| event.valid_from)
        && let Some(new_name) = &renamed.name
    {
        let value = new_name.clone();
        name = Some(Attributed {
            value,
            source: Source::Manual,
            observed_on: renamed.valid_from,
            evidence: None,
        });
    }
    let exact = first(&ordered, |fact| {
        fact.position
            .clone()
            .filter(|position| position.precision == PositionPrecision::Exact)
    });
    let attached_to = known(EventKind::AttachedTo)
        .filter(|event| event.holds(on))
        .max_by_key(|event| event.valid_from)
        .and_then(|event| event.other.clone());
    Identity {
        name,
        official_name: first(&ordered, |fact| fact.official_name.clone()),
        kind: first(&ordered, |fact| fact.kind),
        sector: first(&ordered, |fact| fact.sector),
        contract: first(&ordered, |fact| fact.contract),
        address: first(&ordered, |fact| fact.address.clone()),
        commune: first(&ordered, |fact| fact.commune.clone()),
        commune_code: first(&ordered, |fact| fact.commune_code.clone()),
        quarter: first(&ordered, |fact| fact.quarter.clone()),
        territory: first(&ordered, |fact| fact.territory.clone()),
        priority: priority(&ordered),
        rep_head: first(&ordered, |fact| fact.rep_head.clone()),
        position: exact.or_else(|| first(&ordered, |fact| fact.position.clone())),
        opened_on: first(&ordered, |fact| fact.opened_on),
        state: state(&ordered, events, on, known_at),
        mother: first(&ordered, |fact| fact.mother.clone()),
        attached_to,
    }
}

/// The label of priority education: the ministry's list before what other files repeat of it.
fn priority(ordered: &[&SchoolRecord]) -> Option<Attributed<Option<PriorityEducation>>> {
    let list: Vec<&SchoolRecord> = ordered
        .iter()
        .copied()
        .filter(|record| record.source == Source::File(FileKind::RepList) || record.source == Source::Manual)
        .collect();
    let said = |fact: &SchoolFact| match fact.priority {
        Known::Unknown => None,
        Known::No => Some(None),
        Known::Yes(label) => Some(Some(label)),
    };
    first(&list, said).or_else(|| first(ordered, said))
}

/// Whether a school is open on a day: its own events first, then the registers.
fn state(ordered: &[&SchoolRecord], events: &[SchoolEvent], on: Day, known_at: Instant) -> SchoolState {
    let last = events
        .iter()
        .filter(|event| event.known(known_at) && event.valid_from <= on)
        .filter(|event| event.kind == EventKind::Opened || event.kind.ends_school())
        .max_by_key(|event| event.valid_from);
    match last {
        Some(event) if event.kind == EventKind::Opened => SchoolState::Open,
        Some(_) => SchoolState::Closed,
        None => first(ordered, |fact| fact.state).map_or(SchoolState::Open, |said| said.value),
    }
}

/// Why a figure deserves a second look; the codes are the flags of `domain.md` §5.1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FigureFlag {
    /// Not observed: projected or carried forward.
    Estimated,
    /// Observed out of season, for a stated reason.
    Exceptional,
    /// Worked out by difference.
    Deduced,
    /// Invented for the demonstration.
    Fictitious,
    /// Several sources give different figures.
    Disputed,
}

impl FigureFlag {
    /// The stable code, and the end of the message key.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Estimated => "estimated",
            Self::Exceptional => "exceptional",
            Self::Deduced => "deduced",
            Self::Fictitious => "fictitious",
            Self::Disputed => "disputed",
        }
    }
}

/// A figure with where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// How many.
    pub count: u32,
    /// How it was obtained.
    pub origin: CountOrigin,
    /// The observation that is believed; `None` when it is projected.
    pub chosen: Option<CountRow>,
    /// What the other sources say.
    pub others: Vec<CountRow>,
    /// Why it deserves a second look.
    pub flags: BTreeSet<FigureFlag>,
}

impl Figure {
    fn observed(chosen: CountRow, others: Vec<CountRow>, count: u32) -> Self {
        let mut flags = BTreeSet::new();
        if chosen.exceptional.is_some() {
            flags.insert(FigureFlag::Exceptional);
        }
        if chosen.deduced {
            flags.insert(FigureFlag::Deduced);
        }
        if chosen.fictitious {
            flags.insert(FigureFlag::Fictitious);
        }
        if others.iter().any(|other| other.amount != Some(count)) {
            flags.insert(FigureFlag::Disputed);
        }
        Self {
            count,
            origin: CountOrigin::Observed,
            chosen: Some(chosen),
            others,
            flags,
        }
    }

    fn estimated(count: u32, origin: CountOrigin) -> Self {
        Self {
            count,
            origin,
            chosen: None,
            others: Vec::new(),
            flags: BTreeSet::from([FigureFlag::Estimated]),
        }
    }

    /// Whether it carries the flag ESTIME.
    pub fn is_estimated(&self) -> bool {
        self.flags.contains(&FigureFlag::Estimated)
    }
}

/// The figures of a school, year by year: observed where they are, projected elsewhere.
#[derive(Clone, Debug, Default)]
pub struct Roster {
    figures: BTreeMap<(SchoolYear, Category), Figure>,
}

impl Roster {
    /// One figure, when it is known at all.
    pub fn figure(&self, year: SchoolYear, category: Category) -> Option<&Figure> {
        self.figures.get(&(year, category))
    }

    /// One count, when it is known at all.
    pub fn count(&self, year: SchoolYear, category: Category) -> Option<u32> {
        self.figure(year, category).map(|figure| figure.count)
    }

    /// The years something is known of.
    pub fn years(&self) -> BTreeSet<SchoolYear> {
        self.figures.keys().map(|(year, _)| *year).collect()
    }

    /// The categories something is known of, in the order of the levels.
    pub fn categories(&self) -> BTreeSet<Category> {
        self.figures.keys().map(|(_, category)| *category).collect()
    }

    /// Fills in the staff that nobody entered for the years of a window, from the newest year before each that
    /// somebody did: who plans a year that has not begun cannot count its teachers. In the first year nobody of the
    /// school holds a device, so that every teacher of 5e is new; afterwards as many arrive as in the newest year in
    /// which arrivals were counted, a year with devices, and without one as many as the teachers of 5e grow by. What
    /// was never counted stays unknown. Flagged ESTIME \[our choice\].
    pub fn carry_staff(&mut self, first: SchoolYear, until: SchoolYear) {
        let counted = self.figures.clone();
        // All the teachers of 5e without a device are a stock, of a year in which nobody held one: not arrivals.
        let is_stock = |year: SchoolYear, figure: &Figure| {
            let all = counted.get(&(year, Category::Teachers5e));
            year == first || all.is_some_and(|all| all.count == figure.count)
        };
        let newest = |category: Category, year: SchoolYear| {
            counted
                .range(..(year, category))
                .rev()
                .filter(|((_, other), _)| *other == category)
                .find(|((counted_in, _), figure)| category != Category::Teachers5eNew || !is_stock(*counted_in, figure))
                .map(|((counted_in, _), figure)| (figure.count, *counted_in))
        };
        let mut year = first;
        while year <= until {
            for category in [
                Category::Teachers,
                Category::Teachers5e,
                Category::Teachers5eNew,
                Category::Teachers6eNew,
            ] {
                if self.figures.contains_key(&(year, category)) {
                    continue;
                }
                let all_are_new = category == Category::Teachers5eNew && year == first;
                let of_5e = |year: SchoolYear| {
                    self.figure(year, Category::Teachers5e)
                        .map(|figure| match figure.origin {
                            CountOrigin::CarriedForward { year } => (figure.count, year),
                            _ => (figure.count, year),
                        })
                };
                let grown = || {
                    let (now, counted_in) = of_5e(year)?;
                    let (before, _) = of_5e(year.plus(-1))?;
                    Some((now.saturating_sub(before), counted_in))
                };
                let carried = if all_are_new {
                    of_5e(year).or_else(|| newest(category, year))
                } else if category == Category::Teachers5eNew {
                    newest(category, year).or_else(grown)
                } else {
                    newest(category, year)
                };
                if let Some((count, counted_in)) = carried {
                    let origin = CountOrigin::CarriedForward { year: counted_in };
                    self.figures.insert((year, category), Figure::estimated(count, origin));
                }
            }
            year = year.plus(1);
        }
    }

    /// Every figure.
    pub fn iter(&self) -> impl Iterator<Item = (SchoolYear, Category, &Figure)> {
        self.figures
            .iter()
            .map(|((year, category), figure)| (*year, *category, figure))
    }
}

/// Picks, for every year and category, the observation of the most trusted source as known at a
/// moment and observed by a day, then projects up to `until` what nobody observed.
///
/// Only pupils are projected: levels of a collège by cohort, any other total carried forward.
/// Teachers, holders and returns that nobody entered stay unknown.
pub fn roster(
    rows: &[CountRow],
    kind: SchoolKind,
    on: Day,
    known_at: Instant,
    until: SchoolYear,
    survival: Ratio,
) -> Roster {
    let mut figures = observed(rows, kind, on, known_at);
    let levels: BTreeMap<(SchoolYear, Level), u32> = figures
        .iter()
        .filter_map(|((year, category), figure)| match category {
            Category::Level(level) => Some(((*year, *level), figure.count)),
            _ => None,
        })
        .collect();
    let Some(first) = figures
        .keys()
        .filter(|(_, category)| category.counts_pupils())
        .map(|(year, _)| *year)
        .min()
    else {
        return Roster { figures };
    };
    let mut year = first;
    while year <= until {
        if kind.is_college() {
            for (level, projected) in project(&levels, year, survival) {
                figures
                    .entry((year, Category::Level(level)))
                    .or_insert_with(|| Figure::estimated(projected.count, projected.origin));
            }
        }
        if !figures.contains_key(&(year, Category::Total))
            && let Some(total) = estimated_total(&figures, kind, year)
        {
            figures.insert((year, Category::Total), total);
        }
        year = year.plus(1);
    }
    Roster { figures }
}

/// The total of a year nobody observed: the sum of a collège's levels, else the last total.
fn estimated_total(
    figures: &BTreeMap<(SchoolYear, Category), Figure>,
    kind: SchoolKind,
    year: SchoolYear,
) -> Option<Figure> {
    if kind.is_college() {
        let levels: Option<Vec<&Figure>> = super::projection::COLLEGE_LEVELS
            .iter()
            .map(|level| figures.get(&(year, Category::Level(*level))))
            .collect();
        if let Some(levels) = levels {
            let count = levels.iter().map(|figure| figure.count).sum();
            let origin = levels
                .iter()
                .map(|figure| figure.origin)
                .find(|origin| *origin != CountOrigin::Observed);
            return Some(match origin {
                Some(origin) => Figure::estimated(count, origin),
                None => Figure {
                    count,
                    origin: CountOrigin::Observed,
                    chosen: levels.first().and_then(|figure| figure.chosen.clone()),
                    others: Vec::new(),
                    flags: levels.iter().flat_map(|figure| figure.flags.iter().copied()).collect(),
                },
            });
        }
    }
    let before = year.plus(-1);
    let earlier = figures.get(&(before, Category::Total))?;
    let from = match earlier.origin {
        CountOrigin::CarriedForward { year } => year,
        CountOrigin::Observed | CountOrigin::Cohort { .. } | CountOrigin::CarriedThenCohort { .. } => before,
    };
    Some(Figure::estimated(
        earlier.count,
        CountOrigin::CarriedForward { year: from },
    ))
}

fn observed(
    rows: &[CountRow],
    kind: SchoolKind,
    on: Day,
    known_at: Instant,
) -> BTreeMap<(SchoolYear, Category), Figure> {
    let mut by_key: BTreeMap<(SchoolYear, Category), BTreeMap<&'static str, &CountRow>> = BTreeMap::new();
    for row in rows {
        let counted_on = row.observed_on.unwrap_or_else(|| row.year.observation_day());
        if row.recorded_at > known_at || counted_on > on {
            continue;
        }
        let newest = by_key
            .entry((row.year, row.category))
            .or_default()
            .entry(row.source.code())
            .or_insert(row);
        if newest.recorded_at < row.recorded_at {
            *newest = row;
        }
    }
    by_key
        .into_iter()
        .filter_map(|(key, sources)| {
            let mut candidates = add_partial(sources.into_values().filter(|row| row.amount.is_some()));
            candidates.sort_by_key(|row| (rank_of(row, kind), std::cmp::Reverse(row.recorded_at)));
            let mut candidates = candidates.into_iter();
            let chosen = candidates.next()?;
            let count = chosen.amount?;
            Some((key, Figure::observed(chosen, candidates.collect(), count)))
        })
        .collect()
}

/// Whether a source counts one part of a school only: the collège, the general path, the
/// professional path. A school that has several parts is in several of these files.
const fn is_partial(source: Source) -> bool {
    matches!(
        source,
        Source::File(FileKind::CollegeCounts | FileKind::LyceeGtCounts | FileKind::LyceeProCounts)
    )
}

/// How much an observation is trusted. The total of the parts of a school is only believed first
/// where the part that makes the school is among them: a collège without its collège pupils, or a
/// lycée of which another path may be missing, comes after every count of the whole school.
fn rank_of(row: &CountRow, kind: SchoolKind) -> u8 {
    let own_part = kind.is_college() && row.source == Source::File(FileKind::CollegeCounts);
    if row.category == Category::Total && is_partial(row.source) && !own_part {
        return count_rank(Source::File(FileKind::PressCounts));
    }
    count_rank(row.source)
}

/// The observations of one figure, those of the parts of a school added up.
fn add_partial<'a>(rows: impl Iterator<Item = &'a CountRow>) -> Vec<CountRow> {
    let (partial, mut whole): (Vec<CountRow>, Vec<CountRow>) = rows.cloned().partition(|row| is_partial(row.source));
    let notes: Vec<String> = partial
        .iter()
        .map(|row| {
            let part = row.note.clone().unwrap_or_else(|| "collège".to_owned());
            format!("{part} : {}", row.amount.unwrap_or_default())
        })
        .collect();
    let several = partial.len() > 1;
    let sum = partial.into_iter().reduce(|mut sum, row| {
        sum.amount = sum.amount.zip(row.amount).map(|(left, right)| left + right);
        sum.recorded_at = sum.recorded_at.max(row.recorded_at);
        sum
    });
    if let Some(mut sum) = sum {
        if several {
            sum.note = Some(notes.join(" + "));
        }
        whole.push(sum);
    }
    whole
}

/// The newest whole-school social position index as known at a moment; a lycée with two tracks
/// and no overall figure shows the one it has.
pub fn newest_ips(rows: &[IpsRow], known_at: Instant) -> Option<&IpsRow> {
    rows.iter().filter(|row| row.recorded_at <= known_at).max_by_key(|row| {
        (
            row.year,
            row.track == IpsTrack::All,
            std::cmp::Reverse(identity_rank(row.source)),
            row.recorded_at,
        )
    })
}

/// Whether a school may be selected by the national call (`domain.md` §2): open, public or under
/// contract, collège or école. A lycée never is.
pub fn is_eligible(school: &SchoolLine) -> bool {
    let open = matches!(school.state, SchoolState::Open | SchoolState::ToClose);
    let public_or_contracted = school.sector == Some(Sector::Public) || school.contract == Some(Contract::Contracted);
    open && public_or_contracted && (school.kind.is_college() || school.kind.is_ecole())
}

#[cfg(test)]
mod tests {
    use super::*;
    use pole_kernel::Territory;

    fn at(text: &str) -> Instant {
        Instant::parse(text).unwrap()
    }

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn year(first: i16) -> SchoolYear {
        SchoolYear::starting(first).unwrap()
    }

    fn soualiga() -> Uai {
        Uai::parse("9711023K").unwrap()
    }

    fn record(source: Source, observed_on: &str, recorded_at: &str, name: &str) -> SchoolRecord {
        let mut fact = SchoolFact::new(soualiga());
        fact.name = Some(name.to_owned());
        SchoolRecord {
            source,
            observed_on: day(observed_on),
            recorded_at: at(recorded_at),
            fact,
            import: None,
            line: None,
        }
    }

    fn count(first: i16, category: Category, source: Source, recorded_at: &str, amount: u32) -> CountRow {
        CountRow {
            year: year(first),
            category,
            source,
            recorded_at: at(recorded_at),
            observed_on: None,
            amount: Some(amount),
            deduced: false,
            fictitious: false,
            exceptional: None,
            note: None,
            import: None,
            file_name: None,
            line: None,
        }
    }

    const IPS: Source = Source::File(FileKind::IpsColleges);
    const LEVELS: Source = Source::File(FileKind::CollegeCounts);
    const ANNUAIRE: Source = Source::File(FileKind::Annuaire);

    fn name_on(records: &[SchoolRecord], events: &[SchoolEvent], on: &str, known_at: &str) -> String {
        identity(records, events, day(on), at(known_at)).name.unwrap().value
    }

    #[test]
    fn a_person_is_believed_before_a_register_and_a_register_before_a_statistic() {
        let records = [
            record(IPS, "2022-09-01", "2026-01-01T00:00:00Z", "COLLEGE SOUALIGA"),
            record(ANNUAIRE, "2022-09-01", "2026-01-01T00:00:00Z", "Collège Soualiga"),
            record(Source::Manual, "2022-09-01", "2026-02-01T00:00:00Z", "Soualiga"),
        ];
        assert_eq!(name_on(&records, &[], "2026-09-01", "2026-09-01T00:00:00Z"), "Soualiga");
        assert_eq!(
            name_on(&records, &[], "2026-09-01", "2026-01-15T00:00:00Z"),
            "Collège Soualiga"
        );
    }

    #[test]
    fn a_name_is_spelled_by_the_most_trusted_source_even_before_it_spoke() {
        let records = [
            record(IPS, "2022-09-01", "2026-11-26T00:00:00Z", "COLLEGE SOUALIGA"),
            record(ANNUAIRE, "2026-11-26", "2026-11-26T00:00:00Z", "Collège Soualiga"),
        ];
        assert_eq!(
            name_on(&records, &[], "2026-10-31", "2026-11-27T00:00:00Z"),
            "Collège Soualiga"
        );
    }

    #[test]
    fn names_change_with_time_and_the_past_keeps_its_own() {
        let lycee = Source::File(FileKind::IpsLycees);
        let records = [
            record(
                lycee,
                "2016-09-01",
                "2026-01-01T00:00:00Z",
                "LYCEE POLYVALENT ILES DU NORD",
            ),
            record(
                lycee,
                "2021-09-01",
                "2026-01-01T00:00:00Z",
                "LYCEE PROFESSIONNEL DANIELLA JEFFRY",
            ),
        ];
        let name = |on| name_on(&records, &[], on, "2026-09-01T00:00:00Z");
        assert_eq!(name("2018-03-01"), "LYCEE POLYVALENT ILES DU NORD");
        assert_eq!(name("2022-03-01"), "LYCEE PROFESSIONNEL DANIELLA JEFFRY");
        assert_eq!(name("2010-03-01"), "LYCEE POLYVALENT ILES DU NORD");
    }

    #[test]
    fn a_correction_is_not_known_before_it_was_recorded() {
        let records = [
            record(ANNUAIRE, "2022-09-01", "2026-01-01T00:00:00Z", "Colège Soualiga"),
            record(ANNUAIRE, "2022-09-01", "2026-03-01T00:00:00Z", "Collège Soualiga"),
        ];
        assert_eq!(
            name_on(&records, &[], "2026-09-01", "2026-02-01T00:00:00Z"),
            "Colège Soualiga"
        );
        assert_eq!(
            name_on(&records, &[], "2026-09-01", "2026-03-02T00:00:00Z"),
            "Collège Soualiga"
        );
    }

    fn event(kind: EventKind, from: &str, to: Option<&str>) -> SchoolEvent {
        SchoolEvent {
            id: super::super::model::EventId::parse("01890a5d-ac96-774b-bcce-b302099a8057").unwrap(),
            kind,
            other: Some(Uai::parse("9710022X").unwrap()),
            other_name: None,
            name: Some("Nouveau nom".to_owned()),
            valid_from: day(from),
            valid_to: to.map(day),
            note: String::new(),
            recorded_at: at("2026-01-01T00:00:00Z"),
            withdrawn_at: None,
        }
    }

    #[test]
    fn a_school_closes_opens_again_and_is_renamed_by_its_events() {
        let records = [record(ANNUAIRE, "2015-09-01", "2026-01-01T00:00:00Z", "Ancien nom")];
        let events = [
            event(EventKind::Closed, "2017-09-06", None),
            event(EventKind::Opened, "2018-09-01", None),
            event(EventKind::Renamed, "2018-09-01", None),
        ];
        let on = |text| identity(&records, &events, day(text), at("2026-09-01T00:00:00Z"));
        assert_eq!(on("2017-01-01").state, SchoolState::Open);
        assert_eq!(on("2017-12-01").state, SchoolState::Closed);
        assert_eq!(on("2019-01-01").state, SchoolState::Open);
        assert_eq!(on("2017-12-01").name.unwrap().value, "Ancien nom");
        assert_eq!(on("2019-01-01").name.unwrap().value, "Nouveau nom");
    }

    #[test]
    fn an_ecole_belongs_to_a_college_between_dates() {
        let events = [event(EventKind::AttachedTo, "2020-09-01", Some("2022-08-31"))];
        let attached = |text| {
            identity(&[], &events, day(text), at("2026-09-01T00:00:00Z"))
                .attached_to
                .is_some()
        };
        assert!(!attached("2020-08-31") && attached("2020-09-01") && attached("2022-08-31") && !attached("2022-09-01"));
    }

    fn figures(rows: &[CountRow], known_at: &str) -> Roster {
        roster(
            rows,
            SchoolKind::College,
            day("2026-11-01"),
            at(known_at),
            year(2022),
            Ratio::ONE,
        )
    }

    #[test]
    fn the_most_trusted_source_is_chosen_and_the_others_are_kept() {
        let rows = [
            count(2022, Category::Total, IPS, "2026-01-01T00:00:00Z", 541),
            count(2022, Category::Total, Source::Manual, "2026-02-01T00:00:00Z", 548),
        ];
        let roster = figures(&rows, "2026-09-01T00:00:00Z");
        let total = roster.figure(year(2022), Category::Total).unwrap();
        assert_eq!(total.count, 548);
        assert_eq!(total.others[0].amount, Some(541));
        assert!(total.flags.contains(&FigureFlag::Disputed));
        let before = figures(&rows, "2026-01-15T00:00:00Z");
        assert_eq!(before.count(year(2022), Category::Total), Some(541));
    }

    #[test]
    fn a_figure_taken_back_no_longer_counts() {
        let mut withdrawn = count(2022, Category::Total, Source::Manual, "2026-03-01T00:00:00Z", 0);
        withdrawn.amount = None;
        let rows = [
            count(2022, Category::Total, IPS, "2026-01-01T00:00:00Z", 541),
            count(2022, Category::Total, Source::Manual, "2026-02-01T00:00:00Z", 548),
            withdrawn,
        ];
        assert_eq!(
            figures(&rows, "2026-09-01T00:00:00Z").count(year(2022), Category::Total),
            Some(541)
        );
    }

    #[test]
    fn the_parts_of_a_school_are_added_up() {
        let gt = Source::File(FileKind::LyceeGtCounts);
        let mut general = count(2020, Category::Total, gt, "2026-01-01T00:00:00Z", 19);
        general.note = Some("voie GT".to_owned());
        let rows = [
            count(2020, Category::Total, LEVELS, "2026-01-01T00:00:00Z", 334),
            general,
        ];
        let roster = figures(&rows, "2026-09-01T00:00:00Z");
        let total = roster.figure(year(2020), Category::Total).unwrap();
        assert_eq!(total.count, 353);
        assert_eq!(
            total.chosen.as_ref().unwrap().note.as_deref(),
            Some("collège : 334 + voie GT : 19")
        );
        assert!(!total.flags.contains(&FigureFlag::Disputed));
    }

    #[test]
    fn a_part_alone_is_not_believed_before_a_count_of_the_whole_school() {
        let gt = Source::File(FileKind::LyceeGtCounts);
        let rows = [
            count(2022, Category::Total, IPS, "2026-01-01T00:00:00Z", 355),
            count(2022, Category::Total, gt, "2026-01-01T00:00:00Z", 17),
        ];
        let roster = figures(&rows, "2026-09-01T00:00:00Z");
        assert_eq!(roster.count(year(2022), Category::Total), Some(355));
    }

    #[test]
    fn an_exceptional_observation_wins_and_says_so() {
        let mut after_irma = count(2017, Category::Total, Source::Exceptional, "2026-02-01T00:00:00Z", 420);
        after_irma.exceptional = Some("ouragan Irma".to_owned());
        let rows = [
            count(2017, Category::Total, Source::Manual, "2026-01-01T00:00:00Z", 560),
            after_irma,
        ];
        let roster = figures(&rows, "2026-09-01T00:00:00Z");
        let total = roster.figure(year(2017), Category::Total).unwrap();
        assert_eq!(total.count, 420);
        assert!(total.flags.contains(&FigureFlag::Exceptional));
        assert_eq!(total.others[0].amount, Some(560));
    }

    #[test]
    fn unobserved_years_are_projected_and_flagged_and_teachers_stay_unknown() {
        let levels = [
            (Level::Sixieme, 118),
            (Level::Cinquieme, 120),
            (Level::Quatrieme, 154),
            (Level::Troisieme, 163),
        ];
        let mut rows: Vec<CountRow> = levels
            .into_iter()
            .map(|(level, amount)| count(2020, Category::Level(level), LEVELS, "2026-01-01T00:00:00Z", amount))
            .collect();
        rows.push(count(
            2020,
            Category::Teachers,
            Source::Manual,
            "2026-01-01T00:00:00Z",
            40,
        ));
        let roster = figures(&rows, "2026-09-01T00:00:00Z");
        assert_eq!(roster.count(year(2020), Category::Total), Some(555));
        assert!(!roster.figure(year(2020), Category::Total).unwrap().is_estimated());
        assert_eq!(roster.count(year(2021), Category::Level(Level::Quatrieme)), Some(120));
        assert!(roster.figure(year(2021), Category::Total).unwrap().is_estimated());
        assert_eq!(roster.count(year(2021), Category::Teachers), None);
        assert_eq!(roster.count(year(2019), Category::Total), None);
    }

    #[test]
    fn staff_of_years_to_come_is_that_of_the_newest_year_counted_before() {
        let entered = |of, category, amount| count(of, category, Source::Manual, "2026-01-01T00:00:00Z", amount);
        let rows = [
            entered(2020, Category::Total, 555),
            entered(2020, Category::Teachers, 40),
            entered(2021, Category::Teachers, 42),
            entered(2024, Category::Teachers, 50),
            entered(2020, Category::Teachers5e, 18),
            entered(2021, Category::Teachers5eNew, 3),
        ];
        // The first year of the window, a year, what is asked, and what stands for it.
        let asked = [
            (2022, 2022, Category::Teachers, Some((42, 2021))),
            (2022, 2023, Category::Teachers, Some((42, 2021))),
            (2022, 2022, Category::Teachers5e, Some((18, 2020))),
            // Nobody holds a device in the first year: all of them are new.
            (2022, 2022, Category::Teachers5eNew, Some((18, 2020))),
            (2022, 2023, Category::Teachers5eNew, Some((3, 2021))),
            // The stock of the first year, or of a year before it, is no arrival.
            (2021, 2022, Category::Teachers5eNew, Some((0, 2020))),
            // Never counted: unknown, not zero.
            (2022, 2022, Category::Teachers6eNew, None),
            // Nothing was counted before.
            (2019, 2019, Category::Teachers, None),
        ];
        for (first, of, category, expected) in asked {
            let mut carried = figures(&rows, "2026-09-01T00:00:00Z");
            carried.carry_staff(year(first), year(2024));
            let figure = carried.figure(year(of), category);
            let told = figure.map(|figure| (figure.count, figure.origin, figure.is_estimated()));
            let expected =
                expected.map(|(count, from)| (count, CountOrigin::CarriedForward { year: year(from) }, true));
            assert_eq!(told, expected, "{category:?} of {of}, from {first}");
        }
        let mut carried = figures(&rows, "2026-09-01T00:00:00Z");
        carried.carry_staff(year(2022), year(2024));
        let counted = carried.figure(year(2024), Category::Teachers);
        assert!(counted.is_some_and(|figure| figure.count == 50 && !figure.is_estimated()));
    }

    #[test]
    fn what_was_counted_after_the_day_asked_is_not_used() {
        let mut late = count(2020, Category::Total, Source::Manual, "2026-01-01T00:00:00Z", 560);
        late.observed_on = Some(day("2021-01-15"));
        let on = |text| {
            roster(
                &[late.clone()],
                SchoolKind::College,
                day(text),
                at("2026-09-01T00:00:00Z"),
                year(2020),
                Ratio::ONE,
            )
            .count(year(2020), Category::Total)
        };
        assert_eq!(on("2020-12-01"), None);
        assert_eq!(on("2021-02-01"), Some(560));
    }

    use {Contract as C, SchoolKind as K, SchoolState as T, Sector as S};

    #[test]
    fn only_open_public_or_contracted_ecoles_and_colleges_are_eligible() {
        let school = |kind, sector, contract, state| SchoolLine {
            uai: soualiga(),
            name: String::new(),
            kind,
            sector: Some(sector),
            contract: Some(contract),
            territory: Territory::parse("978").ok(),
            commune_code: None,
            commune: None,
            quarter: None,
            priority: None,
            rep_head: None,
            position: None,
            state,
            attached_to: None,
            pupils: None,
            ips: None,
        };
        for (kind, sector, contract, state, eligible) in [
            (K::College, S::Public, C::NotApplicable, T::Open, true),
            (K::Maternelle, S::Public, C::NotApplicable, T::Open, true),
            (K::Elementaire, S::Private, C::Contracted, T::Open, true),
            (K::Elementaire, S::Private, C::Uncontracted, T::Open, false),
            (K::Lycee, S::Public, C::NotApplicable, T::Open, false),
            (K::Section, S::Public, C::NotApplicable, T::Open, false),
            (K::College, S::Public, C::NotApplicable, T::Closed, false),
            (K::College, S::Public, C::NotApplicable, T::ToOpen, false),
        ] {
            assert_eq!(
                is_eligible(&school(kind, sector, contract, state)),
                eligible,
                "{kind} {sector} {contract} {state}"
            );
        }
    }
}
