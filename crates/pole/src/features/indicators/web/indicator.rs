//! One indicator: its figure and quality, its course over time, by island, type, wave and school,
//! its map, its targets and notes.

use std::cmp::Reverse;

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use pole_kernel::{Cents, SchoolYear, Uai, fold};
use pole_office::table::{Cell, CellKind, Column};

use super::super::actions::{self, Certified, Reading, Trend};
use super::super::errors::IndicatorError;
use super::super::evidence;
use super::super::levels::{self as distribution, Expected, Levels};
use super::super::model::{Indicator, Measure, Place, Unit, Value};
use super::super::other_axes::{self, AxisValues, OtherAxis};
use super::super::records::{Note, NoteId, Target};
use super::cards::{self, Card, View};
use super::levels::{self, LevelsShown};
use super::words::{Shown, Words};
use super::{Look, WHERE_AND_WHEN, charts, code, look, place_options, table, words};
use crate::features::directory::{self, SchoolLine};
use crate::policy::{Action, Scope, Subject};
use crate::shell::export::{self, ExportFormat};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;
use crate::shell::table::{Table, TableRow, text};

/// What the table and its bars compare.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Axis {
    Island,
    Type,
    Wave,
    School,
}

impl Axis {
    const ALL: [Self; 4] = [Self::Island, Self::Type, Self::Wave, Self::School];

    const fn code(self) -> &'static str {
        match self {
            Self::Island => "ile",
            Self::Type => "type",
            Self::Wave => "vague",
            Self::School => "etablissement",
        }
    }

    const fn holds(self, place: &Place) -> bool {
        matches!(
            (self, place),
            (Self::Island, Place::Territory(_))
                | (Self::Type, Place::Group(_))
                | (Self::Wave, Place::Wave(_))
                | (Self::School, Place::School(_))
        )
    }

    fn read(form: &Form) -> Self {
        Self::ALL
            .into_iter()
            .find(|axis| form.is("axe", axis.code()))
            .unwrap_or(Self::School)
    }
}

/// What a page of this indicator keeps from one link to the next.
const KEPT: [&str; 8] = ["lieu", "au", "connu", "mesure", "axe", "q", "tri", "sens"];

/// A figure that goes with the headline.
struct Companion {
    name: String,
    href: String,
    current: bool,
    shown: Shown,
    says: Option<String>,
    flags: Vec<Words>,
}

/// A link of the axes.
struct AxisLink {
    label: String,
    href: String,
    current: bool,
}

#[derive(Template)]
#[template(path = "features/indicators/pages/indicator.html")]
struct IndicatorPage {
    page: PageCtx,
    form: Form,
    past: bool,
    code: &'static str,
    place: String,
    places: Vec<(String, Vec<(String, String)>)>,
    card: Card,
    companions: Vec<Companion>,
    /// Who is behind the certifications, in sentences.
    certified: Vec<String>,
    /// The certified among the pupils who are expected to be.
    expected: Option<Table>,
    /// How far they came.
    levels: Option<LevelsShown>,
    course: Option<String>,
    baseline: Option<String>,
    course_table: Table,
    axes: Vec<AxisLink>,
    bars: Option<String>,
    table: Table,
    others: Vec<Table>,
    map: Option<String>,
    targets: Vec<(Target, String)>,
    years: Vec<(String, String)>,
    unit_hint: String,
    notes: Vec<Note>,
    may_edit: bool,
    query: String,
}

impl IndicatorPage {
    /// Where the form that says where and when leads, from any of this page's forms.
    fn action(&self) -> String {
        format!("/indicateurs/{}", self.code)
    }

    /// The address of the table sorted by a column; the other way round when it already is.
    fn sort_href(&self, column: &str) -> String {
        let down = self.form.value("tri") == column && self.form.value("sens") != "desc";
        let direction = if down { "desc" } else { "asc" };
        format!(
            "/indicateurs/{}{}#valeurs",
            self.code,
            self.form.query(&KEPT, &[("tri", column), ("sens", direction)])
        )
    }

