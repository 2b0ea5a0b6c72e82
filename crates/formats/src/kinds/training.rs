//! Training rows of any layout, mapped on screen (`formats.md` §9).

use super::Lines;
use crate::header::Header;
use crate::out::Out;
use crate::table::Row;

/// One line a person and session.
pub(super) struct Rows;

impl Rows {
    pub(super) fn bind(_: &Header) -> Self {
        Self
    }
}

impl Lines for Rows {
    fn line(&mut self, _: &Row<'_>, _: &mut Out<'_>) {}
}
