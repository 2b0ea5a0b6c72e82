//! The endowment rules, read as the regulation: each test is one sentence of `domain.md` §3.2 or
//! §4, and the worked examples V1, V2 and V3.

use pole_kernel::{Cents, Level, Ratio, SchoolYear, Uai};
use proptest::prelude::*;

use super::model::*;
use super::parameters::{FundingLine, Parameters};
use super::rules;

fn year(first: i16) -> SchoolYear {
    SchoolYear::starting(first).unwrap()
}

fn uai(code: &str) -> Uai {
    Uai::parse(code).unwrap()
}

const COLLEGE: &str = "9710022X";
const ECOLE: &str = "9710035L";
const LYCEE: &str = "9711340E";

/// The sheet's reading without spares, as the worked examples have it.
fn no_spare() -> Parameters {
    Parameters {
        spare_rate_percent: Ratio::percent(0),
        ..Parameters::sheet_default()
    }
}

/// One reading changed.
fn with(edit: impl FnOnce(&mut Parameters)) -> Parameters {
    let mut parameters = no_spare();
    edit(&mut parameters);
    parameters
}

fn roster(kind: EndowmentKind, code: &str, observed: i16, first: i16) -> RosterLine {
    RosterLine {
        repeaters: Some(0),
        returns: Some(0),
        ..RosterLine::unknown(uai(code), year(observed), kind, Some(year(first)))
    }
}

fn ecole(observed: i16, first: i16) -> RosterLine {
    roster(EndowmentKind::Ecole, ECOLE, observed, first)
}

/// The rosters of collège K (`domain.md` §4.4).
fn college_k(first: i16) -> Vec<RosterLine> {
    #[rustfmt::skip]
    let table = [
        // year  6e   5e   4e   3e  teachers 5e new repeaters returns
        (2015, [160, 150, 140, 130, 45, 28, 28, 0, 0]),
        (2016, [165, 155, 146, 134, 46, 30, 6, 3, 12]),
        (2017, [158, 160, 150, 142, 46, 29, 4, 2, 15]),
    ];
    table
        .into_iter()
        .map(
            |(observed, [sixth, fifth, fourth, third, teachers, in_5e, new, repeaters, returns])| RosterLine {
                sixth: Some(sixth),
                fifth: Some(fifth),
                fourth: Some(fourth),
                third: Some(third),
                teachers: Some(teachers),
                teachers_5e: Some(in_5e),
                teachers_5e_new: Some(new),
                teachers_6e_new: Some(20),
                repeaters: Some(repeaters),
                returns: Some(returns),
                ..roster(EndowmentKind::College, COLLEGE, observed, first)
            },
        )
        .collect()
}

/// The same rosters without repeaters or returns (V2).
fn college_k_plain(first: i16) -> Vec<RosterLine> {
    let mut lines = college_k(first);
    for line in &mut lines {
        line.repeaters = Some(0);
        line.returns = Some(0);
    }
    lines
}

fn compute(lines: &[RosterLine], parameters: &Parameters) -> Vec<EndowmentLine> {
    rules::compute(lines, parameters).unwrap()
}

fn net(lines: &[EndowmentLine]) -> Vec<u32> {
    lines.iter().map(|line| line.net.unwrap()).collect()
}

/// A known amount.
fn euros(amount: &str) -> Option<Cents> {
    Cents::parse_euros(amount).ok()
}

// ---- V1: the worked example -------------------------------------------------------------------

#[test]
fn v1_every_cell_of_the_worked_example() {
    let lines = compute(&college_k(2015), &no_spare());
    #[rustfmt::skip]
    let expected = [
        // year rights net teachers order cost          State pupils  teachers      authority    resources    holders
        (2015, 150, 150, 28, 178, "87 220.00",  "28 500.00", "10 640.00", "48 080.00", "18 750.00", 150),
        (2016, 152, 140,  6, 146, "71 540.00",  "26 600.00",  "2 280.00", "42 660.00", "19 380.00", 290),
        (2017, 316, 301,  4, 305, "149 450.00", "57 190.00",  "1 520.00", "90 740.00", "19 680.00", 591),
    ];
    assert_eq!(lines.len(), expected.len());
    for (line, row) in lines.iter().zip(expected) {
        let (observed, rights, net, teachers, order, cost, pupils, staff, authority, resources, holders) = row;
        assert_eq!(line.year, year(observed));
        assert_eq!(line.rights, Some(rights), "rights {observed}");
        assert_eq!(line.net, Some(net), "net {observed}");
        assert_eq!(line.teachers, Some(teachers), "teachers {observed}");
        assert_eq!(line.spare, Some(0), "spare {observed}");
        assert_eq!(line.order, Some(order), "order {observed}");
        assert_eq!(line.cost_cents(), euros(cost), "cost {observed}");
        assert_eq!(line.state_pupils_cents(), euros(pupils), "State, pupils {observed}");
        assert_eq!(line.state_teachers_cents(), euros(staff), "State, teachers {observed}");
        assert_eq!(line.authority_cents(), euros(authority), "authority {observed}");
        assert_eq!(line.resources_cents(), euros(resources), "resources {observed}");
        assert_eq!(line.holders, Some(holders), "holders {observed}");
        assert!(!line.is_incomplete(), "{:?}", line.missing);
    }
}

#[test]
fn v1_the_sums_of_the_worked_example() {
    let totals = rules::totals(&compute(&college_k(2015), &no_spare()));
    assert_eq!(
        (totals.rights, totals.net, totals.teachers, totals.order),
        (618, 591, 38, 629)
    );
    assert_eq!(Some(totals.cost_cents()), euros("308210.00"));
    assert_eq!(Some(totals.state_cents()), euros("126730.00"));
    assert_eq!(Some(totals.authority_cents()), euros("181480.00"));
    let resources = totals.heading(Heading::Resources).unwrap();
    assert_eq!(Some(resources.amount), euros("57810.00"));
    assert_eq!((totals.lines, totals.incomplete_lines), (3, 0));
}

