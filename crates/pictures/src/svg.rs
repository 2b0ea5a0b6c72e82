//! Writing SVG: escaped text, short numbers, colours by role.

use std::fmt::Write as _;

use crate::Palette;

/// The number of series colours; a seventh series takes the first colour again.
const SERIES_COLOURS: usize = 6;
/// The number of kinds of places told apart by colour, as well as by shape.
const KIND_COLOURS: usize = 4;
/// The number of tones of ordered classes, from pale to deep; more classes share the deepest.
pub(crate) const CLASS_COLOURS: usize = 5;

/// What a colour is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    /// The nth row of values.
    Series(usize),
    /// Words and numbers that must be read.
    Text,
    /// Words and marks that may be read later.
    Muted,
    /// The lines that help the eye.
    Grid,
    /// The line at zero.
    Axis,
    /// The colour of the page, to cut one mark from another.
    Paper,
    /// A target or a threshold.
    Target,
    /// The nth kind of place on a map.
    Kind(usize),
    /// The nth of some ordered classes.
    Class(usize),
    /// The ground.
    Land,
    /// The edge of the ground.
    Coast,
    /// The water, and the frame around it.
    Water,
}

impl Tone {
    /// The end of the class names of this colour.
    fn class(self) -> String {
        match self {
            Self::Series(index) => (index % SERIES_COLOURS + 1).to_string(),
            Self::Kind(index) => format!("kind-{}", index % KIND_COLOURS + 1),
            Self::Class(rank) => format!("class-{}", rank.min(CLASS_COLOURS - 1) + 1),
            Self::Text => "text".to_owned(),
            Self::Muted => "muted".to_owned(),
            Self::Grid => "grid".to_owned(),
            Self::Axis => "axis".to_owned(),
            Self::Paper => "paper".to_owned(),
            Self::Target => "target".to_owned(),
            Self::Land => "land".to_owned(),
            Self::Coast => "coast".to_owned(),
            Self::Water => "water".to_owned(),
        }
    }

    /// The colour on white paper.
    fn ink(self) -> &'static str {
        match self {
            Self::Series(index) => {
                ["#0b4f6c", "#1b998b", "#eab543", "#8a5aa6", "#e4572e", "#7d8e96"][index % SERIES_COLOURS]
            }
            Self::Kind(index) => ["#117a6e", "#0b4f6c", "#c03c17", "#6f4390"][index % KIND_COLOURS],
            Self::Class(rank) => ["#b7dcd0", "#74bfae", "#2f9c8c", "#157a80", "#0b4f6c"][rank.min(CLASS_COLOURS - 1)],
            Self::Text | Self::Axis => "#14242c",
            Self::Muted => "#4d5f68",
            Self::Grid => "#d9d4ca",
            Self::Paper => "#ffffff",
            Self::Target => "#b8341a",
            Self::Land => "#efe6d2",
            Self::Coast => "#8c7b55",
            Self::Water => "#e9f4f6",
        }
    }
}

/// The attributes that fill a mark and draw its edge.
pub(crate) fn paint(palette: Palette, fill: Option<Tone>, stroke: Option<Tone>) -> String {
    let mut attributes = String::new();
    match palette {
        Palette::Page => {
            let classes: Vec<String> = fill
                .map(|tone| format!("pole-fill-{}", tone.class()))
                .into_iter()
                .chain(stroke.map(|tone| format!("pole-line-{}", tone.class())))
                .collect();
            if !classes.is_empty() {
                let _ = write!(attributes, " class=\"{}\"", classes.join(" "));
            }
        }
        Palette::Print => {
            if let Some(tone) = fill {
                let _ = write!(attributes, " fill=\"{}\"", tone.ink());
            }
            if let Some(tone) = stroke {
                let _ = write!(attributes, " stroke=\"{}\"", tone.ink());
            }
        }
    }
    if fill.is_none() {
        attributes.push_str(" fill=\"none\"");
    }
    attributes
}

