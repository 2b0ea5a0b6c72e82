//! A table of values made safe for its readers: what is too small is hidden, and what would give
//! it away besides (`domain.md` §9), whether by adding places up or by setting beside each other
//! the figures of one place that are parts of each other.
//!
//! Readers have more than one table: those of the months before, those of wider readers. What two
//! of them hide together is as safe as what each hides.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::Facts;
use super::model::{Behind, Flag, Indicator, Measure, Place, Unit, Value};
use super::suppression::{Cell, Line, Table, Thresholds, completed, hidden};

/// The lines of a table: which places add up to which.
pub fn lines(facts: &Facts, places: &[Place]) -> Vec<Line> {
    let of_kind = |wanted: fn(&Place) -> bool| -> Vec<usize> {
        (0..places.len()).filter(|index| wanted(&places[*index])).collect()
    };
    let schools = of_kind(|place| matches!(place, Place::School(_)));
    let mut lines = Vec::new();
    for (index, place) in places.iter().enumerate() {
        let members = |kind: &[usize]| -> Vec<usize> {
            kind.iter()
                .copied()
                .filter(|school| match &places[*school] {
                    Place::School(uai) => facts.school(uai).is_some_and(|school| school.is_in(place)),
                    Place::Basin | Place::Directory | Place::Territory(_) | Place::Group(_) | Place::Wave(_) => true,
                })
                .collect()
        };
        let total = Some(index);
        match place {
            Place::School(_) | Place::Directory => {}
            Place::Territory(_) | Place::Group(_) | Place::Wave(_) => lines.push(Line {
                total,
                parts: members(&schools),
            }),
            Place::Basin => {
                for parts in [
                    schools.clone(),
                    of_kind(|place| matches!(place, Place::Territory(_))),
                    of_kind(|place| matches!(place, Place::Group(_))),
                ] {
                    if !parts.is_empty() {
                        lines.push(Line { total, parts });
                    }
                }
            }
        }
    }
    lines
}

/// The places that a table hides, by measure.
pub type Hidden = BTreeMap<Measure, BTreeSet<Place>>;

/// What the readers of a table read besides.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    /// What another table of the same figures hides from some of them: this one hides it too, so
    /// that it shows nothing that the other does not.
    pub hidden: Hidden,
    /// What each table of the months before hid, of the figures that only grow since the same day.
    pub before: Vec<Hidden>,
    /// The last that those tables showed of these figures.
    pub shown: BTreeMap<(Measure, Place), u64>,
}

/// The measures of an indicator, by those that tell one another. The profiles of I4 are different
/// people; those of the commitment of 2016 are others than those of today; how many failed tells
/// nothing of how many did not.
fn groups(indicator: Indicator) -> Vec<Vec<Measure>> {
    let all = Measure::of(indicator);
    match indicator {
        Indicator::Selected | Indicator::Connected => vec![all.collect()],
        Indicator::Used => all.map(|measure| vec![measure]).collect(),
        Indicator::Trained | Indicator::Certified => {
            let alone = |measure: &Measure| matches!(measure, Measure::TeachersOffered | Measure::CertificationsPassed);
            let (alone, together): (Vec<Measure>, Vec<Measure>) = all.partition(alone);
            std::iter::once(together)
                .chain(alone.into_iter().map(|measure| vec![measure]))
                .collect()
        }
    }
}

/// The measure that tells another where it is shown: who reads the rate of success reads the
/// certifications.
fn told_by(measure: Measure) -> Option<Measure> {
    (measure == Measure::CertificationsPassed).then_some(Measure::Certifications)
}

/// The measures that are the parts of another.
const PARTS: [(Measure, [Measure; 2]); 1] = [(
    Measure::Certifications,
    [Measure::CertificationsPupils, Measure::CertificationsTeachers],
)];

/// The measures that are at most another.
const ORDERS: [(Measure, Measure); 3] = [
    (Measure::TeachersTrained, Measure::TeachersAware),
    (Measure::TeachersComplete, Measure::TeachersTrained),
    (Measure::TeachersTrainedInService, Measure::TeachersTrained),
];

/// Hides in a table (values of several measures at the same places) what its readers may not
/// see. `protects` says which measures are about people these readers may not single out.
pub fn protect(values: &mut [Value], facts: &Facts, thresholds: Thresholds, protects: impl Fn(Behind) -> bool) {
    protect_beside(values, facts, thresholds, protects, &Beside::default());
}

