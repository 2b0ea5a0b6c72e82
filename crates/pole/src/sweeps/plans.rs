//! No statement reads a large table from end to end, but those whose work it is.

use std::path::Path;

use pole_db::{Kind, Params, Sql, Value};

use crate::test_app::TestApp;

/// The tables that grow with the number of schools or with use.
const LARGE: &[&str] = &[
    "school",
    "school_record",
    "head_count",
    "ips",
    "audit_event",
    "import_problem",
    "supply",
    "person",
    "person_alias",
    "school_service",
    "room",
    "room_version",
    "room_statement",
    "room_test",
    "room_class",
    "training_session",
    "training_half_day",
    "training_registration",
    "attendance",
    "training_progress",
    "certification",
    "certification_version",
    "certification_match",
    "certification_state",
    "person_name",
    "page_view",
    "usage_day",
    "usage_month",
    "usage_series_value",
    "message",
    "document",
    "dossier",
    "dossier_line",
    "dossier_line_revision",
    "dossier_answer",
    "dossier_comment",
    "review",
    "review_mark",
];

/// Statements whose work is to read everything: the passes of an import, and the totals of a
/// whole directory. They begin so.
const WHOLE: &[&str] = &[
    "select uai from school",
    "select uai, source, observed_on",
    "select uai, observed_on, digest",
    "select uai, territory, name, state",
    "select uai, year, category, amount",
    "select uai, year, track, tenths",
    "select uai, year, track, source",
    // What the file of supplies said before, to tell what is new in it.
    "select id, uai, year, step, item, quantity, day, reference, digest",
    "select c.uai, c.year, c.category, c.source, c.recorded_at, c.observed_on, c.amount, c.deduced, c.fictitious, e.reason, c.note, c.import, null as file_name, c.line from head_count",
];

/// The texts of the statements of a source file.
fn statements(text: &str) -> Vec<String> {
    text.split(concat!("sql", "!("))
        .skip(1)
        .filter_map(|rest| {
            let start = rest.find('"')? + 1;
            let end = start + rest[start..].find('"')?;
            Some(rest[start..end].split_whitespace().collect::<Vec<_>>().join(" "))
        })
        .collect()
}

/// The names of the parameters of a statement.
fn names(statement: &str) -> Vec<String> {
    let mut names: Vec<String> = statement
        .split(':')
        .skip(1)
        .map(|rest| {
            rest.chars()
                .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
                .collect()
        })
        .filter(|name: &String| !name.is_empty())
        .collect();
    names.sort();
    names.dedup();
    names
}

fn walk(folder: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            walk(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") && !name.contains("test") {
            found.extend(statements(&std::fs::read_to_string(&path).unwrap()));
        }
    }
}

#[test]
fn no_page_reads_a_large_table_from_end_to_end() {
    let mut found = Vec::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    walk(&root.join("shell"), &mut found);
    walk(&root.join("features"), &mut found);
    found.retain(|statement| statement.starts_with("select"));
    assert!(found.len() > 25, "only {} selects found", found.len());
    let app = TestApp::new("2026-10-16T08:00:00Z");
    let mut wrong = Vec::new();
    for statement in found {
        if WHOLE.iter().any(|whole| statement.starts_with(whole)) {
            continue;
        }
        let values = names(&statement)
            .into_iter()
            .map(|name| (&*Box::leak(name.into_boxed_str()), Value::Null(Kind::Text)))
            .collect();
        let text: &'static str = Box::leak(statement.into_boxed_str());
        let plan = app
            .app
            .db()
            .read_blocking(|tx| {
                tx.explain(
                    Sql {
                        text,
                        file: file!(),
                        line: line!(),
                    },
                    Params::new(Vec::clone(&values)),
                )
            })
            .unwrap();
        let scanned = plan.lines().filter(|line| !line.contains("USING")).filter_map(|line| {
            let name = line.split("SCAN ").nth(1)?.split_whitespace().next()?;
            LARGE
                .iter()
                .find(|table| **table == name || text.contains(&format!(" {table} {name} ")))
        });
        if scanned.count() > 0 {
            wrong.push(format!("{text}\n{plan}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
