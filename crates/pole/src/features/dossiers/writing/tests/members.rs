//! Invitations, who is missing what, comments, documents, reminders.

use pole_db::{params, sql};
use pole_kernel::{Role, RoleScope};

use super::super::super::testing::{ECOLES, MONT, SOUALIGA, uai};
use super::{NOW, a_dossier, account, delegate, invite, send, teacher, validate};
use crate::features::calls::Part;
use crate::features::dossiers::DossierId;
use crate::policy::AccountId;
use crate::shell::documents::{self, NewDocument, Scan};
use crate::shell::jobs;
use crate::test_app::{TestApp, on_both_engines};

/// What somebody was written: wordings, in order.
fn messages(app: &TestApp, account: AccountId) -> Vec<String> {
    app.write(|tx| {
        tx.rows(
            sql!("select wording, once from message where account = :account order by written_at, id"),
            params! { account: account },
            |row| row.get("wording"),
        )
    })
}

/// The arguments of the newest message of somebody.
fn newest_arguments(app: &TestApp, account: AccountId) -> serde_json::Value {
    let found: Vec<String> = app.write(|tx| {
        tx.rows(
            sql!("select arguments from message where account = :account order by id desc"),
            params! { account: account },
            |row| row.get("arguments"),
        )
    });
    serde_json::from_str(&found[0]).unwrap()
}

fn invitations(app: &TestApp, dossier: DossierId) -> Vec<super::super::members::Invitation> {
    app.write(|tx| super::super::store::invitations(tx, dossier))
}

#[test]
fn a_head_invites_a_teacher_who_finds_the_dossier_and_loses_it_when_the_invitation_ends() {
    on_both_engines(NOW, |app| {
        let (dossier, _) = a_dossier(app);
        let head = app.head_of(MONT);
        let member = teacher(app, "prof", MONT);
        let far = teacher(app, "lointain", SOUALIGA);
        let agent = app.agent_of("978");
        let (prof, stranger, com) = (account(app, "prof"), account(app, "lointain"), account(app, "com978"));
        let address = format!("/dossiers/{dossier}/membres");
        let page = head.get(&format!("{address}?q=PRÔF"));
        assert!(page.has("prof (test)") && !page.has("com978 (test) –") && !page.has("lointain"));
        let ask = |visitor: &crate::test_app::Visitor<'_>, who: AccountId, part: &str| {
            visitor
                .post(&address, &[("compte", &who.to_string()), ("partie", part)])
                .status
                .as_u16()
        };
        assert_eq!(member.get(&address).status.as_u16(), 404);
        assert_eq!(ask(&member, prof, "teachers"), 404, "nobody invites themselves");
        assert_eq!(ask(&head, stranger, "teachers"), 422, "a teacher of another school");
        assert_eq!(
            ask(&head, prof, "authority"),
            422,
            "a teacher does not write for the authority"
        );
        assert_eq!(ask(&agent, prof, "teachers"), 403);
        assert_eq!(ask(&head, prof, "teachers"), 303);
        assert_eq!(ask(&head, prof, "teachers"), 422, "once is enough");
        assert_eq!(ask(&head, com, "authority"), 303);
        assert_eq!(messages(app, prof), ["writing-invited"]);

        let own = member.get("/dossiers/miens");
        assert!(
            own.has("MONT DES ACCORDS") || own.has("Mont des Accords"),
            "{}",
            own.body
        );
        assert!(own.has("0 sur 3"));
        assert!(far.get("/dossiers/miens").shows("writing-own-none"));
        assert_eq!(send(&member, dossier, "reseau", MONT, 0, "Fibre").status.as_u16(), 200);
        assert!(member.get("/dossiers/miens").has("1 sur 3"));

        let invitation = invitations(app, dossier)
            .into_iter()
            .find(|one| one.account == prof)
            .unwrap();
        let end = format!("{address}/{}/fin", invitation.id);
        assert_eq!(agent.post(&end, &[]).status.as_u16(), 403);
        assert_eq!(head.post(&end, &[]).location(), address);
        assert_eq!(head.post(&end, &[]).status.as_u16(), 404, "it has ended already");
        assert_eq!(messages(app, prof), ["writing-invited", "writing-ended"]);
        assert_eq!(send(&member, dossier, "reseau", MONT, 1, "x").status.as_u16(), 404);
        assert!(member.get("/dossiers/miens").shows("writing-own-none"));
        // Invited again, they leave by themselves.
        assert_eq!(ask(&head, prof, "teachers"), 303);
        let again = invitations(app, dossier)
            .into_iter()
            .rfind(|one| one.account == prof)
            .unwrap();
        let left = member.post(&format!("{address}/{}/fin", again.id), &[]);
        assert_eq!(left.location(), "/dossiers/miens");
        assert!(head.get(&address).shows("writing-members-ended"));
    });
}

