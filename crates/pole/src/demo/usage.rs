//! The invented year of usage of the demonstration: months and days as they would have been counted,
//! the populations behind them, one exceptional month, and a series that others measured.

use std::collections::{BTreeMap, HashMap};

use pole_formats::{Located, SchoolState, UsageFact};
use pole_kernel::{Category, Contract, Day, Month, Ratio, SchoolKind, Sector, Territory, Uai};

use super::DemoError;
use super::chance::Chance;
use crate::features::directory::{self, Roster, SchoolGroup, SchoolLine};
use crate::features::usage::{
    self, Channel, InventedDay, InventedMonth, NewPopulation, PeriodKind, Profile, Service, UsageScope,
};
use crate::policy::{Actor, Scope};
use crate::shell::app::App;
use crate::shell::clock::fresh_id;
use crate::shell::imports::{Job, Mode};

/// How many months before the present one are invented.
const MONTHS: i32 = 12;
/// How many weeks of the series of others are invented.
const WEEKS: i32 = 20;

/// A service, a channel, and how many visits in a hundred begin there.
type Beginning = (Service, Channel, u64);

/// Where the visits of each profile begin.
const BEGINNINGS: &[(Profile, &[Beginning])] = &[
    (
        Profile::Pupil,
        &[
            (Service::Homework, Channel::Phone, 50),
            (Service::Marks, Channel::Phone, 30),
            (Service::Messaging, Channel::Web, 20),
        ],
    ),
    (
        Profile::Guardian,
        &[
            (Service::Marks, Channel::Phone, 60),
            (Service::Messaging, Channel::Web, 40),
        ],
    ),
    (
        Profile::Teacher,
        &[
            (Service::Homework, Channel::Web, 70),
            (Service::Messaging, Channel::Web, 30),
        ],
    ),
    (Profile::Direction, &[(Service::Portal, Channel::Web, 100)]),
    (Profile::SchoolLife, &[(Service::Absences, Channel::Web, 100)]),
];

/// A school and how many people it is made of.
struct School {
    line: SchoolLine,
    people: Vec<(Profile, u64)>,
}

/// What a month adds up to at a scope, by profile.
#[derive(Default)]
struct Sum {
    visitors: u64,
    reached: u64,
    seconds: u64,
    /// Visits and pages by the service and channel they began with.
    by: BTreeMap<(Service, Channel), (u64, u64)>,
}

/// Enters them and says how many facts were invented.
pub(super) async fn enter(app: &App, actor: &Actor) -> Result<usize, DemoError> {
    let (actor, now) = (actor.clone(), app.clock().now());
    app.db()
        .write(move |tx| -> Result<usize, DemoError> {
            let failed = |error: &dyn std::fmt::Display| DemoError::at("usage", error);
            let today = now.day();
            let present = today.month_of();
            let lines = directory::basin(tx, Scope::everything())?;
            let rosters = directory::rosters(tx, &lines, today, now, today.school_year(), Ratio::ONE)?;
            let schools: Vec<School> = lines
                .into_iter()
                .filter(is_equipped)
                .map(|line| School {
                    people: people(&line, rosters.get(&line.uai), today),
                    line,
                })
                .collect();
            let exceptional = exceptional_month(present);
            let closed = hurricane(today);
            let mut written = 0;
            for back in (0..=MONTHS).rev() {
                let month = present.plus(-back);
                let (days, months) = invent(&schools, month, today, month == exceptional, closed);
                if !days.is_empty() {
                    written += usage::write_invented(tx, &actor, now, month, &days, &months)
                        .map_err(|error| failed(&error))?;
                }
            }
            let populations = populations(&schools, &rosters, present);
            written += u64::try_from(populations.len()).unwrap_or(0);
            usage::enter_populations(tx, &actor, now, &populations).map_err(|error| failed(&error))?;
            let job = series_job(&actor, now);
            written += usage::import_values(tx, &job, series(&schools, today))?.added;
            Ok(usize::try_from(written).unwrap_or(usize::MAX))
        })
        .await
}

/// Whether a school has the services: open, of the pôle, and no section of another one.
fn is_equipped(school: &SchoolLine) -> bool {
    let private = school.sector == Some(Sector::Private) && school.contract != Some(Contract::Contracted);
    school.state == SchoolState::Open && !private && school.kind != SchoolKind::Section
}

