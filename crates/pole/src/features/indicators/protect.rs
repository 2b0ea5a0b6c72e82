//! A table of values made safe for its readers: what is too small is hidden, and what would give
//! it away besides (`domain.md` §9), whether by adding places up or by setting beside each other
//! the figures of one place that are parts of each other.
//!
//! Readers have more than one table: those of the months before, those of wider readers. What two
//! of them hide together is as safe as what each hides.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::Facts;
use super::model::{Behind, Flag, Indicator, Measure, Place, Unit, Value};
use super::suppression::{Cell, Given, Line, Table, Thresholds, beside, given_away, hidden};

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
    /// The table that they read last.
    pub last: Option<Last>,
}

/// A table that was read before, as it was made: its figures, and what it hid of them.
#[derive(Clone, Debug)]
pub struct Last {
    /// The figures as they were, hidden ones too.
    pub values: Vec<Value>,
    /// The facts they were counted from.
    pub facts: Facts,
    /// What was hidden.
    pub hidden: Hidden,
}

/// Whether a figure about people only grows within its period. Visitors are others each month, and
/// those in service leave.
pub fn only_grows(measure: Measure) -> bool {
    match measure.indicator() {
        Indicator::Selected | Indicator::Connected | Indicator::Used => false,
        Indicator::Trained => measure != Measure::TeachersTrainedInService,
        Indicator::Certified => true,
    }
}

/// The measures of an indicator, by those that tell one another. The profiles of I4 are different
/// people; those of the commitment have a seat, whether they came or not; how many failed tells
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
        let board = Board::of(values, facts, &measures);
        // Also where there was nobody: that no candidate came tells that nobody was certified.
        let told: BTreeSet<(Measure, Place)> = measures
            .iter()
            .filter_map(|measure| Some((*measure, all.get(&told_by(*measure)?)?)))
            .flat_map(|(measure, places)| places.iter().map(move |place| (measure, place.clone())))
            .collect();
        let mut already = board.places_of(&beside.hidden);
        already.extend(told.iter().filter_map(|(measure, place)| board.at(*measure, place)));
        let last = beside.last.as_ref().filter(|last| last.speaks_with(values, &measures));
        let gone = board.hide(thresholds, already, last.map(|last| last.board(&measures)).as_ref());
        for value in values.iter_mut().filter(|value| measures.contains(&value.measure)) {
            let at = board.at(value.measure, &value.place);
            if at.is_some_and(|at| gone.contains(&at)) || told.contains(&(value.measure, value.place.clone())) {
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
    fn of(values: &[Value], facts: &Facts, measures: &[Measure]) -> Self {
        let mut board: Vec<((Measure, Place), Cell)> = values
            .iter()
            .filter(|value| measures.contains(&value.measure))
            // Of nobody, nothing is hidden; what was not counted there is no part of a sum.
            .filter(|value| value.measure.unit() != Unit::Percent || value.denominator.is_some_and(|all| all > 0))
            .filter_map(|value| {
                let cell = Cell {
                    count: value.numerator?,
                    among: value.denominator.filter(|_| value.measure.unit() == Unit::Percent),
                    is_school: matches!(value.place, Place::School(_)),
                    at_least: 0,
                };
                Some(((value.measure, value.place.clone()), cell))
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

    /// The figures to hide, those of `gone` among them, beside the board that was read last and what
    /// it hid.
    fn hide(
        &self,
        thresholds: Thresholds,
        mut gone: BTreeSet<usize>,
        last: Option<&(Self, BTreeSet<usize>)>,
    ) -> BTreeSet<usize> {
        gone = hidden(&self.table, thresholds, &gone);
        let Some((board, hidden_then)) = last else {
            return gone;
        };
        let now = |place: usize| {
            let (measure, at) = &board.names[place];
            self.at(*measure, at)
        };
        let grows: Vec<(usize, usize)> = (0..board.names.len())
            .filter(|place| only_grows(board.names[*place].0))
            .filter_map(|place| Some((place, now(place)?)))
            .collect();
        // What had grown is known to be at least that.
        let mut table = self.table.clone();
        for (then, now) in &grows {
            let shown = board.table.cells[*then].count;
            if !hidden_then.contains(then) && shown <= table.cells[*now].count {
                table.cells[*now].at_least = shown;
            }
        }
        gone = hidden(&table, thresholds, &gone);
        let mut kept = false;
        while let Some(given) = given_away((&board.table, hidden_then), (&table, &gone), &grows, thresholds) {
            let count = gone.len();
            if kept {
                let cell = match given {
                    Given::Before(cell) => now(cell),
                    Given::Now(cell) => Some(cell),
                };
                gone.extend(cell.and_then(|cell| beside(&table, &gone, cell)));
            } else {
                // Where little has moved, what was hidden stays so.
                gone.extend(hidden_then.iter().filter_map(|place| now(*place)));
            }
            gone = hidden(&table, thresholds, &gone);
            if kept && gone.len() == count {
                return gone;
            }
            kept = true;
        }
        gone
    }
}

impl Last {
    /// Whether it speaks of figures that have only grown since the same day.
    fn speaks_with(&self, values: &[Value], measures: &[Measure]) -> bool {
        let from = |values: &[Value]| {
            values
                .iter()
                .find(|value| measures.contains(&value.measure))
                .map(|value| value.period.from)
        };
        measures.iter().any(|measure| only_grows(*measure)) && from(&self.values) == from(values)
    }

    /// Its figures of some measures, and what it hid of them.
    fn board(&self, measures: &[Measure]) -> (Board, BTreeSet<usize>) {
        let board = Board::of(&self.values, &self.facts, measures);
        let hidden = board.places_of(&self.hidden);
        (board, hidden)
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
