//! An attacker against what is hidden: everything that readers outside the schools can collect,
//! put into one system of equations and bounds, and each hidden figure asked for its lowest and
//! highest possible value. One that has a single value is recovered: there must be none.
//!
//! The attacker knows which school is where, how many people each school has, that figures of a
//! year only grow, and how the figures of an indicator are made of each other.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use pole_kernel::{Day, Territory, Uai};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError};

use super::definitions::Definitions;
use super::facts::{CertificationCounts, Facts, Followed, Profile, ProfileUsage, SchoolFacts};
use super::model::{Behind, Group, Indicator, Measure, Place, Tally, Unit, Value};
use super::protect::{Beside, Hidden, Last, hide, lines, only_grows};
use super::records::Audience;
use super::releases::{self, figures};
use super::solver::{self, AtMost};
use super::suppression::{Cell, is_too_small};
use super::table::places;
use super::tally::{period, tally};

// ---- The attacker -----------------------------------------------------------------------------

/// A figure the attacker may know: a measure, a place, a month.
type Unknown = (Measure, Place, usize);

/// What the attacker collected and what is true, to tell whether a recovered figure is right.
struct Attack {
    truth: BTreeMap<Unknown, u64>,
    known: BTreeSet<Unknown>,
    /// The figures of groups without anybody.
    empty: BTreeSet<Unknown>,
    /// The hidden figures, each with its place in the system.
    columns: BTreeMap<Unknown, usize>,
    system: Vec<AtMost>,
}

impl Attack {
    /// An attacker who reads tables of each month: `months` holds the facts and every table of
    /// them that can be read.
    fn on(months: &[(&Facts, Vec<&[Value]>)], indicator: Indicator) -> Self {
        let measures: Vec<Measure> = Measure::of(indicator)
            .filter(|measure| measure.behind() != Behind::Nobody)
            .collect();
        let mut attack = Self {
            truth: BTreeMap::new(),
            known: BTreeSet::new(),
            empty: BTreeSet::new(),
            columns: BTreeMap::new(),
            system: Vec::new(),
        };
        for (month, (facts, tables)) in months.iter().enumerate() {
            for value in tables.iter().flat_map(|table| table.iter()) {
                if !measures.contains(&value.measure) {
                    continue;
                }
                let unknown = (value.measure, value.place.clone(), month);
                let counted = tally(facts, value.measure, &value.place);
                if value.measure.unit() == Unit::Percent && counted.all.is_none() {
                    // Not counted there: visitors are not told by type of school.
                    continue;
                }
                let truth = secret(value.measure, &counted);
                if counted.all == Some(0) {
                    attack.empty.insert(unknown.clone());
                }
                let shown = if value.measure == Measure::CertificationsPassed {
                    value.denominator
                } else {
                    value.numerator
                };
                if let Some(shown) = shown {
                    assert_eq!(shown, truth, "{unknown:?} is shown as it is");
                    attack.known.insert(unknown.clone());
                }
                attack.truth.insert(unknown, truth);
            }
        }
        attack.columns = attack
            .truth
            .keys()
            .filter(|unknown| !attack.known.contains(*unknown))
            .cloned()
            .enumerate()
            .map(|(column, unknown)| (unknown, column))
            .collect();
        for (month, (facts, _)) in months.iter().enumerate() {
            attack.knows_the_map(facts, &measures, month);
            attack.knows_the_measures(month);
            attack.knows_the_populations(facts, month);
        }
        for month in 1..months.len() {
            let grown: Vec<(Measure, Place)> = attack
                .truth
                .keys()
                .filter(|(measure, _, of)| {
                    let from = |month: usize| period(months[month].0, *measure).from;
                    *of == month && only_grows(*measure) && from(month) == from(month - 1)
                })
                .map(|(measure, place, _)| (*measure, place.clone()))
                .collect();
            for (measure, place) in grown {
                let at = |month| (measure, place.clone(), month);
                // What was taken back since has not grown.
                let counted = |month| attack.truth.get(&at(month)).copied().unwrap_or_default();
                if counted(month - 1) <= counted(month) {
                    attack.at_most(&[(at(month - 1), 1), (at(month), -1)]);
                }
            }
        }
        attack
    }

