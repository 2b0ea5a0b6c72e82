//! Accounts through the door: sign-in, sessions, roles, tokens.

use axum::http::{Request, StatusCode, header};
use pole_kernel::{Role, RoleScope};

use crate::test_app::{TestApp, on_both_engines};

const NOW: &str = "2026-10-16T08:00:00Z";
const PASSWORD: &str = "cocotier-bleu-2026";

#[test]
fn a_person_signs_in_works_and_signs_out() {
    on_both_engines(NOW, |app| {
        let pilot = app.pilot();
        assert_eq!(pilot.get("/apercu").status, StatusCode::OK);
        let out = pilot.post("/deconnexion", &[]);
        assert_eq!(out.status, StatusCode::SEE_OTHER);
        let back = pilot.get("/apercu");
        assert_eq!(back.status, StatusCode::SEE_OTHER);
        assert!(back.location().starts_with("/connexion?suite=%2Fapercu"));
    });
}

#[test]
fn a_wrong_password_and_an_unknown_name_are_told_the_same() {
    on_both_engines(NOW, |app| {
        app.account("pilote", Some((Role::Pilot, RoleScope::Basin)));
        let nobody = app.nobody();
        let wrong = nobody.post("/connexion", &[("nom", "pilote"), ("mot_de_passe", "autre chose 2026")]);
        let unknown = nobody.post(
            "/connexion",
            &[("nom", "personne"), ("mot_de_passe", "autre chose 2026")],
        );
        for reply in [&wrong, &unknown] {
            assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(reply.shows("accounts-refused-sign-in"));
            assert!(!reply.has("autre chose 2026"), "a password is never sent back");
        }
        assert!(wrong.body.contains("value=\"pilote\""));
    });
}

#[test]
fn guessing_is_slowed_per_name_and_waiting_helps() {
    on_both_engines(NOW, |app| {
        app.account("pilote", Some((Role::Pilot, RoleScope::Basin)));
        let nobody = app.nobody();
        let guess = |password| nobody.post("/connexion", &[("nom", "pilote"), ("mot_de_passe", password)]);
        for _ in 0..5 {
            assert_eq!(guess("faux mot de passe").status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        let slowed = guess(PASSWORD);
        assert_eq!(slowed.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(slowed.headers.contains_key(header::RETRY_AFTER));
        app.at("2026-10-16T08:00:16Z");
        assert_eq!(guess(PASSWORD).status, StatusCode::SEE_OTHER);
    });
}

#[test]
fn a_session_ends_when_it_is_idle_or_old() {
    on_both_engines(NOW, |app| {
        let pilot = app.pilot();
        for hour in ["09:30", "11:00", "12:30", "14:00"] {
            app.at(&format!("2026-10-16T{hour}:00Z"));
            assert_eq!(pilot.get("/compte").status, StatusCode::OK, "{hour}");
        }
        app.at("2026-10-16T16:30:00Z");
        assert_eq!(
            pilot.get("/compte").status,
            StatusCode::SEE_OTHER,
            "idle for more than two hours"
        );
        let busy = app.nobody();
        app.at(NOW);
        busy.post("/connexion", &[("nom", "pilote"), ("mot_de_passe", PASSWORD)]);
        for hour in 9..20 {
            app.at(&format!("2026-10-16T{hour:02}:00:00Z"));
            assert_eq!(busy.get("/compte").status, StatusCode::OK, "{hour}");
        }
        app.at("2026-10-16T20:00:01Z");
        assert_eq!(
            busy.get("/compte").status,
            StatusCode::SEE_OTHER,
            "twelve hours after the sign-in"
        );
    });
}

#[test]
fn a_form_without_its_token_or_from_another_site_changes_nothing() {
    let app = TestApp::new(NOW);
    let pilot = app.pilot();
    let bare = pilot.post_raw("/compte/jetons", "application/x-www-form-urlencoded", "libelle=essai");
    assert_eq!(bare.status, StatusCode::FORBIDDEN);
    let body = format!("_token={}&libelle=essai", pilot.token());
    let request = Request::post("/compte/jetons")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "cross-site")
        .body(body.into())
        .unwrap();
    assert_eq!(pilot.send(request).status, StatusCode::FORBIDDEN);
    assert!(!pilot.get("/compte").has("essai"));
}

#[test]
fn a_changed_password_ends_the_other_sessions() {
    on_both_engines(NOW, |app| {
        let pilot = app.pilot();
        let elsewhere = app.nobody();
        elsewhere.post("/connexion", &[("nom", "pilote"), ("mot_de_passe", PASSWORD)]);
        let wrong = pilot.post(
            "/compte/mot-de-passe",
            &[("actuel", "faux"), ("nouveau", "flamboyant-2026")],
        );
        assert!(wrong.shows("accounts-refused-password-wrong"));
        let short = pilot.post("/compte/mot-de-passe", &[("actuel", PASSWORD), ("nouveau", "court")]);
        assert!(short.shows("accounts-refused-password-short"));
        let done = pilot.post(
            "/compte/mot-de-passe",
            &[("actuel", PASSWORD), ("nouveau", "flamboyant-2026")],
        );
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        assert_eq!(pilot.get("/compte").status, StatusCode::OK);
        assert_eq!(elsewhere.get("/compte").status, StatusCode::SEE_OTHER);
    });
}

#[test]
fn an_administrator_makes_accounts_and_ends_roles() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let admin = app.person("admin", Role::Administrator, RoleScope::Basin);
        let form = [
            ("nom", "directrice"),
            ("affichage", "Directrice de Leydet"),
            ("mot_de_passe", "flamboyant-2026"),
            ("role", "head"),
            ("portee", "9710210B"),
            ("du", "2026-09-01"),
        ];
        let added = admin.post("/comptes", &form);
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
        let twice = admin.post("/comptes", &form);
        assert!(twice.shows("accounts-refused-name-taken"));
        let director = app.nobody();
        director.post(
            "/connexion",
            &[("nom", "directrice"), ("mot_de_passe", "flamboyant-2026")],
        );
        assert_eq!(director.get("/etablissements/9710210B").status, StatusCode::OK);
        let page = admin.get("/comptes?q=directrice");
        let marker = "/comptes/roles/";
        let start = page.body.find(marker).unwrap() + marker.len();
        let id = page.body[start..].split('/').next().unwrap().to_owned();
        assert_eq!(
            admin.post(&format!("/comptes/roles/{id}/terminer"), &[]).status,
            StatusCode::SEE_OTHER
        );
        assert_eq!(
            director.get("/etablissements/9710210B").status,
            StatusCode::FORBIDDEN,
            "a role ends at once"
        );
        assert!(admin.get("/comptes/export.csv").body.contains("directrice"));
    });
}