/// Hides in a table what its readers may not see, knowing what they read besides. Answers what it
/// hides.
pub fn protect_beside(
    values: &mut [Value],
    facts: &Facts,
    thresholds: Thresholds,
    protects: impl Fn(Behind) -> bool,
    beside: &Beside,
) -> Hidden {
    let mut all = Hidden::new();
    for measures in Indicator::ALL.iter().flat_map(|indicator| groups(*indicator)) {
        let measures: Vec<Measure> = measures
            .into_iter()
            .filter(|measure| protects(measure.behind()))
            .collect();
        let board = Board::of(values, facts, &measures, &beside.shown);
        let mut already = board.places_of(&beside.hidden);
        for measure in &measures {
            let told = told_by(*measure).and_then(|teller| all.get(&teller));
            let told = told.into_iter().flatten();
            already.extend(told.filter_map(|place| board.at(*measure, place)));
        }
        let before: Vec<BTreeSet<usize>> = beside.before.iter().map(|hidden| board.places_of(hidden)).collect();
        let gone = board.hide(thresholds, already, &before);
        for value in values.iter_mut().filter(|value| measures.contains(&value.measure)) {
            let at = board.at(value.measure, &value.place);
            if at.is_some_and(|at| gone.contains(&at)) {
                hide(value);
                all.entry(value.measure).or_default().insert(value.place.clone());
            }
        }
    }
    all
}

/// The figures that tell one another: a table, and what each of its cells is.
struct Board {
    names: Vec<(Measure, Place)>,
    table: Table,
}

impl Board {
    /// The figures of some measures. What has no figure has nothing to hide.
    fn of(values: &[Value], facts: &Facts, measures: &[Measure], shown: &BTreeMap<(Measure, Place), u64>) -> Self {
        let mut board: Vec<((Measure, Place), Cell)> = values
            .iter()
            .filter(|value| measures.contains(&value.measure))
            .filter_map(|value| {
                let name = (value.measure, value.place.clone());
                let count = value.numerator?;
                let cell = Cell {
                    count,
                    among: value.denominator.filter(|_| value.measure.unit() == Unit::Percent),
                    is_school: matches!(value.place, Place::School(_)),
                    // What was taken back since has not only grown.
                    at_least: shown.get(&name).copied().filter(|shown| *shown <= count).unwrap_or(0),
                };
                Some((name, cell))
            })
            .collect();
        board.sort_by(|left, right| left.0.cmp(&right.0));
        let (names, cells): (Vec<(Measure, Place)>, Vec<Cell>) = board.into_iter().unzip();
        let mut board = Self {
            names,
            table: Table {
                cells,
                ..Table::default()
            },
        };
        let places: Vec<Place> = board
            .names
            .iter()
            .map(|(_, place)| place.clone())
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect();
        for line in lines(facts, &places) {
            for measure in measures {
                let at = |place: usize| board.at(*measure, &places[place]);
                board.table.lines.push(Line {
                    total: line.total.and_then(at),
                    parts: line.parts.iter().copied().filter_map(at).collect(),
                });
            }
        }
        for place in &places {
            for (total, parts) in PARTS {
                let line = Line {
                    total: board.at(total, place),
                    parts: parts.iter().filter_map(|part| board.at(*part, place)).collect(),
                };
                board.table.lines.push(line);
            }
            for (less, more) in ORDERS {
                let pair = board.at(less, place).zip(board.at(more, place));
                board.table.orders.extend(pair);
            }
        }
        board
    }

    /// Where a figure stands.
    fn at(&self, measure: Measure, place: &Place) -> Option<usize> {
        self.names
            .binary_search_by(|(of, at)| of.cmp(&measure).then_with(|| at.cmp(place)))
            .ok()
    }

    /// Where hidden figures stand.
    fn places_of(&self, hidden: &Hidden) -> BTreeSet<usize> {
        hidden
            .iter()
            .flat_map(|(measure, places)| places.iter().filter_map(|place| self.at(*measure, place)))
            .collect()
    }

    /// The figures to hide, those of `gone` among them.
    fn hide(&self, thresholds: Thresholds, mut gone: BTreeSet<usize>, before: &[BTreeSet<usize>]) -> BTreeSet<usize> {
        loop {
            gone = hidden(&self.table, thresholds, &gone);
            let count = gone.len();
            // Where nothing has moved, a reader knows what either table shows: only what both hide
            // is hidden.
            for earlier in before {
                let both: BTreeSet<usize> = gone.intersection(earlier).copied().collect();
                if completed(&self.table, thresholds, both.clone()) != both {
                    gone.extend(earlier);
                }
            }
            if gone.len() == count {
                return gone;
            }
        }
    }
}

/// Takes every figure out of a value and says so.
pub fn hide(value: &mut Value) {
    value.numerator = None;
    value.denominator = None;
    value.share = None;
    value.bounds = None;
    value.count_bounds = None;
    value.coverage = None;
    value.evidence_count = None;
    let fictitious = value.flags.contains_key(&Flag::Fictitious);
    value.flags.clear();
    value.flags.insert(Flag::Secret, 0);
    if fictitious {
        value.flags.insert(Flag::Fictitious, 0);
    }
}

/// Takes every figure out of a value of which too little is known, and says so. How much is not
/// known stays, where it says nothing of people.
pub fn withhold(value: &mut Value) {
    let unknown = value.flags.get(&Flag::NotPublishable).copied().unwrap_or_default();
    hide(value);
    value.flags.remove(&Flag::Secret);
    let told = if value.measure.behind() == Behind::Nobody {
        unknown
    } else {
        0
    };
    value.flags.insert(Flag::NotPublishable, told);
}