/// The beginning of a picture: its accessible name, its description and its size in user units.
pub(crate) struct Frame<'a> {
    pub(crate) id: &'a str,
    pub(crate) title: &'a str,
    pub(crate) description: &'a str,
    pub(crate) width: f64,
    pub(crate) height: f64,
    /// The class that the style sheet knows the picture by.
    pub(crate) class: &'a str,
    /// The size of plain text.
    pub(crate) font_size: f64,
    /// `img` for a picture, `group` when it holds links.
    pub(crate) role: &'a str,
}

impl Frame<'_> {
    /// Wraps the marks into a whole picture.
    pub(crate) fn wrap(&self, palette: Palette, body: &str) -> String {
        let id = escape(self.id);
        let (width, height) = (number(self.width), number(self.height));
        let look = match palette {
            Palette::Page => format!(" class=\"pole-svg {}\"", self.class),
            Palette::Print => format!(
                " width=\"{width}\" height=\"{height}\" font-family=\"Atkinson Hyperlegible Next, Arial, sans-serif\""
            ),
        };
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-size=\"{size}\"{look} \
             role=\"{role}\" aria-labelledby=\"{id}-title {id}-desc\">\
             <title id=\"{id}-title\">{title}</title><desc id=\"{id}-desc\">{description}</desc>{body}</svg>",
            size = number(self.font_size),
            role = self.role,
            title = escape(self.title),
            description = escape(self.description),
        )
    }
}

/// Where a text stands on its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

impl Anchor {
    fn attribute(self) -> &'static str {
        match self {
            Self::Start => "",
            Self::Middle => " text-anchor=\"middle\"",
            Self::End => " text-anchor=\"end\"",
        }
    }
}

/// A text on its baseline.
pub(crate) fn text(palette: Palette, x: f64, y: f64, anchor: Anchor, tone: Tone, words: &str) -> String {
    format!(
        "<text x=\"{}\" y=\"{}\"{}{}>{}</text>",
        number(x),
        number(y),
        anchor.attribute(),
        paint(palette, Some(tone), None),
        escape(words)
    )
}

/// A text that reads over whatever is behind it.
pub(crate) fn text_over(palette: Palette, x: f64, y: f64, anchor: Anchor, behind: Tone, words: &str) -> String {
    format!(
        "<text x=\"{}\" y=\"{}\"{}{} stroke-width=\"3.5\" stroke-linejoin=\"round\" paint-order=\"stroke\">{}</text>",
        number(x),
        number(y),
        anchor.attribute(),
        paint(palette, Some(Tone::Text), Some(behind)),
        escape(words)
    )
}

/// A straight line.
pub(crate) fn line(palette: Palette, from: (f64, f64), to: (f64, f64), tone: Tone, more: &str) -> String {
    format!(
        "<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"{}{more}/>",
        number(from.0),
        number(from.1),
        number(to.0),
        number(to.1),
        paint(palette, None, Some(tone)),
    )
}

/// A picture being drawn, mark after mark.
pub(crate) struct Canvas {
    pub(crate) palette: Palette,
    pub(crate) marks: String,
}

impl Canvas {
    /// A picture that starts with these marks.
    pub(crate) fn new(palette: Palette, marks: String) -> Self {
        Self { palette, marks }
    }

    /// Adds marks already written.
    pub(crate) fn add(&mut self, marks: &str) {
        self.marks.push_str(marks);
    }

    /// Adds a text on its baseline.
    pub(crate) fn text(&mut self, (x, y): (f64, f64), anchor: Anchor, tone: Tone, words: &str) {
        self.marks.push_str(&text(self.palette, x, y, anchor, tone, words));
    }

    /// Adds a text that reads over other marks.
    pub(crate) fn text_over(&mut self, (x, y): (f64, f64), anchor: Anchor, words: &str) {
        self.marks
            .push_str(&text_over(self.palette, x, y, anchor, Tone::Paper, words));
    }

    /// Adds a straight line; `more` are attributes.
    pub(crate) fn line(&mut self, from: (f64, f64), to: (f64, f64), tone: Tone, more: &str) {
        self.marks.push_str(&line(self.palette, from, to, tone, more));
    }
}

