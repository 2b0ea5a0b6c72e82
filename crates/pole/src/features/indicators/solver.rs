//! What a reader can conclude from sums: whether a figure that is not shown may be one more or one
//! less than it is, everything that is known staying true. One that may not is known.
//!
//! The simplex method, started from the true figures. Numbers are small and whole, so that rounding
//! never decides.

/// One thing that is known: a sum of figures, each times a factor, is at most something; `slack` is
/// how far below it stands.
#[derive(Clone, Debug)]
pub struct AtMost {
    /// The figures, by their place, and their factors.
    pub terms: Vec<(usize, f64)>,
    /// What is left.
    pub slack: f64,
}

/// The figures, among `count`, that can be neither one more nor one less than they are.
pub fn stuck(count: usize, known: &[AtMost]) -> Vec<usize> {
    let mut moved = vec![false; count];
    for figure in 0..count {
        for sign in [1.0, -1.0] {
            if !moved[figure] {
                // Others move with it: they need not be asked.
                for (moved, by) in moved.iter_mut().zip(furthest(count, known, figure, sign)) {
                    *moved |= by.abs() >= 1.0 - NOTHING;
                }
            }
        }
    }
    (0..count).filter(|figure| !moved[*figure]).collect()
}

/// Below this, a number is a rounding.
const NOTHING: f64 = 1e-7;

/// How far each figure is from the truth where one of them is as much more (`sign` 1) or less
/// (`sign` −1) as it can be, one at most.
fn furthest(count: usize, known: &[AtMost], wanted: usize, sign: f64) -> Vec<f64> {
    let mut known = known.to_vec();
    known.push(AtMost {
        terms: vec![(wanted, sign)],
        slack: 1.0,
    });
    let rows = known.iter().map(|bound| {
        let mut row = vec![0.0; count];
        for (place, factor) in &bound.terms {
            row[*place] += factor;
        }
        row
    });
    let mut goal = vec![0.0; count];
    goal[wanted] = sign;
    let mut simplex = Simplex {
        rows: rows.collect(),
        room: known.iter().map(|bound| bound.slack).collect(),
        goal,
        figure_of_row: vec![None; known.len()],
        figure_of_column: (0..count).map(Some).collect(),
    };
    simplex.climb();
    let mut moves = vec![0.0; count];
    for (figure, room) in simplex.figure_of_row.iter().zip(&simplex.room) {
        if let Some(figure) = figure {
            moves[*figure] = *room;
        }
    }
    moves
}

/// Columns are moves away from the true figures, of both signs (free), or room that is left (never
/// negative).
struct Simplex {
    rows: Vec<Vec<f64>>,
    room: Vec<f64>,
    goal: Vec<f64>,
    /// The figure that a row, or a column, stands for; none when it is room.
    figure_of_row: Vec<Option<usize>>,
    figure_of_column: Vec<Option<usize>>,
}

impl Simplex {
    /// Goes as far as the goal can.
    fn climb(&mut self) {
        loop {
            // The first that helps: no circle.
            let Some(enters) = (0..self.goal.len()).find(|column| {
                let gain = self.goal[*column];
                gain > NOTHING || (self.figure_of_column[*column].is_some() && gain < -NOTHING)
            }) else {
                return;
            };
            let direction = self.goal[enters].signum();
            let leaves = (0..self.rows.len())
                .filter(|row| self.figure_of_row[*row].is_none())
                .filter_map(|row| {
                    let pace = self.rows[row][enters] * direction;
                    (pace > NOTHING).then(|| (row, self.room[row] / pace))
                })
                .reduce(|least, next| if next.1 < least.1 - NOTHING { next } else { least });
            let Some((leaves, _)) = leaves else {
                return;
            };
            self.pivot(leaves, enters);
        }
    }

    fn pivot(&mut self, leaves: usize, enters: usize) {
        let inverse = 1.0 / self.rows[leaves][enters];
        self.rows[leaves].iter_mut().for_each(|entry| *entry *= inverse);
        self.rows[leaves][enters] = inverse;
        self.room[leaves] *= inverse;
        let (pivot, room) = (self.rows[leaves].clone(), self.room[leaves]);
        let sweep = |row: &mut [f64]| {
            let factor = row[enters];
            if factor.abs() > NOTHING {
                row[enters] = 0.0;
                for (entry, pivot) in row.iter_mut().zip(&pivot) {
                    *entry -= factor * pivot;
                }
            }
            factor
        };
        for index in (0..self.rows.len()).filter(|index| *index != leaves) {
            let factor = sweep(&mut self.rows[index]);
            self.room[index] -= factor * room;
        }
        sweep(&mut self.goal);
        std::mem::swap(&mut self.figure_of_row[leaves], &mut self.figure_of_column[enters]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn equal(terms: &[(usize, f64)]) -> [AtMost; 2] {
        [1.0, -1.0].map(|sign| AtMost {
            terms: terms.iter().map(|(place, factor)| (*place, factor * sign)).collect(),
            slack: 0.0,
        })
    }

    fn at_least(place: usize, slack: f64) -> AtMost {
        AtMost {
            terms: vec![(place, -1.0)],
            slack,
        }
    }

    #[test]
    fn two_figures_of_a_known_sum_may_move_until_one_is_zero() {
        // 3 and 7, whose sum is told.
        let mut known = equal(&[(0, 1.0), (1, 1.0)]).to_vec();
        known.extend([at_least(0, 3.0), at_least(1, 7.0)]);
        assert_eq!(stuck(2, &known), Vec::<usize>::new());
        // 0 and 10: the first can be more, the second less.
        known[2].slack = 0.0;
        assert_eq!(stuck(2, &known), Vec::<usize>::new());
        // 0 and 0 are all that makes nothing.
        known[3].slack = 0.0;
        assert_eq!(stuck(2, &known), [0, 1]);
    }

    #[test]
    fn one_figure_of_a_known_sum_is_known_and_so_are_those_at_their_limits() {
        assert_eq!(stuck(1, &equal(&[(0, 1.0)])), [0]);
        // Three of three and seven of seven.
        let mut full = equal(&[(0, 1.0), (1, 1.0)]).to_vec();
        full.extend([0, 1].map(|place| AtMost {
            terms: vec![(place, 1.0)],
            slack: 0.0,
        }));
        assert_eq!(stuck(2, &full), [0, 1]);
    }

    #[test]
    fn a_figure_beside_a_known_one_is_free() {
        let mut known = equal(&[(0, 1.0)]).to_vec();
        known.push(at_least(1, 2.0));
        assert_eq!(stuck(2, &known), [0]);
    }
}
