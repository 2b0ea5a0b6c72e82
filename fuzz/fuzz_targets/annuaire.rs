//! Lines under the header of `annuaire`.
#![no_main]

const HEADER: &str = "Identifiant_de_l_etablissement;Nom_etablissement;Type_etablissement;Statut_public_prive;Adresse_1;Adresse_2;Code_postal;Code_commune;Nom_commune;Code_departement;Ecole_maternelle;Ecole_elementaire;Appartenance_Education_Prioritaire;Nombre_d_eleves;position;Type_contrat_prive;latitude;longitude;precision_localisation;date_ouverture;date_maj_ligne;etat;code_nature;Code_type_contrat_prive;etablissement_mere;type_rattachement_etablissement_mere";

libfuzzer_sys::fuzz_target!(|lines: &[u8]| pole_fuzz::read_lines(HEADER, lines));
