use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

use crate::{DbError, Kind, Params, Value};

/// One statement and where it is written, so that a trace can name it. Made by
/// [`sql!`](crate::sql).
#[derive(Clone, Copy, Debug)]
pub struct Sql {
    /// The statement: standard SQL with parameters written `:name`.
    pub text: &'static str,
    /// The source file.
    pub file: &'static str,
    /// The line of that file.
    pub line: u32,
}

/// A statement: `sql!("select name from school where uai = :uai")`.
#[macro_export]
macro_rules! sql {
    ($text:literal) => {
        $crate::Sql {
            text: $text,
            file: file!(),
            line: line!(),
        }
    };
}

/// A statement taken apart once: its text between parameters, and which parameter stands where.
#[derive(Debug)]
pub(crate) struct Parsed {
    /// The text before, between and after the parameters: one more than `holes`.
    texts: Vec<&'static str>,
    /// For each place of a parameter, its index in `names`.
    holes: Vec<usize>,
    /// Each parameter once, in order of first use.
    names: Vec<&'static str>,
    /// The statement as SQLite takes it: `?1`, `?2`.
    pub(crate) sqlite: String,
}

impl Parsed {
    /// The statement taken apart, from memory when it was seen before.
    pub(crate) fn of(text: &'static str) -> Arc<Self> {
        static SEEN: LazyLock<RwLock<HashMap<&'static str, Arc<Parsed>>>> = LazyLock::new(RwLock::default);
        if let Some(parsed) = SEEN.read().unwrap_or_else(PoisonError::into_inner).get(text) {
            return Arc::clone(parsed);
        }
        let parsed = Arc::new(Self::new(text));
        SEEN.write()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(text, Arc::clone(&parsed));
        parsed
    }

    fn new(text: &'static str) -> Self {
        let mut texts = Vec::new();
        let mut holes = Vec::new();
        let mut names: Vec<&'static str> = Vec::new();
        let mut begin = 0;
        for piece in pieces(text) {
            let Piece::Parameter { start, end } = piece else {
                continue;
            };
            let name = &text[start + 1..end];
            let index = names.iter().position(|known| *known == name).unwrap_or_else(|| {
                names.push(name);
                names.len() - 1
            });
            texts.push(&text[begin..start]);
            holes.push(index);
            begin = end;
        }
        texts.push(&text[begin..]);
        let mut parsed = Self {
            texts,
            holes,
            names,
            sqlite: String::new(),
        };
        parsed.sqlite = parsed.written(|out, index| write!(out, "?{}", index + 1));
        parsed
    }

    /// The statement as PostgreSQL takes it. Each parameter carries its type, so that
    /// `:x is null` has one.
    pub(crate) fn postgres(&self, values: &[&Value]) -> String {
        self.written(|out, index| {
            let kind = values.get(index).map_or(Kind::Text, |value| value.kind());
            write!(out, "${}::{}", index + 1, type_name(kind))
        })
    }

    /// The values in the order of the statement's parameters. Each parameter must have one, and
    /// each value must be used.
    pub(crate) fn bind<'p>(&self, params: &'p Params) -> Result<Vec<&'p Value>, DbError> {
        let named = params.named();
        // Most are written in the order of the statement, and imports bind them by the hundred thousand.
        let in_order =
            named.len() == self.names.len() && named.iter().zip(&self.names).all(|((given, _), name)| given == name);
        let values = if in_order {
            named.iter().map(|(_, value)| value).collect()
        } else {
            self.find_all(named)?
        };
        match named.iter().find(|(_, value)| !is_portable(value)) {
            None => Ok(values),
            Some((name, _)) => Err(DbError::Parameter(format!(
                "{name} holds a NUL character or is not a number, which one of the engines refuses"
            ))),
        }
    }

    /// The values in the order of the statement's parameters, found by their names.
    fn find_all<'p>(&self, named: &'p [(&'static str, Value)]) -> Result<Vec<&'p Value>, DbError> {
        let find = |name: &str| named.iter().find(|(given, _)| *given == name).map(|(_, value)| value);
        let missing: Vec<&str> = self.names.iter().copied().filter(|name| find(name).is_none()).collect();
        if !missing.is_empty() {
            return Err(DbError::Parameter(format!("missing {}", missing.join(", "))));
        }
        if named.len() != self.names.len() {
            let unused: Vec<&str> = named
                .iter()
                .enumerate()
                .filter(|(index, (name, _))| {
                    !self.names.contains(name) || named[..*index].iter().any(|(earlier, _)| earlier == name)
                })
                .map(|(_, (name, _))| *name)
                .collect();
            return Err(DbError::Parameter(format!(
                "unused or given twice: {}",
                unused.join(", ")
            )));
        }
        Ok(self.names.iter().filter_map(|name| find(name)).collect())
    }

    fn written(&self, mut hole: impl FnMut(&mut String, usize) -> std::fmt::Result) -> String {
        let mut out = String::new();
        for (position, text) in self.texts.iter().enumerate() {
            out.push_str(text);
            if let Some(index) = self.holes.get(position) {
                // Writing to a String cannot fail.
                let _ = hole(&mut out, *index);
            }
        }
        out
    }
}

/// The statements of a script, each without its semicolon. Semicolons inside literals, quoted
/// names and comments do not separate.
pub(crate) fn statements(script: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut begin = 0;
    // Whether something other than spaces and comments was met since `begin`.
    let mut code = false;
    for piece in pieces(script) {
        match piece {
            Piece::Semicolon { at } => {
                if code {
                    found.push(script[begin..at].trim());
                }
                begin = at + 1;
                code = false;
            }
            Piece::Parameter { .. } | Piece::Code => code = true,
        }
    }
    if code {
        found.push(script[begin..].trim());
    }
    found
}

/// What matters in a text of SQL, by byte positions.
enum Piece {
    /// `:name`.
    Parameter { start: usize, end: usize },
    /// `;`.
    Semicolon { at: usize },
    /// Anything else but spaces and comments.
    Code,
}

/// Walks through a text of SQL. Casts (`::`), literals, quoted names and comments are not
/// looked into.
fn pieces(text: &str) -> Vec<Piece> {
    let bytes = text.as_bytes();
    let at = |index: usize| bytes.get(index).copied().unwrap_or(0);
    let mut found = Vec::new();
    let mut here = 0;
    while here < bytes.len() {
        match (at(here), at(here + 1)) {
            (b'-', b'-') => here = after(text, here + 2, "\n"),
            (b'/', b'*') => here = after(text, here + 2, "*/"),
            (quote @ (b'\'' | b'"'), _) => {
                // A doubled quote inside reads as two literals side by side: same result here.
                here = after(text, here + 1, if quote == b'"' { "\"" } else { "'" });
                found.push(Piece::Code);
            }
            (b':', b':') => here += 2,
            (b':', next) if next.is_ascii_alphabetic() || next == b'_' => {
                let length = bytes[here + 1..]
                    .iter()
                    .take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_')
                    .count();
                let end = here + 1 + length;
                found.push(Piece::Parameter { start: here, end });
                here = end;
            }
            (b';', _) => {
                found.push(Piece::Semicolon { at: here });
                here += 1;
            }
            (byte, _) => {
                if !byte.is_ascii_whitespace() {
                    found.push(Piece::Code);
                }
                here += 1;
            }
        }
    }
    found
}

/// The position after the next `mark`, or the end.
fn after(text: &str, from: usize, mark: &str) -> usize {
    // `from` follows an ASCII character, so it is a character boundary.
    text[from..]
        .find(mark)
        .map_or(text.len(), |found| from + found + mark.len())
}

const fn type_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "text",
        Kind::Int => "bigint",
        Kind::Bool => "boolean",
        Kind::Real => "double precision",
        Kind::Bytes => "bytea",
    }
}

