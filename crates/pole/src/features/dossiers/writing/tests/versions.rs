//! Versions: named, compared, taken back.

use super::super::super::testing::{self, MONT};
use super::{NOW, a_dossier, json, kept, new_state, revisions, send};
use crate::features::dossiers::{DossierError, LineState, Step, advance, mark_version};
use crate::shell::documents::{self, NewDocument, Scan};
use crate::test_app::on_both_engines;

#[test]
fn a_validation_names_a_version() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let (_, wave) = testing::published_call(app, "2026-09-01", "2026-11-30");
        let dossier = testing::begun(app, wave, MONT, &[]);
        let head = app.head_of(MONT);
        send(&head, dossier, "synthese", "", 0, "Un projet");
        send(&head, dossier, "reseau", MONT, 0, "Fibre");
        let kept = app.app.files().keep(&b"%PDF-1.7"[..], 100).unwrap();
        app.act(|tx, actor, now| {
            let new = NewDocument {
                owner_kind: "dossier",
                owner: dossier.to_string(),
                purpose: "deliberation".to_owned(),
                name: "a.pdf".to_owned(),
                content_type: "application/pdf".to_owned(),
                kept: kept.clone(),
                scan: Scan::NotScanned,
            };
            documents::attach(tx, actor.account, now, &new)
        });
        let new = new_state(app, dossier, MONT, LineState::SchoolValidated);
        let step = Step {
            lines: vec![(new.line, new.seen)],
            to: new.state,
            decided_on: new.decided_on,
            reason: String::new(),
            document: None,
        };
        app.act(|tx, actor, now| -> Result<(), DossierError> { advance(tx, actor, now, dossier, &step).map(|_| ()) });
        let page = head.get(&format!("/dossiers/{dossier}/versions"));
        assert!(page.has("1. validé par l’établissement"), "{}", page.body);
    });
}

#[test]
fn a_version_never_changes_is_compared_word_by_word_and_gives_one_answer_back() {
    on_both_engines(NOW, |app| {
        let (dossier, _) = a_dossier(app);
        let head = app.head_of(MONT);
        let address = format!("/dossiers/{dossier}/versions");
        assert!(head.get(&address).shows("writing-versions-none"));
        send(&head, dossier, "synthese", "", 0, "Un projet de collège");
        assert_eq!(head.post(&address, &[("nom", " ")]).status.as_u16(), 422);
        assert_eq!(head.post(&address, &[("nom", "Avant le conseil")]).status.as_u16(), 303);
        // In the same millisecond: the version does not see it.
        let saved = json(&send(&head, dossier, "synthese", "", 1, "Un projet de bassin"));
        assert_eq!(saved["saved_at"], "2026-10-16T08:00:00.001Z");
        app.at("2026-10-16T09:00:00Z");
        send(&head, dossier, "pilote", "", 0, "oui");
        let number = app.act(|tx, actor, now| mark_version(tx, actor, now, dossier, "Validation"));
        assert_eq!(number, 2);
        let page = head.get(&format!("{address}/1"));
        assert!(
            page.has("Un projet de <del>collège</del><ins>bassin</ins>"),
            "{}",
            page.body
        );
        assert!(page.has("<ins>oui</ins>"));
        let same = head.get(&format!("{address}/2"));
        assert!(same.shows("writing-compare-same"));
        let between = head.get(&format!("{address}/1?avec=2"));
        assert!(between.has("<ins>bassin</ins>") && !between.shows("writing-restore"));
        assert_eq!(head.get(&format!("{address}/3")).status.as_u16(), 404);
        let restore = |seen: &str| {
            head.post(
                &format!("{address}/1/reprendre"),
                &[("question", "synthese"), ("ecole", ""), ("vu", seen)],
            )
            .status
            .as_u16()
        };
        assert_eq!(restore("1"), 409, "somebody saved meanwhile");
        assert_eq!(restore("2"), 303);
        assert_eq!(
            kept(app, dossier, "synthese", None),
            Some("Un projet de collège".into())
        );
        assert_eq!(revisions(app, dossier, "synthese").len(), 3, "as a new revision");
        let agent = app.agent_of("978");
        assert_eq!(
            agent.post(&address, &[("nom", "De la collectivité")]).status.as_u16(),
            303
        );
        assert_eq!(app.agent_of("977").post(&address, &[("nom", "x")]).status.as_u16(), 404);
    });
}
