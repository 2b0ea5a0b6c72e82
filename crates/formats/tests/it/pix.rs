//! Results of Pix: both generations, by session and by division, and every trap of `formats.md` §7.2 and §11.1.

use pole_formats::{CertificationStatus as Status, FileKind, Framework};
use pole_kernel::Day;

use crate::door::{Reading, text};

const LEVELS: &str = "\"1.1\";\"1.2\";\"1.3\";\"2.1\";\"2.2\";\"2.3\";\"2.4\";\"3.1\";\"3.2\";\"3.3\";\"3.4\";\"4.1\";\"4.2\";\"4.3\";\"5.1\";\"5.2\"";
const BEGINNING: &str = "\"Numéro de certification\";\"Prénom\";\"Nom\";\"Date de naissance\";\"Lieu de naissance\";\"Identifiant Externe\"";
const JURY: &str = "\"Commentaire jury pour l’organisation\"";
const END: &str = "\"Session\";\"Centre de certification\";\"Date de passage de la certification\"";

fn file(header: &str, lines: &[&str]) -> Reading {
    text(&format!("\u{feff}{header}\n{}\n", lines.join("\n")))
}

fn generation_a(lines: &[&str]) -> Reading {
    file(
        &format!("{BEGINNING};\"Statut\";\"Nombre de Pix\";{LEVELS};{JURY};{END}"),
        lines,
    )
}

fn generation_b(lines: &[&str]) -> Reading {
    file(
        &format!("{BEGINNING};\"Type de certification\";\"Statut\";\"Niveau\";\"Score en Pix\";{LEVELS};{JURY};{END}"),
        lines,
    )
}

const ROW_A: &str = "104729;\"Léa-Marie\";\"RICHARDSON\";\"14/05/2010\";\"SAINT-MARTIN\";\"\";\"Validée\";312;3;2;3;2;3;3;1;2;1;2;\"-\";3;2;4;2;3;\"\";52311;\"COLLEGE LES FLAMBOYANTS\";\"17/04/2024\"";
const ROW_B: &str = "204730;\"Noé\";\"FLEMING\";\"03/02/2010\";\"LES ABYMES\";\"\";\"Pix\";\"Validée\";\"Indépendant 2\";401;4;3;3;4;3;3;2;3;2;3;1;4;3;4;3;3;\"\";63412;\"COLLEGE LES FLAMBOYANTS\";\"22/05/2026\"";

#[test]
fn both_generations_are_read() {
    let old = generation_a(&[ROW_A]);
    assert_eq!((old.kind, old.delimiter), (FileKind::PixResults, b';'));
    assert_eq!(old.told(), [""; 0]);
    let (line, first) = &old.certifications[0];
    assert_eq!((*line, first.number), (2, 104_729));
    // The given name comes before the surname.
    assert_eq!(
        (first.given_name.as_str(), first.surname.as_str()),
        ("Léa-Marie", "RICHARDSON")
    );
    assert_eq!(first.birth_date, Day::new(2010, 5, 14).ok());
    assert_eq!((first.status, first.framework), (Status::Validated, Framework::Pix));
    assert_eq!((first.pix, first.level_label.as_deref()), (Some(312), None));
    assert_eq!(first.competences[0], Some(3));
    assert_eq!(first.competences[10], None, "a dash is no result");
    assert_eq!(first.competences[15], Some(3));
    assert_eq!(first.session.as_deref(), Some("52311"));
    assert_eq!(first.centre.as_deref(), Some("COLLEGE LES FLAMBOYANTS"));
    assert_eq!(first.exam_date, Day::new(2024, 4, 17).unwrap());

    let new = generation_b(&[ROW_B]);
    let fact = &new.certifications[0].1;
    assert_eq!(
        (fact.pix, fact.level_label.as_deref()),
        (Some(401), Some("Indépendant 2"))
    );
    assert_eq!((fact.number, fact.framework), (204_730, Framework::Pix));
}

#[test]
fn the_file_of_a_division_has_no_centre() {
    let reading = file(
        &format!(
            "{BEGINNING};\"Statut\";\"Nombre de Pix\";{LEVELS};{JURY};\"Session\";\"Date de passage de la certification\""
        ),
        &[
            "104729;\"Léa\";\"RICHARDSON\";\"14/05/2010\";\"\";\"999900001FF\";\"Validée\";312;3;2;3;2;3;3;1;2;1;2;0;3;2;4;2;3;\"\";52311;\"17/04/2024\"",
        ],
    );
    let fact = &reading.certifications[0].1;
    assert_eq!((fact.centre.as_deref(), fact.session.as_deref()), (None, Some("52311")));
    assert_eq!(fact.external_id.as_deref(), Some("999900001FF"));
}

