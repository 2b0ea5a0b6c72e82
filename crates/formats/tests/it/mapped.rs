//! Files that a person explains: proposals, what is refused before any import, workbooks.

use std::ops::ControlFlow;

use pole_formats::{
    DateOrder, FileError, FileKind, Item, Limits, Mapping, Presence, Problem, ProblemCode, RegistrationStatus, Survey,
    TrainingFact, TrainingMode, UsageFact, open, open_mapped, survey,
};
use rust_xlsxwriter::{Format, Formula, Workbook};

/// What a training office hands over.
const SOFIA: &str = "Libellé module;Code module;Date début;Date fin;Nom;Prénom;Mail;RNE;Durée;Heures suivies;Présence;Statut;Modalité;NUMEN\n\
Tablettes en classe;M1;05/09/2026;05/09/2026;RICHARDSON;Léa;lea.richardson@ac-guadeloupe.fr;9710022X;6;6,5;Présent;Retenu;Présentiel;01S0100000ABC\n\
Tablettes en classe;M1;05/09/2026;05/09/2026;GUMBS;José;;9711023K;6h;06:00;oui;Convoqué;À distance;01S0100001ABC\n\
Tablettes en classe;M1;05/09/2026;05/09/2026;HODGE;Aline;;9711023K;6;six;absent;Refusé;hybride;01S0100002ABC\n\
;;demain;;FLEMING;Ann;;;;;;;;\n";

fn looked_at(bytes: &[u8]) -> Survey {
    survey(bytes, None, &Limits::default()).unwrap()
}

fn read(bytes: &[u8], mapping: &Mapping) -> (Vec<TrainingFact>, Vec<UsageFact>, Vec<Problem>) {
    let (mut trainings, mut usages, mut problems) = (vec![], vec![], vec![]);
    let opened = open_mapped(bytes, mapping, &Limits::default()).unwrap();
    assert_eq!(opened.kind, mapping.kind);
    opened
        .read(&mut |item| {
            match item {
                Item::Training(fact) => trainings.push(fact.value),
                Item::Usage(fact) => usages.push(fact.value),
                Item::Problem(problem) => problems.push(problem),
                other => panic!("{other:?}"),
            }
            ControlFlow::Continue(())
        })
        .unwrap();
    (trainings, usages, problems)
}

fn codes(problems: &[Problem]) -> Vec<(u64, ProblemCode)> {
    problems.iter().map(|problem| (problem.line, problem.code)).collect()
}

#[test]
fn columns_are_proposed_by_their_titles_and_read_with_their_problems() {
    assert!(matches!(
        open(SOFIA.as_bytes(), &Limits::default()),
        Err(FileError::UnknownKind { .. })
    ));
    let survey = looked_at(SOFIA.as_bytes());
    assert_eq!(survey.kind, None);
    let mapping = survey.propose(FileKind::TrainingRows);
    for (field, column) in [
        ("module_title", "libellemodule"),
        ("start", "datedebut"),
        ("person_surname", "nom"),
        ("person_uai", "rne"),
        ("hours_attended", "heuressuivies"),
        ("hours_planned", "duree"),
        ("attendance", "presence"),
        ("mode", "modalite"),
    ] {
        assert_eq!(mapping.columns.get(field).map(String::as_str), Some(column), "{field}");
    }
    let examined = survey.examine(&mapping);
    assert!(examined.is_sound(), "{examined:?}");
    assert_eq!(examined.confidential, ["NUMEN"]);
    let first = &examined.rows[0].1;
    let hours = first.iter().find(|cell| cell.field == "hours_attended").unwrap();
    assert_eq!(
        (hours.raw.as_str(), hours.value.clone()),
        ("6,5", Ok("6 h 30".to_owned()))
    );
    let (facts, _, problems) = read(SOFIA.as_bytes(), &mapping);
    assert_eq!(facts.len(), 2, "{problems:?}");
    let lea = &facts[0];
    assert_eq!(
        lea.minutes_attended,
        Some(390),
        "a decimal comma is six hours and a half"
    );
    assert_eq!((lea.theme(), lea.reference().as_str()), ("Tablettes en classe", "M1"));
    assert_eq!(
        lea.start.to_string(),
        "2026-09-05",
        "the fifth of September, not the ninth of May"
    );
    assert_eq!(lea.presence, Some(Presence::Present));
    assert_eq!(lea.status, Some(RegistrationStatus::Accepted));
    assert_eq!(
        (facts[1].minutes_attended, facts[1].mode),
        (Some(360), Some(TrainingMode::Distance))
    );
    assert_eq!(
        codes(&problems),
        [
            (1, ProblemCode::NumenDropped),
            (4, ProblemCode::DurationInvalid),
            (5, ProblemCode::DateInvalid)
        ]
    );
    assert!(
        problems.iter().all(|problem| !problem.value.contains("01S01")),
        "a NUMEN is not repeated"
    );
}

