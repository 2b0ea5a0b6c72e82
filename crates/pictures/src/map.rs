//! Maps of islands that are far apart: each has its own frame and its own scale.

mod layout;
mod marker;

use std::fmt::Write as _;

use crate::svg::{self, Anchor, Frame, Tone, escape, number, text_width};
use crate::{Outline, Palette};
use layout::{Place, Sheet};
use marker::Look;

/// The shape of a marker: kinds are told apart by shape, colour only helps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// A disc.
    Circle,
    /// A square.
    Square,
    /// A triangle.
    Triangle,
    /// A square standing on its corner.
    Diamond,
}

/// One line of the legend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapKind {
    /// The marker.
    pub shape: Shape,
    /// What it stands for.
    pub label: String,
}

/// A place on the map.
#[derive(Clone, Debug, PartialEq)]
pub struct MapPoint {
    /// Latitude in degrees.
    pub lat: f64,
    /// Longitude in degrees.
    pub lon: f64,
    /// The name shown beside the marker when there is room, and always read aloud.
    pub label: String,
    /// Where the marker leads.
    pub href: Option<String>,
    /// The marker.
    pub shape: Shape,
    /// Whether the position is that of a quarter or a town rather than of the place itself.
    pub approximate: bool,
    /// The class of what is measured there: a rank among [`MapClasses::labels`], `None` when it is unknown.
    /// Read only on a map that has classes.
    pub class: Option<usize>,
}

/// What a map shows of each place besides its kind: a class among a few ordered ones. A marker is as full as its
/// class is high, so that colour only helps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapClasses {
    /// The names of the classes, from the lowest to the highest: “moins de 25 %”, “de 25 à 50 %”.
    pub labels: Vec<String>,
    /// The name of the places whose class is unknown, for example “inconnu”.
    pub unknown: String,
}

impl MapClasses {
    /// How a place of this class is drawn; a rank that no class has is unknown.
    fn look(&self, class: Option<usize>) -> Look {
        match class.filter(|rank| *rank < self.labels.len()) {
            Some(rank) => Look::Class {
                rank,
                classes: self.labels.len(),
            },
            None => Look::Unknown,
        }
    }

    /// The name of a class.
    fn label(&self, class: Option<usize>) -> &str {
        class.and_then(|rank| self.labels.get(rank)).unwrap_or(&self.unknown)
    }
}

/// The words a map needs besides those of its data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapWords {
    /// The legend of hollow markers, for example “position approchée : centre du quartier”.
    pub approximate: String,
    /// What is said after the name of a place whose position is approximate, for example “position approchée”.
    pub approximate_short: String,
    /// The unit of the scale bars from one kilometre, for example “km”.
    pub kilometres: String,
    /// The unit of the scale bars below one kilometre, for example “m”.
    pub metres: String,
}

/// Islands side by side, each in its own frame with its own scale.
#[derive(Clone, Debug, PartialEq)]
pub struct IslandMap {
    /// The accessible name.
    pub title: String,
    /// What the map shows, in one or two sentences.
    pub description: String,
    /// The coasts; those close to one another share a frame.
    pub outlines: Vec<Outline>,
    /// The places.
    pub points: Vec<MapPoint>,
    /// The lines of the legend, in order.
    pub kinds: Vec<MapKind>,
    /// What is measured at the places, when the map shows it.
    pub classes: Option<MapClasses>,
    /// Who must be credited for the outlines.
    pub credit: String,
    /// The words of the legend.
    pub words: MapWords,
}

/// The mark of one line of the legend.
struct Key {
    shape: Shape,
    look: Look,
    approximate: bool,
}

impl Key {
    fn draw(&self, palette: Palette, at: (f64, f64)) -> String {
        marker::draw(palette, self.shape, self.look, at, self.approximate)
    }
}

/// The size of the names of places.
const LABEL: f64 = 10.5;
/// The size of the names written only when a frame is drawn large.
const FINE: f64 = 7.6;
/// The size of the names of islands and of scales.
const CAPTION: f64 = 12.0;

