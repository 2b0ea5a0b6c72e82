//! The pages of imports.
use crate::shell::routes::Routes;
/// The routes of imports.
pub fn routes() -> Routes {
    Routes::new()
}
