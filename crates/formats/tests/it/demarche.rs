//! Dossiers of démarche numérique: answers of its GraphQL interface, its CSV and XLSX export.

use pole_formats::{DemarcheDossier, DemarcheState, Encoding, FileError, FileKind, Limits};
use pole_kernel::Day;
use proptest::prelude::*;

use crate::door::{Reading, gzip, read, read_with, text};

/// A dossier as the interface gives it, with who sent it and who examines it.
fn dossier(number: u64, state: &str, champs: &str) -> String {
    format!(
        r#"{{"id":"RG9zc2llci0{number}","number":{number},"archived":false,"state":"{state}",
"dateDerniereModification":"2026-10-20T09:00:00-04:00","dateDepot":"2026-10-12T18:30:00-04:00",
"datePassageEnConstruction":"2026-10-12T18:30:00-04:00","datePassageEnInstruction":null,"dateTraitement":null,
"motivation":null,"usager":{{"email":"lea.dupont@example.fr"}},"groupeInstructeur":{{"id":"g","number":3,
"label":"Saint-Martin","instructeurs":[{{"email":"agent@example.fr"}}]}},"demandeur":{{"__typename":
"PersonnePhysique","nom":"Dupont","prenom":"Léa"}},"instructeurs":[],"champs":[{champs}],"annotations":[]}}"#
    )
}

fn champ(id: &str, label: &str, value: &str) -> String {
    format!(r#"{{"id":"{id}","__typename":"TextChamp","label":"{label}","stringValue":"{value}"}}"#)
}

fn page(dossiers: &[String], more: bool) -> String {
    format!(
        r#"{{"data":{{"demarche":{{"id":"d","number":1234,"title":"Collèges numériques","dossiers":{{"pageInfo":
{{"hasPreviousPage":false,"hasNextPage":{more},"endCursor":"MQ"}},"nodes":[{}]}}}}}}}}"#,
        dossiers.join(",\n")
    )
}

fn only(reading: &Reading) -> &DemarcheDossier {
    assert_eq!(reading.dossiers.len(), 1, "{:?}", reading.told());
    &reading.dossiers[0].1
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

#[test]
fn a_dossier_is_read_and_nobody_of_it() {
    let champs = [
        champ("Q1", "UAI du collège", "COLLEGE MONT DES ACCORDS, Saint-Martin (9710022X)"),
        champ("Q2", "Projet", "Premier\\nSecond"),
        r#"{"id":"Q3","label":"Niveaux","stringValue":"5e, 4e","values":["5e","4e"]}"#.to_owned(),
        r#"{"id":"Q4","label":"Écoles","stringValue":"","rows":[{"id":"r","champs":[{"label":"UAI","stringValue":"9710210B"},
           {"label":"Salles","stringValue":"4"}]},{"id":"s","champs":[{"label":"UAI","stringValue":"9710805Y"}]}]}"#
            .to_owned(),
        champ("Q5", "Projet", "encore"),
    ];
    let reading = text(&page(&[dossier(42, "en_instruction", &champs.join(","))], false));
    assert_eq!((reading.kind, reading.told()), (FileKind::Demarche, vec![]));
    assert_eq!(reading.dossiers[0].0, 2);
    let read = only(&reading);
    assert_eq!((read.number, read.state), (42, DemarcheState::Examined));
    assert_eq!(
        (read.deposited_on, read.examined_on, read.decided_on),
        (Some(day("2026-10-12")), None, None)
    );
    assert_eq!(read.group, "Saint-Martin");
    let names: Vec<&str> = read.answers.iter().map(|answer| answer.name.as_str()).collect();
    assert_eq!(names, ["UAI du collège", "Projet", "Niveaux", "Écoles", "Projet (2)"]);
    assert_eq!(read.answers[1].text, "Premier\nSecond");
    assert_eq!(read.answers[2].values, ["5e", "4e"]);
    assert_eq!(read.answers[3].rows.len(), 2);
    assert_eq!(read.answers[3].rows[0][1], ("Salles".to_owned(), "4".to_owned()));
    let all = format!("{:?}", reading.dossiers);
    for secret in ["example.fr", "Dupont", "Léa"] {
        assert!(!all.contains(secret), "{secret}");
    }
}

