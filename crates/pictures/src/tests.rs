//! What every picture promises, whatever it shows.

use crate::{
    BarChart, Break, ChartWords, IslandMap, LineChart, MapClasses, MapKind, MapPoint, MapWords, Outline, Palette,
    Reference, Series, Shape, Sparkline, outlines_from_geojson,
};
use roxmltree::{Document, Node};

const NASTY: &str = "L’<b>\"Été\"</b> & 'co' \u{0}";

fn series(label: &str, values: &[Option<i64>], estimated: &[bool]) -> Series {
    Series {
        label: label.to_owned(),
        values: values.to_vec(),
        estimated: estimated.to_vec(),
        suppressed: Vec::new(),
    }
}

fn words() -> ChartWords {
    ChartWords {
        estimated: "estimé".to_owned(),
        unknown: "inconnu".to_owned(),
        suppressed: "secret statistique".to_owned(),
    }
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}

fn bars(categories: &[&str], series: Vec<Series>) -> BarChart {
    BarChart {
        title: NASTY.to_owned(),
        description: NASTY.to_owned(),
        unit: NASTY.to_owned(),
        categories: names(categories),
        series,
        stacked: false,
        reference: None,
        words: words(),
    }
}

fn plain(value: i64) -> String {
    value.to_string()
}

fn outlines() -> Vec<Outline> {
    outlines_from_geojson(include_str!("../../../data/carte/bassin_contours_osm.geojson")).unwrap()
}

fn point(lat: f64, lon: f64, label: &str, shape: Shape, approximate: bool) -> MapPoint {
    MapPoint {
        lat,
        lon,
        label: label.to_owned(),
        href: Some(format!("/ecoles/{label}")),
        shape,
        approximate,
        class: None,
    }
}

fn map(points: Vec<MapPoint>) -> IslandMap {
    IslandMap {
        title: NASTY.to_owned(),
        description: NASTY.to_owned(),
        outlines: outlines(),
        points,
        kinds: vec![MapKind {
            shape: Shape::Circle,
            label: NASTY.to_owned(),
        }],
        classes: None,
        credit: "© les contributeurs d’OpenStreetMap".to_owned(),
        words: MapWords {
            approximate: "position approchée : centre du quartier".to_owned(),
            approximate_short: "position approchée".to_owned(),
            kilometres: "km".to_owned(),
            metres: "m".to_owned(),
        },
    }
}

/// Nine schools at the centre of one quarter, and one on the other island.
fn crowded() -> IslandMap {
    let mut points: Vec<MapPoint> = (0..9)
        .map(|index| point(18.068_19, -63.083_02, &format!("École {index}"), Shape::Circle, true))
        .collect();
    points.push(point(17.898_66, -62.849_44, "Mireille Choisy", Shape::Square, false));
    map(points)
}

/// The same places, each with what is measured there; one has a class that does not exist.
fn classed() -> IslandMap {
    let classes = [Some(0), Some(1), Some(2), Some(3), None, Some(9)];
    let points = crowded()
        .points
        .into_iter()
        .zip(classes.into_iter().cycle())
        .map(|(point, class)| MapPoint { class, ..point });
    let labels = names(&["aucun accès", "connectée", "haut débit", "très haut débit"]);
    IslandMap {
        classes: Some(MapClasses {
            labels,
            unknown: "inconnu".to_owned(),
        }),
        ..map(points.collect())
    }
}

/// A line over five years whose definition changes in 2022 and whose 2023 is suppressed.
fn broken_line() -> LineChart {
    let values = [Some(10), Some(20), Some(33), Some(77), Some(44)];
    let mut one = series("a", &values, &[false, false, false, false, true]);
    one.suppressed = vec![false, false, false, true];
    LineChart {
        title: "t".to_owned(),
        description: "d".to_owned(),
        unit: String::new(),
        categories: names(&["2020", "2021", "2022", "2023", "2024"]),
        series: vec![one],
        from_zero: true,
        reference: None,
        breaks: vec![Break {
            before: 2,
            label: "définition 2".to_owned(),
        }],
        words: words(),
    }
}

