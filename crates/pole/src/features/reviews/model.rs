//! The types of reviews (`domain.md` §3.2).

use std::cmp::Ordering;

use pole_db::text_column;
use pole_kernel::{Day, Id, Instant, Territory, Uai, vocabulary};

use crate::features::calls::CallId;
use crate::features::dossiers::DossierId;
use crate::policy::{AccountId, HeldRole};

/// Tag of reviewer identifiers.
#[derive(Debug)]
pub enum ReviewerTag {}

/// The identifier of a reviewer: one account for one call.
pub type ReviewerId = Id<ReviewerTag>;

/// Tag of review identifiers.
#[derive(Debug)]
pub enum ReviewTag {}

/// The identifier of a review: one dossier given to one reviewer.
pub type ReviewId = Id<ReviewTag>;

/// Tag of tie identifiers.
#[derive(Debug)]
pub enum TieTag {}

/// The identifier of a declared tie.
pub type TieId = Id<TieTag>;

vocabulary! {
    /// What ties a reviewer to a place.
    TieKind, "tie" {
        /// They serve in this school.
        School = "school",
        /// Somebody of their family is at this school.
        Family = "family",
        /// This authority employs them.
        Authority = "authority",
        /// They worked there before, or on its project.
        PreviousWork = "previous_work",
    }
}

text_column!(TieKind);

vocabulary! {
    /// How far a review has gone.
    ReviewState, "state of a review" {
        /// Given to a reviewer, who has not submitted yet.
        Assigned = "assigned",
        /// Submitted: it counts.
        Submitted = "submitted",
        /// The reviewer declined it.
        Declined = "declined",
        /// Taken back: a tie came to light, or it was given to somebody else.
        TakenBack = "taken_back",
    }
}

text_column!(ReviewState);

impl ReviewState {
    /// Whether the reviewer still has it.
    pub const fn is_held(self) -> bool {
        matches!(self, Self::Assigned | Self::Submitted)
    }

    /// Whether it is still waited for.
    pub const fn is_awaited(self) -> bool {
        matches!(self, Self::Assigned)
    }

    /// How its tag looks.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Assigned => "govuk-tag--blue",
            Self::Submitted => "govuk-tag--green",
            Self::Declined | Self::TakenBack => "govuk-tag--grey",
        }
    }
}

vocabulary! {
    /// What a reviewer thinks of a dossier as a whole.
    Opinion, "opinion" {
        /// Favourable.
        Favourable = "favourable",
        /// Favourable with reservations.
        Reserved = "reserved",
        /// Unfavourable.
        Unfavourable = "unfavourable",
    }
}

text_column!(Opinion);

vocabulary! {
    /// Why somebody cannot review a dossier.
    Rule, "rule of reviews" {
        /// They serve in a school of the dossier.
        SameSchool = "same_school",
        /// They declared family at a school of the dossier.
        SameFamily = "same_family",
        /// The authority that applies employs them.
        SameAuthority = "same_authority",
        /// They worked there before.
        PreviousWork = "previous_work",
        /// They review it already.
        Holds = "holds",
        /// They declined it, or it was taken back from them.
        GaveUp = "gave_up",
        /// They have as many dossiers of the wave as they accept.
        Full = "full",
        /// They are no longer a reviewer.
        Ended = "ended",
    }
}

/// A conflict of interest.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Conflict {
    /// The rule that forbids.
    pub rule: Rule,
    /// The school it is about.
    pub uai: Option<Uai>,
    /// The authority it is about.
    pub territory: Option<Territory>,
}

/// A tie that somebody declared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tie {
    /// Its identifier.
    pub id: TieId,
    /// Whose.
    pub account: AccountId,
    /// What it is.
    pub kind: TieKind,
    /// To which place.
    pub place: TiePlace,
    /// In the words of who declared it.
    pub note: String,
    /// When.
    pub declared_at: Instant,
    /// Whether the reviewer declared it.
    pub by_themselves: bool,
    /// When it was withdrawn.
    pub withdrawn_at: Option<Instant>,
}

/// What a tie leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TiePlace {
    /// A school, with its name when it is known.
    School(Uai, String),
    /// The authority of an island.
    Authority(Territory),
}

/// A tie to declare.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTie {
    /// What it is.
    pub kind: TieKind,
    /// The school; not with an authority.
    pub uai: Option<Uai>,
    /// The authority; not with a school.
    pub territory: Option<Territory>,
    /// In the words of who declares it.
    pub note: String,
}

/// What is known of somebody when conflicts are looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Background {
    /// The ties that stand.
    pub ties: Vec<(TieKind, Option<Uai>, Option<Territory>)>,
    /// The roles they hold today.
    pub roles: Vec<HeldRole>,
    /// The roles they held before.
    pub past: Vec<HeldRole>,
}

/// A reviewer of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reviewer {
    /// Their identifier.
    pub id: ReviewerId,
    /// Their account.
    pub account: AccountId,
    /// How they are called.
    pub name: String,
    /// The call.
    pub call: CallId,
    /// How many dossiers of one wave they accept at most.
    pub capacity: u32,
    /// A remark.
    pub note: String,
    /// Since when.
    pub named_at: Instant,
    /// Until when; `None` as long as they review.
    pub ended_at: Option<Instant>,
}

