//! The hours that count (`domain.md` §5.4). Values in, values out.

use std::collections::BTreeMap;

use pole_kernel::{Day, SchoolYear};

use super::model::{DayPart, SessionId};

/// The figures of the definition, each with where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameters {
    /// \[C\] The first day that counts: the year of the sheet's first wave.
    pub period_from: Day,
    /// \[S\] How long a half-day is when nothing else is said: half of a training day of 6 h.
    pub half_day_minutes: u32,
    /// \[C\] The share of a half-day under which it gives nothing.
    pub least_share: (u32, u32),
    /// \[C\] The largest share of distance hours in the total.
    pub distance_share: (u32, u32),
    /// \[C\] The tiers, in minutes: made aware, trained (the headline), whole course.
    pub tiers: [u32; 3],
    /// \[F\] The minutes that the sheet offers to each secondary teacher.
    pub offered_minutes: u32,
    /// \[C\] How many days of service in a year of the commitment make a teacher of it.
    pub offered_service_days: u32,
}

/// The school years of the commitment: whose teachers it speaks of, and until when it is to be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Commitment {
    /// The first one.
    pub first: SchoolYear,
    /// The last one: it is kept by its end.
    pub last: SchoolYear,
}

impl Default for Commitment {
    /// \[F\] That of the sheet: the teachers of 2016-2017, by the end of that school year.
    fn default() -> Self {
        let year = SchoolYear::FIRST_OF_PLAN.plus(1);
        Self {
            first: year,
            last: year,
        }
    }
}

impl Commitment {
    /// The first day of the sessions that count: those of the year before are offered in time too.
    pub fn offered_from(self) -> Day {
        self.first.plus(-1).first_day()
    }

    /// The last day of the sessions that count.
    pub fn offered_by(self) -> Day {
        self.last.last_day()
    }

    /// Its years.
    pub fn years(self) -> impl Iterator<Item = SchoolYear> {
        (0..=self.last.years_since(self.first)).map(move |later| self.first.plus(later))
    }
}

impl Default for Parameters {
    fn default() -> Self {
        Self {
            period_from: SchoolYear::FIRST_OF_PLAN.first_day(),
            half_day_minutes: 180,
            least_share: (2, 3),
            distance_share: (1, 2),
            tiers: [180, 360, 1_080],
            offered_minutes: 1_080,
            offered_service_days: 90,
        }
    }
}

/// What is counted of an attendance at a half-day: the minutes attended, at most those of the
/// half-day, and nothing under two thirds of it. Exactly two thirds count.
pub fn counted(attended: u32, half_day: u32, parameters: &Parameters) -> u32 {
    let attended = attended.min(half_day);
    let (part, whole) = parameters.least_share;
    if u64::from(attended) * u64::from(whole) < u64::from(half_day) * u64::from(part) {
        return 0;
    }
    attended
}

/// What is counted of a whole session of which the half-days are not known: a file of the academy
/// gives one figure. The same rule is asked of the shortest half-day: under two thirds of it,
/// nothing; and never more than the session lasts.
pub fn counted_of_session(attended: u32, planned: Option<u32>, parameters: &Parameters) -> u32 {
    let longest = planned.unwrap_or(attended);
    let half_day = longest.min(parameters.half_day_minutes);
    if counted(attended, half_day, parameters) == 0 {
        return 0;
    }
    attended.min(longest)
}

/// What is counted of distance modules: what was completed, at most what they last.
pub const fn counted_of_distance(completed: u32, planned: u32) -> u32 {
    if completed < planned { completed } else { planned }
}

/// One attendance, as the total needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The session.
    pub session: SessionId,
    /// The day.
    pub day: Day,
    /// The part of the day, when it is known.
    pub part: Option<DayPart>,
    /// Minutes that the rule gives.
    pub minutes: u32,
    /// Whether at a distance.
    pub is_distance: bool,
}

/// How far a person has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Minutes that count.
    pub minutes: u32,
    /// The first day that counts.
    pub first_on: Option<Day>,
    /// The day each tier was reached.
    pub reached: [Option<Day>; 3],
}

/// What a person followed since the period began. A half-day counts once, whatever the number of
/// lists a person is on that morning: the longest attendance is kept. Distance hours count up to
/// the share they may have in the total, so they wait for hours spent together.
pub fn progress(attended: &[Counted], parameters: &Parameters) -> Progress {
    progress_with(attended, parameters, |presence, distance| {
        total(presence, distance, parameters)
    })
}

/// How far a person has come with a part of what they followed: one modality, one theme. The share
/// that distance hours may have is one of the whole, so it is not asked of a part.
pub fn progress_apart(attended: &[Counted], parameters: &Parameters) -> Progress {
    progress_with(attended, parameters, |presence, distance| presence + distance)
}