/// Every picture there is, in both palettes.
fn all_pictures() -> Vec<(String, String)> {
    let short = ["6e", "5e", "4e"];
    let long = [
        "Mont des Accords",
        "Roche Gravée de Moho (ex Quartier d’Orléans)",
        NASTY,
        "",
    ];
    let some = vec![
        series(NASTY, &[Some(12), None, Some(-7)], &[false, false, true]),
        Series {
            suppressed: vec![false, true],
            ..series("autre", &[Some(0), Some(i64::MAX), Some(i64::MIN)], &[true])
        },
    ];
    let breaks = |label: &str| {
        let at = |before| Break {
            before,
            label: label.to_owned(),
        };
        [0, 1, 2, 3, usize::MAX].map(at).to_vec()
    };
    let mut pictures = Vec::new();
    for palette in [Palette::Page, Palette::Print] {
        for categories in [&short[..], &long[..], &[]] {
            for series in [some.clone(), some[..1].to_vec(), Vec::new()] {
                for stacked in [false, true] {
                    let reference = stacked.then(|| Reference {
                        value: 10,
                        label: NASTY.to_owned(),
                    });
                    let chart = BarChart {
                        stacked,
                        reference,
                        ..bars(categories, series.clone())
                    };
                    pictures.push((format!("{chart:?}"), chart.svg("a\"b", palette, &plain)));
                    let line = LineChart {
                        title: chart.title,
                        description: chart.description,
                        unit: chart.unit,
                        categories: chart.categories,
                        series: chart.series,
                        from_zero: stacked,
                        reference: chart.reference,
                        breaks: breaks(NASTY),
                        words: chart.words,
                    };
                    pictures.push((format!("{line:?}"), line.svg("line", palette, &plain)));
                }
            }
        }
        for values in [&[][..], &[None], &[Some(3)], &[Some(1), None, Some(5), Some(4)]] {
            for target in [None, Some(9), Some(i64::MIN)] {
                let spark = Sparkline {
                    title: NASTY.to_owned(),
                    description: NASTY.to_owned(),
                    values: values.to_vec(),
                    target,
                    breaks: vec![0, 3, usize::MAX],
                };
                pictures.push((format!("{spark:?}"), spark.svg("spark", palette)));
            }
        }
        pictures.push(("map".to_owned(), crowded().svg("map", palette)));
        pictures.push(("map of classes".to_owned(), classed().svg("map", palette)));
        pictures.push((
            "empty map".to_owned(),
            IslandMap {
                outlines: Vec::new(),
                ..map(Vec::new())
            }
            .svg("m", palette),
        ));
    }
    pictures.push(("map for a page".to_owned(), crowded().html("map")));
    pictures.push(("map of classes for a page".to_owned(), classed().html("map")));
    pictures.push((
        "map without coast".to_owned(),
        IslandMap {
            outlines: Vec::new(),
            ..crowded()
        }
        .html("map"),
    ));
    pictures
}

fn elements<'a>(document: &'a Document<'a>, name: &'a str) -> impl Iterator<Item = Node<'a, 'a>> {
    document
        .descendants()
        .filter(move |node| node.has_tag_name(("http://www.w3.org/2000/svg", name)))
}

#[test]
fn every_picture_is_well_formed_and_named() {
    for (what, picture) in all_pictures() {
        let document = Document::parse(&picture).unwrap_or_else(|error| panic!("{what}: {error}\n{picture}"));
        for svg in elements(&document, "svg").filter(|svg| svg.attribute("aria-hidden").is_none()) {
            assert!(matches!(svg.attribute("role"), Some("img" | "group")), "{what}");
            assert!(svg.attribute("viewBox").is_some(), "{what}");
            for id in svg.attribute("aria-labelledby").unwrap().split(' ') {
                let named = document.descendants().filter(|node| node.attribute("id") == Some(id));
                assert_eq!(named.count(), 1, "{what}: {id}");
            }
        }
    }
}

#[test]
fn no_picture_carries_a_style_or_a_script() {
    for (what, picture) in all_pictures() {
        let document = Document::parse(&picture).unwrap();
        for node in document.descendants().filter(Node::is_element) {
            assert!(!["style", "script"].contains(&node.tag_name().name()), "{what}");
            let forbidden = |name: &str| name == "style" || name.starts_with("on");
            assert!(
                !node.attributes().any(|attribute| forbidden(attribute.name())),
                "{what}"
            );
        }
    }
}

