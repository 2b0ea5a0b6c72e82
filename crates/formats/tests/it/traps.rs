//! The traps of real files, one by one.

use pole_formats::{Encoding, FileError, FileKind, IpsTrack, Known, SchoolState, SupplyItem, SupplyStep};
use pole_kernel::{Cents, Contract, Day, PriorityEducation, SchoolKind, Sector};

use crate::door::{data_text, read, text};

const NOTHING: [&str; 0] = [];

/// A directory of schools with a choice of columns.
fn directory(columns: &str, lines: &[&str]) -> String {
    format!(
        "Identifiant_de_l_etablissement;Nom_etablissement;{columns}\n{}\n",
        lines.join("\n")
    )
}

fn roster(lines: &[&str]) -> String {
    format!("uai;annee;categorie;effectif;date;note\n{}\n", lines.join("\n"))
}

fn supplies(lines: &[&str]) -> String {
    format!(
        "uai;annee;etape;article;quantite;prix_unitaire;date;reference;note\n{}\n",
        lines.join("\n")
    )
}

fn windows_1252(text: &str) -> Vec<u8> {
    encoding_rs::WINDOWS_1252.encode(text).0.into_owned()
}

fn mac_roman(text: &str) -> Vec<u8> {
    let mac = |letter: char| match letter {
        'é' => 0x8e,
        'è' => 0x8f,
        'ô' => 0x99,
        '’' => 0xd5,
        other => u8::try_from(other).unwrap(),
    };
    text.chars().map(mac).collect()
}

#[test]
fn marks_are_stripped_however_many() {
    for marks in ["\u{feff}", "\u{feff}\u{feff}", "\u{feff}\u{feff}\u{feff}"] {
        let reading = text(&format!("{marks}{}", roster(&["9710022X;2026;6E;215;;"])));
        assert_eq!(reading.encoding, Encoding::Utf8Bom);
        assert_eq!(reading.count("9710022X", 2026, "6E"), Some(215));
    }
}

#[test]
fn latin_and_macintosh_files_are_told_apart() {
    let ips = "Rentrée scolaire;UAI;Nom de l'établissment;Secteur;IPS\n2022-2023;9710022X;Collège Évelina;privé sous contrat;83,8\n";
    let latin = read(&windows_1252(ips)).unwrap();
    assert_eq!(latin.encoding, Encoding::Windows1252);
    assert_eq!(latin.school("9710022X").name.as_deref(), Some("Collège Évelina"));
    assert_eq!(latin.kind, FileKind::IpsColleges);

    // The header decides when it has accents, the letters of the text when it has none.
    let mac = read(&mac_roman(&ips.replace('É', "E"))).unwrap();
    assert_eq!(mac.encoding, Encoding::MacRoman);
    assert_eq!(mac.school("9710022X").sector, Some(Sector::Private));
    let mac = read(&mac_roman(
        &directory("etat", &["9710022X;Collège de l’Hôpital;"]).replace('\n', "\r"),
    ))
    .unwrap();
    assert_eq!(mac.encoding, Encoding::MacRoman);
    assert_eq!(mac.school("9710022X").name.as_deref(), Some("Collège de l’Hôpital"));
    assert_eq!((mac.schools[0].0, mac.summary.lines), (2, 2));
}

#[test]
fn a_column_that_only_another_encoding_reads_is_found() {
    let file = "numero_college;Rentrée scolaire;6eme_total;5eme_total;4eme_total;3eme_total;nombre_eleves_total\n9710022X;2020;215;231;227;226;899\n";
    let reading = read(&mac_roman(file)).unwrap();
    assert_eq!(reading.encoding, Encoding::MacRoman);
    assert_eq!(reading.count("9710022X", 2020, "TOTAL"), Some(899));
}

