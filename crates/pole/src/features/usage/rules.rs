//! The rules of usage (`domain.md` §5.5): values in, values out.

use pole_kernel::{Day, Instant, Month, Ratio, Role, RoleScope, Territory, Uai};

use super::model::{Channel, Population, Profile, Service};
use super::parameters::Parameters;
use crate::policy::HeldRole;

/// Who somebody is to the services, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Who {
    /// Their profile.
    pub profile: Profile,
    /// Their school.
    pub uai: Option<Uai>,
    /// Their island, when they have no school.
    pub territory: Option<Territory>,
}

/// The profile of the roles somebody holds; `None` when their pages are not counted.
///
/// An account that administers is left out whatever else it holds: its supervision cannot be told
/// from its use. Pilots and the academic service are counted with school life and administration,
/// without a school \[C\]. Among several roles the one closest to the pupils counts, the oldest first.
pub fn who(roles: &[HeldRole]) -> Option<Who> {
    const ORDER: [Role; 6] = [
        Role::Head,
        Role::Teacher,
        Role::AuthorityAgent,
        Role::AcademicService,
        Role::Pilot,
        Role::Reviewer,
    ];
    if roles.iter().any(|held| held.role == Role::Administrator) {
        return None;
    }
    let held = ORDER
        .iter()
        .find_map(|role| roles.iter().find(|held| held.role == *role))?;
    let profile = match held.role {
        Role::Head => Profile::Direction,
        Role::Teacher => Profile::Teacher,
        Role::AuthorityAgent => Profile::Authority,
        Role::AcademicService | Role::Pilot => Profile::SchoolLife,
        Role::Reviewer => Profile::Partner,
        Role::Administrator => return None,
    };
    let (uai, territory) = match &held.scope {
        RoleScope::School(uai) => (Some(uai.clone()), None),
        RoleScope::Authority(territory) => (None, Some(territory.clone())),
        RoleScope::Basin => (None, None),
    };
    Some(Who {
        profile,
        uai,
        territory,
    })
}

