//! The directory through the door: the import page, the list, a school.

use axum::http::StatusCode;
use pole_kernel::{Category, Day, Level, Ratio, SchoolYear, Uai};

use super::{CountEntry, EventKind, Filter, NewEvent, Source};
use crate::policy::Scope;
use crate::shell::imports::Report;
use crate::test_app::{BASIN, COLLEGES_2020, TestApp, on_both_engines};

const NOW: &str = "2026-10-16T08:00:00Z";
const IPS_LYCEES: &str = include_str!("../../../../../data/guadeloupe/ips_lycees_2016-2022.csv");
const REP: &str = include_str!("../../../../../data/guadeloupe/rep_2022.csv");
const POSITIONS: &str = include_str!("../../../../../data/guadeloupe/geoloc_colleges_2024.csv");
const PRESS: &str = include_str!("../../../../../data/bassin/effectifs_ecoles_oct2020_presse.csv");
const GT: &str = include_str!("../../../../../data/guadeloupe/effectifs_lycees_gt_2020-2022.csv");
const PRO: &str = include_str!("../../../../../data/guadeloupe/effectifs_lycees_pro_2019-2022.csv");

fn uai(code: &str) -> Uai {
    Uai::parse(code).unwrap()
}

fn year(first: i16) -> SchoolYear {
    SchoolYear::starting(first).unwrap()
}

fn basin(app: &TestApp) -> Vec<super::SchoolLine> {
    let seen_by = Scope {
        everything: true,
        ..Scope::default()
    };
    app.write(|tx| {
        super::school_lines(
            tx,
            &Filter {
                seen_by: seen_by.clone(),
                limit: 1_000,
                ..Filter::default()
            },
        )
    })
}

fn count(app: &TestApp, code: &str, first: i16, category: Category) -> Option<(u32, Source)> {
    let now = app.app.clock().now();
    app.write(|tx| {
        let school = super::school_line(tx, &uai(code))?.unwrap();
        let roster = super::roster(tx, &school, now.day(), now, year(first), Ratio::ONE)?;
        let figure = roster.figure(year(first), category);
        Ok(figure.and_then(|figure| figure.chosen.as_ref().map(|row| (figure.count, row.source))))
    })
}

fn counts(report: &Report) -> (u64, u64, u64, u64) {
    (report.added, report.changed, report.unchanged, report.leaving)
}

#[test]
fn the_26_schools_of_the_two_islands_come_in_with_their_real_head_counts() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let schools = basin(app);
        assert_eq!(schools.len(), 26);
        let islands = |code: &str| {
            schools
                .iter()
                .filter(|school| school.territory.as_ref().is_some_and(|t| t.as_str() == code))
                .count()
        };
        assert_eq!((islands("978"), islands("977")), (20, 6));
        let (levels, _) = count(app, "9710022X", 2020, Category::Level(Level::Cinquieme)).unwrap();
        assert_eq!(levels, 231);
        let mont = schools.iter().find(|school| school.uai == uai("9710022X")).unwrap();
        assert_eq!(mont.pupils, Some((866, year(2022))));
        assert_eq!(mont.ips, Some((838, year(2022))));
    });
}

#[test]
fn the_same_file_twice_changes_nothing() {
    on_both_engines(NOW, |app| {
        for file in [BASIN, COLLEGES_2020, IPS_LYCEES, REP, POSITIONS, PRESS, GT, PRO] {
            let first = app.import(file);
            assert!(first.added > 0 && first.changed == 0, "{:?}", counts(&first));
            app.at("2026-10-17T08:00:00Z");
            let second = app.import(file);
            assert_eq!(
                (second.added, second.changed, second.leaving),
                (0, 0, 0),
                "{:?}",
                second.changes.first()
            );
            app.at("2026-10-18T08:00:00Z");
        }
    });
}

#[test]
fn the_order_of_files_does_not_change_what_is_believed() {
    let one = TestApp::new(NOW);
    let other = TestApp::new(NOW);
    for file in [BASIN, COLLEGES_2020, IPS_LYCEES, REP, POSITIONS] {
        one.import(file);
    }
    for file in [POSITIONS, REP, IPS_LYCEES, COLLEGES_2020, BASIN] {
        other.import(file);
    }
    assert_eq!(basin(&one), basin(&other));
}

