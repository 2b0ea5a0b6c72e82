//! Small cells (`domain.md` §9): what is hidden so that nobody can be singled out, and what is
//! hidden besides so that nobody can work it out.
//!
//! Cells stand in lines: a total and the cells that make it. A cell that is too small is hidden;
//! then, as long as a line lets a hidden cell be worked out, another of its cells is hidden. At
//! the end the whole system of lines is solved as an attacker would: as long as it gives a hidden
//! cell, or leaves it a single value, one more is hidden.

use std::collections::BTreeSet;

use super::solver::{AtMost, stuck};

/// From how many people a figure may be shown \[C\].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Thresholds {
    /// Figures under this are hidden.
    pub k: u64,
}

impl Thresholds {
    /// For readers inside the pôle.
    pub const INSIDE: Self = Self { k: 5 };
    /// For the public, and for any social, household or language variable.
    pub const PUBLIC: Self = Self { k: 11 };
}

/// A figure about people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// How many.
    pub count: u64,
    /// Among how many, when it is known.
    pub among: Option<u64>,
    /// Whether the group is a named school, whose “all but one” says as much as “one”.
    pub is_school: bool,
    /// What readers know it to be at least: a figure that only grows was shown before.
    pub at_least: u64,
}

/// A total and the cells that make it, by their place in the list of cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The total, when it is published.
    pub total: Option<usize>,
    /// What makes it.
    pub parts: Vec<usize>,
}

/// Figures that are read together.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The figures, in code order.
    pub cells: Vec<Cell>,
    /// Which of them add up to which.
    pub lines: Vec<Line>,
    /// Which of them are at most which: those who followed more hours are among those who followed
    /// fewer.
    pub orders: Vec<(usize, usize)>,
}

/// Whether a cell must be hidden by itself.
pub fn is_too_small(cell: Cell, thresholds: Thresholds) -> bool {
    let k = thresholds.k;
    let Cell {
        count,
        among,
        is_school,
        at_least: _,
    } = cell;
    (1..k).contains(&count)
        || among.is_some_and(|among| among < k)
        || (is_school && among.is_some_and(|among| (1..k).contains(&among.saturating_sub(count))))
}

/// The places of the cells to hide, those of `already` among them. Ties go to the first.
pub fn hidden(table: &Table, thresholds: Thresholds, already: &BTreeSet<usize>) -> BTreeSet<usize> {
    let small = (0..table.cells.len())
        .filter(|place| already.contains(place) || is_too_small(table.cells[*place], thresholds))
        .collect();
    completed(table, thresholds, small)
}

/// Hides, beside cells that are hidden, what would give them away.
pub fn completed(table: &Table, thresholds: Thresholds, mut hidden: BTreeSet<usize>) -> BTreeSet<usize> {
    let Table { cells, lines, .. } = table;
    loop {
        let before = hidden.len();
        for line in lines {
            complete(cells, line, thresholds, &mut hidden);
        }
        if hidden.len() > before {
            continue;
        }
        let found = worked_out(cells.len(), lines, &hidden).into_iter().next();
        let Some(found) = found.or_else(|| pinned(table, &hidden)) else {
            return hidden;
        };
        match beside(table, &hidden, found) {
            Some(place) => hidden.insert(place),
            None => return hidden,
        };
    }
}

/// What to hide beside a cell that is given away: the smallest visible cell of a line that holds
/// it gives the least away, or one that it is compared with; then one of the lines beside it, then a
/// total.
pub fn beside(table: &Table, hidden: &BTreeSet<usize>, found: usize) -> Option<usize> {
    let Table { cells, lines, orders } = table;
    let rank = |place: &usize| (cells[*place].count == 0, cells[*place].count, *place);
    let around = |holds: bool| {
        lines
            .iter()
            .filter(|line| !holds || line.parts.contains(&found) || line.total == Some(found))
            .filter_map(|line| smallest_visible(cells, line, hidden))
            .min_by_key(rank)
    };
    let compared = orders.iter().filter_map(|(less, more)| match found {
        found if found == *less => Some(*more),
        found if found == *more => Some(*less),
        _ => None,
    });
    let compared = compared.filter(|place| !hidden.contains(place)).min_by_key(rank);
    let totals = lines.iter().filter_map(|line| line.total);
    around(true)
        .into_iter()
        .chain(compared)
        .min_by_key(rank)
        .or_else(|| around(false))
        .or_else(|| totals.filter(|total| !hidden.contains(total)).min())
}

