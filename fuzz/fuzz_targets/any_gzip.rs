//! Any compressed bytes, whole and cut short.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| pole_fuzz::read_compressed(bytes));
