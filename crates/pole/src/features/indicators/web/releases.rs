//! The releases: the months that were frozen, what each says, freezing the last one.

use askama::Template;
use axum::extract::Path;
use pole_kernel::Month;
use pole_office::table::CellKind;

use super::super::actions;
use super::super::model::{Flag, Indicator, Measure, Place, Value};
use super::super::records::{Audience, Release, ReleaseId};
use super::super::releases::{self, Rehearsal};
use super::super::table::Labels;
use super::{table, words};
use crate::policy::Action;
use crate::shell::export::{self, ExportFormat};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;
use crate::shell::table::{Table, moment, text};

#[derive(Template)]
#[template(path = "features/indicators/pages/releases.html")]
struct ReleasesPage {
    page: PageCtx,
    table: Table,
    /// The month that can be frozen now.
    ready: Option<String>,
}

async fn all(page: &PageCtx) -> Result<Vec<Release>, Problem> {
    let actor = page.actor.clone();
    Ok(page.app.db().read(move |tx| actions::all_releases(tx, &actor)).await?)
}

/// The newest month that is over.
fn last_month(page: &PageCtx) -> Month {
    page.now.day().month_of().plus(-1)
}

pub(super) async fn list(page: PageCtx) -> Reply {
    let releases = all(&page).await?;
    let month = last_month(&page);
    let ready = page.may(Action::EditIndicators) && releases.iter().all(|release| release.month != month);
    let template = ReleasesPage {
        table: list_table(&page, &releases),
        ready: ready.then(|| page.month(&month)),
        page: page.clone(),
    };
    page.show(&template)
}

fn list_table(page: &PageCtx, releases: &[Release]) -> Table {
    let rows = releases
        .iter()
        .map(|release| crate::shell::table::TableRow {
            cells: vec![
                text(page.month(&release.month)),
                text(page.word("indicators-audience", release.audience.code())),
                moment(page, release.frozen_at),
                text(release.frozen_by.clone().unwrap_or_else(|| page.t("common-console"))),
                text(note(page, release)),
            ],
            href: Some(format!("/indicateurs/publications/{}", release.id)),
            flags: Vec::new(),
        })
        .collect();
    Table {
        id: "publications",
        caption: page.t("indicators-releases"),
        columns: vec![
            table::column(page, "indicators-column-month", CellKind::Text, 18.0),
            table::column(page, "indicators-column-audience", CellKind::Text, 18.0),
            table::column(page, "indicators-column-frozen-at", CellKind::Text, 26.0),
            table::column(page, "indicators-column-by", CellKind::Text, 24.0),
            table::column(page, "indicators-column-note", CellKind::Text, 40.0),
        ],
        rows,
        total: None,
        export: String::new(),
        query: String::new(),
        empty: page.t("indicators-releases-none"),
        note: String::new(),
    }
}

/// What there is to know of a release: that it was caught up, and what was written of it.
fn note(page: &PageCtx, release: &Release) -> String {
    let caught_up = release.is_caught_up().then(|| page.t("indicators-release-caught-up"));
    let written = Some(release.note.clone()).filter(|note| !note.is_empty());
    caught_up.into_iter().chain(written).collect::<Vec<_>>().join(" ")
}

/// What freezing hides from one audience.
struct Hides {
    audience: String,
    threshold: String,
    shown: usize,
    hidden: usize,
    list: Vec<String>,
}

#[derive(Template)]
#[template(path = "features/indicators/pages/freeze.html")]
struct FreezePage {
    page: PageCtx,
    form: Form,
    month: String,
    code: String,
    hides: Vec<Hides>,
}

/// What freezing the last month would publish and hide, before it is done.
pub(super) async fn confirm(page: PageCtx, form: Form) -> Reply {
    let (actor, now, month) = (page.actor.clone(), page.now, last_month(&page));
    let rehearsal = page
        .app
        .db()
        .read(move |tx| releases::rehearse(tx, &actor, now, month))
        .await?;
    let template = FreezePage {
        form,
        month: page.month(&month),
        code: month.to_string(),
        hides: rehearsal
            .figures
            .iter()
            .map(|(audience, values)| hides(&page, &rehearsal, *audience, values))
            .collect(),
        page: page.clone(),
    };
    page.show(&template)
}

fn hides(page: &PageCtx, rehearsal: &Rehearsal, audience: Audience, values: &[Value]) -> Hides {
    let hidden: Vec<&Value> = values
        .iter()
        .filter(|value| value.has(Flag::Secret) || (value.has(Flag::NotPublishable) && value.numerator.is_none()))
        .collect();
    // One line an indicator and place: its measures are hidden together.
    let mut list: Vec<String> = Vec::new();
    for value in &hidden {
        let words = page.tv(
            "indicators-freeze-hidden",
            &[
                ("indicator", words::indicator(page, value.measure.indicator()).into()),
                ("place", words::place(page, &value.place, &rehearsal.labels).into()),
                ("why", words::absent(page, value).into()),
            ],
        );
        if !list.contains(&words) {
            list.push(words);
        }
    }
    let threshold = releases::thresholds(audience);
    Hides {
        audience: page.word("indicators-audience", audience.code()),
        threshold: page.tn("indicators-freeze-threshold", "count", threshold.k),
        shown: values.len() - hidden.len(),
        hidden: hidden.len(),
        list,
    }
}

