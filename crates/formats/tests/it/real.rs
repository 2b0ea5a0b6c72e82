//! Every kind on its real file, with the figures of the file.

use std::fs::File;

use pole_formats::{Encoding, FileKind, IpsTrack, Known, Limits, SchoolState};
use pole_kernel::{Category, Contract, Day, Level, PositionPrecision, PriorityEducation, SchoolKind, Sector};

use crate::door::{Reading, data, data_path, read, read_with};

fn check(reading: &Reading, kind: FileKind, records: u64) {
    assert_eq!(reading.kind, kind);
    assert_eq!(reading.encoding, Encoding::Utf8);
    assert_eq!(reading.summary.records, records);
    assert_eq!(reading.summary.lines, records + 1);
}

fn territory(reading: &Reading, uai: &str) -> String {
    reading.school(uai).territory.as_ref().unwrap().to_string()
}

fn in_territory(reading: &Reading, code: &str) -> usize {
    let schools = reading
        .schools
        .iter()
        .filter_map(|(_, school)| school.territory.as_ref());
    schools.filter(|territory| territory.as_str() == code).count()
}

#[test]
fn the_basin_has_26_schools() {
    let basin = data("bassin/etablissements.csv");
    check(&basin, FileKind::BasinSchools, 26);
    assert_eq!(basin.schools.len(), 26);
    assert_eq!(basin.told(), Vec::<String>::new());
    assert_eq!((basin.counts.len(), basin.sum("TOTAL")), (17, 6_008));
    assert_eq!(basin.ips.iter().map(|(_, fact)| fact.tenths).sum::<u32>(), 15_403);
    assert_eq!(basin.tenths("9710022X", 2022, IpsTrack::All), Some(838));
    assert_eq!(basin.count("9710022X", 2022, "TOTAL"), Some(866));
    assert_eq!((in_territory(&basin, "978"), in_territory(&basin, "977")), (20, 6));

    let accords = basin.school("9710022X");
    assert_eq!(accords.name.as_deref(), Some("Mont des Accords"));
    assert_eq!(accords.official_name.as_deref(), Some("COLLEGE MONT DES ACCORDS"));
    assert_eq!(accords.kind, Some(SchoolKind::College));
    assert_eq!(accords.priority, Known::Yes(PriorityEducation::Rep));
    assert_eq!(accords.rep_head.as_ref().unwrap().as_str(), "9710022X");
    let position = accords.position.as_ref().unwrap();
    assert_eq!(
        (position.latitude_micro, position.longitude_micro),
        (18_069_452, -63_079_420)
    );
    assert_eq!(position.precision, PositionPrecision::Exact);
    assert_eq!(position.label, "Parfaite/Numéro de rue");
    assert_eq!(position.source.as_deref(), Some("géolocalisation MENJ 2024"));
}

#[test]
fn the_kinds_contracts_and_precisions_of_the_basin_are_told() {
    let basin = data("bassin/etablissements.csv");
    for (uai, kind) in [
        ("9710210B", SchoolKind::Elementaire),
        ("9710754T", SchoolKind::Maternelle),
        ("9711336A", SchoolKind::Elementaire),
        ("9710035L", SchoolKind::College),
        ("9711340E", SchoolKind::College),
        ("9711265Y", SchoolKind::College),
        ("9711299K", SchoolKind::Section),
        ("9711252J", SchoolKind::Lycee),
        ("9710981P", SchoolKind::LyceePro),
    ] {
        assert_eq!(basin.school(uai).kind, Some(kind), "{uai}");
    }
    for (uai, sector, contract) in [
        ("9710022X", Sector::Public, Some(Contract::NotApplicable)),
        ("9710453R", Sector::Private, Some(Contract::Contracted)),
        ("9711336A", Sector::Private, Some(Contract::Uncontracted)),
        ("9711340E", Sector::Private, Some(Contract::Uncontracted)),
        ("9711265Y", Sector::Private, None),
    ] {
        let school = basin.school(uai);
        assert_eq!((school.sector, school.contract), (Some(sector), contract), "{uai}");
    }
    for (uai, precision) in [
        ("9710210B", PositionPrecision::Approximate),
        ("9710035L", PositionPrecision::Approximate),
        ("9711340E", PositionPrecision::Approximate),
        ("9710981P", PositionPrecision::Approximate),
        ("9711252J", PositionPrecision::Approximate),
        ("9711087E", PositionPrecision::Exact),
        ("9711265Y", PositionPrecision::Exact),
    ] {
        assert_eq!(
            basin.school(uai).position.as_ref().unwrap().precision,
            precision,
            "{uai}"
        );
    }
    assert_eq!(basin.school("9710453R").position, None);
    assert_eq!(basin.school("9710453R").priority, Known::No);
}

