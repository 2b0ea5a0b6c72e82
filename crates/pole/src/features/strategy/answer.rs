//! What `pole optimise` writes: the best plan, how far it is proven, what it costs, why the others
//! stay out. The same question gives the same bytes, as long as the searches end in time.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::ControlFlow;
use std::time::Instant;

use pole_optimise::{Progress, SolveError};
use serde::{Deserialize, Serialize};

use super::plan::contradictions::Contradiction;
use super::plan::draws::{self, Frequency};
use super::plan::entries::{Broken, Entries};
use super::plan::explain::{self, Increase, Why};
use super::plan::increase::Increases;
use super::plan::model::{Mode, Problem};
use super::plan::ranking;
use super::plan::solve::{Found, Outcome, Patience, SMALL, solve};
use super::question::Question;

/// More schools left out than this are told why, and not what would let them in.
const MOST_INCREASES: usize = 60;

/// What to do besides the plan.
pub struct Asked<'a> {
    /// Time for the plan, in seconds; as much again for each of the explanations and the other mode.
    pub seconds: f64,
    /// Whether to search what would let the others in.
    pub increases: bool,
    /// Draws of weights; 0 for none.
    pub draws: u32,
    /// The seed of the draws.
    pub seed: u64,
    /// Told how far the search is; may break it off.
    pub watch: &'a mut dyn FnMut(Step, &Progress) -> ControlFlow<()>,
    /// Whether to stop, for the draws, which have no other watch; told how many are done.
    pub go_on: &'a (dyn Fn(u32) -> bool + Sync),
}

/// What is being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The plan.
    Plan,
    /// The plan of the other mode.
    OtherMode,
    /// What would let the schools that stay out in: how many are done, among how many.
    Increase(usize, usize),
}

/// A word for programs.
pub type Word = Cow<'static, str>;

/// The answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// `optimal`, `gap`, `infeasible`, or `nothing_yet` when the time was over before any plan.
    pub status: Word,
    /// What came first.
    pub mode: Word,
    /// Σ pupils × priority_x10 × years of benefit.
    pub benefit: Option<i64>,
    /// No plan has a greater benefit, given what comes first.
    pub bound: Option<i64>,
    /// How much greater the benefit could be at most, as a part of the bound.
    pub gap: Option<f64>,
    /// Who enters when, in the order of UAI.
    pub entries: Vec<Entry>,
    /// The network works done.
    pub packages: Vec<String>,
    /// What each funder pays each year, in cents.
    pub cost_by_year: BTreeMap<String, Vec<i64>>,
    /// What the local funders pay over the whole plan, in cents.
    pub local_cost: Option<i64>,
    /// The needs left unserved, the greatest first.
    pub unserved: Vec<f64>,
    /// How far each goal is met.
    pub stages: Vec<StageTold>,
    /// Why the others stay out; or why there is no plan.
    pub explanations: Vec<Told>,
    /// What the plain ranking by priority would give.
    pub plain_ranking: Option<Beside>,
    /// What the other mode would give; for small questions.
    pub other_mode: Option<Beside>,
    /// How often each school is chosen when the weights vary.
    pub draws: Vec<Drawn>,
    /// What the reader should know.
    pub notes: Vec<String>,
}

/// A school that enters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its code.
    pub uai: String,
    /// Its wave.
    pub wave: usize,
}

/// How far a goal is met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageTold {
    /// What is sought.
    pub goal: Word,
    /// What the plan is worth.
    pub value: i64,
    /// No plan that keeps the goals before is worth more.
    pub bound: i64,
}

/// A reason.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Told {
    /// The school, when it is about one.
    pub uai: Option<String>,
    /// Where in the file, when something there is contradictory.
    pub path: Option<String>,
    /// A word for programs.
    pub reason: Word,
    /// The collège, when it is the reason.
    pub college: Option<String>,
    /// The wave it is about.
    pub wave: Option<usize>,
    /// The year of the limit.
    pub year: Option<usize>,
    /// The funder of the limit.
    pub funder: Option<String>,
    /// The heading of the limit.
    pub heading: Option<String>,
    /// By how much the limit would be exceeded: cents, devices or schools.
    pub missing: Option<i64>,
    /// What would let the school in.
    pub increase: Option<IncreaseTold>,
    /// In words.
    pub message: String,
}

