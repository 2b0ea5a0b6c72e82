//! The five indicators counted from the facts (`domain.md` §5.2 to §5.6). Pure.

use std::collections::BTreeSet;

use super::facts::{CertificationCounts, Facts, Followed, Profile, SchoolFacts};
use super::model::{Flag, Measure, Period, Place, Tally};

/// Counts one measure at one place. Persons and visitors are counted anew at each place, never
/// added up.
pub fn tally(facts: &Facts, measure: Measure, place: &Place) -> Tally {
    match measure {
        Measure::SelectedCoverage
        | Measure::SelectedSuccess
        | Measure::SelectedPupils
        | Measure::SelectedSuccessPupils => selected(facts, measure, place),
        Measure::SelectedSigned => signed(facts, place),
        Measure::RoomsHighSpeed | Measure::RoomsConnected | Measure::RoomsVeryHighSpeed | Measure::RoomsMeasured => {
            rooms(facts, measure, place)
        }
        Measure::TeachersTrained => trained(facts, place, facts.definitions.trained_tier()),
        Measure::TeachersAware => trained(facts, place, 0),
        Measure::TeachersComplete => trained(facts, place, 2),
        Measure::TeachersTrainedInService => in_service(facts, place),
        Measure::TeachersOffered => offered(facts, place),
        Measure::AttendancePupils => attendance(facts, place, Profile::Pupil),
        Measure::AttendanceGuardians => attendance(facts, place, Profile::Guardian),
        Measure::AttendanceTeachers => attendance(facts, place, Profile::Teacher),
        Measure::AttendanceStaff => attendance(facts, place, Profile::Staff),
        Measure::HouseholdCoverage => households(facts, place),
        Measure::Certifications
        | Measure::CertificationsPupils
        | Measure::CertificationsTeachers
        | Measure::CertificationsPassed => certified(facts, measure, place),
    }
}

/// The days a measure speaks of.
pub fn period(facts: &Facts, measure: Measure) -> Period {
    use super::model::Indicator;
    match measure.indicator() {
        Indicator::Selected | Indicator::Connected => Period {
            from: facts.on,
            to: facts.on,
        },
        Indicator::Trained => Period {
            from: facts.definitions.training_since,
            to: facts.on,
        },
        Indicator::Used => Period {
            from: facts.month.first_day(),
            to: facts.month.last_day().min(facts.on),
        },
        Indicator::Certified => Period {
            from: facts.certified_from,
            to: facts.on,
        },
    }
}

/// I1. On the axis of waves the numerator is the wave's and the denominator stays that of the
/// whole basin, so that the waves add up to the basin.
fn selected(facts: &Facts, measure: Measure, place: &Place) -> Tally {
    let mut tally = Tally {
        all: Some(0),
        ..Tally::default()
    };
    let whole = matches!(place, Place::Wave(_));
    let mut count = |school: &SchoolFacts, weight: u64| {
        let all = tally.all.get_or_insert(0);
        match school.eligible {
            Some(false) => return,
            None => {
                *all += weight;
                tally.unknown += weight;
                return;
            }
            Some(true) => *all += weight,
        }
        if school.selected_in.is_some() && school.is_in(place) {
            tally.yes += weight;
        }
    };
    let everywhere = Place::Basin;
    let perimeter = if whole { &everywhere } else { place };
    let (mut without_pupils, mut estimated, mut exceptional, mut fictitious) = (0, 0, 0, 0);
    for school in facts.schools_of(perimeter) {
        match measure {
            Measure::SelectedSuccess | Measure::SelectedSuccessPupils if !school.applied => {}
            Measure::SelectedPupils | Measure::SelectedSuccessPupils => match school.pupils {
                Some((pupils, projected)) => {
                    count(school, u64::from(pupils));
                    if school.eligible == Some(true) {
                        estimated += u64::from(projected);
                        exceptional += u64::from(school.exceptional);
                        fictitious += u64::from(school.fictitious);
                    }
                }
                None => without_pupils += u64::from(school.eligible != Some(false)),
            },
            _ => count(school, 1),
        }
    }
    tally.mark(Flag::Partial, without_pupils);
    tally.mark(Flag::Estimated, estimated);
    tally.mark(Flag::Exceptional, exceptional);
    tally.mark(Flag::Fictitious, fictitious);
    let undecided = facts.waves.iter().filter(|wave| {
        wave.undecided
            && match place {
                Place::Wave(code) => wave.code == *code,
                _ => true,
            }
    });
    tally.mark(Flag::Partial, undecided.count() as u64);
    tally
}

