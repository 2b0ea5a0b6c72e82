//! One line before the commission: what was decided of it, the appeals, and what they changed.

use pole_db::Tx;
use pole_kernel::{Day, Instant};

use super::super::errors::{DecisionError, Refusal};
use super::super::model::{Appeal, AppealId, AppealOutcome, Candidate, LineDecision};
use super::super::store;
use super::commission::{Sitting, load};
use super::publication::{AfterChange, correct};
use crate::features::calls::CallWaveId;
use crate::features::dossiers::{self, LineId, LineRevision};
use crate::policy::{self, Action, Actor, Subject};
use crate::shell::audit;
use crate::shell::clock::fresh_id;
use crate::shell::documents::{self, Document, Received};

/// One line with its whole history.
#[derive(Clone, Debug)]
pub struct LineView {
    /// The wave and everything before its commission.
    pub sitting: Sitting,
    /// The line.
    pub line: Candidate,
    /// What was decided, the newest first.
    pub decisions: Vec<LineDecision>,
    /// The states of the line, the newest first.
    pub states: Vec<LineRevision>,
    /// The appeals with their documents, the newest first.
    pub appeals: Vec<(Appeal, Vec<Document>)>,
}

/// One line with its whole history.
///
/// # Errors
/// When there is none, the actor may not, or the database fails.
pub fn line_view(tx: &mut Tx, actor: &Actor, id: CallWaveId, line: LineId) -> Result<LineView, DecisionError> {
    policy::check(actor, Action::DecideDossiers, Subject::Basin)?;
    let sitting = load(tx, id)?;
    let found = find(&sitting, line)?.clone();
    let mut appeals = Vec::new();
    for appeal in store::appeals(tx, line)? {
        let documents = documents::of(tx, "appeal", &appeal.id.to_string())?;
        appeals.push((appeal, documents));
    }
    Ok(LineView {
        sitting,
        line: found,
        decisions: store::decision_history(tx, line)?,
        states: dossiers::history(tx, line)?,
        appeals,
    })
}

fn find(sitting: &Sitting, line: LineId) -> Result<&Candidate, DecisionError> {
    sitting
        .lines
        .iter()
        .find(|candidate| candidate.line == line)
        .ok_or(DecisionError::NotFound)
}

/// Records an appeal against a published result.
///
/// # Errors
/// When nothing is published, it says nothing, the actor may not, or the database fails.
pub fn record_appeal(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    (id, line): (CallWaveId, LineId),
    (text, received_on): (&str, Day),
    document: Option<&Received>,
) -> Result<AppealId, DecisionError> {
    policy::check(actor, Action::DecideDossiers, Subject::Basin)?;
    let sitting = load(tx, id)?;
    if sitting.wave.published_at.is_none() {
        return Err(Refusal::NotPublished.into());
    }
    let candidate = find(&sitting, line)?;
    if text.trim().is_empty() {
        return Err(Refusal::TextMissing.into());
    }
    if received_on > now.day() {
        return Err(Refusal::InFuture.into());
    }
    let appeal = fresh_id();
    store::insert_appeal(tx, appeal, line, text.trim(), received_on, now, actor.account)?;
    if let Some(document) = document {
        let document = document
            .clone()
            .attached_to("appeal", appeal.to_string(), "appeal".to_owned());
        documents::attach(tx, actor.account, now, &document)?;
    }
    audit::record(
        tx,
        actor,
        now,
        "appeal.recorded",
        &appeal.to_string(),
        candidate.uai.as_str(),
    )?;
    Ok(appeal)
}

/// What is answered to an appeal.
#[derive(Clone, Debug)]
pub struct Answer {
    /// What is said.
    pub text: String,
    /// The day it is said.
    pub answered_on: Day,
    /// What the result becomes, when the appeal was right.
    pub correction: Option<AfterChange>,
}

/// Answers an appeal. When it was right, the result and the plan are corrected in the same act.
///
/// # Errors
/// When it is answered, says nothing, the correction is refused, the actor may not, or the database fails.
pub fn answer_appeal(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: CallWaveId,
    appeal: AppealId,
    answer: &Answer,
) -> Result<LineId, DecisionError> {
    policy::check(actor, Action::DecideDossiers, Subject::Basin)?;
    let appeal = store::appeal(tx, appeal)?.ok_or(DecisionError::NotFound)?;
    let sitting = load(tx, id)?;
    find(&sitting, appeal.line)?;
    if answer.text.trim().is_empty() {
        return Err(Refusal::TextMissing.into());
    }
    if answer.answered_on > now.day() {
        return Err(Refusal::InFuture.into());
    }
    let outcome = if answer.correction.is_some() {
        AppealOutcome::Upheld
    } else {
        AppealOutcome::Rejected
    };
    let text = answer.text.trim();
    if !store::answer_appeal(tx, appeal.id, outcome, text, answer.answered_on, now, actor.account)? {
        return Err(Refusal::Answered.into());
    }
    if let Some(change) = &answer.correction {
        correct(tx, actor, now, id, appeal.line, change)?;
    }
    let detail = outcome.code();
    audit::record(tx, actor, now, "appeal.answered", &appeal.id.to_string(), detail)?;
    Ok(appeal.line)
}

/// Whether an appeal is against a result of this wave.
///
/// # Errors
/// When the actor may not, or the database fails.
pub fn is_appeal_of(tx: &mut Tx, actor: &Actor, id: CallWaveId, appeal: AppealId) -> Result<bool, DecisionError> {
    policy::check(actor, Action::DecideDossiers, Subject::Basin)?;
    let Some(appeal) = store::appeal(tx, appeal)? else {
        return Ok(false);
    };
    Ok(find(&load(tx, id)?, appeal.line).is_ok())
}