/// Hides what a line needs: never one hidden cell alone, and hidden cells that together are
/// not too small.
fn complete(cells: &[Cell], line: &Line, thresholds: Thresholds, hidden: &mut BTreeSet<usize>) {
    let Some(total) = line.total else { return };
    loop {
        let gone: Vec<usize> = line
            .parts
            .iter()
            .copied()
            .filter(|part| hidden.contains(part))
            .collect();
        let sum: u64 = gone.iter().map(|part| cells[*part].count).sum();
        // Who knows how large the groups are, and finds that everybody is counted, knows each of them.
        let left: Option<u64> = gone
            .iter()
            .map(|part| Some(cells[*part].among?.saturating_sub(cells[*part].count)))
            .sum();
        let total_is_hidden = hidden.contains(&total);
        let enough = match (gone.len(), total_is_hidden) {
            // A hidden total whose parts are all shown can be added up.
            (0, hidden) => !hidden || line.parts.is_empty(),
            (1, false) => false,
            (_, false) => sum >= thresholds.k && left.is_none_or(|left| left >= thresholds.k),
            (_, true) => true,
        };
        if enough {
            return;
        }
        match smallest_visible(cells, line, hidden) {
            Some(part) => {
                hidden.insert(part);
            }
            // No part is left to hide: the total goes.
            None => {
                if !hidden.insert(total) {
                    return;
                }
            }
        }
    }
}

/// The smallest visible part of a line that is not zero; a zero when there is nothing else.
fn smallest_visible(cells: &[Cell], line: &Line, hidden: &BTreeSet<usize>) -> Option<usize> {
    line.parts
        .iter()
        .copied()
        .filter(|part| !hidden.contains(part))
        .min_by_key(|part| (cells[*part].count == 0, cells[*part].count, *part))
}

/// The hidden cells that the published ones give away: the lines are solved as equations
/// (exact elimination on whole numbers).
pub fn worked_out(cells: usize, lines: &[Line], hidden: &BTreeSet<usize>) -> BTreeSet<usize> {
    let columns: Vec<usize> = hidden.iter().copied().collect();
    let place_of = |cell: usize| columns.binary_search(&cell).ok();
    let mut rows: Vec<Vec<i128>> = Vec::new();
    for line in lines {
        // A group without members is nobody, and says nothing.
        let Some(total) = line.total.filter(|total| *total < cells && !line.parts.is_empty()) else {
            continue;
        };
        let mut row = vec![0_i128; columns.len()];
        for part in &line.parts {
            if let Some(place) = place_of(*part) {
                row[place] += 1;
            }
        }
        if let Some(place) = place_of(total) {
            row[place] -= 1;
        }
        if row.iter().any(|factor| *factor != 0) {
            rows.push(row);
        }
    }
    reduce(&mut rows, columns.len());
    rows.iter()
        .filter_map(|row| {
            let mut held = row.iter().enumerate().filter(|(_, factor)| **factor != 0);
            let (place, _) = held.next()?;
            held.next().is_none().then(|| columns[place])
        })
        .collect()
}

/// The first hidden cell that the published ones leave a single value, to who knows that nobody is
/// less than none, and how large the groups are.
fn pinned(table: &Table, hidden: &BTreeSet<usize>) -> Option<usize> {
    let columns: Vec<usize> = hidden.iter().copied().collect();
    let known = knowledge(table, &columns, 0);
    stuck(columns.len(), &known)
        .into_iter()
        .map(|place| columns[place])
        .find(|cell| !is_told_by_itself(table, hidden, *cell))
}