    /// Notes that a sum of figures is at most zero; nothing when one of them was never counted.
    fn at_most(&mut self, terms: &[(Unknown, i32)]) {
        if terms.iter().any(|(unknown, _)| !self.truth.contains_key(unknown)) {
            return;
        }
        let mut held = Vec::new();
        let mut sum = 0.0;
        for (unknown, factor) in terms {
            sum += f64::from(*factor) * real(self.truth[unknown]);
            if let Some(column) = self.columns.get(unknown) {
                held.push((*column, f64::from(*factor)));
            }
        }
        if held.is_empty() {
            return;
        }
        assert!(sum <= 0.0, "what the attacker believes is true: {terms:?}");
        self.system.push(AtMost {
            terms: held,
            slack: -sum,
        });
    }

    fn equal(&mut self, terms: &[(Unknown, i32)]) {
        self.at_most(terms);
        let opposite: Vec<(Unknown, i32)> = terms
            .iter()
            .map(|(unknown, factor)| (unknown.clone(), -factor))
            .collect();
        self.at_most(&opposite);
    }

    /// Which places add up to which. Distinct people at several places are at least as many.
    fn knows_the_map(&mut self, facts: &Facts, measures: &[Measure], month: usize) {
        let all: Vec<Place> = places(facts)
            .into_iter()
            .filter(|place| !matches!(place, Place::Wave(_)))
            .collect();
        for line in lines(facts, &all) {
            let Some(total) = line.total.filter(|_| !line.parts.is_empty()) else {
                continue;
            };
            for measure in measures {
                let at = |place: usize| (*measure, all[place].clone(), month);
                let mut terms = vec![(at(total), 1)];
                terms.extend(line.parts.iter().map(|part| (at(*part), -1)));
                // People of several places are counted once above them; where nobody is, an attacker
                // who adds up is right.
                let adds_up = terms
                    .iter()
                    .map(|(unknown, factor)| i64::from(*factor) * self.truth.get(unknown).copied().map_or(0, signed))
                    .sum::<i64>()
                    == 0;
                if adds_up {
                    self.equal(&terms);
                    continue;
                }
                self.at_most(&terms);
                for part in &line.parts {
                    self.at_most(&[(at(*part), 1), (at(total), -1)]);
                }
            }
        }
    }

    /// How the figures of an indicator are made of each other.
    fn knows_the_measures(&mut self, month: usize) {
        let places: BTreeSet<Place> = self.truth.keys().map(|(_, place, _)| place.clone()).collect();
        for place in places {
            let at = |measure| (measure, place.clone(), month);
            self.equal(&[
                (at(Measure::Certifications), 1),
                (at(Measure::CertificationsPupils), -1),
                (at(Measure::CertificationsTeachers), -1),
            ]);
            self.at_most(&[
                (at(Measure::Certifications), 1),
                (at(Measure::CertificationsPassed), -1),
            ]);
            self.at_most(&[(at(Measure::TeachersTrained), 1), (at(Measure::TeachersAware), -1)]);
            self.at_most(&[(at(Measure::TeachersComplete), 1), (at(Measure::TeachersTrained), -1)]);
            self.at_most(&[
                (at(Measure::TeachersTrainedInService), 1),
                (at(Measure::TeachersTrained), -1),
            ]);
        }
    }

    /// How many people there are: other pages say it. And nobody is fewer than none.
    fn knows_the_populations(&mut self, facts: &Facts, month: usize) {
        let of_month: Vec<(Unknown, usize)> = self
            .columns
            .iter()
            .filter(|((_, _, of), _)| *of == month)
            .map(|(unknown, column)| (unknown.clone(), *column))
            .collect();
        for (unknown, column) in of_month {
            let truth = real(self.truth[&unknown]);
            self.system.push(AtMost {
                terms: vec![(column, -1.0)],
                slack: truth,
            });
            let all = tally(facts, unknown.0, &unknown.1).all;
            if let Some(all) = all.filter(|_| unknown.0 != Measure::CertificationsPassed) {
                self.system.push(AtMost {
                    terms: vec![(column, 1.0)],
                    slack: real(all) - truth,
                });
            }
        }
    }

