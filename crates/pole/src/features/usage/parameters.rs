//! The figures the rules of usage work with, each with where it comes from.

/// Thresholds of the counting of usage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameters {
    /// A visit ends after so long without a page, in milliseconds: 30 minutes \[S: CESP/OJD\].
    /// A gap of exactly so long stays inside the visit.
    pub visit_gap_ms: i64,
    /// Pages of one account kept in a minute; what goes beyond is a flood \[C\].
    pub views_a_minute: u32,
    /// Pages that may wait to be written; what goes beyond is dropped and counted \[C\].
    pub queue: usize,
    /// Pages written in one transaction \[C\].
    pub batch: usize,
    /// The school day begins at this minute of the day: 07:30 \[C, `domain.md` §10\].
    pub school_begins: i32,
    /// It ends before this one: 16:30 \[C, `domain.md` §10\].
    pub school_ends: i32,
    /// Raw page views are kept for so many months \[C, `domain.md` §9\].
    pub raw_months: i32,
    /// The smallest group that is shown \[C, `domain.md` §9\].
    pub least_group: u64,
}

impl Default for Parameters {
    fn default() -> Self {
        Self {
            visit_gap_ms: 30 * 60 * 1_000,
            views_a_minute: 60,
            queue: 10_000,
            batch: 500,
            school_begins: 7 * 60 + 30,
            school_ends: 16 * 60 + 30,
            raw_months: 3,
            least_group: 5,
        }
    }
}
