//! How far the certified came and how many of those expected were certified: tables and a picture.

use pole_office::table::{Cell, CellKind, Column};
use pole_pictures::{BarChart, Palette, Series};

use super::super::levels::{COLUMNS, Distribution, Expected, Levels};
use super::super::model::{Flag, Unit};
use super::table::SECRET;
use super::{charts, table, words};
use crate::shell::page::PageCtx;
use crate::shell::table::{Table, TableRow, percent, text, whole};

/// The levels of a page: a sentence, a picture, a table by domain and one by competence.
pub(super) struct LevelsShown {
    pub(super) says: String,
    pub(super) picture: Option<String>,
    pub(super) domains: Table,
    pub(super) competences: Table,
}

/// The levels that stand together in the picture, as certificates name them; the last ones have none.
const BANDS: [(&str, std::ops::RangeInclusive<usize>); 6] = [
    ("0", 0..=0),
    ("novice", 1..=2),
    ("independent", 3..=4),
    ("advanced", 5..=6),
    ("expert", 7..=8),
    ("none", 9..=9),
];

/// The names of the bands, for the sweep of words.
#[cfg(test)]
pub(crate) fn bands() -> Vec<&'static str> {
    BANDS.iter().map(|(name, _)| *name).collect()
}

pub(super) fn shown(page: &PageCtx, levels: &Levels, query: &str) -> LevelsShown {
    let says = match levels.certifications {
        Some(count) => page.tv(
            "indicators-levels-says",
            &[
                ("count", i64::try_from(count).unwrap_or(i64::MAX).into()),
                ("from", page.day(&levels.from).into()),
                ("to", page.day(&levels.to).into()),
                ("known", page.moment(&levels.known_at).into()),
            ],
        ),
        None => page.t("indicators-levels-too-few"),
    };
    LevelsShown {
        picture: picture(page, levels),
        domains: domains(page, levels, query, &says),
        competences: competences(page, levels, query, &says),
        says,
    }
}

fn domain_name(page: &PageCtx, index: usize) -> String {
    page.word("pix-domain", &(index + 1).to_string())
}

/// The shares of each domain, in the bands of levels that certificates name. A band of which a part is hidden is
/// hidden.
fn picture(page: &PageCtx, levels: &Levels) -> Option<String> {
    if levels.domains.is_empty() {
        return None;
    }
    let shares: Vec<Vec<Option<i64>>> = levels
        .domains
        .iter()
        .map(|domain| {
            let all = levels.certifications.unwrap_or_default() * domain.competences.len() as u64;
            band_shares(&domain.together, all)
        })
        .collect();
    let series: Vec<Series> = BANDS
        .iter()
        .enumerate()
        .map(|(rank, (name, _))| {
            let values: Vec<Option<i64>> = shares.iter().map(|row| row[rank]).collect();
            Series {
                label: page.word("indicators-levels-band", name),
                suppressed: values.iter().map(Option::is_none).collect(),
                estimated: Vec::new(),
                values,
            }
        })
        .filter(|series| series.values.iter().any(|value| *value != Some(0)))
        .collect();
    let chart = BarChart {
        title: page.t("indicators-levels-title"),
        description: page.t("indicators-levels-description"),
        unit: charts::unit(page, Unit::Percent),
        categories: (0..levels.domains.len())
            .map(|index| domain_name(page, index))
            .collect(),
        series,
        stacked: true,
        reference: None,
        words: charts::chart_words(page),
    };
    Some(chart.svg("niveaux", Palette::Page, &charts::format(page, Unit::Percent)))
}

/// The share of each band, in tenths of a percent. Where nothing is hidden they make the whole: what is rounded is how
/// far each reaches. Where something is, nothing of it enters into the others.
fn band_shares(row: &Distribution, all: u64) -> Vec<Option<i64>> {
    let tenths = |count: u64| i64::try_from((2_000 * count + all) / (2 * all.max(1))).unwrap_or(i64::MAX);
    let nothing_hidden = row.iter().all(Option::is_some);
    let mut before = 0;
    BANDS
        .iter()
        .map(|(_, band)| {
            let count: u64 = row.get(band.clone())?.iter().copied().sum::<Option<u64>>()?;
            if !nothing_hidden {
                return Some(tenths(count));
            }
            before += count;
            Some(tenths(before) - tenths(before - count))
        })
        .collect()
}

/// A column a level, and one for those without.
fn columns(page: &PageCtx, first: &str) -> Vec<Column> {
    let mut columns = vec![table::column(page, first, CellKind::Text, 40.0)];
    columns.extend((0..COLUMNS - 1).map(|level| Column {
        title: page.number(level),
        kind: CellKind::Integer,
        width: 8.0,
    }));
    columns.push(table::column(page, "indicators-levels-none", CellKind::Integer, 12.0));
    columns
}

