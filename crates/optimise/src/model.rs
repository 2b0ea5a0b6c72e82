//! What is asked: variables between bounds, linear constraints, a linear objective, all in whole
//! numbers.

use std::collections::BTreeMap;

/// The largest number the solver holds exactly: 2⁵³. A constraint or an objective that could go
/// beyond is refused.
pub const LARGEST: i64 = 1 << 53;

/// A variable of one [`Model`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Variable(pub(crate) usize);

/// Which way the objective should go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    /// The smallest value is the best.
    Minimise,
    /// The largest value is the best.
    Maximise,
}

/// Variables, constraints and an objective. Without an objective, any plan is as good as another.
#[derive(Clone, Debug, Default)]
pub struct Model {
    pub(crate) variables: Vec<Domain>,
    pub(crate) constraints: Vec<Constraint>,
    pub(crate) objective: Objective,
    pub(crate) start: Option<Vec<i64>>,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Domain {
    pub kind: Kind,
    pub lower: i64,
    pub upper: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The solver searches whole values.
    Integer,
    /// The shape of the model makes it whole; the solver is spared the search.
    Implied,
    Continuous,
}

#[derive(Clone, Debug)]
pub(crate) struct Constraint {
    pub name: String,
    pub terms: Vec<(Variable, i64)>,
    pub at_least: Option<i64>,
    pub at_most: Option<i64>,
}

#[derive(Clone, Debug)]
pub(crate) struct Objective {
    pub sense: Sense,
    pub terms: Vec<(Variable, i64)>,
}

impl Default for Objective {
    fn default() -> Self {
        Self {
            sense: Sense::Minimise,
            terms: Vec::new(),
        }
    }
}

/// Why a model is refused before it is solved.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// Numbers beyond [`LARGEST`] would lose their last digits in the solver.
    #[error("{what} could reach {reach}, beyond 2^53: the solver could not tell its last digits; use a coarser unit")]
    TooLarge {
        /// The constraint, the objective or the variable.
        what: String,
        /// The largest absolute value it could take.
        reach: i128,
    },
    /// A lower bound above the upper one.
    #[error("variable {0} has no possible value: its lower bound is above its upper bound")]
    NoValue(usize),
    /// A variable of another model.
    #[error("{0} names a variable that this model does not have")]
    UnknownVariable(String),
    /// An objective must be exact, so it cannot weigh a continuous variable.
    #[error("{0} weighs a continuous variable: what is optimised must be a whole number")]
    ContinuousObjective(String),
    /// A start that does not give a value to each variable.
    #[error("the start gives {given} values to {wanted} variables")]
    Start {
        /// How many values it gives.
        given: usize,
        /// How many variables there are.
        wanted: usize,
    },
}

impl Model {
    /// A model without a variable.
    pub fn new() -> Self {
        Self::default()
    }

    /// A new variable that is 0 or 1.
    pub fn binary(&mut self) -> Variable {
        self.integer(0, 1)
    }

    /// A new whole variable between two bounds.
    pub fn integer(&mut self, lower: i64, upper: i64) -> Variable {
        self.variable(Kind::Integer, lower, upper)
    }

    /// A new variable that the shape of the model makes whole, such as a flow in a network with
    /// whole capacities: the solver is spared the search. If it is not whole after all, solving
    /// fails.
    pub fn implied_integer(&mut self, lower: i64, upper: i64) -> Variable {
        self.variable(Kind::Implied, lower, upper)
    }

    /// A new variable with any value between two bounds. It can stand in constraints, which are
    /// then checked to a millionth, and not in the objective.
    pub fn continuous(&mut self, lower: i64, upper: i64) -> Variable {
        self.variable(Kind::Continuous, lower, upper)
    }

    /// The sum of the terms is at most `limit`.
    pub fn at_most(&mut self, name: impl Into<String>, terms: &[(Variable, i64)], limit: i64) {
        self.constrain(name, terms, None, Some(limit));
    }

    /// The sum of the terms is at least `limit`.
    pub fn at_least(&mut self, name: impl Into<String>, terms: &[(Variable, i64)], limit: i64) {
        self.constrain(name, terms, Some(limit), None);
    }

    /// The sum of the terms is `value`.
    pub fn exactly(&mut self, name: impl Into<String>, terms: &[(Variable, i64)], value: i64) {
        self.constrain(name, terms, Some(value), Some(value));
    }

    /// The sum of the terms is between two bounds, either of which may be missing.
    pub fn constrain(
        &mut self,
        name: impl Into<String>,
        terms: &[(Variable, i64)],
        at_least: Option<i64>,
        at_most: Option<i64>,
    ) {
        self.constraints.push(Constraint {
            name: name.into(),
            terms: terms.to_vec(),
            at_least,
            at_most,
        });
    }

