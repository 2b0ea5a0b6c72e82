//! What is printed: the letters of a wave, and the versions of an agreement. Always French.

use axum::extract::Path;
use pole_i18n::Words;
use pole_kernel::{Cents, Day, Lang, Territory};
use pole_office::pdf::{Document, render};
use serde_json::{Value, json};

use super::super::actions::{self, AgreementView, Letter, Sitting};
use super::super::model::{AgreementContent, Party};
use super::super::rules::Difference;
use super::{agreement_id, wave_id};
use crate::features::dossiers::DossierId;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;

/// Prints a document outside the threads that answer requests.
async fn answer(page: &PageCtx, template: &'static str, title: String, data: Value, name: &str) -> Reply {
    let bytes = tokio::task::spawn_blocking(move || {
        // The house face has no unbreakable hyphen.
        let data_json = data.to_string().replace('\u{2011}', "-");
        render(&Document {
            template,
            data_json: &data_json,
            files: &[],
            title: &title,
            language: "fr",
        })
    })
    .await
    .map_err(|error| Problem::failure(&error))?
    .map_err(|error| Problem::failure(&error))?;
    page.attachment(&format!("{name}.pdf"), "application/pdf", bytes)
}

fn island(words: &Words, territory: &Territory) -> String {
    match territory.as_str() {
        Territory::SAINT_MARTIN => words.t("territory-978"),
        Territory::SAINT_BARTHELEMY => words.t("territory-977"),
        other => words.with("territory-other", &[("code", other.into())]),
    }
}

/// What the template of letters reads.
pub(in super::super) fn letters_data(
    words: &Words,
    sitting: &Sitting,
    letters: &[Letter],
    now: Day,
    demo: bool,
) -> Value {
    let formats = words.formats();
    let held_on = sitting.held_on().map(|day| formats.day(day)).unwrap_or_default();
    let written: Vec<Value> = letters
        .iter()
        .map(|letter| {
            let first = letter.lines.first();
            let lines: Vec<Value> = letter
                .lines
                .iter()
                .filter_map(|line| {
                    let decision = line.decision.as_ref()?;
                    let key = format!("decisions-outcome-{}", decision.outcome.code().replace('_', "-"));
                    Some(json!({
                        "school": line.name,
                        "uai": line.uai.to_string(),
                        "outcome": words.t(&key),
                        "code": decision.outcome.code(),
                        "rank": decision.reserve_rank,
                        "reason": decision.reason,
                        "decided": formats.day(decision.decided_on),
                    }))
                })
                .collect();
            json!({
                "college": first.map(|line| line.name.clone()).unwrap_or_default(),
                "uai": first.map(|line| line.uai.to_string()).unwrap_or_default(),
                "island": first.map(|line| island(words, &line.territory)).unwrap_or_default(),
                "selected": letter.lines.iter().any(|line| line.outcome().is_some_and(|one| one.code() == "selected")),
                "lines": lines,
            })
        })
        .collect();
    let fictitious = demo || sitting.call.fictitious || sitting.lines.iter().any(|line| line.fictitious);
    json!({
        "issuer": words.t("common-basin"),
        "notice": fictitious.then(|| words.t("common-demo-label")),
        "call": sitting.call.title,
        "wave": sitting.wave.label,
        "held_on": held_on,
        "date": formats.day(now),
        "draft": sitting.wave.published_at.is_none(),
        "letters": written,
    })
}

/// The letters of a wave in one file, or that of one dossier.
pub(super) async fn print(page: PageCtx, Path((id, file)): Path<(String, String)>) -> Reply {
    let id = wave_id(&id)?;
    let name = file.strip_suffix(".pdf").ok_or(Problem::NotFound)?;
    let dossier = match name {
        "lettres" => None,
        one => Some(DossierId::parse(one).map_err(|_| Problem::NotFound)?),
    };
    let (actor, now) = (page.actor.clone(), page.now);
    let (sitting, letters) = page
        .app
        .db()
        .read(move |tx| actions::letters(tx, &actor, now, id, dossier))
        .await?;
    let words = page.app.words(Lang::Fr);
    let data = letters_data(&words, &sitting, &letters, page.now.day(), page.is_demo());
    let title = words.t("decisions-letters-title");
    answer(&page, include_str!("../pages/letters.typ"), title, data, "lettres").await
}

fn lines(text: &str) -> Vec<&str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect()
}

