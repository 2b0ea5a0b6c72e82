//! Records out of bytes: one at a time, in a buffer that stops growing at the limit.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use crate::facts::{Encoding, FileError};
use crate::header::Column;
use crate::source::Source;
use crate::text::decode_into;

/// The most columns of a record. The widest known file has 170.
const MOST_COLUMNS: usize = 16 << 10;

/// A record over more lines than this has a quote left open; addresses and comments have fewer.
const MOST_LINES: u64 = 20;

/// The same where cells are the answers of a form, several long ones a record.
const MOST_LINES_OF_TEXTS: u64 = 4_000;

/// One line of data: its cells, trimmed, in the order of the header.
pub(crate) struct Row<'a> {
    /// Where it begins in the file.
    pub(crate) line: u64,
    /// Whether a quote was left open: the file ends inside it, or it spans too many lines.
    pub(crate) runaway: bool,
    /// Whether some bytes could not be read as text.
    pub(crate) damaged: bool,
    text: &'a str,
    ends: &'a [usize],
}

impl<'a> Row<'a> {
    /// A row that was read elsewhere than in a text.
    pub(crate) const fn new(line: u64, text: &'a str, ends: &'a [usize]) -> Self {
        Self {
            line,
            runaway: false,
            damaged: false,
            text,
            ends,
        }
    }

    /// A cell, trimmed; empty when the line is too short or the file has no such column.
    pub(crate) fn get(&self, column: Column) -> &'a str {
        column.map_or("", |rank| self.cell(rank))
    }

    /// Every cell, in order.
    pub(crate) fn cells(&self) -> impl Iterator<Item = &'a str> + '_ {
        (0..self.ends.len()).map(|rank| self.cell(rank))
    }

    /// How many cells the line has.
    pub(crate) fn width(&self) -> usize {
        self.ends.len()
    }

    /// How many cells hold something.
    pub(crate) fn filled(&self) -> usize {
        self.cells().filter(|cell| !cell.is_empty()).count()
    }

    /// The whole text, for checks that do not care about cells.
    pub(crate) fn text(&self) -> &'a str {
        self.text
    }

    fn cell(&self, rank: usize) -> &'a str {
        let start = match rank.checked_sub(1) {
            Some(before) => self.ends.get(before).copied(),
            None => Some(0),
        };
        let range = start.zip(self.ends.get(rank).copied());
        range
            .and_then(|(start, end)| self.text.get(start..end))
            .unwrap_or_default()
            .trim()
    }
}

/// Splits the bytes of a source into rows.
pub(crate) struct Table<'r> {
    source: Source<'r>,
    core: Reader,
    record: Record,
    /// The record once decoded, when it is not UTF-8 already.
    decoded: String,
    decoded_ends: Vec<usize>,
    encoding: Encoding,
    /// Whether a character beyond ASCII was read as UTF-8: from then on, it is no other encoding.
    proven_utf8: bool,
    newline: u8,
    line_bytes: usize,
    /// A record over more lines than this has a quote left open.
    most_lines: u64,
    /// Line ends met so far.
    newlines: u64,
    /// Whether the last byte read did not end a line.
    open_line: bool,
}

/// The raw cells of a record, one after the other.
#[derive(Default)]
struct Record {
    bytes: Vec<u8>,
    length: usize,
    ends: Vec<usize>,
    count: usize,
    /// Whether the file ended before the record did.
    cut: bool,
}

impl<'r> Table<'r> {
    pub(crate) fn new(source: Source<'r>, dialect: Dialect, encoding: Encoding, line_bytes: usize) -> Self {
        Self {
            source,
            core: core(dialect.delimiter),
            record: Record::default(),
            decoded: String::new(),
            decoded_ends: Vec::new(),
            encoding,
            proven_utf8: encoding == Encoding::Utf8Bom,
            newline: dialect.newline,
            line_bytes,
            most_lines: MOST_LINES,
            newlines: 0,
            open_line: false,
        }
    }

    /// Lets records hold texts of many lines, as people write them in a form.
    pub(crate) const fn allow_long_texts(&mut self) {
        self.most_lines = MOST_LINES_OF_TEXTS;
    }

    pub(crate) fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// Physical lines read so far.
    pub(crate) fn lines(&self) -> u64 {
        self.newlines + u64::from(self.open_line)
    }

    /// Skips bytes that were understood on the sample: marks, a `sep=` line.
    pub(crate) fn skip(&mut self, length: usize) -> Result<(), FileError> {
        let bytes = self.source.bytes()?;
        self.newlines += line_ends(&bytes[..length.min(bytes.len())], self.newline);
        self.source.consume(length);
        Ok(())
    }

