//! The pictures of the indicators: the line beside a figure, its course over time, places compared,
//! the map.

use pole_pictures::{BarChart, Break, ChartWords, LineChart, MapClasses, Palette, Reference, Series, Sparkline};

use super::super::actions::{Reading, Trend};
use super::super::model::{Flag, Measure, Place, Unit, Value};
use super::indicator::may_open_school;
use super::words;
use crate::features::directory::{SchoolLine, SchoolMap};
use crate::shell::page::PageCtx;

/// A number of a chart, whose unit is written once above its axis.
pub(super) fn format(page: &PageCtx, unit: Unit) -> impl Fn(i64) -> String {
    let formats = page.formats();
    move |level| match unit {
        Unit::Percent if level % 10 == 0 => formats.number(level / 10),
        Unit::Percent => formats.tenths(level),
        Unit::Persons | Unit::Certifications => formats.number(level),
    }
}

pub(super) fn chart_words(page: &PageCtx) -> ChartWords {
    ChartWords {
        estimated: page.t("indicators-chart-flagged"),
        unknown: page.t("indicators-chart-none"),
        suppressed: page.t("common-suppressed"),
    }
}

pub(super) fn unit(page: &PageCtx, unit: Unit) -> String {
    page.word("indicators-unit", unit.code())
}

/// Whether something is to be said of a value besides that it is invented.
fn has_reserve(value: &Value) -> bool {
    value
        .flags
        .keys()
        .any(|flag| !matches!(flag, Flag::Ok | Flag::Fictitious))
}

/// The values from which the definition is another one.
fn breaks(values: &[Value]) -> Vec<usize> {
    (1..values.len())
        .filter(|index| values[*index].definition != values[*index - 1].definition)
        .collect()
}

/// The moments of a trend, in words: school years, or months when there are several a year.
pub(super) fn moments(page: &PageCtx, values: &[Value]) -> Vec<String> {
    let years: Vec<_> = values.iter().map(|value| value.as_of.school_year()).collect();
    let yearly = years.windows(2).all(|pair| pair[0] != pair[1]);
    values
        .iter()
        .zip(years)
        .map(|(value, year)| {
            if yearly {
                page.year(&year)
            } else {
                let month = value.as_of.month_of();
                format!("{:02}/{}", month.number(), month.year())
            }
        })
        .collect()
}

/// The line beside a figure; nothing when there is only one moment.
pub(super) fn spark(page: &PageCtx, id: &str, name: &str, values: &[Value], target: Option<i64>) -> Option<String> {
    let levels: Vec<Option<i64>> = values.iter().map(Value::level).collect();
    let known: Vec<(usize, i64)> = levels
        .iter()
        .enumerate()
        .filter_map(|(place, level)| Some((place, (*level)?)))
        .collect();
    let ((first, from), (last, to)) = (known.first()?, known.last()?);
    if first == last {
        return None;
    }
    let unit = values.first()?.measure.unit();
    let names = moments(page, values);
    let line = Sparkline {
        title: page.t1("indicators-spark-title", "name", name),
        description: page.tv(
            "indicators-spark-description",
            &[
                ("first", names[*first].clone().into()),
                ("from", words::level(page, unit, *from).into()),
                ("last", names[*last].clone().into()),
                ("to", words::level(page, unit, *to).into()),
            ],
        ),
        values: levels,
        target,
        breaks: breaks(values),
    };
    Some(line.svg(id, Palette::Page))
}

/// The course of an indicator over time; nothing when no moment has a figure. `id` names it on its
/// page.
pub fn course(
    page: &PageCtx,
    (id, palette): (&str, Palette),
    trend: &Trend,
    title: String,
    target: Option<(i64, String)>,
) -> Option<String> {
    let (measure, longest) = trend.lines.iter().max_by_key(|(_, values)| values.len())?;
    if trend
        .lines
        .iter()
        .all(|(_, values)| values.iter().all(|value| value.level().is_none()))
    {
        return None;
    }
    let several = trend.lines.len() > 1;
    let chart = LineChart {
        title,
        description: page.t("indicators-course-description"),
        unit: unit(page, measure.unit()),
        categories: moments(page, longest),
        series: trend
            .lines
            .iter()
            .map(|(measure, values)| {
                series(
                    if several {
                        words::measure(page, *measure)
                    } else {
                        String::new()
                    },
                    values,
                )
            })
            .collect(),
        from_zero: true,
        reference: target.map(|(value, label)| Reference { value, label }),
        breaks: breaks(longest)
            .into_iter()
            .map(|before| Break {
                before,
                label: page.tn("indicators-course-break", "version", longest[before].definition),
            })
            .collect(),
        words: chart_words(page),
    };
    Some(chart.svg(id, palette, &format(page, measure.unit())))
}

fn series(label: String, values: &[Value]) -> Series {
    Series {
        label,
        values: values.iter().map(Value::level).collect(),
        estimated: values.iter().map(has_reserve).collect(),
        suppressed: values.iter().map(|value| value.has(Flag::Secret)).collect(),
    }
}

/// Places compared; nothing when none has a figure.
pub(super) fn compared(
    page: &PageCtx,
    reading: &Reading,
    measure: Measure,
    places: &[&Place],
    target: Option<(i64, String)>,
) -> Option<String> {
    let values: Vec<Value> = places
        .iter()
        .filter_map(|place| reading.value(measure, place).cloned())
        .collect();
    if values.iter().all(|value| value.level().is_none()) {
        return None;
    }
    let chart = BarChart {
        title: words::measure(page, measure),
        description: page.t("indicators-bars-description"),
        unit: unit(page, measure.unit()),
        categories: values
            .iter()
            .map(|value| words::place(page, &value.place, &reading.labels))
            .collect(),
        series: vec![series(String::new(), &values)],
        stacked: false,
        reference: target.map(|(value, label)| Reference { value, label }),
        words: chart_words(page),
    };
    Some(chart.svg("lieux", Palette::Page, &format(page, measure.unit())))
}

/// From which share a school is in the next class of the map, in tenths of a percent.
const CLASSES: [i64; 3] = [250, 500, 750];

/// The map of I1 (selected or not) and of I2 (share of rooms, in four classes).
pub(super) fn map(page: &PageCtx, reading: &Reading, measure: Measure, schools: &[SchoolLine], query: &str) -> String {
    let yes_or_no = measure.indicator() == super::super::model::Indicator::Selected;
    let labels: Vec<String> = if yes_or_no {
        vec![page.t("indicators-map-not-selected"), page.t("indicators-map-selected")]
    } else {
        (0..=CLASSES.len())
            .map(|rank| page.t(&format!("indicators-map-class-{rank}")))
            .collect()
    };
    let class_of = |school: &SchoolLine| {
        let level = reading.value(measure, &Place::School(school.uai.clone()))?.level()?;
        Some(if yes_or_no {
            usize::from(level > 0)
        } else {
            CLASSES.iter().filter(|limit| level >= **limit).count()
        })
    };
    let counted: Vec<SchoolLine> = schools
        .iter()
        .filter(|school| reading.places.contains(&Place::School(school.uai.clone())))
        .cloned()
        .collect();
    SchoolMap {
        title: page.t1("indicators-map-title", "name", words::measure(page, measure)),
        description: page.t("indicators-map-description"),
        schools: &counted,
        classes: Some(MapClasses {
            labels,
            unknown: page.t("indicators-map-unknown"),
        }),
        class_of: &class_of,
        href: &|school| {
            may_open_school(page, reading, &school.uai)
                .then(|| format!("/etablissements/{}/indicateurs{query}", school.uai))
        },
    }
    .html(page, "carte")
}