#[test]
fn v1_at_the_end_591_of_610_pupils_are_covered_and_19_are_not() {
    let lines = compute(&college_k(2015), &no_spare());
    let last = &lines[2];
    assert_eq!((last.holders, last.pupils), (Some(591), Some(610)));
    assert_eq!(last.coverage, Ratio::new(591, 610).ok());
    assert_eq!(last.coverage.unwrap().tenths_of_percent(), 969);
    assert_eq!(last.residual, Some(19));
    assert_eq!(last.teacher_holders, Some(38));
}

#[test]
fn v1_resources_for_holders_only() {
    let lines = compute(
        &college_k(2015),
        &with(|set| set.resource_base = ResourceBase::Equipped),
    );
    let amounts: Vec<_> = lines.iter().map(EndowmentLine::resources_cents).collect();
    assert_eq!(amounts, [euros("5340.00"), euros("9720.00"), euros("18870.00")]);
}

#[test]
fn the_state_pays_resources_for_the_holders_and_the_authority_the_rest() {
    let lines = compute(&college_k(2015), &no_spare());
    let shares = |line: &EndowmentLine| {
        let paid = |funder| line.paid_by(&funder, &[Heading::Resources]);
        (paid(Funder::State), paid(Funder::Authority))
    };
    assert_eq!(shares(&lines[0]), (euros("5340.00"), euros("13410.00")));
    assert_eq!(shares(&lines[1]), (euros("9720.00"), euros("9660.00")));
    assert_eq!(shares(&lines[2]), (euros("18870.00"), euros("810.00")));

    let all = with(|set| set.state_resource_base = ResourceBase::All);
    let lines = compute(&college_k(2015), &all);
    assert_eq!(shares(&lines[0]), (euros("18750.00"), euros("0")));

    // The State's part never exceeds the amount, and its rate is its own.
    let narrow = with(|set| {
        set.resource_base = ResourceBase::Equipped;
        set.state_resource_base = ResourceBase::All;
    });
    assert_eq!(
        shares(&compute(&college_k(2015), &narrow)[0]),
        (euros("5340.00"), euros("0"))
    );
    let generous = with(|set| set.resource_cents_per_person = Cents(4_000));
    let lines = compute(&college_k(2015), &generous);
    assert_eq!(shares(&lines[0]), (euros("5340.00"), euros("19660.00")));
}

// ---- V2: the readings of the pupils' sentence -------------------------------------------------

#[test]
fn v2_the_four_rows() {
    let plan = with(|set| set.window = Window::Plan);
    let stays = with(|set| set.holding = Holding::StaysInLevel);
    for (reading, first, parameters, expected, total) in [
        ("follows the pupil, wave 1", 2015, no_spare(), [150, 155, 318], 623),
        (
            "follows the pupil, wave 2, plan",
            2016,
            plan.clone(),
            [0, 155, 318],
            473,
        ),
        ("follows the pupil, wave 3, plan", 2017, plan, [0, 0, 318], 318),
        ("stays in the level, wave 1", 2015, stays, [150, 5, 163], 318),
    ] {
        let lines = compute(&college_k_plain(first), &parameters);
        assert_eq!(net(&lines), expected, "{reading}");
        assert_eq!(rules::totals(&lines).net, total, "{reading}");
    }
}

#[test]
fn devices_that_stay_in_the_level_are_not_deducted_twice_when_they_are_returned() {
    let stays = with(|set| set.holding = Holding::StaysInLevel);
    let lines = compute(&college_k(2015), &stays);
    assert_eq!(net(&lines), [150, 5, 163]);
    assert!(lines[1].reasons.contains(&Reason::AlreadyBought(150)));
    assert!(lines[1].reasons.contains(&Reason::ReturnsAlreadyCounted(12)));
}

// ---- V3: the écoles ---------------------------------------------------------------------------

#[test]
fn v3_three_cases_at_490_euros_a_device() {
    let lines = compute(&[ecole(2015, 2015)], &no_spare());
    let cases = lines[0].heading(Heading::Cases).unwrap();
    assert_eq!(cases.quantity, Some(3));
    assert_eq!(Some(cases.unit), euros("7850.00"));
    assert_eq!(cases.amount, euros("23550.00"));
    assert_eq!(cases.paid_by(&Funder::State), euros("11775.00"));
    assert_eq!(cases.paid_by(&Funder::Authority), euros("11775.00"));
    assert!(!cases.cap_reached);
}

#[test]
fn v3_at_600_euros_a_device_the_cap_is_reached_and_shown() {
    let dear = with(|set| {
        set.device_price_cents = Cents(60_000);
        set.case_count = 1;
    });
    let lines = compute(&[ecole(2015, 2015)], &dear);
    let case = lines[0].heading(Heading::Cases).unwrap();
    assert_eq!(case.amount, euros("9500.00"));
    assert_eq!(case.paid_by(&Funder::State), euros("4000.00"));
    assert_eq!(case.paid_by(&Funder::Authority), euros("5500.00"));
    assert!(case.cap_reached);
    assert!(lines[0].reasons.contains(&Reason::CapReached(Heading::Cases)));
}

#[test]
fn v3_the_lump_over_three_years_is_500_of_the_state_and_1000_of_the_authority() {
    let rosters = [ecole(2015, 2015), ecole(2016, 2015), ecole(2017, 2015)];
    let lines = compute(&rosters, &no_spare());
    let state: Vec<_> = lines
        .iter()
        .map(|line| line.paid_by(&Funder::State, &[Heading::SchoolLump]))
        .collect();
    assert_eq!(state, [euros("500"), euros("0"), euros("0")]);
    let total = rules::totals(&lines);
    let lump = total.heading(Heading::SchoolLump).unwrap();
    assert_eq!(Some(lump.amount), euros("1500.00"));
    assert_eq!(Some(lump.authority), euros("1000.00"));
    assert!(lines[1].reasons.contains(&Reason::LumpWithoutState));
}

