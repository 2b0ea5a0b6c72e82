//! What usage is made of: who saw which service, how, and how it is counted.

use pole_db::text_column;
use pole_kernel::{Day, Instant, Lang, Month, Territory, Uai, UnknownWord, ids, vocabulary};

use crate::features::directory::SchoolGroup;

vocabulary! {
    /// Who somebody is to the digital services (`domain.md` §5.5).
    Profile, "usage profile" {
        /// Pupil.
        Pupil = "pupil",
        /// Legal guardian.
        Guardian = "guardian",
        /// Teacher.
        Teacher = "teacher",
        /// Head of a school, director of an école.
        Direction = "direction",
        /// School life and administration; pilots and the academic service too.
        SchoolLife = "school_life",
        /// Agent of the authority.
        Authority = "authority",
        /// Partner.
        Partner = "partner",
        /// The staff of a school together: teachers, direction, school life. Counted for the schools
        /// in which one of the three is too few to be shown.
        Staff = "staff",
    }
}

text_column!(Profile);

impl Profile {
    /// Whether they belong to the staff of a school.
    pub const fn is_staff(self) -> bool {
        match self {
            Self::Teacher | Self::Direction | Self::SchoolLife => true,
            Self::Pupil | Self::Guardian | Self::Authority | Self::Partner | Self::Staff => false,
        }
    }
}

vocabulary! {
    /// What somebody came for.
    Service, "digital service" {
        /// Entry page and everything that is no other service.
        Portal = "portal",
        /// Messages.
        Messaging = "messaging",
        /// Homework book.
        Homework = "homework",
        /// Marks and skills.
        Marks = "marks",
        /// Absences and lates.
        Absences = "absences",
        /// Agenda and timetable.
        Agenda = "agenda",
        /// Documents.
        Documents = "documents",
        /// Digital resources.
        Resources = "resources",
        /// Requests for help.
        Tickets = "tickets",
        /// Training.
        Training = "training",
        /// Surveys.
        Surveys = "surveys",
    }
}

text_column!(Service);

vocabulary! {
    /// With what somebody came. Only the class of the device is kept.
    Channel, "usage channel" {
        /// A computer or a tablet.
        Web = "web",
        /// A phone.
        Phone = "phone",
    }
}

text_column!(Channel);

vocabulary! {
    /// How usage is told apart beside services and channels.
    Axis, "usage axis" {
        /// The language of the page.
        Lang = "lang",
        /// Inside or outside school hours.
        Hours = "hours",
    }
}

text_column!(Axis);

/// The value of [`Axis::Hours`] inside school hours.
pub(super) const INSIDE: &str = "inside";
/// The value of [`Axis::Hours`] outside them.
pub(super) const OUTSIDE: &str = "outside";

/// Of whom a figure speaks.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum UsageScope {
    /// Both islands.
    Basin,
    /// One island.
    Territory(Territory),
    /// One type of school.
    Group(SchoolGroup),
    /// One school.
    School(Uai),
}

impl UsageScope {
    /// How wide it is, as the database and the API write it.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Basin => "basin",
            Self::Territory(_) => "territory",
            Self::Group(_) => "type",
            Self::School(_) => "school",
        }
    }

    /// Which one; empty for the basin.
    pub fn code(&self) -> String {
        match self {
            Self::Basin => String::new(),
            Self::Territory(territory) => territory.to_string(),
            Self::Group(group) => group.code().to_owned(),
            Self::School(uai) => uai.to_string(),
        }
    }

    /// Reads what [`kind`](Self::kind) and [`code`](Self::code) wrote.
    ///
    /// # Errors
    /// When it is no scope.
    pub fn parse(kind: &str, code: &str) -> Result<Self, UnknownWord> {
        let unknown = || UnknownWord {
            vocabulary: "usage scope",
            word: format!("{kind} {code}"),
        };
        match kind {
            "basin" => Ok(Self::Basin),
            "territory" => Territory::parse(code).map(Self::Territory).map_err(|_| unknown()),
            "type" => SchoolGroup::read(code).map(Self::Group).ok_or_else(unknown),
            "school" => Uai::parse(code).map(Self::School).map_err(|_| unknown()),
            _ => Err(unknown()),
        }
    }
}

ids! {
    /// The identifier of a page view.
    PageViewId, PageViewTag;
}

/// One page shown, on its way to the database: the account is still known, the pseudonym not yet made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewView {
    /// Its identifier.
    pub id: PageViewId,
    /// The account in the form its pseudonym is made from.
    pub account: String,
    /// When.
    pub at: Instant,
    /// The day its visit began.
    pub day: Day,
    /// Who they are.
    pub profile: Profile,
    /// Their school.
    pub uai: Option<Uai>,
    /// Their island, when they have no school.
    pub territory: Option<Territory>,
    /// What they came for.
    pub service: Service,
    /// With what.
    pub channel: Channel,
    /// In which language.
    pub lang: Lang,
}

/// One page shown, as it is kept and counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// The pseudonym of the month.
    pub visitor: String,
    /// When.
    pub at: Instant,
    /// Who they are.
    pub profile: Profile,
    /// Their school.
    pub uai: Option<Uai>,
    /// Their island.
    pub territory: Option<Territory>,
    /// What they came for.
    pub service: Service,
    /// With what.
    pub channel: Channel,
    /// In which language.
    pub lang: Lang,
    /// Whether it was during school hours.
    pub in_school_hours: bool,
}

