//! The commission on a wave: what it has before it, and what it decides.

use std::collections::{BTreeSet, HashMap};

use pole_db::{DbError, Tx};
use pole_kernel::{Cents, Day, Instant, SchoolYear, Uai};

use super::super::errors::{DecisionError, Refusal};
use super::super::model::{Candidate, Commission, LineDecision, Outcome};
use super::super::rules::{self, Limits, Proposal, Review};
use super::super::{scores, store};
use crate::features::calls::{self, Call, CallContent, CallWave, CallWaveId};
use crate::features::directory;
use crate::features::dossiers::LineId;
use crate::features::endowment::{self, Decision, EntryStatus, Staff, WaveId};
use crate::policy::{self, Action, Actor, Scope, Subject};
use crate::shell::asked::Asked;
use crate::shell::audit;
use crate::shell::clock::fresh_id;

/// A wave in the list of commissions.
#[derive(Clone, Debug)]
pub struct CommissionLine {
    /// The call.
    pub call: Call,
    /// Its wave.
    pub wave: CallWave,
    /// The commission, when somebody has prepared it.
    pub commission: Option<Commission>,
}

/// The waves of every call with their commissions, the latest deadline first.
///
/// # Errors
/// When the actor may not, or the database fails.
pub fn commissions(tx: &mut Tx, actor: &Actor) -> Result<Vec<CommissionLine>, DecisionError> {
    policy::check(actor, Action::DecideDossiers, Subject::Basin)?;
    let calls = calls::calls(tx)?;
    let mut lines = Vec::new();
    for wave in calls::call_waves(tx)?.into_iter().rev() {
        if let Some(call) = calls.iter().find(|call| call.id == wave.call) {
            lines.push(CommissionLine {
                call: call.clone(),
                commission: store::commission(tx, wave.id)?,
                wave,
            });
        }
    }
    Ok(lines)
}

/// Everything that is before the commission on a wave.
#[derive(Clone, Debug)]
pub struct Sitting {
    /// The call.
    pub call: Call,
    /// Its wave.
    pub wave: CallWave,
    /// What the call says.
    pub content: CallContent,
    /// The commission, when somebody has prepared it.
    pub commission: Option<Commission>,
    /// The lines of the wave, as the common files rank them.
    pub lines: Vec<Candidate>,
}

impl Sitting {
    /// How the decisions stand.
    pub fn tally(&self) -> rules::Tally {
        rules::tally(self.lines.iter().map(|line| (line, line.outcome())))
    }

    /// The day of the decisions.
    pub fn held_on(&self) -> Option<Day> {
        self.commission.as_ref().map(|commission| commission.held_on)
    }
}

/// The lines of a wave with their scores and what is decided of them.
///
/// # Errors
/// When the database fails.
pub fn candidates(tx: &mut Tx, wave: CallWaveId, commission: Option<&Commission>) -> Result<Vec<Candidate>, DbError> {
    let mut lines = store::candidates(tx, wave)?;
    let scores = scores::scores(tx, wave)?;
    let mut decisions = match commission {
        Some(commission) => store::decisions(tx, commission.id)?,
        None => HashMap::new(),
    };
    for line in &mut lines {
        line.score = scores.get(&line.dossier).copied();
        line.decision = decisions.remove(&line.line);
    }
    Ok(lines)
}

/// What a wave is, without asking anybody.
pub(super) fn load(tx: &mut Tx, id: CallWaveId) -> Result<Sitting, DecisionError> {
    let wave = calls::call_wave(tx, id)?.ok_or(DecisionError::NotFound)?;
    let call = calls::call(tx, wave.call)?.ok_or(DecisionError::NotFound)?;
    let content = calls::published(tx, wave.call)?.map(|version| version.content);
    let commission = store::commission(tx, id)?;
    let lines = candidates(tx, id, commission.as_ref())?;
    Ok(Sitting {
        call,
        wave,
        content: content.unwrap_or_default(),
        commission,
        lines,
    })
}

/// Everything that is before the commission on a wave, for those who decide.
///
/// # Errors
/// When there is none, the actor may not, or the database fails.
pub fn sitting(tx: &mut Tx, actor: &Actor, id: CallWaveId) -> Result<Sitting, DecisionError> {
    policy::check(actor, Action::DecideDossiers, Subject::Basin)?;
    load(tx, id)
}