#[test]
fn an_ecole_has_no_individual_device_and_needs_no_head_count() {
    let lines = compute(&[ecole(2015, 2015)], &no_spare());
    let line = &lines[0];
    assert_eq!((line.rights, line.order), (Some(0), Some(0)));
    assert_eq!(line.resources_cents(), euros("0"));
    assert_eq!((line.coverage, line.residual), (None, Some(0)));
    assert!(!line.is_incomplete());
    assert_eq!(line.assumptions, Vec::<&str>::new());
}

// ---- The readings of §4.1 ---------------------------------------------------------------------

#[test]
fn the_last_year_may_be_for_5e_alone() {
    let lines = compute(
        &college_k_plain(2015),
        &with(|set| set.last_year_levels = LastYearLevels::Cinquieme),
    );
    assert_eq!(net(&lines), [150, 155, 160]);
}

#[test]
fn a_teacher_receives_a_device_once_or_every_year() {
    let teachers = |parameters: &Parameters| -> Vec<_> {
        compute(&college_k(2015), parameters)
            .iter()
            .map(|line| (line.teachers.unwrap(), line.teacher_holders.unwrap()))
            .collect()
    };
    assert_eq!(teachers(&no_spare()), [(28, 28), (6, 34), (4, 38)]);
    let yearly = with(|set| set.teacher_right = TeacherRight::Yearly);
    assert_eq!(teachers(&yearly), [(28, 28), (30, 30), (29, 29)]);
    let sixth = with(|set| set.teacher_levels = TeacherLevels::CinquiemeAndSixiemeLastYear);
    assert_eq!(teachers(&sixth), [(28, 28), (6, 34), (24, 58)]);
}

#[test]
fn cases_come_at_once_or_one_per_year_never_above_the_cap() {
    let rosters = [ecole(2015, 2015), ecole(2016, 2015), ecole(2017, 2015)];
    let cases = |parameters: &Parameters| -> Vec<_> {
        compute(&rosters, parameters)
            .iter()
            .map(|line| line.cases().unwrap())
            .collect()
    };
    assert_eq!(cases(&no_spare()), [3, 0, 0]);
    let progressive = with(|set| set.case_schedule = CaseSchedule::OnePerYear);
    assert_eq!(cases(&progressive), [1, 1, 1]);
    assert_eq!(cases(&with(|set| set.case_count = 7)), [3, 0, 0]);
    assert_eq!(cases(&with(|set| set.case_count = 2)), [2, 0, 0]);
    let two = Parameters {
        case_count: 2,
        ..progressive.clone()
    };
    assert_eq!(cases(&two), [1, 1, 0]);

    let short = Parameters {
        window: Window::Plan,
        ..progressive
    };
    let lines = compute(&[ecole(2017, 2017)], &short);
    assert_eq!(lines[0].cases(), Some(1));
    assert!(lines[0].reasons.contains(&Reason::CasesNotServed(2)));
}

#[test]
fn the_lump_comes_every_year_or_once() {
    let rosters = [ecole(2015, 2015), ecole(2016, 2015), ecole(2017, 2015)];
    let lumps = |parameters: &Parameters| -> Vec<_> {
        compute(&rosters, parameters)
            .iter()
            .map(EndowmentLine::lump_cents)
            .collect()
    };
    assert_eq!(lumps(&no_spare()), [euros("500"), euros("500"), euros("500")]);
    let once = with(|set| set.school_lump = SchoolLump::Once);
    assert_eq!(lumps(&once), [euros("500"), euros("0"), euros("0")]);
}

#[test]
fn a_lycee_receives_resources_only_when_every_eple_does_and_with_local_money() {
    let lycee = RosterLine {
        pupils_total: Some(750),
        teachers: Some(70),
        ..roster(EndowmentKind::Lycee, LYCEE, 2016, 2016)
    };
    let lines = compute(std::slice::from_ref(&lycee), &no_spare());
    assert_eq!(lines[0].total_cents(), euros("0"));
    assert!(lines[0].reasons.contains(&Reason::LyceeOutOfScope));

    let every = with(|set| set.resource_scope = ResourceScope::EverySelectedEple);
    let lines = compute(&[lycee], &every);
    assert_eq!(lines[0].resources_cents(), euros("24600.00"));
    assert_eq!(lines[0].paid_by(&Funder::State, Heading::ALL), euros("0"));
    assert_eq!(lines[0].paid_by(&Funder::Authority, Heading::ALL), euros("24600.00"));
    assert_eq!((lines[0].rights, lines[0].cases()), (Some(0), Some(0)));
}

#[test]
fn every_named_reading_differs_from_the_default_and_keeps_the_others() {
    let default = Parameters::sheet_default();
    for (code, preset) in Parameters::presets() {
        let changed = default
            .entries()
            .into_iter()
            .zip(preset.entries())
            .filter(|(one, other)| one != other)
            .count();
        assert_eq!(changed, 1, "{code}");
    }
}

// ---- The window -------------------------------------------------------------------------------

#[test]
fn the_window_of_a_school() {
    let plan = with(|set| set.window = Window::Plan);
    let committed = with(|set| set.last_commitment_year = Some(year(2018)));
    for (rule, parameters, first, expected) in [
        ("three years from the first", no_spare(), 2015, Some((2015, 2017))),
        ("whatever the wave", no_spare(), 2017, Some((2017, 2019))),
        ("plan, wave 1: the same", plan.clone(), 2015, Some((2015, 2017))),
        ("plan, wave 2: two years", plan.clone(), 2016, Some((2016, 2017))),
        ("plan, wave 3: one year", plan.clone(), 2017, Some((2017, 2017))),
        ("plan, too late: none", plan, 2018, None),
        (
            "cut by the last commitment year",
            committed.clone(),
            2017,
            Some((2017, 2018)),
        ),
        ("commitments closed: none", committed, 2019, None),
        ("no year at all", with(|set| set.years = 0), 2015, None),
    ] {
        let window = rules::window(year(first), &parameters);
        let expected = expected.map(|(first, last)| year(first)..=year(last));
        assert_eq!(window, expected, "{rule}");
    }
}

