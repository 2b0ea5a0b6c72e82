//! Dossiers of démarche numérique (ex demarches-simplifiees.fr), as its GraphQL interface answers.
//!
//! What was read of it, in our words:
//! - the query and its fragments: `app/graphql/api/v2/stored_query.rb`, the types: `app/graphql/schema.graphql`
//!   and `app/graphql/types/` of the repository demarches-simplifiees/demarches-simplifiees.fr; the same types as a
//!   client sees them: `src/@types/types.ts` of dnum-mi/ds-api-client;
//! - an answer is `{"data": {"demarche": {"number", "title", …, "dossiers": {"pageInfo": {"hasNextPage",
//!   "endCursor", …}, "nodes": [dossier…]}}}}`; `groupeInstructeur` may stand for `demarche`, `edges` of `node`
//!   for `nodes`, and one dossier alone is `{"data": {"dossier": …}}`. Pages hold at most a hundred dossiers. An
//!   error is `{"errors": [{"message"}], "data": null}`;
//! - a dossier has `number` (an integer), `state` (`en_construction`, `en_instruction`, `accepte`, `refuse`,
//!   `sans_suite`), `dateDepot`, `datePassageEnConstruction`, `datePassageEnInstruction`, `dateTraitement` (ISO 8601 with
//!   a zone), `motivation`, `usager {email}`, `demandeur` (a person or a company), `groupeInstructeur {label}`,
//!   `instructeurs [{email}]`, `champs` and `annotations`. Drafts are never given;
//! - a champ has `id` (stable over versions of the form), `label`, `stringValue` (null when not answered; `true` or
//!   `false` for a box) and, by type, `values` (several choices), `rows [{champs}]` (a repeated block, or a flat
//!   `champs` in older queries), `files`. A champ that is hidden by a condition is absent. A school of the ministry's
//!   directory is a text: the name, the commune, then the UAI in parentheses, or the UAI alone when the platform
//!   could not look it up;
//! - the CSV and XLSX exports: `app/services/procedure_export_service.rb` and
//!   `app/models/concerns/dossier_export_concern.rb` of the same repository: first `ID`, `Email`,
//!   `FranceConnect ?`, who asks (`Civilité`, `Nom`, `Prénom`…, or thirty columns on the company), then `Archivé`,
//!   `État du dossier`, `Dernière mise à jour le`, `Dernière mise à jour du dossier le`, `Déposé le`,
//!   `Passé en instruction le`, `Traité le`, `Motivation de la décision`, `Instructeurs`, `Groupe instructeur` (when
//!   there are several), then one column a question, named by its label. States are words (`En construction`, `En
//!   instruction`, `Accepté`, `Refusé`, `Classé sans suite`; `config/locales/models/dossier/fr.yml`). Repeated blocks
//!   are on sheets of their own.
//!
//! Who asks and who examines are passed over: no name and no e-mail address leaves this reader. Pages come as one
//! answer, as an array of answers or one a line; a plain list of dossiers is read too. The bytes are cut into
//! dossiers one at a time, in a buffer that stops growing at the limit: a page on a single line is read like the
//! others.

use std::collections::HashMap;

use pole_kernel::Day;
use serde_json::{Map, Value};
use unicode_normalization::UnicodeNormalization;

use crate::facts::{DemarcheAnswer, DemarcheDossier, DemarcheState, FileError};
use crate::out::Out;
use crate::problem::{ProblemCode, excerpt};
use crate::source::Source;
use crate::values::is_numen;

/// The deepest a page nests before its dossiers: an answer has five levels.
const DEEPEST: usize = 32;

/// The most bytes of a text that is compared with a name.
const NAME_BYTES: usize = 32;

/// The first name of an object that is an answer, not a dossier.
const OF_ANSWERS: &[&[u8]] = &[
    b"data",
    b"errors",
    b"extensions",
    b"demarche",
    b"groupeInstructeur",
    b"dossiers",
    b"dossier",
];

/// Whether the first bytes are those of an answer of the platform.
pub(crate) fn looks_like(sample: &[u8]) -> bool {
    let text = &sample[crate::text::marks_length(sample)..];
    let first = text.iter().find(|byte| !byte.is_ascii_whitespace());
    let has = |name: &[u8]| text.windows(name.len()).any(|piece| piece == name);
    matches!(first, Some(b'{' | b'['))
        && (has(b"\"dossiers\"") || has(b"\"dossier\"") || (has(b"\"champs\"") && has(b"\"state\"")))
}

