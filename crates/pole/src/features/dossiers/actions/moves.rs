//! Moving lines from one state to the next, correcting them, and the écoles of a dossier.

use std::collections::BTreeSet;

use pole_db::Tx;
use pole_kernel::{Day, Instant, Uai};

use super::super::errors::{DossierError, Refusal};
use super::super::lines::{self, NewState};
use super::super::model::{CommonFileId, Dossier, DossierId, Line, LineId, LineState, Who};
use super::super::{rights, rules, store, writing};
use super::begin::{add_line, admitted, search_text};
use super::view::missing_of;
use crate::features::calls::{self, Missing};
use crate::features::directory::{self, SchoolLine};
use crate::policy::{self, Action, Actor, Subject};
use crate::shell::audit;
use crate::shell::documents::{self, DocumentId};

/// Lines to move together, each with the revision its author saw.
#[derive(Clone, Debug)]
pub struct Step {
    /// The lines.
    pub lines: Vec<(LineId, i64)>,
    /// The state to give them.
    pub to: LineState,
    /// The day of the act.
    pub decided_on: Day,
    /// Why.
    pub reason: String,
    /// The document that shows it, among those of the dossier.
    pub document: Option<DocumentId>,
}

/// As what somebody may move a line to a state: the first of what they are that the table allows.
pub(super) fn moves_as(acts: &[Who], from: LineState, to: LineState) -> Option<Who> {
    let allowed = rules::who_may(from, to);
    acts.iter().copied().rev().find(|who| allowed.contains(who))
}

/// Moves lines of a dossier on, all or none of them.
///
/// # Errors
/// When a line is not theirs to move so, something is missing before the school validates, somebody else moved one
/// meanwhile, or the wave is closed.
pub fn advance(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: DossierId,
    step: &Step,
) -> Result<Vec<Line>, DossierError> {
    let (dossier, of_dossier) = rights::readable(tx, actor, id)?;
    if step.lines.is_empty() {
        return Err(Refusal::NothingToMove.into());
    }
    let is_member = rights::is_member(tx, actor, id)?;
    // The collège goes first: an école follows it.
    let mut wanted: Vec<(Line, i64)> = Vec::new();
    for line in &of_dossier {
        if let Some((_, seen)) = step.lines.iter().find(|(wanted, _)| *wanted == line.id) {
            wanted.push((line.clone(), *seen));
        }
    }
    if wanted.len() != step.lines.len() {
        return Err(DossierError::NotFound);
    }
    if let Some(shown) = step.document {
        let attached = documents::of(tx, "dossier", &id.to_string())?;
        if !attached.iter().any(|document| document.id == shown) {
            return Err(DossierError::NotFound);
        }
    }
    let mut moved = Vec::new();
    for (line, seen) in wanted {
        if line.revision != seen {
            return Err(DossierError::Stale);
        }
        let acts = rights::acts_as(actor, &dossier, &line.uai, is_member);
        let acted_as = acts_for(&acts, &line, step.to)?;
        if step.to == LineState::SchoolValidated {
            let lacking = missing_of(tx, &dossier, &of_dossier, now)?;
            let lacking = concerns(&lacking, &line.uai, &dossier.college);
            if !lacking.is_empty() {
                return Err(Refusal::Incomplete(lacking.len()).into());
            }
        }
        let new = NewState {
            line: line.id,
            seen,
            state: step.to,
            acted_as,
            rank: None,
            decided_on: step.decided_on,
            reason: step.reason.clone(),
            document: step.document,
        };
        moved.push(lines::move_line(tx, actor, now, &new)?);
    }
    // What was validated gets a name: it can be read again whatever is written later.
    if step.to == LineState::SchoolValidated && !moved.is_empty() {
        writing::mark_version(tx, actor, now, id, &writing::label_of(step.to))?;
    }
    Ok(moved)
}

