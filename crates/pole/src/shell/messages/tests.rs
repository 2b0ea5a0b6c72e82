//! Messages and their mails, against an SMTP server of our own that notes what it is told.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use pole_kernel::{Instant, Role, RoleScope};

use super::{Contact, MailState, NewMessage};
use crate::policy::AccountId;
use crate::shell::config::{Config, MailConfig};
use crate::shell::jobs;
use crate::test_app::{TestApp, on_both_engines_configured};

const NOW: &str = "2026-10-15T14:00:00Z";

/// What the server answers to the envelope of each mail.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mood {
    Takes,
    ComesBack,
    Refuses,
}

/// A server that speaks just enough SMTP for a real client, and keeps what it was given.
struct Sink {
    address: String,
    mood: Arc<Mutex<Mood>>,
    mails: Arc<Mutex<Vec<String>>>,
}

impl Sink {
    fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("smtp://{}", listener.local_addr().unwrap());
        let mood = Arc::new(Mutex::new(Mood::Takes));
        let mails = Arc::new(Mutex::new(Vec::new()));
        let (moods, kept) = (Arc::clone(&mood), Arc::clone(&mails));
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let (mood, kept) = (Arc::clone(&moods), Arc::clone(&kept));
                std::thread::spawn(move || converse(stream, &mood, &kept));
            }
        });
        Self { address, mood, mails }
    }

    fn feels(&self, mood: Mood) {
        *self.mood.lock().unwrap() = mood;
    }

    fn taken(&self) -> Vec<String> {
        self.mails.lock().unwrap().clone()
    }
}

fn converse(stream: TcpStream, mood: &Mutex<Mood>, kept: &Mutex<Vec<String>>) {
    let mut out = stream.try_clone().unwrap();
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    let _ = out.write_all(b"220 sink\r\n");
    while let Some(line) = lines.next() {
        let answer = match line.split(' ').next().unwrap_or_default().to_uppercase().as_str() {
            "EHLO" => "250-sink\r\n250 8BITMIME\r\n",
            "MAIL" => match *mood.lock().unwrap() {
                Mood::Takes => "250 ok\r\n",
                Mood::ComesBack => "451 try again later\r\n",
                Mood::Refuses => "550 no such person here\r\n",
            },
            "DATA" => {
                let _ = out.write_all(b"354 go on\r\n");
                let mail: Vec<String> = lines.by_ref().take_while(|line| line != ".").collect();
                kept.lock().unwrap().push(mail.join("\n"));
                "250 taken\r\n"
            }
            "QUIT" => {
                let _ = out.write_all(b"221 bye\r\n");
                return;
            }
            _ => "250 ok\r\n",
        };
        if out.write_all(answer.as_bytes()).is_err() {
            return;
        }
    }
}

fn with_server(server: Option<String>) -> TestApp {
    TestApp::configured(NOW, |config| set_up(config, server))
}

/// The same on both engines.
fn on_both(server: &str, test: impl Fn(&TestApp)) {
    on_both_engines_configured(NOW, |config| set_up(config, Some(server.to_owned())), test);
}

fn set_up(config: &mut Config, server: Option<String>) {
    config.public_address = "https://pole.example.org".to_owned();
    config.mail = MailConfig {
        server,
        from: "Pôle <pole@example.org>".to_owned(),
        ..MailConfig::default()
    };
}

/// Somebody with an address, and a message to them.
fn somebody(app: &TestApp) -> AccountId {
    app.account("marie", Some((Role::Pilot, RoleScope::Basin)));
    let account = app.write(|tx| {
        tx.one(
            pole_db::sql!("select id from account where name = 'marie'"),
            pole_db::params! {},
            |row| row.get::<AccountId>("id"),
        )
    });
    app.write(|tx| {
        let contact = Contact {
            address: "marie@example.org".to_owned(),
            wants_mail: true,
        };
        super::set_contact(tx, account, &contact, Instant::parse(NOW).unwrap())
    });
    account
}

fn write(app: &TestApp, account: AccountId, once: &str) -> bool {
    let now = app.app.clock().now();
    app.write(|tx| {
        super::write(
            tx,
            now,
            &NewMessage {
                account,
                topic: "test",
                wording: "messages-trial",
                arguments: vec![("name", "Marie".to_owned())],
                href: "/messages".to_owned(),
                once: once.to_owned(),
            },
        )
    })
}

fn run(app: &TestApp) -> String {
    let now = app.app.clock().now();
    (super::JOB.run)(&app.app, now).unwrap()
}

fn state(app: &TestApp) -> Vec<(MailState, i64)> {
    app.write(|tx| super::outgoing(tx, 10))
        .into_iter()
        .map(|mail| (mail.state, mail.attempts))
        .collect()
}

#[test]
fn a_message_is_written_once_and_its_mail_leaves_once() {
    let sink = Sink::open();
    on_both(&sink.address, |app| {
        let before = sink.taken().len();
        let marie = somebody(app);
        assert!(write(app, marie, "one"));
        assert!(!write(app, marie, "one"), "the same message twice");
        assert_eq!(run(app), "1 sent, 0 later, 0 given up, 0 without an address");
        assert_eq!(run(app), "nothing to send");
        // One that does not leave waits.
        sink.feels(Mood::ComesBack);
        assert!(write(app, marie, "two"));
        assert_eq!(run(app), "0 sent, 1 later, 0 given up, 0 without an address");
        sink.feels(Mood::Takes);
        let mails = sink.taken();
        assert_eq!(mails.len(), before + 1);
        for part in [
            "From: ",
            "pole@example.org",
            "To: marie@example.org",
            "Auto-Submitted: auto-generated",
            "https://pole.example.org/messages",
        ] {
            assert!(mails[before].contains(part), "{part}\n{}", mails[before]);
        }
    });
}

