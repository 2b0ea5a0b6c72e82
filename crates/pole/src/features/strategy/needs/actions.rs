//! The use cases of needs: scores, weights, declared values.

use pole_db::Tx;
use pole_kernel::{Day, Instant, Uai};

use super::super::errors::{Refusal, StrategyError};
use super::model::{Component, DeclaredValue, SchoolScores, Scores, ValueId, Weights, WeightsVersion};
use super::rules::{self, WeightsProblem};
use super::{sources, store};
use crate::features::directory::{self, SchoolGroup};
use crate::features::reviews::ScoresSeen;
use crate::policy::{self, Action, Actor, Scope, Subject};
use crate::shell::asked::Asked;
use crate::shell::audit;
use crate::shell::clock::fresh_id;
use crate::shell::register;

/// The name of the clock of declared values and weights.
pub(super) const REGISTER: &str = "needs";

/// The scores of the eligible schools of a scope, in the order of UAI, for what others will read, such as the result
/// of a search: a score of reviews counts once the results of its wave are published, so that no priority tells it
/// before. Medians are those of the whole basin. Callers have asked the policy.
///
/// # Errors
/// When the plan of endowment cannot be computed, or the database fails.
pub fn scores(tx: &mut Tx, seen_by: &Scope, asked: Asked) -> Result<Scores, StrategyError> {
    scored(tx, seen_by, asked, ScoresSeen::Published)
}

/// The scores that an actor may see. Who does not run the reviews knows a score of reviews once the results of its
/// wave are published.
///
/// # Errors
/// When the actor may not, the plan of endowment cannot be computed, or the database fails.
pub fn seen(tx: &mut Tx, actor: &Actor, asked: Asked) -> Result<Scores, StrategyError> {
    policy::check(actor, Action::ReadNeeds, Subject::Basin)?;
    let reviews = if policy::may_somewhere(actor, Action::RunReviews) {
        ScoresSeen::All
    } else {
        ScoresSeen::Published
    };
    scored(tx, &policy::scope(actor, Action::ReadNeeds), asked, reviews)
}

fn scored(tx: &mut Tx, seen_by: &Scope, asked: Asked, reviews: ScoresSeen) -> Result<Scores, StrategyError> {
    let mut schools = directory::basin(tx, Scope::everything())?;
    schools.retain(directory::is_eligible);
    schools.sort_by(|left, right| left.uai.cmp(&right.uai));
    let weights = weights_in_force(tx, asked.known_at)?;
    let known = sources::known(tx, schools, asked, reviews)?;
    let mut schools = rules::score(known, &weights.weights);
    schools.retain(|scores| seen_by.holds(&scores.school.uai, scores.school.territory.as_ref()));
    Ok(Scores { weights, schools })
}

/// One school's scores, and everything that was declared of it.
#[derive(Clone, Debug)]
pub struct SchoolNeeds {
    /// The weights.
    pub weights: WeightsVersion,
    /// Its scores.
    pub scores: SchoolScores,
    /// What was declared, taken back or not, the newest first.
    pub declared: Vec<DeclaredValue>,
}

/// What one school needs, for those who may know it.
///
/// # Errors
/// When it is not eligible, the actor may not, or the database fails.
pub fn school_needs(tx: &mut Tx, actor: &Actor, uai: &Uai, asked: Asked) -> Result<SchoolNeeds, StrategyError> {
    directory::school(tx, actor, Action::ReadNeeds, uai)?;
    let scores = seen(tx, actor, asked)?;
    let school = scores.schools.into_iter().find(|scores| scores.school.uai == *uai);
    let declared = store::values_of(tx, uai)?;
    Ok(SchoolNeeds {
        weights: scores.weights,
        scores: school.ok_or(StrategyError::NotFound)?,
        declared: declared
            .into_iter()
            .filter(|value| value.recorded_at <= asked.known_at)
            .map(|value| DeclaredValue {
                withdrawn_at: value.withdrawn_at.filter(|at| *at <= asked.known_at),
                ..value
            })
            .collect(),
    })
}

/// Writes the weights that ship, when there are none.
///
/// # Errors
/// When the database fails.
pub fn install_weights(tx: &mut Tx, now: Instant) -> Result<(), StrategyError> {
    if store::weights(tx)?.is_empty() {
        store::insert_weights(tx, 1, &Weights::default(), "", now, None)?;
    }
    Ok(())
}

/// The weights in force at a moment; before the first ones, the first ones.
///
/// # Errors
/// When the database fails.
pub fn weights_in_force(tx: &mut Tx, known_at: Instant) -> Result<WeightsVersion, StrategyError> {
    let mut versions = store::weights(tx)?;
    let at = versions.iter().position(|version| version.recorded_at <= known_at);
    let at = at.unwrap_or_else(|| versions.len().saturating_sub(1));
    if at < versions.len() {
        return Ok(versions.swap_remove(at));
    }
    Ok(WeightsVersion {
        version: 1,
        weights: Weights::default(),
        note: String::new(),
        recorded_at: known_at,
        recorded_by: None,
    })
}

/// Every version of the weights, the newest first.
///
/// # Errors
/// When the actor may not, or the database fails.
pub fn weights_history(tx: &mut Tx, actor: &Actor) -> Result<Vec<WeightsVersion>, StrategyError> {
    policy::check(actor, Action::ReadNeeds, Subject::Basin)?;
    Ok(store::weights(tx)?)
}

