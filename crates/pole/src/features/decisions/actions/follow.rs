//! What becomes of an agreement: its start, milestones, completion report, or its cancellation.

use pole_db::Tx;
use pole_kernel::{Day, Instant};

use super::super::agreements_store;
use super::super::errors::{DecisionError, Refusal};
use super::super::model::{Agreement, AgreementId, AgreementState, Milestone, MilestoneId};
use super::agreements::{AgreementLine, agreements, find, move_lines};
use crate::features::dossiers::LineState;
use crate::features::endowment::{self, Decision, EntryStatus};
use crate::policy::{Action, Actor};
use crate::shell::audit;
use crate::shell::clock::fresh_id;
use crate::shell::documents::{self, Received};

/// The agreement that somebody wants to move, as they saw it.
fn open(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    (id, seen): (AgreementId, i64),
    day: Day,
) -> Result<(AgreementLine, Agreement), DecisionError> {
    let line = find(tx, actor, now, Action::EditAgreements, id)?;
    let agreement = line.agreement.clone().ok_or(DecisionError::NotFound)?;
    if agreement.revision != seen {
        return Err(DecisionError::Stale(String::new()));
    }
    if day > now.day() {
        return Err(Refusal::InFuture.into());
    }
    Ok((line, agreement))
}

fn save(tx: &mut Tx, actor: &Actor, now: Instant, moved: &Agreement, event: &str) -> Result<(), DecisionError> {
    if !agreements_store::move_agreement(tx, moved, moved.revision - 1)? {
        return Err(DecisionError::Stale(String::new()));
    }
    audit::record(tx, actor, now, event, &moved.id.to_string(), &moved.number)?;
    Ok(())
}

/// Starts a signed agreement: its lines are under way.
///
/// # Errors
/// When it is not signed, the day is in the future, somebody else moved it meanwhile, the actor may not, or the
/// database fails.
pub fn start(tx: &mut Tx, actor: &Actor, now: Instant, seen: (AgreementId, i64), on: Day) -> Result<(), DecisionError> {
    let (line, agreement) = open(tx, actor, now, seen, on)?;
    if agreement.state != AgreementState::Signed {
        return Err(Refusal::AgreementState.into());
    }
    move_lines(tx, actor, now, &line, LineState::Agreed, LineState::Running, (on, ""))?;
    let moved = Agreement {
        state: AgreementState::Running,
        revision: agreement.revision + 1,
        started_on: Some(on),
        ..agreement
    };
    save(tx, actor, now, &moved, "agreement.started")
}

/// Closes an agreement with its report: its lines are closed, what was due stays due.
///
/// # Errors
/// When it is not under way, the report is missing, the day is in the future, somebody else moved it meanwhile, the
/// actor may not, or the database fails.
pub fn close(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    seen: (AgreementId, i64),
    (on, report): (Day, &str),
    document: Option<&Received>,
) -> Result<(), DecisionError> {
    let (line, agreement) = open(tx, actor, now, seen, on)?;
    if agreement.state != AgreementState::Running {
        return Err(Refusal::AgreementState.into());
    }
    if report.trim().is_empty() {
        return Err(Refusal::TextMissing.into());
    }
    if agreement.started_on.is_some_and(|started| on < started) {
        return Err(Refusal::DaysReversed.into());
    }
    move_lines(tx, actor, now, &line, LineState::Running, LineState::Closed, (on, ""))?;
    if let Some(document) = document {
        let document = document
            .clone()
            .attached_to("agreement", agreement.id.to_string(), "report".to_owned());
        documents::attach(tx, actor.account, now, &document)?;
    }
    agreements_store::close_milestones(tx, agreement.id, now)?;
    let moved = Agreement {
        state: AgreementState::Closed,
        revision: agreement.revision + 1,
        ended_on: Some(on),
        end_note: report.trim().to_owned(),
        ..agreement
    };
    save(tx, actor, now, &moved, "agreement.closed")
}

