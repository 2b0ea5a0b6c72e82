//! The publication of a wave: lines, plan and first indicator move together; then promotions and corrections.

use std::collections::BTreeSet;

use pole_db::{DbError, Tx};
use pole_kernel::{Day, Instant, Role, RoleScope, Territory, Uai};

use super::super::errors::{DecisionError, Refusal};
use super::super::model::{Candidate, LineDecision, Outcome};
use super::super::{agreements_store, store};
use super::commission::{Sitting, load, plan_decisions, stale_on_unique};
use crate::features::accounts;
use crate::features::calls::{self, CallWaveId};
use crate::features::dossiers::{self, DossierId, LineId, LineState, NewState, Who};
use crate::features::endowment;
use crate::policy::{self, AccountId, Action, Actor, Subject};
use crate::shell::app::App;
use crate::shell::audit;
use crate::shell::messages::{self, NewMessage};

/// What a publication did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Published {
    /// Lines that got their result.
    pub lines: usize,
    /// Schools whose place in the plan changed.
    pub entries: usize,
}

/// Publishes the results of a wave: each line moves, the plan follows, applicants see it from now on. All or nothing.
///
/// # Errors
/// When it is done already, a line is not decided, a rule says no, the actor may not, or the database fails.
pub fn publish(tx: &mut Tx, actor: &Actor, now: Instant, id: CallWaveId) -> Result<Published, DecisionError> {
    policy::check(actor, Action::DecideDossiers, Subject::Basin)?;
    let sitting = load(tx, id)?;
    may_be_published(&sitting, now.day())?;
    let (Some(commission), Some(wave)) = (&sitting.commission, sitting.wave.wave) else {
        return Err(Refusal::NoWave.into());
    };
    let mut decided = Vec::new();
    for line in sitting.lines.iter().filter(|line| line.is_decidable()) {
        let Some(decision) = &line.decision else {
            continue;
        };
        let new = NewState {
            line: line.line,
            seen: line.line_revision,
            state: decision.outcome.state(),
            acted_as: Who::Academy,
            rank: None,
            decided_on: commission.held_on,
            reason: decision.reason.clone(),
            document: None,
        };
        dossiers::move_line(tx, actor, now, &new)?;
        decided.push((line.uai.clone(), decision.outcome, decision.reason.clone()));
    }
    let first_year = sitting.wave.first_year;
    let decisions = plan_decisions(tx, now, wave, first_year, commission.held_on, &decided)?;
    let entries = endowment::record_from_call(tx, actor, now, &decisions)?;
    calls::set_published_at(tx, id, now)?;
    store::plan_publication(tx, commission.id, None, None)?;
    let published = Published {
        lines: decided.len(),
        entries,
    };
    let detail = format!("{} lines, {} entries", published.lines, published.entries);
    audit::record(tx, actor, now, "commission.published", &id.to_string(), &detail)?;
    Ok(published)
}

/// Whether a wave can be published on a day.
///
/// # Errors
/// The first reason why it cannot.
pub fn may_be_published(sitting: &Sitting, today: Day) -> Result<(), Refusal> {
    if sitting.wave.published_at.is_some() {
        return Err(Refusal::Published);
    }
    let Some(held_on) = sitting.held_on() else {
        return Err(Refusal::NothingDecided);
    };
    let tally = sitting.tally();
    if tally.selected + tally.reserve + tally.not_selected == 0 {
        return Err(Refusal::NothingDecided);
    }
    if tally.open > 0 {
        return Err(Refusal::Undecided(tally.open));
    }
    if sitting.wave.wave.is_none() {
        return Err(Refusal::NoWave);
    }
    if held_on > today {
        return Err(Refusal::NotHeldYet);
    }
    Ok(())
}

/// Says when a wave publishes itself; `None` takes that back.
///
/// # Errors
/// When the moment is past, nothing is decided, the results are published, the actor may not, or the database fails.
pub fn plan_publication(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: CallWaveId,
    at: Option<Instant>,
) -> Result<(), DecisionError> {
    policy::check(actor, Action::DecideDossiers, Subject::Basin)?;
    let sitting = load(tx, id)?;
    let Some(commission) = &sitting.commission else {
        return Err(Refusal::NothingDecided.into());
    };
    if let Some(at) = at {
        if at <= now {
            return Err(Refusal::InPast.into());
        }
        may_be_published(&sitting, at.day())?;
    }
    store::plan_publication(tx, commission.id, at, actor.account)?;
    let detail = at.map_or_else(|| "taken back".to_owned(), |at| at.to_string());
    audit::record(
        tx,
        actor,
        now,
        "commission.publication_planned",
        &id.to_string(),
        &detail,
    )?;
    Ok(())
}

