//! The command line, with the real program: exit statuses, what is written, what a crash leaves.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "tests: what cannot be prepared fails the test"
)]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

/// How long something may take before the test fails.
const PATIENCE: Duration = Duration::from_mins(1);

fn pole() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pole"));
    for variable in ["DATABASE_URL", "POLE_CONFIG", "RUST_LOG"] {
        command.env_remove(variable);
    }
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn shipped(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data").join(path)
}

/// A data folder and the commands run on it.
struct Place {
    folder: TempDir,
}

/// What a command said.
struct Said {
    status: i32,
    out: String,
    err: String,
}

impl From<Output> for Said {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
        Self {
            status: output.status.code().unwrap_or(-1),
            out: text(&output.stdout),
            err: text(&output.stderr),
        }
    }
}

impl Said {
    fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}{}", self.out, self.err))
    }

    #[track_caller]
    fn done(self) -> Self {
        assert_eq!(self.status, 0, "{}{}", self.out, self.err);
        self
    }

    #[track_caller]
    fn refused(self) -> Self {
        assert_eq!(self.status, 1, "{}{}", self.out, self.err);
        self
    }
}

impl Place {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn data(&self) -> PathBuf {
        self.path("data")
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = pole();
        command
            .args(words)
            .arg("--data")
            .arg(self.data())
            .current_dir(self.folder.path());
        command
    }

    fn run(&self, words: &[&str]) -> Said {
        self.command(words).output().unwrap().into()
    }

