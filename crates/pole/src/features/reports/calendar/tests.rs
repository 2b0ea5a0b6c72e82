//! The calendar: its file to the octet, and its page through the door.

use pole_kernel::{Day, Instant, Month, SchoolYear};

use super::ical::{Feed, line, text};
use super::{Happening, Nature, When, release_day, released};
use crate::features::endowment::{self, NewWave};
use crate::test_app::{TestApp, on_both_engines};

const NOW: &str = "2026-10-16T08:00:00Z";

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn happening(title: &str) -> Happening {
    Happening {
        uid: "diagnosis@calendar.pole".to_owned(),
        nature: Nature::Milestone,
        first_day: day("2016-01-01"),
        last_day: day("2016-12-31"),
        title: title.to_owned(),
        text: String::new(),
    }
}

fn folded(content: &str) -> String {
    let mut out = String::new();
    line(&mut out, content);
    out
}

/// What a reader does first: a line that begins with a space goes on with the one before.
fn unfolded(file: &str) -> Vec<String> {
    file.replace("\r\n ", "")
        .split_terminator("\r\n")
        .map(str::to_owned)
        .collect()
}

#[test]
fn a_text_is_escaped_as_the_format_wants() {
    for (words, expected) in [
        ("", ""),
        ("Vague 2", "Vague 2"),
        ("a,b;c:d", "a\\,b\\;c:d"),
        ("C:\\salle", "C:\\\\salle"),
        ("un\ndeux\r\ntrois\rquatre\r\n\n", "un\\ndeux\\ntrois\\nquatre\\n\\n"),
        ("\"guillemets\" « français »", "\"guillemets\" « français »"),
        ("cloche\u{7}, fin\u{0}", "cloche\\, fin"),
        ("BEGIN:VEVENT\r\nEND:VCALENDAR", "BEGIN:VEVENT\\nEND:VCALENDAR"),
    ] {
        assert_eq!(text(words), expected, "{words:?}");
    }
}

#[test]
fn a_line_of_75_octets_is_whole_and_one_of_76_is_folded() {
    assert_eq!(folded(&"x".repeat(75)), format!("{}\r\n", "x".repeat(75)));
    assert_eq!(folded(&"x".repeat(76)), format!("{}\r\n x\r\n", "x".repeat(75)));
    // The space that begins a part counts: 74 octets of it are left.
    assert_eq!(
        folded(&"x".repeat(75 + 74 + 1)),
        format!("{}\r\n {}\r\n x\r\n", "x".repeat(75), "x".repeat(74))
    );
    assert_eq!(folded(""), "\r\n");
}

#[test]
fn a_character_is_never_cut() {
    // One octet then characters of two, three and four: the 75th octet falls inside one of them.
    for character in ["é", "’", "🏝"] {
        for before in 0..4 {
            let content = format!("{}{}", "x".repeat(before), character.repeat(80));
            let file = folded(&content);
            assert_eq!(unfolded(&file), [content.as_str()], "{character} after {before}");
            for part in file.split_terminator("\r\n") {
                assert!(part.len() <= 75, "{} octets: {part}", part.len());
                assert!(part.len() > 75 - 4 || file.ends_with(&format!("{part}\r\n")), "{part}");
            }
        }
    }
}

#[test]
fn the_file_is_written_to_the_octet() {
    let mut diagnosis = happening("Diagnostic détaillé, équipement ; maintenance");
    diagnosis.text = "Besoins.\nMoyens humains.".to_owned();
    let file = Feed {
        name: "Calendrier du plan",
        lang: "fr",
        stamp: Instant::parse("2026-10-16T08:00:00.123Z").unwrap(),
        events: &[(&diagnosis, "Étape de la fiche".to_owned())],
    }
    .write();
    let expected = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Pôle//Calendrier du plan//FR",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "NAME:Calendrier du plan",
        "X-WR-CALNAME:Calendrier du plan",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        "X-PUBLISHED-TTL:P1D",
        "BEGIN:VEVENT",
        "UID:diagnosis@calendar.pole",
        "DTSTAMP:20261016T080000Z",
        "DTSTART;VALUE=DATE:20160101",
        "DTEND;VALUE=DATE:20170101",
        "SUMMARY;LANGUAGE=fr:Diagnostic détaillé\\, équipement \\; maintenance",
        "DESCRIPTION;LANGUAGE=fr:Besoins.\\nMoyens humains.",
        "CATEGORIES:Étape de la fiche",
        "CLASS:PUBLIC",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
    ];
    assert_eq!(unfolded(&file), expected);
    assert!(
        !file.replace("\r\n", "").contains(['\r', '\n']),
        "every line ends with both"
    );
}

#[test]
fn a_calendar_without_events_is_still_a_calendar() {
    let file = Feed {
        name: "Vide",
        lang: "en",
        stamp: Instant::parse(NOW).unwrap(),
        events: &[],
    }
    .write();
    assert!(file.starts_with("BEGIN:VCALENDAR\r\n") && file.ends_with("END:VCALENDAR\r\n"));
    assert!(!file.contains("VEVENT"));
}

