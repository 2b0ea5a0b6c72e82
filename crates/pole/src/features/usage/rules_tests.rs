//! The rules of usage, written as `domain.md` §5.5 and its vector V4 say them.

use pole_kernel::{Day, Instant, Lang, Month, Ratio, Role, RoleScope, Territory, Uai};

use super::counting::{self, Groups, Households, MonthCount, MonthKey, Pupil};
use super::model::{Channel, Population, Profile, Service, UsageScope, View};
use super::parameters::Parameters;
use super::rules;
use crate::features::directory::SchoolGroup;
use crate::policy::HeldRole;

const SCHOOL: &str = "9710022X";

fn at(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn month(text: &str) -> Month {
    Month::parse(text).unwrap()
}

/// A page of a pupil of the collège, at a local time of the islands.
fn view(visitor: &str, local: &str) -> View {
    View {
        visitor: visitor.to_owned(),
        at: at(&format!("{local}-04:00")),
        profile: Profile::Pupil,
        uai: Some(Uai::parse(SCHOOL).unwrap()),
        territory: Some(Territory::parse("978").unwrap()),
        service: Service::Portal,
        channel: Channel::Web,
        lang: Lang::Fr,
        in_school_hours: true,
    }
}

fn key(scope: UsageScope, profile: Profile) -> MonthKey {
    MonthKey {
        scope,
        profile,
        service: None,
        channel: None,
    }
}

/// The collège and a lycée of the other island.
fn groups() -> Groups {
    let uai = |code| Uai::parse(code).unwrap();
    Groups::from([
        (uai(SCHOOL), SchoolGroup::Colleges),
        (uai("9710035L"), SchoolGroup::Lycees),
    ])
}

fn counted(views: Vec<View>) -> counting::Counted {
    counting::count(
        views,
        day("2027-01-01"),
        &Households::new(),
        &groups(),
        &Parameters::default(),
    )
}

fn basin(views: Vec<View>) -> MonthCount {
    counted(views).months[&key(UsageScope::Basin, Profile::Pupil)]
}

#[test]
fn a_visit_lasts_as_long_as_no_gap_exceeds_thirty_minutes() {
    // Views of one account, then the number of visits.
    let cases: &[(&[&str], usize)] = &[
        // V4: gaps of 20, 30 and 31 minutes.
        (&["10:00:00", "10:20:00", "10:50:00", "11:21:00"], 2),
        (&["10:00:00"], 1),
        (&["10:00:00", "10:00:00"], 1),
        (&["10:00:00.000", "10:29:59.999"], 1),
        (&["10:00:00.000", "10:30:00.000"], 1),
        (&["10:00:00.000", "10:30:00.001"], 2),
        (&["10:00:00", "10:30:00", "11:00:00", "11:30:00"], 1),
        (&["10:00:00", "10:31:00", "11:02:00"], 3),
        (&[], 0),
    ];
    for (moments, visits) in cases {
        let moments: Vec<Instant> = moments
            .iter()
            .map(|time| at(&format!("2026-10-06T{time}-04:00")))
            .collect();
        let starts = rules::visit_starts(&moments, &Parameters::default());
        assert_eq!(starts.len(), *visits, "{moments:?}");
    }
}

#[test]
fn vector_v4_gives_two_visits_of_fifty_minutes_and_nothing() {
    let times = ["10:00:00", "10:20:00", "10:50:00", "11:21:00"];
    let count = basin(
        times
            .iter()
            .map(|time| view("a", &format!("2026-10-06T{time}")))
            .collect(),
    );
    assert_eq!(
        count,
        MonthCount {
            visitors: 1,
            visits: 2,
            views: 4,
            one_page_visits: 1,
            duration_seconds: 50 * 60,
            median_seconds: 50 * 60,
            pupils_reached: None,
        }
    );
}

#[test]
fn a_visit_belongs_to_the_local_day_of_its_first_page_and_is_not_cut_at_midnight() {
    let counted = counted(vec![
        view("a", "2026-10-06T23:50:00"),
        view("a", "2026-10-07T00:10:00"),
        view("b", "2026-10-07T00:00:00"),
    ]);
    let days: Vec<(String, u64, u64)> = counted
        .days
        .iter()
        .map(|(key, count)| (key.day.to_string(), count.views, count.visits))
        .collect();
    assert_eq!(days, [("2026-10-06".to_owned(), 2, 1), ("2026-10-07".to_owned(), 1, 1)]);
}

#[test]
fn days_that_are_not_over_wait() {
    let views = vec![view("a", "2026-10-06T10:00:00"), view("a", "2026-10-07T10:00:00")];
    let counted = counting::count(
        views,
        day("2026-10-07"),
        &Households::new(),
        &groups(),
        &Parameters::default(),
    );
    assert_eq!(counted.months[&key(UsageScope::Basin, Profile::Pupil)].visits, 1);
}

#[test]
fn mean_and_median_are_over_visits_of_two_pages_or_more() {
    // Three visits of 10, 20 and 60 seconds, one of one page.
    let mut views = Vec::new();
    for (hour, seconds) in [(8, 10), (10, 20), (12, 59)] {
        views.push(view("a", &format!("2026-10-06T{hour:02}:00:00")));
        views.push(view("a", &format!("2026-10-06T{hour:02}:00:{seconds}")));
    }
    views.push(view("a", "2026-10-06T15:00:00"));
    let count = basin(views);
    assert_eq!((count.visits, count.one_page_visits), (4, 1));
    assert_eq!((count.duration_seconds, count.median_seconds), (89, 20));
    let even = [(10_u64, 1_u64), (21, 1)];
    assert_eq!(rules::median(even.iter().map(|(seconds, count)| (seconds, count))), 15);
    assert_eq!(
        rules::median([].iter().map(|(seconds, count): &(u64, u64)| (seconds, count))),
        0
    );
}

#[test]
fn visits_touch_services_and_do_not_sum_while_pages_do() {
    let mut marks = view("a", "2026-10-06T10:01:00");
    marks.service = Service::Marks;
    marks.channel = Channel::Phone;
    let counted = counted(vec![view("a", "2026-10-06T10:00:00"), marks]);
    let of = |service, channel| {
        counted.months[&MonthKey {
            scope: UsageScope::Basin,
            profile: Profile::Pupil,
            service,
            channel,
        }]
    };
    assert_eq!((of(None, None).visits, of(None, None).views), (1, 2));
    for service in [Service::Portal, Service::Marks] {
        assert_eq!((of(Some(service), None).visits, of(Some(service), None).views), (1, 1));
    }
    assert_eq!(of(None, Some(Channel::Phone)).views, 1);
    assert_eq!(of(Some(Service::Marks), Some(Channel::Phone)).visitors, 1);
    // The day keeps the visit where it began, so that days sum.
    let visits: Vec<(Service, u64)> = counted
        .days
        .iter()
        .map(|(key, count)| (key.service, count.visits))
        .collect();
    assert_eq!(visits, [(Service::Portal, 1)]);
}

#[test]
fn somebody_counts_once_at_each_scope() {
    let elsewhere = |visitor, local| {
        let mut view = view(visitor, local);
        view.uai = Some(Uai::parse("9710035L").unwrap());
        view.territory = Some(Territory::parse("977").unwrap());
        view
    };
    let counted = counted(vec![
        view("a", "2026-10-06T10:00:00"),
        elsewhere("a", "2026-10-08T10:00:00"),
        view("b", "2026-10-06T10:00:00"),
    ]);
    let visitors = |scope| counted.months[&key(scope, Profile::Pupil)].visitors;
    assert_eq!(visitors(UsageScope::School(Uai::parse(SCHOOL).unwrap())), 2);
    assert_eq!(visitors(UsageScope::Territory(Territory::parse("977").unwrap())), 1);
    assert_eq!(visitors(UsageScope::Basin), 2, "never 3: visitors are not summed");
    assert_eq!(visitors(UsageScope::Group(SchoolGroup::Colleges)), 2);
    assert_eq!(visitors(UsageScope::Group(SchoolGroup::Lycees)), 1);
}

#[test]
fn the_staff_of_a_school_are_counted_together_too() {
    let mut head = view("h", "2026-10-06T10:00:00");
    head.profile = Profile::Direction;
    let mut teacher = view("t", "2026-10-06T10:00:00");
    teacher.profile = Profile::Teacher;
    let counted = counted(vec![head, teacher]);
    let school = UsageScope::School(Uai::parse(SCHOOL).unwrap());
    assert_eq!(counted.months[&key(school.clone(), Profile::Direction)].visitors, 1);
    assert_eq!(counted.months[&key(school, Profile::Staff)].visitors, 2);
}

#[test]
fn a_pupil_is_reached_when_one_guardian_at_least_visits() {
    let pupil = |number: &str| Pupil {
        uai: Uai::parse(SCHOOL).unwrap(),
        territory: Some(Territory::parse("978").unwrap()),
        number: number.to_owned(),
    };
    // Both guardians of the first pupil, one of the second; the third one's never came.
    let households = Households::from([
        ("mother".to_owned(), vec![pupil("1"), pupil("2")]),
        ("father".to_owned(), vec![pupil("1")]),
        ("absent".to_owned(), vec![pupil("3")]),
    ]);
    let mut views = vec![
        view("mother", "2026-10-06T10:00:00"),
        view("father", "2026-10-07T10:00:00"),
    ];
    for view in &mut views {
        view.profile = Profile::Guardian;
        // Guardians have no school of their own here: the pupils are counted at theirs.
        view.uai = None;
        view.territory = None;
    }
    let counted = counting::count(views, day("2027-01-01"), &households, &groups(), &Parameters::default());
    let reached = |scope| counted.months[&key(scope, Profile::Guardian)].pupils_reached;
    assert_eq!(reached(UsageScope::Basin), Some(2));
    assert_eq!(reached(UsageScope::School(Uai::parse(SCHOOL).unwrap())), Some(2));
    assert_eq!(reached(UsageScope::Group(SchoolGroup::Colleges)), Some(2));
    assert_eq!(counted.months[&key(UsageScope::Basin, Profile::Guardian)].visitors, 2);
}

#[test]
fn a_profile_follows_the_role_and_administrators_are_left_out() {
    /// The profile, whether there is a school, whether there is an island.
    type Expected = Option<(Profile, bool, bool)>;

    let held = |role: Role| {
        let scope = match role.scope_kind() {
            pole_kernel::ScopeKind::Basin => RoleScope::Basin,
            pole_kernel::ScopeKind::Authority => RoleScope::Authority(Territory::parse("978").unwrap()),
            pole_kernel::ScopeKind::School => RoleScope::School(Uai::parse(SCHOOL).unwrap()),
        };
        HeldRole { role, scope }
    };
    let profile = |roles: &[Role]| {
        let roles: Vec<HeldRole> = roles.iter().map(|role| held(*role)).collect();
        rules::who(&roles).map(|who| (who.profile, who.uai.is_some(), who.territory.is_some()))
    };
    let cases: &[(&[Role], Expected)] = &[
        (&[Role::Teacher], Some((Profile::Teacher, true, false))),
        (&[Role::Head], Some((Profile::Direction, true, false))),
        (&[Role::AuthorityAgent], Some((Profile::Authority, false, true))),
        (&[Role::Pilot], Some((Profile::SchoolLife, false, false))),
        (&[Role::AcademicService], Some((Profile::SchoolLife, false, false))),
        (&[Role::Administrator], None),
        (&[Role::Teacher, Role::Administrator], None),
        (&[Role::Pilot, Role::Teacher], Some((Profile::Teacher, true, false))),
        (&[], None),
    ];
    for (roles, expected) in cases {
        assert_eq!(profile(roles), *expected, "{roles:?}");
    }
}

#[test]
fn a_service_is_that_of_the_beginning_of_its_route() {
    let known = [("/formation", Service::Training), ("/messages", Service::Messaging)];
    for (route, service) in [
        ("/formation", Service::Training),
        ("/formation/{id}", Service::Training),
        ("/formations", Service::Portal),
        ("/messages/{id}", Service::Messaging),
        ("/", Service::Portal),
        ("/etablissements/{uai}", Service::Portal),
    ] {
        assert_eq!(rules::service(route, &known), service, "{route}");
    }
}

#[test]
fn only_the_class_of_a_device_is_read() {
    let phone = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/120.0.0.0 Mobile Safari/537.36";
    let tablet = "Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1";
    let computer = "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/128.0";
    for (hint, agent, channel) in [
        (None, phone, Channel::Phone),
        (None, tablet, Channel::Web),
        (None, computer, Channel::Web),
        (Some("?1"), computer, Channel::Phone),
        (Some("?0"), phone, Channel::Web),
        (Some("absurd"), phone, Channel::Phone),
        (None, "", Channel::Web),
    ] {
        assert_eq!(rules::channel(hint, agent), channel, "{hint:?} {agent}");
    }
    for agent in ["Googlebot/2.1", "HeadlessChrome/120", "curl/8.5", "UptimeMonitor"] {
        assert!(rules::is_machine(agent), "{agent}");
    }
    assert!(!rules::is_machine(phone) && !rules::is_machine(""));
}

#[test]
fn school_hours_go_from_half_past_seven_to_before_half_past_four_on_school_days() {
    let inside = |local: &str| {
        rules::in_school_hours(
            at(&format!("{local}-04:00")),
            |day| day.to_string() == "2026-11-11",
            &Parameters::default(),
        )
    };
    for (local, expected) in [
        ("2026-11-10T07:29:59.999", false),
        ("2026-11-10T07:30:00", true),
        ("2026-11-10T16:29:59.999", true),
        ("2026-11-10T16:30:00", false),
        ("2026-11-14T10:00:00", false),
        ("2026-11-15T10:00:00", false),
        ("2026-11-11T10:00:00", false),
    ] {
        assert_eq!(inside(local), expected, "{local}");
    }
}

#[test]
fn the_mean_of_a_year_leaves_july_and_august_out() {
    let rate = |part, whole| Ratio::new(part, whole).ok();
    let months = [
        (month("2025-09"), rate(50, 100)),
        (month("2025-10"), rate(100, 100)),
        (month("2026-07"), rate(0, 100)),
        (month("2026-08"), rate(0, 100)),
        (month("2025-11"), None),
    ];
    assert_eq!(rules::year_mean(months), Some(750_000));
    assert_eq!(rules::year_mean([(month("2026-07"), rate(1, 1))]), None);
    assert_eq!(rules::year_mean([(month("2026-06"), None)]), None);
    assert!(rules::is_averaged(month("2026-06")) && !rules::is_averaged(month("2026-07")));
    assert!(!rules::is_averaged(month("2026-08")) && rules::is_averaged(month("2026-09")));
}

#[test]
fn a_rate_of_nobody_is_not_computable() {
    assert_eq!(rules::rate(3, None), None);
    assert_eq!(rules::rate(0, Some(0)), None);
    assert_eq!(rules::rate(1, Some(2)), Ratio::new(1, 2).ok());
}

#[test]
fn small_groups_are_secret_and_zero_of_a_large_group_is_not() {
    let parameters = Parameters::default();
    for (count, group, secret) in [
        (0, Some(5), false),
        (1, Some(100), true),
        (4, Some(100), true),
        (5, Some(100), false),
        (0, Some(4), true),
        (4, Some(4), true),
        (5, None, false),
        (4, None, true),
        (0, None, false),
    ] {
        assert_eq!(
            rules::is_secret(count, group, &parameters),
            secret,
            "{count} of {group:?}"
        );
    }
}

#[test]
fn too_few_people_of_a_profile_are_shown_with_the_staff_of_their_school() {
    let parameters = Parameters::default();
    let people = |direction: Option<u64>| {
        move |profile: Profile| match profile {
            Profile::Direction => direction,
            _ => Some(40),
        }
    };
    let shown = rules::shown_profiles(true, people(Some(2)), &parameters);
    assert!(shown.contains(&Profile::Staff) && !shown.contains(&Profile::Teacher));
    assert!(rules::shown_profiles(true, people(None), &parameters).contains(&Profile::Staff));
    let shown = rules::shown_profiles(true, people(Some(5)), &parameters);
    assert!(!shown.contains(&Profile::Staff) && shown.contains(&Profile::Direction));
    let shown = rules::shown_profiles(false, people(Some(2)), &parameters);
    assert!(!shown.contains(&Profile::Staff) && shown.contains(&Profile::Direction));
}

#[test]
fn populations_put_together_say_what_they_lack() {
    let known = |people, estimated| Population {
        people,
        activated: None,
        estimated,
    };
    assert_eq!(rules::together(&[]), Population::default());
    assert_eq!(rules::together(&[known(None, false)]), Population::default());
    assert_eq!(
        rules::together(&[known(Some(3), false), known(Some(4), false)]),
        known(Some(7), false)
    );
    assert_eq!(
        rules::together(&[known(Some(3), false), known(None, false)]),
        known(Some(3), true)
    );
    assert_eq!(
        rules::together(&[known(Some(3), true), known(Some(4), false)]),
        known(Some(7), true)
    );
}

#[test]
fn a_month_is_over_the_day_after_its_last() {
    assert!(!rules::is_over(month("2026-10"), day("2026-10-31")));
    assert!(rules::is_over(month("2026-10"), day("2026-11-01")));
}

#[test]
fn the_clock_of_a_register_never_goes_backwards() {
    let (early, late) = (at("2026-10-06T10:00:00Z"), at("2026-10-06T10:00:00.001Z"));
    assert_eq!(rules::after(None, early), early);
    assert_eq!(rules::after(Some(early), late), late);
    assert_eq!(rules::after(Some(early), early), late);
    assert_eq!(rules::after(Some(late), early), at("2026-10-06T10:00:00.002Z"));
}
