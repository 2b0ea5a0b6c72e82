//! As what somebody acts on a dossier, and whether it is theirs to read.

use pole_db::{DbError, Tx};
use pole_kernel::Uai;

use super::errors::DossierError;
use super::model::{Dossier, DossierId, Line, Who};
use super::store;
use crate::policy::{self, Action, Actor, Subject};

/// As what somebody acts on one line of a dossier, the least first.
pub fn acts_as(actor: &Actor, dossier: &Dossier, uai: &Uai, is_member: bool) -> Vec<Who> {
    let allows = |action, uai: &Uai| policy::allows(actor, action, Subject::School(uai, Some(&dossier.territory)));
    let mut acts = Vec::new();
    if allows(Action::ValidateDossiers, uai) || allows(Action::ValidateDossiers, &dossier.college) {
        acts.push(Who::School);
    }
    if policy::allows(actor, Action::EndorseDossiers, Subject::Territory(&dossier.territory)) {
        acts.push(Who::Authority);
    }
    if policy::allows(actor, Action::CheckDossiers, Subject::Basin)
        || policy::allows(actor, Action::DecideDossiers, Subject::Basin)
    {
        acts.push(Who::Academy);
    }
    if !acts.is_empty() || (is_member && policy::may_somewhere(actor, Action::WriteDossiers)) {
        acts.insert(0, Who::Writer);
    }
    acts
}

/// Whether somebody was invited to write in a dossier.
///
/// # Errors
/// When the database fails.
pub fn is_member(tx: &mut Tx, actor: &Actor, dossier: DossierId) -> Result<bool, DbError> {
    match actor.account {
        None => Ok(false),
        Some(account) => Ok(store::members(tx, dossier)?
            .iter()
            .any(|member| member.account == account)),
    }
}

/// A dossier with its lines, when it is theirs to know: of their school, of their island, or one they were invited to.
///
/// # Errors
/// [`DossierError::NotFound`] when there is none, or it is not theirs to know.
pub fn readable(tx: &mut Tx, actor: &Actor, id: DossierId) -> Result<(Dossier, Vec<Line>), DossierError> {
    let dossier = store::dossier(tx, id)?.ok_or(DossierError::NotFound)?;
    let lines = store::lines(tx, id)?;
    let reads = |uai: &Uai| {
        policy::allows(
            actor,
            Action::ReadDossiers,
            Subject::School(uai, Some(&dossier.territory)),
        )
    };
    if reads(&dossier.college) || lines.iter().any(|line| reads(&line.uai)) || is_member(tx, actor, id)? {
        Ok((dossier, lines))
    } else {
        Err(DossierError::NotFound)
    }
}
