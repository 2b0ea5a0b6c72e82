//! The financing plan, to the cent, on the worked examples of `domain.md` §4.4.

use pole_db::{params, sql};
use pole_kernel::{Category, Cents, Level, Ratio, SchoolYear};

use super::super::testing::{ECOLES, MONT, attach, begun, content, published, uai};
use super::super::{DossierId, dossier_view};
use crate::features::calls::{CallContent, Field, FieldKind, Part, Section};
use crate::features::directory::{self, CountEntry};
use crate::features::endowment::model::Heading;
use crate::features::endowment::parameters::Parameters;
use crate::features::endowment::{self, NewSet};
use crate::test_app::{TestApp, on_both_engines};

const NOW: &str = "2026-10-16T12:00:00Z";

/// The call of the example: a set without spares, and a question for the amounts that differ.
fn call() -> CallContent {
    CallContent {
        parameter_set: "sans_reserve".to_owned(),
        sections: vec![Section {
            code: "argent".to_owned(),
            title: "Financement".to_owned(),
            help: String::new(),
            part: Part::Authority,
            fields: vec![Field {
                code: "plan".to_owned(),
                label: "Plan de financement".to_owned(),
                help: String::new(),
                kind: FieldKind::FinancingPlan,
                required: false,
                per_school: false,
                condition: None,
            }],
        }],
        documents: Vec::new(),
        ..content()
    }
}

fn prepared(app: &TestApp) -> DossierId {
    app.with_basin();
    attach(app);
    app.act(|tx, actor, now| {
        let base = endowment::in_force(tx, now)?;
        let set = NewSet {
            based_on: base.id,
            code: "sans_reserve".to_owned(),
            name: "Sans réserve".to_owned(),
            note: String::new(),
            valid_from: now.day(),
            parameters: Parameters {
                spare_rate_percent: Ratio::percent(0),
                ..base.parameters
            },
        };
        endowment::copy_set(tx, actor, now, &set)
    });
    let (_, wave) = published(app, "numerique", &call(), "2026-10-01", "2026-10-31");
    app.write(|tx| {
        let year = SchoolYear::starting(2015).unwrap();
        tx.execute(
            sql!("update call_wave set first_year = :year where id = :wave"),
            params! { year: year, wave: wave },
        )
    });
    begun(app, wave, MONT, &[ECOLES[0]])
}

/// The rosters of V1.
fn enter_rosters(app: &TestApp) {
    let rows: [(i16, [u32; 10]); 3] = [
        (2015, [160, 150, 140, 130, 580, 45, 28, 28, 0, 0]),
        (2016, [165, 155, 146, 134, 600, 46, 30, 6, 3, 12]),
        (2017, [158, 160, 150, 142, 610, 46, 29, 4, 2, 15]),
    ];
    let categories = [
        Category::Level(Level::Sixieme),
        Category::Level(Level::Cinquieme),
        Category::Level(Level::Quatrieme),
        Category::Level(Level::Troisieme),
        Category::Total,
        Category::Teachers,
        Category::Teachers5e,
        Category::Teachers5eNew,
        Category::Repeaters,
        Category::Returns,
    ];
    for (year, counts) in rows {
        let entries: Vec<CountEntry> = categories
            .into_iter()
            .zip(counts)
            .map(|(category, amount)| CountEntry {
                category,
                amount: Some(amount),
            })
            .collect();
        app.act(|tx, actor, now| {
            let year = SchoolYear::starting(year).unwrap();
            directory::enter_counts(
                tx,
                actor,
                now,
                &uai(MONT),
                year,
                Some(year.observation_day()),
                &entries,
                true,
            )
        });
    }
}

