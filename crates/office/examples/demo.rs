//! Prints the house style, to look at it: `cargo run -p pole-office --example demo -- FOLDER`.
//!
//! Writes `demo.pdf` and `demo.xlsx`, and says how long each render took.

use std::error::Error;
use std::path::PathBuf;
use std::time::Instant;

use pole_office::pdf::{Document, render};
use pole_office::table::{Cell, CellKind, Column, Properties, Sheet, xlsx};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("usage: demo FOLDER")?);

    let document = Document {
        template: include_str!("demo.typ"),
        data_json: include_str!("demo.json"),
        files: &[("chart.svg", include_bytes!("chart.svg"))],
        title: "Collèges et écoles numériques",
        language: "fr-GP",
    };
    for name in ["first", "second", "third"] {
        let start = Instant::now();
        std::fs::write(folder.join("demo.pdf"), render(&document)?)?;
        println!("{name} render: {} ms", start.elapsed().as_millis());
    }

    let columns = [
        ("École", CellKind::Text, 34.0),
        ("Montant", CellKind::Euros, 16.0),
        ("Dépôt", CellKind::Day, 12.0),
    ];
    let sheet = Sheet {
        name: "Demandes".to_owned(),
        note: Some("Demandes de la vague 2, données fictives, état au 30/09/2026.".to_owned()),
        columns: columns
            .map(|(title, kind, width)| Column {
                title: title.to_owned(),
                kind,
                width,
            })
            .into(),
        rows: (1..=40)
            .map(|rank| {
                let name = format!("École élémentaire n° {rank}");
                vec![
                    Cell::Text(name),
                    Cell::Euros(rank * 123_456),
                    Cell::Day("2026-09-30".to_owned()),
                ]
            })
            .collect(),
    };
    let properties = Properties {
        title: "Demandes".to_owned(),
        language: "fr".to_owned(),
        ..Properties::default()
    };
    std::fs::write(folder.join("demo.xlsx"), xlsx(&[sheet], &properties)?)?;
    Ok(())
}