#[test]
fn a_column_mapped_to_the_wrong_field_is_said_before_anything_is_imported() {
    let survey = looked_at(SOFIA.as_bytes());
    let good = survey.propose(FileKind::TrainingRows);
    for (field, column, code) in [
        ("start", "nom", ProblemCode::DateInvalid),
        ("person_surname", "mail", ProblemCode::NameInvalid),
        ("person_uai", "prenom", ProblemCode::UaiShape),
        ("hours_attended", "datedebut", ProblemCode::DurationInvalid),
        ("module_title", "datedebut", ProblemCode::TextInvalid),
        ("attendance", "statut", ProblemCode::PresenceUnknown),
        ("person_surname", "numen", ProblemCode::NumenDropped),
    ] {
        let mut wrong = good.clone();
        wrong.columns.insert(field, column.to_owned());
        let examined = survey.examine(&wrong);
        let misfit = examined.misfits.iter().find(|misfit| misfit.field == field);
        assert_eq!(misfit.map(|misfit| misfit.code), Some(code), "{field} ← {column}");
        assert!(!examined.is_sound());
    }
    // One wrong value among three does not make a wrong column.
    assert!(survey.examine(&good).misfits.is_empty());
    let mut poor = good.clone();
    poor.columns.remove("start");
    assert_eq!(survey.examine(&poor).missing, [["start"]]);
    poor.columns.insert("start", "colonne disparue".to_owned());
    assert_eq!(survey.examine(&poor).absent, ["start"]);
}

#[test]
fn american_dates_are_seen_by_their_months_above_twelve() {
    let text = "Thème;Date;Nom;Prénom\nENT;09/23/2026;GUMBS;José\nENT;10/05/2026;HODGE;Ann\n";
    let survey = looked_at(text.as_bytes());
    let mapping = survey.propose(FileKind::TrainingRows);
    assert_eq!(mapping.dates, DateOrder::MonthFirst);
    let (facts, _, _) = read(text.as_bytes(), &mapping);
    assert_eq!(facts[1].start.to_string(), "2026-10-05");
}

#[test]
fn a_wide_file_of_the_national_measure_gives_a_fact_for_each_profile() {
    let text = "UAI;debutSemaine;academie;visites_globales;utilisateurs_globales;visites_eleve;utilisateurs_eleve;duree_eleve;visites_parent;utilisateurs_parent;duree_parent\n\
9710022X;2026-09-07;GUADELOUPE;120;80;100;60;12:30:00;20;15;00:50:10\n\
9711023K;2026-09-07;GUADELOUPE;7;5;;;;7;5;1:00\n";
    let survey = looked_at(text.as_bytes());
    let mapping = survey.propose(FileKind::UsageRows);
    assert!(mapping.wide && survey.examine(&mapping).is_sound());
    let (_, facts, problems) = read(text.as_bytes(), &mapping);
    let told = facts
        .iter()
        .map(|fact| {
            (
                fact.uai.as_str(),
                fact.profile.as_str(),
                fact.visits,
                fact.visitors,
                fact.duration_seconds,
            )
        })
        .collect::<Vec<_>>();
    assert_eq!(
        told,
        [
            ("9710022X", "", Some(120), Some(80), None),
            ("9710022X", "eleve", Some(100), Some(60), Some(45_000)),
            ("9710022X", "parent", Some(20), Some(15), Some(3_010)),
            ("9711023K", "", Some(7), Some(5), None),
            ("9711023K", "parent", Some(7), Some(5), None),
        ]
    );
    assert_eq!(codes(&problems), [(3, ProblemCode::DurationInvalid)]);
}

#[test]
fn a_long_file_of_usage_by_month_is_read_too() {
    let text = "RNE;Mois;Profil;Visites;Visiteurs\n9710022X;2026-09;Élève;1 200;300\n9710022X;10/2026;Élève;900;280\n";
    let mapping = looked_at(text.as_bytes()).propose(FileKind::UsageRows);
    assert!(!mapping.wide);
    let (_, facts, problems) = read(text.as_bytes(), &mapping);
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(facts[0].period_start.to_string(), "2026-09-01");
    assert_eq!((facts[0].profile.as_str(), facts[0].visits), ("Élève", Some(1_200)));
    assert_eq!(facts[1].period_start.to_string(), "2026-10-01");
}