#[test]
fn the_press_counted_the_schools_of_saint_martin_in_october_2020() {
    let press = data("bassin/effectifs_ecoles_oct2020_presse.csv");
    check(&press, FileKind::PressCounts, 14);
    assert_eq!(
        press.told(),
        [
            "7 missing_value warning uai=",
            "15 total_row_skipped warning etablissement=TOTAL 14 écoles publiques de Saint-Martin",
        ]
    );
    assert_eq!(press.counts.len(), 15);
    assert_eq!(press.count("9710874Y", 2020, "TOTAL"), Some(269));
    assert_eq!(press.count("9710874Y", 2020, "MATERNELLE"), Some(269));
    assert_eq!(press.count("9710980N", 2020, "MATERNELLE"), Some(75));
    assert_eq!(press.count("9710980N", 2020, "TOTAL"), None);
    assert_eq!(press.count("9710210B", 2020, "TOTAL"), Some(379));
    assert_eq!(press.count("9710210B", 2020, "MATERNELLE"), None);
    assert_eq!(press.count("9710805Y", 2020, "TOTAL"), None);
    let (line, first) = &press.counts[0];
    assert_eq!(*line, 2);
    assert_eq!(first.observed_on, Day::new(2020, 10, 1).ok());
    assert_eq!(first.note.as_deref(), Some("oct. 2020, S-PRESSE4"));
    assert!(press.counts.iter().all(|(_, count)| !count.deduced));
}

#[test]
fn the_directory_of_2023_has_head_counts() {
    let directory = data("echantillons/annuaire_education_35.csv");
    check(&directory, FileKind::Annuaire, 40);
    assert_eq!(directory.told(), Vec::<String>::new());
    assert_eq!((directory.counts.len(), directory.sum("TOTAL")), (40, 6_189));
    let school = directory.school("0350122T");
    assert_eq!(school.name.as_deref(), Some("Ecole primaire publique les Lucioles"));
    assert_eq!(school.kind, Some(SchoolKind::Elementaire));
    assert_eq!(school.nature, Some(151));
    assert_eq!(
        (school.sector, school.contract),
        (Some(Sector::Public), Some(Contract::NotApplicable))
    );
    assert_eq!(territory(&directory, "0350122T"), "035");
    assert_eq!(school.commune_code.as_deref(), Some("35016"));
    assert_eq!(school.postal_code.as_deref(), Some("35580"));
    assert_eq!(school.address.as_deref(), Some("6 rue PHILIPPE"));
    assert_eq!(school.state, Some(SchoolState::Open));
    assert_eq!(school.opened_on, Day::new(1965, 10, 1).ok());
    assert_eq!(school.observed_on, Day::new(2023, 6, 8).ok());
    assert_eq!(school.priority, Known::No);
    let position = school.position.as_ref().unwrap();
    assert_eq!(
        (position.latitude_micro, position.longitude_micro),
        (47_986_145, -1_929_490)
    );
    assert_eq!(position.precision, PositionPrecision::Exact);
    let (_, count) = &directory.counts[0];
    // June 2023 is in the school year 2022.
    assert_eq!((count.count, count.year.first_calendar_year()), (143, 2022));
    assert_eq!(count.note.as_deref(), Some("annuaire"));
}

#[test]
fn the_directory_of_2026_has_priority_education_and_no_head_count() {
    let directory = data("echantillons/annuaire_education_94_2026.csv");
    check(&directory, FileKind::Annuaire, 40);
    assert_eq!(directory.told(), Vec::<String>::new());
    assert_eq!(directory.counts.len(), 0);
    let schools = directory.schools.iter().map(|(_, school)| school);
    let kinds = |kind| schools.clone().filter(|school| school.kind == Some(kind)).count();
    assert_eq!(
        (kinds(SchoolKind::Maternelle), kinds(SchoolKind::Elementaire)),
        (23, 17)
    );
    let rep = Known::Yes(PriorityEducation::Rep);
    assert_eq!(schools.clone().filter(|school| school.priority == rep).count(), 9);
    assert!(schools.clone().all(|school| school.position.is_some()));
}

