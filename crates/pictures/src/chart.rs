//! What every chart is made of: values, scale, legend.

use std::fmt::Write as _;

use crate::Palette;
use crate::svg::{self, Anchor, Tone, escape, number, real, text_width};

/// The width of a chart in user units: about one CSS pixel each on the narrowest phone.
pub(crate) const WIDTH: f64 = 360.0;
/// The size of plain text in user units.
pub(crate) const FONT: f64 = 12.0;
/// The height of a line of text.
pub(crate) const LINE: f64 = 16.0;

/// The sign of a value that nobody knows.
pub(crate) const UNKNOWN: &str = "?";
/// The sign of a value suppressed to protect people, as statistical offices write it.
pub(crate) const SUPPRESSED: &str = "s";

/// Writes a number in the reader's language, with its unit when the reader needs it.
pub type Format<'a> = &'a dyn Fn(i64) -> String;

/// One row of values, one per category.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Series {
    /// The name shown in the legend.
    pub label: String,
    /// One value per category; `None` is unknown and is drawn as unknown, never as zero.
    pub values: Vec<Option<i64>>,
    /// Which values are not plain observations (estimated, stale); a missing entry means observed.
    pub estimated: Vec<bool>,
    /// Which values are suppressed to protect people; a missing entry means shown. What is given for
    /// such a value is never drawn nor written.
    pub suppressed: Vec<bool>,
}

impl Series {
    /// The value of a category, when it is known and may be shown.
    pub(crate) fn value(&self, index: usize) -> Option<i64> {
        if self.is_suppressed(index) {
            return None;
        }
        self.values.get(index).copied().flatten()
    }

    /// Whether the value of a category is suppressed.
    pub(crate) fn is_suppressed(&self, index: usize) -> bool {
        self.suppressed.get(index).copied().unwrap_or(false)
    }

    /// Whether nobody knows the value of a category.
    pub(crate) fn is_unknown(&self, index: usize) -> bool {
        !self.is_suppressed(index) && self.value(index).is_none()
    }

    /// The sign that stands where there is no value to draw.
    pub(crate) fn sign(&self, index: usize) -> &'static str {
        if self.is_suppressed(index) { SUPPRESSED } else { UNKNOWN }
    }

    /// What is said of a value: its number, or why there is none.
    pub(crate) fn said(&self, index: usize, words: &ChartWords, format: Format<'_>) -> String {
        match self.value(index) {
            Some(value) if self.is_estimated(index) => format!("{} ({})", format(value), words.estimated),
            Some(value) => format(value),
            None if self.is_suppressed(index) => words.suppressed.clone(),
            None => words.unknown.clone(),
        }
    }

    /// Whether the value of a category is known but estimated.
    pub(crate) fn is_estimated(&self, index: usize) -> bool {
        self.value(index).is_some() && self.estimated.get(index).copied().unwrap_or(false)
    }
}

/// A line drawn across a chart: a target, a threshold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Where the line stands.
    pub value: i64,
    /// What the line is, in words.
    pub label: String,
}

/// The words a chart needs besides those of its data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChartWords {
    /// The legend of hatched values and hollow points, for example “estimé”.
    pub estimated: String,
    /// The legend of values shown as “?”, for example “inconnu”.
    pub unknown: String,
    /// The legend of values shown as “s”, for example “secret statistique”.
    pub suppressed: String,
}

/// An axis with round numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Scale {
    low: i64,
    high: i64,
    /// The round numbers to write, in order.
    pub(crate) ticks: Vec<i64>,
}

impl Scale {
    /// An axis that holds these two values, with about `wanted` round numbers.
    pub(crate) fn over(low: i64, high: i64, wanted: i64) -> Self {
        let (low, high) = (i128::from(low.min(high)), i128::from(high.max(low)));
        let step = round_step((high - low).max(1), i128::from(wanted.max(1)));
        let first = low.div_euclid(step) * step;
        let mut last = -((-high).div_euclid(step)) * step;
        if last == first {
            last += step;
        }
        let mut ticks = Vec::new();
        let mut tick = first;
        while tick <= last {
            ticks.extend(i64::try_from(tick));
            tick += step;
        }
        Self {
            low: clamp(first),
            high: clamp(last),
            ticks,
        }
    }