#[test]
fn the_plan_is_that_of_the_endowment_to_the_cent() {
    on_both_engines(NOW, |app| {
        let id = prepared(app);
        enter_rosters(app);
        let view = app.act(|tx, actor, now| dossier_view(tx, actor, now, id));
        let plan = &view.financing.plan;
        assert!(view.financing.is_asked_set);
        assert!(plan.unknown.is_empty(), "{:?}", plan.unknown);
        let of = |headings: &[Heading]| {
            plan.headings
                .iter()
                .filter(|line| headings.contains(&line.heading))
                .fold((0, 0, 0), |(amount, state, authority), line| {
                    let paid = line.paid.unwrap();
                    assert_eq!(line.amount.unwrap(), paid.all(), "{:?} balances", line.heading);
                    (
                        amount + line.amount.unwrap().0,
                        state + paid.state.0,
                        authority + paid.authority.0,
                    )
                })
        };
        // V1: devices of pupils and teachers over three years, then the resources.
        let devices = of(&[Heading::PupilDevices, Heading::TeacherDevices]);
        assert_eq!(devices, (30_821_000, 12_673_000, 18_148_000));
        assert_eq!(of(&[Heading::Resources]).0, 5_781_000);
        // V3: three cases and the lump sum of an école.
        assert_eq!(of(&[Heading::Cases]), (2_355_000, 1_177_500, 1_177_500));
        assert_eq!(of(&[Heading::SchoolLump]), (150_000, 50_000, 100_000));
        // Year by year.
        let orders: Vec<i64> = plan
            .years()
            .into_iter()
            .map(|year| {
                plan.rows
                    .iter()
                    .filter(|row| row.year == year)
                    .filter(|row| matches!(row.heading, Heading::PupilDevices | Heading::TeacherDevices))
                    .map(|row| row.amount.unwrap().0)
                    .sum()
            })
            .collect();
        assert_eq!(orders, [8_722_000, 7_154_000, 14_945_000]);
        let sums = plan.sums();
        assert_eq!(sums.amount, sums.paid.all());
        assert_eq!(sums.amount, Cents(30_821_000 + 5_781_000 + 2_355_000 + 150_000));
    });
}

#[test]
fn another_amount_has_a_reason_and_the_authority_pays_the_difference() {
    on_both_engines(NOW, |app| {
        let id = prepared(app);
        enter_rosters(app);
        let head = app.head_of(MONT);
        let path = format!("/dossiers/{id}/financement");
        assert!(head.get(&path).status.is_success());
        let declare = |revision: &str, amount: &str, why: &str| {
            head.post(
                &path,
                &[("revision", revision), ("montant-cases", amount), ("motif-cases", why)],
            )
        };
        assert_eq!(declare("0", "25 000,00", "").status, 422);
        assert_eq!(declare("0", "beaucoup", "plus de tablettes").status, 422);
        assert_eq!(declare("0", "25 000,00", "plus de tablettes").status, 303);
        assert_eq!(declare("0", "26 000,00", "deux à la fois").status, 409);
        let view = app.act(|tx, actor, now| dossier_view(tx, actor, now, id));
        let cases = view
            .financing
            .plan
            .headings
            .iter()
            .find(|line| line.heading == Heading::Cases)
            .unwrap();
        assert_eq!(cases.difference(), Some(Cents(145_000)));
        let paid = cases.paid.unwrap();
        assert_eq!((paid.state, paid.authority), (Cents(1_177_500), Cents(1_322_500)));
        assert_eq!(paid.all(), cases.amount.unwrap());
        let page = head.get(&path);
        assert!(page.has("plus de tablettes"));
        assert!(head.get(&format!("{path}/export/rubriques.xlsx")).status.is_success());
        assert!(head.get(&format!("{path}/export/lignes.csv")).body.contains("2015"));
    });
}

#[test]
fn an_unknown_head_count_is_said_and_leads_to_where_it_is_entered() {
    let app = TestApp::new(NOW);
    let id = prepared(&app);
    let head = app.head_of(MONT);
    let page = head.get(&format!("/dossiers/{id}/financement"));
    assert!(page.shows("dossiers-financing-unknown"), "{}", page.body);
    assert!(page.has(&format!("/etablissements/{MONT}/effectifs")));
    let view = app.act(|tx, actor, now| dossier_view(tx, actor, now, id));
    assert!(view.financing.plan.sums().unknown > 0);
}