#[test]
fn pages_come_in_any_wrapping() {
    let one = |number| dossier(number, "accepte", &champ("Q1", "UAI", "9710022X")).replace('\n', " ");
    let flat = |number, more| page(&[one(number)], more).replace('\n', " ");
    for (name, file) in [
        ("an array of pages", format!("[{},\n{}]", flat(1, true), flat(2, false))),
        ("a page a line", format!("{}\n{}\n", flat(1, true), flat(2, false))),
        ("pages on one line", format!("{}{}", flat(1, true), flat(2, false))),
        ("a list of dossiers", format!("[{},{}]", one(1), one(2))),
        ("a dossier a line", format!("\u{feff}{}\n{}\n", one(1), one(2))),
        (
            "dossiers asked for one by one",
            format!(
                "[{{\"data\":{{\"dossier\":{}}}}},{{\"data\":{{\"dossier\":{}}}}}]",
                one(1),
                one(2)
            ),
        ),
        (
            "edges",
            format!(
                "{{\"data\":{{\"groupeInstructeur\":{{\"dossiers\":{{\"edges\":[{{\"cursor\":\"a\",\"node\":{}}},\
                 {{\"node\":{}}}]}}}}}}}}",
                one(1),
                one(2)
            ),
        ),
    ] {
        for bytes in [file.clone().into_bytes(), gzip(file.as_bytes())] {
            let reading = read(&bytes).unwrap();
            assert_eq!(reading.told(), Vec::<String>::new(), "{name}");
            let numbers: Vec<u64> = reading.dossiers.iter().map(|(_, dossier)| dossier.number).collect();
            assert_eq!(numbers, [1, 2], "{name}");
            assert_eq!(reading.summary.records, 2, "{name}");
        }
    }
}

#[test]
fn a_last_page_that_announces_another_one_and_an_error_are_told() {
    let reading = text(&page(&[dossier(1, "refuse", "")], true));
    assert_eq!(reading.told(), ["2 pages_missing warning pageInfo="]);
    let error = "{\"errors\":[{\"message\":\"Demarche not found\"}],\"data\":{\"demarche\":{\"dossiers\":null}}}";
    assert_eq!(
        text(error).told(),
        ["1 platform_error refused errors=Demarche not found"]
    );
}

#[test]
fn what_is_wrong_with_a_dossier_costs_that_dossier_only() {
    let file = page(
        &[
            dossier(1, "brouillon", ""),
            dossier(2, "accepte", "").replace("\"number\":2", "\"number\":null"),
            dossier(3, "accepte", "").replace("2026-10-12T18", "hier"),
            dossier(4, "sans_suite", ""),
        ],
        false,
    );
    let reading = text(&file);
    let told: Vec<String> = reading
        .problems
        .iter()
        .map(|problem| format!("{} {} {}", problem.code, problem.severity, problem.value))
        .collect();
    assert_eq!(
        told,
        [
            "demarche_state_unknown refused brouillon",
            "missing_value refused ",
            "date_invalid warning ",
        ]
    );
    let numbers: Vec<u64> = reading.dossiers.iter().map(|(_, dossier)| dossier.number).collect();
    assert_eq!(numbers, [3, 4]);
}

#[test]
fn a_cut_page_is_told_and_the_next_line_is_read() {
    let flat = |number| page(&[dossier(number, "accepte", "")], false).replace('\n', " ");
    let whole = flat(1);
    for length in [whole.chars().count() - 3, whole.len() / 2, 40] {
        let cut: String = whole.chars().take(length).collect();
        let reading = read(format!("{cut}\n{}\n", flat(2)).as_bytes()).unwrap();
        assert_eq!(
            reading.dossiers.last().map(|(line, dossier)| (*line, dossier.number)),
            Some((2, 2))
        );
        assert_eq!(reading.told(), ["1 json_invalid refused ?="], "{length}");
    }
    let reading = read(&whole.as_bytes()[..whole.len() / 2]).unwrap();
    assert_eq!(reading.told(), ["1 json_invalid refused ?="]);
    assert!(!format!("{:?}", reading.problems).contains("dupont"));
}