    /// An axis that ends at these two values, with the round numbers between them.
    pub(crate) fn within(low: i64, high: i64, wanted: i64) -> Self {
        let whole = Self::over(low, high, wanted);
        let (low, high) = (
            low.min(high),
            if low == high {
                high.saturating_add(1)
            } else {
                high.max(low)
            },
        );
        Self {
            low,
            high,
            ticks: whole
                .ticks
                .into_iter()
                .filter(|tick| (low..=high).contains(tick))
                .collect(),
        }
    }

    /// An axis from one value to another, without round numbers.
    pub(crate) fn between(low: i64, high: i64) -> Self {
        Self {
            low: low.min(high),
            high: high.max(low),
            ticks: Vec::new(),
        }
    }

    /// Where a value stands, from 0 at the low end to 1 at the high end.
    pub(crate) fn share(&self, value: i64) -> f64 {
        let value = real(value.clamp(self.low, self.high));
        (value - real(self.low)) / (real(self.high) - real(self.low)).max(1.0)
    }

    /// The value nearest to zero on the axis: where bars start.
    pub(crate) fn base(&self) -> i64 {
        0_i64.clamp(self.low, self.high)
    }
}

/// The step among 1, 2, 5, 10, 20, 50… that cuts a range in at most `wanted` parts.
fn round_step(range: i128, wanted: i128) -> i128 {
    let mut magnitude: i128 = 1;
    loop {
        for factor in [1, 2, 5] {
            let step = magnitude * factor;
            if step * wanted >= range {
                return step;
            }
        }
        magnitude *= 10;
    }
}

/// A wide number brought back into the values a chart can hold.
fn clamp(value: i128) -> i64 {
    i64::try_from(value).unwrap_or(if value < 0 { i64::MIN } else { i64::MAX })
}

/// The hatching of estimated values, one pattern per series that needs it.
pub(crate) fn hatches(id: &str, palette: Palette, series: &[Series]) -> String {
    let needed: Vec<usize> = (0..series.len())
        .filter(|&row| {
            series
                .get(row)
                .is_some_and(|one| (0..one.values.len()).any(|index| one.is_estimated(index)))
        })
        .collect();
    if needed.is_empty() {
        return String::new();
    }
    let mut out = String::from("<defs>");
    for row in needed {
        let _ = write!(
            out,
            "<pattern id=\"{}-hatch-{row}\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" \
             patternTransform=\"rotate(45)\"><rect width=\"5\" height=\"5\"{}/>\
             <rect width=\"2.4\" height=\"5\"{}/></pattern>",
            escape(id),
            svg::paint(palette, Some(Tone::Paper), None),
            svg::paint(palette, Some(Tone::Series(row)), None),
        );
    }
    out.push_str("</defs>");
    out
}

/// The attributes of a bar: plain when observed, hatched when estimated.
pub(crate) fn bar_paint(id: &str, palette: Palette, row: usize, estimated: bool) -> String {
    if estimated {
        // The fill is an attribute, so the class of the edge is the only one.
        let edge = svg::paint(palette, None, Some(Tone::Series(row))).replace(" fill=\"none\"", "");
        format!("{edge} fill=\"url(#{}-hatch-{row})\"", escape(id))
    } else {
        svg::paint(palette, Some(Tone::Series(row)), None)
    }
}