/// What schools would be due if they were selected: over their whole window, with the parameters of the call.
/// `None` when a figure is unknown.
///
/// # Errors
/// When a roster cannot be computed, or the database fails.
pub fn quotes(
    tx: &mut Tx,
    now: Instant,
    sitting: &Sitting,
    lines: &[Candidate],
) -> Result<HashMap<Uai, Option<Cents>>, DecisionError> {
    let scope = Scope {
        schools: lines.iter().map(|line| line.uai.clone()).collect(),
        ..Scope::default()
    };
    let schools = directory::basin(tx, scope)?;
    let set = &sitting.content.parameter_set;
    let quote = endowment::quote(
        tx,
        &schools,
        sitting.wave.first_year,
        set,
        Asked::now(now),
        Staff::AsEntered,
    )?;
    let mut amounts: HashMap<Uai, Option<Cents>> = HashMap::new();
    for line in &quote.lines {
        let due = line.endowment.total_cents();
        let sum = amounts.entry(line.endowment.uai.clone()).or_insert(Some(Cents(0)));
        *sum = sum.zip(due).map(|(sum, due)| sum + due);
    }
    Ok(amounts)
}

/// What is settled before the commission decides.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The revision that was seen; 0 when nothing was settled.
    pub seen: i64,
    /// The day it sits.
    pub held_on: Day,
    /// What there is to know of it.
    pub note: String,
    /// How many écoles the academy grants.
    pub quota: Option<i64>,
}

/// Settles the day of the commission, its note and the écoles granted.
///
/// # Errors
/// When somebody else did meanwhile, the results are published, the actor may not, or the database fails.
pub fn settle(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: CallWaveId,
    settings: &Settings,
) -> Result<(), DecisionError> {
    policy::check(actor, Action::DecideDossiers, Subject::Basin)?;
    let wave = calls::call_wave(tx, id)?.ok_or(DecisionError::NotFound)?;
    if wave.published_at.is_some() {
        return Err(Refusal::Published.into());
    }
    let before = store::commission(tx, id)?;
    let seen = before.as_ref().map_or(0, |commission| commission.revision);
    if seen != settings.seen {
        return Err(DecisionError::Stale(String::new()));
    }
    let commission = Commission {
        id: before.as_ref().map_or_else(fresh_id, |commission| commission.id),
        held_on: settings.held_on,
        note: settings.note.trim().to_owned(),
        quota: settings.quota,
        revision: seen + 1,
        publish_at: None,
        publish_failure: String::new(),
        notified_at: None,
    };
    if before.is_some() {
        if !store::update_commission(tx, &commission, seen)? {
            return Err(DecisionError::Stale(String::new()));
        }
    } else {
        stale_on_unique(store::insert_commission(tx, id, &commission, now, actor.account))?;
    }
    let detail = format!("{} quota {:?}", commission.held_on, commission.quota);
    audit::record(tx, actor, now, "commission.settled", &id.to_string(), &detail)?;
    Ok(())
}

/// The same row written twice means that somebody else was first.
pub(super) fn stale_on_unique(result: Result<(), DbError>) -> Result<(), DecisionError> {
    match result {
        Err(DbError::Unique { .. }) => Err(DecisionError::Stale(String::new())),
        other => Ok(other?),
    }
}

/// What the rules of the wave say of its decisions.
fn limits(tx: &mut Tx, now: Instant, sitting: &Sitting) -> Result<Limits, DbError> {
    let already_selected = endowment::entries(tx, now.day(), now)?
        .into_iter()
        .filter(|entry| entry.state.status == EntryStatus::Selected)
        .filter(|entry| entry.state.first_year <= sitting.wave.first_year)
        .map(|entry| entry.uai)
        .collect::<BTreeSet<Uai>>();
    Ok(Limits {
        threshold: sitting.content.review.threshold,
        quota: sitting.content.ecole_quota.clone(),
        granted: sitting.commission.as_ref().and_then(|commission| commission.quota),
        already_selected,
    })
}