#[test]
fn accounts_are_closed_reopened_and_given_new_passwords_and_roles() {
    on_both_engines(NOW, |app| {
        let admin = app.person("admin", Role::Administrator, RoleScope::Basin);
        app.account("prof.martin", None);
        let page = admin.get("/comptes");
        let row = page.body.split("<code>prof.martin</code>").nth(1).unwrap();
        let start = row.find("action=\"/comptes/").unwrap() + "action=\"/comptes/".len();
        let id = row[start..].split('/').next().unwrap().to_owned();
        let person = app.nobody();
        let sign_in = |password: &str| {
            person
                .post("/connexion", &[("nom", "prof.martin"), ("mot_de_passe", password)])
                .status
        };
        assert_eq!(
            admin.post(&format!("/comptes/{id}/fermer"), &[]).status,
            StatusCode::SEE_OTHER
        );
        assert_eq!(sign_in(PASSWORD), StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(
            admin.post(&format!("/comptes/{id}/rouvrir"), &[]).status,
            StatusCode::SEE_OTHER
        );
        let reset = admin.post(
            "/comptes/mot-de-passe",
            &[("compte_3", &id), ("mot_de_passe_3", "gaiac-et-lambi-2026")],
        );
        assert_eq!(reset.status, StatusCode::SEE_OTHER, "{}", reset.body);
        assert_eq!(sign_in("gaiac-et-lambi-2026"), StatusCode::SEE_OTHER);
        let role = admin.post(
            "/comptes/roles",
            &[("compte", &id), ("role_2", "pilot"), ("du_2", "2026-09-01")],
        );
        assert_eq!(role.status, StatusCode::SEE_OTHER, "{}", role.body);
        assert_eq!(person.get("/imports").status, StatusCode::OK);
    });
}

#[test]
fn the_last_administrator_cannot_be_removed() {
    on_both_engines(NOW, |app| {
        let admin = app.person("admin", Role::Administrator, RoleScope::Basin);
        let page = admin.get("/comptes");
        let start = page.body.find("/comptes/roles/").unwrap() + "/comptes/roles/".len();
        let id = page.body[start..].split('/').next().unwrap().to_owned();
        let reply = admin.post(&format!("/comptes/roles/{id}/terminer"), &[]);
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(reply.shows("accounts-refused-last-administrator"));
    });
}

#[test]
fn a_token_reads_for_its_owner_until_it_is_revoked() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let pilot = app.pilot();
        let added = pilot.post("/compte/jetons", &[("libelle", "tableau de bord"), ("droits", "lire")]);
        assert_eq!(added.status, StatusCode::OK, "{}", added.body);
        let marker = "<code class=\"pole-secret\">";
        let start = added.body.find(marker).unwrap() + marker.len();
        let secret = added.body[start..].split('<').next().unwrap().to_owned();
        let ask = |path: &str| {
            let request = Request::get(path).header(header::AUTHORIZATION, format!("Bearer {secret}"));
            app.nobody().send(request.body(axum::body::Body::empty()).unwrap())
        };
        assert_eq!(ask("/api/v1/schools").status, StatusCode::OK);
        assert_eq!(
            ask("/imports").status,
            StatusCode::FORBIDDEN,
            "a token to read brings no file"
        );
        let page = pilot.get("/compte");
        let start = page.body.find("/compte/jetons/").unwrap() + "/compte/jetons/".len();
        let id = page.body[start..].split('/').next().unwrap().to_owned();
        assert_eq!(
            pilot.post(&format!("/compte/jetons/{id}/retirer"), &[]).status,
            StatusCode::SEE_OTHER
        );
        assert_eq!(ask("/api/v1/schools").status, StatusCode::UNAUTHORIZED);
    });
}

#[test]
fn the_language_is_chosen_and_kept() {
    let app = TestApp::new(NOW);
    let visitor = app.nobody();
    assert!(visitor.get("/").body.contains("lang=\"fr\""));
    let chosen = visitor.get("/langue/en?suite=/sources");
    assert_eq!(chosen.location(), "/sources");
    assert!(visitor.get("/").body.contains("<html lang=\"en\""));
    assert_eq!(visitor.get("/langue/xx").status, StatusCode::NOT_FOUND);
}