#[test]
fn a_latin_letter_far_in_an_ascii_file_is_read() {
    let filler = "9710022X;Ecole;\n".repeat(10_000);
    let mut bytes = directory("etat", &[]).into_bytes();
    bytes.extend_from_slice(filler.as_bytes());
    bytes.extend_from_slice(&windows_1252("9711023K;École;\n"));
    let reading = read(&bytes).unwrap();
    assert_eq!(reading.encoding, Encoding::Utf8);
    assert_eq!(reading.summary.encoding, Encoding::Windows1252);
    assert_eq!(reading.school("9711023K").name.as_deref(), Some("École"));
}

#[test]
fn a_broken_byte_in_a_utf8_file_is_told() {
    let mut bytes = vec![0xef, 0xbb, 0xbf];
    bytes.extend_from_slice(directory("Nom_commune", &["9710022X;École;"]).as_bytes());
    bytes.extend_from_slice(b"9711023K;Ecole;Vall\xe9e\n");
    let reading = read(&bytes).unwrap();
    assert_eq!(reading.told(), ["3 undecodable warning Nom_commune=Vall\u{fffd}e"]);
}

#[test]
fn a_character_split_between_two_cells_is_not_a_character() {
    let mut bytes = vec![0xef, 0xbb, 0xbf];
    bytes.extend_from_slice(directory("Nom_commune", &["9710022X;École;"]).as_bytes());
    bytes.extend_from_slice(b"9711023K;\xc3;\xa9\n");
    let reading = read(&bytes).unwrap();
    assert_eq!(reading.summary.records, 2);
    assert_eq!(reading.problems.len(), 2);
}

#[test]
fn double_encoding_is_told_and_not_repaired() {
    let reading = text(&directory("etat", &["9710022X;CollÃ¨ge;", "9711023K;Escola JOÃO;"]));
    assert_eq!(reading.told(), ["2 double_encoding warning Nom_etablissement=CollÃ¨ge"]);
    assert_eq!(reading.school("9710022X").name.as_deref(), Some("CollÃ¨ge"));
}

#[test]
fn names_from_a_macintosh_are_composed() {
    let reading = text(&directory("etat", &["9710022X;E\u{301}cole;"]));
    assert_eq!(reading.school("9710022X").name.as_deref(), Some("École"));
}

#[test]
fn the_delimiter_is_announced_or_counted() {
    for (file, delimiter) in [
        (
            "sep=;\r\nuai;annee;categorie;effectif\r\n9710022X;2026;6E;215\r\n",
            b';',
        ),
        ("sep=,\nuai,annee,categorie,effectif\n9710022X,2026,6E,215", b','),
        (
            "\u{feff}\"sep=;\"\nuai;annee;categorie;effectif\n9710022X;2026;6E;215\n",
            b';',
        ),
        ("uai\tannee\tcategorie\teffectif\n9710022X\t2026\t6E\t215\n", b'\t'),
        (
            "uai,annee,categorie,effectif,\"note ; date\"\n9710022X,2026,6E,215,\n",
            b',',
        ),
    ] {
        let reading = text(file);
        assert_eq!(reading.delimiter, delimiter, "{file}");
        assert_eq!(reading.count("9710022X", 2026, "6E"), Some(215), "{file}");
    }
    let announced = text("sep=;\r\nuai;annee;categorie;effectif\r\n9710022X;2026;6E;x\r\n");
    assert_eq!(announced.told(), ["3 number_invalid refused effectif=x"]);
}

#[test]
fn lines_are_short_long_blank_or_unfinished() {
    let reading = text(
        "uai;annee;categorie;effectif;date;note\r\n\r\n9710022X;2026;6E;215\r\n;;;;;\r\n   \r\n9710022X;2026;5E;231;;;;;;\r\n9710022X;2026;4E;227;;;surplus\r\n\r\n9711023K;2026;6E;118",
    );
    assert_eq!(
        reading.counts.iter().map(|(line, _)| *line).collect::<Vec<_>>(),
        [3, 6, 9]
    );
    assert_eq!(reading.told(), ["7 row_too_long refused ?=surplus"]);
    assert_eq!((reading.summary.records, reading.summary.lines), (4, 9));
}

