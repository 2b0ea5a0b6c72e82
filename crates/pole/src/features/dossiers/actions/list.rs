//! The list of dossiers: who sees which.

use pole_db::Tx;
use pole_kernel::Instant;

use super::super::errors::DossierError;
use super::super::store::{self, DossierLine, ListFilter};
use crate::policy::{self, Action, Actor, Subject};

/// The dossiers that somebody may read: of their school, of their island, all, or those they write in.
///
/// # Errors
/// When the database fails.
pub fn list(tx: &mut Tx, actor: &Actor, now: Instant, filter: &ListFilter) -> Result<Vec<DossierLine>, DossierError> {
    let seen_by = policy::scope(actor, Action::ReadDossiers);
    let own = if seen_by.everything {
        Vec::new()
    } else {
        store::own_dossiers(tx, &seen_by.schools, actor.account)?
    };
    let filter = ListFilter {
        seen_by,
        own,
        sees_results: policy::allows(actor, Action::DecideDossiers, Subject::Basin),
        ..filter.clone()
    };
    Ok(store::list(tx, &filter, now)?)
}