/// Sets other weights: a new version. `based_on` is the version that was read.
///
/// # Errors
/// When a side does not sum to 100, the note is missing, nothing changes, somebody was faster, the actor may not, or
/// the database fails.
pub fn set_weights(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    based_on: i64,
    weights: &Weights,
    note: &str,
) -> Result<i64, StrategyError> {
    policy::check(actor, Action::EditStrategy, Subject::Basin)?;
    let now = register::moment(tx, REGISTER, now)?;
    match rules::problems(weights).first() {
        None => {}
        Some(WeightsProblem::Need(sum)) => return Err(Refusal::NeedSum(*sum).into()),
        Some(WeightsProblem::Readiness(sum)) => return Err(Refusal::ReadinessSum(*sum).into()),
        Some(WeightsProblem::Share(_)) => return Err(Refusal::NeedShare.into()),
        Some(WeightsProblem::Weight) => return Err(Refusal::Weight.into()),
    }
    let note = note.trim();
    if note.is_empty() {
        return Err(Refusal::ReasonMissing.into());
    }
    let newest = store::weights(tx)?.into_iter().next();
    let version = newest.as_ref().map_or(0, |newest| newest.version);
    if version != based_on {
        return Err(StrategyError::Stale);
    }
    if newest.is_some_and(|newest| newest.weights == *weights) {
        return Err(Refusal::SameWeights.into());
    }
    store::insert_weights(tx, version + 1, weights, note, now, actor.account)?;
    let subject = (version + 1).to_string();
    audit::record(tx, actor, now, "strategy_weights.set", &subject, note)?;
    Ok(version + 1)
}

/// A value to declare.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewValue {
    /// The school.
    pub uai: Uai,
    /// The component.
    pub component: Component,
    /// In thousandths of its unit.
    pub milli: i64,
}

/// Declares values that speak of one day. What is already declared so is left as it is; how many were written is
/// answered.
///
/// # Errors
/// When a school is not eligible, a value is out of its range, the note is missing, the day is not over, nothing
/// changes, the actor may not, or the database fails.
pub fn declare(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    values: &[NewValue],
    observed_on: Day,
    note: &str,
    fictitious: bool,
) -> Result<usize, StrategyError> {
    policy::check(actor, Action::EditStrategy, Subject::Basin)?;
    let today = now.day();
    let now = register::moment(tx, REGISTER, now)?;
    let note = note.trim();
    if values.is_empty() {
        return Err(Refusal::NothingEntered.into());
    }
    if note.is_empty() {
        return Err(Refusal::SourceMissing.into());
    }
    if observed_on > today {
        return Err(Refusal::NotYet.into());
    }
    let known = store::values(tx, observed_on, now)?;
    let schools = directory::basin(tx, policy::scope(actor, Action::EditStrategy))?;
    let mut written: Vec<DeclaredValue> = Vec::new();
    for value in values {
        let school = schools
            .iter()
            .find(|school| school.uai == value.uai && directory::is_eligible(school))
            .ok_or(StrategyError::NotFound)?;
        let measure = rules::declared_in(value.component, SchoolGroup::of(school.kind));
        let (least, most) = rules::range(measure);
        let whole = !rules::is_whole(measure) || value.milli % 1_000 == 0;
        if !(least..=most).contains(&value.milli) || !whole {
            return Err(Refusal::ValueOutOfRange(value.component).into());
        }
        let of_it = |kept: &&DeclaredValue| kept.uai == value.uai && kept.component == value.component;
        let newest = known.iter().rfind(of_it);
        let is_same = newest
            .is_some_and(|kept| kept.milli == value.milli && kept.observed_on == observed_on && kept.note == note);
        if is_same || written.iter().any(|other| of_it(&other)) {
            continue;
        }
        written.push(DeclaredValue {
            id: fresh_id(),
            uai: value.uai.clone(),
            component: value.component,
            milli: value.milli,
            note: note.to_owned(),
            observed_on,
            fictitious,
            recorded_at: now,
            recorded_by: None,
            withdrawn_at: None,
        });
    }
    if written.is_empty() {
        return Err(Refusal::NothingChanges.into());
    }
    store::insert_values(tx, &written, actor.account)?;
    for value in &written {
        let detail = format!("{} {} {observed_on}", value.component, value.milli);
        audit::record(tx, actor, now, "strategy_value.declared", value.uai.as_str(), &detail)?;
    }
    Ok(written.len())
}

/// Takes a declared value back: it is as if it had not been declared, from now on.
///
/// # Errors
/// When there is none, it was taken back already, the actor may not, or the database fails.
pub fn take_back(tx: &mut Tx, actor: &Actor, now: Instant, id: ValueId) -> Result<Uai, StrategyError> {
    policy::check(actor, Action::EditStrategy, Subject::Basin)?;
    let (uai, component, withdrawn_at) = store::value(tx, id)?.ok_or(StrategyError::NotFound)?;
    directory::school(tx, actor, Action::EditStrategy, &uai)?;
    if withdrawn_at.is_some() {
        return Err(Refusal::TakenBack.into());
    }
    let now = register::moment(tx, REGISTER, now)?;
    store::withdraw_value(tx, id, now, actor.account)?;
    audit::record(
        tx,
        actor,
        now,
        "strategy_value.taken_back",
        uai.as_str(),
        component.code(),
    )?;
    Ok(uai)
}