impl IslandMap {
    /// Draws the map for a page: one picture per frame, then the legend and the credit.
    pub fn html(&self, id: &str) -> String {
        let palette = Palette::Page;
        let sheets = layout::sheets(&self.outlines, &self.points);
        let mut out = String::from("<div class=\"pole-map\"><div class=\"pole-map__frames\">");
        for (index, sheet) in sheets.iter().enumerate() {
            let linked = sheet
                .places
                .iter()
                .any(|place| self.point(place).is_some_and(|point| point.href.is_some()));
            let title = if sheet.name.is_empty() {
                self.title.clone()
            } else {
                format!("{} – {}", self.title, sheet.name)
            };
            let picture = Frame {
                id: &format!("{id}-{}", index + 1),
                title: &title,
                description: &self.description,
                width: sheet.width,
                height: sheet.height,
                class: "pole-svg--map",
                font_size: LABEL,
                // A picture that holds links is a group: an image would hide them.
                role: if linked { "group" } else { "img" },
            };
            let _ = write!(
                out,
                "<div class=\"pole-map__frame\">{}</div>",
                picture.wrap(palette, &self.sheet(sheet, palette))
            );
        }
        out.push_str("</div><ul class=\"pole-map__legend\">");
        for (key, label) in self.legend() {
            let _ = write!(
                out,
                "<li><svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"-10 -10 20 20\" width=\"20\" height=\"20\" \
                 class=\"pole-svg pole-map__key\" aria-hidden=\"true\" focusable=\"false\">{}</svg> {}</li>",
                key.draw(palette, (0.0, 0.0)),
                escape(&label)
            );
        }
        let _ = write!(
            out,
            "</ul><p class=\"pole-map__credit\">{}</p></div>",
            escape(&self.credit)
        );
        out
    }

    /// Draws the map as one picture, frames side by side, with its legend and credit. It holds no link.
    pub fn svg(&self, id: &str, palette: Palette) -> String {
        let sheets = layout::sheets(&self.outlines, &self.points);
        let gap = 12.0;
        let (mut body, mut x, mut bottom) = (String::new(), 0.0_f64, 0.0_f64);
        for sheet in &sheets {
            let unlinked = self.without_links();
            let _ = write!(
                body,
                "<g transform=\"translate({} 0)\">{}</g>",
                number(x),
                unlinked.sheet(sheet, palette)
            );
            x += sheet.width + gap;
            bottom = bottom.max(sheet.height);
        }
        let width = (x - gap).max(layout::WIDTH);
        let (mut at, mut y) = (0.0, bottom + 20.0);
        for (key, label) in self.legend() {
            let wide = 22.0 + text_width(&label, LABEL) + 14.0;
            if at > 0.0 && at + wide > width {
                at = 0.0;
                y += 20.0;
            }
            body.push_str(&key.draw(palette, (at + 10.0, y - 4.0)));
            body.push_str(&svg::text(palette, at + 22.0, y, Anchor::Start, Tone::Text, &label));
            at += wide;
        }
        y += 18.0;
        body.push_str(&svg::text(palette, 0.0, y, Anchor::Start, Tone::Muted, &self.credit));
        Frame {
            id,
            title: &self.title,
            description: &self.description,
            width,
            height: y + 6.0,
            class: "pole-svg--map",
            font_size: LABEL,
            role: "img",
        }
        .wrap(palette, &body)
    }

    fn without_links(&self) -> Self {
        let points = self
            .points
            .iter()
            .map(|point| MapPoint {
                href: None,
                ..point.clone()
            })
            .collect();
        Self { points, ..self.clone() }
    }

    fn point(&self, place: &Place) -> Option<&MapPoint> {
        self.points.get(place.point)
    }

    /// The marks and the words of the legend; an approximate or an unknown mark only when one is drawn.
    fn legend(&self) -> Vec<(Key, String)> {
        // A kind that looked like a class would be taken for it.
        let (plain, rim) = match &self.classes {
            Some(classes) => (Look::Shape, classes.look(Some(0))),
            None => (Look::Kind, Look::Kind),
        };
        let key = |shape, look, approximate| Key {
            shape,
            look,
            approximate,
        };
        let mut entries = Vec::new();
        if let Some(classes) = &self.classes {
            for (rank, label) in classes.labels.iter().enumerate() {
                entries.push((key(Shape::Circle, classes.look(Some(rank)), false), label.clone()));
            }
            if self
                .points
                .iter()
                .any(|point| classes.look(point.class) == Look::Unknown)
            {
                entries.push((key(Shape::Circle, Look::Unknown, false), classes.unknown.clone()));
            }
        }
        entries.extend(
            self.kinds
                .iter()
                .map(|kind| (key(kind.shape, plain, false), kind.label.clone())),
        );
        if let Some(point) = self.points.iter().find(|point| point.approximate) {
            entries.push((key(point.shape, rim, true), self.words.approximate.clone()));
        }
        entries
    }

