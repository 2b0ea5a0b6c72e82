//! The five figures as cards: the figure, its quality, its course, its target.

use super::super::actions::{self, Question, Reading, Trend};
use super::super::errors::IndicatorError;
use super::super::evidence;
use super::super::facts::Facts;
use super::super::model::{Indicator, Measure, Unit, Value};
use super::super::records::Target;
use super::words::{self, Shown, Words};
use super::{Look, WHERE_AND_WHEN, charts};
use crate::policy::Action;
use crate::shell::form::Form;
use crate::shell::page::PageCtx;
use crate::shell::problem::Problem;

/// What the cards of a place are made of.
pub(super) struct View {
    pub(super) reading: Reading,
    pub(super) trends: std::collections::BTreeMap<Indicator, Trend>,
    pub(super) targets: Vec<Target>,
}

/// Reads the figures of some indicators where and when the reader looks.
pub(super) async fn load(page: &PageCtx, indicators: Vec<Indicator>, look: &Look) -> Result<View, Problem> {
    let (actor, place) = (page.actor.clone(), look.place.clone());
    let question = Question {
        indicators,
        place: look.place.clone(),
        asked: look.asked,
    };
    let view = page
        .app
        .db()
        .read(move |tx| {
            let (reading, trends) = actions::read_over_time(tx, &actor, &question)?;
            Ok::<_, IndicatorError>(View {
                reading,
                trends,
                targets: actions::targets(tx, &actor, None, &place, question.asked.known_at)?,
            })
        })
        .await?;
    Ok(view)
}

/// One indicator in a card.
pub(super) struct Card {
    pub(super) code: &'static str,
    pub(super) name: String,
    pub(super) href: String,
    /// One figure, or one a profile.
    pub(super) figures: Vec<Figure>,
    pub(super) flags: Vec<Words>,
    /// What is counted among what, between which values, from which release.
    pub(super) says: Vec<String>,
    pub(super) spark: Option<String>,
    pub(super) target: Option<String>,
    pub(super) trend: Option<String>,
    pub(super) why: String,
    pub(super) evidence: Option<String>,
    pub(super) todo: Option<Todo>,
}

impl Card {
    /// Whether no figure is known.
    pub(super) fn is_unknown(&self) -> bool {
        self.figures.iter().all(|figure| !figure.shown.known)
    }
}

/// A figure of a card.
pub(super) struct Figure {
    /// Of whom, when the card has several.
    pub(super) label: String,
    pub(super) shown: Shown,
}

/// What to do when nothing was entered yet.
pub(super) struct Todo {
    pub(super) text: String,
    /// Where, when the reader may.
    pub(super) href: Option<&'static str>,
}

/// The card of an indicator at the place of a view.
pub(super) fn card(page: &PageCtx, view: &View, form: &Form, indicator: Indicator) -> Card {
    let values: Vec<&Value> = view
        .reading
        .here()
        .filter(|value| value.measure.indicator() == indicator && value.measure.is_headline())
        .collect();
    let several = values.len() > 1;
    let query = form.query(&WHERE_AND_WHEN, &[("lieu", &view.reading.place.to_string())]);
    let name = words::indicator(page, indicator);
    let lines = view.trends.get(&indicator).map_or(&[][..], |trend| &trend.lines[..]);
    let course: &[Value] = lines.first().map_or(&[], |(_, values)| values);
    let target = target(view, indicator);
    let mut flags: Vec<Words> = Vec::new();
    for words in values.iter().flat_map(|value| words::flags(page, value)) {
        if !flags.contains(&words) {
            flags.push(words);
        }
    }
    Card {
        code: indicator.code(),
        href: format!("/indicateurs/{indicator}{query}"),
        figures: values
            .iter()
            .map(|value| Figure {
                label: if several {
                    words::measure(page, value.measure)
                } else {
                    String::new()
                },
                shown: words::shown(page, value),
            })
            .collect(),
        flags,
        says: says(page, view, &values),
        spark: charts::spark(
            page,
            &format!("tendance-{}", indicator.code().to_lowercase()),
            &name,
            course,
            target.map(|target| target.target),
        ),
        target: target.map(|target| target_words(page, target, if several { None } else { values.first().copied() })),
        trend: if several {
            None
        } else {
            values
                .first()
                .and_then(|now| words::movement(page, last_year(course, now)?, now))
        },
        why: format!("/indicateurs/{indicator}/definition{query}"),
        evidence: values
            .iter()
            .any(|value| may_open(page, &view.reading, value))
            .then(|| format!("/indicateurs/{indicator}/preuves{query}")),
        todo: todo(page, &view.reading.facts, indicator),
        name,
    }
}

