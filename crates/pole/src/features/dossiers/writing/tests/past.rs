//! The past: what was answered at a moment is the same whatever is written later.

use std::cell::Cell;

use pole_kernel::Instant;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::Value;

use super::super::super::testing::{self, MONT, uai};
use super::super::answers::{self, Save, Settlement};
use super::super::errors::WritingError;
use super::{NOW, content};
use crate::features::dossiers::{Answer, answers as answers_at, mark_version};
use crate::policy::Actor;
use crate::test_app::{TestApp, on_both_engines};

/// Something that people do to a dossier.
#[derive(Clone, Debug)]
enum Deed {
    /// Saves a text of a field; honestly, or over a revision they never saw.
    Save { field: usize, text: u8, honest: bool },
    /// Settles a conflict for one of two texts.
    Settle { field: usize, mine: u8, chosen: u8 },
    /// Names a version.
    Mark,
}

fn deed() -> impl Strategy<Value = (Deed, i64)> {
    let deed = prop_oneof![
        4 => (0..3_usize, 0..4_u8, any::<bool>()).prop_map(|(field, text, honest)| Deed::Save { field, text, honest }),
        1 => (0..3_usize, 0..4_u8, 0..4_u8).prop_map(|(field, mine, chosen)| Deed::Settle { field, mine, chosen }),
        1 => Just(Deed::Mark),
    ];
    (deed, 0..3_i64)
}

fn text(number: u8) -> Value {
    if number == 0 {
        Value::Null
    } else {
        Value::String(format!("texte {number}"))
    }
}

/// Does deeds one after the other and compares each past moment with what it was.
fn check(app: &TestApp, wave: crate::features::calls::CallWaveId, deeds: &[(Deed, i64)]) {
    let dossier = testing::begun(app, wave, MONT, &[]);
    let fields = [("synthese", None), ("reseau", Some(uai(MONT))), ("avis", None)];
    let mut seen: Vec<(Instant, Vec<Answer>)> = Vec::new();
    let mut versions: Vec<(Instant, Vec<Answer>)> = Vec::new();
    let at = |moment: Instant| app.write(|tx| answers_at(tx, dossier, moment));
    for (deed, seconds) in deeds {
        let before = app.app.clock().now();
        app.at(&before.plus_seconds(*seconds).to_string());
        if *seconds > 0 {
            seen.push((before, at(before)));
        }
        let newest = |field: usize| {
            let (code, place) = &fields[field];
            app.write(|tx| super::super::store::newest_answer(tx, dossier, place.as_ref(), code))
                .map_or(0, |answer| answer.revision)
        };
        let (actor, now) = (Actor::console(), app.app.clock().now());
        let done: Result<(), WritingError> = match deed {
            Deed::Save {
                field,
                text: number,
                honest,
            } => {
                let (code, uai) = fields[*field].clone();
                let save = Save {
                    dossier,
                    field: code.to_owned(),
                    uai,
                    seen: newest(*field) - i64::from(!honest),
                    value: text(*number),
                };
                app.app
                    .db()
                    .write_blocking(|tx| answers::save(tx, &actor, now, &save).map(|_| ()))
            }
            Deed::Settle { field, mine, chosen } => {
                let (code, uai) = fields[*field].clone();
                let settlement = Settlement {
                    field: code.to_owned(),
                    uai,
                    seen: newest(*field),
                    mine: text(*mine),
                    chosen: text(*chosen),
                };
                app.app
                    .db()
                    .write_blocking(|tx| answers::settle(tx, &actor, now, dossier, &settlement).map(|_| ()))
            }
            Deed::Mark => {
                app.act(|tx, actor, now| mark_version(tx, actor, now, dossier, "version"));
                let version = app.write(|tx| super::super::store::versions(tx, dossier)).remove(0);
                versions.push((version.at, at(version.at)));
                Ok(())
            }
        };
        assert!(matches!(done, Ok(()) | Err(WritingError::Stale)), "{done:?}");
    }
    for (moment, told) in seen.iter().chain(&versions) {
        assert_eq!(&at(*moment), told, "at {moment}");
    }
}

#[test]
fn what_was_answered_at_a_moment_never_changes() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let (call, _) = testing::published(app, "numerique", &content(), "2026-09-01", "2026-11-30");
        let position = Cell::new(1);
        let mut runner = TestRunner::new(Config {
            cases: 24,
            failure_persistence: None,
            ..Config::default()
        });
        runner
            .run(&prop::collection::vec(deed(), 1..25), |deeds| {
                position.set(position.get() + 1);
                let wave = testing::another_wave(app, call, position.get(), "2026-09-01", "2026-11-30");
                check(app, wave, &deeds);
                Ok(())
            })
            .unwrap();
    });
}
