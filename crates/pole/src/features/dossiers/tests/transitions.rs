//! Every transition and every role: the table against the regulation, and through the router.

use std::collections::{BTreeMap, BTreeSet};

use pole_kernel::{Role, RoleScope, Territory};
use proptest::prelude::*;

use super::super::testing::{ECOLES, MONT, attach, begun, content, line_of, published, put, uai};
use super::super::{LineState, NewState, Who, history, line, move_line, next_states, record_correction, who_may};
use crate::features::calls::CallContent;
use crate::policy::Actor;
use crate::test_app::{TestApp, on_both_engines};

const NOW: &str = "2026-10-16T12:00:00Z";

/// The table of `domain.md` §3.2, typed once more by hand: from, to, who.
const TABLE: &str = "
draft under_construction writer school authority program
draft withdrawn school authority
under_construction school_validated school
under_construction withdrawn school authority
under_construction transmitted program
school_validated authority_endorsed authority
school_validated withdrawn school authority
authority_endorsed ranked authority
authority_endorsed withdrawn school authority
ranked ranked authority
ranked transmitted authority
ranked withdrawn school authority
transmitted admissible academy
transmitted inadmissible academy
transmitted withdrawn authority
admissible assessed academy program
admissible withdrawn authority
assessed selected academy
assessed reserve academy
assessed not_selected academy
assessed withdrawn authority
reserve selected academy
reserve not_selected academy
selected agreed academy
selected terminated academy
agreed running academy
agreed terminated academy
running closed academy
running terminated academy
";

type Table = BTreeMap<(LineState, LineState), BTreeSet<Who>>;

fn table() -> Table {
    TABLE
        .lines()
        .filter(|row| !row.is_empty())
        .map(|row| {
            let mut words = row.split(' ');
            let from = LineState::parse(words.next().unwrap()).unwrap();
            let to = LineState::parse(words.next().unwrap()).unwrap();
            ((from, to), words.map(|word| Who::parse(word).unwrap()).collect())
        })
        .collect()
}

#[test]
fn every_state_every_state_and_every_actor() {
    let table = table();
    for from in LineState::ALL {
        for to in LineState::ALL {
            let expected = table.get(&(*from, *to)).cloned().unwrap_or_default();
            for who in Who::ALL {
                assert_eq!(
                    who_may(*from, *to).contains(who),
                    expected.contains(who),
                    "{from} → {to} by {who}"
                );
            }
        }
    }
}

#[test]
fn every_state_is_reached_from_the_draft_and_ends_are_ends() {
    let mut reached = BTreeSet::from([LineState::Draft]);
    loop {
        let next: BTreeSet<LineState> = reached
            .iter()
            .flat_map(|state| next_states(*state).iter().map(|(to, _)| *to))
            .collect();
        let before = reached.len();
        reached.extend(next);
        if reached.len() == before {
            break;
        }
    }
    assert_eq!(reached.len(), LineState::ALL.len());
}

/// A call that asks for nothing, so that nothing stands in the way of a transition.
fn asks_nothing() -> CallContent {
    CallContent {
        sections: Vec::new(),
        documents: Vec::new(),
        ..content()
    }
}

#[test]
fn every_transition_through_the_router_as_each_role() {
    let app = TestApp::new(NOW);
    app.with_basin();
    let (_, wave) = published(&app, "numerique", &asks_nothing(), "2026-10-01", "2026-10-31");
    let id = begun(&app, wave, MONT, &[]);
    let island = |code| RoleScope::Authority(Territory::parse(code).unwrap());
    let people = [
        (app.head_of(MONT), vec![Who::Writer, Who::School]),
        (
            app.person("com978", Role::AuthorityAgent, island("978")),
            vec![Who::Writer, Who::Authority],
        ),
        (app.person("com977", Role::AuthorityAgent, island("977")), Vec::new()),
        (
            app.person("rectorat", Role::AcademicService, RoleScope::Basin),
            vec![Who::Writer, Who::Academy],
        ),
        (app.pilot(), vec![Who::Writer, Who::Academy]),
        (
            app.person("professeur", Role::Teacher, RoleScope::School(uai(MONT))),
            Vec::new(),
        ),
        (app.person("relecteur", Role::Reviewer, RoleScope::Basin), Vec::new()),
        (app.person("admin", Role::Administrator, RoleScope::Basin), Vec::new()),
    ];
    let table = table();
    let mut tried = 0;
    for from in LineState::ALL {
        for to in LineState::ALL {
            // One move that is not in the table for each state; the table itself is checked above.
            let listed = table.get(&(*from, *to));
            if listed.is_none() && *to != LineState::Closed && *to != LineState::Draft {
                continue;
            }
            for (visitor, acts) in &people {
                let before = put(&app, id, MONT, *from);
                let (line, seen) = (before.id.to_string(), before.revision.to_string());
                let reply = visitor.post(
                    &format!("/dossiers/{id}/etat"),
                    &[
                        ("vers", to.code()),
                        ("lignes", &line),
                        (&format!("vu-{line}"), &seen),
                        ("jour", "2026-10-16"),
                        ("motif", "parce que"),
                    ],
                );
                let may = listed.is_some_and(|who| acts.iter().any(|act| who.contains(act)));
                let after = line_of(&app, id, MONT);
                assert_eq!(reply.status == 303, may, "{from} → {to} as {acts:?}: {}", reply.status);
                let expected = if may { *to } else { *from };
                assert_eq!(after.state, expected, "{from} → {to} as {acts:?}");
                assert_eq!(after.revision, before.revision + i64::from(may));
                tried += 1;
            }
        }
    }
    assert!(tried > 400, "{tried}");
}