/// An object or an array that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Frame {
    /// An object, and the name of the member being read.
    Object(Name),
    Array,
}

/// The names that lead to dossiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Name {
    Data,
    Dossiers,
    Nodes,
    Edges,
    Node,
    Dossier,
    PageInfo,
    Errors,
    Other,
}

impl Name {
    fn of(text: &[u8]) -> Self {
        match text {
            b"data" => Self::Data,
            b"dossiers" => Self::Dossiers,
            b"nodes" => Self::Nodes,
            b"edges" => Self::Edges,
            b"node" => Self::Node,
            b"dossier" => Self::Dossier,
            b"pageInfo" => Self::PageInfo,
            b"errors" => Self::Errors,
            _ => Self::Other,
        }
    }
}

/// What an object that is being copied will be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Dossier,
    PageInfo,
    Error,
    /// A dossier, or an answer: its first name tells.
    Unsure,
}

/// What was cut out of the bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cut {
    /// An object, in the buffer, and the line it begins on.
    Object(What, u64),
    /// Bytes that are no part of an answer.
    Broken(u64),
}

/// Cuts bytes into objects, one byte at a time.
#[derive(Debug)]
struct Cutter {
    limit: usize,
    /// Line ends met so far.
    newlines: u64,
    /// Whether the last byte did not end a line.
    open_line: bool,
    /// Whether the next byte begins a line.
    line_start: bool,
    /// The last byte that was no space: it tells a cut answer from one that goes on.
    last: u8,
    frames: Vec<Frame>,
    /// Where the outermost object begins.
    began: u64,
    quoted: bool,
    escaped: bool,
    /// The text being read, as far as a name goes.
    text: Vec<u8>,
    /// The object being copied: what it is, where it begins, how deep it is now.
    copied: Option<(What, u64, usize)>,
    buffer: Vec<u8>,
    /// Whether everything is passed over until a line begins an answer.
    lost: bool,
}

impl Cutter {
    fn new(limit: usize) -> Self {
        Self {
            limit,
            newlines: 0,
            open_line: false,
            line_start: true,
            last: b'[',
            frames: Vec::new(),
            began: 1,
            quoted: false,
            escaped: false,
            text: Vec::new(),
            copied: None,
            buffer: Vec::new(),
            lost: false,
        }
    }

    /// Gives up what is open.
    fn lose(&mut self) -> Cut {
        let line = self.copied.map_or(self.began, |(_, line, _)| line);
        self.frames.clear();
        self.copied = None;
        self.quoted = false;
        self.escaped = false;
        self.lost = true;
        Cut::Broken(line)
    }

    /// Whether something is open.
    fn is_inside(&self) -> bool {
        self.copied.is_some() || !self.frames.is_empty()
    }

    /// Takes one more byte.
    fn step(&mut self, byte: u8) -> Result<Option<Cut>, FileError> {
        let line_start = std::mem::replace(&mut self.line_start, byte == b'\n');
        self.open_line = byte != b'\n';
        if byte == b'\n' {
            self.newlines += 1;
        }
        let mut cut = None;
        if line_start && byte == b'{' && !self.quoted {
            if self.is_inside() && !matches!(self.last, b',' | b':' | b'[' | b'{') {
                // A line begins an answer where none can be: the one before was cut.
                cut = Some(self.lose());
            }
            self.lost = false;
        }
        if !self.lost {
            let found = if self.copied.is_some() {
                self.copy(byte)?
            } else {
                self.walk(byte)
            };
            cut = found.or(cut);
        }
        if !byte.is_ascii_whitespace() {
            self.last = byte;
        }
        Ok(cut)
    }

