//! Lines over time.

use std::fmt::Write as _;

use crate::chart::{self, FONT, LINE, Mark, Scale, WIDTH};
use crate::svg::{self, Anchor, Frame, Tone, count, escape, text_width};
use crate::{ChartWords, Format, Palette, Reference, Series};

/// Values over time, one line per series, broken where a value is missing or the definition changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineChart {
    /// The accessible name, also read first by a screen reader.
    pub title: String,
    /// What the picture shows, in one or two sentences.
    pub description: String,
    /// The unit of the values, written above the axis.
    pub unit: String,
    /// The moments along the axis: years, months.
    pub categories: Vec<String>,
    /// The rows of values.
    pub series: Vec<Series>,
    /// Whether the axis starts at zero; otherwise it closes in on the values.
    pub from_zero: bool,
    /// A target or a threshold, when there is one.
    pub reference: Option<Reference>,
    /// Where what is measured changes: the line stops there and starts anew.
    pub breaks: Vec<Break>,
    /// The words of the legend.
    pub words: ChartWords,
}

/// A moment from which the values no longer mean the same, such as a new version of a definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Break {
    /// The first category after the break, counted from 0.
    pub before: usize,
    /// What changes, in two or three words: “définition 2”.
    pub label: String,
}

/// The height of the plot in user units.
const HEIGHT: f64 = 160.0;

impl LineChart {
    /// Draws the chart; `id` is the prefix of the identifiers inside the picture.
    pub fn svg(&self, id: &str, palette: Palette, format: Format<'_>) -> String {
        let (mut out, legend_height) = chart::legend(id, palette, &self.legend_entries());
        let (low, high) = self.extent();
        let scale = Scale::over(low, high, 5);
        let ticks: Vec<String> = scale.ticks.iter().map(|&tick| format(tick)).collect();
        let first_name = self
            .categories
            .first()
            .map_or(0.0, |name| text_width(name, FONT) / 2.0 - 14.0);
        let left = (ticks
            .iter()
            .map(|tick| text_width(tick, FONT))
            .fold(0.0, f64::max)
            .min(90.0)
            + 8.0)
            .max(first_name);
        let last_name = self.categories.last().map_or(0.0, |name| text_width(name, FONT) / 2.0);
        let inset = 14.0;
        let span = WIDTH - left - inset - last_name.max(inset);
        let unit_height = if self.unit.is_empty() { 0.0 } else { LINE };
        let breaks_height = if self.breaks().next().is_some() { LINE } else { 0.0 };
        let top = legend_height + unit_height + breaks_height + 10.0;
        let steps = count(self.categories.len().saturating_sub(1).max(1));
        let x_of = |index: usize| left + inset + span * count(index) / steps;
        let y_of = |value: i64| top + HEIGHT * (1.0 - scale.share(value));
        if !self.unit.is_empty() {
            out.push_str(&svg::text(
                palette,
                0.0,
                legend_height + 12.0,
                Anchor::Start,
                Tone::Muted,
                &self.unit,
            ));
        }
        for (tick, words) in scale.ticks.iter().zip(&ticks) {
            let y = y_of(*tick);
            let tone = if *tick == 0 { Tone::Axis } else { Tone::Grid };
            out.push_str(&svg::line(palette, (left, y), (WIDTH, y), tone, ""));
            out.push_str(&svg::text(
                palette,
                left - 6.0,
                y + 4.0,
                Anchor::End,
                Tone::Muted,
                words,
            ));
        }
        if let Some(line) = &self.reference {
            out.push_str(&chart::target_line(
                palette,
                (left, y_of(line.value)),
                (WIDTH, y_of(line.value)),
            ));
        }
        out.push_str(&self.break_rules(palette, &x_of, top));
        out.push_str(&self.names(palette, &x_of, top + HEIGHT + 16.0));
        let mut labels: Vec<(f64, f64, String, bool)> = Vec::new();
        // A line alone has all its values written when they fit, its lowest and highest otherwise.
        let alone = self.series.len() == 1;
        let known = || self.series.iter().flat_map(|one| one.values.iter().flatten().copied());
        let all_named = alone && known().all(|value| text_width(&format(value), FONT) + 4.0 <= span / steps);
        let ends = (known().min(), known().max());
        for (row, one) in self.series.iter().enumerate() {
            out.push_str(&self.trace(palette, row, one, &x_of, &y_of));
            for index in 0..self.categories.len() {
                let (x, title) = (x_of(index), self.point_title(one, index, format));
                let Some(value) = one.value(index) else {
                    // What is missing stands on the floor of the chart, away from any value.
                    let (y, sign) = (top + HEIGHT - 5.0, one.sign(index));
                    let mark = svg::text_over(palette, x, y, Anchor::Middle, Tone::Paper, sign);
                    let _ = write!(out, "<g><title>{title}</title>{mark}</g>");
                    continue;
                };
                let mark = chart::marker(palette, row, (x, y_of(value)), one.is_estimated(index));
                let _ = write!(out, "<g><title>{title}</title>{mark}</g>");
                let last = (index + 1..self.categories.len()).all(|later| one.value(later).is_none());
                if last || all_named || (alone && (Some(value) == ends.0 || Some(value) == ends.1)) {
                    labels.push((x, y_of(value), format(value), last));
                }
            }
        }
        out.push_str(&place_labels(palette, labels, top));
        let height = top + HEIGHT + 24.0;
        Frame {
            id,
            title: &self.title,
            description: &self.description,
            width: WIDTH,
            height,
            class: "pole-svg--lines",
            font_size: FONT,
            role: "img",
        }
        .wrap(palette, &out)
    }

