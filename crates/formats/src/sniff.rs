//! What is learned from the first bytes: encoding, delimiter, header, kind.

use crate::facts::{Encoding, FileError, FileKind};
use crate::header::{Header, check, recognise};
use crate::problem::excerpt;
use crate::source::SAMPLE_BYTES;
use crate::table::{Dialect, first_records};
use crate::text::{column_key, decode_into, french_letters, marks_length};

/// The delimiters that are tried, the most likely first.
const DELIMITERS: &[u8] = b";,\t|";

/// How many records are looked at when the header does not tell écoles from collèges.
const RECORDS_LOOKED_AT: usize = 40;

/// The most columns repeated in an error.
const COLUMNS_TOLD: usize = 100;

/// What the first bytes told.
pub(crate) struct Sniffed {
    /// `None` when the header is that of no known file.
    pub(crate) kind: Option<FileKind>,
    pub(crate) encoding: Encoding,
    pub(crate) dialect: Dialect,
    pub(crate) header: Header,
    /// Bytes before the header: marks and a `sep=` line.
    pub(crate) skip: usize,
}

/// What is told of a header that no known file has.
pub(crate) fn unknown(header: &Header) -> FileError {
    let columns: Vec<String> = header
        .names
        .iter()
        .take(COLUMNS_TOLD)
        .map(|name| excerpt(name))
        .collect();
    if columns.iter().any(|name| name.contains('\u{fffd}')) {
        return FileError::EncodingUndetermined;
    }
    FileError::UnknownKind { columns }
}

/// Recognises a file on its first bytes, or reads its header all the same. `whole` tells that
/// there are no others.
pub(crate) fn sniff(sample: &[u8], whole: bool) -> Result<Sniffed, FileError> {
    refuse_binary(sample)?;
    let marks = marks_length(sample);
    let (announced, separator_line) = announced_delimiter(&sample[marks..]);
    let skip = marks + separator_line;
    let text = &sample[skip..];
    if text.iter().all(u8::is_ascii_whitespace) {
        return Err(FileError::Empty);
    }
    let newline = if sample.contains(&b'\n') || !sample.contains(&b'\r') {
        b'\n'
    } else {
        b'\r'
    };
    let delimiters = match announced {
        Some(delimiter) => vec![delimiter],
        None => likely_delimiters(text),
    };
    let encodings = likely_encodings(sample, marks > 0, text);
    let mut unknown: Option<Sniffed> = None;
    let mut missing: Option<FileError> = None;
    for encoding in encodings {
        for delimiter in &delimiters {
            let records = first_records(text, *delimiter, whole, RECORDS_LOOKED_AT);
            let Some((first, rows)) = records.split_first() else {
                return Err(FileError::LineTooLong {
                    line: 1,
                    limit: SAMPLE_BYTES,
                });
            };
            let header = Header::new(first.iter().map(|cell| decoded(encoding, cell)));
            let dialect = Dialect {
                delimiter: *delimiter,
                newline,
            };
            if let Some(kind) = recognise(&header) {
                let kind = tell_ips(kind, &header, rows, encoding);
                if let Err(error) = check(kind, &header) {
                    // Another encoding may read the name of the column that is missing.
                    missing.get_or_insert(error);
                    continue;
                }
                return Ok(Sniffed {
                    kind: Some(kind),
                    encoding,
                    dialect,
                    header,
                    skip,
                });
            }
            unknown.get_or_insert(Sniffed {
                kind: None,
                encoding,
                dialect,
                header,
                skip,
            });
        }
    }
    match missing {
        Some(error) => Err(error),
        None => unknown.ok_or(FileError::Empty),
    }
}

/// UTF-16 has its own answer: the file is a text, saved in a way we do not read.
fn refuse_binary(sample: &[u8]) -> Result<(), FileError> {
    if sample.starts_with(b"\xff\xfe") || sample.starts_with(b"\xfe\xff") {
        return Err(FileError::EncodingUndetermined);
    }
    if sample.starts_with(b"%PDF") {
        return Err(FileError::NotText);
    }
    let zeros = |first: usize| sample.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    if even + odd == 0 {
        return Ok(());
    }
    // ASCII in UTF-16 has a zero in nearly every other place, and none in between.
    let looks_wide = even.min(odd) == 0 && even.max(odd) * 4 > sample.len();
    Err(if looks_wide {
        FileError::EncodingUndetermined
    } else {
        FileError::NotText
    })
}