    /// Runs a command that reads a text on its standard input.
    fn run_with_input(&self, words: &[&str], input: &str) -> Said {
        let mut child = self.command(words).stdin(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        child.wait_with_output().unwrap().into()
    }

    fn import(&self, path: &Path, options: &[&str]) -> Said {
        let path = path.display().to_string();
        self.run(&[&["import", &path], options].concat())
    }

    fn schools(&self) -> usize {
        let said = self.run(&["export", "schools", "--whole-directory"]).done();
        said.out.lines().count() - 1
    }
}

/// A program that serves; it is killed at the end of the test.
struct Served {
    child: Child,
    address: String,
    welcome: String,
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Served {
    /// Starts a program and waits for its address.
    fn start(mut command: Command) -> Self {
        let mut child = command.stderr(Stdio::null()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut welcome = String::new();
        let mut address = None;
        for line in lines.by_ref() {
            let line = line.unwrap();
            if let Some((_, found)) = line.split_once("http://") {
                address = found.split_whitespace().next().map(str::to_owned);
            }
            welcome.push_str(&line);
            welcome.push('\n');
            if line.contains("Ctrl-C") {
                break;
            }
        }
        let address = address.unwrap_or_else(|| panic!("no address: {welcome}"));
        Self {
            child,
            address,
            welcome,
        }
    }

    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n",
            self.address
        )
        .unwrap();
        let mut reply = String::new();
        stream.read_to_string(&mut reply).unwrap();
        reply
    }
}

// ---- Usage ------------------------------------------------------------------------------------

#[test]
fn a_wrong_usage_ends_with_2_and_help_with_0() {
    let status = |words: &[&str]| Said::from(pole().args(words).output().unwrap()).status;
    for words in [
        &["frobnicate"][..],
        &[],
        &["import"],
        &["import", "annuaire"],
        &["demo", "--port", "many"],
        &["user", "add", "jean", "--display-name", "Jean", "--role", "boss"],
        &["--config", "absent.toml", "doctor"],
    ] {
        assert_eq!(status(words), 2, "{words:?}");
    }
    for words in [
        &["--help"][..],
        &["--version"],
        &["import", "--help"],
        &["config", "example"],
    ] {
        assert_eq!(status(words), 0, "{words:?}");
    }
}

#[test]
fn a_configuration_key_that_does_not_exist_is_named() {
    let place = Place::new();
    std::fs::write(place.path("pole.toml"), "litsen = \"127.0.0.1:80\"").unwrap();
    let said = place.run(&["--config", "pole.toml", "migrate"]);
    assert_eq!(said.status, 2);
    assert!(said.err.contains("litsen"), "{}", said.err);
    assert!(!place.data().exists());
}

// ---- The calculator ---------------------------------------------------------------------------

/// The rosters of the worked example (`domain.md` §4.4).
const WORKED_EXAMPLE: &str = "\
uai,year,6e,5e,4e,3e,teachers,teachers_5e_new,repeaters,returns,wave_year,kind
9710022X,2015,160,150,140,130,45,28,,0,2015,college
9710022X,2016,165,155,146,134,46,6,3,12,2015,college
9710022X,2017,158,160,150,142,46,4,2,15,2015,college
";

#[test]
fn the_calculator_gives_the_worked_example_without_a_database() {
    let place = Place::new();
    std::fs::write(place.path("v1.csv"), WORKED_EXAMPLE).unwrap();
    std::fs::write(place.path("params.toml"), "spare_rate_percent = 0").unwrap();
    let words = ["endowment", "compute", "v1.csv", "--params", "params.toml", "--json"];
    let totals = &place.run(&words).done().json()["totals"];
    for (key, figure) in [
        ("rights", 618),
        ("net", 591),
        ("order", 629),
        ("cost_cents", 30_821_000),
        ("state_cents", 12_673_000),
        ("authority_cents", 18_148_000),
        ("resources_cents", 5_781_000),
    ] {
        assert_eq!(totals[key], figure, "{key}");
    }
    assert!(!place.data().exists(), "the calculator makes nothing");

    let words = ["endowment", "compute", "-", "--params", "params.toml"];
    let said = place.run_with_input(&words, WORKED_EXAMPLE).done();
    assert!(said.out.contains("308210.00"), "{}", said.out);
}

#[test]
fn the_calculator_tells_every_problem_with_its_line() {
    let place = Place::new();
    let said = place.run_with_input(
        &["endowment", "compute", "-"],
        &WORKED_EXAMPLE.replace("146,134", "many,134"),
    );
    let said = said.refused();
    assert!(said.err.contains("line 3, column 4e"), "{}", said.err);
    assert!(said.out.is_empty());
}

#[test]
fn the_best_plan_is_found_from_a_file_without_a_database() {
    let place = Place::new();
    let question = r#"{"waves": 2, "mode": "benefit", "budgets": {"authority": [100, 100]}, "schools": [
        {"uai": "C1", "pupils": 600, "priority_x10": 644, "need": 62, "ready_wave": 1, "attached_to": null,
         "costs": {"authority": [80, 20]}, "pinned_wave": PINNED, "excluded": false},
        {"uai": "E1", "pupils": 200, "priority_x10": 625, "need": 55, "ready_wave": 1, "attached_to": "C1",
         "costs": {"authority": [30]}, "pinned_wave": null, "excluded": false}]}"#;
    let words = ["optimise", "-", "--json"];

    let told = place
        .run_with_input(&words, &question.replace("PINNED", "null"))
        .done()
        .json();
    assert_eq!(told["status"], "optimal");
    assert_eq!(told["benefit"], 600 * 644 * 2 + 200 * 625);
    assert_eq!(told["entries"][1], serde_json::json!({"uai": "E1", "wave": 2}));
    assert_eq!(told["cost_by_year"]["authority"], serde_json::json!([80, 50]));
    let said = place.run_with_input(&["optimise", "-"], &question.replace("PINNED", "null"));
    assert!(said.done().out.contains("no plan is better"));

    // What cannot be is a problem found; what is written wrong says where.
    let poor = question.replace("PINNED", "1").replace("[100, 100]", "[50, 100]");
    let said = place.run_with_input(&words, &poor).refused();
    assert_eq!(said.json()["status"], "infeasible");
    assert_eq!(said.json()["explanations"][0]["missing"], 30);
    let said = place.run_with_input(&words, &question.replace("PINNED", "9")).refused();
    assert_eq!(said.json()["errors"][0]["path"], "schools[0].pinned_wave");
    let said = place.run(&["optimise"]);
    assert_eq!(said.status, 2);
    assert!(!place.data().exists());
}