    fn legend_entries(&self) -> Vec<(Mark, String)> {
        let mut entries = Vec::new();
        if self.series.len() > 1 {
            entries.extend(
                self.series
                    .iter()
                    .enumerate()
                    .map(|(row, one)| (Mark::Line(row), one.label.clone())),
            );
        }
        entries.extend(chart::legend_of_doubt(
            &self.series,
            self.categories.len(),
            &self.words,
            Mark::Hollow,
        ));
        entries.extend(self.reference.iter().map(|line| (Mark::Target, line.label.clone())));
        entries
    }

    fn extent(&self) -> (i64, i64) {
        let values = self
            .series
            .iter()
            .flat_map(|one| (0..self.categories.len()).filter_map(|index| one.value(index)));
        let values = values
            .chain(self.reference.iter().map(|line| line.value))
            .chain(self.from_zero.then_some(0));
        let ends = values.fold(None, |ends: Option<(i64, i64)>, value| {
            Some(ends.map_or((value, value), |(low, high)| (low.min(value), high.max(value))))
        });
        ends.unwrap_or((0, 1))
    }

    /// The names under the axis, as many as there is room for, the last one always.
    fn names(&self, palette: Palette, x_of: &dyn Fn(usize) -> f64, y: f64) -> String {
        let mut out = String::new();
        let mut free_until = f64::INFINITY;
        for (index, name) in self.categories.iter().enumerate().rev() {
            let half = text_width(name, FONT) / 2.0;
            if x_of(index) + half > free_until {
                continue;
            }
            out.push_str(&svg::text(palette, x_of(index), y, Anchor::Middle, Tone::Text, name));
            free_until = x_of(index) - half - 6.0;
        }
        out
    }

    /// The breaks that stand between two categories.
    fn breaks(&self) -> impl Iterator<Item = &Break> {
        self.breaks
            .iter()
            .filter(|one| (1..self.categories.len()).contains(&one.before))
    }

    /// A dashed rule between two categories where the definition changes, with its name above the plot.
    fn break_rules(&self, palette: Palette, x_of: &dyn Fn(usize) -> f64, top: f64) -> String {
        let mut out = String::new();
        let places: Vec<(f64, &Break)> = self
            .breaks()
            .map(|one| (f64::midpoint(x_of(one.before - 1), x_of(one.before)), one))
            .collect();
        for (x, one) in &places {
            // A name begins at its rule, up to the next one; it ends at its rule when it would leave the picture.
            let next = places.iter().map(|(other, _)| *other).filter(|other| other > x);
            let room = next.fold(WIDTH, f64::min) - x - 6.0;
            let wide = text_width(&one.label, FONT);
            let (at, anchor, room) = if wide > room && *x > WIDTH / 2.0 && places.len() == 1 {
                (x + 2.0, Anchor::End, *x)
            } else {
                (x - 2.0, Anchor::Start, room)
            };
            let rule = svg::line(
                palette,
                (*x, top - 6.0),
                (*x, top + HEIGHT),
                Tone::Muted,
                " stroke-width=\"1.3\" stroke-dasharray=\"2 3\"",
            );
            let label = svg::shorten(&one.label, FONT, room);
            let label = svg::text(palette, at, top - 10.0, anchor, Tone::Muted, &label);
            let _ = write!(out, "<g><title>{}</title>{rule}{label}</g>", escape(&one.label));
        }
        out
    }

    /// The line itself: whole between observations, dashed towards an estimate, broken on what is missing and
    /// where the definition changes.
    fn trace(
        &self,
        palette: Palette,
        row: usize,
        one: &Series,
        x_of: &dyn Fn(usize) -> f64,
        y_of: &dyn Fn(i64) -> f64,
    ) -> String {
        let mut out = String::new();
        for index in 1..self.categories.len() {
            if self.breaks.iter().any(|one| one.before == index) {
                continue;
            }
            let (Some(before), Some(value)) = (one.value(index - 1), one.value(index)) else {
                continue;
            };
            let dashed = one.is_estimated(index) || one.is_estimated(index - 1);
            let more = if dashed {
                " stroke-width=\"2.2\" stroke-dasharray=\"4 3\""
            } else {
                " stroke-width=\"2.4\""
            };
            let (from, to) = ((x_of(index - 1), y_of(before)), (x_of(index), y_of(value)));
            out.push_str(&svg::line(palette, from, to, Tone::Series(row), more));
        }
        out
    }

    fn point_title(&self, one: &Series, index: usize, format: Format<'_>) -> String {
        let name = self.categories.get(index).map_or("", String::as_str);
        let mut words = if self.series.len() > 1 {
            format!("{}, {name}", one.label)
        } else {
            name.to_owned()
        };
        let _ = write!(words, " – {}", one.said(index, &self.words, format));
        escape(&words)
    }
}

/// Writes values near their points: above when free, below otherwise, never one over another.
fn place_labels(palette: Palette, labels: Vec<(f64, f64, String, bool)>, top: f64) -> String {
    let mut out = String::new();
    let mut taken: Vec<(f64, f64, f64)> = Vec::new();
    // The last value of each series matters most, so it chooses first.
    let (last, rest): (Vec<_>, Vec<_>) = labels.into_iter().partition(|(.., last)| *last);
    for (x, y, words, _) in last.into_iter().chain(rest) {
        let half = text_width(&words, FONT) / 2.0;
        let x = x.min(WIDTH - half);
        let free = |at: f64| {
            taken
                .iter()
                .all(|(ox, oy, other)| (x - ox).abs() > half + other || (at - oy).abs() > 12.5)
        };
        let Some(at) = [y - 7.0, y + 16.0].into_iter().find(|&at| at > top - 12.0 && free(at)) else {
            continue;
        };
        taken.push((x, at, half));
        out.push_str(&svg::text_over(palette, x, at, Anchor::Middle, Tone::Paper, &words));
    }
    out
}
