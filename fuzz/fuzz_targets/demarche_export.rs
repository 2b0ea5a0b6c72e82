//! Lines under the header of an export of dossiers.
#![no_main]

const HEADER: &str = "ID,Email,Archivé,État du dossier,Dernière mise à jour le,Déposé le,Passé en instruction le,Traité le,Motivation de la décision,Instructeurs,Groupe instructeur,UAI du collège,Projet,Projet";

libfuzzer_sys::fuzz_target!(|lines: &[u8]| pole_fuzz::read_lines(HEADER, lines));
