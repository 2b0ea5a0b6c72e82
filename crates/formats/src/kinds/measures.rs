//! Tests made in rooms.

use super::Lines;
use crate::header::Header;
use crate::out::Out;
use crate::table::Row;

/// Our template.
pub(super) struct RoomTests;

impl RoomTests {
    pub(super) fn bind(_: &Header) -> Self {
        Self
    }
}

impl Lines for RoomTests {
    fn line(&mut self, _: &Row<'_>, _: &mut Out<'_>) {}
}

/// JSON lines of a probe.
pub(super) struct ProbeLines;

impl ProbeLines {
    pub(super) fn bind(_: &Header) -> Self {
        Self
    }
}

impl Lines for ProbeLines {
    fn line(&mut self, _: &Row<'_>, _: &mut Out<'_>) {}
}
