//! Lines under the header of `press_counts`.
#![no_main]

const HEADER: &str = "etablissement;uai;niveau;effectif;source";

libfuzzer_sys::fuzz_target!(|lines: &[u8]| pole_fuzz::read_lines(HEADER, lines));