#[test]
fn the_levels_entitled_at_the_edges_of_the_window() {
    let both = [Level::Sixieme, Level::Cinquieme];
    let fifth = [Level::Cinquieme];
    for (observed, expected) in [
        (2014, &[][..]),
        (2015, &fifth),
        (2016, &fifth),
        (2017, &both),
        (2018, &[]),
    ] {
        let levels = rules::entitled_levels(year(2015), year(observed), &no_spare());
        assert_eq!(levels, expected, "{observed}");
    }
    let plan = with(|set| set.window = Window::Plan);
    assert_eq!(rules::entitled_levels(year(2017), year(2017), &plan), both);
}

#[test]
fn outside_the_window_everything_is_nothing() {
    let mut lines = college_k(2016);
    lines[0].fifth = None;
    let early = &compute(&lines, &no_spare())[0];
    assert_eq!(
        (early.rights, early.order, early.total_cents()),
        (Some(0), Some(0), euros("0"))
    );
    assert_eq!((early.position, early.holders), (None, Some(0)));
    assert!(!early.is_incomplete());
    assert_eq!(
        early.reasons,
        [Reason::OutsideWindow {
            first: year(2016),
            last: year(2018)
        }]
    );

    let mut after = college_k(2015);
    after[2].year = year(2018);
    let after = &compute(&after, &no_spare())[2];
    assert_eq!(after.total_cents(), euros("0"));
    assert_eq!((after.holders, after.coverage), (None, None));

    let mut unselected = college_k(2015);
    for line in &mut unselected {
        line.wave_year = None;
    }
    for line in compute(&unselected, &no_spare()) {
        assert_eq!(line.total_cents(), euros("0"));
        assert_eq!(line.reasons, [Reason::NotSelected]);
        assert_eq!(line.coverage.unwrap().numerator(), 0);
    }

    let plan = with(|set| set.window = Window::Plan);
    let late = compute(&college_k(2018), &plan);
    assert_eq!(late[0].reasons, [Reason::NoWindow { first: year(2018) }]);
}

#[test]
fn the_place_in_the_window_is_told() {
    let places: Vec<_> = compute(&college_k(2016), &no_spare())
        .iter()
        .map(|line| (line.position, line.is_last_year))
        .collect();
    assert_eq!(places, [(None, false), (Some(1), false), (Some(2), false)]);
    let plan = with(|set| set.window = Window::Plan);
    let last = &compute(&college_k(2017), &plan)[2];
    assert_eq!((last.position, last.is_last_year), (Some(1), true));
    assert!(last.reasons.contains(&Reason::LastYear));
}

// ---- Rights, returns and spares ---------------------------------------------------------------

#[test]
fn a_repeater_who_holds_a_device_has_no_second_right() {
    let mut line = college_k(2015).remove(0);
    line.repeaters = Some(7);
    let rights = |line: &RosterLine| compute(std::slice::from_ref(line), &no_spare())[0].rights;
    assert_eq!(rights(&line), Some(143));
    line.repeaters = Some(200);
    assert_eq!(rights(&line), Some(0));
}

#[test]
fn returned_devices_serve_first_and_never_make_a_negative_order() {
    for (returns, net) in [(0, 150), (12, 138), (150, 0), (400, 0)] {
        let mut line = college_k(2015).remove(0);
        line.returns = Some(returns);
        let line = &compute(&[line], &no_spare())[0];
        assert_eq!((line.rights, line.net), (Some(150), Some(net)), "{returns}");
    }
}

#[test]
fn spares_are_rounded_up_and_paid_without_the_state() {
    let lines = compute(&college_k(2015), &Parameters::sheet_default());
    let line = &lines[0];
    // 5 % of 178 is 8.9.
    assert_eq!((line.spare, line.order), (Some(9), Some(187)));
    assert_eq!(line.cost_cents(), euros("91630.00"));
    assert_eq!(line.state_cents(), euros("39140.00"));
    assert_eq!(line.paid_by(&Funder::State, &[Heading::SpareDevices]), euros("0"));
    assert!(line.reasons.contains(&Reason::SpareAdded(9)));
}

// ---- Who pays ---------------------------------------------------------------------------------

#[test]
fn the_state_pays_half_of_a_pupil_device_and_all_of_a_teacher_device_up_to_its_caps() {
    #[rustfmt::skip]
    let table = [
        // price   pupil  cap    teacher cap
        (49_000, 19_000, true,  38_000, true),
        (38_001, 19_000, true,  38_000, true),
        (38_000, 19_000, false, 38_000, false),
        (37_999, 19_000, false, 37_999, false),
        (30_001, 15_001, false, 30_001, false),
        (1,           1, false,      1, false),
        (0,           0, false,      0, false),
    ];
    for (price, pupil, pupil_capped, teacher, teacher_capped) in table {
        let mut line = college_k(2015).remove(0);
        (line.fifth, line.teachers_5e_new) = (Some(1), Some(1));
        let parameters = with(|set| set.device_price_cents = Cents(price));
        let line = &compute(&[line], &parameters)[0];
        let paid = |heading| {
            let heading = line.heading(heading).unwrap();
            (heading.paid_by(&Funder::State), heading.cap_reached)
        };
        assert_eq!(
            paid(Heading::PupilDevices),
            (Some(Cents(pupil)), pupil_capped),
            "{price}"
        );
        assert_eq!(
            paid(Heading::TeacherDevices),
            (Some(Cents(teacher)), teacher_capped),
            "{price}"
        );
    }
}

#[test]
fn a_known_case_price_replaces_the_computed_one() {
    let known = with(|set| set.case_price_cents = Some(Cents(700_001)));
    let lines = compute(&[ecole(2015, 2015)], &known);
    let cases = lines[0].heading(Heading::Cases).unwrap();
    assert_eq!(cases.amount, Some(Cents(2_100_003)));
    assert_eq!(cases.paid_by(&Funder::State), Some(Cents(350_001 * 3)));
}