#[test]
fn a_line_without_its_school_is_refused() {
    let reading = text("EP;NOM DE L'ETABLISSEMENT;UAI tête de réseau;NUMERO\nREP;X\nREP;X;9710022X;\n");
    assert_eq!(
        reading.told(),
        ["2 row_too_short refused NUMERO=", "3 missing_value refused NUMERO="]
    );
}

#[test]
fn a_quoted_line_break_counts_as_a_line_and_an_open_quote_is_told() {
    let file = directory(
        "Adresse_1",
        &["9710022X;A;\"Rue\nNeuve\"", "9711023K;B;\"Rue \"\"Haute\"\"\""],
    );
    let reading = text(&file);
    assert_eq!(
        reading.schools.iter().map(|(line, _)| *line).collect::<Vec<_>>(),
        [2, 4]
    );
    assert_eq!(reading.school("9710022X").address.as_deref(), Some("Rue Neuve"));
    assert_eq!(reading.school("9711023K").address.as_deref(), Some("Rue \"Haute\""));

    for more in [0, 1, 50] {
        let open = directory("Adresse_1", &["9710022X;A;\"Rue"]) + &"9711023K;B;Rue\n".repeat(more);
        let reading = text(&open);
        assert_eq!(reading.schools.len(), 0);
        assert_eq!(
            reading.told(),
            ["2 quote_unclosed refused Identifiant_de_l_etablissement=9710022X"]
        );
    }
}

#[test]
fn school_codes_are_repaired_only_when_a_zero_was_lost() {
    let reading = text(&directory(
        "etat",
        &[
            " 9710022x ;A;",
            "010002X;B;",
            "9710022A;C;",
            "97I0022X;D;",
            "9710;E;",
            "9711087E;F;",
        ],
    ));
    let codes: Vec<&str> = reading.schools.iter().map(|(_, school)| school.uai.as_str()).collect();
    assert_eq!(codes, ["9710022X", "0010002X", "9711087E"]);
    assert_eq!(
        reading.told(),
        [
            "4 uai_key refused Identifiant_de_l_etablissement=9710022A → 9710022X",
            "5 uai_shape refused Identifiant_de_l_etablissement=97I0022X",
            "6 uai_shape refused Identifiant_de_l_etablissement=9710",
        ]
    );
}

#[test]
fn the_fuller_of_two_lines_of_a_school_is_kept() {
    let reading = text(&directory(
        "etat;Nom_commune;Nombre_d_eleves;date_maj_ligne",
        &[
            "9710022X;A;OUVERT;;12;2026-05-01",
            "9710022X;B;OUVERT;Saint-Martin;13;2026-05-01",
            "9710022X;C;OUVERT;;;",
        ],
    ));
    let names: Vec<_> = reading
        .schools
        .iter()
        .map(|(_, school)| school.name.clone().unwrap())
        .collect();
    assert_eq!(names, ["A", "B"]);
    assert_eq!(reading.count("9710022X", 2025, "TOTAL"), Some(12));
    assert_eq!(
        reading.told(),
        [
            "3 duplicate_uai warning Identifiant_de_l_etablissement=9710022X",
            "4 duplicate_uai refused Identifiant_de_l_etablissement=9710022X",
        ]
    );
}

