//! Tables, read again by other libraries.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx, XlsxError};
use pole_office::OfficeError;
use pole_office::table::{Cell, CellKind, Column, CsvWriter, Properties, Sheet, XlsxWriter, xlsx};

fn column(title: &str, kind: CellKind) -> Column {
    Column {
        title: title.to_owned(),
        kind,
        width: 14.0,
    }
}

fn columns() -> Vec<Column> {
    vec![
        column("École", CellKind::Text),
        column("Élèves", CellKind::Integer),
        column("Montant", CellKind::Euros),
        column("Part", CellKind::Percent),
        column("Déposé le", CellKind::Day),
        column("Année", CellKind::Year),
        column("Note", CellKind::Decimal),
    ]
}

fn row(name: &str) -> Vec<Cell> {
    vec![
        Cell::Text(name.to_owned()),
        Cell::Integer(212),
        Cell::Euros(-123_450),
        Cell::PercentTenths(125),
        Cell::Day("2026-09-30".to_owned()),
        Cell::Year(2026),
        Cell::Tenths(34),
    ]
}

fn properties() -> Properties {
    Properties {
        title: "Demandes".to_owned(),
        author: "Bassin".to_owned(),
        language: "fr".to_owned(),
        created: Some("2026-09-30".to_owned()),
    }
}

fn open(bytes: Vec<u8>) -> Result<Xlsx<Cursor<Vec<u8>>>, XlsxError> {
    Xlsx::new(Cursor::new(bytes))
}

fn sheet(name: &str, rows: Vec<Vec<Cell>>) -> Sheet {
    Sheet {
        name: name.to_owned(),
        note: None,
        columns: columns(),
        rows,
    }
}

#[test]
fn a_workbook_keeps_values_and_types() {
    let mut written = sheet("Demandes", vec![row("Collège Mireille-Choisy"), vec![Cell::Empty; 7]]);
    written.rows[1][0] = Cell::Text("x\u{1f}<&\"é".to_owned());
    written.note = Some("Source : appel à projets.\nÉtat au 30/09/2026.".to_owned());
    let bytes = xlsx(&[written], &properties()).unwrap();
    let mut workbook = open(bytes).unwrap();

    assert_eq!(workbook.sheet_names(), ["Demandes", "Notes"]);
    let table = workbook.worksheet_range("Demandes").unwrap();
    assert_eq!(table.get((0, 2)), Some(&Data::String("Montant".to_owned())));
    assert_eq!(
        table.get((1, 0)),
        Some(&Data::String("Collège Mireille-Choisy".to_owned()))
    );
    assert_eq!(table.get((1, 1)), Some(&Data::Float(212.0)));
    assert_eq!(table.get((1, 2)), Some(&Data::Float(-1234.5)));
    assert_eq!(table.get((1, 3)), Some(&Data::Float(0.125)));
    let Some(Data::DateTime(day)) = table.get((1, 4)) else {
        panic!("a real date: {:?}", table.get((1, 4)))
    };
    assert_eq!((day.as_f64(), day.is_datetime()), (46_295.0, true));
    assert_eq!(table.get((1, 5)), Some(&Data::Float(2026.0)));
    assert_eq!(table.get((1, 6)), Some(&Data::Float(3.4)));
    assert!(matches!(table.get((2, 0)), Some(Data::String(text)) if text.ends_with("<&\"é")));

    let notes = workbook.worksheet_range("Notes").unwrap();
    assert_eq!(notes.get((2, 0)), Some(&Data::String("Demandes".to_owned())));
    assert!(matches!(notes.get((2, 1)), Some(Data::String(text)) if text.contains("30/09/2026")));
}

#[test]
fn a_text_that_looks_like_a_formula_stays_a_text() {
    let words = [
        "=1+1",
        "+33",
        "-2",
        "@SUM(A1)",
        "=HYPERLINK(\"http://x\")",
        "\t=1",
        "http://x.example",
        "TRUE",
        "12",
    ];
    let rows = words.iter().map(|word| row(word)).collect();
    let mut workbook = open(xlsx(&[sheet("Textes", rows)], &properties()).unwrap()).unwrap();

    let table = workbook.worksheet_range("Textes").unwrap();
    let formulas = workbook.worksheet_formula("Textes").unwrap();
    for (place, word) in words.iter().enumerate() {
        assert_eq!(table.get((place + 1, 0)), Some(&Data::String((*word).to_owned())));
    }
    assert!(formulas.cells().all(|(_, _, formula)| formula.is_empty()));
}

