//! Definitions: what each indicator counts, as versions that are never edited. Changing a
//! threshold makes a version; a chart breaks where the version changes (`domain.md` §5.1, rule 8).

use pole_kernel::{Day, Instant, SchoolYear};
use serde::{Deserialize, Serialize};

use super::model::Indicator;

/// The thresholds of the definitions. The defaults are those of `domain.md` §5.3 and §5.4.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thresholds {
    /// I2: download in the room from which it is on high-speed internet, in kbit/s \[S: 8 Mbit/s\].
    pub down_kbps: u32,
    /// I2: upload, in kbit/s \[C\].
    pub up_kbps: u32,
    /// I3: hours followed from which a teacher is trained: 3, 6 or 18 \[C\].
    pub hours: u32,
    /// I3: the first and the last school year of the commitment of 18 h, by their first calendar
    /// year. Versions that were made before it could be chosen hold that of the sheet \[F\].
    #[serde(default = "commitment_of_the_sheet")]
    pub commitment: (i16, i16),
}

/// 2016-2017.
const fn commitment_of_the_sheet() -> (i16, i16) {
    (2016, 2016)
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            down_kbps: 8_000,
            up_kbps: 2_000,
            hours: 6,
            commitment: commitment_of_the_sheet(),
        }
    }
}

/// The hours of the three tiers of training, in their order.
pub const TIERS: [u32; 3] = [3, 6, 18];

/// The most years a commitment may last.
const MOST_YEARS: i16 = 10;

impl Thresholds {
    /// The school years of the commitment; `None` when they make no sense.
    pub fn commitment_years(&self) -> Option<(SchoolYear, SchoolYear)> {
        let (first, last) = self.commitment;
        let (first, last) = (SchoolYear::starting(first).ok()?, SchoolYear::starting(last).ok()?);
        (first >= SchoolYear::FIRST_OF_PLAN && (0..MOST_YEARS).contains(&last.years_since(first)))
            .then_some((first, last))
    }

    /// What is wrong with them, as a message key.
    pub fn problem(&self) -> Option<&'static str> {
        if !TIERS.contains(&self.hours) {
            Some("indicators-refused-hours")
        } else if self.down_kbps == 0 || self.down_kbps > 10_000_000 || self.up_kbps > 10_000_000 {
            Some("indicators-refused-rates")
        } else if self.commitment_years().is_none() {
            Some("indicators-refused-commitment")
        } else {
            None
        }
    }
}

/// One version of a definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// What it defines.
    pub indicator: Indicator,
    /// From 1.
    pub version: i64,
    /// The first day it speaks of.
    pub valid_from: Day,
    /// Its thresholds.
    pub thresholds: Thresholds,
    /// What changed and why.
    pub note: String,
    /// When it was made; `None` for what the program brings.
    pub created_at: Option<Instant>,
    /// By whom.
    pub created_by: Option<String>,
}

/// The first version of every definition, which the program brings.
pub fn first_version(indicator: Indicator) -> Definition {
    Definition {
        indicator,
        version: 1,
        valid_from: origin(),
        thresholds: Thresholds::default(),
        note: String::new(),
        created_at: None,
        created_by: None,
    }
}

/// The beginning of the plan: 1 September 2015 (`domain.md` §5.4, default period).
pub fn origin() -> Day {
    SchoolYear::FIRST_OF_PLAN.first_day()
}

/// The definitions in force on a day, as known at a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definitions {
    /// One an indicator, in their order.
    pub in_force: Vec<Definition>,
    /// The first day of the period of training.
    pub training_since: Day,
}

impl Definitions {
    /// Picks, of all versions, those in force on a day, as known at a moment: the latest first
    /// day, then the highest version.
    pub fn on(versions: &[Definition], on: Day, known_at: Instant) -> Self {
        let in_force = Indicator::ALL
            .iter()
            .map(|indicator| {
                versions
                    .iter()
                    .filter(|version| version.indicator == *indicator && version.valid_from <= on)
                    .filter(|version| version.created_at.is_none_or(|at| at <= known_at))
                    .max_by_key(|version| (version.valid_from, version.version))
                    .cloned()
                    .unwrap_or_else(|| first_version(*indicator))
            })
            .collect();
        Self {
            in_force,
            training_since: origin(),
        }
    }

    /// The definition of an indicator.
    pub fn of(&self, indicator: Indicator) -> Definition {
        self.in_force
            .iter()
            .find(|definition| definition.indicator == indicator)
            .cloned()
            .unwrap_or_else(|| first_version(indicator))
    }

    /// The tier of training that makes a teacher trained: its place among the three.
    pub fn trained_tier(&self) -> usize {
        let hours = self.of(Indicator::Trained).thresholds.hours;
        TIERS.iter().position(|tier| *tier == hours).unwrap_or(1)
    }

    /// The thresholds of high-speed internet.
    pub fn rates(&self) -> Thresholds {
        self.of(Indicator::Connected).thresholds
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(number: i64, from: &str, created: &str, hours: u32) -> Definition {
        Definition {
            version: number,
            valid_from: Day::parse(from).unwrap(),
            thresholds: Thresholds {
                hours,
                ..Thresholds::default()
            },
            created_at: Instant::parse(created).ok(),
            ..first_version(Indicator::Trained)
        }
    }

    #[test]
    fn the_version_in_force_depends_on_the_day_and_on_what_was_known() {
        let versions = [
            first_version(Indicator::Trained),
            version(2, "2024-09-01", "2024-10-01T12:00:00Z", 18),
        ];
        let hours = |on: &str, known: &str| {
            let definitions = Definitions::on(&versions, Day::parse(on).unwrap(), Instant::parse(known).unwrap());
            definitions.of(Indicator::Trained).thresholds.hours
        };
        assert_eq!(hours("2024-08-31", "2026-01-01T00:00:00Z"), 6);
        assert_eq!(hours("2024-09-01", "2026-01-01T00:00:00Z"), 18);
        assert_eq!(hours("2024-09-01", "2024-09-15T00:00:00Z"), 6, "not made yet");
    }

    #[test]
    fn thresholds_are_those_that_can_be_computed() {
        assert_eq!(Thresholds::default().problem(), None);
        let odd = Thresholds {
            hours: 7,
            ..Thresholds::default()
        };
        assert_eq!(odd.problem(), Some("indicators-refused-hours"));
        let none = Thresholds {
            down_kbps: 0,
            ..Thresholds::default()
        };
        assert_eq!(none.problem(), Some("indicators-refused-rates"));
        for commitment in [(2017, 2016), (2014, 2016), (2016, 2026), (0, 0)] {
            let odd = Thresholds {
                commitment,
                ..Thresholds::default()
            };
            assert_eq!(odd.problem(), Some("indicators-refused-commitment"), "{commitment:?}");
        }
    }

    #[test]
    fn a_version_made_before_the_commitment_could_be_chosen_holds_that_of_the_sheet() {
        let old = r#"{"down_kbps":10000,"up_kbps":2000,"hours":6}"#;
        let read: Thresholds = serde_json::from_str(old).unwrap();
        assert_eq!(read.commitment, (2016, 2016));
    }
}
