//! Lines under the header of `lycee_pro_counts`.
#![no_main]

const HEADER: &str = "rentree_scolaire;academie;departement;commune;numero_lycee;denomination_principale;patronyme;secteur;nombre_d_eleves;2ndes_pro;1eres_pro;terminales_pro;cap_1ere_annee;cap_2nde_annee;cap_en_1_an;bma_1ere_annee;mc;code_postal;cap_en_3_ans";

libfuzzer_sys::fuzz_target!(|lines: &[u8]| pole_fuzz::read_lines(HEADER, lines));
