//! What tests of decisions need: a wave linked to the plan whose dossiers are assessed.

use pole_db::{params, sql};
use pole_kernel::{Day, SchoolYear};

use super::actions;
use super::model::{AgreementId, Candidate, Outcome};
use super::rules::Proposal;
use crate::features::calls::{CallId, CallWaveId};
use crate::features::dossiers::testing::{
    CHOISY, ECOLES, MONT, SOUALIGA, another_wave, attach, begun, content, published as published_call,
};
use crate::features::dossiers::{self, DossierId, LineState, NewState, Who};
use crate::features::endowment::{self, NewWave, WaveId};
use crate::test_app::TestApp;

/// The present of these tests: the dossiers are assessed.
pub(crate) const NOW: &str = "2026-10-16T12:00:00Z";
/// The day of the commission.
pub(crate) const HELD: &str = "2026-10-10";

/// A wave before its commission.
pub(crate) struct Scene {
    pub(crate) call: CallId,
    pub(crate) wave: CallWaveId,
    pub(crate) plan: WaveId,
    /// A collège with two écoles.
    pub(crate) mont: DossierId,
    /// A collège alone.
    pub(crate) soualiga: DossierId,
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

/// Three assessed dossiers, one of the other island, in a wave that the plan knows. The basin is there.
pub(crate) fn scene(app: &TestApp) -> Scene {
    attach(app);
    let (call, wave) = published_call(app, "commission", &content(), "2026-09-01", "2026-12-31");
    let plan = link(app, wave, "Vague 2026");
    assessed(app, wave, CHOISY, &[], 1);
    Scene {
        call,
        wave,
        plan,
        mont: assessed(app, wave, MONT, &ECOLES, 1),
        soualiga: assessed(app, wave, SOUALIGA, &[], 2),
    }
}

/// One more wave of the call, with one assessed collège that the first left out.
pub(crate) fn second_wave(app: &TestApp, scene: &Scene) -> (CallWaveId, DossierId) {
    let wave = another_wave(app, scene.call, 2, "2026-09-01", "2026-12-31");
    link(app, wave, "Vague 2026 bis");
    (wave, assessed(app, wave, SOUALIGA, &[], 1))
}

fn link(app: &TestApp, wave: CallWaveId, label: &str) -> WaveId {
    let new = NewWave {
        label: label.to_owned(),
        first_year: SchoolYear::starting(2020).unwrap(),
        note: String::new(),
    };
    let plan = app.act(|tx, actor, now| endowment::add_wave(tx, actor, now, &new));
    app.write(|tx| {
        tx.execute(
            sql!("update call_wave set wave = :plan where id = :wave"),
            params! { plan: plan, wave: wave },
        )
    });
    plan
}

fn assessed(app: &TestApp, wave: CallWaveId, college: &str, ecoles: &[&str], rank: i64) -> DossierId {
    let dossier = begun(app, wave, college, ecoles);
    app.act(|tx, actor, now| -> Result<(), dossiers::DossierError> {
        for line in dossiers::lines(tx, dossier)? {
            let new = NewState {
                line: line.id,
                seen: line.revision,
                state: LineState::Assessed,
                acted_as: Who::Program,
                rank: Some(rank),
                decided_on: day("2026-10-01"),
                reason: "test".to_owned(),
                document: None,
            };
            dossiers::record_correction(tx, actor, now, &new)?;
        }
        Ok(())
    });
    dossier
}

/// The lines of a wave before its commission.
pub(crate) fn lines(app: &TestApp, wave: CallWaveId) -> Vec<Candidate> {
    app.act(|tx, actor, _| actions::sitting(tx, actor, wave)).lines
}

/// The line of a school.
pub(crate) fn line_of(app: &TestApp, wave: CallWaveId, uai: &str) -> Candidate {
    lines(app, wave)
        .into_iter()
        .find(|line| line.uai.as_str() == uai)
        .unwrap()
}

/// Settles the commission and decides of schools; every other line is not selected.
pub(crate) fn decided(app: &TestApp, wave: CallWaveId, outcomes: &[(&str, Outcome)]) {
    let settings = actions::Settings {
        seen: 0,
        held_on: day(HELD),
        note: String::new(),
        quota: Some(2),
    };
    app.act(|tx, actor, now| actions::settle(tx, actor, now, wave, &settings));
    let proposals: Vec<Proposal> = lines(app, wave)
        .into_iter()
        .map(|line| {
            let outcome = outcomes
                .iter()
                .find(|(uai, _)| line.uai.as_str() == *uai)
                .map_or(Outcome::NotSelected, |(_, outcome)| *outcome);
            Proposal {
                line: line.line,
                seen: 0,
                outcome,
                reserve_rank: None,
                reason: if outcome.needs_reason() {
                    format!("motif-{}", line.uai)
                } else {
                    String::new()
                },
            }
        })
        .collect();
    app.act(|tx, actor, now| actions::decide(tx, actor, now, wave, &proposals));
}

/// Publishes a wave as the console.
pub(crate) fn published(app: &TestApp, wave: CallWaveId) {
    app.act(|tx, actor, now| actions::publish(tx, actor, now, wave));
}

/// The agreement of a published dossier.
pub(crate) fn agreed(app: &TestApp, dossier: DossierId) -> AgreementId {
    let clauses = super::web::default_clauses(&app.app, &pole_kernel::Territory::parse("978").unwrap());
    app.act(|tx, actor, now| actions::create(tx, actor, now, dossier, &clauses))
}
