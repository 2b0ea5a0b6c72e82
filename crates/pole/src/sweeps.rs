//! Sweeps over the whole product.