/// The target of an indicator that speaks of the day asked.
pub(super) fn target(view: &View, indicator: Indicator) -> Option<&Target> {
    let of: Vec<Target> = view
        .targets
        .iter()
        .filter(|target| target.indicator == indicator)
        .cloned()
        .collect();
    let found = actions::target_on(&of, view.reading.facts.on)?.id;
    view.targets.iter().find(|target| target.id == found)
}

/// The unit of an indicator's headline.
pub(super) fn unit(indicator: Indicator) -> Unit {
    Measure::of(indicator).next().map_or(Unit::Percent, Measure::unit)
}

/// A target, and how far the figure is from it.
pub(super) fn target_words(page: &PageCtx, target: &Target, value: Option<&Value>) -> String {
    let unit = unit(target.indicator);
    let aim = page.tv(
        "indicators-target",
        &[
            ("year", page.year(&target.year).into()),
            ("target", words::level(page, unit, target.target).into()),
        ],
    );
    let Some(level) = value.and_then(Value::level) else {
        return aim;
    };
    let missing = target.target - level;
    let distance = match (unit, missing > 0) {
        (_, false) => page.t("indicators-target-reached"),
        (Unit::Percent, true) => page.t1("indicators-target-points", "amount", page.formats().tenths(missing)),
        (Unit::Persons | Unit::Certifications, true) => {
            page.t1("indicators-target-count", "amount", page.formats().number(missing))
        }
    };
    format!("{aim} {distance}")
}

/// The value from which “since last year” is told: the last one at least ten months older.
pub(super) fn last_year<'a>(course: &'a [Value], now: &Value) -> Option<&'a Value> {
    let before = now.as_of.school_year().first_day();
    course
        .iter()
        .rev()
        .find(|value| value.as_of < before && value.level().is_some())
}

/// The sentences of a card: what is counted, its bounds, the release it comes from.
fn says(page: &PageCtx, view: &View, values: &[&Value]) -> Vec<String> {
    let Some(first) = values.first() else {
        return Vec::new();
    };
    let mut says = Vec::new();
    if values.len() > 1 {
        let month = page.month(&first.period.to.month_of());
        says.push(page.t1("indicators-says-attendance", "month", month));
    } else {
        let thresholds = view.reading.facts.definitions.of(first.measure.indicator()).thresholds;
        says.extend(words::says(page, first, &thresholds));
        says.extend(words::bounds(page, first));
    }
    says.extend(
        values
            .iter()
            .find_map(|value| words::frozen(page, &view.reading, value)),
    );
    says
}

/// Whether the reader may open the evidence of a value.
pub(super) fn may_open(page: &PageCtx, reading: &Reading, value: &Value) -> bool {
    let territory = evidence::territory_of(&reading.facts, &value.place);
    value.level().is_some() && evidence::may_open(&page.actor, &value.place, territory, value.measure.behind())
}

/// What to do when the register of an indicator is empty, and where.
pub(super) fn todo(page: &PageCtx, facts: &Facts, indicator: Indicator) -> Option<Todo> {
    let (empty, key, href, action) = match indicator {
        Indicator::Selected => (facts.waves.is_empty(), "indicators-todo-i1", "/plan", Action::EditPlan),
        Indicator::Connected => (
            facts.rooms.is_empty(),
            "indicators-todo-i2",
            "/connectivite",
            Action::EditConnectivity,
        ),
        Indicator::Trained => (
            facts.followed.is_empty(),
            "indicators-todo-i3",
            "/formation",
            Action::EditTraining,
        ),
        Indicator::Used => (
            facts.usage.is_empty(),
            "indicators-todo-i4",
            "/usages",
            Action::EditUsage,
        ),
        Indicator::Certified => (
            facts.first_exam.is_none(),
            "indicators-todo-i5",
            "/imports",
            Action::ImportFiles,
        ),
    };
    empty.then(|| Todo {
        text: page.t(key),
        href: page.may(action).then_some(href),
    })
}