    /// The next line that holds something, or `None` at the end of the file.
    pub(crate) fn next(&mut self) -> Result<Option<Row<'_>>, FileError> {
        loop {
            self.skip_line_ends()?;
            let line = self.newlines + 1;
            if !self.read_record(line)? {
                return Ok(None);
            }
            if !self.record.is_blank() {
                let runaway = self.record.cut || self.newlines.saturating_sub(line) > self.most_lines;
                return Ok(Some(self.row(line, runaway)));
            }
        }
    }

    /// Passes the line ends before a record, so that its line number is right.
    fn skip_line_ends(&mut self) -> Result<(), FileError> {
        loop {
            let newline = self.newline;
            let bytes = self.source.bytes()?;
            let length = bytes.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            let newlines = line_ends(&bytes[..length], newline);
            let more = length > 0 && length == bytes.len();
            self.source.consume(length);
            self.newlines += newlines;
            if length > 0 {
                self.open_line = false;
            }
            if !more {
                return Ok(());
            }
        }
    }

    fn read_record(&mut self, line: u64) -> Result<bool, FileError> {
        self.record.length = 0;
        self.record.count = 0;
        loop {
            let newline = self.newline;
            let record = &mut self.record;
            let input = self.source.bytes()?;
            let (result, read, written, ended) = self.core.read_record(
                input,
                &mut record.bytes[record.length..],
                &mut record.ends[record.count..],
            );
            // A line end that did not end the record, right before the end of the file: it was
            // inside quotes.
            record.cut = input.is_empty() && !self.open_line;
            let used = &input[..read];
            self.newlines += line_ends(used, newline);
            if let Some(last) = used.last() {
                self.open_line = *last != newline;
            }
            self.source.consume(read);
            record.length += written;
            record.count += ended;
            let roomy = match result {
                ReadRecordResult::InputEmpty => true,
                ReadRecordResult::OutputFull => grow(&mut record.bytes, 4 << 10, self.line_bytes),
                ReadRecordResult::OutputEndsFull => grow(&mut record.ends, 256, MOST_COLUMNS),
                ReadRecordResult::Record => return Ok(true),
                ReadRecordResult::End => return Ok(false),
            };
            if !roomy {
                return Err(FileError::LineTooLong {
                    line,
                    limit: self.line_bytes,
                });
            }
        }
    }

    /// The record as text.
    fn row(&mut self, line: u64, runaway: bool) -> Row<'_> {
        let bytes = &self.record.bytes[..self.record.length];
        let ends = &self.record.ends[..self.record.count];
        let mut damaged = false;
        if matches!(self.encoding, Encoding::Utf8 | Encoding::Utf8Bom) {
            let cut_well = |text: &str| ends.iter().all(|end| text.is_char_boundary(*end));
            match std::str::from_utf8(bytes) {
                Ok(text) if cut_well(text) => {
                    self.proven_utf8 = self.proven_utf8 || !text.is_ascii();
                    return Row {
                        line,
                        runaway,
                        damaged,
                        text,
                        ends,
                    };
                }
                Ok(_) | Err(_) if self.proven_utf8 => damaged = true,
                // All was ASCII so far, which Windows-1252 writes alike.
                Ok(_) | Err(_) => self.encoding = Encoding::Windows1252,
            }
        }
        self.decoded.clear();
        self.decoded_ends.clear();
        let mut start = 0;
        for end in ends {
            decode_into(self.encoding, &bytes[start..*end], &mut self.decoded);
            self.decoded_ends.push(self.decoded.len());
            start = *end;
        }
        Row {
            line,
            runaway,
            damaged,
            text: &self.decoded,
            ends: &self.decoded_ends,
        }
    }
}

impl Record {
    fn is_blank(&self) -> bool {
        self.bytes[..self.length].iter().all(u8::is_ascii_whitespace)
    }
}

/// How many lines end in these bytes.
fn line_ends(bytes: &[u8], newline: u8) -> u64 {
    bytes.iter().map(|byte| u64::from(*byte == newline)).sum()
}

/// Doubles a buffer up to a limit; `false` when the limit is reached already.
fn grow<T: Clone + Default>(buffer: &mut Vec<T>, first: usize, limit: usize) -> bool {
    if buffer.len() >= limit {
        return false;
    }
    let length = (buffer.len() * 2).max(first).min(limit);
    buffer.resize(length, T::default());
    true
}

/// How the cells of a file are set apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Dialect {
    pub(crate) delimiter: u8,
    /// The byte that ends lines: a carriage return in old Macintosh files, else a line feed.
    pub(crate) newline: u8,
}

fn core(delimiter: u8) -> Reader {
    ReaderBuilder::new().delimiter(delimiter).build()
}

/// The first records of a sample that hold something, as raw cells. A record that the sample cuts is left out, unless
/// the sample is the whole file.
pub(crate) fn first_records(sample: &[u8], delimiter: u8, whole: bool, most: usize) -> Vec<Vec<Vec<u8>>> {
    let mut core = core(delimiter);
    let mut bytes = vec![0; sample.len() + 1];
    let mut ends = vec![0; MOST_COLUMNS];
    let mut records = Vec::new();
    let mut input = sample;
    let (mut length, mut count) = (0, 0);
    while records.len() < most {
        let (result, read, written, ended) = core.read_record(input, &mut bytes[length..], &mut ends[count..]);
        input = &input[read..];
        length += written;
        count += ended;
        match result {
            ReadRecordResult::Record => {
                let mut start = 0;
                let cells = ends[..count].iter().map(|end| {
                    let cell = bytes[start..*end].to_vec();
                    start = *end;
                    cell
                });
                let cells: Vec<Vec<u8>> = cells.collect();
                if cells.iter().flatten().any(|byte| !byte.is_ascii_whitespace()) {
                    records.push(cells);
                }
                (length, count) = (0, 0);
            }
            ReadRecordResult::InputEmpty if whole => {}
            ReadRecordResult::InputEmpty
            | ReadRecordResult::OutputFull
            | ReadRecordResult::OutputEndsFull
            | ReadRecordResult::End => break,
        }
    }
    records
}
