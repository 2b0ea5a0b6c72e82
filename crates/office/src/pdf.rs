//! Printable documents: a Typst template and its data to a tagged PDF/UA-1 file.
//!
//! A template is Typst source that reads `json("data.json")` and usually starts with `#import "house.typ": *`
//! ([`HOUSE_STYLE`]). It sees no disk, no network, no package and no clock: the same input gives the same bytes.
//! Every image needs an `alt` text, or the file would not be PDF/UA and is refused.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::OnceLock;

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{DiagSpan, FileId, Source, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World, WorldExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use unicode_normalization::char::decompose_canonical;

use crate::OfficeError;

/// The house style: page, headings, tables, key figures. Templates import it as `house.typ`, which documents itself.
pub const HOUSE_STYLE: &str = include_str!("house.typ");

/// The faces in the binary. The last one is for codes, and for the signs that the house face lacks (`→`, `✓`, `■`).
const FACES: [&[u8]; 5] = [
    include_bytes!("../fonts/AtkinsonHyperlegibleNext-Regular.ttf"),
    include_bytes!("../fonts/AtkinsonHyperlegibleNext-Italic.ttf"),
    include_bytes!("../fonts/AtkinsonHyperlegibleNext-Bold.ttf"),
    include_bytes!("../fonts/AtkinsonHyperlegibleNext-BoldItalic.ttf"),
    include_bytes!("../fonts/DejaVuSansMono.ttf"),
];

const TEMPLATE: &str = "main.typ";
const HOUSE: &str = "house.typ";
const DATA: &str = "data.json";

/// A document to print.
#[derive(Clone, Copy, Debug)]
pub struct Document<'a> {
    /// Typst source.
    pub template: &'a str,
    /// What the template reads as `json("data.json")`.
    pub data_json: &'a str,
    /// Other files the template may read, by name: pictures such as `chart.svg`. Names come from the template and are
    /// remembered for the life of the process: keep them few and fixed.
    pub files: &'a [(&'a str, &'a [u8])],
    /// The title shown by readers. Never empty: PDF/UA requires one.
    pub title: &'a str,
    /// The language of the text, such as `fr` or `fr-GP`.
    pub language: &'a str,
}

/// Prints a document.
///
/// Signs that no embedded face can draw are replaced, by their base letter or by `�`, so that a rare name never stops an
/// export.
///
/// # Errors
/// When the template, its data or a picture is wrong, with the line; when the language is not one.
pub fn render(document: &Document<'_>) -> Result<Vec<u8>, OfficeError> {
    let desk = Desk::new(document)?;
    let result = print(&desk);
    // Forget what was computed for this document: a server prints for months.
    typst::comemo::evict(0);
    result
}

/// Lays the document out, then writes it.
fn print(desk: &Desk) -> Result<Vec<u8>, OfficeError> {
    let pages: PagedDocument = typst::compile(desk).output.map_err(|faults| desk.explain(&faults))?;
    let standards = PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|fault| OfficeError::Template {
        file: TEMPLATE.to_owned(),
        line: None,
        message: fault.message().to_string(),
    })?;
    let options = PdfOptions {
        creator: Smart::Custom(None),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&pages, &options).map_err(|faults| desk.explain(&faults))
}

/// What every document shares, built once: the standard library and the faces.
struct Press {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    house: OnceLock<Source>,
}

impl Press {
    fn shared() -> &'static Self {
        static PRESS: OnceLock<Press> = OnceLock::new();
        PRESS.get_or_init(|| {
            let fonts: Vec<Font> = FACES.iter().flat_map(|face| Font::iter(Bytes::new(*face))).collect();
            Self {
                library: LazyHash::new(Library::default()),
                book: LazyHash::new(FontBook::from_fonts(&fonts)),
                fonts,
                house: OnceLock::new(),
            }
        })
    }

    /// The text with signs that no face can draw replaced, by their base letter if they have one (`ễ` by `e`): PDF/UA
    /// forbids missing glyphs. The narrow space of French numbers, which the house face lacks, becomes a plain
    /// unbreakable one.
    fn drawable<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let replace = |sign: char| match sign {
            '\u{202f}' => '\u{a0}',
            _ if self.can_draw(sign) => sign,
            _ => Some(base_letter(sign))
                .filter(|base| self.can_draw(*base))
                .unwrap_or(char::REPLACEMENT_CHARACTER),
        };
        if text.chars().all(|sign| replace(sign) == sign) {
            return Cow::Borrowed(text);
        }
        Cow::Owned(text.chars().map(replace).collect())
    }

    fn can_draw(&self, sign: char) -> bool {
        sign.is_ascii()
            || is_invisible(sign)
            || self
                .fonts
                .iter()
                .any(|font| font.info().coverage.contains(u32::from(sign)))
    }

    /// A file given with the document; the words of a picture in SVG are made drawable.
    fn bytes(&self, content: &[u8]) -> Bytes {
        match std::str::from_utf8(content) {
            Ok(text) => Bytes::from_string(self.drawable(text).into_owned()),
            Err(_) => Bytes::new(content.to_vec()),
        }
    }
}

