//! The outside world's files, read into typed facts and located problems.
//!
//! No database, no network, no clock. A file is opened ([`open`]): its compression, encoding,
//! delimiter and header are recognised, and the header tells what kind of file it is. Then it is
//! read ([`Opened::read`]) one line at a time in bounded memory; each line gives [`Item`]s.
//!
//! A line that cannot be trusted is a [`Problem`] and the rest of the file goes on; a file that
//! cannot be read is a [`FileError`]. What the formats are and which traps they hold is told in
//! `formats.md` §1 and §6.

mod demarche;
mod facts;
mod header;
mod kinds;
pub mod mapped;
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
mod workbook;

use std::io::{Cursor, Read};
use std::ops::ControlFlow;

pub use facts::{
    CertificationFact, CertificationStatus, CountFact, CoverageFact, CoverageMeasure, Degree, DemarcheAnswer,
    DemarcheDossier, DemarcheState, Encoding, Fact, FileError, FileKind, Framework, IpsFact, IpsTrack, Item, Known,
    Limits, Located, PersonFact, Position, PremisesKind, Presence, RegistrationStatus, RoomFact, RoomKind,
    RoomTestFact, SchoolFact, SchoolState, Summary, SupplyFact, SupplyItem, SupplyStep, TrainingFact, TrainingMode,
    UsageFact,
};
pub use mapped::{Mapping, Survey};
pub use problem::{Problem, ProblemCode, Severity, VALUE_LENGTH, csv_cell};
pub use values::{DateOrder, duration, kbps, time_of_day};
pub use words::room_kind;

use demarche::Pages;
use header::Header;
use out::Out;
use probe::Objects;
use source::Source;
use table::{Row, Table};
use workbook::Sheet;

/// A file whose first bytes were understood: what was learned before the first record.
pub struct Opened<'r> {
    /// What kind of file it is, by its header or as a person said.
    pub kind: FileKind,
    /// How its bytes are read as text.
    pub encoding: Encoding,
    /// What sets its cells apart; a tabulation for a workbook, whose cells are apart already.
    pub delimiter: u8,
    /// Whether it was compressed.
    pub gzip: bool,
    /// Its columns, as written.
    pub columns: Vec<String>,
    header: Header,
    rows: Rows<'r>,
    dates: Option<DateOrder>,
    /// The columns of confidential numbers, to be told before the first line.
    confidential: Vec<usize>,
}

/// A file whose titles were read, whether it is known or not.
struct Titled<'r> {
    kind: Option<FileKind>,
    encoding: Encoding,
    delimiter: u8,
    gzip: bool,
    header: Header,
    rows: Rows<'r>,
}

/// Where the rows come from.
enum Rows<'r> {
    Text(Box<Table<'r>>),
    Sheet(Sheet),
    /// Objects rather than rows: they are read by themselves.
    Probe(Box<Objects<'r>>),
    /// Pages of dossiers rather than rows.
    Demarche(Box<Pages<'r>>),
}

impl Rows<'_> {
    fn next(&mut self) -> Result<Option<Row<'_>>, FileError> {
        match self {
            Self::Text(table) => table.next(),
            Self::Sheet(sheet) => Ok(sheet.next()),
            Self::Probe(_) | Self::Demarche(_) => Ok(None),
        }
    }

    fn lines(&self) -> u64 {
        match self {
            Self::Text(table) => table.lines(),
            Self::Sheet(sheet) => sheet.lines(),
            Self::Probe(_) | Self::Demarche(_) => 0,
        }
    }

    fn encoding(&self) -> Encoding {
        match self {
            Self::Text(table) => table.encoding(),
            Self::Sheet(_) | Self::Probe(_) | Self::Demarche(_) => Encoding::Utf8,
        }
    }
}

/// Opens a file: recognises its compression, encoding, delimiter and kind on its first bytes.
///
/// # Errors
/// When it is empty, not a text, an archive, no known kind, or lacks a column.
pub fn open<'r>(reader: impl Read + 'r, limits: &Limits) -> Result<Opened<'r>, FileError> {
    let titled = titled(Box::new(reader), None, limits)?;
    let Some(kind) = titled.kind else {
        return Err(sniff::unknown(&titled.header));
    };
    Ok(Opened {
        kind,
        encoding: titled.encoding,
        delimiter: titled.delimiter,
        gzip: titled.gzip,
        columns: titled.header.names.clone(),
        header: titled.header,
        rows: titled.rows,
        dates: None,
        confidential: Vec::new(),
    })
}

/// Looks at the titles and the first rows of any CSV or workbook, known or not.
///
/// # Errors
/// When it is empty, not a text nor a workbook, or lacks a column of the kind it looks like.
pub fn survey<'r>(reader: impl Read + 'r, sheet: Option<&str>, limits: &Limits) -> Result<Survey, FileError> {
    let mut titled = titled(Box::new(reader), sheet, limits)?;
    let rows = first_rows(&mut titled.rows)?;
    let sheets = match &titled.rows {
        Rows::Text(_) | Rows::Probe(_) | Rows::Demarche(_) => (Vec::new(), String::new()),
        Rows::Sheet(sheet) => (sheet.names.clone(), sheet.name.clone()),
    };
    Ok(Survey::new(&titled.header, titled.kind, titled.encoding, sheets, rows))
}

