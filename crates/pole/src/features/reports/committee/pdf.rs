//! The report on paper: A4, tagged, readable in black and white.

use std::collections::BTreeSet;

use pole_office::pdf::{Document, render};
use serde_json::{Value as Json, json};

use super::{Headline, course, headlines, people_from};
use crate::features::indicators::{self, Definition, Flag, Indicator, Measure, Place, Printed, Value, words};
use crate::features::reports::public::short;
use crate::shell::asked::Asked;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;

/// The pictures of the template, by indicator.
const CHARTS: [(Indicator, &str); 5] = [
    (Indicator::Selected, "i1.svg"),
    (Indicator::Connected, "i2.svg"),
    (Indicator::Trained, "i3.svg"),
    (Indicator::Used, "i4.svg"),
    (Indicator::Certified, "i5.svg"),
];

/// Prints the report outside the threads that answer requests.
pub(super) async fn answer(page: &PageCtx, printed: &Printed, asked: Asked) -> Reply {
    let title = page.t("reports-title");
    let mut charts: Vec<(&'static str, String)> = Vec::new();
    for (indicator, name) in CHARTS {
        if let Some(svg) = course(page, printed, asked, indicator) {
            // The house face has no unbreakable hyphen.
            charts.push((name, svg.replace('\u{2011}', "-")));
        }
    }
    let data = data(page, printed, asked, &charts);
    let language = page.lang();
    let bytes = tokio::task::spawn_blocking(move || {
        let data_json = data.to_string().replace('\u{2011}', "-");
        let files: Vec<(&str, &[u8])> = charts.iter().map(|(name, svg)| (*name, svg.as_bytes())).collect();
        render(&Document {
            template: include_str!("../pages/report.typ"),
            data_json: &data_json,
            files: &files,
            title: &title,
            language,
        })
    })
    .await
    .map_err(|error| Problem::failure(&error))?
    .map_err(|error| Problem::failure(&error))?;
    page.attachment("rapport-au-comite.pdf", "application/pdf", bytes)
}

fn data(page: &PageCtx, printed: &Printed, asked: Asked, charts: &[(&'static str, String)]) -> Json {
    let fictitious = printed.reading.table.iter().any(|value| value.has(Flag::Fictitious)) || page.is_demo();
    let place = words::place(page, &printed.reading.place, &printed.reading.labels);
    let k = indicators::thresholds(indicators::Audience::Inside).k;
    let sections: Vec<Json> = Indicator::ALL
        .iter()
        .map(|indicator| section(page, printed, *indicator, charts))
        .collect();
    json!({
        "title": page.t("reports-title"),
        "subtitle": page.tv("reports-subtitle", &[("place", place.into()), ("day", page.day(&asked.on).into())]),
        "issuer": page.t("common-basin"),
        "notice": fictitious.then(|| page.t("reports-fictitious")),
        "source": page.t1("reports-source", "moment", page.moment(&asked.known_at)),
        "summary": page.t("reports-summary"),
        "columns": titles(page, &["reports-figure", "reports-value", "table-quality", "reports-target-title", "reports-trend"]),
        "headlines": headlines(page, printed, asked).iter().map(summary_row).collect::<Vec<_>>(),
        "people": people_from(page, printed),
        "safe": page.tn("reports-safe", "count", k),
        "sections": sections,
        "annex": {
            "title": page.t("reports-annex"),
            "definitions": page.t("reports-definitions"),
            "definition_columns": titles(page, &["reports-figure", "reports-version", "reports-since", "reports-thresholds"]),
            "definition_rows": printed.definitions.iter().map(|definition| definition_row(page, definition)).collect::<Vec<_>>(),
            "measures": page.t("reports-measures"),
            "measure_rows": Measure::ALL.iter().map(|measure| vec![
                measure.indicator().code().to_owned(),
                words::measure(page, *measure),
                page.word("reports-means", measure.code()),
            ]).collect::<Vec<_>>(),
            "measure_columns": [String::new(), page.t("reports-figure"), page.t("reports-meaning")],
            "flags": page.t("reports-flags"),
            "flag_columns": [page.t("table-quality"), page.t("reports-meaning")],
            "flag_rows": Flag::ALL.iter().map(|flag| vec![
                page.word("indicators-flag", flag.code()),
                page.word("reports-flag-means", flag.code()),
            ]).collect::<Vec<_>>(),
            "hidden": page.t("reports-hidden"),
            "hidden_texts": [
                page.tn("reports-hidden-small", "count", k),
                page.t("reports-hidden-besides"),
                hidden_count(page, printed),
                people_from(page, printed),
            ],
            "sources": page.t("reports-sources"),
            "source_texts": Indicator::ALL.iter().map(|indicator| page.word("reports-from", indicator.code())).collect::<Vec<_>>(),
        },
    })
}

fn titles(page: &PageCtx, keys: &[&str]) -> Vec<String> {
    keys.iter().map(|key| page.t(key)).collect()
}

/// How many figures of the report are hidden.
fn hidden_count(page: &PageCtx, printed: &Printed) -> String {
    let hidden = rows(printed)
        .flat_map(|place| {
            printed
                .reading
                .table
                .iter()
                .filter(move |value| value.place == *place && value.has(Flag::Secret))
        })
        .count();
    page.tn("reports-hidden-count", "count", hidden)
}

/// A line of the summary.
fn summary_row(headline: &Headline) -> Json {
    let value = if headline.unit.is_empty() {
        headline.text.clone()
    } else {
        format!("{}\u{a0}{}", headline.text, headline.unit)
    };
    let flags: Vec<&str> = headline.flags.iter().map(|(_, words)| words.as_str()).collect();
    let or_dash = |text: &str| {
        if text.is_empty() {
            "–".to_owned()
        } else {
            text.to_owned()
        }
    };
    json!({
        "label": headline.label,
        "indicator": headline.indicator,
        "value": value,
        "bounds": headline.bounds,
        "flags": or_dash(&flags.join(", ")),
        "target": or_dash(&headline.target),
        "trend": or_dash(&headline.trend),
    })
}

/// The places of the tables: all of them, or those of the island the report is made for.
fn rows(printed: &Printed) -> impl Iterator<Item = &Place> {
    let reading = &printed.reading;
    reading.places.iter().filter(|place| match (&reading.place, place) {
        (Place::Territory(island), Place::Territory(other)) => island == other,
        (Place::Territory(island), Place::School(uai)) => reading
            .facts
            .school(uai)
            .is_some_and(|school| school.territory.as_ref() == Some(island)),
        // Types and waves are those of the basin.
        (Place::Territory(_), Place::Group(_) | Place::Wave(_) | Place::Directory) => false,
        (_, _) => true,
    })
}

/// A group of places, for one table each.
type AxisOf = fn(&Place) -> bool;

/// The tables of a section.
const AXES: [(&str, AxisOf); 4] = [
    ("reports-axis-island", |place| {
        matches!(place, Place::Basin | Place::Territory(_))
    }),
    ("reports-axis-type", |place| matches!(place, Place::Group(_))),
    ("reports-axis-wave", |place| matches!(place, Place::Wave(_))),
    ("reports-axis-school", |place| matches!(place, Place::School(_))),
];

fn section(page: &PageCtx, printed: &Printed, indicator: Indicator, charts: &[(&'static str, String)]) -> Json {
    let measures: Vec<Measure> = Measure::of(indicator).collect();
    let definition = printed
        .definitions
        .iter()
        .find(|definition| definition.indicator == indicator);
    let sentences: Vec<String> = printed
        .reading
        .here()
        .filter(|value| value.measure.indicator() == indicator)
        .filter_map(|value| words::says(page, value, &definition?.thresholds))
        .collect();
    let chart = CHARTS
        .iter()
        .find(|(of, _)| *of == indicator)
        .and_then(|(_, name)| charts.iter().find(|(held, _)| held == name))
        .map(|(name, _)| *name);
    let tables: Vec<Json> = AXES
        .iter()
        // People are not counted by wave: one more way of adding schools up.
        .filter(|(key, _)| {
            *key != "reports-axis-wave" || matches!(indicator, Indicator::Selected | Indicator::Connected)
        })
        .filter_map(|(key, wanted)| {
            let lines: Vec<Vec<String>> = rows(printed)
                .filter(|place| wanted(place))
                .map(|place| line(page, printed, place, &measures))
                .collect();
            (!lines.is_empty()).then(|| json!({ "caption": page.t(key), "rows": lines }))
        })
        .collect();
    let notes: Vec<String> = printed
        .notes
        .get(&indicator)
        .into_iter()
        .flatten()
        .map(|note| {
            let (day, by) = (
                page.day(&note.recorded_at.day()),
                note.recorded_by.clone().unwrap_or_else(|| page.t("common-console")),
            );
            page.tv(
                "reports-note",
                &[
                    ("text", note.text.clone().into()),
                    ("day", day.into()),
                    ("by", by.into()),
                ],
            )
        })
        .collect();
    json!({
        "title": page.tv("reports-section", &[("code", indicator.code().into()), ("name", words::indicator(page, indicator).into())]),
        "sentences": sentences,
        "chart": chart,
        "chart_alt": page.t1("reports-course-alt", "name", words::indicator(page, indicator)),
        "chart_caption": page.t1("reports-course-title", "name", words::indicator(page, indicator)),
        "columns": std::iter::once(page.t("reports-place"))
            .chain(measures.iter().map(|measure| short(page, *measure)))
            .chain([page.t("table-quality")])
            .collect::<Vec<_>>(),
        "tables": tables,
        "notes_title": page.t("reports-notes"),
        "notes": notes,
    })
}

/// A line of a table: the place, each measure, the quality of the headlines.
fn line(page: &PageCtx, printed: &Printed, place: &Place, measures: &[Measure]) -> Vec<String> {
    let values: Vec<Option<&Value>> = measures
        .iter()
        .map(|measure| printed.reading.value(*measure, place))
        .collect();
    // The first page says how many things each flag concerns, and the head of each page what is invented.
    let flags: BTreeSet<Flag> = values
        .iter()
        .flatten()
        .filter(|value| value.measure.is_headline())
        .flat_map(|value| value.flags.keys().copied())
        .filter(|flag| *flag != Flag::Fictitious)
        .collect();
    let quality: Vec<String> = flags
        .iter()
        .map(|flag| page.word("indicators-flag", flag.code()))
        .collect();
    std::iter::once(words::place(page, place, &printed.reading.labels))
        .chain(values.iter().map(|value| figure(page, *value)))
        .chain([quality.join(", ")])
        .collect()
}

/// A figure in a table: `s` stands for what is hidden.
pub(super) fn figure(page: &PageCtx, value: Option<&Value>) -> String {
    match value {
        None => "–".to_owned(),
        Some(value) => match value.level() {
            Some(level) => words::level(page, value.measure.unit(), level),
            None if value.has(Flag::Secret) => "s".to_owned(),
            None => words::absent(page, value),
        },
    }
}

fn definition_row(page: &PageCtx, definition: &Definition) -> Vec<String> {
    let thresholds = match definition.indicator {
        Indicator::Connected => page.tv(
            "reports-thresholds-rates",
            &[
                (
                    "down",
                    page.formats()
                        .tenths(i64::from(definition.thresholds.down_kbps) / 100)
                        .into(),
                ),
                (
                    "up",
                    page.formats()
                        .tenths(i64::from(definition.thresholds.up_kbps) / 100)
                        .into(),
                ),
            ],
        ),
        Indicator::Trained => page.tn("reports-thresholds-hours", "count", definition.thresholds.hours),
        Indicator::Selected | Indicator::Used | Indicator::Certified => {
            page.word("reports-thresholds", definition.indicator.code())
        }
    };
    let told = if definition.note.is_empty() {
        thresholds
    } else {
        format!("{thresholds} – {}", definition.note)
    };
    vec![
        format!(
            "{} – {}",
            definition.indicator.code(),
            words::indicator(page, definition.indicator)
        ),
        definition.version.to_string(),
        page.day(&definition.valid_from),
        told,
    ]
}