#[test]
fn positions_of_colleges_use_latitude_and_longitude() {
    let positions = data("guadeloupe/geoloc_colleges_2024.csv");
    check(&positions, FileKind::Geolocation, 61);
    assert_eq!(positions.told(), Vec::<String>::new());
    assert_eq!(
        (in_territory(&positions, "978"), in_territory(&positions, "977")),
        (3, 2)
    );
    let placed = positions.schools.iter().filter(|(_, school)| school.position.is_some());
    assert_eq!(placed.count(), 60);

    let accords = positions.school("9710022X");
    assert_eq!(accords.kind, Some(SchoolKind::College));
    assert_eq!(accords.state, Some(SchoolState::Open));
    assert_eq!(accords.postal_code.as_deref(), Some("97150"));
    assert_eq!(accords.priority, Known::Unknown);
    let position = accords.position.as_ref().unwrap();
    assert_eq!(
        (position.latitude_micro, position.longitude_micro),
        (18_069_452, -63_079_420)
    );
    let cameleon = positions.school("9711340E");
    assert_eq!(cameleon.contract, Some(Contract::Uncontracted));
    assert_eq!(cameleon.kind, Some(SchoolKind::College));
    let position = cameleon.position.as_ref().unwrap();
    assert_eq!(
        (position.precision, position.label.as_str()),
        (PositionPrecision::Approximate, "Mauvaise/Ville")
    );
    assert_eq!(positions.school("9710035L").postal_code.as_deref(), Some("97095"));
}

#[test]
fn the_social_position_index_of_ecoles_is_read_in_both_layouts() {
    let recent = data("guadeloupe/ips_ecoles_2022-2023.csv");
    check(&recent, FileKind::IpsEcoles, 170);
    assert_eq!(recent.told(), Vec::<String>::new());
    assert_eq!((recent.counts.len(), recent.sum("TOTAL")), (170, 22_544));
    assert_eq!(recent.ips.iter().map(|(_, fact)| fact.tenths).sum::<u32>(), 161_519);
    assert_eq!((in_territory(&recent, "978"), in_territory(&recent, "977")), (8, 3));

    let before = data("guadeloupe/ips_ecoles_2021-2022.csv");
    check(&before, FileKind::IpsEcoles, 178);
    assert_eq!(before.counts.len(), 0);
    assert_eq!(before.ips.iter().map(|(_, fact)| fact.tenths).sum::<u32>(), 153_825);
    assert!(before.ips.iter().all(|(_, fact)| fact.year.label() == "2021-2022"));
}

#[test]
fn the_social_position_index_of_colleges_knows_the_islands_by_their_commune() {
    let colleges = data("guadeloupe/ips_colleges_2022-2023.csv");
    check(&colleges, FileKind::IpsColleges, 52);
    assert_eq!(colleges.told(), Vec::<String>::new());
    assert_eq!(colleges.tenths("9710022X", 2022, IpsTrack::All), Some(838));
    assert_eq!(colleges.count("9710022X", 2022, "TOTAL"), Some(866));
    assert_eq!(colleges.sum("TOTAL"), 22_021);
    assert_eq!(colleges.ips.iter().map(|(_, fact)| fact.tenths).sum::<u32>(), 49_557);
    assert_eq!(territory(&colleges, "9710022X"), "978");
    assert_eq!(territory(&colleges, "9710035L"), "977");
    assert_eq!(territory(&colleges, "9710015P"), "971");
    let private = colleges
        .schools
        .iter()
        .filter(|(_, school)| school.contract == Some(Contract::Contracted));
    assert_eq!(private.count(), 6);
}

#[test]
fn the_social_position_index_of_lycees_has_up_to_three_tracks() {
    let recent = data("guadeloupe/ips_lycees_2022-2023.csv");
    check(&recent, FileKind::IpsLycees, 33);
    assert_eq!(recent.told(), Vec::<String>::new());
    let sums = |reading: &Reading| {
        [IpsTrack::All, IpsTrack::Gt, IpsTrack::Pro].map(|track| {
            let facts = reading.ips.iter().filter(|(_, fact)| fact.track == track);
            facts.fold((0, 0), |(number, sum), (_, fact)| (number + 1, sum + fact.tenths))
        })
    };
    assert_eq!(sums(&recent), [(33, 30_746), (21, 21_525), (21, 17_507)]);
    assert_eq!(recent.sum("TOTAL"), 17_715);
    assert_eq!(recent.tenths("9711252J", 2022, IpsTrack::Gt), Some(940));
    assert_eq!(recent.tenths("9711252J", 2022, IpsTrack::Pro), None);
    assert_eq!(recent.school("9710981P").kind, Some(SchoolKind::LyceePro));

    let series = data("guadeloupe/ips_lycees_2016-2022.csv");
    check(&series, FileKind::IpsLycees, 212);
    assert_eq!(series.told(), Vec::<String>::new());
    assert_eq!(sums(&series), [(212, 182_743), (141, 136_287), (130, 96_660)]);
    for year in 2016..=2021 {
        assert!(series.tenths("9711252J", year, IpsTrack::All).is_some(), "{year}");
    }
    assert_eq!(territory(&series, "9711252J"), "978");
}

