//! Behaviour of both engines, seen through the public interface.

mod engines;
mod migrations;
mod statements;
mod transactions;
