//! Rooms, and the tests made in them: our templates and what probes write. The samples of probes are
//! examples of m-lab/murakami (Apache-2.0), with addresses and identifiers masked.

use pole_formats::{FileKind, RoomKind};
use pole_kernel::Instant;

use crate::door::{read, text};

const NDT7: &str = include_str!("../files/mesure_ndt7.jsonl");
const NDT5: &str = include_str!("../files/mesure_ndt5.jsonl");
const DASH: &str = include_str!("../files/mesure_dash.jsonl");
const OOKLA: &str = include_str!("../files/mesure_ookla-speedtest.jsonl");

fn rooms(lines: &[&str]) -> String {
    format!("uai;salle;type;demi_journees;batiment;depuis\n{}\n", lines.join("\n"))
}

fn tests(lines: &[&str]) -> String {
    format!(
        "uai;salle;date;heure;descendant_mbps;montant_mbps;latence_ms;outil;echec\n{}\n",
        lines.join("\n")
    )
}

fn instant(moment: &str) -> Instant {
    Instant::parse(moment).unwrap()
}

#[test]
fn rooms_are_read_as_heads_write_them() {
    let reading = text(&rooms(&[
        "9710022X;Salle 12;Ordinaire;8;Bâtiment A;01/09/2025",
        "9710022X;CDI;cdi;10;;",
        "9710022X;Labo;salle de sciences;4;;",
        "9710022X;Préau;gymnase;0;;",
    ]));
    assert_eq!(reading.kind, FileKind::Rooms);
    assert!(reading.problems.is_empty(), "{:?}", reading.told());
    let read: Vec<(&str, RoomKind, u32)> = reading
        .rooms
        .iter()
        .map(|(_, room)| (room.name.as_str(), room.kind, room.half_days))
        .collect();
    assert_eq!(
        read,
        [
            ("Salle 12", RoomKind::Ordinary, 8),
            ("CDI", RoomKind::Library, 10),
            ("Labo", RoomKind::Science, 4),
            ("Préau", RoomKind::Gym, 0),
        ]
    );
    assert_eq!(reading.rooms[0].1.building.as_deref(), Some("Bâtiment A"));
    assert_eq!(reading.rooms[0].1.from.unwrap().to_string(), "2025-09-01");
}

#[test]
fn every_word_for_a_kind_of_room_is_understood() {
    for kind in RoomKind::ALL {
        assert_eq!(pole_formats::room_kind(kind.code()), Some(*kind));
    }
    for (words, kind) in [
        ("Salle des profs", RoomKind::StaffRoom),
        ("salle informatique", RoomKind::Computer),
        ("Arts plastiques", RoomKind::Arts),
        ("Réfectoire", RoomKind::Canteen),
        ("Technologie", RoomKind::Technology),
        ("langues", RoomKind::Language),
        ("Atelier", RoomKind::Workshop),
        ("condamnée", RoomKind::Condemned),
    ] {
        assert_eq!(pole_formats::room_kind(words), Some(kind), "{words}");
    }
    assert_eq!(pole_formats::room_kind("aquarium"), None);
}

#[test]
fn what_is_wrong_with_a_room_is_told() {
    let reading = text(&rooms(&[
        "9710022X;;ordinaire;8;;",
        "9710022X;A;aquarium;8;;",
        "9710022X;B;ordinaire;13;;",
        "9710022X;C;ordinaire;;;",
        "9710022X;D;;8;;",
        "9710022X;E;ordinaire;8;;31/02/2026",
        "9710022X;=F;ordinaire;8;;",
        "9710022X;Salle 1;ordinaire;8;;",
        "9710022X;SALLE 1;ordinaire;8;;",
    ]));
    assert_eq!(reading.rooms.len(), 1);
    assert_eq!(
        reading.told(),
        [
            "2 missing_value refused salle=",
            "3 room_kind_unknown refused type=aquarium",
            "4 half_days_too_many refused demi_journees=13",
            "5 missing_value refused demi_journees=",
            "6 missing_value refused type=",
            "7 date_invalid refused depuis=31/02/2026",
            "8 formula_cell refused salle==F",
            "10 duplicate_room refused salle=SALLE 1",
        ]
    );
}

