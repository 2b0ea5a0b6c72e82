//! Lines under the header of `college_counts`.
#![no_main]

const HEADER: &str = "numero_college;session;type_d_etablissement;patronyme;secteur_d_enseignement;commune;libelle_commune;code_departement;rep;rep_plus;nombre_eleves_total;6eme_total;5eme_total;4eme_total;3eme_total;ips";

libfuzzer_sys::fuzz_target!(|lines: &[u8]| pole_fuzz::read_lines(HEADER, lines));
