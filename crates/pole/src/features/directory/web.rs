//! The pages of the directory.
use crate::shell::routes::Routes;
/// The top of every page about a school.
pub struct SchoolTop;
/// The routes of the directory.
pub fn routes() -> Routes {
    Routes::new()
}