    /// The columns of the table, each with the name under which it is sorted.
    fn columns(&self) -> Vec<(&Column, Option<&'static str>)> {
        let names = ["nom", "nombre", "total", "valeur"];
        self.table
            .columns
            .iter()
            .enumerate()
            .map(|(place, column)| (column, names.get(place).copied()))
            .collect()
    }

    /// What a screen reader says of the order of a column.
    fn aria_sort(&self, column: &str) -> &'static str {
        match (self.form.value("tri") == column, self.form.value("sens") == "desc") {
            (true, true) => "descending",
            (true, false) => "ascending",
            (false, _) => "none",
        }
    }
}

/// What one indicator's page is made of.
struct Read {
    view: View,
    notes: Vec<Note>,
    schools: Vec<SchoolLine>,
    /// The measure along the axes of this indicator alone.
    others: Vec<(OtherAxis, AxisValues)>,
    certified: Option<Certified>,
    expected: Vec<Expected>,
    levels: Option<Levels>,
}

async fn load(page: &PageCtx, indicator: Indicator, measure: Measure, look: &Look) -> Result<Read, Problem> {
    let view = cards::load(page, vec![indicator], look).await?;
    let (actor, place, known_at, now) = (page.actor.clone(), look.place.clone(), look.asked.known_at, page.now);
    let reading = view.reading.clone();
    let (notes, schools, others, (certified, expected, levels)) = page
        .app
        .db()
        .read(move |tx| {
            let others = other_axes::other_axes(tx, &actor, &reading, measure)?;
            let certified = if indicator == Indicator::Certified {
                (
                    actions::certified(tx, &actor, &reading)?,
                    distribution::expected(tx, &actor, &reading, now)?,
                    distribution::levels(tx, &actor, &reading, now)?,
                )
            } else {
                (None, Vec::new(), None)
            };
            let schools = if has_map(indicator) {
                directory::basin(tx, Scope::everything())?
            } else {
                Vec::new()
            };
            let notes = actions::notes(tx, &actor, indicator, &place, known_at)?;
            Ok::<_, IndicatorError>((notes, schools, others, certified))
        })
        .await?;
    Ok(Read {
        view,
        notes,
        schools,
        others,
        certified,
        expected,
        levels,
    })
}

/// Whether what is counted stands somewhere: schools and rooms do.
const fn has_map(indicator: Indicator) -> bool {
    match indicator {
        Indicator::Selected | Indicator::Connected => true,
        Indicator::Trained | Indicator::Used | Indicator::Certified => false,
    }
}

/// The measure the table and the pictures show: the one asked, or the headline.
fn measure(indicator: Indicator, form: &Form) -> Result<Measure, Problem> {
    Measure::parse(form.value("mesure"))
        .ok()
        .filter(|measure| measure.indicator() == indicator)
        .or_else(|| Measure::of(indicator).next())
        .ok_or(Problem::NotFound)
}

pub(super) async fn page(page: PageCtx, Path(text): Path<String>, mut form: Form) -> Reply {
    let indicator = code(&text)?;
    let look = look(&page, &mut form);
    show(page, indicator, form, look).await
}