/// The service of a page, by the pattern of its route: what features said of their own, else the portal.
pub fn service(route: &str, known: &[(&str, Service)]) -> Service {
    known
        .iter()
        .find(|(prefix, _)| {
            route
                .strip_prefix(prefix)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
        .map_or(Service::Portal, |(_, service)| *service)
}

/// The channel of a request: what the browser hints (`?1`, `?0`), else what it calls itself.
pub fn channel(hint: Option<&str>, user_agent: &str) -> Channel {
    match hint.map(str::trim) {
        Some("?1") => Channel::Phone,
        Some("?0") => Channel::Web,
        Some(_) | None => {
            let phone = ["Mobi", "iPhone", "iPod", "Windows Phone"];
            if phone.iter().any(|word| user_agent.contains(word)) && !user_agent.contains("iPad") {
                Channel::Phone
            } else {
                Channel::Web
            }
        }
    }
}

/// Whether a browser says that it is a machine: robots and probes are not people.
pub fn is_machine(user_agent: &str) -> bool {
    let name = user_agent.to_ascii_lowercase();
    ["bot", "crawl", "spider", "headless", "monitor", "curl/", "wget/"]
        .iter()
        .any(|word| name.contains(word))
}

/// Whether a moment is during school hours: a school day, from 07:30 to before 16:30.
pub fn in_school_hours(at: Instant, is_closed: impl Fn(Day) -> bool, parameters: &Parameters) -> bool {
    let day = at.day();
    let (hour, minute) = at.hour_minute();
    let minute = i32::from(hour) * 60 + i32::from(minute);
    day.weekday() <= 5 && minute >= parameters.school_begins && minute < parameters.school_ends && !is_closed(day)
}

/// Where each visit of one account begins in its views, in the order of time: a gap of more than
/// 30 minutes opens another one; a gap of exactly 30 minutes does not.
pub fn visit_starts(moments: &[Instant], parameters: &Parameters) -> Vec<usize> {
    (0..moments.len())
        .filter(|index| {
            index
                .checked_sub(1)
                .and_then(|before| moments.get(before).zip(moments.get(*index)))
                .is_none_or(|(before, at)| at.milliseconds() - before.milliseconds() > parameters.visit_gap_ms)
        })
        .collect()
}

/// The median of durations given as (seconds, how many), in order; the lower of the two middle ones
/// and the upper averaged, down to the second. 0 when there is none.
pub fn median<'a>(counted: impl Iterator<Item = (&'a u64, &'a u64)> + Clone) -> u64 {
    let total: u64 = counted.clone().map(|(_, count)| count).sum();
    let at = |rank: u64| {
        let mut seen = 0;
        counted
            .clone()
            .find(|(_, count)| {
                seen += **count;
                seen > rank
            })
            .map_or(0, |(seconds, _)| *seconds)
    };
    match total {
        0 => 0,
        odd if odd % 2 == 1 => at(odd / 2),
        even => u64::midpoint(at(even / 2 - 1), at(even / 2)),
    }
}

/// A rate, when its denominator is known and not 0.
pub fn rate(part: u64, whole: Option<u64>) -> Option<Ratio> {
    whole.and_then(|whole| Ratio::new(part, whole).ok())
}

/// Whether a month counts in the mean of its school year: July and August are shown, not averaged.
pub const fn is_averaged(month: Month) -> bool {
    !matches!(month.number(), 7 | 8)
}

/// The mean of the monthly rates of a school year, in millionths: finished months of September to
/// June whose rate is known. `None` when there is none.
pub fn year_mean(months: impl IntoIterator<Item = (Month, Option<Ratio>)>) -> Option<u64> {
    let rates: Vec<u64> = months
        .into_iter()
        .filter(|(month, _)| is_averaged(*month))
        .filter_map(|(_, rate)| rate.map(|rate| rate.round_of(1_000_000)))
        .collect();
    let count = u64::try_from(rates.len()).ok().filter(|count| *count > 0)?;
    let sum: u64 = rates.iter().sum();
    Some((sum * 2 + count) / (count * 2))
}

/// Whether a month is over on a day: before, its figures are provisional.
pub fn is_over(month: Month, on: Day) -> bool {
    month.last_day() < on
}

/// Whether a count of people is too small to be shown (`domain.md` §9): from 1 to k − 1, or of a group
/// that is itself smaller than k. Zero of a large group is shown.
pub const fn is_secret(count: u64, group: Option<u64>, parameters: &Parameters) -> bool {
    let small_group = match group {
        Some(people) => people < parameters.least_group,
        None => false,
    };
    small_group || (count >= 1 && count < parameters.least_group)
}

/// The profiles to show at a school: when teachers, direction or school life are fewer than k people,
/// they are shown together as its staff. At wider scopes each is shown.
pub fn shown_profiles(
    is_school: bool,
    population: impl Fn(Profile) -> Option<u64>,
    parameters: &Parameters,
) -> Vec<Profile> {
    let few = |profile: Profile| {
        profile.is_staff() && population(profile).is_none_or(|people| people < parameters.least_group)
    };
    let together = is_school && Profile::ALL.iter().copied().any(few);
    Profile::ALL
        .iter()
        .copied()
        .filter(|profile| match profile {
            Profile::Staff => together,
            Profile::Teacher | Profile::Direction | Profile::SchoolLife => !together,
            Profile::Pupil | Profile::Guardian | Profile::Authority | Profile::Partner => true,
        })
        .collect()
}

/// Populations of several places put together: the sum of what is known, estimated as soon as one of
/// them is estimated or unknown; unknown when all are.
pub fn together(parts: &[Population]) -> Population {
    let sum = |read: fn(&Population) -> Option<u64>| {
        let known: Vec<u64> = parts.iter().filter_map(read).collect();
        (!known.is_empty()).then(|| known.iter().sum())
    };
    let people = sum(|part| part.people);
    Population {
        people,
        activated: sum(|part| part.activated),
        estimated: people.is_some() && parts.iter().any(|part| part.estimated || part.people.is_none()),
    }
}

/// When a new version of a register may begin: now, or just after the newest one when the clock went
/// backwards. A register's clock never does.
pub fn after(newest: Option<Instant>, now: Instant) -> Instant {
    match newest {
        Some(newest) if newest >= now => {
            jiff::Timestamp::from_millisecond(newest.milliseconds() + 1).map_or(newest, Instant::new)
        }
        Some(_) | None => now,
    }
}

/// A moment after every other one: what is known by then is what is in force.
pub fn latest() -> Instant {
    Instant::new(jiff::Timestamp::MAX)
}
