//! The roll-up of a month, from its views: pure, one visitor at a time, so that a month of any size
//! is counted in little memory.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use pole_kernel::{Day, Instant, Territory, Uai};

use super::model::{Axis, Channel, INSIDE, OUTSIDE, Profile, Service, UsageScope, View};
use super::parameters::Parameters;
use super::rules;
use crate::features::directory::SchoolGroup;

/// What a line of `usage_day` counts.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct DayKey {
    pub(super) day: Day,
    pub(super) uai: String,
    pub(super) territory: String,
    pub(super) profile: Profile,
    pub(super) service: Service,
    pub(super) channel: Channel,
}

/// Its figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct DayCount {
    pub(super) views: u64,
    pub(super) visits: u64,
}

/// What a line of `usage_month` counts; `None` is all together.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct MonthKey {
    pub(super) scope: UsageScope,
    pub(super) profile: Profile,
    pub(super) service: Option<Service>,
    pub(super) channel: Option<Channel>,
}

/// Its figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct MonthCount {
    pub(super) visitors: u64,
    pub(super) visits: u64,
    pub(super) views: u64,
    pub(super) one_page_visits: u64,
    pub(super) duration_seconds: u64,
    pub(super) median_seconds: u64,
    pub(super) pupils_reached: Option<u64>,
}

/// What a line of `usage_axis` counts.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct AxisKey {
    pub(super) scope: UsageScope,
    pub(super) profile: Profile,
    pub(super) axis: Axis,
    pub(super) value: String,
}

/// Its figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct AxisCount {
    pub(super) visitors: u64,
    pub(super) views: u64,
}

/// A month counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Counted {
    pub(super) days: BTreeMap<DayKey, DayCount>,
    pub(super) months: BTreeMap<MonthKey, MonthCount>,
    pub(super) axes: BTreeMap<AxisKey, AxisCount>,
}

/// A pupil, as a number of their school and nothing else.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Pupil {
    pub(super) uai: Uai,
    pub(super) territory: Option<Territory>,
    pub(super) number: String,
}

/// Which pupils the visitors of a month answer for, by pseudonym.
pub(super) type Households = HashMap<String, Vec<Pupil>>;

/// The type of each school of the basin.
pub(super) type Groups = HashMap<Uai, SchoolGroup>;

/// A count on its way, with the durations of its visits.
#[derive(Default)]
struct Building {
    count: MonthCount,
    /// Seconds, and how many visits lasted so long.
    durations: BTreeMap<u64, u64>,
}

/// Counts a month, visitor after visitor.
pub(super) struct Counter<'a> {
    parameters: &'a Parameters,
    /// Days from this one on are not counted yet.
    until: Day,
    households: &'a Households,
    groups: &'a Groups,
    /// The views of the visitor being read.
    views: Vec<View>,
    days: BTreeMap<DayKey, DayCount>,
    months: BTreeMap<MonthKey, Building>,
    axes: BTreeMap<AxisKey, AxisCount>,
    /// The pupils reached at each scope.
    reached: BTreeMap<UsageScope, BTreeSet<Pupil>>,
}

impl<'a> Counter<'a> {
    /// Begins to count the visits that began before a day.
    pub(super) fn new(until: Day, households: &'a Households, groups: &'a Groups, parameters: &'a Parameters) -> Self {
        Self {
            parameters,
            until,
            households,
            groups,
            views: Vec::new(),
            days: BTreeMap::new(),
            months: BTreeMap::new(),
            axes: BTreeMap::new(),
            reached: BTreeMap::new(),
        }
    }

    /// Takes a view: they come by visitor, then by time.
    pub(super) fn take(&mut self, view: View) {
        if self.views.first().is_some_and(|first| first.visitor != view.visitor) {
            self.close_visitor();
        }
        self.views.push(view);
    }

    /// The month counted.
    pub(super) fn finish(mut self) -> Counted {
        self.close_visitor();
        let reached = std::mem::take(&mut self.reached);
        for scope in reached.keys() {
            // A school may be reached through guardians whose visits count elsewhere.
            let key = MonthKey {
                scope: scope.clone(),
                profile: Profile::Guardian,
                service: None,
                channel: None,
            };
            self.months.entry(key).or_default();
        }
        let months = self
            .months
            .into_iter()
            .map(|(key, building)| {
                let mut count = building.count;
                count.median_seconds = rules::median(building.durations.iter());
                let is_whole = key.service.is_none() && key.channel.is_none();
                if key.profile == Profile::Guardian && is_whole {
                    let pupils = reached.get(&key.scope).map_or(0, BTreeSet::len);
                    count.pupils_reached = u64::try_from(pupils).ok();
                }
                (key, count)
            })
            .collect();
        Counted {
            days: self.days,
            months,
            axes: self.axes,
        }
    }