async fn show(page: PageCtx, indicator: Indicator, form: Form, look: Look) -> Reply {
    let measure = measure(indicator, &form)?;
    let read = load(&page, indicator, measure, &look).await?;
    let (view, reading) = (&read.view, &read.view.reading);
    let status = if form.is_valid() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let place = words::place(&page, &reading.place, &reading.labels);
    let trend = view.trends.get(&indicator).cloned().unwrap_or_default();
    let target = cards::target(view, indicator);
    let line = target.map(|target| {
        (
            target.target,
            page.t1("indicators-target-line", "year", page.year(&target.year)),
        )
    });
    // A target speaks of the headline alone.
    let bars_line = line.clone().filter(|_| measure.is_headline());
    let axis = Axis::read(&form);
    let rows = places_of(view, axis, &look.place, &form);
    let query = form.query(&WHERE_AND_WHEN, &[("lieu", &reading.place.to_string())]);
    let this_year = page.now.day().school_year();
    let years = (-1..=6)
        .map(|offset| this_year.plus(offset))
        .map(|year| (year.to_string(), page.year(&year)))
        .collect();
    let may_edit = page.may(Action::EditIndicators) && !look.past;
    let template = IndicatorPage {
        past: look.past,
        code: indicator.code(),
        places: place_options(&page, &reading.places, &reading.labels),
        card: cards::card(&page, view, &form, indicator),
        companions: companions(&page, view, &form, indicator, measure),
        certified: read
            .certified
            .map(|certified| certified_words(&page, &certified))
            .unwrap_or_default(),
        expected: Some(levels::expected(&page, &read.expected, &query)).filter(|table| !table.rows.is_empty()),
        levels: read.levels.map(|told| levels::shown(&page, &told, &query)),
        course: charts::course(
            &page,
            ("evolution", pole_pictures::Palette::Page),
            &trend,
            page.t1("indicators-course-title", "place", &place),
            line.filter(|_| trend.lines.len() == 1),
        ),
        baseline: baseline(&page, &trend),
        course_table: course_table(&page, indicator, &trend, &query),
        axes: axes(&page, view, &form, indicator, axis),
        // A school is selected or not: the map says it better than bars of 0 and 100.
        bars: (indicator != Indicator::Selected || axis != Axis::School)
            .then(|| charts::compared(&page, reading, measure, &rows, bars_line))
            .flatten(),
        table: values_table(&page, view, indicator, measure, axis, &rows, &form),
        others: read
            .others
            .iter()
            .map(|(axis, values)| other_table(&page, reading, measure, *axis, values, &form))
            .collect(),
        map: has_map(indicator).then(|| charts::map(&page, reading, measure, &read.schools, &asked_query(&form))),
        targets: view
            .targets
            .iter()
            .filter(|target| target.indicator == indicator)
            .map(|target| {
                (
                    target.clone(),
                    words::level(&page, cards::unit(indicator), target.target),
                )
            })
            .collect(),
        years,
        unit_hint: page.t(match cards::unit(indicator) {
            Unit::Percent => "indicators-target-hint-percent",
            Unit::Persons | Unit::Certifications => "indicators-target-hint-count",
        }),
        notes: read.notes,
        may_edit,
        place,
        form: form
            .with_default("lieu", reading.place.to_string())
            .with_default("annee", this_year.to_string()),
        query,
        page: page.clone(),
    };
    page.show_with(status, &template)
}

/// Whether the reader may open the tab of a school: its own people and those who answer for it.
pub(super) fn may_open_school(page: &PageCtx, reading: &Reading, uai: &Uai) -> bool {
    let territory = reading.facts.school(uai).and_then(|school| school.territory.as_ref());
    page.may_on(Action::ReadIndicators, Subject::School(uai, territory))
}

/// When, without where: for links to one school.
fn asked_query(form: &Form) -> String {
    form.query(&["au", "connu"], &[])
}

/// Every measure of the indicator at the place, each a link that shows it in the table and pictures.
fn companions(page: &PageCtx, view: &View, form: &Form, indicator: Indicator, current: Measure) -> Vec<Companion> {
    let thresholds = view.reading.facts.definitions.of(indicator).thresholds;
    view.reading
        .here()
        .filter(|value| value.measure.indicator() == indicator)
        .map(|value| Companion {
            name: words::measure(page, value.measure),
            href: format!(
                "/indicateurs/{indicator}{}#valeurs",
                form.query(&KEPT, &[("mesure", value.measure.code())])
            ),
            current: value.measure == current,
            shown: words::shown(page, value),
            says: words::says(page, value, &thresholds),
            flags: words::flags(page, value)
                .into_iter()
                .filter(|(class, _)| *class != "ok")
                .collect(),
        })
        .collect()
}