#[test]
fn a_lycee_of_the_files_keeps_the_names_it_had() {
    let app = TestApp::new(NOW);
    app.with_basin();
    app.import(IPS_LYCEES);
    let pilot = app.pilot();
    let page = pilot.get("/etablissements/9710981P");
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.has("LYCEE POLYVALENT ILES DU NORD"));
    assert!(page.has("Daniella Jeffry"));
}

#[test]
fn sources_disagree_and_the_page_shows_each_of_them() {
    let app = TestApp::new(NOW);
    app.with_basin();
    app.import(PRESS);
    let pilot = app.pilot();
    let entered = pilot.post(
        "/etablissements/9710210B/effectifs",
        &[
            ("annee", "2020"),
            ("jour", "2020-09-30"),
            ("effectif_TOTAL", "381"),
            ("effectif_CM2", "60"),
        ],
    );
    assert_eq!(entered.status, StatusCode::SEE_OTHER, "{}", entered.body);
    assert_eq!(
        count(&app, "9710210B", 2020, Category::Total),
        Some((381, Source::Manual))
    );
    let page = pilot.get("/etablissements/9710210B/effectifs");
    assert!(page.has("381") && page.has("379"), "both figures are shown");
    assert!(page.shows("counts-disputes"));
}

#[test]
fn what_was_known_on_a_day_can_be_asked_again() {
    let app = TestApp::new(NOW);
    app.with_basin();
    app.at("2026-10-20T08:00:00Z");
    app.act(|tx, actor, now| {
        let entry = CountEntry {
            category: Category::Level(Level::Cinquieme),
            amount: Some(233),
        };
        super::enter_counts(tx, actor, now, &uai("9710022X"), year(2020), None, &[entry], false)
    });
    let pilot = app.pilot();
    let today = pilot.get("/etablissements/9710022X/effectifs/effectifs.csv");
    assert!(today.body.contains("233"), "{}", today.body);
    let then = pilot.get("/etablissements/9710022X/effectifs/effectifs.csv?connu=2026-10-18");
    assert!(!then.body.contains("233") && then.body.contains("231"), "{}", then.body);
    let before = pilot.get("/etablissements/9710022X/effectifs?au=2019-09-01");
    assert!(before.shows("counts-none"));
}

#[test]
fn an_exceptional_observation_is_declared_with_its_reason_and_flagged() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let pilot = app.pilot();
        let reply = pilot.post(
            "/etablissements/9711023K/exceptionnel",
            &[
                ("jour_exceptionnel", "2022-11-10"),
                ("total_exceptionnel", "402"),
                ("motif_exceptionnel", "Exercice cyclone"),
            ],
        );
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.body);
        let page = pilot.get("/etablissements/9711023K/effectifs");
        assert!(page.has("Exercice cyclone") && page.shows("figure-flag-exceptional"));
        assert_eq!(
            count(app, "9711023K", 2022, Category::Total),
            Some((402, Source::Exceptional))
        );
    });
}

#[test]
fn what_happens_to_a_school_is_recorded_and_can_be_taken_back() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let pilot = app.pilot();
        let attach = [
            ("evenement", "attached_to"),
            ("depuis", "2020-09-01"),
            ("autre", "9711023K"),
            ("note", "secteur"),
        ];
        let reply = pilot.post("/etablissements/9710567P/evenements", &attach);
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.body);
        let page = pilot.get("/etablissements/9710567P");
        assert!(page.has("Soualiga"));
        assert!(pilot.get("/etablissements/9711023K").has("Élie Gibs"));
        let marker = "/evenements/";
        let start = page.body.find(marker).unwrap() + marker.len();
        let id = page.body[start..].split('/').next().unwrap().to_owned();
        let reply = pilot.post(&format!("/etablissements/9710567P/evenements/{id}/retirer"), &[]);
        assert_eq!(reply.status, StatusCode::SEE_OTHER);
        assert!(pilot.get("/etablissements/9710567P").shows("school-event-withdrawn"));
        assert!(!pilot.get("/etablissements/9711023K").has("Élie Gibs"));
    });
}