#[test]
fn what_is_missing_is_told_by_part_and_school_and_somebody_is_reminded_once_a_day() {
    on_both_engines(NOW, |app| {
        let (dossier, _) = a_dossier(app);
        let head = app.head_of(MONT);
        let member = teacher(app, "prof", MONT);
        app.account("directrice", Some((Role::Head, RoleScope::School(uai(ECOLES[0])))));
        invite(app, dossier, "prof", Part::Teachers);
        let agent = app.agent_of("978");
        send(&member, dossier, "reseau", ECOLES[1], 0, "Fibre");
        let address = format!("/dossiers/{dossier}/membres");
        let page = head.get(&address);
        assert!(page.has("Question reseau") && page.has("Question apport") && page.has("Délibération"));
        let file = head.get(&format!("{address}/export/manques.csv"));
        let lines: Vec<&str> = file
            .body
            .lines()
            .filter(|line| line.contains("Question reseau"))
            .collect();
        assert_eq!(lines.len(), 2, "two schools have not answered: {}", file.body);
        assert!(lines.iter().all(|line| line.contains("prof (test)")));
        let apport = file.body.lines().find(|line| line.contains("Question apport")).unwrap();
        assert!(apport.contains("com978 (test)"), "{apport}");
        let avis = file.body.lines().find(|line| line.contains("Question avis")).unwrap();
        assert!(
            avis.contains("principal (test)"),
            "nobody was given the part: the head's: {avis}"
        );

        let (prof, com) = (account(app, "prof"), account(app, "com978"));
        let remind = |who: AccountId| {
            head.post(
                &format!("/dossiers/{dossier}/relances"),
                &[("compte", &who.to_string())],
            )
            .status
            .as_u16()
        };
        assert_eq!(remind(prof), 303);
        assert_eq!(remind(prof), 422, "once a day");
        assert_eq!(remind(com), 303);
        assert_eq!(newest_arguments(app, prof)["missing"], "2");
        app.at("2026-10-17T12:00:00Z");
        let head = app.nobody();
        assert_eq!(head.get(&address).status.as_u16(), 303);
        let again = app.person("adjoint", Role::Head, RoleScope::School(uai(MONT)));
        let path = format!("/dossiers/{dossier}/relances");
        assert_eq!(again.post(&path, &[("compte", &prof.to_string())]).status.as_u16(), 303);
        assert_eq!(
            messages(app, prof),
            ["writing-invited", "writing-nudge", "writing-nudge"]
        );
        let member = teacher(app, "prof2", MONT);
        assert_eq!(
            member.post(&path, &[("compte", &prof.to_string())]).status.as_u16(),
            404
        );
        invite(app, dossier, "prof2", Part::Teachers);
        assert_eq!(
            member.post(&path, &[("compte", &prof.to_string())]).status.as_u16(),
            403
        );
        let _ = agent;
    });
}

