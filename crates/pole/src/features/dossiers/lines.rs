//! Moving a line from one state to the next: the one place where it happens, whoever asks.
//!
//! Callers have asked the policy, and say as what their author acts.

use pole_db::{DbError, Tx};
use pole_kernel::{Day, Instant};

use super::errors::{DossierError, Refusal};
use super::model::{Dossier, Line, LineId, LineState, Who};
use super::{rules, store};
use crate::features::calls::{self, CallWave, CallWaveId};
use crate::features::endowment::{self, EntryStatus};
use crate::policy::Actor;
use crate::shell::audit;
use crate::shell::documents::DocumentId;

/// A state to give to a line.
#[derive(Clone, Debug)]
pub struct NewState {
    /// The line.
    pub line: LineId,
    /// The revision its author saw.
    pub seen: i64,
    /// The state.
    pub state: LineState,
    /// As what its author acts.
    pub acted_as: Who,
    /// The rank, kept from before when there is none.
    pub rank: Option<i64>,
    /// The day of the act.
    pub decided_on: Day,
    /// Why.
    pub reason: String,
    /// The document that shows it.
    pub document: Option<DocumentId>,
}

/// Moves a line on.
///
/// # Errors
/// [`DossierError::Stale`] when somebody else moved it meanwhile; a refusal when the state does not follow,
/// the wave is closed or a reason is missing.
pub fn move_line(tx: &mut Tx, actor: &Actor, now: Instant, new: &NewState) -> Result<Line, DossierError> {
    let line = store::line(tx, new.line)?.ok_or(DossierError::NotFound)?;
    if line.revision != new.seen {
        return Err(DossierError::Stale);
    }
    if !rules::who_may(line.state, new.state).contains(&new.acted_as) {
        return Err(Refusal::NotNext {
            from: line.state,
            to: new.state,
        }
        .into());
    }
    if new.state.needs_reason() && new.reason.trim().is_empty() {
        return Err(Refusal::ReasonMissing.into());
    }
    let needs_open_wave = new.state.needs_open_wave() && new.acted_as != Who::Program;
    if needs_open_wave || new.state == LineState::Selected {
        let dossier = store::dossier(tx, line.dossier)?.ok_or(DossierError::NotFound)?;
        let wave = calls::call_wave(tx, dossier.call_wave)?.ok_or(DossierError::NotFound)?;
        if needs_open_wave && !wave.is_open(Some(&dossier.territory), now) {
            return Err(Refusal::WaveNotOpen.into());
        }
        if new.state == LineState::Selected
            && line.uai != dossier.college
            && !college_is_selected(tx, &dossier, &wave, now)?
        {
            return Err(Refusal::CollegeNotSelected(line.uai).into());
        }
    }
    write(tx, actor, now, &line, new, None)
}

/// Whether the collège of a dossier is selected in the same wave or an earlier one (`domain.md` §3.2): in a dossier of
/// this call, or in the plan since no later than the year of this wave.
fn college_is_selected(tx: &mut Tx, dossier: &Dossier, wave: &CallWave, now: Instant) -> Result<bool, DossierError> {
    let waves = calls::call_waves(tx)?;
    let selected = store::waves_selecting(tx, &dossier.college)?;
    let earlier = |id: &CallWaveId| {
        waves
            .iter()
            .any(|other| other.id == *id && other.call == wave.call && other.position <= wave.position)
    };
    if selected.iter().any(earlier) {
        return Ok(true);
    }
    Ok(endowment::entries(tx, now.day(), now)?.iter().any(|entry| {
        entry.uai == dossier.college
            && entry.state.status == EntryStatus::Selected
            && entry.state.first_year <= wave.first_year
    }))
}

/// Brings back a school that was taken out of a dossier that is still written: a recorded correction without a reason
/// of its own, since taking it in again is the reason.
pub(super) fn bring_back(tx: &mut Tx, actor: &Actor, now: Instant, new: &NewState) -> Result<Line, DossierError> {
    let line = store::line(tx, new.line)?.ok_or(DossierError::NotFound)?;
    if line.revision != new.seen || line.state != LineState::Withdrawn {
        return Err(DossierError::Stale);
    }
    write(tx, actor, now, &line, new, Some(line.revision))
}

/// Takes a line to any state it has had before, or to the state that should have been: a recorded correction.
///
/// # Errors
/// When somebody else moved it meanwhile, or the reason is missing.
pub fn record_correction(tx: &mut Tx, actor: &Actor, now: Instant, new: &NewState) -> Result<Line, DossierError> {
    let line = store::line(tx, new.line)?.ok_or(DossierError::NotFound)?;
    if line.revision != new.seen {
        return Err(DossierError::Stale);
    }
    if new.reason.trim().is_empty() {
        return Err(Refusal::ReasonMissing.into());
    }
    write(tx, actor, now, &line, new, Some(line.revision))
}

fn write(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    line: &Line,
    new: &NewState,
    corrects: Option<i64>,
) -> Result<Line, DossierError> {
    let moved = Line {
        state: new.state,
        revision: line.revision + 1,
        rank: new.rank.or(line.rank),
        ..line.clone()
    };
    match store::insert_revision(tx, &moved, new, corrects, now, actor.account) {
        Err(DbError::Unique { .. }) => return Err(DossierError::Stale),
        other => other?,
    }
    let detail = format!("{} {}", moved.uai, new.state);
    let event = if corrects.is_some() {
        "dossier_line.corrected"
    } else {
        "dossier_line.moved"
    };
    audit::record(tx, actor, now, event, &line.id.to_string(), &detail)?;
    Ok(moved)
}
