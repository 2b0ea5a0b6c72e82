//! Sparklines.

use std::fmt::Write as _;

use crate::Palette;
use crate::chart::{self, Scale};
use crate::svg::{self, Frame, Tone, count, number};

/// A line the size of a word, without axis: the trend beside a figure.
///
/// Broken where a value is missing and where the definition changes; the last known value carries a dot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sparkline {
    /// The accessible name.
    pub title: String,
    /// What the line shows, in one sentence.
    pub description: String,
    /// The values, the earliest first; `None` is unknown or suppressed.
    pub values: Vec<Option<i64>>,
    /// Where one wants to arrive: a dashed line, that the description tells of.
    pub target: Option<i64>,
    /// The values from which the definition is another one, counted from 0.
    pub breaks: Vec<usize>,
}

/// The size of the picture in user units.
const SIZE: (f64, f64) = (120.0, 28.0);
/// What stays free around the line, for the dot at its end.
const MARGIN: f64 = 4.0;

impl Sparkline {
    /// Draws the line; `id` is the prefix of the identifiers inside the picture.
    pub fn svg(&self, id: &str, palette: Palette) -> String {
        let mut body = String::new();
        let known = || self.values.iter().flatten().copied();
        if let (Some(low), Some(high)) = (known().chain(self.target).min(), known().chain(self.target).max()) {
            let scale = Scale::between(low, high);
            let y_of = |value: i64| {
                let share = if low == high { 0.5 } else { scale.share(value) };
                MARGIN + (SIZE.1 - 2.0 * MARGIN) * (1.0 - share)
            };
            if let Some(target) = self.target {
                body.push_str(&chart::target_line(
                    palette,
                    (0.0, y_of(target)),
                    (SIZE.0, y_of(target)),
                ));
            }
            self.trace(&mut body, palette, &y_of);
        }
        Frame {
            id,
            title: &self.title,
            description: &self.description,
            width: SIZE.0,
            height: SIZE.1,
            class: "pole-svg--spark",
            font_size: 10.0,
            role: "img",
        }
        .wrap(palette, &body)
    }

    fn trace(&self, body: &mut String, palette: Palette, y_of: &dyn Fn(i64) -> f64) {
        let steps = count(self.values.len().saturating_sub(1).max(1));
        let x_of = |index: usize| MARGIN + (SIZE.0 - 2.0 * MARGIN) * count(index) / steps;
        for &index in self
            .breaks
            .iter()
            .filter(|&&index| (1..self.values.len()).contains(&index))
        {
            let x = f64::midpoint(x_of(index - 1), x_of(index));
            let more = " stroke-width=\"1.2\" stroke-dasharray=\"2 2\"";
            body.push_str(&svg::line(palette, (x, 0.0), (x, SIZE.1), Tone::Muted, more));
        }
        for index in 0..self.values.len() {
            let Some(value) = self.values[index] else { continue };
            if let Some(next) = self.joined(index, index + 1) {
                let more = " stroke-width=\"2\" stroke-linecap=\"round\"";
                let (from, to) = ((x_of(index), y_of(value)), (x_of(index + 1), y_of(next)));
                body.push_str(&svg::line(palette, from, to, Tone::Series(0), more));
            } else if index
                .checked_sub(1)
                .is_none_or(|before| self.joined(before, index).is_none())
            {
                // A value that no line reaches has only its dot to show it.
                dot(body, palette, (x_of(index), y_of(value)), 2.0, Tone::Series(0));
            }
        }
        let last = self
            .values
            .iter()
            .enumerate()
            .rev()
            .find_map(|(index, value)| Some((x_of(index), y_of((*value)?))));
        if let Some(at) = last {
            dot(body, palette, at, 3.5, Tone::Series(4));
        }
    }

    /// The later of two neighbouring values, when a line joins them.
    fn joined(&self, before: usize, after: usize) -> Option<i64> {
        if self.breaks.contains(&after) {
            return None;
        }
        self.values.get(before).copied().flatten()?;
        self.values.get(after).copied().flatten()
    }
}

fn dot(body: &mut String, palette: Palette, at: (f64, f64), radius: f64, tone: Tone) {
    let (x, y, radius) = (number(at.0), number(at.1), number(radius));
    let _ = write!(
        body,
        "<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"{}/>",
        svg::paint(palette, Some(tone), None)
    );
}