#[test]
fn an_interrupted_search_gives_the_best_plan_so_far() {
    let place = Place::new();
    let schools: Vec<Value> = (0..3_000_u64)
        .map(|number| {
            // Numbers without a pattern that a search could use.
            let mixed = |salt: u64| (number + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15 ^ salt) >> 40;
            serde_json::json!({
                "uai": format!("{number:07}A"), "pupils": 50 + mixed(1) % 600, "priority_x10": 200 + mixed(2) % 700,
                "need": mixed(3) % 100,
                "costs": {"authority": [1_000_000 + mixed(4) % 9_000_000, mixed(5) % 9_000_000, mixed(6) % 9_000_000]},
            })
        })
        .collect();
    let budget = 3_000_000_000_u64;
    let question = serde_json::json!({
        "waves": 3, "mode": "equity", "schools": schools,
        "budgets": {"authority": [budget, budget, budget, budget, budget]},
    });
    std::fs::write(place.path("question.json"), question.to_string()).unwrap();
    let child = place
        .command(&["optimise", "question.json", "--json", "--time-limit", "600"])
        .spawn()
        .unwrap();
    let id = child.id().to_string();
    // It listens to interruptions once the second bit of the signals it catches is set.
    let listens = || {
        let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap();
        let caught = status.lines().find_map(|line| line.strip_prefix("SigCgt:")).unwrap();
        u64::from_str_radix(caught.trim(), 16).unwrap() & 0b10 != 0
    };
    while !listens() {
        std::thread::yield_now();
    }
    let sent = Command::new("kill").args(["-INT", &id]).status().unwrap();
    assert!(sent.success());
    let told = Said::from(child.wait_with_output().unwrap()).done().json();
    assert_eq!(told["status"], "gap");
    assert!(!told["entries"].as_array().unwrap().is_empty());
    let notes = told["notes"].to_string();
    assert!(notes.contains("broken off"), "{notes}");
}

// ---- Imports ----------------------------------------------------------------------------------

#[test]
fn a_file_is_taken_in_once() {
    let place = Place::new();
    let file = shipped("bassin/etablissements.csv");
    let first = &place.import(&file, &["--json"]).done().json()["files"][0];
    assert_eq!(
        (&first["state"], &first["kind"]),
        (&"done".into(), &"basin_schools".into())
    );
    assert!(first["added"].as_u64().unwrap() >= 26);
    let second = &place.import(&file, &["--json"]).done().json()["files"][0];
    assert_eq!(second["state"], "already_done");
    assert_eq!(second["import"], first["import"]);
    assert_eq!((&second["added"], &second["changed"]), (&0.into(), &0.into()));
    assert_eq!(place.schools(), 26);
}

#[test]
fn a_dry_run_writes_nothing() {
    let place = Place::new();
    let said = place
        .import(&shipped("bassin/etablissements.csv"), &["--dry-run"])
        .done();
    assert!(said.out.contains("nothing was written"), "{}", said.out);
    assert_eq!(place.schools(), 0);
    assert_eq!(std::fs::read_dir(place.data().join("files")).unwrap().count(), 0);
}

#[test]
fn a_file_of_another_kind_is_refused_and_the_others_are_taken_in() {
    let place = Place::new();
    let (ips, basin) = (
        shipped("guadeloupe/ips_colleges_2022-2023.csv"),
        shipped("bassin/etablissements.csv"),
    );
    let words = [
        "import",
        "basin_schools",
        &ips.display().to_string(),
        &basin.display().to_string(),
    ];
    let said = place.run(&words).refused();
    assert!(
        said.out.contains("“ips_colleges”, not of “basin_schools”"),
        "{}",
        said.out
    );
    assert!(said.out.contains("1 written"), "{}", said.out);
    assert_eq!(place.schools(), 26);
}

#[test]
fn good_lines_are_taken_in_and_bad_ones_told() {
    let place = Place::new();
    place.import(&shipped("bassin/etablissements.csv"), &[]).done();
    let file = place.path("effectifs.csv");
    let text = "uai;annee;categorie;effectif;date;note\n\
                9710022X;2023;TEACHERS;71;;\n\
                9710022A;2023;TEACHERS;12;;\n\
                9710022X;2023;5E;beaucoup;;\n";
    std::fs::write(&file, text).unwrap();
    let said = place.import(&file, &[]).refused();
    assert!(said.out.contains("line 3, column uai “9710022A”"), "{}", said.out);
    assert!(said.out.contains("line 4, column effectif “beaucoup”"), "{}", said.out);
    let outcome = &place.import(&file, &["--json", "--dry-run"]).json()["files"][0];
    assert_eq!(outcome["unchanged"], 1, "the good line is in");
    assert_eq!(outcome["refused_count"], 2);
    assert_eq!(outcome["problems"][0]["proposal"], "9710022X");
}