#[test]
fn no_coordinate_is_lost() {
    for (what, picture) in all_pictures() {
        assert!(
            !picture.contains("NaN") && !picture.contains("inf\""),
            "{what}\n{picture}"
        );
    }
}

#[test]
fn texts_are_escaped_and_kept() {
    let picture = bars(&["6e"], vec![series("a", &[Some(1)], &[])]).svg("x", Palette::Page, &plain);
    let document = Document::parse(&picture).unwrap();
    let title = elements(&document, "title").next().unwrap();
    assert_eq!(title.text(), Some("L’<b>\"Été\"</b> & 'co' \u{fffd}"));
    assert!(!picture.contains("<b>"));
}

#[test]
fn a_printed_picture_stands_alone() {
    for (what, picture) in all_pictures()
        .iter()
        .filter(|(_, picture)| picture.contains("font-family"))
    {
        assert!(
            !picture.contains("pole-fill-") && !picture.contains("pole-line-"),
            "{what}"
        );
    }
}

#[test]
fn the_same_data_give_the_same_picture() {
    assert_eq!(all_pictures(), all_pictures());
}

#[test]
fn an_unknown_value_is_a_question_mark_and_not_a_bar() {
    let chart = bars(&["6e", "5e", "4e"], vec![series("a", &[Some(0), None, Some(4)], &[])]);
    let picture = chart.svg("x", Palette::Page, &plain);
    let document = Document::parse(&picture).unwrap();
    let titles: Vec<_> = elements(&document, "rect")
        .filter_map(|bar| bar.first_element_child()?.text())
        .collect();
    assert_eq!(titles, ["6e – 0", "4e – 4"]);
    let marks = elements(&document, "text")
        .filter(|text| text.text() == Some("?"))
        .count();
    assert_eq!(marks, 2, "one in the chart, one in the legend");
    assert!(picture.contains("5e – inconnu"));
}

#[test]
fn a_total_with_an_unknown_part_is_unknown() {
    let parts = vec![
        series("a", &[Some(3), Some(2)], &[]),
        series("b", &[Some(4), None], &[]),
    ];
    let picture = BarChart {
        stacked: true,
        ..bars(&["6e", "5e"], parts)
    }
    .svg("x", Palette::Page, &plain);
    let document = Document::parse(&picture).unwrap();
    let texts: Vec<_> = elements(&document, "text").filter_map(|text| text.text()).collect();
    assert!(texts.contains(&"7") && texts.contains(&"?"));
}

#[test]
fn an_estimate_is_hatched() {
    let chart = bars(&["6e", "5e"], vec![series("a", &[Some(3), Some(4)], &[false, true])]);
    let picture = chart.svg("x", Palette::Page, &plain);
    assert_eq!(
        picture.matches("fill=\"url(#x-hatch-0)\"").count(),
        2,
        "one bar and the legend"
    );
    assert!(picture.contains("5e – 4 (estimé)"));
}

#[test]
fn a_line_breaks_on_the_unknown() {
    let chart = LineChart {
        title: "t".to_owned(),
        description: "d".to_owned(),
        unit: String::new(),
        categories: names(&["2020", "2021", "2022", "2023"]),
        series: vec![series("a", &[Some(1), None, Some(3), Some(4)], &[])],
        from_zero: true,
        reference: None,
        breaks: Vec::new(),
        words: words(),
    };
    let picture = chart.svg("x", Palette::Page, &plain);
    assert_eq!(
        picture
            .matches("pole-line-1\" fill=\"none\" stroke-width=\"2.4\"")
            .count(),
        1,
        "only 2022 to 2023 are joined"
    );
    assert!(picture.contains("2021 – inconnu"));
}

/// The parts of a line that join two values, in the colours of a page.
fn joints(picture: &str) -> usize {
    let document = Document::parse(picture).unwrap();
    elements(&document, "line")
        .filter(|line| line.attribute("class") == Some("pole-line-1"))
        .count()
}

