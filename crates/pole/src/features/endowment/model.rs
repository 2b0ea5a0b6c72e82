//! The types of the endowment arithmetic (`domain.md` §4).
//!
//! Where a rule comes from is written beside it: \[F\] the project sheet, \[S\] a public source,
//! \[C\] a choice of this project. Counts are persons or devices, money is in cents, and what is
//! unknown is `None`, never 0.

use pole_kernel::{Cents, Level, Ratio, SchoolYear, Uai, vocabulary};

/// The name of the missing input when an earlier year of the window is absent or incomplete.
pub const EARLIER_YEARS: &str = "earlier_years";

vocabulary! {
    /// Whether a pupil moving up keeps the device (`domain.md` §4.1).
    Holding, "holding" {
        /// The pupil keeps it: every year a new cohort is equipped. National rule \[S\].
        FollowsPupil = "follows_pupil",
        /// It stays in the level: only the missing devices are bought.
        StaysInLevel = "stays_in_level",
    }
}

vocabulary! {
    /// When the endowment of a school ends (`domain.md` §4.1).
    Window, "window" {
        /// So many years from the school's own first year. \[F\], read as such \[C\].
        PerSchool = "per_school",
        /// The same, cut at the last year of the plan for everybody.
        Plan = "plan",
    }
}

vocabulary! {
    /// How often a teacher of an entitled level receives a device (`domain.md` §4.1).
    TeacherRight, "teacher right" {
        /// Once: the teacher keeps it. \[F\], read as such \[C\].
        Once = "once",
        /// Every year of the window.
        Yearly = "yearly",
    }
}

vocabulary! {
    /// Teachers of which levels receive a device (`domain.md` §4.1).
    TeacherLevels, "teacher levels" {
        /// Those of 5e. \[F\]
        Cinquieme = "5E",
        /// Those of 5e, and those of 6e in the last year of the window.
        CinquiemeAndSixiemeLastYear = "5E_AND_6E_LAST_YEAR",
    }
}

vocabulary! {
    /// The levels entitled in the last year of the window (`domain.md` §4.1).
    LastYearLevels, "levels of the last year" {
        /// 5e alone, as in the other years.
        Cinquieme = "5E",
        /// 6e and 5e, so that the whole collège is equipped at the end. \[F\]
        SixiemeAndCinquieme = "6E_AND_5E",
    }
}

impl LastYearLevels {
    /// The levels, youngest first.
    pub const fn levels(self) -> &'static [Level] {
        match self {
            Self::Cinquieme => &[Level::Cinquieme],
            Self::SixiemeAndCinquieme => &[Level::Sixieme, Level::Cinquieme],
        }
    }
}

vocabulary! {
    /// When an école receives its device cases (`domain.md` §4.1).
    CaseSchedule, "case schedule" {
        /// All in the first year. \[C\]
        AtOnce = "at_once",
        /// One per year of the window: “dotation progressive” \[F\] allows it.
        OnePerYear = "one_per_year",
    }
}

vocabulary! {
    /// Who counts for the yearly resources (`domain.md` §4.1).
    ResourceBase, "resource base" {
        /// Every pupil and teacher of the school. \[F\]
        All = "all",
        /// The holders of a plan device.
        Equipped = "equipped",
    }
}

vocabulary! {
    /// Which schools receive yearly resources (`domain.md` §4.1).
    ResourceScope, "resource scope" {
        /// The selected collèges: lycées could not be selected nationally \[S\].
        SelectedColleges = "selected_colleges",
        /// Every selected EPLE: the lycées too, with the authority's money alone.
        EverySelectedEple = "every_selected_eple",
    }
}

vocabulary! {
    /// How often an école receives its lump sum (`domain.md` §4.1).
    SchoolLump, "school lump" {
        /// Each year of the window. \[F\]
        Annual = "annual",
        /// In the first year only, as the State paid it \[S\].
        Once = "once",
    }
}