    /// The hidden figures that have one possible value: not one whole person more, nor less.
    fn recovered(&self) -> Vec<Unknown> {
        let stuck = solver::stuck(self.columns.len(), &self.system);
        self.columns
            .iter()
            .filter(|(_, column)| stuck.contains(column))
            .filter(|((measure, place, month), _)| {
                // Of nobody, nothing is hidden; and where nobody was trained, nobody trained is in service.
                let none = (Measure::TeachersTrained, place.clone(), *month);
                let nobody_trained = self.known.contains(&none) && self.truth[&none] == 0;
                let told = *measure == Measure::TeachersTrainedInService && nobody_trained;
                !told && !self.empty.contains(&(*measure, place.clone(), *month))
            })
            .map(|(unknown, _)| unknown.clone())
            .collect()
    }
}

/// What is secret of a figure: how many; of the rate of success, among how many candidates, since
/// the certifications are a figure of their own.
fn secret(measure: Measure, counted: &Tally) -> u64 {
    if measure == Measure::CertificationsPassed {
        counted.all.unwrap_or_default()
    } else {
        counted.yes
    }
}

fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn real(count: u64) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

// ---- The basins -------------------------------------------------------------------------------

/// A school of a random basin: where it is, and the people behind its figures.
#[derive(Clone, Debug)]
struct Drawn {
    island: bool,
    group: usize,
    /// Certifications of pupils and of teachers in the first month, and what the second adds.
    certified: [u32; 2],
    more: [u32; 2],
    /// Candidates who failed.
    failed: u32,
    /// Teachers who followed 3 h, 6 h and 18 h, and those of another school who served here too.
    trained: [u32; 3],
    newly: u32,
    shared: u32,
    /// Pupils, guardians, teachers: how many, and how many of them visited in each month.
    people: [u32; 3],
    visits: [[u32; 3]; 2],
}

fn drawn() -> impl Strategy<Value = Drawn> {
    // Small numbers are what hurts; a few are large.
    let few = || prop_oneof![3 => 0_u32..6, 2 => 5_u32..14, 1 => 14_u32..60];
    (
        any::<bool>(),
        0_usize..3,
        (few(), 0_u32..7).prop_map(|(pupils, teachers)| [pupils, teachers]),
        prop_oneof![2 => Just([0, 0]), 1 => (0_u32..7, 0_u32..3).prop_map(|(pupils, teachers)| [pupils, teachers])],
        0_u32..9,
        [0_u32..5, 0_u32..8, 0_u32..4],
        0_u32..4,
        0_u32..3,
        [1_u32..40, 1_u32..60, 1_u32..9],
        [
            [0_u32..100, 0_u32..100, 0_u32..100],
            [0_u32..100, 0_u32..100, 0_u32..100],
        ],
    )
        .prop_map(
            |(island, group, certified, more, failed, trained, newly, shared, people, percents)| Drawn {
                island,
                group,
                certified,
                more,
                failed,
                trained,
                newly,
                shared,
                people,
                visits: percents.map(|month| {
                    let mut visits = [0; 3];
                    for (place, visits) in visits.iter_mut().enumerate() {
                        // Often nobody, often everybody.
                        *visits = match month[place] {
                            0..20 => 0,
                            percent @ 20..80 => people[place] * percent / 100,
                            _ => people[place],
                        };
                    }
                    visits
                }),
            },
        )
}

fn uai(index: usize) -> Uai {
    let digits = format!("971900{index}");
    (b'A'..=b'Z')
        .find_map(|letter| Uai::parse(&format!("{digits}{}", char::from(letter))).ok())
        .unwrap()
}