/// One dossier given to one reviewer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// Its identifier.
    pub id: ReviewId,
    /// The dossier.
    pub dossier: DossierId,
    /// The reviewer.
    pub reviewer: ReviewerId,
    /// The account of the reviewer.
    pub account: AccountId,
    /// The name of the reviewer: never for applicants.
    pub name: String,
    /// 1 and 2; 3 when the two differ too much.
    pub position: i64,
    /// The day by which it is asked.
    pub due_on: Day,
    /// When it was given.
    pub assigned_at: Instant,
    /// By whom.
    pub assigned_by: Option<AccountId>,
    /// How far it has gone.
    pub state: ReviewState,
    /// How often it was saved.
    pub revision: i64,
    /// What the reviewer thinks of the whole.
    pub opinion: Option<Opinion>,
    /// In their words.
    pub comment: String,
    /// When it was submitted.
    pub submitted_at: Option<Instant>,
    /// The sum of weight times mark once submitted: quarters of a point.
    pub quarters: Option<u64>,
    /// Why it was declined or taken back.
    pub closed_reason: String,
}

impl Review {
    /// Whether it is still asked after its day.
    pub fn is_late(&self, today: Day) -> bool {
        self.state == ReviewState::Assigned && self.due_on < today
    }
}

/// The mark of one criterion.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// The criterion.
    pub criterion: String,
    /// From 0 to 4; `None` as long as there is none.
    pub mark: Option<u8>,
    /// Why.
    pub comment: String,
}

/// What a reviewer saves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The marks, one a criterion.
    pub marks: Vec<Mark>,
    /// What they think of the whole.
    pub opinion: Option<Opinion>,
    /// In their words.
    pub comment: String,
}

/// Points out of 100, as an exact fraction.
#[derive(Clone, Copy, Debug)]
pub struct Points {
    numerator: u64,
    denominator: u64,
}

impl Points {
    /// Whole points.
    pub const fn whole(points: u32) -> Self {
        Self {
            numerator: points as u64,
            denominator: 1,
        }
    }

    /// Points given in hundredths.
    pub const fn from_hundredths(hundredths: u64) -> Self {
        Self {
            numerator: hundredths,
            denominator: 100,
        }
    }

    /// The mean of reviews, each given in quarters of a point; `None` without any.
    pub fn mean(quarters: &[u64]) -> Option<Self> {
        let count = u64::try_from(quarters.len()).ok().filter(|count| *count > 0)?;
        Some(Self {
            numerator: quarters.iter().sum(),
            denominator: 4 * count,
        })
    }

    /// In hundredths of a point, halves up: what pages show and files hold.
    pub const fn hundredths(self) -> u64 {
        (self.numerator * 200 + self.denominator) / (2 * self.denominator)
    }

    /// The exact fraction.
    pub const fn fraction(self) -> (u64, u64) {
        (self.numerator, self.denominator)
    }
}

impl Ord for Points {
    fn cmp(&self, other: &Self) -> Ordering {
        let left = u128::from(self.numerator) * u128::from(other.denominator);
        let right = u128::from(other.numerator) * u128::from(self.denominator);
        left.cmp(&right)
    }
}

impl PartialOrd for Points {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Points {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Points {}

/// Where the reviews of a dossier stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The mean of the reviews that were submitted; `None` without any.
    pub score: Option<Points>,
    /// How many were submitted.
    pub submitted: u32,
    /// How many are needed: one more when they differ too much.
    pub needed: u32,
    /// The widest difference between two of them; `None` with fewer than two.
    pub gap: Option<Points>,
    /// Whether the difference asks for another reviewer.
    pub is_wide: bool,
    /// Whether nothing more is awaited: the score is final.
    pub complete: bool,
    /// Whether it reaches the threshold; `None` as long as it is not complete.
    pub proposed: Option<bool>,
}

/// The score of a dossier, for those who decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DossierScore {
    /// The dossier.
    pub dossier: DossierId,
    /// The mean of the reviews submitted so far; final when `complete`.
    pub score: Option<Points>,
    /// How many reviews were submitted.
    pub reviews: u32,
    /// The widest difference between two of them.
    pub gap: Option<Points>,
    /// Whether all the reviews are in.
    pub complete: bool,
    /// Whether the score reaches the threshold of the call; `None` as long as it is not complete.
    pub proposed: Option<bool>,
}

/// Which scores somebody may know of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScoresSeen {
    /// Everyone's: for those who run the reviews or decide.
    All,
    /// Those of the waves whose results were published.
    Published,
}

/// The complete score of the newest dossier of a school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchoolScore {
    /// The school.
    pub uai: Uai,
    /// The dossier.
    pub dossier: DossierId,
    /// The score.
    pub score: Points,
    /// The day of its last review.
    pub on: Day,
    /// Whether the dossier is invented.
    pub fictitious: bool,
}
