//! Sparklines.

use std::fmt::Write as _;

use crate::Palette;
use crate::chart::Scale;
use crate::svg::{self, Frame, Tone, count, number};

/// A line the size of a word, without axis: the trend beside a figure.
///
/// Broken where a value is unknown; the last known value carries a dot.
pub fn sparkline(id: &str, title: &str, description: &str, values: &[Option<i64>], palette: Palette) -> String {
    let (width, height) = (120.0, 28.0);
    let known = || values.iter().flatten().copied();
    let mut body = String::new();
    if let (Some(low), Some(high)) = (known().min(), known().max()) {
        let scale = Scale::between(low, high);
        let steps = count(values.len().saturating_sub(1).max(1));
        let place = |index: usize, value: i64| {
            let share = if low == high { 0.5 } else { scale.share(value) };
            (
                4.0 + (width - 8.0) * count(index) / steps,
                4.0 + (height - 8.0) * (1.0 - share),
            )
        };
        for (index, pair) in values.windows(2).enumerate() {
            if let [Some(before), Some(value)] = pair {
                let more = " stroke-width=\"2\" stroke-linecap=\"round\"";
                body.push_str(&svg::line(
                    palette,
                    place(index, *before),
                    place(index + 1, *value),
                    Tone::Series(0),
                    more,
                ));
            }
        }
        for index in 0..values.len() {
            // A value between two unknown ones has no line to show it.
            let alone = |other: Option<usize>| other.and_then(|other| values.get(other)).copied().flatten().is_none();
            if let Some(value) = values[index]
                && alone(index.checked_sub(1))
                && alone(Some(index + 1))
            {
                dot(&mut body, palette, place(index, value), 2.0, Tone::Series(0));
            }
        }
        let last = values
            .iter()
            .enumerate()
            .rev()
            .find_map(|(index, value)| Some(place(index, (*value)?)));
        if let Some(at) = last {
            dot(&mut body, palette, at, 3.5, Tone::Series(4));
        }
    }
    Frame {
        id,
        title,
        description,
        width,
        height,
        class: "pole-svg--spark",
        font_size: 10.0,
        role: "img",
    }
    .wrap(palette, &body)
}

fn dot(body: &mut String, palette: Palette, at: (f64, f64), radius: f64, tone: Tone) {
    let (x, y, radius) = (number(at.0), number(at.1), number(radius));
    let _ = write!(
        body,
        "<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"{}/>",
        svg::paint(palette, Some(tone), None)
    );
}
