//! The trace of executed statements, for the sweep that asks every statement to be executed by
//! a test on both engines.

use std::collections::HashSet;
use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::Path;
use std::sync::{LazyLock, Mutex, PoisonError};

use crate::{Engine, Sql};

/// Names the directory where each process appends `engine`, file and line of each statement,
/// once, to `<process id>.tsv`.
const VARIABLE: &str = "POLE_SQL_TRACE";

static TRACE: LazyLock<Option<Mutex<Trace>>> = LazyLock::new(|| Trace::open().map(Mutex::new));

struct Trace {
    file: File,
    seen: HashSet<(Engine, &'static str, u32)>,
}

impl Trace {
    fn open() -> Option<Self> {
        let directory = std::env::var_os(VARIABLE).filter(|directory| !directory.is_empty())?;
        let path = Path::new(&directory).join(format!("{}.tsv", std::process::id()));
        match OpenOptions::new().create(true).append(true).open(path) {
            Ok(file) => Some(Self {
                file,
                seen: HashSet::new(),
            }),
            Err(error) => {
                tracing::warn!("Statements are not traced: {VARIABLE} is set, but {error}");
                None
            }
        }
    }
}

/// Notes that a statement was executed. Costs one load when the trace is off.
pub(crate) fn executed(engine: Engine, sql: Sql) {
    let Some(trace) = TRACE.as_ref() else {
        return;
    };
    let mut trace = trace.lock().unwrap_or_else(PoisonError::into_inner);
    if trace.seen.insert((engine, sql.file, sql.line)) {
        let line = format!("{engine}\t{}\t{}\n", sql.file, sql.line);
        if let Err(error) = trace.file.write_all(line.as_bytes()) {
            tracing::warn!("A statement was not traced: {error}");
        }
    }
}
