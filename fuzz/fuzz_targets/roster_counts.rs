//! Lines under the header of `roster_counts`.
#![no_main]

const HEADER: &str = "uai;annee;categorie;effectif;date;note";

libfuzzer_sys::fuzz_target!(|lines: &[u8]| pole_fuzz::read_lines(HEADER, lines));
