//! What fixed probes write: ndt7, ndt5, dash and ookla results, as JSON objects one after the
//! other, on lines of their own or inside an array.
//!
//! The bytes are cut into top-level objects, one at a time, in a buffer that stops growing at the
//! limit: an array on a single line is read like lines are. An object that cannot be read is a
//! problem, and the next one is read.
//!
//! The traps of these schemas:
//! - times have no zone and are UTC;
//! - `DownloadBandwidth` of ookla is in bytes a second, though `DownloadUnit` says “Bit/s”;
//! - an error that is not null is a failed test, whatever the value beside it;
//! - dash measures whether a video would play and gives no rate: it is told, and nothing is kept;
//! - a place that was never configured is `<Value of MURAKAMI_LOCATION>`.

use pole_kernel::Instant;
use serde_json::{Map, Value};

use crate::facts::{FileError, RoomTestFact};
use crate::out::Out;
use crate::problem::ProblemCode;
use crate::source::Source;
use crate::text::kept;
use crate::values::thousandths;

/// Whether the first bytes are those of results of a probe: JSON, with a name that only they have.
pub(crate) fn looks_like(sample: &[u8]) -> bool {
    let text = &sample[crate::text::marks_length(sample)..];
    let first = text.iter().find(|byte| !byte.is_ascii_whitespace());
    let has = |name: &[u8]| text.windows(name.len()).any(|piece| piece == name);
    matches!(first, Some(b'{' | b'[')) && (has(b"\"TestName\"") || (has(b"\"iteration\"") && has(b"\"ticks\"")))
}

/// Cuts the bytes of a source into top-level objects.
pub(crate) struct Objects<'r> {
    source: Source<'r>,
    limit: usize,
    /// Line ends met so far.
    newlines: u64,
    /// Whether the last byte did not end a line.
    open_line: bool,
    /// The last byte that was no space: it tells a cut object from one that goes on.
    last: u8,
    /// Whether the next byte begins a line.
    line_start: bool,
    object: Vec<u8>,
    /// An object that begins with the byte that cut the one before.
    pending: bool,
}

/// What was cut out.
enum Cut {
    /// An object, and the line it begins on.
    Object(u64),
    /// Bytes that are no object.
    Broken(u64),
}

impl<'r> Objects<'r> {
    pub(crate) fn new(source: Source<'r>, limit: usize) -> Self {
        Self {
            source,
            limit,
            newlines: 0,
            open_line: false,
            last: b'[',
            line_start: true,
            object: Vec::new(),
            pending: false,
        }
    }

    /// The next object or broken piece; `None` at the end.
    fn next(&mut self) -> Result<Option<Cut>, FileError> {
        self.object.clear();
        let mut line = self.newlines + 1;
        let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
        let mut garbage = false;
        if std::mem::take(&mut self.pending) {
            self.object.push(b'{');
            depth = 1;
        }
        loop {
            let bytes = self.source.bytes()?;
            if bytes.is_empty() {
                return Ok((depth > 0 || garbage).then_some(Cut::Broken(line)));
            }
            let mut used = 0;
            let mut cut = None;
            for byte in bytes {
                used += 1;
                let byte = *byte;
                let line_start = std::mem::replace(&mut self.line_start, byte == b'\n');
                self.open_line = byte != b'\n';
                if byte == b'\n' {
                    self.newlines += 1;
                }
                if depth == 0 {
                    match byte {
                        b'\n' if garbage => cut = Some(Cut::Broken(line)),
                        b'{' => {
                            line = self.newlines + 1;
                            depth = 1;
                            garbage = false;
                            self.object.push(byte);
                        }
                        // An array is its elements.
                        b'[' | b']' | b',' => {}
                        byte if byte.is_ascii_whitespace() || !byte.is_ascii() => {}
                        _ if garbage => {}
                        _ => {
                            garbage = true;
                            line = self.newlines + 1;
                        }
                    }
                } else if byte == b'\n' && quoted {
                    // No text holds a line end: the object was cut.
                    cut = Some(Cut::Broken(line));
                } else if byte == b'{' && line_start && !matches!(self.last, b',' | b':' | b'[' | b'{') {
                    // A line begins an object where none can be: the one before was cut.
                    self.pending = true;
                    cut = Some(Cut::Broken(line));
                } else {
                    if self.object.len() >= self.limit {
                        return Err(FileError::LineTooLong {
                            line,
                            limit: self.limit,
                        });
                    }
                    self.object.push(byte);
                    if quoted {
                        (quoted, escaped) = (escaped || byte != b'"', !escaped && byte == b'\\');
                    } else {
                        match byte {
                            b'"' => quoted = true,
                            b'{' | b'[' => depth += 1,
                            b'}' | b']' => depth -= 1,
                            _ => {}
                        }
                        if depth == 0 {
                            cut = Some(Cut::Object(line));
                        }
                    }
                }
                if !byte.is_ascii_whitespace() {
                    self.last = byte;
                }
                if cut.is_some() {
                    break;
                }
            }
            self.source.consume(used);
            if cut.is_some() {
                return Ok(cut);
            }
        }
    }

    /// Reads every object and shows what it gives. Physical lines and objects met.
    pub(crate) fn read(mut self, out: &mut Out<'_>) -> Result<(u64, u64), FileError> {
        let mut records = 0;
        let mut dash = false;
        while !out.stopped {
            match self.next()? {
                None => break,
                Some(Cut::Broken(line)) => {
                    let text = String::from_utf8_lossy(&self.object).into_owned();
                    out.refuse_at(line, "", &text, ProblemCode::JsonInvalid);
                }
                Some(Cut::Object(line)) => {
                    records += 1;
                    if let Ok(object) = serde_json::from_slice::<Map<String, Value>>(&self.object) {
                        take(line, &object, &mut dash, out);
                    } else {
                        let text = String::from_utf8_lossy(&self.object).into_owned();
                        out.refuse_at(line, "", &text, ProblemCode::JsonInvalid);
                    }
                }
            }
        }
        Ok((self.newlines + u64::from(self.open_line), records))
    }
}