#[test]
fn an_ecole_is_selected_with_its_college_or_after_it() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        attach(app);
        let (_, wave) = published(app, "numerique", &asks_nothing(), "2026-10-01", "2026-10-31");
        let id = begun(app, wave, MONT, &ECOLES);
        let select = |school: &str| {
            let line = put(app, id, school, LineState::Assessed);
            let now = app.app.clock().now();
            app.app.db().write_blocking(|tx| {
                let new = NewState {
                    line: line.id,
                    seen: line.revision,
                    state: LineState::Selected,
                    acted_as: Who::Academy,
                    rank: None,
                    decided_on: now.day(),
                    reason: String::new(),
                    document: None,
                };
                move_line(tx, &Actor::console(), now, &new)
            })
        };
        let refused = select(ECOLES[0]).unwrap_err();
        assert!(refused.to_string().contains(ECOLES[0]), "{refused}");
        select(MONT).unwrap();
        select(ECOLES[0]).unwrap();
        // A collège that stops being selected takes no further école with it.
        put(app, id, MONT, LineState::NotSelected);
        select(ECOLES[1]).unwrap_err();
    });
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, ..ProptestConfig::default() })]

    #[test]
    fn any_history_keeps_the_line_as_its_newest_revision(
        steps in proptest::collection::vec((0..LineState::ALL.len(), 0..Who::ALL.len(), proptest::option::of(1_i64..9), any::<bool>()), 1..40)
    ) {
        let app = TestApp::new(NOW);
        app.with_basin();
        let (_, wave) = published(&app, "numerique", &asks_nothing(), "2026-10-01", "2026-10-31");
        let id = begun(&app, wave, MONT, &[]);
        let first = line_of(&app, id, MONT);
        for (to, who, rank, corrects) in steps {
            let before = line_of(&app, id, MONT);
            let (to, who) = (LineState::ALL[to], Who::ALL[who]);
            let new = NewState {
                line: before.id,
                seen: before.revision,
                state: to,
                acted_as: who,
                rank,
                decided_on: app.app.clock().now().day(),
                reason: "parce que".to_owned(),
                document: None,
            };
            let now = app.app.clock().now();
            let done = app.app.db().write_blocking(|tx| {
                // A correction from time to time, otherwise the ways of the table.
                if corrects && before.revision % 5 == 0 {
                    record_correction(tx, &Actor::console(), now, &new)
                } else {
                    move_line(tx, &Actor::console(), now, &new)
                }
            });
            let corrected = corrects && before.revision % 5 == 0;
            prop_assert_eq!(done.is_ok(), corrected || who_may(before.state, to).contains(&who));
            let after = line_of(&app, id, MONT);
            prop_assert_eq!(after.revision, before.revision + i64::from(done.is_ok()));
            if done.is_ok() {
                prop_assert_eq!(after.state, to);
                prop_assert_eq!(after.rank, rank.or(before.rank));
            } else {
                prop_assert_eq!(&after, &before);
            }
        }
        let (line, revisions) = app.write(|tx| Ok((line(tx, first.id)?.unwrap(), history(tx, first.id)?)));
        prop_assert_eq!(i64::try_from(revisions.len()).unwrap(), line.revision);
        prop_assert_eq!((revisions[0].state, revisions[0].rank), (line.state, line.rank));
        for pair in revisions.windows(2) {
            prop_assert_eq!(pair[0].revision, pair[1].revision + 1);
            let allowed = who_may(pair[1].state, pair[0].state).contains(&pair[0].acted_as);
            prop_assert!(pair[0].corrects.is_some() || allowed);
            prop_assert!(pair[0].rank.is_some() || pair[1].rank.is_none());
        }
    }
}
