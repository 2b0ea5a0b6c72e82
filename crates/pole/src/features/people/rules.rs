//! Who a clue speaks of, and which services may stand beside each other. Pure.

use pole_kernel::{Day, Uai};

use super::model::{Candidate, Clue, Match, MatchStep, NewService, PersonKind, ServiceSpan, TeacherInService};

/// Why a service is not entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServiceRefusal {
    /// The last day is before the first.
    EndsBeforeItBegins,
    /// The person already serves there on one of these days.
    Twice,
    /// The person is attached to another school on one of these days.
    AttachmentTwice,
}

/// The ladder of matching (`formats.md` §10.2, rules 2 to 4): an identifier, an e-mail address, name and birth date in
/// the school, then in the basin, then for adults the name in the school. A name alone never finds a pupil, and a step
/// with several answers asks a person.
pub fn ladder(clue: &Clue, by_alias: &[Candidate], by_email: &[Candidate], by_name: &[Candidate]) -> Match {
    for (found, step) in [(by_alias, MatchStep::Alias), (by_email, MatchStep::Email)] {
        match found {
            [] => {}
            // The same identifier and another birth date is a conflict, for a person to settle.
            [only] if agree(only.birth_date, clue.birth_date) => return Match::Found(only.person, step),
            several => return ambiguous(several.iter()),
        }
    }
    if clue.birth_date.is_some() {
        let same: Vec<&Candidate> = by_name
            .iter()
            .filter(|candidate| candidate.birth_date == clue.birth_date)
            .collect();
        let here: Vec<&Candidate> = same.iter().copied().filter(|candidate| candidate.in_school).collect();
        match (here.as_slice(), same.as_slice()) {
            ([only], _) => return Match::Found(only.person, MatchStep::NameBirthSchool),
            ([], [only]) => return Match::Found(only.person, MatchStep::NameBirthBasin),
            ([], []) => {}
            ([], several) | (several, _) => return ambiguous(several.iter().copied()),
        }
    }
    match clue.kind {
        PersonKind::Pupil => Match::None,
        PersonKind::Teacher => {
            let possible: Vec<&Candidate> = by_name
                .iter()
                .filter(|candidate| agree(candidate.birth_date, clue.birth_date))
                .filter(|candidate| candidate.in_school || clue.uai.is_none())
                .collect();
            match possible.as_slice() {
                [] => Match::None,
                [only] if only.in_school => Match::Found(only.person, MatchStep::NameSchool),
                several => ambiguous(several.iter().copied()),
            }
        }
    }
}

/// Whether two birth dates may be those of one person: one of them may be unknown.
fn agree(one: Option<Day>, other: Option<Day>) -> bool {
    one.zip(other).is_none_or(|(one, other)| one == other)
}

fn ambiguous<'a>(candidates: impl Iterator<Item = &'a Candidate>) -> Match {
    Match::Ambiguous(candidates.map(|candidate| candidate.person).collect())
}

/// Whether a service may stand beside those of the same person.
///
/// # Errors
/// When its dates make no sense, the person already serves there, or is attached elsewhere.
pub fn may_stand(new: &NewService, beside: &[ServiceSpan]) -> Result<(), ServiceRefusal> {
    if new.to.is_some_and(|to| to < new.from) {
        return Err(ServiceRefusal::EndsBeforeItBegins);
    }
    let overlapping = || beside.iter().filter(|other| overlap(new, other));
    if overlapping().any(|other| other.uai == new.uai) {
        return Err(ServiceRefusal::Twice);
    }
    if new.is_attachment && overlapping().any(|other| other.is_attachment) {
        return Err(ServiceRefusal::AttachmentTwice);
    }
    Ok(())
}

fn overlap(new: &NewService, other: &ServiceSpan) -> bool {
    other.to.is_none_or(|last| new.from <= last) && new.to.is_none_or(|last| other.from <= last)
}

