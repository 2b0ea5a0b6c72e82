//! Who may go where: every route is visited as nobody and as each role, and the answers are the
//! matrix of `docs/access-matrix.md`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use axum::http::StatusCode;
use pole_kernel::{Role, RoleScope, Territory, Uai};

use crate::policy::{self, Action, Actor, HeldRole};
use crate::shell::routes::RouteInfo;
use crate::test_app::{TestApp, Visitor};

const NOW: &str = "2026-10-16T08:00:00Z";
/// The school of the head and the teacher.
const OWN: &str = "9710022X";

/// The scope each role holds in the sweep.
fn scope(role: Role) -> RoleScope {
    match role {
        Role::Administrator | Role::Pilot | Role::AcademicService | Role::Reviewer => RoleScope::Basin,
        Role::AuthorityAgent => RoleScope::Authority(Territory::parse("978").unwrap()),
        Role::Head | Role::Teacher => RoleScope::School(Uai::parse(OWN).unwrap()),
    }
}

/// A path with something real, or well formed, in each parameter.
fn path(route: &RouteInfo) -> String {
    let id = "01890a5d-ac96-774b-bcce-b302099a8057";
    let mut path = route
        .path
        .replace("{uai}", OWN)
        .replace("{id}", id)
        .replace("{code}", "fr")
        .replace("{name}", "none.css");
    path = match route.path {
        p if p.starts_with("/etablissements/{uai}/effectifs/") => path.replace("{file}", "effectifs.csv"),
        p if p.starts_with("/etablissements/export/") => path.replace("{file}", "etablissements.csv"),
        p if p.starts_with("/apercu/") => path.replace("{file}", "bassin.csv"),
        p if p.starts_with("/imports/export/") => path.replace("{file}", "imports.csv"),
        _ => path.replace("{file}", "export.csv"),
    };
    path
}

/// Whether an answer means that the gate or the action refused this reader.
fn refused(status: StatusCode, location: &str) -> bool {
    status == StatusCode::FORBIDDEN
        || status == StatusCode::UNAUTHORIZED
        || (status == StatusCode::SEE_OTHER && location.starts_with("/connexion"))
}

fn visit(visitor: &Visitor<'_>, route: &RouteInfo) -> bool {
    let path = path(route);
    let reply = match route.method {
        "GET" => visitor.get(&path),
        "PUT" => visitor.send(
            axum::http::Request::put(&path)
                .header("content-type", "application/json")
                .header("x-pole-token", visitor.token())
                .body("{}".into())
                .unwrap(),
        ),
        _ if route.path.starts_with("/api/") => visitor.send(
            axum::http::Request::post(&path)
                .header("content-type", "application/json")
                .header("x-pole-token", visitor.token())
                .body("{}".into())
                .unwrap(),
        ),
        _ if route.path == "/imports" => visitor.bring("vide.csv", b""),
        _ => visitor.post(&path, &[]),
    };
    assert!(
        reply.status.as_u16() < 500,
        "{} {path} failed with {}: {}",
        route.method,
        reply.status,
        reply.body
    );
    !refused(reply.status, reply.location())
}

/// Routes that would end the visitor's own session or lock the sweep out.
fn ends_session(route: &RouteInfo) -> bool {
    route.path == "/deconnexion"
}

#[test]
fn every_route_answers_nobody_and_each_role_as_the_matrix_says() {
    let app = TestApp::new(NOW);
    app.with_basin();
    let mut matrix: BTreeMap<(&str, &str), Vec<bool>> = BTreeMap::new();
    let nobody = app.nobody();
    for route in &app.routes {
        let allowed = visit(&nobody, route);
        assert_eq!(
            allowed,
            route.action == Action::ReadPublic,
            "nobody at {} {}",
            route.method,
            route.path
        );
        matrix.entry((route.path, route.method)).or_default().push(allowed);
    }
    for role in Role::ALL {
        let person = app.person(&role.code().replace('_', "-"), *role, scope(*role));
        let held = vec![HeldRole {
            role: *role,
            scope: scope(*role),
        }];
        let actor = Actor {
            account: Some(policy::AccountId::parse("01890a5d-ac96-774b-bcce-b302099a8057").unwrap()),
            roles: held,
            ..Actor::default()
        };
        for route in &app.routes {
            let expected = policy::may_somewhere(&actor, route.action);
            let allowed = if ends_session(route) {
                expected
            } else {
                visit(&person, route)
            };
            assert!(
                expected || !allowed,
                "{role} passes {} {} against the policy",
                route.method,
                route.path
            );
            matrix.entry((route.path, route.method)).or_default().push(allowed);
        }
    }
    let mut text = String::from(
        "# Who may go where\n\nWritten by the test `every_route_answers_nobody_and_each_role_as_the_matrix_says`: every route is visited\n\
         as nobody and as each role (the authority agent of Saint-Martin, the head and a teacher of 9710022X).\n\
         ✓ passes, – is refused. What a role sees behind a route is narrowed again by its scope.\n\n| Route | | public |",
    );
    for role in Role::ALL {
        let _ = write!(text, " {} |", role.code().replace('_', " "));
    }
    text.push_str("\n|---|---|---|");
    text.push_str(&"---|".repeat(Role::ALL.len()));
    text.push('\n');
    for ((path, method), allowed) in &matrix {
        let _ = write!(text, "| `{path}` | {method} |");
        for passes in allowed {
            let _ = write!(text, " {} |", if *passes { "✓" } else { "–" });
        }
        text.push('\n');
    }
    text.push_str("\n## Actions by role\n\n| Action |");
    for role in Role::ALL {
        let _ = write!(text, " {} |", role.code().replace('_', " "));
    }
    text.push_str("\n|---|");
    text.push_str(&"---|".repeat(Role::ALL.len()));
    text.push('\n');
    for action in Action::ALL {
        let _ = write!(text, "| {} |", action.code().replace('_', " "));
        for role in Role::ALL {
            let held = vec![HeldRole {
                role: *role,
                scope: scope(*role),
            }];
            let account = policy::AccountId::parse("01890a5d-ac96-774b-bcce-b302099a8057").ok();
            let actor = Actor {
                account,
                roles: held,
                ..Actor::default()
            };
            let _ = write!(
                text,
                " {} |",
                if policy::may_somewhere(&actor, *action) {
                    "✓"
                } else {
                    "–"
                }
            );
        }
        text.push('\n');
    }
    let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/access-matrix.md");
    if std::env::var_os("POLE_WRITE_SNAPSHOTS").is_some() {
        std::fs::write(&committed, &text).unwrap();
    }
    let kept = std::fs::read_to_string(&committed).unwrap_or_default();
    assert!(
        kept == text,
        "docs/access-matrix.md is not what the routes do; read the difference, then run the test with POLE_WRITE_SNAPSHOTS=1"
    );
}
