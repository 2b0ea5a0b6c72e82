//! The map of the islands with their schools: what any page shows of places.

use pole_kernel::{PositionPrecision, SchoolKind};
use pole_pictures::{IslandMap, MapClasses, MapKind, MapPoint, MapWords, Shape, outlines_from_geojson};

use super::super::model::SchoolLine;
use crate::shell::page::PageCtx;

/// The outline of the two islands (OpenStreetMap, ODbL): its credit is on every map.
const OUTLINE: &str = include_str!("../../../../../../data/carte/bassin_contours_osm.geojson");

/// A map of schools.
pub struct SchoolMap<'a> {
    /// Its name.
    pub title: String,
    /// What it shows, in a sentence or two.
    pub description: String,
    /// The schools; those without a position are left out.
    pub schools: &'a [SchoolLine],
    /// What is measured at each, when the map shows it.
    pub classes: Option<MapClasses>,
    /// The class of a school; `None` when it is unknown.
    pub class_of: &'a dyn Fn(&SchoolLine) -> Option<usize>,
    /// Where a school leads, when the reader may go there.
    pub href: &'a dyn Fn(&SchoolLine) -> Option<String>,
}

impl SchoolMap<'_> {
    /// The map as HTML; `id` is the prefix of the identifiers inside.
    pub fn html(self, page: &PageCtx, id: &str) -> String {
        let degrees = |micro: i32| f64::from(micro) / 1e6;
        let points = self
            .schools
            .iter()
            .filter_map(|school| {
                let (latitude, longitude, precision) = school.position?;
                Some(MapPoint {
                    lat: degrees(latitude),
                    lon: degrees(longitude),
                    label: school.name.clone(),
                    href: (self.href)(school),
                    shape: shape(school.kind),
                    approximate: precision == PositionPrecision::Approximate,
                    class: (self.class_of)(school),
                })
            })
            .collect();
        let kind = |shape, key: &str| MapKind {
            shape,
            label: page.t(key),
        };
        IslandMap {
            title: self.title,
            description: self.description,
            outlines: outlines_from_geojson(OUTLINE).unwrap_or_default(),
            points,
            kinds: vec![
                kind(Shape::Circle, "overview-map-ecole"),
                kind(Shape::Square, "overview-map-college"),
                kind(Shape::Triangle, "overview-map-lycee"),
                kind(Shape::Diamond, "overview-map-other"),
            ],
            classes: self.classes,
            credit: page.t("overview-map-credit"),
            words: MapWords {
                approximate: page.t("overview-map-approximate"),
                approximate_short: page.t("overview-map-approximate-short"),
                kilometres: page.t("overview-map-km"),
                metres: page.t("overview-map-m"),
            },
        }
        .html(id)
    }
}

const fn shape(kind: SchoolKind) -> Shape {
    if kind.is_ecole() {
        Shape::Circle
    } else if kind.is_college() {
        Shape::Square
    } else if kind.is_lycee() {
        Shape::Triangle
    } else {
        Shape::Diamond
    }
}
