//! What goes with I5 beside its measures (`domain.md` §5.6): how far the certified came, domain by domain, and how many
//! of those who are expected to be certified were. Told of the basin and of one's own school, like the different
//! persons: at the places between, the difference of two answers could be about a few.

use std::collections::{BTreeMap, BTreeSet};

use pole_db::Tx;
use pole_kernel::{Category, Day, Instant, Level, Ratio, Uai};

use super::actions::{Reading, Sight, sight_of};
use super::errors::IndicatorError;
use super::model::{Flag, Group, Measure, Place};
use super::suppression::{Cell, Line, Table, Thresholds, hidden};
use crate::features::directory::{self, SchoolLine};
use crate::features::pix::{self, DOMAINS, DivisionLevel, ExpectedAt, LevelCounts, TOP_LEVEL};
use crate::policy::{Actor, Scope};

/// How many columns a distribution has: levels 0 to 8, and those that have no level.
pub const COLUMNS: usize = TOP_LEVEL + 2;

/// How many stand at each level, the last ones without level; `None` where it is hidden.
pub type Distribution = [Option<u64>; COLUMNS];

/// The distribution of levels in one domain: that of its competences together, and that of each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DomainLevels {
    /// The levels of all its competences together.
    pub together: Distribution,
    /// Those of each competence, by its index.
    pub competences: Vec<(&'static str, Distribution)>,
}

/// The levels of the certifications of a period at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Levels {
    /// The first day of the exams.
    pub from: Day,
    /// The last day.
    pub to: Day,
    /// What was known by then.
    pub known_at: Instant,
    /// The certifications; `None` when they are too few for anything to be told.
    pub certifications: Option<u64>,
    /// Whether some are invented.
    pub fictitious: bool,
    /// The five domains; empty when nothing is told.
    pub domains: Vec<DomainLevels>,
}

/// The scope of the certifications behind a place, and how they are seen there.
fn seen(actor: &Actor, reading: &Reading) -> Option<(Scope, Sight)> {
    let (facts, place) = (&reading.facts, &reading.place);
    if facts.first_exam.is_none_or(|first| facts.on < first) {
        return None;
    }
    let seen = sight_of(actor, facts, place, Measure::CertificationsPupils);
    match (place, seen) {
        (Place::Basin, Sight::Live | Sight::Guarded) => Some((Scope::everything(), seen)),
        (Place::School(uai), Sight::Live) => Some((
            Scope {
                schools: vec![uai.clone()],
                ..Scope::default()
            },
            seen,
        )),
        _ => None,
    }
}

/// Whether the figures of a school are among those of a place.
fn is_told(reading: &Reading, uai: Option<&Uai>) -> bool {
    uai.map_or(reading.place == Place::Basin, |uai| {
        let school = reading.facts.school(uai);
        school.is_some_and(|school| school.counts != Some(false) && school.is_in(&reading.place))
    })
}

/// The levels of the certifications behind a place, domain by domain. Those who see no name read them of a whole school
/// year as it is known now: from one day to the next, the difference would be the profile of a few.
///
/// # Errors
/// When the database fails.
pub fn levels(tx: &mut Tx, actor: &Actor, reading: &Reading, now: Instant) -> Result<Option<Levels>, IndicatorError> {
    let Some((scope, seen)) = seen(actor, reading) else {
        return Ok(None);
    };
    let (from, to, known_at) = window(reading, seen, now);
    let mut counts = LevelCounts::default();
    for school in pix::level_counts(tx, &scope, from, to, known_at)? {
        if is_told(reading, school.uai.as_ref()) {
            counts.add(&school);
        }
    }
    if counts.certifications == 0 {
        return Ok(None);
    }
    let is_school = matches!(reading.place, Place::School(_));
    let domains = protected(&counts, is_school, Thresholds::INSIDE);
    Ok(Some(Levels {
        from,
        to,
        known_at,
        certifications: domains.is_some().then(|| counts.certifications.into()),
        fictitious: counts.fictitious > 0,
        domains: domains.unwrap_or_default(),
    }))
}