/// As what somebody moves a line; the refusal says whether the state does not follow or they may not.
fn acts_for(acts: &[Who], line: &Line, to: LineState) -> Result<Who, DossierError> {
    if let Some(who) = moves_as(acts, line.state, to) {
        return Ok(who);
    }
    if rules::who_may(line.state, to).is_empty() {
        return Err(Refusal::NotNext { from: line.state, to }.into());
    }
    Err(DossierError::Denied(policy::Denied {
        action: action_of(rules::who_may(line.state, to)),
        anonymous: false,
    }))
}

/// The action that a transition asks for.
fn action_of(who: &[Who]) -> Action {
    match who.first() {
        Some(Who::School) => Action::ValidateDossiers,
        Some(Who::Authority) => Action::EndorseDossiers,
        Some(Who::Academy) => Action::CheckDossiers,
        Some(Who::Writer | Who::Program) | None => Action::WriteDossiers,
    }
}

/// What is missing of a school: its own answers, and those of the whole dossier for the collège that carries it.
pub(super) fn concerns<'a>(lacking: &'a [Missing], uai: &Uai, college: &Uai) -> Vec<&'a Missing> {
    lacking
        .iter()
        .filter(|missing| match missing {
            Missing::Answer { uai: of, .. } | Missing::Document { uai: of, .. } => match of {
                Some(of) => of == uai,
                None => uai == college,
            },
        })
        .collect()
}

/// Records what should have been: the academic service or a pilot, with a reason.
///
/// # Errors
/// When the actor may not, the reason is missing, or somebody else moved the line meanwhile.
pub fn correct(tx: &mut Tx, actor: &Actor, now: Instant, id: DossierId, new: &NewState) -> Result<Line, DossierError> {
    let (_, of_dossier) = rights::readable(tx, actor, id)?;
    policy::check(actor, Action::DecideDossiers, Subject::Basin)?;
    if !of_dossier.iter().any(|line| line.id == new.line) {
        return Err(DossierError::NotFound);
    }
    lines::record_correction(tx, actor, now, new)
}

/// Whether somebody may change which schools are in a dossier.
fn may_change_schools(actor: &Actor, dossier: &Dossier) -> Result<(), policy::Denied> {
    let acts = rights::acts_as(actor, dossier, &dossier.college, false);
    if acts.is_empty() {
        let on = Subject::School(&dossier.college, Some(&dossier.territory));
        return policy::check(actor, Action::ValidateDossiers, on);
    }
    Ok(())
}

/// Takes écoles of the catchment area into a dossier that is still written. One that was taken out comes back as a
/// draft.
///
/// # Errors
/// When the dossier is not written any more, the wave is closed, an école may not answer, the actor may not, or the
/// database fails.
pub fn add_ecoles(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: DossierId,
    ecoles: &BTreeSet<Uai>,
) -> Result<usize, DossierError> {
    let (dossier, of_dossier) = rights::readable(tx, actor, id)?;
    may_change_schools(actor, &dossier)?;
    let wave = still_written(tx, &dossier, &of_dossier, now)?;
    let version = calls::version(tx, dossier.call, dossier.version)?.ok_or(DossierError::NotFound)?;
    let call = calls::call(tx, dossier.call)?.ok_or(DossierError::NotFound)?;
    let mut schools = Vec::new();
    for uai in ecoles {
        schools.push(directory::school_line(tx, uai)?.ok_or_else(|| Refusal::UnknownSchool(uai.clone()))?);
    }
    admitted(tx, &call, &version.content, &wave, &schools, &dossier.college, now)?;
    for school in &schools {
        match of_dossier.iter().find(|line| line.uai == school.uai) {
            None => {
                add_line(tx, actor, now, id, &school.uai)?;
            }
            Some(line) => {
                let back = NewState {
                    line: line.id,
                    seen: line.revision,
                    state: LineState::Draft,
                    acted_as: Who::Program,
                    rank: None,
                    decided_on: now.day(),
                    reason: String::new(),
                    document: None,
                };
                lines::bring_back(tx, actor, now, &back)?;
            }
        }
    }
    refresh_search(tx, &dossier)?;
    let detail: Vec<&str> = schools.iter().map(|school| school.uai.as_str()).collect();
    audit::record(
        tx,
        actor,
        now,
        "dossier.schools_added",
        &id.to_string(),
        &detail.join(" "),
    )?;
    Ok(schools.len())
}