#[test]
fn what_was_made_to_hurt_does_not() {
    // Nested without end, before a dossier and inside one.
    let deep = format!("{{\"data\":{{\"dossiers\":{}", "[".repeat(100_000));
    assert_eq!(text(&deep).told(), ["1 json_invalid refused ?="]);
    let inside = page(&[dossier(1, "accepte", &"[".repeat(100_000))], false).replace('\n', " ");
    assert!(text(&inside).dossiers.is_empty());
    let closing = "{\"data\":{\"dossiers\":{\"nodes\":]}}}}}}\n{\"data\":1}";
    assert_eq!(text(closing).told(), ["1 json_invalid refused ?="]);
    // A dossier without end.
    let limits = Limits {
        line_bytes: 1_000,
        ..Limits::default()
    };
    let long = page(
        &[dossier(1, "accepte", &champ("Q", "Projet", &"x".repeat(2_000)))],
        false,
    );
    assert_eq!(
        read_with(long.as_bytes(), &limits),
        Err(FileError::LineTooLong { line: 2, limit: 1_000 })
    );
}

const EXPORT: &str = "ID,Email,FranceConnect ?,Civilité,Nom,Prénom,Archivé,État du dossier,Dernière mise à jour le,\
                      Dernière mise à jour du dossier le,Déposé le,Passé en instruction le,Traité le,\
                      Motivation de la décision,Instructeurs,Groupe instructeur,UAI du collège,Nom,Projet,Projet\n";

#[test]
fn the_export_is_read_whatever_its_dress() {
    let rows = "42,lea.dupont@example.fr,false,Mme,Dupont,Léa,false,Classé sans suite,2026-10-20 09:00:00 -0400,,\
                2026-10-12 18:30:00 -0400,13/10/2026 08:00,2026-10-20,Hors délai,agent@example.fr,Saint-Martin,\
                \"COLLEGE, Saint-Martin (9710022X)\",Équipe,\"Un\r\n\r\n- deux ; trois\",'=1+1\r\n";
    let file = format!("{EXPORT}{rows}");
    let semicolons = {
        let cells = |line: &str| {
            line.replace("\"COLLEGE, Saint-Martin (9710022X)\"", "COLLEGE (9710022X)")
                .replace(',', ";")
        };
        format!("sep=;\r\n{}", cells(&file))
    };
    let latin = encode_latin(&file);
    for (bytes, encoding) in [
        (file.clone().into_bytes(), Encoding::Utf8),
        (format!("\u{feff}{file}").into_bytes(), Encoding::Utf8Bom),
        (semicolons.into_bytes(), Encoding::Utf8),
        (latin, Encoding::Windows1252),
    ] {
        let reading = read(&bytes).unwrap();
        assert_eq!((reading.kind, reading.encoding), (FileKind::Demarche, encoding));
        assert_eq!(reading.told(), Vec::<String>::new());
        let read = only(&reading);
        assert_eq!((read.number, read.state), (42, DemarcheState::Dropped));
        assert_eq!(
            (read.deposited_on, read.examined_on, read.decided_on),
            (
                Some(day("2026-10-12")),
                Some(day("2026-10-13")),
                Some(day("2026-10-20"))
            )
        );
        assert_eq!(
            (read.motivation.as_str(), read.group.as_str()),
            ("Hors délai", "Saint-Martin")
        );
        let names: Vec<&str> = read.answers.iter().map(|answer| answer.name.as_str()).collect();
        assert_eq!(names, ["UAI du collège", "Nom", "Projet", "Projet (2)"]);
        assert_eq!(read.answers[2].text, "Un\n\n- deux ; trois");
        // The apostrophe of a spreadsheet is not part of the answer.
        assert_eq!(read.answers[3].text, "=1+1");
        let all = format!("{:?}", reading.dossiers);
        assert!(!all.contains("example.fr") && !all.contains("Dupont"));
    }
}

/// Latin letters in one byte each, as an old spreadsheet saves them.
fn encode_latin(text: &str) -> Vec<u8> {
    text.chars()
        .map(|letter| u8::try_from(u32::from(letter)).unwrap())
        .collect()
}

