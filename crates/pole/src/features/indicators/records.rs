//! What is kept of the indicators: targets, notes, releases.

use pole_db::text_column;
use pole_kernel::{Day, Id, Instant, Month, SchoolYear, vocabulary};

use super::model::{Indicator, Measure, Place};

/// Tag of target identifiers.
#[derive(Debug)]
pub enum TargetTag {}

/// The identifier of a target.
pub type TargetId = Id<TargetTag>;

/// Tag of note identifiers.
#[derive(Debug)]
pub enum NoteTag {}

/// The identifier of a note.
pub type NoteId = Id<NoteTag>;

/// Tag of release identifiers.
#[derive(Debug)]
pub enum ReleaseTag {}

/// The identifier of a release.
pub type ReleaseId = Id<ReleaseTag>;

/// What an indicator should reach by the end of a school year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Its identifier.
    pub id: TargetId,
    /// Of which indicator.
    pub indicator: Indicator,
    /// Of which schools.
    pub place: Place,
    /// By the end of this year.
    pub year: SchoolYear,
    /// Tenths of a percent, or a count, as the unit of the headline.
    pub target: i64,
    /// Why.
    pub note: String,
    /// When it was set.
    pub recorded_at: Instant,
    /// By whom; `None` at the console.
    pub recorded_by: Option<String>,
}

/// What somebody wrote beside a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Its identifier.
    pub id: NoteId,
    /// What it says.
    pub text: String,
    /// When it was written.
    pub recorded_at: Instant,
    /// By whom; `None` at the console.
    pub recorded_by: Option<String>,
}

vocabulary! {
    /// For whom a release is made.
    Audience, "audience of a release" {
        /// People of the pôle outside the schools: k = 5.
        Inside = "inside",
        /// Everybody: k = 11.
        Public = "public",
    }
}

text_column!(Audience);

/// The figures of a month, frozen once and never computed again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    /// Its identifier.
    pub id: ReleaseId,
    /// The month it closes.
    pub month: Month,
    /// For whom.
    pub audience: Audience,
    /// When it was frozen.
    pub frozen_at: Instant,
    /// The day its figures speak of: the last of the month.
    pub as_of: Day,
    /// By whom; `None` for the program.
    pub frozen_by: Option<String>,
    /// What there is to know of it.
    pub note: String,
}

impl Release {
    /// Whether it was frozen after the next month was over too: with what was known by then, and
    /// not when its month ended.
    pub fn is_caught_up(&self) -> bool {
        self.frozen_at.day() > self.month.plus(1).last_day()
    }
}

/// One figure of a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleaseCell {
    /// What is measured.
    pub measure: Measure,
    /// Of which schools.
    pub place: Place,
    /// What the place was called then.
    pub label: String,
    /// Whether it is hidden: then it has no figures.
    pub hidden: bool,
    /// How many are counted.
    pub numerator: Option<u64>,
    /// Among how many.
    pub denominator: Option<u64>,
    /// How many are not known.
    pub unknown: Option<u64>,
    /// First day it speaks of.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// The version of its definition.
    pub definition: i64,
    /// The codes of its flags with their counts: `partiel:3 declaratif:12`.
    pub flags: String,
}
