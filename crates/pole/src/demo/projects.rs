//! What the dossiers of the demonstration say: invented answers and papers, all plausible and all labelled.

use std::fmt::Write as _;
use std::io;

use pole_kernel::Uai;
use serde_json::{Value, json};

use crate::features::calls::{Answers, CallContent, Field, FieldKind, is_asked};
use crate::shell::app::App;
use crate::shell::documents::{Received, Scan};

/// One answer to write.
pub(super) struct Said {
    /// The question.
    pub(super) field: String,
    /// The school that answers; `None` for the dossier.
    pub(super) uai: Option<Uai>,
    /// The answer.
    pub(super) value: Value,
}

/// Answers to every question that is asked of some sections; of all of them when none is named.
pub(super) fn answers(content: &CallContent, sections: &[&str], schools: &[Uai]) -> Vec<Said> {
    let mut said: Answers = Answers::new();
    let mut written = Vec::new();
    for (section, field) in content.fields() {
        if !sections.is_empty() && !sections.contains(&section.code.as_str()) {
            continue;
        }
        let places: Vec<Option<Uai>> = if field.per_school {
            schools.iter().cloned().map(Some).collect()
        } else {
            vec![None]
        };
        for uai in places {
            let is_ecole = uai.is_some() && uai.as_ref() != schools.first();
            let Some(value) = value(field, is_ecole) else {
                continue;
            };
            if !is_asked(content, field, uai.as_ref(), &said) {
                continue;
            }
            said.insert((uai.clone(), field.code.clone()), value.clone());
            written.push(Said {
                field: field.code.clone(),
                uai,
                value,
            });
        }
    }
    written
}

/// An answer to a question; `None` for what is attached.
fn value(field: &Field, is_ecole: bool) -> Option<Value> {
    Some(match &field.kind {
        FieldKind::Text { .. } | FieldKind::LongText { .. } => json!(text(&field.code)),
        FieldKind::Number { max, .. } => json!(number(&field.code).min(*max)),
        FieldKind::Money => json!(38_000),
        FieldKind::Choice { options, many } => {
            let wanted = usize::from(field.code == "deja_equipe" || is_ecole);
            let option = options.get(wanted).or_else(|| options.first())?;
            if *many { json!([option]) } else { json!(option) }
        }
        FieldKind::Table { columns, .. } => {
            let rows: Vec<Vec<&str>> = match field.code.as_str() {
                "plan_formation" => vec![
                    vec!["Prise en main des tablettes", "Toute l’équipe", "6", "Septembre"],
                    vec![
                        "Différencier avec le numérique",
                        "Équipe de 5e",
                        "12",
                        "De novembre à mars",
                    ],
                ],
                _ => return None,
            };
            if rows.iter().any(|row| row.len() != columns.len()) {
                return None;
            }
            json!(rows)
        }
        FieldKind::Quantities { levels } => {
            let level = levels.iter().find(|level| *level == "5E").or_else(|| levels.first())?;
            json!({ level: if field.code == "classes" { 4 } else { 96 } })
        }
        FieldKind::FinancingPlan => {
            json!({ "differences": { "cases": { "cents": 45_000, "why": "Réponse fictive : valises livrées par bateau, port compris" } } })
        }
        FieldKind::Document { .. } => return None,
    })
}

fn number(code: &str) -> i64 {
    match code {
        "volontaires" => 14,
        "enseignants" => 12,
        "valises" => 3,
        "debit" => 100,
        "technicien" => 120,
        _ => 4,
    }
}

fn text(code: &str) -> &'static str {
    match code {
        "responsable" => "La cheffe ou le chef d’établissement (réponse fictive)",
        "contact" => "projet-numerique@exemple.invalid",
        "synthese" => {
            "Réponse fictive. Les élèves de 5e travaillent avec une tablette individuelle en français, en sciences et en langues : lire et produire des textes, mesurer, s’enregistrer et se réécouter. Chaque trimestre, une classe présente ses productions aux familles et aux élèves de CM2 des écoles du secteur."
        }
        "disciplines" => "Français, sciences de la vie et de la Terre, anglais",
        "ecoles" => {
            "Réponse fictive. Un projet commun par an entre le CM2 et la 6e : un journal numérique des deux rives, avec des reportages échangés entre les classes."
        }
        "familles" => {
            "Réponse fictive. Une réunion à la remise des tablettes, une charte signée, deux ateliers du soir par an et une permanence avec la médiatrice numérique."
        }
        "travaux" => "Réponse fictive. Bornes Wi-Fi des salles de sciences à remplacer avant la livraison.",
        "cyclone" => {
            "Réponse fictive. Valises rangées à l’étage, dans une pièce sans ouverture, dès la vigilance orange."
        }
        "organisation" => {
            "Réponse fictive. Premier niveau par le référent numérique, second niveau par la collectivité sous deux jours ouvrés, appareils de prêt pendant la réparation."
        }
        "renouvellement" => "Réponse fictive. Un quart du parc chaque année à partir de la quatrième année.",
        "referent" => "Le référent numérique de l’établissement (réponse fictive)",
        "suite_ent" => "Réponse fictive. Cahier de textes et messagerie pour toutes les classes à la rentrée.",
        _ => "Réponse fictive. Valeur de départ relevée à la rentrée, cible fixée avec le conseil pédagogique.",
    }
}

/// A paper of the demonstration: one page that says that it is invented.
pub(super) fn paper(app: &App, name: &str) -> io::Result<Received> {
    Ok(Received {
        name: name.to_owned(),
        content_type: "application/pdf",
        kept: app.files().keep(page().as_bytes(), 1_000_000)?,
        scan: Scan::NotScanned,
    })
}

/// The smallest PDF of one page with a line on it.
fn page() -> String {
    let line = "BT /F1 18 Tf 72 760 Td (Piece fictive de la demonstration) Tj ET";
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>".to_owned(),
        format!("<</Length {}>>stream\n{line}\nendstream", line.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
    ];
    let mut pdf = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(&objects) {
        places.push(pdf.len());
        let _ = writeln!(pdf, "{number} 0 obj{object}endobj");
    }
    let start = pdf.len();
    let _ = write!(pdf, "xref\n0 {}\n0000000000 65535 f \n", places.len() + 1);
    for place in &places {
        let _ = writeln!(pdf, "{place:010} 00000 n ");
    }
    let _ = write!(
        pdf,
        "trailer<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n",
        places.len() + 1
    );
    pdf
}
