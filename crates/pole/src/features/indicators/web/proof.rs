//! The evidence of a figure: the filter that made it in words, then one row a piece.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use pole_office::table::{Cell, CellKind};

use super::super::evidence::{self, Evidence, Piece, Sought, What};
use super::super::model::{Indicator, Measure, Place, Value};
use super::words::{self, Shown, Words};
use super::{Look, code, look, query_with, table};
use crate::policy::{Action, Subject};
use crate::shell::export::{self, ExportFormat};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;
use crate::shell::table::{Table, TableRow, text};

/// How many pieces a page shows.
const PAGE: usize = 100;
/// What a page of evidence keeps from one link to the next.
const KEPT: [&str; 5] = ["lieu", "au", "connu", "mesure", "tout"];

/// A piece as the list shows it.
struct Line {
    what: String,
    href: Option<String>,
    gives: String,
    source: String,
    history: Option<String>,
    counts: bool,
    fictitious: bool,
}

#[derive(Template)]
#[template(path = "features/indicators/pages/evidence.html")]
struct EvidencePage {
    page: PageCtx,
    form: Form,
    past: bool,
    code: &'static str,
    name: String,
    filter: Vec<String>,
    shown: Shown,
    says: Option<String>,
    flags: Vec<Words>,
    lines: Vec<Line>,
    count: String,
    all: bool,
    toggle: String,
    next: Option<String>,
    query: String,
    back: String,
    measures: Vec<(String, String, bool)>,
}

fn sought(indicator: Indicator, form: &Form, look: &Look) -> Result<Sought, Problem> {
    let measure = Measure::parse(form.value("mesure"))
        .ok()
        .filter(|measure| measure.indicator() == indicator)
        .or_else(|| Measure::of(indicator).next())
        .ok_or(Problem::NotFound)?;
    Ok(Sought {
        measure,
        place: look.place.clone(),
        asked: look.asked,
        with_others: form.is("tout", "1"),
    })
}

async fn load(page: &PageCtx, sought: &Sought) -> Result<Evidence, Problem> {
    let (actor, sought) = (page.actor.clone(), sought.clone());
    Ok(page
        .app
        .db()
        .read(move |tx| evidence::evidence(tx, &actor, &sought))
        .await?)
}

pub(super) async fn page(page: PageCtx, Path(text): Path<String>, mut form: Form) -> Reply {
    let indicator = code(&text)?;
    let look = look(&page, &mut form);
    let sought = sought(indicator, &form, &look)?;
    let found = load(&page, &sought).await?;
    let status = if form.is_valid() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let after = form.value("apres").to_owned();
    let mut pieces: Vec<&Piece> = found.pieces.iter().filter(|piece| piece.key > after).collect();
    let more = pieces.len() > PAGE;
    pieces.truncate(PAGE);
    let place = sought.place.to_string();
    let fixed = [("lieu", place.as_str()), ("mesure", sought.measure.code())];
    let query = query_with(&form, &KEPT, &fixed);
    let next = pieces.last().filter(|_| more).map(|last| {
        let after: String = form_urlencoded::byte_serialize(last.key.as_bytes()).collect();
        format!("/indicateurs/{indicator}/preuves{query}&apres={after}")
    });
    let toggled = if sought.with_others { "" } else { "1" };
    let template = EvidencePage {
        past: look.past,
        code: indicator.code(),
        name: words::measure(&page, sought.measure),
        filter: filter(&page, &found, &sought),
        shown: words::shown(&page, &found.value),
        says: says(&page, &found.value, &found),
        flags: words::flags(&page, &found.value),
        lines: pieces.iter().map(|piece| line(&page, piece)).collect(),
        count: count(&page, &found),
        all: sought.with_others,
        toggle: format!(
            "/indicateurs/{indicator}/preuves{}",
            query_with(&form, &KEPT, &[fixed[0], fixed[1], ("tout", toggled)])
        ),
        next,
        back: format!(
            "/indicateurs/{indicator}{}",
            query_with(&form, &super::WHERE_AND_WHEN, &[fixed[0]])
        ),
        measures: measures(&page, indicator, &form, &sought),
        query,
        form: form.with_default("lieu", place.clone()),
        page: page.clone(),
    };
    page.show_with(status, &template)
}