/// A workbook as an office makes one: a merged title, empty rows, days, a formula.
fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let day = Format::new().set_num_format("dd/mm/yyyy");
    let sheet = book.add_worksheet().set_name("Stages").unwrap();
    sheet
        .merge_range(0, 0, 0, 5, "Formations du premier trimestre", &Format::new())
        .unwrap();
    for (column, title) in ["Intitulé", "Date", "Nom", "Prénom", "RNE", "Heures suivies"]
        .iter()
        .enumerate()
    {
        sheet.write(2, u16::try_from(column).unwrap(), *title).unwrap();
    }
    for (row, surname, hours) in [(3, "RICHARDSON", "=3*2"), (5, "GUMBS", "=6.5")] {
        sheet.write(row, 0, "Tablettes").unwrap();
        let moment = rust_xlsxwriter::ExcelDateTime::from_ymd(2026, 9, 5).unwrap();
        sheet.write_datetime_with_format(row, 1, &moment, &day).unwrap();
        sheet.write(row, 2, surname).unwrap();
        sheet.write(row, 3, "Léa").unwrap();
        sheet.write(row, 4, "9710022X").unwrap();
        let result = if hours == "=3*2" { "6" } else { "6.5" };
        sheet
            .write_formula(row, 5, Formula::new(hours).set_result(result))
            .unwrap();
    }
    let other = book.add_worksheet().set_name("Autre").unwrap();
    other.write(0, 0, "uai").unwrap();
    other.write(0, 1, "rien").unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn a_workbook_is_read_as_its_sheet_shows_it() {
    let bytes = workbook();
    let survey = looked_at(&bytes);
    assert_eq!(survey.sheets, ["Stages", "Autre"]);
    let mapping = survey.propose(FileKind::TrainingRows);
    assert!(survey.examine(&mapping).is_sound(), "{:?}", survey.examine(&mapping));
    let (facts, _, problems) = read(&bytes, &mapping);
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(facts.len(), 2);
    assert_eq!(facts[0].start.to_string(), "2026-09-05");
    assert_eq!(
        facts[0].minutes_attended,
        Some(360),
        "the value that was kept with the formula"
    );
    assert_eq!(facts[1].minutes_attended, Some(390));
    let other = pole_formats::survey(bytes.as_slice(), Some("Autre"), &Limits::default()).unwrap();
    assert_eq!(other.header(), "uai|rien");
    assert!(pole_formats::survey(bytes.as_slice(), Some("Absente"), &Limits::default()).is_err());
}

#[test]
fn a_known_template_saved_as_a_workbook_is_recognised() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, title) in ["uai", "annee", "categorie", "effectif"].iter().enumerate() {
        sheet.write(0, u16::try_from(column).unwrap(), *title).unwrap();
    }
    sheet.write(1, 0, "9710022X").unwrap();
    sheet.write(1, 1, 2026).unwrap();
    sheet.write(1, 2, "TOTAL").unwrap();
    sheet.write(1, 3, 548).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let reading = crate::door::read(&bytes).unwrap();
    assert_eq!((reading.kind, reading.sum("TOTAL")), (FileKind::RosterCounts, 548));
}

#[test]
fn workbooks_that_cost_more_than_they_hold_are_refused() {
    let bytes = workbook();
    let small = Limits {
        bytes: 1_000,
        ..Limits::default()
    };
    assert!(matches!(
        survey(bytes.as_slice(), None, &small),
        Err(FileError::TooLarge { .. })
    ));
    for cut in [4, 30, bytes.len() / 2, bytes.len() - 1] {
        assert!(survey(&bytes[..cut], None, &Limits::default()).is_err(), "cut at {cut}");
    }
    assert_eq!(
        survey(b"PK\x03\x04 not a workbook".as_slice(), None, &Limits::default()),
        Err(FileError::Archive)
    );
    // One text repeated by every cell: small when packed, not so small when read.
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let long = "x".repeat(30_000);
    for row in 0..200 {
        for column in 0..100 {
            sheet.write(row, column, &long).unwrap();
        }
    }
    let bomb = book.save_to_buffer().unwrap();
    assert!(matches!(
        survey(bomb.as_slice(), None, &Limits::default()),
        Err(FileError::TooLarge { .. })
    ));
    // A cell far away does not fill what stands before it.
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for row in 0..1_000 {
        sheet.write(row, 16_383, 1).unwrap();
    }
    let sparse = book.save_to_buffer().unwrap();
    assert!(survey(sparse.as_slice(), None, &Limits::default()).is_err());
}

proptest::proptest! {
    #[test]
    fn any_bytes_behind_the_signature_of_a_workbook_are_only_refused(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..400)) {
        let mut file = b"PK\x03\x04".to_vec();
        file.extend(bytes);
        proptest::prop_assert!(survey(file.as_slice(), None, &Limits::default()).is_err());
    }

    #[test]
    fn any_text_is_looked_at_or_refused(text in "[a-z;,\t\"\n0-9é@/]{0,300}") {
        if let Ok(found) = survey(text.as_bytes(), None, &Limits::default()) {
            for kind in pole_formats::mapped::TARGETS {
                let mapping = found.propose(*kind);
                let _ = found.examine(&mapping);
                read(text.as_bytes(), &mapping);
            }
        }
    }
}