#[test]
fn an_event_that_makes_no_sense_is_refused_where_it_can_be_mended() {
    let app = TestApp::new(NOW);
    app.with_basin();
    let pilot = app.pilot();
    for (fields, key) in [
        (
            vec![
                ("evenement", "attached_to"),
                ("depuis", "2020-09-01"),
                ("autre", "9711252J"),
            ],
            "directory-refused-not-a-college",
        ),
        (
            vec![
                ("evenement", "merged_into"),
                ("depuis", "2020-09-01"),
                ("autre", "9710567P"),
            ],
            "directory-refused-same-school",
        ),
        (
            vec![
                ("evenement", "hosted_by"),
                ("depuis", "2020-09-01"),
                ("autre", "9719001G"),
            ],
            "directory-refused-unknown-other",
        ),
        (
            vec![
                ("evenement", "closed"),
                ("depuis", "2020-09-01"),
                ("jusque", "2020-08-31"),
            ],
            "directory-refused-dates",
        ),
        (
            vec![("evenement", "renamed"), ("depuis", "2020-09-01")],
            "directory-refused-nothing",
        ),
        (vec![("evenement", "closed"), ("depuis", "demain")], "form-day"),
        (
            vec![
                ("evenement", "attached_to"),
                ("depuis", "2020-09-01"),
                ("autre", "9711023A"),
            ],
            "form-uai",
        ),
    ] {
        let reply = pilot.post("/etablissements/9710567P/evenements", &fields);
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
        assert!(reply.shows(key), "{key} is not shown for {fields:?}");
        assert!(reply.has(fields[1].1), "what was typed is kept");
    }
}

#[test]
fn a_correction_by_a_person_is_believed_before_the_registers() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let pilot = app.pilot();
        let form = |name: &'static str| {
            vec![
                ("nom", name),
                ("type", "college"),
                ("secteur", "public"),
                ("ep", "none"),
                ("etat", "open"),
            ]
        };
        let reply = pilot.post("/etablissements/9711023K/modifier", &form("Collège Soualiga"));
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.body);
        assert!(pilot.get("/etablissements?q=college+soualiga").has("Collège Soualiga"));
        let again = pilot.post("/etablissements/9711023K/modifier", &form("Collège Soualiga"));
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(again.shows("directory-refused-unchanged"));
    });
}

#[test]
fn the_list_is_searched_filtered_sorted_and_saved() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let pilot = app.pilot();
        let all = pilot.get("/etablissements");
        assert!(
            all.has("26 établissements"),
            "{}",
            &all.body[..2000.min(all.body.len())]
        );
        let found = pilot.get("/etablissements?q=ORLEANS");
        assert!(
            found.has("Quartier d’Orléans") && !found.has("Gustavia"),
            "accents and case do not matter"
        );
        let colleges = pilot.get("/etablissements?type=college&ile=977&tri=effectif&sens=desc");
        assert!(colleges.has("Mireille Choisy") && !colleges.has("Soualiga"));
        let csv = pilot.get("/etablissements/export/etablissements.csv?ile=977");
        assert_eq!(csv.body.lines().count(), 7, "{}", csv.body);
        assert!(csv.bytes.starts_with(b"\xef\xbb\xbf"));
        let xlsx = pilot.get("/etablissements/export/etablissements.xlsx");
        assert!(xlsx.bytes.starts_with(b"PK"));
        assert!(pilot.get("/etablissements?q=introuvable").shows("schools-none"));
    });
}

#[test]
fn the_whole_directory_is_read_page_by_page() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        app.import(POSITIONS);
        app.import(IPS_LYCEES);
        app.import(REP);
        let pilot = app.pilot();
        let first = pilot.get("/etablissements?annuaire=tout");
        let marker = "rel=\"next\" href=\"";
        let start = first.body.find(marker).unwrap() + marker.len();
        let next = first.body[start..]
            .split('"')
            .next()
            .unwrap()
            .replace("&amp;", "&")
            .replace("&#38;", "&");
        let second = pilot.get(&next);
        assert_eq!(second.status, StatusCode::OK);
        let codes = |body: &str| -> Vec<String> {
            body.split("href=\"/etablissements/971")
                .skip(1)
                .map(|rest| rest.split('"').next().unwrap().to_owned())
                .collect()
        };
        let (one, two) = (codes(&first.body), codes(&second.body));
        assert_eq!(one.len(), 100);
        assert!(!two.is_empty() && two.iter().all(|code| !one.contains(code)));
    });
}

