//! Invented usage, written as it is counted: for the demonstration.

use std::collections::BTreeMap;

use pole_db::Tx;
use pole_kernel::{Day, Instant, Lang, Month};

use super::actions::UsageError;
use super::counting::{AxisCount, AxisKey, DayCount, DayKey, MonthCount, MonthKey};
use super::model::{Axis, Channel, INSIDE, OUTSIDE, Profile, Service, UsageScope};
use super::store::counts;
use crate::policy::{self, Action, Actor, Subject};
use crate::shell::audit;

/// The use of one day by a profile of a school, for a service and a channel.
#[derive(Clone, Debug)]
pub struct InventedDay {
    /// The day.
    pub day: Day,
    /// The school and its island; empty for people without one.
    pub uai: String,
    /// Its island.
    pub territory: String,
    /// Who.
    pub profile: Profile,
    /// What the visits began with.
    pub service: Service,
    /// With what.
    pub channel: Channel,
    /// Pages seen.
    pub views: u64,
    /// Visits.
    pub visits: u64,
}

/// What is not additive of a month: how many came, and how long they stayed.
#[derive(Clone, Debug)]
pub struct InventedMonth {
    /// Where.
    pub scope: UsageScope,
    /// Who.
    pub profile: Profile,
    /// One service, or all.
    pub service: Option<Service>,
    /// One channel, or all.
    pub channel: Option<Channel>,
    /// Distinct accounts.
    pub visitors: u64,
    /// Visits.
    pub visits: u64,
    /// Pages seen.
    pub views: u64,
    /// Mean seconds of a visit of two pages or more.
    pub mean_seconds: u64,
    /// Pupils reached; of guardians over all only.
    pub pupils_reached: Option<u64>,
}

/// Writes a month of invented usage. Its figures say that they are invented, and the month is never
/// counted from views.
///
/// # Errors
/// When the actor may not, or the database fails.
pub fn write_invented(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    month: Month,
    days: &[InventedDay],
    months: &[InventedMonth],
) -> Result<u64, UsageError> {
    policy::check(actor, Action::EditUsage, Subject::Basin)?;
    let days: BTreeMap<DayKey, DayCount> = days
        .iter()
        .map(|invented| {
            let key = DayKey {
                day: invented.day,
                uai: invented.uai.clone(),
                territory: invented.territory.clone(),
                profile: invented.profile,
                service: invented.service,
                channel: invented.channel,
            };
            let count = DayCount {
                views: invented.views,
                visits: invented.visits,
            };
            (key, count)
        })
        .collect();
    let axes: BTreeMap<AxisKey, AxisCount> = months
        .iter()
        .filter(|invented| invented.service.is_none() && invented.channel.is_none())
        .flat_map(split)
        .collect();
    let months: BTreeMap<MonthKey, MonthCount> = months
        .iter()
        .map(|invented| {
            let key = MonthKey {
                scope: invented.scope.clone(),
                profile: invented.profile,
                service: invented.service,
                channel: invented.channel,
            };
            // A third of the visits see one page; half of the others last less than three quarters of the mean.
            let one_page_visits = invented.visits / 3;
            let count = MonthCount {
                visitors: invented.visitors,
                visits: invented.visits,
                views: invented.views,
                one_page_visits,
                duration_seconds: (invented.visits - one_page_visits) * invented.mean_seconds,
                median_seconds: invented.mean_seconds * 3 / 4,
                pupils_reached: invented.pupils_reached,
            };
            (key, count)
        })
        .collect();
    let mut written = counts::insert_days(tx, days.iter(), true, now)?;
    written += counts::insert_months(tx, month, months.iter(), true, now)?;
    written += counts::insert_axes(tx, month, axes.iter(), true, now)?;
    audit::record(
        tx,
        actor,
        now,
        "usage.invented",
        &month.to_string(),
        &written.to_string(),
    )?;
    Ok(written)
}

/// The same month by language and school hours: one reader in eight in English; pupils and staff mostly
/// during school hours, families after them.
fn split(invented: &InventedMonth) -> Vec<(AxisKey, AxisCount)> {
    let evening = match invented.profile {
        Profile::Guardian => 8,
        Profile::Pupil | Profile::Partner => 5,
        Profile::Teacher | Profile::Direction | Profile::SchoolLife | Profile::Authority | Profile::Staff => 3,
    };
    let part = |axis: Axis, value: &str, views: u64, visitors: u64| {
        let key = AxisKey {
            scope: invented.scope.clone(),
            profile: invented.profile,
            axis,
            value: value.to_owned(),
        };
        (key, AxisCount { visitors, views })
    };
    let (views, visitors) = (invented.views, invented.visitors);
    let (english, outside) = (views / 8, views * evening / 10);
    vec![
        part(Axis::Lang, Lang::Fr.code(), views - english, visitors - visitors / 9),
        part(Axis::Lang, Lang::En.code(), english, visitors / 8),
        part(Axis::Hours, OUTSIDE, outside, visitors * (evening + 1) / 10),
        part(Axis::Hours, INSIDE, views - outside, visitors * (10 - evening) / 10),
    ]
}
