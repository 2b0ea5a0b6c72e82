//! Overview: the public home, the pilot's overview of the basin, the sources of the data.
use crate::shell::routes::Routes;
/// The routes of the overview.
pub fn routes() -> Routes {
    Routes::new()
}
