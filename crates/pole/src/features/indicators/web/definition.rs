//! What an indicator counts, with its parameters and sources; its versions; making a new one.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use pole_kernel::{Cents, Day, SchoolYear};

use super::super::actions::{self, Preview};
use super::super::definitions::{Definition, Definitions, TIERS, Thresholds};
use super::super::errors::IndicatorError;
use super::super::model::{Indicator, Measure};
use super::{WHERE_AND_WHEN, code, look, words};
use crate::policy::Action;
use crate::shell::asked::Asked;
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;

/// A version as the list shows it.
struct Version {
    number: i64,
    from: String,
    thresholds: String,
    note: String,
    made: Option<String>,
    in_force: bool,
}

#[derive(Template)]
#[template(path = "features/indicators/pages/definition.html")]
struct DefinitionPage {
    page: PageCtx,
    form: Form,
    code: &'static str,
    name: String,
    asks: String,
    counts: Vec<String>,
    measures: Vec<(String, String)>,
    source: String,
    versions: Vec<Version>,
    hours: Vec<(String, String)>,
    years: Vec<(String, String)>,
    may_edit: bool,
    preview: Option<String>,
    query: String,
}

/// The thresholds of a definition in words; nothing for an indicator that has none.
pub(super) fn thresholds_words(page: &PageCtx, indicator: Indicator, thresholds: &Thresholds) -> String {
    let megabits = |kbps: u32| page.formats().tenths(i64::from(kbps) / 100);
    match indicator {
        Indicator::Connected => page.tv(
            "indicators-thresholds-i2",
            &[
                ("down", megabits(thresholds.down_kbps).into()),
                ("up", megabits(thresholds.up_kbps).into()),
            ],
        ),
        Indicator::Trained => {
            let hours = page.tn("indicators-thresholds-i3", "hours", thresholds.hours);
            match commitment_words(page, thresholds) {
                Some(years) => page.tv(
                    "indicators-thresholds-both",
                    &[("hours", hours.into()), ("commitment", years.into())],
                ),
                None => hours,
            }
        }
        Indicator::Selected | Indicator::Used | Indicator::Certified => String::new(),
    }
}

/// The school years of the commitment, in words.
fn commitment_words(page: &PageCtx, thresholds: &Thresholds) -> Option<String> {
    let (first, last) = thresholds.commitment_years()?;
    Some(if first == last {
        page.t1("indicators-commitment-year", "year", page.year(&first))
    } else {
        page.tv(
            "indicators-commitment-years",
            &[("first", page.year(&first).into()), ("last", page.year(&last).into())],
        )
    })
}

/// Whether a definition has thresholds that one may change.
const fn has_thresholds(indicator: Indicator) -> bool {
    match indicator {
        Indicator::Connected | Indicator::Trained => true,
        Indicator::Selected | Indicator::Used | Indicator::Certified => false,
    }
}

async fn versions(page: &PageCtx) -> Result<Vec<Definition>, Problem> {
    let actor = page.actor.clone();
    Ok(page.app.db().read(move |tx| actions::definitions(tx, &actor)).await?)
}

pub(super) async fn page(page: PageCtx, Path(text): Path<String>, mut form: Form) -> Reply {
    let indicator = code(&text)?;
    let asked = look(&page, &mut form).asked;
    // The same form asks for a preview: nothing is written.
    let previewed = form.optional("depuis").is_some() && page.may(Action::EditIndicators);
    let mut preview = None;
    if previewed && let Some((thresholds, from)) = typed(&page, indicator, &mut form).await? {
        let (actor, now) = (page.actor.clone(), page.now);
        let told = page
            .app
            .db()
            .read(move |tx| actions::preview(tx, &actor, now, indicator, thresholds, from))
            .await;
        match told {
            Ok(told) => preview = Some(preview_words(&page, &told)),
            Err(IndicatorError::Refused(key)) => form.refuse(field(indicator, key), key),
            Err(other) => return Err(other.into()),
        }
    }
    show(page, indicator, form, asked, preview).await
}

/// The field in which a refusal is told.
fn field(indicator: Indicator, key: &str) -> &'static str {
    match indicator {
        Indicator::Trained if key == "indicators-refused-commitment" => "engagement",
        Indicator::Trained => "heures",
        Indicator::Connected | Indicator::Selected | Indicator::Used | Indicator::Certified => "debit",
    }
}

async fn show(page: PageCtx, indicator: Indicator, form: Form, asked: Asked, preview: Option<String>) -> Reply {
    let versions = versions(&page).await?;
    let in_force = Definitions::on(&versions, asked.on, asked.known_at).of(indicator);
    let status = if form.is_valid() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let low = indicator.code().to_lowercase();
    let decimal = |kbps: u32| Cents(i64::from(kbps) / 10).to_string();
    let template = DefinitionPage {
        code: indicator.code(),
        name: words::indicator(&page, indicator),
        asks: page.t(&format!("indicators-asks-{low}")),
        counts: page
            .t(&format!("indicators-why-{low}"))
            .split('|')
            .map(|sentence| sentence.trim().to_owned())
            .collect(),
        measures: Measure::of(indicator)
            .map(|measure| {
                (
                    words::measure(&page, measure),
                    page.word("indicators-counts", measure.code()),
                )
            })
            .collect(),
        source: page.t(&format!("indicators-source-{low}")),
        versions: versions
            .iter()
            .filter(|version| version.indicator == indicator)
            .rev()
            .map(|version| shown(&page, version, in_force.version))
            .collect(),
        hours: TIERS
            .iter()
            .map(|hours| (hours.to_string(), page.tn("indicators-hours", "hours", *hours)))
            .collect(),
        years: commitment_options(&page),
        may_edit: has_thresholds(indicator) && page.may(Action::EditIndicators),
        preview,
        query: form.query(&WHERE_AND_WHEN, &[]),
        form: form
            .with_default("debit", decimal(in_force.thresholds.down_kbps))
            .with_default("envoi", decimal(in_force.thresholds.up_kbps))
            .with_default("heures", in_force.thresholds.hours.to_string())
            .with_default("engagement", in_force.thresholds.commitment.0.to_string())
            .with_default("jusque", in_force.thresholds.commitment.1.to_string()),
        page: page.clone(),
    };
    page.show_with(status, &template)
}

