//! The regulator's statistics by commune. The figures are invented.

use pole_formats::{CoverageMeasure, FileError, FileKind, PremisesKind};

use crate::door::{read, text};

const OLD: &str = "code_insee;nom_com;code_dep;code_reg;nbr;type;inel_hd;elig_cd_1;elig_cd_2;elig_cd_3;elig_cd_4;elig_cd_5;elig_cd_6;date";
const NEW: &str = "code_insee;nom_com;code_dep;code_reg;nbr;type;inel_hd;elig_hd05;elig_hd3;elig_bhd8;elig_thd30;elig_thd100;elig_thd1g;date";
const TECHNO: &str = "code_insee;nom_com;code_dep;code_reg;nbr;type;elig_ftth;elig_coax;elig_cu;elig_thdr;elig_4gf;elig_hdr;elig_sat;date";

fn file(header: &str, lines: &[&str]) -> String {
    format!("{header}\n{}\n", lines.join("\n"))
}

#[test]
fn both_layouts_of_the_classes_say_the_same() {
    let line = "97801;Saint-Martin;978;00;1000;all;10;990;980;970;900;800;700;2026-03-31";
    let [old, new] = [OLD, NEW].map(|header| text(&file(header, &[line])));
    assert_eq!(old.kind, FileKind::CommuneSpeeds);
    assert_eq!(new.kind, FileKind::CommuneSpeeds);
    assert!(old.problems.is_empty(), "{:?}", old.told());
    assert_eq!(old.coverage, new.coverage);
    let (line, fact) = &new.coverage[0];
    assert_eq!((*line, fact.commune.as_str(), fact.premises), (2, "97801", 1_000));
    assert_eq!(fact.premises_kind, PremisesKind::All);
    assert_eq!(fact.observed_on.to_string(), "2026-03-31");
    assert!(fact.eligible.contains(&(CoverageMeasure::Thd30, 900)));
    assert_eq!(fact.eligible.len(), 7);
}

#[test]
fn technologies_are_their_own_kind_of_file() {
    let reading = text(&file(
        TECHNO,
        &["1001;L’Abergement;1;84;300;log;200;0;300;0;150;;300;31/12/2025"],
    ));
    assert_eq!(reading.kind, FileKind::CommuneTechnologies);
    let fact = &reading.coverage[0].1;
    // The lost zero of the Ain is put back.
    assert_eq!(
        (fact.commune.as_str(), fact.premises_kind),
        ("01001", PremisesKind::Dwellings)
    );
    assert!(fact.eligible.contains(&(CoverageMeasure::Ftth, 200)));
    assert!(
        !fact
            .eligible
            .iter()
            .any(|(measure, _)| *measure == CoverageMeasure::RadioHd),
        "unknown is not 0"
    );
}

#[test]
fn the_islands_have_the_codes_of_today() {
    let lines = [
        "97127;Saint-Martin;971;01;10;all;0;1;1;1;1;1;1;2019-12-31",
        "97123;Saint-Barthélemy;971;01;10;all;0;1;1;1;1;1;1;2019-12-31",
        "2A004;Ajaccio;2A;94;10;all;0;1;1;1;1;1;1;2019-12-31",
    ];
    let reading = text(&file(NEW, &lines));
    let communes: Vec<&str> = reading.coverage.iter().map(|(_, fact)| fact.commune.as_str()).collect();
    assert_eq!(communes, ["97801", "97701", "2A004"]);
}

#[test]
fn what_is_wrong_is_told_and_the_rest_is_kept() {
    let lines = [
        "978;Saint-Martin;978;00;10;all;0;1;1;1;1;1;1;2026-03-31",
        ";Saint-Martin;978;00;10;all;0;1;1;1;1;1;1;2026-03-31",
        "97801;Saint-Martin;978;00;10;bureaux;0;1;1;1;1;1;1;2026-03-31",
        "97801;Saint-Martin;978;00;10;all;0;1;1;1;1;1;1;",
        "97801;Saint-Martin;978;00;10;all;0;1;1;1;1;1;1;2026-02-31",
        "97801;Saint-Martin;978;00;;all;0;1;1;1;1;1;1;2026-03-31",
        "97801;Saint-Martin;978;00;10;all;0;93,8;11;1;1;1;-1;2026-03-31",
        "97801;Saint-Martin;978;00;10;ALL;0;1;1;1;1;1;1;2026-03-31",
        "97801;Saint-Martin;978;00;10;loc;;;;;;;;2026-03-31",
    ];
    let reading = text(&file(NEW, &lines));
    assert_eq!(
        reading.told(),
        [
            "2 commune_invalid refused code_insee=978",
            "3 missing_value refused code_insee=",
            "4 premises_kind_unknown refused type=bureaux",
            "5 missing_value refused date=",
            "6 date_invalid refused date=2026-02-31",
            "7 missing_value refused nbr=",
            "8 number_invalid refused elig_hd05=93,8",
            "8 more_than_all refused elig_hd3=11",
            "8 number_negative refused elig_thd1g=-1",
            "9 commune_twice refused code_insee=97801",
        ]
    );
    assert_eq!(reading.coverage.len(), 1, "a line that tells nothing gives nothing");
    assert_eq!(reading.coverage[0].1.eligible.len(), 4);
}

#[test]
fn a_file_without_its_day_is_not_read() {
    let header = NEW.replace(";date", "");
    assert_eq!(
        read(file(&header, &["97801;Saint-Martin;978;00;10;all;0;1;1;1;1;1;1"]).as_bytes()),
        Err(FileError::MissingColumn {
            kind: FileKind::CommuneSpeeds,
            column: "date".to_owned()
        })
    );
}