#[test]
fn a_line_stops_where_the_definition_changes() {
    let chart = LineChart {
        series: vec![series("a", &[Some(10), Some(20), Some(33), Some(40), Some(44)], &[])],
        ..broken_line()
    };
    let whole = LineChart {
        breaks: Vec::new(),
        ..chart.clone()
    };
    let picture = chart.svg("x", Palette::Page, &plain);
    assert_eq!(joints(&whole.svg("x", Palette::Page, &plain)), 4);
    assert_eq!(joints(&picture), 3, "2021 and 2022 are not joined");
    assert!(picture.contains("<title>définition 2</title>") && picture.contains(">définition 2</text>"));
    let out_of_place = LineChart {
        breaks: [0, 5, 99]
            .map(|before| Break {
                before,
                label: "définition 2".to_owned(),
            })
            .to_vec(),
        ..chart
    };
    assert!(!out_of_place.svg("x", Palette::Page, &plain).contains("définition 2"));
}

#[test]
fn a_suppressed_value_is_an_s_and_its_number_is_nowhere() {
    let lines = broken_line();
    let bars = bars(&["2020", "2021", "2022", "2023", "2024"], lines.series.clone());
    let stacked = BarChart {
        stacked: true,
        ..bars.clone()
    };
    for palette in [Palette::Page, Palette::Print] {
        for picture in [
            lines.svg("x", palette, &plain),
            bars.svg("x", palette, &plain),
            stacked.svg("x", palette, &plain),
        ] {
            let document = Document::parse(&picture).unwrap();
            assert!(elements(&document, "text").any(|text| text.text() == Some("s")));
            assert!(picture.contains("secret statistique"));
            assert!(!picture.contains("inconnu") && !picture.contains("77"), "{picture}");
        }
    }
    assert!(
        lines
            .svg("x", Palette::Page, &plain)
            .contains("2023 – secret statistique")
    );
    let other = |value| LineChart {
        series: vec![Series {
            values: vec![Some(10), Some(20), Some(33), value, Some(44)],
            ..lines.series[0].clone()
        }],
        ..lines.clone()
    };
    assert_eq!(
        other(Some(1)).svg("x", Palette::Page, &plain),
        other(Some(9_000)).svg("x", Palette::Page, &plain),
        "not even the scale tells it"
    );
}

#[test]
fn a_flagged_point_is_hollow() {
    let picture = broken_line().svg("x", Palette::Page, &plain);
    assert!(picture.contains("<title>2024 – 44 (estimé)</title>"));
    assert_eq!(
        picture.matches("pole-fill-paper pole-line-1\"").count(),
        2,
        "one point and the legend"
    );
}

#[test]
fn a_sparkline_shows_its_target_and_its_breaks() {
    let spark = Sparkline {
        values: vec![Some(1), Some(2), Some(3), None, Some(5)],
        ..Sparkline::default()
    };
    let aimed = Sparkline {
        target: Some(8),
        breaks: vec![2],
        ..spark.clone()
    };
    let (plain, aimed) = (spark.svg("x", Palette::Page), aimed.svg("x", Palette::Page));
    assert_eq!((joints(&plain), joints(&aimed)), (2, 1));
    assert!(!plain.contains("pole-line-target") && aimed.contains("pole-line-target"));
    assert_eq!(
        aimed.matches("<circle").count(),
        3,
        "2022 alone, 2024 alone, and the last one"
    );
}