/// Increases of budgets, checked by solving again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncreaseTold {
    /// What to add to each budget, by year, in cents.
    pub budgets: BTreeMap<String, Vec<i64>>,
    /// The same for headings.
    pub headings: BTreeMap<String, Vec<i64>>,
    /// Devices to add to the capacity, by year.
    pub devices: Vec<i64>,
    /// The sum of what is added to budgets.
    pub cents: i64,
    /// The wave in which the school enters then.
    pub wave: usize,
    /// Whether no smaller sum lets it in.
    pub smallest: bool,
}

/// Another plan, to compare.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beside {
    /// Of which mode; the plain ranking has none.
    pub mode: Option<Word>,
    /// Σ pupils × priority_x10 × years of benefit.
    pub benefit: i64,
    /// What the local funders pay over the whole plan, in cents.
    pub local_cost: i64,
    /// Who enters when.
    pub entries: Vec<Entry>,
    /// Whether it is the best of its mode.
    pub optimal: Option<bool>,
}

/// How often a school is chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drawn {
    /// The school.
    pub uai: String,
    /// In how many plans.
    pub chosen: u32,
    /// Among how many.
    pub draws: u32,
    /// `robuste`, `à discuter` or `fragile`.
    pub verdict: Word,
}

/// Answers a question.
///
/// # Errors
/// When the solver fails.
pub fn answer(question: &Question, asked: &mut Asked<'_>) -> Result<Answer, SolveError> {
    let problem = &question.problem;
    let mut told = Answer {
        status: Word::Borrowed("infeasible"),
        mode: problem.mode.code().into(),
        benefit: None,
        bound: None,
        gap: None,
        entries: Vec::new(),
        packages: Vec::new(),
        cost_by_year: BTreeMap::new(),
        local_cost: None,
        unserved: Vec::new(),
        stages: Vec::new(),
        explanations: Vec::new(),
        plain_ranking: None,
        other_mode: None,
        draws: Vec::new(),
        notes: question.notes.clone(),
    };
    let watch = &mut *asked.watch;
    let outcome = solve(
        problem,
        &mut Patience {
            seconds: asked.seconds,
            watch: &mut |progress| watch(Step::Plan, progress),
        },
    )?;
    let found = match outcome {
        Outcome::Infeasible(contradictions) => {
            told.explanations = contradictions
                .iter()
                .map(|contradiction| contradicted(problem, contradiction))
                .collect();
            return Ok(told);
        }
        Outcome::NothingYet => {
            told.status = "nothing_yet".into();
            told.notes
                .push("the time was over before any plan was found: there may be one".to_owned());
            return Ok(told);
        }
        Outcome::Found(found) => found,
    };
    plan(&mut told, problem, &found);
    told.explanations = explanations(problem, &found, asked)?;
    let ranked = ranking::by_priority(problem);
    let guarantees_broken = !ranked.broken(problem).is_empty();
    told.plain_ranking = Some(beside(problem, &ranked, None, None));
    if guarantees_broken {
        told.notes
            .push("the plain ranking does not keep every guarantee".to_owned());
    }
    if problem.schools.len() * problem.waves <= SMALL && !found.cancelled {
        let other = Problem {
            mode: problem.mode.other(),
            ..problem.clone()
        };
        let watch = &mut *asked.watch;
        let outcome = solve(
            &other,
            &mut Patience {
                seconds: asked.seconds,
                watch: &mut |progress| watch(Step::OtherMode, progress),
            },
        )?;
        if let Outcome::Found(found) = outcome {
            let optimal = Some(found.is_optimal());
            told.other_mode = Some(beside(&other, &found.entries, Some(other.mode), optimal));
        }
    }
    if let Some(weighing) = question.weighing.as_ref().filter(|_| asked.draws > 0) {
        let frequencies = draws::run(
            problem,
            asked.seed,
            asked.draws,
            &|chance| weighing.drawn(chance),
            asked.go_on,
        )?;
        let counted = frequencies.first().map_or(asked.draws, |frequency| frequency.draws);
        // Never drawn is not robust.
        if counted > 0 {
            told.draws = drawn(problem, &frequencies);
        }
        if counted < asked.draws {
            told.notes.push(format!(
                "{counted} of {} draws are counted: the search of the others was broken off, or their plan is not proven to be the best",
                asked.draws
            ));
        }
    }
    Ok(told)
}

