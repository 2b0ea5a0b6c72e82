//! How much the choice of weights matters: the weights are drawn again and again around those
//! chosen, and the plan is searched each time.

use pole_optimise::SolveError;

use super::model::{Need, Problem};
use super::solve;

/// Weights vary by this many thousandths either way.
const SPREAD: u64 = 200;

/// What priorities and needs are made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weighing {
    /// The weights of the components of the need.
    pub need: Vec<i64>,
    /// The weights of the components of readiness.
    pub readiness: Vec<i64>,
    /// The part of the need in the priority, of 100; the readiness has the rest.
    pub need_share: i64,
    /// For each school, in the order of the problem, the components of its need then those of its
    /// readiness, from 0 to 100.
    pub values: Vec<Vec<i64>>,
}

/// A school scored anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Score {
    /// π, times ten.
    pub priority_x10: i64,
    /// N.
    pub need: Need,
}

/// How often a school was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frequency {
    /// In how many plans it is.
    pub chosen: u32,
    /// Among how many.
    pub draws: u32,
}

/// What to think of a choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Chosen at least nine times in ten.
    Robust,
    /// Chosen at least every other time.
    ToDiscuss,
    /// Chosen less often.
    Fragile,
}

impl Verdict {
    /// As files write it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Robust => "robuste",
            Self::ToDiscuss => "à discuter",
            Self::Fragile => "fragile",
        }
    }
}

impl Frequency {
    /// Robust from 90 % on, to discuss from 50 % on.
    pub const fn verdict(self) -> Verdict {
        // Widened, so that nothing overflows.
        let (chosen, draws) = (self.chosen as u64, self.draws as u64);
        if chosen * 100 >= draws * 90 {
            Verdict::Robust
        } else if chosen * 2 >= draws {
            Verdict::ToDiscuss
        } else {
            Verdict::Fragile
        }
    }
}

/// A seeded source of numbers (SplitMix64): the same seed gives the same draws everywhere.
#[derive(Clone, Debug)]
pub struct Chance(u64);

impl Chance {
    /// The numbers of one draw.
    pub const fn new(seed: u64, draw: u32) -> Self {
        Self(seed ^ (draw as u64).wrapping_mul(0xD1B5_4A32_D192_ED03))
    }

    /// A number below `limit`.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % limit.max(1)
    }

    /// A weight within ±20 %, in thousandths of a weight.
    pub fn around(&mut self, weight: i64) -> i64 {
        let thousandths = 1_000 - SPREAD + self.below(2 * SPREAD + 1);
        weight.saturating_mul(i64::try_from(thousandths).unwrap_or(1_000))
    }
}

impl Weighing {
    /// The scores with the weights as chosen.
    pub fn scores(&self) -> Vec<Score> {
        self.scored(&self.need, &self.readiness)
    }

    /// The scores with weights drawn around those chosen; they are brought back to the same sum.
    pub fn drawn(&self, chance: &mut Chance) -> Vec<Score> {
        let need: Vec<i64> = self.need.iter().map(|weight| chance.around(*weight)).collect();
        let readiness: Vec<i64> = self.readiness.iter().map(|weight| chance.around(*weight)).collect();
        self.scored(&need, &readiness)
    }

    /// π = share × N + (100 − share) × R, rounded half up; 70 and 30 unless the file says otherwise.
    fn scored(&self, need: &[i64], readiness: &[i64]) -> Vec<Score> {
        let mean = |weights: &[i64], values: &[i64], scale: i64| {
            let sum: i64 = weights.iter().sum();
            let total: i64 = weights.iter().zip(values).map(|(weight, value)| weight * value).sum();
            (2 * scale * total + sum) / (2 * sum).max(1)
        };
        self.values
            .iter()
            .map(|values| {
                let (of_need, of_readiness) = values.split_at(need.len().min(values.len()));
                let (n, r) = (mean(need, of_need, 1_000), mean(readiness, of_readiness, 1_000));
                Score {
                    priority_x10: (self.need_share * n + (100 - self.need_share) * r + 5_000) / 10_000,
                    need: Need(n),
                }
            })
            .collect()
    }
}

/// Draws scores and searches the plan each time, on all processors. The scores of a draw depend on
/// the seed and its own number only, and so does its plan. Of plans equally good for the first goals,
/// any one counts; draws whose plan could not be proven the best are not counted.
///
/// # Errors
/// When the solver fails.
pub fn run(
    problem: &Problem,
    seed: u64,
    draws: u32,
    rescore: &(dyn Fn(&mut Chance) -> Vec<Score> + Sync),
    go_on: &(dyn Fn(u32) -> bool + Sync),
) -> Result<Vec<Frequency>, SolveError> {
    // A good start, and often the best again; the same for every draw, however many processors.
    let start = solve::first_goals(problem, None)?;
    let start = start.as_ref();
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(16);
    let threads = u32::try_from(threads).unwrap_or(1);
    let done = std::sync::atomic::AtomicU32::new(0);
    let done = &done;
    let counted: Vec<Result<(u32, Vec<u32>), SolveError>> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|first| {
                scope.spawn(move || {
                    let mut chosen = vec![0; problem.schools.len()];
                    let mut counted = 0;
                    let mut problem = problem.clone();
                    let mut draw = first;
                    while draw < draws && go_on(done.load(std::sync::atomic::Ordering::Relaxed)) {
                        for (school, score) in problem.schools.iter_mut().zip(rescore(&mut Chance::new(seed, draw))) {
                            school.priority_x10 = score.priority_x10;
                            school.need = score.need;
                        }
                        if let Some(entries) = solve::first_goals(&problem, start)? {
                            counted += 1;
                            for (school, _) in entries.chosen() {
                                chosen[school] += 1;
                            }
                        }
                        done.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                        draw += threads;
                    }
                    Ok((counted, chosen))
                })
            })
            .collect();
        workers
            .into_iter()
            .map(|worker| {
                worker
                    .join()
                    .unwrap_or_else(|_| Err(SolveError::Solver("a draw stopped without an answer".to_owned())))
            })
            .collect()
    });
    let mut frequencies = vec![Frequency { chosen: 0, draws: 0 }; problem.schools.len()];
    for counted in counted {
        let (draws, chosen) = counted?;
        for (frequency, chosen) in frequencies.iter_mut().zip(chosen) {
            frequency.chosen += chosen;
            frequency.draws += draws;
        }
    }
    Ok(frequencies)
}
