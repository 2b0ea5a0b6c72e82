//! The only file that knows the solver, HiGHS: a question in floating numbers, one run, its answer.

use highs::{HighsModelStatus, HighsSolutionStatus, RowProblem};

/// A model as the solver takes it.
#[derive(Debug)]
pub struct Question {
    pub maximise: bool,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    pub start: Option<Vec<f64>>,
}

#[derive(Debug)]
pub struct Column {
    pub factor: f64,
    pub lower: f64,
    pub upper: f64,
    pub whole: bool,
}

#[derive(Debug)]
pub struct Row {
    pub lower: f64,
    pub upper: f64,
    pub terms: Vec<(usize, f64)>,
}

#[derive(Clone, Copy, Debug)]
pub struct Effort {
    pub seconds: f64,
    pub threads: u32,
    pub gap: f64,
    /// The largest error the solver may leave in a constraint.
    pub tolerance: f64,
    pub presolve: bool,
}

#[derive(Debug)]
pub struct Answer {
    pub end: End,
    pub values: Option<Vec<f64>>,
    /// No plan is better than this, as far as the solver can tell. Only searches have one.
    pub bound: Option<f64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Nothing better than the values, within the gap asked for.
    Proven,
    Infeasible,
    Limit,
}

#[derive(Clone, Debug, thiserror::Error)]
#[error("the solver {0}")]
pub struct EngineError(String);

impl EngineError {
    pub fn new(what: impl Into<String>) -> Self {
        Self(what.into())
    }
}

/// One run of the solver, from the beginning. The same question and effort give the same answer,
/// unless time runs out.
pub fn run(question: &Question, effort: Effort) -> Result<Answer, EngineError> {
    let mut problem = RowProblem::new();
    let columns: Vec<_> = question
        .columns
        .iter()
        .map(|column| problem.add_column_with_integrality(column.factor, column.lower..=column.upper, column.whole))
        .collect();
    for row in &question.rows {
        let terms: Vec<_> = row
            .terms
            .iter()
            .map(|(column, factor)| (columns[*column], *factor))
            .collect();
        problem.add_row(row.lower..=row.upper, terms);
    }
    let sense = if question.maximise {
        highs::Sense::Maximise
    } else {
        highs::Sense::Minimise
    };
    let mut model = problem
        .try_optimise(sense)
        .map_err(|status| EngineError(format!("refuses the model: {status:?}")))?;
    model.make_quiet();

    let threads = i32::try_from(effort.threads.max(1)).unwrap_or(1);
    option(&mut model, "threads", threads)?;
    option(&mut model, "parallel", if threads == 1 { "off" } else { "on" })?;
    option(&mut model, "random_seed", 0)?;
    option(&mut model, "time_limit", effort.seconds.max(0.0))?;
    option(&mut model, "mip_rel_gap", effort.gap.max(0.0))?;
    option(&mut model, "mip_feasibility_tolerance", effort.tolerance)?;
    option(&mut model, "primal_feasibility_tolerance", effort.tolerance)?;
    option(&mut model, "dual_feasibility_tolerance", effort.tolerance)?;
    option(&mut model, "presolve", if effort.presolve { "choose" } else { "off" })?;
    if let Some(start) = &question.start {
        model
            .try_set_solution(Some(start), None, None, None)
            .map_err(|status| EngineError(format!("refuses the start: {status:?}")))?;
    }

    let solved = model
        .try_solve()
        .map_err(|status| EngineError(format!("failed: {status:?}")))?;
    let end = match solved.status() {
        HighsModelStatus::Optimal => End::Proven,
        // Every variable has two bounds, so it cannot be unbounded.
        HighsModelStatus::Infeasible | HighsModelStatus::UnboundedOrInfeasible => End::Infeasible,
        HighsModelStatus::ReachedTimeLimit
        | HighsModelStatus::ReachedIterationLimit
        | HighsModelStatus::ReachedSolutionLimit
        | HighsModelStatus::ReachedMemoryLimit
        | HighsModelStatus::ReachedInterrupt => End::Limit,
        other => return Err(EngineError(format!("ended without an answer: {other:?}"))),
    };
    let found = end != End::Infeasible && solved.primal_solution_status() == HighsSolutionStatus::Feasible;
    let searched = question.columns.iter().any(|column| column.whole);
    Ok(Answer {
        end,
        values: found.then(|| solved.get_solution().columns().to_vec()),
        bound: searched
            .then(|| solved.double_info_value(c"mip_dual_bound").ok())
            .flatten()
            .filter(|bound| bound.is_finite()),
    })
}

fn option(model: &mut highs::Model, name: &str, value: impl highs::HighsOptionValue) -> Result<(), EngineError> {
    model
        .try_set_option(name, value)
        .map_err(|_| EngineError(format!("does not know the option {name}")))
}