#[test]
fn comments_are_threads_that_are_resolved_and_opened_again() {
    on_both_engines(NOW, |app| {
        let (dossier, _) = a_dossier(app);
        let head = app.head_of(MONT);
        let agent = app.agent_of("978");
        let address = format!("/dossiers/{dossier}/commentaires");
        let subject = format!("reseau~{MONT}");
        assert_eq!(
            agent
                .post(&address, &[("sujet", &subject), ("texte", "Quel débit ?")])
                .status
                .as_u16(),
            303
        );
        assert_eq!(
            agent
                .post(&address, &[("sujet", ""), ("texte", "Sur tout")])
                .status
                .as_u16(),
            303
        );
        assert_eq!(
            agent.post(&address, &[("sujet", ""), ("texte", "  ")]).status.as_u16(),
            422
        );
        assert_eq!(
            agent
                .post(&address, &[("sujet", "rien"), ("texte", "x")])
                .status
                .as_u16(),
            404
        );
        let section = head.get(&format!("/dossiers/{dossier}/rediger/equipe"));
        assert!(section.has("1 commentaire ouvert"));
        assert!(
            head.get(&format!("/dossiers/{dossier}/rediger"))
                .has("2 commentaires ouverts")
        );
        let one = head.get(&format!("{address}?question=reseau&ecole={MONT}"));
        assert!(one.has("Quel débit ?") && !one.has("Sur tout"));
        let thread = one
            .body
            .split("id=\"fil-")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap()
            .to_owned();
        assert_eq!(
            head.post(&address, &[("fil", &thread), ("texte", "8 Mbit/s")])
                .status
                .as_u16(),
            303
        );
        let state = format!("{address}/{thread}/etat");
        assert_eq!(head.post(&state, &[("etat", "resolu")]).status.as_u16(), 303);
        assert!(head.get(&address).shows("writing-thread-resolved"));
        assert!(
            !head
                .get(&format!("/dossiers/{dossier}/rediger/equipe"))
                .has("1 commentaire ouvert")
        );
        // A reply opens it again, and so does who says so.
        agent.post(&address, &[("fil", &thread), ("texte", "Et le soir ?")]);
        assert!(
            head.get(&format!("/dossiers/{dossier}/rediger/equipe"))
                .has("1 commentaire ouvert")
        );
        head.post(&state, &[("etat", "resolu")]);
        assert_eq!(agent.post(&state, &[("etat", "ouvert")]).status.as_u16(), 303);
        assert!(!head.get(&address).shows("writing-thread-resolved"));
        let told: serde_json::Value =
            serde_json::from_slice(&head.get(&format!("/api/v1/dossiers/{dossier}/comments")).bytes).unwrap();
        assert_eq!(told["threads"][0]["comments"].as_array().unwrap().len(), 3);
        assert_eq!(
            app.agent_of("977").post(&state, &[("etat", "resolu")]).status.as_u16(),
            404
        );
    });
}

#[test]
fn documents_are_listed_saved_and_taken_away_by_who_fills_the_part_in() {
    on_both_engines(NOW, |app| {
        let (dossier, _) = a_dossier(app);
        let head = app.head_of(MONT);
        let agent = app.agent_of("978");
        send(&head, dossier, "synthese", "", 0, "x");
        let kept = app.app.files().keep(&b"%PDF-1.7"[..], 100).unwrap();
        let attach = |owner: String| {
            app.act(|tx, actor, now| {
                let new = NewDocument {
                    owner_kind: "dossier",
                    owner: owner.clone(),
                    purpose: "deliberation".to_owned(),
                    name: "Délibération n° 3.pdf".to_owned(),
                    content_type: "application/pdf".to_owned(),
                    kept: kept.clone(),
                    scan: Scan::NotScanned,
                };
                documents::attach(tx, actor.account, now, &new)
            })
        };
        let address = format!("/dossiers/{dossier}/documents");
        assert!(head.get(&address).shows("writing-document-missing"));
        let (document, other) = (attach(dossier.to_string()), attach(MONT.to_owned()));
        assert!(head.get(&address).shows("writing-document-there"));
        let file = agent.get(&format!("{address}/{document}"));
        assert_eq!(file.bytes, b"%PDF-1.7");
        assert!(
            file.headers["content-disposition"]
                .to_str()
                .unwrap()
                .starts_with("attachment")
        );
        assert_eq!(agent.get(&format!("{address}/{other}")).status.as_u16(), 404);
        let away = format!("{address}/{document}/retirer");
        assert_eq!(agent.post(&away, &[]).status.as_u16(), 403);
        assert_eq!(head.post(&away, &[]).status.as_u16(), 303);
        let page = head.get(&address);
        assert!(page.shows("writing-document-missing") && page.has("Délibération n° 3.pdf, jusqu’au"));

        let bring = |visitor: &crate::test_app::Visitor<'_>, query: &str, name: &str, content: &[u8]| {
            let mut body = format!(
                "--limite\r\nContent-Disposition: form-data; name=\"_token\"\r\n\r\n{}\r\n\
                 --limite\r\nContent-Disposition: form-data; name=\"fichier\"; filename=\"{name}\"\r\n\r\n",
                visitor.token()
            )
            .into_bytes();
            body.extend_from_slice(content);
            body.extend_from_slice(b"\r\n--limite--\r\n");
            visitor.post_raw(
                &format!("{address}?{query}"),
                "multipart/form-data; boundary=limite",
                body,
            )
        };
        assert_eq!(
            bring(&agent, "piece=deliberation", "a.pdf", b"%PDF-1.7")
                .status
                .as_u16(),
            403
        );
        assert_eq!(bring(&head, "piece=rien", "a.pdf", b"%PDF-1.7").status.as_u16(), 404);
        let wrong = bring(&head, "piece=deliberation", "a.pdf", b"MZ\x90\x00");
        assert_eq!(wrong.status.as_u16(), 422);
        assert!(wrong.shows("documents-refused-name") || wrong.shows("documents-refused-type"));
        assert_eq!(bring(&head, "piece=deliberation", "", b"").status.as_u16(), 422);
        assert_eq!(
            bring(&head, "piece=deliberation", "a.pdf", b"%PDF-1.7 un")
                .status
                .as_u16(),
            303
        );
        assert!(
            !head.get(&format!("/dossiers/{dossier}/rediger")).has("Délibération"),
            "it is there"
        );
        assert_eq!(
            bring(&head, "piece=deliberation", "a.pdf", b"%PDF-1.7 deux")
                .status
                .as_u16(),
            303
        );
        let page = head.get(&address);
        assert!(page.has("a.pdf, jusqu’au"), "the one it replaces stays in the history");
        validate(app, dossier, MONT);
        let frozen = bring(&head, "piece=deliberation", "b.pdf", b"%PDF-1.7");
        assert_eq!(frozen.status.as_u16(), 422);
        assert!(frozen.shows("writing-refused-frozen"));
    });
}

