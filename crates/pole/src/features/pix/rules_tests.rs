//! The rules of certifications, as `domain.md` §5.6 and `formats.md` §7 say them.

use pole_formats::{CertificationFact, CertificationStatus as Status, Framework};
use pole_kernel::{Day, Instant, Uai};

use super::model::{Content, History, HolderKind, MatchFact, VersionFact};
use super::rules::*;
use crate::features::people::PersonId;

fn uai(code: &str) -> Uai {
    Uai::parse(code).unwrap()
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn at(minute: u8) -> Instant {
    Instant::parse(&format!("2026-10-16T12:{minute:02}:00Z")).unwrap()
}

fn person(number: u8) -> PersonId {
    PersonId::parse(&format!("01890a5d-ac96-774b-bcce-b302099a80{number:02}")).unwrap()
}

#[test]
fn only_pix_counts_and_clea_when_the_parameter_says_so() {
    let strict = PixParameters {
        clea_counts: false,
        ..PixParameters::DEFAULT
    };
    for (framework, by_default, strictly) in [
        (Framework::Pix, true, true),
        (Framework::Clea, true, false),
        (Framework::PixEdu, false, false),
        (Framework::Other, false, false),
    ] {
        assert_eq!(PixParameters::DEFAULT.counts(framework), by_default, "{framework}");
        assert_eq!(strict.counts(framework), strictly, "{framework}");
    }
}

#[test]
fn a_level_is_eight_pix_and_the_most_depends_on_the_date() {
    for (pix, level) in [(0, 0), (7, 0), (8, 1), (15, 1), (16, 2), (63, 7), (64, 8)] {
        assert_eq!(PixParameters::DEFAULT.level_of(pix), level, "{pix}");
    }
    for (highest, most) in [(5, 640), (6, 768), (7, 896), (8, 1_024)] {
        assert_eq!(PixParameters::DEFAULT.most_pix(highest), most);
    }
}

#[test]
fn five_competences_of_level_one_make_certifiable() {
    let mut levels = [None; 16];
    for rank in 0..5 {
        assert!(!PixParameters::DEFAULT.is_certifiable(&levels), "{rank}");
        levels[rank * 3] = Some(1);
    }
    assert!(PixParameters::DEFAULT.is_certifiable(&levels));
    levels[0] = Some(0);
    assert!(!PixParameters::DEFAULT.is_certifiable(&levels));
}

#[test]
fn the_global_level_is_reached_at_its_threshold_and_not_before() {
    for (pix, label) in [
        (0, None),
        (63, None),
        (64, Some("Novice 1")),
        (127, Some("Novice 1")),
        (128, Some("Novice 2")),
        (255, Some("Novice 2")),
        (256, Some("Indépendant 1")),
        (383, Some("Indépendant 1")),
        (384, Some("Indépendant 2")),
        (511, Some("Indépendant 2")),
        (512, Some("Avancé 1")),
        (640, Some("Avancé 2")),
        (767, Some("Avancé 2")),
        (768, Some("Expert 1")),
        (895, Some("Expert 1")),
        (896, Some("Expert 2")),
        (1_024, Some("Expert 2")),
    ] {
        assert_eq!(global_level(pix), label, "{pix}");
    }
}

#[test]
fn levels_are_kept_as_they_were() {
    let mut levels = [None; 16];
    levels[0] = Some(8);
    levels[15] = Some(0);
    assert_eq!(levels_of(&levels_text(&levels)), levels);
}

#[test]
fn the_division_is_in_the_name_of_its_file() {
    for (name, division) in [
        ("20260522_resultats_3A.csv", Some("3A")),
        ("20260522_resultats_3 °B.csv", Some("3 °B")),
        ("20260522_1000_resultats_session_63412.csv", None),
        ("20260522_resultats_.csv", None),
        ("resultats.csv", None),
        ("", None),
    ] {
        assert_eq!(division_of(name).as_deref(), division, "{name}");
    }
}

#[test]
fn a_centre_is_called_like_a_school_or_like_none() {
    let schools = [
        (uai("9710022X"), "Collège Mont des Accords"),
        (uai("9711023K"), "Collège Soualiga"),
        (uai("9711087E"), "Collège Roche gravée de Moho"),
    ];
    let likely = |centre: &str| {
        let named = schools.iter().map(|(uai, name)| (uai, *name));
        likely_school(centre, named, PixParameters::DEFAULT).map(|uai| uai.to_string())
    };
    for (centre, school) in [
        ("COLLEGE MONT DES ACCORDS", Some("9710022X")),
        ("CLG SOUALIGA - SAINT MARTIN", None),
        ("Clg Soualiga Marigot", Some("9711023K")),
        ("Collège de la Roche Gravée", Some("9711087E")),
        ("COLLEGE LES FLAMBOYANTS", None),
        ("", None),
        ("COLLEGE", None),
    ] {
        assert_eq!(likely(centre).as_deref(), school, "{centre}");
    }
    let twins = [
        (uai("9710022X"), "Collège Soualiga"),
        (uai("9711023K"), "Lycée Soualiga"),
    ];
    let named = twins.iter().map(|(uai, name)| (uai, *name));
    assert_eq!(
        likely_school("SOUALIGA", named, PixParameters::DEFAULT),
        None,
        "a tie is no answer"
    );
}

fn fact(status: Status) -> CertificationFact {
    CertificationFact {
        number: 1,
        given_name: "Noa".into(),
        surname: "FLAMBOYANT".into(),
        birth_date: Some(day("2011-02-03")),
        external_id: None,
        status,
        framework: Framework::Pix,
        edu: None,
        level_label: None,
        pix: Some(312),
        competences: [Some(2); 16],
        session: Some("52311".into()),
        centre: None,
        exam_date: day("2026-05-22"),
    }
}

#[test]
fn a_file_of_a_division_keeps_what_only_the_file_of_the_session_says() {
    let mut of_session = fact(Status::Validated);
    of_session.centre = Some("COLLEGE SOUALIGA".into());
    of_session.edu = Some(Status::Validated);
    let guess = SchoolTold::Guessed(uai("9711023K"));
    let first = merged(None, &of_session, HolderKind::Pupil, &guess, None);
    let second = merged(
        Some(&first),
        &fact(Status::Validated),
        HolderKind::Pupil,
        &SchoolTold::Unknown,
        Some("3A"),
    );
    assert_eq!(second.centre, "COLLEGE SOUALIGA");
    assert_eq!(second.uai, Some(uai("9711023K")));
    assert_eq!(second.edu, Some(Status::Validated));
    assert_eq!(second.division, "3A");
    // The session again changes nothing any more.
    let third = merged(Some(&second), &of_session, HolderKind::Pupil, &guess, None);
    assert_eq!(digest(&second), digest(&third));
}

#[test]
fn an_answer_wins_over_what_was_known_and_a_guess_does_not() {
    let known = merged(
        None,
        &fact(Status::Validated),
        HolderKind::Pupil,
        &SchoolTold::Answered(uai("9710022X")),
        None,
    );
    for (told, school) in [
        (SchoolTold::Unknown, "9710022X"),
        (SchoolTold::Guessed(uai("9711023K")), "9710022X"),
        (SchoolTold::Answered(uai("9711023K")), "9711023K"),
    ] {
        let content = merged(Some(&known), &fact(Status::Validated), HolderKind::Pupil, &told, None);
        assert_eq!(content.uai, Some(uai(school)), "{told:?}");
    }
}

#[test]
fn pix_edu_is_held_by_a_teacher_whatever_was_answered() {
    let mut edu = fact(Status::Validated);
    edu.framework = Framework::PixEdu;
    let content = merged(None, &edu, HolderKind::Pupil, &SchoolTold::Unknown, None);
    assert_eq!(content.holder, HolderKind::Teacher);
}

#[test]
fn any_change_changes_the_digest() {
    let content = |change: fn(&mut Content)| {
        let mut content = merged(
            None,
            &fact(Status::Validated),
            HolderKind::Pupil,
            &SchoolTold::Unknown,
            None,
        );
        change(&mut content);
        digest(&content)
    };
    let digests = [
        content(|_| {}),
        content(|content| content.status = Status::Cancelled),
        content(|content| content.pix = None),
        content(|content| content.pix = Some(0)),
        content(|content| content.competences[3] = Some(0)),
        content(|content| content.division = "3A".into()),
        content(|content| content.centre = "3A".into()),
        content(|content| content.uai = Uai::parse("9710022X").ok()),
    ];
    let distinct: std::collections::BTreeSet<i64> = digests.into_iter().collect();
    assert_eq!(distinct.len(), digests.len());
}

fn said(status: Status, exam: &str, from: u8, to: Option<u8>) -> VersionFact {
    VersionFact {
        status,
        framework: Framework::Pix,
        edu: None,
        holder: HolderKind::Pupil,
        uai: None,
        exam_date: day(exam),
        session: String::new(),
        fictitious: false,
        recorded_at: at(from),
        withdrawn_at: to.map(at),
    }
}

fn owned(number: u8, from: u8, to: Option<u8>) -> MatchFact {
    MatchFact {
        person: Some(person(number)),
        recorded_at: at(from),
        withdrawn_at: to.map(at),
    }
}

/// States as `number from-to status retake rectified`.
fn told(histories: &[History]) -> Vec<String> {
    let minute = |instant: Instant| instant.hour_minute().1;
    states(histories)
        .iter()
        .map(|state| {
            format!(
                "{} {}-{} {}{}{}",
                state.number,
                minute(state.known_from),
                state.known_to.map_or_else(String::new, |to| minute(to).to_string()),
                state.status,
                if state.is_retake { " retake" } else { "" },
                if state.is_rectified { " rectified" } else { "" },
            )
        })
        .collect()
}

#[test]
fn a_certification_cancelled_later_is_rectified_from_then_on() {
    let history = History {
        number: 1,
        versions: vec![
            said(Status::Started, "2026-05-22", 1, Some(2)),
            said(Status::Validated, "2026-05-22", 2, Some(5)),
            said(Status::Cancelled, "2026-05-22", 5, Some(9)),
            said(Status::Validated, "2026-05-22", 9, None),
        ],
        matches: vec![owned(1, 3, None)],
    };
    assert_eq!(
        told(&[history]),
        [
            "1 1-2 started",
            "1 2-3 validated",
            "1 3-5 validated",
            "1 5-9 cancelled rectified",
            "1 9- validated",
        ]
    );
}

#[test]
fn a_retake_is_of_the_same_person_after_one_obtained() {
    let second = |from: u8| History {
        number: 2,
        versions: vec![said(Status::Validated, "2026-06-01", from, None)],
        matches: vec![owned(1, from, None)],
    };
    let first = |status: Status, owner: MatchFact| History {
        number: 1,
        versions: vec![said(status, "2026-05-22", 1, None)],
        matches: vec![owner],
    };
    assert_eq!(
        told(&[first(Status::Validated, owned(1, 1, None)), second(2)]),
        ["1 1- validated", "2 2- validated retake"]
    );
    // Not obtained the first time, or somebody else's: no re-take.
    assert_eq!(
        told(&[first(Status::Rejected, owned(1, 1, None)), second(2)])[1],
        "2 2- validated"
    );
    assert_eq!(
        told(&[first(Status::Validated, owned(2, 1, None)), second(2)])[1],
        "2 2- validated"
    );
    // Known to be theirs only later, and for a time.
    assert_eq!(
        told(&[first(Status::Validated, owned(1, 4, Some(6))), second(2)]),
        [
            "1 1-4 validated",
            "1 4-6 validated",
            "1 6- validated",
            "2 2-4 validated",
            "2 4-6 validated retake",
            "2 6- validated",
        ]
    );
}

#[test]
fn two_of_the_same_day_are_one_and_its_retake() {
    let history = |number: i64| History {
        number,
        versions: vec![said(Status::Validated, "2026-05-22", 1, None)],
        matches: vec![owned(1, 1, None)],
    };
    assert_eq!(
        told(&[history(7), history(3)]),
        ["3 1- validated", "7 1- validated retake"]
    );
}
