//! The endowment through the database, on both engines.

use std::collections::BTreeMap;

use pole_db::{DbError, Migration, Tx};
use pole_formats::{SupplyFact, SupplyItem, SupplyStep};
use pole_kernel::{Category, Cents, Day, Instant, Level, Ratio, Role, RoleScope, SchoolYear, Territory, Uai};

use super::actions::{self, Asked, Decision, NewSet, NewWave};
use super::errors::{EndowmentError, Refusal};
use super::model::{Funder, Heading, RosterFlag};
use super::parameters::Parameters;
use super::plan::{Plan, Why, compare, four_totals};
use super::records::{EntryStatus, SHEET_DEFAULT, WaveId};
use crate::features::directory::{self, CountEntry, EventKind, NewEvent};
use crate::policy::{AccountId, Actor, HeldRole, Scope};
use crate::shell::app::migrations;
use crate::shell::clock::fresh_id;
use crate::shell::imports::{Importer, Job, Mode, Report, run_reader};

const COLLEGE: &str = "9710022X";
const OTHER_COLLEGE: &str = "9711023K";
const SAINT_BARTH: &str = "9710035L";
const ECOLE: &str = "9710210B";
const LYCEE: &str = "9711252J";
const UNCONTRACTED: &str = "9711336A";

const NOW: &str = "2026-10-16T12:00:00Z";

fn year(first: i16) -> SchoolYear {
    SchoolYear::starting(first).unwrap()
}