/// The delimiter of a first line `sep=;`, and the length of that line.
fn announced_delimiter(text: &[u8]) -> (Option<u8>, usize) {
    let length = text.iter().take_while(|byte| !matches!(byte, b'\r' | b'\n')).count();
    let line: Vec<u8> = text[..length].iter().copied().filter(|byte| *byte != b'"').collect();
    match line.as_slice() {
        [s, e, p, b'=', delimiter] if [*s, *e, *p].eq_ignore_ascii_case(b"sep") && delimiter.is_ascii() => {
            (Some(*delimiter), length)
        }
        _ => (None, 0),
    }
}

/// The delimiters by how often the header has them outside quotes; `;` wins a tie.
fn likely_delimiters(text: &[u8]) -> Vec<u8> {
    let mut counts = [0_usize; DELIMITERS.len()];
    let mut quoted = false;
    let start = text.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    for byte in &text[start..] {
        match byte {
            b'"' => quoted = !quoted,
            b'\r' | b'\n' if !quoted => break,
            other if !quoted => {
                if let Some(rank) = DELIMITERS.iter().position(|delimiter| delimiter == other) {
                    counts[rank] += 1;
                }
            }
            _ => {}
        }
    }
    let mut ranks: Vec<usize> = (0..DELIMITERS.len()).collect();
    ranks.sort_by_key(|rank| std::cmp::Reverse(counts[*rank]));
    ranks.iter().map(|rank| DELIMITERS[*rank]).collect()
}

/// The encodings to try, in order: the first whose header is known is kept.
fn likely_encodings(sample: &[u8], marked: bool, text: &[u8]) -> Vec<Encoding> {
    if marked {
        return vec![Encoding::Utf8Bom];
    }
    let cut_character = |error: std::str::Utf8Error| error.error_len().is_none();
    if std::str::from_utf8(sample).map_or_else(cut_character, |_| true) {
        return vec![Encoding::Utf8];
    }
    let letters = |encoding| french_letters(encoding, text);
    if letters(Encoding::MacRoman) > letters(Encoding::Windows1252) {
        vec![Encoding::MacRoman, Encoding::Windows1252]
    } else {
        vec![Encoding::Windows1252, Encoding::MacRoman]
    }
}

/// Écoles and collèges share one header but for a column that either may lack (the deviation
/// appeared late, and not in every export), so the names of the first schools decide when all of
/// them agree; the header decides otherwise.
fn tell_ips(by_header: FileKind, header: &Header, rows: &[Vec<Vec<u8>>], encoding: Encoding) -> FileKind {
    if !matches!(by_header, FileKind::IpsEcoles | FileKind::IpsColleges) {
        return by_header;
    }
    let Some(column) = header.find(crate::kinds::IPS_NAMES) else {
        return by_header;
    };
    let names: Vec<String> = rows
        .iter()
        .filter_map(|row| row.get(column))
        .map(|cell| column_key(&decoded(encoding, cell)))
        .collect();
    let all_begin = |word: &str| !names.is_empty() && names.iter().all(|name| name.starts_with(word));
    if all_begin("college") {
        FileKind::IpsColleges
    } else if all_begin("ecole") {
        FileKind::IpsEcoles
    } else {
        by_header
    }
}

fn decoded(encoding: Encoding, bytes: &[u8]) -> String {
    let mut text = String::new();
    decode_into(encoding, bytes, &mut text);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_counted_outside_quotes_and_semicolon_wins_a_tie() {
        for (text, delimiter) in [
            ("a;b;c (d, e)\n1,2,3,4", b';'),
            ("\"a;b;c;d\",b,c\n", b','),
            ("a\tb\tc;d", b'\t'),
            ("a", b';'),
            ("a,b;c", b';'),
        ] {
            assert_eq!(likely_delimiters(text.as_bytes())[0], delimiter, "{text}");
        }
    }

    #[test]
    fn a_first_line_may_announce_the_delimiter() {
        assert_eq!(announced_delimiter(b"sep=,\r\nuai"), (Some(b','), 5));
        assert_eq!(announced_delimiter(b"\"sep=;\"\nuai"), (Some(b';'), 7));
        assert_eq!(announced_delimiter(b"uai;sep=;"), (None, 0));
        assert_eq!(announced_delimiter(b""), (None, 0));
    }
}