/// The people of a school: its pupils as counted, everybody else in proportion.
fn people(school: &SchoolLine, roster: Option<&Roster>, today: Day) -> Vec<(Profile, u64)> {
    let count = |category| roster.and_then(|roster| roster.count(today.school_year(), category));
    let pupils = u64::from(count(Category::Total).unwrap_or(150));
    let teachers = count(Category::Teachers).map_or(pupils / 14 + 2, u64::from);
    let direction = if school.kind.is_ecole() { 1 } else { 3 };
    let school_life = if school.kind.is_ecole() { 1 } else { pupils / 60 + 6 };
    vec![
        (Profile::Pupil, pupils),
        (Profile::Guardian, pupils * 3 / 2),
        (Profile::Teacher, teachers),
        (Profile::Direction, direction),
        (Profile::SchoolLife, school_life),
    ]
}

/// The newest September that is over: the season of hurricanes.
fn exceptional_month(present: Month) -> Month {
    (1..=MONTHS)
        .map(|back| present.plus(-back))
        .find(|month| month.number() == 9)
        .unwrap_or(present.plus(-1))
}

/// The days of the hurricane that makes a month exceptional: the calendar of the demonstration has them.
pub(super) fn hurricane(today: Day) -> (Day, Day) {
    let first = exceptional_month(today.month_of()).first_day();
    (first.plus_days(7), first.plus_days(14))
}

/// How lively a month is, in hundredths.
const fn season(month: Month) -> u64 {
    match month.number() {
        7 => 12,
        8 => 9,
        9 => 92,
        12 | 2 => 78,
        4 => 82,
        6 => 85,
        _ => 100,
    }
}

/// How many people of a profile come in a full month, in hundredths; how often each; seconds of a visit.
fn habits(school: &SchoolLine, profile: Profile) -> (u64, u64, u64) {
    let ecole = school.kind.is_ecole();
    match profile {
        Profile::Pupil if ecole => (28, 4, 260),
        Profile::Pupil => (78, 11, 380),
        Profile::Guardian if ecole => (22, 3, 200),
        Profile::Guardian => (37, 5, 240),
        Profile::Teacher => (86, 14, 520),
        Profile::Direction => (100, 19, 600),
        Profile::SchoolLife => (90, 12, 440),
        Profile::Authority | Profile::Partner | Profile::Staff => (0, 0, 0),
    }
}

/// A month of every school, and what it adds up to on each island and in the basin.
fn invent(
    schools: &[School],
    month: Month,
    today: Day,
    exceptional: bool,
    closed: (Day, Day),
) -> (Vec<InventedDay>, Vec<InventedMonth>) {
    let mut days = Vec::new();
    let mut sums: BTreeMap<(UsageScope, Profile), Sum> = BTreeMap::new();
    for school in schools {
        for (profile, people) in &school.people {
            let sum = invent_profile(
                school,
                *profile,
                *people,
                month,
                today,
                exceptional.then_some(closed),
                &mut days,
            );
            let mut scopes = vec![UsageScope::Basin, UsageScope::School(school.line.uai.clone())];
            scopes.extend(school.line.territory.clone().map(UsageScope::Territory));
            scopes.push(UsageScope::Group(SchoolGroup::of(school.line.kind)));
            for scope in scopes {
                let mut profiles = vec![*profile];
                if matches!(profile, Profile::Teacher | Profile::Direction | Profile::SchoolLife) {
                    profiles.push(Profile::Staff);
                }
                for profile in profiles {
                    add(sums.entry((scope.clone(), profile)).or_default(), &sum, &scope, profile);
                }
            }
        }
    }
    let months = sums
        .iter()
        .filter(|(_, sum)| sum.visitors > 0)
        .flat_map(|((scope, profile), sum)| lines(scope, *profile, sum))
        .collect();
    (days, months)
}

