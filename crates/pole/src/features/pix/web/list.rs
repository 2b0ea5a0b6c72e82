//! The list of certifications: search, filters, page by page, to save. Names and scores are in it for the schools whose
//! scores the reader may see, and for no other.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use pole_formats::CertificationStatus;
use pole_kernel::{Day, Uai, fold};
use pole_office::table::{Cell, CellKind, Sheet};

use super::super::actions::{self, ListLine};
use super::super::errors::PixError;
use super::super::figures::Filter;
use super::super::model::{CertificationNumber, HolderKind};
use super::{column, flags, period, year_options};
use crate::policy::Action;
use crate::shell::export::{self, ExportFormat};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;

/// How many certifications a page shows, and a file holds.
const PAGE: i64 = 100;
const FILE: i64 = 100_000;

#[derive(Template)]
#[template(path = "features/pix/pages/list.html")]
struct ListPage {
    page: PageCtx,
    form: Form,
    lines: Vec<ListLine>,
    years: Vec<(String, String)>,
    statuses: Vec<(&'static str, String)>,
    holders: Vec<(&'static str, String)>,
    named: bool,
    next: Option<String>,
}

impl ListPage {
    fn flags(&self, line: &ListLine) -> Vec<(&'static str, String)> {
        flags(&self.page, &line.row)
    }

    fn query(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for name in ["q", "annee", "statut", "porteur", "ecole", "personne"] {
            if let Some(value) = self.form.optional(name) {
                query.append_pair(name, value);
            }
        }
        query.finish()
    }
}

/// Reads the filter of a query; words that mean nothing filter nothing.
fn filter(page: &PageCtx, form: &mut Form) -> Filter {
    // Without a year, every certification is asked for.
    let (from, to) = if form.value("annee").is_empty() {
        (None, None)
    } else {
        let (_, from, to) = period(form, page.now.day().school_year());
        (Some(from), Some(to))
    };
    let after = form.optional("apres").and_then(|text| {
        let (day, number) = text.split_once('~')?;
        Some((Day::parse(day).ok()?, number.parse::<CertificationNumber>().ok()?))
    });
    Filter {
        from,
        to,
        status: CertificationStatus::parse(form.value("statut")).ok(),
        holder: HolderKind::parse(form.value("porteur")).ok(),
        uai: Uai::parse(form.value("ecole")).ok(),
        unmatched: form.is("personne", "sans"),
        after,
        limit: PAGE + 1,
        ..Filter::default()
    }
}

/// The lines of a query: a number finds one certification; a name, those of the schools whose names the reader may read.
async fn load(page: &PageCtx, form: &Form, filter: Filter) -> Result<Vec<ListLine>, Problem> {
    let (actor, now) = (page.actor.clone(), page.now);
    let search = form.value("q").to_owned();
    let found = page
        .app
        .db()
        .read(move |tx| {
            if search.is_empty() {
                return actions::list(tx, &actor, filter.clone(), now);
            }
            match search.parse::<CertificationNumber>() {
                Ok(number) => match actions::find(tx, &actor, number, now) {
                    Err(PixError::NotFound) => Ok(Vec::new()),
                    other => other,
                },
                Err(_) => actions::search(tx, &actor, &fold(&search), now),
            }
        })
        .await?;
    Ok(found)
}

pub(super) async fn page(page: PageCtx, mut form: Form) -> Reply {
    let filter = filter(&page, &mut form);
    let mut lines = load(&page, &form, filter).await?;
    let mut next = None;
    let shown = usize::try_from(PAGE).unwrap_or(usize::MAX);
    if lines.len() > shown {
        lines.truncate(shown);
        next = lines
            .last()
            .map(|last| format!("{}~{}", last.row.exam_date, last.row.number));
    }
    let status = if form.is_valid() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let mut statuses = vec![("", page.t("pix-all-statuses"))];
    statuses.extend(
        CertificationStatus::ALL
            .iter()
            .map(|status| (status.code(), page.word("pix-status", status.code()))),
    );
    let mut holders = vec![("", page.t("pix-all-holders"))];
    holders.extend(
        HolderKind::ALL
            .iter()
            .map(|holder| (holder.code(), page.word("pix-holder", holder.code()))),
    );
    let mut years = year_options(&page);
    if let Some((first, _)) = years.first_mut() {
        first.clear();
    }
    let template = ListPage {
        named: page.may(Action::ReadPixScores),
        form,
        lines,
        years,
        statuses,
        holders,
        next,
        page: page.clone(),
    };
    page.show_with(status, &template)
}

pub(super) async fn export(page: PageCtx, Path(file): Path<String>, mut form: Form) -> Reply {
    let format = file
        .strip_prefix("certifications.")
        .and_then(ExportFormat::parse)
        .ok_or(Problem::NotFound)?;
    let mut filter = filter(&page, &mut form);
    filter.limit = FILE;
    filter.after = None;
    let lines = load(&page, &form, filter).await?;
    let named = page.may(Action::ReadPixScores);
    let mut columns = vec![
        column(&page, "pix-column-number", CellKind::Integer, 12.0),
        column(&page, "pix-column-day", CellKind::Text, 12.0),
        column(&page, "pix-column-status", CellKind::Text, 16.0),
        column(&page, "pix-column-framework", CellKind::Text, 16.0),
        column(&page, "pix-column-holder", CellKind::Text, 12.0),
        column(&page, "schools-uai", CellKind::Text, 11.0),
        column(&page, "pix-column-school", CellKind::Text, 40.0),
        column(&page, "pix-column-person", CellKind::Text, 14.0),
        column(&page, "pix-column-note", CellKind::Text, 24.0),
    ];
    if named {
        columns.push(column(&page, "pix-column-name", CellKind::Text, 28.0));
        columns.push(column(&page, "pix-column-division", CellKind::Text, 10.0));
        columns.push(column(&page, "pix-column-score", CellKind::Integer, 10.0));
    }
    let rows = lines.iter().map(|line| cells(&page, line, named)).collect();
    let sheet = Sheet {
        name: page.t("pix-list-title"),
        note: Some(page.t("pix-why-count")),
        columns,
        rows,
    };
    export::save(&page, format, "certifications", &[sheet])
}

fn cells(page: &PageCtx, line: &ListLine, named: bool) -> Vec<Cell> {
    let text = |value: Option<String>| value.map_or(Cell::Empty, Cell::Text);
    let row = &line.row;
    let notes: Vec<String> = flags(page, row).into_iter().map(|(_, words)| words).collect();
    let mut cells = vec![
        Cell::Integer(row.number),
        Cell::Text(row.exam_date.to_string()),
        Cell::Text(page.word("pix-status", row.status.code())),
        Cell::Text(page.word("pix-framework", row.framework.code())),
        Cell::Text(page.word("pix-holder", row.holder.code())),
        text(row.uai.as_ref().map(Uai::to_string)),
        text(row.school_name.clone()),
        Cell::Text(page.t(if row.is_matched {
            "pix-person-found"
        } else {
            "pix-person-none"
        })),
        Cell::Text(notes.join(", ")),
    ];
    if named {
        let of = line.named.as_ref();
        cells.push(text(of.map(super::super::named::Named::name)));
        cells.push(text(of.map(|named| named.division.clone())));
        cells.push(
            of.and_then(|named| named.pix)
                .map_or(Cell::Empty, |pix| Cell::Integer(i64::from(pix))),
        );
    }
    cells
}