#[test]
fn sheet_names_become_legal_and_unique() {
    let long = "Établissements de la circonscription de Sainte-Rose";
    let names = [
        "a/b:c*?[d]\\",
        "",
        "''",
        "History",
        "ABCD",
        "abcd",
        long,
        long,
        "  'x'  ",
    ];
    let sheets: Vec<Sheet> = names.iter().map(|name| sheet(name, Vec::new())).collect();
    let workbook = open(xlsx(&sheets, &properties()).unwrap()).unwrap();

    assert_eq!(
        workbook.sheet_names(),
        [
            "abcd",
            "2",
            "3",
            "History 4",
            "ABCD (2)",
            "abcd (3)",
            "Établissements de la circonscri",
            "Établissements de la circon (2)",
            "x",
        ]
    );
}

#[test]
fn a_text_too_long_is_cut_and_a_number_too_large_is_text() {
    let mut cells = row(&"é".repeat(40_000));
    cells[1] = Cell::Integer(i64::MIN);
    let mut workbook = open(xlsx(&[sheet("Limites", vec![cells])], &properties()).unwrap()).unwrap();
    let table = workbook.worksheet_range("Limites").unwrap();
    assert!(
        matches!(table.get((1, 0)), Some(Data::String(text)) if text.chars().count() == 32_767 && text.ends_with('…'))
    );
    assert_eq!(table.get((1, 1)), Some(&Data::String(i64::MIN.to_string())));
}

#[test]
fn a_wrong_row_is_refused() {
    let mut workbook = XlsxWriter::new(&properties()).unwrap();
    assert!(matches!(workbook.row(&[]), Err(OfficeError::NoSheet)));
    assert!(matches!(workbook.note("x"), Err(OfficeError::NoSheet)));
    workbook.sheet("a", &columns()).unwrap();
    assert!(matches!(
        workbook.row(&[Cell::Empty]),
        Err(OfficeError::Row { expected: 7, found: 1 })
    ));
    for day in ["", "30/09/2026", "2026-9-30", "2026-13-01", "2026-09-30T10"] {
        let mut cells = row("x");
        cells[4] = Cell::Day(day.to_owned());
        assert!(matches!(workbook.row(&cells), Err(OfficeError::Day(_))), "{day}");
    }
}

#[test]
fn a_workbook_without_sheets_opens_and_bytes_repeat() {
    assert_eq!(
        open(xlsx(&[], &Properties::default()).unwrap()).unwrap().sheet_names(),
        ["Notes"]
    );
    let sheets = [sheet("a", vec![row("x")])];
    assert_eq!(
        xlsx(&sheets, &properties()).unwrap(),
        xlsx(&sheets, &properties()).unwrap()
    );
}

#[test]
fn separated_values_follow_the_french_habit() {
    let mut table = CsvWriter::new(Vec::new(), &columns()).unwrap();
    table.row(&row("Collège \"Choisy\"; annexe")).unwrap();
    table.row(&row("=1+1\r\nsuite")).unwrap();
    let mut small = row("");
    small[2] = Cell::Euros(-7);
    small[3] = Cell::PercentTenths(1000);
    small[4] = Cell::Empty;
    table.row(&small).unwrap();
    assert!(matches!(table.row(&[]), Err(OfficeError::Row { .. })));
    let text = String::from_utf8(table.finish().unwrap()).unwrap();

    assert_eq!(
        text,
        "\u{feff}\"École\";\"Élèves\";\"Montant\";\"Part\";\"Déposé le\";\"Année\";\"Note\"\r\n\
         \"Collège \"\"Choisy\"\"; annexe\";212;-1234,50;12,5;2026-09-30;2026;3,4\r\n\
         \"'=1+1\r\nsuite\";212;-1234,50;12,5;2026-09-30;2026;3,4\r\n\
         \"\";212;-0,07;100,0;;2026;3,4\r\n"
    );

    let mut again = csv::ReaderBuilder::new()
        .delimiter(b';')
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let rows: Vec<Vec<String>> = again
        .records()
        .map(|record| record.unwrap().iter().map(str::to_owned).collect())
        .collect();
    assert_eq!(again.headers().unwrap().get(2), Some("Montant"));
    assert_eq!(rows[0][0], "Collège \"Choisy\"; annexe");
    assert_eq!(rows[1][0], "'=1+1\r\nsuite");
    assert_eq!(rows[2], ["", "212", "-0,07", "100,0", "", "2026", "3,4"]);
}

#[test]
fn every_text_that_starts_like_a_formula_is_guarded() {
    for word in ["=a", "+a", "-a", "@a", "\ta", "\ra", "\na", "＝a"] {
        let columns = [column(word, CellKind::Text)];
        let mut table = CsvWriter::new(Vec::new(), &columns).unwrap();
        table.row(&[Cell::Text(word.to_owned())]).unwrap();
        let text = String::from_utf8(table.finish().unwrap()).unwrap();
        assert_eq!(text, format!("\u{feff}\"'{word}\"\r\n\"'{word}\"\r\n"));
    }
}
