use pole_kernel::{Day, Uai};

/// The use of an ENT in a school and a period, as others measured it. A line of a wide file gives
/// one fact for each profile or service it has columns for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsageFact {
    /// The school.
    pub uai: Uai,
    /// The first day of the period: of the week, or of the month.
    pub period_start: Day,
    /// Whose use, in the words of the file; empty for everybody.
    pub profile: String,
    /// The use of what, in the words of the file; empty for everything.
    pub service: String,
    /// Visits.
    pub visits: Option<u64>,
    /// Distinct visitors.
    pub visitors: Option<u64>,
    /// How long all visits lasted together, in seconds.
    pub duration_seconds: Option<u64>,
    /// Accounts that were activated.
    pub active_accounts: Option<u64>,
    /// Accounts that exist.
    pub accounts_total: Option<u64>,
}
