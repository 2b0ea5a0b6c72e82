//! Whatever the bytes and however they arrive.

use std::io::{self, Read};

use pole_formats::{Limits, csv_cell};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::door::{data_text, gzip, read, read_with, text};

/// Gives the bytes a few at a time.
struct Dripping<'a> {
    bytes: &'a [u8],
    most: usize,
}

impl Read for Dripping<'_> {
    fn read(&mut self, block: &mut [u8]) -> io::Result<usize> {
        let length = self.most.min(block.len()).min(self.bytes.len());
        block[..length].copy_from_slice(&self.bytes[..length]);
        self.bytes = &self.bytes[length..];
        Ok(length)
    }
}

const FILES: &[&str] = &[
    "bassin/etablissements.csv",
    "bassin/effectifs_ecoles_oct2020_presse.csv",
    "echantillons/annuaire_education_35.csv",
    "guadeloupe/geoloc_colleges_2024.csv",
    "guadeloupe/ips_ecoles_2022-2023.csv",
    "guadeloupe/ips_lycees_2016-2022.csv",
    "guadeloupe/colleges_effectifs_niveaux_dnb2021.csv",
    "guadeloupe/effectifs_lycees_gt_2020-2022.csv",
    "guadeloupe/effectifs_lycees_pro_2019-2022.csv",
    "guadeloupe/rep_2022.csv",
];

const HEADERS: &[&str] = &[
    "ID;Email;Archivé;État du dossier;Déposé le;Motivation de la décision;Projet;UAI",
    "{\"data\":{\"demarche\":{\"dossiers\":{\"nodes\":[{\"number\":1,\"state\":\"accepte\",\"champs\":[]},",
    "uai;annee;categorie;effectif;date;note",
    "uai;nom;prenom;nom_usage;naissance;email;degre;discipline;rattachement;debut;fin",
    "Numéro de certification;Prénom;Nom;Date de naissance;Statut;Score en Pix;1.1;Certification Pix+ Édu;Date de passage de la certification",
    "code_insee;nom_com;code_dep;code_reg;nbr;type;inel_hd;elig_cd_1;elig_cd_2;elig_cd_3;elig_cd_4;elig_cd_5;elig_cd_6;date",
    "code_insee;nom_com;code_dep;code_reg;nbr;type;elig_ftth;elig_coax;elig_cu;elig_thdr;elig_4gf;elig_hdr;elig_sat;date",
    "uai;annee;etape;article;quantite;prix_unitaire;date;reference;note",
    "uai;degre;type;nom;commune_insee;commune;departement;academie;secteur;effectif;ips;latitude;longitude;precision;education_prioritaire;sources",
];

/// A file of some kind, a few hundred bytes of it.
fn some_file() -> impl Strategy<Value = Vec<u8>> {
    let real = (0..FILES.len()).prop_map(|rank| {
        let file = data_text(FILES[rank]);
        let lines: Vec<&str> = file.lines().take(6).collect();
        lines.join("\n").into_bytes()
    });
    let ours = (0..HEADERS.len()).prop_map(|rank| format!("{}\n9710022X;2026;6E;215;;\n", HEADERS[rank]).into_bytes());
    prop_oneof![real, ours]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_bytes_make_it_panic(bytes in vec(any::<u8>(), 0..2_000)) {
        let _ = read(&bytes);
    }

    #[test]
    fn no_line_under_a_known_header_makes_it_panic(mut file in some_file(), tail in vec(any::<u8>(), 0..500)) {
        file.push(b'\n');
        file.extend_from_slice(&tail);
        let _ = read(&file);
    }

    #[test]
    fn no_text_under_a_known_header_makes_it_panic(file in some_file(), tail in "([0-9A-Z;,.\"\n é-]|\\PC){0,300}") {
        let mut file = file;
        file.push(b'\n');
        file.extend_from_slice(tail.as_bytes());
        let _ = read(&file);
    }

    #[test]
    fn no_changed_byte_makes_it_panic(mut file in some_file(), changes in vec((any::<prop::sample::Index>(), any::<u8>()), 1..20)) {
        for (at, byte) in changes {
            let at = at.index(file.len());
            file[at] = byte;
        }
        let _ = read(&file);
    }

    #[test]
    fn reading_does_not_depend_on_how_the_bytes_arrive(mut file in some_file(), tail in vec(any::<u8>(), 0..300), most in 1_usize..40, compressed: bool) {
        file.extend_from_slice(&tail);
        let file = if compressed { gzip(&file) } else { file };
        let dripping = Dripping { bytes: &file, most };
        prop_assert_eq!(read_with(dripping, &Limits::default()), read(&file));
    }

    #[test]
    fn an_escaped_note_comes_back_as_it_was(note in "[=+@-][a-z0-9 ]{0,20}[a-z]") {
        let cell = csv_cell(&note);
        let reading = text(&format!("uai;annee;categorie;effectif;note\n9710022X;2026;6E;1;{cell}\n"));
        prop_assert_eq!(reading.counts[0].1.note.as_deref(), Some(note.as_str()));
    }
}

#[test]
fn a_real_file_is_read_the_same_byte_by_byte() {
    for name in FILES {
        let file = data_text(name);
        for most in [1, 7, 4_096] {
            let dripping = Dripping {
                bytes: file.as_bytes(),
                most,
            };
            assert_eq!(read_with(dripping, &Limits::default()), read(file.as_bytes()), "{name}");
        }
    }
}
