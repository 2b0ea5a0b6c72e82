//! Charts and maps drawn as SVG on the server.
//!
//! A leaf that knows nothing of the product: every text is an argument, already in the reader's
//! language. A picture never carries a style attribute (the pages forbid inline styles), always
//! has an accessible name, and never draws an unknown value as zero.

mod bars;
mod chart;
mod geo;
mod lines;
mod map;
mod spark;
mod svg;
#[cfg(test)]
mod tests;

pub use bars::BarChart;
pub use chart::{ChartWords, Format, Reference, Series};
pub use geo::{Outline, PictureError, outlines_from_geojson};
pub use lines::{Break, LineChart};
pub use map::{IslandMap, MapClasses, MapKind, MapPoint, MapWords, Shape};
pub use spark::Sparkline;

/// How colours are written in a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Palette {
    /// For a page: class names, coloured by the style sheet, light or dark.
    Page,
    /// For paper and for PDF: explicit attributes, the picture stands alone on white.
    Print,
}