    fn close_visitor(&mut self) {
        let views = std::mem::take(&mut self.views);
        let moments: Vec<Instant> = views.iter().map(|view| view.at).collect();
        let starts = rules::visit_starts(&moments, self.parameters);
        let mut months = HashSet::new();
        let mut axes = HashSet::new();
        for (rank, start) in starts.iter().enumerate() {
            let end = starts.get(rank + 1).copied().unwrap_or(views.len());
            if let Some(visit) = views.get(*start..end) {
                self.count_visit(visit, &mut months, &mut axes);
            }
        }
        for key in months {
            self.months.entry(key).or_default().count.visitors += 1;
        }
        for key in axes {
            self.axes.entry(key).or_default().visitors += 1;
        }
    }

    /// A visit belongs to the profile, school and island it began with, and to the local day of its
    /// first view.
    fn count_visit(&mut self, visit: &[View], months: &mut HashSet<MonthKey>, axes: &mut HashSet<AxisKey>) {
        let (Some(first), Some(last)) = (visit.first(), visit.last()) else {
            return;
        };
        let day = first.at.day();
        if day >= self.until {
            return;
        }
        let day_key = DayKey {
            day,
            uai: first.uai.as_ref().map_or_else(String::new, Uai::to_string),
            territory: first.territory.as_ref().map_or_else(String::new, ToString::to_string),
            profile: first.profile,
            service: first.service,
            channel: first.channel,
        };
        let whole = u64::try_from(visit.len()).unwrap_or(u64::MAX);
        let counted = self.days.entry(day_key).or_default();
        counted.visits += 1;
        counted.views += whole;

        let seconds = last.at.milliseconds().saturating_sub(first.at.milliseconds()) / 1_000;
        let seconds = u64::try_from(seconds).unwrap_or(0);
        // How many pages of each service and channel, and of all of them.
        let mut touched: BTreeMap<(Option<Service>, Option<Channel>), u64> = BTreeMap::new();
        for view in visit {
            for service in [None, Some(view.service)] {
                for channel in [None, Some(view.channel)] {
                    *touched.entry((service, channel)).or_default() += 1;
                }
            }
        }
        for scope in scopes(self.groups, first.uai.as_ref(), first.territory.as_ref()) {
            for profile in profiles(first.profile) {
                for ((service, channel), views) in &touched {
                    let key = MonthKey {
                        scope: scope.clone(),
                        profile,
                        service: *service,
                        channel: *channel,
                    };
                    let building = self.months.entry(key.clone()).or_default();
                    building.count.visits += 1;
                    building.count.views += views;
                    if whole == 1 {
                        building.count.one_page_visits += 1;
                    } else {
                        building.count.duration_seconds += seconds;
                        *building.durations.entry(seconds).or_default() += 1;
                    }
                    months.insert(key);
                }
                for view in visit {
                    let hours = if view.in_school_hours { INSIDE } else { OUTSIDE };
                    for (axis, value) in [(Axis::Lang, view.lang.code()), (Axis::Hours, hours)] {
                        let key = AxisKey {
                            scope: scope.clone(),
                            profile,
                            axis,
                            value: value.to_owned(),
                        };
                        self.axes.entry(key.clone()).or_default().views += 1;
                        axes.insert(key);
                    }
                }
            }
        }
        self.reach(first);
    }

    /// The pupils whom a guardian's visit reaches, each at their own school and what it is part of.
    fn reach(&mut self, first: &View) {
        if first.profile != Profile::Guardian {
            return;
        }
        for pupil in self.households.get(&first.visitor).into_iter().flatten() {
            for scope in scopes(self.groups, Some(&pupil.uai), pupil.territory.as_ref()) {
                self.reached.entry(scope).or_default().insert(pupil.clone());
            }
        }
    }
}

/// Where somebody of a school and an island counts.
fn scopes(groups: &Groups, uai: Option<&Uai>, territory: Option<&Territory>) -> Vec<UsageScope> {
    let mut scopes = vec![UsageScope::Basin];
    scopes.extend(territory.cloned().map(UsageScope::Territory));
    scopes.extend(uai.and_then(|uai| groups.get(uai)).copied().map(UsageScope::Group));
    scopes.extend(uai.cloned().map(UsageScope::School));
    scopes
}

/// As whom a view counts: the staff of a school are counted together too.
fn profiles(profile: Profile) -> Vec<Profile> {
    if profile.is_staff() {
        vec![profile, Profile::Staff]
    } else {
        vec![profile]
    }
}

/// Counts views that are all there, in any order.
#[cfg(test)]
pub(super) fn count(
    mut views: Vec<View>,
    until: Day,
    households: &Households,
    groups: &Groups,
    parameters: &Parameters,
) -> Counted {
    views.sort_by(|left, right| (&left.visitor, left.at).cmp(&(&right.visitor, right.at)));
    let mut counter = Counter::new(until, households, groups, parameters);
    for view in views {
        counter.take(view);
    }
    counter.finish()
}
