//! The template of the rooms of a school.

use super::Lines;
use crate::header::Header;
use crate::out::Out;
use crate::table::Row;

/// One line a room.
pub(super) struct Rooms;

impl Rooms {
    pub(super) fn bind(_: &Header) -> Self {
        Self
    }
}

impl Lines for Rooms {
    fn line(&mut self, _: &Row<'_>, _: &mut Out<'_>) {}
}
