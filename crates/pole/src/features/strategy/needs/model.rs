//! Components, weights and scores.

use std::collections::BTreeMap;

use pole_db::text_column;
use pole_kernel::{Day, Instant, Uai, ids, vocabulary};
use serde::{Deserialize, Serialize};

use crate::features::directory::SchoolLine;

ids! {
    /// The identifier of a declared value.
    ValueId, ValueTag;
}

vocabulary! {
    /// What a need or a readiness is made of (`domain.md` §7.1).
    Component, "component of a score" {
        /// The social situation of the pupils.
        Social = "social",
        /// The missing recent devices.
        Equipment = "equipment",
        /// The rooms without high-speed internet.
        Connectivity = "connectivity",
        /// The families at digital risk.
        Families = "families",
        /// The skills that teachers lack.
        Skills = "skills",
        /// The isolation and exposure of the site.
        Isolation = "isolation",
        /// The volunteers of the team.
        Team = "team",
        /// The score of the dossier at its reviews.
        Review = "review",
        /// Whether a référent is named.
        Referent = "referent",
        /// Whether the line of the site is enough.
        Prerequisites = "prerequisites",
        /// The teachers whose training has begun.
        Training = "training",
    }
}

text_column!(Component);

impl Component {
    /// The components of the need N, in the order of the rule.
    pub const NEED: [Self; 6] = [
        Self::Social,
        Self::Equipment,
        Self::Connectivity,
        Self::Families,
        Self::Skills,
        Self::Isolation,
    ];
    /// The components of the readiness R, in the order of the rule.
    pub const READINESS: [Self; 5] = [
        Self::Team,
        Self::Review,
        Self::Referent,
        Self::Prerequisites,
        Self::Training,
    ];

    /// Whether it is a part of the need; otherwise it is one of the readiness.
    pub fn is_need(self) -> bool {
        Self::NEED.contains(&self)
    }
}

/// One version of the weights. Those of the need sum to 100, those of the readiness too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weights {
    /// The weights of the need, by the code of the component.
    pub need: BTreeMap<String, i64>,
    /// The weights of the readiness.
    pub readiness: BTreeMap<String, i64>,
    /// The part of the need in the priority, of 100; the readiness has the rest.
    pub need_share: i64,
}

impl Default for Weights {
    /// Those of `domain.md` §7.1.
    fn default() -> Self {
        let of = |pairs: &[(Component, i64)]| {
            pairs
                .iter()
                .map(|(component, weight)| (component.code().to_owned(), *weight))
                .collect()
        };
        Self {
            need: of(&[
                (Component::Social, 30),
                (Component::Equipment, 25),
                (Component::Connectivity, 15),
                (Component::Families, 15),
                (Component::Skills, 10),
                (Component::Isolation, 5),
            ]),
            readiness: of(&[
                (Component::Team, 30),
                (Component::Review, 30),
                (Component::Referent, 15),
                (Component::Prerequisites, 15),
                (Component::Training, 10),
            ]),
            need_share: 70,
        }
    }
}

/// The weights in force, or those of a past moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeightsVersion {
    /// From 1.
    pub version: i64,
    /// The weights.
    pub weights: Weights,
    /// Why they are so.
    pub note: String,
    /// When they were set.
    pub recorded_at: Instant,
    /// By whom; `None` for those that ship.
    pub recorded_by: Option<String>,
}

vocabulary! {
    /// What a component of a school rests on.
    Basis, "basis of a component" {
        /// A register of the product.
        Register = "register",
        /// What a pilot declared.
        Declared = "declared",
        /// Nothing: the median of the schools of the same type stands in (ESTIME).
        Estimated = "estimated",
    }
}

vocabulary! {
    /// What stands in for a component of which nothing is known.
    StandIn, "stand-in of a component" {
        /// The median of the schools of the same type.
        SameType = "same_type",
        /// The median of all schools: of the same type, nobody has it.
        All = "all",
        /// The middle: nobody has it.
        Middle = "middle",
    }
}