#[test]
fn an_agent_sees_their_island_and_a_head_their_school() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let agent = app.agent_of("977");
        let list = agent.get("/etablissements");
        assert!(list.has("Mireille Choisy") && !list.has("Soualiga"));
        assert_eq!(agent.get("/etablissements/9711023K").status, StatusCode::FORBIDDEN);
        let head = app.head_of("9711023K");
        let list = head.get("/etablissements");
        assert!(list.has("Soualiga") && !list.has("Mireille Choisy"));
        assert_eq!(head.get("/etablissements/9711023K").status, StatusCode::OK);
        assert_eq!(head.get("/etablissements/9710022X").status, StatusCode::FORBIDDEN);
        let other = head.post(
            "/etablissements/9710022X/effectifs",
            &[("annee", "2020"), ("effectif_TOTAL", "1")],
        );
        assert_eq!(other.status, StatusCode::FORBIDDEN);
    });
}

#[test]
fn bad_figures_are_refused_beside_what_was_typed() {
    let app = TestApp::new(NOW);
    app.with_basin();
    let pilot = app.pilot();
    for (fields, key) in [
        (vec![("annee", "2020"), ("effectif_5E", "-3")], "form-count"),
        (vec![("annee", "2020"), ("effectif_5E", "12,5")], "form-count"),
        (vec![("annee", "deux"), ("effectif_5E", "12")], "form-year"),
        (
            vec![("annee", "2020"), ("jour", "2031-01-01"), ("effectif_5E", "12")],
            "form-day-future",
        ),
        (vec![("annee", "2020")], "directory-refused-nothing"),
    ] {
        let reply = pilot.post("/etablissements/9711023K/effectifs", &fields);
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
        assert!(reply.shows(key), "{key} for {fields:?}");
    }
}

#[test]
fn a_school_that_leaves_the_directory_is_closed_and_keeps_its_history() {
    let header = "Identifiant_de_l_etablissement;Nom_etablissement;Type_etablissement;Statut_public_prive;Code_commune;\
                  Nom_commune;Code_departement;etat;code_nature\n";
    let line = |code: &str, name: &str| format!("{code};{name};Ecole;Public;97801;Saint-Martin;978;OUVERT;151\n");
    let both = format!(
        "{header}{}{}",
        line("9719001G", "Les Flamboyants"),
        line("9719002H", "Les Gaïacs")
    );
    let one = format!("{header}{}", line("9719001G", "Les Flamboyants"));
    on_both_engines(NOW, |app| {
        assert_eq!(counts(&app.import(&both)), (2, 0, 0, 0));
        app.at("2027-10-16T08:00:00Z");
        assert_eq!(counts(&app.import(&one)), (0, 0, 1, 1));
        let closed = basin(app)
            .into_iter()
            .find(|school| school.uai == uai("9719002H"))
            .unwrap();
        assert_eq!(closed.state.code(), "closed");
        assert_eq!(closed.name, "Les Gaïacs");
        app.at("2027-10-17T08:00:00Z");
        assert_eq!(counts(&app.import(&one)), (0, 0, 1, 0), "it leaves once");
        app.at("2028-10-17T08:00:00Z");
        app.import(&both);
        let back = basin(app)
            .into_iter()
            .find(|school| school.uai == uai("9719002H"))
            .unwrap();
        assert_eq!(back.state.code(), "open", "a school that comes back is open again");
    });
}