/// Who is behind the certifications, in sentences.
fn certified_words(page: &PageCtx, certified: &Certified) -> Vec<String> {
    let persons = |key: &str, count: Option<u64>| {
        count.map_or_else(
            || page.t("indicators-certified-hidden"),
            |count| page.tn(key, "count", count),
        )
    };
    let mut words = vec![
        persons("indicators-certified-pupils", certified.pupils),
        persons("indicators-certified-teachers", certified.teachers),
    ];
    if certified.unmatched > 0 {
        words.push(page.tn("indicators-certified-unmatched", "count", certified.unmatched));
    }
    words.push(page.tn("indicators-certified-sessions", "count", certified.sessions));
    words
}

/// The first value there is: where one started from.
fn baseline(page: &PageCtx, trend: &Trend) -> Option<String> {
    let (_, values) = trend.lines.first().filter(|_| trend.lines.len() == 1)?;
    let first = actions::baseline(values)?;
    let level = words::level(page, first.measure.unit(), first.level()?);
    Some(page.tv(
        "indicators-baseline",
        &[("day", page.day(&first.as_of).into()), ("level", level.into())],
    ))
}

fn axes(page: &PageCtx, view: &View, form: &Form, indicator: Indicator, current: Axis) -> Vec<AxisLink> {
    Axis::ALL
        .into_iter()
        .filter(|axis| view.reading.places.iter().any(|place| axis.holds(place)))
        // Usage is counted at schools, islands, types and the basin: never at a wave.
        .filter(|axis| !(indicator == Indicator::Used && *axis == Axis::Wave))
        .map(|axis| AxisLink {
            label: page.t(&format!("indicators-axis-{}", axis.code())),
            href: format!(
                "/indicateurs/{indicator}{}#valeurs",
                form.query(&KEPT, &[("axe", axis.code()), ("tri", ""), ("sens", "")])
            ),
            current: axis == current,
        })
        .collect()
}

/// The places of an axis: the schools inside the place that is looked at, those whose name holds
/// what is searched, in the order asked.
fn places_of<'a>(view: &'a View, axis: Axis, inside: &Place, form: &Form) -> Vec<&'a Place> {
    let reading = &view.reading;
    let search = fold(form.value("q"));
    let inside = match inside {
        // A school is looked at beside the others.
        Place::School(_) => &Place::Basin,
        other => other,
    };
    let mut places: Vec<&Place> = reading
        .places
        .iter()
        .filter(|place| axis.holds(place))
        .filter(|place| match place {
            Place::School(uai) => reading
                .facts
                .school(uai)
                .is_some_and(|school| school.is_in(inside) && fold(&school.name).contains(&search)),
            Place::Basin | Place::Directory | Place::Territory(_) | Place::Group(_) | Place::Wave(_) => true,
        })
        // What can never be selected is not in the table of the selected.
        .filter(|place| {
            reading
                .value(Measure::SelectedCoverage, place)
                .is_none_or(|value| value.denominator != Some(0))
        })
        .collect();
    let measure = Measure::parse(form.value("mesure")).ok();
    let value = |place: &Place| {
        let of = |measure| reading.value(measure, place);
        measure
            .and_then(of)
            .or_else(|| reading.table.iter().find(|value| value.place == *place))
    };
    match form.value("tri") {
        "nombre" => places.sort_by_key(|place| value(place).and_then(|value| value.numerator)),
        "total" => places.sort_by_key(|place| value(place).and_then(|value| value.denominator)),
        "valeur" => places.sort_by_key(|place| value(place).and_then(Value::level)),
        "qualite" => {
            places.sort_by_key(|place| Reverse(value(place).map_or(0, |value| value.flags.values().sum::<u64>())));
        }
        _ => {}
    }
    if form.is("sens", "desc") {
        places.reverse();
    }
    places
}

