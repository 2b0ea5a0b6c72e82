//! Where everything stands on a map: frames, markers that do not hide one another, names that do not overlap.

use std::fmt::Write as _;

use super::{CAPTION, FINE, LABEL};
use crate::svg::{self, Anchor, count, number, real, text_width};
use crate::{MapPoint, Outline};

/// The width of a frame in user units: about one CSS pixel each on the narrowest phone.
pub(super) const WIDTH: f64 = 360.0;
/// The least distance between two markers: the least size of a target for a finger.
pub(super) const GAP: f64 = 25.0;

/// The most a frame may be high.
const HIGH: f64 = 340.0;
/// The water around the land.
const MARGIN: (f64, f64) = (20.0, 32.0);
/// Outlines closer than this, in degrees, share a frame.
const CLOSE: f64 = 0.04;
/// The length of a degree of latitude.
const METRES_PER_DEGREE: f64 = 111_195.0;

/// A frame ready to be drawn.
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) width: f64,
    pub(super) height: f64,
    /// The coasts, as SVG paths.
    pub(super) coasts: Vec<String>,
    pub(super) places: Vec<Place>,
    units_per_metre: f64,
}

impl Sheet {
    /// How long a distance is on this frame.
    pub(super) fn units(&self, metres: i64) -> f64 {
        real(metres) * self.units_per_metre
    }

    /// The longest round distance that fits in a length.
    pub(super) fn round_metres(&self, room: f64) -> i64 {
        let mut rounds = (1..7).flat_map(|power| [1, 2, 5].map(|factor| factor * 10_i64.pow(power)));
        rounds.rfind(|&metres| self.units(metres) <= room).unwrap_or(10)
    }
}

/// A marker, moved aside when others stand at the same place.
pub(super) struct Place {
    /// Which point this is.
    pub(super) point: usize,
    /// Where the point is.
    pub(super) truth: (f64, f64),
    /// Where its marker is drawn.
    pub(super) mark: (f64, f64),
    /// Its name, when there is room.
    pub(super) label: Option<Label>,
}

impl Place {
    /// Whether the marker is far enough from the truth to need a line to it.
    pub(super) fn is_moved(&self) -> bool {
        distance(self.truth, self.mark) > 3.0
    }
}

/// A name beside a marker.
pub(super) struct Label {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) anchor: Anchor,
    pub(super) words: String,
    /// Whether it is only for frames drawn large.
    pub(super) fine: bool,
}

/// A rectangle: of degrees while islands are grouped, of user units while names are placed.
#[derive(Clone, Copy, Debug)]
struct Area {
    left: f64,
    right: f64,
    low: f64,
    high: f64,
}

impl Area {
    const NOTHING: Self = Self {
        left: f64::INFINITY,
        right: f64::NEG_INFINITY,
        low: f64::INFINITY,
        high: f64::NEG_INFINITY,
    };

    fn with(self, (x, y): (f64, f64)) -> Self {
        Self {
            left: self.left.min(x),
            right: self.right.max(x),
            low: self.low.min(y),
            high: self.high.max(y),
        }
    }

    fn and(self, other: Self) -> Self {
        self.with((other.left, other.low)).with((other.right, other.high))
    }

    fn grown(self, by: f64) -> Self {
        Self {
            left: self.left - by,
            right: self.right + by,
            low: self.low - by,
            high: self.high + by,
        }
    }

    fn meets(self, other: Self) -> bool {
        self.left < other.right && other.left < self.right && self.low < other.high && other.low < self.high
    }

    fn holds(self, other: Self) -> bool {
        self.left <= other.left && other.right <= self.right && self.low <= other.low && other.high <= self.high
    }

    /// How far a point is from the rectangle; nothing when it is inside.
    fn away(self, (x, y): (f64, f64)) -> f64 {
        let dx = (self.left - x).max(x - self.right).max(0.0);
        let dy = (self.low - y).max(y - self.high).max(0.0);
        dx.hypot(dy)
    }
}

/// The outlines and the points of one frame.
struct Group<'a> {
    area: Area,
    outlines: Vec<&'a Outline>,
    points: Vec<usize>,
}

/// Lays the whole map out, the frame with the most places first.
pub(super) fn sheets(outlines: &[Outline], points: &[MapPoint]) -> Vec<Sheet> {
    let mut groups = group_outlines(outlines);
    for (index, point) in points.iter().enumerate() {
        let at = (point.lon, point.lat);
        if !(point.lon.is_finite() && point.lat.is_finite()) {
            continue;
        }
        let nearest = groups
            .iter_mut()
            .min_by(|one, other| one.area.away(at).total_cmp(&other.area.away(at)));
        if let Some(group) = nearest {
            group.area = group.area.with(at);
            group.points.push(index);
        } else {
            groups.push(Group {
                area: Area::NOTHING.with(at),
                outlines: Vec::new(),
                points: vec![index],
            });
        }
    }
    groups.sort_by_key(|group| std::cmp::Reverse(group.points.len()));
    groups.iter().map(|group| sheet(group, points)).collect()
}

