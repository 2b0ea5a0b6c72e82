use std::collections::BTreeMap;

use pole_db::text_column;
use pole_kernel::{Day, Instant, SchoolYear, Uai, ids, vocabulary};

use super::super::model::{Competence, SessionId};

ids! {
    /// The identifier of one questionnaire of one session.
    CampaignId, CampaignTag;
    /// The number under which somebody answers the questionnaires of a session.
    RespondentId, RespondentTag;
    /// The identifier of a personal code.
    InvitationId, InvitationTag;
}

vocabulary! {
    /// When people are asked.
    Stage, "stage of an evaluation" {
        /// Before the session, or as it begins.
        Before = "before",
        /// At its end.
        End = "end",
        /// Three months later.
        Later = "later",
    }
}

text_column!(Stage);

vocabulary! {
    /// What is asked of the session itself, at its end (level 1).
    Reaction, "reaction to a session" {
        /// Whether it is useful in class.
        Useful = "useful",
        /// Whether it was clear and at the right level.
        Clear = "clear",
        /// Whether pace and organisation suited.
        Organised = "organised",
        /// Whether one would recommend it.
        Recommended = "recommended",
    }
}

vocabulary! {
    /// What is declared of the practice three months later (level 3).
    Practice, "practice after a session" {
        /// Using in class what was learned.
        InClass = "in_class",
        /// Having pupils use it themselves.
        ByPupils = "by_pupils",
        /// Showing it to colleagues.
        Shared = "shared",
    }
}

vocabulary! {
    /// Where somebody sees themselves on a competence of DigCompEdu.
    Position, "position on a competence" {
        /// Not yet on the scale.
        None = "none",
        /// Newcomer.
        A1 = "a1",
        /// Explorer.
        A2 = "a2",
        /// Integrator.
        B1 = "b1",
        /// Expert.
        B2 = "b2",
        /// Leader.
        C1 = "c1",
        /// Pioneer.
        C2 = "c2",
    }
}

vocabulary! {
    /// How figures are put together.
    GroupBy, "grouping of an evaluation" {
        /// One row a session.
        Session = "session",
        /// One row a theme.
        Theme = "theme",
        /// One row a school year.
        Year = "year",
    }
}

/// One question of a questionnaire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// Level 1: from 1, not at all, to 4, fully.
    Reaction(Reaction),
    /// Level 2: from 0, not yet, to 6, C2.
    Competence(Competence),
    /// Level 3: from 1, never, to 4, nearly every week.
    Practice(Practice),
}

impl Question {
    /// Its stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Reaction(reaction) => reaction.code(),
            Self::Competence(competence) => competence.code(),
            Self::Practice(practice) => practice.code(),
        }
    }

    /// The values that answer it.
    pub fn values(self) -> std::ops::RangeInclusive<u32> {
        match self {
            Self::Reaction(_) | Self::Practice(_) => 1..=4,
            Self::Competence(_) => 0..=6,
        }
    }
}

/// One questionnaire of one session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Campaign {
    /// Its identifier.
    pub id: CampaignId,
    /// The session.
    pub session: SessionId,
    /// When people are asked.
    pub stage: Stage,
    /// What the session was about when it was opened.
    pub theme: String,
    /// The first day of the session then.
    pub first_day: Day,
    /// When it was opened.
    pub opened_at: Instant,
    /// The last moment of an answer, if nobody closes it before.
    pub closes_at: Instant,
    /// When somebody closed it.
    pub closed_at: Option<Instant>,
    /// How many people were asked.
    pub asked: u64,
    /// How many of them answered.
    pub answered: u64,
    /// Whether the session is invented.
    pub fictitious: bool,
}

impl Campaign {
    /// The moment after which no answer is taken.
    pub fn end(&self) -> Instant {
        self.closed_at
            .map_or(self.closes_at, |closed| closed.min(self.closes_at))
    }

    /// Whether answers are still taken.
    pub fn is_open(&self, now: Instant) -> bool {
        now < self.end()
    }

    /// The school year it counts in.
    pub fn year(&self) -> SchoolYear {
        self.first_day.school_year()
    }
}

