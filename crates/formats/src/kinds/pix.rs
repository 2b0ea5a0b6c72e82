//! Results of Pix certifications (`formats.md` §7.2).

use super::Lines;
use crate::header::Header;
use crate::out::Out;
use crate::table::Row;

/// One line a certification.
pub(super) struct Results;

impl Results {
    pub(super) fn bind(_: &Header) -> Self {
        Self
    }
}

impl Lines for Results {
    fn line(&mut self, _: &Row<'_>, _: &mut Out<'_>) {}
}
