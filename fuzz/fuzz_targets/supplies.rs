//! Lines under the header of `supplies`.
#![no_main]

const HEADER: &str = "uai;annee;etape;article;quantite;prix_unitaire;date;reference;note";

libfuzzer_sys::fuzz_target!(|lines: &[u8]| pole_fuzz::read_lines(HEADER, lines));