#[test]
fn other_funding_lines_pay_part_of_what_the_authority_would_pay() {
    let line = |funder: &str, share, cap: Option<i64>| FundingLine {
        funder: funder.into(),
        heading: Heading::Cases,
        share_percent: Ratio::percent(share),
        cap_cents: cap.map(Cents),
    };
    let paid = |funding| {
        let lines = compute(&[ecole(2015, 2015)], &with(|set| set.funding = funding));
        let cases = lines[0].heading(Heading::Cases).unwrap().clone();
        let other = |name: &str| cases.paid_by(&Funder::Other(name.into())).unwrap().0;
        (
            cases.paid_by(&Funder::Authority).unwrap().0,
            other("Europe"),
            other("Foundation"),
        )
    };
    // The State leaves 11,775.00.
    assert_eq!(paid(vec![line("Europe", 60, None)]), (471_000, 706_500, 0));
    assert_eq!(paid(vec![line("Europe", 60, Some(500_000))]), (677_500, 500_000, 0));
    let crowded = vec![line("Europe", 80, None), line("Foundation", 50, None)];
    assert_eq!(paid(crowded), (0, 942_000, 235_500));
}

#[test]
fn an_ecole_enters_with_its_college_or_after_it() {
    assert_eq!(rules::check_ecole_entry(year(2016), Some(year(2016))), Ok(()));
    assert_eq!(rules::check_ecole_entry(year(2017), Some(year(2016))), Ok(()));
    assert_eq!(
        rules::check_ecole_entry(year(2015), Some(year(2016))),
        Err(EntryRefusal::CollegeEntersLater {
            ecole: year(2015),
            college: year(2016)
        })
    );
    assert_eq!(
        rules::check_ecole_entry(year(2015), None),
        Err(EntryRefusal::CollegeNotSelected)
    );
}

// ---- What is unknown --------------------------------------------------------------------------

#[test]
fn an_unknown_input_leaves_its_figures_unknown_and_says_so() {
    let mut lines = college_k(2015);
    lines[1].fifth = None;
    let lines = compute(&lines, &no_spare());
    assert!(!lines[0].is_incomplete());

    let second = &lines[1];
    assert_eq!(second.missing, ["5e"]);
    assert_eq!((second.rights, second.net, second.order), (None, None, None));
    assert_eq!((second.teachers, second.cost_cents()), (Some(6), None));
    assert_eq!((second.holders, second.coverage, second.residual), (None, None, None));
    assert_eq!(second.case_cents(), euros("0"));
    assert!(second.reasons.contains(&Reason::UnknownInput("5e")));

    // The last year orders what is known, but nobody knows any more who holds a device.
    let third = &lines[2];
    assert_eq!((third.net, third.cost_cents()), (Some(301), euros("149450.00")));
    assert_eq!((third.holders, third.missing.as_slice()), (None, &[EARLIER_YEARS][..]));
    assert_eq!(third.resources_cents(), euros("19680.00"));
    assert_eq!(third.paid_by(&Funder::State, &[Heading::Resources]), None);

    assert_eq!(rules::totals(&lines).incomplete_lines, 2);
    assert_eq!(rules::totals(&lines).net, 451);
}

#[test]
fn the_total_stands_in_for_unknown_levels() {
    let mut line = college_k(2015).remove(0);
    (line.fourth, line.third) = (None, None);
    let unknown = &compute(std::slice::from_ref(&line), &no_spare())[0];
    assert_eq!(unknown.missing, ["4e", "3e"]);
    assert_eq!((unknown.net, unknown.resources_cents()), (Some(150), None));
    line.pupils_total = Some(580);
    let known = &compute(&[line], &no_spare())[0];
    assert!(!known.is_incomplete());
    assert_eq!(known.resources_cents(), euros("18750.00"));

    let mut line = college_k(2015).remove(0);
    line.pupils_total = Some(600);
    let differs = &compute(&[line], &no_spare())[0];
    assert_eq!(differs.pupils, Some(580));
    assert!(differs.reasons.contains(&Reason::TotalDiffers {
        levels: 580,
        total: 600
    }));
}

#[test]
fn a_year_of_the_window_without_a_roster_is_unknown_not_zero() {
    let mut lines = college_k(2015);
    lines.remove(1);
    assert_eq!(rules::missing_years(&lines, &no_spare()), [(uai(COLLEGE), year(2016))]);
    let computed = compute(&lines, &no_spare());
    assert_eq!(computed[1].net, Some(301));
    assert_eq!((computed[1].holders, computed[1].teacher_holders), (None, None));
    assert!(computed[1].reasons.contains(&Reason::YearMissing(year(2016))));
    assert_eq!(computed[1].missing, [EARLIER_YEARS]);

    let stays = with(|set| set.holding = Holding::StaysInLevel);
    assert_eq!(compute(&lines, &stays)[1].net, None);
}

#[test]
fn repeaters_and_returns_that_nobody_declared_count_as_zero_and_it_is_said() {
    let mut line = college_k(2015).remove(0);
    (line.repeaters, line.returns) = (None, None);
    let line = &compute(&[line], &no_spare())[0];
    assert_eq!((line.rights, line.net), (Some(150), Some(150)));
    assert_eq!(line.assumptions, ["repeaters", "returns"]);
    assert!(!line.is_incomplete());
}

#[test]
fn more_holders_than_pupils_is_said_and_nothing_is_negative() {
    let mut line = college_k(2015).remove(0);
    (line.sixth, line.fourth, line.third, line.pupils_total) = (None, None, None, Some(140));
    let line = &compute(&[line], &no_spare())[0];
    assert_eq!(line.residual, Some(0));
    assert!(line.reasons.contains(&Reason::HoldersAbovePupils {
        holders: 150,
        pupils: 140
    }));
}

#[test]
fn a_school_without_pupils_has_no_coverage() {
    let mut line = college_k(2015).remove(0);
    (line.sixth, line.fifth, line.fourth, line.third) = (Some(0), Some(0), Some(0), Some(0));
    let line = &compute(&[line], &no_spare())[0];
    assert_eq!((line.coverage, line.residual), (None, Some(0)));
}

