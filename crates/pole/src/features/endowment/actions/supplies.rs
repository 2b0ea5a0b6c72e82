//! Orders, deliveries and devices in use: entered by hand, taken back, never edited.

use pole_db::Tx;
use pole_formats::SupplyFact;
use pole_kernel::{Instant, Uai};

use super::super::errors::{EndowmentError, Refusal};
use super::super::records::{Supply, SupplyId};
use super::super::rules::MAX_COUNT;
use super::super::store::{self, NewSupply};
use crate::features::directory;
use crate::policy::{Action, Actor};
use crate::shell::audit;
use crate::shell::clock::fresh_id;

/// A number that changes when anything a declaration says changes (FNV-1a, 64 bits).
pub(in super::super) fn digest(fact: &SupplyFact) -> i64 {
    let fields = [
        fact.uai.to_string(),
        fact.year.to_string(),
        fact.step.to_string(),
        fact.item.to_string(),
        fact.quantity.to_string(),
        fact.unit_price.map_or_else(String::new, |price| price.to_string()),
        fact.day.to_string(),
        fact.reference.clone().unwrap_or_default(),
        fact.note.clone().unwrap_or_default(),
    ];
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in fields.iter().flat_map(|field| field.bytes().chain([0x1f])) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash.cast_signed()
}

/// Enters what was ordered, delivered or put in use.
///
/// # Errors
/// When it is in the future or entered already, the actor may not, or the database fails.
pub fn enter_supply(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    fact: &SupplyFact,
    fictitious: bool,
) -> Result<SupplyId, EndowmentError> {
    directory::school(tx, actor, Action::EnterSupplies, &fact.uai)?;
    if fact.day > now.day() {
        return Err(Refusal::SupplyInFuture.into());
    }
    if fact.quantity > MAX_COUNT {
        return Err(Refusal::QuantityTooLarge.into());
    }
    let twin = store::supplies_of(tx, &fact.uai)?
        .into_iter()
        .any(|said| said.withdrawn_at.is_none() && says(&said, fact));
    if twin {
        return Err(Refusal::SupplyTwice.into());
    }
    let supply = new_supply(fact.clone(), actor, now, fictitious);
    let id = supply.id;
    store::insert_supplies(tx, &[supply])?;
    let detail = format!("{} {} × {} {}", fact.step, fact.quantity, fact.item, fact.year.label());
    audit::record(tx, actor, now, "supply.entered", fact.uai.as_str(), &detail)?;
    Ok(id)
}

/// What was declared for a school, taken back or not, the newest first.
///
/// # Errors
/// When there is no such school, the actor may not, or the database fails.
pub fn supplies(tx: &mut Tx, actor: &Actor, uai: &Uai) -> Result<Vec<Supply>, EndowmentError> {
    directory::school(tx, actor, Action::ReadMoney, uai)?;
    Ok(store::supplies_of(tx, uai)?)
}

/// Enters many supplies of the basin in one statement, as the console: for the demonstration.
///
/// # Errors
/// When the actor may not, or the database fails.
pub fn enter_supplies(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    facts: &[SupplyFact],
    fictitious: bool,
) -> Result<usize, EndowmentError> {
    crate::policy::check(actor, Action::ImportFiles, crate::policy::Subject::Basin)?;
    let supplies: Vec<NewSupply> = facts
        .iter()
        .map(|fact| new_supply(fact.clone(), actor, now, fictitious))
        .collect();
    store::insert_supplies(tx, &supplies)?;
    audit::record(
        tx,
        actor,
        now,
        "supply.entered",
        "basin",
        &format!("× {}", supplies.len()),
    )?;
    Ok(supplies.len())
}

fn new_supply(fact: SupplyFact, actor: &Actor, now: Instant, fictitious: bool) -> NewSupply {
    NewSupply {
        id: fresh_id(),
        digest: digest(&fact),
        fact,
        fictitious,
        import: None,
        line: None,
        recorded_at: now,
        account: actor.account,
    }
}

fn says(said: &Supply, fact: &SupplyFact) -> bool {
    said.year == fact.year
        && said.step == fact.step
        && said.item == fact.item
        && said.quantity == fact.quantity
        && said.unit_price == fact.unit_price
        && said.day == fact.day
        && said.reference == fact.reference.as_deref().unwrap_or_default()
        && said.note == fact.note.as_deref().unwrap_or_default()
}

/// Takes a supply back: it stays in the list as taken back and no longer counts.
///
/// # Errors
/// When there is none or it was taken back, the actor may not, or the database fails.
pub fn withdraw_supply(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    uai: &Uai,
    id: SupplyId,
) -> Result<(), EndowmentError> {
    directory::school(tx, actor, Action::EnterSupplies, uai)?;
    if store::withdraw_supplies(tx, &[(uai.clone(), id)], now, actor.account, false)? == 0 {
        return Err(EndowmentError::NotFound);
    }
    audit::record(tx, actor, now, "supply.withdrawn", uai.as_str(), &id.to_string())?;
    Ok(())
}
