//! Beginning a dossier.

use pole_kernel::{Role, RoleScope, Territory};

use super::super::testing::{CHOISY, ECOLES, MONT, SOUALIGA, attach, begun, published_call, uai};
use super::super::{Check, DossierError, LineState, NewDossier, Refusal, begin, dossier, lines};
use crate::policy::{Actor, HeldRole};
use crate::test_app::{TestApp, on_both_engines};

const NOW: &str = "2026-10-16T08:00:00Z";

fn actor(role: Role, scope: RoleScope) -> Actor {
    Actor {
        roles: vec![HeldRole { role, scope }],
        ..Actor::default()
    }
}

fn try_begin(app: &TestApp, actor: &Actor, new: &NewDossier) -> Result<(), DossierError> {
    let now = app.app.clock().now();
    app.app.db().write_blocking(|tx| begin(tx, actor, now, new).map(|_| ()))
}

#[test]
fn a_dossier_begins_with_a_line_for_each_of_its_schools_in_the_common_file_of_its_island() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        attach(app);
        let (call, wave) = published_call(app, "2026-10-01", "2026-10-31");
        let id = begun(app, wave, MONT, &ECOLES);
        let other = begun(app, wave, SOUALIGA, &[]);
        let (first, second, of_first) =
            app.write(|tx| Ok((dossier(tx, id)?.unwrap(), dossier(tx, other)?.unwrap(), lines(tx, id)?)));
        assert_eq!((first.call, first.version, first.territory.as_str()), (call, 1, "978"));
        assert_eq!(first.common_file, second.common_file);
        let schools: Vec<&str> = of_first.iter().map(|line| line.uai.as_str()).collect();
        assert_eq!(schools, [MONT, ECOLES[0], ECOLES[1]]);
        assert!(
            of_first
                .iter()
                .all(|line| line.state == LineState::Draft && line.revision == 1)
        );
    });
}

#[test]
fn who_may_begin_a_dossier_and_for_whom() {
    let app = TestApp::new(NOW);
    app.with_basin();
    let (_, wave) = published_call(&app, "2026-10-01", "2026-10-31");
    let new = NewDossier::new(wave, uai(CHOISY));
    let island = |code| RoleScope::Authority(Territory::parse(code).unwrap());
    let refused = [
        actor(Role::Head, RoleScope::School(uai(MONT))),
        actor(Role::Teacher, RoleScope::School(uai(CHOISY))),
        actor(Role::AuthorityAgent, island("978")),
        actor(Role::Administrator, RoleScope::Basin),
        actor(Role::Reviewer, RoleScope::Basin),
    ];
    for actor in refused {
        assert!(
            matches!(try_begin(&app, &actor, &new), Err(DossierError::Denied(_))),
            "{:?}",
            actor.roles
        );
    }
    for (place, actor) in [
        actor(Role::Head, RoleScope::School(uai(CHOISY))),
        actor(Role::AuthorityAgent, island("977")),
        actor(Role::AcademicService, RoleScope::Basin),
        actor(Role::Pilot, RoleScope::Basin),
    ]
    .into_iter()
    .enumerate()
    {
        let answer = try_begin(&app, &actor, &new);
        if place == 0 {
            answer.unwrap();
        } else {
            assert!(matches!(
                answer,
                Err(DossierError::Refused(Refusal::AlreadyBegun(school))) if school == uai(CHOISY)
            ));
        }
    }
}

#[test]
fn a_dossier_is_not_begun_for_a_school_that_may_not_answer_nor_outside_the_wave() {
    let app = TestApp::new(NOW);
    app.with_basin();
    attach(&app);
    let (_, wave) = published_call(&app, "2026-10-01", "2026-10-31");
    let refusal = |new: &NewDossier| match try_begin(&app, &Actor::console(), new) {
        Err(DossierError::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    };
    let not_eligible = |code: &str, why| Refusal::NotEligible { uai: uai(code), why };
    // A lycée is not of a kind the call takes; nor is an école by itself.
    assert_eq!(
        refusal(&NewDossier::new(wave, uai("9711252J"))),
        not_eligible("9711252J", Check::Kind)
    );
    assert_eq!(
        refusal(&NewDossier::new(wave, uai(ECOLES[0]))),
        not_eligible(ECOLES[0], Check::Kind)
    );
    // An école of another catchment area.
    let new = NewDossier::new(wave, uai(SOUALIGA)).with([uai(ECOLES[0])]);
    assert_eq!(refusal(&new), not_eligible(ECOLES[0], Check::Attached));
    let new = NewDossier::new(wave, uai(MONT)).with([uai(SOUALIGA)]);
    assert_eq!(refusal(&new), not_eligible(SOUALIGA, Check::Kind));
    // Nobody knows this one.
    assert_eq!(
        refusal(&NewDossier::new(wave, uai("0750001U"))),
        Refusal::UnknownSchool(uai("0750001U"))
    );
    // Too early, too late: to the second, in the zone of the islands.
    app.at("2026-11-01T03:59:59Z");
    begun(&app, wave, MONT, &[]);
    app.at("2026-11-01T04:00:00Z");
    assert_eq!(refusal(&NewDossier::new(wave, uai(SOUALIGA))), Refusal::WaveNotOpen);
    app.at("2026-10-01T03:59:59Z");
    assert_eq!(refusal(&NewDossier::new(wave, uai(SOUALIGA))), Refusal::WaveNotOpen);
}