fn group_outlines(outlines: &[Outline]) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for outline in outlines {
        let corners = outline.rings.iter().flatten().copied();
        let mut merged = Group {
            area: corners.fold(Area::NOTHING, Area::with),
            outlines: vec![outline],
            points: vec![],
        };
        if !merged.area.left.is_finite() {
            continue;
        }
        let (close, apart): (Vec<_>, Vec<_>) = groups
            .into_iter()
            .partition(|group| group.area.grown(CLOSE).meets(merged.area));
        groups = apart;
        for group in close {
            merged.area = merged.area.and(group.area);
            merged.outlines.splice(0..0, group.outlines);
        }
        groups.push(merged);
    }
    groups
}

fn sheet(group: &Group<'_>, points: &[MapPoint]) -> Sheet {
    let area = group.area;
    let middle = f64::midpoint(area.low, area.high);
    let squeeze = middle.to_radians().cos().max(0.01);
    let (wide, high) = (
        ((area.right - area.left) * squeeze).max(0.002),
        (area.high - area.low).max(0.002),
    );
    let scale = ((WIDTH - 2.0 * MARGIN.0) / wide).min((HIGH - 2.0 * MARGIN.1) / high);
    let height = (high * scale + 2.0 * MARGIN.1).max(180.0);
    let centre = (f64::midpoint(area.left, area.right), middle);
    let project = |(lon, lat): (f64, f64)| {
        (
            WIDTH / 2.0 + (lon - centre.0) * squeeze * scale,
            height / 2.0 - (lat - centre.1) * scale,
        )
    };
    let coasts = group.outlines.iter().map(|outline| path(outline, &project)).collect();
    let mut places: Vec<Place> = group
        .points
        .iter()
        .filter_map(|&index| points.get(index).map(|point| (index, project((point.lon, point.lat)))))
        .map(|(point, truth)| Place {
            point,
            truth,
            mark: truth,
            label: None,
        })
        .collect();
    let frame = Area {
        left: 0.0,
        right: WIDTH,
        low: 0.0,
        high: height,
    };
    spread(&mut places, frame.grown(-GAP / 2.0));
    let names: Vec<&str> = group.outlines.iter().map(|outline| outline.name.as_str()).collect();
    let name = if names.len() > 3 {
        String::new()
    } else {
        names.join(", ")
    };
    let corners = [
        Area {
            left: 0.0,
            right: 16.0 + text_width(&name, CAPTION),
            low: 0.0,
            high: 26.0,
        },
        Area {
            left: 0.0,
            right: 150.0,
            low: height - 26.0,
            high: height,
        },
    ];
    name_places(&mut places, points, frame.grown(-3.0), &corners);
    Sheet {
        name,
        width: WIDTH,
        height,
        coasts,
        places,
        units_per_metre: scale / METRES_PER_DEGREE,
    }
}

fn path(outline: &Outline, project: &dyn Fn((f64, f64)) -> (f64, f64)) -> String {
    let mut path = String::new();
    for ring in &outline.rings {
        for (index, corner) in ring.iter().enumerate() {
            let (x, y) = project(*corner);
            let _ = write!(
                path,
                "{}{} {}",
                if index == 0 { "M" } else { "L" },
                number(x),
                number(y)
            );
        }
        path.push('Z');
    }
    path
}

fn distance(one: (f64, f64), other: (f64, f64)) -> f64 {
    (one.0 - other.0).hypot(one.1 - other.1)
}

/// Moves markers apart until each can be seen and hit: those at one place start on a ring around it,
/// then all push one another away while a thread pulls them back home.
fn spread(places: &mut [Place], frame: Area) {
    let truths: Vec<(f64, f64)> = places.iter().map(|place| place.truth).collect();
    for (index, place) in places.iter_mut().enumerate() {
        let same = |other: &&(f64, f64)| distance(**other, place.truth) < 1.0;
        let (all, before) = (
            truths.iter().filter(same).count(),
            truths[..index].iter().filter(same).count(),
        );
        if all > 1 {
            let turn = std::f64::consts::TAU * count(before) / count(all) - std::f64::consts::FRAC_PI_2;
            let radius = GAP / 2.0 / (std::f64::consts::PI / count(all)).sin();
            place.mark = (place.truth.0 + radius * turn.cos(), place.truth.1 + radius * turn.sin());
        }
    }
    for round in 0..600 {
        let mut calm = true;
        for one in 0..places.len() {
            for other in one + 1..places.len() {
                calm &= !push_apart(places, one, other);
            }
        }
        let pull = if round < 300 { 0.03 } else { 0.0 };
        for place in places.iter_mut() {
            place.mark.0 += (place.truth.0 - place.mark.0) * pull;
            place.mark.1 += (place.truth.1 - place.mark.1) * pull;
            place.mark.0 = place.mark.0.clamp(frame.left, frame.right.max(frame.left));
            place.mark.1 = place.mark.1.clamp(frame.low, frame.high.max(frame.low));
        }
        if calm && round >= 300 {
            break;
        }
    }
}