fn progress_with(attended: &[Counted], parameters: &Parameters, total: impl Fn(u32, u32) -> u32) -> Progress {
    let mut days: BTreeMap<Day, (u32, u32)> = BTreeMap::new();
    let mut together: BTreeMap<(Day, DayPart), u32> = BTreeMap::new();
    for one in attended.iter().filter(|one| one.day >= parameters.period_from) {
        match one.part.filter(|_| !one.is_distance) {
            Some(part) => {
                let kept = together.entry((one.day, part)).or_default();
                *kept = (*kept).max(one.minutes);
            }
            None if one.is_distance => days.entry(one.day).or_default().1 += one.minutes,
            None => days.entry(one.day).or_default().0 += one.minutes,
        }
    }
    for ((day, _), minutes) in together {
        days.entry(day).or_default().0 += minutes;
    }
    let mut found = Progress::default();
    let (mut presence, mut distance) = (0, 0);
    for (day, (more_presence, more_distance)) in days {
        presence += more_presence;
        distance += more_distance;
        found.minutes = total(presence, distance);
        if found.minutes > 0 && found.first_on.is_none() {
            found.first_on = Some(day);
        }
        for (tier, reached) in parameters.tiers.iter().zip(&mut found.reached) {
            if found.minutes >= *tier && reached.is_none() {
                *reached = Some(day);
            }
        }
    }
    found
}

/// Presence and distance together: distance is at most its share of the total.
fn total(presence: u32, distance: u32, parameters: &Parameters) -> u32 {
    let (part, whole) = parameters.distance_share;
    let most = match whole.checked_sub(part) {
        Some(rest) if rest > 0 => presence.saturating_mul(part) / rest,
        Some(_) | None => distance,
    };
    presence + distance.min(most)
}