#[test]
fn flags_of_the_roster_follow_the_figures() {
    let mut line = college_k(2015).remove(0);
    line.flags = vec![RosterFlag::Exceptional];
    let line = &compute(&[line], &no_spare())[0];
    assert_eq!(line.flags, [RosterFlag::Exceptional]);
    assert!(line.reasons.contains(&Reason::Flagged(RosterFlag::Exceptional)));
}

// ---- Contradictions ---------------------------------------------------------------------------

#[test]
fn contradictory_rosters_are_refused_with_their_place() {
    let kinds = |lines: &[RosterLine]| -> Vec<_> {
        rules::compute(lines, &no_spare())
            .unwrap_err()
            .into_iter()
            .map(|problem| (problem.index, problem.kind))
            .collect()
    };
    let mut twice = college_k(2015);
    twice.push(twice[1].clone());
    assert_eq!(kinds(&twice), [(3, RosterProblemKind::Duplicate { first: 1 })]);

    let mut wave = college_k(2015);
    wave[2].wave_year = Some(year(2016));
    assert_eq!(
        kinds(&wave),
        [(
            2,
            RosterProblemKind::WaveDiffers {
                expected: Some(year(2015)),
                found: Some(year(2016))
            }
        )]
    );

    let mut kind = college_k(2015);
    kind[1].kind = EndowmentKind::Ecole;
    assert_eq!(
        kinds(&kind),
        [(
            1,
            RosterProblemKind::KindDiffers {
                expected: EndowmentKind::College,
                found: EndowmentKind::Ecole
            }
        )]
    );

    let mut huge = college_k(2015);
    huge[0].sixth = Some(rules::MAX_COUNT + 1);
    assert!(matches!(
        kinds(&huge).as_slice(),
        [(0, RosterProblemKind::CountTooLarge { column: "6e", .. })]
    ));
}

// ---- Scenarios --------------------------------------------------------------------------------

#[test]
fn a_scenario_is_compared_by_school_year_and_funder() {
    let base = compute(&college_k(2015), &no_spare());
    assert_eq!(rules::difference(&base, &base), []);
    let scenario = compute(
        &college_k(2015),
        &with(|set| set.last_year_levels = LastYearLevels::Cinquieme),
    );
    let changes: Vec<_> = rules::difference(&base, &scenario)
        .into_iter()
        .map(|difference| {
            let change = difference.change().unwrap();
            (difference.year, difference.funder, change)
        })
        .collect();
    // 158 devices fewer: 190.00 each for the State, and 30.00 of resources per holder.
    assert_eq!(
        changes,
        [
            (year(2017), Funder::State, Cents(-158 * 22_000)),
            (year(2017), Funder::Authority, Cents(-158 * 27_000)),
        ]
    );
    let shorter = rules::difference(&base, &scenario[..2]);
    assert!(shorter.iter().all(|difference| difference.after.is_none()));
    assert_eq!(shorter.len(), 2);
}

// ---- Parameters -------------------------------------------------------------------------------

#[test]
fn parameters_are_stored_and_read_back() {
    let mut parameters = with(|set| {
        set.holding = Holding::StaysInLevel;
        set.last_commitment_year = Some(year(2018));
        set.plan_last_year = None;
        set.spare_rate_percent = Ratio::percent_hundredths(250);
        set.case_price_cents = Some(Cents(700_000));
        set.funding = vec![FundingLine {
            funder: "Europe".into(),
            heading: Heading::Resources,
            share_percent: Ratio::percent(85),
            cap_cents: None,
        }];
    });
    for _ in 0..2 {
        let stored = parameters.to_json();
        assert_eq!(Parameters::from_json(&stored), Ok(parameters.clone()));
        let text = serde_json::to_string(&parameters).unwrap();
        assert_eq!(serde_json::from_str::<Parameters>(&text).unwrap(), parameters);
        assert_eq!(Parameters::from_toml(&parameters.to_toml()), Ok(parameters.clone()));
        parameters = Parameters::sheet_default();
    }
    let keys: Vec<_> = parameters.entries().into_iter().map(|(key, _)| key).collect();
    assert_eq!(keys, Parameters::KEYS);
    for (code, preset) in Parameters::presets() {
        assert_eq!(Parameters::from_json(&preset.to_json()), Ok(preset), "{code}");
    }
}

#[test]
fn an_empty_parameter_file_is_the_sheet() {
    assert_eq!(Parameters::from_toml(""), Ok(Parameters::sheet_default()));
}

#[test]
fn a_parameter_file_changes_what_it_names() {
    let text = r#"
        holding = "stays_in_level"
        last_year_levels = ["5E"]
        spare_rate_percent = 2.5
        plan_last_year = "2018-2019"
        teacher_levels = "5E_AND_6E_LAST_YEAR"

        [[funding]]
        funder = "Europe"
        heading = "cases"
        share_percent = 40
        cap_cents = 100000
    "#;
    let expected = Parameters {
        holding: Holding::StaysInLevel,
        last_year_levels: LastYearLevels::Cinquieme,
        spare_rate_percent: Ratio::percent_hundredths(250),
        plan_last_year: Some(year(2018)),
        teacher_levels: TeacherLevels::CinquiemeAndSixiemeLastYear,
        funding: vec![FundingLine {
            funder: "Europe".into(),
            heading: Heading::Cases,
            share_percent: Ratio::percent(40),
            cap_cents: Some(Cents(100_000)),
        }],
        ..Parameters::sheet_default()
    };
    assert_eq!(Parameters::from_toml(text), Ok(expected));
}

