//! The use cases of the endowment.

mod parameters;
mod plan;
mod supplies;
mod waves;

pub use parameters::{NewSet, Sets, choose_set, copy_set, in_force, install_presets, sets};
pub use plan::{
    Asked, KeptComparison, PlanView, Quote, Scenario, SchoolView, Staff, computation, computations, four_of, keep,
    plan, quote, read_plan, scenario, school_view,
};
pub use supplies::{enter_supplies, enter_supply, supplies, withdraw_supply};
pub use waves::{
    Decision, EntryView, NewWave, WaveView, add_wave, check_from_call, decide, decide_many, entry, published_waves,
    record_from_call, wave_entries, wave_view,
};

pub(super) use parameters::preset_codes;
pub(super) use supplies::digest;