    /// One frame: water, land, scale, then the places.
    fn sheet(&self, sheet: &Sheet, palette: Palette) -> String {
        let mut out = format!(
            "<rect width=\"{}\" height=\"{}\" rx=\"6\"{}/>",
            number(sheet.width),
            number(sheet.height),
            svg::paint(palette, Some(Tone::Water), None)
        );
        for path in &sheet.coasts {
            let _ = write!(
                out,
                "<path d=\"{path}\" fill-rule=\"evenodd\" stroke-linejoin=\"round\"{}/>",
                svg::paint(palette, Some(Tone::Land), Some(Tone::Coast))
            );
        }
        let _ = write!(
            out,
            "<g class=\"pole-map__name\" font-size=\"{CAPTION}\" font-weight=\"700\">{}</g>",
            svg::text(palette, 12.0, 20.0, Anchor::Start, Tone::Text, &sheet.name)
        );
        out.push_str(&self.scale_bar(sheet, palette));
        for place in &sheet.places {
            if place.is_moved() {
                out.push_str(&svg::line(
                    palette,
                    place.truth,
                    place.mark,
                    Tone::Muted,
                    " stroke-width=\"0.8\"",
                ));
                let _ = write!(
                    out,
                    "<circle cx=\"{}\" cy=\"{}\" r=\"1.6\"{}/>",
                    number(place.truth.0),
                    number(place.truth.1),
                    svg::paint(palette, Some(Tone::Muted), None)
                );
            }
        }
        for place in &sheet.places {
            if let Some(point) = self.point(place) {
                out.push_str(&self.place(point, place, palette));
            }
        }
        out
    }

    /// A marker with its name, which is a link when it leads somewhere.
    fn place(&self, point: &MapPoint, place: &Place, palette: Palette) -> String {
        let mut name = point.label.clone();
        let look = self.classes.as_ref().map_or(Look::Kind, |classes| {
            let _ = write!(name, " – {}", classes.label(point.class));
            classes.look(point.class)
        });
        if point.approximate {
            let _ = write!(name, " ({})", self.words.approximate_short);
        }
        let name = escape(&name);
        let mut inner = format!("<title>{name}</title>");
        if point.href.is_some() {
            // What a finger can hit is larger than what the eye sees.
            let _ = write!(
                inner,
                "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"none\" pointer-events=\"all\"/>",
                number(place.mark.0),
                number(place.mark.1),
                number(layout::GAP / 2.0)
            );
        }
        inner.push_str(&marker::draw(palette, point.shape, look, place.mark, point.approximate));
        if let Some(label) = &place.label {
            let halo = svg::text_over(palette, label.x, label.y, label.anchor, Tone::Water, &label.words);
            // The title already names the place, in full.
            let halo = format!("<g aria-hidden=\"true\">{halo}</g>");
            if label.fine {
                let _ = write!(inner, "<g class=\"pole-map__fine\" font-size=\"{FINE}\">{halo}</g>");
            } else {
                inner.push_str(&halo);
            }
        }
        match &point.href {
            Some(href) => format!("<a href=\"{}\">{inner}</a>", escape(href)),
            None => format!("<g>{inner}</g>"),
        }
    }

    /// A bar of a round length, at the bottom left.
    fn scale_bar(&self, sheet: &Sheet, palette: Palette) -> String {
        let metres = sheet.round_metres(84.0);
        let words = if metres >= 1000 {
            format!("{} {}", metres / 1000, self.words.kilometres)
        } else {
            format!("{metres} {}", self.words.metres)
        };
        let (left, y) = (12.0, sheet.height - 12.0);
        let right = left + sheet.units(metres);
        format!(
            "<path d=\"M{l} {top}V{y}H{r}V{top}\" stroke-width=\"1.4\"{paint}/>{text}",
            l = number(left),
            r = number(right),
            top = number(y - 5.0),
            y = number(y),
            paint = svg::paint(palette, None, Some(Tone::Muted)),
            text = svg::text(palette, right + 6.0, y + 1.0, Anchor::Start, Tone::Muted, &words),
        )
    }
}