/// PostgreSQL refuses NUL in a text; SQLite keeps NaN as NULL.
fn is_portable(value: &Value) -> bool {
    match value {
        Value::Text(text) => !text.contains('\0'),
        Value::Real(number) => !number.is_nan(),
        Value::Null(_) | Value::Int(_) | Value::Bool(_) | Value::Bytes(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::params;

    fn check(text: &'static str, sqlite: &str, postgres: &str, params: &Params) {
        let parsed = Parsed::of(text);
        let values = parsed.bind(params).unwrap();
        assert_eq!(parsed.sqlite, sqlite, "{text}");
        assert_eq!(parsed.postgres(&values), postgres, "{text}");
    }

    #[test]
    fn named_parameters_become_positions() {
        check("select 1", "select 1", "select 1", &params! {});
        check(
            "select :a, :b, :a",
            "select ?1, ?2, ?1",
            "select $1::bigint, $2::text, $1::bigint",
            &params! { b: "x", a: 1 },
        );
        check(
            "where :x is null or x = :x",
            "where ?1 is null or x = ?1",
            "where $1::boolean is null or x = $1::boolean",
            &params! { x: None::<bool> },
        );
        check(
            ":r,:bytes)",
            "?1,?2)",
            "$1::double precision,$2::bytea)",
            &params! { r: 1.5, bytes: vec![1_u8] },
        );
    }

    #[test]
    fn literals_casts_names_and_comments_are_left_alone() {
        for text in [
            "select ':a', 'it''s :b', \"odd:c\" from t",
            "select x::text, '12:30'",
            "select 1 -- :a and 'quotes\n, 2",
            "select 1 /* :a ; ' */ , 2",
            "select 'é:a', a[1:2]",
            "select 'never closed :a",
        ] {
            check(text, text, text, &params! {});
        }
        check(
            "select x::text, :a_1::text -- end",
            "select x::text, ?1::text -- end",
            "select x::text, $1::bigint::text -- end",
            &params! { a_1: 1 },
        );
    }

    #[test]
    fn parameters_that_do_not_fit_are_named() {
        let refuse = |text, params: Params| Parsed::of(text).bind(&params).unwrap_err().to_string();
        assert!(refuse("select :a, :b", params! { a: 1 }).contains("missing b"));
        assert!(refuse("select :a", params! { a: 1, c: 2 }).contains("unused or given twice: c"));
        assert!(refuse("select :a", params! { a: 1, a: 2 }).contains("unused or given twice: a"));
        assert!(refuse("select :a", params! { a: "nul\0" }).contains('a'));
        assert!(refuse("select :a", params! { a: f64::NAN }).contains('a'));
    }

    #[test]
    fn a_script_is_split_at_its_semicolons() {
        assert_eq!(
            statements(
                "-- Head; note.\ncreate table a (b text); -- trailing;\ninsert into a values ('x;y');\n\n-- end\n"
            ),
            [
                "-- Head; note.\ncreate table a (b text)",
                "-- trailing;\ninsert into a values ('x;y')"
            ]
        );
        assert_eq!(statements("select 1;;\n select 2"), ["select 1", "select 2"]);
        assert!(statements(" -- nothing\n").is_empty());
    }
}
