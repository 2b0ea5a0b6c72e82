//! The outside world's files, read into typed facts and located problems.
//!
//! No database, no network, no clock. A file is opened ([`open`]): its compression, encoding,
//! delimiter and header are recognised, and the header tells what kind of file it is. Then it is
//! read ([`Opened::read`]) one line at a time in bounded memory; each line gives [`Item`]s.
//!
//! A line that cannot be trusted is a [`Problem`] and the rest of the file goes on; a file that
//! cannot be read is a [`FileError`]. What the formats are and which traps they hold is told in
//! `formats.md` §1 and §6.

mod facts;
mod header;
mod kinds;
mod out;
mod places;
mod probe;
mod problem;
mod sniff;
mod source;
mod table;
mod text;
mod values;
mod words;

use std::io::Read;
use std::ops::ControlFlow;

pub use facts::{
    CertificationFact, CountFact, Encoding, FileError, FileKind, IpsFact, IpsTrack, Item, Known, Limits, Located,
    PersonFact, Position, RoomFact, RoomKind, RoomTestFact, SchoolFact, SchoolState, Summary, SupplyFact, SupplyItem,
    SupplyStep, TrainingFact, UsageFact,
};
pub use problem::{Problem, ProblemCode, Severity, VALUE_LENGTH, csv_cell};
pub use values::{kbps, time_of_day};
pub use words::room_kind;

use header::Header;
use out::Out;
use probe::Objects;
use source::Source;
use table::{Dialect, Table};

/// A file whose first bytes were understood: what was learned before the first record.
pub struct Opened<'r> {
    /// What kind of file it is, by its header.
    pub kind: FileKind,
    /// How its bytes are read as text.
    pub encoding: Encoding,
    /// What sets its cells apart.
    pub delimiter: u8,
    /// Whether it was compressed.
    pub gzip: bool,
    /// Its columns, as written.
    pub columns: Vec<String>,
    header: Header,
    table: Table<'r>,
}

/// Opens a file: recognises its compression, encoding, delimiter and kind on its first bytes.
///
/// # Errors
/// When it is empty, not a text, an archive, no known kind, or lacks a column.
pub fn open<'r>(reader: impl Read + 'r, limits: &Limits) -> Result<Opened<'r>, FileError> {
    let (mut source, gzip) = Source::open(reader, limits)?;
    if probe::looks_like(source.sample()) {
        return Ok(Opened::of_probe(source, gzip, limits));
    }
    let sniffed = match sniff::sniff(source.sample(), source.sample_is_all()) {
        Ok(sniffed) => sniffed,
        // The header does not end: because the reading stopped, or because it is too long.
        Err(error @ FileError::LineTooLong { .. }) => return Err(source.take_failure().unwrap_or(error)),
        Err(error) => return Err(error),
    };
    let mut table = Table::new(source, sniffed.dialect, sniffed.encoding, limits.line_bytes);
    table.skip(sniffed.skip)?;
    table.next()?;
    Ok(Opened {
        kind: sniffed.kind,
        encoding: sniffed.encoding,
        delimiter: sniffed.dialect.delimiter,
        gzip,
        columns: sniffed.header.names.clone(),
        header: sniffed.header,
        table,
    })
}

impl<'r> Opened<'r> {
    /// A file of JSON objects: it has no header, and its objects are cut out one at a time.
    fn of_probe(source: Source<'r>, gzip: bool, limits: &Limits) -> Self {
        let newline = b'\n';
        let dialect = Dialect {
            delimiter: newline,
            newline,
        };
        Self {
            kind: FileKind::ProbeLines,
            encoding: Encoding::Utf8,
            delimiter: newline,
            gzip,
            columns: Vec::new(),
            header: Header::new(std::iter::empty()),
            table: Table::new(source, dialect, Encoding::Utf8, limits.line_bytes),
        }
    }

    /// Reads every line and shows what it gives, until the end of the file or until `see` breaks.
    ///
    /// # Errors
    /// When the reading cannot go on: the file is cut short, too large, or a line never ends. What
    /// was shown until then should be discarded.
    pub fn read(mut self, see: &mut dyn FnMut(Item) -> ControlFlow<()>) -> Result<Summary, FileError> {
        if self.kind == FileKind::ProbeLines {
            return self.read_probe(see);
        }
        let mut lines = kinds::reader(self.kind, &self.header);
        let mut out = Out {
            see,
            names: &self.columns,
            problems: 0,
            stopped: false,
        };
        let mut records = 0;
        while !out.stopped {
            let Some(row) = self.table.next()? else {
                break;
            };
            records += 1;
            if out.accepts(&row) {
                lines.line(&row, &mut out);
            }
        }
        Ok(Summary {
            lines: self.table.lines(),
            records,
            problems: out.problems,
            encoding: self.table.encoding(),
        })
    }

    fn read_probe(self, see: &mut dyn FnMut(Item) -> ControlFlow<()>) -> Result<Summary, FileError> {
        let mut out = Out {
            see,
            names: &[],
            problems: 0,
            stopped: false,
        };
        let (source, line_bytes) = self.table.into_source();
        let (lines, records) = Objects::new(source, line_bytes).read(&mut out)?;
        Ok(Summary {
            lines,
            records,
            problems: out.problems,
            encoding: Encoding::Utf8,
        })
    }
}
