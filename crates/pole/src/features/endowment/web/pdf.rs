//! Printed documents: a template of this folder, its data, and its file.

use pole_office::pdf::{Document, render};
use serde_json::{Value, json};

use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;
use crate::shell::table::Table;

/// Prints a document outside the threads that answer requests.
pub(super) async fn answer(
    page: &PageCtx,
    template: &'static str,
    title: String,
    data: Value,
    chart: Option<String>,
    name: &str,
) -> Reply {
    let language = page.lang();
    let bytes = tokio::task::spawn_blocking(move || {
        // The house face has no unbreakable hyphen.
        let data_json = data.to_string().replace('\u{2011}', "-");
        let files: Vec<(&str, &[u8])> = chart.iter().map(|svg| ("chart.svg", svg.as_bytes())).collect();
        render(&Document {
            template,
            data_json: &data_json,
            files: &files,
            title: &title,
            language,
        })
    })
    .await
    .map_err(|error| Problem::failure(&error))?
    .map_err(|error| Problem::failure(&error))?;
    page.attachment(&format!("{name}.pdf"), "application/pdf", bytes)
}

/// A table as a template reads it: every cell in the reader's language.
pub(super) fn ledger(page: &PageCtx, table: &Table) -> Value {
    let cells = |cells: &[pole_office::table::Cell]| -> Vec<String> {
        table.shown(page, cells).into_iter().map(|cell| cell.text).collect()
    };
    let flagged = table.has_flags();
    let mut columns: Vec<Value> = table
        .columns
        .iter()
        .map(|column| json!({ "title": column.title, "number": column.kind.is_number() }))
        .collect();
    if flagged {
        columns.push(json!({ "title": page.t("table-quality"), "number": false }));
    }
    let rows: Vec<Vec<String>> = table
        .rows
        .iter()
        .map(|row| {
            let mut written = cells(&row.cells);
            if flagged {
                let words: Vec<&str> = row.flags.iter().map(|(_, words)| words.as_str()).collect();
                written.push(words.join(", "));
            }
            written
        })
        .collect();
    let total = table.total.as_ref().map(|total| {
        let mut written = cells(total);
        if flagged {
            written.push(String::new());
        }
        written
    });
    json!({ "caption": table.caption, "columns": columns, "rows": rows, "total": total, "empty": table.empty })
}
