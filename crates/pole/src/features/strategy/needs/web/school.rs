//! What one school needs and how ready it is, and what pilots declare of it.

use askama::Template;
use axum::extract::Path;
use pole_kernel::{Day, Uai};

use super::super::actions::{self, NewValue, SchoolNeeds};
use super::super::model::{Component, DeclaredValue, Measure, ValueId};
use super::super::rules;
use super::list::between;
use super::{Declarable, at_field, declarable, flags, ground, observed, points, source_href, to_tenths, values};
use crate::features::directory::SchoolGroup;
use crate::policy::{Action, Subject};
use crate::shell::asked::Asked;
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;

/// A component of the page.
struct Line {
    label: String,
    weight: i64,
    points: i64,
    /// What it adds to N or R, in words.
    adds: String,
    ground: String,
    note: String,
    day: Option<String>,
    href: Option<String>,
    estimated: bool,
    flags: Vec<(&'static str, String)>,
}

/// A side of the page: the need or the readiness.
struct Side {
    title: String,
    value: String,
    interval: Option<String>,
    lines: Vec<Line>,
}

/// A declared value of the history.
struct Declared {
    id: ValueId,
    component: String,
    value: String,
    day: String,
    note: String,
    when: String,
    who: String,
    taken_back: Option<String>,
    fictitious: bool,
}

#[derive(Template)]
#[template(path = "features/strategy/needs/pages/school.html")]
struct SchoolPage {
    page: PageCtx,
    form: Form,
    past: bool,
    uai: Uai,
    name: String,
    place: String,
    version: i64,
    priority: String,
    interval: Option<String>,
    sides: Vec<Side>,
    estimated: bool,
    declared: Vec<Declared>,
    may_declare: bool,
    fields: Vec<Declarable>,
}

/// The page of a register as it was then.
fn at_the_time(href: &str, dated: &str) -> String {
    if dated.is_empty() || href.contains('#') {
        href.to_owned()
    } else if href.contains('?') {
        format!("{href}&{}", dated.trim_start_matches('?'))
    } else {
        format!("{href}{dated}")
    }
}

fn line(page: &PageCtx, on: Subject<'_>, needs: &SchoolNeeds, component: Component, dated: &str) -> Option<Line> {
    let scored = needs.scores.of(component)?;
    let weights = &needs.weights.weights;
    let side = if component.is_need() {
        &weights.need
    } else {
        &weights.readiness
    };
    let weight = side.get(component.code()).copied().unwrap_or(0);
    Some(Line {
        label: page.word("needs-component", component.code()),
        weight,
        points: scored.points,
        adds: points(page, weight * scored.points),
        ground: ground(page, scored),
        note: scored.note.clone(),
        day: scored.on.map(|day| page.day(&day)),
        href: source_href(page, on, scored).map(|href| at_the_time(href, dated)),
        estimated: scored.stand_in.is_some(),
        flags: flags(page, scored),
    })
}

fn declared(page: &PageCtx, group: SchoolGroup, value: DeclaredValue) -> Declared {
    let measure = rules::declared_in(value.component, group);
    Declared {
        id: value.id,
        component: page.word("needs-component", value.component.code()),
        value: observed(page, measure, value.milli),
        day: page.day(&value.observed_on),
        note: value.note,
        when: page.moment(&value.recorded_at),
        who: value.recorded_by.unwrap_or_else(|| page.t("common-console")),
        taken_back: value.withdrawn_at.map(|at| page.moment(&at)),
        fictitious: value.fictitious,
    }
}

fn parse_uai(text: &str) -> Result<Uai, Problem> {
    Uai::parse(text).map_err(|_| Problem::NotFound)
}

async fn show(page: PageCtx, uai: Uai, form: Form, asked: Asked) -> Reply {
    let (actor, wanted) = (page.actor.clone(), uai.clone());
    let needs = page
        .app
        .db()
        .read(move |tx| actions::school_needs(tx, &actor, &wanted, asked))
        .await?;
    let scores = &needs.scores;
    let school = &scores.school;
    let on = Subject::School(&school.uai, school.territory.as_ref());
    let group = SchoolGroup::of(school.kind);
    let dated = form.query(&["au", "connu"], &[]);
    let interval =
        |(least, most): (i64, i64)| (least < most).then(|| between(&page, (to_tenths(least), to_tenths(most))));
    let sides = [
        ("needs-need", scores.need, scores.need_between, &Component::NEED[..]),
        (
            "needs-readiness",
            scores.readiness,
            scores.readiness_between,
            &Component::READINESS[..],
        ),
    ]
    .into_iter()
    .map(|(key, value, range, components)| Side {
        title: page.t(key),
        value: points(&page, value),
        interval: interval(range),
        lines: components
            .iter()
            .filter_map(|component| line(&page, on, &needs, *component, &dated))
            .collect(),
    })
    .collect();
    let place: Vec<String> = [
        Some(page.word("school-kind", school.kind.code())),
        school.territory.as_ref().map(|island| page.territory(island)),
        school.quarter.clone(),
        Some(school.uai.to_string()),
    ]
    .into_iter()
    .flatten()
    .collect();
    let (least, most) = scores.priority_between;
    let past = Asked::is_in(&form);
    let may_declare = !past && page.may_on(Action::EditStrategy, on);
    let status = form.status();
    let template = SchoolPage {
        past,
        uai,
        name: school.name.clone(),
        place: place.join(" · "),
        version: needs.weights.version,
        priority: page.formats().tenths(scores.priority_x10),
        interval: (least < most).then(|| between(&page, (least, most))),
        sides,
        estimated: scores.is_estimated(),
        fields: declarable(&page, group),
        may_declare,
        declared: needs
            .declared
            .iter()
            .map(|value| declared(&page, group, value.clone()))
            .collect(),
        form: form.with_default("jour", page.now.day().to_string()),
        page: page.clone(),
    };
    page.show_with(status, &template)
}

/// What one school needs.
pub(super) async fn page(page: PageCtx, Path(uai): Path<String>, mut form: Form) -> Reply {
    let uai = parse_uai(&uai)?;
    let asked = Asked::read(&page, &mut form);
    show(page, uai, form, asked).await
}

/// Declares the components that were filled in.
pub(super) async fn declare(page: PageCtx, Path(uai): Path<String>, mut form: Form) -> Reply {
    let uai = parse_uai(&uai)?;
    let asked = Asked::now(page.now);
    let wanted = uai.clone();
    let actor = page.actor.clone();
    let school = page
        .app
        .db()
        .read(move |tx| crate::features::directory::school(tx, &actor, Action::EditStrategy, &wanted))
        .await?;
    let group = SchoolGroup::of(school.kind);
    let day = form.required("jour", "form-day", Day::parse);
    let mut entered = Vec::new();
    for component in Component::ALL {
        let measure = rules::declared_in(*component, group);
        let read = |text: &str| rules::read_value(measure, text).ok_or(());
        let key = if measure == Measure::YesNo {
            "form-choice"
        } else {
            "needs-refused-scale"
        };
        if let Some(milli) = form.maybe(component.code(), key, read) {
            entered.push(NewValue {
                uai: uai.clone(),
                component: *component,
                milli,
            });
        }
    }
    let (Some(day), true) = (day, form.is_valid()) else {
        return show(page, uai, form, asked).await;
    };
    let (actor, now, fictitious, note) = (
        page.actor.clone(),
        page.now,
        page.is_demo(),
        form.value("note").to_owned(),
    );
    let done = page
        .app
        .db()
        .write(move |tx| actions::declare(tx, &actor, now, &entered, day, &note, fictitious))
        .await;
    match done {
        Ok(_) => page.redirect(&format!("/strategie/besoins/{uai}"), "notice-needs-declared"),
        Err(error) => {
            let field = values::field_of(&error);
            at_field(&mut form, field, error)?;
            show(page, uai, form, asked).await
        }
    }
}

/// Takes a declared value back.
pub(super) async fn take_back(page: PageCtx, Path(id): Path<String>, _form: Form) -> Reply {
    let id = ValueId::parse(&id).map_err(|_| Problem::NotFound)?;
    let (actor, now) = (page.actor.clone(), page.now);
    let uai = page
        .app
        .db()
        .write(move |tx| actions::take_back(tx, &actor, now, id))
        .await?;
    page.redirect(&format!("/strategie/besoins/{uai}#valeurs"), "notice-needs-taken-back")
}