/// How many distinct days somebody served in a year, in any school.
pub fn service_days(services: &[(Day, Option<Day>)], year: SchoolYear) -> u32 {
    let (first, last) = (year.first_day(), year.last_day());
    let mut spans: Vec<(Day, Day)> = services
        .iter()
        .map(|(from, to)| ((*from).max(first), to.map_or(last, |to| to.min(last))))
        .filter(|(from, to)| from <= to)
        .collect();
    spans.sort_unstable();
    let mut days = 0;
    let mut until: Option<Day> = None;
    for (from, to) in spans {
        let from = until.map_or(from, |until| from.max(until.tomorrow()));
        if from <= to {
            days += u32::try_from(from.days_until(to)).unwrap_or(0) + 1;
            until = Some(to);
        }
    }
    days
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::clock::fresh_id;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn attended(day_text: &str, part: Option<DayPart>, minutes: u32, is_distance: bool) -> Counted {
        Counted {
            session: fresh_id(),
            day: day(day_text),
            part,
            minutes,
            is_distance,
        }
    }

    #[test]
    fn under_two_thirds_of_a_half_day_gives_nothing_and_exactly_two_thirds_count() {
        let parameters = Parameters::default();
        for (minutes, half_day, expected) in [
            (180, 180, 180),
            (121, 180, 121),
            (120, 180, 120),
            (119, 180, 0),
            (0, 180, 0),
            // Longer than the half-day: what is beyond is not counted.
            (400, 180, 180),
            (100, 150, 100),
            (99, 150, 0),
        ] {
            assert_eq!(
                counted(minutes, half_day, &parameters),
                expected,
                "{minutes} of {half_day}"
            );
        }
    }

    #[test]
    fn a_session_without_half_days_is_held_to_the_same_rule() {
        let parameters = Parameters::default();
        for (minutes, planned, expected) in [
            (360, Some(360), 360),
            (390, Some(360), 360),
            (120, Some(360), 120),
            (119, Some(360), 0),
            (60, Some(60), 60),
            (39, Some(60), 0),
            (200, None, 200),
            (100, None, 100),
        ] {
            assert_eq!(
                counted_of_session(minutes, planned, &parameters),
                expected,
                "{minutes} of {planned:?}"
            );
        }
    }

    #[test]
    fn five_hours_fifty_nine_are_not_six() {
        let parameters = Parameters::default();
        let check = |minutes: &[u32], reached: [bool; 3]| {
            let list: Vec<Counted> = minutes
                .iter()
                .enumerate()
                .map(|(rank, minutes)| {
                    attended(
                        &format!("2024-10-{:02}", rank + 1),
                        Some(DayPart::Morning),
                        *minutes,
                        false,
                    )
                })
                .collect();
            let found = progress(&list, &parameters);
            assert_eq!(found.reached.map(|day| day.is_some()), reached, "{minutes:?}");
            assert_eq!(found.minutes, minutes.iter().sum::<u32>());
        };
        check(&[179], [false, false, false]);
        check(&[180], [true, false, false]);
        check(&[180, 179], [true, false, false]);
        check(&[180, 180], [true, true, false]);
        check(&[180, 180, 180, 180, 180, 179], [true, true, false]);
        check(&[180, 180, 180, 180, 180, 180], [true, true, true]);
    }

    #[test]
    fn the_day_of_a_tier_is_the_day_its_last_minute_was_followed() {
        let list = [
            attended("2024-10-02", Some(DayPart::Afternoon), 180, false),
            attended("2024-10-01", Some(DayPart::Morning), 180, false),
        ];
        let found = progress(&list, &Parameters::default());
        assert_eq!(found.first_on, Some(day("2024-10-01")));
        assert_eq!(found.reached, [Some(day("2024-10-01")), Some(day("2024-10-02")), None]);
    }

    #[test]
    fn distance_counts_for_half_of_the_total_at_most_and_waits_for_presence() {
        let parameters = Parameters::default();
        let far = |day_text, minutes| attended(day_text, None, minutes, true);
        let near = |day_text, minutes| attended(day_text, Some(DayPart::Morning), minutes, false);
        assert_eq!(progress(&[far("2024-10-01", 600)], &parameters).minutes, 0);
        assert_eq!(
            progress(&[far("2024-10-01", 180), near("2024-10-02", 180)], &parameters).minutes,
            360
        );
        assert_eq!(
            progress(&[far("2024-10-01", 181), near("2024-10-02", 180)], &parameters).minutes,
            360
        );
        assert_eq!(
            progress(&[far("2024-10-01", 179), near("2024-10-02", 180)], &parameters).minutes,
            359
        );
        let found = progress(&[far("2024-10-01", 600), near("2024-10-02", 180)], &parameters);
        assert_eq!(found.reached, [Some(day("2024-10-02")), Some(day("2024-10-02")), None]);
    }

    #[test]
    fn a_part_of_what_was_followed_is_counted_without_the_share_of_distance() {
        let parameters = Parameters::default();
        let check = |list: &[Counted], minutes: u32, reached: [Option<&str>; 3]| {
            let found = progress_apart(list, &parameters);
            assert_eq!(
                (found.minutes, found.reached),
                (minutes, reached.map(|text| text.map(day)))
            );
        };
        let far = |day_text, minutes| attended(day_text, None, minutes, true);
        let morning = |day_text, minutes| attended(day_text, Some(DayPart::Morning), minutes, false);
        check(&[far("2024-10-01", 359)], 359, [Some("2024-10-01"), None, None]);
        check(
            &[far("2024-10-01", 180), far("2024-10-08", 180)],
            360,
            [Some("2024-10-01"), Some("2024-10-08"), None],
        );
        check(
            &[morning("2024-10-01", 120), morning("2024-10-01", 179)],
            179,
            [None, None, None],
        );
        check(&[far("2015-08-31", 1_080)], 0, [None, None, None]);
    }

    #[test]
    fn nothing_counts_before_the_period_and_a_half_day_counts_once() {
        let parameters = Parameters::default();
        let morning = Some(DayPart::Morning);
        assert_eq!(
            progress(&[attended("2015-08-31", morning, 180, false)], &parameters).minutes,
            0
        );
        assert_eq!(
            progress(&[attended("2015-09-01", morning, 180, false)], &parameters).minutes,
            180
        );
        let twice = [
            attended("2024-10-01", morning, 120, false),
            attended("2024-10-01", morning, 180, false),
            attended("2024-10-01", Some(DayPart::Afternoon), 150, false),
        ];
        assert_eq!(
            progress(&twice, &parameters).minutes,
            330,
            "the longer of the two mornings"
        );
    }

    #[test]
    fn days_of_service_are_counted_once_whatever_the_number_of_schools() {
        let year = SchoolYear::starting(2016).unwrap();
        let span = |from, to: Option<&str>| (day(from), to.map(day));
        for (services, days) in [
            (vec![span("2016-09-01", Some("2016-11-29"))], 90),
            (vec![span("2016-09-01", Some("2016-11-28"))], 89),
            (vec![span("2010-09-01", None)], 365),
            (
                vec![
                    span("2016-09-01", Some("2016-10-10")),
                    span("2016-10-01", Some("2016-10-20")),
                ],
                50,
            ),
            (vec![span("2017-09-01", None)], 0),
            (vec![], 0),
        ] {
            assert_eq!(service_days(&services, year), days, "{services:?}");
        }
    }
}
