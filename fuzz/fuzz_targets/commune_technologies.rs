//! Lines under the header of `commune_technologies`.
#![no_main]

const HEADER: &str = "code_insee;nom_com;code_dep;code_reg;nbr;type;elig_ftth;elig_coax;elig_cu;elig_thdr;elig_4gf;elig_hdr;elig_sat;date";

libfuzzer_sys::fuzz_target!(|lines: &[u8]| pole_fuzz::read_lines(HEADER, lines));