fn plan(told: &mut Answer, problem: &Problem, found: &Found) {
    let entries = &found.entries;
    let benefit = entries.benefit(problem);
    told.status = if found.is_optimal() { "optimal" } else { "gap" }.into();
    told.benefit = Some(benefit);
    told.bound = found.benefit_bound();
    told.gap = told.bound.map(|bound| gap(benefit, bound));
    told.entries = entered(problem, entries);
    told.packages = problem
        .packages
        .iter()
        .zip(&entries.packages)
        .filter(|(_, done)| **done)
        .map(|(package, _)| package.id.clone())
        .collect();
    told.cost_by_year = problem
        .funders
        .iter()
        .enumerate()
        .map(|(funder, asked)| {
            let years = (1..=problem.years).map(|year| entries.cost(problem, funder, year));
            (asked.name.clone(), years.collect())
        })
        .collect();
    told.local_cost = Some(entries.local_cost(problem));
    told.unserved = entries.unserved(problem).iter().map(|need| points(need.0)).collect();
    told.stages = found
        .stages
        .iter()
        .map(|stage| StageTold {
            goal: stage.goal.code().into(),
            value: stage.value,
            bound: stage.bound,
        })
        .collect();
    if found.cancelled {
        told.notes
            .push("the search was broken off: this is the best plan so far".to_owned());
    }
    if found.out_of_time {
        told.notes.push(
            "the time limit ended the search: with more time, or on another machine, the plan may be another"
                .to_owned(),
        );
    }
    if !found.not_sought.is_empty() {
        let mut goals: Vec<&str> = found.not_sought.iter().map(|goal| goal.code()).collect();
        goals.dedup();
        told.notes.push(format!(
            "these goals come after one that is not proven, and were not sought: {}",
            goals.join(", ")
        ));
    }
}

#[expect(clippy::cast_precision_loss, reason = "a ratio, for display")]
fn gap(benefit: i64, bound: i64) -> f64 {
    if bound <= benefit {
        return 0.0;
    }
    let part = (bound - benefit) as f64 / bound as f64;
    // Never told smaller than it is.
    (part * 1e6).ceil() / 1e6
}

#[expect(clippy::cast_precision_loss, reason = "needs are below 2^53")]
fn points(thousandths: i64) -> f64 {
    thousandths as f64 / 1_000.0
}

fn entered(problem: &Problem, entries: &Entries) -> Vec<Entry> {
    entries
        .chosen()
        .map(|(school, wave)| Entry {
            uai: problem.schools[school].uai.clone(),
            wave,
        })
        .collect()
}

fn beside(problem: &Problem, entries: &Entries, mode: Option<Mode>, optimal: Option<bool>) -> Beside {
    Beside {
        mode: mode.map(|mode| mode.code().into()),
        benefit: entries.benefit(problem),
        local_cost: entries.local_cost(problem),
        entries: entered(problem, entries),
        optimal,
    }
}

fn drawn(problem: &Problem, frequencies: &[Frequency]) -> Vec<Drawn> {
    problem
        .schools
        .iter()
        .zip(frequencies)
        .map(|(school, frequency)| Drawn {
            uai: school.uai.clone(),
            chosen: frequency.chosen,
            draws: frequency.draws,
            verdict: frequency.verdict().code().into(),
        })
        .collect()
}

fn explanations(problem: &Problem, found: &Found, asked: &mut Asked<'_>) -> Result<Vec<Told>, SolveError> {
    let begin = Instant::now();
    let explained = explain::explain(problem, &found.entries);
    let searched = asked.increases
        && !found.cancelled
        && found.is_optimal()
        && explained.len() <= MOST_INCREASES
        && problem.schools.len() * problem.waves <= SMALL;
    let wanted: Vec<usize> = explained
        .iter()
        .filter(|explanation| match explanation.why {
            Why::Excluded | Why::Closed | Why::NotReady { .. } => false,
            Why::CollegeOut { .. } | Why::CollegeTooLate { .. } | Why::Limit { .. } | Why::NothingGained { .. } => true,
        })
        .map(|explanation| explanation.school)
        .collect();
    let increases = if searched {
        Increases::new(problem, &found.entries)
    } else {
        None
    };
    let mut of: BTreeMap<usize, Increase> = BTreeMap::new();
    if let Some(increases) = increases {
        let watch = &mut *asked.watch;
        let all = increases.of(&wanted, asked.seconds, &mut |done| {
            let known = Progress {
                seconds: begin.elapsed().as_secs_f64(),
                objective: None,
                bound: 0,
            };
            watch(Step::Increase(done, wanted.len()), &known)
        })?;
        let all = wanted.iter().zip(all);
        of.extend(all.filter_map(|(school, increase)| Some((*school, increase?))));
    }
    Ok(explained
        .into_iter()
        .map(|mut explanation| {
            explanation.increase = of.remove(&explanation.school);
            left_out(problem, &explanation)
        })
        .collect())
}

