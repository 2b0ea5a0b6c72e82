//! The pages of the endowment.
use crate::shell::routes::Routes;
/// The routes of the endowment.
pub fn routes() -> Routes {
    Routes::new()
}
