//! The list: who sees which dossiers, filters, pages, files.

use super::super::testing::{CHOISY, ECOLES, MONT, SOUALIGA, attach, begun, published_call};
use crate::test_app::on_both_engines;

const NOW: &str = "2026-10-16T12:00:00Z";

#[test]
fn each_role_sees_its_own_and_files_hold_what_is_shown() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        attach(app);
        let (call, wave) = published_call(app, "2026-10-01", "2026-10-31");
        begun(app, wave, MONT, &ECOLES);
        begun(app, wave, SOUALIGA, &[]);
        begun(app, wave, CHOISY, &[]);
        let names = |visitor: &crate::test_app::Visitor<'_>, query: &str| {
            let reply = visitor.get(&format!("/dossiers{query}"));
            assert!(reply.status.is_success(), "{}", reply.body);
            [MONT, SOUALIGA, CHOISY]
                .into_iter()
                .filter(|code| reply.body.contains(&format!("<span class=\"pole-table__note\">{code}")))
                .collect::<Vec<_>>()
        };
        let (pilot, head, agent) = (app.pilot(), app.head_of(ECOLES[0]), app.agent_of("977"));
        assert_eq!(names(&pilot, "").len(), 3);
        assert_eq!(names(&head, ""), [MONT], "the dossier that their école is in");
        assert_eq!(names(&agent, ""), [CHOISY]);
        assert_eq!(names(&pilot, "?q=soualiga"), [SOUALIGA]);
        assert_eq!(names(&pilot, "?q=leydet"), [MONT], "by an école of it");
        assert_eq!(names(&pilot, "?ile=977"), [CHOISY]);
        assert_eq!(names(&pilot, "?etat=draft&type=college&tri=recent").len(), 3);
        assert_eq!(names(&pilot, "?etat=selected").len(), 0);
        assert_eq!(names(&pilot, &format!("?appel={call}&vague={wave}")).len(), 3);
        let csv = pilot.get("/dossiers/export/dossiers.csv?ile=978");
        assert!(csv.body.contains("Soualiga") && !csv.body.contains("Mireille Choisy"));
        assert!(pilot.get("/dossiers/export/dossiers.xlsx").status.is_success());
        let refused = app.nobody().get("/dossiers");
        assert_eq!(refused.status, 303, "to the page where one signs in");
    });
}

#[test]
fn the_form_begins_a_dossier_and_the_page_of_the_dossier_says_all() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        attach(app);
        let (_, wave) = published_call(app, "2026-10-01", "2026-10-31");
        let head = app.head_of(MONT);
        let form = head.get("/dossiers/nouveau");
        assert!(form.has("Marie-Amélie Leydet"), "{}", form.body);
        let wave = wave.to_string();
        let fields = [("vague", wave.as_str()), ("etablissement", MONT), ("ecoles", ECOLES[0])];
        let reply = head.post("/dossiers/nouveau", &fields);
        assert_eq!(reply.status, 303, "{}", reply.body);
        let page = head.get(reply.location());
        assert!(
            page.shows("line-state-draft") && page.shows("dossiers-who-owes"),
            "{}",
            page.body
        );
        assert!(page.has("synthese"));
        let again = head.post("/dossiers/nouveau", &fields);
        assert_eq!(again.status, 422);
        assert!(again.body.contains("répond déjà"));
    });
}

/// Every page of a list shows each dossier once.
#[test]
fn pages_follow_each_other_without_loss() {
    let app = crate::test_app::TestApp::new(NOW);
    app.with_basin();
    let mut seen = Vec::new();
    let (_, wave) = published_call(&app, "2026-10-01", "2026-10-31");
    for college in [MONT, SOUALIGA, CHOISY] {
        begun(&app, wave, college, &[]);
    }
    let now = app.app.clock().now();
    for sort in [super::super::listing::Sort::Name, super::super::listing::Sort::Newest] {
        let mut after = None;
        seen.clear();
        loop {
            let filter = super::super::listing::ListFilter {
                seen_by: crate::policy::Scope::everything(),
                sees_results: true,
                sort,
                after: after.clone(),
                limit: 1,
                ..super::super::listing::ListFilter::default()
            };
            let lines = app.write(|tx| super::super::listing::list(tx, &filter, now));
            let Some(line) = lines.first() else { break };
            seen.push(line.college.to_string());
            let cursor = line.cursor(sort);
            let (key, id) = cursor.rsplit_once('~').unwrap();
            after = Some((key.to_owned(), super::super::DossierId::parse(id).unwrap()));
        }
        seen.sort();
        assert_eq!(seen, [MONT, CHOISY, SOUALIGA].map(str::to_owned), "{sort:?}");
    }
}