vocabulary! {
    /// What the money is for: one heading per line of a financing plan.
    Heading, "heading" {
        /// Devices bought for pupils.
        PupilDevices = "pupil_devices",
        /// Devices bought for teachers.
        TeacherDevices = "teacher_devices",
        /// Devices bought as spares.
        SpareDevices = "spare_devices",
        /// Device cases of the écoles.
        Cases = "cases",
        /// Digital resources of the EPLE, per person and year.
        Resources = "resources",
        /// Lump sum of the écoles for digital resources.
        SchoolLump = "school_lump",
    }
}

vocabulary! {
    /// What a school is for the endowment.
    EndowmentKind, "kind of school for the endowment" {
        /// Collège: individual devices and resources.
        College = "college",
        /// École: cases and a lump sum.
        Ecole = "ecole",
        /// Lycée: at most resources, with local money.
        Lycee = "lycee",
    }
}

vocabulary! {
    /// What has to be said beside a roster, and beside every figure computed on it
    /// (`domain.md` §5.1).
    RosterFlag, "roster flag" {
        /// Projected, not observed.
        Estimated = "ESTIME",
        /// From an exceptional observation (`domain.md` §1).
        Exceptional = "EXCEPTIONNEL",
        /// Corrected after a decision used it.
        Rectified = "RECTIFIE",
    }
}

/// The roster of one school at the observation date of one school year: the input of the
/// arithmetic. Counts are persons, except `returns` (devices). `None` is unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RosterLine {
    /// The school.
    pub uai: Uai,
    /// The school year observed.
    pub year: SchoolYear,
    /// What the school is for the endowment.
    pub kind: EndowmentKind,
    /// The school's first endowment year a(s); `None` when it is not selected.
    pub wave_year: Option<SchoolYear>,
    /// Pupils of 6e.
    pub sixth: Option<u32>,
    /// Pupils of 5e.
    pub fifth: Option<u32>,
    /// Pupils of 4e.
    pub fourth: Option<u32>,
    /// Pupils of 3e.
    pub third: Option<u32>,
    /// All pupils: for a lycée, or a collège whose four levels are not all known.
    pub pupils_total: Option<u32>,
    /// All teachers attached to the school.
    pub teachers: Option<u32>,
    /// Teachers with at least one hour in a 5e division, holders or not.
    pub teachers_5e: Option<u32>,
    /// Among them, those who do not hold a plan device yet.
    pub teachers_5e_new: Option<u32>,
    /// Teachers of 6e who do not hold a plan device yet.
    pub teachers_6e_new: Option<u32>,
    /// Pupils of an entitled level who already hold a plan device: repeaters, and arrivals from
    /// another school of the plan. `None` (none declared) counts as 0 and is said in
    /// [`EndowmentLine::assumptions`].
    pub repeaters: Option<u32>,
    /// Devices given back by leavers, checked and reusable before the order date. `None` (none
    /// declared) counts as 0 and is said in [`EndowmentLine::assumptions`].
    pub returns: Option<u32>,
    /// What has to be said beside the figures.
    pub flags: Vec<RosterFlag>,
}

impl RosterLine {
    /// A roster of which nothing is known yet but its school and year.
    pub const fn unknown(uai: Uai, year: SchoolYear, kind: EndowmentKind, wave_year: Option<SchoolYear>) -> Self {
        Self {
            uai,
            year,
            kind,
            wave_year,
            sixth: None,
            fifth: None,
            fourth: None,
            third: None,
            pupils_total: None,
            teachers: None,
            teachers_5e: None,
            teachers_5e_new: None,
            teachers_6e_new: None,
            repeaters: None,
            returns: None,
            flags: Vec::new(),
        }
    }
}

/// Who pays.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Funder {
    /// The State, by the parameters of the call.
    State,
    /// The authority of the island: what nobody else pays.
    Authority,
    /// Another funding line, by its name.
    Other(String),
}

impl Funder {
    /// `state`, `authority`, or the name of the funding line.
    pub fn code(&self) -> &str {
        match self {
            Self::State => "state",
            Self::Authority => "authority",
            Self::Other(name) => name,
        }
    }
}

/// What one funder pays of one heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// Who pays.
    pub funder: Funder,
    /// How much.
    pub cents: Cents,
}