#[test]
fn the_pupils_of_colleges_are_those_of_the_autumn_before_the_session() {
    let counts = data("guadeloupe/colleges_effectifs_niveaux_dnb2021.csv");
    check(&counts, FileKind::CollegeCounts, 52);
    assert_eq!(counts.delimiter, b',');
    assert_eq!(counts.told(), Vec::<String>::new());
    for (uai, levels, total, tenths, code) in [
        ("9710022X", [215, 231, 227, 226], 899, 791, "978"),
        ("9711023K", [118, 120, 154, 163], 555, 831, "978"),
        ("9711087E", [122, 116, 114, 114], 466, 641, "978"),
        ("9710035L", [89, 98, 83, 64], 334, 1_079, "977"),
    ] {
        for (level, count) in ["6E", "5E", "4E", "3E"].iter().zip(levels) {
            assert_eq!(counts.count(uai, 2020, level), Some(count), "{uai} {level}");
        }
        assert_eq!(counts.count(uai, 2020, "TOTAL"), Some(total), "{uai}");
        assert_eq!(counts.tenths(uai, 2020, IpsTrack::All), Some(tenths), "{uai}");
        assert_eq!(territory(&counts, uai), code, "{uai}");
    }
    assert_eq!(counts.sum("TOTAL"), 25_037);
    assert_eq!(counts.ips.iter().map(|(_, fact)| fact.tenths).sum::<u32>(), 45_668);
    assert_eq!(counts.school("9710022X").priority, Known::Yes(PriorityEducation::Rep));
    assert_eq!(
        counts.school("9711087E").priority,
        Known::Yes(PriorityEducation::RepPlus)
    );
    assert_eq!(counts.school("9711023K").priority, Known::No);
    assert_eq!(
        counts.school("9710022X").name.as_deref(),
        Some("COLLEGE DU MONT DES ACCORDS")
    );
}

#[test]
fn the_ministry_layout_of_college_counts_gives_the_year_itself() {
    let counts = read(include_bytes!("../files/colleges_effectifs_niveau_35.csv")).unwrap();
    check(&counts, FileKind::CollegeCounts, 40);
    assert_eq!(counts.told(), Vec::<String>::new());
    let of_year = |year: i16| {
        let facts = counts.counts.iter().map(|(_, count)| count);
        facts
            .filter(|count| count.year.first_calendar_year() == year && count.category == Category::Total)
            .count()
    };
    assert_eq!((of_year(2019), of_year(2020)), (19, 21));
    assert_eq!((counts.sum("6E"), counts.sum("3E")), (4_738, 4_603));
    assert_eq!(counts.count("0351906G", 2019, "TOTAL"), Some(665));
    assert_eq!(counts.count("0351906G", 2019, "6E"), Some(155));
    assert_eq!(counts.count("0350793X", 2019, "3E"), Some(34));
    assert_eq!(counts.school("0350793X").kind, Some(SchoolKind::Lycee));
    assert_eq!(territory(&counts, "0351906G"), "035");
    assert_eq!(counts.school("0351906G").commune.as_deref(), Some("CESSON-SEVIGNE"));
}

#[test]
fn the_pupils_of_the_general_path_are_summed_by_level() {
    let counts = data("guadeloupe/effectifs_lycees_gt_2020-2022.csv");
    check(&counts, FileKind::LyceeGtCounts, 70);
    assert_eq!(counts.told(), Vec::<String>::new());
    let sums = ["TOTAL", "2DE", "1RE", "TLE"].map(|category| counts.sum(category));
    assert_eq!(sums, [35_983, 12_308, 11_954, 11_721]);
    for (year, total, levels) in [
        (2020, 835, [319, 263, 253]),
        (2021, 813, [275, 287, 251]),
        (2022, 776, [238, 262, 276]),
    ] {
        assert_eq!(counts.count("9711252J", year, "TOTAL"), Some(total));
        for (level, count) in ["2DE", "1RE", "TLE"].iter().zip(levels) {
            assert_eq!(counts.count("9711252J", year, level), Some(count), "{year} {level}");
        }
    }
    assert_eq!(counts.count("9710035L", 2022, "2DE"), Some(17));
    assert_eq!(territory(&counts, "9711252J"), "978");
    assert_eq!(territory(&counts, "9710035L"), "977");
    assert_eq!(counts.school("9710035L").kind, Some(SchoolKind::College));
    assert_eq!((in_territory(&counts, "978"), in_territory(&counts, "977")), (3, 3));
    assert!(
        counts
            .counts
            .iter()
            .all(|(_, count)| count.note.as_deref() == Some("voie GT"))
    );
}