/// The distribution with what is too small hidden, and what would give it away; nothing when there are too few
/// certifications for anything to be told.
fn protected(counts: &LevelCounts, is_school: bool, thresholds: Thresholds) -> Option<Vec<DomainLevels>> {
    let all = u64::from(counts.certifications);
    if all < thresholds.k {
        return None;
    }
    let mut domains = Vec::with_capacity(DOMAINS.len());
    let mut first = 0;
    for many in DOMAINS {
        let indexes = first..first + many;
        let rows: Vec<[u64; COLUMNS]> = indexes
            .clone()
            .map(|competence| distribution(&counts.levels[competence], all))
            .collect();
        let mut shown = shown(&rows, all, is_school, thresholds);
        let together = shown.pop().unwrap_or_default();
        let competences = indexes.map(|index| pix::COMPETENCES[index]).zip(shown).collect();
        domains.push(DomainLevels { together, competences });
        first += many;
    }
    Some(domains)
}

/// The levels of one competence, and those without level.
fn distribution(levels: &[u32; TOP_LEVEL + 1], all: u64) -> [u64; COLUMNS] {
    let mut row = [0; COLUMNS];
    for (cell, count) in row.iter_mut().zip(levels) {
        *cell = u64::from(*count);
    }
    row[COLUMNS - 1] = all.saturating_sub(row.iter().sum());
    row
}

/// Some rows, each summing to `all`, and their sum as a last row, with what must be hidden. How many certifications
/// there are is told beside.
fn shown(rows: &[[u64; COLUMNS]], all: u64, is_school: bool, thresholds: Thresholds) -> Vec<Distribution> {
    let sums: [u64; COLUMNS] = std::array::from_fn(|column| rows.iter().map(|row| row[column]).sum());
    let lines: Vec<([u64; COLUMNS], u64)> = rows
        .iter()
        .map(|row| (*row, all))
        .chain(std::iter::once((sums, all * rows.len() as u64)))
        .collect();
    let mut table = Table::default();
    for (row, among) in &lines {
        table.cells.extend(row.iter().map(|count| Cell {
            count: *count,
            among: Some(*among),
            is_school,
            at_least: 0,
        }));
    }
    let known = table.cells.len();
    for (rank, (_, among)) in lines.iter().enumerate() {
        table.cells.push(Cell {
            count: *among,
            among: None,
            is_school: false,
            at_least: 0,
        });
        table.lines.push(Line {
            total: Some(known + rank),
            parts: (rank * COLUMNS..(rank + 1) * COLUMNS).collect(),
        });
    }
    for column in 0..COLUMNS {
        table.lines.push(Line {
            total: Some(rows.len() * COLUMNS + column),
            parts: (0..rows.len()).map(|rank| rank * COLUMNS + column).collect(),
        });
    }
    let gone = hidden(&table, thresholds, &BTreeSet::new());
    // What everybody knows cannot be hidden: then nothing of the domain is told.
    let nothing = gone.iter().any(|cell| *cell >= known);
    lines
        .iter()
        .enumerate()
        .map(|(rank, (row, _))| {
            std::array::from_fn(|column| (!nothing && !gone.contains(&(rank * COLUMNS + column))).then(|| row[column]))
        })
        .collect()
}

/// How many of those who are expected to be certified were.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// At the end of which level.
    pub level: ExpectedAt,
    /// Different pupils certified in the year whose division is of that level; `None` where it is hidden.
    pub certified: Option<u64>,
    /// Certified pupils who may be of that level: the file does not tell their division. `None` where it is hidden.
    pub unknown: Option<u64>,
    /// The pupils of that level; 0 when nobody counted them.
    pub pupils: u64,
    /// Schools that have such pupils and whose number is not known: they are left out on both sides.
    pub schools_missing: u64,
    /// Whether some pupils are projected.
    pub estimated: bool,
    /// Whether some pupils or certifications are invented.
    pub fictitious: bool,
}

impl Expected {
    /// The share, and what it is at most.
    pub fn shares(&self) -> Option<(Ratio, Ratio)> {
        let certified = self.certified?;
        let most = certified.max((certified + self.unknown?).min(self.pupils));
        let of = |count| Ratio::new(count, self.pupils).ok();
        Some((of(certified)?, of(most)?))
    }

    /// What is to be said of it.
    pub fn flags(&self) -> Vec<(Flag, u64)> {
        let mut flags = Vec::new();
        if self.certified.is_none() {
            flags.push((Flag::Secret, 0));
        } else if self.pupils == 0 {
            flags.push((Flag::NotComputable, 0));
        }
        let partial = self.unknown.unwrap_or(0) + self.schools_missing;
        if partial > 0 {
            flags.push((Flag::Partial, partial));
        }
        if self.estimated {
            flags.push((Flag::Estimated, 0));
        }
        if self.fictitious {
            flags.push((Flag::Fictitious, 0));
        }
        flags
    }
}

