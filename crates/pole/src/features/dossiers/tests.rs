//! Dossiers through the door, and their store on both engines.

mod begin;