fn invent_profile(
    school: &School,
    profile: Profile,
    people: u64,
    month: Month,
    today: Day,
    closed: Option<(Day, Day)>,
    days: &mut Vec<InventedDay>,
) -> Sum {
    let mut chance = Chance::of(&format!("usage {} {profile} {month}", school.line.uai));
    let (share, each, seconds) = habits(&school.line, profile);
    let open: Vec<(Day, u64)> = (0..31)
        .map(|rank| month.first_day().plus_days(rank))
        .filter(|day| day.month_of() == month && *day < today)
        .filter(|day| closed.is_none_or(|(first, last)| *day < first || *day > last))
        .filter(|day| day.weekday() <= 5 || (day.weekday() == 7 && profile == Profile::Pupil))
        .map(|day| (day, if day.weekday() <= 5 { 4 } else { 1 }))
        .collect();
    let length = u64::try_from(i32::from(month.last_day().day())).unwrap_or(30);
    let reached_days = u64::try_from(open.len()).unwrap_or(0);
    let mut sum = Sum {
        seconds: seconds * u64::from(chance.between(85, 115)) / 100,
        ..Sum::default()
    };
    if reached_days == 0 {
        return sum;
    }
    // Half of a month already brings most of its visitors.
    let progress = (reached_days * 135 / length).clamp(10, 100);
    let variation = u64::from(chance.between(90, 110));
    let visitors = people * share * season(month) * variation * progress / 100_000_000;
    sum.visitors = visitors.min(people);
    let weights: u64 = open.iter().map(|(_, weight)| weight).sum();
    let visits = sum.visitors * each * season(month).max(20) * reached_days * 14 / (1_000 * length);
    let mut given = 0;
    let mut passed = 0;
    for (day, weight) in &open {
        passed += weight;
        let due = visits * passed / weights;
        let of_day = due - given;
        given = due;
        let mut left = of_day;
        let beginnings = BEGINNINGS
            .iter()
            .find(|(known, _)| *known == profile)
            .map_or(&[][..], |(_, beginnings)| *beginnings);
        for (rank, (service, channel, hundredths)) in beginnings.iter().enumerate() {
            let part = if rank + 1 == beginnings.len() {
                left
            } else {
                (of_day * hundredths / 100).min(left)
            };
            left -= part;
            if part == 0 {
                continue;
            }
            let views = part * u64::from(chance.between(22, 38)) / 10;
            let both = sum.by.entry((*service, *channel)).or_default();
            both.0 += part;
            both.1 += views;
            days.push(InventedDay {
                day: *day,
                uai: school.line.uai.to_string(),
                territory: school
                    .line
                    .territory
                    .as_ref()
                    .map_or_else(String::new, Territory::to_string),
                profile,
                service: *service,
                channel: *channel,
                views,
                visits: part,
            });
        }
    }
    if given == 0 {
        sum.visitors = 0;
    }
    if profile == Profile::Guardian {
        sum.reached = (sum.visitors * 4 / 5).min(people * 2 / 3);
    }
    sum
}

/// Adds a school to a wider scope: families and teachers of two schools are counted once there.
fn add(total: &mut Sum, part: &Sum, scope: &UsageScope, profile: Profile) {
    let kept = match (scope, profile) {
        (UsageScope::School(_), _) => 100,
        (_, Profile::Guardian) => 92,
        (_, Profile::Teacher | Profile::Staff) => 97,
        (_, _) => 100,
    };
    total.visitors += (part.visitors * kept).div_ceil(100);
    total.reached += part.reached;
    total.seconds = total.seconds.max(part.seconds);
    for (key, (visits, views)) in &part.by {
        let both = total.by.entry(*key).or_default();
        both.0 += visits;
        both.1 += views;
    }
}

/// The lines of a sum: all together, by service, by channel, by both.
fn lines(scope: &UsageScope, profile: Profile, sum: &Sum) -> Vec<InventedMonth> {
    let visits: u64 = sum.by.values().map(|(visits, _)| visits).sum();
    let mut parts: BTreeMap<(Option<Service>, Option<Channel>), (u64, u64)> = BTreeMap::new();
    for ((service, channel), (visits, views)) in &sum.by {
        for service in [None, Some(*service)] {
            for channel in [None, Some(*channel)] {
                let both = parts.entry((service, channel)).or_default();
                both.0 += visits;
                both.1 += views;
            }
        }
    }
    parts
        .into_iter()
        .map(|((service, channel), (begun, views))| {
            let whole = service.is_none() && channel.is_none();
            // A visit goes on to other services than the one it began with.
            let touched = if whole {
                visits
            } else {
                (begun * 5 / 4).min(visits).max(begun)
            };
            let visitors = if whole {
                sum.visitors
            } else {
                (sum.visitors * (30 + 70 * begun / visits.max(1)) / 100).clamp(1, sum.visitors)
            };
            InventedMonth {
                scope: scope.clone(),
                profile,
                service,
                channel,
                visitors,
                visits: touched,
                views,
                mean_seconds: sum.seconds,
                pupils_reached: (whole && profile == Profile::Guardian).then_some(sum.reached),
            }
        })
        .collect()
}