    /// The sum of the terms should be as small as possible.
    pub fn minimise(&mut self, terms: &[(Variable, i64)]) {
        self.objective = Objective {
            sense: Sense::Minimise,
            terms: terms.to_vec(),
        };
    }

    /// The sum of the terms should be as large as possible.
    pub fn maximise(&mut self, terms: &[(Variable, i64)]) {
        self.objective = Objective {
            sense: Sense::Maximise,
            terms: terms.to_vec(),
        };
    }

    /// A variable has this value from now on.
    pub fn fix(&mut self, variable: Variable, value: i64) {
        if let Some(domain) = self.variables.get_mut(variable.0) {
            (domain.lower, domain.upper) = (value, value);
        }
    }

    /// A plan to start the search from, a value for each variable in order. It need not satisfy
    /// the constraints.
    pub fn start_from(&mut self, values: &[i64]) {
        self.start = Some(values.to_vec());
    }

    /// How many variables there are.
    pub fn variables(&self) -> usize {
        self.variables.len()
    }

    /// How many constraints there are.
    pub fn constraints(&self) -> usize {
        self.constraints.len()
    }

    fn variable(&mut self, kind: Kind, lower: i64, upper: i64) -> Variable {
        self.variables.push(Domain { kind, lower, upper });
        Variable(self.variables.len() - 1)
    }

    /// The same model with each variable at most once in a constraint, or why it is refused.
    pub(crate) fn checked(&self) -> Result<Self, ModelError> {
        for (index, domain) in self.variables.iter().enumerate() {
            if domain.lower > domain.upper {
                return Err(ModelError::NoValue(index));
            }
            within(|| format!("variable {index}"), domain.reach())?;
        }
        let mut constraints = Vec::with_capacity(self.constraints.len());
        for constraint in &self.constraints {
            let what = || format!("constraint {}", constraint.name);
            for limit in [constraint.at_least, constraint.at_most].into_iter().flatten() {
                within(what, i128::from(limit).abs())?;
            }
            let terms = self.merged(&constraint.terms, what)?;
            constraints.push(Constraint {
                terms,
                ..constraint.clone()
            });
        }
        let what = || "the objective".to_owned();
        let terms = self.merged(&self.objective.terms, what)?;
        if terms
            .iter()
            .any(|(variable, _)| self.variables[variable.0].kind == Kind::Continuous)
        {
            return Err(ModelError::ContinuousObjective(what()));
        }
        if let Some(start) = &self.start
            && start.len() != self.variables.len()
        {
            return Err(ModelError::Start {
                given: start.len(),
                wanted: self.variables.len(),
            });
        }
        Ok(Self {
            variables: self.variables.clone(),
            constraints,
            objective: Objective {
                sense: self.objective.sense,
                terms,
            },
            start: self.start.clone(),
        })
    }

    fn merged(
        &self,
        terms: &[(Variable, i64)],
        what: impl Fn() -> String + Copy,
    ) -> Result<Vec<(Variable, i64)>, ModelError> {
        let mut sums = BTreeMap::<Variable, i128>::new();
        for (variable, factor) in terms {
            if variable.0 >= self.variables.len() {
                return Err(ModelError::UnknownVariable(what()));
            }
            *sums.entry(*variable).or_default() += i128::from(*factor);
        }
        let mut reach = 0;
        let mut merged = Vec::with_capacity(sums.len());
        for (variable, factor) in sums {
            // The factor alone is checked too: its variable may be bounded by zero.
            let size = factor.abs().saturating_mul(self.variables[variable.0].reach().max(1));
            reach = i128::saturating_add(reach, size);
            within(what, reach)?;
            if factor != 0 {
                let factor = i64::try_from(factor).map_err(|_| ModelError::TooLarge { what: what(), reach })?;
                merged.push((variable, factor));
            }
        }
        Ok(merged)
    }

    /// The best value that the bounds of the variables alone allow the objective.
    pub(crate) fn trivial_bound(&self) -> i64 {
        let sum: i128 = self
            .objective
            .terms
            .iter()
            .map(|(variable, factor)| {
                let domain = self.variables[variable.0];
                let ends = [domain.lower, domain.upper].map(|end| i128::from(end) * i128::from(*factor));
                match self.objective.sense {
                    Sense::Minimise => ends[0].min(ends[1]),
                    Sense::Maximise => ends[0].max(ends[1]),
                }
            })
            .sum();
        // A checked model stays within 2⁵³.
        i64::try_from(sum).unwrap_or(match self.objective.sense {
            Sense::Minimise => i64::MIN,
            Sense::Maximise => i64::MAX,
        })
    }
}

impl Domain {
    fn reach(self) -> i128 {
        i128::from(self.lower).abs().max(i128::from(self.upper).abs())
    }
}

fn within(what: impl Fn() -> String, reach: i128) -> Result<(), ModelError> {
    if reach > i128::from(LARGEST) {
        return Err(ModelError::TooLarge { what: what(), reach });
    }
    Ok(())
}