/// The facts of a random basin in its first or second month.
fn facts(basin: &[Drawn], month: usize) -> Facts {
    let on = Day::parse(["2026-10-31", "2026-11-30"][month]).unwrap();
    let schools: Vec<SchoolFacts> = basin
        .iter()
        .enumerate()
        .map(|(index, drawn)| SchoolFacts {
            uai: uai(index),
            name: format!("École {index}"),
            territory: Territory::parse(if drawn.island { "977" } else { "978" }).ok(),
            group: Group::ALL[drawn.group],
            counts: Some(true),
            is_attached: false,
            eligible: Some(true),
            selected_in: None,
            applied: false,
            signed: None,
            pupils: None,
            exceptional: false,
            fictitious: false,
        })
        .collect();
    let mut facts = Facts {
        on,
        known_at: on.ends(),
        definitions: Definitions::on(&[], on, on.ends()),
        schools,
        waves: Vec::new(),
        rooms: HashMap::new(),
        followed: Vec::new(),
        offered: Vec::new(),
        certifications: Vec::new(),
        certified_from: Day::parse("2026-09-01").unwrap(),
        first_exam: Day::parse("2019-05-01").ok(),
        month: on.month_of(),
        usage: Vec::new(),
        closed: Vec::new(),
    };
    let mut person = 0_u128;
    for (index, drawn) in basin.iter().enumerate() {
        let [pupils, teachers] = [0, 1].map(|who| drawn.certified[who] + drawn.more[who] * u32::from(month == 1));
        facts.certifications.push(CertificationCounts {
            uai: Some(uai(index)),
            pupils,
            teachers,
            candidates: pupils + teachers + drawn.failed,
            ..CertificationCounts::default()
        });
        let next_school = (index + 1) % basin.len();
        for (tier, count) in drawn.trained.iter().enumerate() {
            let newly = if tier == 1 && month == 1 { drawn.newly } else { 0 };
            for rank in 0..count + newly {
                person += 1;
                let mut reached = [None; 3];
                reached[..=tier].fill(Day::parse("2026-02-01").ok());
                let mut serves = vec![index];
                if tier == 1 && rank < drawn.shared && next_school != index {
                    serves.push(next_school);
                }
                facts.followed.extend(serves.into_iter().map(|at| Followed {
                    person,
                    uai: uai(at),
                    reached,
                    in_service: rank % 3 != 2,
                    fictitious: false,
                }));
            }
        }
    }
    let all: Vec<Place> = places(&facts);
    for (place, profile) in all.iter().flat_map(|place| {
        [Profile::Pupil, Profile::Guardian, Profile::Teacher]
            .into_iter()
            .enumerate()
            .map(move |profile| (place, profile))
    }) {
        let (rank, profile) = profile;
        let inside = || {
            basin
                .iter()
                .enumerate()
                .filter(|(index, _)| facts.schools[*index].is_in(place))
                .map(|(_, drawn)| drawn)
        };
        facts.usage.push(ProfileUsage {
            place: place.clone(),
            profile,
            visitors: inside().map(|drawn| u64::from(drawn.visits[month][rank])).sum(),
            pupils_reached: (profile == Profile::Guardian)
                .then(|| inside().map(|drawn| u64::from(drawn.visits[month][0] / 2)).sum()),
            people: Some(inside().map(|drawn| u64::from(drawn.people[rank])).sum()),
            estimated: false,
            provisional: false,
            fictitious: false,
        });
    }
    facts
}

/// What the release of each audience shows of two months in a row, as they are made.
fn published(months: &[Facts; 2]) -> Vec<Vec<Vec<Value>>> {
    let mut last: BTreeMap<Audience, Last> = BTreeMap::new();
    months
        .iter()
        .map(|facts| {
            let mut inside = Hidden::new();
            Audience::ALL
                .iter()
                .map(|audience| {
                    let beside = Beside {
                        hidden: inside.clone(),
                        last: last.get(audience).cloned(),
                    };
                    let (table, hidden) = figures(facts, *audience, &beside);
                    let measures: Vec<Measure> = Measure::ALL
                        .iter()
                        .copied()
                        .filter(|measure| table.iter().any(|value| value.measure == *measure))
                        .collect();
                    last.insert(
                        *audience,
                        Last {
                            values: super::table::values(facts, &measures, &places(facts)),
                            facts: facts.clone(),
                            hidden: hidden.clone(),
                        },
                    );
                    inside = hidden;
                    table
                })
                .collect()
        })
        .collect()
}

/// The indicators about people.
const ABOUT_PEOPLE: [Indicator; 3] = [Indicator::Trained, Indicator::Used, Indicator::Certified];

/// Who reads what: the releases of the public, or those and the ones of the pôle.
#[derive(Clone, Copy, Debug)]
enum Reader {
    Public,
    Inside,
}

impl Reader {
    const ALL: [Self; 2] = [Self::Public, Self::Inside];