/// Freezes the month that was confirmed.
pub(super) async fn freeze(page: PageCtx, form: Form) -> Reply {
    let month = Month::parse(form.value("mois")).map_err(|_| Problem::BadRequest("problem-bad-query"))?;
    let (actor, now, note) = (page.actor.clone(), page.now, form.value("note").to_owned());
    page.app
        .db()
        .write(move |tx| releases::freeze(tx, &actor, now, month, &note))
        .await?;
    page.redirect("/indicateurs/publications", "notice-indicators-frozen")
}

/// What the page of a release keeps from one link to the next.
const KEPT: [&str; 2] = ["indicateur", "axe"];

#[derive(Template)]
#[template(path = "features/indicators/pages/release.html")]
struct ReleasePage {
    page: PageCtx,
    form: Form,
    release: Release,
    title: String,
    audience: String,
    note: String,
    table: Table,
    indicators: Vec<(String, String)>,
    axes: Vec<(String, String)>,
}

async fn load(page: &PageCtx, id: &str) -> Result<(Release, Labels, Vec<Value>), Problem> {
    let id = ReleaseId::parse(id).map_err(|_| Problem::NotFound)?;
    let actor = page.actor.clone();
    Ok(page.app.db().read(move |tx| actions::release(tx, &actor, id)).await?)
}

pub(super) async fn page(page: PageCtx, Path(id): Path<String>, form: Form) -> Reply {
    let (release, labels, values) = load(&page, &id).await?;
    let every = |key: &str| (String::new(), page.t(key));
    let mut indicators = vec![every("indicators-all")];
    indicators.extend(
        Indicator::ALL
            .iter()
            .map(|indicator| (indicator.code().to_owned(), words::indicator(&page, *indicator))),
    );
    let mut axes = vec![every("indicators-all-places")];
    axes.extend(
        [
            ("basin", "indicators-place-basin"),
            ("territory", "indicators-axis-ile"),
            ("type", "indicators-axis-type"),
            ("school", "indicators-axis-etablissement"),
        ]
        .into_iter()
        .map(|(kind, key)| (kind.to_owned(), page.t(key))),
    );
    let template = ReleasePage {
        title: page.t1("indicators-release-title", "month", page.month(&release.month)),
        audience: page.word("indicators-audience", release.audience.code()),
        note: note(&page, &release),
        table: figures_table(&page, &release, &labels, &values, &form),
        indicators,
        axes,
        release,
        form,
        page: page.clone(),
    };
    page.show(&template)
}

fn figures_table(page: &PageCtx, release: &Release, labels: &Labels, values: &[Value], form: &Form) -> Table {
    let indicator = Indicator::parse(form.value("indicateur")).ok();
    let mut shown: Vec<&Value> = values
        .iter()
        .filter(|value| indicator.is_none_or(|indicator| value.measure.indicator() == indicator))
        .filter(|value| form.optional("axe").is_none_or(|kind| value.place.kind() == kind))
        .collect();
    let measure_rank = |measure: Measure| Measure::ALL.iter().position(|other| *other == measure);
    let place_rank = |place: &Place| match place {
        Place::Basin | Place::Directory => 0,
        Place::Territory(_) => 1,
        Place::Group(_) => 2,
        Place::Wave(_) => 3,
        Place::School(_) => 4,
    };
    shown.sort_by_cached_key(|value| {
        (
            measure_rank(value.measure),
            place_rank(&value.place),
            words::place(page, &value.place, labels),
        )
    });
    let mut columns = vec![
        table::column(page, "indicators-column-place", CellKind::Text, 36.0),
        table::column(page, "indicators-column-measure", CellKind::Text, 40.0),
    ];
    columns.extend(table::value_columns(page));
    let rows = shown
        .into_iter()
        .map(|value| {
            let mut row = table::row(page, value);
            row.cells.splice(
                0..0,
                [
                    text(words::place(page, &value.place, labels)),
                    text(words::measure(page, value.measure)),
                ],
            );
            row
        })
        .collect();
    Table {
        id: "chiffres-publies",
        caption: page.t("indicators-release-figures"),
        columns,
        rows,
        total: None,
        export: format!("/indicateurs/publications/{}/chiffres", release.id),
        query: form.query(&KEPT, &[]),
        empty: page.t("indicators-none-found"),
        note: page.t("indicators-export-note"),
    }
}

/// The figures of a release to save.
pub(super) async fn export(page: PageCtx, Path((id, file)): Path<(String, String)>, form: Form) -> Reply {
    let format = file
        .strip_prefix("chiffres.")
        .and_then(ExportFormat::parse)
        .ok_or(Problem::NotFound)?;
    let (release, labels, values) = load(&page, &id).await?;
    let name = format!("publication-{}-{}", release.month, release.audience.code());
    let table = figures_table(&page, &release, &labels, &values, &form);
    export::save(&page, format, &name, &[table.sheet(&page)])
}
