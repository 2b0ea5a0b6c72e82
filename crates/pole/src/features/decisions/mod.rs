//! Decisions: what the commission decides of each line, letters, publication, appeals, agreements and
//! what became of them.
//!
//! Writes the selections of a wave into the plan, so that endowment and the first indicator follow.
