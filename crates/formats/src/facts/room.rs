use pole_kernel::Uai;

/// A room of a school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomFact {
    /// The school.
    pub uai: Uai,
    /// How people call it.
    pub name: String,
}

/// A test made in a room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomTestFact {
    /// The school, when the file names it.
    pub uai: Option<Uai>,
    /// The room or the probe, as the file names it; empty when it does not.
    pub room: String,
}