/// One entry of a legend.
pub(crate) enum Mark {
    /// A filled square in the colour of a series.
    Square(usize),
    /// A short line with the marker of a series.
    Line(usize),
    /// A hatched square.
    Hatch(usize),
    /// A hollow marker.
    Hollow(usize),
    /// The sign of a missing value.
    Sign(&'static str),
    /// A dashed line.
    Target,
}

/// What the legend says of values that are not plain observations, when there are some.
pub(crate) fn legend_of_doubt(
    series: &[Series],
    categories: usize,
    words: &ChartWords,
    estimate: fn(usize) -> Mark,
) -> Vec<(Mark, String)> {
    let mut entries = Vec::new();
    let estimated = series
        .iter()
        .position(|one| (0..categories).any(|index| one.is_estimated(index)));
    entries.extend(estimated.map(|row| (estimate(row), words.estimated.clone())));
    let some = |of: fn(&Series, usize) -> bool| series.iter().any(|one| (0..categories).any(|index| of(one, index)));
    if some(Series::is_unknown) {
        entries.push((Mark::Sign(UNKNOWN), words.unknown.clone()));
    }
    if some(Series::is_suppressed) {
        entries.push((Mark::Sign(SUPPRESSED), words.suppressed.clone()));
    }
    entries
}

/// Lays a legend out in rows; gives its marks and its height.
pub(crate) fn legend(id: &str, palette: Palette, entries: &[(Mark, String)]) -> (String, f64) {
    if entries.is_empty() {
        return (String::new(), 0.0);
    }
    let (mut out, mut x, mut y) = (String::new(), 0.0, 12.0);
    for (mark, label) in entries {
        let label = svg::shorten(label, FONT, WIDTH - 22.0);
        let wide = 18.0 + text_width(&label, FONT) + 12.0;
        if x > 0.0 && x + wide - 12.0 > WIDTH {
            x = 0.0;
            y += LINE + 2.0;
        }
        out.push_str(&legend_mark(id, palette, mark, x, y));
        out.push_str(&svg::text(palette, x + 18.0, y, Anchor::Start, Tone::Text, &label));
        x += wide;
    }
    (out, y + 8.0)
}

fn legend_mark(id: &str, palette: Palette, mark: &Mark, x: f64, y: f64) -> String {
    let square = |attributes: String| {
        format!(
            "<rect x=\"{}\" y=\"{}\" width=\"11\" height=\"11\" rx=\"1.5\"{attributes}/>",
            number(x + 1.0),
            number(y - 10.0)
        )
    };
    match mark {
        Mark::Square(row) => square(bar_paint(id, palette, *row, false)),
        Mark::Hatch(row) => square(bar_paint(id, palette, *row, true)),
        Mark::Line(row) => {
            svg::line(
                palette,
                (x, y - 4.5),
                (x + 14.0, y - 4.5),
                Tone::Series(*row),
                " stroke-width=\"2.5\"",
            ) + &marker(palette, *row, (x + 7.0, y - 4.5), false)
        }
        Mark::Hollow(row) => marker(palette, *row, (x + 7.0, y - 4.5), true),
        Mark::Sign(sign) => svg::text(palette, x + 7.0, y, Anchor::Middle, Tone::Muted, sign),
        Mark::Target => target_line(palette, (x, y - 4.5), (x + 14.0, y - 4.5)),
    }
}

/// The dashed line of a target.
pub(crate) fn target_line(palette: Palette, from: (f64, f64), to: (f64, f64)) -> String {
    svg::line(
        palette,
        from,
        to,
        Tone::Target,
        " stroke-width=\"1.5\" stroke-dasharray=\"5 3\"",
    )
}

/// The marker of a series on a line: its shape tells the series as well as its colour does.
pub(crate) fn marker(palette: Palette, row: usize, at: (f64, f64), hollow: bool) -> String {
    let (x, y) = at;
    let fill = if hollow { Tone::Paper } else { Tone::Series(row) };
    let paint = format!(
        "{} stroke-width=\"1.6\"",
        svg::paint(palette, Some(fill), Some(Tone::Series(row)))
    );
    let polygon = |points: &[(f64, f64)]| {
        let points: Vec<String> = points
            .iter()
            .map(|(dx, dy)| format!("{},{}", number(x + dx), number(y + dy)))
            .collect();
        format!("<polygon points=\"{}\"{paint}/>", points.join(" "))
    };
    match row % 4 {
        0 => format!("<circle cx=\"{}\" cy=\"{}\" r=\"3.2\"{paint}/>", number(x), number(y)),
        1 => polygon(&[(-3.0, -3.0), (3.0, -3.0), (3.0, 3.0), (-3.0, 3.0)]),
        2 => polygon(&[(0.0, -3.8), (3.8, 3.0), (-3.8, 3.0)]),
        _ => polygon(&[(0.0, -4.2), (4.2, 0.0), (0.0, 4.2), (-4.2, 0.0)]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_has_round_numbers() {
        assert_eq!(Scale::over(0, 866, 4).ticks, [0, 500, 1000]);
        assert_eq!(Scale::over(0, 97, 5).ticks, [0, 20, 40, 60, 80, 100]);
        assert_eq!(Scale::over(-30, 45, 4).ticks, [-40, -20, 0, 20, 40, 60]);
        assert_eq!(Scale::over(0, 0, 4).ticks, [0, 1]);
        assert_eq!(Scale::over(7, 7, 4).ticks, [7, 8]);
        assert_eq!(Scale::within(-900, 52_000, 4).ticks, [0, 20_000, 40_000]);
    }

    #[test]
    fn an_axis_survives_any_value() {
        let scale = Scale::over(i64::MIN, i64::MAX, 4);
        assert!(scale.share(i64::MIN) >= 0.0 && scale.share(i64::MAX) <= 1.0);
    }
}