#[test]
fn what_is_no_table_is_refused_and_leaves_nothing() {
    let place = Place::new();
    for (name, bytes) in [
        ("photo.csv", &b"\x89PNG\r\n\x1a\n\0\0"[..]),
        ("vide.csv", b""),
        ("autre.csv", b"a;b\n1;2\n"),
    ] {
        std::fs::write(place.path(name), bytes).unwrap();
        let outcome = &place.import(&place.path(name), &["--json"]).refused().json()["files"][0];
        assert_eq!(outcome["state"], "refused", "{name}");
        assert!(outcome["error"].is_string(), "{name}");
    }
    assert_eq!(std::fs::read_dir(place.data().join("files")).unwrap().count(), 0);
}

#[test]
fn a_large_import_killed_in_its_middle_leaves_nothing_and_runs_again() {
    let place = Place::new();
    let file = shipped("national/etablissements_unifie.csv.gz");
    let mut child = place.command(&["import", &file.display().to_string()]).spawn().unwrap();
    // The journal grows while the one transaction is under way.
    let journal = place.data().join("pole.sqlite-wal");
    let begun = Instant::now();
    while std::fs::metadata(&journal).map_or(0, |data| data.len()) < 6_000_000 {
        assert!(begun.elapsed() < PATIENCE, "the import does not write");
        assert!(child.try_wait().unwrap().is_none(), "the import ended too soon");
        std::thread::sleep(Duration::from_millis(5));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(place.schools(), 0);
    let outcome = &place.import(&file, &["--json"]).done().json()["files"][0];
    assert_eq!(outcome["state"], "done");
    assert_eq!(place.schools(), 47_217);
    let kept: Vec<_> = std::fs::read_dir(place.data().join("files")).unwrap().collect();
    assert_eq!(kept.len(), 1, "{kept:?}");
}

// ---- Accounts ---------------------------------------------------------------------------------

#[test]
fn accounts_are_made_with_a_password_that_is_shown_once() {
    let place = Place::new();
    place.import(&shipped("bassin/etablissements.csv"), &[]).done();
    let add = [
        "user",
        "add",
        "jeanne.dubois",
        "--display-name",
        "Jeanne Dubois",
        "--role",
        "administrator",
    ];
    let said = place.run(&add).done();
    let password = said
        .out
        .lines()
        .find_map(|line| line.strip_prefix("Password (shown once): "))
        .unwrap();
    assert_eq!(password.len(), 19);
    assert!(place.run(&add).refused().err.contains("taken"));

    let head = [
        "user",
        "role",
        "jeanne.dubois",
        "head",
        "--scope",
        "9710022X",
        "--from",
        "2026-09-01",
        "--to",
        "2026-09-30",
    ];
    place.run(&head).done();
    let unknown = ["user", "role", "jeanne.dubois", "head", "--scope", "9710001Z"];
    assert_ne!(place.run(&unknown).status, 0);
    let account = &place.run(&["user", "list", "--json"]).done().json()["accounts"][0];
    assert_eq!(account["name"], "jeanne.dubois");
    assert_eq!(account["roles"].as_array().unwrap().len(), 2);

    let reset = ["user", "password", "jeanne.dubois", "--password-stdin"];
    assert!(
        place
            .run_with_input(&reset, "court\n")
            .refused()
            .err
            .contains("12 characters")
    );
    assert!(
        !place
            .run_with_input(&reset, "cocotier-bleu-2026\n")
            .done()
            .out
            .contains("cocotier")
    );
    assert!(
        place
            .run(&["user", "password", "personne"])
            .refused()
            .err
            .contains("user list")
    );
}

// ---- Backup and restore -----------------------------------------------------------------------

#[test]
fn jobs_are_listed_and_run() {
    let place = Place::new();
    let listed = place.run(&["jobs", "list"]).done();
    assert!(listed.out.contains("usage.rollup  next ") && listed.out.contains("never ran"));
    let ran = place.run(&["jobs", "run", "usage.rollup"]).done();
    assert_eq!(ran.out, "usage.rollup: nothing new\n");
    let jobs = place.run(&["jobs", "list", "--json"]).done().json();
    let rollup = jobs
        .as_array()
        .unwrap()
        .iter()
        .find(|job| job["name"] == "usage.rollup");
    assert_eq!(rollup.unwrap()["outcome"], "done");
    let unknown = place.run(&["jobs", "run", "nothing"]);
    assert_eq!(unknown.status, 2, "{}{}", unknown.out, unknown.err);
    assert!(unknown.err.contains("pole jobs list"));
}

#[test]
fn a_backup_gives_back_the_database_and_the_files() {
    let place = Place::new();
    place.import(&shipped("bassin/etablissements.csv"), &[]).done();
    place
        .import(&shipped("guadeloupe/ips_colleges_2022-2023.csv"), &[])
        .done();
    let before = place.run(&["export", "schools"]).done().out;
    let backup = place.path("pole.tar").display().to_string();
    place.run(&["backup", &backup]).done();

    let other = Place::new();
    let said = other.run(&["restore", &backup]).done();
    assert!(said.out.contains("2 files"), "{}", said.out);
    assert_eq!(other.run(&["export", "schools"]).done().out, before);
    let again = other
        .import(&shipped("guadeloupe/ips_colleges_2022-2023.csv"), &["--json"])
        .done()
        .json();
    assert_eq!(again["files"][0]["state"], "already_done");

    // A database that is there is not erased, even when asked.
    let refused = other.run(&["restore", &backup]).refused();
    assert!(refused.err.contains("--force"), "{}", refused.err);
    other.run(&["restore", &backup, "--force"]).done();
    let aside = std::fs::read_dir(other.data()).unwrap().filter(|entry| {
        entry
            .as_ref()
            .unwrap()
            .file_name()
            .to_string_lossy()
            .contains("before-restore")
    });
    assert_eq!(aside.count(), 1);
    assert_eq!(other.run(&["export", "schools"]).done().out, before);
}

#[test]
fn a_damaged_backup_changes_nothing() {
    let place = Place::new();
    place.import(&shipped("bassin/etablissements.csv"), &[]).done();
    let backup = place.path("pole.tar");
    place.run(&["backup", &backup.display().to_string()]).done();
    let whole = std::fs::read(&backup).unwrap();
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 0x40;
    for (name, bytes) in [
        ("flipped", flipped.as_slice()),
        ("cut", &whole[..whole.len() / 2]),
        ("other", b"not a backup"),
    ] {
        std::fs::write(&backup, bytes).unwrap();
        let other = Place::new();
        let said = other.run(&["restore", &backup.display().to_string()]);
        assert_eq!(said.status, 1, "{name}: {}", said.out);
        assert!(!other.data().join("pole.sqlite").exists(), "{name}");
    }
}

#[test]
fn a_backup_never_replaces_what_is_no_backup() {
    let place = Place::new();
    place.import(&shipped("bassin/etablissements.csv"), &[]).done();
    let database = place.data().join("pole.sqlite").display().to_string();
    let said = place.run(&["backup", &database]).refused();
    assert!(said.err.contains("no backup"), "{}", said.err);
    assert_eq!(place.schools(), 26);
}

// ---- Installation -----------------------------------------------------------------------------

#[test]
fn doctor_says_what_to_do_and_changes_nothing() {
    let place = Place::new();
    let finding = |said: &Said, subject: &str| {
        let json = said.json();
        let findings = json["findings"].as_array().unwrap().clone();
        findings
            .into_iter()
            .find(|finding| finding["subject"] == subject)
            .unwrap_or_default()
    };
    let said = place.run(&["doctor", "--json"]).refused();
    assert_eq!(finding(&said, "data folder")["level"], "problem");
    assert!(!place.data().exists(), "doctor makes nothing");

    place.run(&["migrate"]).done();
    let said = place.run(&["doctor", "--json"]).refused();
    assert_eq!(finding(&said, "schema")["level"], "ok");
    assert_eq!(finding(&said, "accounts")["level"], "problem");
    assert_eq!(finding(&said, "backup")["level"], "warning");

    place
        .run(&[
            "user",
            "add",
            "admin.un",
            "--display-name",
            "Un",
            "--role",
            "administrator",
        ])
        .done();
    place
        .run(&["backup", &place.path("pole.tar").display().to_string()])
        .done();
    let said = place.run(&["doctor", "--json"]).done();
    assert_eq!(finding(&said, "backup")["level"], "ok");
    assert_eq!(finding(&said, "database")["level"], "ok");

    std::fs::write(place.path("pole.toml"), "listen = \"0.0.0.0:8080\"").unwrap();
    let said = place.run(&["--config", "pole.toml", "doctor"]).refused();
    assert!(said.out.contains("PROBLEM  network"), "{}", said.out);
}

#[test]
fn exports_have_stable_columns_in_three_forms() {
    let place = Place::new();
    place.import(&shipped("bassin/etablissements.csv"), &[]).done();
    place
        .import(&shipped("guadeloupe/colleges_effectifs_niveaux_dnb2021.csv"), &[])
        .done();
    let schools = place.run(&["export", "schools", "--format", "json"]).done().json();
    assert_eq!(schools.as_array().unwrap().len(), 26);
    let school = schools
        .as_array()
        .unwrap()
        .iter()
        .find(|school| school["uai"] == "9711087E")
        .unwrap();
    assert_eq!(
        (&school["kind"], &school["territory"]),
        (&"college".into(), &"978".into())
    );
    let counts = place.run(&["export", "head-counts", "--format", "json"]).done().json();
    let observed = counts
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["uai"] == "9711087E" && row["year"] == 2020 && row["category"] == "5E")
        .unwrap();
    assert_eq!(observed["count"], 116);
    assert_eq!(observed["source"], "college_counts");
    let csv = place.run(&["export", "plan"]).done().out;
    assert!(csv.starts_with("\u{feff}\"uai\";\"name\""), "{csv}");
    let book = place.path("schools.xlsx");
    place
        .run(&[
            "export",
            "schools",
            "--format",
            "xlsx",
            "--output",
            &book.display().to_string(),
        ])
        .done();
    assert!(std::fs::read(book).unwrap().starts_with(b"PK"));
}