    /// Takes a byte outside of what is copied.
    fn walk(&mut self, byte: u8) -> Option<Cut> {
        if self.quoted {
            if byte == b'\n' {
                // No text holds a line end: the answer was cut.
                return Some(self.lose());
            }
            if !self.escaped && byte == b'"' {
                self.quoted = false;
            } else if self.text.len() < NAME_BYTES {
                self.text.push(byte);
            }
            self.escaped = !self.escaped && byte == b'\\';
            return None;
        }
        match byte {
            b'"' if !self.frames.is_empty() => {
                self.quoted = true;
                self.text.clear();
            }
            b':' => {
                if let Some(Frame::Object(name)) = self.frames.last_mut() {
                    *name = Name::of(&self.text);
                }
            }
            b'{' | b'[' if self.frames.len() >= DEEPEST => return Some(self.lose()),
            b'{' => self.open(),
            b'[' => {
                if self.frames.is_empty() {
                    self.began = self.newlines + 1;
                }
                self.frames.push(Frame::Array);
            }
            b'}' if matches!(self.frames.pop(), Some(Frame::Object(_))) => {}
            b']' if matches!(self.frames.pop(), Some(Frame::Array)) => {}
            b'}' | b']' => return Some(self.lose()),
            byte if byte.is_ascii_whitespace() || byte == b',' || !self.frames.is_empty() => {}
            // A mark before the first object.
            byte if !byte.is_ascii() => {}
            _ => {
                self.began = self.newlines + 1;
                return Some(self.lose());
            }
        }
        None
    }

    /// An object begins: it is copied when it is a dossier, or might be one.
    fn open(&mut self) {
        let line = self.newlines + 1;
        if self.frames.is_empty() {
            self.began = line;
        }
        let what = match self.frames.as_slice() {
            [] | [Frame::Array] => Some(What::Unsure),
            [
                ..,
                Frame::Object(Name::Dossiers),
                Frame::Object(Name::Nodes),
                Frame::Array,
            ]
            | [
                ..,
                Frame::Object(Name::Dossiers),
                Frame::Object(Name::Edges),
                Frame::Array,
                Frame::Object(Name::Node),
            ]
            | [Frame::Object(Name::Dossier)]
            | [Frame::Array, Frame::Object(Name::Dossier)]
            | [.., Frame::Object(Name::Data), Frame::Object(Name::Dossier)] => Some(What::Dossier),
            [.., Frame::Object(Name::Dossiers), Frame::Object(Name::PageInfo)] => Some(What::PageInfo),
            [Frame::Object(Name::Errors), Frame::Array] | [Frame::Array, Frame::Object(Name::Errors), Frame::Array] => {
                Some(What::Error)
            }
            _ => None,
        };
        match what {
            Some(what) => {
                self.copied = Some((what, line, 1));
                self.buffer.clear();
                self.buffer.push(b'{');
                self.text.clear();
            }
            None => self.frames.push(Frame::Object(Name::Other)),
        }
    }

    /// Takes a byte of what is copied.
    fn copy(&mut self, byte: u8) -> Result<Option<Cut>, FileError> {
        let Some((what, line, depth)) = self.copied else {
            return Ok(None);
        };
        if self.quoted && byte == b'\n' {
            return Ok(Some(self.lose()));
        }
        if self.buffer.len() >= self.limit {
            return Err(FileError::LineTooLong {
                line,
                limit: self.limit,
            });
        }
        self.buffer.push(byte);
        let mut deep = depth;
        if self.quoted {
            if !self.escaped && byte == b'"' {
                self.quoted = false;
                if what == What::Unsure {
                    self.decide(line);
                    return Ok(None);
                }
            } else if what == What::Unsure && self.text.len() < NAME_BYTES {
                self.text.push(byte);
            }
            self.escaped = !self.escaped && byte == b'\\';
        } else {
            match byte {
                b'"' => self.quoted = true,
                b'{' | b'[' => deep += 1,
                b'}' | b']' => deep -= 1,
                _ => {}
            }
        }
        if deep == 0 {
            self.copied = None;
            return Ok(Some(Cut::Object(what, line)));
        }
        self.copied = Some((what, line, deep));
        Ok(None)
    }

    /// The first name of an outermost object was read.
    fn decide(&mut self, line: u64) {
        if OF_ANSWERS.contains(&self.text.as_slice()) {
            self.copied = None;
            self.buffer.clear();
            self.frames.push(Frame::Object(Name::Other));
        } else {
            self.copied = Some((What::Dossier, line, 1));
        }
    }
}