#[test]
fn the_pupils_of_the_professional_path_are_summed_by_level() {
    let counts = data("guadeloupe/effectifs_lycees_pro_2019-2022.csv");
    check(&counts, FileKind::LyceeProCounts, 85);
    assert_eq!(counts.told(), Vec::<String>::new());
    let sums = ["TOTAL", "2DE", "1RE", "TLE", "CAP1", "CAP2"].map(|category| counts.sum(category));
    assert_eq!(sums, [28_103, 7_112, 7_627, 7_285, 2_952, 2_793]);
    let jeffry = ["TOTAL", "2DE", "1RE", "TLE", "CAP1", "CAP2"].map(|it| counts.count("9710981P", 2022, it));
    assert_eq!(jeffry, [777, 189, 194, 194, 95, 96].map(Some));
    assert_eq!(territory(&counts, "9710981P"), "978");
    assert_eq!(counts.school("9710981P").postal_code.as_deref(), Some("97052"));
    // A postal code `#N/A` is no postal code.
    assert!(counts.schools.iter().all(|(_, school)| school.territory.is_some()));
    let lp = counts.school("9710052E");
    assert_eq!(
        (lp.kind, lp.name.as_deref()),
        (Some(SchoolKind::LyceePro), Some("LP LYCEE DES METIERS LOUIS DELGRES"))
    );
}

#[test]
fn the_priority_education_list_knows_saint_martin_by_its_department_name() {
    let list = data("guadeloupe/rep_2022.csv");
    check(&list, FileKind::RepList, 102);
    assert_eq!(list.told(), Vec::<String>::new());
    assert_eq!((in_territory(&list, "978"), in_territory(&list, "971")), (13, 89));
    let with = |priority| {
        let schools = list.schools.iter().map(|(_, school)| school);
        schools.filter(|school| school.priority == Known::Yes(priority)).count()
    };
    assert_eq!(
        (with(PriorityEducation::Rep), with(PriorityEducation::RepPlus)),
        (82, 20)
    );
    let leydet = list.school("9710210B");
    assert_eq!(leydet.rep_head.as_ref().unwrap().as_str(), "9710022X");
    assert_eq!(leydet.kind, Some(SchoolKind::Elementaire));
}

#[test]
fn the_national_file_has_47_217_schools() {
    let national = data("national/etablissements_unifie.csv.gz");
    check(&national, FileKind::UnifiedSchools, 47_217);
    assert!(national.gzip);
    assert_eq!(national.schools.len(), 47_217);
    assert_eq!((national.counts.len(), national.sum("TOTAL")), (40_630, 9_217_771));
    assert_eq!(national.ips.len(), 42_690);
    assert_eq!(
        national.ips.iter().map(|(_, fact)| u64::from(fact.tenths)).sum::<u64>(),
        44_469_186
    );
    let before = national
        .ips
        .iter()
        .filter(|(_, fact)| fact.year.first_calendar_year() == 2021);
    assert_eq!(before.count(), 2_060, "schools that only the file of 2021 has");
    let placed = national.schools.iter().filter(|(_, school)| school.position.is_some());
    assert_eq!(placed.count(), 11_969);
    assert!(national.schools.iter().all(|(_, school)| school.kind.is_some()));
    assert_eq!((in_territory(&national, "977") + in_territory(&national, "978")), 23);
    // Nothing but schools that the map of the professional lycées alone knows, without a name.
    assert_eq!(national.problems.len(), 946);
    assert!(
        national
            .told()
            .iter()
            .all(|told| told.ends_with("name_missing warning nom="))
    );
    assert_eq!(national.tenths("9710022X", 2022, IpsTrack::All), Some(838));
}

#[test]
fn the_national_pupils_of_colleges_are_read_from_a_compressed_file() {
    let path = data_path("national/colleges_effectifs_niveaux_dnb2021.csv.gz");
    let counts = read_with(File::open(path).unwrap(), &Limits::default()).unwrap();
    check(&counts, FileKind::CollegeCounts, 6_935);
    assert_eq!(counts.told(), Vec::<String>::new());
    assert_eq!(
        (counts.schools.len(), counts.counts.len(), counts.ips.len()),
        (6_935, 34_675, 6_935)
    );
    assert_eq!(counts.count("9710022X", 2020, Level::Sixieme.code()), Some(215));
}
