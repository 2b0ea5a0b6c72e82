//! The financing plan of a dossier: what the endowment computes, what the applicant says differently, and who pays.
//! Pure; every sum balances to the cent.

use std::collections::BTreeMap;

use pole_kernel::{Cents, SchoolYear, Uai};
use serde_json::{Value, json};

use super::errors::Refusal;
use crate::features::endowment::PlanLine;
use crate::features::endowment::model::{Funder, Heading};

/// One school, one year, one heading, as computed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The school.
    pub uai: Uai,
    /// Its name.
    pub school: String,
    /// The year.
    pub year: SchoolYear,
    /// What the money is for.
    pub heading: Heading,
    /// How many; `None` is unknown.
    pub quantity: Option<u32>,
    /// The price of one.
    pub unit: Cents,
    /// The whole.
    pub amount: Option<Cents>,
    /// Who pays; `None` when it is unknown.
    pub paid: Option<Paid>,
    /// Whether a cap lowers the part of the State.
    pub cap_reached: bool,
}

/// Who pays an amount.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Paid {
    /// The State.
    pub state: Cents,
    /// The authority.
    pub authority: Cents,
    /// The other funding lines.
    pub others: Cents,
}

impl Paid {
    /// What all of them pay.
    pub fn all(self) -> Cents {
        self.state + self.authority + self.others
    }

    fn plus(self, other: Self) -> Self {
        Self {
            state: self.state + other.state,
            authority: self.authority + other.authority,
            others: self.others + other.others,
        }
    }
}

/// An amount that the applicant says differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared {
    /// How much.
    pub amount: Cents,
    /// Why.
    pub why: String,
}

/// One heading over every school and year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadingLine {
    /// What the money is for.
    pub heading: Heading,
    /// What is computed; `None` when an input is unknown.
    pub computed: Option<Cents>,
    /// What the applicant says instead.
    pub declared: Option<Declared>,
    /// What is asked for: what the applicant says, or what is computed.
    pub amount: Option<Cents>,
    /// Who pays it.
    pub paid: Option<Paid>,
}

impl HeadingLine {
    /// What the applicant asks for beyond what is computed; below 0 when it is less.
    pub fn difference(&self) -> Option<Cents> {
        Some(self.declared.as_ref()?.amount - self.computed?)
    }
}

/// An input that is unknown: who could enter it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// The school.
    pub uai: Uai,
    /// Its name.
    pub school: String,
    /// The year.
    pub year: SchoolYear,
    /// The inputs, by their codes.
    pub inputs: Vec<&'static str>,
}

/// The financing plan of a dossier.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Financing {
    /// What is computed, by school, year and heading. What is nothing is left out.
    pub rows: Vec<Row>,
    /// The six headings that are not nothing.
    pub headings: Vec<HeadingLine>,
    /// The inputs that leave an amount unknown.
    pub unknown: Vec<Unknown>,
    /// Whether an amount rests on a projection.
    pub estimated: bool,
}

/// The sums of a plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// What is asked for, unknown headings left out.
    pub amount: Cents,
    /// Who pays it.
    pub paid: Paid,
    /// How many headings are unknown.
    pub unknown: usize,
}

impl Sums {
    /// The sums of two plans together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            amount: self.amount + other.amount,
            paid: self.paid.plus(other.paid),
            unknown: self.unknown + other.unknown,
        }
    }
}

impl Financing {
    /// The sums of the whole plan.
    pub fn sums(&self) -> Sums {
        self.headings.iter().fold(Sums::default(), |sums, line| {
            let Some((amount, paid)) = line.amount.zip(line.paid) else {
                return Sums {
                    unknown: sums.unknown + 1,
                    ..sums
                };
            };
            sums.plus(Sums {
                amount,
                paid,
                unknown: 0,
            })
        })
    }

    /// The years of the plan.
    pub fn years(&self) -> Vec<SchoolYear> {
        let mut years: Vec<SchoolYear> = self.rows.iter().map(|row| row.year).collect();
        years.sort_unstable();
        years.dedup();
        years
    }
}

