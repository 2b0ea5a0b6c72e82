//! Bytes in: decompression and the limits that keep memory flat.

use std::io::{self, Read};

use flate2::read::MultiGzDecoder;

use crate::facts::{FileError, Limits};

/// The first bytes, on which everything is recognised. The header must end within them.
pub(crate) const SAMPLE_BYTES: usize = 64 << 10;

/// A small file may swell more than the ratio allows: repeated text compresses well.
const RATIO_GRACE: u64 = 1 << 20;

/// Signatures of archives and workbooks (XLSX is a zip).
const ARCHIVES: &[&[u8]] = &[
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!\x1a\x07",
    b"\xfd7zXZ\x00",
    b"BZh",
    b"\x28\xb5\x2f\xfd",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
];

const GZIP: &[u8] = b"\x1f\x8b";

/// The decompressed bytes of a file, one block at a time.
pub(crate) struct Source<'r> {
    input: Input<'r>,
    limits: Limits,
    block: Vec<u8>,
    start: usize,
    end: usize,
    decoded: u64,
    ended: bool,
    /// What stopped the reading, told once the bytes before it are consumed.
    failure: Option<FileError>,
}

enum Input<'r> {
    Plain(Steady<'r>),
    Gzip(Box<MultiGzDecoder<Steady<'r>>>),
}

impl<'r> Source<'r> {
    /// Recognises the compression and reads the sample.
    pub(crate) fn open(reader: impl Read + 'r, limits: &Limits) -> Result<(Self, bool), FileError> {
        let mut steady = Steady {
            head: Vec::new(),
            rest: Box::new(reader),
            taken: 0,
            failure: None,
        };
        let mut head = vec![0; 8];
        let length = steady
            .read(&mut head)
            .map_err(|error| FileError::Io(error.to_string()))?;
        head.truncate(length);
        steady.taken = 0;
        let gzip = head.starts_with(GZIP);
        if ARCHIVES.iter().any(|signature| head.starts_with(signature)) {
            return Err(FileError::Archive);
        }
        steady.head = head;
        let input = if gzip {
            Input::Gzip(Box::new(MultiGzDecoder::new(steady)))
        } else {
            Input::Plain(steady)
        };
        let mut source = Self {
            input,
            limits: *limits,
            block: vec![0; SAMPLE_BYTES],
            start: 0,
            end: 0,
            decoded: 0,
            ended: false,
            failure: None,
        };
        source.fill();
        if source.end == 0 {
            return Err(source.failure.take().unwrap_or(FileError::Empty));
        }
        if ARCHIVES.iter().any(|signature| source.sample().starts_with(signature)) {
            return Err(FileError::Archive);
        }
        Ok((source, gzip))
    }

    /// The first bytes of the file, before anything is consumed.
    pub(crate) fn sample(&self) -> &[u8] {
        &self.block[self.start..self.end]
    }

    /// Whether the sample is the whole file.
    pub(crate) fn sample_is_all(&self) -> bool {
        self.ended
    }

    /// The bytes at hand; none at the end of the file.
    pub(crate) fn bytes(&mut self) -> Result<&[u8], FileError> {
        if self.start == self.end && !self.ended && self.failure.is_none() {
            self.fill();
        }
        if self.start == self.end
            && let Some(failure) = self.failure.take()
        {
            self.ended = true;
            return Err(failure);
        }
        Ok(&self.block[self.start..self.end])
    }

    /// What stopped the reading, if something did.
    pub(crate) fn take_failure(&mut self) -> Option<FileError> {
        self.failure.take()
    }

    /// Says that the first `length` bytes at hand were used.
    pub(crate) fn consume(&mut self, length: usize) {
        self.start = (self.start + length).min(self.end);
    }

    /// Fills the block from its start, however small the pieces the reader gives.
    fn fill(&mut self) {
        self.start = 0;
        self.end = 0;
        while self.end < self.block.len() && !self.ended && self.failure.is_none() {
            match self.input.read(&mut self.block[self.end..]) {
                Ok(0) => self.ended = true,
                Ok(length) => {
                    self.end += length;
                    self.decoded += length as u64;
                    self.failure = self.excess();
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => self.failure = Some(self.input.failure(&error)),
            }
        }
    }

    /// Whether the file has become too large, or swells like a bomb.
    fn excess(&self) -> Option<FileError> {
        let by_ratio = match &self.input {
            Input::Plain(_) => u64::MAX,
            Input::Gzip(gzip) => gzip.get_ref().taken.saturating_mul(self.limits.ratio).max(RATIO_GRACE),
        };
        let limit = self.limits.bytes.min(by_ratio);
        (self.decoded > limit).then_some(FileError::TooLarge { limit })
    }
}

impl Input<'_> {
    fn read(&mut self, block: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(plain) => plain.read(block),
            Self::Gzip(gzip) => gzip.read(block),
        }
    }

    fn failure(&self, error: &io::Error) -> FileError {
        let damaged = matches!(
            error.kind(),
            io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput
        );
        match self {
            Self::Gzip(_) if damaged => FileError::TruncatedGzip,
            Self::Gzip(_) | Self::Plain(_) => FileError::Io(error.to_string()),
        }
    }
}

/// A reader that always fills what it is given, so that nothing above depends on how the bytes
/// arrive, and that counts what it gave.
struct Steady<'r> {
    head: Vec<u8>,
    rest: Box<dyn Read + 'r>,
    taken: u64,
    /// An error met after some bytes were read, told at the next call.
    failure: Option<io::Error>,
}

impl Read for Steady<'_> {
    fn read(&mut self, block: &mut [u8]) -> io::Result<usize> {
        if let Some(failure) = self.failure.take() {
            return Err(failure);
        }
        let mut length = self.head.len().min(block.len());
        block[..length].copy_from_slice(&self.head[..length]);
        self.head.drain(..length);
        while length < block.len() {
            match self.rest.read(&mut block[length..]) {
                Ok(0) => break,
                Ok(more) => length += more.min(block.len() - length),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if length == 0 => return Err(error),
                Err(error) => {
                    self.failure = Some(error);
                    break;
                }
            }
        }
        self.taken += length as u64;
        Ok(length)
    }
}