/// What the template of agreements reads.
pub(in super::super) fn agreement_data(words: &Words, view: &AgreementView, version: i64, demo: bool) -> Option<Value> {
    let formats = words.formats();
    let written = view.versions.iter().find(|one| one.version == version)?;
    let content: &AgreementContent = &written.content;
    let count = |count: Option<u32>| count.map_or_else(|| "–".to_owned(), |count| formats.number(i64::from(count)));
    let money = |cents: Option<i64>| cents.map_or_else(|| "–".to_owned(), |cents| formats.money(Cents(cents)));
    let day = |text: &str| Day::parse(text).map_or_else(|_| text.to_owned(), |day| formats.day(day));
    let quantities: Vec<Vec<String>> = content
        .amounts
        .iter()
        .map(|line| {
            vec![
                line.name.clone(),
                line.year.clone(),
                count(line.pupils),
                count(line.teachers),
                count(line.spare),
                count(line.cases),
            ]
        })
        .collect();
    let amounts: Vec<Vec<String>> = content
        .amounts
        .iter()
        .map(|line| {
            vec![
                line.name.clone(),
                line.year.clone(),
                money(line.state),
                money(line.authority),
                money(line.others),
                money(line.total),
            ]
        })
        .collect();
    // A sum of unknown amounts is unknown.
    let sum = |figure: fn(&super::super::model::AmountLine) -> Option<i64>| -> Option<i64> {
        content.amounts.iter().map(figure).sum()
    };
    let signatures: Vec<Value> = Party::ALL
        .iter()
        .map(|party| {
            let signed = view.signed(version, *party);
            json!({
                "party": match party {
                    Party::Academy => &content.academy,
                    Party::Authority => &content.authority,
                },
                "signatory": signed.map(|one| one.signatory.clone()).unwrap_or_default(),
                "day": signed.map(|one| formats.day(one.signed_on)).unwrap_or_default(),
            })
        })
        .collect();
    let changes: Vec<Vec<String>> = view
        .differences
        .iter()
        .find(|(number, _)| *number == version)
        .map(|(_, differences)| differences.iter().map(|difference| change(words, difference)).collect())
        .unwrap_or_default();
    let fictitious = demo || view.line.call.fictitious || view.line.lines.iter().any(|line| line.fictitious);
    Some(json!({
        "issuer": words.t("common-basin"),
        "notice": fictitious.then(|| words.t("common-demo-label")),
        "number": view.agreement.number,
        "amendment": version - 1,
        "reason": written.reason,
        "call": view.line.call.title,
        "wave": view.line.wave.label,
        "academy": content.academy,
        "authority": content.authority,
        "purpose": lines(&content.purpose),
        "academy_commitments": lines(&content.academy_commitments),
        "authority_commitments": lines(&content.authority_commitments),
        "school_commitments": lines(&content.school_commitments),
        "starts_on": day(&content.starts_on),
        "ends_on": day(&content.ends_on),
        "evaluation": lines(&content.evaluation),
        "loan": lines(&content.loan),
        "data_protection": lines(&content.data_protection),
        "schools": content.schools.iter().map(|(uai, name)| vec![name.clone(), uai.clone()]).collect::<Vec<_>>(),
        "quantities": quantities,
        "amounts": amounts,
        "totals": [
            money(sum(|line| line.state)), money(sum(|line| line.authority)),
            money(sum(|line| line.others)), money(sum(|line| line.total)),
        ],
        "amounts_on": day(&content.amounts_on),
        "parameter_set": content.parameter_set,
        "signatures": signatures,
        "changes": changes,
        "made": formats.day(written.made_at.day()),
    }))
}

/// One difference in words: what, before, after.
pub(super) fn change(words: &Words, difference: &Difference) -> Vec<String> {
    let what = words.t(&format!("decisions-text-{}", difference.what.replace('_', "-")));
    let what = if difference.of.is_empty() {
        what
    } else {
        format!("{what} – {}", difference.of)
    };
    let told = |text: &str| match difference.what {
        "amounts" => text
            .parse::<i64>()
            .map_or_else(|_| text.to_owned(), |cents| words.formats().money(Cents(cents))),
        _ => Day::parse(text).map_or_else(|_| text.to_owned(), |day| words.formats().day(day)),
    };
    vec![what, told(&difference.before), told(&difference.after)]
}

/// One version of an agreement to print: `convention-1.pdf`.
pub(super) async fn agreement(page: PageCtx, Path((id, file)): Path<(String, String)>) -> Reply {
    let id = agreement_id(&id)?;
    let version: i64 = file
        .strip_prefix("convention-")
        .and_then(|rest| rest.strip_suffix(".pdf"))
        .and_then(|number| number.parse().ok())
        .ok_or(Problem::NotFound)?;
    let (actor, now) = (page.actor.clone(), page.now);
    let view = page
        .app
        .db()
        .read(move |tx| actions::agreement(tx, &actor, now, id))
        .await?;
    let words = page.app.words(Lang::Fr);
    let data = agreement_data(&words, &view, version, page.is_demo()).ok_or(Problem::NotFound)?;
    let title = words.with(
        "decisions-agreement-title",
        &[("number", view.agreement.number.as_str().into())],
    );
    let name = format!("convention-{}-{version}", view.agreement.number);
    answer(&page, include_str!("../pages/agreement.typ"), title, data, &name).await
}