/// Whether a cell has nothing to hide: of nobody, nothing is hidden; and none is no more than none.
fn is_told_by_itself(table: &Table, hidden: &BTreeSet<usize>, cell: usize) -> bool {
    let none = |(less, more): &(usize, usize)| *less == cell && table.cells[*more].count == 0 && !hidden.contains(more);
    table.cells[cell].among == Some(0) || table.orders.iter().any(none)
}

/// A cell that is too small and that two tables of the same figures, the second later, give away
/// together: the first that is found, of the first table or of the second. `grows` says which cell
/// of the first is at most which of the second.
pub fn given_away(
    (before, hidden_before): (&Table, &BTreeSet<usize>),
    (now, hidden_now): (&Table, &BTreeSet<usize>),
    grows: &[(usize, usize)],
    thresholds: Thresholds,
) -> Option<Given> {
    let first: Vec<usize> = hidden_before.iter().copied().collect();
    let second: Vec<usize> = hidden_now.iter().copied().collect();
    let mut known = knowledge(before, &first, 0);
    known.extend(knowledge(now, &second, first.len()));
    for (less, more) in grows {
        // What was taken back since has not only grown.
        let Some(apart) = now.cells[*more].count.checked_sub(before.cells[*less].count) else {
            continue;
        };
        let less_is = first.binary_search(less).ok().map(|place| (place, 1.0));
        let more_is = second.binary_search(more).ok().map(|place| (first.len() + place, -1.0));
        known.push(AtMost {
            terms: less_is.into_iter().chain(more_is).collect(),
            slack: real(apart),
        });
    }
    known.retain(|bound| !bound.terms.is_empty());
    stuck(first.len() + second.len(), &known)
        .into_iter()
        .map(|place| match place.checked_sub(first.len()) {
            None => Given::Before(first[place]),
            Some(place) => Given::Now(second[place]),
        })
        .find(|given| {
            let (table, hidden, cell) = match given {
                Given::Before(cell) => (before, hidden_before, *cell),
                Given::Now(cell) => (now, hidden_now, *cell),
            };
            is_too_small(table.cells[cell], thresholds) && !is_told_by_itself(table, hidden, cell)
        })
}

/// A cell that is given away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Given {
    /// Of the table before.
    Before(usize),
    /// Of the table now.
    Now(usize),
}

fn real(count: u64) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// What is known of hidden cells (`columns`, numbered from `first`) by who reads the others.
fn knowledge(table: &Table, columns: &[usize], first: usize) -> Vec<AtMost> {
    let place_of = |cell: usize| columns.binary_search(&cell).ok().map(|place| first + place);
    let mut known = Vec::new();
    for line in &table.lines {
        let Some(total) = line.total.filter(|_| !line.parts.is_empty()) else {
            continue;
        };
        for sign in [1.0, -1.0] {
            let parts = line.parts.iter().filter_map(|part| Some((place_of(*part)?, sign)));
            let whole = place_of(total).map(|place| (place, -sign));
            known.push(AtMost {
                terms: parts.chain(whole).collect(),
                slack: 0.0,
            });
        }
    }
    for (less, more) in &table.orders {
        let less_is = place_of(*less).map(|place| (place, 1.0));
        let more_is = place_of(*more).map(|place| (place, -1.0));
        let apart = table.cells[*more].count.saturating_sub(table.cells[*less].count);
        known.push(AtMost {
            terms: less_is.into_iter().chain(more_is).collect(),
            slack: real(apart),
        });
    }
    for (place, cell) in columns.iter().map(|cell| table.cells[*cell]).enumerate() {
        known.push(AtMost {
            terms: vec![(first + place, -1.0)],
            slack: real(cell.count.saturating_sub(cell.at_least)),
        });
        known.extend(cell.among.map(|among| AtMost {
            terms: vec![(first + place, 1.0)],
            slack: real(among.saturating_sub(cell.count)),
        }));
    }
    known.retain(|bound| !bound.terms.is_empty());
    known
}

