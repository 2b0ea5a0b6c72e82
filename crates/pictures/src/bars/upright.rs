//! Bars that stand.

use super::{Sheet, widest};
use crate::chart::{self, FONT, Scale, WIDTH};
use crate::svg::{self, Anchor, Canvas, Tone, count, text_width};

/// The share of the room of a category that its bars take.
pub(super) const FILLED: f64 = 0.78;
/// The height of the plot.
const HEIGHT: f64 = 150.0;

/// Draws the chart under its legend; gives its height.
pub(super) fn draw(sheet: &Sheet<'_>, canvas: &mut Canvas) -> f64 {
    let scale = Scale::over(sheet.extent.0, sheet.extent.1, 5);
    let ticks: Vec<String> = scale.ticks.iter().map(|&tick| (sheet.format)(tick)).collect();
    let left = widest(ticks.iter().map(String::as_str)).min(90.0) + 8.0;
    let top = sheet.top + sheet.unit_height() + 14.0;
    let slot = (WIDTH - left) / count(sheet.categories.len().max(1));
    let wide = (slot * FILLED / count(sheet.places)).min(46.0);
    let y_of = |value: i64| top + HEIGHT * (1.0 - scale.share(value));
    let middle_of = |category: usize| left + slot * (count(category) + 0.5);
    let left_of =
        |category: usize, place: usize| middle_of(category) + (count(place) - count(sheet.places) / 2.0) * wide;

    canvas.text((0.0, sheet.top + 12.0), Anchor::Start, Tone::Muted, sheet.unit);
    for (tick, words) in scale.ticks.iter().zip(&ticks) {
        canvas.line((left, y_of(*tick)), (WIDTH, y_of(*tick)), Tone::Grid, "");
        canvas.text((left - 6.0, y_of(*tick) + 4.0), Anchor::End, Tone::Muted, words);
    }
    let zero = y_of(scale.base());
    for bar in &sheet.bars {
        let x = left_of(bar.category, bar.place);
        if bar.value.is_some() {
            sheet.bar(canvas, bar, (x + 1.0, y_of(bar.from)), (x + wide - 1.0, y_of(bar.to)));
        } else if !sheet.stacked {
            sheet.missing(canvas, bar, (x + wide / 2.0, zero - 4.0), Anchor::Middle);
        }
    }
    canvas.line((left, zero), (WIDTH, zero), Tone::Axis, " stroke-width=\"1.2\"");
    if let Some(value) = sheet.reference {
        canvas.add(&chart::target_line(
            sheet.palette,
            (left, y_of(value)),
            (WIDTH, y_of(value)),
        ));
    }

    // Values are written over all bars or over none: a reader compares them.
    let room = if sheet.places == 1 { slot - 2.0 } else { wide - 1.0 };
    if sheet.labels.iter().all(|label| text_width(&label.words, FONT) <= room) {
        for label in &sheet.labels {
            let end = y_of(label.reach);
            let y = if label.reach < 0 { end + 13.0 } else { end - 4.0 };
            canvas.text_over(
                (left_of(label.category, label.place) + wide / 2.0, y),
                Anchor::Middle,
                &label.words,
            );
        }
    }

    let mut lines = 1;
    for (category, name) in sheet.categories.iter().enumerate() {
        let parts = svg::two_lines(name, FONT, slot - 4.0);
        lines = lines.max(parts.len());
        for (row, part) in parts.iter().enumerate() {
            let y = top + HEIGHT + 15.0 + 14.0 * count(row);
            canvas.text((middle_of(category), y), Anchor::Middle, Tone::Text, part);
        }
    }
    top + HEIGHT + 6.0 + 14.0 * count(lines)
}