/// What applicants say differently, by heading, from the answer to the question of the financing plan.
pub fn declared(answer: &Value) -> BTreeMap<Heading, Declared> {
    let Some(differences) = answer.get("differences").and_then(Value::as_object) else {
        return BTreeMap::new();
    };
    differences
        .iter()
        .filter_map(|(code, said)| {
            let heading = Heading::parse(code).ok()?;
            let amount = Cents(said.get("cents")?.as_i64()?);
            let why = said.get("why").and_then(Value::as_str).unwrap_or_default().to_owned();
            Some((heading, Declared { amount, why }))
        })
        .collect()
}

/// The answer that says these differences.
///
/// # Errors
/// When a difference has no reason, or is below nothing.
pub fn answer(differences: &BTreeMap<Heading, Declared>) -> Result<Value, Refusal> {
    let mut said = serde_json::Map::new();
    for (heading, declared) in differences {
        if declared.why.trim().is_empty() || declared.amount.0 < 0 {
            return Err(Refusal::DifferenceReason(heading.code().to_owned()));
        }
        said.insert(
            heading.code().to_owned(),
            json!({ "cents": declared.amount.0, "why": declared.why.trim() }),
        );
    }
    Ok(json!({ "differences": said }))
}

/// The plan of a dossier, from what its schools would be due and what the applicant says.
pub fn plan(lines: &[PlanLine], differences: &BTreeMap<Heading, Declared>) -> Financing {
    let mut financing = Financing::default();
    let mut computed: BTreeMap<Heading, Option<(Cents, Paid)>> = BTreeMap::new();
    for line in lines {
        financing.estimated |= !line.endowment.flags.is_empty();
        if !line.endowment.missing.is_empty() {
            financing.unknown.push(Unknown {
                uai: line.endowment.uai.clone(),
                school: line.name.clone(),
                year: line.endowment.year,
                inputs: line.endowment.missing.clone(),
            });
        }
        for heading in &line.endowment.headings {
            if heading.quantity == Some(0) {
                continue;
            }
            let paid = heading
                .paid_by(&Funder::State)
                .zip(heading.paid_by(&Funder::Authority))
                .zip(heading.paid_by_others())
                .map(|((state, authority), others)| Paid {
                    state,
                    authority,
                    others,
                });
            let sum = computed
                .entry(heading.heading)
                .or_insert(Some((Cents(0), Paid::default())));
            *sum = match (*sum, heading.amount.zip(paid)) {
                (Some((amount, all)), Some((more, who))) => Some((amount + more, all.plus(who))),
                (None, _) | (_, None) => None,
            };
            financing.rows.push(Row {
                uai: line.endowment.uai.clone(),
                school: line.name.clone(),
                year: line.endowment.year,
                heading: heading.heading,
                quantity: heading.quantity,
                unit: heading.unit,
                amount: heading.amount,
                paid,
                cap_reached: heading.cap_reached,
            });
        }
    }
    for heading in Heading::ALL {
        let sum = computed.get(heading).copied();
        let said = differences.get(heading).cloned();
        if sum.is_none() && said.is_none() {
            continue;
        }
        let sum = sum.unwrap_or(Some((Cents(0), Paid::default())));
        let (amount, paid) = match &said {
            Some(said) => (Some(said.amount), sum.map(|(_, paid)| shared(said.amount, paid))),
            None => (sum.map(|(amount, _)| amount), sum.map(|(_, paid)| paid)),
        };
        financing.headings.push(HeadingLine {
            heading: *heading,
            computed: sum.map(|(amount, _)| amount),
            declared: said,
            amount,
            paid,
        });
    }
    financing
}

/// Who pays another amount than the one computed: the State and the other funders never more than computed, the
/// authority the rest.
fn shared(amount: Cents, computed: Paid) -> Paid {
    let state = computed.state.min(amount);
    let others = computed.others.min(amount - state);
    Paid {
        state,
        others,
        authority: amount - state - others,
    }
}