/// One object of a probe. `dash` remembers that dash was told: its results are many small objects.
fn take(line: u64, object: &Map<String, Value>, dash: &mut bool, out: &mut Out<'_>) {
    let tool = text(object, "TestName");
    let is_dash = tool == "dash" || (tool.is_empty() && object.contains_key("iteration"));
    if is_dash {
        if !std::mem::replace(dash, true) {
            out.refuse_at(line, "TestName", "dash", ProblemCode::NoRate);
        }
        return;
    }
    let (rates, latency) = match tool.as_str() {
        "ndt7" | "ndt5" => (
            [
                ndt_rate(object, "DownloadValue", "DownloadUnit"),
                ndt_rate(object, "UploadValue", "UploadUnit"),
            ],
            "MinRTTValue",
        ),
        "ookla-speedtest" => (
            [
                bytes_rate(object, "DownloadBandwidth"),
                bytes_rate(object, "UploadBandwidth"),
            ],
            "PingLatency",
        ),
        other => return out.refuse_at(line, "TestName", other, ProblemCode::ProbeUnknown),
    };
    let Some(at) = moment(object) else {
        let value = text(object, "TestStartTime");
        return out.refuse_at(line, "TestStartTime", &value, ProblemCode::DateInvalid);
    };
    let failed = ["DownloadError", "UploadError", "TestError"]
        .iter()
        .any(|name| object.get(*name).is_some_and(|error| !error.is_null()));
    let [Ok(down), Ok(up)] = rates else {
        if failed {
            return out.room_test_at(line, test(object, at, tool, None, None, true, latency));
        }
        let wrong = if rates[0].is_err() {
            "DownloadValue"
        } else {
            "UploadValue"
        };
        return out.refuse_at(line, wrong, &number_text(object, wrong), ProblemCode::DecimalInvalid);
    };
    if !failed && down.is_none() && up.is_none() {
        return out.refuse_at(line, "DownloadValue", "", ProblemCode::MissingValue);
    }
    out.room_test_at(line, test(object, at, tool, down, up, failed, latency));
}

fn test(
    object: &Map<String, Value>,
    at: Instant,
    tool: String,
    down: Option<u32>,
    up: Option<u32>,
    failed: bool,
    latency: &str,
) -> RoomTestFact {
    RoomTestFact {
        uai: None,
        room: place(object, "MurakamiLocation"),
        device: place(object, "MurakamiDeviceID"),
        at,
        down_kbps: down.filter(|_| !failed),
        up_kbps: up.filter(|_| !failed),
        failed,
        latency_micros: thousandths(&number_text(object, latency)).ok(),
        tool,
    }
}

fn text(object: &Map<String, Value>, name: &str) -> String {
    let text = object.get(name).and_then(Value::as_str).unwrap_or_default();
    kept(text).unwrap_or_default()
}

/// A number as a person would write it, so that no rate goes through binary fractions.
fn number_text(object: &Map<String, Value>, name: &str) -> String {
    match object.get(name) {
        Some(Value::Number(number)) => match (number.as_u64(), number.as_f64()) {
            (Some(whole), _) => whole.to_string(),
            (None, Some(number)) => format!("{number}"),
            (None, None) => String::new(),
        },
        Some(Value::String(text)) => text.trim().to_owned(),
        Some(Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_)) | None => String::new(),
    }
}

/// The moment of a test: without a zone it is UTC.
fn moment(object: &Map<String, Value>) -> Option<Instant> {
    let start = text(object, "TestStartTime");
    let start = if start.is_empty() {
        text(object, "Timestamp")
    } else {
        start
    };
    Instant::parse(&start)
        .or_else(|_| Instant::parse(&format!("{start}Z")))
        .ok()
}

/// A place or a device; what was never configured names nothing.
fn place(object: &Map<String, Value>, name: &str) -> String {
    let text = text(object, name);
    if text.contains("Value of MURAKAMI") {
        return String::new();
    }
    text
}

/// A rate with its unit, in kbit/s, rounded down: it never reaches a threshold by rounding.
fn ndt_rate(object: &Map<String, Value>, value: &str, unit: &str) -> Result<Option<u32>, ()> {
    let number = number_text(object, value);
    if number.is_empty() {
        return Ok(None);
    }
    let thousandths = thousandths(&number).map_err(|_| ())?;
    let kbps = match text(object, unit).to_ascii_lowercase().as_str() {
        "" | "mbit/s" | "mbps" => Some(thousandths),
        "kbit/s" | "kbps" => Some(thousandths / 1_000),
        "gbit/s" | "gbps" => thousandths.checked_mul(1_000),
        "bit/s" | "bps" => Some(thousandths / 1_000_000),
        _ => None,
    };
    kbps.map(Some).ok_or(())
}

/// Bytes a second, in kbit/s, rounded down. The unit beside them is wrong and is not read.
fn bytes_rate(object: &Map<String, Value>, name: &str) -> Result<Option<u32>, ()> {
    match object.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => {
            let bytes = value.as_u64().ok_or(())?;
            let bits = bytes.checked_mul(8).ok_or(())?;
            u32::try_from(bits / 1_000).map(Some).map_err(|_| ())
        }
    }
}