/// The answers of the platform, read dossier by dossier.
pub(crate) struct Pages<'r> {
    source: Source<'r>,
    cutter: Cutter,
    names: Names,
}

impl<'r> Pages<'r> {
    pub(crate) fn new(source: Source<'r>, limit: usize) -> Self {
        Self {
            source,
            cutter: Cutter::new(limit),
            names: Names::default(),
        }
    }

    /// Reads every dossier. Physical lines and dossiers met.
    pub(crate) fn read(mut self, out: &mut Out<'_>) -> Result<(u64, u64), FileError> {
        let mut records = 0;
        // Where the newest page said that more follow.
        let mut more: Option<u64> = None;
        while !out.stopped {
            let bytes = self.source.bytes()?;
            if bytes.is_empty() {
                if self.cutter.is_inside() {
                    let Cut::Broken(line) = self.cutter.lose() else {
                        break;
                    };
                    out.refuse_at(line, "", "", ProblemCode::JsonInvalid);
                }
                break;
            }
            let (mut used, mut cut) = (0, None);
            for byte in bytes {
                used += 1;
                cut = self.cutter.step(*byte)?;
                if cut.is_some() {
                    break;
                }
            }
            self.source.consume(used);
            match cut {
                None => {}
                // What is cut may speak of somebody: it is not repeated.
                Some(Cut::Broken(line)) => out.refuse_at(line, "", "", ProblemCode::JsonInvalid),
                Some(Cut::Object(what, line)) => {
                    let Ok(object) = serde_json::from_slice::<Map<String, Value>>(&self.cutter.buffer) else {
                        out.refuse_at(line, "", "", ProblemCode::JsonInvalid);
                        continue;
                    };
                    match what {
                        What::Dossier => {
                            records += 1;
                            take(line, &object, &mut self.names, out);
                        }
                        What::PageInfo => {
                            let goes_on = object.get("hasNextPage").and_then(Value::as_bool) == Some(true);
                            more = goes_on.then_some(line);
                        }
                        What::Error => {
                            out.refuse_at(line, "errors", &text(&object, "message"), ProblemCode::PlatformError);
                        }
                        // `{}`.
                        What::Unsure => {}
                    }
                }
            }
        }
        if let Some(line) = more.filter(|_| !out.stopped) {
            out.warn_at(line, "pageInfo", ProblemCode::PagesMissing);
        }
        Ok((self.cutter.newlines + u64::from(self.cutter.open_line), records))
    }
}

/// The names of the questions of a file: their labels, numbered from the second of the same label on.
#[derive(Debug, Default)]
pub(crate) struct Names {
    by_id: HashMap<String, String>,
    met: HashMap<String, usize>,
}

impl Names {
    /// The name of a question, the same each time it is met.
    pub(crate) fn of(&mut self, id: &str, label: &str) -> String {
        if let Some(name) = self.by_id.get(id) {
            return name.clone();
        }
        let times = self.met.entry(label.to_owned()).or_insert(0);
        *times += 1;
        let name = if *times == 1 {
            label.to_owned()
        } else {
            format!("{label} ({times})")
        };
        self.by_id.insert(id.to_owned(), name.clone());
        name
    }
}

/// A text as somebody wrote it, composed, with its line ends and no other control character.
pub(crate) fn long_text(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    let kept: String = lines
        .nfc()
        .filter(|letter| *letter == '\n' || *letter == '\t' || !letter.is_control())
        .map(|letter| if letter == '\t' { ' ' } else { letter })
        .collect();
    kept.trim().to_owned()
}

fn text(object: &Map<String, Value>, name: &str) -> String {
    long_text(object.get(name).and_then(Value::as_str).unwrap_or_default())
}

/// The day of a moment, as the platform writes it.
fn day_of(line: u64, object: &Map<String, Value>, name: &str, out: &mut Out<'_>) -> Option<Day> {
    let moment = text(object, name);
    if moment.is_empty() {
        return None;
    }
    let day = moment.get(..10).and_then(|day| Day::parse(day).ok());
    if day.is_none() {
        out.warn_at(line, name, ProblemCode::DateInvalid);
    }
    day
}