/// The values of a measure at some places, and at the place that is looked at as a last row.
fn values_table(
    page: &PageCtx,
    view: &View,
    indicator: Indicator,
    measure: Measure,
    axis: Axis,
    places: &[&Place],
    form: &Form,
) -> Table {
    let reading = &view.reading;
    let mut columns = vec![table::column(
        page,
        &format!("indicators-axis-{}", axis.code()),
        CellKind::Text,
        36.0,
    )];
    columns.extend(table::value_columns(page));
    let rows = places
        .iter()
        .filter_map(|place| reading.value(measure, place))
        .map(|value| {
            let mut row = table::row(page, value);
            row.cells
                .insert(0, text(words::place(page, &value.place, &reading.labels)));
            row.href = Some(match &value.place {
                Place::School(uai) if may_open_school(page, reading, uai) => {
                    format!("/etablissements/{uai}/indicateurs{}", asked_query(form))
                }
                other => format!(
                    "/indicateurs/{indicator}{}",
                    form.query(&KEPT, &[("lieu", &other.to_string()), ("axe", "etablissement")])
                ),
            });
            row
        })
        .collect();
    let total = reading.value(measure, &reading.place).map(|value| {
        let mut row = table::row(page, value);
        row.cells
            .insert(0, text(words::place(page, &value.place, &reading.labels)));
        row.cells
    });
    let mut note = page.t("indicators-export-note");
    if !measure.is_additive() {
        note = format!("{} {note}", page.t("indicators-not-additive"));
    }
    Table {
        id: "valeurs-par-lieu",
        caption: words::measure(page, measure),
        columns,
        rows,
        total,
        export: format!("/indicateurs/{indicator}/valeurs"),
        query: form.query(&KEPT, &[("lieu", &reading.place.to_string())]),
        empty: page.t("indicators-none-found"),
        note,
    }
}

/// What stands on an axis, in words.
pub(super) fn axis_word(page: &PageCtx, axis: OtherAxis, code: &str) -> String {
    match axis {
        _ if code.is_empty() => page.t("common-unknown"),
        OtherAxis::Attachment => page.word("indicators-attachment", code),
        OtherAxis::RoomKind => page.word("room-kind", code),
        OtherAxis::Technology => page.word("line-technology", code),
        OtherAxis::Basis => page.word("room-basis", code),
        OtherAxis::Class => format!("C{code}"),
        OtherAxis::Degree => page.word("training-degree", code),
        OtherAxis::Discipline | OtherAxis::Theme => code.to_owned(),
        OtherAxis::Tier => page.word("training-tier", code),
        OtherAxis::Modality => page.word("training-modality", code),
    }
}

/// The values of a measure along an axis of its indicator alone, each leading to its evidence.
fn other_table(
    page: &PageCtx,
    reading: &Reading,
    measure: Measure,
    axis: OtherAxis,
    values: &AxisValues,
    form: &Form,
) -> Table {
    let indicator = measure.indicator();
    let name = page.word("indicators-other-axis", axis.code());
    let place = reading.place.to_string();
    let mut columns = vec![Column {
        title: name.clone(),
        kind: CellKind::Text,
        width: 36.0,
    }];
    columns.extend(table::value_columns(page));
    let rows = values
        .iter()
        .map(|(code, value)| {
            let mut row = table::row(page, value);
            row.cells.insert(0, text(axis_word(page, axis, code)));
            if evidence::has_pieces(measure) && cards::may_open(page, reading, value) {
                let fixed = [
                    ("lieu", place.as_str()),
                    ("mesure", measure.code()),
                    ("axe", axis.code()),
                    ("valeur", code),
                ];
                let kept = ["lieu", "au", "connu", "mesure", "axe", "valeur"];
                row.href = Some(format!("/indicateurs/{indicator}/preuves{}", form.query(&kept, &fixed)));
            }
            row
        })
        .collect();
    let note = match axis {
        OtherAxis::Attachment | OtherAxis::RoomKind | OtherAxis::Technology | OtherAxis::Basis | OtherAxis::Class => {
            String::new()
        }
        OtherAxis::Tier => page.t("indicators-by-tier-note"),
        OtherAxis::Theme => page.t("indicators-by-theme-note"),
        OtherAxis::Modality => page.t("indicators-by-modality-note"),
        OtherAxis::Degree | OtherAxis::Discipline => page.t("indicators-not-additive"),
    };
    let id = other_id(axis);
    Table {
        id,
        caption: page.tv(
            "indicators-other-table",
            &[("measure", words::measure(page, measure).into()), ("axis", name.into())],
        ),
        columns,
        rows,
        total: None,
        export: format!("/indicateurs/{indicator}/{id}"),
        query: form.query(&KEPT, &[]),
        empty: page.t("indicators-none-found"),
        note,
    }
}