#[test]
fn problems_of_an_export_repeat_nobody() {
    let rows = "x,lea@example.fr,,,,,,Accepté,,,,,,,,,9710022X,,,\n\
                ,,,,,,,Accepté,,,,,,,,,9710022X,,,\n\
                7,,,,,,,Brouillon,,,,,,,,,9710022X,,,\n\
                8,,,,,,,En construction,,,lundi,,,,,,9710022X,,=1+1,\n\
                9,,,,,,,Accepté,,,,,,,,,9710022X,,,,en trop\n\
                10,,,,,,,Refusé,,,,,,,,,9710022X,,\"jamais fermé\n";
    let reading = text(&format!("{EXPORT}{rows}"));
    assert_eq!(
        reading.told(),
        [
            "2 number_invalid refused ID=",
            "3 missing_value refused ID=",
            "4 demarche_state_unknown refused État du dossier=Brouillon",
            "5 date_invalid warning Déposé le=",
            "5 formula_cell warning Projet=",
            "6 row_too_long refused ?=",
            "7 quote_unclosed refused ID=",
        ]
    );
    assert_eq!(only(&reading).answers[2].text, "=1+1");
}

#[test]
fn long_answers_of_many_lines_are_no_open_quote() {
    let project = "une ligne\n".repeat(300);
    let reading = text(&format!(
        "{EXPORT}1,,,,,,,En instruction,,,,,,,,,9710022X,,\"{project}\",\n"
    ));
    assert_eq!(only(&reading).answers[2].text.lines().count(), 300);
    assert_eq!(reading.told(), Vec::<String>::new());
}

#[test]
fn the_workbook_is_read_like_the_text() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("Dossiers").unwrap();
    for (column, title) in ["ID", "Email", "Archivé", "État du dossier", "Déposé le", "Projet"]
        .iter()
        .enumerate()
    {
        sheet.write_string(0, u16::try_from(column).unwrap(), *title).unwrap();
    }
    for (column, cell) in [
        "42",
        "lea@example.fr",
        "false",
        "En instruction",
        "2026-10-12",
        "Un\nDeux",
    ]
    .iter()
    .enumerate()
    {
        sheet.write_string(1, u16::try_from(column).unwrap(), *cell).unwrap();
    }
    let reading = read(&book.save_to_buffer().unwrap()).unwrap();
    let read = only(&reading);
    assert_eq!(
        (read.number, read.state, read.deposited_on),
        (42, DemarcheState::Examined, Some(day("2026-10-12")))
    );
    assert_eq!(read.answers.len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// However a page is cut, damaged or spaced, nothing panics, and what is read was there.
    #[test]
    fn no_page_makes_it_panic(cut in 0_usize..2_000, at in 0_usize..2_000, byte in any::<u8>(), tail in "\\PC{0,40}") {
        let page = page(&[dossier(1, "accepte", &champ("Q", "UAI", "9710022X")), dossier(2, "refuse", "")], false);
        let mut bytes = page.into_bytes();
        let length = bytes.len();
        bytes[at % length] = byte;
        bytes.truncate(length - cut.min(length - 1));
        bytes.extend_from_slice(tail.as_bytes());
        if let Ok(reading) = read(&bytes) {
            prop_assert!(reading.dossiers.len() <= 2);
        }
    }

    /// Whatever is answered comes back, from JSON and from CSV alike.
    #[test]
    fn answers_come_back(said in "[ -~éàç\n]{0,80}") {
        let wanted = said.trim().to_owned();
        // An apostrophe before a formula is the escape of a spreadsheet.
        prop_assume!(!wanted.starts_with('\''));
        let quoted = serde_json_string(&said);
        let champ = format!("{{\"id\":\"Q\",\"label\":\"Projet\",\"stringValue\":{quoted}}}");
        let reading = text(&page(&[dossier(1, "accepte", &champ)], false));
        prop_assert_eq!(&only(&reading).answers[0].text, &wanted);
        let cell = pole_formats::csv_cell(&wanted).replace('"', "\"\"");
        let reading = text(&format!("{EXPORT}1,,,,,,,Accepté,,,,,,,,,9710022X,,\"{cell}\",\n"));
        prop_assert_eq!(&only(&reading).answers[2].text, &wanted);
    }
}

fn serde_json_string(text: &str) -> String {
    let escaped: String = text
        .chars()
        .map(|letter| match letter {
            '"' => "\\\"".to_owned(),
            '\\' => "\\\\".to_owned(),
            '\n' => "\\n".to_owned(),
            other => other.to_string(),
        })
        .collect();
    format!("\"{escaped}\"")
}