/// Brings rows to reduced echelon form, keeping whole numbers small.
fn reduce(rows: &mut [Vec<i128>], width: usize) {
    let mut pivot_row = 0;
    for column in 0..width {
        let Some(found) = (pivot_row..rows.len()).find(|row| rows[*row][column] != 0) else {
            continue;
        };
        rows.swap(pivot_row, found);
        let pivot = rows[pivot_row].clone();
        for (index, row) in rows.iter_mut().enumerate() {
            if index == pivot_row || row[column] == 0 {
                continue;
            }
            let (left, right) = (pivot[column], row[column]);
            for (value, pivot) in row.iter_mut().zip(&pivot) {
                *value = *value * left - *pivot * right;
            }
            let shared = row.iter().fold(0, |shared, value| divisor(shared, *value));
            if shared > 1 {
                for value in row.iter_mut() {
                    *value /= shared;
                }
            }
        }
        pivot_row += 1;
    }
}

/// The greatest common divisor.
const fn divisor(left: i128, right: i128) -> i128 {
    let (mut left, mut right) = (left.abs(), right.abs());
    while right != 0 {
        (left, right) = (right, left % right);
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn count(count: u64) -> Cell {
        Cell {
            count,
            among: None,
            is_school: false,
            at_least: 0,
        }
    }

    fn among(count: u64, among: u64, is_school: bool) -> Cell {
        Cell {
            count,
            among: Some(among),
            is_school,
            at_least: 0,
        }
    }

    /// One line: the parts, then their total.
    fn one_line(parts: &[u64], thresholds: Thresholds) -> BTreeSet<usize> {
        let mut cells: Vec<Cell> = parts.iter().map(|part| count(*part)).collect();
        cells.push(count(parts.iter().sum()));
        let line = Line {
            total: Some(parts.len()),
            parts: (0..parts.len()).collect(),
        };
        let table = Table {
            cells,
            lines: vec![line],
            orders: Vec::new(),
        };
        hidden(&table, thresholds, &BTreeSet::new())
    }

    #[test]
    fn v7_three_certifications_hide_themselves_and_the_smallest_beside_them() {
        // A 12, B 3, C 20, D 7, total 42 ⇒ A 12, B s, C 20, D s, total 42.
        let hidden = one_line(&[12, 3, 20, 7], Thresholds::INSIDE);
        assert_eq!(hidden, BTreeSet::from([1, 3]));
    }

    #[test]
    fn a_cell_is_small_by_its_count_its_group_or_what_is_left_of_a_named_school() {
        let k = Thresholds::INSIDE;
        for (cell, small, why) in [
            (count(0), false, "nobody, among a group that is not small"),
            (count(1), true, "one"),
            (count(4), true, "k − 1"),
            (count(5), false, "k"),
            (among(0, 4, false), true, "nobody of a small group"),
            (among(0, 5, false), false, "nobody of a group of k"),
            (among(6, 10, true), true, "all but four of a named school"),
            (among(5, 10, true), false, "all but k"),
            (among(10, 10, true), false, "everybody: all but zero"),
            (among(6, 10, false), false, "all but four of no school"),
        ] {
            assert_eq!(is_too_small(cell, k), small, "{why}");
        }
        assert!(is_too_small(count(10), Thresholds::PUBLIC));
        assert!(!is_too_small(count(11), Thresholds::PUBLIC));
    }

    #[test]
    fn hidden_cells_of_a_line_together_reach_k() {
        // 1 and 2 alone would say “between them, three”.
        assert_eq!(one_line(&[1, 2, 9, 30], Thresholds::INSIDE), BTreeSet::from([0, 1, 2]));
    }

    #[test]
    fn with_nothing_else_to_hide_the_total_goes() {
        // One school only: it is the total.
        assert_eq!(one_line(&[3], Thresholds::INSIDE), BTreeSet::from([0, 1]));
        assert_eq!(one_line(&[], Thresholds::INSIDE), BTreeSet::new());
    }

    #[test]
    fn a_tie_goes_to_the_first_in_code_order_and_zero_goes_last() {
        assert_eq!(one_line(&[0, 3, 8, 8], Thresholds::INSIDE), BTreeSet::from([1, 2]));
        assert_eq!(one_line(&[0, 30, 3], Thresholds::INSIDE), BTreeSet::from([1, 2]));
    }

    #[test]
    fn two_ways_of_adding_up_are_closed_together() {
        // Four schools; two islands {0,1} {2,3}; two types {0,2} {1,3}; totals 4..=7, all 8.
        let parts = [3_u64, 20, 20, 20];
        let mut cells: Vec<Cell> = parts.iter().map(|part| count(*part)).collect();
        for pair in [[0, 1], [2, 3], [0, 2], [1, 3]] {
            cells.push(count(pair.iter().map(|place: &usize| parts[*place]).sum()));
        }
        cells.push(count(parts.iter().sum()));
        let line = |total, parts: &[usize]| Line {
            total: Some(total),
            parts: parts.to_vec(),
        };
        let lines = vec![
            line(4, &[0, 1]),
            line(5, &[2, 3]),
            line(6, &[0, 2]),
            line(7, &[1, 3]),
            line(8, &[4, 5]),
            line(8, &[6, 7]),
        ];
        let table = Table {
            cells,
            lines,
            orders: Vec::new(),
        };
        let hidden = hidden(&table, Thresholds::INSIDE, &BTreeSet::new());
        assert!(hidden.contains(&0));
        assert_eq!(
            worked_out(table.cells.len(), &table.lines, &hidden),
            BTreeSet::new(),
            "{hidden:?}"
        );
    }

    proptest! {
        /// Whatever the figures, what is published gives no hidden cell away.
        #[test]
        fn nothing_hidden_can_be_worked_out(parts in prop::collection::vec(0_u64..40, 4..12), split in 1_usize..3, public: bool) {
            let thresholds = if public { Thresholds::PUBLIC } else { Thresholds::INSIDE };
            let schools = parts.len();
            let group = |place: usize| place % (split + 1);
            let island = |place: usize| usize::from(place * 2 >= schools);
            let mut cells: Vec<Cell> = parts.iter().map(|part| count(*part)).collect();
            let mut lines = Vec::new();
            let all = schools;
            cells.push(count(parts.iter().sum()));
            for members in [
                (0..=split).map(|wanted| (0..schools).filter(|place| group(*place) == wanted).collect::<Vec<_>>()).collect::<Vec<_>>(),
                (0..2).map(|wanted| (0..schools).filter(|place| island(*place) == wanted).collect()).collect(),
            ] {
                let mut totals = Vec::new();
                for parts_of in members {
                    totals.push(cells.len());
                    cells.push(count(parts_of.iter().map(|place| parts[*place]).sum()));
                    lines.push(Line { total: cells.len().checked_sub(1), parts: parts_of });
                }
                lines.push(Line { total: Some(all), parts: totals });
            }
            let table = Table { cells, lines, orders: Vec::new() };
            let gone = hidden(&table, thresholds, &BTreeSet::new());
            for (place, cell) in table.cells.iter().enumerate() {
                prop_assert!(!is_too_small(*cell, thresholds) || gone.contains(&place), "{place} is shown");
            }
            let found = worked_out(table.cells.len(), &table.lines, &gone);
            prop_assert!(found.is_empty(), "{found:?} of {gone:?} in {table:?}");
        }
    }
}
