//! The template of the staff of a school.

use super::Lines;
use crate::header::Header;
use crate::out::Out;
use crate::table::Row;

/// One line a service.
pub(super) struct People;

impl People {
    pub(super) fn bind(_: &Header) -> Self {
        Self
    }
}

impl Lines for People {
    fn line(&mut self, _: &Row<'_>, _: &mut Out<'_>) {}
}