/// The school years a commitment may begin or end with: from the first of the plan to the next one.
fn commitment_options(page: &PageCtx) -> Vec<(String, String)> {
    let first = SchoolYear::FIRST_OF_PLAN;
    let next = page.now.day().school_year().plus(1);
    (0..=next.years_since(first))
        .map(|later| first.plus(later))
        .map(|year| (year.first_calendar_year().to_string(), page.year(&year)))
        .collect()
}

fn shown(page: &PageCtx, version: &Definition, in_force: i64) -> Version {
    let made = version.created_at.map(|at| {
        let who = version.created_by.clone().unwrap_or_else(|| page.t("common-console"));
        page.tv(
            "indicators-version-made",
            &[("who", who.into()), ("moment", page.moment(&at).into())],
        )
    });
    Version {
        number: version.version,
        from: page.day(&version.valid_from),
        thresholds: thresholds_words(page, version.indicator, &version.thresholds),
        note: version.note.clone(),
        made,
        in_force: version.version == in_force,
    }
}

/// What making a version changes, in sentences.
fn preview_words(page: &PageCtx, preview: &Preview) -> String {
    let figure = |value: &super::super::model::Value| {
        value.level().map_or_else(
            || words::absent(page, value),
            |level| words::level(page, value.measure.unit(), level),
        )
    };
    page.tv(
        "indicators-preview",
        &[
            ("version", preview.definition.version.into()),
            ("day", page.day(&preview.definition.valid_from).into()),
            ("before", figure(&preview.before).into()),
            ("after", figure(&preview.after).into()),
        ],
    )
}

/// Mbit/s as people write them, `8` or `8,5`, in kbit/s.
fn kbps(text: &str) -> Result<u32, IndicatorError> {
    let refused = || IndicatorError::Refused("indicators-refused-rates");
    let hundredths = Cents::parse_euros(text).map_err(|_| refused())?.0;
    u32::try_from(hundredths * 10).map_err(|_| refused())
}

/// The thresholds and the first day that were typed; nothing when something is wrong.
async fn typed(page: &PageCtx, indicator: Indicator, form: &mut Form) -> Result<Option<(Thresholds, Day)>, Problem> {
    let newest = versions(page)
        .await?
        .into_iter()
        .rfind(|version| version.indicator == indicator)
        .ok_or(Problem::NotFound)?
        .thresholds;
    let from = form.required("depuis", "form-day", Day::parse);
    let thresholds = match indicator {
        Indicator::Connected => {
            let down = form.required("debit", "indicators-refused-rates", kbps);
            let up = form.required("envoi", "indicators-refused-rates", kbps);
            down.zip(up).map(|(down_kbps, up_kbps)| Thresholds {
                down_kbps,
                up_kbps,
                ..newest
            })
        }
        Indicator::Trained => {
            let hours = form.required("heures", "indicators-refused-hours", str::parse::<u32>);
            let first = form.maybe("engagement", "form-year", SchoolYear::parse);
            let last = form.maybe("jusque", "form-year", SchoolYear::parse);
            let year = |typed: Option<SchoolYear>, kept: i16| typed.map_or(kept, SchoolYear::first_calendar_year);
            hours.filter(|_| form.is_valid()).map(|hours| Thresholds {
                hours,
                commitment: (year(first, newest.commitment.0), year(last, newest.commitment.1)),
                ..newest
            })
        }
        Indicator::Selected | Indicator::Used | Indicator::Certified => return Err(Problem::NotFound),
    };
    Ok(thresholds.zip(from))
}

/// Makes a new version.
pub(super) async fn define(page: PageCtx, Path(text): Path<String>, mut form: Form) -> Reply {
    let indicator = code(&text)?;
    let asked = look(&page, &mut form).asked;
    let Some((thresholds, from)) = typed(&page, indicator, &mut form).await? else {
        return show(page, indicator, form, asked, None).await;
    };
    let (actor, now, note) = (page.actor.clone(), page.now, form.value("raison").to_owned());
    let done = page
        .app
        .db()
        .write(move |tx| actions::define(tx, &actor, now, indicator, thresholds, from, &note))
        .await;
    match done {
        Ok(_) => page.redirect(
            &format!("/indicateurs/{indicator}/definition"),
            "notice-indicators-defined",
        ),
        Err(IndicatorError::Refused(key)) => {
            let field = if key == "indicators-refused-no-reason" {
                "raison"
            } else {
                field(indicator, key)
            };
            form.refuse(field, key);
            show(page, indicator, form, asked, None).await
        }
        Err(other) => Err(other.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_read_in_megabits_and_kept_in_kilobits() {
        assert_eq!(kbps("8").ok(), Some(8_000));
        assert_eq!(kbps("8,5").ok(), Some(8_500));
        assert_eq!(kbps("0,512").ok(), None, "no more than two decimals");
        assert_eq!(kbps("vite").ok(), None);
    }
}