/// Each teacher in service once, at the school they count at: that of attachment, else the one served the longest, else
/// by code (`domain.md` §2). `spans` are those of a day, by person.
pub fn in_service(spans: Vec<ServiceSpan>) -> Vec<TeacherInService> {
    let mut teachers: Vec<TeacherInService> = Vec::new();
    for group in spans.chunk_by(|left, right| left.person == right.person) {
        let Some(home) = group
            .iter()
            .min_by_key(|span| (!span.is_attachment, span.from, span.uai.clone()))
        else {
            continue;
        };
        let mut schools: Vec<Uai> = group.iter().map(|span| span.uai.clone()).collect();
        schools.sort();
        schools.dedup();
        teachers.push(TeacherInService {
            person: home.person,
            uai: home.uai.clone(),
            schools,
            degree: home.degree,
            discipline: home.discipline.clone(),
            fictitious: group.iter().any(|span| span.fictitious),
        });
    }
    teachers
}

#[cfg(test)]
mod tests {
    use pole_formats::Degree;

    use super::super::model::{Alias, AliasScheme, PersonId, name_key};
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn person(number: u8) -> PersonId {
        PersonId::parse(&format!("01890a5d-ac96-774b-bcce-b302099a80{number:02}")).unwrap()
    }

    fn clue(kind: PersonKind, birth: Option<&str>) -> Clue {
        Clue {
            kind,
            alias: None,
            email: None,
            surname: "Flamboyant".into(),
            given_name: "Noa".into(),
            birth_date: birth.map(day),
            uai: Some(Uai::parse("9710022X").unwrap()),
        }
    }

    fn candidate(number: u8, birth: Option<&str>, in_school: bool) -> Candidate {
        Candidate {
            person: person(number),
            birth_date: birth.map(day),
            in_school,
        }
    }

    #[test]
    fn names_are_compared_without_accents_case_or_punctuation() {
        assert_eq!(name_key("D’ALMEIDA", "Zoé"), name_key("d'almeida", "ZOE"));
        assert_eq!(name_key("SAINT-LOUIS", "Cœur"), "saint louis|coeur");
        assert_ne!(name_key("Martin Lee", "Ann"), name_key("Martin", "Lee Ann"));
    }

    #[test]
    fn pupil_numbers_are_known_by_their_shape() {
        for (text, scheme) in [
            ("999900001FF", Some(AliasScheme::IneRnie)),
            ("9999000001M", Some(AliasScheme::IneBea)),
            ("123456", Some(AliasScheme::SiecleEleve)),
            ("1234567", Some(AliasScheme::SiecleEleve)),
            ("12345", None),
            ("999900001ff", None),
            ("é99900001F", None),
            ("", None),
        ] {
            assert_eq!(AliasScheme::of_pupil_number(text), scheme, "{text}");
        }
    }

    #[test]
    fn an_identifier_finds_and_another_birth_date_is_a_conflict() {
        let mut clue = clue(PersonKind::Pupil, Some("2010-05-14"));
        clue.alias = Some(Alias {
            scheme: AliasScheme::IneRnie,
            issuer: String::new(),
            value: "999900001FF".into(),
        });
        for (birth, answer) in [
            (Some("2010-05-14"), Match::Found(person(1), MatchStep::Alias)),
            (None, Match::Found(person(1), MatchStep::Alias)),
            (Some("2010-05-15"), Match::Ambiguous(vec![person(1)])),
        ] {
            assert_eq!(
                ladder(&clue, &[candidate(1, birth, false)], &[], &[]),
                answer,
                "{birth:?}"
            );
        }
    }

    #[test]
    fn the_ladder_goes_down_step_by_step() {
        use PersonKind::{Pupil, Teacher};
        let born = Some("2010-05-14");
        let other = Some("2010-05-15");
        let found = |number, step| Match::Found(person(number), step);
        let table: Vec<(PersonKind, Option<&str>, Vec<Candidate>, Match)> = vec![
            (
                Pupil,
                born,
                vec![candidate(1, born, true)],
                found(1, MatchStep::NameBirthSchool),
            ),
            // The school decides between two of the same name and date.
            (
                Pupil,
                born,
                vec![candidate(1, born, true), candidate(2, born, false)],
                found(1, MatchStep::NameBirthSchool),
            ),
            (
                Pupil,
                born,
                vec![candidate(1, born, false)],
                found(1, MatchStep::NameBirthBasin),
            ),
            (
                Pupil,
                born,
                vec![candidate(1, born, false), candidate(2, born, false)],
                Match::Ambiguous(vec![person(1), person(2)]),
            ),
            (
                Pupil,
                born,
                vec![candidate(1, born, true), candidate(2, born, true)],
                Match::Ambiguous(vec![person(1), person(2)]),
            ),
            // Never the name alone for a pupil: a day apart is somebody else, an unknown date tells nothing.
            (Pupil, born, vec![candidate(1, other, true)], Match::None),
            (Pupil, born, vec![candidate(1, None, true)], Match::None),
            (Pupil, None, vec![candidate(1, born, true)], Match::None),
            (Pupil, born, vec![], Match::None),
            (
                Teacher,
                None,
                vec![candidate(1, born, true)],
                found(1, MatchStep::NameSchool),
            ),
            (
                Teacher,
                born,
                vec![candidate(1, None, true)],
                found(1, MatchStep::NameSchool),
            ),
            (Teacher, born, vec![candidate(1, other, true)], Match::None),
            (Teacher, None, vec![candidate(1, born, false)], Match::None),
            (
                Teacher,
                None,
                vec![candidate(1, born, true), candidate(2, None, true)],
                Match::Ambiguous(vec![person(1), person(2)]),
            ),
        ];
        for (kind, birth, by_name, answer) in table {
            assert_eq!(
                ladder(&clue(kind, birth), &[], &[], &by_name),
                answer,
                "{kind} {birth:?} {by_name:?}"
            );
        }
    }