/// The name of the table of an axis, in addresses and files.
const fn other_id(axis: OtherAxis) -> &'static str {
    match axis {
        OtherAxis::Attachment => "par-rattachement",
        OtherAxis::RoomKind => "par-type-de-salle",
        OtherAxis::Technology => "par-technologie",
        OtherAxis::Basis => "par-preuve",
        OtherAxis::Class => "par-classe",
        OtherAxis::Degree => "par-degre",
        OtherAxis::Discipline => "par-discipline",
        OtherAxis::Tier => "par-palier",
        OtherAxis::Theme => "par-theme",
        OtherAxis::Modality => "par-modalite",
    }
}

/// The values of the chart over time.
fn course_table(page: &PageCtx, indicator: Indicator, trend: &Trend, query: &str) -> Table {
    let mut columns = vec![
        table::column(page, "indicators-column-as-of", CellKind::Day, 14.0),
        table::column(page, "indicators-column-measure", CellKind::Text, 40.0),
        table::column(page, "indicators-column-definition", CellKind::Integer, 12.0),
    ];
    columns.extend(table::value_columns(page));
    let rows: Vec<TableRow> = trend
        .lines
        .iter()
        .flat_map(|(_, values)| values)
        .map(|value| {
            let mut row = table::row(page, value);
            row.cells.splice(
                0..0,
                [
                    Cell::Day(value.as_of.to_string()),
                    text(words::measure(page, value.measure)),
                    Cell::Integer(value.definition),
                ],
            );
            row
        })
        .collect();
    Table {
        id: "evolution-valeurs",
        caption: page.t("indicators-course-table"),
        columns,
        rows,
        total: None,
        export: format!("/indicateurs/{indicator}/evolution"),
        query: query.to_owned(),
        empty: page.t("indicators-course-none"),
        note: page.t("indicators-export-note"),
    }
}

/// One of the tables of the page to save.
pub(super) async fn export(page: PageCtx, Path((text, file)): Path<(String, String)>, mut form: Form) -> Reply {
    let indicator = code(&text)?;
    let (name, extension) = file.split_once('.').ok_or(Problem::NotFound)?;
    let format = ExportFormat::parse(extension).ok_or(Problem::NotFound)?;
    let look = look(&page, &mut form);
    let measure = measure(indicator, &form)?;
    let Read {
        view,
        others,
        expected,
        levels,
        ..
    } = load(&page, indicator, measure, &look).await?;
    let levels = levels.map(|told| levels::shown(&page, &told, ""));
    let axis = Axis::read(&form);
    let other = others.iter().find(|(axis, _)| other_id(*axis) == name);
    let table = match name {
        "valeurs" => {
            let places = places_of(&view, axis, &look.place, &form);
            values_table(&page, &view, indicator, measure, axis, &places, &form)
        }
        "evolution" => course_table(
            &page,
            indicator,
            &view.trends.get(&indicator).cloned().unwrap_or_default(),
            "",
        ),
        levels::EXPECTED if !expected.is_empty() => levels::expected(&page, &expected, ""),
        levels::DOMAINS => levels.ok_or(Problem::NotFound)?.domains,
        levels::COMPETENCES => levels.ok_or(Problem::NotFound)?.competences,
        _ => match other {
            Some((axis, values)) => other_table(&page, &view.reading, measure, *axis, values, &form),
            None => return Err(Problem::NotFound),
        },
    };
    let file = format!("{}-{name}", indicator.code().to_lowercase());
    export::save(&page, format, &file, &[table.sheet(&page)])
}

// ---- Targets and notes ------------------------------------------------------------------------

/// A target as people write it: `80`, `62,5 %`, `450`.
fn read_target(unit: Unit, text: &str) -> Result<i64, IndicatorError> {
    let refused = IndicatorError::Refused("indicators-refused-target");
    let hundredths = Cents::parse_euros(text.trim().trim_end_matches('%').trim())
        .map_err(|_| refused)?
        .0;
    let step = match unit {
        Unit::Percent => 10,
        Unit::Persons | Unit::Certifications => 100,
    };
    if hundredths % step == 0 {
        Ok(hundredths / step)
    } else {
        Err(IndicatorError::Refused("indicators-refused-target"))
    }
}