#[test]
fn the_contract_is_read_by_its_code_whatever_the_label() {
    let reading = text(&directory(
        "Statut_public_prive;Type_contrat_prive;Code_type_contrat_prive",
        &[
            "9710022X;A;Public;SANS OBJET;99",
            "9711023K;B;Privé;C0NTRAT SIMPLE POUR PARTIE DES CLASSES;21",
            "9711087E;C;Privé;HORS CONTRAT;10",
            "9710035L;D;Privé;CONTRAT D'ASSOCIATION TOUTES CLASSES;",
            "9711340E;E;Privé;SANS OBJET;99",
            "9719001G;F;Privé;NOUVEAU CONTRAT;77",
            "9719002H;G;;;",
            "9719003J;H;Mixte;;",
        ],
    ));
    let found: Vec<_> = reading
        .schools
        .iter()
        .map(|(_, school)| (school.sector, school.contract))
        .collect();
    let private = |contract| (Some(Sector::Private), contract);
    assert_eq!(
        found,
        [
            (Some(Sector::Public), Some(Contract::NotApplicable)),
            private(Some(Contract::Contracted)),
            private(Some(Contract::Uncontracted)),
            private(Some(Contract::Contracted)),
            private(None),
            private(None),
            (None, None),
            (None, None),
        ]
    );
    let told = reading.told();
    let told: Vec<_> = told.iter().filter(|told| !told.contains("kind_unknown")).collect();
    assert_eq!(
        told,
        [
            "7 contract_unknown warning Code_type_contrat_prive=77",
            "9 sector_unknown warning Statut_public_prive=Mixte",
        ]
    );
}

#[test]
fn the_kind_comes_from_the_nature_then_from_the_words() {
    let reading = text(&directory(
        "Type_etablissement;Ecole_maternelle;Ecole_elementaire;code_nature",
        &[
            "9710022X;Collège;Collège;;;340",
            "9711023K;Ecole primaire;Ecole;1;1;151",
            "9711087E;Ecole maternelle privée;Ecole;1;0;151",
            "9710035L;SEGPA du collège;Collège;;;390",
            "9711340E;IME;Médico-social;;;246",
            "9719001G;DSDEN;Service Administratif;;;806",
            "9719002H;Lycée professionnel Y;Lycée;;;319",
            "9719003J;Ecole Z;Ecole;;;777",
            "9719004K;Inconnu;;;;",
            "0350122T;Post-bac;;;;400",
            "0350165P;Ecole maternelle spéciale;Ecole;;;111",
            "0350192U;Ecole;Ecole;;;abc",
        ],
    ));
    let kinds: Vec<_> = reading.schools.iter().map(|(_, school)| school.kind).collect();
    assert_eq!(
        kinds,
        [
            Some(SchoolKind::College),
            Some(SchoolKind::Elementaire),
            Some(SchoolKind::Maternelle),
            Some(SchoolKind::Section),
            Some(SchoolKind::Other),
            Some(SchoolKind::Other),
            Some(SchoolKind::LyceePro),
            Some(SchoolKind::Elementaire),
            None,
            Some(SchoolKind::Other),
            Some(SchoolKind::Maternelle),
            Some(SchoolKind::Elementaire),
        ]
    );
    assert_eq!(
        reading.told(),
        [
            "8 nature_unknown warning code_nature=319",
            "9 nature_unknown warning code_nature=777",
            "10 kind_unknown warning code_nature=",
            "12 nature_unknown warning code_nature=111",
            "13 nature_unknown warning code_nature=abc",
        ]
    );
}

#[test]
fn a_code_of_guadeloupe_is_a_school_of_the_islands_and_a_mainland_namesake_is_not() {
    let reading = text(&directory(
        "Code_commune;Nom_commune;Code_departement;Code_postal;Type_etablissement",
        &[
            "9710022X;A;97801;Saint-Martin;978;97150;Ecole",
            "9710035L;B;97701;Saint-Barthélemy;977;97095 ;Ecole",
            "9711023K;C;97127;Saint-Martin;971;97052;Ecole",
            "0320001A;D;32389;Saint-Martin;032;32300;Ecole",
            "0350122T;E;;Saint-Martin;32;1000;Ecole",
            "0350165P;F;;;999X;;Ecole",
        ],
    ));
    let found: Vec<_> = reading
        .schools
        .iter()
        .map(|(_, school)| school.territory.as_ref().map(ToString::to_string))
        .collect();
    let code = |code: &str| Some(code.to_owned());
    assert_eq!(found[..3], [code("978"), code("977"), code("978")]);
    assert_eq!(found[3..], [code("032"), None]);
    let told = reading.told();
    assert!(told[0].starts_with("5 uai_key"), "{told:?}");
    assert_eq!(told[1], "7 territory_unknown warning Code_departement=999X");
    assert_eq!(reading.school("9710035L").postal_code.as_deref(), Some("97095"));
    assert_eq!(reading.school("0350122T").postal_code.as_deref(), Some("01000"));
}

