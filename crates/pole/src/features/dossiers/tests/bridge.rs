//! Dossiers of the State's platform: what a file brings, again and again, and what it never undoes.

use std::collections::BTreeMap;

use pole_formats::{FileKind, ProblemCode};
use pole_kernel::{Instant, Role, RoleScope};
use serde_json::json;

use super::super::testing::{CHOISY, ECOLES, MONT, SOUALIGA, attach, begun, line_of, published_call, put, uai};
use super::super::{Dossier, LineState, Origin, Who, dossiers_of_wave, history, lines};
use crate::features::calls::CallWaveId;
use crate::policy::Scope;
use crate::shell::clock::fresh_id;
use crate::shell::imports::mappings::mappings;
use crate::shell::imports::{ImportError, Job, Mode, Report, run_reader};
use crate::test_app::{TestApp, on_both_engines};

// The deadline has passed: what was sent there in time arrives all the same.
const NOW: &str = "2026-11-20T12:00:00Z";

fn take_in(app: &TestApp, mode: Mode, file: &str, said: &[(&str, &str)]) -> Report {
    let mut options: BTreeMap<String, String> = [
        ("vague", "numerique/1"),
        ("college", "UAI du collège"),
        ("ecoles", "Écoles › UAI"),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .collect();
    options.extend(
        said.iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
    );
    let job = Job {
        import: fresh_id(),
        mode,
        now: app.app.clock().now(),
        account: None,
        fictitious: true,
        options,
        scope: Scope::everything(),
    };
    app.app
        .db()
        .write_blocking(|tx| -> Result<Report, ImportError> {
            let (kind, report) = run_reader(tx, app.app.importers(), file.as_bytes(), &job)?;
            assert_eq!(kind, FileKind::Demarche);
            Ok(report)
        })
        .unwrap()
}

fn counts(report: &Report) -> (u64, u64, u64, u64) {
    (report.added, report.changed, report.unchanged, report.leaving)
}

fn codes(report: &Report) -> Vec<(u64, ProblemCode)> {
    report
        .problems
        .iter()
        .map(|problem| (problem.line, problem.code))
        .collect()
}

/// A dossier of the interface, with its écoles in a block of rows and who sent it.
fn sent(number: u64, state: &str, college: &str, ecoles: &[&str], synthese: &str) -> String {
    let rows: Vec<_> = ecoles
        .iter()
        .map(|code| json!({"champs": [{"label": "UAI", "stringValue": code}, {"label": "reseau", "stringValue": format!("fibre de {code}")}]}))
        .collect();
    let decided = matches!(state, "accepte" | "refuse" | "sans_suite");
    json!({
        "number": number, "state": state, "dateDepot": "2026-10-20T18:00:00-04:00",
        "datePassageEnInstruction": (state != "en_construction").then_some("2026-11-02T09:00:00-04:00"),
        "dateTraitement": decided.then_some("2026-11-15T09:00:00-04:00"),
        "motivation": if decided { "Projet solide" } else { "" },
        "usager": {"email": "lea.dupont@example.fr"}, "demandeur": {"nom": "Dupont", "prenom": "Léa"},
        "champs": [
            {"id": "a", "label": "UAI du collège", "stringValue": format!("COLLEGE, Saint-Martin ({college})")},
            {"id": "b", "label": "synthese", "stringValue": synthese},
            {"id": "c", "label": "Écoles", "stringValue": "", "rows": rows},
            {"id": "d", "label": "Téléphone du contact", "stringValue": "0690 12 34 56"}
        ],
        "annotations": []
    })
    .to_string()
}

fn page(dossiers: &[String]) -> String {
    format!(
        "{{\"data\":{{\"demarche\":{{\"dossiers\":{{\"pageInfo\":{{\"hasNextPage\":false}},\"nodes\":[\n{}]}}}}}}}}",
        dossiers.join(",\n")
    )
}

fn ready(app: &TestApp) -> CallWaveId {
    app.with_basin();
    attach(app);
    published_call(app, "2026-10-01", "2026-10-31").1
}

fn here(app: &TestApp, wave: CallWaveId) -> Vec<Dossier> {
    let mut dossiers = app.write(|tx| dossiers_of_wave(tx, wave));
    dossiers.sort_by(|one, other| one.origin_number.cmp(&other.origin_number));
    dossiers
}

fn answers(app: &TestApp, dossier: &Dossier) -> Vec<(String, String, i64, String)> {
    app.write(|tx| {
        let answers = super::super::answers(tx, dossier.id, Instant::parse("2100-01-01T00:00:00Z").unwrap())?;
        Ok(answers
            .into_iter()
            .map(|answer| {
                let uai = answer.uai.map_or_else(String::new, |uai| uai.to_string());
                (
                    answer.field,
                    uai,
                    answer.revision,
                    answer.value.as_str().unwrap_or_default().to_owned(),
                )
            })
            .collect())
    })
}

const FIELDS: &[(&str, &str)] = &[("champ.reseau", "Écoles › reseau")];

#[test]
fn a_page_of_the_platform_becomes_dossiers_and_the_same_page_changes_nothing() {
    on_both_engines(NOW, |app| {
        let wave = ready(app);
        let file = page(&[
            sent(41, "en_construction", SOUALIGA, &[], "En cours"),
            sent(42, "accepte", MONT, &ECOLES, "Un projet\nde réseau"),
        ]);
        let looked = take_in(app, Mode::DryRun, &file, FIELDS);
        assert_eq!(counts(&looked), (2, 0, 0, 0));
        assert!(here(app, wave).is_empty());

        let report = take_in(app, Mode::Apply, &file, FIELDS);
        assert_eq!(counts(&report), (2, 0, 0, 0));
        assert_eq!(codes(&report), [(2, ProblemCode::QuestionUnmapped)]);
        let dossiers = here(app, wave);
        let kept: Vec<(&str, &str, Origin)> = dossiers
            .iter()
            .map(|dossier| (dossier.origin_number.as_str(), dossier.college.as_str(), dossier.origin))
            .collect();
        assert_eq!(
            kept,
            [("41", SOUALIGA, Origin::Demarche), ("42", MONT, Origin::Demarche)]
        );
        assert_eq!(
            line_of(app, dossiers[0].id, SOUALIGA).state,
            LineState::UnderConstruction
        );
        for school in [MONT, ECOLES[0], ECOLES[1]] {
            let line = line_of(app, dossiers[1].id, school);
            // What was accepted there is sent here: a person decides.
            assert_eq!((line.state, line.revision), (LineState::Transmitted, 3));
            let newest = app.write(|tx| history(tx, line.id)).remove(0);
            assert_eq!(
                (newest.acted_as, newest.decided_on.to_string().as_str()),
                (Who::Program, "2026-11-02")
            );
            assert!(
                newest.reason.contains("42") && newest.reason.contains("accepté"),
                "{}",
                newest.reason
            );
            assert!(newest.reason.ends_with("Projet solide"), "{}", newest.reason);
        }
        let said = answers(app, &dossiers[1]);
        assert_eq!(
            said,
            [
                (
                    "reseau".to_owned(),
                    ECOLES[0].to_owned(),
                    1,
                    format!("fibre de {}", ECOLES[0])
                ),
                (
                    "reseau".to_owned(),
                    ECOLES[1].to_owned(),
                    1,
                    format!("fibre de {}", ECOLES[1])
                ),
                (
                    "synthese".to_owned(),
                    String::new(),
                    1,
                    "Un projet\nde réseau".to_owned()
                ),
            ]
        );

        let again = take_in(app, Mode::Apply, &file, FIELDS);
        assert_eq!(counts(&again), (0, 0, 2, 0));
        assert_eq!(answers(app, &dossiers[1]), said);
        assert_eq!(line_of(app, dossiers[1].id, MONT).revision, 3);

        // Nobody who sent or examined a dossier is kept.
        let mut pasts = Vec::new();
        for dossier in &dossiers {
            for line in app.write(|tx| lines(tx, dossier.id)) {
                pasts.extend(app.write(|tx| history(tx, line.id)));
            }
        }
        let traces = format!("{dossiers:?} {said:?} {pasts:?}");
        assert!(
            ["example.fr", "Dupont", "0690"]
                .iter()
                .all(|secret| !traces.contains(secret))
        );
    });
}

#[test]
fn a_newer_export_changes_answers_and_states_and_says_who_is_missing() {
    on_both_engines(NOW, |app| {
        let wave = ready(app);
        let first = page(&[
            sent(41, "en_construction", SOUALIGA, &[], "Avant"),
            sent(42, "en_instruction", MONT, &ECOLES[..1], "Le réseau"),
        ]);
        take_in(app, Mode::Apply, &first, FIELDS);
        app.at("2026-11-21T12:00:00Z");
        let second = page(&[
            sent(41, "en_instruction", SOUALIGA, &[], "Après"),
            sent(42, "refuse", MONT, &ECOLES, "Le réseau"),
        ]);
        let looked = take_in(app, Mode::DryRun, &second, FIELDS);
        let report = take_in(app, Mode::Apply, &second, FIELDS);
        assert_eq!(counts(&looked), counts(&report));
        // The answer and the state of one; an école, its answer and what was decided of the two lines of the other.
        assert_eq!(counts(&report), (1, 5, 0, 0));
        let dossiers = here(app, wave);
        assert_eq!(
            answers(app, &dossiers[0]),
            [("synthese".to_owned(), String::new(), 2, "Après".to_owned())]
        );
        assert_eq!(line_of(app, dossiers[0].id, SOUALIGA).state, LineState::Transmitted);
        let mont = line_of(app, dossiers[1].id, MONT);
        assert_eq!((mont.state, mont.revision), (LineState::Transmitted, 4));
        let noted = app.write(|tx| history(tx, mont.id)).remove(0);
        assert!(noted.reason.contains("refusé") && noted.corrects == Some(3));
        assert_eq!(line_of(app, dossiers[1].id, ECOLES[1]).state, LineState::Transmitted);
        assert_eq!(counts(&take_in(app, Mode::Apply, &second, FIELDS)), (0, 0, 2, 0));

        // One that is absent is told, and nothing happens to it.
        let alone = page(&[sent(42, "refuse", MONT, &ECOLES, "Le réseau")]);
        let report = take_in(app, Mode::Apply, &alone, FIELDS);
        assert_eq!(counts(&report), (0, 0, 1, 1));
        assert_eq!(line_of(app, dossiers[0].id, SOUALIGA).state, LineState::Transmitted);
    });
}

#[test]
fn what_was_decided_here_is_never_taken_back() {
    on_both_engines(NOW, |app| {
        let wave = ready(app);
        let file = page(&[
            sent(41, "en_construction", SOUALIGA, &[], "Avant"),
            sent(42, "en_instruction", MONT, &[], "Avant"),
        ]);
        take_in(app, Mode::Apply, &file, FIELDS);
        let dossiers = here(app, wave);
        put(app, dossiers[0].id, SOUALIGA, LineState::SchoolValidated);
        for state in [
            LineState::Admissible,
            LineState::NotSelected,
            LineState::Withdrawn,
            LineState::Running,
        ] {
            let line = put(app, dossiers[1].id, MONT, state);
            let newer = page(&[
                sent(41, "en_instruction", SOUALIGA, &[], "Avant"),
                sent(42, "accepte", MONT, &[], "Après"),
            ]);
            let report = take_in(app, Mode::Apply, &newer, FIELDS);
            assert_eq!(counts(&report), (0, 0, 2, 0), "{state}");
            let told: Vec<ProblemCode> = report.problems.iter().map(|problem| problem.code).collect();
            assert_eq!(
                told,
                [
                    ProblemCode::QuestionUnmapped,
                    ProblemCode::StateKept,
                    ProblemCode::AnswersKept
                ]
            );
            assert_eq!(line_of(app, dossiers[1].id, MONT), line);
            assert_eq!(line_of(app, dossiers[0].id, SOUALIGA).state, LineState::SchoolValidated);
        }
    });
}

#[test]
fn what_is_wrong_is_told_by_line_and_the_rest_is_taken() {
    let app = TestApp::new(NOW);
    let wave = ready(&app);
    begun_before(&app, wave);
    let head = "ID;Email;Archivé;État du dossier;Déposé le;UAI du collège;Écoles;synthese;Contact\n";
    let rows = [
        format!(
            "1;a@example.fr;false;En instruction;2026-10-20;{MONT};9710999J, {}, {SOUALIGA};Oui;x",
            ECOLES[0]
        ),
        format!("2;a@example.fr;false;En instruction;2026-10-20;{MONT};;Deux fois;"),
        "3;a@example.fr;false;En instruction;2026-10-20;9710999J;;Inconnu;".to_owned(),
        format!(
            "4;a@example.fr;false;En instruction;2026-10-20;{};;Une école;",
            ECOLES[1]
        ),
        "5;a@example.fr;false;En instruction;2026-10-20;9710022A;;Faute de frappe;".to_owned(),
        "6;a@example.fr;false;En instruction;2026-10-20;le collège;;Sans code;".to_owned(),
        "7;a@example.fr;false;En instruction;2026-10-20;;;Vide;".to_owned(),
        format!("8;a@example.fr;false;En attente;2026-10-20;{SOUALIGA};;État inconnu;"),
        format!("9;a@example.fr;false;En instruction;2026-10-20;{CHOISY};;Déjà ici;"),
        format!(
            "10;a@example.fr;false;Accepté;2026-10-20;{SOUALIGA};;{};",
            "x".repeat(2_001)
        ),
    ];
    let file = format!("{head}{}\n", rows.join("\n"));
    let report = take_in(&app, Mode::Apply, &file, &[("ecoles", "Écoles")]);
    assert_eq!(
        codes(&report),
        [
            (2, ProblemCode::QuestionUnmapped),
            (2, ProblemCode::SchoolUnknown),
            (2, ProblemCode::SchoolNotAdmitted),
            (3, ProblemCode::DossierTwice),
            (4, ProblemCode::SchoolUnknown),
            (5, ProblemCode::NotCollege),
            (6, ProblemCode::UaiKey),
            (7, ProblemCode::UaiShape),
            (8, ProblemCode::MissingValue),
            (9, ProblemCode::DemarcheStateUnknown),
            (10, ProblemCode::AnsweredElsewhere),
            (11, ProblemCode::AnswerUnfit),
        ]
    );
    assert_eq!(counts(&report), (2, 0, 0, 0));
    assert!(
        report
            .problems
            .iter()
            .all(|problem| !problem.value.contains("example.fr"))
    );
    let of_mont = here(&app, wave)
        .into_iter()
        .find(|dossier| dossier.origin_number == "1")
        .unwrap();
    let schools: Vec<String> =
        app.write(|tx| Ok(lines(tx, of_mont.id)?.iter().map(|line| line.uai.to_string()).collect()));
    assert_eq!(schools, [MONT, ECOLES[0]]);
}

fn begun_before(app: &TestApp, wave: CallWaveId) {
    app.at("2026-10-16T12:00:00Z");
    begun(app, wave, CHOISY, &[]);
    app.at(NOW);
}

#[test]
fn the_pages_ask_propose_and_keep_what_was_said() {
    on_both_engines(NOW, |app| {
        let wave = ready(app);
        let pilot = app.pilot();
        let file = page(&[sent(42, "en_instruction", MONT, &ECOLES, "Le réseau")]);
        let import = pilot.bring("dossiers.json", file.as_bytes()).location().to_owned();
        let asked = pilot.get(&import);
        assert!(asked.shows("bridge-question-wave") && asked.has("Appel numerique – Vague 1"));
        assert!(
            asked.has("<option value=\"UAI du collège\" selected>"),
            "{}",
            asked.body
        );
        assert!(asked.has("<option value=\"Écoles › UAI\" selected>"));
        let said = [
            ("vague", "numerique/1"),
            ("college", "UAI du collège"),
            ("ecoles", "Écoles › UAI"),
        ];
        assert_eq!(pilot.post(&format!("{import}/reponses"), &said).status, 303);
        let looked = pilot.get(&import);
        // The questions of the form come with the wave; the one of the same label is proposed.
        assert!(looked.has("name=\"champ.synthese\"") && looked.has("<option value=\"synthese\" selected>"));
        assert!(looked.shows("imports-dossier-transmitted"));
        let with_fields = [
            said[0],
            said[1],
            said[2],
            ("champ.synthese", "-"),
            ("champ.reseau", "Écoles › reseau"),
        ];
        assert_eq!(pilot.post(&format!("{import}/reponses"), &with_fields).status, 303);
        assert_eq!(pilot.post(&format!("{import}/confirmer"), &[]).status, 303);
        let dossiers = here(app, wave);
        let fields: Vec<String> = answers(app, &dossiers[0])
            .into_iter()
            .map(|(field, ..)| field)
            .collect();
        assert_eq!(fields, ["reseau", "reseau"]);

        // The next file of the call finds what was said; the page of kept columns shows it by name.
        let kept = app.write(mappings);
        assert_eq!(
            (kept.len(), kept[0].name.as_str(), kept[0].target),
            (1, "Appel numerique", FileKind::Demarche)
        );
        assert_eq!(kept[0].answers.get("champ.synthese").map(String::as_str), Some("-"));
        assert!(pilot.get("/imports/correspondances").has("Appel numerique"));
        let newer = page(&[sent(42, "en_instruction", MONT, &ECOLES, "Changé")]);
        let import = pilot.bring("plus-tard.json", newer.as_bytes()).location().to_owned();
        pilot.post(&format!("{import}/reponses"), &said);
        let looked = pilot.get(&import);
        assert!(looked.has("<option value=\"Écoles › reseau\" selected>") && looked.shows("imports-no-change"));
        pilot.post(
            &format!("{import}/reponses"),
            &[said[0], said[1], said[2], ("champ.synthese", "synthese")],
        );
        assert_eq!(pilot.post(&format!("{import}/confirmer"), &[]).status, 303);
        let kept = app.write(mappings);
        assert_eq!(kept.len(), 1);
        assert_eq!(
            kept[0].answers.get("champ.synthese").map(String::as_str),
            Some("synthese")
        );
    });
}

#[test]
fn a_head_brings_no_dossiers_of_the_platform() {
    let app = TestApp::new(NOW);
    ready(&app);
    let file = page(&[sent(42, "en_instruction", MONT, &[], "")]);
    let head = app.person("principale", Role::Head, RoleScope::School(uai(MONT)));
    assert!(!head.bring("dossiers.json", file.as_bytes()).status.is_redirection());
}
