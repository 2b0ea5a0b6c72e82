//! Bars: upright when the names fit under them, lying down otherwise.

mod lying;
mod upright;

use std::fmt::Write as _;

use crate::chart::{self, FONT, Mark, WIDTH};
use crate::svg::{self, Canvas, Frame, count, escape, number, text_width};
use crate::{ChartWords, Format, Palette, Reference, Series};

/// Bars compared side by side or stacked, one group per category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BarChart {
    /// The accessible name, also read first by a screen reader.
    pub title: String,
    /// What the picture shows, in one or two sentences.
    pub description: String,
    /// The unit of the values, written above the axis.
    pub unit: String,
    /// The names along the axis.
    pub categories: Vec<String>,
    /// The rows of values.
    pub series: Vec<Series>,
    /// Whether the series of a category add up in one bar.
    pub stacked: bool,
    /// A target or a threshold, when there is one.
    pub reference: Option<Reference>,
    /// The words of the legend.
    pub words: ChartWords,
}

/// One bar, from one value to another, in the place of one series of one category.
struct Bar {
    category: usize,
    row: usize,
    /// Its place among the bars of its category.
    place: usize,
    from: i64,
    to: i64,
    value: Option<i64>,
    estimated: bool,
    /// What stands in its place when there is no value to draw.
    sign: &'static str,
    /// What is said to whoever points at it.
    title: String,
}

/// What is written where a bar ends: its value, or the total of a stack.
struct EndLabel {
    category: usize,
    place: usize,
    /// Where the bar ends.
    reach: i64,
    words: String,
}

/// What both ways of standing share.
struct Sheet<'a> {
    id: &'a str,
    palette: Palette,
    format: Format<'a>,
    unit: &'a str,
    categories: &'a [String],
    reference: Option<i64>,
    bars: Vec<Bar>,
    labels: Vec<EndLabel>,
    stacked: bool,
    /// How many bars stand side by side in a category.
    places: usize,
    /// The lowest and the highest value to show, zero included.
    extent: (i64, i64),
    /// Where the legend ends.
    top: f64,
}

impl Sheet<'_> {
    /// The room that the unit takes above the axis.
    fn unit_height(&self) -> f64 {
        if self.unit.is_empty() { 0.0 } else { chart::LINE }
    }

    /// Draws one bar between two corners.
    fn bar(&self, canvas: &mut Canvas, bar: &Bar, from: (f64, f64), to: (f64, f64)) {
        let _ = write!(
            canvas.marks,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"{}><title>{}</title></rect>",
            number(from.0.min(to.0)),
            number(from.1.min(to.1)),
            number((to.0 - from.0).abs().max(0.6)),
            number((to.1 - from.1).abs().max(0.6)),
            chart::bar_paint(self.id, self.palette, bar.row, bar.estimated),
            bar.title,
        );
    }

    /// Draws the sign of a value that is unknown or suppressed where its bar would start.
    fn missing(&self, canvas: &mut Canvas, bar: &Bar, at: (f64, f64), anchor: svg::Anchor) {
        let mark = svg::text(self.palette, at.0, at.1, anchor, svg::Tone::Muted, bar.sign);
        let _ = write!(canvas.marks, "<g><title>{}</title>{mark}</g>", bar.title);
    }
}

impl BarChart {
    /// Draws the chart; `id` is the prefix of the identifiers inside the picture.
    pub fn svg(&self, id: &str, palette: Palette, format: Format<'_>) -> String {
        let (legend, top) = chart::legend(id, palette, &self.legend_entries());
        let bars = self.bars(format);
        let ends = bars
            .iter()
            .flat_map(|bar| [bar.from, bar.to])
            .chain(self.reference.iter().map(|line| line.value));
        let sheet = Sheet {
            id,
            palette,
            format,
            unit: &self.unit,
            categories: &self.categories,
            reference: self.reference.as_ref().map(|line| line.value),
            labels: self.labels(&bars, format),
            stacked: self.stacked,
            places: self.places(),
            extent: ends.fold((0, 0), |(low, high), value| (low.min(value), high.max(value))),
            bars,
            top,
        };
        let mut canvas = Canvas::new(palette, chart::hatches(id, palette, &self.series) + &legend);
        let height = if self.stands_upright() {
            upright::draw(&sheet, &mut canvas)
        } else {
            lying::draw(&sheet, &mut canvas)
        };
        Frame {
            id,
            title: &self.title,
            description: &self.description,
            width: WIDTH,
            height,
            class: "pole-svg--bars",
            font_size: FONT,
            role: "img",
        }
        .wrap(palette, &canvas.marks)
    }