#[test]
fn closing_a_school_by_import_needs_a_second_yes() {
    let header =
        "Identifiant_de_l_etablissement;Nom_etablissement;Type_etablissement;Code_departement;etat;code_nature\n";
    let two = format!("{header}9719001G;Un;Ecole;978;OUVERT;151\n9719002H;Deux;Ecole;978;OUVERT;151\n");
    let one = format!("{header}9719001G;Un;Ecole;978;OUVERT;151\n");
    let app = TestApp::new(NOW);
    app.import(&two);
    let pilot = app.pilot();
    app.at("2026-10-16T08:00:01Z");
    let brought = pilot.bring("annuaire.csv", one.as_bytes());
    assert_eq!(brought.status, StatusCode::SEE_OTHER, "{}", brought.body);
    let id = brought.location().to_owned();
    let refused = pilot.post(&format!("{id}/confirmer"), &[]);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.shows("imports-refused-leaving"));
    let done = pilot.post(&format!("{id}/confirmer"), &[("fermetures", "oui")]);
    assert_eq!(done.status, StatusCode::SEE_OTHER);
}

#[test]
fn a_school_is_succeeded_and_its_identity_stays_readable_on_a_day() {
    let app = TestApp::new(NOW);
    app.with_basin();
    let event = |kind, from: &str, other: Option<&str>| NewEvent {
        kind,
        other: other.map(uai),
        name: None,
        from: Day::parse(from).unwrap(),
        to: None,
        note: String::new(),
    };
    app.act(|tx, actor, now| {
        super::add_event(
            tx,
            actor,
            now,
            &uai("9711197Z"),
            &event(EventKind::SucceededBy, "2024-09-01", Some("9710567P")),
        )
    });
    let pilot = app.pilot();
    assert!(pilot.get("/etablissements/9711197Z").shows("school-state-closed"));
    let csv = pilot.get("/etablissements/9711197Z?au=2024-08-31");
    assert!(csv.shows("school-past"));
}

/// The first schools of the national file, each with `more` pupils than it says.
fn national(lines: usize, more: u32) -> String {
    let packed = include_bytes!("../../../../../data/national/etablissements_unifie.csv.gz");
    let mut text = String::new();
    std::io::Read::read_to_string(&mut flate2::read::GzDecoder::new(&packed[..]), &mut text).unwrap();
    let mut kept = String::new();
    for (index, line) in text.lines().take(lines + 1).enumerate() {
        let mut fields: Vec<String> = line.split(';').map(str::to_owned).collect();
        if let (true, Ok(pupils)) = (index > 0, fields[9].parse::<u32>()) {
            fields[9] = (pupils + more).to_string();
        }
        kept.push_str(&fields.join(";"));
        kept.push('\n');
    }
    kept
}

#[test]
fn many_schools_at_once_are_believed_as_one_by_one() {
    on_both_engines(NOW, |app| {
        let seen_by = Scope {
            everything: true,
            ..Scope::default()
        };
        let all = |app: &TestApp| {
            let filter = Filter {
                seen_by: seen_by.clone(),
                whole_directory: true,
                limit: 1_000,
                ..Filter::default()
            };
            app.write(|tx| super::school_lines(tx, &filter))
        };
        app.import(national(300, 0));
        assert_eq!(all(app).len(), 300);
        app.at("2026-10-17T08:00:00Z");
        let report = app.import(national(300, 7));
        assert!(report.changed > 200 && report.added == 0, "{:?}", counts(&report));
        let together = all(app);
        let few = TestApp::new(NOW);
        few.import(national(300, 0));
        few.at("2026-10-17T08:00:00Z");
        let text = national(300, 7);
        let (header, lines) = text.split_once('\n').unwrap();
        for (index, chunk) in lines.lines().collect::<Vec<_>>().chunks(100).enumerate() {
            few.at(&format!("2026-10-17T08:00:0{index}Z"));
            few.import(format!("{header}\n{}\n", chunk.join("\n")));
        }
        assert_eq!(together, all(&few));
    });
}

#[test]
fn every_school_of_the_directory_stands_as_its_own_day_says() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let now = app.app.clock().now();
        let standings = app.write(super::standings);
        let schools = app.write(|tx| super::schools_on(tx, &Scope::everything(), now.day(), now));
        assert!(standings.len() >= schools.len() && !schools.is_empty());
        for school in schools {
            let standing = standings
                .iter()
                .find(|standing| standing.uai == school.line.uai)
                .unwrap();
            let expected = (school.counts(), school.is_eligible());
            assert_eq!((standing.counts, standing.eligible), expected, "{}", school.line.uai);
        }
    });
}