// ---- The demonstration ------------------------------------------------------------------------

#[test]
fn the_demonstration_is_built_served_and_kept() {
    let place = Place::new();
    let demo = Served::start(place.command(&["demo", "--port", "0"]));
    assert!(demo.get("/healthz").contains("200 OK"));
    for name in [
        "pilote",
        "admin",
        "academie",
        "com978",
        "com977",
        "principal",
        "directrice",
        "prof",
    ] {
        assert!(demo.welcome.contains(&format!("demo-{name}-2026")), "{}", demo.welcome);
    }
    assert!(demo.get("/connexion").contains("demo-pilote-2026"));
    // Beside the program that serves, other commands read and are told what they may not do.
    let schools = place.run(&["export", "schools", "--format", "json"]).done().json();
    assert_eq!(schools.as_array().unwrap().len(), 26);
    let plan = place.run(&["export", "plan", "--format", "json"]).done().json();
    let plan = plan.as_array().unwrap();
    assert!(
        plan.iter()
            .all(|line| line["missing"] == "" && !line["total_cents"].is_null()),
        "every line is complete"
    );
    assert!(plan.iter().any(|line| line["fictitious"] == "yes"));
    assert!(
        place
            .run(&["demo", "--port", "0", "--reset"])
            .refused()
            .err
            .contains("runs on this folder")
    );
    assert!(place.run(&["serve"]).refused().err.contains("demonstration"));
    drop(demo);

    // What was changed is kept, until it is asked to forget.
    place
        .run(&["user", "add", "ajout", "--display-name", "Ajout", "--role", "pilot"])
        .done();
    drop(Served::start(place.command(&["demo", "--port", "0"])));
    let accounts = |place: &Place| {
        place.run(&["user", "list", "--json"]).done().json()["accounts"]
            .as_array()
            .unwrap()
            .len()
    };
    assert_eq!(accounts(&place), 12);
    drop(Served::start(place.command(&["demo", "--port", "0", "--reset"])));
    assert_eq!(accounts(&place), 11);
}

