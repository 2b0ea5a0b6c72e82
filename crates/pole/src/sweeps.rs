//! Sweeps over the whole product: what no single feature can promise by itself.

mod access;
mod edges;
mod plans;
mod statements;
mod words;