/// One heading of one line: quantity × unit = amount = Σ shares, to the cent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadingAmount {
    /// What the money is for.
    pub heading: Heading,
    /// Devices, cases, persons or lump sums; 0 when the heading does not apply, `None` when it
    /// is unknown.
    pub quantity: Option<u32>,
    /// The price of one, tax included.
    pub unit: Cents,
    /// Quantity × unit; `None` when the quantity is unknown.
    pub amount: Option<Cents>,
    /// Who pays: the State and the authority always, then the other funding lines of the
    /// heading. `None` when the amount or the State's part is unknown.
    pub shares: Option<Vec<Share>>,
    /// Whether a cap of the call lowers the State's part.
    pub cap_reached: bool,
}

impl HeadingAmount {
    /// What one funder pays: 0 when it pays nothing, `None` when it is unknown.
    pub fn paid_by(&self, funder: &Funder) -> Option<Cents> {
        self.paid_where(|other| other == funder)
    }

    /// What the funding lines other than the State and the authority pay together.
    pub fn paid_by_others(&self) -> Option<Cents> {
        self.paid_where(|funder| matches!(funder, Funder::Other(_)))
    }

    fn paid_where(&self, wanted: impl Fn(&Funder) -> bool) -> Option<Cents> {
        let shares = self.shares.as_ref()?;
        Some(
            shares
                .iter()
                .filter(|share| wanted(&share.funder))
                .map(|share| share.cents)
                .sum(),
        )
    }
}

/// Why a figure is what it is; the page “pourquoi ?” puts each into words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The school is not selected.
    NotSelected,
    /// The first endowment year is after the last year of the plan, or after the last commitment
    /// year: no year gives a right.
    NoWindow {
        /// The school's first endowment year.
        first: SchoolYear,
    },
    /// The year is outside the endowment window of the school.
    OutsideWindow {
        /// First year of the window.
        first: SchoolYear,
        /// Last year of the window.
        last: SchoolYear,
    },
    /// The year is the last of the window.
    LastYear,
    /// The pupils of these levels are entitled this year.
    LevelsEntitled(Vec<Level>),
    /// So many pupils who already hold a plan device have no second right.
    RepeatersDeducted(u32),
    /// So many devices bought in earlier years stay in the entitled levels.
    AlreadyBought(u32),
    /// So many returned devices serve pupils before any order.
    ReturnsServeFirst(u32),
    /// So many returned devices are part of those already bought: not deducted twice.
    ReturnsAlreadyCounted(u32),
    /// A teacher receives a device once: only new holders count.
    TeacherOnce,
    /// A teacher of an entitled level receives a device every year.
    TeacherYearly,
    /// The teachers of 6e who hold none are added in the last year.
    TeachersOfSixthAdded(u32),
    /// So many devices of the order are spares, paid without the State.
    SpareAdded(u32),
    /// A cap of the call lowers the State's part of a heading.
    CapReached(Heading),
    /// Resources are paid for so many persons.
    ResourcesFor {
        /// Who counts.
        base: ResourceBase,
        /// How many.
        persons: u32,
    },
    /// The State pays resources for so many persons.
    StateResourcesFor {
        /// Who counts.
        base: ResourceBase,
        /// How many.
        persons: u32,
    },
    /// A lycée receives nothing under this resource scope.
    LyceeOutOfScope,
    /// The authority pays the resources of a lycée alone.
    LyceePaidLocally,
    /// So many cases are due this year.
    CasesDue(u32),
    /// All cases were due in the first year.
    CasesServedFirstYear,
    /// The window ends before so many cases could be given, one per year.
    CasesNotServed(u32),
    /// The lump sum was due in the first year only.
    LumpOnce,
    /// The State pays the lump sum in the first years only; the authority pays this one.
    LumpWithoutState,
    /// More pupils hold a device than the school has pupils: a return was not declared.
    HoldersAbovePupils {
        /// Devices bought for pupils so far.
        holders: u32,
        /// Pupils of the school.
        pupils: u32,
    },
    /// The total given differs from the sum of the four levels; the sum is used.
    TotalDiffers {
        /// Sum of the four levels.
        levels: u32,
        /// Total given.
        total: u32,
    },
    /// An input is unknown, and so is what depends on it.
    UnknownInput(&'static str),
    /// An earlier year of the window has no roster: what was bought then is unknown.
    YearMissing(SchoolYear),
    /// An input that was not declared is counted as 0.
    UndeclaredAsZero(&'static str),
    /// The roster carries a flag.
    Flagged(RosterFlag),
}

impl Reason {
    /// A stable code, for message keys and files.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotSelected => "not_selected",
            Self::NoWindow { .. } => "no_window",
            Self::OutsideWindow { .. } => "outside_window",
            Self::LastYear => "last_year",
            Self::LevelsEntitled(_) => "levels_entitled",
            Self::RepeatersDeducted(_) => "repeaters_deducted",
            Self::AlreadyBought(_) => "already_bought",
            Self::ReturnsServeFirst(_) => "returns_serve_first",
            Self::ReturnsAlreadyCounted(_) => "returns_already_counted",
            Self::TeacherOnce => "teacher_once",
            Self::TeacherYearly => "teacher_yearly",
            Self::TeachersOfSixthAdded(_) => "teachers_of_sixth_added",
            Self::SpareAdded(_) => "spare_added",
            Self::CapReached(_) => "cap_reached",
            Self::ResourcesFor { .. } => "resources_for",
            Self::StateResourcesFor { .. } => "state_resources_for",
            Self::LyceeOutOfScope => "lycee_out_of_scope",
            Self::LyceePaidLocally => "lycee_paid_locally",
            Self::CasesDue(_) => "cases_due",
            Self::CasesServedFirstYear => "cases_served_first_year",
            Self::CasesNotServed(_) => "cases_not_served",
            Self::LumpOnce => "lump_once",
            Self::LumpWithoutState => "lump_without_state",
            Self::HoldersAbovePupils { .. } => "holders_above_pupils",
            Self::TotalDiffers { .. } => "total_differs",
            Self::UnknownInput(_) => "unknown_input",
            Self::YearMissing(_) => "year_missing",
            Self::UndeclaredAsZero(_) => "undeclared_as_zero",
            Self::Flagged(_) => "flagged",
        }
    }
}