#[test]
fn columns_are_found_by_name_wherever_they_are() {
    let header = format!(
        "\"Date de passage de la certification\";\"Certification Pix+ Édu 1er degré\";{LEVELS};\"Statut\";\"Score en Pix\";\"Nom\";\"Prénom\";\"Date de naissance\";\"Numéro de certification\""
    );
    let reading = file(
        &header,
        &[
            "\"22/05/2026\";\"Validée\";1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;8;\"Validée\";136;\"SAVANE\";\"Lou\";\"03/02/1980\";9",
        ],
    );
    let fact = &reading.certifications[0].1;
    assert_eq!(
        (fact.number, fact.edu, fact.pix),
        (9, Some(Status::Validated), Some(136))
    );
    assert_eq!(fact.competences[15], Some(8));
}

#[test]
fn every_status_of_both_generations_is_known() {
    let lines: Vec<String> = [
        "Validée",
        "Rejetée",
        "Non obtenue",
        "Annulée",
        "En erreur",
        "Démarrée",
        "Non passée",
        "VALIDEE",
        "Peut-être",
        "",
    ]
    .iter()
    .enumerate()
    .map(|(rank, status)| {
        format!(
            "{};A;B;14/05/2010;;;\"{status}\";\"-\";{};\"\";1;C;17/04/2024",
            rank + 1,
            ["-"; 16].join(";")
        )
    })
    .collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let reading = generation_a(&lines);
    let statuses: Vec<Status> = reading.certifications.iter().map(|(_, fact)| fact.status).collect();
    assert_eq!(
        statuses,
        [
            Status::Validated,
            Status::Rejected,
            Status::Rejected,
            Status::Cancelled,
            Status::Error,
            Status::Started,
            Status::NotTaken,
            Status::Validated,
        ]
    );
    assert!(
        reading
            .certifications
            .iter()
            .all(|(_, fact)| fact.pix.is_none() && fact.competences == [None; 16])
    );
    assert_eq!(
        reading.told(),
        [
            "10 status_unknown refused Statut=Peut-être",
            "11 status_unknown refused Statut=",
        ]
    );
}

#[test]
fn scores_and_levels_that_cannot_be_are_told_and_the_certification_kept() {
    let levels = [
        "-1", "9", "x", "8", "", "0", "1", "1", "1", "1", "1", "1", "1", "1", "1", "1",
    ]
    .join(";");
    let reading = generation_a(&[
        &format!("1;A;B;14/05/2010;;;Validée;1024;{levels};;1;C;17/04/2024"),
        &format!(
            "2;A;B;14/05/2010;;;Validée;1025;{};;1;C;17/04/2024",
            ["0"; 16].join(";")
        ),
        &format!("3;A;B;14/05/2010;;;Rejetée;0;{};;1;C;17/04/2024", ["0"; 16].join(";")),
    ]);
    assert_eq!(reading.certifications.len(), 3);
    let first = &reading.certifications[0].1;
    assert_eq!(first.pix, Some(1_024));
    assert_eq!(&first.competences[..6], &[Some(0), None, None, Some(8), None, Some(0)]);
    assert_eq!(reading.certifications[1].1.pix, None);
    assert_eq!(reading.certifications[2].1.pix, Some(0));
    assert_eq!(
        reading.told(),
        [
            "2 number_invalid warning 1.2=",
            "2 number_invalid warning 1.3=",
            "3 number_invalid warning Nombre de Pix=",
        ]
    );
}

#[test]
fn a_comment_of_the_jury_over_several_lines_shifts_nothing_and_is_not_kept() {
    let lines = ["0"; 16].join(";");
    let reading = generation_a(&[
        &format!(
            "1;A;B;14/05/2010;;;Annulée;\"-\";{lines};\"Fraude constatée ;\nvoir \"\"le dossier\"\"\n\nfin\";1;C;17/04/2024"
        ),
        &format!("2;A;B;14/05/2010;;;Validée;100;{lines};\"\";1;C;17/04/2024"),
    ]);
    assert_eq!(reading.told(), [""; 0]);
    assert_eq!(reading.certifications.len(), 2);
    assert_eq!(reading.certifications[1].0, 6, "the line where it begins");
    assert!(!format!("{reading:?}").contains("Fraude"));
    assert!(
        !format!("{:?}", generation_a(&[ROW_A]).certifications).contains("SAINT-MARTIN"),
        "the place of birth"
    );
}