fn uai(code: &str) -> Uai {
    Uai::parse(code).unwrap()
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn at(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

fn pilot() -> Actor {
    Actor::console()
}

fn agent(territory: &str) -> Actor {
    let scope = RoleScope::Authority(Territory::parse(territory).unwrap());
    Actor {
        account: Some(AccountId::parse("01890a5d-ac96-774b-bcce-b302099a8057").unwrap()),
        roles: vec![HeldRole {
            role: Role::AuthorityAgent,
            scope,
        }],
        ..Actor::default()
    }
}

fn everything() -> Scope {
    Scope {
        everything: true,
        ..Scope::default()
    }
}

fn importers() -> Vec<Box<dyn Importer>> {
    vec![Box::new(directory::DirectoryImporter), Box::new(super::SupplyImporter)]
}

fn import(tx: &mut Tx, content: &str, mode: Mode, now: Instant) -> Report {
    let job = Job {
        import: fresh_id(),
        mode,
        now,
        account: None,
        fictitious: false,
        options: std::collections::BTreeMap::new(),
        scope: crate::policy::Scope::everything(),
    };
    tx.execute(
        pole_db::sql!(
            "insert into import (id, kind, file_name, file_hash, file_bytes, state, proposed_at, lines, added,
                                 changed, unchanged, leaving, problems)
             values (:id, 'test', 'test.csv', '', 0, 'done', '', 0, 0, 0, 0, 0, 0)"
        ),
        pole_db::params! { id: job.import },
    )
    .unwrap();
    run_reader(tx, &importers(), content.as_bytes(), &job).unwrap().1
}

/// The basin, the presets without spares, and a wave of 2015.
struct Basin {
    wave: WaveId,
}

fn basin(tx: &mut Tx) -> Basin {
    import(tx, crate::test_app::BASIN, Mode::Apply, at("2026-01-01T00:00:00Z"));
    actions::install_presets(tx, at("2026-01-02T00:00:00Z")).unwrap();
    let no_spare = Parameters {
        spare_rate_percent: Ratio::percent(0),
        ..Parameters::sheet_default()
    };
    let sets = actions::sets(tx, &pilot(), at("2026-01-03T00:00:00Z")).unwrap();
    let id = actions::copy_set(
        tx,
        &pilot(),
        at("2026-01-03T00:00:00Z"),
        &NewSet {
            based_on: sets.in_force.id,
            code: "sans réserve".into(),
            name: "Sans réserve".into(),
            note: String::new(),
            valid_from: day("2015-09-01"),
            parameters: no_spare,
        },
    )
    .unwrap();
    actions::choose_set(tx, &pilot(), at("2026-01-03T00:00:00Z"), id, "exemple du cahier").unwrap();
    let new = NewWave {
        label: "Vague 2015".into(),
        first_year: year(2015),
        note: String::new(),
    };
    Basin {
        wave: actions::add_wave(tx, &pilot(), at("2026-01-04T00:00:00Z"), &new).unwrap(),
    }
}

fn decision(basin: &Basin, code: &str, status: EntryStatus, seen: i64) -> Decision {
    Decision {
        wave: basin.wave,
        uai: uai(code),
        seen,
        status,
        first_year: year(2015),
        decided_on: day("2015-06-01"),
        reason: if status.needs_reason() {
            "dossier incomplet".into()
        } else {
            String::new()
        },
    }
}

fn select(tx: &mut Tx, basin: &Basin, code: &str) -> Result<(), EndowmentError> {
    actions::decide(
        tx,
        &pilot(),
        at("2026-02-01T00:00:00Z"),
        &decision(basin, code, EntryStatus::Selected, 0),
    )
    .map(|_| ())
}

fn attach(tx: &mut Tx, ecole: &str, college: &str) {
    let event = NewEvent {
        kind: EventKind::AttachedTo,
        other: Some(uai(college)),
        name: None,
        from: day("2010-09-01"),
        to: None,
        note: String::new(),
    };
    directory::add_event(tx, &pilot(), at("2026-01-05T00:00:00Z"), &uai(ecole), &event).unwrap();
}

fn count(tx: &mut Tx, code: &str, of: i16, now: &str, counts: &[(Category, u32)]) {
    let entries: Vec<CountEntry> = counts
        .iter()
        .map(|(category, amount)| CountEntry {
            category: *category,
            amount: Some(*amount),
        })
        .collect();
    directory::enter_counts(tx, &pilot(), at(now), &uai(code), year(of), None, &entries, false).unwrap();
}

/// The rosters of collège K (`domain.md` §4.4).
fn college_k(tx: &mut Tx) {
    #[rustfmt::skip]
    let table = [
        (2015, [160, 150, 140, 130, 45, 28, 28, 0, 0]),
        (2016, [165, 155, 146, 134, 46, 30, 6, 3, 12]),
        (2017, [158, 160, 150, 142, 46, 29, 4, 2, 15]),
    ];
    for (of, [sixth, fifth, fourth, third, teachers, in_5e, new, repeaters, returns]) in table {
        count(
            tx,
            COLLEGE,
            of,
            "2026-01-10T00:00:00Z",
            &[
                (Category::Level(Level::Sixieme), sixth),
                (Category::Level(Level::Cinquieme), fifth),
                (Category::Level(Level::Quatrieme), fourth),
                (Category::Level(Level::Troisieme), third),
                (Category::Teachers, teachers),
                (Category::Teachers5e, in_5e),
                (Category::Teachers5eNew, new),
                (Category::Repeaters, repeaters),
                (Category::Returns, returns),
            ],
        );
    }
}

fn today(tx: &mut Tx) -> Plan {
    let set = actions::in_force(tx, at(NOW)).unwrap();
    actions::plan(tx, &everything(), Asked::now(at(NOW)), &set, actions::Staff::AsEntered).unwrap()
}

fn euros(amount: &str) -> Option<Cents> {
    Cents::parse_euros(amount).ok()
}

fn run<T>(db: &pole_db::Db, mut work: impl FnMut(&mut Tx) -> T) -> T {
    db.write_blocking(|tx| Ok::<T, DbError>(work(tx))).unwrap()
}

fn refusal<T: std::fmt::Debug>(result: Result<T, EndowmentError>) -> Refusal {
    match result.unwrap_err() {
        EndowmentError::Refused(refusal) => refusal,
        other => panic!("not a refusal: {other:?}"),
    }
}

fn schema() -> Vec<(String, String)> {
    migrations()
}

/// What the product's migrations are, as the test databases take them.
macro_rules! product {
    ($($tests:tt)+) => {
        pole_db::both_engines! {
            migrations: &schema().iter().map(|(name, sql)| Migration { name, sql }).collect::<Vec<_>>();
            $($tests)+
        }
    };
}

product! {
    fn v1_entries_and_counts_give_the_worked_example_to_the_cent(db) {
        run(&db, |tx| {
            let basin = basin(tx);
            college_k(tx);
            select(tx, &basin, COLLEGE).unwrap();
            let plan = today(tx);
            #[rustfmt::skip]
            let expected = [
                (2015, 150, 150, 28, 178, "87220.00",  "28500.00", "10640.00", "48080.00", "18750.00"),
                (2016, 152, 140,  6, 146, "71540.00",  "26600.00",  "2280.00", "42660.00", "19380.00"),
                (2017, 316, 301,  4, 305, "149450.00", "57190.00",  "1520.00", "90740.00", "19680.00"),
            ];
            assert_eq!(plan.lines.len(), 3);
            for (line, (of, rights, net, teachers, order, cost, pupils, staff, authority, resources)) in
                plan.lines.iter().zip(expected)
            {
                let due = &line.endowment;
                assert_eq!(due.year, year(of));
                assert_eq!((due.rights, due.net, due.teachers, due.order), (Some(rights), Some(net), Some(teachers), Some(order)));
                assert_eq!(due.cost_cents(), euros(cost));
                assert_eq!(due.state_pupils_cents(), euros(pupils));
                assert_eq!(due.state_teachers_cents(), euros(staff));
                assert_eq!(due.authority_cents(), euros(authority));
                assert_eq!(due.resources_cents(), euros(resources));
                assert!(!due.is_incomplete() && !line.fictitious);
            }
            let totals = plan.totals();
            assert_eq!(Some(totals.cost_cents()), euros("308210.00"));
            assert_eq!(Some(totals.state_cents()), euros("126730.00"));
            assert_eq!(Some(totals.heading(Heading::Resources).unwrap().amount), euros("57810.00"));
            assert_eq!(plan.by_year().len(), 3);
        });
    }

    fn v2_another_reading_is_a_scenario_and_never_overwrites(db) {
        run(&db, |tx| {
            let basin = basin(tx);
            college_k(tx);
            select(tx, &basin, COLLEGE).unwrap();
            let before = today(tx).to_kept();
            let scenario = actions::scenario(tx, &pilot(), Asked::now(at(NOW)), |sets| sets.newest("stays_in_level").cloned()).unwrap();
            // The default of the preset has spares: its own lines tell what it would give.
            let nets: Vec<_> = scenario.other.lines.iter().map(|line| line.endowment.net).collect();
            assert_eq!(nets, [Some(150), Some(5), Some(163)]);
            assert!(scenario.comparison.parameters.iter().any(|changed| changed.key == "holding"));
            let row = scenario.comparison.differences.iter().find(|row| row.year == year(2016) && row.funder == Funder::State);
            let row = row.unwrap();
            assert!(row.change().unwrap() < Cents::ZERO);
            assert_eq!(row.why, [Why::Parameters]);
            assert_eq!(scenario.comparison.lines.len(), 3);
            assert_eq!(today(tx).to_kept(), before);
            assert_eq!(actions::in_force(tx, at(NOW)).unwrap().code, "sans_reserve");
            let unknown = actions::scenario(tx, &pilot(), Asked::now(at(NOW)), |sets| sets.newest("nulle_part").cloned());
            assert!(matches!(unknown, Err(EndowmentError::NotFound)));
        });
    }

    fn v3_an_ecole_receives_its_cases_and_lump(db) {
        run(&db, |tx| {
            let basin = basin(tx);
            attach(tx, ECOLE, COLLEGE);
            select(tx, &basin, COLLEGE).unwrap();
            select(tx, &basin, ECOLE).unwrap();
            let plan = today(tx);
            let lines: Vec<_> = plan.lines.iter().filter(|line| line.endowment.uai == uai(ECOLE)).collect();
            assert_eq!(lines.len(), 3);
            let first = &lines[0].endowment;
            assert_eq!(first.cases(), Some(3));
            assert_eq!(first.case_cents(), euros("23550.00"));
            assert_eq!(first.paid_by(&Funder::State, &[Heading::Cases]), euros("11775.00"));
            assert_eq!(first.paid_by(&Funder::Authority, &[Heading::Cases]), euros("11775.00"));
            let lump = |funder: &Funder| lines.iter().map(|line| line.endowment.paid_by(funder, &[Heading::SchoolLump])).sum::<Option<Cents>>();
            assert_eq!(lump(&Funder::State), euros("500.00"));
            assert_eq!(lump(&Funder::Authority), euros("1000.00"));
        });
    }

    fn an_ecole_without_its_college_is_refused_and_a_needed_college_stays(db) {
        run(&db, |tx| {
            let basin = basin(tx);
            assert!(matches!(refusal(select(tx, &basin, ECOLE)), Refusal::NotAttached { .. }));
            attach(tx, ECOLE, COLLEGE);
            assert!(matches!(refusal(select(tx, &basin, ECOLE)), Refusal::CollegeNotSelected { .. }));
            // Together, in one transaction, in any order.
            let both: Vec<Decision> =
                [ECOLE, COLLEGE].into_iter().map(|code| decision(&basin, code, EntryStatus::Selected, 0)).collect();
            assert_eq!(actions::decide_many(tx, &pilot(), at("2026-02-01T00:00:00Z"), &both).unwrap(), 2);
            let later = Decision { first_year: year(2016), ..decision(&basin, COLLEGE, EntryStatus::Selected, 1) };
            let refused = refusal(actions::decide(tx, &pilot(), at("2026-02-02T00:00:00Z"), &later));
            let Refusal::CollegeNeeded { ecoles, .. } = refused else { panic!("{refused:?}") };
            assert_eq!(ecoles, "Marie-Amélie Leydet");
            let out = decision(&basin, COLLEGE, EntryStatus::NotSelected, 1);
            assert!(matches!(refusal(actions::decide(tx, &pilot(), at("2026-02-02T00:00:00Z"), &out)), Refusal::CollegeNeeded { .. }));
            // Once the école is out, the collège may go.
            let ecole_out = decision(&basin, ECOLE, EntryStatus::Withdrawn, 1);
            actions::decide(tx, &pilot(), at("2026-02-02T00:00:00Z"), &ecole_out).unwrap();
            actions::decide(tx, &pilot(), at("2026-02-02T00:00:00Z"), &out).unwrap();
            let early = Decision { first_year: year(2014), ..decision(&basin, ECOLE, EntryStatus::Selected, 2) };
            actions::decide(tx, &pilot(), at("2026-02-03T00:00:00Z"), &decision(&basin, COLLEGE, EntryStatus::Selected, 2)).unwrap();
            assert!(matches!(refusal(actions::decide(tx, &pilot(), at("2026-02-03T00:00:00Z"), &early)), Refusal::CollegeEntersLater { .. }));
        });
    }

    fn lycees_uncontracted_schools_and_bare_decisions_are_refused(db) {
        run(&db, |tx| {
            let basin = basin(tx);
            assert!(matches!(refusal(select(tx, &basin, LYCEE)), Refusal::Lycee(name) if name.contains("Weinum")));
            assert!(matches!(refusal(select(tx, &basin, UNCONTRACTED)), Refusal::NotEligible(_)));
            assert_eq!(refusal(select(tx, &basin, "0010002X")), Refusal::UnknownSchool);
            let mut bare = decision(&basin, COLLEGE, EntryStatus::Reserve, 0);
            bare.reason = "  ".into();
            assert_eq!(refusal(actions::decide(tx, &pilot(), at("2026-02-01T00:00:00Z"), &bare)), Refusal::ReasonMissing);
            let mut future = decision(&basin, COLLEGE, EntryStatus::Selected, 0);
            future.decided_on = day("2027-01-01");
            assert_eq!(refusal(actions::decide(tx, &pilot(), at("2026-02-01T00:00:00Z"), &future)), Refusal::DecidedInFuture);
            assert_eq!(refusal(actions::decide_many(tx, &pilot(), at("2026-02-01T00:00:00Z"), &[])), Refusal::NothingChosen);
            let again = NewWave { label: "vague 2015".into(), first_year: year(2015), note: String::new() };
            assert_eq!(refusal(actions::add_wave(tx, &pilot(), at("2026-02-01T00:00:00Z"), &again)), Refusal::WaveTaken);
            assert!(matches!(actions::add_wave(tx, &agent("978"), at("2026-02-01T00:00:00Z"), &again), Err(EndowmentError::Denied(_))));
        });
    }

    fn the_second_pilot_is_told_and_loses_nothing(db) {
        run(&db, |tx| {
            let basin = basin(tx);
            select(tx, &basin, COLLEGE).unwrap();
            let entry = actions::wave_view(tx, &pilot(), at(NOW), basin.wave).unwrap().entries.remove(0).1;
            let first = decision(&basin, COLLEGE, EntryStatus::Reserve, 1);
            actions::decide(tx, &pilot(), at("2026-03-01T00:00:00Z"), &first).unwrap();
            let second = Decision { first_year: year(2016), ..decision(&basin, COLLEGE, EntryStatus::Selected, 1) };
            let Err(EndowmentError::Stale(stored)) = actions::decide(tx, &pilot(), at("2026-03-01T00:01:00Z"), &second) else {
                panic!("the second pilot was not told")
            };
            assert_eq!((stored.state.number, stored.state.status), (2, EntryStatus::Reserve));
            // The same form sent twice is not a conflict and writes nothing more.
            actions::decide(tx, &pilot(), at("2026-03-01T00:02:00Z"), &first).unwrap();
            // Having seen it, the second pilot may insist.
            let insists = Decision { seen: 2, ..second };
            actions::decide(tx, &pilot(), at("2026-03-01T00:03:00Z"), &insists).unwrap();
            let view = actions::entry(tx, &pilot(), entry.id).unwrap();
            assert_eq!(view.entry.state.number, 3);
            let states: Vec<_> = view.history.iter().map(|state| state.status).collect();
            assert_eq!(states, [EntryStatus::Selected, EntryStatus::Reserve, EntryStatus::Selected]);
            assert!(matches!(actions::entry(tx, &agent("977"), entry.id), Err(EndowmentError::Denied(_))));
            let known = actions::decide_many(tx, &pilot(), at("2026-03-02T00:00:00Z"), &[decision(&basin, COLLEGE, EntryStatus::Reserve, 0)]);
            assert!(matches!(refusal(known), Refusal::AlreadyInWave(_)));
        });
    }

    fn presets_are_installed_once_and_a_copy_is_a_version(db) {
        run(&db, |tx| {
            assert_eq!(actions::in_force(tx, at(NOW)).unwrap().code, SHEET_DEFAULT);
            let written = actions::install_presets(tx, at(NOW)).unwrap();
            assert_eq!(written, 1 + Parameters::presets().len());
            assert_eq!(actions::install_presets(tx, at(NOW)).unwrap(), 0);
            let sets = actions::sets(tx, &pilot(), at(NOW)).unwrap();
            assert_eq!(sets.in_force.parameters, Parameters::sheet_default());
            assert_eq!(sets.newest_versions()[0].code, SHEET_DEFAULT);
            let mut new = NewSet {
                based_on: sets.in_force.id,
                code: SHEET_DEFAULT.into(),
                name: "Fiche, prix 2026".into(),
                note: String::new(),
                valid_from: day("2026-10-16"),
                parameters: Parameters::sheet_default(),
            };
            assert_eq!(refusal(actions::copy_set(tx, &pilot(), at(NOW), &new)), Refusal::NothingChanges);
            new.parameters.device_price_cents = Cents(52_000);
            let id = actions::copy_set(tx, &pilot(), at(NOW), &new).unwrap();
            let sets = actions::sets(tx, &pilot(), at(NOW)).unwrap();
            let made = sets.get(id).unwrap();
            assert_eq!((made.version, made.parameters.device_price_cents), (2, Cents(52_000)));
            assert_eq!(sets.in_force.version, 1);
            assert_eq!(refusal(actions::choose_set(tx, &pilot(), at(NOW), id, " ")), Refusal::ReasonMissing);
            let later = at(NOW).plus_seconds(60);
            actions::choose_set(tx, &pilot(), later, id, "nouveau marché").unwrap();
            assert_eq!(refusal(actions::choose_set(tx, &pilot(), later, id, "encore")), Refusal::AlreadyInForce);
            assert_eq!(actions::in_force(tx, later).unwrap().id, id);
            assert_eq!(actions::in_force(tx, at(NOW)).unwrap().version, 1);
            new.code = "!".into();
            assert_eq!(refusal(actions::copy_set(tx, &pilot(), later, &new)), Refusal::CodeMalformed);
            assert!(matches!(actions::copy_set(tx, &agent("978"), later, &new), Err(EndowmentError::Denied(_))));
        });
    }

    fn the_past_gives_the_past_plan(db) {
        run(&db, |tx| {
            let basin = basin(tx);
            college_k(tx);
            select(tx, &basin, COLLEGE).unwrap();
            count(tx, COLLEGE, 2015, "2026-06-01T00:00:00Z", &[(Category::Level(Level::Cinquieme), 149)]);
            let rights = |tx: &mut Tx, on: &str, known_at: &str| -> Vec<Option<u32>> {
                let asked = Asked { on: day(on), known_at: at(known_at) };
                let set = actions::in_force(tx, asked.known_at).unwrap();
                let plan = actions::plan(tx, &everything(), asked, &set, actions::Staff::AsEntered).unwrap();
                plan.lines.iter().map(|line| line.endowment.rights).collect()
            };
            assert_eq!(rights(tx, "2026-10-16", NOW)[0], Some(149));
            assert_eq!(rights(tx, "2026-10-16", "2026-05-01T00:00:00Z")[0], Some(150));
            // Before the selection was recorded, and before it was decided, nothing was due.
            assert!(rights(tx, "2026-10-16", "2026-01-20T00:00:00Z").is_empty());
            assert!(rights(tx, "2015-05-31", NOW).is_empty());
            // On the eve of the observation of 2016, its pupils were a projection.
            let asked = Asked { on: day("2016-09-29"), known_at: at(NOW) };
            let set = actions::in_force(tx, at(NOW)).unwrap();
            let plan = actions::plan(tx, &everything(), asked, &set, actions::Staff::AsEntered).unwrap();
            assert!(plan.lines[1].endowment.flags.contains(&RosterFlag::Estimated));
            assert!(!plan.lines[0].endowment.flags.contains(&RosterFlag::Estimated));
        });
    }

    fn a_kept_computation_shows_what_an_observation_changed(db) {
        run(&db, |tx| {
            let basin = basin(tx);
            count(tx, COLLEGE, 2015, "2026-01-10T00:00:00Z", &[
                (Category::Level(Level::Sixieme), 160),
                (Category::Level(Level::Cinquieme), 150),
                (Category::Level(Level::Quatrieme), 140),
                (Category::Level(Level::Troisieme), 130),
            ]);
            select(tx, &basin, COLLEGE).unwrap();
            assert_eq!(refusal(actions::keep(tx, &pilot(), at("2026-03-01T00:00:00Z"), " ")), Refusal::LabelMissing);
            let id = actions::keep(tx, &pilot(), at("2026-03-01T00:00:00Z"), "Dotation 2015").unwrap();
            let unchanged = actions::computation(tx, &pilot(), at("2026-03-02T00:00:00Z"), id).unwrap();
            assert!(unchanged.comparison.differences.is_empty());
            count(tx, COLLEGE, 2016, "2026-04-01T00:00:00Z", &[
                (Category::Level(Level::Cinquieme), 155),
                (Category::Teachers5eNew, 6),
            ]);
            let (kept, sets) = actions::computations(tx, &pilot(), at(NOW)).unwrap();
            assert_eq!((kept.len(), kept[0].label.as_str()), (1, "Dotation 2015"));
            assert_eq!(kept[0].parameter_set, sets.in_force.id);
            let found = actions::computation(tx, &pilot(), at(NOW), id).unwrap();
            let kept_line = found.kept.lines.iter().find(|line| line.year == 2016).unwrap();
            assert_eq!(kept_line.rights, Some(160));
            let changed: BTreeMap<_, _> = found.comparison.differences.iter().map(|row| ((row.year, row.funder.clone()), row)).collect();
            assert!(changed.is_empty(), "amounts are unknown without teachers, and stay so");
            count(tx, COLLEGE, 2015, "2026-04-02T00:00:00Z", &[(Category::Teachers5eNew, 28), (Category::Teachers, 45)]);
            let found = actions::computation(tx, &pilot(), at(NOW), id).unwrap();
            let row = found.comparison.differences.iter().find(|row| row.year == year(2015) && row.funder == Funder::State).unwrap();
            assert_eq!(row.before, None);
            assert!(row.after.is_some());
            assert!(row.why.contains(&Why::Changed { category: Category::Teachers5eNew, before: None, after: Some(28) }));
            let view = actions::school_view(tx, &pilot(), &uai(COLLEGE), Asked::now(at(NOW))).unwrap();
            let replaced = view.replaced.iter().find(|row| row.year == year(2016)).unwrap();
            assert_eq!((replaced.level, replaced.projected, replaced.observed), (Level::Cinquieme, 160, 155));
            // An agent of the other island sees the computation, not the lines of this one.
            let other = actions::computation(tx, &agent("977"), at(NOW), id).unwrap();
            assert!(other.kept.lines.is_empty() && other.comparison.lines.is_empty());
        });
    }

    fn an_observation_that_replaces_a_projection_is_the_reason_of_the_difference(db) {
        run(&db, |tx| {
            let basin = basin(tx);
            college_k(tx);
            select(tx, &basin, COLLEGE).unwrap();
            let set = actions::in_force(tx, at(NOW)).unwrap();
            let eve = Asked { on: day("2016-09-29"), known_at: at(NOW) };
            let before = actions::plan(tx, &everything(), eve, &set, actions::Staff::AsEntered).unwrap();
            let comparison = compare(&before.to_kept(), &today(tx).to_kept());
            let row = comparison.differences.iter().find(|row| row.year == year(2016) && row.funder == Funder::State).unwrap();
            assert!(row.why.contains(&Why::Observed { category: Category::Level(Level::Cinquieme), before: 160, after: 155 }));
        });
    }

    fn an_authority_sees_its_own_island(db) {
        run(&db, |tx| {
            let basin = basin(tx);
            select(tx, &basin, COLLEGE).unwrap();
            select(tx, &basin, SAINT_BARTH).unwrap();
            let now = Asked::now(at(NOW));
            let seen = |tx: &mut Tx, actor: &Actor| -> Vec<String> {
                let view = actions::read_plan(tx, actor, now).unwrap();
                view.plan.schools.iter().map(|planned| planned.school.uai.to_string()).collect()
            };
            assert_eq!(seen(tx, &agent("978")), [COLLEGE]);
            assert_eq!(seen(tx, &agent("977")), [SAINT_BARTH]);
            assert_eq!(seen(tx, &pilot()).len(), 2);
            let view = actions::wave_view(tx, &agent("977"), at(NOW), basin.wave).unwrap();
            assert_eq!(view.entries.len(), 1);
            assert!(view.others.iter().all(|school| school.territory == Territory::parse("977").ok()));
            assert!(matches!(actions::school_view(tx, &agent("977"), &uai(COLLEGE), now), Err(EndowmentError::Denied(_))));
            assert!(matches!(actions::read_plan(tx, &Actor::nobody(), now), Err(EndowmentError::Denied(_))));
        });
    }

    fn what_is_due_ordered_delivered_and_in_use_are_four_figures(db) {
        run(&db, |tx| {
            let basin = basin(tx);
            college_k(tx);
            select(tx, &basin, COLLEGE).unwrap();
            let fact = |step, quantity, on: &str| SupplyFact {
                uai: uai(COLLEGE),
                year: year(2015),
                step,
                item: SupplyItem::PupilDevice,
                quantity,
                unit_price: Some(Cents(49_000)),
                day: day(on),
                reference: None,
                note: None,
            };
            let agent = agent("978");
            let enter = |tx: &mut Tx, fact: &SupplyFact| actions::enter_supply(tx, &agent_without_account(&agent), at(NOW), fact, false);
            enter(tx, &fact(SupplyStep::Ordered, 150, "2015-10-01")).unwrap();
            let delivered = enter(tx, &fact(SupplyStep::Delivered, 140, "2015-11-01")).unwrap();
            enter(tx, &fact(SupplyStep::Delivered, 5, "2015-12-01")).unwrap();
            assert_eq!(refusal(enter(tx, &fact(SupplyStep::Delivered, 5, "2015-12-01"))), Refusal::SupplyTwice);
            assert_eq!(refusal(enter(tx, &fact(SupplyStep::Delivered, 5, "2030-12-01"))), Refusal::SupplyInFuture);
            assert_eq!(refusal(enter(tx, &fact(SupplyStep::Delivered, 500_000, "2015-12-01"))), Refusal::QuantityTooLarge);
            enter(tx, &fact(SupplyStep::InUse, 120, "2016-01-01")).unwrap();
            enter(tx, &fact(SupplyStep::InUse, 130, "2016-03-01")).unwrap();
            let mut elsewhere = fact(SupplyStep::Ordered, 1, "2015-10-01");
            elsewhere.uai = uai(SAINT_BARTH);
            assert!(matches!(enter(tx, &elsewhere), Err(EndowmentError::Denied(_))));
            let view = actions::read_plan(tx, &pilot(), Asked::now(at(NOW))).unwrap();
            let row = view.four.iter().find(|row| row.year == year(2015) && row.item == SupplyItem::PupilDevice).unwrap();
            assert_eq!((row.entitled, row.ordered, row.delivered, row.in_use), (Some(150), Some(150), Some(145), Some(130)));
            let next = view.four.iter().find(|row| row.year == year(2016) && row.item == SupplyItem::PupilDevice).unwrap();
            assert_eq!((next.entitled, next.ordered, next.delivered, next.in_use), (Some(140), None, None, None));
            let totals = four_totals(&view.four);
            assert_eq!((totals[0].entitled, totals[0].ordered, totals[0].in_use), (591, Some(150), Some(130)));
            actions::withdraw_supply(tx, &pilot(), at(NOW), &uai(COLLEGE), delivered).unwrap();
            assert!(matches!(actions::withdraw_supply(tx, &pilot(), at(NOW), &uai(COLLEGE), delivered), Err(EndowmentError::NotFound)));
            let school = actions::school_view(tx, &pilot(), &uai(COLLEGE), Asked::now(at(NOW))).unwrap();
            let row = school.four.iter().find(|row| row.year == year(2015) && row.item == SupplyItem::PupilDevice).unwrap();
            assert_eq!(row.delivered, Some(5));
            assert_eq!(school.supplies.len(), 5);
            let many = [fact(SupplyStep::Ordered, 1, "2015-10-02")];
            assert_eq!(actions::enter_supplies(tx, &pilot(), at(NOW), &many, true).unwrap(), 1);
        });
    }

    fn the_same_supplies_twice_are_a_no_op_and_a_new_quantity_replaces(db) {
        run(&db, |tx| {
            basin(tx);
            let file = |quantity: u32| format!(
                "uai;annee;etape;article;quantite;prix_unitaire;date;reference;note\n\
                 {COLLEGE};2015;commandé;tablette élève;{quantity};490,00;2015-10-01;BC-1;\n\
                 {OTHER_COLLEGE};2015;livré;tablette enseignant;28;;2015-11-01;BL-7;\n\
                 0010002X;2015;livré;valise;3;;2015-11-01;;\n"
            );
            let seen = import(tx, &file(150), Mode::DryRun, at("2026-03-01T00:00:00Z"));
            assert_eq!((seen.added, seen.problem_count), (2, 1));
            assert_eq!(seen.problems[0].code, pole_formats::ProblemCode::SchoolUnknown);
            let ordered = |tx: &mut Tx| {
                let view = actions::school_view(tx, &pilot(), &uai(COLLEGE), Asked::now(at(NOW))).unwrap();
                view.four.iter().find_map(|row| row.ordered)
            };
            assert_eq!(ordered(tx), None);
            let first = import(tx, &file(150), Mode::Apply, at("2026-03-01T00:00:00Z"));
            assert_eq!((first.added, first.changed, first.unchanged), (2, 0, 0));
            let again = import(tx, &file(150), Mode::Apply, at("2026-03-02T00:00:00Z"));
            assert_eq!((again.added, again.changed, again.unchanged), (0, 0, 2));
            assert_eq!(ordered(tx), Some(150));
            let changed = import(tx, &file(160), Mode::Apply, at("2026-03-03T00:00:00Z"));
            assert_eq!((changed.added, changed.changed, changed.unchanged), (0, 1, 1));
            assert_eq!((changed.changes[0].before.as_str(), changed.changes[0].after.as_str()), ("150", "160"));
            assert_eq!(ordered(tx), Some(160));
            let view = actions::school_view(tx, &pilot(), &uai(COLLEGE), Asked::now(at(NOW))).unwrap();
            assert_eq!(view.supplies.iter().filter(|supply| supply.replaced).count(), 1);
            let tomorrow = file(170).replace("2015-10-01", "2026-03-04");
            let refused = import(tx, &tomorrow, Mode::DryRun, at("2026-03-03T12:00:00Z"));
            assert!(refused.problems.iter().any(|problem| problem.code == pole_formats::ProblemCode::DateFuture));
            // What a person took back does not come back with the same file.
            let live = view.supplies.iter().find(|supply| supply.withdrawn_at.is_none()).unwrap().id;
            actions::withdraw_supply(tx, &pilot(), at("2026-03-04T00:00:00Z"), &uai(COLLEGE), live).unwrap();
            import(tx, &file(160), Mode::Apply, at("2026-03-05T00:00:00Z"));
            assert_eq!(ordered(tx), None);
        });
    }
}

/// An agent who signs as nobody: the accounts table is empty in these tests.
fn agent_without_account(agent: &Actor) -> Actor {
    Actor {
        account: None,
        ..agent.clone()
    }
}
