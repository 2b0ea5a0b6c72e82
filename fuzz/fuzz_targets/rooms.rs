//! Lines under the header of `rooms`.
#![no_main]

const HEADER: &str = "uai;salle;type;demi_journees;batiment;depuis";

libfuzzer_sys::fuzz_target!(|lines: &[u8]| pole_fuzz::read_lines(HEADER, lines));