#[test]
fn tests_are_read_with_a_comma_or_a_point_to_the_kilobit() {
    let reading = text(&tests(&[
        "9710022X;Salle 12;12/10/2026;10:30;8,00;2,00;24,5;ndt7;",
        "9710022X;Salle 12;2026-10-12;10h45;7.9999;1.5;;;non",
        "9710022X;Salle 12;2026-10-12;11:00;;;;;oui",
        "9710022X;Salle 12;2026-10-12;11:15;0;0;;;",
    ]));
    assert_eq!(reading.kind, FileKind::RoomTests);
    assert!(reading.problems.is_empty(), "{:?}", reading.told());
    let read: Vec<_> = reading
        .room_tests
        .iter()
        .map(|(_, test)| (test.down_kbps, test.up_kbps, test.failed))
        .collect();
    assert_eq!(
        read,
        [
            (Some(8_000), Some(2_000), false),
            (Some(7_999), Some(1_500), false),
            (None, None, true),
            (Some(0), Some(0), false),
        ]
    );
    let first = &reading.room_tests[0].1;
    // Hours of the islands are four behind UTC.
    assert_eq!(first.at, instant("2026-10-12T14:30:00Z"));
    assert_eq!((first.latency_micros, first.tool.as_str()), (Some(24_500), "ndt7"));
}

#[test]
fn what_is_wrong_with_a_test_is_told_and_a_grouping_is_not_guessed() {
    let reading = text(&tests(&[
        "9710022X;A;2026-10-12;10:30;1.234,5;2;;;",
        "9710022X;A;2026-10-12;10:30;-8;2;;;",
        "9710022X;A;2026-10-12;25:00;8;2;;;",
        "9710022X;A;2026-10-12;;8;2;;;",
        "9710022X;A;;10:30;8;2;;;",
        "9710022X;A;2026-10-12;10:30;;;;;",
        "9710022X;A;2026-10-12;10:30;8;2;;;peut-être",
        "9710022X;;2026-10-12;10:30;8;2;;;",
    ]));
    assert!(reading.room_tests.is_empty());
    assert_eq!(
        reading.told(),
        [
            "2 decimal_invalid refused descendant_mbps=1.234,5 → 1234,5",
            "3 number_negative refused descendant_mbps=-8",
            "4 time_invalid refused heure=25:00",
            "5 missing_value refused heure=",
            "6 missing_value refused date=",
            "7 missing_value refused descendant_mbps=",
            "8 yes_no_invalid refused echec=peut-être",
            "9 missing_value refused salle=",
        ]
    );
}

#[test]
fn the_samples_of_probes_are_read_as_they_mean() {
    let ndt7 = text(NDT7);
    assert_eq!((ndt7.kind, ndt7.problems.len()), (FileKind::ProbeLines, 0));
    let test = &ndt7.room_tests[0].1;
    // No zone is UTC; a place that was never configured names nothing.
    assert_eq!(test.at, instant("2021-09-08T19:07:27.192Z"));
    assert_eq!((test.room.as_str(), test.device.as_str()), ("", ""));
    assert_eq!((test.down_kbps, test.up_kbps), (Some(13_907), Some(3_553)));
    assert_eq!((test.latency_micros, test.tool.as_str()), (Some(10_583), "ndt7"));

    let ndt5 = &text(NDT5).room_tests[0].1;
    assert_eq!((ndt5.down_kbps, ndt5.up_kbps), (Some(14_275), Some(2_405)));

    // 2,005,673 bytes a second: the “Bit/s” beside it would make it 2 Mbit/s.
    let ookla = &text(OOKLA).room_tests[0].1;
    assert_eq!((ookla.down_kbps, ookla.up_kbps), (Some(16_045), Some(2_556)));
    assert_eq!(ookla.latency_micros, Some(11_622));
}

