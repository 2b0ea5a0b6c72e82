use pole_kernel::{Day, Instant, Uai, vocabulary};

vocabulary! {
    /// What a room is for (`domain.md` §2).
    RoomKind, "kind of room" {
        /// An ordinary classroom.
        Ordinary = "ordinary",
        /// Science.
        Science = "science",
        /// Technology.
        Technology = "technology",
        /// Music and plastic arts.
        Arts = "arts",
        /// Languages.
        Language = "language",
        /// Computers.
        Computer = "computer",
        /// The CDI of a collège or lycée, the BCD of an école.
        Library = "library",
        /// A workshop.
        Workshop = "workshop",
        /// A gym.
        Gym = "gym",
        /// A canteen.
        Canteen = "canteen",
        /// A staff room.
        StaffRoom = "staff_room",
        /// An office.
        Office = "office",
        /// A store.
        Store = "store",
        /// An unused or condemned room.
        Condemned = "condemned",
    }
}

impl RoomKind {
    /// Whether one teaches in such a room: the others are in no denominator.
    pub const fn is_for_teaching(self) -> bool {
        match self {
            Self::Ordinary
            | Self::Science
            | Self::Technology
            | Self::Arts
            | Self::Language
            | Self::Computer
            | Self::Library
            | Self::Workshop => true,
            Self::Gym | Self::Canteen | Self::StaffRoom | Self::Office | Self::Store | Self::Condemned => false,
        }
    }
}

/// A room of a school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomFact {
    /// The school.
    pub uai: Uai,
    /// How people call it.
    pub name: String,
    /// What it is for.
    pub kind: RoomKind,
    /// Half-days of teaching a week.
    pub half_days: u32,
    /// The building, when the file names it.
    pub building: Option<String>,
    /// Since when it is so, when the file tells.
    pub from: Option<Day>,
}

/// A test made in a room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomTestFact {
    /// The school, when the file names it.
    pub uai: Option<Uai>,
    /// The room, or the place of the probe, as the file names it; empty when it does not.
    pub room: String,
    /// The probe, as the file names it; empty when it does not.
    pub device: String,
    /// When it was made.
    pub at: Instant,
    /// Towards the room, in kbit/s; `None` when it was not measured, or failed.
    pub down_kbps: Option<u32>,
    /// From the room, in kbit/s; `None` when it was not measured, or failed.
    pub up_kbps: Option<u32>,
    /// Whether the test failed.
    pub failed: bool,
    /// The time there and back, in microseconds.
    pub latency_micros: Option<u32>,
    /// What measured, as the file names it; empty when it does not.
    pub tool: String,
}