    fn places(&self) -> usize {
        if self.stacked { 1 } else { self.series.len().max(1) }
    }

    fn legend_entries(&self) -> Vec<(Mark, String)> {
        let mut entries = Vec::new();
        if self.series.len() > 1 {
            entries.extend(
                self.series
                    .iter()
                    .enumerate()
                    .map(|(row, one)| (Mark::Square(row), one.label.clone())),
            );
        }
        entries.extend(chart::legend_of_doubt(
            &self.series,
            self.categories.len(),
            &self.words,
            Mark::Hatch,
        ));
        entries.extend(self.reference.iter().map(|line| (Mark::Target, line.label.clone())));
        entries
    }

    fn bars(&self, format: Format<'_>) -> Vec<Bar> {
        let mut bars = Vec::new();
        for category in 0..self.categories.len() {
            let (mut above, mut below) = (0_i64, 0_i64);
            for (row, one) in self.series.iter().enumerate() {
                let value = one.value(category);
                let reach = value.unwrap_or(0);
                let from = match (self.stacked, reach < 0) {
                    (false, _) => 0,
                    (true, false) => above,
                    (true, true) => below,
                };
                let to = from.saturating_add(reach);
                if reach < 0 {
                    below = to;
                } else {
                    above = to;
                }
                bars.push(Bar {
                    category,
                    row,
                    place: if self.stacked { 0 } else { row },
                    from,
                    to,
                    value,
                    estimated: one.is_estimated(category),
                    sign: one.sign(category),
                    title: self.bar_title(category, one, format),
                });
            }
        }
        bars
    }

    /// The values of single bars, or the totals of stacks; a total with an unknown part is unknown, one with
    /// a suppressed part suppressed.
    fn labels(&self, bars: &[Bar], format: Format<'_>) -> Vec<EndLabel> {
        if !self.stacked {
            let label = |bar: &Bar| {
                let words = format(bar.value?);
                Some(EndLabel {
                    category: bar.category,
                    place: bar.place,
                    reach: bar.to,
                    words,
                })
            };
            return bars.iter().filter_map(label).collect();
        }
        let total = |category: usize| {
            let parts = self.series.iter().map(|one| one.value(category));
            let suppressed = self.series.iter().any(|one| one.is_suppressed(category));
            let total = parts.reduce(|sum, part| Some(sum?.saturating_add(part?))).flatten();
            let reach = bars
                .iter()
                .filter(|bar| bar.category == category)
                .map(|bar| bar.to)
                .max()
                .unwrap_or(0);
            EndLabel {
                category,
                place: 0,
                reach: reach.max(0),
                words: total.map_or_else(
                    || if suppressed { chart::SUPPRESSED } else { chart::UNKNOWN }.to_owned(),
                    format,
                ),
            }
        };
        (0..self.categories.len()).map(total).collect()
    }

    /// Whether bars may stand: enough room for each bar and for each name under its group.
    fn stands_upright(&self) -> bool {
        let slot = (WIDTH - 44.0) / count(self.categories.len().max(1));
        slot * upright::FILLED / count(self.places()) >= 12.0
            && self
                .categories
                .iter()
                .all(|name| svg::fits_two_lines(name, FONT, slot - 4.0))
    }

    /// The name of a bar for whoever points at it: category, series, value, whether it is an estimate.
    fn bar_title(&self, category: usize, one: &Series, format: Format<'_>) -> String {
        let mut words = self.categories.get(category).cloned().unwrap_or_default();
        if self.series.len() > 1 {
            let _ = write!(words, ", {}", one.label);
        }
        let _ = write!(words, " – {}", one.said(category, &self.words, format));
        escape(&words)
    }
}

/// The width of the widest of some texts.
fn widest<'a>(texts: impl Iterator<Item = &'a str>) -> f64 {
    texts.map(|words| text_width(words, FONT)).fold(0.0, f64::max)
}