/// Publishes every wave whose moment has come, and says in a few words what was done. A wave that cannot be
/// published says why on its page, and is tried again.
///
/// # Errors
/// When the database fails.
pub fn publish_due(app: &App, now: Instant) -> Result<String, DbError> {
    let db = app.db();
    let due = db.read_blocking(|tx| store::due_publications(tx, now))?;
    let (mut published, mut refused) = (0_usize, 0_usize);
    for (wave, actor) in due {
        match db.write_blocking(|tx| publish(tx, &actor, now, wave)) {
            Ok(_) => published += 1,
            Err(DecisionError::Db(error)) => return Err(error),
            Err(DecisionError::Refused(refusal)) => {
                refused += 1;
                db.write_blocking(|tx| store::note_failure(tx, wave, refusal.key()))?;
            }
            Err(_) => refused += 1,
        }
    }
    Ok(format!("{published} waves published, {refused} refused"))
}

/// A change of a published result.
#[derive(Clone, Debug)]
pub struct AfterChange {
    /// The revision of the line that its author saw.
    pub seen: i64,
    /// What it becomes.
    pub outcome: Outcome,
    /// The rank in the reserve list.
    pub reserve_rank: Option<i64>,
    /// The day of the act.
    pub decided_on: Day,
    /// Why.
    pub reason: String,
}

/// Takes a school of the reserve list in: line and plan move together.
///
/// # Errors
/// When it is not on the list, a better placed one is passed over without a reason, the plan refuses, somebody else
/// moved it meanwhile, the actor may not, or the database fails.
pub fn promote(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: CallWaveId,
    line: LineId,
    change: &AfterChange,
) -> Result<(), DecisionError> {
    policy::check(actor, Action::DecideDossiers, Subject::Basin)?;
    let sitting = load(tx, id)?;
    let candidate = published_line(&sitting, line)?;
    if candidate.state != LineState::Reserve {
        return Err(Refusal::WrongState.into());
    }
    let rank = |one: &Candidate| one.decision.as_ref().and_then(|decision| decision.reserve_rank);
    let passed = sitting.lines.iter().find(|other| {
        other.state == LineState::Reserve
            && other.line != line
            && rank(other).is_some_and(|best| Some(best) < rank(candidate))
    });
    if let Some(passed) = passed
        && change.reason.trim().is_empty()
    {
        return Err(Refusal::ReserveSkipped(passed.name.clone()).into());
    }
    let change = AfterChange {
        outcome: Outcome::Selected,
        reserve_rank: None,
        ..change.clone()
    };
    write_after(tx, actor, now, &sitting, candidate, &change, false)
}

/// Corrects a published result, with its reason: an appeal that was right, a mistake. The plan is corrected with it.
///
/// # Errors
/// When the line has no result, an agreement is made on it, the plan refuses, somebody else moved it meanwhile, the
/// actor may not, or the database fails.
pub fn correct(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: CallWaveId,
    line: LineId,
    change: &AfterChange,
) -> Result<(), DecisionError> {
    policy::check(actor, Action::DecideDossiers, Subject::Basin)?;
    let sitting = load(tx, id)?;
    let candidate = published_line(&sitting, line)?;
    if !matches!(
        candidate.state,
        LineState::Selected | LineState::Reserve | LineState::NotSelected
    ) {
        return Err(Refusal::WrongState.into());
    }
    if candidate.state == change.outcome.state() {
        return Err(Refusal::NothingChanges.into());
    }
    if candidate.state == LineState::Selected && agreements_store::agreement_of(tx, candidate.dossier)?.is_some() {
        return Err(Refusal::InAgreement.into());
    }
    write_after(tx, actor, now, &sitting, candidate, change, true)
}

fn published_line(sitting: &Sitting, line: LineId) -> Result<&Candidate, DecisionError> {
    if sitting.wave.published_at.is_none() {
        return Err(Refusal::NotPublished.into());
    }
    sitting
        .lines
        .iter()
        .find(|candidate| candidate.line == line)
        .ok_or(DecisionError::NotFound)
}

fn write_after(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    sitting: &Sitting,
    candidate: &Candidate,
    change: &AfterChange,
    is_correction: bool,
) -> Result<(), DecisionError> {
    if change.decided_on > now.day() {
        return Err(Refusal::InFuture.into());
    }
    let (Some(commission), Some(wave)) = (&sitting.commission, sitting.wave.wave) else {
        return Err(Refusal::NoWave.into());
    };
    let new = NewState {
        line: candidate.line,
        seen: change.seen,
        state: change.outcome.state(),
        acted_as: Who::Academy,
        rank: None,
        decided_on: change.decided_on,
        reason: change.reason.clone(),
        document: None,
    };
    if is_correction {
        dossiers::record_correction(tx, actor, now, &new)?;
    } else {
        dossiers::move_line(tx, actor, now, &new)?;
    }
    let decision = LineDecision {
        revision: candidate.decision_revision() + 1,
        outcome: change.outcome,
        reserve_rank: change.reserve_rank.filter(|_| change.outcome == Outcome::Reserve),
        reason: change.reason.trim().to_owned(),
        decided_on: change.decided_on,
        decided_at: now,
        decided_by: None,
    };
    let written = [(candidate.line, decision)];
    stale_on_unique(store::insert_decisions(
        tx,
        commission.id,
        written.iter(),
        actor.account,
    ))?;
    let decided = [(candidate.uai.clone(), change.outcome, change.reason.clone())];
    let decisions = plan_decisions(tx, now, wave, sitting.wave.first_year, change.decided_on, &decided)?;
    endowment::record_from_call(tx, actor, now, &decisions)?;
    let event = if is_correction {
        "commission.corrected"
    } else {
        "commission.promoted"
    };
    let detail = format!("{} {}", candidate.uai, change.outcome);
    audit::record(tx, actor, now, event, &candidate.line.to_string(), &detail)?;
    Ok(())
}