/// The measures whose evidence this page can show.
fn measures(page: &PageCtx, indicator: Indicator, form: &Form, sought: &Sought) -> Vec<(String, String, bool)> {
    Measure::of(indicator)
        .filter(|measure| evidence::has_pieces(*measure))
        .map(|measure| {
            let query = query_with(
                form,
                &KEPT,
                &[("lieu", &sought.place.to_string()), ("mesure", measure.code())],
            );
            (
                words::measure(page, measure),
                format!("/indicateurs/{indicator}/preuves{query}"),
                measure == sought.measure,
            )
        })
        .collect()
}

/// The filter that made the list, in words: where, over which days, as of when, as known when.
fn filter(page: &PageCtx, found: &Evidence, sought: &Sought) -> Vec<String> {
    let place = match &sought.place {
        place @ (Place::Wave(_) | Place::School(_)) if !found.label.is_empty() => {
            format!("{} ({})", found.label, place.code())
        }
        place => words::place(page, place, &super::super::table::Labels::default()),
    };
    let value = &found.value;
    let period = if value.period.from == value.period.to {
        page.t1("indicators-filter-as-of", "day", page.day(&value.as_of))
    } else {
        page.tv(
            "indicators-filter-period",
            &[
                ("from", page.day(&value.period.from).into()),
                ("to", page.day(&value.period.to).into()),
            ],
        )
    };
    vec![
        page.t1("indicators-filter-place", "place", place),
        period,
        page.t1("indicators-filter-known", "moment", page.moment(&sought.asked.known_at)),
        page.tn("indicators-filter-definition", "version", value.definition),
    ]
}

fn says(page: &PageCtx, value: &Value, found: &Evidence) -> Option<String> {
    words::says(page, value, &found.thresholds)
}

/// How many pieces there are, in the words of the indicator.
fn count(page: &PageCtx, found: &Evidence) -> String {
    let counted = found.pieces.iter().filter(|piece| piece.counts).count();
    let key = format!(
        "indicators-pieces-{}",
        found.value.measure.indicator().code().to_lowercase()
    );
    page.tn(&key, "count", counted)
}

/// The school of a piece, in words.
fn school(page: &PageCtx, piece: &Piece) -> String {
    piece
        .school
        .as_ref()
        .map_or_else(|| page.t("indicators-school-unknown"), |(_, name)| name.clone())
}

fn line(page: &PageCtx, piece: &Piece) -> Line {
    let line = |what: String, gives: String, source: String| Line {
        what,
        href: None,
        gives,
        source,
        history: None,
        counts: piece.counts,
        fictitious: piece.fictitious,
    };
    match &piece.what {
        What::Selection { decision, eligible } => {
            let mut shown = line(
                school(page, piece),
                selection_gives(page, piece.counts, decision.is_some(), *eligible),
                decision
                    .as_ref()
                    .map_or_else(String::new, |decision| selection_source(page, decision)),
            );
            if page.may(Action::ReadPlan) {
                shown.href = decision
                    .as_ref()
                    .map(|decision| format!("/plan/vagues/{}", decision.wave));
                shown.history = decision
                    .as_ref()
                    .map(|decision| format!("/plan/entrees/{}", decision.entry));
            }
            if shown.href.is_none()
                && let Some((uai, _)) = &piece.school
                && page.may_on(Action::ReadSchool, Subject::School(uai, None))
            {
                shown.href = Some(format!("/etablissements/{uai}"));
            }
            shown
        }
    }
}

fn selection_gives(page: &PageCtx, counts: bool, selected: bool, eligible: Option<bool>) -> String {
    page.t(match (counts, eligible, selected) {
        (true, _, _) => "indicators-piece-selected",
        (false, None, _) => "indicators-piece-status-unknown",
        (false, Some(_), true) => "indicators-piece-not-eligible",
        (false, Some(_), false) => "indicators-piece-not-selected",
    })
}

