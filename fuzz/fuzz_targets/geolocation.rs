//! Lines under the header of `geolocation`.
#![no_main]

const HEADER: &str = "numero_uai;appellation_officielle;denomination_principale;secteur_public_prive_libe;adresse_uai;lieu_dit_uai;code_postal_uai;libelle_commune;latitude;longitude;appariement;localisation;nature_uai;etat_etablissement_libe;code_departement;code_commune;secteur_prive_code_type_contrat;date_ouverture";

libfuzzer_sys::fuzz_target!(|lines: &[u8]| pole_fuzz::read_lines(HEADER, lines));