/// Pushes two markers apart when they are too close; says whether it did.
fn push_apart(places: &mut [Place], one: usize, other: usize) -> bool {
    let (from, to) = (places[one].mark, places[other].mark);
    let apart = distance(from, to);
    if apart >= GAP {
        return false;
    }
    let (dx, dy) = if apart > 0.01 {
        ((to.0 - from.0) / apart, (to.1 - from.1) / apart)
    } else {
        // Any direction will do, as long as it is always the same.
        let turn = count(other) * 2.4;
        (turn.cos(), turn.sin())
    };
    let push = (GAP - apart) / 2.0 + 0.05;
    places[one].mark = (from.0 - dx * push, from.1 - dy * push);
    places[other].mark = (to.0 + dx * push, to.1 + dy * push);
    true
}

/// Gives a name to each marker that has room for it among eight positions; exact positions choose first.
///
/// Those left without one may have a finer name, for frames drawn large enough to read it.
fn name_places(places: &mut [Place], points: &[MapPoint], frame: Area, corners: &[Area]) {
    let marks: Vec<Area> = places
        .iter()
        .map(|place| Area::NOTHING.with(place.mark).grown(8.0))
        .collect();
    let lines: Vec<((f64, f64), (f64, f64))> = places
        .iter()
        .filter(|place| place.is_moved())
        .map(|place| (place.truth, place.mark))
        .collect();
    let mut taken = corners.to_vec();
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by_key(|&index| points.get(places[index].point).is_none_or(|point| point.approximate));
    for fine in [false, true] {
        let size = if fine { FINE } else { LABEL };
        for &index in &order {
            let Some(point) = points.get(places[index].point) else {
                continue;
            };
            if places[index].label.is_some() {
                continue;
            }
            let words = short_name(&point.label, size);
            let candidates = candidates(places[index].mark, places[index].truth, text_width(&words, size), size);
            let clear = |area: &Area| {
                frame.holds(*area)
                    && !taken.iter().any(|other| other.meets(*area))
                    && !marks
                        .iter()
                        .enumerate()
                        .any(|(other, mark)| other != index && mark.meets(*area))
            };
            // A name may run over a thread when nothing better is left: it has an edge to be read by.
            let free = candidates
                .iter()
                .find(|(area, ..)| clear(area) && !lines.iter().any(|(from, to)| crosses(*area, *from, *to)))
                .or_else(|| candidates.iter().find(|(area, ..)| clear(area)));
            if let Some(&(area, x, y, anchor)) = free {
                taken.push(area);
                places[index].label = Some(Label {
                    x,
                    y,
                    anchor,
                    words,
                    fine,
                });
            }
        }
    }
}

/// A name that fits: what is between brackets goes first, then the end of the name.
fn short_name(name: &str, size: f64) -> String {
    let room = 130.0;
    let bare = name.split_once(" (").map_or(name, |(bare, _)| bare);
    svg::shorten(if text_width(name, size) <= room { name } else { bare }, size, room)
}

/// The eight places of a name around a marker; outwards first when the marker was moved.
fn candidates(mark: (f64, f64), truth: (f64, f64), wide: f64, size: f64) -> Vec<(Area, f64, f64, Anchor)> {
    let (x, y) = mark;
    let mut places = vec![
        (x + 10.0, y + size * 0.34, Anchor::Start),
        (x - 10.0, y + size * 0.34, Anchor::End),
        (x + 8.0, y - 5.0, Anchor::Start),
        (x + 8.0, y + 3.0 + size * 0.85, Anchor::Start),
        (x - 8.0, y - 5.0, Anchor::End),
        (x - 8.0, y + 3.0 + size * 0.85, Anchor::End),
        (x, y - 11.0, Anchor::Middle),
        (x, y + 9.5 + size * 0.85, Anchor::Middle),
    ];
    if truth.0 > x + 1.0 {
        // The thread goes right: names on the left are clear of it.
        places.sort_by_key(|(.., anchor)| match anchor {
            Anchor::End => 0,
            Anchor::Middle => 1,
            Anchor::Start => 2,
        });
    }
    places
        .into_iter()
        .map(|(x, y, anchor)| {
            let left = match anchor {
                Anchor::Start => x,
                Anchor::Middle => x - wide / 2.0,
                Anchor::End => x - wide,
            };
            (
                Area {
                    left,
                    right: left + wide,
                    low: y - 8.5,
                    high: y + 2.5,
                },
                x,
                y,
                anchor,
            )
        })
        .collect()
}

/// Whether a thread runs under a name.
fn crosses(area: Area, from: (f64, f64), to: (f64, f64)) -> bool {
    (0..=20).map(|step| f64::from(step) / 20.0).any(|share| {
        let at = (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share);
        area.away(at) < 0.5
    })
}
