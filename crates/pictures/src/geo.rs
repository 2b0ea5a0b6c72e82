//! Outlines of islands, read from GeoJSON.

use serde_json::Value;

/// A picture that cannot be drawn.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    /// The text is not JSON.
    #[error("the outlines are not JSON")]
    Json(#[from] serde_json::Error),
    /// The JSON is not a collection of polygons.
    #[error("the outlines are not a GeoJSON collection of polygons: {0}")]
    Shape(&'static str),
}

/// The coast of one territory.
#[derive(Clone, Debug, PartialEq)]
pub struct Outline {
    /// The name of the territory.
    pub name: String,
    /// Closed rings of (longitude, latitude), in degrees.
    pub rings: Vec<Vec<(f64, f64)>>,
}

/// Reads the polygons of a GeoJSON feature collection; the name is the property `nom` or `name`.
pub fn outlines_from_geojson(text: &str) -> Result<Vec<Outline>, PictureError> {
    let document: Value = serde_json::from_str(text)?;
    list(&document["features"], "it has no list of features")?
        .iter()
        .map(outline)
        .collect()
}

fn outline(feature: &Value) -> Result<Outline, PictureError> {
    let properties = &feature["properties"];
    let name = properties["nom"]
        .as_str()
        .or_else(|| properties["name"].as_str())
        .unwrap_or_default();
    let geometry = &feature["geometry"];
    let coordinates = list(&geometry["coordinates"], "a feature has no coordinates")?;
    let mut rings = Vec::new();
    match geometry["type"].as_str() {
        Some("Polygon") => {
            for one in coordinates {
                rings.push(ring(one)?);
            }
        }
        Some("MultiPolygon") => {
            for polygon in coordinates {
                for one in list(polygon, "a polygon is not a list of rings")? {
                    rings.push(ring(one)?);
                }
            }
        }
        _ => return Err(PictureError::Shape("a feature is neither a Polygon nor a MultiPolygon")),
    }
    Ok(Outline {
        name: name.to_owned(),
        rings,
    })
}

fn ring(value: &Value) -> Result<Vec<(f64, f64)>, PictureError> {
    list(value, "a ring is not a list of positions")?
        .iter()
        .map(position)
        .collect()
}

fn position(value: &Value) -> Result<(f64, f64), PictureError> {
    let position = value[0].as_f64().zip(value[1].as_f64());
    let on_earth = |(lon, lat): &(f64, f64)| lon.abs() <= 180.0 && lat.abs() <= 90.0;
    position.filter(on_earth).ok_or(PictureError::Shape(
        "a position is not a longitude and a latitude in degrees",
    ))
}

fn list<'a>(value: &'a Value, otherwise: &'static str) -> Result<&'a Vec<Value>, PictureError> {
    value.as_array().ok_or(PictureError::Shape(otherwise))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outlines_of_the_basin_are_read() {
        let outlines = outlines_from_geojson(include_str!("../../../data/carte/bassin_contours_osm.geojson")).unwrap();
        let names: Vec<&str> = outlines.iter().map(|outline| outline.name.as_str()).collect();
        assert_eq!(names, ["Saint-Barthélemy", "Saint-Martin"]);
        assert!(
            outlines
                .iter()
                .all(|outline| outline.rings.iter().all(|ring| ring.len() > 3))
        );
    }

    #[test]
    fn what_is_not_polygons_is_refused() {
        for text in [
            "",
            "[]",
            "{}",
            r#"{"features":[{}]}"#,
            r#"{"features":[{"geometry":{"type":"Point","coordinates":[1,2]}}]}"#,
            r#"{"features":[{"geometry":{"type":"Polygon","coordinates":[[["a",2]]]}}]}"#,
            r#"{"features":[{"geometry":{"type":"Polygon","coordinates":[[[1000,2]]]}}]}"#,
        ] {
            assert!(outlines_from_geojson(text).is_err(), "{text}");
        }
    }
}