    /// The tables of a month that it reads.
    fn tables(self, of_month: &[Vec<Value>]) -> Vec<&[Value]> {
        Audience::ALL
            .iter()
            .zip(of_month)
            .filter(|(audience, _)| match self {
                Self::Public => **audience == Audience::Public,
                Self::Inside => true,
            })
            .map(|(_, table)| table.as_slice())
            .collect()
    }

    /// From how many people it is shown a figure.
    fn audience(self) -> Audience {
        match self {
            Self::Public => Audience::Public,
            Self::Inside => Audience::Inside,
        }
    }
}

/// What a reader of some months recovers of what is hidden.
fn recovered(months: &[&Facts], tables: &[&Vec<Vec<Value>>], reader: Reader, indicator: Indicator) -> Vec<Unknown> {
    let collected: Vec<(&Facts, Vec<&[Value]>)> = months
        .iter()
        .zip(tables)
        .map(|(facts, tables)| (*facts, reader.tables(tables)))
        .collect();
    Attack::on(&collected, indicator).recovered()
}

/// Whether a recovered figure had to be hidden by itself. Beside a small one a larger may be hidden
/// for a month, and shown later without telling the small one.
fn is_small(months: &[Facts; 2], reader: Reader, (measure, place, month): &Unknown) -> bool {
    let counted = tally(&months[*month], *measure, place);
    let cell = Cell {
        count: counted.yes,
        among: counted.all.filter(|_| measure.unit() == Unit::Percent),
        is_school: matches!(place, Place::School(_)),
        at_least: 0,
    };
    is_too_small(cell, releases::thresholds(reader.audience()))
}

/// What is wrong with two months of releases, if anything.
fn fault(months: &[Facts; 2], tables: &[Vec<Vec<Value>>]) -> Option<String> {
    for (reader, indicator) in Reader::ALL
        .into_iter()
        .flat_map(|reader| ABOUT_PEOPLE.map(|indicator| (reader, indicator)))
    {
        for month in 0..2 {
            let alone = recovered(&[&months[month]], &[&tables[month]], reader, indicator);
            if !alone.is_empty() {
                return Some(format!("{reader:?}, one month, {indicator}: {alone:?}"));
            }
        }
        let mut both = recovered(&[&months[0], &months[1]], &[&tables[0], &tables[1]], reader, indicator);
        both.retain(|found| is_small(months, reader, found));
        if !both.is_empty() {
            return Some(format!("{reader:?}, two months, {indicator}: {both:?}"));
        }
    }
    None
}

#[test]
fn whatever_the_basin_two_releases_of_two_audiences_give_no_hidden_figure_away() {
    let mut runner = proptest::test_runner::TestRunner::new(Config::with_cases(32));
    runner
        .run(&prop::collection::vec(drawn(), 2..6), |basin| {
            let months = [facts(&basin, 0), facts(&basin, 1)];
            match fault(&months, &published(&months)) {
                None => Ok(()),
                Some(fault) => Err(TestCaseError::fail(fault)),
            }
        })
        .unwrap();
}

#[test]
fn what_is_too_small_is_never_shown_whatever_the_basin() {
    let mut runner = proptest::test_runner::TestRunner::new(Config::with_cases(64));
    runner
        .run(&prop::collection::vec(drawn(), 2..9), |basin| {
            let months = [facts(&basin, 0), facts(&basin, 1)];
            for tables in published(&months) {
                for (table, audience) in tables.iter().zip(Audience::ALL) {
                    let small = |value: &&Value| {
                        value.measure.behind() != Behind::Nobody
                            // Of nobody, nothing is hidden.
                            && value.denominator != Some(0)
                            && value.numerator.is_some_and(|count| {
                                let cell = cell(value, count);
                                is_too_small(cell, releases::thresholds(*audience))
                            })
                    };
                    prop_assert_eq!(table.iter().find(small), None);
                }
            }
            Ok(())
        })
        .unwrap();
}

fn cell(value: &Value, count: u64) -> Cell {
    Cell {
        count,
        among: value.denominator.filter(|_| value.measure.unit() == Unit::Percent),
        is_school: matches!(value.place, Place::School(_)),
        at_least: 0,
    }
}

// ---- The attacker can win ---------------------------------------------------------------------