/// The use of a month by a profile at a scope, for one service and channel or for all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthUsage {
    /// The month.
    pub month: Month,
    /// Where.
    pub scope: UsageScope,
    /// Who.
    pub profile: Profile,
    /// One service; `None` for all together.
    pub service: Option<Service>,
    /// One channel; `None` for all together.
    pub channel: Option<Channel>,
    /// Distinct accounts with at least one visit: never to be summed.
    pub visitors: u64,
    /// Visits that touched the service and channel: over services they do not sum.
    pub visits: u64,
    /// Pages seen.
    pub views: u64,
    /// Visits of one page.
    pub one_page_visits: u64,
    /// Seconds from first to last page, over the visits of two pages or more.
    pub duration_seconds: u64,
    /// The median of the same visits, in seconds.
    pub median_seconds: u64,
    /// Pupils one of whose guardians visited; of guardians over all services and channels only.
    pub pupils_reached: Option<u64>,
    /// How many people the profile counts there; `None` when nobody knows.
    pub people: Option<u64>,
    /// How many of them opened their account.
    pub activated: Option<u64>,
    /// Whether the population is projected, carried over from an earlier month, or not complete.
    pub population_estimated: bool,
    /// Invented for the demonstration.
    pub fictitious: bool,
}

/// The use of a day of a school, each visit at what it began with: everything sums.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayUsage {
    /// The day.
    pub day: Day,
    /// Who.
    pub profile: Profile,
    /// What the visit began with.
    pub service: Service,
    /// With what device it began.
    pub channel: Channel,
    /// Pages seen.
    pub views: u64,
    /// Visits.
    pub visits: u64,
    /// Invented for the demonstration.
    pub fictitious: bool,
}

/// Views and visitors of a month by language or by school hours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AxisUsage {
    /// Who.
    pub profile: Profile,
    /// Which axis.
    pub axis: Axis,
    /// The language, or `inside` and `outside`.
    pub value: String,
    /// Distinct accounts.
    pub visitors: u64,
    /// Pages seen.
    pub views: u64,
    /// Invented for the demonstration.
    pub fictitious: bool,
}

ids! {
    /// The identifier of an entered population.
    PopulationId, PopulationTag;
}

/// A population that somebody entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PopulationRow {
    /// Its identifier.
    pub id: PopulationId,
    /// The month on whose first day it was counted.
    pub month: Month,
    /// Where.
    pub scope: UsageScope,
    /// Who.
    pub profile: Profile,
    /// How many people.
    pub people: Option<u64>,
    /// How many accounts they opened.
    pub activated: Option<u64>,
    /// Where the figure comes from, in words.
    pub source: String,
    /// Invented for the demonstration.
    pub fictitious: bool,
    /// When it was entered.
    pub recorded_at: Instant,
    /// By whom; `None` at the console.
    pub recorded_by: Option<String>,
    /// When it was taken back or replaced.
    pub withdrawn_at: Option<Instant>,
}

/// How many people a profile counts at a scope, and what is known of their accounts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Population {
    /// How many people; `None` when nobody knows.
    pub people: Option<u64>,
    /// How many of them opened their account.
    pub activated: Option<u64>,
    /// Whether it is projected, carried over, or not complete.
    pub estimated: bool,
}

vocabulary! {
    /// How long the periods of an external series are.
    PeriodKind, "period of a series" {
        /// From a Monday on.
        Week = "week",
        /// A calendar month.
        Month = "month",
    }
}

text_column!(PeriodKind);

ids! {
    /// The identifier of an external series.
    SeriesId, SeriesTag;
}

/// A series that others measured, with its own definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExternalSeries {
    /// Its identifier.
    pub id: SeriesId,
    /// The stable code.
    pub code: String,
    /// Its name.
    pub label: String,
    /// What it measures, in words.
    pub definition: String,
    /// How long its periods are.
    pub period: PeriodKind,
    /// When it was made.
    pub created_at: Instant,
}

ids! {
    /// The identifier of a value of an external series.
    SeriesValueId, SeriesValueTag;
}

/// One value of an external series, with its evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExternalValue {
    /// The school.
    pub uai: Uai,
    /// The first day of its week or month.
    pub period_start: Day,
    /// The profile, in the source's words.
    pub profile: String,
    /// The service, in the source's words.
    pub service: String,
    /// Visits.
    pub visits: Option<u64>,
    /// Unique visitors.
    pub visitors: Option<u64>,
    /// Seconds spent.
    pub duration_seconds: Option<u64>,
    /// Accounts used at least once.
    pub active_accounts: Option<u64>,
    /// Accounts that exist.
    pub accounts_total: Option<u64>,
    /// Invented for the demonstration.
    pub fictitious: bool,
    /// The name of the file it came with.
    pub file_name: Option<String>,
    /// Its line in that file.
    pub line: Option<i64>,
}

/// What a run of the retention deleted, or why it did not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetentionRun {
    /// When.
    pub ran_at: Instant,
    /// Under which rule.
    pub rule: String,
    /// The first day whose views were deleted.
    pub first_day: Day,
    /// The last one.
    pub up_to: Day,
    /// How many views.
    pub deleted: u64,
    /// SHA-256 over the deleted rows in the order of their identifiers, in hexadecimal.
    pub digest: String,
    /// Whether the legal hold kept them.
    pub held: bool,
}

/// A legal hold, in force or lifted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetentionHold {
    /// Why.
    pub reason: String,
    /// Since when.
    pub set_at: Instant,
    /// By whom; `None` at the console.
    pub set_by: Option<String>,
    /// Until when.
    pub lifted_at: Option<Instant>,
}

/// A view that was not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// The day.
    pub day: Day,
    /// More views a minute from one account than a person can look at.
    pub flood: u64,
    /// The queue was full.
    pub full: u64,
}