/// The categories of pupils who are expected to be certified at the end of a level, and the schools that have them.
const fn expected_of(level: ExpectedAt) -> (Group, &'static [Level]) {
    match level {
        ExpectedAt::Troisieme => (Group::Colleges, &[Level::Troisieme]),
        ExpectedAt::Final => (Group::Lycees, &[Level::Terminale, Level::Cap2]),
    }
}

/// The pupils of a level in some schools: how many, how many schools do not tell, projected or invented.
#[derive(Default)]
struct Enrolled {
    by_school: BTreeMap<Uai, u64>,
    missing: u64,
    estimated: bool,
    fictitious: bool,
}

fn enrolled(tx: &mut Tx, reading: &Reading) -> Result<BTreeMap<ExpectedAt, Enrolled>, IndicatorError> {
    let facts = &reading.facts;
    let schools: Vec<SchoolLine> = directory::schools_on(tx, &Scope::everything(), facts.on, facts.known_at)?
        .into_iter()
        .map(|school| school.line)
        .filter(|line| is_told(reading, Some(&line.uai)))
        .collect();
    let year = facts.on.school_year();
    let rosters = directory::rosters(tx, &schools, facts.on, facts.known_at, year, Ratio::ONE)?;
    let mut all: BTreeMap<ExpectedAt, Enrolled> = BTreeMap::new();
    for level in ExpectedAt::ALL {
        let (group, levels) = expected_of(*level);
        let enrolled = all.entry(*level).or_default();
        for school in schools.iter().filter(|school| Group::of(school.kind) == group) {
            let figures: Vec<_> = levels
                .iter()
                .filter_map(|level| rosters.get(&school.uai)?.figure(year, Category::Level(*level)))
                .collect();
            if figures.is_empty() {
                enrolled.missing += 1;
                continue;
            }
            let pupils = figures.iter().map(|figure| u64::from(figure.count)).sum();
            enrolled.by_school.insert(school.uai.clone(), pupils);
            enrolled.estimated |= figures.iter().any(|figure| figure.is_estimated());
            let invented = |figure: &&directory::Figure| figure.flags.contains(&directory::FigureFlag::Fictitious);
            enrolled.fictitious |= figures.iter().any(invented);
        }
    }
    Ok(all)
}

/// From which day to which, and as known when. Who sees guarded figures reads a whole school year as it is known
/// now: from one day to the next, the difference would be the profile of a few.
fn window(reading: &Reading, seen: Sight, now: Instant) -> (Day, Day, Instant) {
    let facts = &reading.facts;
    if seen == Sight::Live {
        (facts.certified_from, facts.on, facts.known_at)
    } else {
        (facts.certified_from, facts.on.school_year().last_day(), now)
    }
}

/// The certified among those who are expected to be, at the end of 3e and at the end of a lycée.
///
/// # Errors
/// When the database fails.
pub fn expected(tx: &mut Tx, actor: &Actor, reading: &Reading, now: Instant) -> Result<Vec<Expected>, IndicatorError> {
    let Some((scope, seen)) = seen(actor, reading) else {
        return Ok(Vec::new());
    };
    let facts = &reading.facts;
    let enrolled = enrolled(tx, reading)?;
    let (from, to, known_at) = window(reading, seen, now);
    let mut rows = pix::certified_pupils(tx, &scope, from, to, known_at)?;
    rows.retain(|row| is_told(reading, row.uai.as_ref()));
    // Somebody with two certifications is one person, of the level that one of them tells.
    let mut pupils: BTreeMap<&str, (&pix::CertifiedPupil, DivisionLevel)> = BTreeMap::new();
    for row in &rows {
        let level = pix::division_level(&row.division);
        let known = pupils.entry(&row.who).or_insert((row, level));
        if !matches!(known.1, DivisionLevel::Expected(_)) && level != DivisionLevel::Unknown {
            *known = (row, level);
        }
    }
    let fictitious = facts.certifications.iter().any(|counts| counts.fictitious);
    let mut told: Vec<Expected> = enrolled
        .iter()
        .map(|(level, enrolled)| {
            let of = |wanted: DivisionLevel| {
                let is_of = |(row, level): &&(&pix::CertifiedPupil, DivisionLevel)| {
                    *level == wanted && row.uai.as_ref().is_some_and(|uai| enrolled.by_school.contains_key(uai))
                };
                pupils.values().filter(is_of).count() as u64
            };
            Expected {
                level: *level,
                certified: Some(of(DivisionLevel::Expected(*level))),
                unknown: Some(of(DivisionLevel::Unknown)),
                pupils: enrolled.by_school.values().sum(),
                schools_missing: enrolled.missing,
                estimated: enrolled.estimated,
                fictitious: enrolled.fictitious || fictitious,
            }
        })
        // A place without such schools has nothing to say of them.
        .filter(|expected| expected.pupils + expected.schools_missing > 0)
        .collect();
    if seen == Sight::Guarded {
        guard(&mut told, pupils.len() as u64);
    }
    Ok(told)
}