/// Who is told of the results of a dossier: its members, the heads of its schools, the agents of its authority.
fn told(
    tx: &mut Tx,
    accounts: &[accounts::AccountLine],
    today: Day,
    dossier: DossierId,
    schools: &BTreeSet<Uai>,
    territory: &Territory,
) -> Result<BTreeSet<AccountId>, DbError> {
    let mut told: BTreeSet<AccountId> = dossiers::members(tx, dossier)?
        .into_iter()
        .map(|member| member.account)
        .collect();
    for account in accounts.iter().filter(|account| account.disabled_at.is_none()) {
        let concerned =
            account
                .roles
                .iter()
                .filter(|role| role.in_force(today))
                .any(|role| match (role.role, &role.scope) {
                    (Role::Head, RoleScope::School(uai)) => schools.contains(uai),
                    (Role::AuthorityAgent, RoleScope::Authority(island)) => island == territory,
                    _ => false,
                });
        if concerned {
            told.insert(account.id);
        }
    }
    Ok(told)
}

/// The messages that telling the applicants writes.
fn messages_of(tx: &mut Tx, now: Instant, sitting: &Sitting) -> Result<Vec<NewMessage>, DbError> {
    let accounts = accounts::all_accounts(tx)?;
    let mut dossiers: Vec<DossierId> = Vec::new();
    for line in sitting.lines.iter().filter(|line| line.decision.is_some()) {
        if !dossiers.contains(&line.dossier) {
            dossiers.push(line.dossier);
        }
    }
    let mut found = Vec::new();
    for dossier in dossiers {
        let lines: Vec<&Candidate> = sitting.lines.iter().filter(|line| line.dossier == dossier).collect();
        let Some(first) = lines.first() else {
            continue;
        };
        let schools: BTreeSet<Uai> = lines.iter().map(|line| line.uai.clone()).collect();
        // A promotion or a correction is told again.
        let newest: i64 = lines.iter().map(|line| line.decision_revision()).sum();
        for account in told(tx, &accounts, now.day(), dossier, &schools, &first.territory)? {
            found.push(NewMessage {
                account,
                topic: "decision",
                wording: "decisions-message-result",
                arguments: vec![
                    ("college", first.name.clone()),
                    ("call", sitting.call.title.clone()),
                    ("wave", sitting.wave.label.clone()),
                ],
                href: format!("/dossiers/{dossier}"),
                once: format!("decisions.result/{dossier}/{newest}/{account}"),
            });
        }
    }
    Ok(found)
}

/// How many messages telling the applicants would write, at most.
///
/// # Errors
/// When the actor may not, or the database fails.
pub fn recipients(tx: &mut Tx, actor: &Actor, now: Instant, id: CallWaveId) -> Result<(Sitting, usize), DecisionError> {
    policy::check(actor, Action::DecideDossiers, Subject::Basin)?;
    let sitting = load(tx, id)?;
    let count = messages_of(tx, now, &sitting)?.len();
    Ok((sitting, count))
}

/// What telling the applicants did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notified {
    /// Messages written now.
    pub written: usize,
    /// Messages that had been written before.
    pub before: usize,
}

/// Tells the applicants of a published wave, each once for each state of their results.
///
/// # Errors
/// When nothing is published, the actor may not, or the database fails.
pub fn notify(tx: &mut Tx, actor: &Actor, now: Instant, id: CallWaveId) -> Result<Notified, DecisionError> {
    policy::check(actor, Action::DecideDossiers, Subject::Basin)?;
    let sitting = load(tx, id)?;
    let (Some(commission), Some(_)) = (&sitting.commission, sitting.wave.published_at) else {
        return Err(Refusal::NotPublished.into());
    };
    let mut notified = Notified { written: 0, before: 0 };
    for message in messages_of(tx, now, &sitting)? {
        if messages::write(tx, now, &message)? {
            notified.written += 1;
        } else {
            notified.before += 1;
        }
    }
    store::set_notified(tx, commission.id, now)?;
    let detail = format!("{} messages", notified.written);
    audit::record(tx, actor, now, "commission.notified", &id.to_string(), &detail)?;
    Ok(notified)
}
