//! API: what the other features serve as JSON, described in one OpenAPI document.
use crate::shell::routes::Routes;
/// The routes of the API.
pub fn routes() -> Routes {
    Routes::new()
}