/// A basin where one école of Saint-Martin has three certifications.
fn v7() -> Vec<Drawn> {
    let school = |pupils, island, group| Drawn {
        island,
        group,
        certified: [pupils, 0],
        more: [0, 0],
        failed: 6,
        trained: [0, 6, 0],
        newly: 0,
        shared: 0,
        people: [40, 60, 12],
        visits: [[20, 30, 6]; 2],
    };
    vec![
        school(12, false, 0),
        school(3, false, 0),
        school(20, false, 0),
        school(7, false, 0),
    ]
}

/// Hides what is too small, and nothing besides.
fn without_complement(facts: &Facts) -> Vec<Value> {
    let everything = places(facts);
    let measures: Vec<Measure> = Measure::ALL.to_vec();
    let mut table = super::table::values(facts, &measures, &everything);
    for value in &mut table {
        let small = value
            .numerator
            .is_some_and(|count| is_too_small(cell(value, count), releases::thresholds(Audience::Inside)));
        if value.measure.behind() != Behind::Nobody && small {
            hide(value);
        }
    }
    table
}

#[test]
fn without_complementary_suppression_the_attacker_recovers_the_three_certifications() {
    let basin = v7();
    let months = [facts(&basin, 0), facts(&basin, 1)];
    let naive: Vec<Vec<Value>> = vec![without_complement(&months[0])];
    let found = recovered(&[&months[0]], &[&naive], Reader::Inside, Indicator::Certified);
    let three = (Measure::Certifications, Place::School(uai(1)), 0);
    assert!(found.contains(&three), "{found:?}");
    // With it, V7: A 12, B s, C 20, D s, total 42.
    let tables = published(&months);
    assert_eq!(fault(&months, &tables), None);
    let shown: Vec<Option<u64>> = (0..4)
        .map(|index| {
            tables[0][0]
                .iter()
                .find(|value| value.measure == Measure::Certifications && value.place == Place::School(uai(index)))
                .and_then(|value| value.numerator)
        })
        .collect();
    assert_eq!(shown, [Some(12), None, Some(20), None]);
}

#[test]
fn two_audiences_made_apart_would_give_figures_away_and_made_together_do_not() {
    // Each release alone is safe. Read together, what one hides and the other shows meet.
    let mut lost = 0;
    for seed in 0..16_u32 {
        let basin: Vec<Drawn> = (0..5_u32)
            .map(|index| Drawn {
                certified: [(seed * 7 + index * 5) % 17, 0],
                island: index % 2 == 0,
                group: usize::try_from((seed + index) % 3).unwrap(),
                ..v7()[0].clone()
            })
            .collect();
        let months = [facts(&basin, 0), facts(&basin, 1)];
        let apart: Vec<Vec<Value>> = Audience::ALL
            .iter()
            .map(|audience| figures(&months[0], *audience, &Beside::default()).0)
            .collect();
        lost += recovered(&[&months[0]], &[&apart], Reader::Inside, Indicator::Certified).len();
        assert_eq!(fault(&months, &published(&months)), None);
    }
    assert!(lost > 0, "the attacker reads both releases");
}

#[test]
fn the_period_of_the_figures_says_which_releases_are_compared() {
    let months = [facts(&v7(), 0), facts(&v7(), 1)];
    let from = |month: usize, measure| period(&months[month], measure).from;
    assert_eq!(from(0, Measure::Certifications), from(1, Measure::Certifications));
    assert_ne!(from(0, Measure::AttendancePupils), from(1, Measure::AttendancePupils));
}

// ---- The demonstration, through the door ------------------------------------------------------

/// Everything a visitor can read of figures about people through the API: every place, at days of
/// several months, as known today and earlier. The same figure must be the same wherever it is read.
fn collect(visitor: &crate::test_app::Visitor<'_>, places: &[Place]) -> BTreeMap<(Measure, Place, String), u64> {
    let mut collected = BTreeMap::new();
    for days in [
        "as_of=2026-10-16",
        "as_of=2026-10-15",
        "as_of=2026-09-30",
        "as_of=2026-09-29",
        "as_of=2026-08-31",
        "as_of=2026-10-16&known_on=2026-10-15",
    ] {
        for place in places {
            let reply = visitor.get(&format!("/api/v1/indicators?place={place}&{days}"));
            if reply.status == 404 {
                // Nobody knew of that place by then.
                continue;
            }
            assert_eq!(reply.status, 200, "{place} {days}: {}", reply.body);
            let told: serde_json::Value = serde_json::from_str(&reply.body).unwrap();
            for value in told["indicators"].as_array().unwrap() {
                let measure = Measure::parse(value["measure"].as_str().unwrap()).unwrap();
                let shown = value["numerator"].as_u64();
                let Some(shown) = shown.filter(|_| measure.behind() != Behind::Nobody) else {
                    continue;
                };
                let at = (measure, place.clone(), value["as_of"].as_str().unwrap().to_owned());
                assert_eq!(*collected.entry(at.clone()).or_insert(shown), shown, "{at:?}");
            }
        }
    }
    collected
}