/// A letter without its accents.
fn base_letter(sign: char) -> char {
    let mut base = None;
    decompose_canonical(sign, |part| {
        base.get_or_insert(part);
    });
    base.unwrap_or(sign)
}

/// Spaces, joiners and marks of direction, which need no glyph of their own.
const fn is_invisible(sign: char) -> bool {
    matches!(
        sign,
        '\u{a0}' | '\u{ad}' | '\u{2000}'..='\u{200f}' | '\u{2011}' | '\u{2028}'..='\u{202f}' | '\u{2060}' | '\u{feff}'
    )
}

/// One document on the press.
struct Desk {
    press: &'static Press,
    main: Source,
    files: Vec<(String, Bytes)>,
}

impl Desk {
    fn new(document: &Document<'_>) -> Result<Self, OfficeError> {
        let press = Press::shared();
        let (language, region) = language(document.language)?;
        // On the first line, so that the lines of the template keep their numbers.
        let mut text = format!("#set document(title: {}); ", literal(&press.drawable(document.title)));
        // Writing to a text cannot fail.
        let _ = write!(text, "#set text(lang: \"{language}\"");
        if let Some(region) = region {
            let _ = write!(text, ", region: \"{region}\"");
        }
        text.push_str("); ");
        text.push_str(&press.drawable(document.template));

        let mut files = vec![(
            DATA.to_owned(),
            Bytes::from_string(press.drawable(document.data_json).into_owned()),
        )];
        files.extend(
            document
                .files
                .iter()
                .map(|(name, content)| (tidy(name), press.bytes(content))),
        );
        Ok(Self {
            press,
            main: Source::detached(text),
            files,
        })
    }

    /// What went wrong first, and where: in the template if a line of it leads there.
    fn explain(&self, faults: &[SourceDiagnostic]) -> OfficeError {
        let mut places: Vec<(FileId, usize)> = Vec::new();
        let mut message = String::new();
        if let Some(fault) = faults.first() {
            let steps = fault.trace.iter().map(|step| DiagSpan::from(step.span));
            places.extend(
                std::iter::once(fault.span)
                    .chain(steps)
                    .filter_map(|span| self.locate(span)),
            );
            message.push_str(&fault.message);
            for hint in &fault.hints {
                let _ = write!(message, " ({})", hint.v);
            }
        }
        let in_template = places.iter().find(|(id, _)| *id == self.main.id());
        let place = in_template.or(places.first());
        OfficeError::Template {
            file: place.map_or(TEMPLATE, |(id, _)| name(*id)).to_owned(),
            line: place.map(|(_, line)| *line),
            message,
        }
    }

    /// The file and the line of a place.
    fn locate(&self, span: DiagSpan) -> Option<(FileId, usize)> {
        let id = span.id()?;
        let start = self.range(span)?.start;
        let content = self.file(id).ok()?;
        let before = content.get(..start)?;
        Some((id, before.split(|byte| *byte == b'\n').count()))
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.press.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.press.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() {
            return Ok(self.main.clone());
        }
        if name(id) == HOUSE && *id.get().root() == VirtualRoot::Project {
            let house = self.press.house.get_or_init(|| Source::new(id, HOUSE_STYLE.to_owned()));
            return Ok(house.clone());
        }
        let text = self.file(id)?.into_string().map_err(|_| FileError::InvalidUtf8)?;
        Ok(Source::new(id, text))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let missing = || FileError::NotFound(PathBuf::from(name(id)));
        if *id.get().root() != VirtualRoot::Project {
            return Err(missing());
        }
        if id == self.main.id() {
            return Ok(Bytes::from_string(self.main.text().to_owned()));
        }
        if name(id) == HOUSE {
            return Ok(Bytes::from_string(HOUSE_STYLE));
        }
        let found = self.files.iter().find(|(file, _)| file == name(id));
        found.map(|(_, content)| content.clone()).ok_or_else(missing)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.press.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// The name of a file, as templates write it.
fn name(id: FileId) -> &'static str {
    id.get().vpath().get_without_slash()
}

/// A name as templates write it.
fn tidy(name: &str) -> String {
    name.trim_start_matches('/').to_owned()
}

/// A text as a Typst literal.
fn literal(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for sign in text.chars() {
        match sign {
            '"' | '\\' => quoted.extend(['\\', sign]),
            _ if sign.is_control() => quoted.push(' '),
            _ => quoted.push(sign),
        }
    }
    quoted.push('"');
    quoted
}

/// A language code and its region, checked.
fn language(code: &str) -> Result<(String, Option<String>), OfficeError> {
    let refuse = || OfficeError::Language(code.to_owned());
    let letters = |part: &str, long: usize| {
        (2..=long).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic())
    };
    let (language, region) = match code.split_once('-') {
        Some((language, region)) => (language, Some(region)),
        None => (code, None),
    };
    if !letters(language, 3) || !region.is_none_or(|region| letters(region, 2)) {
        return Err(refuse());
    }
    Ok((language.to_lowercase(), region.map(str::to_uppercase)))
}
