//! The calendar of the plan: the milestones of the sheet, the waves recorded here, the monthly releases of the figures.
//!
//! It holds nothing personal: anybody may read it and subscribe to it.

mod ical;
#[cfg(test)]
mod tests;
mod web;

use pole_kernel::{Day, Month, SchoolYear, vocabulary};

use crate::features::calls::Deadline;
use crate::features::endowment::Wave;

pub(super) use web::routes;

vocabulary! {
    /// What a happening is.
    Nature, "nature of a happening" {
        /// A milestone of the sheet.
        Milestone = "milestone",
        /// A wave recorded in the plan.
        Wave = "wave",
        /// The last day of a wave of a call for projects.
        Deadline = "deadline",
        /// The release of the figures of a month.
        Release = "release",
    }
}

vocabulary! {
    /// The calendar of the sheet (`domain.md` §12 \[F\]), the earliest first.
    Milestone, "milestone of the sheet" {
        /// First wave answered, first schools equipped.
        FirstWave = "first_wave",
        /// Second wave.
        SecondWave = "second_wave",
        /// Detailed diagnosis.
        Diagnosis = "diagnosis",
        /// Digital workspace tried in volunteer schools.
        EntExperiment = "ent_experiment",
        /// Eighteen hours of training offered to every teacher of the second degree.
        Training = "training",
        /// Third wave.
        ThirdWave = "third_wave",
        /// Digital workspace in every école and EPLE.
        EntGeneralisation = "ent_generalisation",
    }
}

impl Milestone {
    /// Its first and last days: the sheet names calendar years for the waves and the diagnosis, school years for the rest.
    fn days(self) -> Option<(Day, Day)> {
        let calendar = |year| Some((Day::new(year, 1, 1).ok()?, Day::new(year, 12, 31).ok()?));
        let school = |year| {
            let year = SchoolYear::starting(year).ok()?;
            Some((year.first_day(), year.last_day()))
        };
        match self {
            Self::FirstWave => calendar(2015),
            Self::SecondWave | Self::Diagnosis => calendar(2016),
            Self::ThirdWave => calendar(2017),
            Self::EntExperiment | Self::Training => school(2016),
            Self::EntGeneralisation => school(2017),
        }
    }
}

/// What the calendar says of a stretch of days, in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Happening {
    /// What a calendar that subscribed recognises it by: the same for ever.
    uid: String,
    nature: Nature,
    first_day: Day,
    /// That day included.
    last_day: Day,
    title: String,
    /// More about it; empty when there is none.
    text: String,
}

impl Happening {
    /// Where it stands on a day.
    fn when(&self, today: Day) -> When {
        if today < self.first_day {
            When::Later
        } else if today <= self.last_day {
            When::Now
        } else {
            When::Past
        }
    }
}

/// The vocabularies that the calendar puts into words.
#[cfg(test)]
pub(super) fn vocabularies() -> Vec<(&'static str, Vec<&'static str>)> {
    let milestones: Vec<&str> = Milestone::ALL.iter().map(|milestone| milestone.code()).collect();
    vec![
        ("agenda-milestone", milestones.clone()),
        ("agenda-milestone-text", milestones),
        (
            "agenda-nature",
            Nature::ALL.iter().map(|nature| nature.code()).collect(),
        ),
    ]
}

/// Where a happening stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum When {
    Past,
    Now,
    Later,
}

/// The words of the calendar.
trait Words {
    /// The title and the text of a milestone.
    fn milestone(&self, milestone: Milestone) -> (String, String);
    /// The title and the text of a wave.
    fn wave(&self, wave: &Wave) -> (String, String);
    /// The title and the text of the deadline of a call.
    fn deadline(&self, deadline: &Deadline) -> (String, String);
    /// The title and the text of the release of a month.
    fn release(&self, month: Month) -> (String, String);
}

/// Everything the calendar holds on a day, the earliest first.
fn happenings(words: &dyn Words, waves: &[Wave], deadlines: &[Deadline], today: Day) -> Vec<Happening> {
    let mut all = Vec::new();
    for &milestone in Milestone::ALL {
        let Some((first_day, last_day)) = milestone.days() else {
            continue;
        };
        let (title, text) = words.milestone(milestone);
        all.push(Happening {
            uid: uid(&milestone.code().replace('_', "-")),
            nature: Nature::Milestone,
            first_day,
            last_day,
            title,
            text,
        });
    }
    for wave in waves {
        let (title, text) = words.wave(wave);
        all.push(Happening {
            uid: uid(&format!("wave-{}", wave.id)),
            nature: Nature::Wave,
            first_day: wave.first_year.first_day(),
            last_day: wave.first_year.last_day(),
            title,
            text,
        });
    }
    for deadline in deadlines {
        let (title, text) = words.deadline(deadline);
        all.push(Happening {
            uid: uid(&format!("call-wave-{}", deadline.wave.id)),
            nature: Nature::Deadline,
            first_day: deadline.wave.deadline_on,
            last_day: deadline.wave.deadline_on,
            title,
            text,
        });
    }
    for month in released(today) {
        let (title, text) = words.release(month);
        let day = release_day(month);
        all.push(Happening {
            uid: uid(&format!("release-{month}")),
            nature: Nature::Release,
            first_day: day,
            last_day: day,
            title,
            text,
        });
    }
    all.sort_by(|one, other| {
        (one.first_day, one.last_day, &one.uid).cmp(&(other.first_day, other.last_day, &other.uid))
    });
    all
}

fn uid(name: &str) -> String {
    format!("{name}@calendar.pole")
}

/// The day on which the figures of a month are frozen and released: the first of the next month \[C\].
fn release_day(month: Month) -> Day {
    month.plus(1).first_day()
}

/// The months whose releases the calendar shows: those of the school year of a day, then twelve months ahead \[C\].
fn released(today: Day) -> Vec<Month> {
    let last = today.month_of().plus(12);
    let first = today.school_year().first_day().month_of();
    std::iter::successors(Some(first), |month| Some(month.plus(1)).filter(|next| *next <= last)).collect()
}