/// Opens a file that is read as a person said: which sheet, which column is which field.
///
/// # Errors
/// When it is empty, or not a text nor a workbook.
pub fn open_mapped<'r>(reader: impl Read + 'r, mapping: &Mapping, limits: &Limits) -> Result<Opened<'r>, FileError> {
    let titled = titled(Box::new(reader), mapping.sheet.as_deref(), limits)?;
    // What is confidential is known by its title here: its cells are met again one by one.
    let confidential = mapped::confidential(&titled.header, &[]);
    let columns = titled.header.names.clone();
    let keys = mapping.keys(&titled.header, &confidential);
    Ok(Opened {
        kind: mapping.kind,
        encoding: titled.encoding,
        delimiter: titled.delimiter,
        gzip: titled.gzip,
        columns,
        header: titled.header.keyed(keys),
        rows: titled.rows,
        dates: Some(mapping.dates),
        confidential,
    })
}

/// The first rows, as texts.
fn first_rows(rows: &mut Rows<'_>) -> Result<Vec<(u64, Vec<String>)>, FileError> {
    let mut first = Vec::new();
    while first.len() < mapped::ROWS_LOOKED_AT {
        let Some(row) = rows.next()? else {
            break;
        };
        first.push((row.line, row.cells().map(str::to_owned).collect()));
    }
    Ok(first)
}

/// Reads the titles of a text or of a workbook.
fn titled<'r>(mut reader: Box<dyn Read + 'r>, sheet: Option<&str>, limits: &Limits) -> Result<Titled<'r>, FileError> {
    let mut head = Vec::with_capacity(workbook::SIGNATURE.len());
    reader
        .by_ref()
        .take(workbook::SIGNATURE.len() as u64)
        .read_to_end(&mut head)
        .map_err(|error| FileError::Io(error.to_string()))?;
    let is_zip = head == workbook::SIGNATURE;
    let whole = Cursor::new(head).chain(reader);
    if is_zip {
        return titled_sheet(Sheet::read(whole, sheet, limits)?);
    }
    let (mut source, gzip) = Source::open(whole, limits)?;
    if probe::looks_like(source.sample()) {
        return Ok(Titled {
            kind: Some(FileKind::ProbeLines),
            encoding: Encoding::Utf8,
            delimiter: b'\n',
            gzip,
            header: Header::new(std::iter::empty()),
            rows: Rows::Probe(Box::new(Objects::new(source, limits.line_bytes))),
        });
    }
    if demarche::looks_like(source.sample()) {
        return Ok(Titled {
            kind: Some(FileKind::Demarche),
            encoding: Encoding::Utf8,
            delimiter: b'\n',
            gzip,
            header: Header::new(std::iter::empty()),
            rows: Rows::Demarche(Box::new(Pages::new(source, limits.line_bytes))),
        });
    }
    let sniffed = match sniff::sniff(source.sample(), source.sample_is_all()) {
        Ok(sniffed) => sniffed,
        // The header does not end: because the reading stopped, or because it is too long.
        Err(error @ FileError::LineTooLong { .. }) => return Err(source.take_failure().unwrap_or(error)),
        Err(error) => return Err(error),
    };
    let mut table = Table::new(source, sniffed.dialect, sniffed.encoding, limits.line_bytes);
    if sniffed.kind == Some(FileKind::Demarche) {
        table.allow_long_texts();
    }
    table.skip(sniffed.skip)?;
    table.next()?;
    Ok(Titled {
        kind: sniffed.kind,
        encoding: sniffed.encoding,
        delimiter: sniffed.dialect.delimiter,
        gzip,
        header: sniffed.header,
        rows: Rows::Text(Box::new(table)),
    })
}

/// Reads the titles of a sheet: those of a known kind, else the first row with two cells. A line
/// or two above them, merged over the sheet, are usual.
fn titled_sheet<'r>(mut sheet: Sheet) -> Result<Titled<'r>, FileError> {
    let mut titles: Option<(usize, Header)> = None;
    let mut known: Option<FileKind> = None;
    for (rank, cells) in sheet.top().enumerate() {
        let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
        let header = Header::new(cells.into_iter());
        if let Some(kind) = header::recognise(&header) {
            header::check(kind, &header)?;
            known = Some(kind);
            titles = Some((rank, header));
            break;
        }
        if filled > 1 && titles.is_none() {
            titles = Some((rank, header));
        }
    }
    let (rank, header) = titles.ok_or(FileError::Empty)?;
    sheet.skip(rank + 1);
    Ok(Titled {
        kind: known,
        encoding: Encoding::Utf8,
        delimiter: b'\t',
        gzip: false,
        header,
        rows: Rows::Sheet(sheet),
    })
}

impl Opened<'_> {
    /// Reads every line and shows what it gives, until the end of the file or until `see` breaks.
    ///
    /// # Errors
    /// When the reading cannot go on: the file is cut short, too large, or a line never ends. What
    /// was shown until then should be discarded.
    pub fn read(self, see: &mut dyn FnMut(Item) -> ControlFlow<()>) -> Result<Summary, FileError> {
        let mut lines = kinds::reader(self.kind, &self.header);
        let mut out = Out {
            see,
            names: &self.columns,
            problems: 0,
            stopped: false,
            personal: self.kind.speaks_of_persons(),
            dates: self.dates,
        };
        let objects = |(lines, records): (u64, u64), problems: u64| Summary {
            lines,
            records,
            problems,
            encoding: Encoding::Utf8,
        };
        let mut rows = match self.rows {
            Rows::Probe(probe) => return Ok(objects(probe.read(&mut out)?, out.problems)),
            Rows::Demarche(pages) => return Ok(objects(pages.read(&mut out)?, out.problems)),
            rows @ (Rows::Text(_) | Rows::Sheet(_)) => rows,
        };
        out.tell_confidential(&self.confidential);
        let mut records = 0;
        while !out.stopped {
            let Some(row) = rows.next()? else {
                break;
            };
            records += 1;
            if out.accepts(&row) {
                lines.line(&row, &mut out);
            }
        }
        Ok(Summary {
            lines: rows.lines(),
            records,
            problems: out.problems,
            encoding: rows.encoding(),
        })
    }
}