#[test]
fn outside_roles_recover_nothing_of_the_demonstration_through_the_api_and_the_files() {
    use pole_kernel::{Role, RoleScope};

    let app = crate::test_app::TestApp::new("2026-10-16T08:00:00Z");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let clock = app.app.clock().clone();
    runtime
        .block_on(crate::demo::build(&app.app, &|_| {
            clock.set(clock.now().plus_seconds(1));
        }))
        .unwrap();
    // What is true in each of the last releases, and what each audience is shown.
    let months: Vec<(Facts, Vec<Vec<Value>>)> = app
        .app
        .db()
        .read_blocking(|tx| -> Result<_, super::IndicatorError> {
            let versions = super::store::definitions(tx)?;
            let scope = crate::policy::Scope::everything();
            let now = clock.now();
            let inside = releases::history(tx, Audience::Inside, now.day(), now, None)?;
            let public = releases::history(tx, Audience::Public, now.day(), now, None)?;
            let mut months = Vec::new();
            for ((release, cells), (of_public, public)) in inside.iter().zip(&public).skip(inside.len() - 4) {
                let wanted = super::gather::Wanted::ALL;
                let (on, known_at) = (release.as_of, release.frozen_at);
                let facts = super::gather::gather(tx, &scope, on, known_at, &versions, wanted)?;
                let tables = vec![releases::frozen(release, cells), releases::frozen(of_public, public)];
                months.push((facts, tables));
            }
            Ok(months)
        })
        .unwrap();
    for pair in months.windows(2) {
        let facts = [pair[0].0.clone(), pair[1].0.clone()];
        let tables = [pair[0].1.clone(), pair[1].1.clone()];
        assert_eq!(fault(&facts, &tables), None, "{}", facts[1].on);
    }
    let (facts, tables) = months.last().unwrap();
    let hidden = |value: &&Value| value.has(super::Flag::Secret);
    assert!(tables[0].iter().any(|value| hidden(&value)), "something is hidden");
    assert!(
        tables[0]
            .iter()
            .any(|value| value.place == Place::Basin && value.measure == Measure::TeachersTrained && !hidden(&value)),
        "and not everything"
    );
    // Whatever an outside role asks, it gets figures of the releases and no other.
    let frozen: BTreeMap<(Measure, Place, String), u64> = app
        .app
        .db()
        .read_blocking(|tx| releases::history(tx, Audience::Inside, clock.now().day(), clock.now(), None))
        .unwrap()
        .iter()
        .flat_map(|(release, cells)| releases::frozen(release, cells))
        .filter_map(|value| Some(((value.measure, value.place, value.as_of.to_string()), value.numerator?)))
        .collect();
    let every: Vec<Place> = places(facts);
    for (name, role, scope) in [
        (
            "dehors-com",
            Role::AuthorityAgent,
            RoleScope::Authority(Territory::parse("978").unwrap()),
        ),
        ("dehors-admin", Role::Administrator, RoleScope::Basin),
    ] {
        let visitor = app.person(name, role, scope);
        for (at, shown) in collect(&visitor, &every) {
            assert_eq!(frozen.get(&at), Some(&shown), "{name}: {at:?}");
        }
        assert_eq!(visitor.get("/rapport/export/rapport.xlsx").status, 200);
    }
    // The public file holds no cell that the release of the public hides.
    let csv = app.nobody().get("/chiffres/export/chiffres.csv").body;
    let suppressed = tables[1].iter().filter(|value| hidden(value)).count();
    assert_eq!(csv.matches("suppressed").count(), suppressed);
}