#[test]
fn lycees_of_a_mainland_saint_martin_stay_on_the_mainland() {
    let header = "rentree_scolaire;academie;departement;commune;numero_lycee;denomination_principale;patronyme;secteur;nombre_d_eleves;2ndes_gt;code_postal";
    let reading = text(&format!(
        "{header}\n2022;TOULOUSE;GERS;SAINT-MARTIN;0350022J;LYCEE;A;PUBLIC;12;12;32300\n2022;GUADELOUPE;GUADELOUPE;SAINT-MARTIN;9711252J;LYCEE;B;PUBLIC;12;11;97150\n2021;GUADELOUPE;GUADELOUPE;SAINT-MARTIN;9711252J;LYCEE;OLD NAME;PUBLIC;1;1;97150\n"
    ));
    let code = |uai| reading.school(uai).territory.as_ref().unwrap().to_string();
    assert_eq!(
        (code("0350022J"), code("9711252J")),
        ("032".to_owned(), "978".to_owned())
    );
    let names: Vec<_> = reading
        .schools
        .iter()
        .filter(|(_, school)| school.uai.as_str() == "9711252J")
        .map(|(_, school)| (school.observed_on.unwrap().to_string(), school.name.clone().unwrap()))
        .collect();
    let named = |day: &str, name: &str| (day.to_owned(), name.to_owned());
    assert_eq!(
        names,
        [named("2022-09-01", "LYCEE B"), named("2021-09-01", "LYCEE OLD NAME")]
    );
    assert_eq!(reading.told(), ["3 sum_differs warning nombre_d_eleves=12 → 11"]);
}

#[test]
fn a_total_that_is_not_the_sum_is_told_and_kept() {
    let mut file = data_text("guadeloupe/colleges_effectifs_niveaux_dnb2021.csv");
    file = file.replace(",899,", ",900,");
    let reading = text(&file);
    assert_eq!(reading.told().len(), 1);
    assert!(reading.told()[0].ends_with("sum_differs warning nombre_eleves_total=900 → 899"));
    assert_eq!(reading.count("9710022X", 2020, "TOTAL"), Some(900));
}

#[test]
fn whole_numbers_may_end_in_zero_tenths_and_no_others() {
    let reading = text(&roster(&[
        "9710022X;2026;6E;866.0;;",
        "9710022X;2026;5E;866,5;;",
        "9710022X;2026;4E;-3;;",
        "9710022X;2026;3E;;;",
        "9710022X;2026;TOTAL;1 234;;",
        "9711023K;2026;6E;99999999999;;",
    ]));
    assert_eq!(reading.count("9710022X", 2026, "6E"), Some(866));
    assert_eq!(reading.count("9710022X", 2026, "TOTAL"), Some(1_234));
    assert_eq!(
        reading.told(),
        [
            "3 number_invalid refused effectif=866,5",
            "4 number_negative refused effectif=-3",
            "5 missing_value refused effectif=",
            "7 number_invalid refused effectif=99999999999",
        ]
    );
}

#[test]
fn the_same_figure_twice_is_refused() {
    let reading = text(&roster(&[
        "9710022X;2026;6E;215;;",
        "9710022X;2026-2027;6e;216;;",
        "9710022X;2025;6E;217;;",
        "9710022X;2026;5E;218;;",
    ]));
    assert_eq!(reading.counts.len(), 3);
    assert_eq!(reading.count("9710022X", 2026, "6E"), Some(215));
    assert_eq!(reading.told(), ["3 duplicate_year refused categorie=6e"]);

    let ips = data_text("guadeloupe/ips_colleges_2022-2023.csv");
    let line = ips.lines().nth(1).unwrap();
    let reading = text(&format!("{ips}{line}\n"));
    assert_eq!(reading.told(), ["54 duplicate_year refused rentree_scolaire=2022-2023"]);
    assert_eq!(reading.ips.len(), 52);
}

