//! The check in whole numbers of what the solver answered in floating ones.

use crate::model::{Constraint, Kind, Model};

/// Values are kept in millionths, so that continuous ones are checked in whole numbers too.
pub const UNIT: i128 = 1_000_000;

/// The solver’s values as millionths: whole variables rounded to a whole number. `None` when one
/// is not a number at all.
pub fn rounded(model: &Model, values: &[f64]) -> Option<Vec<i128>> {
    if values.len() != model.variables.len() {
        return None;
    }
    model
        .variables
        .iter()
        .zip(values)
        .map(|(domain, value)| match domain.kind {
            Kind::Integer | Kind::Implied => Some(whole(value.round())? * UNIT),
            // What the solver leaves a hair outside the bounds is put back.
            Kind::Continuous => Some(
                whole((value * 1e6).round())?.clamp(i128::from(domain.lower) * UNIT, i128::from(domain.upper) * UNIT),
            ),
        })
        .collect()
}

/// The first bound or constraint that these values do not satisfy. Constraints on whole variables
/// are exact; one with continuous variables is allowed a millionth of each of their factors.
pub fn violated(model: &Model, values: &[i128]) -> Option<String> {
    for (index, (domain, value)) in model.variables.iter().zip(values).enumerate() {
        if *value < i128::from(domain.lower) * UNIT || *value > i128::from(domain.upper) * UNIT {
            return Some(format!("the bounds of variable {index}"));
        }
    }
    let broken = model
        .constraints
        .iter()
        .find(|constraint| !holds(model, constraint, values))?;
    Some(format!("constraint {}", broken.name))
}

fn holds(model: &Model, constraint: &Constraint, values: &[i128]) -> bool {
    let sum = total(&constraint.terms, values);
    let slack = slack(model, constraint);
    constraint
        .at_least
        .is_none_or(|limit| sum >= i128::from(limit) * UNIT - slack)
        && constraint
            .at_most
            .is_none_or(|limit| sum <= i128::from(limit) * UNIT + slack)
}

fn slack(model: &Model, constraint: &Constraint) -> i128 {
    constraint
        .terms
        .iter()
        .filter(|(variable, _)| model.variables[variable.0].kind == Kind::Continuous)
        .map(|(_, factor)| i128::from(*factor).abs() + 1)
        .sum()
}

/// The sum of the terms, in millionths.
pub fn total(terms: &[(crate::Variable, i64)], values: &[i128]) -> i128 {
    terms
        .iter()
        .map(|(variable, factor)| i128::from(*factor) * values[variable.0])
        .sum()
}

/// A floating number without a fraction, as a whole number.
#[expect(clippy::cast_possible_truncation, reason = "the size is checked on the line before")]
pub fn whole(value: f64) -> Option<i128> {
    (value.is_finite() && value.abs() <= 1e30).then_some(value as i128)
}

/// A whole number as a floating one; exact up to 2⁵³, which checked models do not leave.
#[expect(clippy::cast_precision_loss, reason = "checked models stay within 2^53")]
pub fn floating(value: i64) -> f64 {
    value as f64
}