/// The populations that are entered: guardians, direction and school life of each school, and the
/// accounts that were opened, for both school years of the invented months.
fn populations(schools: &[School], rosters: &HashMap<Uai, Roster>, present: Month) -> Vec<NewPopulation> {
    let first = present.plus(-MONTHS);
    let mut months = vec![first];
    if present.school_year() != first.school_year() {
        months.push(present.school_year().first_day().month_of());
    }
    let mut list = Vec::new();
    for month in months {
        for school in schools {
            for (profile, people) in &school.people {
                let opened = match profile {
                    Profile::Guardian => 55,
                    Profile::Pupil => 84,
                    Profile::Teacher => 95,
                    Profile::Direction
                    | Profile::SchoolLife
                    | Profile::Authority
                    | Profile::Partner
                    | Profile::Staff => 100,
                };
                let counted = |category| {
                    rosters
                        .get(&school.line.uai)
                        .and_then(|roster| roster.count(month.school_year(), category))
                        .map(u64::from)
                };
                // Pupils and teachers are those of the head counts, where there are some.
                let known = match profile {
                    Profile::Pupil => counted(Category::Total),
                    Profile::Teacher => counted(Category::Teachers),
                    Profile::Guardian
                    | Profile::Direction
                    | Profile::SchoolLife
                    | Profile::Authority
                    | Profile::Partner
                    | Profile::Staff => None,
                };
                list.push(NewPopulation {
                    month,
                    scope: UsageScope::School(school.line.uai.clone()),
                    profile: *profile,
                    people: known.is_none().then_some(*people),
                    activated: Some(known.unwrap_or(*people) * opened / 100),
                    source: "Liste de rentrée (fictive)".to_owned(),
                    fictitious: true,
                });
            }
        }
    }
    list
}

fn series_job(actor: &Actor, now: pole_kernel::Instant) -> Job {
    let options = [
        ("serie_nom", "DNMA par profil (fictif)"),
        (
            "serie_definition",
            "Visites de l’ENT mesurées par balise, par établissement, profil et semaine. Valeurs inventées, dans les \
             proportions des totaux nationaux publiés.",
        ),
        ("serie_periode", PeriodKind::Week.code()),
    ];
    Job {
        import: fresh_id(),
        mode: Mode::Apply,
        now,
        account: actor.account,
        fictitious: true,
        options: options
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
        scope: Scope::everything(),
    }
}

/// Weeks of the secondary schools, in the national proportions of 2025-2026: of a thousand visits, 402
/// are those of pupils, 375 of parents, 192 of teachers and 30 of the others.
fn series(schools: &[School], today: Day) -> Vec<Located<UsageFact>> {
    const SHARES: [(&str, u64, u64); 4] = [
        ("eleve", 402, 300),
        ("parent", 375, 150),
        ("enseignant", 192, 420),
        ("admin_vie_scol_tech", 30, 500),
    ];
    let monday = today.plus_days(1 - i32::from(today.weekday()));
    let mut facts = Vec::new();
    let mut line = 1;
    for school in schools.iter().filter(|school| !school.line.kind.is_ecole()) {
        let pupils = school.people.first().map_or(0, |(_, people)| *people);
        for week in (1..=WEEKS).rev() {
            let period_start = monday.plus_days(-7 * week);
            let mut chance = Chance::of(&format!("dnma {} {period_start}", school.line.uai));
            let all = pupils * season(period_start.month_of()) * u64::from(chance.between(180, 240)) / 10_000;
            for (profile, share, seconds) in SHARES {
                line += 1;
                let visits = all * share / 1_000;
                facts.push(Located {
                    line,
                    value: UsageFact {
                        uai: school.line.uai.clone(),
                        period_start,
                        profile: profile.to_owned(),
                        service: String::new(),
                        visits: Some(visits),
                        visitors: Some(visits / 3 + 1),
                        duration_seconds: Some(visits * seconds),
                        active_accounts: None,
                        accounts_total: None,
                    },
                });
            }
        }
    }
    facts
}