#[test]
fn roster_lines_are_checked_field_by_field() {
    let reading = text(&roster(&[
        "9710022X;2026;6E;215;30/09/2026;vu avec l’intendant",
        "9710022X;26;5E;1;;",
        "9710022X;2026-2028;5E;1;;",
        "9710022X;2026;6ème;1;;",
        "9710022X;2026;CLUB;1;;",
        "9710022X;2026;4E;1;31/02/2026;",
        "9710022X;2026;3E;1;;=HYPERLINK(1)",
        "9710022X;2026;TEACHERS;40;;'-2 partis",
    ]));
    let (line, first) = &reading.counts[0];
    assert_eq!((*line, first.count), (2, 215));
    assert_eq!(first.observed_on, Day::new(2026, 9, 30).ok());
    assert_eq!(first.note.as_deref(), Some("vu avec l’intendant"));
    assert_eq!(
        reading.told(),
        [
            "3 year_invalid refused annee=26",
            "4 year_invalid refused annee=2026-2028",
            "5 category_unknown refused categorie=6ème → 6E",
            "6 category_unknown refused categorie=CLUB",
            "7 date_invalid refused date=31/02/2026",
            "8 formula_cell refused note==HYPERLINK(1)",
        ]
    );
    // A formula is dropped and the count stays; an escaped text comes back bare.
    assert_eq!(reading.counts[1].1.note, None);
    assert_eq!(reading.counts[2].1.note.as_deref(), Some("-2 partis"));
}

#[test]
fn supplies_are_read_in_french_or_by_code() {
    let reading = text(&supplies(&[
        "9710022X;2026;commandé;équipement élève;178;490,00;2026-10-02;BC-1;",
        "9710022X;2026;delivered;case;3;;02/11/2026;;",
        "9710022X;2026;en service;pupil_device;170;;2026-11-20;;@note",
        "9710022X;2026;perdu;case;3;;2026-11-02;;",
        "9710022X;2026;livré;souris;3;;2026-11-02;;",
        "9710022X;2026;livré;valise;-3;;2026-11-02;;",
        "9710022X;2026;livré;valise;3;-1;2026-11-02;;",
        "9710022X;2026;livré;valise;3;gratuit;2026-11-02;;",
        "9710022X;2026;livré;valise;3;;;;",
        "9710022X;2026;livré;valise;;;2026-11-02;;",
    ]));
    assert_eq!(reading.kind, FileKind::Supplies);
    let (_, order) = &reading.supplies[0];
    assert_eq!((order.step, order.item), (SupplyStep::Ordered, SupplyItem::PupilDevice));
    assert_eq!((order.quantity, order.unit_price), (178, Some(Cents(49_000))));
    assert_eq!(order.reference.as_deref(), Some("BC-1"));
    let (_, delivery) = &reading.supplies[1];
    assert_eq!(
        (delivery.step, delivery.item),
        (SupplyStep::Delivered, SupplyItem::Case)
    );
    assert_eq!(Ok(delivery.day), Day::new(2026, 11, 2));
    assert_eq!(reading.supplies.len(), 3);
    assert_eq!(
        reading.told(),
        [
            "4 formula_cell refused note=@note",
            "5 step_unknown refused etape=perdu",
            "6 item_unknown refused article=souris",
            "7 number_negative refused quantite=-3",
            "8 number_negative refused prix_unitaire=-1",
            "9 decimal_invalid refused prix_unitaire=gratuit",
            "10 missing_value refused date=",
            "11 missing_value refused quantite=",
        ]
    );
}