fn nothing(reason: &'static str) -> Told {
    Told {
        uai: None,
        path: None,
        reason: reason.into(),
        college: None,
        wave: None,
        year: None,
        funder: None,
        heading: None,
        missing: None,
        increase: None,
        message: String::new(),
    }
}

fn left_out(problem: &Problem, explanation: &explain::Explanation) -> Told {
    let uai = |school: usize| problem.schools[school].uai.clone();
    let name = uai(explanation.school);
    let mut told = match &explanation.why {
        Why::Excluded => Told {
            message: format!("{name} is excluded"),
            ..nothing("excluded")
        },
        Why::Closed => Told {
            message: format!("{name} closes before it could enter"),
            ..nothing("closed")
        },
        Why::NotReady { ready } => Told {
            wave: Some(*ready),
            message: format!("{name} is ready in wave {ready}, after the last one"),
            ..nothing("not_ready")
        },
        Why::CollegeOut { college } => Told {
            college: Some(uai(*college)),
            message: format!("{name} can only enter with its college {}, which is out", uai(*college)),
            ..nothing("college_out")
        },
        Why::CollegeTooLate { college } => Told {
            college: Some(uai(*college)),
            message: format!("the college {} of {name} enters too late for it", uai(*college)),
            ..nothing("college_too_late")
        },
        Why::NothingGained { wave } => Told {
            wave: Some(*wave),
            message: format!("{name} would fit in wave {wave} and adds nothing to what is sought"),
            ..nothing("nothing_gained")
        },
        Why::Limit { wave, broken } => {
            let limit = limited(problem, broken);
            Told {
                wave: Some(*wave),
                message: format!("{name} in wave {wave}: {}", limit.message),
                ..limit
            }
        }
    };
    if let Some(increase) = &explanation.increase {
        let increase = increased(problem, increase);
        let _ = write!(told.message, "; {}", in_words(&increase));
        told.increase = Some(increase);
    }
    told.uai = Some(name);
    told
}

fn limited(problem: &Problem, broken: &Broken) -> Told {
    match broken {
        Broken::Budget { year, funder, by } => Told {
            year: Some(*year),
            funder: Some(problem.funders[*funder].name.clone()),
            missing: Some(*by),
            message: format!(
                "{} is short of {} in year {year}",
                problem.funders[*funder].name,
                euros(*by)
            ),
            ..nothing("budget")
        },
        Broken::Heading { year, heading, by } => Told {
            year: Some(*year),
            heading: Some(problem.headings[*heading].name.clone()),
            missing: Some(*by),
            message: format!(
                "the heading {} is short of {} in year {year}",
                problem.headings[*heading].name,
                euros(*by)
            ),
            ..nothing("heading")
        },
        Broken::Capacity { year, by } => Told {
            year: Some(*year),
            missing: Some(*by),
            message: format!("{by} devices more than can be looked after in year {year}"),
            ..nothing("capacity")
        },
        Broken::PrimaryAtMost { by } => Told {
            missing: Some(*by),
            message: format!("{by} more primary schools than allowed"),
            ..nothing("primary_at_most")
        },
        Broken::PrimaryAtLeast { by } => Told {
            missing: Some(*by),
            message: format!("{by} primary schools are missing"),
            ..nothing("primary_at_least")
        },
        Broken::Island { wave, island } => Told {
            wave: Some(*wave),
            message: format!("no school of {island} in wave {wave}"),
            ..nothing("island")
        },
        Broken::NotAllowed { .. } | Broken::Pinned { .. } | Broken::NotReady { .. } | Broken::College { .. } => Told {
            message: format!("{broken:?}"),
            ..nothing("rule")
        },
    }
}