#[test]
fn drafts_are_reminded_fifteen_five_and_one_day_before_the_deadline_once_each() {
    on_both_engines(NOW, |app| {
        let (dossier, _) = a_dossier(app);
        app.account("principale", Some((Role::Head, RoleScope::School(uai(MONT)))));
        app.account(
            "com",
            Some((
                Role::AuthorityAgent,
                RoleScope::Authority(pole_kernel::Territory::parse("978").unwrap()),
            )),
        );
        app.account("prof", Some((Role::Teacher, RoleScope::School(uai(MONT)))));
        app.account("autre", Some((Role::Teacher, RoleScope::School(uai(MONT)))));
        invite(app, dossier, "prof", Part::Teachers);
        let [head, com, prof, other] = ["principale", "com", "prof", "autre"].map(|name| account(app, name));
        let count = |who| {
            let messages = messages(app, who);
            messages.iter().filter(|wording| *wording == "writing-deadline").count()
        };
        let run = |now: &str| {
            app.at(now);
            jobs::run_now(&app.app, "dossiers.reminders").unwrap();
        };
        run("2026-11-14T12:00:00Z");
        assert_eq!(count(head), 0, "sixteen days are left");
        // 15 November on the islands begins at 04:00 UTC.
        run("2026-11-15T03:59:00Z");
        assert_eq!(count(head), 0);
        run("2026-11-15T04:00:00Z");
        run("2026-11-15T20:00:00Z");
        run("2026-11-17T12:00:00Z");
        assert_eq!((count(head), count(com), count(prof), count(other)), (1, 1, 1, 0));
        assert_eq!(newest_arguments(app, prof)["missing"], "3");
        assert_eq!(newest_arguments(app, prof)["days"], "15");
        // The server slept over the fifth day: on the last but one, only the nearest reminder is sent.
        run("2026-11-29T12:00:00Z");
        assert_eq!((count(head), count(com), count(prof)), (2, 2, 2));
        let told = newest_arguments(app, head);
        assert_eq!(
            (&told["when"], &told["deadline"]),
            (&"tomorrow".into(), &"30/11/2026".into())
        );
        run("2026-11-30T12:00:00Z");
        assert_eq!(count(head), 2, "the last day has had its reminder");
        run("2026-12-01T12:00:00Z");
        assert_eq!(count(head), 2);
    });
}

#[test]
fn nobody_is_reminded_of_what_is_finished_or_was_begun_late() {
    on_both_engines(NOW, |app| {
        let (dossier, wave) = a_dossier(app);
        let head = app.head_of(MONT);
        let _delegate = delegate(app);
        send(&head, dossier, "synthese", "", 0, "x");
        for school in [MONT, ECOLES[0], ECOLES[1]] {
            validate(app, dossier, school);
        }
        app.at("2026-11-26T12:00:00Z");
        super::super::super::testing::begun(app, wave, SOUALIGA, &[]);
        app.account("soualiga", Some((Role::Head, RoleScope::School(uai(SOUALIGA)))));
        jobs::run_now(&app.app, "dossiers.reminders").unwrap();
        assert_eq!(messages(app, account(app, "principal")), Vec::<String>::new());
        assert_eq!(
            messages(app, account(app, "soualiga")),
            Vec::<String>::new(),
            "begun after the fifth day before"
        );
        app.at("2026-11-29T12:00:00Z");
        jobs::run_now(&app.app, "dossiers.reminders").unwrap();
        assert_eq!(messages(app, account(app, "soualiga")), ["writing-deadline"]);
    });
}