#[test]
fn an_isolated_ecole_has_no_code_of_its_own() {
    let header = "ACADEMIE;N°Département;DEPARTEMENT;COMMUNE;UAI tête de réseau;NUMERO;NOM DE L'ETABLISSEMENT;TYPE_DETABLISSEMENT;EP;circonscription ;contact collège ou circonscription ";
    let reading = text(&format!(
        "{header}\nTOULOUSE;31;HAUTE-GARONNE;TOULOUSE;0311124D;;;ECOLE ISOLEE;REP+;;\nLILLE;59;NORD;LILLE;9710022X;9711023K;X;COLLEGE;REP PLUS;;\n"
    ));
    assert_eq!(reading.schools.len(), 1);
    assert_eq!(
        reading.told(),
        [
            "2 missing_value warning NUMERO=",
            "3 priority_unknown warning EP=REP PLUS",
        ]
    );
}

#[test]
fn placeholders_states_mothers_and_points_are_read() {
    let reading = text(&directory(
        "Type_etablissement;date_ouverture;etat;etablissement_mere;type_rattachement_etablissement_mere;latitude;longitude;position;precision_localisation",
        &[
            "9710022X;A;Ecole;2099-01-01;A FERMER;;;;;18.07, -63.08;Rue",
            "9711299K;B;Ecole;31/12/9999;A OUVRIR;9711087E;FILIERE OU DEPARTEMENT OU SECTION;91;0;;",
            "9711087E;C;Ecole;2020-13-01;ENDORMI;9711087A;;18.06;;;",
            "9710035L;D;Ecole;;FERME;;;0;0;;",
        ],
    ));
    let states: Vec<_> = reading.schools.iter().map(|(_, school)| school.state).collect();
    assert_eq!(
        states,
        [
            Some(SchoolState::ToClose),
            Some(SchoolState::ToOpen),
            None,
            Some(SchoolState::Closed)
        ]
    );
    assert!(reading.schools.iter().all(|(_, school)| school.opened_on.is_none()));
    assert_eq!(reading.school("9711299K").mother.as_ref().unwrap().as_str(), "9711087E");
    let position = reading.school("9710022X").position.as_ref().unwrap();
    assert_eq!(
        (position.latitude_micro, position.longitude_micro),
        (18_070_000, -63_080_000)
    );
    let mut told = reading.told();
    told.sort();
    assert_eq!(
        told,
        [
            "3 coordinates_invalid refused latitude=91",
            "4 coordinates_invalid refused longitude=",
            "4 date_invalid refused date_ouverture=2020-13-01",
            "4 state_unknown warning etat=ENDORMI",
            "4 uai_key warning etablissement_mere=9711087A → 9711087E",
            "5 coordinates_invalid refused longitude=0",
        ]
    );
}

#[test]
fn the_labelled_layout_of_positions_is_read_like_the_technical_one() {
    let reading = text(
        "Code établissement;Appellation officielle;Dénomination principale;Secteur Public/Privé;Adresse;Code postal;Commune;Coordonnee X;Coordonnee Y;EPSG;Latitude;Longitude;Qualité d'appariement;Localisation;Code nature;Nature;Code état établissement;Etat établissement;Code département;Code commune;Département;secteur_prive_code_type_contrat;date_ouverture\n9710022X;Collège Mont des Accords;COLLEGE;Public;Spring;97150;Saint-Martin;491500;1998000;EPSG:32620;18.069452218170497;-63.07941986733986;Parfaite;Numéro de rue;340;COLLEGE;1;OUVERT;978;97801;Saint-Martin;99;2099-01-01\n",
    );
    assert_eq!(reading.kind, FileKind::Geolocation);
    assert_eq!(reading.told(), NOTHING);
    let school = reading.school("9710022X");
    assert_eq!(school.state, Some(SchoolState::Open));
    assert_eq!(school.nature, Some(340));
    assert_eq!(school.opened_on, None);
    assert_eq!(school.territory.as_ref().unwrap().as_str(), "978");
    assert_eq!(school.position.as_ref().unwrap().latitude_micro, 18_069_452);
}

