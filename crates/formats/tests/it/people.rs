//! The template of the staff: its traps.

use pole_formats::{Degree, FileKind};
use pole_kernel::Day;

use crate::door::{read, text};

const HEADER: &str = "uai;nom;prenom;nom_usage;naissance;email;degre;discipline;rattachement;debut;fin";

fn staff(lines: &[&str]) -> String {
    format!("{HEADER}\n{}\n", lines.join("\n"))
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

#[test]
fn a_line_of_the_template_is_a_service() {
    let reading = text(&staff(&[
        "9710022X;D'ALMEIDA;Zoé;Flamboyant;03/02/1980;zoe@ecole.example;2nd degré;Mathématiques;oui;2020-09-01;",
        "9710210B;SAVANE;Lou;;;;1;;;01/09/2021;31/08/2023",
    ]));
    assert_eq!(reading.kind, FileKind::People);
    assert_eq!(reading.told(), [""; 0]);
    let first = &reading.people[0].1;
    assert_eq!(first.surname, "D'ALMEIDA");
    assert_eq!(first.usage_name.as_deref(), Some("Flamboyant"));
    assert_eq!(first.birth_date, Some(day("1980-02-03")));
    assert_eq!(first.degree, Degree::Second);
    assert_eq!(first.is_attachment, Some(true));
    assert_eq!((first.from, first.to), (day("2020-09-01"), None));
    let second = &reading.people[1].1;
    assert_eq!((second.degree, second.is_attachment), (Degree::First, None));
    assert_eq!(second.to, Some(day("2023-08-31")));
}

#[test]
fn columns_may_come_in_any_order_and_in_windows_1252() {
    let file = "Prénom;Nom;UAI;Début;Degré;Discipline\nZoé;Saint-Louis;9710022X;2020-09-01;2;Éducation musicale\n";
    let reading = read(&encoding_rs::WINDOWS_1252.encode(file).0).unwrap();
    assert_eq!(reading.people[0].1.given_name, "Zoé");
    assert_eq!(reading.people[0].1.discipline, "Éducation musicale");
}

#[test]
fn a_numen_is_dropped_and_never_repeated() {
    let file = format!(
        "{HEADER};numen\n9710022X;SAVANE;Lou;;;;2;;;2020-09-01;;01S0100000ABC\n9710022X;01S0100000ABC;Lou;;;;2;;;2020-09-01;;\n9710022X;SAVANE;Ana;;;;2;01S0100000ABC;;2020-09-01;;\n"
    );
    let reading = text(&file);
    assert_eq!(
        reading.told(),
        [
            "2 numen_dropped warning numen=",
            "3 numen_dropped warning nom=",
            "4 numen_dropped warning discipline=",
        ]
    );
    assert_eq!(reading.people.len(), 2);
    assert!(!format!("{:?} {:?}", reading.people, reading.problems).contains("0100000"));
}

#[test]
fn what_is_wrong_is_told_without_anybodys_name() {
    let reading = text(&staff(&[
        "9710022A;SAVANE;Lou;;;;2;;;2020-09-01;",
        "9710022X;;Lou;;;;2;;;2020-09-01;",
        "9710022X;SAVANE;=HYPERLINK();;;;2;;;2020-09-01;",
        "9710022X;SAVANE;Lou;;31/02/1980;;2;;;2020-09-01;",
        "9710022X;SAVANE;Lou;;;;3e;;;2020-09-01;",
        "9710022X;SAVANE;Lou;;;;2;;;;",
        "9710022X;SAVANE;Lou;;;;2;;;2020-09-01;2019-09-01",
        "9710022X;SAVANE;Lou;;;;;;;2020-09-01;",
    ]));
    assert_eq!(
        reading.told(),
        [
            "2 uai_key refused uai=9710022A → 9710022X",
            "3 name_missing refused nom=",
            "4 formula_cell refused prenom=",
            "5 date_invalid refused naissance=",
            "6 degree_unknown refused degre=3e",
            "7 missing_value refused debut=",
            "8 date_invalid refused fin=",
            "9 missing_value refused degre=",
        ]
    );
    assert_eq!(reading.people, []);
}
