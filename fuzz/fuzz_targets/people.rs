//! Lines under the header of `people`.
#![no_main]

const HEADER: &str = "uai;nom;prenom;nom_usage;naissance;email;degre;discipline;rattachement;debut;fin";

libfuzzer_sys::fuzz_target!(|lines: &[u8]| pole_fuzz::read_lines(HEADER, lines));