#[test]
fn the_names_of_schools_tell_ecoles_from_colleges_when_the_header_does_not() {
    let file = |name: &str, more: &str| {
        format!("Rentrée scolaire;UAI;Nom de l'établissment;IPS{more}\n2021-2022;9710022X;{name};100,5\n")
    };
    for (file, kind) in [
        (file("ECOLE PRIMAIRE", ""), FileKind::IpsEcoles),
        (file("COLLEGE MONT DES ACCORDS", ""), FileKind::IpsColleges),
        (file("E.P.PU MONT", ";Ecart-type de l'IPS"), FileKind::IpsColleges),
        (file("ECOLE PRIMAIRE", ";Ecart-type de l'IPS"), FileKind::IpsEcoles),
    ] {
        let reading = text(&file);
        assert_eq!(reading.kind, kind, "{file}");
        assert_eq!(reading.tenths("9710022X", 2021, IpsTrack::All), Some(1_005));
    }
}

#[test]
fn indices_out_of_reason_are_refused() {
    let header = "Rentrée scolaire;UAI;Nom de l'établissment;IPS";
    let reading = text(&format!(
        "{header}\n2021-2022;9710022X;COLLEGE A;NS\n2021-2022;9711023K;COLLEGE B;8380\n2021-2022;9711087E;COLLEGE C;\n"
    ));
    assert_eq!(reading.ips.len(), 0);
    assert_eq!(
        reading.told(),
        ["2 decimal_invalid refused IPS=NS", "3 decimal_invalid refused IPS=8380"]
    );
}

#[test]
fn a_file_that_does_not_speak_of_priority_education_says_nothing() {
    let silent = text(&directory("etat", &["9710022X;Ecole A;"]));
    assert_eq!(silent.school("9710022X").priority, Known::Unknown);
    let speaking = text(&directory(
        "Appartenance_Education_Prioritaire",
        &["9710022X;Ecole A;", "9711087E;Ecole B;REP+"],
    ));
    assert_eq!(speaking.school("9710022X").priority, Known::No);
    assert_eq!(
        speaking.school("9711087E").priority,
        Known::Yes(PriorityEducation::RepPlus)
    );
}

#[test]
fn a_head_count_without_a_date_has_no_year() {
    let reading = text(&directory("Nombre_d_eleves;date_maj_ligne", &["9710022X;Ecole A;12;"]));
    assert_eq!(reading.counts.len(), 0);
    assert_eq!(reading.told(), ["2 year_invalid refused date_maj_ligne="]);
}

#[test]
fn derived_counts_and_unknown_levels_of_the_press_are_told() {
    let header = "etablissement;uai;niveau;effectif;source";
    let reading = text(&format!(
        "{header}\nA;9710022X;maternelle;12;S (effectif déduit)\nB;9711023K;crèche;3;S\nC;9710022X;école;4;S\n"
    ));
    assert!(reading.counts.iter().all(|(_, count)| count.deduced));
    assert_eq!(reading.counts.len(), 2);
    assert_eq!(
        reading.told(),
        [
            "3 level_unknown refused niveau=crèche",
            "4 duplicate_year refused uai=9710022X"
        ]
    );
}

#[test]
fn a_missing_column_is_named() {
    assert_eq!(
        read(b"uai;categorie;effectif\n"),
        Err(FileError::MissingColumn {
            kind: FileKind::RosterCounts,
            column: "annee".to_owned()
        })
    );
    assert_eq!(
        read(b"Identifiant_de_l_etablissement;Type_etablissement\n"),
        Err(FileError::MissingColumn {
            kind: FileKind::Annuaire,
            column: "Nom_etablissement".to_owned()
        })
    );
}

#[test]
fn a_header_alone_is_a_file_without_records() {
    let reading = text("uai;annee;categorie;effectif");
    assert_eq!((reading.summary.records, reading.summary.lines), (0, 1));
}
