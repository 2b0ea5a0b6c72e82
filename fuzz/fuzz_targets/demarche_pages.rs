//! Bytes after the beginning of a page of dossiers.
#![no_main]

const FIRST: &str = "{\"data\":{\"demarche\":{\"dossiers\":{\"pageInfo\":{\"hasNextPage\":true},\"nodes\":[";

libfuzzer_sys::fuzz_target!(|lines: &[u8]| pole_fuzz::read_lines(FIRST, lines));
