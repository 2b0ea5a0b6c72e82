//! Lines under the header of `lycee_gt_counts`.
#![no_main]

const HEADER: &str = "rentree_scolaire;academie;departement;commune;numero_lycee;denomination_principale;patronyme;secteur;nombre_d_eleves;2ndes_gt;2ndes_sthr;1eres_g;1eres_stmg;terminales_g;code_postal";

libfuzzer_sys::fuzz_target!(|lines: &[u8]| pole_fuzz::read_lines(HEADER, lines));
