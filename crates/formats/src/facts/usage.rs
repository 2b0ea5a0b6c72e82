use pole_kernel::{Day, Uai};

/// The use of an ENT in a school and a period, as others measured it. `None` when the source does
/// not say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsageFact {
    /// The school.
    pub uai: Uai,
    /// The first day of the week or month.
    pub period_start: Day,
    /// The profile, in the source's words; empty for all together.
    pub profile: String,
    /// The service, in the source's words; empty for all together.
    pub service: String,
    /// Visits.
    pub visits: Option<u64>,
    /// Unique visitors.
    pub visitors: Option<u64>,
    /// Seconds spent, all visits together.
    pub duration_seconds: Option<u64>,
    /// Accounts that were used at least once.
    pub active_accounts: Option<u64>,
    /// Accounts that exist.
    pub accounts_total: Option<u64>,
}