fn contradicted(problem: &Problem, contradiction: &Contradiction) -> Told {
    let school = |index: usize| &problem.schools[index];
    let at = |index: usize, reason: &'static str, message: String| Told {
        uai: Some(school(index).uai.clone()),
        path: Some(format!("schools[{}].pinned_wave", school(index).position)),
        wave: school(index).pinned_wave,
        message,
        ..nothing(reason)
    };
    let pinned = |index: usize| {
        let wave = school(index).pinned_wave.unwrap_or_default();
        format!("{} is pinned in wave {wave}", school(index).uai)
    };
    match contradiction {
        Contradiction::PinnedAndExcluded { school } => at(
            *school,
            "pinned_and_excluded",
            format!("{} and excluded: choose", pinned(*school)),
        ),
        Contradiction::PinnedNotReady { school: index } => at(
            *index,
            "pinned_not_ready",
            format!("{} and ready in wave {}", pinned(*index), school(*index).ready_wave),
        ),
        Contradiction::PinnedClosed { school: index } => at(
            *index,
            "pinned_closed",
            format!(
                "{} and closed after year {}",
                pinned(*index),
                school(*index).closes_after.unwrap_or_default()
            ),
        ),
        Contradiction::PinnedBeforeCollege {
            school: index,
            college,
            earliest,
        } => Told {
            college: Some(school(*college).uai.clone()),
            ..at(
                *index,
                "pinned_before_college",
                match earliest {
                    Some(wave) => format!(
                        "{} and its college {} cannot enter before wave {wave}",
                        pinned(*index),
                        school(*college).uai
                    ),
                    None => format!(
                        "{} and its college {} cannot enter at all",
                        pinned(*index),
                        school(*college).uai
                    ),
                },
            )
        },
        Contradiction::Budget {
            year,
            funder,
            by,
            pinned_alone,
        } => {
            let name = &problem.funders[*funder].name;
            Told {
                path: Some(format!("budgets.{name}[{}]", year - 1)),
                message: if *pinned_alone {
                    format!(
                        "what is pinned and imposed costs {} more in year {year} than {name} has",
                        euros(*by)
                    )
                } else {
                    format!(
                        "{name} is short of {} in year {year}; with the smallest sum of increases, a plan exists",
                        euros(*by)
                    )
                },
                ..limited(
                    problem,
                    &Broken::Budget {
                        year: *year,
                        funder: *funder,
                        by: *by,
                    },
                )
            }
        }
        Contradiction::Heading { year, heading, by } => Told {
            path: Some(format!("headings.{}[{}]", problem.headings[*heading].name, year - 1)),
            ..limited(
                problem,
                &Broken::Heading {
                    year: *year,
                    heading: *heading,
                    by: *by,
                },
            )
        },
        Contradiction::Capacity { year, by } => Told {
            path: Some(format!("capacity.fte_x100[{}]", year - 1)),
            ..limited(problem, &Broken::Capacity { year: *year, by: *by })
        },
        Contradiction::Island { wave, island } => Told {
            path: Some("guarantees.island_each_wave".to_owned()),
            wave: Some(*wave),
            message: format!("no school of {island} can enter in wave {wave}"),
            ..nothing("island")
        },
        Contradiction::PrimaryAtLeast { by } => Told {
            path: Some("guarantees.primary_at_least".to_owned()),
            ..limited(problem, &Broken::PrimaryAtLeast { by: *by })
        },
        Contradiction::PrimaryAtMost { by } => Told {
            path: Some("guarantees.primary_at_most".to_owned()),
            ..limited(problem, &Broken::PrimaryAtMost { by: *by })
        },
        Contradiction::Guarantees => Told {
            path: Some("guarantees".to_owned()),
            message: "the guarantees exclude each other, whatever the money".to_owned(),
            ..nothing("guarantees")
        },
    }
}

fn increased(problem: &Problem, increase: &Increase) -> IncreaseTold {
    let mut told = IncreaseTold {
        budgets: BTreeMap::new(),
        headings: BTreeMap::new(),
        devices: Vec::new(),
        cents: increase.cents,
        wave: increase.wave,
        smallest: increase.smallest,
    };
    let add = |amounts: &mut Vec<i64>, year: usize, by: i64| {
        amounts.resize(amounts.len().max(problem.years).max(year), 0);
        amounts[year - 1] += by;
    };
    for limit in &increase.limits {
        match limit {
            Broken::Budget { year, funder, by } => {
                let name = problem.funders[*funder].name.clone();
                add(told.budgets.entry(name).or_default(), *year, *by);
            }
            Broken::Heading { year, heading, by } => {
                let name = problem.headings[*heading].name.clone();
                add(told.headings.entry(name).or_default(), *year, *by);
            }
            Broken::Capacity { year, by } => add(&mut told.devices, *year, *by),
            Broken::NotAllowed { .. }
            | Broken::Pinned { .. }
            | Broken::NotReady { .. }
            | Broken::College { .. }
            | Broken::PrimaryAtMost { .. }
            | Broken::PrimaryAtLeast { .. }
            | Broken::Island { .. } => {}
        }
    }
    told
}

