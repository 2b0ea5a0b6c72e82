//! What is read of the results once they are published: by everybody, and by the applicants.

use pole_db::Tx;
use pole_kernel::{Day, Instant};

use super::super::errors::DecisionError;
use super::super::model::{Candidate, Outcome};
use super::super::store;
use super::commission::{Sitting, load};
use crate::features::calls::{self, Call, CallWave, CallWaveId};
use crate::features::dossiers::DossierId;
use crate::policy::{self, Action, Actor, Subject};

/// A school in the public list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultLine {
    /// The school as it stood before the commission.
    pub line: Candidate,
    /// What was decided.
    pub outcome: Outcome,
    /// The rank in the reserve list.
    pub reserve_rank: Option<i64>,
}

/// The public results of a wave.
#[derive(Clone, Debug)]
pub struct WaveResults {
    /// The call.
    pub call: Call,
    /// The wave.
    pub wave: CallWave,
    /// When they were published.
    pub published_at: Instant,
    /// The day of the decision.
    pub held_on: Option<Day>,
    /// Selected schools, then the reserve list in its order.
    pub lines: Vec<ResultLine>,
}

impl WaveResults {
    /// Whether something of it is invented.
    pub fn is_fictitious(&self) -> bool {
        self.call.fictitious || self.lines.iter().any(|line| line.line.fictitious)
    }
}

/// The waves whose results are published, the newest first.
///
/// # Errors
/// When the database fails.
pub fn results(tx: &mut Tx, now: Instant) -> Result<Vec<WaveResults>, DecisionError> {
    let mut found = Vec::new();
    for wave in calls::call_waves(tx)? {
        if wave.published_at.is_some_and(|at| at <= now) {
            found.push(results_of(tx, now, wave.id)?);
        }
    }
    found.sort_by_key(|results| std::cmp::Reverse(results.published_at));
    Ok(found)
}

/// The public results of a wave; none before they are published.
///
/// # Errors
/// When there are none, or the database fails.
pub fn results_of(tx: &mut Tx, now: Instant, id: CallWaveId) -> Result<WaveResults, DecisionError> {
    let wave = calls::call_wave(tx, id)?.ok_or(DecisionError::NotFound)?;
    let published_at = wave
        .published_at
        .filter(|at| *at <= now)
        .ok_or(DecisionError::NotFound)?;
    let call = calls::call(tx, wave.call)?.ok_or(DecisionError::NotFound)?;
    let commission = store::commission(tx, id)?;
    let mut decisions = match &commission {
        Some(commission) => store::decisions(tx, commission.id)?,
        None => std::collections::HashMap::new(),
    };
    let mut lines: Vec<ResultLine> = store::candidates(tx, id)?
        .into_iter()
        .filter_map(|line| {
            let decision = decisions.remove(&line.line)?;
            let shown = match decision.outcome {
                Outcome::Selected | Outcome::Reserve => true,
                Outcome::NotSelected => false,
            };
            shown.then_some(ResultLine {
                line,
                outcome: decision.outcome,
                reserve_rank: decision.reserve_rank,
            })
        })
        .collect();
    lines.sort_by_cached_key(|result| {
        (
            result.outcome != Outcome::Selected,
            result.reserve_rank,
            result.line.territory.to_string(),
            pole_kernel::fold(&result.line.name),
        )
    });
    Ok(WaveResults {
        call,
        wave,
        published_at,
        held_on: commission.map(|commission| commission.held_on),
        lines,
    })
}

/// Whether a dossier is theirs to read: its collège, one of its schools, or its island.
pub(super) fn may_read(actor: &Actor, action: Action, lines: &[&Candidate]) -> bool {
    lines.iter().any(|line| {
        policy::allows(actor, action, Subject::School(&line.uai, Some(&line.territory)))
            || policy::allows(actor, action, Subject::School(&line.college, Some(&line.territory)))
    })
}

/// What was decided of the lines that an actor may read. Before the publication only those who decide see it.
///
/// # Errors
/// When there is no such wave, or it is not theirs to know.
pub fn decided_lines(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: CallWaveId,
) -> Result<(Sitting, Vec<Candidate>), DecisionError> {
    policy::check(actor, Action::ReadDossiers, Subject::Basin)?;
    let sitting = load(tx, id)?;
    let is_public = sitting.wave.published_at.is_some_and(|at| at <= now);
    if !is_public && !policy::allows(actor, Action::DecideDossiers, Subject::Basin) {
        return Err(DecisionError::NotFound);
    }
    let mut seen = sitting.lines.clone();
    seen.retain(|line| line.decision.is_some() && may_read(actor, Action::ReadDossiers, &[line]));
    Ok((sitting, seen))
}

/// The letter of one dossier.
#[derive(Clone, Debug)]
pub struct Letter {
    /// The dossier.
    pub dossier: DossierId,
    /// Its lines that were decided, the collège first.
    pub lines: Vec<Candidate>,
}

/// The letters of a wave, or of one of its dossiers.
///
/// # Errors
/// When there is none that the actor may read, or the database fails.
pub fn letters(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: CallWaveId,
    dossier: Option<DossierId>,
) -> Result<(Sitting, Vec<Letter>), DecisionError> {
    policy::check(actor, Action::ReadDossiers, Subject::Basin)?;
    let sitting = load(tx, id)?;
    let is_public = sitting.wave.published_at.is_some_and(|at| at <= now);
    if !is_public && !policy::allows(actor, Action::DecideDossiers, Subject::Basin) {
        return Err(DecisionError::NotFound);
    }
    let mut letters: Vec<Letter> = Vec::new();
    for line in sitting.lines.iter().filter(|line| line.decision.is_some()) {
        if !may_read(actor, Action::ReadDossiers, &[line]) {
            continue;
        }
        if dossier.is_some_and(|wanted| wanted != line.dossier) {
            continue;
        }
        match letters.iter_mut().find(|letter| letter.dossier == line.dossier) {
            Some(letter) => letter.lines.push(line.clone()),
            None => letters.push(Letter {
                dossier: line.dossier,
                lines: vec![line.clone()],
            }),
        }
    }
    if letters.is_empty() {
        return Err(DecisionError::NotFound);
    }
    Ok((sitting, letters))
}
