//! Lines under a header that a person explains as `training_rows`.
#![no_main]

use pole_formats::FileKind;

const HEADER: &str = "Libellé module;Code module;Date début;Date fin;Nom;Prénom;Mail;RNE;Durée;Heures suivies;Présence;Statut;Modalité;NUMEN";

libfuzzer_sys::fuzz_target!(|lines: &[u8]| pole_fuzz::read_explained(FileKind::TrainingRows, HEADER, lines));