/// The endowment of one school in one school year. A figure that does not apply is 0; a figure
/// that depends on an unknown input is `None`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndowmentLine {
    /// The school.
    pub uai: Uai,
    /// The school year.
    pub year: SchoolYear,
    /// What the school is for the endowment.
    pub kind: EndowmentKind,
    /// The school's first endowment year; `None` when it is not selected.
    pub wave_year: Option<SchoolYear>,
    /// Rank of the year in the window, from 1; `None` outside.
    pub position: Option<u32>,
    /// Whether the year is the last of the window.
    pub is_last_year: bool,
    /// The levels whose pupils are entitled.
    pub entitled_levels: Vec<Level>,
    /// Pupils entitled to a device.
    pub rights: Option<u32>,
    /// Devices to buy for pupils: the rights that returned devices do not serve.
    pub net: Option<u32>,
    /// Devices to buy for teachers.
    pub teachers: Option<u32>,
    /// Devices to buy as spares.
    pub spare: Option<u32>,
    /// Devices to buy: pupils, teachers and spares.
    pub order: Option<u32>,
    /// Every heading, in the order of [`Heading::ALL`].
    pub headings: Vec<HeadingAmount>,
    /// Plan devices bought for pupils so far, this year included: the pupils who hold one when
    /// leavers give theirs back. `None` when an earlier year is unknown, and after the window.
    pub holders: Option<u32>,
    /// Plan devices held by teachers, this year included.
    pub teacher_holders: Option<u32>,
    /// Pupils of the school.
    pub pupils: Option<u32>,
    /// Holders among pupils; `None` when either is unknown or there is no pupil.
    pub coverage: Option<Ratio>,
    /// Pupils without a device: “équipement résiduel”, never below 0.
    pub residual: Option<u32>,
    /// Why the figures are what they are.
    pub reasons: Vec<Reason>,
    /// The unknown inputs that leave a figure unknown (column names of the file, or
    /// [`EARLIER_YEARS`]). The line is INCOMPLET when there is one.
    pub missing: Vec<&'static str>,
    /// The inputs that were not declared and count as 0 (column names of the file).
    pub assumptions: Vec<&'static str>,
    /// The flags of the roster.
    pub flags: Vec<RosterFlag>,
}