/// One dossier of an answer.
fn take(line: u64, object: &Map<String, Value>, names: &mut Names, out: &mut Out<'_>) {
    let number = match object.get("number") {
        Some(Value::Number(number)) => number.as_u64(),
        Some(Value::String(number)) => number.trim().parse().ok(),
        Some(Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_)) | None => None,
    };
    let Some(number) = number else {
        return out.refuse_at(line, "number", "", ProblemCode::MissingValue);
    };
    let state = text(object, "state");
    let Ok(state) = DemarcheState::parse(&state) else {
        return out.refuse_at(line, "state", &state, ProblemCode::DemarcheStateUnknown);
    };
    let deposited = if object.get("dateDepot").is_some_and(Value::is_string) {
        "dateDepot"
    } else {
        "datePassageEnConstruction"
    };
    let deposited_on = day_of(line, object, deposited, out);
    let examined_on = day_of(line, object, "datePassageEnInstruction", out);
    let decided_on = day_of(line, object, "dateTraitement", out);
    let group = object.get("groupeInstructeur").and_then(Value::as_object);
    let mut answers = Vec::new();
    for list in ["champs", "annotations"] {
        let champs = object.get(list).and_then(Value::as_array).into_iter().flatten();
        for champ in champs.filter_map(Value::as_object) {
            let label = excerpt_label(&text(champ, "label"));
            if label.is_empty() {
                continue;
            }
            let id = text(champ, "id");
            let id = if id.is_empty() { format!("{list} {label}") } else { id };
            let name = names.of(&id, &label);
            answers.push(answer(line, champ, name, out));
        }
    }
    let dossier = DemarcheDossier {
        number,
        state,
        deposited_on,
        examined_on,
        decided_on,
        motivation: text(object, "motivation"),
        group: group.map(|group| text(group, "label")).unwrap_or_default(),
        answers,
    };
    out.demarche_at(line, dossier);
}

/// A label on one line.
fn excerpt_label(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn answer(line: u64, champ: &Map<String, Value>, name: String, out: &mut Out<'_>) -> DemarcheAnswer {
    let mut said = said(champ);
    let values: Vec<String> = champ
        .get("values")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .map(long_text)
        .collect();
    if is_numen(&said) {
        out.warn_at(line, &excerpt(&name), ProblemCode::NumenDropped);
        said = String::new();
    }
    if said.is_empty() {
        said = values.join(", ");
    }
    DemarcheAnswer {
        name,
        text: said,
        values,
        rows: rows(champ),
    }
}

/// What a champ says, as a text.
fn said(champ: &Map<String, Value>) -> String {
    match champ.get("stringValue") {
        Some(Value::String(text)) => long_text(text),
        Some(Value::Bool(flag)) => flag.to_string(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Null | Value::Array(_) | Value::Object(_)) | None => String::new(),
    }
}

/// The rows of a repeated block. Older queries give its champs one after the other: a label that comes again begins
/// a row.
fn rows(champ: &Map<String, Value>) -> Vec<Vec<(String, String)>> {
    let cells = |list: &Value| -> Vec<(String, String)> {
        list.as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_object)
            .map(|champ| (excerpt_label(&text(champ, "label")), said(champ)))
            .collect()
    };
    if let Some(rows) = champ.get("rows").and_then(Value::as_array) {
        return rows.iter().filter_map(|row| row.get("champs")).map(cells).collect();
    }
    let mut rows: Vec<Vec<(String, String)>> = Vec::new();
    for (label, said) in champ.get("champs").map(cells).unwrap_or_default() {
        match rows.last_mut() {
            Some(row) if row.iter().all(|(other, _)| *other != label) => row.push((label, said)),
            Some(_) | None => rows.push(vec![(label, said)]),
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_keeps_its_lines_and_no_control_character() {
        assert_eq!(
            long_text(" un\r\ndeux\ttrois\u{7} Jose\u{301}\r "),
            "un\ndeux trois José"
        );
    }

    #[test]
    fn two_questions_of_one_label_are_told_apart_and_keep_their_names() {
        let mut names = Names::default();
        assert_eq!(names.of("a", "UAI"), "UAI");
        assert_eq!(names.of("b", "UAI"), "UAI (2)");
        assert_eq!(names.of("a", "UAI"), "UAI");
    }
}