#[test]
fn dash_gives_no_rate_and_says_so_once() {
    let reading = text(DASH);
    assert!(reading.room_tests.is_empty());
    assert_eq!(reading.told(), ["1 no_rate refused TestName=dash"]);
    assert_eq!(reading.summary.records, 15);
}

fn ndt(fields: &str) -> String {
    format!(
        "{{\"TestName\":\"ndt7\",\"TestStartTime\":\"2026-10-12T14:30:00\",\"MurakamiLocation\":\"Salle 12\",\
         \"MurakamiDeviceID\":\"b8-27\",{fields}}}"
    )
}

#[test]
fn an_error_beside_a_value_is_a_failed_test() {
    for (fields, down, failed) in [
        (
            "\"DownloadValue\":9,\"UploadValue\":3,\"DownloadError\":null",
            Some(9_000),
            false,
        ),
        (
            "\"DownloadValue\":9,\"UploadValue\":3,\"UploadError\":\"timeout\"",
            None,
            true,
        ),
        (
            "\"DownloadError\":\"no route\",\"UploadError\":\"no route\"",
            None,
            true,
        ),
        (
            "\"DownloadValue\":9.5,\"DownloadUnit\":\"Kbit/s\",\"UploadValue\":3",
            Some(9),
            false,
        ),
        (
            "\"DownloadValue\":0.5,\"DownloadUnit\":\"Gbit/s\",\"UploadValue\":3",
            Some(500_000),
            false,
        ),
    ] {
        let reading = text(&ndt(fields));
        let test = &reading.room_tests[0].1;
        assert_eq!((test.down_kbps, test.failed), (down, failed), "{fields}");
        assert_eq!((test.room.as_str(), test.device.as_str()), ("Salle 12", "b8-27"));
    }
}

#[test]
fn objects_are_found_on_lines_in_arrays_and_over_several_lines() {
    let one = ndt("\"DownloadValue\":9,\"UploadValue\":3");
    let pretty = one.replace(',', ",\n    ");
    for file in [
        format!("{one}\n{one}\n"),
        format!("{one}\r\n\r\n{one}"),
        format!("[{one},{one}]"),
        format!("[\n  {pretty},\n  {pretty}\n]\n"),
        format!("\u{feff}[{one}\n,{one}]"),
    ] {
        let reading = text(&file);
        assert_eq!((reading.room_tests.len(), reading.problems.len()), (2, 0), "{file}");
    }
    let reading = text(&format!("{one}\n\n{one}\n"));
    assert_eq!(reading.room_tests[1].0, 3, "the line of the file is told");
}

#[test]
fn a_broken_object_does_not_take_the_next_one_with_it() {
    let one = ndt("\"DownloadValue\":9,\"UploadValue\":3");
    let cut = &one[..one.len() - 20];
    let in_text = "{\"TestName\":\"ndt7";
    for (file, problems) in [
        (format!("{cut}\n{one}\n"), 1),
        (format!("{in_text}\n{one}\n"), 1),
        (format!("{{\"a\":1\n{one}\n"), 1),
        (format!("{one}\nbonjour\n{one}"), 1),
        (format!("{one}\n{{}}\n"), 1),
        (format!("{one}\n{{\"TestName\":\"iperf\"}}\n"), 1),
        (format!("{one}\n{{\"a\":"), 1),
    ] {
        let reading = text(&file);
        assert!(!reading.room_tests.is_empty(), "{file}");
        assert_eq!(reading.problems.len(), problems, "{file}: {:?}", reading.told());
    }
    let deep = format!("{}\n{one}", "{\"a\":".repeat(5_000));
    assert!(read(deep.as_bytes()).is_ok());
}
