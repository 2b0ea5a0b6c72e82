//! Lines under the header of `commune_speeds`.
#![no_main]

const HEADER: &str = "code_insee;nom_com;code_dep;code_reg;nbr;type;inel_hd;elig_hd05;elig_hd3;elig_bhd8;elig_thd30;elig_thd100;elig_thd1g;date";

libfuzzer_sys::fuzz_target!(|lines: &[u8]| pole_fuzz::read_lines(HEADER, lines));
