//! The marker of a place: its shape tells the kind, how full it is tells the class.

use std::f64::consts::TAU;

use super::Shape;
use crate::Palette;
use crate::svg::{self, Anchor, Tone, count, number};

/// How a marker is drawn besides its shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// The colour of its kind.
    Kind,
    /// Filled from the bottom as far as its class goes, among so many classes.
    Class { rank: usize, classes: usize },
    /// Empty, with a question mark.
    Unknown,
    /// The shape alone, without any class: for the legend of a map of classes.
    Shape,
}

/// How much larger a marker is when it must show how full it is.
const LARGE: f64 = 1.2;

/// A marker around a point: its edge is dashed when the position is approximate.
pub(super) fn draw(palette: Palette, shape: Shape, look: Look, at: (f64, f64), approximate: bool) -> String {
    match look {
        Look::Kind => by_kind(palette, shape, at, approximate),
        Look::Class { rank, classes } => {
            let (rank, steps) = (rank.min(classes.saturating_sub(1)), classes.saturating_sub(1).max(1));
            let share = count(rank) / count(steps);
            // Two classes are as far apart as the tones allow.
            let tone = Tone::Class((rank * (svg::CLASS_COLOURS - 1) + steps / 2) / steps);
            empty(palette, shape, at) + &level(palette, shape, at, share, tone) + &edge(palette, shape, at, approximate)
        }
        Look::Unknown => {
            let mark = svg::text(palette, at.0, at.1 + 3.6, Anchor::Middle, Tone::Text, "?");
            let mark = format!("<g font-size=\"10.5\" font-weight=\"700\" aria-hidden=\"true\">{mark}</g>");
            empty(palette, shape, at) + &edge(palette, shape, at, approximate) + &mark
        }
        Look::Shape => outline(shape, at, 1.0, &svg::paint(palette, Some(Tone::Muted), None)),
    }
}

/// Filled in the colour of the kind when the position is exact, hollow and dashed otherwise.
fn by_kind(palette: Palette, shape: Shape, at: (f64, f64), approximate: bool) -> String {
    let kind = Tone::Kind(match shape {
        Shape::Circle => 0,
        Shape::Square => 1,
        Shape::Triangle => 2,
        Shape::Diamond => 3,
    });
    let paint = if approximate {
        let paint = svg::paint(palette, Some(Tone::Paper), Some(kind));
        format!("{paint} stroke-width=\"2\" stroke-dasharray=\"3 1.6\"")
    } else {
        let paint = svg::paint(palette, Some(kind), Some(Tone::Paper));
        format!("{paint} stroke-width=\"1.4\"")
    };
    outline(shape, at, 1.0, &paint)
}

/// The paper inside a marker, with a rim that parts it from the ground.
fn empty(palette: Palette, shape: Shape, at: (f64, f64)) -> String {
    let paint = svg::paint(palette, Some(Tone::Paper), Some(Tone::Paper));
    outline(shape, at, LARGE, &format!("{paint} stroke-width=\"4\""))
}

fn edge(palette: Palette, shape: Shape, at: (f64, f64), approximate: bool) -> String {
    let dashes = if approximate { " stroke-dasharray=\"3 1.6\"" } else { "" };
    let paint = svg::paint(palette, None, Some(Tone::Text));
    outline(shape, at, LARGE, &format!("{paint} stroke-width=\"1.6\"{dashes}"))
}

/// The part of a marker under a level, from 0 (none of it) to 1 (all of it).
fn level(palette: Palette, shape: Shape, at: (f64, f64), share: f64, tone: Tone) -> String {
    let corners = corners(shape);
    let ends = |first: f64, pick: fn(f64, f64) -> f64| corners.iter().map(|corner| corner.1).fold(first, pick);
    let (top, bottom) = (ends(f64::INFINITY, f64::min), ends(f64::NEG_INFINITY, f64::max));
    let water = bottom - (bottom - top) * share;
    let mut kept = Vec::new();
    for (index, &(x, y)) in corners.iter().enumerate() {
        let (other_x, other_y) = corners[(index + 1) % corners.len()];
        if y >= water {
            kept.push((x, y));
        }
        if (y < water) != (other_y < water) {
            kept.push((x + (other_x - x) * (water - y) / (other_y - y), water));
        }
    }
    if share <= 0.0 || kept.len() < 3 {
        return String::new();
    }
    polygon(&kept, at, LARGE, &svg::paint(palette, Some(tone), None))
}

fn outline(shape: Shape, at: (f64, f64), scale: f64, paint: &str) -> String {
    match shape {
        Shape::Circle => format!(
            "<circle cx=\"{}\" cy=\"{}\" r=\"{}\"{paint}/>",
            number(at.0),
            number(at.1),
            number(6.0 * scale)
        ),
        Shape::Square | Shape::Triangle | Shape::Diamond => polygon(&corners(shape), at, scale, paint),
    }
}

/// The corners of a marker around its point; a disc has many.
fn corners(shape: Shape) -> Vec<(f64, f64)> {
    match shape {
        Shape::Circle => (0..24)
            .map(|index| TAU * count(index) / 24.0)
            .map(|angle| (6.0 * angle.cos(), 6.0 * angle.sin()))
            .collect(),
        Shape::Square => vec![(-5.6, -5.6), (5.6, -5.6), (5.6, 5.6), (-5.6, 5.6)],
        Shape::Triangle => vec![(0.0, -7.4), (7.0, 5.4), (-7.0, 5.4)],
        Shape::Diamond => vec![(0.0, -7.6), (7.6, 0.0), (0.0, 7.6), (-7.6, 0.0)],
    }
}

fn polygon(corners: &[(f64, f64)], at: (f64, f64), scale: f64, paint: &str) -> String {
    let corners: Vec<String> = corners
        .iter()
        .map(|(dx, dy)| format!("{},{}", number(at.0 + dx * scale), number(at.1 + dy * scale)))
        .collect();
    format!(
        "<polygon points=\"{}\" stroke-linejoin=\"round\"{paint}/>",
        corners.join(" ")
    )
}