vocabulary! {
    /// In what a component is observed, hence between which anchors it is brought to points.
    Measure, "measure of a component" {
        /// The social position index.
        Ips = "ips",
        /// The share of pupils with a scholarship, in percent.
        Scholarships = "scholarships",
        /// Recent devices for 100 pupils of an école.
        DevicesPrimary = "devices_primary",
        /// Recent devices for 100 pupils of a collège or lycée.
        DevicesSecondary = "devices_secondary",
        /// The share of rooms at high speed, in percent.
        HighSpeed = "high_speed",
        /// The share of families at digital risk, in percent.
        FamiliesAtRisk = "families_at_risk",
        /// The mean level of the teachers: 1 is A1, 4 is B2 and above.
        TeacherLevel = "teacher_level",
        /// The scale of isolation and exposure, from 0 to 4.
        Exposure = "exposure",
        /// The share of volunteers in the team, in percent.
        Volunteers = "volunteers",
        /// The score of the reviews, of 100.
        ReviewScore = "review_score",
        /// Yes is 1, no is 0.
        YesNo = "yes_no",
        /// The share of teachers in service who followed at least three hours, in percent.
        Trained = "trained",
    }
}

/// One component of one school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scored {
    /// Which.
    pub component: Component,
    /// In what it is observed; `None` when nothing was.
    pub measure: Option<Measure>,
    /// What was observed, in the thousandths of its own unit; `None` when nothing was.
    pub milli: Option<i64>,
    /// What stands in, when nothing was observed.
    pub stand_in: Option<StandIn>,
    /// From 0 to 100, whole, so that anybody can add it up by hand \[our choice\].
    pub points: i64,
    /// What it rests on.
    pub basis: Basis,
    /// The day of the observation, when it has one.
    pub on: Option<Day>,
    /// The page that shows its source.
    pub href: String,
    /// What the pilot who declared it says.
    pub note: String,
    /// Whether the source is invented for the demonstration.
    pub fictitious: bool,
}

/// What is known of one component of one school, before it is scored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observed {
    /// In what.
    pub measure: Measure,
    /// In the thousandths of its unit.
    pub milli: i64,
    /// A register, or what a pilot declared.
    pub basis: Basis,
    /// The day of the observation, when it has one.
    pub on: Option<Day>,
    /// The page that shows its source.
    pub href: String,
    /// What the pilot who declared it says.
    pub note: String,
    /// Whether the source is invented for the demonstration.
    pub fictitious: bool,
}

/// What is known of a school.
#[derive(Clone, Debug)]
pub struct KnownSchool {
    /// The school.
    pub school: SchoolLine,
    /// The components of which something is known.
    pub observed: BTreeMap<Component, Observed>,
}

/// A value that a pilot declares, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredValue {
    /// Its identifier.
    pub id: ValueId,
    /// The school.
    pub uai: Uai,
    /// The component.
    pub component: Component,
    /// In the thousandths of the unit.
    pub milli: i64,
    /// Where the pilot has it from.
    pub note: String,
    /// The day it speaks of.
    pub observed_on: Day,
    /// Whether it is invented for the demonstration.
    pub fictitious: bool,
    /// When it was declared.
    pub recorded_at: Instant,
    /// By whom.
    pub recorded_by: Option<String>,
    /// When it was taken back.
    pub withdrawn_at: Option<Instant>,
}

/// What a school needs and how ready it is. N and R are in hundredths of a point, exact; π is times
/// ten, rounded half up. A missing component moves between 0 and 100: that is the interval.
#[derive(Clone, Debug)]
pub struct SchoolScores {
    /// The school.
    pub school: SchoolLine,
    /// Every component, in the order of [`Component::ALL`].
    pub components: Vec<Scored>,
    /// N.
    pub need: i64,
    /// Its interval.
    pub need_between: (i64, i64),
    /// R.
    pub readiness: i64,
    /// Its interval.
    pub readiness_between: (i64, i64),
    /// π, times ten.
    pub priority_x10: i64,
    /// Its interval.
    pub priority_between: (i64, i64),
}

impl SchoolScores {
    /// Whether a component stands in for what is missing.
    pub fn is_estimated(&self) -> bool {
        self.components.iter().any(|scored| scored.basis == Basis::Estimated)
    }

    /// One component.
    pub fn of(&self, component: Component) -> Option<&Scored> {
        self.components.iter().find(|scored| scored.component == component)
    }
}

/// The scores of the eligible schools one may see, in the order of UAI, and the weights they were
/// made with. Medians are those of the whole basin, whoever asks.
#[derive(Clone, Debug)]
pub struct Scores {
    /// The weights.
    pub weights: WeightsVersion,
    /// The schools.
    pub schools: Vec<SchoolScores>,
}
