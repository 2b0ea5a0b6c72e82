//! Lines under a header that a person explains as `usage_rows`.
#![no_main]

use pole_formats::FileKind;

const HEADER: &str = "uai;debutSemaine;visites_eleve;utilisateurs_eleve;duree_enseignant;visites_cahier_textes;comptes actifs";

libfuzzer_sys::fuzz_target!(|lines: &[u8]| pole_fuzz::read_explained(FileKind::UsageRows, HEADER, lines));