/// Cancels an agreement and frees its consequences: its lines are terminated, its schools leave the plan from that
/// day on, what remained to do is closed. Figures of days before stay as they were.
///
/// # Errors
/// When it has ended, the reason is missing, the day is in the future, an école elsewhere depends on its collège,
/// somebody else moved it meanwhile, the actor may not, or the database fails.
pub fn terminate(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    seen: (AgreementId, i64),
    (on, reason): (Day, &str),
) -> Result<(), DecisionError> {
    let (line, agreement) = open(tx, actor, now, seen, on)?;
    if !agreement.state.is_open() {
        return Err(Refusal::AgreementState.into());
    }
    if reason.trim().is_empty() {
        return Err(Refusal::TextMissing.into());
    }
    let mut schools = Vec::new();
    for state in [LineState::Selected, LineState::Agreed, LineState::Running] {
        schools.extend(
            line.lines
                .iter()
                .filter(|one| one.state == state)
                .map(|one| one.uai.clone()),
        );
        move_lines(tx, actor, now, &line, state, LineState::Terminated, (on, reason))?;
    }
    let wave = line.wave.wave.ok_or(Refusal::NoWave)?;
    let decisions: Vec<Decision> = endowment::entries(tx, now.day(), now)?
        .into_iter()
        .filter(|entry| entry.wave == wave && schools.contains(&entry.uai))
        .map(|entry| Decision {
            wave,
            uai: entry.uai,
            seen: entry.state.number,
            status: EntryStatus::Withdrawn,
            first_year: entry.state.first_year,
            decided_on: on,
            reason: reason.trim().to_owned(),
        })
        .collect();
    endowment::record_from_call(tx, actor, now, &decisions)?;
    agreements_store::close_milestones(tx, agreement.id, now)?;
    let moved = Agreement {
        state: AgreementState::Terminated,
        revision: agreement.revision + 1,
        ended_on: Some(on),
        end_note: reason.trim().to_owned(),
        ..agreement
    };
    save(tx, actor, now, &moved, "agreement.terminated")
}

/// A milestone to set.
#[derive(Clone, Debug)]
pub struct NewMilestone {
    /// What must be done.
    pub title: String,
    /// By when.
    pub due_on: Day,
    /// What there is to know of it.
    pub note: String,
}

/// Sets a milestone.
///
/// # Errors
/// When it has no title, the agreement has ended, the actor may not, or the database fails.
pub fn add_milestone(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: AgreementId,
    new: &NewMilestone,
) -> Result<MilestoneId, DecisionError> {
    let line = find(tx, actor, now, Action::EditAgreements, id)?;
    if !line.agreement.is_some_and(|agreement| agreement.state.is_open()) {
        return Err(Refusal::AgreementState.into());
    }
    if new.title.trim().is_empty() {
        return Err(Refusal::TextMissing.into());
    }
    let milestone = Milestone {
        id: fresh_id(),
        agreement: id,
        title: new.title.trim().to_owned(),
        due_on: new.due_on,
        done_on: None,
        note: new.note.trim().to_owned(),
        closed_at: None,
    };
    agreements_store::insert_milestone(tx, &milestone, now, actor.account)?;
    let detail = milestone.due_on.to_string();
    audit::record(tx, actor, now, "milestone.set", &milestone.id.to_string(), &detail)?;
    Ok(milestone.id)
}

/// Says that a milestone is done, with its evidence.
///
/// # Errors
/// When it is done or closed already, the day is in the future, the actor may not, or the database fails.
pub fn finish_milestone(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    (id, milestone): (AgreementId, MilestoneId),
    (done_on, note): (Day, &str),
    document: Option<&Received>,
) -> Result<(), DecisionError> {
    find(tx, actor, now, Action::EditAgreements, id)?;
    if done_on > now.day() {
        return Err(Refusal::InFuture.into());
    }
    if !agreements_store::finish_milestone(tx, id, milestone, done_on, note.trim())? {
        return Err(DecisionError::Stale(String::new()));
    }
    if let Some(document) = document {
        let document = document
            .clone()
            .attached_to("milestone", milestone.to_string(), "evidence".to_owned());
        documents::attach(tx, actor.account, now, &document)?;
    }
    let detail = done_on.to_string();
    audit::record(tx, actor, now, "milestone.done", &milestone.to_string(), &detail)?;
    Ok(())
}

/// Takes a milestone out that is not done.
///
/// # Errors
/// When it is done, the actor may not, or the database fails.
pub fn remove_milestone(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: AgreementId,
    milestone: MilestoneId,
) -> Result<(), DecisionError> {
    find(tx, actor, now, Action::EditAgreements, id)?;
    if !agreements_store::remove_milestone(tx, id, milestone, now)? {
        return Err(DecisionError::Stale(String::new()));
    }
    audit::record(tx, actor, now, "milestone.removed", &milestone.to_string(), "")?;
    Ok(())
}

/// A milestone in the calendar, with its agreement.
#[derive(Clone, Debug)]
pub struct CalendarLine {
    /// The milestone.
    pub milestone: Milestone,
    /// The number of its agreement.
    pub number: String,
    /// The collège.
    pub college: String,
}

/// The milestones of every agreement that an actor may read, the earliest first.
///
/// # Errors
/// When the actor may not, or the database fails.
pub fn calendar(tx: &mut Tx, actor: &Actor, now: Instant) -> Result<Vec<CalendarLine>, DecisionError> {
    let agreements = agreements(tx, actor, now)?;
    Ok(agreements_store::all_milestones(tx)?
        .into_iter()
        .filter_map(|milestone| {
            let line = agreements
                .iter()
                .find(|line| line.agreement.as_ref().is_some_and(|one| one.id == milestone.agreement))?;
            Some(CalendarLine {
                number: line.agreement.as_ref()?.number.clone(),
                college: line.college().to_owned(),
                milestone,
            })
        })
        .collect())
}
