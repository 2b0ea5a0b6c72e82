//! What the fuzz targets share: bytes in, everything read, nothing kept.

use std::io::Write;
use std::ops::ControlFlow;

use flate2::Compression;
use flate2::write::GzEncoder;
use pole_formats::{FileKind, Limits, Opened, open, open_mapped, survey};

/// Limits small enough for a fuzzer to meet them.
const LIMITS: Limits = Limits {
    bytes: 4 << 20,
    line_bytes: 64 << 10,
    ratio: 200,
};

/// Reads a whole file; errors are answers.
pub fn read(bytes: &[u8]) {
    if let Ok(opened) = open(bytes, &LIMITS) {
        read_items(opened);
    }
}

fn read_items(opened: Opened<'_>) {
    let _ = opened.read(&mut |_| ControlFlow::Continue(()));
}

/// Reads lines under a known header, so that the fuzzer reaches the reader of that kind.
pub fn read_lines(header: &str, lines: &[u8]) {
    read(&under(header, lines));
}

/// Reads lines under a header that a person explains: looked at, proposed, examined, then read.
pub fn read_explained(kind: FileKind, header: &str, lines: &[u8]) {
    let file = under(header, lines);
    let Ok(survey) = survey(&file[..], None, &LIMITS) else {
        return;
    };
    let mapping = survey.propose(kind);
    let _ = survey.examine(&mapping);
    if let Ok(opened) = open_mapped(&file[..], &mapping, &LIMITS) {
        read_items(opened);
    }
}

fn under(header: &str, lines: &[u8]) -> Vec<u8> {
    let mut file = Vec::with_capacity(header.len() + 1 + lines.len());
    file.extend_from_slice(header.as_bytes());
    file.push(b'\n');
    file.extend_from_slice(lines);
    file
}

/// Reads a compressed file, and the same cut short.
pub fn read_compressed(bytes: &[u8]) {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    if encoder.write_all(bytes).is_err() {
        return;
    }
    if let Ok(file) = encoder.finish() {
        read(&file);
        read(&file[..file.len() / 2]);
    }
}