/// Takes an école out of a dossier that is still written: it is withdrawn, with a reason.
///
/// # Errors
/// When it is the school that carries the dossier, the dossier is not written any more, the reason is missing, the
/// actor may not, or the database fails.
pub fn remove_ecole(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: DossierId,
    uai: &Uai,
    reason: &str,
) -> Result<Line, DossierError> {
    let (dossier, of_dossier) = rights::readable(tx, actor, id)?;
    if *uai == dossier.college {
        return Err(Refusal::Carrier.into());
    }
    let line = of_dossier
        .iter()
        .find(|line| line.uai == *uai)
        .ok_or(DossierError::NotFound)?;
    still_written(tx, &dossier, &of_dossier, now)?;
    let acts = rights::acts_as(actor, &dossier, uai, false);
    let new = NewState {
        line: line.id,
        seen: line.revision,
        state: LineState::Withdrawn,
        acted_as: acts_for(&acts, line, LineState::Withdrawn)?,
        rank: None,
        decided_on: now.day(),
        reason: reason.to_owned(),
        document: None,
    };
    lines::move_line(tx, actor, now, &new)
}

/// The wave of a dossier whose schools may still change.
fn still_written(
    tx: &mut Tx,
    dossier: &Dossier,
    of_dossier: &[Line],
    now: Instant,
) -> Result<calls::CallWave, DossierError> {
    let carrier = of_dossier.iter().find(|line| line.uai == dossier.college);
    if !carrier.is_some_and(|line| line.state.is_written()) {
        return Err(Refusal::NotWritten.into());
    }
    let wave = calls::call_wave(tx, dossier.call_wave)?.ok_or(DossierError::NotFound)?;
    if !wave.is_open(Some(&dossier.territory), now) {
        return Err(Refusal::WaveNotOpen.into());
    }
    Ok(wave)
}

/// Writes the folded words of a dossier again.
fn refresh_search(tx: &mut Tx, dossier: &Dossier) -> Result<(), DossierError> {
    let mut schools: Vec<SchoolLine> = Vec::new();
    for line in store::lines(tx, dossier.id)? {
        schools.extend(directory::school_line(tx, &line.uai)?);
    }
    store::set_search(tx, dossier.id, &search_text(dossier, &schools))?;
    Ok(())
}

/// Moves every line of several dossiers that follows, for an authority: all or none. Gives how many were moved.
///
/// # Errors
/// When nothing can be moved, somebody else moved one meanwhile, the actor may not, or the wave is closed.
pub fn advance_many(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    file: CommonFileId,
    step: &Step,
) -> Result<usize, DossierError> {
    let file = store::common_file(tx, file)?.ok_or(DossierError::NotFound)?;
    policy::check(actor, Action::EndorseDossiers, Subject::Territory(&file.territory))?;
    let of_file = store::lines_of_file(tx, file.id)?;
    let mut moved = 0;
    for (id, seen) in &step.lines {
        let line = of_file
            .iter()
            .find(|line| line.id == *id)
            .ok_or(DossierError::NotFound)?;
        let new = NewState {
            line: line.id,
            seen: *seen,
            state: step.to,
            acted_as: Who::Authority,
            rank: None,
            decided_on: step.decided_on,
            reason: step.reason.clone(),
            document: None,
        };
        lines::move_line(tx, actor, now, &new)?;
        moved += 1;
    }
    if moved == 0 {
        return Err(Refusal::NothingToMove.into());
    }
    let detail = format!("{} × {moved}", step.to);
    audit::record(tx, actor, now, "common_file.moved", &file.id.to_string(), &detail)?;
    Ok(moved)
}
