//! Lines under the header of `room_tests`.
#![no_main]

const HEADER: &str = "uai;salle;date;heure;descendant_mbps;montant_mbps;latence_ms;outil;echec";

libfuzzer_sys::fuzz_target!(|lines: &[u8]| pole_fuzz::read_lines(HEADER, lines));