/// The three headings of individual devices.
pub const DEVICE_HEADINGS: &[Heading] = &[Heading::PupilDevices, Heading::TeacherDevices, Heading::SpareDevices];

impl EndowmentLine {
    /// Whether an input is missing.
    pub fn is_incomplete(&self) -> bool {
        !self.missing.is_empty()
    }

    /// One heading; every line has the six.
    pub fn heading(&self, heading: Heading) -> Option<&HeadingAmount> {
        self.headings.iter().find(|amount| amount.heading == heading)
    }

    /// The amount of some headings; `None` when one of them is unknown.
    pub fn amount_of(&self, headings: &[Heading]) -> Option<Cents> {
        self.sum(headings, |heading| heading.amount)
    }

    /// What one funder pays of some headings; `None` when one of them is unknown.
    pub fn paid_by(&self, funder: &Funder, headings: &[Heading]) -> Option<Cents> {
        self.sum(headings, |heading| heading.paid_by(funder))
    }

    /// What the other funding lines pay of some headings; `None` when one of them is unknown.
    pub fn paid_by_others(&self, headings: &[Heading]) -> Option<Cents> {
        self.sum(headings, HeadingAmount::paid_by_others)
    }

    /// The cost of the order: devices for pupils and teachers, and spares.
    pub fn cost_cents(&self) -> Option<Cents> {
        self.amount_of(DEVICE_HEADINGS)
    }

    /// The State's part of the order.
    pub fn state_cents(&self) -> Option<Cents> {
        self.paid_by(&Funder::State, DEVICE_HEADINGS)
    }

    /// The authority's part of the order.
    pub fn authority_cents(&self) -> Option<Cents> {
        self.paid_by(&Funder::Authority, DEVICE_HEADINGS)
    }

    /// The State's part of the devices for pupils.
    pub fn state_pupils_cents(&self) -> Option<Cents> {
        self.paid_by(&Funder::State, &[Heading::PupilDevices])
    }

    /// The State's part of the devices for teachers.
    pub fn state_teachers_cents(&self) -> Option<Cents> {
        self.paid_by(&Funder::State, &[Heading::TeacherDevices])
    }

    /// Device cases to buy.
    pub fn cases(&self) -> Option<u32> {
        self.heading(Heading::Cases)?.quantity
    }

    /// The cost of the device cases.
    pub fn case_cents(&self) -> Option<Cents> {
        self.amount_of(&[Heading::Cases])
    }

    /// The lump sum of the école.
    pub fn lump_cents(&self) -> Option<Cents> {
        self.amount_of(&[Heading::SchoolLump])
    }

    /// The yearly resources of the EPLE.
    pub fn resources_cents(&self) -> Option<Cents> {
        self.amount_of(&[Heading::Resources])
    }

    /// Everything: order, cases, resources and lump sum.
    pub fn total_cents(&self) -> Option<Cents> {
        self.amount_of(Heading::ALL)
    }

    fn sum(&self, headings: &[Heading], figure: impl Fn(&HeadingAmount) -> Option<Cents>) -> Option<Cents> {
        self.headings
            .iter()
            .filter(|amount| headings.contains(&amount.heading))
            .map(figure)
            .sum()
    }
}

/// The sums of one heading over many lines; unknown figures are left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadingTotal {
    /// What the money is for.
    pub heading: Heading,
    /// Devices, cases, persons or lump sums.
    pub quantity: u64,
    /// The amount.
    pub amount: Cents,
    /// The State's part.
    pub state: Cents,
    /// The authority's part.
    pub authority: Cents,
    /// The part of the other funding lines.
    pub others: Cents,
}

/// The sums of many lines. Unknown figures are left out of the sums, and `incomplete_lines` says
/// of how many lines a figure is unknown: when it is not 0, the sums are lower bounds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Totals {
    /// Lines summed.
    pub lines: usize,
    /// Lines of which an input is unknown.
    pub incomplete_lines: usize,
    /// Pupils entitled to a device.
    pub rights: u64,
    /// Devices to buy for pupils.
    pub net: u64,
    /// Devices to buy for teachers.
    pub teachers: u64,
    /// Devices to buy as spares.
    pub spare: u64,
    /// Devices to buy.
    pub order: u64,
    /// Every heading, in the order of [`Heading::ALL`].
    pub headings: Vec<HeadingTotal>,
}

