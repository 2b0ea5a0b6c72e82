//! The pages of dossiers.

use crate::shell::routes::Routes;

/// The routes of dossiers.
pub fn routes() -> Routes {
    Routes::new().merge(super::writing::routes())
}
