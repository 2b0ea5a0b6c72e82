//! Lines under the header of `pix_results`.
#![no_main]

const HEADER: &str = "Numéro de certification;Prénom;Nom;Date de naissance;Identifiant Externe;Type de certification;Certification Pix+ Édu 1er degré;Statut;Niveau;Score en Pix;1.1;5.2;Session;Centre de certification;Date de passage de la certification";

libfuzzer_sys::fuzz_target!(|lines: &[u8]| pole_fuzz::read_lines(HEADER, lines));
