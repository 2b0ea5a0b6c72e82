//! Lines under the header of `basin_schools`.
#![no_main]

const HEADER: &str = "uai;type;nom_usuel;nom_source;secteur;commune;code_insee;departement;education_prioritaire;tete_reseau_rep;quartier;latitude;longitude;precision_position;source_position;effectif_2022;ips_2022;source_identite";

libfuzzer_sys::fuzz_target!(|lines: &[u8]| pole_fuzz::read_lines(HEADER, lines));
