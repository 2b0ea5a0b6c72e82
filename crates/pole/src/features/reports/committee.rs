//! The committee report: the five figures on paper, and as a workbook.

mod book;
mod pdf;

use askama::Template;
use axum::extract::Path;
use pole_pictures::Palette;

use crate::features::indicators::{
    self, Indicator, IndicatorError, Measure, PeopleFrom, Place, Printed, Question, Value, charts, words,
};
use crate::policy::Action;
use crate::shell::asked::Asked;
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;
use crate::shell::routes::Routes;

/// The routes of the report.
pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/rapport", Action::ReadPlan, show)
        .get("/rapport/export/{file}", Action::ReadPlan, save)
}

/// The places a report is made for: the basin, or one island.
fn places(printed: &Printed) -> Vec<&Place> {
    printed
        .reading
        .places
        .iter()
        .filter(|place| matches!(place, Place::Basin | Place::Territory(_)))
        .collect()
}

/// Reads what the form asks for.
async fn load(page: &PageCtx, form: &mut Form) -> Result<(Asked, Printed), Problem> {
    let asked = Asked::read(page, form);
    let place = form
        .maybe("lieu", "reports-refused-place", |text| {
            Place::parse(text)
                .filter(|place| matches!(place, Place::Basin | Place::Territory(_)))
                .ok_or(())
        })
        .unwrap_or_else(|| match indicators::own_place(&page.actor) {
            place @ Place::Territory(_) => place,
            Place::Basin | Place::Directory | Place::Group(_) | Place::Wave(_) | Place::School(_) => Place::Basin,
        });
    let (actor, question) = (
        page.actor.clone(),
        Question {
            indicators: Indicator::ALL.to_vec(),
            place,
            asked,
        },
    );
    let printed = page
        .app
        .db()
        .read(move |tx| indicators::printed(tx, &actor, &question))
        .await
        .map_err(|error: IndicatorError| Problem::from(error))?;
    Ok((asked, printed))
}

/// One headline as the page and the first page of the report show it.
struct Headline {
    indicator: String,
    label: String,
    text: String,
    unit: &'static str,
    known: bool,
    flags: Vec<(&'static str, String)>,
    bounds: String,
    target: String,
    trend: String,
}

fn headlines(page: &PageCtx, printed: &Printed, asked: Asked) -> Vec<Headline> {
    printed
        .reading
        .here()
        .filter(|value| value.measure.is_headline())
        .map(|value| headline(page, printed, asked, value))
        .collect()
}

fn headline(page: &PageCtx, printed: &Printed, asked: Asked, value: &Value) -> Headline {
    let indicator = value.measure.indicator();
    let shown = words::shown(page, value);
    let trend = printed
        .trends
        .get(&indicator)
        .and_then(|trend| trend.lines.iter().find(|(measure, _)| *measure == value.measure))
        .and_then(|(_, values)| {
            let before = indicators::baseline(values)?;
            words::movement(page, before, value).filter(|_| before.as_of != value.as_of)
        });
    Headline {
        indicator: words::indicator(page, indicator),
        label: words::measure(page, value.measure),
        text: shown.text,
        unit: shown.unit,
        known: shown.known,
        flags: words::flags(page, value),
        bounds: words::bounds(page, value).unwrap_or_default(),
        target: target(page, printed, asked, value.measure).map_or_else(String::new, |(_, words)| words),
        trend: trend.unwrap_or_default(),
    }
}

/// The target of an indicator: its level, and its words.
fn target(page: &PageCtx, printed: &Printed, asked: Asked, measure: Measure) -> Option<(i64, String)> {
    let of: Vec<_> = printed
        .targets
        .iter()
        .filter(|target| target.indicator == measure.indicator())
        .cloned()
        .collect();
    let target = indicators::target_on(&of, asked.on)?;
    let words = page.tv(
        "reports-target",
        &[
            ("target", words::level(page, measure.unit(), target.target).into()),
            ("year", page.year(&target.year).into()),
        ],
    );
    Some((target.target, words))
}

/// The course of an indicator on paper.
fn course(page: &PageCtx, printed: &Printed, asked: Asked, indicator: Indicator) -> Option<String> {
    let trend = printed.trends.get(&indicator)?;
    if trend.lines.iter().all(|(_, values)| values.len() < 2) {
        return None;
    }
    let target = Measure::of(indicator)
        .next()
        .and_then(|measure| target(page, printed, asked, measure));
    let title = page.t1("reports-course-title", "name", words::indicator(page, indicator));
    charts::course(
        page,
        (&format!("evolution-{}", indicator.code()), Palette::Print),
        trend,
        title,
        target,
    )
}

/// Where the figures about people come from, in one sentence.
fn people_from(page: &PageCtx, printed: &Printed) -> String {
    match (printed.people_from, &printed.reading.release) {
        (PeopleFrom::Release, Some(release)) => page.tv(
            "reports-people-release",
            &[
                ("month", page.month(&release.month).into()),
                ("asof", page.day(&release.as_of).into()),
            ],
        ),
        (PeopleFrom::Day, _) => page.t("reports-people-day"),
        (PeopleFrom::Release | PeopleFrom::Nowhere, _) => page.t("reports-people-nowhere"),
    }
}

#[derive(Template)]
#[template(path = "features/reports/pages/report.html")]
struct ReportPage {
    page: PageCtx,
    form: Form,
    asked: Asked,
    place: String,
    places: Vec<(String, String, bool)>,
    headlines: Vec<Headline>,
    people_from: String,
    is_past: bool,
}

impl ReportPage {
    /// The query of the files, so that they hold what is shown.
    fn query(&self) -> String {
        if self.page.query.is_empty() {
            String::new()
        } else {
            format!("?{}", self.page.query)
        }
    }
}

async fn show(page: PageCtx, mut form: Form) -> Reply {
    let (asked, printed) = load(&page, &mut form).await?;
    let status = if form.is_valid() {
        axum::http::StatusCode::OK
    } else {
        axum::http::StatusCode::UNPROCESSABLE_ENTITY
    };
    let template = ReportPage {
        asked,
        place: words::place(&page, &printed.reading.place, &printed.reading.labels),
        places: places(&printed)
            .into_iter()
            .map(|place| {
                (
                    place.to_string(),
                    words::place(&page, place, &printed.reading.labels),
                    *place == printed.reading.place,
                )
            })
            .collect(),
        headlines: headlines(&page, &printed, asked),
        people_from: people_from(&page, &printed),
        is_past: Asked::is_in(&form),
        page: page.clone(),
        form,
    };
    page.show_with(status, &template)
}

async fn save(page: PageCtx, Path(file): Path<String>, mut form: Form) -> Reply {
    match file.as_str() {
        "rapport.pdf" => {
            let (asked, printed) = load(&page, &mut form).await?;
            pdf::answer(&page, &printed, asked).await
        }
        "rapport.xlsx" => {
            let (asked, printed) = load(&page, &mut form).await?;
            book::answer(&page, &printed, asked).await
        }
        _ => Err(Problem::NotFound),
    }
}