#[test]
fn figures_are_released_on_the_first_of_the_next_month() {
    let month = |text| Month::parse(text).unwrap();
    assert_eq!(release_day(month("2026-09")), day("2026-10-01"));
    assert_eq!(release_day(month("2026-12")), day("2027-01-01"));
    for (today, first, last) in [
        ("2026-08-31", "2025-09", "2027-08"),
        ("2026-09-01", "2026-09", "2027-09"),
        ("2026-10-16", "2026-09", "2027-10"),
    ] {
        let months = released(day(today));
        assert_eq!(months.first(), Some(&month(first)), "{today}");
        assert_eq!(months.last(), Some(&month(last)), "{today}");
    }
}

#[test]
fn a_happening_is_now_from_its_first_day_to_its_last_included() {
    for (today, expected) in [
        ("2015-12-31", When::Later),
        ("2016-01-01", When::Now),
        ("2016-12-31", When::Now),
        ("2017-01-01", When::Past),
    ] {
        assert_eq!(happening("d").when(day(today)), expected, "{today}");
    }
}

fn with_a_wave(app: &TestApp, label: &str) {
    let wave = NewWave {
        label: label.to_owned(),
        first_year: SchoolYear::starting(2026).unwrap(),
        note: "à ne pas publier".to_owned(),
    };
    app.act(|tx, actor, now| endowment::add_wave(tx, actor, now, &wave));
}

#[test]
fn anybody_subscribes_to_the_milestones_the_waves_and_the_releases() {
    on_both_engines(NOW, |app| {
        with_a_wave(app, "Vague 1, îles; 2026");
        let reply = app.nobody().get("/calendrier.ics");
        assert_eq!(reply.status, 200);
        assert_eq!(reply.headers["content-type"], "text/calendar; charset=utf-8");
        let lines = unfolded(&reply.body);
        for expected in [
            "UID:first-wave@calendar.pole",
            "DTSTART;VALUE=DATE:20150101",
            "SUMMARY;LANGUAGE=fr:Généralisation de l’ENT",
            "DTSTART;VALUE=DATE:20170901",
            "DTEND;VALUE=DATE:20180901",
            "SUMMARY;LANGUAGE=fr:Vague 1\\, îles\\; 2026",
            "UID:release-2026-09@calendar.pole",
            "DTSTAMP:20261016T080000Z",
        ] {
            assert!(
                lines.iter().any(|line| line == expected),
                "{expected} in\n{}",
                reply.body
            );
        }
        assert!(
            !reply.body.contains("ne pas publier"),
            "the note of a wave stays inside"
        );
        let english = app.nobody().get("/calendrier.ics?langue=en");
        assert!(english.body.contains("SUMMARY;LANGUAGE=en:Detailed diagnosis\r\n"));
    });
}

#[test]
fn an_event_keeps_its_identifier() {
    let app = TestApp::new(NOW);
    with_a_wave(&app, "Vague 1");
    let uids = || {
        let body = app.nobody().get("/calendrier.ics?langue=en").body;
        let uids: Vec<String> = unfolded(&body)
            .into_iter()
            .filter(|line| line.starts_with("UID:"))
            .collect();
        uids
    };
    let before = uids();
    let distinct: std::collections::BTreeSet<&String> = before.iter().collect();
    assert_eq!(distinct.len(), before.len());
    app.at("2026-12-01T08:00:00Z");
    let after = uids();
    assert!(before.iter().all(|uid| after.contains(uid)));
    assert_eq!(after.len(), before.len() + 2, "two more months are announced");
}

#[test]
fn the_page_lists_the_same_says_what_comes_next_and_how_to_subscribe() {
    let app = TestApp::new(NOW);
    with_a_wave(&app, "Vague 1");
    let page = app.nobody().get("/calendrier");
    assert!(page.has("Prochaine date\u{a0}: Publication des chiffres\u{a0}: octobre"));
    assert!(page.has("18 heures de formation proposées à chaque enseignant"));
    assert!(page.has("Vague 1") && page.shows("agenda-now"));
    assert!(page.has("href=\"/calendrier.ics?langue=fr\""));
    let home = app.nobody().get("/");
    assert!(home.has("href=\"/calendrier\""));
}

#[test]
fn the_page_is_searched_filtered_and_saved() {
    let app = TestApp::new(NOW);
    let milestones = app.nobody().get("/calendrier?nature=milestone&q=ent");
    assert!(milestones.has("Expérimentation de l’ENT") && !milestones.has("Publication des chiffres\u{a0}: janvier"));
    let nothing = app.nobody().get("/calendrier?q=introuvable&nature=inconnue");
    assert_eq!(nothing.status, 200);
    assert!(nothing.shows("agenda-none"));
    let saved = app.nobody().get("/calendrier/export/calendrier.csv?nature=milestone");
    assert_eq!(saved.body.lines().count(), 1 + 7);
    assert!(saved.body.contains("2016-09-01"), "{}", saved.body);
    assert_eq!(app.nobody().get("/calendrier/export/calendrier.xlsx").status, 200);
    assert_eq!(app.nobody().get("/calendrier/export/autre.csv").status, 404);
}
