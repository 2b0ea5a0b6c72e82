//! The common file: endorsed, ranked without tie or gap, sent in one act.

use super::super::testing::{ECOLES, MONT, SOUALIGA, attach, begun, content, line_of, published, put};
use super::super::{DossierId, LineState};
use crate::features::calls::{CallContent, EcoleQuota};
use crate::test_app::{Reply, TestApp, Visitor, on_both_engines};

const NOW: &str = "2026-10-16T12:00:00Z";

fn call() -> CallContent {
    CallContent {
        sections: Vec::new(),
        documents: Vec::new(),
        ecole_quota: Some(EcoleQuota {
            percent: 15,
            of: "requests".to_owned(),
        }),
        ..content()
    }
}

fn file_of(app: &TestApp, id: DossierId) -> String {
    app.write(|tx| Ok(super::super::dossier(tx, id)?.unwrap().common_file.to_string()))
}

fn order(
    app: &TestApp,
    agent: &Visitor<'_>,
    file: &str,
    ranks: &[(DossierId, &str, &str)],
    shift: &[(&str, DossierId)],
) -> Reply {
    let mut fields = Vec::new();
    for (id, school, rank) in ranks {
        let revision = line_of(app, *id, school).revision;
        fields.push(("dossiers".to_owned(), id.to_string()));
        fields.push((format!("rang-{id}"), (*rank).to_owned()));
        fields.push((format!("vu-{id}"), revision.to_string()));
    }
    fields.extend(shift.iter().map(|(name, id)| ((*name).to_owned(), id.to_string())));
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    agent.post(&format!("/dossiers/communs/{file}/ordre"), &fields)
}

/// The form of a review page, posted as it is.
fn confirm(agent: &Visitor<'_>, file: &str, to: &str) -> Reply {
    let page = agent.get(&format!("/dossiers/communs/{file}/etat?vers={to}"));
    assert!(page.status.is_success(), "{}", page.body);
    let mut fields = vec![
        ("vers".to_owned(), to.to_owned()),
        ("jour".to_owned(), "2026-10-16".to_owned()),
    ];
    for part in page.body.split("name=\"vu-").skip(1) {
        let id = part.split('"').next().unwrap();
        let seen = part.split("value=\"").nth(1).unwrap().split('"').next().unwrap();
        fields.push(("lignes".to_owned(), id.to_owned()));
        fields.push((format!("vu-{id}"), seen.to_owned()));
    }
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    agent.post(&format!("/dossiers/communs/{file}/etat"), &fields)
}

#[test]
fn an_authority_endorses_ranks_and_sends_all_of_its_file() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        attach(app);
        let (_, wave) = published(app, "numerique", &call(), "2026-10-01", "2026-10-31");
        let (one, other) = (begun(app, wave, MONT, &[ECOLES[0]]), begun(app, wave, SOUALIGA, &[]));
        for (id, school) in [(one, MONT), (one, ECOLES[0]), (other, SOUALIGA)] {
            put(app, id, school, LineState::SchoolValidated);
        }
        let file = file_of(app, one);
        let agent = app.agent_of("978");
        let page = agent.get(&format!("/dossiers/communs/{file}"));
        assert!(
            page.shows("dossiers-quota-over"),
            "one école of three lines, 15 % planned: {}",
            page.body
        );
        assert_eq!(confirm(&agent, &file, "authority_endorsed").status, 303);
        // A tie, a gap, a rank left out: refused, nothing written.
        for (first, second, key) in [
            ("1", "1", "rang 1 est donné deux fois"),
            ("1", "3", "rang 2 manque"),
            ("1", "", "un rang, à partir de 1"),
        ] {
            let reply = order(
                app,
                &agent,
                &file,
                &[(one, MONT, first), (other, SOUALIGA, second)],
                &[],
            );
            assert_eq!(reply.status, 422);
            assert!(reply.body.contains(key), "{key}: {}", reply.body);
        }
        assert_eq!(line_of(app, one, MONT).state, LineState::AuthorityEndorsed);
        let ranks = [(one, MONT, "2"), (other, SOUALIGA, "1")];
        assert_eq!(order(app, &agent, &file, &ranks, &[]).status, 303);
        assert_eq!(line_of(app, one, MONT).rank, Some(2));
        assert_eq!(
            line_of(app, one, ECOLES[0]).rank,
            Some(2),
            "an école has the rank of its dossier"
        );
        assert_eq!(order(app, &agent, &file, &ranks, &[("monter", one)]).status, 303);
        assert_eq!(line_of(app, one, MONT).rank, Some(1));
        assert_eq!(line_of(app, other, SOUALIGA).rank, Some(2));
        // What somebody saw before is not what is there now.
        let stale = agent.post(
            &format!("/dossiers/communs/{file}/ordre"),
            &[
                ("dossiers", &one.to_string()),
                (&format!("rang-{one}"), "1"),
                (&format!("vu-{one}"), "1"),
            ],
        );
        assert_eq!(stale.status, 409);
        assert_eq!(confirm(&agent, &file, "transmitted").status, 303);
        for (id, school) in [(one, MONT), (one, ECOLES[0]), (other, SOUALIGA)] {
            let line = line_of(app, id, school);
            assert_eq!(line.state, LineState::Transmitted);
            assert!(line.rank.is_some(), "the rank is kept");
        }
        let saved = agent.get(&format!("/dossiers/communs/{file}/export/dossier-commun.csv"));
        assert!(saved.status.is_success() && saved.body.contains("Soualiga"));
    });
}

#[test]
fn the_note_of_a_common_file_is_not_written_over_another() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let (_, wave) = published(app, "numerique", &call(), "2026-10-01", "2026-10-31");
        let file = file_of(app, begun(app, wave, MONT, &[]));
        let agent = app.agent_of("978");
        let write = |seen, note| {
            agent.post(
                &format!("/dossiers/communs/{file}/note"),
                &[("vu", seen), ("note", note)],
            )
        };
        assert_eq!(write("", "Priorité au réseau").status, 303);
        let reply = write("", "Autre avis");
        assert_eq!(reply.status, 409);
        assert!(reply.has("Autre avis") && reply.has("Priorité au réseau"));
        assert_eq!(
            app.head_of(MONT).get(&format!("/dossiers/communs/{file}")).status,
            404,
            "not theirs"
        );
    });
}
