//! Lines under the header of `unified_schools`.
#![no_main]

const HEADER: &str = "uai;degre;type;nom;commune_insee;commune;departement;academie;secteur;effectif;ips;latitude;longitude;precision;education_prioritaire;sources";

libfuzzer_sys::fuzz_target!(|lines: &[u8]| pole_fuzz::read_lines(HEADER, lines));
