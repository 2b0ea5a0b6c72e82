//! Files of the wrong kind, damaged files, and files made to hurt.

use std::io::{self, Read};
use std::ops::ControlFlow;

use flate2::Compression;
use flate2::read::GzEncoder;
use pole_formats::{FileError, Item, Limits, open};

use crate::door::{data_path, gzip, read, read_with};

/// The same bytes again and again, counted, without holding them.
struct Endless<'a> {
    head: &'a [u8],
    piece: &'a [u8],
    given: u64,
    most: u64,
}

impl<'a> Endless<'a> {
    fn new(head: &'a [u8], piece: &'a [u8], most: u64) -> Self {
        Self {
            head,
            piece,
            given: 0,
            most,
        }
    }
}

impl Read for Endless<'_> {
    fn read(&mut self, block: &mut [u8]) -> io::Result<usize> {
        let mut length = 0;
        while length < block.len() && self.given < self.most {
            let head = self.head.len() as u64;
            let byte = match usize::try_from(self.given) {
                Ok(at) if self.given < head => self.head[at],
                _ => {
                    let at = (self.given - head) % self.piece.len() as u64;
                    self.piece[usize::try_from(at).unwrap()]
                }
            };
            block[length] = byte;
            length += 1;
            self.given += 1;
        }
        Ok(length)
    }
}

const TEN_GIB: u64 = 10 << 30;
const ROSTER: &[u8] = b"uai;annee;categorie;effectif;date;note\n";

#[test]
fn files_that_are_no_text_are_refused() {
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\x01\0\x08\x06";
    let jpeg = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0";
    for bytes in [
        &png[..],
        &jpeg[..],
        b"%PDF-1.7\nuai;annee\n",
        b"\x7fELF\x02\x01\x01\0\0\0\0",
    ] {
        assert_eq!(read(bytes), Err(FileError::NotText));
        assert_eq!(read(&gzip(bytes)), Err(FileError::NotText));
    }
    for bytes in [
        &b"PK\x03\x04\x14\0\x06\0[Content_Types].xml"[..],
        b"7z\xbc\xaf\x27\x1c\0\x04",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0",
        b"BZh91AY&SY",
    ] {
        assert_eq!(read(bytes), Err(FileError::Archive));
        assert_eq!(read(&gzip(bytes)), Err(FileError::Archive));
    }
}

#[test]
fn texts_of_another_kind_are_refused_with_their_columns() {
    assert_eq!(
        read(b"nom;prenom\nDupont;Lea\n"),
        Err(FileError::UnknownKind {
            columns: vec!["nom".to_owned(), "prenom".to_owned()]
        })
    );
    for bytes in [
        &b"<!DOCTYPE html>\n<html><body>404</body></html>\n"[..],
        b"{\"uai\": \"9710022X\"}\n",
        b"bonjour",
        "pr\u{e9}nom;\u{e9}cole\n".as_bytes(),
        b"pr\xe9nom;\xe9cole\n",
    ] {
        assert!(matches!(read(bytes), Err(FileError::UnknownKind { .. })), "{bytes:?}");
    }
}

#[test]
fn empty_files_are_empty_whatever_their_dress() {
    for bytes in [&b""[..], b"\xef\xbb\xbf", b"\n\r\n  \n", b"sep=;\r\n"] {
        assert_eq!(read(bytes), Err(FileError::Empty), "{bytes:?}");
        assert_eq!(read(&gzip(bytes)), Err(FileError::Empty), "{bytes:?}");
    }
}

#[test]
fn wide_encodings_are_named_as_such() {
    let text = "uai;annee;categorie;effectif\n9710022X;2026;6E;1\n";
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked: Vec<u8> = [b"\xff\xfe", wide.as_slice()].concat();
    assert_eq!(read(&wide), Err(FileError::EncodingUndetermined));
    assert_eq!(read(&marked), Err(FileError::EncodingUndetermined));
}

#[test]
fn a_truncated_compressed_file_gives_what_it_has_then_an_error() {
    let bytes = std::fs::read(data_path("national/etablissements_unifie.csv.gz")).unwrap();
    for length in [bytes.len() / 2, bytes.len() - 1, bytes.len() - 9] {
        let mut items = 0;
        let opened = open(&bytes[..length], &Limits::default()).unwrap();
        let result = opened.read(&mut |_| {
            items += 1;
            ControlFlow::Continue(())
        });
        assert_eq!(result, Err(FileError::TruncatedGzip), "{length}");
        assert!(items > 50_000, "{length}");
    }
    assert_eq!(read(&bytes[..12]), Err(FileError::TruncatedGzip));
    assert_eq!(read(&bytes[..2]), Err(FileError::TruncatedGzip));
    let mut damaged = bytes.clone();
    let middle = damaged.len() / 2;
    damaged[middle..middle + 64].fill(0xff);
    assert_eq!(read(&damaged), Err(FileError::TruncatedGzip));
}

