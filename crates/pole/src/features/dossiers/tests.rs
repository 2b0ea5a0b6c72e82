//! Dossiers through the door, and their store on both engines.

mod begin;
mod bridge;
mod common;
mod eligibility;
mod financing;
mod list;
mod moves;
mod transitions;