    #[test]
    fn without_a_school_an_adults_name_only_proposes() {
        let mut clue = clue(PersonKind::Teacher, None);
        clue.uai = None;
        assert_eq!(
            ladder(&clue, &[], &[], &[candidate(1, None, false)]),
            Match::Ambiguous(vec![person(1)])
        );
        assert_eq!(
            ladder(&clue, &[], &[candidate(2, None, false)], &[candidate(1, None, false)]),
            Match::Found(person(2), MatchStep::Email)
        );
    }

    fn span(number: u8, uai: &str, is_attachment: bool, from: &str, to: Option<&str>) -> ServiceSpan {
        ServiceSpan {
            person: person(number),
            uai: Uai::parse(uai).unwrap(),
            degree: Degree::Second,
            discipline: "Mathématiques".into(),
            is_attachment,
            from: day(from),
            to: to.map(day),
            fictitious: false,
        }
    }

    #[test]
    fn one_school_of_attachment_at_a_time_and_one_service_a_school() {
        use ServiceRefusal::{AttachmentTwice, EndsBeforeItBegins, Twice};
        let held = [span(1, "9710022X", true, "2020-09-01", Some("2022-08-31"))];
        for (uai, attached, from, to, answer) in [
            ("9711023K", false, "2021-09-01", None, Ok(())),
            ("9711023K", true, "2021-09-01", None, Err(AttachmentTwice)),
            // The last day of one and the first of the next may not be the same; the day after may.
            ("9711023K", true, "2022-08-31", None, Err(AttachmentTwice)),
            ("9711023K", true, "2022-09-01", None, Ok(())),
            ("9711023K", true, "2019-09-01", Some("2020-08-31"), Ok(())),
            ("9711023K", true, "2019-09-01", Some("2020-09-01"), Err(AttachmentTwice)),
            ("9710022X", false, "2022-08-31", None, Err(Twice)),
            ("9710022X", false, "2022-09-01", None, Ok(())),
            (
                "9711023K",
                false,
                "2021-09-01",
                Some("2021-08-31"),
                Err(EndsBeforeItBegins),
            ),
            ("9711023K", false, "2021-09-01", Some("2021-09-01"), Ok(())),
        ] {
            let new = NewService {
                uai: Uai::parse(uai).unwrap(),
                degree: Degree::Second,
                discipline: String::new(),
                is_attachment: attached,
                from: day(from),
                to: to.map(day),
            };
            assert_eq!(may_stand(&new, &held), answer, "{uai} {attached} {from} {to:?}");
        }
    }

    #[test]
    fn a_shared_teacher_counts_once_where_they_are_attached_and_is_present_in_each() {
        let teachers = in_service(vec![
            span(1, "9710022X", false, "2018-09-01", None),
            span(1, "9711023K", true, "2020-09-01", None),
            span(2, "9711023K", false, "2020-09-01", None),
            span(2, "9710022X", false, "2021-09-01", None),
        ]);
        let told: Vec<(&str, usize)> = teachers
            .iter()
            .map(|teacher| (teacher.uai.as_str(), teacher.schools.len()))
            .collect();
        assert_eq!(told, [("9711023K", 2), ("9711023K", 2)]);
    }
}
