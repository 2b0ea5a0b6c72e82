//! Imports through the door: every way a file can be wrong, and two people at once.

use std::io::Write as _;

use axum::http::StatusCode;

use crate::test_app::{BASIN, TestApp, Visitor, on_both_engines};

const NOW: &str = "2026-10-16T08:00:00Z";

fn schools(app: &TestApp) -> i64 {
    app.write(|tx| {
        tx.one(
            pole_db::sql!("select count(*) as many from school"),
            pole_db::params! {},
            |row| row.get("many"),
        )
    })
}

/// Brings a file and gives the address of its dry run.
fn propose(visitor: &Visitor<'_>, name: &str, content: &[u8]) -> String {
    let reply = visitor.bring(name, content);
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.body);
    reply.location().to_owned()
}

#[test]
fn a_file_is_looked_at_confirmed_and_remembered() {
    on_both_engines(NOW, |app| {
        let pilot = app.pilot();
        let address = propose(&pilot, "n’importe quel nom.txt", BASIN.as_bytes());
        assert_eq!(schools(app), 0, "a dry run writes nothing");
        let page = pilot.get(&address);
        assert!(page.shows("file-kind-basin-schools") && page.has("9710022X"));
        let confirmed = pilot.post(&format!("{address}/confirmer"), &[]);
        assert_eq!(confirmed.status, StatusCode::SEE_OTHER, "{}", confirmed.body);
        assert_eq!(schools(app), 26);
        let again = pilot.post(&format!("{address}/confirmer"), &[]);
        assert_eq!(again.status, StatusCode::CONFLICT);
        let twice = propose(&pilot, "le même.csv", BASIN.as_bytes());
        let page = pilot.get(&twice);
        assert!(page.shows("imports-already") && page.shows("imports-no-change"));
        let given_up = pilot.post(&format!("{twice}/abandonner"), &[]);
        assert_eq!(given_up.status, StatusCode::SEE_OTHER);
        assert_eq!(
            pilot.post(&format!("{twice}/abandonner"), &[]).status,
            StatusCode::CONFLICT
        );
        let history = pilot.get("/imports");
        assert!(history.shows("imports-state-done") && history.shows("imports-state-abandoned"));
        assert_eq!(pilot.get("/imports/export/imports.csv").body.lines().count(), 3);
        assert_eq!(pilot.get(&format!("{address}/fichier")).bytes, BASIN.as_bytes());
    });
}

#[test]
fn a_bad_line_never_stops_the_good_ones_and_says_where_it_is() {
    on_both_engines(NOW, |app| {
        let broken = BASIN.replacen("9710210B", "9710210A", 1);
        let pilot = app.pilot();
        let address = propose(&pilot, "bassin.csv", broken.as_bytes());
        let page = pilot.get(&address);
        assert!(
            page.shows("file-problem-uai-key") && page.has("9710210A") && page.has("9710210B"),
            "the right code is proposed"
        );
        pilot.post(&format!("{address}/confirmer"), &[]);
        assert_eq!(schools(app), 25);
        let problems = pilot.get(&format!("{address}/problemes.csv"));
        assert!(problems.body.contains("9710210A"), "{}", problems.body);
    });
}