/// Text made safe for XML; characters that XML forbids become the replacement character.
pub(crate) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '\t' | '\n' | '\r' => safe.push(' '),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => safe.push('\u{fffd}'),
            other => safe.push(other),
        }
    }
    safe
}

/// A coordinate with at most one decimal, without a useless zero.
pub(crate) fn number(value: f64) -> String {
    if !value.is_finite() {
        return "0".to_owned();
    }
    let written = format!("{value:.1}");
    let short = written.strip_suffix(".0").unwrap_or(&written);
    if short == "-0" {
        "0".to_owned()
    } else {
        short.to_owned()
    }
}

/// About how wide a text is, on the wide side.
pub(crate) fn text_width(words: &str, size: f64) -> f64 {
    words.chars().map(|character| em(character) * size).sum()
}

/// The width of a character, in ems.
fn em(character: char) -> f64 {
    match character {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '!' | '|' | '\'' | '’' | '\u{202f}' => 0.3,
        'f' | 'r' | 't' | ' ' | '(' | ')' | '-' | '\u{a0}' => 0.38,
        'm' | 'w' | 'M' | 'W' | '…' | '%' => 0.88,
        '0'..='9' => 0.64,
        other if other.is_uppercase() => 0.68,
        _ => 0.57,
    }
}

/// A text cut to a width, with an ellipsis when something is missing.
pub(crate) fn shorten(words: &str, size: f64, room: f64) -> String {
    if text_width(words, size) <= room {
        return words.to_owned();
    }
    let mut kept = String::new();
    let mut used = em('…') * size;
    for character in words.chars() {
        used += em(character) * size;
        if used > room {
            break;
        }
        kept.push(character);
    }
    format!("{}…", kept.trim_end_matches([' ', ',', '(', '-', '\u{a0}']))
}

/// A text on at most two lines; the last one is shortened when it must be.
pub(crate) fn two_lines(words: &str, size: f64, room: f64) -> Vec<String> {
    if text_width(words, size) <= room {
        return vec![words.to_owned()];
    }
    let mut first = String::new();
    let mut rest = words;
    while let Some((word, after)) = rest.split_once(' ') {
        let longer = if first.is_empty() {
            word.to_owned()
        } else {
            format!("{first} {word}")
        };
        if text_width(&longer, size) > room {
            break;
        }
        first = longer;
        rest = after;
    }
    if first.is_empty() {
        return vec![shorten(words, size, room)];
    }
    vec![first, shorten(rest, size, room)]
}

/// Whether a text reads whole on at most two lines.
pub(crate) fn fits_two_lines(words: &str, size: f64, room: f64) -> bool {
    two_lines(words, size, room)
        .last()
        .is_some_and(|last| words.ends_with(last.as_str()))
}

/// A whole number as a coordinate.
#[expect(
    clippy::cast_precision_loss,
    reason = "a coordinate on a picture needs far fewer digits than an f64 keeps"
)]
pub(crate) fn real(value: i64) -> f64 {
    value as f64
}

/// A count of things as a coordinate.
pub(crate) fn count(value: usize) -> f64 {
    real(i64::try_from(value).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped() {
        assert_eq!(
            escape("a<b> & \"c\" d'e\u{1}\n"),
            "a&lt;b&gt; &amp; &quot;c&quot; d&#39;e\u{fffd} "
        );
    }

    #[test]
    fn numbers_are_short() {
        assert_eq!(
            [1.0, 1.25, -0.01, f64::NAN, 12.96].map(number),
            ["1", "1.2", "0", "0", "13"]
        );
    }

    #[test]
    fn long_texts_are_cut_on_words() {
        assert_eq!(two_lines("Clair Saint-Maximin", 12.0, 90.0), ["Clair", "Saint-Maximin"]);
        assert!(fits_two_lines("Clair Saint-Maximin", 12.0, 90.0));
        assert!(!fits_two_lines(
            "Roche Gravée de Moho, anciennement Quartier d’Orléans",
            12.0,
            90.0
        ));
        assert!(shorten("Roche Gravée de Moho", 12.0, 60.0).ends_with('…'));
    }
}