#[test]
fn wrong_parameters_say_the_key_the_value_and_what_is_accepted() {
    for (text, message) in [
        ("yeers = 3", "“yeers” is not a parameter (known: holding, window"),
        (
            "holding = \"rents\"",
            "holding is \"rents\" (accepted: follows_pupil, stays_in_level)",
        ),
        (
            "years = \"three\"",
            "years is \"three\" (accepted: a whole number from 1 to 10)",
        ),
        ("years = 0", "years is 0 (accepted: a whole number from 1 to 10)"),
        ("years = 2.5", "years is 2.5 (accepted"),
        (
            "device_price_cents = -1",
            "device_price_cents is -1 (accepted: a whole number of cents",
        ),
        ("device_price_cents = 490.5", "device_price_cents is 490.5 (accepted"),
        (
            "device_price_cents = 10000001",
            "device_price_cents is 10000001 (accepted",
        ),
        (
            "spare_rate_percent = 101",
            "spare_rate_percent is 101 (accepted: a percentage",
        ),
        ("spare_rate_percent = 1.234", "spare_rate_percent is 1.234 (accepted"),
        ("spare_rate_percent = inf", "spare_rate_percent is null (accepted"),
        ("plan_last_year = 17", "plan_last_year is 17 (accepted: a school year"),
        (
            "last_year_levels = [\"6E\"]",
            "last_year_levels is [\"6E\"] (accepted: [\"6E\", \"5E\"] or [\"5E\"])",
        ),
        ("last_year_levels = \"5E\"", "last_year_levels is \"5E\" (accepted"),
        ("holding = true", "holding is true (accepted"),
        ("funding = 3", "funding is 3 (accepted: a list of objects"),
        ("funding = [3]", "funding[0] is 3 (accepted: an object"),
        (
            "[[funding]]\nfunder = \"State\"\nheading = \"cases\"\nshare_percent = 1",
            "funding[0].funder is \"State\"",
        ),
        (
            "[[funding]]\nfunder = \"Europe\"\nshare_percent = 1",
            "funding[0].heading is absent",
        ),
        (
            "[[funding]]\nfunder = \"Europe\"\nheading = \"cases\"\nshare_percent = 1\ncap = 2",
            "“funding[0].cap” is not a parameter",
        ),
        ("years = ", "the parameters cannot be read"),
    ] {
        let refusal = Parameters::from_toml(text).unwrap_err().to_string();
        assert!(refusal.contains(message), "{text}: {refusal}");
    }
    let two = Parameters::from_toml("years = 0\nwindow = \"open\"").unwrap_err();
    assert_eq!(two.0.len(), 2);
}

// ---- Properties -------------------------------------------------------------------------------

const SCHOOLS: [&str; 3] = [COLLEGE, "9711023K", "9711087E"];

fn count() -> impl Strategy<Value = Option<u32>> {
    prop_oneof![9 => (0_u32..400).prop_map(Some), 1 => Just(None)]
}

fn funding() -> impl Strategy<Value = Vec<FundingLine>> {
    let line =
        (0..Heading::ALL.len(), 0_u64..=10_000, prop::option::of(0_i64..500_000)).prop_map(|(heading, share, cap)| {
            FundingLine {
                funder: format!("line {}", share % 3),
                heading: Heading::ALL[heading],
                share_percent: Ratio::percent_hundredths(share),
                cap_cents: cap.map(Cents),
            }
        });
    prop::collection::vec(line, 0..5)
}

prop_compose! {
    fn parameters()(
        words in prop::collection::vec(any::<bool>(), 9),
        price in 0_i64..200_000,
        spare in 0_u64..=2_000,
        shares in prop::collection::vec(0_u64..=10_000, 3),
        caps in prop::collection::vec(0_i64..60_000, 2),
        years in 1_u32..5,
        last_commitment in prop::option::of(2014_i16..2019),
        funding in funding(),
    ) -> Parameters {
        let pick = |index: usize| usize::from(words[index]);
        Parameters {
            holding: Holding::ALL[pick(0)],
            window: Window::ALL[pick(1)],
            teacher_right: TeacherRight::ALL[pick(2)],
            teacher_levels: TeacherLevels::ALL[pick(3)],
            case_schedule: CaseSchedule::ALL[pick(4)],
            resource_base: ResourceBase::ALL[pick(5)],
            resource_scope: ResourceScope::ALL[pick(6)],
            school_lump: SchoolLump::ALL[pick(7)],
            state_resource_base: ResourceBase::ALL[pick(8)],
            device_price_cents: Cents(price),
            spare_rate_percent: Ratio::percent_hundredths(spare),
            state_pupil_share_percent: Ratio::percent_hundredths(shares[0]),
            state_teacher_share_percent: Ratio::percent_hundredths(shares[1]),
            state_case_share_percent: Ratio::percent_hundredths(shares[2]),
            state_pupil_cap_cents: Cents(caps[0]),
            state_teacher_cap_cents: Cents(caps[1]),
            years,
            last_commitment_year: last_commitment.map(year),
            funding,
            ..Parameters::sheet_default()
        }
    }
}

prop_compose! {
    fn rosters()(
        schools in prop::collection::vec(
            (
                0..EndowmentKind::ALL.len(),
                prop::option::of(2014_i16..2019),
                prop::collection::vec((any::<bool>(), prop::collection::vec(count(), 11)), 6),
            ),
            1..=SCHOOLS.len(),
        ),
    ) -> Vec<RosterLine> {
        let mut lines = Vec::new();
        for (code, (kind, wave, years)) in SCHOOLS.iter().zip(schools) {
            for (observed, (present, counts)) in (2013_i16..).zip(years) {
                if present {
                    lines.push(RosterLine {
                        uai: uai(code),
                        year: year(observed),
                        kind: EndowmentKind::ALL[kind],
                        wave_year: wave.map(year),
                        sixth: counts[0],
                        fifth: counts[1],
                        fourth: counts[2],
                        third: counts[3],
                        pupils_total: counts[4],
                        teachers: counts[5],
                        teachers_5e: counts[6],
                        teachers_5e_new: counts[7],
                        teachers_6e_new: counts[8],
                        repeaters: counts[9],
                        returns: counts[10],
                        flags: Vec::new(),
                    });
                }
            }
        }
        lines
    }
}