#[test]
fn a_demonstration_killed_while_it_is_built_is_built_again() {
    let place = Place::new();
    let mut child = place.command(&["demo", "--port", "0"]).spawn().unwrap();
    let begun = Instant::now();
    while !place.data().join("pole.sqlite-wal").exists() {
        assert!(begun.elapsed() < PATIENCE);
        std::thread::sleep(Duration::from_millis(1));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    drop(Served::start(place.command(&["demo", "--port", "0"])));
    let schools = place.run(&["export", "schools", "--format", "json"]).done().json();
    assert_eq!(schools.as_array().unwrap().len(), 26);
}

#[test]
fn a_demonstration_never_touches_a_real_installation() {
    let place = Place::new();
    place.import(&shipped("bassin/etablissements.csv"), &[]).done();
    for options in [&["demo", "--port", "0"][..], &["demo", "--port", "0", "--reset"]] {
        let said = place.run(options).refused();
        assert!(said.err.contains("real installation"), "{}", said.err);
    }
    assert_eq!(place.schools(), 26);
    assert_eq!(
        place.run(&["user", "list", "--json"]).done().json()["accounts"]
            .as_array()
            .unwrap()
            .len(),
        0
    );
}

#[test]
fn a_restored_demonstration_is_still_one() {
    let place = Place::new();
    drop(Served::start(place.command(&["demo", "--port", "0"])));
    let backup = place.path("demo.tar").display().to_string();
    place.run(&["backup", &backup]).done();
    let other = Place::new();
    other.run(&["restore", &backup]).done();
    assert!(other.run(&["serve"]).refused().err.contains("demonstration"));
}

#[test]
fn a_port_that_is_taken_is_told_before_anything_is_built() {
    let place = Place::new();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let said = place.run(&["demo", "--port", &port]).refused();
    assert!(said.err.contains("choose another port"), "{}", said.err);
    assert!(!place.data().exists());
}

#[test]
fn serve_answers_and_stops_when_asked() {
    let place = Place::new();
    std::fs::write(place.path("pole.toml"), "listen = \"127.0.0.1:0\"").unwrap();
    let mut served = Served::start(place.command(&["--config", "pole.toml", "serve"]));
    assert!(served.get("/healthz").contains("200 OK"));
    let asked = Command::new("kill")
        .args(["-TERM", &served.child.id().to_string()])
        .status()
        .unwrap();
    assert!(asked.success());
    let begun = Instant::now();
    let status = loop {
        if let Some(status) = served.child.try_wait().unwrap() {
            break status;
        }
        assert!(begun.elapsed() < PATIENCE, "it does not stop");
        std::thread::sleep(Duration::from_millis(5));
    };
    assert!(status.success());
}

#[test]
fn the_five_indicators_are_told_for_people_and_for_programs() {
    let place = Place::new();
    place.import(&shipped("bassin/etablissements.csv"), &[]).done();
    let said = place.run(&["indicators"]).done();
    assert!(said.out.starts_with("basin, as of "), "{}", said.out);
    assert!(said.out.contains("selected_coverage"), "{}", said.out);
    let json = place.run(&["indicators", "--json"]).done().json();
    let told = json["indicators"].as_array().unwrap();
    let codes: Vec<&str> = told.iter().filter_map(|value| value["code"].as_str()).collect();
    assert_eq!(codes, ["I1", "I2", "I3", "I4", "I4", "I4", "I5"]);
    assert!(
        told.iter()
            .all(|value| value["headline"] == true && value["scope"] == "basin")
    );
    for key in [
        "definition",
        "period",
        "as_of",
        "known_at",
        "numerator",
        "denominator",
        "value",
        "unit",
        "coverage",
        "bounds",
        "flags",
        "evidence_count",
    ] {
        assert!(told[0].get(key).is_some(), "{key}");
    }
    // What was not known yet is not told.
    let before = place
        .run(&["indicators", "--known-on", "2020-01-01", "--json"])
        .done()
        .json();
    assert_eq!(before["indicators"][0]["denominator"], 0);
    let all = place
        .run(&["indicators", "--all", "--place", "territory:978", "--json"])
        .done()
        .json();
    assert!(all["indicators"].as_array().unwrap().len() > told.len());
    let whole = place
        .run(&["indicators", "--whole-directory", "--repeat", "2", "--json"])
        .done();
    assert_eq!(whole.json()["indicators"][0]["scope"], "directory");
    assert_eq!(
        whole.err.lines().filter(|line| line.ends_with(" ms")).count(),
        2,
        "{}",
        whole.err
    );
}

#[test]
fn a_wrong_place_or_day_of_the_indicators_is_said() {
    let place = Place::new();
    place.import(&shipped("bassin/etablissements.csv"), &[]).done();
    place.run(&["indicators", "--place", "territory:971"]).refused();
    for wrong in [["--place", "nowhere"], ["--as-of", "hier"], ["--repeat", "0"]] {
        assert_eq!(place.run(&["indicators", wrong[0], wrong[1]]).status, 2, "{wrong:?}");
    }
}