/// I1: those whose agreement was signed among the selected. A school that was selected outside the dossiers is unknown;
/// where none went through one, the question has no object.
fn signed(facts: &Facts, place: &Place) -> Tally {
    let mut tally = Tally {
        all: Some(0),
        ..Tally::default()
    };
    let mut selected = 0;
    let is_selected = |school: &&SchoolFacts| school.eligible == Some(true) && school.selected_in.is_some();
    for school in facts.schools_of(place).filter(is_selected) {
        selected += 1;
        match school.signed {
            Some(signed) => tally.yes += u64::from(signed),
            None => tally.unknown += 1,
        }
    }
    tally.all = Some(selected);
    if selected > 0 && tally.unknown == selected {
        tally.mark(Flag::NotApplicable, 1);
    }
    tally
}

/// I2. A school that counts and listed no room makes the figure partial.
fn rooms(facts: &Facts, measure: Measure, place: &Place) -> Tally {
    let mut tally = Tally {
        all: Some(0),
        ..Tally::default()
    };
    let mut without_rooms = 0;
    for school in facts.schools_of(place).filter(|school| school.counts == Some(true)) {
        let Some(rooms) = facts.rooms.get(&school.uai).filter(|rooms| rooms.all() > 0) else {
            without_rooms += 1;
            continue;
        };
        let [_, c1, c2, c3] = rooms.classes;
        let yes = match measure {
            Measure::RoomsConnected => c1 + c2 + c3,
            Measure::RoomsVeryHighSpeed => c3,
            Measure::RoomsMeasured => rooms.measured,
            _ => c2 + c3,
        };
        let measured_only = measure == Measure::RoomsMeasured;
        tally.add(&Tally {
            yes: yes.into(),
            all: Some(rooms.all().into()),
            // Whether a room was measured is always known.
            unknown: if measured_only { 0 } else { rooms.unknown.into() },
            ..Tally::default()
        });
        if !measured_only {
            tally.mark(Flag::Stale, rooms.stale.into());
            tally.mark(Flag::Declared, rooms.declared.into());
        }
        tally.mark(Flag::Fictitious, rooms.fictitious.into());
    }
    tally.mark(Flag::Partial, without_rooms);
    tally
}

/// The lines of the persons who served in a place.
fn served<'a>(facts: &'a Facts, place: &Place) -> impl Iterator<Item = &'a Followed> {
    let inside = facts.codes_of(place, |school| school.counts == Some(true));
    facts
        .followed
        .iter()
        .filter(move |followed| inside.contains(&followed.uai))
}

/// I3: distinct persons who had reached a tier by the day. Leavers stay counted.
fn trained(facts: &Facts, place: &Place, tier: usize) -> Tally {
    let mut tally = Tally::default();
    // Without a teacher in the register nobody can say that none was trained.
    if facts.followed.is_empty() {
        tally.mark(Flag::NotApplicable, 1);
        return tally;
    }
    let mut persons = BTreeSet::new();
    for followed in served(facts, place) {
        let reached = followed.reached.get(tier).copied().flatten();
        if reached.is_some_and(|day| day <= facts.on) && persons.insert(followed.person) {
            tally.yes += 1;
            tally.mark(Flag::Fictitious, followed.fictitious.into());
        }
    }
    tally
}

/// I3: the stock: trained and still in service, among those in service.
fn in_service(facts: &Facts, place: &Place) -> Tally {
    let tier = facts.definitions.trained_tier();
    let (mut all, mut yes, mut invented) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for followed in served(facts, place).filter(|followed| followed.in_service) {
        all.insert(followed.person);
        let reached = followed.reached.get(tier).copied().flatten();
        if reached.is_some_and(|day| day <= facts.on) {
            yes.insert(followed.person);
        }
        if followed.fictitious {
            invented.insert(followed.person);
        }
    }
    let mut tally = Tally {
        yes: yes.len() as u64,
        all: Some(all.len() as u64),
        ..Tally::default()
    };
    tally.mark(Flag::Fictitious, invented.len() as u64);
    tally
}

