//! The list of schools: search, filter, sort, page by page, to save as CSV or XLSX.

use askama::Template;
use axum::extract::Path;
use pole_kernel::{Lang, PriorityEducation, SchoolKind, Sector, Territory, Uai, fold};
use pole_office::table::{Cell, CellKind, Column, Sheet};

use super::super::model::SchoolLine;
use super::super::store::{self, Filter, search_text};
use crate::policy::{self, Action};
use crate::shell::export::{self, ExportFormat};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;

/// How many schools a page of the whole directory shows.
const PAGE: usize = 100;

/// The columns one can sort by.
const SORTS: [&str; 6] = ["nom", "type", "ile", "effectif", "ips", "ep"];

#[derive(Template)]
#[template(path = "features/directory/pages/schools.html")]
struct SchoolsPage {
    page: PageCtx,
    form: Form,
    schools: Vec<SchoolLine>,
    kinds: Vec<(&'static str, String)>,
    islands: Vec<(&'static str, String)>,
    priorities: Vec<(&'static str, String)>,
    sectors: Vec<(&'static str, String)>,
    whole: bool,
    next: Option<String>,
    pupils: i64,
}

impl SchoolsPage {
    /// The address of this list sorted by a column; the other way round when it already is.
    fn sort_href(&self, column: &str) -> String {
        let descending = self.form.value("tri") == column && self.form.value("sens") != "desc";
        let direction = if descending { "desc" } else { "asc" };
        self.href(&[("tri", column), ("sens", direction)])
    }

    /// What a screen reader says of the order of a column.
    fn aria_sort(&self, column: &str) -> &'static str {
        let sorted = self.form.optional("tri").unwrap_or("nom");
        match (sorted == column, self.form.value("sens") == "desc") {
            (true, true) => "descending",
            (true, false) => "ascending",
            (false, _) => "none",
        }
    }

    /// The address of this very list to save.
    fn export_href(&self, extension: &str) -> String {
        let query = self.query(&[]);
        let mark = if query.is_empty() { "" } else { "?" };
        format!("/etablissements/export/etablissements.{extension}{mark}{query}")
    }

    fn href(&self, changed: &[(&str, &str)]) -> String {
        format!("/etablissements?{}", self.query(changed))
    }

    fn query(&self, changed: &[(&str, &str)]) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for name in ["q", "type", "ile", "ep", "secteur", "annuaire", "tri", "sens"] {
            let value = changed
                .iter()
                .find(|(field, _)| *field == name)
                .map_or(self.form.value(name), |(_, value)| value);
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        query.finish()
    }
}

/// Reads the filter of a query; words that mean nothing filter nothing.
fn filter(page: &PageCtx, form: &Form) -> Filter {
    let after = form.optional("apres").and_then(|text| {
        let (uai, search) = text.split_once('~')?;
        Some((search.to_owned(), Uai::parse(uai).ok()?))
    });
    Filter {
        seen_by: policy::scope(&page.actor, Action::ReadSchool),
        whole_directory: form.is("annuaire", "tout"),
        search: fold(form.value("q")),
        kind: SchoolKind::parse(form.value("type")).ok(),
        territory: Territory::parse(form.value("ile")).ok(),
        priority: PriorityEducation::parse(form.value("ep")).ok(),
        sector: Sector::parse(form.value("secteur")).ok(),
        after,
        limit: 10_000,
    }
}

fn sort(schools: &mut [SchoolLine], form: &Form) {
    match form.optional("tri").filter(|column| SORTS.contains(column)) {
        Some("type") => schools.sort_by_key(|school| school.kind),
        Some("ile") => schools.sort_by(|left, right| left.territory.cmp(&right.territory)),
        Some("effectif") => schools.sort_by_key(|school| school.pupils.map(|(count, _)| count)),
        Some("ips") => schools.sort_by_key(|school| school.ips.map(|(tenths, _)| tenths)),
        Some("ep") => schools.sort_by_key(|school| school.priority),
        _ => {}
    }
    if form.is("sens", "desc") {
        schools.reverse();
    }
}

/// The list.
pub(super) async fn page(page: PageCtx, form: Form) -> Reply {
    let mut filter = filter(&page, &form);
    let whole = filter.whole_directory;
    if whole {
        filter.limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    }
    let mut schools = page.app.db().read(move |tx| store::lines(tx, &filter)).await?;
    let mut next = None;
    if whole && schools.len() > PAGE {
        schools.truncate(PAGE);
        if let Some(last) = schools.last() {
            let after = format!("{}~{}", last.uai, search_text(last));
            let encoded: String = form_urlencoded::byte_serialize(after.as_bytes()).collect();
            next = Some(encoded);
        }
    }
    sort(&mut schools, &form);
    let all = |label: String| ("", label);
    let mut kinds = vec![all(page.t("schools-all-kinds"))];
    kinds.extend(
        SchoolKind::ALL
            .iter()
            .map(|kind| (kind.code(), page.word("school-kind", kind.code()))),
    );
    let islands = vec![
        all(page.t("schools-all-islands")),
        (Territory::SAINT_MARTIN, page.t("territory-978")),
        (Territory::SAINT_BARTHELEMY, page.t("territory-977")),
    ];
    let priorities = vec![
        all(page.t("schools-all-priorities")),
        ("REP", "REP".to_owned()),
        ("REP+", "REP+".to_owned()),
    ];
    let sectors = vec![
        all(page.t("schools-all-sectors")),
        ("public", page.word("sector", "public")),
        ("private", page.word("sector", "private")),
    ];
    let pupils = schools
        .iter()
        .filter_map(|school| school.pupils)
        .map(|(count, _)| i64::from(count))
        .sum();
    page.clone().show(&SchoolsPage {
        page,
        form,
        schools,
        kinds,
        islands,
        priorities,
        sectors,
        whole,
        next,
        pupils,
    })
}

/// The list to save: exactly what is shown, without the pages.
pub(super) async fn export(page: PageCtx, Path(file): Path<String>, form: Form) -> Reply {
    let format = file
        .strip_prefix("etablissements.")
        .and_then(ExportFormat::parse)
        .ok_or(Problem::NotFound)?;
    let mut filter = filter(&page, &form);
    filter.limit = 100_000;
    filter.after = None;
    let mut schools = page.app.db().read(move |tx| store::lines(tx, &filter)).await?;
    sort(&mut schools, &form);
    export::save(&page, format, "etablissements", &[sheet(&page, &schools)])
}

fn sheet(page: &PageCtx, schools: &[SchoolLine]) -> Sheet {
    let column = |key: &str, kind: CellKind, width: f64| Column {
        title: page.t(key),
        kind,
        width,
    };
    let text = |value: Option<String>| value.map_or(Cell::Empty, Cell::Text);
    Sheet {
        name: page.t("schools-title"),
        note: Some(page.t("schools-export-note")),
        columns: vec![
            column("schools-uai", CellKind::Text, 11.0),
            column("schools-name", CellKind::Text, 40.0),
            column("schools-kind", CellKind::Text, 24.0),
            column("schools-sector", CellKind::Text, 12.0),
            column("schools-contract", CellKind::Text, 18.0),
            column("schools-island", CellKind::Text, 18.0),
            column("schools-commune", CellKind::Text, 20.0),
            column("schools-quarter", CellKind::Text, 24.0),
            column("schools-priority", CellKind::Text, 10.0),
            column("schools-pupils", CellKind::Integer, 10.0),
            column("schools-pupils-year", CellKind::Text, 12.0),
            column("schools-ips", CellKind::Text, 8.0),
            column("schools-ips-year", CellKind::Text, 12.0),
            column("schools-state", CellKind::Text, 12.0),
            column("schools-attached", CellKind::Text, 12.0),
        ],
        rows: schools
            .iter()
            .map(|school| {
                let formats = pole_i18n::Formats::new(Lang::Fr);
                vec![
                    Cell::Text(school.uai.to_string()),
                    Cell::Text(school.name.clone()),
                    Cell::Text(page.word("school-kind", school.kind.code())),
                    text(school.sector.map(|sector| page.word("sector", sector.code()))),
                    text(school.contract.map(|contract| page.word("contract", contract.code()))),
                    text(school.territory.as_ref().map(|territory| page.territory(territory))),
                    text(school.commune.clone()),
                    text(school.quarter.clone()),
                    text(school.priority.map(|label| label.code().to_owned())),
                    school
                        .pupils
                        .map_or(Cell::Empty, |(count, _)| Cell::Integer(i64::from(count))),
                    text(school.pupils.map(|(_, year)| year.label())),
                    text(school.ips.map(|(tenths, _)| formats.tenths(i64::from(tenths)))),
                    text(school.ips.map(|(_, year)| year.label())),
                    Cell::Text(page.word("school-state", school.state.code())),
                    text(school.attached_to.as_ref().map(ToString::to_string)),
                ]
            })
            .collect(),
    }
}