proptest! {
    #[test]
    fn the_shares_of_every_heading_sum_to_its_amount(lines in rosters(), parameters in parameters()) {
        for line in compute(&lines, &parameters) {
            prop_assert_eq!(line.headings.len(), Heading::ALL.len());
            for heading in &line.headings {
                prop_assert_eq!(heading.amount, heading.quantity.map(|quantity| heading.unit * quantity));
                if let Some(shares) = &heading.shares {
                    let sum: Cents = shares.iter().map(|share| share.cents).sum();
                    prop_assert_eq!(Some(sum), heading.amount);
                    prop_assert!(shares.iter().all(|share| share.cents >= Cents::ZERO));
                }
                prop_assert!(heading.shares.is_some() || line.is_incomplete());
            }
        }
    }

    #[test]
    fn a_figure_is_unknown_only_on_a_line_that_says_why(lines in rosters(), parameters in parameters()) {
        for line in compute(&lines, &parameters) {
            let known = [line.rights, line.net, line.teachers, line.spare, line.order];
            prop_assert!(line.is_incomplete() || known.iter().all(Option::is_some));
            prop_assert!(line.is_incomplete() || line.total_cents().is_some());
        }
    }

    #[test]
    fn no_right_outside_the_window(lines in rosters(), parameters in parameters()) {
        for line in compute(&lines, &parameters) {
            let window = line.wave_year.and_then(|first| rules::window(first, &parameters));
            if window.is_none_or(|window| !window.contains(&line.year)) {
                prop_assert_eq!((line.rights, line.order), (Some(0), Some(0)));
                prop_assert_eq!(line.total_cents(), Some(Cents::ZERO));
                prop_assert_eq!(line.position, None);
            }
        }
    }

    #[test]
    fn repeaters_lower_the_rights_by_their_number(repeaters in 0_u32..400, index in 0_usize..3) {
        let mut lines = college_k_plain(2015);
        let before = compute(&lines, &no_spare())[index].rights.unwrap();
        lines[index].repeaters = Some(repeaters);
        let after = compute(&lines, &no_spare())[index].rights.unwrap();
        prop_assert_eq!(before - after, repeaters.min(before));
    }

    #[test]
    fn returns_never_make_a_negative_order(lines in rosters(), returns in 0_u32..2_000, parameters in parameters()) {
        let mut lines = lines;
        for line in &mut lines {
            line.returns = Some(returns);
        }
        for line in compute(&lines, &parameters) {
            if let (Some(rights), Some(net), Some(order)) = (line.rights, line.net, line.order) {
                prop_assert!(net <= rights && net <= order);
            }
        }
    }

    #[test]
    fn the_order_of_the_lines_never_matters(
        (lines, shuffled) in rosters().prop_flat_map(|lines| (Just(lines.clone()), Just(lines).prop_shuffle())),
        parameters in parameters(),
    ) {
        prop_assert_eq!(compute(&lines, &parameters), compute(&shuffled, &parameters));
    }

    #[test]
    fn a_scenario_changes_nothing_of_the_base(lines in rosters(), base in parameters(), scenario in parameters()) {
        let (kept_lines, kept) = (lines.clone(), base.clone());
        let before = compute(&lines, &base);
        let other = compute(&lines, &scenario);
        prop_assert_eq!(compute(&lines, &base), before.clone());
        prop_assert_eq!((lines, base), (kept_lines, kept));
        prop_assert_eq!(rules::difference(&before, &other).is_empty(), rules::difference(&other, &before).is_empty());
    }

    #[test]
    fn a_higher_cap_never_costs_the_authority_more(lines in rosters(), parameters in parameters(), more in 0_i64..40_000) {
        let mut raised = parameters.clone();
        raised.state_pupil_cap_cents += Cents(more);
        raised.state_teacher_cap_cents += Cents(more);
        raised.state_case_cap_cents += Cents(more);
        for (line, other) in compute(&lines, &parameters).iter().zip(compute(&lines, &raised)) {
            for (heading, other) in line.headings.iter().zip(&other.headings) {
                prop_assert!(heading.paid_by(&Funder::State) <= other.paid_by(&Funder::State));
                prop_assert!(heading.paid_by(&Funder::Authority) >= other.paid_by(&Funder::Authority));
                prop_assert!(heading.cap_reached || !other.cap_reached);
            }
        }
    }

    #[test]
    fn totals_are_the_sums_of_the_lines(lines in rosters(), parameters in parameters()) {
        let lines = compute(&lines, &parameters);
        let totals = rules::totals(&lines);
        let sum = |figure: fn(&EndowmentLine) -> Option<u32>| -> u64 {
            lines.iter().filter_map(figure).map(u64::from).sum()
        };
        prop_assert_eq!(totals.rights, sum(|line| line.rights));
        prop_assert_eq!(totals.net, sum(|line| line.net));
        prop_assert_eq!(totals.order, sum(|line| line.order));
        for total in &totals.headings {
            let headings = || lines.iter().filter_map(|line| line.heading(total.heading));
            let amount: Cents = headings().filter_map(|heading| heading.amount).sum();
            prop_assert_eq!(total.amount, amount);
            let state: Cents = headings().filter_map(|heading| heading.paid_by(&Funder::State)).sum();
            prop_assert_eq!(total.state, state);
            if headings().all(|heading| heading.shares.is_some()) {
                prop_assert_eq!(total.state + total.authority + total.others, total.amount);
            }
        }
    }

    #[test]
    fn a_window_is_never_longer_than_its_years(first in 2010_i16..2030, parameters in parameters()) {
        if let Some(window) = rules::window(year(first), &parameters) {
            prop_assert_eq!(*window.start(), year(first));
            let length = window.end().years_since(*window.start()) + 1;
            prop_assert!(length >= 1 && u32::try_from(length).unwrap() <= parameters.years);
        }
    }

    #[test]
    fn stored_parameters_read_back(parameters in parameters()) {
        prop_assert_eq!(Parameters::from_json(&parameters.to_json()), Ok(parameters));
    }
}