#[test]
fn sessions_of_pix_edu_and_droit_have_no_score() {
    let reading = file(
        &format!("{BEGINNING};\"Type de certification\";\"Statut\";{JURY};{END}"),
        &[
            "1;A;B;14/05/1980;;;\"Pix+ Édu 1er degré\";\"Admissible\";;1;C;17/04/2024",
            "2;A;B;14/05/1980;;;\"Pix+ Édu 2nd degré\";\"Non admissible\";;1;C;17/04/2024",
            "3;A;B;14/05/1980;;;\"Pix+ Droit\";\"Validée\";;1;C;17/04/2024",
            "4;A;B;14/05/1980;;;\"CléA Numérique by Pix\";\"Validée\";;1;C;17/04/2024",
            "5;A;B;14/05/1980;;;\"\";\"Validée\";;1;C;17/04/2024",
        ],
    );
    let told: Vec<(Framework, Status)> = reading
        .certifications
        .iter()
        .map(|(_, fact)| (fact.framework, fact.status))
        .collect();
    assert_eq!(
        told,
        [
            (Framework::PixEdu, Status::Validated),
            (Framework::PixEdu, Status::Rejected),
            (Framework::Other, Status::Validated),
            (Framework::Clea, Status::Validated),
            (Framework::Pix, Status::Validated),
        ]
    );
    assert!(reading.certifications.iter().all(|(_, fact)| fact.pix.is_none()));
}

#[test]
fn a_complementary_certification_not_taken_is_none() {
    let header = format!(
        "{BEGINNING};\"Statut\";\"Certification CléA Numérique\";\"Certification Pix+ Édu 2nd degré\";\"Nombre de Pix\";{LEVELS};{JURY};{END}"
    );
    let levels = ["0"; 16].join(";");
    let lines: Vec<String> = ["Non passée", "Rejetée", "Validée", "Annulée", "Avancé", "-", ""]
        .iter()
        .enumerate()
        .map(|(rank, edu)| {
            format!(
                "{};A;B;14/05/1980;;;Validée;Validée;\"{edu}\";100;{levels};;1;C;17/04/2024",
                rank + 1
            )
        })
        .collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let told: Vec<Option<Status>> = file(&header, &lines)
        .certifications
        .iter()
        .map(|(_, fact)| fact.edu)
        .collect();
    assert_eq!(
        told,
        [
            None,
            Some(Status::Rejected),
            Some(Status::Validated),
            Some(Status::Cancelled),
            Some(Status::Validated),
            None,
            None,
        ]
    );
}

#[test]
fn a_certification_counts_whatever_is_wrong_with_the_name_beside_it() {
    let levels = ["0"; 16].join(";");
    let reading = generation_a(&[
        &format!("1;\".\";JEAN;14/05/2010;;;Validée;100;{levels};;1;C;17/04/2024"),
        &format!("2;\"'-Anne\";\"=cmd()\";14/05/2010;;;Validée;100;{levels};;1;C;17/04/2024"),
        &format!("3;;;31/02/2010;;;Validée;100;{levels};;1;C;17/04/2024"),
        &format!("x4;A;B;14/05/2010;;;Validée;100;{levels};;1;C;17/04/2024"),
        &format!("0;A;B;14/05/2010;;;Validée;100;{levels};;1;C;17/04/2024"),
        &format!("99999999999999999999;A;B;14/05/2010;;;Validée;100;{levels};;1;C;17/04/2024"),
        &format!(";A;B;14/05/2010;;;Validée;100;{levels};;1;C;17/04/2024"),
        &format!("8;A;B;14/05/2010;;;Validée;100;{levels};;1;C;"),
        &format!("9;A;B;14/05/2010;;;Validée;100;{levels};;1;C;17/13/2024"),
    ]);
    let numbers: Vec<u64> = reading.certifications.iter().map(|(_, fact)| fact.number).collect();
    assert_eq!(numbers, [1, 2, 3]);
    assert_eq!(reading.certifications[0].1.given_name, ".");
    assert_eq!(reading.certifications[1].1.given_name, "-Anne");
    assert_eq!(reading.certifications[2].1.birth_date, None);
    // Not one of these repeats a cell: they speak of minors.
    assert!(
        reading.problems.iter().all(|problem| problem.value.is_empty()),
        "{:?}",
        reading.told()
    );
}
