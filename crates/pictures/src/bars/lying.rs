//! Bars that lie, each with its name on its left: for long names, and for many of them.

use super::{Sheet, widest};
use crate::chart::{self, FONT, Scale, WIDTH};
use crate::svg::{self, Anchor, Canvas, Tone, count, text_width};

/// The most room that names take.
const NAMES: f64 = 132.0;
/// The height of a line of a name.
const LINE: f64 = 14.0;

/// The room of one category.
struct Row {
    top: f64,
    height: f64,
    name: Vec<String>,
}

/// Draws the chart under its legend; gives its height.
pub(super) fn draw(sheet: &Sheet<'_>, canvas: &mut Canvas) -> f64 {
    let left = widest(sheet.categories.iter().map(String::as_str)).min(NAMES) + 8.0;
    let thick = if sheet.places == 1 { 15.0 } else { 13.0 };
    let top = sheet.top + sheet.unit_height() + 2.0;
    let mut bottom = top;
    let mut rows = Vec::with_capacity(sheet.categories.len());
    for name in sheet.categories {
        let name = svg::two_lines(name, FONT, left - 8.0);
        let height = (thick * count(sheet.places)).max(LINE * count(name.len())) + 8.0;
        rows.push(Row {
            top: bottom,
            height,
            name,
        });
        bottom += height;
    }

    // Values are written beyond the ends of the bars, so both sides keep room for the longest.
    let words = |negative: bool| {
        sheet
            .labels
            .iter()
            .filter(move |label| (label.reach < 0) == negative)
            .map(|label| label.words.as_str())
    };
    let (before, after) = (widest(words(true)) + 4.0, widest(words(false)) + 6.0);
    let start = if sheet.extent.0 < 0 { left + before } else { left };
    let room = (WIDTH - start - after).max(40.0);
    // Each bar carries its value, so the axis need not end on a round number.
    let scale = Scale::within(sheet.extent.0, sheet.extent.1, 4);
    let x_of = |value: i64| start + room * scale.share(value);
    let top_of = |category: usize, place: usize| {
        let row_top = |row: &Row| row.top + (row.height - thick * count(sheet.places)) / 2.0;
        rows.get(category).map_or(0.0, row_top) + thick * count(place)
    };

    canvas.text((left, sheet.top + 10.0), Anchor::Start, Tone::Muted, sheet.unit);
    let mut free_from = 0.0;
    for &tick in &scale.ticks {
        let (x, words) = (x_of(tick), (sheet.format)(tick));
        canvas.line((x, top), (x, bottom), Tone::Grid, "");
        let half = text_width(&words, FONT) / 2.0;
        if x - half >= free_from && x + half <= WIDTH {
            canvas.text((x, bottom + 14.0), Anchor::Middle, Tone::Muted, &words);
            free_from = x + half + 8.0;
        }
    }
    for row in &rows {
        let first = row.top + row.height / 2.0 + 4.0 - LINE / 2.0 * (count(row.name.len()) - 1.0);
        for (index, part) in row.name.iter().enumerate() {
            canvas.text((left - 8.0, first + LINE * count(index)), Anchor::End, Tone::Text, part);
        }
    }
    let zero = x_of(scale.base());
    for bar in &sheet.bars {
        let y = top_of(bar.category, bar.place);
        if bar.value.is_some() {
            sheet.bar(canvas, bar, (x_of(bar.from), y + 1.0), (x_of(bar.to), y + thick - 1.0));
        } else if !sheet.stacked {
            sheet.missing(canvas, bar, (zero + 5.0, y + thick / 2.0 + 4.0), Anchor::Start);
        }
    }
    canvas.line((zero, top), (zero, bottom), Tone::Axis, " stroke-width=\"1.2\"");
    if let Some(value) = sheet.reference {
        canvas.add(&chart::target_line(
            sheet.palette,
            (x_of(value), top - 2.0),
            (x_of(value), bottom),
        ));
    }
    for label in &sheet.labels {
        let y = top_of(label.category, label.place) + thick / 2.0 + 4.0;
        if label.reach < 0 {
            canvas.text_over((x_of(label.reach) - 4.0, y), Anchor::End, &label.words);
        } else {
            canvas.text_over((x_of(label.reach) + 4.0, y), Anchor::Start, &label.words);
        }
    }
    bottom + 20.0
}