/// What a set of proposals would do, before anything is written. Somebody else's work is told first.
///
/// # Errors
/// When a decision changed meanwhile, nothing was chosen, the results are published, the actor may not, or the
/// database fails. What the rules refuse is in the review.
pub fn review(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: CallWaveId,
    proposals: &[Proposal],
) -> Result<(Sitting, Review), DecisionError> {
    let sitting = sitting(tx, actor, id)?;
    if sitting.wave.published_at.is_some() {
        return Err(Refusal::Published.into());
    }
    if proposals.is_empty() {
        return Err(Refusal::NothingChosen.into());
    }
    for proposal in proposals {
        let line = sitting
            .lines
            .iter()
            .find(|line| line.line == proposal.line)
            .ok_or(DecisionError::NotFound)?;
        if line.decision_revision() != proposal.seen {
            return Err(DecisionError::Stale(line.name.clone()));
        }
    }
    let limits = limits(tx, now, &sitting)?;
    let mut review = rules::review(&sitting.lines, proposals, &limits);
    // What the plan would refuse on the day of the publication is better known today.
    if review.refusals.is_empty()
        && let Some(wave) = sitting.wave.wave
    {
        let after = |line: &Candidate| {
            review
                .changes
                .iter()
                .find(|change| change.candidate.line == line.line)
                .map_or_else(
                    || line.decision.as_ref().map(|one| (one.outcome, one.reason.clone())),
                    |change| Some((change.proposal.outcome, change.proposal.reason.clone())),
                )
        };
        let selected: Vec<(Uai, Outcome, String)> = sitting
            .lines
            .iter()
            .filter(|line| line.is_decidable())
            .filter_map(|line| after(line).map(|(outcome, reason)| (line.uai.clone(), outcome, reason)))
            .collect();
        let decisions = plan_decisions(tx, now, wave, sitting.wave.first_year, now.day(), &selected)?;
        match endowment::check_from_call(tx, now, &decisions).map_err(DecisionError::from) {
            Ok(()) => {}
            Err(DecisionError::Refused(refusal)) => review.refusals.push(refusal),
            Err(error) => return Err(error),
        }
    }
    Ok((sitting, review))
}

/// What the plan is told of decided schools.
pub(super) fn plan_decisions(
    tx: &mut Tx,
    now: Instant,
    wave: WaveId,
    first_year: SchoolYear,
    decided_on: Day,
    decided: &[(Uai, Outcome, String)],
) -> Result<Vec<Decision>, DbError> {
    let entries = endowment::entries(tx, now.day(), now)?;
    Ok(decided
        .iter()
        .map(|(uai, outcome, reason)| Decision {
            wave,
            uai: uai.clone(),
            seen: entries
                .iter()
                .find(|entry| entry.wave == wave && entry.uai == *uai)
                .map_or(0, |entry| entry.state.number),
            status: outcome.status(),
            first_year,
            decided_on,
            reason: reason.clone(),
        })
        .collect())
}

/// Writes decisions, all or none. Gives how many.
///
/// # Errors
/// As [`review`]; and a refusal when a rule says no.
pub fn decide(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: CallWaveId,
    proposals: &[Proposal],
) -> Result<usize, DecisionError> {
    let (sitting, review) = review(tx, actor, now, id, proposals)?;
    if let Some(refusal) = review.refusals.into_iter().next() {
        return Err(refusal.into());
    }
    let commission = if let Some(commission) = sitting.commission {
        commission
    } else {
        let settings = Settings {
            seen: 0,
            held_on: now.day(),
            note: String::new(),
            quota: None,
        };
        settle(tx, actor, now, id, &settings)?;
        store::commission(tx, id)?.ok_or(DecisionError::NotFound)?
    };
    let written: Vec<(LineId, LineDecision)> = review
        .changes
        .iter()
        .map(|change| {
            let decision = LineDecision {
                revision: change.proposal.seen + 1,
                outcome: change.proposal.outcome,
                reserve_rank: change.proposal.reserve_rank,
                reason: change.proposal.reason.trim().to_owned(),
                decided_on: commission.held_on,
                decided_at: now,
                decided_by: None,
            };
            (change.candidate.line, decision)
        })
        .collect();
    stale_on_unique(store::insert_decisions(
        tx,
        commission.id,
        written.iter(),
        actor.account,
    ))?;
    let detail = format!(
        "{} lines: {} selected, {} reserve, {} not selected",
        written.len(),
        review.after.selected,
        review.after.reserve,
        review.after.not_selected
    );
    audit::record(tx, actor, now, "commission.decided", &id.to_string(), &detail)?;
    Ok(written.len())
}