/// Answers a form that was refused with the page and what was typed.
async fn refused(page: PageCtx, indicator: Indicator, mut form: Form, field: &str, error: IndicatorError) -> Reply {
    match error {
        IndicatorError::Refused(key) => {
            form.refuse(field, key);
            let look = look(&page, &mut form);
            show(page, indicator, form, look).await
        }
        other => Err(other.into()),
    }
}

/// Sets the target of a year, or takes it back when the field is empty.
pub(super) async fn set_target(page: PageCtx, Path(text): Path<String>, mut form: Form) -> Reply {
    let indicator = code(&text)?;
    let look = look(&page, &mut form);
    let year = form.required("annee", "form-year", SchoolYear::parse);
    let unit = cards::unit(indicator);
    let target = form.maybe("cible", "indicators-refused-target", |text| read_target(unit, text));
    let (Some(year), true) = (year, form.is_valid()) else {
        return show(page, indicator, form, look).await;
    };
    let (actor, now, place, note) = (
        page.actor.clone(),
        page.now,
        look.place.clone(),
        form.value("raison").to_owned(),
    );
    let done = page
        .app
        .db()
        .write(move |tx| actions::set_target(tx, &actor, now, indicator, &place, year, target, &note))
        .await;
    match done {
        Ok(()) => back(&page, indicator, &look.place, "cibles", "notice-indicators-target"),
        Err(error) => refused(page, indicator, form, "cible", error).await,
    }
}

/// Writes a note beside the figure.
pub(super) async fn add_note(page: PageCtx, Path(text): Path<String>, mut form: Form) -> Reply {
    let indicator = code(&text)?;
    let look = look(&page, &mut form);
    if !form.is_valid() {
        return show(page, indicator, form, look).await;
    }
    let (actor, now, place, note) = (
        page.actor.clone(),
        page.now,
        look.place.clone(),
        form.value("note").to_owned(),
    );
    let done = page
        .app
        .db()
        .write(move |tx| actions::add_note(tx, &actor, now, indicator, &place, &note))
        .await;
    match done {
        Ok(()) => back(&page, indicator, &look.place, "notes", "notice-indicators-note"),
        Err(error) => refused(page, indicator, form, "note", error).await,
    }
}

/// Takes a note back.
pub(super) async fn withdraw_note(page: PageCtx, Path(id): Path<String>, mut form: Form) -> Reply {
    let id = NoteId::parse(&id).map_err(|_| Problem::NotFound)?;
    let look = look(&page, &mut form);
    let indicator = Indicator::parse(form.value("indicateur")).map_err(|_| Problem::NotFound)?;
    let (actor, now) = (page.actor.clone(), page.now);
    page.app
        .db()
        .write(move |tx| actions::withdraw_note(tx, &actor, now, id))
        .await?;
    back(
        &page,
        indicator,
        &look.place,
        "notes",
        "notice-indicators-note-withdrawn",
    )
}

fn back(page: &PageCtx, indicator: Indicator, place: &Place, anchor: &str, notice: &'static str) -> Reply {
    let place: String = form_urlencoded::byte_serialize(place.to_string().as_bytes()).collect();
    page.redirect(&format!("/indicateurs/{indicator}?lieu={place}#{anchor}"), notice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_read_as_people_write_it() {
        for (unit, text, read) in [
            (Unit::Percent, "80", Some(800)),
            (Unit::Percent, "62,5 %", Some(625)),
            (Unit::Percent, "62.5", Some(625)),
            (Unit::Percent, "62,55", None),
            (Unit::Persons, "450", Some(450)),
            (Unit::Persons, "4,5", None),
            (Unit::Persons, "beaucoup", None),
        ] {
            assert_eq!(read_target(unit, text).ok(), read, "{text}");
        }
    }
}