#[test]
fn a_map_of_classes_says_each_of_them_in_words_and_by_how_full_the_marker_is() {
    let page = classed().html("map");
    let document = Document::parse(&page).unwrap();
    let named = |name: &str| {
        elements(&document, "a")
            .filter(|link| title_of(link).as_deref() == Some(name))
            .count()
    };
    assert_eq!(named("École 0 – aucun accès (position approchée)"), 1);
    assert_eq!(named("École 3 – très haut débit (position approchée)"), 1);
    assert_eq!(
        named("École 5 – inconnu (position approchée)"),
        1,
        "a class that does not exist is unknown"
    );
    let legend: Vec<String> = elements(&document, "svg")
        .filter(|svg| svg.attribute("aria-hidden").is_some())
        .filter_map(|svg| Some(svg.next_sibling()?.text()?.trim().to_owned()))
        .collect();
    assert_eq!(
        legend[..5],
        ["aucun accès", "connectée", "haut débit", "très haut débit", "inconnu"]
    );
    // Nothing, a third, two thirds, all of the disc: its level rises whatever the colours.
    let tops: Vec<f64> = ["pole-fill-class-2", "pole-fill-class-4", "pole-fill-class-5"]
        .iter()
        .map(|class| {
            let fill = document.descendants().find(|node| {
                node.attribute("class") == Some(class)
                    && node.parent().is_some_and(|parent| {
                        parent.has_tag_name("a") || parent.has_tag_name(("http://www.w3.org/2000/svg", "svg"))
                    })
            });
            let points = fill.unwrap().attribute("points").unwrap();
            let heights = points
                .split(' ')
                .map(|point| point.split_once(',').unwrap().1.parse::<f64>().unwrap());
            let (low, high) = heights.fold((f64::MAX, f64::MIN), |(low, high), y| (low.min(y), high.max(y)));
            high - low
        })
        .collect();
    assert!(tops.is_sorted(), "{tops:?}");
    assert!(!page.contains("pole-fill-class-1\""), "the lowest class is empty");
}

#[test]
fn long_names_lie_down_whole_or_shortened() {
    let chart = bars(
        &["Mont des Accords", "Clair Saint-Maximin"],
        vec![series("a", &[Some(3), Some(9)], &[])],
    );
    let many: Vec<&str> = std::iter::repeat_n("Clair Saint-Maximin", 26).collect();
    let all = bars(&many, vec![series("a", &[Some(3); 26], &[])]).svg("x", Palette::Page, &plain);
    assert!(chart.svg("x", Palette::Page, &plain).contains("Mont des Accords"));
    assert_eq!(
        all.matches("<text").count() - 2 * 26,
        4 + 1,
        "a name and a value each, four numbers, the unit"
    );
}

/// The name of a link of the map: its title.
fn title_of(link: &Node<'_, '_>) -> Option<String> {
    link.children()
        .find(|child| child.has_tag_name(("http://www.w3.org/2000/svg", "title")) || child.has_tag_name("title"))?
        .text()
        .map(str::to_owned)
}

#[test]
fn every_place_is_on_the_map_and_can_be_reached() {
    let page = crowded().html("map");
    let document = Document::parse(&page).unwrap();
    let links: Vec<_> = elements(&document, "a").collect();
    assert_eq!(links.len(), 10);
    for index in 0..9 {
        let name = format!("École {index} (position approchée)");
        assert_eq!(
            links
                .iter()
                .filter(|link| title_of(link).as_deref() == Some(&name))
                .count(),
            1
        );
    }
    assert_eq!(
        elements(&document, "svg")
            .filter(|svg| svg.attribute("role") == Some("group"))
            .count(),
        2
    );
    assert!(page.contains("© les contributeurs d’OpenStreetMap"));
    assert!(
        page.contains("5 km") && page.contains("2 km"),
        "each island has its own scale"
    );
}

#[test]
fn places_at_the_same_point_do_not_hide_one_another() {
    let page = crowded().html("map");
    let document = Document::parse(&page).unwrap();
    let number = |node: &Node<'_, '_>, name: &str| node.attribute(name).unwrap().parse::<f64>().unwrap();
    let first_frame = elements(&document, "svg").next().unwrap();
    let targets: Vec<(f64, f64)> = first_frame
        .descendants()
        .filter(|node| node.attribute("pointer-events").is_some())
        .map(|node| (number(&node, "cx"), number(&node, "cy")))
        .collect();
    assert_eq!(targets.len(), 9);
    for (index, one) in targets.iter().enumerate() {
        for other in &targets[index + 1..] {
            assert!((one.0 - other.0).hypot(one.1 - other.1) >= 24.0, "{one:?} {other:?}");
        }
    }
}

#[test]
fn a_map_without_links_is_an_image() {
    let points = vec![MapPoint {
        href: None,
        ..point(18.07, -63.05, "Ici", Shape::Diamond, false)
    }];
    let page = map(points).html("map");
    assert!(!page.contains("<a ") && !page.contains("role=\"group\""));
    assert!(page.contains("Ici"));
    assert!(!crowded().svg("map", Palette::Print).contains("<a "));
}
