//! Every SQL statement is executed by a test, on both engines.
//!
//! Each test process notes the statements it executes when `POLE_SQL_TRACE` names a folder. The
//! test command runs all tests with it, then this sweep with `POLE_SQL_TRACE_CHECK`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Where a statement stands: its file, from the workspace, and its line.
type Place = (String, u32);

fn statements_in(folder: &Path, found: &mut BTreeSet<Place>) {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .unwrap();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path: PathBuf = entry.unwrap().path();
        if path.is_dir() {
            statements_in(&path, found);
            continue;
        }
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.extension().is_none_or(|extension| extension != "rs") || name.contains("test") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let relative = path
            .canonicalize()
            .unwrap()
            .strip_prefix(&workspace)
            .unwrap()
            .display()
            .to_string();
        let mut in_tests = false;
        for (index, line) in text.lines().enumerate() {
            in_tests |= line.starts_with("#[cfg(test)]");
            let is_code = !line.trim_start().starts_with("//");
            if is_code && !in_tests && line.contains(concat!("sql", "!(")) {
                found.insert((relative.clone(), u32::try_from(index + 1).unwrap()));
            }
        }
    }
}

fn statements() -> BTreeSet<Place> {
    let mut found = BTreeSet::new();
    statements_in(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    found
}

#[test]
fn statements_sweep() {
    let statements = statements();
    assert!(
        statements.len() > 60,
        "only {} statements found: the sweep reads the wrong folder",
        statements.len()
    );
    let Some(folder) = std::env::var_os("POLE_SQL_TRACE_CHECK") else {
        return;
    };
    let mut executed: BTreeSet<(String, Place)> = BTreeSet::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        for line in std::fs::read_to_string(entry.unwrap().path()).unwrap().lines() {
            let mut parts = line.split('\t');
            let (engine, file, number) = (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap());
            executed.insert((engine.to_owned(), (file.to_owned(), number.parse().unwrap())));
        }
    }
    let mut missing = Vec::new();
    for engine in ["sqlite", "postgres"] {
        for place in &statements {
            if !executed.contains(&(engine.to_owned(), place.clone())) {
                missing.push(format!("{}:{} was not executed on {engine}", place.0, place.1));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}
