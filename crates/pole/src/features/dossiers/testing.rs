//! What tests of dossiers and of what follows them need: a published call with an open wave, and dossiers.

use pole_db::{params, sql};
use pole_kernel::{Day, Instant, SchoolYear, Uai};

use super::{DossierId, Line, LineState, NewDossier, NewState, Who, begin, lines, record_correction};
use crate::features::calls::{
    CallContent, CallId, CallWaveId, Eligibility, Field, FieldKind, Part, RequiredDocument, Section,
};
use crate::features::directory::{self, EventKind, NewEvent};
use crate::shell::clock::fresh_id;
use crate::test_app::TestApp;

/// A collège of Saint-Martin.
pub(crate) const MONT: &str = "9710022X";
/// Another one.
pub(crate) const SOUALIGA: &str = "9711023K";
/// The collège of Saint-Barthélemy.
pub(crate) const CHOISY: &str = "9710035L";
/// Two écoles that [`attach`] puts in the catchment area of the first collège.
pub(crate) const ECOLES: [&str; 2] = ["9710210B", "9710805Y"];

/// A school code.
pub(crate) fn uai(code: &str) -> Uai {
    Uai::parse(code).unwrap()
}

/// What the call of the tests says: one question of the dossier, one of each school, one document.
pub(crate) fn content() -> CallContent {
    let text = |code: &str, per_school| Field {
        code: code.to_owned(),
        label: code.to_owned(),
        help: String::new(),
        kind: FieldKind::LongText { max: 2_000 },
        required: true,
        per_school,
        condition: None,
    };
    CallContent {
        summary: "Équiper les collèges".to_owned(),
        eligibility: Eligibility {
            kinds: vec!["college".to_owned()],
            attached_ecoles: true,
            contracted_private: true,
        },
        target_levels: vec!["5E".to_owned()],
        parameter_set: "sheet_default".to_owned(),
        documents: vec![RequiredDocument {
            code: "deliberation".to_owned(),
            label: "Délibération".to_owned(),
            help: String::new(),
            required: true,
            per_school: false,
        }],
        sections: vec![
            Section {
                code: "projet".to_owned(),
                title: "Le projet".to_owned(),
                help: String::new(),
                part: Part::Head,
                fields: vec![text("synthese", false)],
            },
            Section {
                code: "ecoles".to_owned(),
                title: "Chaque établissement".to_owned(),
                help: String::new(),
                part: Part::Teachers,
                fields: vec![text("reseau", true)],
            },
        ],
        ..CallContent::default()
    }
}

/// A published call with one wave, open between two days, whose schools are endowed from 2020 on.
pub(crate) fn published_call(app: &TestApp, opens: &str, deadline: &str) -> (CallId, CallWaveId) {
    published(app, "numerique", &content(), opens, deadline)
}

/// A published call of another content.
pub(crate) fn published(
    app: &TestApp,
    code: &str,
    content: &CallContent,
    opens: &str,
    deadline: &str,
) -> (CallId, CallWaveId) {
    let (call, now) = (fresh_id(), app.app.clock().now());
    app.write(|tx| {
        tx.execute(
            sql!(
                "insert into call (id, code, title, edition, fictitious, created_at)
                 values (:id, :code, :title, 2026, true, :now)"
            ),
            params! { id: call, code: code, title: format!("Appel {code}"), now: now },
        )?;
        tx.execute(
            sql!(
                "insert into call_version (call, version, content, revision, note, saved_at, published_at)
                 values (:call, 1, :content, 1, '', :now, :now)"
            ),
            params! { call: call, content: serde_json::to_string(content).unwrap(), now: now },
        )?;
        Ok(())
    });
    (call, another_wave(app, call, 1, opens, deadline))
}

/// One more wave of a call.
pub(crate) fn another_wave(app: &TestApp, call: CallId, position: i64, opens: &str, deadline: &str) -> CallWaveId {
    let wave = fresh_id();
    let (opens, deadline) = (Day::parse(opens).unwrap(), Day::parse(deadline).unwrap());
    let year = SchoolYear::starting(2020).unwrap();
    app.write(|tx| {
        tx.execute(
            sql!(
                "insert into call_wave (id, call, position, label, opens_on, deadline_on, first_year)
                 values (:id, :call, :position, :label, :opens, :deadline, :year)"
            ),
            params! {
                id: wave, call: call, position: position, label: format!("Vague {position}"), opens: opens,
                deadline: deadline, year: year
            },
        )?;
        Ok(())
    });
    wave
}

/// Puts the two écoles in the catchment area of the first collège.
pub(crate) fn attach(app: &TestApp) {
    for ecole in ECOLES {
        app.act(|tx, actor, now| {
            let event = NewEvent {
                kind: EventKind::AttachedTo,
                other: Some(uai(MONT)),
                name: None,
                from: Day::parse("2015-09-01").unwrap(),
                to: None,
                note: "test".to_owned(),
            };
            directory::add_event(tx, actor, now, &uai(ecole), &event)
        });
    }
}

/// Begins the dossier of a school, as the console.
pub(crate) fn begun(app: &TestApp, wave: CallWaveId, college: &str, ecoles: &[&str]) -> DossierId {
    let new = NewDossier::new(wave, uai(college)).with(ecoles.iter().map(|code| uai(code)));
    app.act(|tx, actor, now: Instant| begin(tx, actor, now, &new))
}

/// The line of a school of a dossier, as it stands.
pub(crate) fn line_of(app: &TestApp, dossier: DossierId, school: &str) -> Line {
    app.write(|tx| {
        let lines = lines(tx, dossier)?;
        Ok(lines.into_iter().find(|line| line.uai == uai(school)).unwrap())
    })
}

/// Puts a line in any state, as a recorded correction of the console.
pub(crate) fn put(app: &TestApp, dossier: DossierId, school: &str, state: LineState) -> Line {
    let line = line_of(app, dossier, school);
    app.act(|tx, actor, now: Instant| {
        let new = NewState {
            line: line.id,
            seen: line.revision,
            state,
            acted_as: Who::Academy,
            rank: None,
            decided_on: now.day(),
            reason: "test".to_owned(),
            document: None,
        };
        record_correction(tx, actor, now, &new)
    })
}