fn in_words(increase: &IncreaseTold) -> String {
    let mut parts = Vec::new();
    for (name, amounts) in increase.budgets.iter().chain(&increase.headings) {
        for (year, by) in (1..).zip(amounts).filter(|(_, by)| **by > 0) {
            parts.push(format!("{} more for {name} in year {year}", euros(*by)));
        }
    }
    for (year, by) in (1..).zip(&increase.devices).filter(|(_, by)| **by > 0) {
        parts.push(format!("{by} more devices in year {year}"));
    }
    let what = if parts.is_empty() {
        "nothing more".to_owned()
    } else {
        parts.join(" and ")
    };
    let smallest = if increase.smallest {
        "the smallest increase"
    } else {
        "an increase, perhaps not the smallest"
    };
    format!("with {what} it enters in wave {} ({smallest}, checked)", increase.wave)
}

/// `12,345.60 EUR`.
fn euros(cents: i64) -> String {
    let whole = (cents / 100).to_string();
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{grouped}.{:02} EUR", cents % 100)
}

/// The answer as a table for people.
pub fn to_text(answer: &Answer) -> String {
    let mut text = String::new();
    let mut line = |words: String| {
        text.push_str(&words);
        text.push('\n');
    };
    match (answer.status.as_ref(), answer.benefit) {
        ("infeasible", _) => line("No plan keeps every rule:".to_owned()),
        (_, None) => line("No plan was found in time.".to_owned()),
        (status, Some(benefit)) => {
            let proven = match (status, answer.gap) {
                ("optimal", _) => "no plan is better".to_owned(),
                (_, Some(gap)) => format!("another could be better by {:.4} % at most", gap * 100.0),
                (_, None) => "how much better another could be is not known".to_owned(),
            };
            line(format!("Mode {}: benefit {benefit}, {proven}.", answer.mode));
        }
    }
    if !answer.entries.is_empty() {
        line(String::new());
        line(format!("{:<12} {}", "school", "wave"));
        for entry in &answer.entries {
            line(format!("{:<12} {}", entry.uai, entry.wave));
        }
    }
    for package in &answer.packages {
        line(format!("network works: {package}"));
    }
    if !answer.cost_by_year.is_empty() {
        line(String::new());
        for (funder, years) in &answer.cost_by_year {
            let years: Vec<String> = (1..)
                .zip(years)
                .map(|(year, cents)| format!("year {year}: {}", euros(*cents)))
                .collect();
            line(format!("{funder}  {}", years.join("  ")));
        }
    }
    if let Some(cost) = answer.local_cost {
        line(format!("local cost: {}", euros(cost)));
    }
    if !answer.explanations.is_empty() {
        line(String::new());
        for told in &answer.explanations {
            let path = told.path.as_ref().map(|path| format!("{path}: ")).unwrap_or_default();
            line(format!("- {path}{}.", told.message));
        }
    }
    line(String::new());
    for (name, beside) in [
        ("plain ranking", &answer.plain_ranking),
        ("other mode", &answer.other_mode),
    ] {
        if let Some(beside) = beside {
            let mode = beside
                .mode
                .as_ref()
                .map(|mode| format!(" ({mode})"))
                .unwrap_or_default();
            let entries: Vec<String> = beside
                .entries
                .iter()
                .map(|entry| format!("{} {}", entry.uai, entry.wave))
                .collect();
            let list = if entries.len() > 40 {
                format!("{} schools", entries.len())
            } else {
                entries.join(", ")
            };
            line(format!(
                "{name}{mode}: benefit {}, local cost {}: {list}",
                beside.benefit,
                euros(beside.local_cost)
            ));
        }
    }
    for drawn in &answer.draws {
        line(format!(
            "{:<12} chosen in {} of {} draws: {}",
            drawn.uai, drawn.chosen, drawn.draws, drawn.verdict
        ));
    }
    for note in &answer.notes {
        line(format!("Note: {note}."));
    }
    text
}
