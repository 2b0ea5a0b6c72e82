//! Sweeps over the whole product: what no single feature can promise by itself.

mod access;
mod edges;
mod statements;
mod words;