/// I3: the commitment of the sheet.
fn offered(facts: &Facts, place: &Place) -> Tally {
    let (mut all, mut yes, mut invented) = (BTreeSet::new(), BTreeSet::new(), 0);
    let inside = facts.codes_of(place, |_| true);
    for offered in &facts.offered {
        if inside.contains(&offered.uai) && all.insert(offered.person) {
            invented += u64::from(offered.fictitious);
            if offered.kept {
                yes.insert(offered.person);
            }
        }
    }
    let mut tally = Tally {
        yes: yes.len() as u64,
        all: Some(all.len() as u64),
        ..Tally::default()
    };
    tally.mark(Flag::Fictitious, invented);
    tally
}

/// I4: unique visitors among the reference population, where they were counted anew. A wave
/// is no scope of counting: it has no figure.
fn attendance(facts: &Facts, place: &Place, profile: Profile) -> Tally {
    let mut tally = Tally::default();
    for usage in facts
        .usage
        .iter()
        .filter(|usage| usage.profile == profile && usage.place == *place)
    {
        tally.yes += usage.visitors;
        tally.all = match (tally.all, usage.people) {
            (Some(before), Some(people)) => Some(before + people),
            (before, people) => before.or(people),
        };
        tally.mark(Flag::Estimated, usage.estimated.into());
        tally.mark(Flag::Partial, usage.provisional.into());
        tally.mark(Flag::Fictitious, usage.fictitious.into());
    }
    tally.mark(Flag::Exceptional, closures(facts, place));
    tally
}

/// I4: pupils one of whose guardians visited, among all pupils: the figure of the digital divide.
fn households(facts: &Facts, place: &Place) -> Tally {
    let of = |profile| {
        facts
            .usage
            .iter()
            .find(|usage| usage.profile == profile && usage.place == *place)
    };
    let mut tally = Tally::default();
    if let (Some(guardians), Some(pupils)) = (of(Profile::Guardian), of(Profile::Pupil))
        && let Some(reached) = guardians.pupils_reached
    {
        tally.yes = reached;
        tally.all = pupils.people;
        tally.mark(Flag::Estimated, pupils.estimated.into());
        tally.mark(Flag::Partial, guardians.provisional.into());
        tally.mark(Flag::Fictitious, guardians.fictitious.into());
    }
    tally.mark(Flag::Exceptional, closures(facts, place));
    tally
}

/// How many exceptional closures of the month concern a place.
fn closures(facts: &Facts, place: &Place) -> u64 {
    facts
        .closed
        .iter()
        .filter(|closed| match (closed, place) {
            (Place::Basin, _)
            | (_, Place::Basin | Place::Directory)
            | (Place::Territory(_), Place::Group(_) | Place::Wave(_)) => true,
            (Place::School(uai), other) => facts.school(uai).is_some_and(|school| school.is_in(other)),
            (Place::Territory(territory), Place::School(uai)) => facts
                .school(uai)
                .is_some_and(|school| school.territory.as_ref() == Some(territory)),
            (closed, place) => *closed == place,
        })
        .count() as u64
}

/// I5: certifications counted at the school that holds them; those of no known school count for
/// the basin only.
fn certified(facts: &Facts, measure: Measure, place: &Place) -> Tally {
    let mut tally = Tally::default();
    if facts.first_exam.is_none_or(|first| facts.on < first) {
        tally.mark(Flag::NotApplicable, 1);
        return tally;
    }
    if measure == Measure::CertificationsPassed {
        tally.all = Some(0);
    }
    // A school outside the pôle is in no list: what it adds to a total would be told by it.
    let schools = facts.codes_of(place, |school| school.counts != Some(false));
    let inside = |counts: &&CertificationCounts| match &counts.uai {
        None => matches!(place, Place::Basin | Place::Directory),
        Some(uai) => matches!(place, Place::Directory) || schools.contains(uai),
    };
    for counts in facts.certifications.iter().filter(inside) {
        tally.yes += u64::from(match measure {
            Measure::CertificationsPupils => counts.pupils,
            Measure::CertificationsTeachers => counts.teachers,
            _ => counts.pupils + counts.teachers,
        });
        if let Some(all) = &mut tally.all {
            *all += u64::from(counts.candidates);
        }
        tally.mark(Flag::Partial, counts.unmatched.into());
        tally.mark(Flag::Corrected, counts.corrected.into());
        tally.mark(Flag::Fictitious, counts.fictitious.into());
    }
    tally
}