fn selection_source(page: &PageCtx, decision: &evidence::Selection) -> String {
    let who = decision.recorded_by.clone().unwrap_or_else(|| page.t("common-console"));
    let mut source = page.tv(
        "indicators-piece-selection",
        &[
            ("wave", decision.wave_label.clone().into()),
            ("day", page.day(&decision.decided_on).into()),
            ("year", page.year(&decision.first_year).into()),
            ("who", who.into()),
            ("moment", page.moment(&decision.recorded_at).into()),
        ],
    );
    if let Some(uai) = &decision.written_for {
        source = format!(
            "{source} {}",
            page.t1("indicators-piece-passed-on", "uai", uai.to_string())
        );
    }
    if !decision.reason.is_empty() {
        source = format!(
            "{source} {}",
            page.t1("indicators-piece-reason", "reason", &decision.reason)
        );
    }
    source
}

/// The list to save: every piece, without the pages.
pub(super) async fn export(page: PageCtx, Path((text, file)): Path<(String, String)>, mut form: Form) -> Reply {
    let indicator = code(&text)?;
    let format = file
        .strip_prefix("preuves.")
        .and_then(ExportFormat::parse)
        .ok_or(Problem::NotFound)?;
    let look = look(&page, &mut form);
    let sought = sought(indicator, &form, &look)?;
    let found = load(&page, &sought).await?;
    let name = format!("{}-preuves", indicator.code().to_lowercase());
    export::save(
        &page,
        format,
        &name,
        &[pieces_table(&page, &found, &sought).sheet(&page)],
    )
}

/// The pieces as a table to save.
fn pieces_table(page: &PageCtx, found: &Evidence, sought: &Sought) -> Table {
    let column = |key: &str, kind: CellKind, width: f64| table::column(page, key, kind, width);
    let mut columns = vec![
        column("indicators-column-uai", CellKind::Text, 11.0),
        column("indicators-axis-etablissement", CellKind::Text, 36.0),
        column("indicators-column-counts", CellKind::Text, 10.0),
    ];
    columns.extend(match sought.measure.indicator() {
        Indicator::Selected => vec![
            column("indicators-axis-vague", CellKind::Text, 24.0),
            column("indicators-column-decided", CellKind::Day, 14.0),
            column("indicators-column-first-year", CellKind::Text, 14.0),
            column("indicators-column-reason", CellKind::Text, 40.0),
            column("indicators-column-recorded", CellKind::Text, 24.0),
            column("indicators-column-by", CellKind::Text, 24.0),
        ],
        Indicator::Connected | Indicator::Trained | Indicator::Used | Indicator::Certified => Vec::new(),
    });
    let rows = found
        .pieces
        .iter()
        .map(|piece| {
            let (uai, name) = piece.school.as_ref().map_or_else(
                || (String::new(), page.t("indicators-school-unknown")),
                |(uai, name)| (uai.to_string(), name.clone()),
            );
            let mut cells = vec![
                text(uai),
                text(name),
                text(page.t(if piece.counts {
                    "indicators-yes"
                } else {
                    "indicators-no"
                })),
            ];
            cells.extend(piece_cells(page, &piece.what));
            TableRow {
                cells,
                href: None,
                flags: if piece.fictitious {
                    vec![("fictitious", page.t("common-fictitious"))]
                } else {
                    Vec::new()
                },
            }
        })
        .collect();
    let note = format!(
        "{}. {}",
        words::measure(page, sought.measure),
        filter(page, found, sought).join(" · ")
    );
    Table {
        id: "preuves",
        caption: page.t("indicators-evidence"),
        columns,
        rows,
        total: None,
        export: String::new(),
        query: String::new(),
        empty: String::new(),
        note,
    }
}

fn piece_cells(page: &PageCtx, what: &What) -> Vec<Cell> {
    match what {
        What::Selection { decision: None, .. } => vec![Cell::Empty; 6],
        What::Selection {
            decision: Some(decision),
            ..
        } => vec![
            text(decision.wave_label.clone()),
            Cell::Day(decision.decided_on.to_string()),
            text(page.year(&decision.first_year)),
            text(decision.reason.clone()),
            text(page.moment(&decision.recorded_at)),
            text(decision.recorded_by.clone().unwrap_or_else(|| page.t("common-console"))),
        ],
    }
}