#[test]
fn files_that_are_not_what_they_claim_are_refused_in_words() {
    let app = TestApp::new(NOW);
    let pilot = app.pilot();
    let mut cut = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    cut.write_all(BASIN.as_bytes()).unwrap();
    let mut cut = cut.finish().unwrap();
    cut.truncate(cut.len() / 2);
    let mut bomb = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    bomb.write_all(b"uai;annee;categorie;effectif;date;note\n").unwrap();
    for _ in 0..64 {
        bomb.write_all(&vec![b'0'; 1024 * 1024]).unwrap();
    }
    let bomb = bomb.finish().unwrap();
    for (name, content, key) in [
        ("vide.csv", b"".to_vec(), "imports-file-empty"),
        ("photo.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), ""),
        ("tableur.csv", b"PK\x03\x04\x14\0\x06\0\x08\0".to_vec(), ""),
        ("lettre.csv", b"Madame\nvoici la liste\n".to_vec(), ""),
        ("coupe.csv.gz", cut, "imports-file-truncated"),
        ("bombe.csv.gz", bomb, ""),
    ] {
        let reply = pilot.bring(name, &content);
        assert_eq!(
            reply.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{name}: {}",
            reply.location()
        );
        assert!(reply.body.contains("govuk-error-message"), "{name} says what is wrong");
        assert!(key.is_empty() || reply.shows(key), "{name}: {key}");
        assert_eq!(schools(&app), 0);
    }
    let nothing = pilot.bring("", b"");
    assert!(nothing.shows("imports-refused-no-file"));
}

#[test]
fn latin_1_and_marks_twice_are_read() {
    let app = TestApp::new(NOW);
    let pilot = app.pilot();
    let text = "uai;annee;categorie;effectif;date;note\n9711023K;2022;TOTAL;548;2022-09-30;compté à la rentrée\n";
    app.with_basin();
    let latin: Vec<u8> = text
        .chars()
        .map(|letter| u8::try_from(u32::from(letter)).unwrap())
        .collect();
    let address = propose(&pilot, "latin.csv", &latin);
    pilot.post(&format!("{address}/confirmer"), &[]);
    assert!(
        pilot
            .get("/etablissements/9711023K/effectifs")
            .has("compté à la rentrée")
    );
    app.at("2026-10-16T08:00:01Z");
    let marked = format!("\u{feff}\u{feff}{}", text.replace("548", "549"));
    let address = propose(&pilot, "marque.csv", marked.as_bytes());
    pilot.post(&format!("{address}/confirmer"), &[]);
    assert!(pilot.get("/etablissements/9711023K/effectifs").has("549"));
}

#[test]
fn a_figure_of_an_unknown_school_is_refused_and_the_others_come_in() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let report = app.import(
            "uai;annee;categorie;effectif;date;note\n9719001G;2022;TOTAL;10;;\n9711023K;2022;TOTAL;548;;\n9711023K;2022;5E;-4;;\n",
        );
        assert_eq!((report.added, report.problem_count), (1, 2), "{:?}", report.problems);
    });
}

#[test]
fn an_import_without_the_token_of_the_reader_is_refused_before_its_bytes_are_kept() {
    let app = TestApp::new(NOW);
    let pilot = app.pilot();
    let body =
        "--limite\r\nContent-Disposition: form-data; name=\"fichier\"; filename=\"a.csv\"\r\n\r\nx\r\n--limite--\r\n";
    let reply = pilot.post_raw("/imports", "multipart/form-data; boundary=limite", body);
    assert_eq!(reply.status, StatusCode::FORBIDDEN);
}

#[test]
fn a_full_disk_during_an_import_leaves_nothing_half_written_and_it_can_be_run_again() {
    let app = TestApp::new(NOW);
    let pilot = app.pilot();
    let address = propose(&pilot, "bassin.csv", BASIN.as_bytes());
    app.limit_disk(true);
    let full = pilot.post(&format!("{address}/confirmer"), &[]);
    assert_eq!(full.status, StatusCode::SERVICE_UNAVAILABLE, "{}", full.body);
    assert!(full.shows("problem-disk-full"));
    app.limit_disk(false);
    assert_eq!(schools(&app), 0, "nothing half-written");
    let done = pilot.post(&format!("{address}/confirmer"), &[]);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert_eq!(schools(&app), 26);
}

#[test]
fn a_locked_database_is_told_and_nothing_is_lost() {
    let app = TestApp::new(NOW);
    let pilot = app.pilot();
    let address = propose(&pilot, "bassin.csv", BASIN.as_bytes());
    let token = pilot.token();
    let other = pole_db::Db::open_blocking(&app.app.config().database()).unwrap();
    let (locked, wait) = std::sync::mpsc::channel();
    let (release, released) = std::sync::mpsc::channel::<()>();
    let holder = std::thread::spawn(move || {
        other.write_blocking(|tx| -> Result<(), pole_db::DbError> {
            tx.execute(pole_db::sql!("update school set name = name"), pole_db::params! {})?;
            locked.send(()).unwrap();
            released.recv().unwrap();
            Ok(())
        })
    });
    wait.recv().unwrap();
    let busy = pilot.post_raw(
        &format!("{address}/confirmer"),
        "application/x-www-form-urlencoded",
        format!("_token={token}"),
    );
    release.send(()).unwrap();
    holder.join().unwrap().unwrap();
    assert_eq!(busy.status, StatusCode::SERVICE_UNAVAILABLE, "{}", busy.body);
    assert!(busy.shows("problem-busy"));
    assert_eq!(schools(&app), 0);
    assert_eq!(
        pilot.post(&format!("{address}/confirmer"), &[]).status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(schools(&app), 26);
}