/// Hides what is too small among figures that are parts of the different pupils, who are told beside.
fn guard(told: &mut [Expected], all: u64) {
    let cell = |count: u64, among: Option<u64>| Cell {
        count,
        among,
        is_school: false,
        at_least: 0,
    };
    let mut table = Table::default();
    for expected in &*told {
        let among = Some(expected.pupils).filter(|pupils| *pupils > 0);
        table.cells.push(cell(expected.certified.unwrap_or_default(), among));
        table.cells.push(cell(expected.unknown.unwrap_or_default(), None));
    }
    let counted: u64 = table.cells.iter().map(|cell| cell.count).sum();
    // The others: of another level, or of a school whose pupils nobody counted.
    table.cells.push(cell(all.saturating_sub(counted), None));
    table.cells.push(cell(all, None));
    let whole = table.cells.len() - 1;
    table.lines.push(Line {
        total: Some(whole),
        parts: (0..whole).collect(),
    });
    let gone = hidden(&table, Thresholds::INSIDE, &BTreeSet::new());
    let nothing = gone.contains(&whole);
    for (rank, expected) in told.iter_mut().enumerate() {
        if nothing || gone.contains(&(2 * rank)) {
            expected.certified = None;
        }
        if nothing || gone.contains(&(2 * rank + 1)) {
            expected.unknown = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::solver::{AtMost, stuck};
    use super::*;

    fn counts(rows: &[[u32; 9]; 16], certifications: u32) -> LevelCounts {
        LevelCounts {
            certifications,
            levels: *rows,
            ..LevelCounts::default()
        }
    }

    #[test]
    fn what_is_too_small_is_hidden_with_what_would_give_it_away() {
        // 20 certifications; in 1.1 three stand at level 1, in all the others ten at 2 and ten at 3.
        let mut rows = [[0, 0, 10, 10, 0, 0, 0, 0, 0]; 16];
        rows[0] = [0, 3, 7, 10, 0, 0, 0, 0, 0];
        let told = protected(&counts(&rows, 20), false, Thresholds::INSIDE).unwrap();
        assert_eq!(told.len(), 5);
        let (index, first) = &told[0].competences[0];
        assert_eq!(*index, "1.1");
        assert_eq!(first[1], None, "three are too few");
        assert_eq!(first[2], None, "and the seven beside would give them away");
        assert_eq!(first[3], Some(10));
        assert_eq!(first[0], Some(0), "nobody among twenty is told");
        // The sum of the domain would give them away too: only one of its competences has any there.
        assert_eq!(told[0].together[1], None);
        assert!(told[0].together[2].is_none() || told[0].competences[1].1[2].is_none());
        // The other domains hide nothing.
        assert_eq!(told[1].together[2], Some(40));
        assert_eq!(told[4].competences[1].1[3], Some(10));
        // Under five certifications, nothing is told at all.
        assert_eq!(protected(&counts(&[[0; 9]; 16], 4), true, Thresholds::INSIDE), None);
    }

    #[test]
    fn all_but_a_few_of_a_named_school_say_as_much_as_the_few() {
        let mut rows = [[0, 0, 20, 0, 0, 0, 0, 0, 0]; 16];
        rows[0] = [0, 0, 18, 0, 0, 0, 0, 0, 0];
        let told = protected(&counts(&rows, 20), true, Thresholds::INSIDE).unwrap();
        assert_eq!(told[0].competences[0].1[2], None);
        assert_eq!(told[0].competences[0].1[9], None, "two have no level");
        assert_eq!(told[1].competences[0].1[2], Some(20));
    }

    /// The hidden cells that are small and that who reads the others can tell exactly: everybody knows how many
    /// certifications there are.
    fn told_away(rows: &[[u64; COLUMNS]], all: u64, shown: &[Distribution]) -> Vec<(usize, usize)> {
        let count = (rows.len() + 1) * COLUMNS;
        let at = |rank: usize, column: usize| rank * COLUMNS + column;
        let truth = |rank: usize, column: usize| -> u64 {
            rows.get(rank)
                .map_or_else(|| rows.iter().map(|row| row[column]).sum(), |row| row[column])
        };
        let mut known = Vec::new();
        let mut equal = |terms: Vec<(usize, f64)>| {
            let other = terms.iter().map(|(place, factor)| (*place, -factor)).collect();
            known.push(AtMost { terms, slack: 0.0 });
            known.push(AtMost {
                terms: other,
                slack: 0.0,
            });
        };
        for rank in 0..=rows.len() {
            assert_eq!(
                (0..COLUMNS).map(|column| truth(rank, column)).sum::<u64>(),
                if rank == rows.len() {
                    all * rows.len() as u64
                } else {
                    all
                }
            );
            equal((0..COLUMNS).map(|column| (at(rank, column), 1.0)).collect());
        }
        for column in 0..COLUMNS {
            let mut terms: Vec<(usize, f64)> = (0..rows.len()).map(|rank| (at(rank, column), 1.0)).collect();
            terms.push((at(rows.len(), column), -1.0));
            equal(terms);
        }
        for (rank, row) in shown.iter().enumerate() {
            for (column, count) in row.iter().enumerate() {
                if count.is_some() {
                    equal(vec![(at(rank, column), 1.0)]);
                }
            }
        }
        for place in 0..count {
            let slack = u32::try_from(truth(place / COLUMNS, place % COLUMNS)).unwrap().into();
            known.push(AtMost {
                terms: vec![(place, -1.0)],
                slack,
            });
        }
        stuck(count, &known)
            .into_iter()
            .map(|place| (place / COLUMNS, place % COLUMNS))
            .filter(|(rank, column)| shown[*rank][*column].is_none() && (1..5).contains(&truth(*rank, *column)))
            .collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]

        #[test]
        fn nothing_too_small_is_shown_nor_worked_out(
            many in 2_usize..=3,
            all in 5_u64..40,
            is_school: bool,
            draws in proptest::collection::vec(0_usize..COLUMNS * 3, 120),
        ) {
            let rows: Vec<[u64; COLUMNS]> = (0..many)
                .map(|rank| {
                    let mut row = [0; COLUMNS];
                    for one in 0..usize::try_from(all).unwrap() {
                        // Most stand at two levels, as they do.
                        let draw = draws[rank * 40 + one];
                        row[if draw < COLUMNS { draw } else { 2 + draw % 2 }] += 1;
                    }
                    row
                })
                .collect();
            let shown = shown(&rows, all, is_school, Thresholds::INSIDE);
            for row in &shown {
                prop_assert!(row.iter().flatten().all(|count| !(1..5).contains(count)));
            }
            prop_assert_eq!(told_away(&rows, all, &shown), Vec::new());
        }
    }

    fn expected(level: ExpectedAt, certified: u64, unknown: u64, pupils: u64) -> Expected {
        Expected {
            level,
            certified: Some(certified),
            unknown: Some(unknown),
            pupils,
            schools_missing: 0,
            estimated: false,
            fictitious: false,
        }
    }

    #[test]
    fn a_rate_of_those_expected_has_its_bounds_and_none_without_pupils() {
        let told = expected(ExpectedAt::Troisieme, 60, 20, 120);
        let (low, high) = told.shares().unwrap();
        assert_eq!((low.tenths_of_percent(), high.tenths_of_percent()), (500, 667));
        assert_eq!(told.flags(), [(Flag::Partial, 20)]);
        // No more than all of them.
        let told = expected(ExpectedAt::Troisieme, 60, 200, 120);
        assert_eq!(told.shares().unwrap().1.tenths_of_percent(), 1_000);
        let nobody = expected(ExpectedAt::Final, 0, 0, 0);
        assert_eq!(nobody.shares(), None);
        assert_eq!(nobody.flags(), [(Flag::NotComputable, 0)]);
    }

    #[test]
    fn a_few_are_hidden_with_another_part_of_the_whole() {
        let mut told = vec![
            expected(ExpectedAt::Troisieme, 30, 0, 100),
            expected(ExpectedAt::Final, 3, 0, 80),
        ];
        guard(&mut told, 33);
        assert_eq!(told[1].certified, None);
        assert_eq!(told[0].certified, None, "the difference with all would tell the three");
        let mut enough = vec![expected(ExpectedAt::Troisieme, 30, 8, 100)];
        guard(&mut enough, 38);
        assert_eq!((enough[0].certified, enough[0].unknown), (Some(30), Some(8)));
    }
}
