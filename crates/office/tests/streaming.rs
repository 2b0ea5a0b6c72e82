//! A large export stays small in memory. Alone in its program, so that no other test adds to the measure.

use pole_office::table::{Cell, CellKind, Column, Properties, XlsxWriter};

#[test]
fn a_hundred_thousand_rows_stream_in_little_memory() {
    let kinds = [
        CellKind::Text,
        CellKind::Integer,
        CellKind::Euros,
        CellKind::Percent,
        CellKind::Day,
        CellKind::Year,
    ];
    let columns = kinds.map(|kind| Column {
        title: format!("{kind:?}"),
        kind,
        width: 14.0,
    });
    let mut workbook = XlsxWriter::new(&Properties::default()).unwrap();
    workbook.sheet("Élèves", &columns).unwrap();
    let before = peak_kib();
    for place in 0..100_000 {
        let row = [
            Cell::Text(format!("École élémentaire publique numéro {place}")),
            Cell::Integer(place),
            Cell::Euros(place * 7),
            Cell::PercentTenths(place % 1000),
            Cell::Day("2026-09-30".to_owned()),
            Cell::Year(2026),
        ];
        workbook.row(&row).unwrap();
    }
    let after = peak_kib();
    let bytes = workbook.finish().unwrap();
    // What the cells hold is checked in `table.rs`; reading so many again would be slow.
    assert!(
        bytes.starts_with(b"PK") && bytes.len() > 1_000_000,
        "{} bytes",
        bytes.len()
    );
    if let (Some(before), Some(after)) = (before, after) {
        // Six hundred thousand cells: kept in memory they would take tens of megabytes.
        assert!(after - before < 8_000, "{before} to {after} KiB");
    }
}

/// The most memory this program has used, where the system tells.
fn peak_kib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