#[test]
fn a_line_without_end_is_refused_early() {
    for (head, piece) in [
        (ROSTER, &b"x"[..]),
        (ROSTER, b";"),
        (ROSTER, b"\"\""),
        (b"uai;annee;categorie;effectif\n\"", b"a\n"),
        (b"uai;annee;categorie;effectif\n\"", b"\"\""),
    ] {
        let mut reader = Endless::new(head, piece, TEN_GIB);
        let result = read_with(&mut reader, &Limits::default());
        assert!(
            matches!(result, Err(FileError::LineTooLong { line: 2, .. })),
            "{result:?}"
        );
        assert!(reader.given < 8 << 20, "{} bytes were read", reader.given);
    }
    let mut reader = Endless::new(b"", b"uai;", TEN_GIB);
    let result = read_with(&mut reader, &Limits::default());
    assert!(
        matches!(result, Err(FileError::LineTooLong { line: 1, .. })),
        "{result:?}"
    );
    assert!(reader.given < 1 << 20);
}

#[test]
fn the_limit_of_a_line_is_the_callers() {
    let limits = Limits {
        line_bytes: 100,
        ..Limits::default()
    };
    let line = |length: usize| {
        format!(
            "uai;annee;categorie;effectif;note\n9710022X;2026;6E;1;{}\n",
            "n".repeat(length)
        )
    };
    assert!(read_with(line(60).as_bytes(), &limits).is_ok());
    assert_eq!(
        read_with(line(200).as_bytes(), &limits),
        Err(FileError::LineTooLong { line: 2, limit: 100 })
    );
}

#[test]
fn a_file_that_is_too_large_is_stopped_at_the_limit() {
    let limits = Limits {
        bytes: 4 << 20,
        ..Limits::default()
    };
    let mut reader = Endless::new(ROSTER, b"9710022X;2026;6E;1;;\n", TEN_GIB);
    assert_eq!(
        read_with(&mut reader, &limits),
        Err(FileError::TooLarge { limit: 4 << 20 })
    );
    assert!(reader.given < 5 << 20);
    let mut blank = Endless::new(ROSTER, b"\r\n", TEN_GIB);
    assert_eq!(
        read_with(&mut blank, &limits),
        Err(FileError::TooLarge { limit: 4 << 20 })
    );
}

#[test]
fn a_bomb_is_stopped_by_its_ratio() {
    for (head, piece) in [
        (&b""[..], &b"\0"[..]),
        (ROSTER, b"\0"),
        (ROSTER, b"x"),
        (ROSTER, b"\n"),
        (ROSTER, b"9710022X;2026;6E;1;;\n"),
    ] {
        // Lazily compressed: neither side holds the gibibyte.
        let mut bomb = GzEncoder::new(Endless::new(head, piece, 1 << 30), Compression::best());
        let result = read_with(&mut bomb, &Limits::default());
        assert!(
            matches!(
                result,
                Err(FileError::TooLarge { .. } | FileError::NotText | FileError::LineTooLong { .. })
            ),
            "{result:?}"
        );
        assert!(bomb.get_ref().given < 64 << 20, "{} bytes", bomb.get_ref().given);
    }
}

#[test]
fn a_small_repetitive_file_is_no_bomb() {
    let text = [ROSTER, b"9710022X;2026;6E;1;;\n".repeat(20_000).as_slice()].concat();
    let reading = read(&gzip(&text)).unwrap();
    assert_eq!((reading.counts.len(), reading.problems.len()), (1, 19_999));
}

#[test]
fn several_compressed_members_are_one_file() {
    let bytes = [gzip(ROSTER), gzip(b"9710022X;2026;6E;1;;\n")].concat();
    assert_eq!(read(&bytes).unwrap().counts.len(), 1);
}

#[test]
fn a_reader_that_fails_says_so() {
    struct Failing(usize);
    impl Read for Failing {
        fn read(&mut self, block: &mut [u8]) -> io::Result<usize> {
            if self.0 == 0 {
                return Err(io::Error::other("the cable was pulled"));
            }
            self.0 -= 1;
            let line = b"uai;annee;categorie;effectif\n";
            block[..line.len()].copy_from_slice(line);
            Ok(line.len())
        }
    }
    let pulled = FileError::Io("the cable was pulled".to_owned());
    assert_eq!(read_with(Failing(0), &Limits::default()), Err(pulled.clone()));
    // The first read asks for eight bytes: a longer answer would be the reader's fault.
    let chained = (&b"uai;anne"[..])
        .chain(&b"e;categorie;effectif\n"[..])
        .chain(Failing(0));
    assert_eq!(read_with(chained, &Limits::default()), Err(pulled));
}

#[test]
fn the_caller_may_stop_at_any_item() {
    let file = b"uai;annee;categorie;effectif\n9710022X;2026;6E;1\n9710022X;2026;5E;2\n9710022X;2026;4E;3\n";
    let mut seen = Vec::new();
    let summary = open(&file[..], &Limits::default())
        .unwrap()
        .read(&mut |item| {
            let Item::Count(count) = item else {
                panic!("only counts are expected");
            };
            seen.push(count.line);
            if count.line == 3 {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        })
        .unwrap();
    assert_eq!(seen, [2, 3]);
    assert_eq!(summary.records, 2);
}