#[test]
fn a_server_that_is_away_loses_nothing_and_is_visible() {
    // Nobody listens on this port.
    let app = with_server(Some("smtp://127.0.0.1:9".to_owned()));
    let marie = somebody(&app);
    write(&app, marie, "one");
    assert_eq!(run(&app), "0 sent, 1 later, 0 given up, 0 without an address");
    assert_eq!(state(&app), [(MailState::Waiting, 1)]);
    assert_eq!(run(&app), "nothing to send", "a minute has not passed");
    // Eleven attempts more, each after its pause, then it is given up.
    let mut now = Instant::parse(NOW).unwrap();
    for _ in 0..120 {
        now = now.plus_seconds(6 * 3_600);
        app.at(&now.to_string());
        run(&app);
    }
    assert_eq!(state(&app), [(MailState::GivenUp, 12)]);
    let admin = app.person("admin", Role::Administrator, RoleScope::Basin);
    let page = admin.get("/messages/envois");
    assert!(page.body.contains("marie (test)"), "{}", page.body);
    let reply = admin.post("/messages/envois", &[]);
    assert_eq!(reply.status, 303);
    assert_eq!(state(&app), [(MailState::Waiting, 0)]);
}

#[test]
fn a_server_that_asks_to_come_back_is_asked_again_and_one_that_refuses_is_not() {
    let sink = Sink::open();
    let app = with_server(Some(sink.address.clone()));
    let marie = somebody(&app);
    sink.feels(Mood::ComesBack);
    write(&app, marie, "one");
    run(&app);
    assert_eq!(state(&app), [(MailState::Waiting, 1)]);
    sink.feels(Mood::Takes);
    app.at("2026-10-15T14:01:00Z");
    assert_eq!(run(&app), "1 sent, 0 later, 0 given up, 0 without an address");
    sink.feels(Mood::Refuses);
    write(&app, marie, "two");
    run(&app);
    assert_eq!(state(&app), [(MailState::GivenUp, 1)]);
    assert_eq!(sink.taken().len(), 1);
}

#[test]
fn mails_wait_for_the_morning_and_people_without_an_address_read_in_the_application() {
    let sink = Sink::open();
    let app = with_server(Some(sink.address.clone()));
    let marie = somebody(&app);
    app.at("2026-10-16T23:30:00Z");
    write(&app, marie, "late on a Friday");
    assert_eq!(run(&app), "0 sent, 1 later, 0 given up, 0 without an address");
    app.at("2026-10-19T10:59:00Z");
    assert_eq!(run(&app), "nothing to send");
    app.at("2026-10-19T11:00:00Z");
    assert_eq!(run(&app), "1 sent, 0 later, 0 given up, 0 without an address");
    let now = app.app.clock().now();
    app.write(|tx| {
        let none = Contact {
            address: "marie@example.org".to_owned(),
            wants_mail: false,
        };
        super::set_contact(tx, marie, &none, now)
    });
    write(&app, marie, "another");
    assert_eq!(run(&app), "0 sent, 0 later, 0 given up, 1 without an address");
    assert_eq!(app.write(|tx| super::of(tx, marie, 10)).len(), 2);
}

#[test]
fn somebody_reads_their_messages_and_says_where_they_can_be_written_to() {
    let app = with_server(None);
    let pilot = app.pilot();
    let page = pilot.get("/messages");
    assert_eq!(page.status, 200);
    let account = app.write(|tx| {
        tx.one(
            pole_db::sql!("select id from account where name = 'pilote'"),
            pole_db::params! {},
            |row| row.get::<AccountId>("id"),
        )
    });
    write(&app, account, "one");
    let page = pilot.get("/messages");
    assert!(page.body.contains("Marie"), "{}", page.body);
    let id = app.write(|tx| super::of(tx, account, 10))[0].id;
    assert_eq!(pilot.get(&format!("/messages/{id}")).status, 303);
    assert!(app.write(|tx| super::of(tx, account, 10))[0].read_at.is_some());
    for (address, wants, status) in [
        ("", "oui", 422),
        ("marie", "oui", 422),
        ("marie@example.org", "oui", 303),
        ("", "", 303),
    ] {
        let reply = pilot.post("/messages/reglages", &[("adresse", address), ("courriels", wants)]);
        assert_eq!(reply.status, status, "{address} {wants}");
    }
    assert_eq!(pilot.post("/messages/essai", &[]).status, 303);
    assert_eq!(app.write(|tx| super::of(tx, account, 10)).len(), 2);
    // Somebody else’s message is not theirs to know.
    let other = app.person("admin", Role::Administrator, RoleScope::Basin);
    assert_eq!(other.get(&format!("/messages/{id}")).status, 404);
}

#[test]
fn the_job_is_one_of_the_programs() {
    let app = with_server(None);
    assert!(app.app.jobs().iter().any(|job| job.name == "messages.mail"));
    assert_eq!(jobs::run_now(&app.app, "messages.mail").unwrap(), "nothing to send");
}