impl Totals {
    /// One heading; the totals have the six.
    pub fn heading(&self, heading: Heading) -> Option<&HeadingTotal> {
        self.headings.iter().find(|total| total.heading == heading)
    }

    /// The sums of some headings, one figure of each.
    pub fn sum_of(&self, headings: &[Heading], figure: impl Fn(&HeadingTotal) -> Cents) -> Cents {
        self.headings
            .iter()
            .filter(|total| headings.contains(&total.heading))
            .map(figure)
            .sum()
    }

    /// The cost of the orders.
    pub fn cost_cents(&self) -> Cents {
        self.sum_of(DEVICE_HEADINGS, |total| total.amount)
    }

    /// The State's part of the orders.
    pub fn state_cents(&self) -> Cents {
        self.sum_of(DEVICE_HEADINGS, |total| total.state)
    }

    /// The authority's part of the orders.
    pub fn authority_cents(&self) -> Cents {
        self.sum_of(DEVICE_HEADINGS, |total| total.authority)
    }

    /// Everything: orders, cases, resources and lump sums.
    pub fn total_cents(&self) -> Cents {
        self.sum_of(Heading::ALL, |total| total.amount)
    }
}

/// A contradiction between the lines of a roster: nothing is computed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{uai} {year}: {kind}")]
pub struct RosterProblem {
    /// Position of the line in the input, from 0.
    pub index: usize,
    /// The school.
    pub uai: Uai,
    /// The school year.
    pub year: SchoolYear,
    /// What is wrong.
    pub kind: RosterProblemKind,
}

/// What contradicts what in a roster.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RosterProblemKind {
    /// The school has another line for the same year.
    #[error("this school has two lines for this year")]
    Duplicate {
        /// Position of the other line in the input, from 0.
        first: usize,
    },
    /// Another line of the school gives another first endowment year.
    #[error("first endowment year {found}, but {expected} on another line of this school", found = year_or_none(*found), expected = year_or_none(*expected))]
    WaveDiffers {
        /// The year on the earliest line.
        expected: Option<SchoolYear>,
        /// The year on this line.
        found: Option<SchoolYear>,
    },
    /// Another line of the school gives another kind.
    #[error("kind {found}, but {expected} on another line of this school")]
    KindDiffers {
        /// The kind on the earliest line.
        expected: EndowmentKind,
        /// The kind on this line.
        found: EndowmentKind,
    },
    /// A count that no school can have.
    #[error("{column} is {value}, more than {limit}")]
    CountTooLarge {
        /// The column of the file.
        column: &'static str,
        /// The count.
        value: u32,
        /// The largest count accepted.
        limit: u32,
    },
}

fn year_or_none(year: Option<SchoolYear>) -> String {
    year.map_or_else(|| "none".to_owned(), |year| year.to_string())
}

/// One figure that two computations of the same rosters give differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineDifference {
    /// The school.
    pub uai: Uai,
    /// The school year.
    pub year: SchoolYear,
    /// Who pays.
    pub funder: Funder,
    /// What it pays in the first computation; `None` when unknown or without a line.
    pub before: Option<Cents>,
    /// What it pays in the second computation; `None` when unknown or without a line.
    pub after: Option<Cents>,
}

impl LineDifference {
    /// After minus before, when both are known.
    pub fn change(&self) -> Option<Cents> {
        Some(self.after? - self.before?)
    }
}

/// Why an école cannot enter a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EntryRefusal {
    /// Its collège is not selected.
    #[error("the collège of this école is not selected")]
    CollegeNotSelected,
    /// Its collège enters later.
    #[error("the collège of this école enters in {college}, after the école ({ecole})")]
    CollegeEntersLater {
        /// First endowment year of the école.
        ecole: SchoolYear,
        /// First endowment year of the collège.
        college: SchoolYear,
    },
}