fn row(page: &PageCtx, name: String, counts: &Distribution, fictitious: bool) -> TableRow {
    let mut row = TableRow::new(vec![text(name)]);
    row.cells.extend(
        counts
            .iter()
            .map(|count| count.map_or_else(|| Cell::Text(SECRET.to_owned()), whole)),
    );
    if fictitious {
        row.flags.push(("fictitious", page.t("common-fictitious")));
    }
    row
}

/// The name of the table of domains, in addresses and files.
pub(super) const DOMAINS: &str = "niveaux-par-domaine";
/// That of the table of competences.
pub(super) const COMPETENCES: &str = "niveaux-par-competence";
/// That of the table of those who are expected to be certified.
pub(super) const EXPECTED: &str = "eleves-attendus";

fn domains(page: &PageCtx, levels: &Levels, query: &str, says: &str) -> Table {
    Table {
        id: DOMAINS,
        caption: page.t("indicators-levels-by-domain"),
        columns: columns(page, "indicators-levels-domain"),
        rows: levels
            .domains
            .iter()
            .enumerate()
            .map(|(index, domain)| row(page, domain_name(page, index), &domain.together, levels.fictitious))
            .collect(),
        total: None,
        export: format!("/indicateurs/I5/{DOMAINS}"),
        query: query.to_owned(),
        empty: page.t("indicators-levels-too-few"),
        note: format!("{says} {}", page.t("indicators-levels-note")),
    }
}

fn competences(page: &PageCtx, levels: &Levels, query: &str, says: &str) -> Table {
    let rows = levels.domains.iter().flat_map(|domain| &domain.competences);
    Table {
        id: COMPETENCES,
        caption: page.t("indicators-levels-by-competence"),
        columns: columns(page, "pix-competence"),
        rows: rows
            .map(|(index, counts)| {
                let name = page.word("pix-skill", &index.replace('.', "_"));
                row(page, format!("{index} {name}"), counts, levels.fictitious)
            })
            .collect(),
        total: None,
        export: format!("/indicateurs/I5/{COMPETENCES}"),
        query: query.to_owned(),
        empty: page.t("indicators-levels-too-few"),
        note: format!("{says} {}", page.t("indicators-levels-note")),
    }
}

/// The certified among those who are expected to be.
pub(super) fn expected(page: &PageCtx, told: &[Expected], query: &str) -> Table {
    let hidden = || Cell::Text(SECRET.to_owned());
    let rows = told
        .iter()
        .map(|expected| {
            let shares = expected.shares();
            let most = shares.filter(|(low, high)| low != high);
            let mut row = TableRow::new(vec![
                text(page.word("pix-expected", expected.level.code())),
                match expected.certified {
                    None => hidden(),
                    // Nobody counted the pupils of that level: unknown is not zero.
                    Some(_) if expected.pupils == 0 => Cell::Empty,
                    Some(certified) => whole(certified),
                },
                Some(expected.pupils)
                    .filter(|pupils| *pupils > 0)
                    .map_or(Cell::Empty, whole),
                match (expected.certified, shares) {
                    (None, _) => hidden(),
                    (Some(_), None) => text(page.t("indicators-flag-non-calculable")),
                    (Some(_), Some((share, _))) => percent(Some(share)),
                },
                match expected.unknown {
                    None => hidden(),
                    Some(_) => most.map_or_else(|| text("–"), |(_, high)| percent(Some(high))),
                },
            ]);
            row.flags = expected
                .flags()
                .into_iter()
                .filter(|(flag, _)| *flag != Flag::NotComputable)
                .map(|(flag, count)| words::flag(page, flag, count))
                .collect();
            row
        })
        .collect();
    Table {
        id: EXPECTED,
        caption: page.t("indicators-expected-title"),
        columns: [
            ("indicators-expected-level", CellKind::Text, 30.0),
            ("indicators-expected-certified", CellKind::Integer, 14.0),
            ("indicators-column-among", CellKind::Integer, 12.0),
            ("indicators-column-share", CellKind::Percent, 14.0),
            ("indicators-column-high", CellKind::Percent, 14.0),
        ]
        .map(|(key, kind, width)| table::column(page, key, kind, width))
        .to_vec(),
        rows,
        total: None,
        export: format!("/indicateurs/I5/{EXPECTED}"),
        query: query.to_owned(),
        empty: String::new(),
        note: page.t("indicators-expected-note"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bands_of_a_domain_make_the_whole_where_nothing_is_hidden() {
        let row = [1, 1, 0, 1, 0, 0, 0, 0, 0, 0].map(Some);
        assert_eq!(band_shares(&row, 3), [333, 334, 333, 0, 0, 0].map(Some));
        // A band of which a part is hidden is, and the others say nothing of it.
        let mut row = [10, 3, 7, 10, 0, 0, 0, 0, 0, 0].map(Some);
        (row[1], row[2]) = (None, None);
        assert_eq!(
            band_shares(&row, 30),
            [Some(333), None, Some(333), Some(0), Some(0), Some(0)]
        );
    }
}