/// The question that stands for where people were before, on all competences together.
pub const BEFORE: &str = "before";
/// The question that stands for where they are at the end.
pub const AFTER: &str = "after";

/// What answers make together: never one alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// How many people answered; at level 2, before and after.
    pub respondents: u64,
    /// For each question, the sum of the values and how many they are.
    pub by_question: BTreeMap<String, (u64, u64)>,
}

impl Sums {
    /// Adds the answers of others.
    pub fn add(&mut self, other: &Self) {
        self.respondents += other.respondents;
        for (question, (sum, many)) in &other.by_question {
            let kept = self.by_question.entry(question.clone()).or_default();
            kept.0 += sum;
            kept.1 += many;
        }
    }

    /// The mean of a question in tenths, half up.
    pub fn mean_tenths(&self, question: &str) -> Option<i64> {
        let (sum, many) = self.by_question.get(question).copied()?;
        let tenths = (sum * 20 + many).checked_div(many * 2)?;
        i64::try_from(tenths).ok()
    }
}

/// One closed questionnaire and what was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The session.
    pub session: SessionId,
    /// The theme it counts in.
    pub theme: String,
    /// The year it counts in.
    pub year: SchoolYear,
    /// The first day of the session.
    pub first_day: Day,
    /// When no answer was taken any more.
    pub ended_at: Instant,
    /// How many were asked.
    pub asked: u64,
    /// What they answered.
    pub sums: Sums,
    /// Whether it is invented.
    pub fictitious: bool,
}

/// What is shown of a group of questionnaires.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// How many people were asked in what is counted.
    pub asked: u64,
    /// What is counted; `None` when too few answered for anything to be told.
    pub sums: Option<Sums>,
    /// Questionnaires that are left out until others of the same theme and year make five answers with them.
    pub waiting: u64,
    /// Whether some of it is invented.
    pub fictitious: bool,
}

/// A line of a table of one level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The theme, or the school year as it is written.
    pub label: String,
    /// The session and its first day, when the line is one.
    pub session: Option<(SessionId, Day)>,
    /// Whether answers are still taken: nothing is told before.
    pub is_open: bool,
    /// What is shown.
    pub shown: Shown,
}

/// The levels that people answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Levels {
    /// Level 1: reactions.
    pub reaction: Vec<Line>,
    /// Level 2: positions before and after.
    pub learning: Vec<Line>,
    /// Level 2, by competence: sessions where five or more placed themselves twice.
    pub competences: Vec<(Competence, Sums)>,
    /// Level 3: declared practice.
    pub practice: Vec<Line>,
}

/// A school where trained teachers serve: level 4 is read in its own figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrainedSchool {
    /// The school.
    pub uai: Uai,
    /// Its name.
    pub name: String,
    /// How many of its teachers followed a digital session.
    pub persons: u64,
    /// The first day one of them did.
    pub first_day: Day,
    /// Whether some of it is invented.
    pub fictitious: bool,
}

/// A questionnaire that can be opened and is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The session.
    pub session: SessionId,
    /// What it is about.
    pub theme: String,
    /// Its last day.
    pub last_day: Day,
    /// Which questionnaire.
    pub stage: Stage,
    /// The last day to open it.
    pub until: Day,
}

/// What is printed and handed to one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// Family name, given name.
    pub name: String,
    /// Their school, when it is known.
    pub school: Option<String>,
    /// Their code, as it is typed.
    pub code: String,
}

/// Where one questionnaire of a session stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It cannot be opened before this day.
    NotYet(Day),
    /// It can be opened until this day.
    Openable(Day),
    /// Answers are taken until this moment.
    Open(Campaign),
    /// No answer is taken any more.
    Closed(Campaign),
    /// It was never opened, and it is too late.
    Missed,
    /// The session names no competence to place oneself on.
    NoCompetence,
}

/// A questionnaire, as the person with the code sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// What the session is about.
    pub theme: String,
    /// Its days.
    pub days: (Day, Day),
    /// Which questionnaire.
    pub stage: Stage,
    /// What is asked, in order.
    pub questions: Vec<Question>,
}
